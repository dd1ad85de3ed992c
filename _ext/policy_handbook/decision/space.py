"""The answers of one code as boxes: for which of them each clause speaks, and where clauses meet.

Clauses that speak for the same answers are compared once, so that the cost grows with the number of clauses, not with that
of pairs.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from ..model.records import CONTEXTS
from .boxes import meet_all, take_away
from .clauses import AUDIENCE, CONTEXT
from .gates import holds

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..model.records import Condition
    from .boxes import Box, Boxes
    from .clauses import Clause, DecisionBase
    from .table import ActRow, CodeTable

# A way of reading a doubtful text is a question too, under a name that no fact can have.
_READING = "reading:"


@dataclass
class Space:
    """The answers of one code as boxes: for each clause those for which it speaks; *table* says for which acts it is weighed."""

    base: DecisionBase
    table: CodeTable
    # How often boxes were compared: what the cost of a proof is made of.
    operations: int = 0
    _met: dict[tuple[int, int], Boxes] = field(default_factory=dict)
    _shapes: dict[tuple[object, ...], int] = field(default_factory=dict)
    _counting: dict[tuple[str, str], Boxes] = field(default_factory=dict)

    @cached_property
    def sizes(self) -> dict[str, frozenset[object]]:
        """All the ways of answering each question."""
        sizes: dict[str, frozenset[object]] = {
            id: frozenset(range(len(cells))) for id, cells in self.base.cells.items()
        }
        sizes[AUDIENCE] = frozenset().union(*(clause.audience for clause in self.base.clauses))
        sizes[CONTEXT] = frozenset(CONTEXTS)
        for clause in self.base.clauses:
            if reading := clause.position.reading:
                name = _READING + reading.question
                sizes[name] = sizes.get(name, frozenset()) | {reading.choice}
        return sizes

    @cached_property
    def boxes(self) -> dict[str, Boxes]:
        """The answers for which each clause speaks, by its id; none where it never does."""
        return {clause.id: tuple(self._make_boxes(clause)) for clause in self.base.clauses}

    def _make_boxes(self, clause: Clause) -> Iterator[Box]:
        scope: Box = {AUDIENCE: frozenset(clause.audience), CONTEXT: frozenset(clause.context)}
        if reading := clause.position.reading:
            scope[_READING + reading.question] = frozenset({reading.choice})
        for conditions in clause.gate or ((),):
            box = self.box_of(conditions)
            if box is not None and clause.audience and clause.context:
                yield box | scope

    def box_of(self, conditions: Iterable[Condition]) -> Box | None:
        """The answers for which all of these conditions hold; None where there are none."""
        box: Box = {}
        for condition in conditions:
            cells = self.base.cells[condition.fact]
            ways = frozenset(index for index, cell in enumerate(cells) if holds(condition, cell))
            box[condition.fact] = ways & box.get(condition.fact, ways)
            if not box[condition.fact]:
                return None
        return box

    @cached_property
    def shape(self) -> dict[str, int]:
        """The same number for every clause that speaks for the same answers."""
        return {id: self._shape_of(boxes) for id, boxes in self.boxes.items()}

    def _shape_of(self, boxes: Boxes) -> int:
        key = tuple(frozenset(box.items()) for box in boxes)
        return self._shapes.setdefault(key, len(self._shapes))

    def meeting(self, a: Clause, b: Clause) -> Boxes:
        """The answers for which both clauses speak."""
        key = (self.shape[a.id], self.shape[b.id])
        if key not in self._met:
            self.operations += len(self.boxes[a.id]) * len(self.boxes[b.id])
            self._met[key] = meet_all(self.boxes[a.id], self.boxes[b.id])
        return self._met[key]

    def meeting_pairs(self, first: Iterable[Clause], second: Iterable[Clause]) -> Iterator[tuple[Clause, Clause]]:
        """The pairs that speak for some answers together."""
        groups: tuple[dict[int, list[Clause]], ...] = ({}, {})
        for group, clauses in zip(groups, (first, second), strict=True):
            for clause in clauses:
                group.setdefault(self.shape[clause.id], []).append(clause)
        for these in groups[0].values():
            for those in groups[1].values():
                if self.meeting(these[0], those[0]):
                    yield from ((a, b) for a in these for b in those if a is not b)

    @cached_property
    def by_id(self) -> dict[str, Clause]:
        """Each clause by its id."""
        return {clause.id: clause for clause in self.base.clauses}

    @cached_property
    def against(self) -> dict[str, tuple[Clause, ...]]:
        """For each clause the exceptions that name it."""
        found: dict[str, list[Clause]] = defaultdict(list)
        for clause in self.base.clauses:
            for target in clause.overrides:
                found[target].append(clause)
        return {id: tuple(clauses) for id, clauses in found.items()}

    def freed(self, boxes: Boxes, act: str, *clauses: Clause) -> Boxes:
        """What is left of *boxes* where no exception, with nothing to be put in order first, takes a clause away."""
        for clause in clauses:
            for exception in self.against.get(clause.id, ()):
                if boxes and not self.table.rows[exception.index].before and act in self.acts_of(exception):
                    counting = self.counting(exception, act)
                    self.operations += len(boxes) * len(counting)
                    boxes = take_away(boxes, counting, self.sizes)
        return boxes

    def counting(self, clause: Clause, act: str) -> Boxes:
        """The answers for which a clause is certainly not set aside when it comes to an act."""
        key = (clause.id, act)
        if key not in self._counting:
            self._counting[key] = ()  # a circle of exceptions takes nothing away; the checks name it
            self._counting[key] = self.freed(self.boxes[clause.id], act, clause)
        return self._counting[key]

    @cached_property
    def _acts(self) -> dict[int, frozenset[str]]:
        acts: dict[int, set[str]] = defaultdict(set)
        for act, entries in self.table.acts.items():
            for entry in entries:
                acts[entry.row.index].add(act)
        return {index: frozenset(found) for index, found in acts.items()}

    def clause_of(self, entry: ActRow) -> Clause:
        """The clause of which a row of the table was made."""
        return self.base.clauses[entry.row.index]

    def acts_of(self, clause: Clause) -> frozenset[str]:
        """The acts that a clause is weighed for: its own and their complements."""
        return self._acts.get(clause.index, frozenset())
