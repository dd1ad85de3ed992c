"""All that decides in one code, as data: what each clause gives for each act, when, and what takes it away.

A decision table in the sense of DMN (of the rows that count the strongest outcome wins), made once by :mod:`.compile`. Verdicts
(:mod:`.walk`), the tables on a page, the proof and, through ``builders/decision_files.py``, the browser read it; what a position
gives is said nowhere else.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .verdicts import Status, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ..model.records import LawMatter, Position, Reading, Requirement, Rule
    from .gates import Gate

#: An audience and a context: whom a verdict is for, and in which capacity.
World = tuple[str, str]


@dataclass(frozen=True, slots=True)
class TableFact:
    """What deciding has to know of a question: the answer that it takes where nobody asked ("" for none), and its cells.

    ``arrangeable`` says that who asks can still bring about another answer; ``cells`` are one answer for each way in which the
    gates of the code can come out (see :func:`.gates.cells_of`), ``ask`` says when the question is worth asking.
    """

    assume: str
    arrangeable: bool
    cells: tuple[frozenset[str], ...]
    ask: Gate


@dataclass(frozen=True, slots=True, eq=False)
class Need:
    """A requirement, and how it stands: ``states`` while its condition does not hold, is not known to, and holds.

    ``refused`` are the answers by which an internal body says no, whatever the condition; of anyone else there are none.
    """

    requirement: Requirement
    states: tuple[Status, Status, Status]
    refused: frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """A clause as it decides, whatever the act.

    It counts for whoever is in one of the worlds of its ``scope``, where its ``gate`` holds and in the ``reading`` of a doubtful
    text that it belongs to. ``needs`` are its requirements, each once. ``takes`` are the indexes of the rows to which it is an
    exception, of the sort that ``effect`` names. A ``standing`` one is never set aside and speaks only once it is breached;
    ``advice`` is no more than advised; ``law`` are the kinds on which it asks what the law asks too. ``rule`` and ``position`` are
    where it comes from, for whoever shows it.
    """

    index: int
    id: str
    rule: Rule
    position: Position
    gate: Gate
    scope: frozenset[World]
    needs: tuple[Need, ...]
    takes: tuple[int, ...]
    effect: str
    standing: bool
    advice: bool
    law: tuple[str, ...]
    reading: Reading | None

    @property
    def before(self) -> tuple[Need, ...]:
        """What must be in order first."""
        return tuple(need for need in self.needs if need.requirement.timing == "before")

    @property
    def statuses(self) -> tuple[Status, ...]:
        """How its needs can stand together, the best first."""
        found = {Status.MET}
        for need in self.before:
            found.update(need.states, [Status.REFUSED] if need.refused else [])
        return tuple(status for status in Status if status in found)

    @property
    def reviewed(self) -> bool:
        """Whether it belongs to the reviewed reading of its text."""
        return self.reading is None or self.reading.default


@dataclass(frozen=True, slots=True)
class Give:
    """What a row gives: a verdict (NIET_GEREGELD where it says nothing), as advice against the act, as a breach to mend."""

    verdict: Verdict
    against: bool = False
    curable: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class ActRow:
    """A row in the table of one act: what it ``gives`` for each status of its needs, in the order of :class:`.Status`.

    ``direct`` tells a row on the act from one on an act of which it is the complement, and from one that always holds.
    """

    row: Row
    gives: tuple[Give, ...]
    direct: bool

    def given_at(self, status: Status) -> Give:
        """What it gives while its needs stand like this."""
        return self.gives[status.rank]

    @property
    def strength(self) -> tuple[Verdict, Verdict]:
        """The strongest and the weakest verdict that it can give."""
        verdicts = [self.given_at(status).verdict for status in self.row.statuses]
        return max(verdicts), min(verdicts)

    @property
    def speaks(self) -> bool:
        """Whether it ever gives a verdict of itself."""
        return self.strength[0] is not Verdict.NIET_GEREGELD

    @property
    def makes_demands(self) -> bool:
        """Whether it asks something of the act: an exception that releases from it leaves the act allowed."""
        return self.direct and bool(self.row.needs)


@dataclass(frozen=True, slots=True)
class CodeTable:
    """All that decides in one code.

    ``facts`` are the questions of its clauses by id, in the order of the book. ``worlds`` maps an audience and a context as they
    were answered ("" where nobody asked, "?" where it is not known) to the worlds which that leaves open, in the order in which
    they are weighed. ``acts`` has the rows of each act that the code speaks of, in the order of the text; ``always`` those that
    hold whatever one does. ``law`` has for each act on what the law speaks whatever the code says, and when. ``readings`` are, for
    each question of reading, the choices that are not the reviewed one.
    """

    code: str
    worked_through: bool
    facts: Mapping[str, TableFact]
    worlds: Mapping[tuple[str, str], tuple[World, ...]]
    rows: tuple[Row, ...]
    acts: Mapping[str, tuple[ActRow, ...]]
    always: tuple[ActRow, ...]
    law: Mapping[str, tuple[LawMatter, ...]]
    readings: Mapping[str, tuple[str, ...]]


def find_exceptions(entries: Iterable[ActRow]) -> dict[int, list[ActRow]]:
    """For each row, by its index, the exceptions to it among *entries*; none has any entry."""
    found: dict[int, list[ActRow]] = defaultdict(list)
    for entry in entries:
        for target in entry.row.takes:
            found[target].append(entry)
    return found


def facts_of(rows: Iterable[Row]) -> set[str]:
    """The facts that rows ask for, in their gates and in their needs."""
    found: set[str] = set()
    for row in rows:
        found.update(condition.fact for conditions in row.gate for condition in conditions)
        found.update(need.requirement.condition.fact for need in row.needs)
    return found
