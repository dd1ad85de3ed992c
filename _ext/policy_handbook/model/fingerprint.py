"""Digests of a text: the fingerprint of its words, which a reader can check, and the seal, against which editors review.

All are SHA-256 (FIPS 180-4) as 64 lower-case hexadecimal digits, over UTF-8 with each run of white space as one space. What
exactly is covered is in ``docs/ontwikkeling/fingerprint.md``, to the byte.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from .excerpts import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

#: So many digits of a seal do where an editor writes one.
SHORT = 8


def fingerprint(text: str) -> str:
    """The digest of the words of one rule, without its mark and lead-in."""
    return _digest(fold(text))


def fingerprint_of_lines(lines: Iterable[str]) -> str:
    """The digest of several lines, a line feed between two and none at the end: a division with all that stands under it."""
    return _digest("\n".join(map(fold, lines)))


def seal(*, code: str, rule: str, path: Sequence[str], lead_in: str, wrap_up: str, text: str) -> str:
    """The digest of a rule where it stands: one named field a line, each with a line feed after it.

    *path* holds the headings above, outermost first, each a line of its own. A rule that moves under another heading or
    lead-in has another seal, and so has one with the same words elsewhere; version and label do not count.
    """
    fields = [
        ("code", code),
        ("rule", rule),
        *(("path", heading) for heading in path),
        ("lead-in", lead_in),
        ("wrap-up", wrap_up),
        ("text", text),
    ]
    return seal_of_fields(fields)


def seal_of_fields(fields: Iterable[tuple[str, str]]) -> str:
    """The digest of named fields, one a line with a line feed after it: of a position, its rule's seal among them."""
    return _digest("".join(f"{name}: {fold(value)}\n" for name, value in fields))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
