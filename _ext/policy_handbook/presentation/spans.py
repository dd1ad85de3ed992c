"""A table as plain data, to be shown on a page, listed, or written as a worksheet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..model.excerpts import Excerpt


#: The role of a span that says what a text weighs begins with it.
WEIGHT = "weight-"


@dataclass(frozen=True, slots=True)
class Span:
    """A run of words; ``target`` is ``rule:…``, ``norm:…``, ``topic:…`` or ``code:…``; ``role`` says what it is, for styling."""

    text: str
    target: str = ""
    role: str = ""

    def __repr__(self) -> str:
        # Digests of pages are taken from it, and there are hundreds of thousands: what a data class makes takes three times
        # as long.
        return f"Span({self.text!r}, {self.target!r}, {self.role!r})"


def quote_spans(parts: Excerpt) -> list[Span]:
    """An excerpt as spans: the words of a source are marked as such."""
    return [Span(words, role="quote" if own else "") for words, own in parts]


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one cell: lines of spans. ``state`` is "gap" or "in-progress" where the code says nothing (yet)."""

    lines: tuple[tuple[Span, ...], ...]
    state: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One row; its first cell is its header. ``differs`` says that the codes do not say the same."""

    cells: tuple[Cell, ...]
    differs: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """One column; ``code`` is the code whose words stand in it, where there is one.

    ``head`` is its label with signs, where it has any.
    """

    label: str
    width: int = 1
    code: str = ""
    head: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class WorksheetRow:
    """A row of the worksheet, with what its link leads to."""

    values: tuple[str | int, ...]
    target: str


@dataclass(frozen=True, slots=True)
class Table:
    """A caption, columns and rows, and the same in long form for a worksheet (one row for each provision).

    ``remarks`` are lines on the whole of it.
    """

    id: str
    kind: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    worksheet_columns: tuple[str, ...]
    worksheet_rows: tuple[WorksheetRow, ...]
    remarks: tuple[tuple[Span, ...], ...] = ()


def text_cell(text: str, target: str = "", role: str = "", state: str = "") -> Cell:
    """A cell of one line with one span."""
    return Cell(((Span(text, target, role),),), state)
