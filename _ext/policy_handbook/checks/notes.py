"""Editorial notes and questions on the law."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..diagnostics import warn
from ..model.excerpts import find_words
from .base import Whole, look_up, where

if TYPE_CHECKING:
    from ..model.records import Note


def check_notes(whole: Whole) -> None:
    """Each note: its rule exists, what it marks stands there once, and no question on the law is asked twice."""
    asked: dict[str, Note] = {}
    for note in whole.book.notes:
        rules = whole.book.texts.get((note.code, note.version), {})
        if note.rule:
            look_up("unknown_rule", [note.rule], rules, note.place, "editorial")
        if note.rule in rules:
            for passage in note.sic:
                # Within one block: a whole is quoted block by block.
                rule = rules[note.rule]
                blocks = [" ".join(block.cells) for block in rule.blocks] or [rule.text]
                if [len(find_words(passage, block)) for block in blocks if find_words(passage, block)] != [1]:
                    warn("note_sic", note.place, id=note.rule, text=passage)
        first = asked.setdefault(note.law, note) if note.law else note
        # The next version of a text may bear the same question.
        if first is not note and (first.code != note.code or first.version == note.version):
            warn("note_twice", note.place, id=note.law, other=where(whole.env, first.place))
