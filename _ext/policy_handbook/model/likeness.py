"""Which known name someone meant who wrote one that is not there: only where it is near, since a wrong proposal misleads."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

# The share of letters in common that is enough, and that which is where there are so many letters to each that must change.
_VERY_LIKE = 0.8
_LIKE = 0.6
_LETTERS_A_CHANGE = 3
# "over" and "naar" stand in too many ids to mean one of them.
_SHORTEST = 5
_PARTS = re.compile(r"[-./#@]")


def find_nearest(name: str, known: Iterable[str]) -> str:
    """The one of *known* that *name* can have been meant as, or "" where none is near.

    It is the same but for a few letters, or *name* is a less precise form of it: its last part after a slash, or its beginning or
    some of its parts where no other known name has them.
    """
    candidates = list(dict.fromkeys(known))
    if very_like := get_close_matches(name, candidates, n=1, cutoff=_VERY_LIKE):
        return very_like[0]
    for like in get_close_matches(name, candidates, n=5, cutoff=_LIKE):
        if count_changes(name, like) * _LETTERS_A_CHANGE <= max(len(name), len(like)):
            return like
    last = [candidate for candidate in candidates if candidate.rpartition("/")[2] == name.rpartition("/")[2]]
    if last:
        return last[0]
    if len(name) < _SHORTEST:
        return ""
    parts = set(_PARTS.split(name))
    fuller = [known for known in candidates if known.startswith(name) or parts < set(_PARTS.split(known))]
    return fuller[0] if len(fuller) == 1 else ""


def count_changes(a: str, b: str) -> int:
    """How many letters must be added, left out, replaced or swapped with their neighbour to make *b* of *a*."""
    above: list[int] = []
    row = list(range(len(b) + 1))
    for i, letter in enumerate(a):
        before, above, row = above, row, [i + 1]
        for j, other in enumerate(b):
            least = min(above[j + 1] + 1, row[j] + 1, above[j] + (letter != other))
            if i and j and letter == b[j - 1] and a[i - 1] == other:
                least = min(least, before[j - 1] + 1)
            row.append(least)
    return row[-1]
