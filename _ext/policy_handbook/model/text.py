"""Verbatim text: folding, quoted spans, fingerprints."""

from __future__ import annotations

import hashlib
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

ELLIPSIS = " … "
SENTENCE_END = ".?!:;"


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
    # Either end can hold an ellipsis of the text's own: each place where the quote can be cut is tried.
    cut = quote.find(ELLIPSIS)
    while cut >= 0:
        head, tail = quote[:cut], quote[cut + len(ELLIPSIS) :]
        start = text.find(head)
        end = text.find(tail, start + len(head)) if start >= 0 else -1
        if end >= 0:
            return start, end + len(tail)
        cut = quote.find(ELLIPSIS, cut + 1)
    return None


def resolve_quote(quote: str, text: str) -> str:
    """The exact span that *quote* stands for; the quote itself where it is not in the text."""
    span = find_span(quote, text)
    return text[span[0] : span[1]] if span else quote


def excerpt(quotes: Iterable[str], text: str) -> list[tuple[str, bool]]:
    """The exact spans of *quotes* in order, each as (words, True), and as (words, False) what stands between and around.

    An ellipsis stands where words of the text are left out: between two spans that do not follow each other, before one
    that begins within a sentence, after one that ends within it.
    """
    parts: list[tuple[str, bool]] = []
    end = None
    for quote in quotes:
        span = find_span(quote, text) or (0, 0)
        if end is None:
            before = text[: span[0]].rstrip()
            if before and before[-1] not in SENTENCE_END:
                parts.append(("… ", False))
        else:
            follows = span[0] >= end and not text[end : span[0]].strip()
            parts.append((" " if follows else ELLIPSIS, False))
        end = span[1]
        parts.append((text[span[0] : end] or quote, True))
    if end is not None and (after := text[end:].lstrip()) and not {text[end - 1], after[0]} & set(SENTENCE_END):
        parts.append((" …", False))
    return parts


def nearest_passage(quote: str, text: str) -> str:
    """The passage of *text* that is most like *quote*, on whole words, for an editor to paste."""
    words, wanted = text.split(), quote.split()
    if not words or not wanted:
        return ""
    windows = [words[i : i + len(wanted)] for i in range(max(1, len(words) - len(wanted) + 1))]
    lower = [word.casefold() for word in wanted]
    matcher = SequenceMatcher(None, autojunk=False)
    matcher.set_seq2(lower)

    def likeness(window: list[str]) -> tuple[float, float]:
        matcher.set_seq1([word.casefold() for word in window])
        letters = SequenceMatcher(None, " ".join(window), quote, autojunk=False)
        return matcher.ratio(), letters.quick_ratio()

    best = max(windows, key=likeness)
    by_words, by_letters = likeness(best)
    return " ".join(best) if by_words > 0 or by_letters > 0.6 else ""


def first_words(text: str, most: int) -> str:
    """The beginning of a text that is longer than *most* characters, on whole words."""
    return text if len(text) <= most else text[:most].rpartition(" ")[0] + " …"


def both_ends(text: str, most: int) -> str:
    """The begin and the end of a text that is longer than *most* characters, on whole words."""
    if len(text) <= most:
        return text
    half = most // 2
    return f"{text[:half].rpartition(' ')[0]} … {text[-half:].partition(' ')[2]}"


def join_words(words: list[str]) -> str:
    """``a, b en c``."""
    return " en ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
