"""The notation of positions: every field, and every fault with its line."""

from __future__ import annotations

import pytest
from policy_handbook.model.positions import Fault, parse_positions, split_ids
from policy_handbook.model.records import Condition, Modality, Position, Reading, Requirement

HEAD = 'toestemming: verplicht "we hebben toestemming"'


def read(text: str, first_line: int = 10) -> tuple[tuple[Position, ...], list[Fault]]:
    return parse_positions(list(enumerate(text.split("\n"), first_line)))


def read_one(*fields: str) -> Position:
    positions, faults = read("\n".join(["  " + HEAD, *(f"    {field}" for field in fields)]))
    assert faults == []
    assert len(positions) == 1
    return positions[0]


@pytest.mark.parametrize(
    ("word", "modality"),
    [
        ("verplicht", Modality.OBLIGATION),
        ("verboden", Modality.PROHIBITION),
        ("toegelaten", Modality.PERMISSION),
        ("aanbevolen", Modality.RECOMMENDATION),
        ("toelichtend", Modality.STATEMENT),
        ("obligation", Modality.OBLIGATION),
        ("prohibition", Modality.PROHIBITION),
        ("permission", Modality.PERMISSION),
        ("recommendation", Modality.RECOMMENDATION),
        ("statement", Modality.STATEMENT),
    ],
)
def test_modality_in_either_language(word: str, modality: Modality) -> None:
    positions, faults = read(f'norm-a: {word} "woorden"')
    assert faults == []
    assert positions[0].modality is modality


def test_a_position_without_fields() -> None:
    positions, faults = read(HEAD)
    assert faults == []
    assert positions == (Position("1", "toestemming", Modality.OBLIGATION, ("we hebben toestemming",), 10),)


@pytest.mark.parametrize(
    ("field", "attribute", "value"),
    [
        ("name: in-beeld.2", "name", "in-beeld.2"),
        ('quote: "Die is schriftelijk"', "quotes", ("we hebben toestemming", "Die is schriftelijk")),
        ("act: posten", "acts", ("posten",)),
        ("act: posten, delen ,liken", "acts", ("posten", "delen", "liken")),
        ("binds: ex-personeel", "binds", ("ex-personeel",)),
        ("context: private, professional", "context", ("private", "professional")),
        ("when: wie = burger", "when", ((Condition("wie", ("burger",)),),)),
        (
            "when: wie = burger, journalist; waar=thuis",
            "when",
            ((Condition("wie", ("burger", "journalist")), Condition("waar", ("thuis",))),),
        ),
        ("when: wie = all: burger, journalist", "when", ((Condition("wie", ("burger", "journalist"), "all"),),)),
        ("when: wie = none: burger", "when", ((Condition("wie", ("burger",), "none"),),)),
        ("when: wie = any: burger", "when", ((Condition("wie", ("burger",), "any"),),)),
        ("requires: ok = ja", "requires", (Requirement(Condition("ok", ("ja",)), "self", "before"),)),
        (
            "requires: ok = ja; by: third; timing: after",
            "requires",
            (Requirement(Condition("ok", ("ja",)), "third", "after"),),
        ),
        (
            "requires: ok = ja; timing: before; by: dienst-communicatie",
            "requires",
            (Requirement(Condition("ok", ("ja",)), "dienst-communicatie"),),
        ),
        (
            "requires: ok = all: ja, ook; by: other-text",
            "requires",
            (Requirement(Condition("ok", ("ja", "ook"), "all"), "other-text"),),
        ),
        ("only: yes", "only", True),
        ("only: ja", "only", True),
        ("only: no", "only", False),
        ("standing: yes", "standing", True),
        ("standing: nee", "standing", False),
        ("effect: permits", "effect", "permits"),
        ("effect: releases", "effect", "releases"),
        ("effect: dispensation", "effect", "dispensation"),
        ("overrides: art-3.2-a#vermelding, art-3.1#2", "overrides", ("art-3.2-a#vermelding", "art-3.1#2")),
        ("question: Is het zo: ja of nee?", "question", "Is het zo: ja of nee?"),
        ("reading: tenzij/enkel-kanalen", "reading", Reading("tenzij", "enkel-kanalen")),
        ("reading: tenzij/enkel-kanalen default", "reading", Reading("tenzij", "enkel-kanalen", True)),
    ],
)
def test_each_field(field: str, attribute: str, value: object) -> None:
    assert getattr(read_one(field), attribute) == value


@pytest.mark.parametrize("word", ["always", "altijd"])
def test_an_editor_can_say_that_there_is_no_gate(word: str) -> None:
    position = read_one(f"when: {word}")
    assert (position.when, position.always) == ((), True)
    assert not read_one("act: a").always


@pytest.mark.parametrize("fields", [("always", "a = b"), ("a = b", "always"), ("always", "altijd")])
def test_what_is_always_so_has_no_gate(fields: tuple[str, str]) -> None:
    lines = "\n".join(f"  when: {field}" for field in fields)
    _, faults = read(f"{HEAD}\n{lines}")
    assert [(fault.line, fault.subtype) for fault in faults] == [(12, "field_value")]


def test_a_quantifier_that_is_none_stays_in_the_answer() -> None:
    """So that the check on answers names it."""
    assert read_one("when: wie = alle: burger").when == ((Condition("wie", ("alle: burger",)),),)


def test_repeated_fields_add_up() -> None:
    position = read_one(
        'quote: "een"', 'quote: "twee"', "when: a = x", "when: b = y", "requires: c = z", "requires: d = z; by: third"
    )
    assert position.quotes == ("we hebben toestemming", "een", "twee")
    assert position.when == ((Condition("a", ("x",)),), (Condition("b", ("y",)),))
    assert [requirement.condition.fact for requirement in position.requires] == ["c", "d"]


@pytest.mark.parametrize(
    ("line", "quote"),
    [
        ('n: verplicht "hij zegt "nee" en gaat"', 'hij zegt "nee" en gaat'),
        ('n: verplicht "\\"nee\\""', '\\"nee\\"'),
        ('n: verplicht "begin … einde"', "begin … einde"),
        ('n: verplicht "a: b # c"', "a: b # c"),
        ('n: verplicht "twee  spaties"', "twee spaties"),
        ('n:verplicht"dicht op elkaar"', "dicht op elkaar"),
        ('n  :  verplicht   "ruim"  ', "ruim"),
    ],
)
def test_a_quote_runs_from_the_first_to_the_last_mark(line: str, quote: str) -> None:
    positions, faults = read(line)
    assert faults == []
    assert positions[0].quotes == (quote,)


def test_several_positions_are_numbered_unless_named() -> None:
    positions, faults = read(
        f'{HEAD}\n  name: eerste\n\nandere: verboden "nooit"\n  act: delen\nderde: toegelaten "mag"'
    )
    assert faults == []
    assert [(p.name, p.norm, p.line) for p in positions] == [
        ("eerste", "toestemming", 10),
        ("2", "andere", 13),
        ("3", "derde", 15),
    ]


@pytest.mark.parametrize("indent", ["", "  ", "      ", "\t"])
def test_the_margin_is_that_of_the_least_indented_line(indent: str) -> None:
    positions, faults = read(f"{indent}{HEAD}\n{indent}  act: posten\n{indent}\tact: delen")
    assert faults == []
    assert len(positions) == 1
    assert positions[0].acts == ("delen",)


@pytest.mark.parametrize("text", ["", "\n", "   \n\n  "])
def test_nothing_gives_nothing(text: str) -> None:
    assert read(text) == ((), [])


@pytest.mark.parametrize(
    ("line", "subtype", "words"),
    [
        ("geen standpunt", "position_syntax", {"text": "geen standpunt"}),
        ("norm-a:", "position_syntax", {"text": "norm-a:"}),
        ("- norm-a", "position_syntax", {"text": "- norm-a"}),
        ('norm-a: verplciht "woorden"', "unknown_modality", {"id": "verplciht"}),
        ("norm-a: verplicht", "quote_missing", {"text": "norm-a: verplicht"}),
        ("norm-a: verplicht woorden", "quote_missing", {"text": "norm-a: verplicht woorden"}),
        ('norm-a: verplicht "woorden', "quote_missing", {"text": 'norm-a: verplicht "woorden'}),
        ('norm-a: verplicht ""', "quote_missing", {"text": 'norm-a: verplicht ""'}),
        ("norm-a: verplicht “woorden”", "quote_missing", {"text": "norm-a: verplicht “woorden”"}),
        (
            'norm-a: verplicht "woorden" en nog iets',
            "quote_missing",
            {"text": 'norm-a: verplicht "woorden" en nog iets'},
        ),
    ],
)
def test_a_fault_in_the_first_line_keeps_its_line(line: str, subtype: str, words: dict[str, str]) -> None:
    positions, faults = read(f"{HEAD}\n{line}\n{HEAD}")
    assert faults == [Fault(11, subtype, words)]
    assert positions[0].line == 10
    assert positions[-1].line == 12


@pytest.mark.parametrize("line", ["geen standpunt", 'norm-a: verplciht "woorden"'])
def test_a_first_line_that_cannot_be_read_costs_one_warning_with_its_fields(line: str) -> None:
    positions, faults = read(f"{line}\n  act: posten\n  when: wie = burger\n{HEAD}")
    assert [fault.line for fault in faults] == [10]
    assert [position.norm for position in positions] == ["toestemming"]


def test_a_field_above_every_position_is_a_fault() -> None:
    # The least indented line sets the margin, so that the field stands below nothing.
    positions, faults = read("    act: posten\n  " + HEAD)
    assert faults == [Fault(10, "position_syntax", {"text": "act: posten"})]
    assert len(positions) == 1


@pytest.mark.parametrize(
    ("field", "subtype", "words"),
    [
        ("whne: wie = burger", "unknown_field", {"id": "whne"}),
        ("zomaar tekst", "unknown_field", {"id": "zomaar tekst"}),
        ("name:", "field_value", {"field": "name", "value": ""}),
        ("name: Hoofdletter", "field_value", {"field": "name", "value": "Hoofdletter"}),
        ("name: twee woorden", "field_value", {"field": "name", "value": "twee woorden"}),
        ("quote: zonder tekens", "field_value", {"field": "quote", "value": "zonder tekens"}),
        ("act: ,", "field_value", {"field": "act", "value": ","}),
        ("when: wie", "field_value", {"field": "when", "value": "wie"}),
        ("when: wie =", "field_value", {"field": "when", "value": "wie ="}),
        ("when: = burger", "field_value", {"field": "when", "value": "= burger"}),
        ("when: ;", "field_value", {"field": "when", "value": ";"}),
        ("requires: ok", "field_value", {"field": "requires", "value": "ok"}),
        ("requires: ok = ja; by: Dienst", "field_value", {"field": "requires", "value": "ok = ja; by: Dienst"}),
        ("requires: ok = ja; timing: straks", "field_value", {"field": "requires", "value": "ok = ja; timing: straks"}),
        ("requires: ok = ja; door: third", "field_value", {"field": "requires", "value": "ok = ja; door: third"}),
        ("only: misschien", "field_value", {"field": "only", "value": "misschien"}),
        ("standing: 1", "field_value", {"field": "standing", "value": "1"}),
        ("effect: opheft", "field_value", {"field": "effect", "value": "opheft"}),
        ("reading: tenzij", "field_value", {"field": "reading", "value": "tenzij"}),
        ("reading: tenzij/zo altijd", "field_value", {"field": "reading", "value": "tenzij/zo altijd"}),
    ],
)
def test_a_fault_in_a_field_costs_that_field_only(field: str, subtype: str, words: dict[str, str]) -> None:
    positions, faults = read(f"{HEAD}\n  only: yes\n  {field}\n  effect: permits")
    assert faults == [Fault(12, subtype, words)]
    whole, _ = read(f"{HEAD}\n  only: yes\n\n  effect: permits")
    assert positions == whole


@pytest.mark.parametrize(("value", "ids"), [("", ()), ("a", ("a",)), (" a , b,,c ", ("a", "b", "c"))])
def test_split_ids(value: str, ids: tuple[str, ...]) -> None:
    assert split_ids(value) == ids
