"""How the requirements of a clause stand, and what the clause gives for an act."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model.records import Modality
from .gates import holds
from .result import Ground, Status, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ..model.records import Requirement
    from .clauses import Clause, DecisionBase
    from .gates import Answer


NOT_INTERNAL = ("self", "third", "other-text")


def status_of(base: DecisionBase, requirement: Requirement, known: Mapping[str, Answer]) -> Status:
    """How a requirement stands."""
    answer = known.get(requirement.condition.fact)
    internal = requirement.by not in NOT_INTERNAL
    if internal and answer is not None and not answer.isdisjoint(base.facts[requirement.condition.fact].refused):
        return Status.REFUSED
    held = holds(requirement.condition, answer)
    if held:
        return Status.MET
    if internal:
        return Status.CONSULT
    return Status.OPEN if held is None else Status.UNMET


_WORST = (Status.REFUSED, Status.UNMET, Status.CONSULT, Status.OPEN)


def worst_status(base: DecisionBase, clause: Clause, known: Mapping[str, Answer]) -> Status:
    """How the requirements of a clause stand together, of those that come before the act."""
    found = {status_of(base, requirement, known) for requirement in clause.before}
    return next((status for status in _WORST if status in found), Status.MET)


_ATTACHED = {
    Status.REFUSED: Verdict.MAG_NIET,
    Status.UNMET: Verdict.MAG_NIET,
    Status.CONSULT: Verdict.EERST_OVERLEG,
    Status.OPEN: Verdict.MAG_ONDER_VOORWAARDEN,
    Status.MET: Verdict.MAG,
}


def contribute(clause: Clause, act: str, worst: Status) -> Iterable[Ground]:
    """What a clause in force gives for an act, be it on the act itself or on its complement.

    *worst* is how its requirements stand together.
    """
    position = clause.position
    direct = act in position.acts
    modality = position.modality
    if modality is Modality.PROHIBITION and not clause.before:
        yield Ground(clause, Verdict.MAG_NIET if direct else Verdict.MOET)
    elif modality is Modality.OBLIGATION and not position.requires:
        yield Ground(clause, Verdict.MOET if direct else Verdict.MAG_NIET)
    elif modality is Modality.RECOMMENDATION:
        if direct:
            yield Ground(clause, Verdict.MAG, against=worst in (Status.UNMET, Status.REFUSED))
        elif not position.requires:
            yield Ground(clause, Verdict.MAG, against=True)
    elif direct and (modality is not Modality.PERMISSION or position.only):
        yield Ground(clause, _ATTACHED[worst], curable=worst is Status.UNMET)
    elif direct and position.effect in ("", "permits") and worst not in (Status.UNMET, Status.REFUSED):
        yield Ground(clause, _ATTACHED[worst])
    elif modality is Modality.PROHIBITION and not direct and worst is not Status.MET:
        # The complement is free as long as the act is not in order, and a duty once nobody can put it in order.
        yield Ground(clause, Verdict.MOET if worst is Status.REFUSED else Verdict.MAG)


def breach(clause: Clause, worst: Status) -> Iterable[Ground]:
    """What a standing duty gives: nothing, unless an answer says that it is breached."""
    if worst in (Status.UNMET, Status.REFUSED):
        if clause.position.modality is Modality.RECOMMENDATION:
            yield Ground(clause, Verdict.MAG, against=True)
        else:
            yield Ground(clause, Verdict.MAG_NIET, curable=True)
