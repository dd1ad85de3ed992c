"""A decision in words, over the cases of the book."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from policy_handbook.cli import _in_words
from policy_handbook.decision.bases import bases_of
from policy_handbook.decision.cases import run_case
from policy_handbook.decision.decide import decide
from policy_handbook.model.excerpts import OMISSION, show_excerpt
from policy_handbook.presentation.explanation import explain

if TYPE_CHECKING:
    from policy_handbook.model.handbook import Handbook


def test_nothing_is_said_twice(handbook: Handbook) -> None:
    """Positions of one rule for other acts often have the same words; the reader needs them once."""
    said_twice = []
    for case in handbook.cases.values():
        for expectation in case.expected:
            base = bases_of(handbook)[expectation.code]
            explanation = explain(base, run_case(base, case, expectation).decision)
            for part in explanation.parts:
                if len(set(part.lines)) < len(part.lines):
                    said_twice.append((case.id, expectation.code, part.key))
    assert said_twice == []


def test_a_case_is_decided_once_however_often_it_is_asked_for(handbook: Handbook) -> None:
    """The checks, its page, the digest of that page and the data ask for it."""
    case = next(iter(handbook.cases.values()))
    for expectation in case.expected:
        base = bases_of(handbook)[expectation.code]
        result = run_case(base, case, expectation)
        assert run_case(base, case, expectation) is result
        assert result.expectation is expectation


# -- quotations (in a browser: browser/test_quotations.py; in booklets: test_booklet_pdf.py)


def test_the_five_codes_have_adjoining_and_parted_quotations(handbook: Handbook) -> None:
    """The tests of quotations would be easy to pass without them."""
    positions = [
        (position, handbook.excerpt_of(rule, position))
        for code in handbook.codes
        for rule in handbook.rules_of(code)
        for position in rule.positions
    ]
    assert sum(f"” {OMISSION} “" in show_excerpt(parts) for _, parts in positions) > 8
    assert sum(len(position.quotes) > 1 and sum(own for _, own in parts) == 1 for position, parts in positions) > 30


@pytest.mark.parametrize("code", ["beersel", "bijlage13", "handreiking", "mandatarissen", "turnhout"])
def test_the_command_line_quotes_the_words_of_the_position(handbook: Handbook, code: str) -> None:
    base = bases_of(handbook)[code]
    quoted = 0
    for act in base.by_act:
        decision = decide(base, act, {})
        words = _in_words(handbook, act, explain(base, decision))
        for ground in decision.decisive:
            quoted += 1
            assert show_excerpt(handbook.excerpt_of(ground.clause.rule, ground.clause.position)) in words
    assert quoted
