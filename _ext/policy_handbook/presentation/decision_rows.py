"""The rows of an act as they are read: the strongest first, each with what it sets aside and what sets it aside."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..model.records import Act, Place

if TYPE_CHECKING:
    from ..decision.table import ActRow, CodeTable
    from ..model.handbook import Handbook


@dataclass(frozen=True, slots=True)
class ActRows:
    """The rows of one act, strongest first, those that hold whenever one does it last."""

    act: Act
    rows: tuple[ActRow, ...]

    def targets_of(self, entry: ActRow) -> list[ActRow]:
        """The rows that an exception sets aside, in the order in which it names them; of a standing row none."""
        found = {other.row.index: other for other in self.rows if not other.row.standing}
        return [found[index] for index in entry.row.takes if index in found and not entry.row.standing]

    def exceptions_to(self, entry: ActRow) -> list[ActRow]:
        """The rows that set a row aside, in the order of the text; a standing one always holds, and is no exception."""
        if entry.row.standing:
            return []
        found = [other for other in self.rows if entry.row.index in other.row.takes and not other.row.standing]
        return sorted(found, key=lambda other: other.row.index)


def rows_by_act(book: Handbook, table: CodeTable) -> tuple[ActRows, ...]:
    """The rows of each act that a code speaks of, in the order of the acts."""
    made = (_make_act_rows(book, act, entries) for act, entries in table.acts.items())
    return tuple(act for act in made if act.rows)


def _make_act_rows(book: Handbook, act: str, entries: tuple[ActRow, ...]) -> ActRows:
    """The rows on an act, and those on its complement that say something of it."""
    found = book.acts.get(act) or Act(act, act, "", "", Place("", 0))
    among = ActRows(found, entries)
    shown = [e for e in entries if e.direct or e.speaks or among.targets_of(e) or among.exceptions_to(e)]
    shown.sort(key=lambda e: (e.row.standing, -e.strength[0], -e.strength[1], e.row.index))
    return ActRows(found, tuple(shown))
