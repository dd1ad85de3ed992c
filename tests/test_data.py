"""data/handbook.json: that it holds what DESIGN.md section 7 promises, as its schema says."""

from __future__ import annotations

import copy
import hashlib
import json
from pathlib import Path
from typing import Any

import jsonschema
import policy_handbook.builders.handbook_data
import pytest
from factories import (
    make_act,
    make_book,
    make_code,
    make_condition,
    make_fact,
    make_norm,
    make_note,
    make_page,
    make_position,
    make_requirement,
    make_reviewed,
    make_rule,
    make_term,
    make_topic,
    make_version,
)
from policy_handbook.builders.handbook_data import dump_data, make_data
from policy_handbook.model.handbook import Handbook
from policy_handbook.model.records import EFFECTS, KINDS, Modality, Reading, Rule

SCHEMA = json.loads(
    Path(policy_handbook.builders.handbook_data.__file__).with_name("handbook.schema.json").read_text("utf-8")
)

# The keys of DESIGN.md section 7; others may be added, none may go.
PROMISED = {
    "codes": {"id", "title", "authority", "binding", "status", "versions", "url"},
    "rules": {
        "id", "code", "version", "current", "label", "mark", "kind", "path", "lead_in", "context", "audience", "text",
        "fingerprint", "url", "permalink", "citation", "positions", "notes",
    },
    "norms": {"id", "topic", "statement", "question", "related"},
    "topics": {"id", "label"},
    "overlaps": {
        "a", "b", "a_position", "b_position", "norm", "relation", "stricter", "other_addressee", "origin", "reason",
    },
    "facts": {"id", "question", "options", "multiple"},
    "acts": {"id"},
}  # fmt: skip
PROMISED_VERSION = {"id", "adopted", "in_force_from", "in_force_until", "current"}
PROMISED_POSITION = {
    "id", "norm", "modality", "quotes", "act", "binds", "context", "when", "requires", "only", "standing", "effect",
    "overrides", "reading",
}  # fmt: skip


def records() -> list[Any]:
    """Two codes, one with two versions, with something of every kind in them."""
    consent = make_position(
        modality="verplicht",
        quote="We vragen … vooraf.",
        acts=("posten",),
        when=(
            (make_condition("wie = burger, journalist"),),
            (make_condition("wie = journalist"), make_condition("kanaal = intern")),
        ),
        requires=(make_requirement("akkoord = ja", by="communicatie", timing="before"),),
    )
    exception = make_position(
        modality="toegelaten",
        quote="Delen mag",
        name="delen",
        binds=("mandataris",),
        context=("private",),
        only=True,
        effect="releases",
        overrides=("art-1#1",),
        reading=Reading("tenzij", "ruim", True),
    )
    return [
        make_code("a", summary="Café"),
        make_code("b", binding="tip", context=("private",), audience=("mandataris",)),
        make_version("a", "v1", adopted="2015-03-02", in_force_until="2020-01-01"),
        make_version("a", "v2"),
        make_version("a", "v10"),
        make_version("b"),
        make_rule("a/art-1@v1", text="Oude tekst."),
        make_rule("a/art-1@v2", text="Minder oude tekst."),
        make_rule("a/kop@v10", text="Beeld", kind="heading", is_article=True),
        make_rule("a/intro@v10", text="Voor beeld geldt:", kind="scope"),
        make_rule(
            "a/art-1@v10",
            consent,
            text="We vragen altijd toestemming vooraf.",
            mark="1.",
            article="kop",
            lead_in=("intro",),
        ),
        make_rule("a/art-2.1@v10", exception, text="Delen mag altijd.", audience=("personeel", "mandataris")),
        make_rule("a/noot-1@v10", text="Zie de wet.", kind="footnote", note_of="art-1", path=("Slot",)),
        make_rule("b/tip-1", make_position(modality="aanbevolen", quote="Vraag"), text="Vraag toestemming."),
        make_topic("beeld"),
        make_norm("toestemming"),
        make_norm("delen", related=("toestemming",)),
        make_act("posten", complement="zwijgen"),
        make_act("zwijgen"),
        make_fact("wie", multiple=True),
        make_fact("kanaal", "extern, intern", assume="extern"),
        make_fact("akkoord", "ja, nee"),
        make_note("a/art-1", version="v10"),
        make_note("a/", version="v10", defect="", text="De datum ontbreekt."),
    ]


AUDIENCES = (make_term("personeel"), make_term("kanaalbeheerder", part_of="personeel"), make_term("mandataris"))
BODIES = (make_term("communicatie"),)


@pytest.fixture
def book() -> Handbook:
    return make_book(*records(), audiences=AUDIENCES, bodies=BODIES)


@pytest.fixture
def data(book: Handbook) -> dict[str, Any]:
    return make_data(book)


def find(data: dict[str, Any], id: str, version: str = "v10") -> dict[str, Any]:
    return next(rule for rule in data["rules"] if rule["id"] == id and rule["version"] == version)


def errors(data: dict[str, Any]) -> list[str]:
    return [error.message for error in jsonschema.Draft202012Validator(SCHEMA).iter_errors(data)]


# -- the schema


def test_schema_is_itself_valid() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("base", ["", "https://intranet.example/handboek/"])
def test_data_follows_the_schema(book: Handbook, base: str) -> None:
    assert errors(make_data(book, base)) == []


def test_empty_book_follows_the_schema() -> None:
    assert errors(make_data(make_book())) == []


def test_schema_knows_the_words_of_the_model() -> None:
    position = SCHEMA["$defs"]["position"]["properties"]
    assert position["modality"]["enum"] == [modality.value for modality in Modality]
    assert SCHEMA["$defs"]["rule"]["properties"]["kind"]["enum"] == list(KINDS)
    assert position["effect"]["anyOf"][0]["enum"] == list(EFFECTS)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("rules", 0, "id"), "zonder-code"),
        (("rules", 0, "id"), "a/Hoofdletter"),
        (("rules", 0, "fingerprint"), "F" * 64),
        (("rules", 0, "kind"), "soort"),
        (("rules", 0, "url"), "regels/a/art-1.html#art-1"),
        (("rules", 0, "extra"), 1),
        (("rules", -1, "positions", 0, "modality"), "verplicht"),
        (("rules", -1, "positions", 0, "id"), "b/tip-1"),
        (("codes", 0, "versions", 0, "adopted"), "ooit"),
        (("codes", 0, "versions", 0, "id"), "2015"),
        (("overlaps", 0, "stricter"), None),
        (("overlaps", 0, "relation"), "equivalent"),
        (("norms", 0, "related"), None),
        (("extra",), []),
    ],
)
def test_schema_refuses_what_is_wrong(data: dict[str, Any], path: tuple[Any, ...], value: Any) -> None:
    assert data["overlaps"][0]["relation"] == "stricter"
    wrong = copy.deepcopy(data)
    place: Any = wrong
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    assert errors(wrong)


# -- what is promised


@pytest.mark.parametrize("name", PROMISED)
def test_every_promised_key_is_present(data: dict[str, Any], name: str) -> None:
    assert data[name]
    for entry in data[name]:
        assert entry.keys() >= PROMISED[name]


def test_every_promised_inner_key_is_present(data: dict[str, Any]) -> None:
    assert data["cases"] == []
    assert all(version.keys() >= PROMISED_VERSION for code in data["codes"] for version in code["versions"])
    positions = [position for rule in data["rules"] for position in rule["positions"]]
    assert len(positions) == 3
    assert all(position.keys() >= PROMISED_POSITION for position in positions)
    assert all(option.keys() == {"id", "label"} for fact in data["facts"] for option in fact["options"])


def test_one_entry_for_each_rule_and_version(data: dict[str, Any]) -> None:
    assert [(rule["id"], rule["version"], rule["current"]) for rule in data["rules"]] == [
        ("a/art-1", "v1", False),
        ("a/art-1", "v2", False),
        ("a/kop", "v10", True),
        ("a/intro", "v10", True),
        ("a/art-1", "v10", True),
        ("a/art-2.1", "v10", True),
        ("a/noot-1", "v10", True),
        ("b/tip-1", "v1", True),
    ]


def test_versions_are_in_order_and_one_is_current(data: dict[str, Any]) -> None:
    versions = data["codes"][0]["versions"]
    assert [(version["id"], version["current"]) for version in versions] == [
        ("v1", False),
        ("v2", False),
        ("v10", True),
    ]
    assert versions[0]["adopted"] == "2015-03-02"
    assert versions[2]["adopted"] == versions[2]["in_force_from"] == "unknown"
    assert versions[2]["notes"] == [{"defect": "", "law": "", "short": "", "sic": [], "text": "De datum ontbreekt."}]


def test_fingerprint_is_that_of_the_text(data: dict[str, Any]) -> None:
    for rule in data["rules"]:
        assert rule["fingerprint"] == hashlib.sha256(rule["text"].encode()).hexdigest()


def test_rule_stands_in_its_surroundings(data: dict[str, Any]) -> None:
    rule = find(data, "a/art-1")
    assert rule["mark"] == "1."
    assert (rule["article"], rule["lead_in_rules"], rule["lead_in"]) == ("a/kop", ["a/intro"], "Voor beeld geldt:")
    assert (rule["context"], rule["audience"]) == (["professional"], ["personeel"])
    words = {"short": "", "sic": [], "text": "Het artikel bestaat niet."}
    assert rule["notes"] == [{"defect": "dode-verwijzing", "law": "", **words}]
    assert find(data, "a/art-1", "v1")["notes"] == []


def test_footnote_has_the_path_of_its_caller(data: dict[str, Any]) -> None:
    note = find(data, "a/noot-1")
    assert note["note_of"] == "a/art-1"
    assert note["path"] == ["Artikel 1"]


def test_addresses_are_relative_without_a_base(data: dict[str, Any]) -> None:
    rule = find(data, "a/art-2.1")
    assert rule["url"] == "regels/a/art-2.1.html"
    assert rule["permalink"] == "regels/a/art-2.1/v10.html"
    assert data["codes"][0]["url"] == "codes/a/index.html"
    # A path is no address to paste into a document: the id stands for it.
    assert " a/art-2.1@v10 (" in rule["citation"]
    assert "regels/" not in rule["citation"]


@pytest.mark.parametrize("base", ["https://intranet.example/handboek", "https://intranet.example/handboek/"])
def test_addresses_are_absolute_with_a_base(book: Handbook, base: str) -> None:
    data = make_data(book, base)
    rule = find(data, "a/art-2.1")
    assert rule["url"] == "https://intranet.example/handboek/regels/a/art-2.1.html"
    assert rule["permalink"] == "https://intranet.example/handboek/regels/a/art-2.1/v10.html"
    assert f"<{rule['permalink']}>" in rule["citation"]
    assert data["codes"][1]["url"] == "https://intranet.example/handboek/codes/b/index.html"


# -- positions


def test_quotes_are_exact_spans(data: dict[str, Any]) -> None:
    (position,) = find(data, "a/art-1")["positions"]
    assert position["quotes"] == ["We vragen altijd toestemming vooraf."]
    assert position["modality"] == "obligation"
    assert position["act"] == ["posten"]


def test_scope_of_a_position_is_its_own_or_that_of_its_rule(data: dict[str, Any]) -> None:
    (consent,), (exception,) = find(data, "a/art-1")["positions"], find(data, "a/art-2.1")["positions"]
    assert (consent["binds"], consent["context"]) == (["personeel"], ["professional"])
    assert (exception["binds"], exception["context"]) == (["mandataris"], ["private"])


def test_gates_and_requirements(data: dict[str, Any]) -> None:
    (position,) = find(data, "a/art-1")["positions"]
    assert position["when"] == [{"wie": ["burger", "journalist"]}, {"wie": ["journalist"], "kanaal": ["intern"]}]
    assert "quantifiers" not in position
    assert "conditions" not in position
    assert position["requires"] == [
        {"fact": "akkoord", "accepted": ["ja"], "quantifier": "any", "by": "communicatie", "timing": "before"}
    ]


def test_quantifiers_stand_beside_the_alternatives() -> None:
    when = (
        (make_condition("wie = burger"),),
        (make_condition("wie = journalist", "none"), make_condition("kanaal = intern")),
    )
    data = make_data(make_book(make_rule("a/art-1", make_position(when=when)), make_norm(), make_fact()))
    (position,) = find(data, "a/art-1", "v1")["positions"]
    assert position["when"] == [{"wie": ["burger"]}, {"wie": ["journalist"], "kanaal": ["intern"]}]
    assert position["quantifiers"] == [{}, {"wie": "none"}]
    assert errors(data) == []


def test_fact_named_twice_loses_nothing() -> None:
    when = ((make_condition("wie = burger, collega"), make_condition("wie = collega, journalist", "none")),)
    data = make_data(make_book(make_rule("a/art-1", make_position(when=when)), make_norm(), make_fact()))
    (position,) = find(data, "a/art-1", "v1")["positions"]
    assert position["conditions"] == [
        [
            {"fact": "wie", "accepted": ["burger", "collega"], "quantifier": "any"},
            {"fact": "wie", "accepted": ["collega", "journalist"], "quantifier": "none"},
        ]
    ]
    assert errors(data) == []


def test_exception_names_what_it_sets_aside_in_full(data: dict[str, Any]) -> None:
    (position,) = find(data, "a/art-2.1")["positions"]
    assert position["id"] == "a/art-2.1#delen"
    assert (position["effect"], position["only"], position["standing"]) == ("releases", True, False)
    assert position["overrides"] == ["a/art-1#1"]
    assert position["reading"] == {"question": "tenzij", "choice": "ruim", "default": True}
    assert find(data, "a/art-1")["positions"][0]["id"] == "a/art-1#1"
    assert find(data, "a/art-1")["positions"][0]["reading"] is None


# -- norms, overlaps and the vocabulary


def test_related_norms_go_both_ways(data: dict[str, Any]) -> None:
    assert {norm["id"]: norm["related"] for norm in data["norms"]} == {
        "delen": ["toestemming"],
        "toestemming": ["delen"],
    }


def test_overlap_names_both_sides(data: dict[str, Any]) -> None:
    first = data["overlaps"][0]
    assert (first["a"], first["b"], first["norm"]) == ("a/art-1", "b/tip-1", "toestemming")
    assert (first["a_position"], first["b_position"]) == ("a/art-1#1", "b/tip-1#1")
    assert (first["relation"], first["stricter"], first["origin"]) == ("stricter", "a", "derived")
    assert (first["other_addressee"], first["other_context"], first["outdated"]) == (True, True, False)


def test_reviewed_overlap_says_so() -> None:
    reviewed = make_reviewed("a/art-1", "b/art-1", against=("00000000", "11111111"))
    data = make_data(
        make_book(make_rule("a/art-1", make_position()), make_rule("b/art-1", make_position()), make_norm(), reviewed)
    )
    (overlap,) = data["overlaps"]
    assert (overlap["origin"], overlap["reason"], overlap["outdated"]) == ("reviewed", "Nagekeken.", True)
    assert errors(data) == []


def test_vocabulary(data: dict[str, Any]) -> None:
    assert [(act["id"], act["complement"]) for act in data["acts"]] == [("posten", "zwijgen"), ("zwijgen", None)]
    assert [(fact["id"], fact["multiple"], fact["assume"]) for fact in data["facts"]] == [
        ("akkoord", False, None),
        ("kanaal", False, "extern"),
        ("wie", True, None),
    ]
    assert [option["id"] for option in data["facts"][1]["options"]] == ["extern", "intern"]
    assert [(term["id"], term["part_of"]) for term in data["audiences"]] == [
        ("kanaalbeheerder", "personeel"),
        ("mandataris", None),
        ("personeel", None),
    ]
    assert [term["id"] for term in data["bodies"]] == ["communicatie"]


# -- the file


def test_file_is_readable_utf8_with_sorted_keys(book: Handbook, data: dict[str, Any]) -> None:
    raw = dump_data(book)
    assert "Café".encode() in raw
    assert raw.endswith(b"}\n")
    pairs = json.loads(raw, object_pairs_hook=lambda items: items)
    assert [key for key, _ in pairs] == sorted(PROMISED.keys() | {"cases", "audiences", "bodies"})
    assert json.loads(raw) == data


def test_file_does_not_depend_on_how_records_are_spread_over_pages(book: Handbook) -> None:
    texts = [record for record in records() if isinstance(record, Rule)]
    rest = [record for record in records() if not isinstance(record, Rule)]
    pages = {
        "z": make_page(*reversed(rest[:-2])),
        "b": make_page(*texts),
        "a": make_page(*rest[-2:], audiences=AUDIENCES[::-1], bodies=BODIES),
    }
    assert dump_data(Handbook.from_pages(pages)) == dump_data(book)
