"""Sentences: each stands once in ``sentences.json``, with slots, and is said here with the slots filled.

A sentence is words with ``{slot}`` in them, or two of those by number: ``{"one": …, "other": …}``, chosen by the slot ``n``. A
variant is part of the key (``answer.verdict.moet.tip``). The browser says the same ones (``policy-say.js``).
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

from .spans import WEIGHT, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..model.why import Why

Line = tuple[Span, ...]
#: What a slot takes.
Filling = str | int | Span | Line

#: Every sentence by its key.
SENTENCES: dict[str, str | dict[str, str]] = json.loads(Path(__file__).with_name("sentences.json").read_text("utf-8"))
_SLOT = re.compile(r"\{(\w+)\}")


def _forms_of(sentence: str | dict[str, str]) -> dict[str, list[str]]:
    """The forms of a sentence, each as words and names of slots by turns; "" is the form of one that has no other."""
    forms = {"": sentence} if isinstance(sentence, str) else sentence
    return {number: _SLOT.split(form) for number, form in forms.items()}


_FORMS = {key: _forms_of(sentence) for key, sentence in SENTENCES.items()}
#: The slots of every sentence: ``n`` is one of each that goes by number.
SLOTS = {
    key: {slot for form in forms.values() for slot in form[1::2]} | set(() if "" in forms else "n")
    for key, forms in _FORMS.items()
}


def sentences_of(prefix: str) -> dict[str, str | dict[str, str]]:
    """The sentences whose keys begin with *prefix*, by what follows it: for what fills their slots itself."""
    return {key.removeprefix(prefix): sentence for key, sentence in SENTENCES.items() if key.startswith(prefix)}


def words_of(script: str) -> str:
    """The sentences of a script that stands alone, as JSON for the attribute ``data-words`` of its tag."""
    return json.dumps(sentences_of(f"{script}."), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


class SlotError(ValueError):
    """A sentence was said with a slot that it does not have, or without one that it has: a fault in the program."""


def say(key: str, /, **slots: Filling) -> Line:
    """The sentence *key* with its *slots* filled, as a line; raises KeyError for one that there is not, and SlotError."""
    return join_lines(_fill(key, slots))


def tell(key: str, /, **slots: Filling) -> str:
    """The same as plain words."""
    # Said tens of thousands of times in a build, nearly always with words only: no line is made of them first.
    return "".join(plain(part) if isinstance(part, tuple) else _plain_part(part) for part in _fill(key, slots))


def _fill(key: str, slots: dict[str, Filling]) -> list[Filling]:
    """The words of a sentence and what fills its slots, by turns."""
    forms = _FORMS[key]
    if slots.keys() != SLOTS[key]:
        raise SlotError(f"{key} has the slots {sorted(SLOTS[key])}, and was given {sorted(slots)}")
    pieces = forms.get("") or forms["one" if slots["n"] == 1 else "other"]
    return [slots[piece] if index % 2 else piece for index, piece in enumerate(pieces)]


def tell_why(why: Why) -> str:
    """The words of a reason."""
    return tell(
        f"why.{why.key}",
        **{slot: words_listed(filled) if isinstance(filled, tuple) else filled for slot, filled in why.slots},
    )


def join_lines(parts: Iterable[Filling]) -> Line:
    """Words and lines as one line, in which plain words that follow each other are one span."""
    spans: list[Span] = []
    for part in parts:
        for span in part if isinstance(part, tuple) else (part if isinstance(part, Span) else Span(str(part)),):
            if spans and _is_plain(span) and _is_plain(spans[-1]):
                spans[-1] = Span(spans[-1].text + span.text)
            elif span.text:
                spans.append(span)
    return tuple(spans)


def listed(items: Sequence[Filling], joint: str = "and") -> Line:
    """``a, b en c``, or with ``or`` as *joint* ``a, b of c``; any other joint (a key ``list.…``) stands between all."""
    others = "comma" if joint in ("and", "or") else joint
    parts: list[Filling] = []
    for index, item in enumerate(items):
        if index:
            parts += say(f"list.{joint if index == len(items) - 1 else others}")
        parts.append(item)
    return join_lines(parts)


def words_listed(items: Iterable[str]) -> str:
    """``a, b en c`` as plain words."""
    return plain(listed([*items]))


def plain(line: Line) -> str:
    """A line as plain words; those of a source in quotation marks, as no typeface tells them from ours, a weight in brackets."""
    return "".join(map(_plain_part, line))


def _plain_part(part: str | int | Span) -> str:
    if isinstance(part, Span):
        if part.role.startswith(WEIGHT):
            return f"({part.text})"
        return f"“{part.text}”" if part.role == "quote" else part.text
    return str(part)


def _is_plain(span: Span) -> bool:
    return not (span.target or span.role)
