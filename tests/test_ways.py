"""Where to go on from an act: what leads on to what, and where a code speaks that is silent on it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from factories import make_act, make_book, make_code, make_condition, make_fact, make_position, make_rule, make_term
from policy_handbook.decision.bases import bases_of, table_of
from policy_handbook.decision.walk import decide
from policy_handbook.decision.ways import MOST, MOST_RULES, nearest_acts, rules_beside, ways_on
from policy_handbook.model.records import Reading

if TYPE_CHECKING:
    from policy_handbook.decision.clauses import DecisionBase
    from policy_handbook.model.handbook import Handbook
    from policy_handbook.model.records import Act, Condition, Position, Rule

FACTS = (make_fact("wie", "burger, journalist"), make_fact("waar", "hier, daar", assume="hier"))
AUDIENCES = (make_term("personeel"), make_term("mandataris"))


def when(text: str) -> tuple[Condition, ...]:
    return (make_condition(text),)


def base_of(*positions: Position, acts: tuple[Act, ...]) -> DecisionBase:
    code = make_code("a", audience=("personeel", "mandataris"))
    rule = make_rule("a/art-1", *positions)
    return bases_of(make_book(code, rule, *acts, *FACTS, audiences=AUDIENCES))["a"]


def on(*acts: str, gate: str = "", modality: str = "verboden", binds: tuple[str, ...] = ()) -> Position:
    return make_position("norm", modality, acts=acts, when=(when(gate),) if gate else (), binds=binds)


def nearest(base: DecisionBase, act: str, **given: str) -> list[str]:
    answers = {fact: frozenset({answer}) for fact, answer in given.items()}
    return nearest_acts(base, decide(table_of(base), act, answers))


# -- what leads on to what


def test_a_way_goes_both_ways_and_needs_an_act_that_exists() -> None:
    posten = make_act(
        "posten", complement="zwijgen", related=("delen", "weg", "posten"), leads_to=(("taggen", when("wie = burger")),)
    )
    book = make_book(posten, make_act("zwijgen"), make_act("delen"), make_act("taggen", related=("delen",)))
    found = {id: dict(ways) for id, ways in book.derived.ways.items()}
    gate = (when("wie = burger"),)
    assert found == {
        "posten": {"zwijgen": (), "taggen": gate, "delen": ()},
        "zwijgen": {"posten": ()},
        "delen": {"posten": (), "taggen": ()},
        "taggen": {"delen": (), "posten": gate},
    }
    # The nearest come first.
    assert list(found["posten"]) == ["zwijgen", "taggen", "delen"]
    assert list(found["taggen"]) == ["delen", "posten"]


def test_of_answers_any_will_do_and_what_always_leads_on_needs_none() -> None:
    leads = (("taggen", when("wie = burger")), ("taggen", when("waar = daar")))
    book = make_book(make_act("posten", leads_to=leads), make_act("taggen"), *FACTS)
    assert book.derived.ways["posten"] == {"taggen": (when("wie = burger"), when("waar = daar"))}
    book = make_book(make_act("posten", leads_to=leads), make_act("taggen", related=("posten",)), *FACTS)
    assert book.derived.ways == {"posten": {"taggen": ()}, "taggen": {"posten": ()}}


def test_an_answer_leads_on_once_it_is_given() -> None:
    posten = make_act("posten", leads_to=(("taggen", when("wie = burger")),))
    base = base_of(on("posten", gate="wie = burger"), on("taggen"), acts=(posten, make_act("taggen")))

    def ways(**given: str) -> list[str]:
        answers = {fact: frozenset({answer}) for fact, answer in given.items()}
        return ways_on(base, decide(table_of(base), "posten", answers))

    assert ways(wie="burger") == ["taggen"]
    assert ways(wie="journalist") == []
    assert ways() == []


def test_no_way_leads_to_an_act_that_the_code_does_not_name() -> None:
    acts = (make_act("posten", complement="zwijgen", related=("taggen",)), make_act("zwijgen"), make_act("taggen"))
    base = base_of(on("posten"), acts=acts)
    assert ways_on(base, decide(table_of(base), "posten", {})) == []


# -- where a silent code does speak


def test_silence_names_where_the_code_speaks_to_these_answers() -> None:
    acts = (make_act("posten", related=("taggen",)), make_act("taggen"))
    base = base_of(on("taggen", gate="wie = burger"), acts=acts)
    assert nearest(base, "posten", wie="burger") == ["taggen"]
    assert nearest(base, "posten", wie="journalist") == []  # there are rows, but they say nothing of this
    assert nearest(base, "posten") == ["taggen"]  # it was not asked yet


def test_what_was_assumed_of_the_act_itself_stays_assumed() -> None:
    acts = (make_act("posten", related=("taggen",)), make_act("taggen"))
    base = base_of(on("posten", "taggen", gate="waar = daar"), acts=acts)
    assert nearest(base, "posten") == []
    base = base_of(on("taggen", gate="waar = daar"), acts=acts)
    assert nearest(base, "posten") == ["taggen"]


def test_silence_goes_by_the_role() -> None:
    acts = (make_act("posten", related=("taggen",)), make_act("taggen"))
    base = base_of(on("taggen", binds=("mandataris",)), acts=acts)
    assert nearest(base, "posten", audience="mandataris") == ["taggen"]
    assert nearest(base, "posten", audience="personeel") == []


def test_the_group_helps_where_nothing_nearer_speaks() -> None:
    acts = (
        make_act("posten", related=("taggen",), group="Doen"),
        make_act("taggen"),
        make_act("delen", complement="laten", group="Doen"),
        make_act("laten", complement="delen", group="Doen"),
        make_act("bellen", group="Doen"),
        make_act("zwijgen", group="Laten"),
    )
    beside = (on("delen"), on("bellen", gate="wie = burger"), on("zwijgen"))
    base = base_of(*beside, acts=acts)
    assert nearest(base, "posten") == ["delen"]
    assert nearest(base, "posten", wie="burger") == ["delen", "bellen"]
    assert nearest(base_of(*beside, on("taggen"), acts=acts), "posten") == ["taggen"]
    without = tuple(act if act.group != "Doen" else make_act(act.id) for act in acts)
    assert nearest(base_of(*beside, acts=without), "posten") == []


def test_at_most_three_are_named_the_complement_first() -> None:
    others = ("een", "twee", "drie")
    acts = (make_act("posten", related=others, complement="zwijgen"), *map(make_act, others), make_act("zwijgen"))
    base = base_of(on(*others, "zwijgen", modality="toegelaten"), acts=acts)
    assert nearest(base, "posten") == ["zwijgen", "een", "twee"]
    assert MOST == 3


# -- what to read on that


def beside(base: DecisionBase, *told: str, **given: str) -> list[str]:
    answers = {fact: frozenset({answer}) for fact, answer in given.items()}
    return [row.rule.full_id for row in rules_beside(base, decide(table_of(base), "posten", answers), told)]


def book_of(*rules: Rule, acts: tuple[Act, ...]) -> DecisionBase:
    code = make_code("a", audience=("personeel", "mandataris"))
    return bases_of(make_book(code, *rules, *acts, *FACTS, audiences=AUDIENCES))["a"]


LEADS = (make_act("posten", related=("taggen", "delen")), make_act("taggen"), make_act("delen"))


def test_rules_on_the_acts_that_it_leads_on_to_are_read_too_the_sure_before_the_doubtful() -> None:
    rules = (
        make_rule("a/delen", on("delen")),
        make_rule("a/misschien", on("taggen", gate="wie = burger")),
        make_rule("a/zeker", on("taggen"), on("delen")),
        make_rule("a/elders", on("bellen")),
    )
    base = book_of(*rules, acts=(*LEADS, make_act("bellen")))
    assert beside(base) == ["a/zeker", "a/misschien", "a/delen"]
    assert beside(base, wie="journalist") == ["a/zeker", "a/delen"]
    assert beside(base, "a/zeker") == ["a/misschien", "a/delen"]


def test_a_rule_that_is_not_in_force_for_these_answers_is_not_read_too() -> None:
    doubtful = replace(on("delen"), reading=Reading("vraag", "anders", False))
    rules = (
        make_rule("a/mandataris", on("taggen", binds=("mandataris",))),
        make_rule("a/anders", doubtful),
        make_rule("a/daar", on("taggen", gate="waar = daar")),
        make_rule("a/altijd", make_position("norm", "verplicht", acts=("taggen",), standing=True)),
    )
    base = book_of(*rules, acts=LEADS)
    assert beside(base, audience="personeel") == []
    assert beside(base, audience="mandataris") == ["a/mandataris"]
    assert beside(base, audience="personeel", waar="daar") == ["a/daar"]


def test_few_rules_are_read_too() -> None:
    base = book_of(*(make_rule(f"a/art-{number}", on("taggen")) for number in range(9)), acts=LEADS)
    assert beside(base) == ["a/art-0", "a/art-1", "a/art-2"]
    assert MOST_RULES == 3


# -- the five codes


def test_every_act_is_found_by_more_than_its_name(handbook: Handbook) -> None:
    assert [act.id for act in handbook.acts.values() if not act.also_sought] == []


@pytest.mark.parametrize(
    ("code", "act", "given", "wanted"),
    [
        ("beersel", "bericht-plaatsen", {"onderwerp-bericht": "gemeentewerk"}, "beleid-meedelen"),
        ("turnhout", "bezoeker-blokkeren", {}, "bezoekersbericht-weghalen"),
        ("turnhout", "bericht-plaatsen", {"audience": "dienst-communicatie"}, "kanaal-overnemen"),
        ("bijlage13", "omslagfoto-kiezen", {}, "profielfoto-kiezen"),
        ("turnhout", "ai-gebruiken", {}, "grafisch-maken"),
        ("handreiking", "groepsgesprek-starten", {}, "interne-discussie-voeren"),
    ],
)
def test_the_obvious_act_is_no_dead_end(
    handbook: Handbook, code: str, act: str, given: dict[str, str], wanted: str
) -> None:
    assert wanted in nearest(bases_of(handbook)[code], act, **given)


def test_what_no_code_regulates_leads_on_in_each(handbook: Handbook) -> None:
    tables = [table_of(base) for base in bases_of(handbook).values()]
    silent = [act for act in handbook.acts.values() if not any(act.id in table.acts for table in tables)]
    assert len(silent) > 8
    for act in silent:
        assert act.explanation and act.related, act.id
        assert any(nearest(base, act.id) for base in bases_of(handbook).values()), act.id
