"""Conditions on answers: whether they hold, and which sets of answers they tell apart.

An answer is the set of options that someone chose, or None for "weet ik niet". Everything that decides works on *cells*: of
all answers that every condition treats alike one stands for the rest, so that no loop runs over all answers there are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ..model.records import Condition, Fact

Answer = frozenset[str] | None
Gate = tuple[tuple["Condition", ...], ...]


def holds(condition: Condition, answer: Answer) -> bool | None:
    """Whether a condition holds for an answer; None where that is not known."""
    if answer is None:
        return None
    if condition.quantifier == "all":
        return answer.issuperset(condition.accepted)
    return answer.isdisjoint(condition.accepted) == (condition.quantifier == "none")


def conjunction_holds(conditions: Iterable[Condition], answers: Mapping[str, Answer]) -> bool | None:
    """Kleene's three-valued "and" over conditions."""
    result: bool | None = True
    for condition in conditions:
        held = holds(condition, answers.get(condition.fact))
        if held is False:
            return False
        if held is None:
            result = None
    return result


def gate_holds(gate: Gate, answers: Mapping[str, Answer]) -> bool | None:
    """Kleene's "or" over the alternatives of a gate; a gate without any is open."""
    result: bool | None = not gate
    for conditions in gate:
        held = conjunction_holds(conditions, answers)
        if held:
            return True
        if held is None:
            result = None
    return result


def cells_of(fact: Fact, conditions: Iterable[Condition]) -> tuple[frozenset[str], ...]:
    """One answer for each way in which these conditions on *fact* can come out, in the order of its options.

    The cost is linear in the options times the ways; the sets of options are never listed.
    """
    asked = tuple(dict.fromkeys((condition.accepted, condition.quantifier == "all") for condition in conditions))

    def trace(answer: frozenset[str]) -> tuple[object, ...]:
        # For "all" it matters which of the accepted answers there are, otherwise only whether there is one.
        return tuple(
            answer.intersection(accepted) if every else answer.isdisjoint(accepted) for accepted, every in asked
        )

    found: dict[tuple[object, ...], frozenset[str]] = {}
    if not fact.multiple:
        for id, _ in fact.options:
            found.setdefault(trace(frozenset({id})), frozenset({id}))
        return tuple(found.values())
    nothing = frozenset({fact.none}) if fact.none else frozenset()
    empty: frozenset[str] = frozenset()
    grown = {trace(empty): empty}
    found[trace(nothing)] = nothing
    for id, _ in fact.options:
        if id != fact.none:
            for answer in list(grown.values()):
                more = answer | {id}
                grown.setdefault(trace(more), more)
                found.setdefault(trace(more), more)
    return tuple(found.values())
