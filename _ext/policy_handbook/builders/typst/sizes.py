"""Sizes of docutils as lengths of Typst."""

from __future__ import annotations

from docutils.nodes import parse_measure

# CSS's units, and a number alone, which is pixels; the units of a window have no meaning on paper.
_UNITS = {
    "%": (1, "%"),
    "": (0.75, "pt"),
    "px": (0.75, "pt"),
    "pt": (1, "pt"),
    "pc": (12, "pt"),
    "in": (1, "in"),
    "cm": (1, "cm"),
    "mm": (1, "mm"),
    "Q": (0.25, "mm"),
    "em": (1, "em"),
    "rem": (1, "em"),
    "ex": (0.5, "em"),
    "ch": (0.5, "em"),
}


def length(measure: str) -> str:
    """*measure*, such as ``50%``, ``120px`` or ``4cm``, as Typst source; ``auto`` where it says nothing on paper."""
    try:
        value, unit = parse_measure(measure)
    except ValueError:
        return "auto"
    if unit not in _UNITS or value <= 0:
        return "auto"
    factor, name = _UNITS[unit]
    return f"{value * factor:g}{name}"
