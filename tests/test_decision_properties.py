"""What must hold of every decision of the five codes, whatever someone answers.

Answers that are drawn at random seldom meet a rule. So a situation starts from a clause of a code: what it asks is answered
so that it is in force, most of the rest at random. Each test counts how often it came to its point, and demands that it did.
"""

from __future__ import annotations

from itertools import product
from math import prod
from typing import TYPE_CHECKING, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from policy_handbook.decision.answers import scope_facts
from policy_handbook.decision.bases import bases_of, table_of
from policy_handbook.decision.clauses import AUDIENCE, CONTEXT, conditions_of
from policy_handbook.decision.gates import holds
from policy_handbook.decision.verdicts import Verdict
from policy_handbook.decision.walk import decide
from policy_handbook.model.records import Modality, Place
from tally import Tally

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from policy_handbook.decision.clauses import Clause, DecisionBase
    from policy_handbook.decision.gates import Answer
    from policy_handbook.model.handbook import Handbook
    from policy_handbook.model.records import Condition, Fact

CODES = ("beersel", "bijlage13", "handreiking", "mandatarissen", "turnhout")
PLACE = Place("pagina", 1)
EXAMPLES = settings(max_examples=100, deadline=None, derandomize=True)
# Of more than this many ways to answer all that is open, no test goes through each.
MOST_ANSWERS = 64
Sheet = dict[str, "Answer"]


class Situation(NamedTuple):
    """Someone who asks a code about an act, with these answers; *clause* is the one from which they were made."""

    base: DecisionBase
    act: str
    sheet: Sheet
    clause: Clause


# -- answers


def options_of(fact: Fact) -> st.SearchStrategy[frozenset[str]]:
    """An answer to a question: one option, or some of them, or none of them."""
    ids = [id for id, _ in fact.options]
    one = st.sampled_from(ids).map(lambda id: frozenset({id}))
    if not fact.multiple:
        return one
    return one | st.sets(st.sampled_from([id for id in ids if id != fact.none]), min_size=1).map(frozenset)


def answers_for(fact: Fact, condition: Condition, *, held: bool) -> list[frozenset[str]]:
    """Answers under which a condition holds, or does not."""
    answers = [frozenset({id}) for id, _ in fact.options]
    if fact.multiple:
        others = {id for id, _ in fact.options} - {fact.none}
        answers += [frozenset(condition.accepted), frozenset(others), frozenset(others.difference(condition.accepted))]
    return [answer for answer in dict.fromkeys(answers) if answer and holds(condition, answer) is held]


def facts_of(base: DecisionBase) -> dict[str, Fact]:
    return {**base.facts, **scope_facts(base.book, PLACE)}


def facts_asked(clauses: Iterable[Clause]) -> list[str]:
    return sorted({condition.fact for clause in clauses for condition in conditions_of(clause)})


# -- situations


@st.composite
def situations(
    draw: st.DrawFn,
    book: Handbook,
    start: Callable[[Clause, str], object] = lambda clause, act: True,
    *,
    asked: bool = True,
    broken: bool = False,
) -> Situation:
    """A situation in which a clause that *start* accepts is in force for its act, unless an exception takes it away.

    With *asked* false its gate waits for answers; with *broken* what it requires is not in order.
    """
    base = bases_of(book)[draw(st.sampled_from(CODES))]
    pairs = [(act, clause) for act, clauses in base.by_act.items() for clause in clauses if start(clause, act)]
    act, clause = draw(st.sampled_from(pairs))
    facts = facts_of(base)
    sheet: Sheet = {}
    if draw(st.booleans()):
        sheet[AUDIENCE] = frozenset({draw(st.sampled_from(sorted(clause.audience.intersection(book.audiences))))})
    if draw(st.booleans()):
        sheet[CONTEXT] = frozenset({draw(st.sampled_from(sorted(clause.context)))})
    own = facts_asked([clause])
    others = [id for id in facts_asked([*base.by_act[act], *base.always]) if id not in own]
    for id in draw(st.sets(st.sampled_from(others), max_size=4)) if others else ():
        sheet[id] = draw(st.none() | options_of(facts[id]))
    for requirement in clause.position.requires:
        id = requirement.condition.fact
        chosen = answers_for(facts[id], requirement.condition, held=not broken)
        sheet[id] = draw(
            st.sampled_from(chosen) if broken else st.none() | st.sampled_from(chosen) | options_of(facts[id])
        )
    for condition in draw(st.sampled_from(clause.gate)) if clause.gate else ():
        if asked:
            sheet[condition.fact] = draw(st.sampled_from(answers_for(facts[condition.fact], condition, held=True)))
        else:
            sheet[condition.fact] = None
    return Situation(base, act, {id: sheet[id] for id in sorted(sheet)}, clause)


@st.composite
def wanderings(draw: st.DrawFn, book: Handbook) -> Situation:
    """Answers to some of the questions that matter to an act, whatever comes of it."""
    base = bases_of(book)[draw(st.sampled_from(CODES))]
    act = draw(st.sampled_from(list(base.by_act)))
    clause = draw(st.sampled_from(base.by_act[act]))
    facts = facts_of(base)
    chosen = draw(st.sets(st.sampled_from([AUDIENCE, CONTEXT, *facts_asked([*base.by_act[act], *base.always])])))
    return Situation(base, act, {id: draw(st.none() | options_of(facts[id])) for id in sorted(chosen)}, clause)


def forbids(clause: Clause, act: str) -> bool:
    """Whether a clause alone makes of an act something that may not be done, when what it requires is not in order."""
    if act not in clause.position.acts:
        return clause.position.modality is Modality.OBLIGATION and not clause.position.requires
    if any(requirement.timing == "before" for requirement in clause.position.requires):
        return clause.position.modality is Modality.OBLIGATION
    return clause.position.modality is Modality.PROHIBITION


def in_scope(situation: Situation) -> list[Clause]:
    """The clauses that can matter in a situation."""
    base, act, sheet, clause = situation
    audience = next(iter(sheet.get(AUDIENCE) or sorted(clause.audience)))
    context = next(iter(sheet.get(CONTEXT) or sorted(clause.context)))
    bound = [one for one in base.by_act.get(act, ()) if audience in one.audience and context in one.context]
    readings = (one.position.reading for one in bound)
    reviewed = [one for one, reading in zip(bound, readings, strict=True) if reading is None or reading.default]
    return [*reviewed, *base.always]


def gate_only(base: DecisionBase, fact: str) -> bool:
    """Whether no position requires a fact: what is open then stays open, and is not taken at its worst."""
    return not any(r.condition.fact == fact for clause in base.clauses for r in clause.position.requires)


# -- what holds


def test_a_new_answer_never_turns_a_ban_into_silence(handbook: Handbook) -> None:
    tally = Tally()

    @EXAMPLES
    @given(data=st.data())
    def holds_for(data: st.DataObject) -> None:
        tally.example()
        situation = data.draw(situations(handbook, forbids, broken=True))
        base, act, sheet, _ = situation
        facts = facts_of(base)
        before = decide(table_of(base), act, sheet)
        unknown = [
            id
            for id in facts_asked(in_scope(situation))
            if sheet.get(id) is None and not (id not in sheet and facts[id].assume)
        ]
        if before.verdict is not Verdict.MAG_NIET or Verdict.NIET_GEREGELD in before.possible or not unknown:
            return
        fact = data.draw(st.sampled_from(unknown))
        after = decide(table_of(base), act, {**sheet, fact: data.draw(options_of(facts[fact]))})
        tally.note("reached")
        tally.note("effect", after != before)
        assert after.verdict is not Verdict.NIET_GEREGELD or after.set_aside
        if gate_only(base, fact):
            assert set(after.possible) <= set(before.possible)

    holds_for()
    tally.demand(reached=0.6, effect=0.2)


def test_the_order_of_answers_does_not_matter(handbook: Handbook) -> None:
    tally = Tally()

    @EXAMPLES
    @given(data=st.data())
    def holds_for(data: st.DataObject) -> None:
        tally.example()
        base, act, sheet, _ = data.draw(situations(handbook, lambda clause, act: facts_asked([clause])))
        first, *rest = sheet.items()
        shuffled = dict([*data.draw(st.permutations(rest)), first])
        given = decide(table_of(base), act, sheet)
        tally.note("reached", list(shuffled) != list(sheet))
        tally.note("effect", any(decide(table_of(base), act, {**sheet, id: None}) != given for id in sheet))
        assert decide(table_of(base), act, shuffled) == given

    holds_for()
    tally.demand(reached=0.5, effect=0.6)


def test_every_outcome_rests_on_a_rule_of_the_code(handbook: Handbook) -> None:
    tally = Tally()

    @EXAMPLES
    @given(data=st.data())
    def holds_for(data: st.DataObject) -> None:
        tally.example()
        base, act, sheet, _ = data.draw(situations(handbook) | wanderings(handbook) | wanderings(handbook))
        decision = decide(table_of(base), act, sheet)
        if decision.verdict is Verdict.NIET_GEREGELD:
            tally.note("silent")
            assert decision.reason is not None
            assert not decision.decisive
        else:
            tally.note("spoken")
            assert decision.reason is None
            assert {ground.clause.rule.code for ground in decision.decisive} == {base.code.id}

    holds_for()
    tally.demand(spoken=0.45, silent=0.1)


def test_a_fact_that_no_position_mentions_changes_nothing(handbook: Handbook) -> None:
    tally = Tally()

    @EXAMPLES
    @given(data=st.data())
    def holds_for(data: st.DataObject) -> None:
        tally.example()
        base, act, sheet, _ = data.draw(situations(handbook))
        fact = handbook.facts[data.draw(st.sampled_from([id for id in handbook.facts if id not in base.facts]))]
        decision = decide(table_of(base), act, sheet)
        tally.note("spoken", decision.grounds)
        assert decide(table_of(base), act, {**sheet, fact.id: data.draw(options_of(fact))}) == decision

    holds_for()
    tally.demand(spoken=0.6)


def test_an_unknown_answer_is_never_milder_than_all_answers(handbook: Handbook) -> None:
    tally = Tally()

    @EXAMPLES
    @given(data=st.data())
    def holds_for(data: st.DataObject) -> None:
        tally.example()
        situation = data.draw(situations(handbook, lambda clause, act: clause.gate))
        base, act, sheet, clause = situation
        facts = facts_of(base)
        gate = sorted({condition.fact for alternative in clause.gate for condition in alternative})
        fact = data.draw(st.sampled_from([*gate, *gate, AUDIENCE, CONTEXT]))
        answers = [frozenset({id}) for id, _ in facts[fact].options]
        outcomes = {decide(table_of(base), act, {**sheet, fact: answer}).verdict for answer in answers}
        unknown = decide(table_of(base), act, {**sheet, fact: None})
        tally.note("reached", fact in facts_asked(in_scope(situation)) or fact in (AUDIENCE, CONTEXT))
        tally.note("effect", len(outcomes) > 1)
        assert unknown.verdict >= min(outcomes)
        if gate_only(base, fact):
            assert unknown.verdict >= max(outcomes)

    holds_for()
    tally.demand(reached=0.6, effect=0.2)


def test_the_strictest_of_what_is_possible_is_given(handbook: Handbook) -> None:
    tally = Tally()

    @EXAMPLES
    @given(data=st.data())
    def holds_for(data: st.DataObject) -> None:
        tally.example()
        base, act, sheet, _ = data.draw(situations(handbook, lambda clause, act: clause.gate, asked=False))
        decision = decide(table_of(base), act, sheet)
        tally.note("open", len(decision.possible) > 1)
        tally.note("settled", len(decision.possible) == 1)
        assert decision.verdict is max(decision.possible)
        assert bool(decision.depends_on) == (len(decision.possible) > 1)

    holds_for()
    tally.demand(open=0.5, settled=0.05)


def test_what_is_possible_is_what_answers_give(handbook: Handbook) -> None:
    """Answering everything that a verdict depends on leads to one of the possible verdicts, as far as gates decide."""
    tally = Tally()

    @EXAMPLES
    @given(data=st.data())
    def holds_for(data: st.DataObject) -> None:
        tally.example()
        base, act, sheet, _ = data.draw(situations(handbook, lambda clause, act: clause.gate, asked=False))
        facts = facts_of(base)
        # What must be in order counts too, of the act and of what holds whatever one does.
        asking = [*base.by_act[act], *(clause for clause in base.clauses if clause.position.standing)]
        required = {r.condition.fact for clause in asking for r in clause.position.requires}
        first = waiting = decide(table_of(base), act, sheet)
        answers = dict(sheet)
        while waiting.depends_on:
            fact = waiting.depends_on[0]
            if fact in required:
                return
            answers[fact] = data.draw(options_of(facts[fact]))
            before, waiting = waiting, decide(table_of(base), act, answers)
            assert set(waiting.possible) <= set(before.possible)
        tally.note("reached")
        tally.note("effect", len(first.possible) > 1)
        assert waiting.verdict in first.possible

    holds_for()
    tally.demand(reached=0.6, effect=0.2)


def test_all_that_is_possible_can_come_of_answers(handbook: Handbook) -> None:
    """Going through every answer to every open question gives each of the possible verdicts, and no other."""
    tally = Tally()

    @EXAMPLES
    @given(data=st.data())
    def holds_for(data: st.DataObject) -> None:
        tally.example()
        situation = data.draw(situations(handbook, lambda clause, act: clause.gate, asked=False))
        base, act, sheet, _ = situation
        gated = {c.fact for clause in in_scope(situation) for alternative in clause.gate for c in alternative}
        open_facts = [id for id in gated if sheet.get(id) is None and not (id not in sheet and base.facts[id].assume)]
        answers = [base.cells[id] for id in sorted(open_facts)]
        if not all(gate_only(base, id) for id in open_facts) or not 1 < prod(map(len, answers)) <= MOST_ANSWERS:
            return
        given = decide(table_of(base), act, sheet)
        sheets = [{**sheet, **dict(zip(sorted(open_facts), chosen, strict=True))} for chosen in product(*answers)]
        found = {verdict for answered in sheets for verdict in decide(table_of(base), act, answered).possible}
        tally.note("reached")
        tally.note("effect", len(found) > 1)
        assert found == set(given.possible)

    holds_for()
    tally.demand(reached=0.4, effect=0.25)


@pytest.mark.parametrize("code", CODES)
def test_an_act_that_a_code_does_not_mention_is_silent(handbook: Handbook, code: str) -> None:
    base = bases_of(handbook)[code]
    silent = [act for act in handbook.acts if act not in base.by_act]
    assert silent
    assert {decide(table_of(base), act, {}).verdict for act in silent} == {Verdict.NIET_GEREGELD}
