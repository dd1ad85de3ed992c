"""Sets of answers as boxes: for some questions the ways of answering that are left, for every other question all of them.

What holds for a whole set of answers is found by meeting and taking away boxes; no loop runs over the answers themselves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# A question, and the numbers of its cells (see gates.cells_of) or its options. A question that is missing is free.
Box = dict[str, frozenset[object]]
Boxes = tuple[Box, ...]


def meet(a: Box, b: Box) -> Box | None:
    """The answers that lie in both; None where there are none."""
    if len(a) < len(b):
        a, b = b, a
    found = dict(a)
    for question, ways in b.items():
        if question in found:
            ways = found[question] & ways
        if not ways:
            return None
        found[question] = ways
    return found


def meet_all(a: Iterable[Box], b: Iterable[Box]) -> Boxes:
    """The answers that lie in one of *a* and one of *b*."""
    others = tuple(b)
    return tuple(found for first in a for second in others if (found := meet(first, second)) is not None)


def take_away(boxes: Iterable[Box], others: Iterable[Box], sizes: Mapping[str, frozenset[object]]) -> Boxes:
    """What is left of *boxes* without the answers in *others*; *sizes* are all the ways of answering each question."""
    left = tuple(boxes)
    for other in others:
        left = tuple(piece for box in left for piece in _cut(box, other, sizes))
        if not left:
            break
    return left


def _cut(box: Box, other: Box, sizes: Mapping[str, frozenset[object]]) -> Iterable[Box]:
    """A box without another, in pieces that have nothing in common: one for each question on which they differ."""
    if meet(box, other) is None:
        yield box
        return
    inside = dict(box)
    for question, ways in other.items():
        here = inside.get(question, sizes[question])
        if outside := here - ways:
            yield {**inside, question: outside}
        inside[question] = here & ways
