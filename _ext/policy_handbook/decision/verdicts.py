"""What a code can say of an act, and how what it requires can stand: both in an order of strength."""

from __future__ import annotations

from enum import IntEnum, StrEnum


class Verdict(IntEnum):
    """What a code says of an act, weakest first: of several the greatest is given."""

    NIET_GEREGELD = 0
    MAG = 1
    MAG_ONDER_VOORWAARDEN = 2
    MOET = 3
    EERST_OVERLEG = 4
    MAG_NIET = 5

    @property
    def id(self) -> str:
        """The word in data, in cases and in addresses."""
        return self.name.lower()


VERDICTS = {verdict.id: verdict for verdict in Verdict}


class Status(StrEnum):
    """How a requirement stands, the best first: ``consult`` where an internal body was not asked yet, ``refused`` where it said no.

    ``unmet`` can be put in order; ``final`` is what is not met while nobody can change it.

    How several stand together is the last of theirs.
    """

    MET = "met"
    OPEN = "open"
    CONSULT = "consult"
    UNMET = "unmet"
    FINAL = "final"
    REFUSED = "refused"

    @property
    def rank(self) -> int:
        """Its place in the order."""
        return _RANKS[self]


_RANKS = {status: rank for rank, status in enumerate(Status)}
