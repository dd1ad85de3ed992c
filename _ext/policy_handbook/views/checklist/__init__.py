"""Checklists: the directive, and a checklist of the model as lists with a box to tick for each item."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from docutils import nodes

from ...model.file_names import anchor_name
from ...model.records import PHASES, ChecklistSpec
from ...presentation.checklist import ALWAYS, Checklist, Item, Kind, Section, checklists_made, find_unlisted
from ...presentation.comparison import shown_codes
from ...presentation.names import name_audiences
from ...presentation.say import say, tell, words_listed
from ...presentation.signs import name_with_weight, weight_of
from ...presentation.spans import Span
from ...reading.directive_base import PolicyDirective
from ..base import policy_view
from ..component import Component
from ..pen import DrawnView, Part, Pen

if TYPE_CHECKING:
    from ...model.handbook import Handbook
    from ...model.records import Code
    from ...presentation.medium import Medium
    from ...presentation.say import Line

    #: The short name of each code and what it weighs.
    Names = dict[str, tuple[str, str]]

COMPONENT = Component(
    ("policy-checklist",),
    styles=("policy-checklist.css",),
    scripts=("policy-checklist.js",),
    templates=("policy-checklist.typ",),
    words="checklist",
)
_TITLES = {phase: label.capitalize() for phase, label in PHASES.items()}
# What is folded away, by its name: its title with how much of it there is.
_FOLDS = {Kind.ADVICE.value: "item.advice", Kind.PERMISSION.value: "item.permission", ALWAYS: "page.standing"}
# More rules than this below an item are counted, not named.
_MOST_NAMED = 3


class ChecklistDirective(PolicyDirective):
    """``{checklist} <id>``: the questions of the norms that speak on some acts, to tick off; its id names it."""

    kind = "checklist"
    keeps = "checklist"
    known = frozenset({"title", "act", "topic", "norm", "code", "audience", "context", "standing"})

    def build(self) -> list[nodes.Node]:
        standing = self.ids("standing")
        everything, nothing = (("yes",), ("ja",)), (("no",), ("nee",))
        spec = ChecklistSpec(
            id=self.id,
            title=self.option("title"),
            page=title.astext() if (title := self.state.document.next_node(nodes.title)) else "",
            place=self.place(),
            acts=self.ids("act"),
            topics=self.ids("topic"),
            norms=self.ids("norm"),
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
    """A checklist, which ``codes`` speak on it and what they weigh (spans of one line), and the words before each code's rules.

    ``of`` is the only code that it is of, "" where it is of several; ``home`` is whether that is the code of one's own authority.
    """

    checklist: Checklist
    codes: tuple[Span, ...]
    names: tuple[tuple[str, str, str], ...]
    of: str
    home: bool


class ChecklistView(DrawnView):
    """A checklist: complete as it stands; on screen ``policy-checklist.js`` makes its boxes work."""

    def draws_on(self, book: Handbook, argument: str) -> set[str] | None:
        """The pages of the norms, topics and facts, which name what is due and when, and the texts of the codes."""
        spec = book.checklists.get(argument)
        if spec is None:
            return None
        pages = {spec.place.docname}
        pages.update(norm.place.docname for norm in book.norms.values())
        pages.update(topic.place.docname for topic in book.topics.values())
        pages.update(fact.place.docname for fact in book.facts.values())
        for code in shown_codes(book, spec):
            pages.update(version.place.docname for version in book.versions.get(code.id, {}).values())
            pages.update(rule.place.docname for rule in book.rules_of(code.id))
        pages.update(note.place.docname for note in book.notes)
        return pages

    def present(self, book: Handbook, argument: str, medium: Medium) -> ShownChecklist | None:
        spec = book.checklists.get(argument)
        if spec is None:
            return None
        checklist = checklists_made(book)[argument]
        codes = [book.codes[id] for id in checklist.codes]
        names = tuple((code.id, code.short, code.binding) for code in codes) if len(codes) > 1 else ()
        of = codes[0].id if len(codes) == 1 else ""
        return ShownChecklist(checklist, _name_codes(book, codes), names, of, of in book.home.values())

    def draw(self, data: ShownChecklist, pen: Pen[Part]) -> list[Part]:
        checklist = data.checklist
        parts = [pen.heading(checklist.title, 3, "policy-checklist__title")] if checklist.title else []
        if not checklist.sections:
            parts.append(pen.words("Deze checklist is leeg.", "policy-silence"))
        elif pen.medium.shows_overlaps:  # a booklet of one code has said so
            # A chapter of a booklet says once what a tick means.
            seen = [] if pen.medium.on_paper else [pen.text(f" {tell('item.seen')}")]
            parts.append(pen.paragraph(*pen.spans(data.codes), *seen, classes=["policy-checklist__codes"]))
        level = 4 if checklist.title else 3
        # On paper nothing opens, and where nothing must be done there is no reason to fold the rest away.
        folds = bool(checklist.musts) and not pen.medium.on_paper
        for section in checklist.sections:
            items = _draw_items(checklist.id, section, {id: (short, weight) for id, short, weight in data.names}, pen)
            fold = _FOLDS.get(section.name)
            title = tell(fold, count=len(section.items)) if fold else _TITLES[section.name]
            if section.folds and folds:
                parts.append(pen.folded(title, items, classes=["policy-checklist__fold"]))
            else:
                parts += [pen.heading(title, level, "policy-checklist__phase"), items]
        of = [f"policy-checklist--of-{data.of}"] if data.of else []
        home = ["policy-checklist--home"] if data.home else []
        return [pen.container(parts, "policy-checklist", *of, *home, id=f"checklist-{anchor_name(checklist.id)}")]


def _name_codes(book: Handbook, codes: list[Code]) -> tuple[Span, ...]:
    """Which codes speak on the list, what they weigh and for whom."""
    spans: list[Span] = []
    for code in codes:
        spans += [
            Span(" " if spans else ""),
            *name_with_weight(code, f"code:{code.id}"),
            Span(f", voor {name_audiences(book, code.audience)}."),
        ]
    return tuple(span for span in spans if span.text)


def _draw_items(id: str, section: Section, names: Names, pen: Pen[Part]) -> Part:
    # On paper what is allowed has no box, since it need not be looked at.
    unboxed = pen.medium.on_paper and section.name == Kind.PERMISSION
    boxes = [] if unboxed else ["policy-checklist__items"]
    blocks = ((f"checklist-{anchor_name(id)}.{item.key}", _draw_item(item, names, pen)) for item in section.items)
    return pen.block_list(blocks, boxes, "policy-checklist__item")


def _draw_item(item: Item, names: Names, pen: Pen[Part]) -> list[Part]:
    """What is to be looked at, with the rules behind a line to open; on paper with the words of every rule below it."""
    small = ["policy-label", "policy-brief"]
    blocks = [pen.words(item.question, "policy-checklist__question")] if item.question else []
    for stop in item.stops:
        classes = ["policy-checklist__stop"] if blocks else ["policy-checklist__question", "policy-checklist__stop"]
        blocks.append(pen.paragraph(*pen.spans(stop.line), classes=classes))
        cases = [line for line in (stop.when, stop.unless) if line]
        case = small if pen.medium.on_paper else ["policy-checklist__case"]
        blocks += [pen.paragraph(*pen.spans(line), classes=case) for line in cases]
    lines = (
        pen.spans(say("item.source", code=_name(names, source.code), words=source.line) if names else source.line)
        for source in item.sources
    )
    if pen.medium.on_paper:
        return [*blocks, *(pen.paragraph(*line, classes=small) for line in lines)]
    sources = pen.folded(
        tell("item.from", words=item.words, rules=_name_sources(item, names)),
        pen.bullet_list(lines, "policy-checklist__rules"),
        classes=["policy-checklist__sources"],
    )
    return [*blocks, sources]


def _name(names: Names, code: str) -> Line:
    short, weight = names[code]
    return (Span(short), Span(" "), weight_of(weight))


def _name_sources(item: Item, names: Names) -> str:
    """Where an item comes from, in a line: the rules by name where they are few, of each code where there are several."""
    rules = list(dict.fromkeys((source.code, source.label) for source in item.sources))
    if len(rules) > _MOST_NAMED:
        codes = [names[code][0] for code in dict.fromkeys(code for code, _ in rules) if code in names]
        return f"{len(rules)} bepalingen" + (f" van {words_listed(codes)}" if codes else "")
    return words_listed([f"{names[code][0]}, {label}" if code in names else label for code, label in rules])


class ChecklistCoverageDirective(PolicyDirective):
    """``{checklist-coverage}``: what each code asks that stands on no checklist, and how long every list is."""

    needs_id = False

    def build(self) -> list[nodes.Node]:
        self.domain.page.views.append(("checklist-coverage", ""))
        return [policy_view("", view="checklist-coverage", argument="", docname=self.env.docname)]


@dataclass(frozen=True, slots=True)
class Coverage:
    """Of each code what is counted, with the rules that stand on no list; and the lists by name with how much must be done."""

    codes: tuple[tuple[str, tuple[Line, ...]], ...]
    lists: tuple[str, ...]


class ChecklistCoverageView(DrawnView):
    """What is counted in words, the rules that are missing below it, and the lists folded away."""

    def draws_on(self, book: Handbook, argument: str) -> None:
        """The whole book."""

    def present(self, book: Handbook, argument: str, medium: Medium) -> Coverage:
        codes = []
        for code in book.codes.values():
            asking, missing = find_unlisted(book, code.id)
            words = tell("reach.lists", code=code.short, asking=asking, missing=len(missing))
            lines = tuple(
                (Span(rule.label, f"rule:{rule.full_id}"), Span(f": {book.norms[position.norm].statement}"))
                for rule, position in missing
                if position.norm in book.norms
            )
            codes.append((words, lines))
        made = sorted(checklists_made(book).values(), key=lambda one: (-len(one.musts), one.id))
        return Coverage(tuple(codes), tuple(tell("reach.list", list=one.id, n=len(one.musts)) for one in made))

    def draw(self, data: Coverage, pen: Pen[Part]) -> list[Part]:
        parts: list[Part] = []
        for words, lines in data.codes:
            parts.append(pen.words(words))
            if lines:
                parts.append(pen.bullet_list(map(pen.spans, lines)))
        if data.lists:
            lists = pen.bullet_list([pen.text(words)] for words in data.lists)
            parts.append(pen.folded(tell("reach.list.sizes", count=len(data.lists)), lists))
        return parts or [pen.words("Nog geen enkele code.")]
