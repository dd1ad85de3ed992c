"""What is proved of a code over all answers: each finding provoked, its mend silent, and the cost."""

from __future__ import annotations

from itertools import product
from time import process_time
from typing import TYPE_CHECKING, Any

import pytest
from factories import (
    make_act,
    make_book,
    make_code,
    make_condition,
    make_fact,
    make_norm,
    make_position,
    make_requirement,
    make_rule,
    make_term,
)
from policy_handbook.decision.bases import bases_of, table_of, tables_of
from policy_handbook.decision.boxes import meet, take_away
from policy_handbook.decision.clauses import conditions_of
from policy_handbook.decision.proof import never_counts, prove_book, prove_code
from policy_handbook.decision.space import Space
from policy_handbook.decision.verdicts import Verdict
from policy_handbook.decision.walk import decide
from policy_handbook.model.records import Reading, ReviewedClash
from policy_handbook.presentation.reach import make_reach

if TYPE_CHECKING:
    from policy_handbook.model.handbook import Handbook
    from policy_handbook.model.records import Norm, Position

ACTS = (make_act("posten", complement="zwijgen"), make_act("zwijgen", complement="posten"), make_act("taggen"))
FACTS = (
    make_fact("wie", "burger, journalist, ander"),
    make_fact("soort", "a, b, c"),
    make_fact("beeld", "geen, kind, collega", multiple=True, none="geen"),
)
AUDIENCES = (make_term("personeel"), make_term("mandataris"))
# So that every question is at work, whatever a test is about.
AT_WORK = make_position(
    "anders",
    "toegelaten",
    acts=("taggen",),
    when=((make_condition("wie = burger"), make_condition("soort = a"), make_condition("beeld = kind")),),
    name="bezig",
)


def position(modality: str, *acts: str, norm: str = "norm", **over: Any) -> Position:
    return make_position(norm, modality, acts=acts or ("posten",), **over)


def when(*alternatives: str) -> dict[str, Any]:
    return {"when": tuple(tuple(make_condition(part) for part in text.split(";")) for text in alternatives)}


def norms() -> tuple[Norm, ...]:
    return tuple(make_norm(id) for id in ("norm", "anders", "derde"))


def book_of(*positions: Position, records: tuple[Any, ...] = (), **code: Any) -> Handbook:
    return make_book(
        make_code("a", **code),
        make_rule("a/art-1", *positions),
        make_rule("a/art-2", AT_WORK),
        *norms(),
        *ACTS,
        *FACTS,
        *records,
        audiences=AUDIENCES,
    )


def findings(*positions: Position, records: tuple[Any, ...] = (), **code: Any) -> list[tuple[str, str]]:
    return [(f.subtype, f.words["id"]) for f in prove_book(book_of(*positions, records=records, **code))]


# -- boxes


def test_boxes_meet_and_are_cut() -> None:
    sizes: dict[str, frozenset[object]] = {"x": frozenset("abc"), "y": frozenset("12")}
    a = {"x": frozenset("ab")}
    b = {"x": frozenset("bc"), "y": frozenset("1")}
    assert meet(a, b) == {"x": frozenset("b"), "y": frozenset("1")}
    assert meet({"x": frozenset("a")}, b) is None

    def points(boxes: Any) -> set[tuple[object, object]]:
        return {
            (x, y)
            for x, y in product("abc", "12")
            for box in boxes
            if x in box.get("x", "abc") and y in box.get("y", "12")
        }

    left = take_away((a,), (b,), sizes)
    assert points(left) == points((a,)) - points((b,))
    assert sum(len(points((box,))) for box in left) == len(points(left)), "pieces have nothing in common"


# -- findings


def test_a_sound_code_gives_none() -> None:
    assert (
        findings(position("verboden", **when("wie = journalist")), position("toegelaten", **when("wie = burger"))) == []
    )


def test_a_condition_that_is_never_true() -> None:
    never = {"when": ((make_condition("wie = burger, journalist", "all"),),)}
    assert findings(position("verboden", **never)) == [("proof_never", "a/art-1#1")]
    both = {"when": ((make_condition("beeld = kind, collega", "all"),),)}
    assert findings(position("verboden", **both)) == []


def test_a_requirement_that_is_never_met() -> None:
    never = make_requirement("wie = burger, journalist", quantifier="all")
    assert findings(position("verboden", requires=(never,))) == [("proof_never", "a/art-1#1")]


def test_a_rule_that_no_answer_reaches() -> None:
    idle = make_position("norm", "verplicht")
    assert findings(idle) == [("proof_unreachable", "a/art-1")]
    assert findings(make_position("norm", "verplicht", standing=True)) == []


def test_a_rule_that_is_always_set_aside() -> None:
    ban = position("verboden", **when("wie = burger"))
    wide = position("toegelaten", effect="permits", overrides=("art-1#1",), norm="derde")
    assert ("proof_unreachable", "a/art-1") not in findings(ban, wide), "the exception itself counts"
    book = make_book(
        make_rule("a/art-1", ban),
        make_rule("a/art-3", wide),
        make_rule("a/art-2", AT_WORK),
        *norms(),
        *ACTS,
        *FACTS,
        audiences=AUDIENCES,
    )
    assert [(f.subtype, f.words["id"]) for f in prove_book(book)] == [("proof_unreachable", "a/art-1")]


@pytest.mark.parametrize(
    ("gate", "found"), [("wie = ander", [("proof_exception", "a/art-1#2")]), ("wie = burger", []), ("soort = a", [])]
)
def test_an_exception_that_never_meets_its_target(gate: str, found: list[tuple[str, str]]) -> None:
    ban = position("verboden", **when("wie = burger, journalist"))
    assert findings(ban, position("toegelaten", effect="permits", overrides=("art-1#1",), **when(gate))) == found


def test_an_exception_on_another_act_has_no_effect() -> None:
    away = position("toegelaten", "taggen", effect="permits", overrides=("art-1#1",))
    assert findings(position("verboden"), away) == [("proof_exception", "a/art-1#2")]


def test_two_positions_on_one_norm_that_contradict() -> None:
    ban = position("verboden", **when("wie = burger"))
    leave = position("toegelaten", **when("soort = a"))
    assert findings(ban, leave) == [("proof_contradiction", "a/art-1#2")]
    apart = position("toegelaten", **when("wie = journalist; soort = a"))
    assert findings(ban, apart) == []
    exception = position("toegelaten", effect="permits", overrides=("art-1#1",), **when("soort = a"))
    assert findings(ban, exception) == []
    others = position("toegelaten", binds=("mandataris",), **when("soort = a"))
    assert findings(ban, others) == []


def test_two_readings_of_one_text_do_not_contradict() -> None:
    narrow = position("verboden", reading=Reading("kop", "smal", default=True))
    wide = position("toegelaten", reading=Reading("kop", "ruim"))
    assert findings(narrow, wide) == []


def test_a_conditional_ban_goes_with_a_duty() -> None:
    ban = position("verboden", requires=(make_requirement("soort = a"),), norm="anders")
    assert findings(position("verplicht"), ban) == []


@pytest.mark.parametrize("ban", [position("verboden", norm="anders"), position("verplicht", "zwijgen", norm="anders")])
def test_a_duty_and_a_ban_that_can_meet(ban: Position) -> None:
    duty = position("verplicht", **when("wie = burger"))
    assert findings(duty, ban) == [("proof_clash", "a/art-1#1")]
    reviewed = ReviewedClash("a/art-1#1", ("a/art-1#2",), "Dat gaat samen.", make_rule().place)
    assert findings(duty, ban, records=(reviewed,)) == []


def test_a_reviewed_clash_that_is_gone() -> None:
    reviewed = ReviewedClash("a/art-1#1", ("a/art-1#2",), "Dat gaat samen.", make_rule().place)
    duty = position("verplicht", **when("wie = burger"))
    ban = position("verboden", norm="anders", **when("wie = ander"))
    assert findings(duty, ban, records=(reviewed,)) == [("clash_gone", "a/art-1#1")]


def test_a_question_that_changes_nothing() -> None:
    assert findings(position("verboden"), records=(make_fact("weer", "zon, regen"),)) == [("proof_fact", "weer")]
    alike = position("verboden", **when("weer = zon, regen"))
    assert findings(alike, records=(make_fact("weer", "zon, regen"),)) == [("proof_fact", "weer")]


def test_a_code_in_the_making_is_passed_over() -> None:
    assert findings(make_position("norm", "verplicht"), status="in opbouw") == []


# -- what the answers reach


def test_an_answer_closes_only_what_nothing_else_opens() -> None:
    either = position("verboden", **when("wie = burger", "soort = a"))
    both = position("verboden", **when("wie = burger; soort = a"))
    reach = make_reach(bases_of(book_of(either, both))["a"])
    rows = {"".join(span.text for span in row.cells[0].lines[0]): row for row in reach.answers.rows}

    def named(answer: str, column: int) -> list[str]:
        return [line[0].text for line in rows[answer].cells[column].lines]

    assert named("wie = burger", 1) == ["art-1#1", "art-1#2", "art-2#bezig"]
    assert named("wie = ander", 2) == ["art-1#2", "art-2#bezig"]
    assert named("wie = ander", 1) == ["–"]


# -- the five codes


def test_the_five_codes_hold_in_no_time(handbook: Handbook) -> None:
    start = process_time()
    found = prove_book(handbook)
    assert process_time() - start < 5
    assert [(f.subtype, f.words) for f in found] == []


def test_every_normative_rule_of_the_five_codes_is_reached(handbook: Handbook) -> None:
    for base in bases_of(handbook).values():
        space = Space(base, table_of(base))
        reached = {clause.rule.full_id for clause in base.clauses if not never_counts(space, clause)}
        assert {clause.rule.full_id for clause in base.clauses if clause.rule.kind == "norm"} <= reached
        assert make_reach(base).positions.rows


def test_no_outcome_is_without_a_rule(handbook: Handbook) -> None:
    """One answer to every question for each way in which a single gate can come out."""
    for base in bases_of(handbook).values():
        for act, clauses in base.by_act.items():
            for fact in {condition.fact for clause in clauses for condition in conditions_of(clause)}:
                for cell in base.cells[fact]:
                    decision = decide(table_of(base), act, {fact: cell})
                    assert bool(decision.decisive) is (decision.verdict is not Verdict.NIET_GEREGELD)


def test_the_cost_grows_with_the_positions() -> None:
    def operations(times: int) -> int:
        """A code in which *times* articles say the same eight things, each of an act of its own."""
        acts = tuple(make_act(f"handeling-{number}") for number in range(times))
        rules = []
        for number, act in enumerate(acts):
            gates = ("wie = burger", "wie = journalist", "soort = a", "soort = b; wie = ander")
            positions = [
                position(modality, act.id, norm=f"norm-{number}-{index}", **when(gate))
                for index, gate in enumerate(gates)
                for modality in ("verboden", "verplicht")
            ]
            rules.append(make_rule(f"a/art-{number}", *positions))
        book = make_book(*rules, *acts, *FACTS, audiences=AUDIENCES)
        space = Space(bases_of(book)["a"], tables_of(book)["a"])
        prove_code(space)
        return space.operations

    assert operations(64) <= 1.1 * 16 * operations(4)
