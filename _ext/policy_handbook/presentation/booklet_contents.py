"""Booklets: what one holds, for whom, and the few things to remember from a code."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..model.excerpts import find_span
from ..model.handbook import sort_rules
from ..model.records import Modality

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..model.handbook import Handbook
    from ..model.records import BookletSpec, Case, ChecklistSpec, Code, Expectation, Position, Rule

#: The parts that are made from the codes, in the order in which a booklet has them. Everything else in it is a page.
#: "standing" is an editor's word: what each code is, whom it binds and what it weighs. That of a position means something else.
PARTS = ("standing", "remember", "checklists", "text", "cases", "contacts", "acknowledgement")
#: How many things there are to remember.
MOST_TO_REMEMBER = 10
# No more than this many of them from one topic.
_MOST_ALIKE = 2
# That a position decides more cases than this makes it weigh no more.
_OFTEN = 3


@dataclass(frozen=True, slots=True)
class KeyPoint:
    """Something to remember: a position, and the rule that takes it."""

    rule: Rule
    position: Position

    @property
    def id(self) -> str:
        """The full id of the position."""
        return self.rule.position_id(self.position)


def codes_of(book: Handbook, spec: BookletSpec) -> list[Code]:
    """The codes of a booklet, in the order that the editor gave."""
    return [book.codes[id] for id in spec.codes if id in book.codes]


def parts_of(book: Handbook, spec: BookletSpec) -> tuple[str, ...]:
    """The parts of a booklet: those that the editor named, or all of them, signing only for what binds."""
    if spec.order:
        return spec.order
    codes = codes_of(book, spec)
    signs = bool(codes) and all(code.binding == "bindend" for code in codes)
    return tuple(part for part in PARTS if part != "acknowledgement" or signs)


def shows_overlaps(book: Handbook, spec: BookletSpec) -> bool:
    """Whether a booklet shows what other codes say: not the one of a single code, which holds only what binds its reader."""
    return len(codes_of(book, spec)) != 1 or any(part not in PARTS for part in parts_of(book, spec))


def checklists_of(book: Handbook, spec: BookletSpec) -> list[ChecklistSpec]:
    """The checklists of a booklet: those that were chosen, or those of its codes alone that are for its audience."""
    if spec.checklists:
        return [book.checklists[id] for id in spec.checklists if id in book.checklists]
    codes = set(spec.codes)
    return [
        found
        for found in book.checklists.values()
        if found.codes and codes.issuperset(found.codes) and _is_for(book, found.audience, spec.audience)
    ]


def _is_for(book: Handbook, audience: tuple[str, ...], readers: tuple[str, ...]) -> bool:
    """Whether something for *audience* is for *readers* too: for them, for a part of them, or for all that they are of."""
    return not audience or not readers or book.share_audience(audience, readers)


def cases_of(book: Handbook, spec: BookletSpec) -> list[tuple[Case, Expectation]]:
    """The cases of a booklet with what each of its codes says: the chosen ones, or all in which one says something."""
    chosen = [book.cases[id] for id in spec.cases if id in book.cases] if spec.cases else list(book.cases.values())
    return [
        (case, expectation)
        for case in chosen
        for expectation in case.expected
        if expectation.code in spec.codes and (spec.cases or expectation.verdict != "niet_geregeld")
    ]


def rules_naming(book: Handbook, code: Code, body: str) -> list[Rule]:
    """The rules of a code that ask for something of a body, in the order of the text."""
    return [
        rule
        for rule in book.rules_of(code.id)
        if any(requirement.by == body for position in rule.positions for requirement in position.requires)
    ]


def key_points(book: Handbook, spec: BookletSpec, code: Code) -> list[KeyPoint]:
    """The things to remember from a code, in the order of its text.

    Where the editor chose none they are the duties and bans that weigh most: first those that decide most of the worked
    cases, then bans before duties, then those that hold without a condition or an exception, then those on which most other
    codes speak too; one of a norm and of a passage, and no more than two of a topic. A code with fewer than ten gives what it has.
    """
    points = {point.id: point for point in _duties_and_bans(book, spec, code)}
    if spec.remember:
        return _in_order(book, (points[id] for id in spec.remember if id in points))
    decided = Counter(
        f"{expectation.code}/{id}"
        for case in book.cases.values()
        for expectation in case.expected
        for id in expectation.decisive
    )
    set_aside = book.derived.overridden_by

    def weight(point: KeyPoint) -> tuple[int, ...]:
        position = point.position
        is_ban = position.modality is Modality.PROHIBITION
        strict = not position.when and not position.requires and point.id not in set_aside
        speaking = {rule.code for rule, _ in book.derived.by_norm.get(position.norm, ())}
        return (min(decided[point.id], _OFTEN), is_ban, strict, len(speaking))

    chosen: list[KeyPoint] = []
    norms: set[str] = set()
    alike: Counter[str] = Counter()
    for point in sorted(points.values(), key=weight, reverse=True):
        norm = book.norms.get(point.position.norm)
        topic = norm.topic if norm else ""
        if point.position.norm in norms or alike[topic] >= _MOST_ALIKE:
            continue
        if any(_share_words(point, other) for other in chosen):
            continue
        norms.add(point.position.norm)
        alike[topic] += 1
        chosen.append(point)
        if len(chosen) == MOST_TO_REMEMBER:
            break
    return _in_order(book, chosen)


def _duties_and_bans(book: Handbook, spec: BookletSpec, code: Code) -> Iterable[KeyPoint]:
    """What a code obliges or forbids the readers of a booklet, in the reviewed reading of a doubtful text."""
    for rule in book.rules_of(code.id):
        for position in rule.positions:
            if position.reading is not None and not position.reading.default:
                continue
            if position.modality not in (Modality.OBLIGATION, Modality.PROHIBITION):
                continue
            if _is_for(book, book.audience_of(rule, position), spec.audience):
                yield KeyPoint(rule, position)


def _share_words(a: KeyPoint, b: KeyPoint) -> bool:
    """Whether two positions of one rule rest on the same words."""
    if a.rule.full_id != b.rule.full_id:
        return False
    spans = [
        [span for quote in point.position.quotes if (span := find_span(quote, point.rule.text))] for point in (a, b)
    ]
    return any(start < other_end and other < end for start, end in spans[0] for other, other_end in spans[1])


def _in_order(book: Handbook, points: Iterable[KeyPoint]) -> list[KeyPoint]:
    found = list(points)
    order = {rule.full_id: index for index, rule in enumerate(sort_rules(book, [point.rule for point in found]))}
    return sorted(found, key=lambda point: order[point.rule.full_id])
