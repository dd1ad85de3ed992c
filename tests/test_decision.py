"""From answers to a verdict: each step of the decision, on codes of a few positions."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from factories import (
    make_act,
    make_book,
    make_code,
    make_condition,
    make_fact,
    make_position,
    make_requirement,
    make_rule,
    make_term,
)
from policy_handbook.decision.bases import tables_of
from policy_handbook.decision.gates import cells_of, gate_holds, holds
from policy_handbook.decision.result import Reason
from policy_handbook.decision.verdicts import Status, Verdict
from policy_handbook.decision.walk import decide
from policy_handbook.model.records import LawMatter, Reading

if TYPE_CHECKING:
    from policy_handbook.decision.result import Decision
    from policy_handbook.model.records import Position

ACTS = (
    make_act("posten", complement="zwijgen"),
    make_act("zwijgen", complement="posten"),
    make_act("taggen", law=(LawMatter("image"),)),
)
FACTS = (
    make_fact("wie", "burger, journalist, ander"),
    make_fact("ja-nee", "ja, nee"),
    make_fact("akkoord", "ja, nee, geweigerd", refused=("geweigerd",)),
    make_fact("stil", "ja, nee", assume="nee"),
    make_fact("beeld", "geen, kind, collega", multiple=True, none="geen"),
)
AUDIENCES = (
    make_term("personeel"),
    make_term("leerkracht", part_of="personeel"),
    make_term("mandataris"),
)
BODIES = (make_term("dienst"),)


def when(*alternatives: str) -> dict[str, Any]:
    """``"wie = burger; stil = ja"`` for each alternative of a gate."""
    gate = tuple(tuple(make_condition(part) for part in text.split(";")) for text in alternatives)
    return {"when": gate}


def requires(*texts: str, by: str = "self", timing: str = "before") -> dict[str, Any]:
    return {"requires": tuple(make_requirement(text, by, timing) for text in texts)}


def position(modality: str, *acts: str, **over: Any) -> Position:
    return make_position("norm", modality, acts=acts or ("posten",), **over)


def decide_with(
    *positions: Position, act: str = "posten", code: dict[str, Any] | None = None, **given: Any
) -> Decision:
    """Decide *act* in a code of these positions; an answer is a word, several words, or None for "weet ik niet"."""
    book = make_book(
        make_code("a", **(code or {})),
        make_rule("a/art-1", *positions),
        *ACTS,
        *FACTS,
        audiences=AUDIENCES,
        bodies=BODIES,
    )
    answers = {
        fact.replace("_", "-"): None if answer is None else frozenset(answer.split()) for fact, answer in given.items()
    }
    return decide(tables_of(book)["a"], act, answers)


# -- conditions and cells


def test_a_condition_is_true_false_or_unknown() -> None:
    assert holds(make_condition("wie = burger"), frozenset({"burger", "ander"})) is True
    assert holds(make_condition("wie = burger"), frozenset({"ander"})) is False
    assert holds(make_condition("wie = burger"), None) is None
    assert holds(make_condition("beeld = kind, collega", "all"), frozenset({"kind"})) is False
    assert holds(make_condition("beeld = kind, collega", "none"), frozenset({"geen"})) is True


def test_a_gate_is_kleenes_or_of_ands() -> None:
    gate = ((make_condition("wie = burger"), make_condition("stil = ja")), (make_condition("ja-nee = ja"),))
    assert gate_holds(gate, {"wie": None, "stil": frozenset({"nee"}), "ja-nee": frozenset({"nee"})}) is False
    assert gate_holds(gate, {"wie": None, "stil": frozenset({"ja"}), "ja-nee": frozenset({"nee"})}) is None
    assert gate_holds(gate, {"wie": None, "stil": None, "ja-nee": frozenset({"ja"})}) is True
    assert gate_holds((), {}) is True


def test_cells_stand_for_all_answers_that_conditions_treat_alike() -> None:
    wie = make_fact("wie", "burger, journalist, ander")
    assert cells_of(wie, [make_condition("wie = journalist")]) == (frozenset({"burger"}), frozenset({"journalist"}))
    beeld = make_fact("beeld", "geen, kind, collega, ander", multiple=True, none="geen")
    conditions = [make_condition("beeld = kind, collega", "all"), make_condition("beeld = kind")]
    assert set(cells_of(beeld, conditions)) == {
        frozenset({"geen"}),
        frozenset({"kind"}),
        frozenset({"collega"}),
        frozenset({"kind", "collega"}),
    }


# -- one position


@pytest.mark.parametrize(
    ("modality", "act", "verdict"),
    [
        ("verboden", "posten", Verdict.MAG_NIET),
        ("verboden", "zwijgen", Verdict.MOET),
        ("verplicht", "posten", Verdict.MOET),
        ("verplicht", "zwijgen", Verdict.MAG_NIET),
        ("toegelaten", "posten", Verdict.MAG),
        ("toegelaten", "zwijgen", Verdict.NIET_GEREGELD),
        ("aanbevolen", "posten", Verdict.MAG),
        ("toelichtend", "posten", Verdict.NIET_GEREGELD),
        ("verboden", "taggen", Verdict.NIET_GEREGELD),
    ],
)
def test_a_position_without_conditions(modality: str, act: str, verdict: Verdict) -> None:
    assert decide_with(position(modality), act=act).verdict is verdict


def test_advice_against_an_act_allows_it_and_says_so() -> None:
    decision = decide_with(position("aanbevolen", "zwijgen"))
    assert decision.verdict is Verdict.MAG
    assert decision.advised_against


@pytest.mark.parametrize("modality", ["verboden", "verplicht"])
@pytest.mark.parametrize(
    ("answer", "verdict"),
    [("ja", Verdict.MAG), ("nee", Verdict.MAG_NIET), (None, Verdict.MAG_ONDER_VOORWAARDEN)],
)
def test_a_requirement_decides(modality: str, answer: str | None, verdict: Verdict) -> None:
    decision = decide_with(position(modality, **requires("ja-nee = ja")), ja_nee=answer)
    assert decision.verdict is verdict
    assert decision.curable is (verdict is Verdict.MAG_NIET)


@pytest.mark.parametrize(
    ("answer", "verdict"),
    [
        ("ja", Verdict.MAG),
        ("nee", Verdict.EERST_OVERLEG),
        (None, Verdict.EERST_OVERLEG),
        ("geweigerd", Verdict.MAG_NIET),
    ],
)
def test_an_internal_body_is_asked_first_and_may_refuse(answer: str | None, verdict: Verdict) -> None:
    decision = decide_with(position("verboden", **requires("akkoord = ja", by="dienst")), akkoord=answer)
    assert decision.verdict is verdict
    assert not decision.curable


def test_only_when_unmet_is_a_ban_and_another_permission_says_nothing() -> None:
    unmet = requires("ja-nee = ja")
    assert decide_with(position("toegelaten", only=True, **unmet), ja_nee="nee").verdict is Verdict.MAG_NIET
    assert decide_with(position("toegelaten", **unmet), ja_nee="nee").verdict is Verdict.NIET_GEREGELD
    assert decide_with(position("toegelaten", **unmet), ja_nee="ja").verdict is Verdict.MAG


def test_what_comes_after_never_weakens_a_verdict() -> None:
    later = requires("ja-nee = ja", timing="after")
    decision = decide_with(position("verplicht", **later), ja_nee="nee")
    assert decision.verdict is Verdict.MAG
    assert [condition.status for condition in decision.conditions] == [Status.UNMET]


def test_a_standing_duty_gives_nothing_until_it_is_breached() -> None:
    duty = make_position("norm", "verplicht", standing=True, **requires("ja-nee = ja"))
    assert decide_with(duty).verdict is Verdict.NIET_GEREGELD
    assert decide_with(duty).standing
    assert decide_with(duty, ja_nee="nee").verdict is Verdict.MAG_NIET
    assert decide_with(duty, ja_nee="nee").curable, "what is asked can be put in order"


# -- who, and in which capacity


def test_who_is_not_bound_is_out_of_scope() -> None:
    ban = position("verboden")
    assert decide_with(ban, audience="mandataris").reason is Reason.OUT_OF_SCOPE
    assert decide_with(ban, context="private").reason is Reason.PRIVATE_USE
    assert decide_with(ban, audience="leerkracht").verdict is Verdict.MAG_NIET


def test_a_code_for_both_capacities_depends_on_which() -> None:
    both = {"context": ("professional", "private")}
    decision = decide_with(position("verboden", context=("private",)), position("toegelaten"), code=both)
    assert decision.verdict is Verdict.MAG_NIET
    assert decision.depends_on == ("context",)
    assert decide_with(position("verboden", context=("private",)), code=both, context="professional").reason is (
        Reason.PROFESSIONAL_USE
    )


def test_a_wider_role_can_be_any_of_its_parts() -> None:
    decision = decide_with(
        position("verboden", binds=("leerkracht",)), code={"audience": ("leerkracht",)}, audience="personeel"
    )
    assert decision.verdict is Verdict.MAG_NIET
    assert decision.depends_on == ("audience",)


def test_a_code_in_the_making_is_not_silent() -> None:
    assert decide_with(code={"status": "in opbouw"}).reason is Reason.IN_PROGRESS


# -- what the law says


def with_law(*matters: LawMatter, positions: tuple[Position, ...] = (), **given: str | None) -> tuple[str, ...]:
    """On what the law speaks of ``posten`` in a code of these positions."""
    book = make_book(
        make_code("a"),
        make_rule("a/art-1", *positions),
        make_act("posten", law=matters),
        *FACTS,
        audiences=AUDIENCES,
    )
    answers = {
        fact.replace("_", "-"): None if answer is None else frozenset(answer.split()) for fact, answer in given.items()
    }
    return decide(tables_of(book)["a"], "posten", answers).law


def test_the_law_speaks_until_it_is_known_that_nothing_is_in_play() -> None:
    image = LawMatter("image", ((make_condition("beeld = kind, collega"),),))
    asks = (position("verboden", **when("beeld = kind")),)
    assert with_law(image, positions=asks) == ("image",)
    assert with_law(image, positions=asks, beeld=None) == ("image",)
    assert with_law(image, positions=asks, beeld="kind") == ("image",)
    assert with_law(image, positions=asks, beeld="geen") == ()
    assert with_law(LawMatter("work"), image, positions=asks, beeld="geen") == ("work",)
    assert with_law(LawMatter("work")) == ("work",)


def test_what_no_clause_asks_goes_by_what_is_taken_unasked() -> None:
    """Otherwise a code that asks nothing of a person would speak of personal data at each message."""
    data = LawMatter("data", ((make_condition("stil = ja"),),))
    assert with_law(data) == ()
    assert with_law(LawMatter("data", ((make_condition("stil = nee"),),))) == ("data",)
    assert with_law(LawMatter("data", ((make_condition("wie = burger"),),))) == ("data",)
    both = LawMatter("data", ((make_condition("stil = ja"), make_condition("ja-nee = ja")),))
    asks = (position("verboden", **when("ja-nee = ja")),)
    assert with_law(both, positions=asks, ja_nee="ja") == ()


def test_a_ground_that_hangs_on_what_is_not_known_is_supposed() -> None:
    rules = (position("verboden", **when("wie = burger")), position("verboden", **when("stil = nee")))
    decision = decide_with(*rules, wie=None)
    assert [ground.supposed for ground in decision.grounds] == [True, False]
    assert not any(ground.supposed for ground in decide_with(*rules, wie="burger").grounds)


# -- exceptions


def exception(target: str = "art-1#1", effect: str = "permits", **over: Any) -> Position:
    return position("toegelaten", effect=effect, overrides=(target,), **over)


def test_an_exception_in_force_sets_its_target_aside() -> None:
    decision = decide_with(position("verboden"), exception(**when("wie = burger")), wie="burger")
    assert decision.verdict is Verdict.MAG
    assert [entry.clause.id for entry in decision.set_aside] == ["a/art-1#1"]


def test_an_exception_whose_gate_is_closed_does_nothing() -> None:
    assert decide_with(position("verboden"), exception(**when("wie = burger")), wie="ander").verdict is Verdict.MAG_NIET


@pytest.mark.parametrize(
    ("by", "answer", "verdict"),
    [
        ("self", None, Verdict.MAG_ONDER_VOORWAARDEN),
        ("self", "nee", Verdict.MAG_NIET),
        ("dienst", None, Verdict.EERST_OVERLEG),
        ("dienst", "geweigerd", Verdict.MAG_NIET),
        ("dienst", "ja", Verdict.MAG),
    ],
)
def test_an_exception_with_a_requirement(by: str, answer: str | None, verdict: Verdict) -> None:
    decision = decide_with(position("verboden"), exception(**requires("akkoord = ja", by=by)), akkoord=answer)
    assert decision.verdict is verdict


def test_an_exception_to_an_exception_restores_the_ban() -> None:
    rules = (
        position("verboden"),
        exception(**when("wie = burger")),
        position("verboden", effect="permits", overrides=("art-1#2",), **when("stil = ja")),
    )
    assert decide_with(*rules, wie="burger").verdict is Verdict.MAG
    assert decide_with(*rules, wie="burger", stil="ja").verdict is Verdict.MAG_NIET


def test_an_exception_covers_only_its_own_acts() -> None:
    rules = (position("verboden", "posten", "taggen"), exception())
    assert decide_with(*rules, act="posten").verdict is Verdict.MAG
    assert decide_with(*rules, act="taggen").verdict is Verdict.MAG_NIET


def test_a_release_from_a_requirement_leaves_nothing_in_the_way() -> None:
    rules = (position("verplicht", **requires("ja-nee = ja")), exception(effect="releases"))
    assert decide_with(*rules, ja_nee="nee").verdict is Verdict.MAG


def test_a_release_from_a_duty_permits_nothing() -> None:
    decision = decide_with(position("verplicht"), exception(effect="releases"))
    assert decision.verdict is Verdict.NIET_GEREGELD
    assert decision.reason is Reason.RELEASED


def test_a_dispensation_leaves_the_ban_until_it_is_granted() -> None:
    rules = (position("verboden"), exception(effect="dispensation", **requires("akkoord = ja", by="dienst")))
    decision = decide_with(*rules)
    assert decision.verdict is Verdict.MAG_NIET
    assert [clause.id for clause in decision.dispensations] == ["a/art-1#2"]
    assert decide_with(*rules, akkoord="geweigerd").verdict is Verdict.MAG_NIET
    assert decide_with(*rules, akkoord="ja").verdict is Verdict.MAG


def test_a_dispensation_without_anything_to_dispense_from_says_nothing() -> None:
    rules = (
        position("verboden", **when("wie = burger")),
        exception(effect="dispensation", **requires("akkoord = ja", by="dienst")),
    )
    assert decide_with(*rules, wie="ander", akkoord="ja").verdict is Verdict.NIET_GEREGELD


def test_a_permission_to_leave_it_lifts_the_duty_on_the_complement() -> None:
    rules = (
        position("verplicht", "posten"),
        position("toegelaten", "zwijgen", effect="permits", overrides=("art-1#1",)),
    )
    assert decide_with(*rules, act="zwijgen").verdict is Verdict.MAG
    assert decide_with(*rules, act="posten").reason is Reason.RELEASED


# -- several positions, unknown answers, readings


def test_the_strongest_wins_and_all_are_shown() -> None:
    decision = decide_with(position("verplicht"), position("verboden"), position("toegelaten"))
    assert decision.verdict is Verdict.MAG_NIET
    assert [ground.verdict for ground in decision.grounds] == [Verdict.MAG_NIET, Verdict.MOET, Verdict.MAG]


def test_an_unknown_gate_gives_the_most_restrictive_and_says_on_what_it_depends() -> None:
    decision = decide_with(
        position("verboden", **when("wie = journalist")), position("toegelaten", **when("ja-nee = ja"))
    )
    assert decision.verdict is Verdict.MAG_NIET
    assert decision.depends_on == ("wie", "ja-nee")
    assert decision.possible == (Verdict.NIET_GEREGELD, Verdict.MAG, Verdict.MAG_NIET)
    assert ("wie", ("journalist",)) in decision.supposed


def test_an_unknown_fact_that_makes_no_difference_is_not_asked() -> None:
    rules = (position("verboden"), position("toegelaten", **when("wie = burger")))
    assert decide_with(*rules).depends_on == ()
    same = (position("verboden", **when("wie = burger")), position("verboden", **when("wie = journalist, ander")))
    assert decide_with(*same).depends_on == ()


def test_an_unknown_fact_shared_by_ban_and_exception_is_one_fact() -> None:
    rules = (position("verboden", **when("wie = burger")), exception(**when("wie = burger")))
    assert decide_with(*rules).possible == (Verdict.NIET_GEREGELD, Verdict.MAG)


def test_what_was_not_asked_takes_its_assumption_and_dont_know_does_not() -> None:
    ban = position("verboden", **when("stil = ja"))
    assert decide_with(ban).verdict is Verdict.NIET_GEREGELD
    assert ("stil", "nee") in decide_with(ban).assumptions
    assert decide_with(ban, stil=None).verdict is Verdict.MAG_NIET
    assert decide_with(ban, stil="nee").assumptions == (("audience", "personeel"), ("context", "professional"))


def test_nothing_is_taken_of_a_question_that_is_not_at_issue() -> None:
    """Who made a picture himself is not told that what he shares is no article from a paper."""
    facts = (make_fact("bron", "zelf, elders"), make_fact("soort", "artikel, iets", assume="iets"))
    asked = replace(facts[1], ask=((make_condition("bron = elders"),),))
    ban = make_position("norm", "verboden", acts=("posten",), **when("bron = elders; soort = artikel"))
    book = make_book(make_code("a"), make_rule("a/art-1", ban), *ACTS, facts[0], asked, audiences=AUDIENCES)

    def is_told(**given: str) -> bool:
        answers = {fact: frozenset({answer}) for fact, answer in given.items()}
        return "soort" in dict(decide(tables_of(book)["a"], "posten", answers).assumptions)

    assert [is_told(bron="zelf"), is_told(bron="elders")] == [False, True]


def test_another_reading_is_told_and_does_not_decide() -> None:
    narrow = position("verboden", reading=Reading("kop", "smal", default=True), **when("wie = burger"))
    wide = position("verboden", reading=Reading("kop", "ruim"))
    decision = decide_with(narrow, wide, wie="ander")
    assert decision.verdict is Verdict.NIET_GEREGELD
    assert [(r.question, r.choice, r.verdict) for r in decision.readings] == [("kop", "ruim", Verdict.MAG_NIET)]
    assert decide_with(narrow, wide, wie="burger").readings == ()


def test_a_circle_of_exceptions_takes_nothing_away() -> None:
    rules = (
        position("verboden", effect="permits", overrides=("art-1#2",)),
        position("verboden", effect="permits", overrides=("art-1#1",)),
    )
    assert decide_with(*rules).verdict in (Verdict.MAG_NIET, Verdict.NIET_GEREGELD)


def test_a_fact_that_nobody_wrote_does_not_stop_the_rest() -> None:
    decision = decide_with(position("verboden", **when("bestaat-niet = ja")), position("toegelaten"))
    assert decision.verdict is Verdict.MAG_NIET
    assert decision.depends_on == ("bestaat-niet",)


def test_a_code_that_does_not_say_whom_it_binds_speaks_to_everyone() -> None:
    decision = decide_with(position("verboden"), code={"audience": ()})
    assert decision.verdict is Verdict.MAG_NIET
    assert decide_with(position("verboden"), code={"audience": ()}, audience="mandataris").verdict is Verdict.MAG_NIET


def test_an_exception_that_is_no_longer_needed_asks_nothing() -> None:
    open_one = exception(**requires("ja-nee = ja"))
    granted = exception(effect="dispensation", **requires("akkoord = ja", by="dienst"))
    assert decide_with(position("verboden"), open_one, granted).verdict is Verdict.MAG_ONDER_VOORWAARDEN
    assert decide_with(position("verboden"), open_one, granted, akkoord="ja").verdict is Verdict.MAG


def test_a_ban_turns_when_its_exception_can_be_put_in_order() -> None:
    rules = (position("verboden"), exception(**requires("ja-nee = ja")))
    decision = decide_with(*rules, ja_nee="nee")
    assert decision.verdict is Verdict.MAG_NIET
    assert decision.curable
    assert [condition.status for condition in decision.conditions] == [Status.UNMET]
    refused = (position("verboden"), exception(**requires("akkoord = ja", by="dienst")))
    assert not decide_with(*refused, akkoord="geweigerd").curable


def test_a_ban_can_set_a_duty_aside() -> None:
    rules = (
        position("verplicht"),
        position("verboden", effect="releases", overrides=("art-1#1",), **when("wie = burger")),
    )
    assert decide_with(*rules, wie="burger").verdict is Verdict.MAG_NIET
    assert decide_with(*rules, act="zwijgen", wie="burger").verdict is Verdict.MOET
    assert decide_with(*rules, act="zwijgen", wie="ander").verdict is Verdict.MAG_NIET
