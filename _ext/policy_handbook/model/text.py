"""Verbatim text: folding, quoted spans, fingerprints."""

from __future__ import annotations

import hashlib
from difflib import SequenceMatcher

ELLIPSIS = " … "


def fold(text: str) -> str:
    """The text with each run of white space as one space and none at its ends; nothing else changes."""
    return " ".join(text.split())


def fingerprint(text: str) -> str:
    """SHA-256 (64 hexadecimal digits) of the folded text in UTF-8: the words of the rule, without its mark and lead-in."""
    return hashlib.sha256(fold(text).encode()).hexdigest()


def find_span(quote: str, text: str) -> tuple[int, int] | None:
    """Start and end of *quote* in *text* (both folded), or None.

    "begin … einde" is the whole passage from the one to the other, where the quote does not stand there literally.
    """
    start = text.find(quote)
    if start >= 0:
        return start, start + len(quote)
    head, separator, tail = quote.partition(ELLIPSIS)
    if separator:
        start = text.find(head)
        end = text.find(tail, start + len(head)) if start >= 0 else -1
        if end >= 0:
            return start, end + len(tail)
    return None


def resolve_quote(quote: str, text: str) -> str:
    """The exact span that *quote* stands for; the quote itself where it is not in the text."""
    span = find_span(quote, text)
    return text[span[0] : span[1]] if span else quote


def nearest_passage(quote: str, text: str) -> str:
    """The passage of *text* that is most like *quote*, on whole words, for an editor to paste."""
    words = text.split()
    wanted = quote.split()
    if not words or not wanted:
        return ""
    matcher = SequenceMatcher(None, [w.casefold() for w in words], [w.casefold() for w in wanted], autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    if not blocks:
        characters = SequenceMatcher(None, text, quote, autojunk=False).find_longest_match()
        if characters.size < 4:
            return ""
        first = text.count(" ", 0, characters.a)
        return " ".join(words[first : first + len(wanted)])
    longest = max(blocks, key=lambda block: block.size)
    start = max(0, longest.a - longest.b)
    return " ".join(words[start : start + len(wanted)])
