"""Which parts of a label the source itself has, and which are the handbook's, to tell one place from the next.

A label is how people cite a rule ("art. 5.3, persoonlijk, 1ste streepje"). The source's are: a number that it prints there, by
its usual unit, a heading in full, the count of a paragraph (as is the custom), and of a dash where the source prints a dash. The
rest ("persoonlijk", "zonder kop", "streepje" for a dot) no one finds in the source; in a citation it stands in square brackets.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .say import tell

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..model.handbook import Handbook
    from ..model.records import Rule

_SEPARATOR = re.compile(r"(, | (?=\())")
#: What a numbered part of a text is called.
UNITS = (
    *(
        "art.",
        "artikel",
        "gebod",
        "punt",
        "titel",
        "hoofdstuk",
        "afdeling",
        "onderafdeling",
        "deel",
        "bijlage",
        "paragraaf",
    ),
    *("onderdeel", "regel", "richtlijn", "voetnoot", "noot", "littera", "letter", "sub", "§"),
)
_UNIT = "|".join(map(re.escape, UNITS))
_NUMBERED = re.compile(rf"(?:{_UNIT})(?:(?<=[.§])|\s)\s*(?P<number>\S+)", re.IGNORECASE)
_NUMBER = re.compile(r"\w[\w.]*")
_LETTER = re.compile(r"(?:[a-z]{1,2}|[ivxlc]+|\d+)[.)°]?", re.IGNORECASE)
_ORDINAL = r"(?:enig|eerste|tweede|derde|vierde|vijfde|zesde|zevende|achtste|negende|tiende|elfde|twaalfde|laatste|\d+(?:de|ste|e))"
#: What one that is counted is called.
PARAGRAPHS = ("lid", "alinea", "zin", "volzin")
DASHES = ("gedachtestreepje", "streepje")
_PARAGRAPH = re.compile(rf"{_ORDINAL} (?:{'|'.join(PARAGRAPHS)})", re.IGNORECASE)
_DASH = re.compile(rf"{_ORDINAL} (?:{'|'.join(DASHES)})", re.IGNORECASE)
_DASHES = frozenset("-–—")
_ENDS = " .:;-–"
_HEADING = "kop"


def split_label(label: str, *, mark: str, printed: Iterable[str]) -> list[tuple[str, bool]]:
    """The parts of *label* in order, separators among them, each with whether the source has it.

    *mark* is the rule's own; *printed* what the source prints above it and as it: headings, and its own words.
    """
    known = {_bare(words) for words in printed}
    parts = _SEPARATOR.split(label)
    return [(part, index % 2 == 1 or _is_printed(part, mark, known)) for index, part in enumerate(parts)]


def _numbers_in(words: str) -> list[str]:
    return [number.strip(".").casefold() for number in _NUMBER.findall(words)]


def _bare(words: str) -> str:
    return words.casefold().strip(_ENDS)


def _is_printed(part: str, mark: str, known: set[str]) -> bool:
    if _DASH.fullmatch(part):
        return mark in _DASHES
    if _PARAGRAPH.fullmatch(part):
        return True
    if match := _NUMBERED.fullmatch(part):
        return set(_numbers_in(match["number"])) <= {
            number for words in (*known, mark) for number in _numbers_in(words)
        }
    if _LETTER.fullmatch(part):
        return mark.strip("().°") == part.strip("().°")
    return _bare(part) in known


def parts_of_label(book: Handbook, rule: Rule) -> list[tuple[str, bool]]:
    """The parts of a rule's label; see :func:`split_label`."""
    title = book.versions[rule.code][rule.version].title if rule.version in book.versions.get(rule.code, {}) else ""
    headings = [
        words for heading in (*rule.path, f"{rule.mark} {rule.text}") for words in (heading, heading.partition(" ")[2])
    ]
    own = [rule.text, *(cell for block in rule.blocks for cell in block.cells)]
    return split_label(rule.label, mark=rule.mark, printed=[title, *own, *headings])


def own_words(book: Handbook, code: str) -> list[str]:
    """The words in the labels of a code's text of today that the source does not have, each once, in the order of the text."""
    found: dict[str, None] = {}
    for rule in book.rules_of(code):
        for part, printed in parts_of_label(book, rule):
            if not printed:
                is_dash = _DASH.fullmatch(part) and rule.mark
                words = tell("label.dash", mark=rule.mark) if is_dash else part.strip("()")
                found[words] = None
    return list(found)


def of_whole(parts: list[tuple[str, bool]]) -> list[tuple[str, bool]]:
    """The label of a heading for all that stands under it too ("art. 6, in zijn geheel").

    Where a heading is told from the one rule under it ("art. 3, punt 3, kop") it stands here for both.
    """
    if len(parts) > 2 and parts[-1][0] == _HEADING:
        parts = parts[:-2]
    return [*parts, (", ", True), (tell("label.whole"), False)]


def mark_own_parts(parts: Iterable[tuple[str, bool]]) -> str:
    """A label with the handbook's own parts in square brackets, those that follow each other in one pair."""
    shown = ""
    is_open = False
    pending = ""
    for part, printed in parts:
        if _SEPARATOR.fullmatch(part):
            pending = part
            continue
        if printed == is_open:
            shown += f"]{pending}" if is_open else f"{pending}["
            is_open = not is_open
        else:
            shown += pending
        shown += part
        pending = ""
    return f"{shown}]" if is_open else shown
