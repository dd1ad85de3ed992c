"""Why something cannot be: what a part without words of its own says of a fault."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Why:
    """A reason: the key of its words (``why.…`` of ``presentation/sentences.json``) without that, and what fills their slots.

    Several names in a slot are listed.
    """

    key: str
    slots: tuple[tuple[str, str | int | tuple[str, ...]], ...] = ()
