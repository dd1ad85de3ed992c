"""data/decisions: what decides in a code, as its schema says, and the same as a script."""

from __future__ import annotations

import copy
import json
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
from factories import (
    make_act,
    make_book,
    make_checklist_spec,
    make_code,
    make_condition,
    make_fact,
    make_norm,
    make_position,
    make_requirement,
    make_rule,
    make_term,
    make_topic,
)
from policy_handbook.builders.decision_files import SCHEMA, as_script, dump_base, make_base
from policy_handbook.decision.bases import bases_of
from policy_handbook.decision.verdicts import Status, Verdict
from policy_handbook.model.records import CONTEXTS, EFFECTS, QUANTIFIERS, TIMINGS, Modality, Reading

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policy_handbook.model.handbook import Handbook

CODES = ("beersel", "bijlage13", "handreiking", "mandatarissen", "turnhout")
FORMAT = json.loads(SCHEMA.read_text("utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(FORMAT)


@pytest.fixture
def book() -> Handbook:
    """A code with a ban, a duty to ask and an exception to both, in two readings."""
    return make_book(
        make_code("a"),
        make_rule(
            "a/art-1",
            make_position(modality="verboden", name="ban", acts=("posten",), when=((make_condition("wie = burger"),),)),
            make_position(
                modality="verplicht",
                name="vraag",
                acts=("posten",),
                requires=(make_requirement("akkoord = ja", by="dienst"), make_requirement("akkoord = ja", by="dienst")),
            ),
            make_position(
                modality="toegelaten",
                name="toch",
                acts=("posten",),
                binds=("leerkracht",),
                effect="permits",
                overrides=("art-1#ban", "art-1#vraag"),
                reading=Reading("uitzondering", "ruim", True),
            ),
            make_position(modality="verboden", name="nooit", acts=("posten",), reading=Reading("uitzondering", "eng")),
            make_position(modality="verplicht", name="altijd", standing=True),
        ),
        make_act("posten", complement="zwijgen"),
        make_act("zwijgen"),
        make_act("taggen"),
        make_fact("wie", assume="burger"),
        make_fact("akkoord", "ja, nee, geweigerd", refused=("geweigerd",)),
        audiences=(make_term("personeel"), make_term("leerkracht", part_of="personeel")),
        bodies=(make_term("dienst"),),
    )


@pytest.fixture
def data(book: Handbook) -> dict[str, Any]:
    return make_base(bases_of(book)["a"])


def test_the_checklists_of_a_code_name_what_each_item_rests_on() -> None:
    rules = (
        make_rule("a/art-1", make_position(acts=("posten",)), make_position("ander", standing=True)),
        make_rule("b/art-1", make_position(acts=("posten",))),
    )
    lists = (
        make_checklist_spec("lijst", acts=("posten",), all_standing=True, page="Een lijst"),
        make_checklist_spec("alles", codes=("a",)),
        make_checklist_spec("van-b", codes=("b",)),
        make_checklist_spec("werk", context=("professional",)),
    )
    acts = (make_act("posten", complement="zwijgen"), make_act("zwijgen"), make_act("taggen"))
    book = make_book(make_topic(), make_norm(), make_norm("ander"), *rules, *acts, *lists)
    data = make_base(bases_of(book)["a"])
    assert errors(data) == []
    one, everything, work = data["checklists"]
    assert {data["worlds"][world][1] for world in work["worlds"]} == {"professional"}
    assert one == {
        "anchor": "checklist-lijst",
        "page": "Een lijst",
        "url": "pagina.html",
        "acts": ["posten", "zwijgen"],
        "worlds": [*range(len(data["worlds"]))],
        "items": [[0], [1]],
    }
    assert (everything["page"], everything["acts"], everything["items"]) == ("alles", ["posten"], [[0], [1]])


def errors(data: dict[str, Any]) -> list[str]:
    return [error.message for error in VALIDATOR.iter_errors(data)]


def parts_of(schema: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every key that a schema names, with what it says of it."""
    if isinstance(schema, dict):
        for key, part in schema.get("properties", {}).items():
            yield f"{path}/{key}", part
        for key, part in schema.items():
            yield from parts_of(part, f"{path}/{key}")
    elif isinstance(schema, list):
        for part in schema:
            yield from parts_of(part, path)


def test_the_schema_is_itself_valid_and_says_something_of_every_key() -> None:
    jsonschema.Draft202012Validator.check_schema(FORMAT)
    named = dict(parts_of(FORMAT))
    assert len(named) > 80
    assert [path for path, part in named.items() if not part.keys() & {"description", "$ref"}] == []
    assert [name for name, part in FORMAT["$defs"].items() if "description" not in part] == []


def test_the_schema_knows_the_words_of_the_table() -> None:
    defs = FORMAT["$defs"]
    assert defs["verdict"]["enum"] == [verdict.id for verdict in Verdict]
    assert defs["status"]["enum"] == [status.value for status in Status]
    row = defs["row"]["properties"]
    assert row["modality"]["enum"] == [one.value for one in Modality if one is not Modality.STATEMENT]
    assert row["effect"]["enum"] == ["", *EFFECTS]
    assert defs["need"]["properties"]["timing"]["enum"] == list(TIMINGS)
    assert defs["condition"]["properties"]["quantifier"]["enum"] == list(QUANTIFIERS)
    assert FORMAT["properties"]["worlds"]["items"]["prefixItems"][1]["enum"] == list(CONTEXTS)


@pytest.mark.parametrize("code", CODES)
def test_the_five_codes_follow_the_schema(handbook: Handbook, code: str) -> None:
    data = json.loads(dump_base(bases_of(handbook)[code]))
    assert errors(data) == []
    check_numbers(data)


def test_a_made_up_code_follows_the_schema(data: dict[str, Any]) -> None:
    assert errors(json.loads(json.dumps(data))) == []
    check_numbers(data)


def test_a_code_without_rules_follows_the_schema() -> None:
    assert errors(make_base(bases_of(make_book(make_code("a")))["a"])) == []


def check_numbers(data: dict[str, Any]) -> None:
    """Each number leads somewhere, and nothing in a list of distinct values is there twice or for nothing."""
    entries = [*data["always"], *(entry for act in data["acts"] for entry in act["rows"])]
    used = {
        "rows": [entry["row"] for entry in entries],
        "gives": [entry["gives"] for entry in entries],
        "scopes": [row["scope"] for row in data["rows"]],
        "needs": [need for row in data["rows"] for need in row["needs"]],
        "worlds": [world for worlds in data["answered"].values() for world in worlds],
    }
    for name, numbers in used.items():
        distinct = [json.dumps(value) for value in data[name]]
        assert len(set(distinct)) == len(distinct), name
        if name != "rows":  # of which some decide nothing
            assert set(numbers) == set(range(len(distinct))), name
    assert {target for row in data["rows"] for target in row["takes"]} <= set(range(len(data["rows"])))
    assert {world for scope in data["scopes"] for world in scope} <= set(range(len(data["worlds"])))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("rows", 0, "id"), "ban"),
        (("rows", 0, "modality"), "verboden"),
        (("rows", 0, "scope"), -1),
        (("rows", 0, "effect"), "verbiedt"),
        (("rows", 0, "when", 0, 0, "quantifier"), "some"),
        (("rows", 0, "extra"), 1),
        (("gives", 0), []),
        (("gives", 0, 0, "verdict"), "misschien"),
        (("needs", 0, "states", 0), "perhaps"),
        (("needs", 0, "timing"), "during"),
        (("worlds", 0, 1), "thuis"),
        (("answered", "iemand thuis"), [0]),
        (("facts", 0, "cells"), None),
        (("acts", 0, "rows", 0), 0),
        (("extra",), []),
    ],
)
def test_the_schema_refuses_what_is_wrong(data: dict[str, Any], path: tuple[Any, ...], value: Any) -> None:
    wrong = copy.deepcopy(data)
    place: Any = wrong
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    assert errors(wrong)


@pytest.mark.parametrize("key", FORMAT["properties"])
def test_every_part_is_always_there(data: dict[str, Any], key: str) -> None:
    del data[key]
    assert errors(data) == [f"'{key}' is a required property"]


def test_what_the_table_says_is_in_the_data(data: dict[str, Any]) -> None:
    rows = {row["id"].partition("#")[2]: row for row in data["rows"]}
    assert [data["rows"][number]["id"] for number in rows["toch"]["takes"]] == ["a/art-1#ban", "a/art-1#vraag"]
    (number,) = rows["vraag"]["needs"]  # named twice, listed once
    assert data["needs"][number] == {
        "fact": "akkoord",
        "accepted": ["ja"],
        "quantifier": "any",
        "by": "dienst",
        "timing": "before",
        "states": ["consult", "consult", "met"],
        "refused": ["geweigerd"],
    }
    acts = {act["id"]: act["rows"] for act in data["acts"]}
    on_vraag = next(entry for entry in acts["posten"] if data["rows"][entry["row"]] is rows["vraag"])
    verdicts = [give["verdict"] for give in data["gives"][on_vraag["gives"]]]
    assert verdicts == ["mag", "mag_onder_voorwaarden", "eerst_overleg", "mag_niet", "mag_niet", "mag_niet"]
    assert [entry["direct"] for entry in acts["zwijgen"]] == [False] * 4
    assert acts["taggen"] == []
    assert [data["rows"][entry["row"]]["id"] for entry in data["always"]] == ["a/art-1#altijd"]
    assert data["readings"] == [{"question": "uitzondering", "choices": ["eng"]}]
    assert [data["worlds"][number] for number in data["answered"][" "]] == [["personeel", "professional"]]
    bound = {tuple(data["worlds"][number]) for number in data["scopes"][rows["toch"]["scope"]]}
    assert bound == {("leerkracht", "professional")}


def test_the_script_hands_over_the_data() -> None:
    data = '{"a":"</script>\u2028"}\n'.encode()
    script = as_script("constructor", data).decode()
    assert script.startswith('(window.policyDecisions=window.policyDecisions||Object.create(null))["constructor"]={')
    assert "</" not in script
    assert "\u2028" not in script
    assert json.loads(script.partition("]=")[2].removesuffix(";\n")) == json.loads(data)
