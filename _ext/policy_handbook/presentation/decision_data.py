"""A decision as plain data, for programs, the browser and :mod:`.explanation`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..decision.clauses import DecisionBase
    from ..decision.result import Decision
    from ..decision.table import Row
    from ..model.records import Condition, Requirement


def make_condition(condition: Condition) -> dict[str, Any]:
    """A condition on the answers to one fact."""
    return {"fact": condition.fact, "accepted": list(condition.accepted), "quantifier": condition.quantifier}


def make_requirement(requirement: Requirement) -> dict[str, Any]:
    """A requirement: its condition, by whom it is brought about, and before or after the act."""
    return {**make_condition(requirement.condition), "by": requirement.by, "timing": requirement.timing}


def make_decision(base: DecisionBase, decision: Decision) -> dict[str, Any]:
    """A decision as data; the browser makes the same of the same answers."""
    decisive = dict.fromkeys(ground.clause.rule.full_id for ground in decision.decisive)
    return {
        "code": decision.code,
        "act": decision.act,
        "verdict": decision.verdict.id,
        "reason": decision.reason,
        "weight": base.code.binding,
        "advised_against": decision.advised_against,
        "curable": decision.curable,
        "rules": list(decisive),
        "grounds": [
            {
                "position": ground.clause.id,
                "verdict": ground.verdict.id,
                "against": ground.against,
                "curable": ground.curable,
                "exception": ground.exception.id if ground.exception else None,
                "supposed": ground.supposed,
            }
            for ground in decision.grounds
        ],
        "conditions": [
            {
                **make_requirement(condition.requirement),
                "status": condition.status,
                "advice": condition.advice,
                "positions": _ids(condition.clauses),
            }
            for condition in decision.conditions
        ],
        "standing": _ids(decision.standing),
        "set_aside": [{"position": entry.clause.id, "by": entry.by.id} for entry in decision.set_aside],
        "exceptions": _ids(decision.exceptions),
        "dispensations": _ids(decision.dispensations),
        "assumptions": [{"fact": fact, "answer": answer} for fact, answer in decision.assumptions],
        "depends_on": list(decision.depends_on),
        "possible": [verdict.id for verdict in decision.possible],
        "supposed": [{"fact": fact, "answers": list(answers)} for fact, answers in decision.supposed],
        "readings": [
            {
                "question": reading.question,
                "choice": reading.choice,
                "verdict": reading.verdict.id,
                "positions": _ids(reading.clauses),
            }
            for reading in decision.readings
        ],
        "law": list(decision.law),
    }


def _ids(rows: Iterable[Row]) -> list[str]:
    return [row.id for row in rows]
