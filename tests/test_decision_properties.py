"""What must hold of every decision of the five codes, whatever someone answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from policy_handbook.model.answers import scope_facts
from policy_handbook.model.decision import decide
from policy_handbook.model.decision_base import AUDIENCE, CONTEXT
from policy_handbook.model.records import Place
from policy_handbook.model.verdict import Verdict

if TYPE_CHECKING:
    from policy_handbook.model.decision_base import DecisionBase
    from policy_handbook.model.gates import Answer
    from policy_handbook.model.handbook import Handbook
    from policy_handbook.model.records import Fact

CODES = ("beersel", "bijlage13", "handreiking", "mandatarissen", "turnhout")
PLACE = Place("pagina", 1)
EXAMPLES = settings(
    max_examples=100, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
Sheet = dict[str, "Answer"]


def options_of(fact: Fact) -> st.SearchStrategy[frozenset[str]]:
    """An answer to a question: one option, or some of them, or none of them."""
    ids = [id for id, _ in fact.options]
    one = st.sampled_from(ids).map(lambda id: frozenset({id}))
    if not fact.multiple:
        return one
    return one | st.sets(st.sampled_from([id for id in ids if id != fact.none]), min_size=1).map(frozenset)


def facts_of(base: DecisionBase) -> dict[str, Fact]:
    return {**base.facts, **scope_facts(base.book, PLACE)}


@st.composite
def sheets(draw: st.DrawFn, base: DecisionBase, act: str) -> Sheet:
    """Answers to some of the questions that matter to an act, "weet ik niet" among them."""
    facts = facts_of(base)
    asked = {AUDIENCE, CONTEXT}
    for clause in (*base.by_act[act], *base.always):
        asked.update(condition.fact for alternative in clause.gate for condition in alternative)
        asked.update(requirement.condition.fact for requirement in clause.position.requires)
    chosen = draw(st.sets(st.sampled_from(sorted(asked))))
    return {id: draw(st.none() | options_of(facts[id])) for id in sorted(chosen)}


@st.composite
def situations(draw: st.DrawFn, book: Handbook) -> tuple[DecisionBase, str, Sheet]:
    base = book.derived.bases[draw(st.sampled_from(CODES))]
    act = draw(st.sampled_from(list(base.by_act)))
    return base, act, draw(sheets(base, act))


@EXAMPLES
@given(data=st.data())
def test_a_new_answer_never_turns_a_ban_into_silence(handbook: Handbook, data: st.DataObject) -> None:
    base, act, sheet = data.draw(situations(handbook))
    before = decide(base, act, sheet)
    if before.possible != (Verdict.MAG_NIET,):
        return
    facts = facts_of(base)
    unknown = [id for id in base.facts if sheet.get(id) is None and not (id not in sheet and facts[id].assume)]
    if not unknown:
        return
    fact = data.draw(st.sampled_from(unknown))
    after = decide(base, act, {**sheet, fact: data.draw(options_of(facts[fact]))})
    assert after.verdict is not Verdict.NIET_GEREGELD or after.set_aside


@EXAMPLES
@given(data=st.data())
def test_the_order_of_answers_does_not_matter(handbook: Handbook, data: st.DataObject) -> None:
    base, act, sheet = data.draw(situations(handbook))
    shuffled = dict(data.draw(st.permutations(list(sheet.items()))))
    assert decide(base, act, shuffled) == decide(base, act, sheet)


@EXAMPLES
@given(data=st.data())
def test_every_outcome_rests_on_a_rule_of_the_code(handbook: Handbook, data: st.DataObject) -> None:
    base, act, sheet = data.draw(situations(handbook))
    decision = decide(base, act, sheet)
    if decision.verdict is Verdict.NIET_GEREGELD:
        assert decision.reason is not None
        assert not decision.decisive
    else:
        assert decision.reason is None
        assert {ground.clause.rule.code for ground in decision.decisive} == {base.code.id}


@EXAMPLES
@given(data=st.data())
def test_a_fact_that_no_position_mentions_changes_nothing(handbook: Handbook, data: st.DataObject) -> None:
    base, act, sheet = data.draw(situations(handbook))
    strange = [id for id in handbook.facts if id not in base.facts]
    if strange:
        fact = handbook.facts[data.draw(st.sampled_from(strange))]
        assert decide(base, act, {**sheet, fact.id: data.draw(options_of(fact))}) == decide(base, act, sheet)


@EXAMPLES
@given(data=st.data())
def test_an_unknown_answer_is_never_milder_than_all_answers(handbook: Handbook, data: st.DataObject) -> None:
    base, act, sheet = data.draw(situations(handbook))
    facts = facts_of(base)
    fact = data.draw(st.sampled_from([*base.facts, AUDIENCE, CONTEXT]))
    outcomes = {decide(base, act, {**sheet, fact: frozenset({id})}).verdict for id, _ in facts[fact].options}
    unknown = decide(base, act, {**sheet, fact: None})
    assert unknown.verdict in outcomes or unknown.verdict > min(outcomes)


@EXAMPLES
@given(data=st.data())
def test_the_strictest_of_what_is_possible_is_given(handbook: Handbook, data: st.DataObject) -> None:
    base, act, sheet = data.draw(situations(handbook))
    decision = decide(base, act, sheet)
    assert decision.verdict is max(decision.possible)
    assert bool(decision.depends_on) == (len(decision.possible) > 1)


@EXAMPLES
@given(data=st.data())
def test_what_is_possible_is_what_answers_give(handbook: Handbook, data: st.DataObject) -> None:
    """Answering everything that a verdict depends on leads to one of the possible verdicts, as far as gates decide."""
    base, act, sheet = data.draw(situations(handbook))
    facts = facts_of(base)
    required = {requirement.condition.fact for clause in base.by_act[act] for requirement in clause.position.requires}
    decision = decide(base, act, sheet)
    answers: Sheet = dict(sheet)
    while (waiting := decide(base, act, answers)).depends_on:
        fact = waiting.depends_on[0]
        if fact in required:
            return
        answers[fact] = data.draw(options_of(facts[fact]))
    assert waiting.verdict in decision.possible


@pytest.mark.parametrize("code", CODES)
def test_an_act_that_a_code_does_not_mention_is_silent(handbook: Handbook, code: str) -> None:
    base = handbook.derived.bases[code]
    for act in handbook.acts:
        if act not in base.by_act:
            assert decide(base, act, {}).verdict is Verdict.NIET_GEREGELD
