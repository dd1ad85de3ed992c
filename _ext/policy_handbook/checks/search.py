"""The words that count for others when someone searches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..diagnostics import warn
from ..presentation.search_records import known_stems
from ..presentation.search_words import Stems

if TYPE_CHECKING:
    from .base import Whole


def check_synonyms(whole: Whole) -> None:
    """Each group of synonyms has a word that the book uses: others lead nowhere."""
    book = whole.book
    if not book.synonyms:
        return
    stems, known = Stems(), book.derive(known_stems)
    for group in book.synonyms:
        if not any(known.issuperset(stems.in_text(word)) for word in group.words):
            warn("synonyms_unused", group.place, words=", ".join(group.words))
