"""What a position gives for an act, by how its requirements stand. It is said here and nowhere else.

The table (:mod:`.compile`) holds it for every act, and what a walk makes of it where exceptions meet it is in :mod:`.walk`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model.records import Modality
from .table import ActRow, Give
from .verdicts import Status, Verdict

if TYPE_CHECKING:
    from ..model.records import Position
    from .table import Row

_NOTHING = Give(Verdict.NIET_GEREGELD)
_FAILED = (Status.UNMET, Status.FINAL, Status.REFUSED)
# What a demand makes of the act to which it is attached.
_ATTACHED = {
    Status.MET: Verdict.MAG,
    Status.OPEN: Verdict.MAG_ONDER_VOORWAARDEN,
    Status.CONSULT: Verdict.EERST_OVERLEG,
    Status.UNMET: Verdict.MAG_NIET,
    Status.FINAL: Verdict.MAG_NIET,
    Status.REFUSED: Verdict.MAG_NIET,
}


def give_on_act(row: Row, direct: bool) -> ActRow:
    """A clause in the table of an act: of its own, or of the complement of its own."""
    position = row.position
    if not position.standing:
        return ActRow(row, tuple(_give(position, bool(row.before), direct, status) for status in Status), direct)
    # A duty of some act says nothing of its opposite.
    return ActRow(row, give_when_breached(position) if direct else (_NOTHING,) * len(Status), direct)


def _give(position: Position, waits: bool, direct: bool, status: Status) -> Give:
    """What a clause in force gives for an act; *waits* says whether anything must be in order first."""
    modality = position.modality
    failed = status in _FAILED
    if modality is Modality.PROHIBITION and not waits:
        return Give(Verdict.MAG_NIET if direct else Verdict.MOET)
    if modality is Modality.OBLIGATION and not position.requires:
        return Give(Verdict.MOET if direct else Verdict.MAG_NIET)
    if modality is Modality.RECOMMENDATION:
        if direct:
            return Give(Verdict.MAG, against=failed)
        return _NOTHING if position.requires else Give(Verdict.MAG, against=True)
    if direct and (modality is not Modality.PERMISSION or position.only):
        return Give(_ATTACHED[status], curable=status is Status.UNMET)
    if direct and position.effect in ("", "permits") and not failed:
        return Give(_ATTACHED[status])
    if modality is Modality.PROHIBITION and not direct and status is not Status.MET:
        # The complement is free as long as the act is not in order, and a duty once nobody can put it in order.
        return Give(Verdict.MOET if status in (Status.FINAL, Status.REFUSED) else Verdict.MAG)
    return _NOTHING


def give_when_breached(position: Position) -> tuple[Give, ...]:
    """What a standing duty gives: nothing, unless an answer says that it is breached."""

    def breach(status: Status) -> Give:
        if position.modality is Modality.RECOMMENDATION:
            return Give(Verdict.MAG, against=True)
        return Give(Verdict.MAG_NIET, curable=status is not Status.FINAL)

    return tuple(breach(status) if status in _FAILED else _NOTHING for status in Status)
