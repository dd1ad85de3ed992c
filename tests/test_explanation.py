"""A decision in words, over the cases of the book."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from factories import make_act, make_book, make_code, make_fact, make_norm, make_position, make_rule, make_term
from policy_handbook.cli import _in_words
from policy_handbook.decision.bases import bases_of, table_of
from policy_handbook.decision.cases import run_case
from policy_handbook.decision.clauses import DecisionBase
from policy_handbook.decision.walk import decide
from policy_handbook.model.excerpts import OMISSION, show_excerpt
from policy_handbook.model.records import Reading
from policy_handbook.presentation.explanation import explain
from policy_handbook.presentation.names import name_answers
from policy_handbook.presentation.say import SENTENCES, plain, tell
from test_decision import ACTS, AUDIENCES, BODIES, FACTS, exception, position, requires, when

if TYPE_CHECKING:
    from policy_handbook.model.handbook import Handbook
    from policy_handbook.model.records import Position
    from policy_handbook.presentation.explanation import Explanation


def test_answers_that_were_given_are_listed_as_in_the_assistant() -> None:
    fact = make_fact("kanaal", "een, twee, drie", multiple=True)
    assert name_answers(fact, ("een", "twee", "drie")) == "Een, Twee en Drie"
    assert name_answers(fact, ("?",)) == "weet ik niet"
    assert name_answers(fact, ("nergens",)) == "nergens"


def explained(*positions: Position, binding: str = "bindend", act: str = "posten", **given: str | None) -> Explanation:
    """What a code of these positions tells of an act; answers as in ``test_decision.decide_with``."""
    rule, norm = make_rule("a/art-1", *positions), make_norm("norm", law=("image",))
    book = make_book(make_code("a", binding=binding), rule, norm, *ACTS, *FACTS, audiences=AUDIENCES, bodies=BODIES)
    base = DecisionBase.of_code(book, "a")
    answers = {
        fact.replace("_", "-"): None if answer is None else frozenset(answer.split()) for fact, answer in given.items()
    }
    return explain(base, decide(table_of(base), act, answers))


def told(explanation: Explanation) -> dict[str, list[str]]:
    """The sentences of each part."""
    return {part.key: [plain(line) for line in part.lines] for part in explanation.parts}


def test_whom_to_ask_fits_who_asks() -> None:
    """Who has no superior is not sent to one, and a body does not ask itself."""
    audiences = (
        make_term("personeel"),
        make_term("dienst", part_of="personeel"),
        make_term("politicus", asks="griffie"),
        make_term("schepen", part_of="politicus"),
    )
    bodies = (make_term("chef", superior=True), make_term("dienst"), make_term("griffie"))

    def asked(ask: str, audience: str) -> list[str]:
        book = make_book(make_code("a", ask=ask), make_rule("a/art-1"), *ACTS, audiences=audiences, bodies=bodies)
        base = DecisionBase.of_code(book, "a")
        return told(explain(base, decide(table_of(base), "posten", {"audience": frozenset({audience})})))["ask"]

    assert [asked(ask, "personeel") for ask in ("chef", "", "dienst")] == [["Chef"], ["je leidinggevende"], ["Dienst"]]
    assert [asked(ask, "schepen") for ask in ("chef", "", "dienst")] == [["Griffie"], ["Griffie"], ["Dienst"]]
    assert asked("dienst", "dienst") == ["de collega’s van je eigen dienst"]
    assert asked("chef", "dienst") == ["Chef"]


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
            told = [
                dict(e.slots)
                for e in (*(e for p in explanation.parts for e in p.entries), *explanation.near, *explanation.standing)
            ]
            quotes = [(slots["rule"], slots["quote"]) for slots in told if "quote" in slots]
            if len(set(quotes)) < len(quotes):
                said_twice.append((case.id, expectation.code, "quotes"))
    assert said_twice == []


# -- what is told


def test_a_final_no_tells_what_it_rests_on_and_not_what_would_not_help() -> None:
    refused = position("verplicht", **requires("akkoord = ja", by="dienst"))
    after = position("verplicht", **requires("akkoord = ja", by="dienst"))
    other = position("verplicht", **requires("ja-nee = ja"))
    afterwards = position("verplicht", **requires("wie = burger", timing="after"))
    parts = told(explained(refused, after, other, afterwards, akkoord="geweigerd"))
    assert [line.rpartition(" – ")[2] for line in parts["duties"]] == ["geweigerd"]
    assert "after" not in parts
    assert "ask" in parts  # the body that refused
    parts = told(explained(position("verboden"), other))
    assert "duties" not in parts


def test_an_open_answer_says_on_what_it_hangs_and_what_holds_meanwhile() -> None:
    explanation = explained(position("verboden", **when("wie = burger")), position("toegelaten"), wie=None)
    assert explanation.headline == "Dat hangt af van één vraag"
    assert [plain(line) for line in explanation.until] == [
        "Tot dat bekend is, geldt het strengste antwoord: Nee.",
        "Mogelijke uitkomsten: mag of mag niet.",
    ]
    (line,) = told(explanation)["depends"]
    assert line.endswith("? Strengst bij: Burger")


def test_a_reading_in_which_nothing_speaks_names_no_rules() -> None:
    wide = position("verboden", reading=Reading("kop", "ruim", default=True))
    narrow = position("verboden", **when("wie = burger"), reading=Reading("kop", "eng"))
    (line,) = told(explained(wide, narrow, wie="ander"))["readings"]
    assert line.endswith("Dan is de uitkomst: niet geregeld.")


def test_a_text_of_tips_forbids_nothing_in_its_possible_outcomes_either() -> None:
    rules = (position("verboden", **when("wie = burger")), position("toegelaten"))
    explanation = explained(*rules, binding="tip", wie=None)
    assert plain(explanation.until[1]) == "Mogelijke uitkomsten: mag of afgeraden (tip)."
    (part,) = [
        part
        for part in explained(position("verplicht", **requires("ja-nee = ja")), binding="tip").parts
        if part.key.startswith("duties")
    ]
    assert part.heading == "Wat volgens deze tips in orde moet zijn"


def test_what_a_dispensation_asks_is_told_with_it() -> None:
    rules = (position("verboden"), exception(effect="dispensation", **requires("akkoord = ja", by="dienst")))
    parts = told(explained(*rules))
    _, asked = parts["dispensations"]
    assert asked.endswith("‘Ja’ (door Dienst) – nog te vragen")
    assert parts["ask"] == ["Dienst"]
    assert "duties" not in parts


def test_an_exception_that_bears_the_answer_is_no_other_possibility() -> None:
    parts = told(explained(position("verboden"), exception(**requires("ja-nee = ja"))))
    (ban,) = [line for line in parts["decisive"] if "tenzij" in line]
    assert "; tenzij dit in orde is: “" in ban
    assert "exceptions" not in parts  # it stands above, as a ground


def test_what_cannot_be_named_is_not_promised_below() -> None:
    breached = make_position("norm", standing=True, **requires("ja-nee = ja"))
    explanation = explained(breached, ja_nee="nee")
    assert explanation.headline == "Nee, niet zo."
    assert "duties" not in told(explanation)
    assert explained(position("verboden")).headline == "Nee."
    curable = explained(position("verplicht", **requires("ja-nee = ja")), ja_nee="nee")
    assert curable.headline.startswith("Nee, nu niet.")
    assert "duties" in told(curable)


def test_no_headline_promises_more_than_the_code_says() -> None:
    headlines = [tell(key) for key in SENTENCES if key.startswith("answer.headline.mag") and "niet" not in key]
    assert headlines
    assert not [words for words in headlines if words.startswith("Ja") or "alles" in words]
    assert explained(position("toegelaten")).headline == "Volgens deze code mag het."


def test_what_the_law_asks_stands_with_the_answer_and_with_the_code_s_own_duty() -> None:
    duty = make_position("norm", standing=True, name="altijd")
    explanation = explained(position("toegelaten", "taggen"), duty, act="taggen")
    assert explanation.headline == "Volgens deze code mag het. Ga ook na wat de wet vraagt."
    law, quoted = told(explanation)["law"]
    assert law == "Wet: toestemming van wie herkenbaar in beeld is: ga na."
    assert "verplicht" in quoted
    silent = explained(position("verboden", "posten"), act="taggen")
    assert silent.headline.startswith("Deze code zegt hier niets over.")
    assert told(silent)["law"] == [law]
    assert "law" not in told(explained(position("toegelaten")))


def test_silence_beside_duties_that_always_hold_is_not_called_nothing() -> None:
    duty = make_position("norm", standing=True, name="altijd")
    other = position("verboden", "posten")
    assert explained(other, duty, act="taggen").headline.startswith("Deze code heeft hierover geen eigen regel.")
    assert explained(other, act="taggen").headline.startswith("Deze code zegt hier niets over.")
    assert "Dat is geen toestemming" in explained(other, duty, act="taggen").headline


def test_a_silent_code_shows_first_what_always_holds_and_touches_the_act() -> None:
    """What shares a norm with what any code says of the act, else a related norm, else a topic."""
    norms = {"eigen": {}, "verwant": {"related": ("eigen",)}, "zelfde-thema": {}, "ander": {"topic": "elders"}}
    norms["eigen"] = {"related": ("verwant",)}
    other = make_rule("b/art-1", make_position("eigen", acts=("taggen",)))

    def near(*ids: str) -> list[str]:
        duties = [make_rule(f"a/art-{id}", make_position(id, standing=True)) for id in ids]
        made = [make_norm(id, **over) for id, over in norms.items()]
        book = make_book(make_code("a"), make_code("b"), *duties, other, *made, *ACTS, audiences=AUDIENCES)
        base = bases_of(book)["a"]
        explanation = explain(base, decide(table_of(base), "taggen", {}))
        assert len(explanation.near) + len(explanation.standing) == len(ids)
        return [plain(dict(entry.slots)["rule"]) for entry in explanation.near]

    assert near("ander", "zelfde-thema", "verwant", "eigen") == ["art. eigen"]
    assert near("ander", "zelfde-thema", "verwant") == ["art. verwant"]
    assert near("ander", "zelfde-thema") == ["art. zelfde-thema"]
    assert near("ander") == []


def test_a_silent_code_names_what_it_says_in_other_cases() -> None:
    parts = told(explained(position("verboden", **when("wie = burger")), wie="journalist"))
    (line,) = parts["beside"]
    assert line.startswith("Over deze handeling, maar in andere gevallen: ")
    assert "beside" not in told(explained(position("verboden")))
    # What it says of the opposite act is said of this one.
    assert told(explained(position("aanbevolen", "zwijgen", **when("wie = burger")), wie="journalist"))["beside"] == [
        line
    ]


def test_an_answer_ends_with_the_rules_to_read_too_by_their_first_words() -> None:
    other = make_rule("a/art-2", make_position("norm", "verboden", acts=("taggen",)))
    book = make_book(
        make_code("a"),
        make_rule("a/art-1", position("toegelaten")),
        other,
        make_act("posten", related=("taggen",)),
        ACTS[2],
    )
    base = DecisionBase.of_code(book, "a")
    last = explain(base, decide(table_of(base), "posten", {})).parts[-1]
    (line,) = last.lines
    assert (last.key, last.heading) == ("nearby", "Lees ook")
    assert [span.target for span in line if span.target] == ["rule:a/art-2"]
    assert "nearby" not in told(explained(position("toegelaten")))


def test_what_is_taken_unasked_names_the_rules_that_it_keeps_out() -> None:
    rules = (position("verboden", **when("stil = ja")), position("toegelaten", **when("stil = nee")))
    (line,) = [line for line in told(explained(*rules))["assumed"] if "Anders telt ook: " in line]
    assert "stil" in line


def test_what_binds_in_another_capacity_is_not_kept_out_by_an_assumption() -> None:
    rules = (
        position("verboden", context=("private",), **when("stil = ja")),
        position("toegelaten", **when("stil = nee")),
    )
    assert not [
        line for line in told(explained(*rules, context="professional"))["assumed"] if "Anders telt ook" in line
    ]
    assert [line for line in told(explained(*rules, context=None))["assumed"] if "Anders telt ook" in line]


def test_private_use_says_so() -> None:
    explanation = explained(position("verboden"), context="private")
    assert explanation.headline.startswith(
        "Deze code gaat hier niet over wat je persoonlijk doet. Dat is geen toestemming"
    )
    assert explanation.label == "niet geregeld (niet voor persoonlijk gebruik)"


def test_a_supposed_ground_is_marked() -> None:
    parts = told(explained(position("verboden", **when("wie = burger")), wie=None))
    assert "verboden (hangt nog af van je antwoord)" in parts["decisive"][0]


def test_the_role_that_is_assumed_is_told() -> None:
    assert "In welke rol wil je dit weten? Personeel" in told(explained(position("verboden")))["assumed"]


def test_whom_to_ask_is_told_once_with_every_answer() -> None:
    rule = position("verplicht", **requires("ja-nee = ja"))
    final = [explained(rule, ja_nee="ja"), explained(position("verboden")), explained(position("verplicht"))]
    for explanation in (explained(rule), explained(), *final):
        assert told(explanation)["ask"] == ["je leidinggevende"]
    waits = explained(position("verplicht", **requires("akkoord = ja", by="dienst")))
    assert told(waits)["ask"] == ["Dienst"]


def test_words_are_quoted_once_and_named_again() -> None:
    """A rule that bears a verdict and the law both is named the second time, in the list and where it always holds."""
    duty = make_position("norm", standing=True, name="altijd", **requires("ja-nee = ja"))
    explanation = explained(position("toegelaten", "taggen"), duty, act="taggen", ja_nee="nee")
    (ground,), (_, named) = told(explanation)["decisive"], told(explanation)["law"]
    assert "“" in ground
    assert named == "art. 1 – verplicht (hierboven geciteerd)"
    assert [plain(entry.line) for entry in explanation.standing] == [named]


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
        decision = decide(table_of(base), act, {})
        words = _in_words(handbook, act, explain(base, decision))
        for ground in decision.decisive:
            quoted += 1
            assert show_excerpt(handbook.excerpt_of(ground.clause.rule, ground.clause.position)) in words
    assert quoted
