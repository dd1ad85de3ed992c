"""TypeScript declarations from a JSON Schema (draft 2020-12), so that scripts name shapes that are described in one place.

A keyword that only narrows values (``pattern``, ``minItems`` …) has no counterpart in a type and is passed over; one that this
file does not know is an error, since passing it over might let the types say something that the schema does not.
"""

from __future__ import annotations

import json
import re
from typing import Any

_PRIMITIVES = {"string": "string", "number": "number", "integer": "number", "boolean": "boolean", "null": "null"}
# What narrows values and not shapes. A condition may only do that: its branches describe what the schema gives elsewhere.
_NARROWING = {
    "pattern", "format", "minLength", "maxLength", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf",
    "minItems", "maxItems", "uniqueItems", "contains", "minProperties", "maxProperties", "propertyNames", "not",
    "if", "then", "else",
}  # fmt: skip
_ABOUT = {"$schema", "$id", "$comment", "title", "description", "default", "examples", "deprecated"}
_SHAPING = {
    "$ref", "$defs", "type", "enum", "const", "anyOf", "oneOf", "allOf", "properties", "required", "patternProperties",
    "additionalProperties", "items", "prefixItems",
}  # fmt: skip
_OF_OBJECTS = {"properties", "required", "patternProperties", "additionalProperties"}
_OF_LISTS = {"items", "prefixItems"}
_NAME = re.compile(r"[A-Za-z_$][\w$]*", re.ASCII)


class SchemaError(ValueError):
    """A schema says what these declarations cannot; the message names the keyword and where it stands."""


def declare(schema: dict[str, Any], namespace: str) -> str:
    """The text of a ``.d.ts`` file with one global namespace.

    It has a type for each of ``$defs``, in its order, named in PascalCase (``rule_id`` becomes ``RuleId``), and last ``Root``,
    the whole document. Descriptions become comments. Raises :exc:`SchemaError` for a keyword that is not known, a reference to
    what is not in ``$defs``, and two definitions of one name.
    """
    definitions = schema.get("$defs", {})
    names: dict[str, str] = {}
    for key in definitions:
        name = _pascal(key)
        if name == "Root" or name in names.values():
            raise SchemaError(f"$defs/{key}: another type is called {name}")
        names[key] = name
    writer = _Writer(names)
    root = {key: value for key, value in schema.items() if key != "$defs"}
    types = [(names[key], definition, f"$defs/{key}") for key, definition in definitions.items()]
    blocks = [
        _comment(definition, "  ") + f"  type {name} = {writer.type_of(definition, '  ', place)};\n"
        for name, definition, place in [*types, ("Root", root, "#")]
    ]
    return f"declare namespace {namespace} {{\n" + "\n".join(blocks) + "}\n"


def _pascal(name: str) -> str:
    return "".join(part[:1].upper() + part[1:] for part in re.split(r"[^A-Za-z0-9]+", name))


def _comment(schema: Any, indent: str) -> str:
    """The description of a schema as a line of its own; "" where there is none."""
    words = " ".join(str(schema.get("description", "")).split()) if isinstance(schema, dict) else ""
    return f"{indent}/** {words.replace('*/', '* /')} */\n" if words else ""


class _Writer:
    """Writes the type of a schema; *place* is where it stands, for whoever must mend it."""

    def __init__(self, names: dict[str, str]) -> None:
        self._names = names

    def type_of(self, schema: Any, indent: str, place: str) -> str:
        if isinstance(schema, bool):
            return "unknown" if schema else "never"
        if unknown := schema.keys() - _NARROWING - _ABOUT - _SHAPING:
            raise SchemaError(f"{place}: no type for {', '.join(sorted(unknown))}")
        parts = [part for part in self._parts(schema, indent, place) if part != "unknown"]
        return _joined(parts, "&") if parts else "unknown"

    def _parts(self, schema: dict[str, Any], indent: str, place: str) -> list[str]:
        """The types that all hold at once."""
        parts = []
        if "$ref" in schema:
            parts.append(self._named(schema["$ref"], place))
        if "const" in schema:
            parts.append(_literal(schema["const"], place))
        elif "enum" in schema:
            parts.append(_joined([_literal(value, place) for value in schema["enum"]], "|"))
        else:
            parts.append(self._by_kind(schema, indent, place))
        for key in ("anyOf", "oneOf"):
            if key in schema:
                either = [self.type_of(one, indent, f"{place}/{key}/{n}") for n, one in enumerate(schema[key])]
                parts.append(_joined(either, "|"))
        parts += [
            self.type_of(one, indent, f"{place}/allOf/{number}") for number, one in enumerate(schema.get("allOf", ()))
        ]
        return parts

    def _named(self, reference: str, place: str) -> str:
        if reference == "#":
            return "Root"
        name = self._names.get(reference.removeprefix("#/$defs/"))
        if name is None or not reference.startswith("#/$defs/"):
            raise SchemaError(f"{place}: {reference} is not in $defs")
        return name

    def _by_kind(self, schema: dict[str, Any], indent: str, place: str) -> str:
        """What ``type`` names; where it is left out, the kind that the other keywords speak of."""
        kinds = schema.get("type", [])
        kinds = [kinds] if isinstance(kinds, str) else kinds
        for kind, keywords in (("object", _OF_OBJECTS), ("array", _OF_LISTS)):
            if kind not in kinds and (spoken := schema.keys() & keywords):
                raise SchemaError(f"{place}: {', '.join(sorted(spoken))} without the type {kind}")
        found = []
        for kind in kinds:
            if kind == "object":
                found.append(self._object(schema, indent, place))
            elif kind == "array":
                found.append(self._list(schema, indent, place))
            elif kind in _PRIMITIVES:
                found.append(_PRIMITIVES[kind])
            else:
                raise SchemaError(f"{place}: no type {kind!r}")
        return _joined(found, "|") if found else "unknown"

    def _object(self, schema: dict[str, Any], indent: str, place: str) -> str:
        properties, required = schema.get("properties", {}), set(schema.get("required", ()))
        if missing := required - properties.keys():
            raise SchemaError(f"{place}: required but not described: {', '.join(sorted(missing))}")
        inner = f"{indent}  "
        lines = []
        for key, value in properties.items():
            name = key if _NAME.fullmatch(key) else json.dumps(key)
            mark = "" if key in required else "?"
            lines.append(
                f"{_comment(value, inner)}{inner}{name}{mark}: {self.type_of(value, inner, f'{place}/{key}')};\n"
            )
        others = schema.get("additionalProperties", True)
        kept = list(schema.get("patternProperties", {}).values())
        if kept and others is True:
            raise SchemaError(f"{place}: patternProperties, and anything besides")
        kept += [others] if isinstance(others, dict) else []
        if kept and properties:
            raise SchemaError(f"{place}: properties beside others that have a schema")
        if kept:
            types = [self.type_of(value, indent, f"{place}/*") for value in kept]
            return f"Record<string, {_joined(types, '|')}>"
        if not properties:
            return "Record<string, unknown>" if others else "Record<string, never>"
        # What is not described is there for nobody, even where the schema lets it be.
        return "{\n" + "".join(lines) + f"{indent}}}"

    def _list(self, schema: dict[str, Any], indent: str, place: str) -> str:
        first = [
            self.type_of(one, indent, f"{place}/{number}") for number, one in enumerate(schema.get("prefixItems", ()))
        ]
        ends = first and schema.get("maxItems", len(first) + 1) <= len(first)
        rest = "never" if ends else self.type_of(schema.get("items", True), indent, f"{place}/items")
        if not first:
            return "[]" if rest == "never" else f"{rest}[]"
        # A list may end early unless it is said how long it is at least.
        items = [one if number < schema.get("minItems", 0) else f"{one}?" for number, one in enumerate(first)]
        return f"[{', '.join(items if rest == 'never' else [*items, f'...{rest}[]'])}]"


def _joined(types: list[str], sign: str) -> str:
    """One type of several; in brackets, so that it may stand anywhere."""
    return types[0] if len(types) == 1 else f"({f' {sign} '.join(types)})"


def _literal(value: Any, place: str) -> str:
    if value is None or isinstance(value, str | bool | int | float):
        return json.dumps(value, ensure_ascii=False)
    raise SchemaError(f"{place}: no literal type for {value!r}")
