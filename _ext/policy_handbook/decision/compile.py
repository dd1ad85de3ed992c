"""From the clauses of a code to the table that decides: what each gives for each act, however its requirements stand."""

from __future__ import annotations

from collections import defaultdict
from itertools import product
from typing import TYPE_CHECKING

from ..model.records import CONTEXTS, Modality
from .answers import UNKNOWN
from .clauses import NOT_INTERNAL
from .table import ActRow, CodeTable, Give, Need, Row, TableFact
from .verdicts import Status, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ..model.records import Position, Requirement
    from .clauses import DecisionBase
    from .gates import Answer
    from .table import World

_NOTHING = Give(Verdict.NIET_GEREGELD)
_FAILED = (Status.UNMET, Status.REFUSED)
# What a demand makes of the act to which it is attached.
_ATTACHED = {
    Status.MET: Verdict.MAG,
    Status.OPEN: Verdict.MAG_ONDER_VOORWAARDEN,
    Status.CONSULT: Verdict.EERST_OVERLEG,
    Status.UNMET: Verdict.MAG_NIET,
    Status.REFUSED: Verdict.MAG_NIET,
}


def compile_table(base: DecisionBase) -> CodeTable:
    """The table of the code of *base*."""
    rows = _make_rows(base)
    return CodeTable(
        code=base.code.id,
        binding=base.code.binding,
        worked_through=base.code.worked_through,
        facts={id: TableFact(id, fact.assume, base.cells[id]) for id, fact in base.facts.items()},
        worlds=_make_worlds(base),
        rows=rows,
        acts={
            act: tuple(_on_act(rows[clause.index], act in clause.position.acts) for clause in clauses)
            for act, clauses in base.by_act.items()
        },
        always=tuple(ActRow(rows[clause.index], _breached(clause.position), direct=False) for clause in base.always),
        readings=base.readings,
    )


def _make_rows(base: DecisionBase) -> tuple[Row, ...]:
    named: dict[str, list[int]] = defaultdict(list)
    for clause in base.clauses:
        named[clause.id].append(clause.index)
    needs: dict[Requirement, Need] = {}
    return tuple(
        Row(
            index=clause.index,
            id=clause.id,
            rule=clause.rule,
            position=clause.position,
            gate=clause.gate,
            scope=frozenset(product(clause.audience, clause.context)),
            needs=tuple(_intern_needs(base, clause.position.requires, needs)),
            takes=tuple(dict.fromkeys(index for id in clause.overrides for index in named.get(id, ()))),
            effect=clause.position.effect,
            standing=clause.position.standing,
            advice=clause.position.modality is Modality.RECOMMENDATION,
            reading=clause.position.reading,
        )
        for clause in base.clauses
    )


def _intern_needs(
    base: DecisionBase, requirements: Iterable[Requirement], needs: dict[Requirement, Need]
) -> Iterable[Need]:
    """The needs of a clause, each once: of all clauses that make the same requirement it is the same one."""
    for requirement in dict.fromkeys(requirements):
        if requirement not in needs:
            internal = requirement.by not in NOT_INTERNAL
            needs[requirement] = Need(
                requirement,
                (Status.CONSULT, Status.CONSULT, Status.MET) if internal else (Status.UNMET, Status.OPEN, Status.MET),
                frozenset(base.facts[requirement.condition.fact].refused if internal else ()),
            )
        yield needs[requirement]


def _make_worlds(base: DecisionBase) -> Mapping[tuple[str, str], tuple[World, ...]]:
    """For each way of answering who asks, and in which capacity, the worlds left open."""
    answers: dict[str, tuple[Answer, bool]] = {"": (None, False), UNKNOWN: (None, True)}
    audiences = answers | {id: (frozenset({id}), True) for id in (*base.book.audiences, *sorted(base.addressed)) if id}
    contexts = answers | {id: (frozenset({id}), True) for id in CONTEXTS}
    return {
        (audience, context): tuple(
            (meant, one)
            for meant in base.audiences_meant(*audiences[audience])
            for one in base.contexts_meant(*contexts[context], meant)
        )
        for audience in audiences
        for context in contexts
    }


# -- what a clause gives


def _on_act(row: Row, direct: bool) -> ActRow:
    """A clause in the table of an act: of its own, or of the complement of its own."""
    position = row.position
    if not position.standing:
        return ActRow(row, tuple(_give(position, bool(row.before), direct, status) for status in Status), direct)
    # A duty of some act says nothing of its opposite.
    return ActRow(row, _breached(position) if direct else (_NOTHING,) * len(Status), direct)


def _give(position: Position, waits: bool, direct: bool, status: Status) -> Give:
    """What a clause in force gives for an act; *waits* says whether anything must be in order first."""
    modality = position.modality
    failed = status in _FAILED
    if modality is Modality.PROHIBITION and not waits:
        return Give(Verdict.MAG_NIET if direct else Verdict.MOET)
    if modality is Modality.OBLIGATION and not position.requires:
        return Give(Verdict.MOET if direct else Verdict.MAG_NIET)
    if modality is Modality.RECOMMENDATION:
        if direct:
            return Give(Verdict.MAG, against=failed)
        return _NOTHING if position.requires else Give(Verdict.MAG, against=True)
    if direct and (modality is not Modality.PERMISSION or position.only):
        return Give(_ATTACHED[status], curable=status is Status.UNMET)
    if direct and position.effect in ("", "permits") and not failed:
        return Give(_ATTACHED[status])
    if modality is Modality.PROHIBITION and not direct and status is not Status.MET:
        # The complement is free as long as the act is not in order, and a duty once nobody can put it in order.
        return Give(Verdict.MOET if status is Status.REFUSED else Verdict.MAG)
    return _NOTHING


def _breached(position: Position) -> tuple[Give, ...]:
    """What a standing duty gives: nothing, unless an answer says that it is breached."""
    if position.modality is Modality.RECOMMENDATION:
        breach = Give(Verdict.MAG, against=True)
    else:
        breach = Give(Verdict.MAG_NIET, curable=True)
    return tuple(breach if status in _FAILED else _NOTHING for status in Status)
