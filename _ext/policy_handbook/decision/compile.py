"""From the clauses of a code to the table that decides; what each gives for an act is in :mod:`.gives`."""

from __future__ import annotations

from collections import defaultdict
from itertools import product
from typing import TYPE_CHECKING

from ..model.records import CONTEXTS, LawMatter, Modality
from .answers import UNKNOWN
from .clauses import NOT_INTERNAL
from .gates import holds
from .gives import give_on_act, give_when_breached
from .table import ActRow, CodeTable, Need, Row, TableFact
from .verdicts import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ..model.records import Act, Requirement
    from .clauses import DecisionBase
    from .gates import Answer
    from .table import World


def compile_table(base: DecisionBase) -> CodeTable:
    """The table of the code of *base*."""
    rows = _make_rows(base)
    return CodeTable(
        code=base.code.id,
        worked_through=base.code.worked_through,
        facts={
            id: TableFact(fact.assume, fact.arrangeable, base.cells[id], fact.ask) for id, fact in base.facts.items()
        },
        worlds=_make_worlds(base),
        rows=rows,
        acts={
            act: tuple(give_on_act(rows[clause.index], act in clause.position.acts) for clause in clauses)
            for act, clauses in base.by_act.items()
        },
        always=tuple(
            ActRow(rows[clause.index], give_when_breached(clause.position), direct=False) for clause in base.always
        ),
        law={act.id: tuple(_law_of(base, act)) for act in base.book.acts.values() if act.law},
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
            law=base.book.law_of(clause.position),
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
            fact = base.facts[requirement.condition.fact]
            internal = requirement.by not in NOT_INTERNAL
            failed = Status.FINAL if fact.fixed else Status.UNMET
            needs[requirement] = Need(
                requirement,
                (Status.CONSULT, Status.CONSULT, Status.MET) if internal else (failed, Status.OPEN, Status.MET),
                frozenset(fact.refused if internal else ()),
            )
        yield needs[requirement]


def _law_of(base: DecisionBase, act: Act) -> Iterable[LawMatter]:
    """On what the law speaks of an act; what hangs on a question of no clause goes by what that question takes unasked."""
    taken = {id: frozenset({fact.assume}) for id, fact in base.book.facts.items() if fact.assume}
    for matter in act.law:
        unasked = [
            [(condition, holds(condition, taken.get(condition.fact))) for condition in alternative]
            for alternative in matter.when
        ]
        left = [
            tuple(condition for condition, _ in alternative if condition.fact in base.facts)
            for alternative in unasked
            if not any(held is False and condition.fact not in base.facts for condition, held in alternative)
        ]
        if left or not matter.when:
            yield LawMatter(matter.kind, () if () in left else tuple(left))


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
