"""A decision in words, over the cases of the book."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_handbook.model.cases import run_case
from policy_handbook.model.explanation import explain

if TYPE_CHECKING:
    from policy_handbook.model.handbook import Handbook


def test_nothing_is_said_twice(handbook: Handbook) -> None:
    """Positions of one rule for other acts often have the same words; the reader needs them once."""
    said_twice = []
    for case in handbook.cases.values():
        for expectation in case.expected:
            base = handbook.derived.bases[expectation.code]
            explanation = explain(base, run_case(base, case, expectation).decision)
            for part in explanation.parts:
                if len(set(part.lines)) < len(part.lines):
                    said_twice.append((case.id, expectation.code, part.title))
    assert said_twice == []
