"""Whether the records of a version, put one after the other, are the source: character for character.

White space is folded and the declared residue left out; nothing else.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from .text import fold


@dataclass(frozen=True, slots=True)
class Residue:
    """A literal string that the conversion left in a line (1-based) of a source file, and why it is no text."""

    line: int
    literal: str
    why: str


@dataclass(frozen=True, slots=True)
class Mismatch:
    """Where the records part from the source: the index of the piece (None past the last) and both sides' next words."""

    piece: int | None
    expected: str
    found: str


class ResidueError(ValueError):
    """The list of residue cannot be applied; the message (Dutch) says which row and why."""


def sha256(data: bytes) -> str:
    """The fingerprint of a source file."""
    return hashlib.sha256(data).hexdigest()


def parse_residue(text: str) -> list[Residue]:
    """Read a residue list: ``line<TAB>literal<TAB>why`` on each line. Raises ResidueError."""
    rows = []
    for number, raw in enumerate(text.splitlines(), 1):
        if not raw.strip():
            continue
        parts = raw.split("\t")
        if len(parts) != 3 or not parts[0].isdecimal() or not parts[1]:
            raise ResidueError(f"regel {number} van de residulijst is niet “regel, tekst, uitleg” met tabs ertussen")
        rows.append(Residue(int(parts[0]), parts[1], parts[2]))
    return rows


def remove_residue(source: str, residue: list[Residue]) -> str:
    """The source without its residue, each row taking one occurrence from its line. Raises ResidueError."""
    lines = source.split("\n")
    for row in residue:
        if not 1 <= row.line <= len(lines) or row.literal not in lines[row.line - 1]:
            raise ResidueError(f"“{row.literal}” staat niet (meer) in regel {row.line} van de bron")
        lines[row.line - 1] = lines[row.line - 1].replace(row.literal, "", 1)
    return "\n".join(lines)


def compare(source: str, pieces: list[str]) -> Mismatch | None:
    """Walk the source along the pieces (title, headings, marks and texts in order); None where they are the same.

    Between two pieces white space may stand in the source or be missing; within a piece it is folded.
    """
    rest = fold(source)
    for index, piece in enumerate(pieces):
        rest = rest.lstrip(" ")
        words = fold(piece)
        if not rest.startswith(words):
            return Mismatch(index, rest[: max(60, len(words))], words)
        rest = rest[len(words) :]
    rest = rest.strip(" ")
    return Mismatch(None, rest[:60], "") if rest else None
