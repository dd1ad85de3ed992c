"""What a decision consists of: the verdict, its grounds and conditions, and what was set aside."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from .verdicts import Verdict

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..model.records import Requirement
    from .gates import Answer
    from .table import Row
    from .verdicts import Status


class Reason(StrEnum):
    """Why nothing is regulated."""

    SILENT = "silent"
    OUT_OF_SCOPE = "out_of_scope"
    #: It addresses this audience, and not in this capacity.
    PRIVATE_USE = "private_use"
    PROFESSIONAL_USE = "professional_use"
    RELEASED = "released"
    IN_PROGRESS = "in_progress"


@dataclass(frozen=True, slots=True)
class Ground:
    """What one row gives: a verdict, and whether it is advice against the act or a breach that can be mended.

    ``exception`` is the row by which it is softened or freed, if any; ``supposed`` says that it counts only if what is not known
    is as strict as can be.
    """

    clause: Row
    verdict: Verdict
    against: bool = False
    curable: bool = False
    exception: Row | None = None
    supposed: bool = False


@dataclass(frozen=True, slots=True)
class WeighedRequirement:
    """A requirement that stands in the way or stood in it, with the rows that make it."""

    requirement: Requirement
    status: Status
    advice: bool
    clauses: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class SetAside:
    """A row that an exception takes away."""

    clause: Row
    by: Row


@dataclass(frozen=True, slots=True)
class OtherReading:
    """Another reading of a doubtful text and the verdict under it."""

    question: str
    choice: str
    verdict: Verdict
    clauses: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """A verdict with all that it rests on.

    Where facts are unknown it is the most restrictive of ``possible``, ``depends_on`` are the facts that make the
    difference and ``supposed`` the answers under which it holds. ``law`` is on what the law speaks here, whatever the code says;
    ``audience`` whom it is said to, ``given`` what was answered.
    """

    code: str
    act: str
    verdict: Verdict
    reason: Reason | None = None
    grounds: tuple[Ground, ...] = ()
    conditions: tuple[WeighedRequirement, ...] = ()
    standing: tuple[Row, ...] = ()
    set_aside: tuple[SetAside, ...] = ()
    exceptions: tuple[Row, ...] = ()
    dispensations: tuple[Row, ...] = ()
    assumptions: tuple[tuple[str, str], ...] = ()
    depends_on: tuple[str, ...] = ()
    possible: tuple[Verdict, ...] = ()
    supposed: tuple[tuple[str, tuple[str, ...]], ...] = ()
    readings: tuple[OtherReading, ...] = ()
    law: tuple[str, ...] = ()
    audience: str = ""
    given: Mapping[str, Answer] = field(default_factory=dict, compare=False)

    @property
    def decisive(self) -> tuple[Ground, ...]:
        """The grounds that give the verdict."""
        return tuple(ground for ground in self.grounds if ground.verdict is self.verdict)

    @property
    def advised_against(self) -> bool:
        """Whether the act is allowed but advised against."""
        return self.verdict is Verdict.MAG and any(ground.against for ground in self.grounds)

    @property
    def curable(self) -> bool:
        """Whether a "no" turns when the requirements are met."""
        return self.verdict is Verdict.MAG_NIET and all(ground.curable for ground in self.decisive)
