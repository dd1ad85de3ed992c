"""Characters that nobody sees and that change what is read: which they are, and how to do without.

Those that turn the direction of the words, those of no width, soft hyphens and other marks for machines.
"""

from __future__ import annotations

import re
import unicodedata

# Unicode's control and format characters (Cc, Cf) and its separators of lines and paragraphs (Zl, Zp), but for tab and line end;
# and letters and accents of no width. A test holds them to Unicode.
_UNSEEN = re.compile(
    "["
    r"\x00-\x08\x0b-\x0c\x0e-\x1f\x7f-\x9f\xad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890-\u0891\u08e2"
    r"\u115f-\u1160\u17b4-\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u2064\u2066-\u206f"
    r"\u3164\ufeff\uffa0\ufff9-\ufffb\U000110bd\U000110cd\U00013430-\U00013438\U0001bca0-\U0001bca3"
    r"\U0001d173-\U0001d17a\U000e0001\U000e0020-\U000e007f\U000e0100-\U000e01ef"
    "]"
)
_BREAKS = "\u0085\u2028\u2029\x0b\x0c"
# As many characters before and after as tell where in a text something stands.
_AROUND = 6
_WINDOW = 80
_NEAR = 15


def is_unseen(text: str, index: int) -> bool:
    """Whether the character there is one that nobody sees; not one that makes one picture of two (as of a family)."""
    if text[index] == "\u200d":
        before = text[:index].rstrip("\ufe0f\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff")[-1:]
        return not all(part and unicodedata.category(part) == "So" for part in (before, text[index + 1 : index + 2]))
    return _UNSEEN.match(text[index]) is not None


def find_unseen(text: str) -> list[int]:
    """Where in *text* something stands that nobody sees."""
    return [match.start() for match in _UNSEEN.finditer(text) if is_unseen(text, match.start())]


def show_unseen(text: str) -> str:
    """*text* with the code point of each in square brackets, so that what is said of it can be read."""
    return _UNSEEN.sub(lambda match: f"[U+{ord(match[0]):04X}]" if is_unseen(text, match.start()) else match[0], text)


def words_near(text: str, index: int) -> str:
    """The words on both sides, on one line."""
    start = text.rfind("\n", 0, index) + 1
    line_end = text.find("\n", index)
    end = len(text) if line_end < 0 else line_end
    return show_unseen(text[max(start, index - _NEAR) : min(end, index + _NEAR + 1)]).strip()


def leave_out(text: str, places: list[int]) -> str:
    """*text* without what stands in these places; a break between lines becomes a space."""
    parts, done = [], 0
    for place in places:
        parts += [text[done:place], " " if text[place] in _BREAKS else ""]
        done = place + 1
    return "".join([*parts, text[done:]])


class Original:
    """A source text, asked which unseen characters are its own: those with the same letters before or after them."""

    def __init__(self, text: str) -> None:
        self._letters = _reduce(text)

    def has(self, text: str, index: int) -> bool:
        """Whether what stands there in *text* stands at that place in the source: markup and white space do not count."""
        character = text[index]
        if character not in self._letters:
            return False
        before = _reduce(text[max(0, index - _WINDOW) : index])[-_AROUND:]
        after = _reduce(text[index + 1 : index + _WINDOW])[:_AROUND]
        return f"{before}{character}" in self._letters or f"{character}{after}" in self._letters


def _reduce(text: str) -> str:
    return "".join(character for character in text if character.isalnum() or _UNSEEN.match(character))
