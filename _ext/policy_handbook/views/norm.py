"""Topics, norms and reviewed overlaps; below each norm the rules that give it their own form, as a list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from docutils import nodes

from ..diagnostics import warn
from ..model.positions import split_ids
from ..model.records import LAW_WORDS, PHASES, RELATIONS, Norm, ReviewedOverlap, Topic
from ..presentation.comparison import lines_of_positions, rule_name, says_nothing, silence_on
from ..presentation.relations import name_difference
from ..presentation.say import join_lines, listed, plain, say, tell
from ..presentation.signs import name_with_weight
from ..presentation.spans import Span
from ..reading.directive_base import PolicyDirective
from .base import pages_of_norms, policy_view, text_paragraph
from .pen import DrawnView, Part, Pen

if TYPE_CHECKING:
    from collections.abc import Set

    from ..model.handbook import Handbook
    from ..model.records import Position, Rule
    from ..presentation.medium import Medium
    from ..presentation.say import Line

# More codes than this that say nothing on a norm are counted, not named.
MOST_NAMED = 12
# When a norm is due on a checklist, in either language.
PHASE_WORDS = {word: phase for phase, label in PHASES.items() for word in (label, phase)}


class TopicDirective(PolicyDirective):
    """``{topic} <id>``: a group of norms; the norms that follow on the page belong to it."""

    kind = "thema"
    known = frozenset({"label"})

    def build(self) -> list[nodes.Node]:
        node = nodes.container(classes=["policy-topic"])
        self.set_source_info(node)
        self.give_anchor(node, "topic", self.id)
        self.parse_body(node)
        self.env.ref_context["policy:topic"] = self.id
        label = self.option("label", self.id, required=True)
        self.domain.page.topics.append(Topic(self.id, label, self.plain_body(), self.place()))
        return [node]


class NormDirective(PolicyDirective):
    """``{norm} <id>``: one proposition on one conduct; the body states it in plain words."""

    kind = "norm"
    known = frozenset(
        {
            "topic",
            "question",
            "related",
            "phase",
            "linked",
            "family",
            "formerly",
            "general",
            "near",
            "law",
            "also-sought",
        }
    )

    def build(self) -> list[nodes.Node]:
        node = nodes.container(classes=["policy-norm"])
        self.set_source_info(node)
        self.give_anchor(node, "norm", self.id)
        for former in self.ids("formerly"):
            self.give_anchor(node, "norm", former)
        statement = self.plain_body()
        topic = self.option("topic", self.env.ref_context.get("policy:topic", ""))
        question = self.option("question", required=True)
        phase = self.choice("phase", PHASE_WORDS, "")
        self.domain.page.norms.append(
            Norm(
                self.id,
                topic,
                statement,
                question,
                self.ids("related"),
                self.place(),
                phase=PHASE_WORDS.get(phase, ""),
                linked=self.flag("linked", default=True),
                family=self.option("family"),
                formerly=self.ids("formerly"),
                general=self.ids("general"),
                near=self.ids("near"),
                law=self._read_law(),
                also_sought=split_ids(self.option("also-sought")),
            )
        )
        self.domain.page.views.append(("norm", self.id))
        # A heading, so that a screen reader goes from norm to norm; no section, which a directive cannot open.
        node += nodes.rubric("", statement, classes=["policy-norm-title"], **{"heading-level": 3})
        if question:
            node += text_paragraph(question, "policy-question")
        node += policy_view("", view="norm", argument=self.id, docname=self.env.docname)
        return [node]

    def _read_law(self) -> tuple[str, ...]:
        """On what the norm asks what the law asks too; a word that is none of :data:`LAW_WORDS` is named."""
        found = []
        for word in self.ids("law"):
            if word in LAW_WORDS:
                found.append(LAW_WORDS[word])
            else:
                warn("option_value", self.place(), option="law", id=self.id, value=word, choices=", ".join(LAW_WORDS))
        return tuple(found)


class OverlapDirective(PolicyDirective):
    """``{overlap} <rule> <rule>``: the relation of two rules on a norm that an editor recorded; the body is the reason."""

    kind = "verband"
    known = frozenset({"norm", "relation", "stricter", "against", "ground"})
    needs_id = False

    def build(self) -> list[nodes.Node]:
        a, _, b = self.id.partition(" ")
        record = ReviewedOverlap(
            a=a,
            b=b.strip(),
            norms=split_ids(self.option("norm", required=True)),
            relation=self.choice("relation", tuple(RELATIONS), "aanvullend", required=True),
            stricter=self.option("stricter"),
            reason=self.plain_body(),
            against=split_ids(self.option("against").replace(" ", ",")),
            place=self.place(),
            ground=self.option("ground"),
        )
        self.domain.page.reviewed.append(record)
        argument = f"{','.join(record.norms)} {record.a} {record.b}"
        self.domain.page.views.append(("reviewed", argument))
        return [policy_view("", view="reviewed", argument=argument, docname=self.env.docname)]


# What stands between both rules of a reviewed relation, and after them.
REVIEWED_WORDS = {
    "gelijk": ("en", " hebben dezelfde strekking"),
    "strenger": ("is strenger dan", ""),
    "aanvullend": ("en", " vullen elkaar aan"),
    "strijdig": ("en", " regelen het tegengestelde"),
}


@dataclass(frozen=True, slots=True)
class NormLines:
    """A norm's positions by code: the code's name and the spans of each line; then the difference and related norms.

    ``silent`` names the codes without a position, by whether they were worked through, ``elsewhere`` those that speak in general
    or on a related norm; with a related norm stand the rules on both that an editor set beside each other; ``in_table`` says that
    a table on the page has the same lines.
    """

    codes: tuple[tuple[Line, tuple[Line, ...]], ...]
    silent: tuple[tuple[bool, str], ...]
    elsewhere: tuple[tuple[Line, Line], ...]
    difference: str
    related: tuple[tuple[Span, ...], ...]
    in_table: bool


class NormView(DrawnView):
    """The list view of a comparison: for who does not read tables."""

    def draws_on(self, book: Handbook, argument: str) -> set[str]:
        return pages_of_norms(book, (argument,))

    def present(self, book: Handbook, argument: str, medium: Medium) -> NormLines | None:
        if argument not in book.norms:
            return None
        by_code: dict[str, list[tuple[Rule, Position]]] = {}
        rules: dict[str, set[str]] = {}
        for rule, position in book.derived.by_norm.get(argument, ()):
            by_code.setdefault(rule.code, []).append((rule, position))
            rules.setdefault(rule.code, set()).add(rule.full_id)
        codes = tuple(
            (name_with_weight(book.codes[id]), _list_positions(book, entries)) for id, entries in by_code.items()
        )
        _, difference = name_difference(book, argument, set(book.codes), rules) if rules else (False, "")
        norm, relatives = book.norms[argument], book.derived.related.get(argument, ())
        related = tuple(
            _show_related(book, argument, id) for id in dict.fromkeys((*relatives, *norm.near)) if id in book.norms
        )
        page = norm.place.docname
        in_table = any(spec.kind == "comparison" and spec.place.docname == page for spec in book.tables.values())
        elsewhere = tuple(
            (name_with_weight(code), silence_on(book, argument, code))
            for id, code in book.codes.items()
            if id not in by_code and not says_nothing(book, argument, id)
        )
        return NormLines(codes, _name_silent(book, argument, by_code.keys()), elsewhere, difference, related, in_table)

    def draw(self, data: NormLines, pen: Pen[Part]) -> list[Part]:
        result: list[Part] = []
        if data.difference:
            result.append(pen.words(data.difference, "policy-difference"))
        # On paper nobody chooses between the table and the list.
        as_list = not (pen.medium.on_paper and data.in_table)
        for name, lines in data.codes if as_list else ():
            result.append(pen.heading(name, 4, "policy-code-name"))
            result.append(pen.bullet_list(map(pen.spans, lines), "policy-positions"))
        for name, line in data.elsewhere if as_list else ():
            told = say("norm.elsewhere", code=name, said=line)
            result.append(pen.paragraph(*pen.spans(told), classes=["policy-silence"]))
        for worked_through, names in data.silent if as_list else ():
            words = tell("norm.silent" if worked_through else "norm.in_progress", codes=names)
            result.append(pen.words(words, "policy-silence"))
        if data.related:
            result.append(pen.words("Zie ook", "policy-apparatus-title"))
            result.append(pen.bullet_list(map(pen.spans, data.related), "policy-see-also"))
        return result


def _show_related(book: Handbook, norm: str, other: str) -> tuple[Span, ...]:
    """A related norm, with each two rules on it and on *norm* that an editor set beside each other."""
    pairs: dict[tuple[Span, ...], None] = {}
    for overlap in book.derived.overlaps_by_norm.get(norm, ()):
        rules = {on: Span(rule_name(book, rule), f"rule:{rule}", "source") for rule, on in overlap.sides}
        if rules.keys() == {norm, other}:
            pairs[say("norm.across", here=rules[norm], there=rules[other])] = None
    return join_lines((Span(book.norms[other].statement, f"norm:{other}"), *pairs))


def _list_positions(book: Handbook, entries: list[tuple[Rule, Position]]) -> tuple[tuple[Span, ...], ...]:
    return tuple(
        (*source, Span(" – "), *modality, Span(": "), *quote)
        for modality, quote, source in lines_of_positions(book, entries)
    )


def _name_silent(book: Handbook, norm: str, speaking: Set[str]) -> tuple[tuple[bool, str], ...]:
    """The codes without a position, by whether they were worked through: by name, or by number where many are.

    In a book of hundreds of codes the names of those that say nothing would take more room than all else.
    """
    worked_through = book.derived.worked_through
    if len(book.codes) - len(speaking) > MOST_NAMED:
        in_progress = len(book.codes) - len(worked_through) - len(speaking - worked_through)
        counts = ((True, len(worked_through - speaking)), (False, in_progress))
        return tuple((done, f"{count} codes") for done, count in counts if count)
    silent: dict[bool, list[str]] = {}
    for id, code in book.codes.items():
        if id not in speaking and says_nothing(book, norm, id):
            silent.setdefault(code.worked_through, []).append(code.short)
    return tuple((done, plain(listed(names, "comma"))) for done, names in silent.items())


class ReviewedView(DrawnView):
    """A reviewed relation as a sentence, with its reason."""

    def draws_on(self, book: Handbook, argument: str) -> set[str]:
        return pages_of_norms(book, split_ids(argument.partition(" ")[0]))

    def present(self, book: Handbook, argument: str, medium: Medium) -> tuple[Span, ...] | None:
        named, _, pair = argument.partition(" ")
        norms = split_ids(named)
        found = next((r for r in book.reviewed if r.norms == norms and f"{r.a} {r.b}" == pair), None)
        if found is None or not norms or any(norm not in book.norms for norm in norms):
            return None
        a, b = (id.partition("#")[0] for id in (found.a, found.b))
        if found.relation == "strenger" and found.stricter.partition("#")[0] == b:
            a, b = b, a
        words = REVIEWED_WORDS.get(found.relation, found.relation)
        on, *beside = (Span(book.norms[norm].statement, f"norm:{norm}") for norm in norms)
        return (
            on,
            *(span for other in beside for span in (Span(" "), *say("norm.related", norm=other))),
            Span(" "),
            Span(rule_name(book, a), f"rule:{a}", "source"),
            Span(f" {words[0]} "),
            Span(rule_name(book, b), f"rule:{b}", "source"),
            Span(f"{words[1]}: {found.reason}"),
            Span(f" {tell('overlap.ground', ground=found.ground)}" if found.ground else ""),
        )

    def draw(self, data: tuple[Span, ...], pen: Pen[Part]) -> list[Part]:
        return [pen.paragraph(*pen.spans(data), classes=["policy-reviewed"])]
