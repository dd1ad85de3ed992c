"""The handbook's own vocabulary: acts, facts, audiences and bodies."""

from __future__ import annotations

from docutils import nodes

from ..diagnostics import warn
from ..model.positions import ID, parse_conditions, split_ids
from ..model.records import LAW_WORDS, Act, Condition, Fact, LawMatter, Term
from ..presentation.say import tell
from ..reading.directive_base import PolicyDirective
from .base import bullet_list, text_paragraph

# The answer that a question with several answers has of itself: none of the others.
NONE = "geen"


def heading_above(directive: PolicyDirective) -> str:
    """The words of the nearest heading above a directive; "" where there is none."""
    node: nodes.Node | None = directive.state_machine.node
    while node is not None and not isinstance(node, nodes.section):
        node = node.parent
    title = node.next_node(nodes.title) if node is not None else None
    return title.astext() if title is not None else ""


class ActDirective(PolicyDirective):
    """``{act} <id>``: what someone is about to do; the body explains it."""

    kind = "handeling"
    known = frozenset({"label", "complement", "law", "related", "leads-to", "also-sought"})

    def build(self) -> list[nodes.Node]:
        label = self.option("label", self.id, required=True)
        act = Act(
            self.id,
            label,
            self.option("complement"),
            self.plain_body(),
            self.place(),
            group=heading_above(self),
            law=self._read_law(),
            related=self.ids("related"),
            leads_to=self._read_leads(),
            also_sought=split_ids(self.option("also-sought")),
        )
        self.domain.page.acts.append(act)
        node = nodes.container(classes=["policy-term"])
        self.set_source_info(node)
        self.give_anchor(node, "act", self.id)
        node += text_paragraph(label, "policy-term-label")
        self.parse_body(node)
        return [node]

    def _read_law(self) -> tuple[LawMatter, ...]:
        found: dict[str, list[tuple[Condition, ...]]] = {}
        for line, raw in self.given["law"].lines if "law" in self.given else ():
            word, _, when = raw.strip().partition(":")
            if not word:
                continue
            try:
                alternatives = [parse_conditions(when)] if when.strip() else []
                found.setdefault(LAW_WORDS[word.strip()], []).extend(alternatives)
            except (KeyError, ValueError):
                choices = ", ".join(LAW_WORDS)
                warn("law_syntax", self.place(line), id=self.id, text=raw.strip(), choices=choices)
        return tuple(LawMatter(kind, tuple(alternatives)) for kind, alternatives in found.items())

    def _read_leads(self) -> tuple[tuple[str, tuple[Condition, ...]], ...]:
        leads = []
        for line, raw in self.given["leads-to"].lines if "leads-to" in self.given else ():
            if not raw.strip():
                continue
            id, _, conditions = raw.strip().partition(":")
            try:
                leads.append((id.strip(), parse_conditions(conditions)))
            except ValueError:
                warn("leads_syntax", self.place(line), id=self.id, text=raw.strip())
        return tuple(leads)


class FactDirective(PolicyDirective):
    """``{fact} <id>``: a question with a finite set of answers."""

    kind = "vraag"
    known = frozenset(
        {"question", "why", "options", "multiple", "assume", "none", "refused", "ask", "arrangeable", "fixed"}
    )

    def build(self) -> list[nodes.Node]:
        options: list[tuple[str, str]] = []
        for line, raw in self.given["options"].lines if "options" in self.given else ():
            if not raw.strip():
                continue
            id, colon, label = raw.strip().partition(":")
            if not colon or not ID.fullmatch(id.strip()) or not label.strip():
                warn("option_syntax", self.place(line), id=self.id, text=raw.strip())
                continue
            options.append((id.strip(), label.strip()))
        if not options:
            warn("option_missing", self.place(), id=self.id, option="options")
        question = self.option("question", self.id, required=True)
        why = self.option("why")
        multiple = self.flag("multiple")
        none = self.option("none")
        if multiple and not none:
            none = NONE
            if NONE not in (id for id, _ in options):
                options.append((NONE, tell("answer.none_of_these")))
        fact = Fact(
            id=self.id,
            question=question,
            why=why,
            options=tuple(options),
            multiple=multiple,
            assume=self.option("assume"),
            place=self.place(),
            none=none,
            refused=self.ids("refused"),
            group=heading_above(self),
            ask=self._read_ask(),
            arrangeable=self.flag("arrangeable"),
            fixed=self.flag("fixed"),
        )
        self.domain.page.facts.append(fact)
        node = nodes.container(classes=["policy-term"])
        self.set_source_info(node)
        self.give_anchor(node, "fact", self.id)
        node += text_paragraph(question, "policy-term-label")
        if why:
            node += text_paragraph(why)
        node += bullet_list(([nodes.Text(label)] for _, label in options), "policy-answers")
        return [node]

    def _read_ask(self) -> tuple[tuple[Condition, ...], ...]:
        alternatives = []
        for line, raw in self.given["ask"].lines if "ask" in self.given else ():
            if not raw.strip():
                continue
            try:
                alternatives.append(parse_conditions(raw))
            except ValueError:
                warn("ask_syntax", self.place(line), id=self.id, text=raw.strip())
        return tuple(alternatives)


class TermDirective(PolicyDirective):
    """``{audience} <id>`` or ``{body} <id>``: who can be bound, or whom to ask."""

    known = frozenset({"label", "short", "part-of", "asks", "superior"})

    def build(self) -> list[nodes.Node]:
        label = self.option("label", self.id, required=True)
        kind = "audience" if isinstance(self, AudienceDirective) else "body"
        part_of, asks, short = self.option("part-of"), self.option("asks"), self.option("short")
        term = Term(self.id, label, self.plain_body(), self.place(), part_of, asks, self.flag("superior"), short)
        page = self.domain.page
        (page.audiences if kind == "audience" else page.bodies).append(term)
        node = nodes.container(classes=["policy-term"])
        self.set_source_info(node)
        self.give_anchor(node, kind, self.id)
        node += text_paragraph(label, "policy-term-label")
        self.parse_body(node)
        return [node]


class AudienceDirective(TermDirective):
    """Who can be bound; ``part-of`` names the wider audience."""

    kind = "doelgroep"


class BodyDirective(TermDirective):
    """A body that a code names."""

    kind = "instantie"
