"""The decision tables of a code as a reader sees them: how to read them, what always holds, and a table for each act."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..decision.decision_rows import ActRows, DecisionRow, make_act_rows, make_standing_rows
from ..decision.result import Verdict
from ..model.records import BINDINGS
from .decision_cells import NOTHING, CellWords
from .names import Names, name_contexts
from .say import listed, say, tell
from .spans import Column, Row, Span, Table, text_cell

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..decision.clauses import DecisionBase

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
    """All that a code says of every act: how to read it, what always holds, the tables, and the acts it is silent on.

    ``rows`` are the same tables as data, with those of what always holds.
    """

    code: str
    guide: tuple[str, ...]
    standing: tuple[tuple[tuple[Span, ...], ...], ...]
    groups: tuple[ShownGroup, ...]
    silent: tuple[tuple[str, tuple[str, ...]], ...]
    silence: str
    rows: tuple[ActRows, ...]
    standing_rows: tuple[DecisionRow, ...]


def make_decision_tables(base: DecisionBase) -> DecisionTables:
    """Every decision table of a code, by the groups of the acts and in their order."""
    words = CellWords(base)
    tables = tuple(act for act in (make_act_rows(base, id) for id in base.by_act) if act.rows)
    groups: dict[str, list[ShownAct]] = {}
    for act in tables:
        groups.setdefault(act.act.group, []).append(_show_act(base, words, act))
    spoken = {act.act.id for act in tables}
    silent: dict[str, list[str]] = {}
    for other in base.book.acts.values():
        if other.id not in spoken:
            silent.setdefault(other.group, []).append(other.label)
    standing = make_standing_rows(base)
    return DecisionTables(
        code=base.code.id,
        guide=_guide(base),
        standing=tuple(dict.fromkeys(words.show_standing(row) for row in standing)),
        groups=tuple(ShownGroup(title, tuple(acts)) for title, acts in groups.items()),
        silent=tuple((title, tuple(labels)) for title, labels in silent.items()),
        silence=_silence(base),
        rows=tables,
        standing_rows=standing,
    )


def _guide(base: DecisionBase) -> tuple[str, ...]:
    """How to read the tables, in plain words."""
    code, names = base.code, Names(base)
    order = [say("answer.label", words=names.verdict(verdict.id)) for verdict in _STRENGTH]
    scope = {"audiences": base.book.name_audiences(code.audience), "contexts": name_contexts(code.context)}
    return (
        tell("table.guide", code=code.short, weight=BINDINGS.get(code.binding, code.binding)),
        tell("table.guide.order", verdicts=listed(order)),
        tell("table.guide.scope", **scope),
    )


def _silence(base: DecisionBase) -> str:
    if not base.code.worked_through:
        return tell("table.in_progress")
    # It ends where it is put: with a full stop, or before a list.
    return tell("table.silent", no_leave=tell("answer.no_leave").rstrip("."))


def _show_act(base: DecisionBase, words: CellWords, act: ActRows) -> ShownAct:
    by_id = {row.id: row for row in act.rows}
    reviewed = [row for row in act.rows if row.reviewed]
    doubtful = [row for row in act.rows if not row.reviewed]
    label = act.act.label
    id = f"{base.code.id}-{act.act.id}"
    silence = text_cell(f"{_silence(base)}.", state="gap")
    rest = Row((text_cell(_rest(words, reviewed)), silence, NOTHING, NOTHING))
    # Two positions of a rule can say the same of an act; they are read as one.
    rows = tuple(dict.fromkeys(words.show_row(row, by_id) for row in reviewed))
    table = _table(id, label, (*rows, rest))
    other = None
    if doubtful:
        others = tuple(dict.fromkeys(words.show_row(row, by_id) for row in doubtful))
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


def _rest(words: CellWords, rows: Iterable[DecisionRow]) -> str:
    """The header of the last row: which cases none of the others meets."""
    for row in rows:
        if words.binds_everyone(row) and row.strength[1] is not Verdict.NIET_GEREGELD:
            return tell("table.rest.out_of_scope")
    return tell("table.rest")
