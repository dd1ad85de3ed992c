"""Checklists: the directive, and a checklist of the model as lists with a box to tick for each item."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...model.file_names import anchor_name
from ...model.records import PHASES, ChecklistSpec
from ...presentation.checklist import ALWAYS, Checklist, Item, Kind, make_checklist
from ...presentation.comparison import shown_codes
from ...presentation.names import name_audiences
from ...presentation.say import tell, words_listed
from ...presentation.spans import Span
from ...reading.directive_base import PolicyDirective
from ..base import policy_view
from ..code import BINDING_WORDS
from ..component import Component
from ..pen import DrawnView, Part, Pen

if TYPE_CHECKING:
    from docutils import nodes

    from ...model.handbook import Handbook
    from ...model.records import Code
    from ...presentation.medium import Medium

COMPONENT = Component(
    ("policy-checklist",),
    styles=("policy-checklist.css",),
    scripts=("policy-checklist.js",),
    templates=("policy-checklist.typ",),
    words="checklist",
)
_TITLES = {phase: label.capitalize() for phase, label in PHASES.items()} | {ALWAYS: tell("reach.standing").capitalize()}
# What the words of a code weigh stands above each group: a text of tips binds nobody.
_DUTY_WORDS = {"bindend": "Dit moet", "richtlijn": "Dit vraagt de richtlijn", "tip": "Dit vraagt de tekst, als tip"}
_KIND_WORDS = {Kind.DUTY: "Dit vragen de codes", Kind.ADVICE: "Dit wordt aangeraden", Kind.PERMISSION: "Dit mag"}
# More rules than this below an item are counted, not named.
_MOST_NAMED = 3


class ChecklistDirective(PolicyDirective):
    """``{checklist} <id>``: the questions of the norms that speak on some acts, to tick off; its id names it."""

    kind = "checklist"
    keeps = "checklist"
    known = frozenset({"title", "act", "topic", "code", "audience", "context", "standing"})

    def build(self) -> list[nodes.Node]:
        standing = self.ids("standing")
        everything, nothing = (("yes",), ("ja",)), (("no",), ("nee",))
        spec = ChecklistSpec(
            id=self.id,
            title=self.option("title"),
            place=self.place(),
            acts=self.ids("act"),
            topics=self.ids("topic"),
            codes=self.ids("code"),
            audience=self.ids("audience"),
            context=self.ids("context"),
            standing=() if standing in everything + nothing else standing,
            all_standing=standing in everything,
        )
        page = self.domain.page
        page.checklists.append(spec)
        page.views.append(("checklist", self.id))
        return [policy_view("", view="checklist", argument=self.id, docname=self.env.docname)]


@dataclass(frozen=True, slots=True)
class ShownChecklist:
    """A checklist, which ``codes`` speak on it and what they weigh (spans of one line), and the words above the duties and each
    code's rules."""

    checklist: Checklist
    codes: tuple[Span, ...]
    duty: str
    names: tuple[tuple[str, str], ...]


class ChecklistView(DrawnView):
    """A checklist: complete as it stands; on screen ``policy-checklist.js`` makes its boxes work."""

    def draws_on(self, book: Handbook, argument: str) -> set[str] | None:
        """The pages of the norms and topics, which name what is due, and the texts of the codes."""
        spec = book.checklists.get(argument)
        if spec is None:
            return None
        pages = {spec.place.docname}
        pages.update(norm.place.docname for norm in book.norms.values())
        pages.update(topic.place.docname for topic in book.topics.values())
        for code in shown_codes(book, spec):
            pages.update(version.place.docname for version in book.versions.get(code.id, {}).values())
            pages.update(rule.place.docname for rule in book.rules_of(code.id))
        pages.update(note.place.docname for note in book.notes)
        return pages

    def present(self, book: Handbook, argument: str, medium: Medium) -> ShownChecklist | None:
        spec = book.checklists.get(argument)
        if spec is None:
            return None
        checklist = make_checklist(book, spec)
        codes = [book.codes[id] for id in checklist.codes]
        weights = {code.binding for code in codes}
        duty = _DUTY_WORDS.get(weights.pop(), "") if len(weights) == 1 else ""
        names = tuple((code.id, code.short) for code in codes) if len(codes) > 1 else ()
        return ShownChecklist(checklist, _name_codes(book, codes), duty or _KIND_WORDS[Kind.DUTY], names)

    def draw(self, data: ShownChecklist, pen: Pen[Part]) -> list[Part]:
        checklist = data.checklist
        parts = [pen.heading(checklist.title, 3, "policy-checklist__title")] if checklist.title else []
        if not checklist.sections:
            parts.append(pen.words("Deze checklist is leeg.", "policy-silence"))
        elif pen.medium.shows_overlaps:  # a booklet of one code has said so
            parts.append(pen.paragraph(*pen.spans(data.codes), classes=["policy-checklist__codes"]))
        level = 4 if checklist.title else 3
        for section in checklist.sections:
            parts.append(pen.heading(_TITLES[section.phase], level, "policy-checklist__phase"))
            for kind, items in section.groups:
                words = data.duty if kind is Kind.DUTY else _KIND_WORDS[kind]
                parts.append(pen.heading(words, level + 1, "policy-checklist__kind"))
                parts.append(_draw_items(checklist.id, items, dict(data.names), kind, pen))
        return [pen.container(parts, "policy-checklist", id=f"checklist-{anchor_name(checklist.id)}")]


def _name_codes(book: Handbook, codes: list[Code]) -> tuple[Span, ...]:
    """Which codes speak on the list, what they weigh and for whom."""
    spans: list[Span] = []
    for code in codes:
        binding = BINDING_WORDS.get(code.binding, code.binding)
        spans += [
            Span(" " if spans else ""),
            Span(code.short, f"code:{code.id}"),
            Span(f": {binding}, voor {name_audiences(book, code.audience)}."),
        ]
    return tuple(span for span in spans if span.text)


def _draw_items(id: str, items: tuple[Item, ...], names: dict[str, str], kind: Kind, pen: Pen[Part]) -> Part:
    # On paper what is allowed has no box, since it need not be done.
    boxes = [] if pen.medium.on_paper and kind is Kind.PERMISSION else ["policy-checklist__items"]
    blocks = ((f"checklist-{anchor_name(id)}.{item.key}", _draw_item(item, names, pen)) for item in items)
    return pen.block_list(blocks, boxes, "policy-checklist__item")


def _draw_item(item: Item, names: dict[str, str], pen: Pen[Part]) -> list[Part]:
    """The question, with the rules behind a line to open; on paper with the words of every rule below it."""
    lines = (
        [*([pen.text(f"{names[source.code]}, ")] if source.code in names else []), *pen.spans(source.line)]
        for source in item.sources
    )
    if pen.medium.on_paper:
        rules = [pen.paragraph(*line, classes=["policy-label", "policy-brief"]) for line in lines]
        return [pen.words(item.question), *rules]
    sources = pen.folded(
        _name_sources(item, names),
        pen.bullet_list(lines, "policy-checklist__rules"),
        classes=["policy-checklist__sources"],
    )
    return [pen.words(item.question, "policy-checklist__question"), sources]


def _name_sources(item: Item, names: dict[str, str]) -> str:
    """Where an item comes from, in a line: the rules by name where they are few, of each code where there are several."""
    rules = list(dict.fromkeys((source.code, source.label) for source in item.sources))
    if len(rules) > _MOST_NAMED:
        codes = [names[code] for code in dict.fromkeys(code for code, _ in rules) if code in names]
        return f"{len(rules)} bepalingen" + (f" van {words_listed(codes)}" if codes else "")
    return words_listed([f"{names[code]}, {label}" if code in names else label for code, label in rules])
