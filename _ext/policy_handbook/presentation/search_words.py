"""The words by which the book is searched: how a text is cut into them, and their stems.

``views/search/policy-search-words.js`` does the same in the browser, character for character; a test holds the two equal for
every word of the book. The stemmer is Snowball's for Dutch on both sides.
"""

from __future__ import annotations

import re
import unicodedata

from snowballstemmer.dutch_stemmer import DutchStemmer

# Letters and digits, with what an apostrophe or a dot holds together ("foto's", "5.3").
_WORD = re.compile(r"[^\W_]+(?:['.][^\W_]+)*")
_PLURAL = re.compile(r"[^aeiou][aou]s")


def words_in(text: str) -> list[str]:
    """The words of a text in their order: lower case, without accents."""
    plain = unicodedata.normalize("NFD", text.replace("’", "'"))
    return _WORD.findall("".join(one for one in plain if unicodedata.category(one) != "Mn").lower())


class Stems:
    """The stems of words, each looked for once."""

    def __init__(self) -> None:
        self._stemmer = DutchStemmer()
        self._found: dict[str, str] = {}

    def of(self, word: str) -> str:
        """The stem of a word as :func:`words_in` gives it; a plural that is written without its apostrophe has that of its word."""
        stem = self._found.get(word)
        if stem is None:
            stem = self._stemmer.stemWord(word)
            stem = self._found[word] = stem[:-1] if _PLURAL.fullmatch(stem[-3:]) else stem
        return stem

    def in_text(self, text: str) -> list[str]:
        """The stems of the words of a text, in their order."""
        return [self.of(word) for word in words_in(text)]
