"""What a code says of an act as rows (a decision table in the sense of DMN, of which the strongest outcome wins).

A row is a clause with all that decides whether it counts and what it then gives, so that the rows alone give the verdicts of
:func:`.decide.decide`.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..model.records import CONTEXTS, Act, Place
from .contribution import NOT_INTERNAL, breach, contribute
from .result import Status, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..model.records import Reading, Requirement
    from .clauses import Clause, DecisionBase
    from .gates import Gate
    from .result import Ground


@dataclass(frozen=True, slots=True)
class Given:
    """The verdict that a row gives while its requirements stand like this: NIET_GEREGELD where it then says nothing.

    ``against`` is advice against the act.
    """

    status: Status
    verdict: Verdict
    against: bool = False


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """A clause in the table of one act.

    It counts for an ``audience`` in a ``context`` where its ``gate`` holds, in the ``reading`` of a doubtful text that it
    belongs to, and while none of the rows in ``unless`` sets it aside; it then gives the verdict that goes with how its
    requirements (those of timing ``before``) stand. ``direct`` tells a clause on the act from one on its complement; a
    ``standing`` one is never set aside. ``effect`` says what sort of exception it is to the rows in ``takes``.
    """

    id: str
    gate: Gate
    audience: tuple[str, ...]
    context: tuple[str, ...]
    reading: Reading | None
    requires: tuple[Requirement, ...]
    gives: tuple[Given, ...]
    direct: bool
    standing: bool
    effect: str
    takes: tuple[str, ...]
    unless: tuple[str, ...]

    @property
    def before(self) -> tuple[Requirement, ...]:
        """What must be in order first."""
        return tuple(requirement for requirement in self.requires if requirement.timing == "before")

    @property
    def reviewed(self) -> bool:
        """Whether it belongs to the reviewed reading of its text."""
        return self.reading is None or self.reading.default

    @property
    def makes_demands(self) -> bool:
        """Whether it asks something of the act: an exception that releases from it leaves the act allowed."""
        return self.direct and bool(self.requires)

    @property
    def strength(self) -> tuple[Verdict, Verdict]:
        """The strongest and the weakest verdict that it can give."""
        verdicts = [given.verdict for given in self.gives]
        return max(verdicts), min(verdicts)

    @property
    def speaks(self) -> bool:
        """Whether it ever gives a verdict of itself."""
        return self.strength[0] is not Verdict.NIET_GEREGELD

    def given_at(self, status: Status) -> Given:
        """What it gives while its requirements stand like this."""
        return next(given for given in self.gives if given.status is status)


@dataclass(frozen=True, slots=True)
class ActRows:
    """The rows of one act, strongest first, those that hold whenever one does it last."""

    act: Act
    rows: tuple[DecisionRow, ...]


def make_act_rows(base: DecisionBase, act: str) -> ActRows:
    """The rows of every clause on an act, and of those on its complement that say something of it; none for a silent code."""
    clauses = base.by_act.get(act, ())
    active = {clause.id: clause for clause in clauses if not clause.position.standing}
    against: dict[str, list[str]] = defaultdict(list)
    for clause in active.values():
        for target in clause.overrides:
            if target in active:
                against[target].append(clause.id)
    rows = [
        _make_row(base, clause, act, [id for id in clause.overrides if id in active], against[clause.id])
        if clause.id in active
        else _make_row(base, clause, act, (), ())
        for clause in clauses
    ]
    shown = [row for row in rows if row.direct or row.speaks or row.takes or row.unless]
    order = {clause.id: clause.index for clause in clauses}
    shown.sort(key=lambda row: (row.standing, -row.strength[0], -row.strength[1], order[row.id]))
    found = base.book.acts.get(act) or Act(act, act, "", "", Place("", 0))
    return ActRows(found, tuple(shown))


def make_standing_rows(base: DecisionBase) -> tuple[DecisionRow, ...]:
    """The rows of what holds whatever one does, in the order of the text."""
    return tuple(_make_row(base, clause, "", (), ()) for clause in base.always)


def _statuses_of(base: DecisionBase, requirements: Iterable[Requirement]) -> tuple[Status, ...]:
    """How requirements can stand together, the best first."""
    found = {Status.MET}
    for requirement in requirements:
        if requirement.by in NOT_INTERNAL:
            found |= {Status.OPEN, Status.UNMET}
        else:
            found.add(Status.CONSULT)
            if base.facts[requirement.condition.fact].refused:
                found.add(Status.REFUSED)
    return tuple(status for status in Status if status in found)


def _grounds(clause: Clause, act: str, worst: Status, *, direct: bool) -> Iterable[Ground]:
    if not clause.position.standing:
        return contribute(clause, act, worst)
    return breach(clause, worst) if direct else ()  # a duty of some act says nothing of its opposite


def _make_row(base: DecisionBase, clause: Clause, act: str, takes: Sequence[str], unless: Sequence[str]) -> DecisionRow:
    position = clause.position
    direct = not act or act in position.acts
    gives = []
    for status in _statuses_of(base, clause.before):
        ground = next(iter(_grounds(clause, act, status, direct=direct)), None)
        gives.append(Given(status, ground.verdict, ground.against) if ground else Given(status, Verdict.NIET_GEREGELD))
    return DecisionRow(
        id=clause.id,
        gate=clause.gate,
        audience=tuple(sorted(clause.audience)),
        context=tuple(context for context in CONTEXTS if context in clause.context),
        reading=position.reading,
        requires=position.requires,
        gives=tuple(gives),
        direct=direct,
        standing=position.standing,
        effect=position.effect,
        takes=tuple(takes),
        unless=tuple(unless),
    )
