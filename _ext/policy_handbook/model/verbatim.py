"""Whether the records of a version, put one after the other, are the source: character for character.

White space is folded and the declared residue left out; nothing else.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from .text import fold

#: Stands where residue was taken out: what it held together may be apart.
SEAM = "\0"
_LINE = re.compile(r"[0-9]{1,9}")
# What a conversion leaves: signs, or a word of its own with what it points at, in square brackets.
_LEFT_BEHIND = re.compile(r"[^\w]+|\[(?:bookmark|image|footnote|endnote|comment|field|shape|object): ?[\w.-]*\]")


@dataclass(frozen=True, slots=True)
class Residue:
    """A literal string that the conversion left in a line (1-based) of a source file, and why it is no text."""

    line: int
    literal: str
    why: str


@dataclass(frozen=True, slots=True)
class Mismatch:
    """Where the records part from the source: the index of the piece (None past the last) and both sides' next words.

    ``cuts_word`` says that the words are those of the source, but begin within one of its words.
    """

    piece: int | None
    expected: str
    found: str
    cuts_word: bool = False


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
        if len(parts) != 3 or not _LINE.fullmatch(parts[0]) or not parts[1] or not parts[2].strip():
            raise ResidueError(f"regel {number} van de residulijst is niet “regel, tekst, uitleg” met tabs ertussen")
        if not _LEFT_BEHIND.fullmatch(parts[1]):
            raise ResidueError(
                f"“{parts[1]}” in regel {number} van de residulijst kan tekst zijn: alleen tekens zonder letters of cijfers, of "
                "een merk van het omzetten als “[image: ]”, mag je weglaten"
            )
        rows.append(Residue(int(parts[0]), parts[1], parts[2]))
    return rows


def remove_residue(source: str, residue: list[Residue], seam: str = "") -> str:
    """The source without its residue, each row taking one occurrence from its line and leaving *seam*. Raises ResidueError."""
    lines = source.split("\n")
    for row in residue:
        if not 1 <= row.line <= len(lines) or row.literal not in lines[row.line - 1]:
            raise ResidueError(f"“{row.literal}” staat niet (meer) in regel {row.line} van de bron")
        lines[row.line - 1] = lines[row.line - 1].replace(row.literal, seam, 1)
    return "\n".join(lines)


def compare(source: str, pieces: list[str]) -> Mismatch | None:
    """Walk the source along the pieces (title, headings, marks and texts in order); None where they are the same.

    Between two pieces white space may stand in the source or be missing, but a word is not cut in two, unless residue stood
    there (:data:`SEAM`); within a piece white space is folded.
    """
    rest = _fold_seams(source)
    last = ""
    for index, piece in enumerate(pieces):
        seam = rest.startswith((SEAM, " "))
        rest = rest.lstrip(f" {SEAM}")
        words = fold(piece)
        end = _match(rest, words)
        if end is None:
            return Mismatch(index, rest.replace(SEAM, "")[: max(60, len(words))], words)
        if words and last[-1:].isalnum() and words[0].isalnum() and not seam:
            return Mismatch(index, f"{last}{words}", words, cuts_word=True)
        rest = rest[end:]
        last = words or last
    rest = rest.replace(SEAM, "").strip(" ")
    return Mismatch(None, rest[:60], "") if rest else None


def _fold_seams(source: str) -> str:
    """The folded source with its seams, none of which counts as a word between two spaces."""
    return re.sub(rf" (?:{SEAM} )+", f" {SEAM}", fold(source))


def _match(rest: str, words: str) -> int | None:
    """Where *words* end at the start of *rest*, seams within them left out; None where it starts with others."""
    if SEAM not in rest[: len(words) + 1]:
        return len(words) if rest.startswith(words) else None
    position = 0
    for character in words:
        while rest[position : position + 1] == SEAM:
            position += 1
        if rest[position : position + 1] != character:
            return None
        position += 1
    return position
