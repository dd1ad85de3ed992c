"""How a table is laid out on paper: the widths of its columns, upright or across, or row by row where it has too many."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from math import sqrt
from typing import TYPE_CHECKING

from docutils import nodes

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORD = re.compile(r"[^\s/-]+")
# Words are broken beyond this many characters.
_LONGEST_WORD = 14
# The characters of a line of small type over the whole width of the paper, upright and across.
UPRIGHT, ACROSS = 110, 165
# The lines of a table on a page, upright and across; a row taller than a part of it may break.
_LINES = {False: 60, True: 38}
_WHOLE_ROW = 0.95


class Form(Enum):
    """How a table stands on the page."""

    UPRIGHT = "upright"
    ACROSS = "across"
    #: Each row on its own, its cells below one another with the column's name before each.
    RECORDS = "records"


@dataclass(frozen=True, slots=True)
class TableLayout:
    """The form of a table, and for each column its share of the width."""

    form: Form
    shares: tuple[float, ...]

    def lines_of(self, row: nodes.row) -> int:
        """About how many lines the tallest cell of a row has."""
        line = ACROSS if self.form is Form.ACROSS else UPRIGHT
        whole = sum(self.shares)
        tallest = 0
        for column, entry in cells_of(row):
            share = sum(self.shares[column : column + entry.get("morecols", 0) + 1]) / whole
            per_line = max(int(line * share) - 2, 4)
            blocks: list[nodes.Element] = [*entry.findall(nodes.paragraph)] or [entry]
            tallest = max(tallest, sum(len(block.astext()) // per_line + 1 for block in blocks))
        return tallest

    def keeps(self, row: nodes.row) -> bool:
        """Whether a row is to be kept in one piece: it could be cut, and is low enough for the page."""
        return 1 < self.lines_of(row) < _LINES[self.form is Form.ACROSS] * _WHOLE_ROW


def lay_out(table: nodes.table) -> TableLayout:
    """The layout of a table, from the words in its columns."""
    count = _count_columns(table)
    longest = [1] * count
    total = [0] * count
    rows = rows_of(table, nodes.thead, nodes.tbody)
    for row in rows:
        for column, entry in cells_of(row):
            if column >= count or entry.get("morecols"):
                continue
            words = entry.astext()
            total[column] += len(words)
            longest[column] = max([longest[column], *(len(word) for word in _WORD.findall(words))])
    least = [min(length, _LONGEST_WORD) + 2 for length in longest]
    shares = tuple(max(low, 4 * sqrt(size / max(len(rows), 1))) for low, size in zip(least, total, strict=True))
    if sum(least) <= UPRIGHT and sum(shares) <= UPRIGHT * 1.6:
        return TableLayout(Form.UPRIGHT, shares)
    return TableLayout(Form.ACROSS if sum(least) <= ACROSS else Form.RECORDS, shares)


def rows_of(table: nodes.Element, *kinds: type[nodes.Element]) -> list[nodes.row]:
    """The rows of a table's head or body, not those of a table within it."""
    return [
        row
        for group in table.children
        if isinstance(group, nodes.tgroup)
        for part in group.children
        if isinstance(part, kinds)
        for row in part.children
        if isinstance(row, nodes.row)
    ]


def cells_of(row: nodes.row) -> Iterator[tuple[int, nodes.entry]]:
    """The cells of a row, each with the column (from 0) where it begins."""
    column = 0
    for entry in row.children:
        if isinstance(entry, nodes.entry):
            yield column, entry
            column += entry.get("morecols", 0) + 1


def _count_columns(table: nodes.table) -> int:
    groups = [group for group in table.children if isinstance(group, nodes.tgroup)]
    return sum(isinstance(child, nodes.colspec) for group in groups for child in group.children)
