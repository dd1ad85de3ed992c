"""Verbatim text: folding, quoted spans, excerpts."""

from __future__ import annotations

import re
from bisect import bisect_left
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

#: How an editor writes that a quote runs from one end to the other.
ELLIPSIS = " … "
#: Where it stands in a quote; two can share a space.
_CUT = re.compile(f"(?={ELLIPSIS})")
#: What the handbook writes where it leaves words of a source out; an ellipsis alone may be the source's own.
OMISSION = "[…]"
_DOTS = re.compile(r"\s*(?:[(\[]\s*)?(?:\.{3,}|…)(?:\s*[)\]])?\s*")
SENTENCE_END = ".?!:;"
#: How many words of a quote times words of a text are compared to find the passage that was meant.
_COMPARABLE = 50_000
#: Parts of a quotation in order: words of the source with True, the sign of an omission with False.
Excerpt = tuple[tuple[str, bool], ...]


def fold(text: str) -> str:
    """The text with each run of white space as one space and none at its ends; nothing else changes."""
    return " ".join(text.split())


def find_span(quote: str, text: str) -> tuple[int, int] | None:
    """Start and end of *quote* in *text* (both folded), or None.

    "begin … einde" is the whole passage from the one to the other, where the quote does not stand there literally.
    """
    start = text.find(quote)
    if start >= 0:
        return start, start + len(quote)
    # Either end can hold an ellipsis of the text's own: each place where the quote can be cut is tried. As the cut moves on,
    # the head only grows and the tail only shrinks, so that those whose ends can both be in the text stand together.
    cuts = [match.start() for match in _CUT.finditer(quote)]
    first = bisect_left(cuts, True, key=lambda cut: quote[cut + len(ELLIPSIS) :] in text)
    last = bisect_left(cuts, True, key=lambda cut: quote[:cut] not in text)
    for cut in cuts[first:last]:
        head, tail = quote[:cut], quote[cut + len(ELLIPSIS) :]
        start = text.find(head)
        end = text.find(tail, start + len(head))
        if end >= 0:
            return start, end + len(tail)
    return None


def line_at(text: str, position: int) -> int:
    """The number of the line on which something stands."""
    return text.count("\n", 0, position) + 1


def write_omissions(quote: str) -> str:
    """A quote with each sign of an omission as an editor writes it here, whatever stood there: three dots, brackets, no space."""
    return _DOTS.sub(ELLIPSIS, quote).strip()


def resolve_quote(quote: str, text: str) -> str:
    """The exact span that *quote* stands for; the quote itself where it is not in the text."""
    span = find_span(quote, text)
    return text[span[0] : span[1]] if span else quote


def excerpt(quotes: Iterable[str], text: str) -> Excerpt:
    """What *quotes* stand for in *text*, in the order of the text: its own words, and where some are left out.

    Spans that touch or adjoin are one. The sign of an omission stands between two that do not, before one that begins within
    a sentence, after one that ends within it; never between words that adjoin. A quote that is not in the text comes last.
    """
    found = [(quote, find_span(quote, text)) for quote in quotes]
    spans: list[tuple[int, int]] = []
    for start, end in sorted(span for _, span in found if span is not None):
        if spans and not text[spans[-1][1] : start].strip():
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    parts: list[tuple[str, bool]] = []
    for start, end in spans:
        if parts:
            parts.append((f" {OMISSION} ", False))
        elif (before := text[:start].rstrip()) and before[-1] not in SENTENCE_END:
            parts.append((f"{OMISSION} ", False))
        parts.append((text[start:end], True))
    if spans:
        end = spans[-1][1]
        if (after := text[end:].lstrip()) and not {text[end - 1], after[0]} & set(SENTENCE_END):
            parts.append((f" {OMISSION}", False))
    for quote in (quote for quote, span in found if span is None):
        parts += [(f" {OMISSION} ", False)] * bool(parts) + [(quote, True)]
    return tuple(parts)


def show_excerpt(parts: Excerpt) -> str:
    """An excerpt in words, each of its own parts in quotation marks."""
    return "".join(f"“{words}”" if own else words for words, own in parts)


def shorten_excerpt(parts: Excerpt, most: int) -> Excerpt:
    """The beginning of an excerpt that has more than *most* characters of its own, on whole words, with the sign of an omission."""
    shown: list[tuple[str, bool]] = []
    room = most
    for words, own in parts:
        if own and len(words) > room:
            if kept := words[: room + 1].rpartition(" ")[0]:
                shown.append((kept, True))
            if shown and not shown[-1][1]:
                shown.pop()
            return (*shown, (f" {OMISSION}" if shown else OMISSION, False))
        shown.append((words, own))
        room -= len(words) * own
    return tuple(shown)


def join_adjoining(parts: Iterable[tuple[int, str]]) -> str:
    """Passages of one text in one: *parts* are (place, words), and between two of which the places do not follow is an omission."""
    joined = ""
    last: int | None = None
    for place, words in parts:
        joined += "" if last is None else " " if place == last + 1 else f" {OMISSION} "
        joined += words
        last = place
    return joined


def cuts_words(text: str, start: int, end: int) -> bool:
    """Whether the span from *start* to *end* begins or ends within a word of *text*."""
    edges = ((start - 1, start), (end - 1, end))
    return any(a >= 0 and b < len(text) and text[a].isalnum() and text[b].isalnum() for a, b in edges)


def find_words(passage: str, text: str) -> list[int]:
    """Where *passage* stands in *text* as whole words: the starts, overlapping ones too."""
    starts = [at for at in range(len(text)) if text.startswith(passage, at)] if passage else []
    return [start for start in starts if not cuts_words(text, start, start + len(passage))]


def nearest_passage(quote: str, text: str) -> str:
    """The passage of *text* that is most like *quote*, on whole words, for an editor to paste; "" where none is like it.

    Nor is one looked for where that would take minutes: nobody recognises the fault in so long a passage.
    """
    words, wanted = text.split(), quote.split()
    if not words or not wanted or len(wanted) * len(words) > _COMPARABLE:
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


def both_ends(text: str, most: int) -> str:
    """The begin and the end of a text that is longer than *most* characters, on whole words."""
    if len(text) <= most:
        return text
    half = most // 2
    begin, end = text[:half], text[-half:]
    # What has no spaces is cut within a word.
    return f"{begin.rpartition(' ')[0] or begin} {OMISSION} {end.partition(' ')[2] or end}"
