"""What is proposed for a name that is not there: what is near, and nothing else."""

from __future__ import annotations

import random
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from policy_handbook.model.likeness import count_changes, find_nearest

if TYPE_CHECKING:
    from collections.abc import Collection

    from policy_handbook.model.handbook import Handbook

CODES = Path(__file__).parent.parent / "codes"


def ids_of(book: Handbook) -> list[Collection[str]]:
    rules = [rule.full_id for code in book.codes for rule in book.rules_of(code)]
    return [book.acts, book.facts, book.norms, book.topics, rules]


def misspell(name: str, chance: random.Random) -> str:
    """The name with one letter left out, doubled or replaced, or two swapped."""
    at = chance.randrange(len(name) - 1)
    head, letter, tail = name[:at], name[at], name[at + 1 :]
    return chance.choice((head + tail, head + letter * 2 + tail, f"{head}x{tail}", head + tail[0] + letter + tail[1:]))


def test_a_name_with_one_slip_is_found(handbook: Handbook) -> None:
    chance = random.Random(11)
    for known in ids_of(handbook):
        found = [find_nearest(misspell(name, chance), known) == name for name in known]
        assert sum(found) >= 0.9 * len(found)  # of "art-4.2" one slip can make "art-4.3"


def test_a_word_that_happens_to_share_letters_is_not_proposed(handbook: Handbook) -> None:
    """Nearly all that is proposed for a word of the codes is that word in another form, or an id that it is a part of."""
    words = {
        word
        for path in CODES.glob("*/*.bron.txt")
        for word in re.findall(r"[a-z]{4,}", path.read_text("utf-8").lower())
    }
    assert len(words) > 900
    for known in ids_of(handbook):
        proposed = {word: find_nearest(word, known) for word in words - set(known)}
        strange = [
            (word, id) for word, id in proposed.items() if id and not any(p[:4] in id for p in (word, word[-5:]))
        ]
        assert len(strange) < 0.02 * len(words), strange


@pytest.mark.parametrize(
    ("name", "known", "found"),
    [
        ("onderzoek", ["fout-bereik", "onderschrift-nodig"], ""),
        ("Beeld", ["beeld", "bereik"], "beeld"),
        ("prive", ["professional", "private"], "private"),
        ("art-3.5", ["beersel/art-3", "turnhout/art-3.5"], "turnhout/art-3.5"),
        ("kanaal", ["kanaal-soort", "wie"], "kanaal-soort"),
        ("kanaal", ["kanaal-soort", "kanaal-stil"], ""),
        ("foto-weg", ["foto-plaatsen", "foto-weglaten"], "foto-weglaten"),
        ("x", [], ""),
        ("", ["a"], ""),
    ],
)
def test_what_is_near(name: str, known: list[str], found: str) -> None:
    assert find_nearest(name, known) == found


@pytest.mark.parametrize(
    ("a", "b", "changes"), [("", "", 0), ("", "ab", 2), ("wie", "wei", 1), ("kind", "kinds", 1), ("abc", "xbz", 2)]
)
def test_changes_are_counted(a: str, b: str, changes: int) -> None:
    assert count_changes(a, b) == count_changes(b, a) == changes
