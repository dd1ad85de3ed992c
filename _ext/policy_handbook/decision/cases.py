"""Worked cases: what the codes say of a situation, held against what an editor expects of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .answers import as_given, read_answers, scope_facts
from .bases import table_of
from .walk import decide

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..model.handbook import Handbook
    from ..model.records import Case, Expectation, Fact
    from .clauses import DecisionBase
    from .gates import Answer
    from .result import Decision


@dataclass(frozen=True, slots=True)
class Result:
    """What a code says of a case, and how that differs from what was expected (position ids)."""

    expectation: Expectation
    decision: Decision
    missing: tuple[str, ...]
    deciding: tuple[str, ...]

    @property
    def as_expected(self) -> bool:
        """Whether the verdict is the expected one and rests on the positions that were named."""
        return self.decision.verdict.id == self.expectation.verdict and not self.missing


def answers_of(book: Handbook, case: Case, expectation: Expectation) -> dict[str, Answer]:
    """The answers of a case for one code; raises AnswerError where one cannot be."""
    facts: Mapping[str, Fact] = {**book.facts, **scope_facts(book, case.place)}
    return read_answers(facts, {**as_given(case.facts), **as_given(expectation.facts)})


def _results(_: Handbook) -> dict[tuple[Case, Expectation], Result]:
    """What was decided of the cases of a book."""
    return {}


def run_case(base: DecisionBase, case: Case, expectation: Expectation) -> Result:
    """Decide a case for the code of *base*; raises AnswerError where its facts cannot be read.

    Checks, pages and data ask for the same cases: each is decided once.
    """
    results = base.book.derive(_results)
    if (known := results.get((case, expectation))) is not None:
        return known
    decision = decide(table_of(base), case.act, answers_of(base.book, case, expectation))
    deciding = tuple(dict.fromkeys(ground.clause.id for ground in decision.decisive))
    expected = (f"{base.code.id}/{id}" for id in expectation.decisive)
    result = Result(expectation, decision, tuple(id for id in expected if id not in deciding), deciding)
    results[case, expectation] = result
    return result
