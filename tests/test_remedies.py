"""What can still be arranged where a code says no: never more than what the table itself then allows."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from factories import make_book, make_code, make_fact, make_rule
from policy_handbook.decision.bases import bases_of, table_of, tables_of
from policy_handbook.decision.cases import answers_of
from policy_handbook.decision.remedies import MOST, find_remedies
from policy_handbook.decision.verdicts import Verdict
from policy_handbook.decision.walk import decide
from test_decision import ACTS, AUDIENCES, BODIES, exception, position, requires, when

if TYPE_CHECKING:
    from policy_handbook.decision.remedies import Remedy
    from policy_handbook.model.handbook import Handbook
    from policy_handbook.model.records import Position

FACTS = (
    make_fact("wie", "burger, journalist"),
    make_fact("akkoord", "ja, nee, geweigerd", refused=("geweigerd",), arrangeable=True),
    make_fact("bron", "vermeld, weg", arrangeable=True),
    make_fact("maker", "schriftelijk, mondeling, geen", arrangeable=True),
    make_fact("toon", "zacht, hard", arrangeable=True),
    make_fact("knop", "deel, plak", arrangeable=True),
)


def remedies(*positions: Position, **given: str) -> list[tuple[dict[str, tuple[str, ...]], Verdict, list[str]]]:
    """The remedies for posting: answers by fact, the outcome, and the names of the positions by which it is then so."""
    rule = make_rule("a/art-1", *positions)
    table = tables_of(make_book(make_code("a"), rule, *ACTS, *FACTS, audiences=AUDIENCES, bodies=BODIES))["a"]
    sheet = {fact: frozenset(answer.split()) for fact, answer in given.items()}
    found = find_remedies(table, decide(table, "posten", sheet))
    return [(dict(one.answers), one.verdict, [row.position.name for row in one.clauses]) for one in found]


def test_what_is_not_in_order_can_be_put_in_order() -> None:
    consent = position("verplicht", name="toestemming", **requires("maker = schriftelijk, mondeling", by="third"))
    (found,) = remedies(consent, maker="geen")
    assert found == ({"maker": ("schriftelijk", "mondeling")}, Verdict.MAG, ["toestemming"])
    assert remedies(consent, maker="schriftelijk") == []
    assert remedies(consent) == []  # not a no, but open


def test_of_the_answers_the_mildest_outcome_is_named() -> None:
    ban = position("verboden", name="verbod", **when("knop = plak"))
    only = position("toegelaten", name="deelknop", only=True, **when("knop = deel"))
    assert remedies(ban, only, knop="plak") == [({"knop": ("deel",)}, Verdict.MAG, ["verbod"])]


def test_an_exception_says_by_which_rule() -> None:
    ban = position("verboden", name="verbod")
    way = replace(exception(**when("knop = deel")), name="uitzondering", overrides=("art-1#verbod",))
    (found,) = remedies(ban, way, knop="plak")
    assert found[0] == {"knop": ("deel",)}
    assert found[2] == ["uitzondering"]


def test_nothing_is_proposed_on_what_is_as_it_is() -> None:
    assert remedies(position("verboden", **when("wie = journalist")), wie="journalist") == []
    assert remedies(position("verboden")) == []


def test_whoever_was_refused_is_not_sent_back() -> None:
    approval = position("verplicht", **requires("akkoord = ja", by="dienst"))
    assert remedies(approval, akkoord="geweigerd") == []


def test_two_things_are_named_where_one_does_not_do() -> None:
    both = (
        position("verplicht", name="a", **requires("bron = vermeld")),
        position("verplicht", name="b", **requires("toon = zacht")),
    )
    (found,) = remedies(*both, bron="weg", toon="hard")
    assert found[:2] == ({"bron": ("vermeld",), "toon": ("zacht",)}, Verdict.MAG)


def test_there_are_never_many() -> None:
    ban = position("verboden", name="verbod")
    ways = [
        replace(exception(**when(text)), name=f"weg-{number}", overrides=("art-1#verbod",))
        for number, text in enumerate(("knop = deel", "bron = vermeld", "maker = schriftelijk", "toon = zacht"))
    ]
    assert len(remedies(ban, *ways, knop="plak", bron="weg", maker="geen", toon="hard")) == MOST


def test_a_remedy_holds_on_the_real_book(handbook: Handbook) -> None:
    """Of every case that ends in a no: with the answers of a remedy the outcome is the one it names, and only those differ."""
    found: list[Remedy] = []
    for case in handbook.cases.values():
        for expectation in case.expected:
            table = table_of(bases_of(handbook)[expectation.code])
            sheet = answers_of(handbook, case, expectation)
            decision = decide(table, case.act, sheet)
            for one in find_remedies(table, decision):
                assert decision.verdict is Verdict.MAG_NIET
                assert all(handbook.facts[fact].arrangeable for fact, _ in one.answers)
                changed = {fact: frozenset({answers[0]}) for fact, answers in one.answers}
                assert decide(table, case.act, {**sheet, **changed}).verdict is one.verdict < Verdict.MAG_NIET
                assert not any(fact in ("audience", "context") for fact in changed)
                found.append(one)
    assert len(found) > 10
