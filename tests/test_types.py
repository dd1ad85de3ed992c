"""The types in the browser's code: what a schema becomes, and that a fault in a script is found."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, Any

import check_types
import pytest
from books import REPOSITORY
from declarations import SchemaError, declare

if TYPE_CHECKING:
    from pathlib import Path

TOOLS = check_types.HERE.relative_to(REPOSITORY)
SCHEMA = "_ext/policy_handbook/builders/handbook.schema.json"
FAULTS = """// @ts-check
/** @param {Handbook.Rule} rule @param {Handbook.Decision} decision @param {Base} base */
function policySeeded(rule, decision, base) {
  /** @type {Handbook.Verdict} */
  const verdict = "misschien";
  return [rule.labell, decision.reason.length, verdict, policyWalk.decide(base, "taggen", { wie: "journalist" })];
}
"""


# -- shapes from schemas


@pytest.mark.parametrize(
    ("schema", "type"),
    [
        ({}, "unknown"),
        (True, "unknown"),
        ({"description": "anything"}, "unknown"),
        ({"type": "string", "pattern": "^a", "minLength": 1}, "string"),
        ({"type": "integer", "minimum": 0}, "number"),
        ({"type": ["string", "null"]}, "(string | null)"),
        ({"const": 3}, "3"),
        ({"type": "string", "enum": ["één", None, True]}, '("één" | null | true)'),
        ({"$ref": "#/$defs/rule_id"}, "RuleId"),
        ({"$ref": "#/$defs/rule_id", "description": "of a rule"}, "RuleId"),
        ({"$ref": "#"}, "Root"),
        ({"anyOf": [{"$ref": "#/$defs/rule_id"}, {"type": "null"}]}, "(RuleId | null)"),
        ({"oneOf": [{"type": "boolean"}, {"const": "all"}]}, '(boolean | "all")'),
        ({"allOf": [{"$ref": "#/$defs/rule_id"}, {"enum": ["a", "b"]}]}, '(RuleId & ("a" | "b"))'),
        ({"type": "array"}, "unknown[]"),
        ({"type": "array", "items": {"type": ["number", "null"]}, "minItems": 1}, "(number | null)[]"),
        ({"type": "array", "items": {"type": "array", "items": {"type": "string"}}}, "string[][]"),
        ({"type": "array", "items": False}, "[]"),
        (
            {
                "type": "array",
                "prefixItems": [{"type": "string"}, {"type": "boolean"}],
                "items": False,
                "minItems": 2,
            },
            "[string, boolean]",
        ),
        (
            {
                "type": "array",
                "prefixItems": [{"type": "string"}, {"enum": [1, 2]}],
                "items": {"type": "null"},
                "minItems": 1,
            },
            "[string, (1 | 2)?, ...null[]]",
        ),
        (
            {"type": "array", "prefixItems": [{"type": "string"}, {"type": "null"}], "minItems": 2, "maxItems": 2},
            "[string, null]",
        ),
        ({"type": "object"}, "Record<string, unknown>"),
        ({"type": "object", "additionalProperties": False}, "Record<string, never>"),
        (
            {"type": "object", "propertyNames": {"pattern": "a"}, "additionalProperties": {"type": "number"}},
            "Record<string, number>",
        ),
        (
            {"type": "object", "patternProperties": {"^a": {"type": "null"}}, "additionalProperties": False},
            "Record<string, null>",
        ),
        (
            {
                "type": "object",
                "patternProperties": {"a": {"const": 1}, "b": {"const": 2}},
                "additionalProperties": False,
            },
            "Record<string, (1 | 2)>",
        ),
        (
            {
                "type": "object",
                "properties": {"id": {"type": "string", "description": "Its\nname."}, "the-rest": {"type": "null"}},
                "required": ["id"],
                "additionalProperties": False,
            },
            '{\n    /** Its name. */\n    id: string;\n    "the-rest"?: null;\n  }',
        ),
        ({"type": "string", "if": {"const": "a"}, "then": {"minLength": 1}, "else": {"minLength": 2}}, "string"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_each_form_of_a_schema_has_its_type(schema: Any, type: str) -> None:
    text = declare({"$defs": {"rule_id": {"type": "string"}, "tried": schema}}, "Proof")
    assert f"  type Tried = {type};\n" in text
    assert text.startswith("declare namespace Proof {\n  type RuleId = string;\n")
    assert text.endswith("  type Root = unknown;\n}\n")


def test_a_description_is_a_comment_that_nothing_in_it_ends() -> None:
    text = declare({"description": "Ends */ here."}, "Proof")
    assert "  /** Ends * / here. */\n" in text


@pytest.mark.parametrize(
    ("schema", "says"),
    [
        ({"unevaluatedItems": False}, "no type for unevaluatedItems"),
        ({"patternProperties": {}}, "patternProperties without the type object"),
        ({"type": "object", "patternProperties": {"a": {}}}, "anything besides"),
        ({"type": "text"}, "no type 'text'"),
        ({"$ref": "#/$defs/nowhere"}, "nowhere is not in $defs"),
        ({"$ref": "rule_id"}, "rule_id is not in $defs"),
        ({"properties": {}}, "properties without the type object"),
        ({"type": "object", "items": {}}, "items without the type array"),
        ({"type": "object", "required": ["id"]}, "not described: id"),
        ({"type": "object", "properties": {"a": {}}, "additionalProperties": {}}, "beside others"),
        ({"const": []}, "no literal type"),
        ({"type": "array", "items": {"minContains": 1}}, "$defs/tried/items: no type for minContains"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_has_no_type_is_an_error_that_says_where(schema: dict[str, Any], says: str) -> None:
    with pytest.raises(SchemaError) as error:
        declare({"$defs": {"rule_id": {}, "tried": schema}}, "Proof")
    assert str(error.value).startswith("$defs/tried")
    assert says in str(error.value)


@pytest.mark.parametrize("names", [("rule_id", "ruleId"), ("a-b", "a_b"), ("root",)])
def test_two_definitions_of_one_name_are_an_error(names: tuple[str, ...]) -> None:
    with pytest.raises(SchemaError, match="another type is called"):
        declare({"$defs": {name: {} for name in names}}, "Proof")


# -- the scripts


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """The scripts, their types, the schemas and the settings of the check, in a folder of their own."""
    files = [path for path in (REPOSITORY / TOOLS).iterdir() if path.suffix in (".json", ".ts")]
    files += scripts_of(REPOSITORY)
    for kind in ("*.d.ts", "*.schema.json"):
        files += (REPOSITORY / check_types.PACKAGE).rglob(kind)
    for path in files:
        target = tmp_path / path.relative_to(REPOSITORY)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, target)
    return tmp_path


def scripts_of(root: Path) -> list[Path]:
    """All but the library of others."""
    return sorted(path for path in (root / check_types.PACKAGE).rglob("*.js") if path.name != "policy-minisearch.js")


@pytest.fixture
def compiler() -> Path:
    npm = check_types.find_npm()
    if not npm:
        pytest.skip("the types of the scripts need npm (apt-get install npm)")
    return check_types.install(npm, REPOSITORY / check_types.INSTALLED)


def test_a_fault_in_a_type_fails_the_check(checkout: Path, compiler: Path) -> None:
    """In a script that there is, in one in a new folder, and against the shape of the data; and nothing else is wrong."""
    script = scripts_of(checkout)[0]
    lines = script.read_text("utf-8").count("\n")
    script.write_text(script.read_text("utf-8") + "\nvoid document.querySelector('p').title;\n", "utf-8")
    seeded = checkout / check_types.PACKAGE / "views" / "seeded" / "seeded.js"
    seeded.parent.mkdir(parents=True)
    seeded.write_text(FAULTS, "utf-8")
    done = check_types.check(checkout, compiler)
    assert done.returncode != 0
    found = {tuple(line.split(": ")[:2]) for line in done.stdout.splitlines() if line[0] != " "}
    at = seeded.relative_to(checkout).as_posix()
    assert found == {
        (f"{script.relative_to(checkout).as_posix()}({lines + 2},6)", "error TS2531"),  # perhaps null
        (f"{at}(5,9)", "error TS2322"),  # none of the verdicts
        (f"{at}(6,16)", "error TS2551"),  # no such property
        (f"{at}(6,24)", "error TS18047"),  # perhaps null
        (f"{at}(6,93)", "error TS2322"),  # no list of answers
    }


def test_every_script_is_checked() -> None:
    for path in scripts_of(REPOSITORY):
        text = path.read_text("utf-8")
        assert text.startswith("// @ts-check\n"), path
        assert "@ts-ignore" not in text, path
        assert "@ts-nocheck" not in text, path


def test_a_schema_without_types_fails_the_check(checkout: Path) -> None:
    schema = json.loads((checkout / SCHEMA).read_text("utf-8"))
    schema["$defs"]["note"]["unevaluatedProperties"] = False
    (checkout / SCHEMA).write_text(json.dumps(schema), "utf-8")
    with pytest.raises(SchemaError, match=r"handbook\.schema\.json: \$defs/note: no type for unevaluatedProperties"):
        check_types.write_declarations(checkout)


def test_the_declarations_of_a_schema_that_went_go_too(checkout: Path) -> None:
    written = check_types.write_declarations(checkout)
    assert [path.name for path in written] == ["decisions.d.ts", "handbook.d.ts"]
    (checkout / SCHEMA).unlink()
    check_types.write_declarations(checkout)
    assert list((checkout / check_types.DECLARATIONS).iterdir()) == written[:1]


def test_without_npm_a_skip_is_said_aloud_and_where_ci_is_set_it_is_a_failure(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("CI", raising=False)
    assert check_types.main() == 0
    assert "SKIPPED" in capsys.readouterr().err
    monkeypatch.setenv("CI", "true")
    with pytest.raises(SystemExit) as ended:
        check_types.main()
    assert "npm" in str(ended.value.code)


def test_the_lock_has_a_hash_and_no_address() -> None:
    """Whoever installs it does so from the registry of their own settings."""
    lock = json.loads((REPOSITORY / TOOLS / check_types.LOCK).read_text("utf-8"))
    packages = {name: package for name, package in lock["packages"].items() if name}
    assert packages
    for package in packages.values():
        assert package["integrity"].startswith("sha512-")
        assert "resolved" not in package
