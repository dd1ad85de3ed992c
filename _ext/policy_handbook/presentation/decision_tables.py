"""The decision tables of a code as a reader sees them: how to read them, what always holds, and a table for each act."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..decision.bases import table_of
from ..decision.verdicts import Verdict
from .decision_cells import NOTHING, CellWords
from .decision_rows import ActRows, rows_by_act
from .names import Names, name_audiences, name_contexts
from .say import listed, say, tell
from .spans import Column, Row, Span, Table, text_cell

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..decision.clauses import DecisionBase
    from ..decision.table import ActRow

_STRENGTH = (Verdict.MAG_NIET, Verdict.EERST_OVERLEG, Verdict.MOET, Verdict.MAG_ONDER_VOORWAARDEN, Verdict.MAG)


@dataclass(frozen=True, slots=True)
class ShownAct:
    """The table of an act; ``other`` holds the rows of another reading of the text, None where there is none."""

    id: str
    label: str
    count: int
    table: Table
    other: Table | None


@dataclass(frozen=True, slots=True)
class ShownGroup:
    """The acts under one heading of the list of acts."""

    title: str
    acts: tuple[ShownAct, ...]


@dataclass(frozen=True, slots=True)
class DecisionTables:
    """All that a code says of every act: how to read it, what always holds, the tables, and the acts it is silent on."""

    code: str
    guide: tuple[str, ...]
    standing: tuple[tuple[tuple[Span, ...], ...], ...]
    groups: tuple[ShownGroup, ...]
    silent: tuple[tuple[str, tuple[str, ...]], ...]
    silence: str


def make_decision_tables(base: DecisionBase) -> DecisionTables:
    """Every decision table of a code, by the groups of the acts and in their order."""
    words = CellWords(base)
    table = table_of(base)
    tables = rows_by_act(base.book, table)
    groups: dict[str, list[ShownAct]] = {}
    for act in tables:
        groups.setdefault(act.act.group, []).append(_show_act(base, words, act))
    spoken = {act.act.id for act in tables}
    silent: dict[str, list[str]] = {}
    for other in base.book.acts.values():
        if other.id not in spoken:
            silent.setdefault(other.group, []).append(other.label)
    return DecisionTables(
        code=base.code.id,
        guide=_guide(base),
        standing=tuple(dict.fromkeys(map(words.show_standing, table.always))),
        groups=tuple(ShownGroup(title, tuple(acts)) for title, acts in groups.items()),
        silent=tuple((title, tuple(labels)) for title, labels in silent.items()),
        silence=_silence(base),
    )


def _guide(base: DecisionBase) -> tuple[str, ...]:
    """How to read the tables, in plain words."""
    code, names = base.code, Names(base)
    order = [say("answer.label", words=names.verdict(verdict.id)) for verdict in _STRENGTH]
    scope = {"audiences": name_audiences(base.book, code.audience), "contexts": name_contexts(code.context)}
    return (
        tell("table.guide", code=code.short, weight=code.binding),
        tell("table.guide.order", verdicts=listed(order)),
        tell("table.guide.scope", **scope),
    )


def _silence(base: DecisionBase) -> str:
    if not base.code.worked_through:
        return tell("table.in_progress")
    # It ends where it is put: with a full stop, or before a list.
    return tell("table.silent", no_leave=tell("answer.no_leave").rstrip("."))


def _show_act(base: DecisionBase, words: CellWords, act: ActRows) -> ShownAct:
    reviewed = [entry for entry in act.rows if entry.row.reviewed]
    doubtful = [entry for entry in act.rows if not entry.row.reviewed]
    label = act.act.label
    id = f"{base.code.id}-{act.act.id}"
    silence = text_cell(f"{_silence(base)}.", state="gap")
    rest = Row((text_cell(_rest(words, reviewed, act)), silence, NOTHING, NOTHING))
    # Two positions of a rule can say the same of an act; they are read as one.
    rows = tuple(dict.fromkeys(words.show_row(entry, act) for entry in reviewed))
    table = _table(id, label, (*rows, rest))
    other = None
    if doubtful:
        others = tuple(dict.fromkeys(words.show_row(entry, act) for entry in doubtful))
        other = _table(f"{id}-anders", tell("table.other", act=label), others)
    return ShownAct(act.act.id, label, len(rows), table, other)


def _table(id: str, caption: str, rows: tuple[Row, ...]) -> Table:
    columns = [
        Column(tell("table.if"), 6),
        Column(tell("table.then"), 6),
        Column(tell("table.unless"), 5),
        Column(tell("table.rule"), 5),
    ]
    if all(row.cells[2] is NOTHING for row in rows):
        del columns[2]
        rows = tuple(Row((*row.cells[:2], row.cells[3])) for row in rows)
    return Table(id, "decisions", caption, tuple(columns), rows, (), ())


def _rest(words: CellWords, entries: Iterable[ActRow], act: ActRows) -> str:
    """The header of the last row: which cases none of the others meets."""
    for entry in entries:
        if words.binds_everyone(entry, act) and entry.strength[1] is not Verdict.NIET_GEREGELD:
            return tell("table.rest.out_of_scope")
    return tell("table.rest")
