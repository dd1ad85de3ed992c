"""Whether the records of a version, put one after the other, are the source: character for character.

White space is folded and the declared residue left out; nothing else.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from .excerpts import fold
from .why import Why

#: Stands where residue was taken out: what it held together may be apart.
SEAM = "\0"
# How many characters of the source are shown at least.
_SHOWN = 60
# A piece that is shorter than this stands in many places. How far is looked for one, and how much is compared word by word.
_TELLING = 8
_PIECES_AHEAD = 60
_CHARACTERS_AHEAD = 4000
_TOKENS_COMPARED = 600
_TOKEN = re.compile(r"\w+|[^\w\s]")
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
    """The list of residue cannot be applied; ``why`` says which row and why."""

    def __init__(self, key: str, **slots: str | int) -> None:
        super().__init__(key, slots)
        self.why = Why(f"residue.{key}", tuple(slots.items()))


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
            raise ResidueError("row", line=number)
        if not _LEFT_BEHIND.fullmatch(parts[1]):
            raise ResidueError("text", line=number, text=parts[1])
        rows.append(Residue(int(parts[0]), parts[1], parts[2]))
    return rows


def remove_residue(source: str, residue: list[Residue], seam: str = "") -> str:
    """The source without its residue, each row taking one occurrence from its line and leaving *seam*. Raises ResidueError."""
    lines = source.split("\n")
    for row in residue:
        if not 1 <= row.line <= len(lines) or row.literal not in lines[row.line - 1]:
            raise ResidueError("gone", line=row.line, text=row.literal)
        lines[row.line - 1] = lines[row.line - 1].replace(row.literal, seam, 1)
    return "\n".join(lines)


def compare(source: str, pieces: list[str]) -> list[Mismatch]:
    """Walk the source along the pieces (title, headings, marks and texts in order); nothing where they are the same.

    Between two pieces white space may stand in the source or be missing, but a word is not cut in two, unless residue stood
    there (:data:`SEAM`); within a piece white space is folded. After a difference the walk goes on where both sides are the
    same again, so that one does not hide the next; where that is not found, what follows is one difference.
    """
    rest = _fold_seams(source)
    words = [fold(piece) for piece in pieces]
    found: list[Mismatch] = []
    last = ""
    index = 0
    while index < len(words):
        piece = words[index]
        seam = rest.startswith((SEAM, " "))
        rest = rest.lstrip(f" {SEAM}")
        end = _match(rest, piece)
        if end is None:
            hole = _find_hole(rest, words, index)
            found += _name_differences(rest, words, index, hole)
            if hole is None:
                return found
            index, rest, last = hole.piece, rest[hole.length :], ""
            continue
        if piece and last[-1:].isalnum() and piece[0].isalnum() and not seam:
            found.append(Mismatch(index, f"{last}{piece}", piece, cuts_word=True))
        rest = rest[end:]
        last = piece or last
        index += 1
    rest = rest.replace(SEAM, "").strip(" ")
    return [*found, Mismatch(None, rest[:_SHOWN], "")] if rest else found


@dataclass(frozen=True, slots=True)
class _Hole:
    """Where both sides are the same again: so many characters on in the source, at this piece."""

    length: int
    piece: int


def _find_hole(rest: str, words: list[str], start: int) -> _Hole | None:
    """The smallest hole after which the source goes on with a piece, from the one at *start* on; None where that is not near."""
    best: tuple[int, _Hole] | None = None
    skipped = 0
    for index in range(start, min(start + _PIECES_AHEAD, len(words))):
        if best is not None and skipped >= best[0]:
            break
        piece = words[index]
        if len(piece) >= _TELLING:
            length = rest.find(piece, 0, skipped + len(piece) + _CHARACTERS_AHEAD)
            size = max(length, skipped)
            if length >= 0 and (best is None or size < best[0]):
                best = (size, _Hole(length, index))
        skipped += len(piece)
    return best[1] if best else None


def _name_differences(rest: str, words: list[str], start: int, hole: _Hole | None) -> list[Mismatch]:
    """The pieces in a hole that differ: the one at *start*, and each other that has words that its part of the source has not."""
    until = hole.piece if hole else len(words)
    passage = rest[: hole.length if hole else None].replace(SEAM, "")
    ours = [(match[0], index) for index in range(start, until) for match in _TOKEN.finditer(words[index])]
    theirs = list(_TOKEN.finditer(passage))
    spans: dict[int, tuple[int, int]] = {}
    if until > start + 1 and max(len(ours), len(theirs)) <= _TOKENS_COMPARED:
        matcher = SequenceMatcher(None, [match[0] for match in theirs], [token for token, _ in ours], autojunk=False)
        aligned: dict[int, tuple[int, int]] = {}
        differing = {start}
        for tag, a, a_end, b, b_end in matcher.get_opcodes():
            for at in range(b, b_end) or (min(b, len(ours) - 1),):
                index = ours[at][1]
                low, high = (a + at - b, a + at - b + 1) if tag == "equal" else (a, a_end)
                first = aligned.setdefault(index, (low, high))
                aligned[index] = (min(first[0], low), max(first[1], high))
                if tag != "equal":
                    differing.add(index)
        # A mark beside words that differ is no mistake of its own.
        telling = [index for index in differing if any(map(str.isalnum, words[index]))]
        spans = {index: aligned.get(index, (0, 0)) for index in sorted(telling or {start})}
    mismatches = []
    for index in spans or (start,):
        expected = rest.replace(SEAM, "")[: max(_SHOWN, len(words[index]))]
        if until > start + 1 and spans and (tokens := theirs[slice(*spans[index])]):
            expected = passage[tokens[0].start() : tokens[-1].end()]
        mismatches.append(Mismatch(index, expected, words[index]))
    return mismatches


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
