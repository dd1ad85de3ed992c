"""Pieces of Typst source.

All words go in as string literals: Typst's markup would make other quotes, dashes and dots of them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_SPECIAL = re.compile(r'[\\"\x00-\x1f\x7f]')


def literal(text: str) -> str:
    """*text* as a Typst string, character for character."""
    return '"' + _SPECIAL.sub(lambda match: _escape(match[0]), text) + '"'


def _escape(character: str) -> str:
    return _ESCAPES.get(character) or f"\\u{{{ord(character):x}}}"


def array(items: Iterable[str]) -> str:
    """Pieces of source as a Typst array; the closing comma makes one of a single item too."""
    return "(" + "".join(f"{item}, " for item in items) + ")"


def dictionary(items: Iterable[tuple[str, str]]) -> str:
    """Names with pieces of source as a Typst dictionary."""
    pairs = [f"{literal(name)}: {value}" for name, value in items]
    return "(" + ", ".join(pairs) + ")" if pairs else "(:)"
