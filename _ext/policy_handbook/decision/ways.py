"""Where to go on from an act: what it leads on to, what to read on that, where a code that is silent on it speaks, and what always
holds near it.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from .bases import bases_of, table_of
from .gates import gate_holds
from .table import facts_of
from .verdicts import Verdict
from .walk import decide, rows_in_force

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

    from ..model.handbook import Handbook
    from .clauses import DecisionBase
    from .result import Decision
    from .table import Row

#: How many acts at most are named beside one.
MOST = 3

#: How many rules at most are named to be read too.
MOST_RULES = 3


def ways_on(base: DecisionBase, decision: Decision) -> list[str]:
    """The acts that the act of a decision leads on to with these answers, of those that the code itself names."""
    acts = table_of(base).acts
    named = (id for id in _ways_of(base, decision) if any(entry.direct for entry in acts.get(id, ())))
    return list(islice(named, MOST))


def nearest_acts(base: DecisionBase, decision: Decision) -> list[str]:
    """The acts on which the code speaks to these answers, and to what was assumed with them, the nearest first.

    They are those that the act leads on to and on which the code may give a verdict. Where there are none they are others of its
    group; as nobody said that these have to do with it, they count only where a row is in force and the code speaks whatever else
    is answered, and of an act and its complement one will do.
    """
    table = table_of(base)
    acts = base.book.acts
    ways = _ways_of(base, decision)
    asked = facts_of(entry.row for entry in (*table.acts.get(decision.act, ()), *table.always))
    # What another act asks beyond this one was not asked yet, so that nothing of it is assumed.
    known = {**{id: None for id in table.facts if id not in asked}, **decision.given}

    def find_ways() -> Iterable[str]:
        for id in ways:
            # Whatever holds for every act makes no difference here: of the act asked about it gave no verdict either.
            if id in table.acts and decide(table, id, known).possible[-1] is not Verdict.NIET_GEREGELD:
                yield id

    def find_beside() -> Iterable[str]:
        group = acts[decision.act].group if decision.act in acts else ""
        seen: set[str] = {decision.act, *ways}
        for id, act in acts.items():
            rows = (entry.row for entry in table.acts.get(id, ()))
            # Walking is what takes time: where no row is in force yet, silence is still possible.
            if (
                group == act.group != ""
                and seen.isdisjoint((id, act.complement))
                and any(not row.standing and gate_holds(row.gate, known) for row in rows)
                and decide(table, id, known).possible[0] is not Verdict.NIET_GEREGELD
            ):
                seen.add(id)
                yield id

    return list(islice(find_ways(), MOST)) or list(islice(find_beside(), MOST))


def rules_beside(base: DecisionBase, decision: Decision, told: Container[str]) -> list[Row]:
    """The rules on the acts that the act of a decision leads on to, as far as they are in force too, each by its first row.

    Those on the nearest act come first. *told* are the ids of the rules that stand in the answer already; duties that always hold
    are left out, as an answer tells them anyway.
    """
    table = table_of(base)
    found: dict[str, Row] = {}
    for act in islice((id for id in _ways_of(base, decision) if id in table.acts), MOST):
        for row in rows_in_force(table, act, decision.given):
            if not row.standing and row.rule.full_id not in told:
                found.setdefault(row.rule.full_id, row)
    return list(islice(found.values(), MOST_RULES))


def standing_near(base: DecisionBase, act: str) -> frozenset[int]:
    """Of what holds whatever one does the rows, by index, that touch an act, so that a silent code shows them first.

    They share a norm with what any code says of the act; where none does, a norm that is related to one; where none does, a topic.
    """
    norms = base.book.norms
    spoken = base.book.derive(_norms_of_acts).get(act, frozenset())
    related = {other for id in spoken if id in norms for other in norms[id].related}
    topics = {norms[id].topic for id in spoken if id in norms}
    always = [entry.row for entry in table_of(base).always]
    for shares in (
        spoken.__contains__,
        related.__contains__,
        lambda id: id in norms and norms[id].topic in topics,
    ):
        if found := frozenset(row.index for row in always if shares(row.position.norm)):
            return found
    return frozenset()


def _norms_of_acts(book: Handbook) -> dict[str, frozenset[str]]:
    """The norms on which some code speaks of each act."""
    found: dict[str, set[str]] = {}
    for base in bases_of(book).values():
        for clause in base.clauses:
            for act in clause.position.acts:
                found.setdefault(act, set()).add(clause.position.norm)
    return {act: frozenset(norms) for act, norms in found.items()}


def _ways_of(base: DecisionBase, decision: Decision) -> list[str]:
    ways = base.book.derived.ways.get(decision.act, {})
    return [id for id, gate in ways.items() if gate_holds(gate, decision.given)]
