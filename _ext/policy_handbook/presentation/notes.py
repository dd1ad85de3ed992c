"""Editorial notes in words: what the editors say of a text, apart from it, and what they ask of a lawyer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .dates import show_date

if TYPE_CHECKING:
    from ..model.handbook import Handbook
    from ..model.records import Note

NOTE = "Redactionele noot"
ASKED_OF = "Na te kijken door een jurist of DPO"


def state_note(note: Note) -> str:
    """The words of a note; a question on the law says of whom it is asked."""
    return f"{ASKED_OF}: {note.text}" if note.law else note.text


def words_of_note(book: Handbook, note: Note) -> str:
    """The same; a question on the law also says by which function it is asked, and since when if that is known."""
    if not note.law:
        return state_note(note)
    asked_on = book.asked_on.get((note.place.docname, note.place.line))
    since = f" op {show_date(asked_on)}" if asked_on else ""
    return f"{state_note(note)} (Gevraagd door {book.editors}{since}.)"


def show_note(book: Handbook, note: Note) -> str:
    """The same with a label before it, for where no heading says what it is."""
    words = words_of_note(book, note)
    return words if note.law else f"{NOTE}: {words}"
