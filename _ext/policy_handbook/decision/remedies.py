"""What can still be arranged where a code says no: other answers to what an editor declared that one can arrange.

Each remedy is tried on the table itself (:mod:`.walk`), so that none is promised which does not help. Never is anything proposed
on who asks, in which capacity, or on what is as it is: such questions are not declared. ``policy-remedy.js`` is the same in the
browser; a test holds both to the same outcomes.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations, product
from typing import TYPE_CHECKING

from .table import find_exceptions
from .verdicts import Verdict
from .walk import decide

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from .gates import Answer
    from .result import Decision
    from .table import ActRow, CodeTable, Row

#: How many remedies are named, and how many sheets of answers are tried at most: in a browser that takes less than 100 ms.
MOST = 3
TRIES = 40


@dataclass(frozen=True, slots=True)
class Remedy:
    """Answers that would turn a no: for each of one or two facts those that do, what the verdict then is, and by which rows."""

    answers: tuple[tuple[str, tuple[str, ...]], ...]
    verdict: Verdict
    clauses: tuple[Row, ...]


def find_remedies(table: CodeTable, decision: Decision) -> tuple[Remedy, ...]:
    """At most :data:`MOST` remedies for *decision*, which *table* gave.

    One answer before two; of the answers to one fact those with the mildest outcome. There are none where the outcome is no "no",
    or still hangs on what is not known.
    """
    if decision.verdict is not Verdict.MAG_NIET or len(decision.possible) > 1:
        return ()
    act, given = decision.act, decision.given
    decisive = [ground.clause for ground in decision.decisive]
    choices = _choices(table, _at_issue(decisive, table.acts.get(act, ())), given)
    tries = iter(range(TRIES))
    found: list[Remedy] = []
    for facts in (*combinations(choices, 1), *combinations(choices, 2)):
        if len(facts) > 1 and found:
            break
        best: tuple[Verdict, list[tuple[str, ...]], Decision] | None = None
        for answers in product(*(choices[fact] for fact in facts)):
            if next(tries, None) is None:
                break
            sheet = {fact: frozenset({answer}) for fact, answer in zip(facts, answers, strict=True)}
            other = decide(table, act, {**given, **sheet})
            if other.verdict is Verdict.MAG_NIET:
                continue
            if best is None or other.verdict < best[0]:
                best = (other.verdict, [answers], other)
            elif other.verdict is best[0] and len(facts) == 1:
                best[1].append(answers)
        if best:
            verdict, sheets, other = best
            helping = tuple(
                (fact, tuple(dict.fromkeys(sheet[place] for sheet in sheets))) for place, fact in enumerate(facts)
            )
            found.append(Remedy(helping, verdict, _bearing(decisive, other)))
    return tuple(found[:MOST])


def _at_issue(decisive: Sequence[Row], entries: Sequence[ActRow]) -> list[Row]:
    """The rows that say no, the exceptions to them, and those to these."""
    against = find_exceptions(entries)
    found = list(decisive)
    for row in found:  # it grows as it is read
        found += [entry.row for entry in against.get(row.index, ()) if entry.row not in found]
    return found


def _choices(table: CodeTable, rows: Iterable[Row], given: Mapping[str, Answer]) -> dict[str, list[str]]:
    """For each fact that can be arranged, in the order of the book, the answers that some row asks for or tells apart."""
    wanted: dict[str, dict[str, None]] = {}
    refused: set[str] = set()
    for row in rows:
        for fact in dict.fromkeys(condition.fact for alternative in row.gate for condition in alternative):
            # Whatever a gate tells apart, by one answer.
            alone = [option for cell in table.facts[fact].cells if len(cell) == 1 for option in cell]
            wanted.setdefault(fact, {}).update(dict.fromkeys(alone))
        for need in row.before:
            condition = need.requirement.condition
            if condition.quantifier != "none":
                wanted.setdefault(condition.fact, {}).update(dict.fromkeys(condition.accepted))
            answer = given.get(condition.fact)
            if answer and not answer.isdisjoint(need.refused):
                refused.add(condition.fact)
    return {
        id: [option for option in wanted[id] if given.get(id) != frozenset({option})]
        for id, fact in table.facts.items()
        if fact.arrangeable and id in wanted and id not in refused
    }


def _bearing(decisive: Sequence[Row], other: Decision) -> tuple[Row, ...]:
    """The rows by which it is then allowed: what sets aside the rows that said no, or else these."""
    rows = {entry.by for entry in other.set_aside if entry.clause in decisive} or set(decisive)
    return tuple(sorted(rows, key=lambda row: row.index))
