"""Articles and rules: the directives that take them from a page."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from docutils import nodes

from ..diagnostics import nearest, warn
from ..domain import get_domain
from ..model.excerpts import fold
from ..model.positions import FIELDS, parse_positions
from ..model.records import KINDS, MODALITIES, MODALITY_LABELS, Block, Position, Rule
from ..reading.directive_base import PolicyDirective
from ..reading.doctree_text import (
    INDEX,
    MARK_CLASS,
    OWN,
    RULES_CLASS,
    ancestors,
    blocks_of,
    inline_text,
    text_of_blocks,
)
from .base import policy_view

if TYPE_CHECKING:
    from sphinx.application import Sphinx

# A bullet, a number or a letter with what surrounds it, or the unit that such a number counts: no word of the text.
_MARK = re.compile(
    r"[^\w]*(?:(?:art|artikel|punt|lid|sub|noot|§)[\W_]*)?(?:\d[\w.]*|[a-z]|([a-z])\1|[ivxlcdm]+)?[^\w]*", re.IGNORECASE
)
_COMMON = frozenset({"label", "mark", "positions", "lead-in", "wrap-up", "audience", "context", "formerly"})


class RuleDirective(PolicyDirective):
    """``{rule} <id>``: the smallest piece of a text that is cited, with its verbatim words as the body."""

    kind = "bepaling"
    keeps = "rule"
    known = _COMMON | {"kind", "note-of", "depth", "repeats"}
    is_verbatim = True

    def build(self) -> list[nodes.Node]:
        outer = self.env.temp_data.get("policy:rule")
        if outer:
            warn("nested_rule", self.place(), id=self.id, outer=outer)
        code, _version = self.text
        if not code:
            warn("rule_outside_version", self.place(), id=self.id)
        node = nodes.container(classes=["policy-rule"], **{OWN: self.id or "?"})
        self.set_source_info(node)
        self._unmark_list()
        self.give_anchor(node, "rule", self.id)
        self.env.temp_data["policy:rule"] = self.id or "?"
        self.parse_body(node)
        self.env.temp_data["policy:rule"] = outer
        blocks = tuple(blocks_of(node))
        calls = tuple(
            ref["reftarget"].partition("@")[0].rpartition("/")[2]
            for ref in node.findall(nodes.Element)
            if "policy-note-call" in ref.get("classes", ())
        )
        text = text_of_blocks(blocks)
        if not text:
            warn("rule_empty", self.place(), id=self.id)
        kind = self._read_kind()
        node["classes"].append(f"policy-rule--{kind or 'norm'}")
        positions = read_positions(self)
        written = self.given.get("positions")
        if kind == "norm" and not (written and written.value):
            warn("rule_missing_norm", self.place(), id=self.id)
        mark = self.option("mark")
        if not _MARK.fullmatch(mark):
            warn("rule_mark", self.place(self.given["mark"].line), id=self.id, mark=mark)
        _show_mark(node, mark)
        depth = self.option("depth", "1")
        if not depth.isdecimal():
            warn(
                "option_value",
                self.place(self.given["depth"].line),
                id=self.id,
                option="depth",
                value=depth,
                choices="1, 2, 3 …",
            )
            depth = "1"
        if int(depth) > 1:
            node["classes"].append(f"policy-depth-{min(int(depth), 6)}")
        if kind == "footnote" and not self.option("note-of"):
            warn("footnote_call", self.place(), id=self.id)
        rule = _make_rule(
            self,
            kind=kind or "norm",
            mark=mark,
            text=text,
            blocks=blocks,
            depth=int(depth),
            calls=calls,
            positions=positions,
        )
        if code:
            note_rule(self, rule, node)
        return [node]

    def _unmark_list(self) -> None:
        """Of a list that an editor made of rules only the rules' own marks are shown: a bullet before them is not the source's."""
        holder = self.state_machine.node
        items = holder.parent if isinstance(holder, nodes.list_item) else None
        if items is not None and RULES_CLASS not in items["classes"]:
            items["classes"].append(RULES_CLASS)

    def _read_kind(self) -> str:
        """The kind, or "" where it cannot be known: the missing or misspelt kind is then the one mistake."""
        kind = self.option("kind")
        if not kind:
            warn("rule_missing_kind", self.place(), id=self.id, choices=", ".join(KINDS))
            return ""
        if kind not in KINDS:
            line = self.given["kind"].line
            warn("unknown_kind", self.place(line), id=kind, rule=self.id, nearest=nearest(kind, KINDS))
            return ""
        return kind


class ArticleDirective(PolicyDirective):
    """``{article} <id>``: gives the heading above it an address, a label and, where it is normative, positions."""

    kind = "artikel"
    keeps = "rule"
    known = _COMMON

    def build(self) -> list[nodes.Node]:
        section = self.state_machine.node
        code, _version = self.text
        if not code:
            warn("rule_outside_version", self.place(), id=self.id)
        node = nodes.container(classes=["policy-article"], **{OWN: self.id or "?"})
        self.set_source_info(node)
        if isinstance(section, nodes.section):
            self.give_anchor(section, "article", self.id)
            heading = fold(inline_text(section[0]))
        else:
            self.give_anchor(node, "article", self.id)
            heading = ""
        mark = self.option("mark")
        text = heading
        if mark:
            # Half a mark ("2" of "2. Slot") would leave the rest of it in the words. It may be the whole heading.
            if f"{heading} ".startswith(f"{mark} "):
                text = heading.removeprefix(mark).strip()
            else:
                line = self.given["mark"].line
                warn("heading_mark", self.place(line), mark=mark, text=heading)
                mark = ""
        rule = _make_rule(
            self,
            kind="heading",
            mark=mark,
            text=text,
            blocks=(Block("paragraph", (text,)),),
            depth=1,
            calls=(),
            positions=read_positions(self),
            is_article=True,
        )
        if code:
            note_rule(self, rule, node)
        return [node]


def read_positions(directive: PolicyDirective) -> tuple[Position, ...]:
    """The positions of a directive's option block, its faults reported."""
    option = directive.given.get("positions")
    if option is None:
        return ()
    positions, faults = parse_positions(list(option.lines))
    reported = {fault.line for fault in directive.faults}
    faults = [fault for fault in faults if fault.subtype != "position_split" or fault.line not in reported]
    if any(fault.subtype != "position_split" for fault in faults):
        directive.domain.misread[directive.env.docname] = True
    for fault in faults:
        words = dict(fault.arguments)
        words.setdefault("rule", directive.id)
        if fault.subtype in ("unknown_modality", "unknown_field"):
            words["nearest"] = nearest(words["id"], MODALITIES if fault.subtype == "unknown_modality" else FIELDS)
            words["choices"] = ", ".join(MODALITY_LABELS.values())
        warn(fault.subtype, directive.place(fault.line), **words)
    return positions


def _make_rule(
    directive: PolicyDirective,
    *,
    kind: str,
    mark: str,
    text: str,
    blocks: tuple[Block, ...],
    depth: int,
    calls: tuple[str, ...],
    positions: tuple[Position, ...],
    is_article: bool = False,
) -> Rule:
    code, version = directive.text
    label = fold(directive.option("label"))
    if not label:
        warn("rule_missing_label", directive.place(), id=directive.id)
    return Rule(
        code=code,
        version=version,
        id=directive.id,
        label=label or directive.id,
        kind=kind,
        mark=mark,
        text=text,
        blocks=blocks,
        path=(),
        article="",
        place=directive.place(),
        lead_in=directive.ids("lead-in"),
        wrap_up=directive.ids("wrap-up"),
        audience=directive.ids("audience"),
        context=directive.ids("context"),
        note_of=directive.option("note-of"),
        depth=depth,
        is_article=is_article,
        calls=calls,
        positions=positions,
        repeats=directive.option("repeats"),
        formerly=directive.ids("formerly"),
    )


def place_rules(app: Sphinx, doctree: object) -> None:
    """Tell each rule of a page that was just read the headings above it, outermost first, and its nearest article.

    A rule within another block has no way up to its headings while it is parsed, so the finished page is asked.
    """
    assert isinstance(doctree, nodes.document)
    rules = get_domain(app.env).pages[app.env.docname].rules if app.env.docname in get_domain(app.env).pages else []
    for node in doctree.findall(nodes.container):
        if INDEX not in node:
            continue
        index = node[INDEX]
        path, article = _headings_above(node, doctree, is_article=rules[index].is_article)
        rules[index] = replace(rules[index], path=path, article=article)


def _headings_above(node: nodes.Element, page: nodes.document, *, is_article: bool) -> tuple[tuple[str, ...], str]:
    sections = [parent for parent in ancestors(node) if isinstance(parent, nodes.section)]
    if is_article:
        sections = sections[1:]
    article = next((section["policy:article"] for section in sections if section.get("policy:article")), "")
    title = next(page.findall(nodes.section), None)
    return tuple(fold(inline_text(section[0])) for section in reversed(sections) if section is not title), article


def note_rule(directive: PolicyDirective, rule: Rule, node: nodes.Element) -> None:
    """Store a rule and leave the placeholder of its apparatus in *node*."""
    page = directive.domain.page
    node[INDEX] = len(page.rules)
    page.rules.append(rule)
    argument = f"{rule.full_id}@{rule.version}"
    page.views.append(("apparatus", argument))
    node.append(policy_view("", view="apparatus", argument=argument, docname=directive.env.docname))
    section = directive.state_machine.node
    if rule.is_article and isinstance(section, nodes.section):
        section["policy:article"] = rule.id
    directive.env.temp_data["policy:last-rule"] = rule.id
    directive.env.temp_data["policy:last-section"] = section


def _show_mark(node: nodes.Element, mark: str) -> None:
    if not mark:
        return
    first = node.children[0] if node.children else None
    inline = nodes.inline(mark, mark, classes=[MARK_CLASS])
    if isinstance(first, nodes.paragraph):
        first.insert(0, inline)
        first.insert(1, nodes.Text(" "))
    else:
        node.insert(0, nodes.paragraph("", "", inline))
    node["classes"].append("policy-rule--marked")


def setup(app: Sphinx) -> None:
    """Place the rules of each page once it is read, before anything looks at them."""
    app.connect("doctree-read", place_rules, priority=300)
