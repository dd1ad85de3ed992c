"""The notation in which an editor writes the positions of a rule.

A position is one line ``norm: modality "quote"`` with its fields below it, indented, one a line::

    toestemming: verplicht "hebben we toestemming"
      act: beeld-plaatsen
      when: beeld-personen = herkenbaar
      requires: toestemming-personen = schriftelijk; by: third; timing: before
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from .fingerprint import SHORT
from .records import (
    EFFECTS,
    MODALITIES,
    QUANTIFIERS,
    TIMINGS,
    Condition,
    Modality,
    Position,
    Reading,
    Requirement,
    Signature,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

FIELDS = (
    "name",
    "quote",
    "act",
    "binds",
    "context",
    "when",
    "requires",
    "only",
    "standing",
    "effect",
    "overrides",
    "reading",
    "question",
    "reviewed",
    "formerly",
)
#: How an editor says that a duty or a ban has no conditions, where ``when`` has them otherwise.
ALWAYS = ("always", "altijd")
ID = re.compile(r"[a-z0-9][a-z0-9.-]*")
_HEAD = re.compile(r"(?P<norm>[^\s:]+)\s*:\s*(?P<modality>[^\s\"]+)\s*(?P<rest>.*)")
_FIELD = re.compile(r"(?P<field>[a-z]+)\s*:\s*(?P<value>.*)")
_SEAL = re.compile(rf"[0-9a-f]{{{SHORT}}}")
_YES = {"yes": True, "ja": True, "no": False, "nee": False}


@dataclass(frozen=True, slots=True)
class Fault:
    """A line that cannot be read: the line in the page, what is wrong (a subtype of the diagnostics) and the words for it."""

    line: int
    subtype: str
    arguments: dict[str, str]


def parse_positions(lines: list[tuple[int, str]]) -> tuple[tuple[Position, ...], list[Fault]]:
    """Read the positions of one rule.

    *lines* are (line number, text) pairs. Returns the positions that could be read, named by their number where the
    editor gave no name, and the faults. A fault in a field costs that field only; a line that was broken in two is read whole.
    """
    positions: list[Position] = []
    faults: list[Fault] = []
    lines = _join_broken([(line, text) for line, text in lines if text.strip()], faults)
    margin = min((_indent(text) for _, text in lines), default=0)
    current: Position | None = None
    skipping = False
    for line, raw in lines:
        indented = _indent(raw) > margin
        text = raw.strip()
        if not indented:
            if current is not None:
                positions.append(current)
            current = _parse_head(line, text, len(positions) + 1, faults)
            # The fields of a position that cannot be read go with it: its first line is the one mistake.
            skipping = current is None
        elif current is not None:
            current = _parse_field(line, text, current, faults)
        elif not skipping:
            faults.append(Fault(line, "position_syntax", {"text": text}))
    if current is not None:
        positions.append(current)
    return tuple(positions), faults


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip())


def _join_broken(lines: list[tuple[int, str]], faults: list[Fault]) -> list[tuple[int, str]]:
    """The lines with each that goes on on the next one made whole; a fault names where it goes on."""
    joined: list[tuple[int, str]] = []
    for line, text in lines:
        if joined and _goes_on(joined[-1][1], text):
            faults.append(Fault(line, "position_split", {"text": text.strip()}))
            joined[-1] = (joined[-1][0], f"{joined[-1][1].rstrip()} {text.strip()}")
        else:
            joined.append((line, text))
    return joined


def _goes_on(before: str, text: str) -> bool:
    """Whether *text* is the rest of the line *before*, and no line of its own."""
    start, rest = before.strip(), text.strip()
    head = _HEAD.fullmatch(rest)
    if _is_field(rest) or (head and head["modality"] in MODALITIES):
        return False
    if _is_field(start):
        value = start.partition(":")[2].strip()
        return not value or value[-1] in ",;=" or _is_open(value) or _indent(text) > _indent(before)
    above = _HEAD.fullmatch(start)
    if above is None:
        return start.endswith(":") and rest.split()[0] in MODALITIES
    return _is_open(above["rest"]) or (not above["rest"] and rest[0] == '"')


def _is_field(text: str) -> bool:
    match = _FIELD.fullmatch(text)
    return match is not None and match["field"] in FIELDS


def _is_open(value: str) -> bool:
    """Whether a quotation begins here that does not end here."""
    return value.startswith('"') and (len(value) == 1 or not value.endswith('"'))


def _parse_head(line: int, text: str, number: int, faults: list[Fault]) -> Position | None:
    match = _HEAD.fullmatch(text)
    if match is None:
        faults.append(Fault(line, "position_syntax", {"text": text}))
        return None
    modality = MODALITIES.get(match["modality"])
    if modality is None:
        faults.append(Fault(line, "unknown_modality", {"id": match["modality"]}))
        return None
    quote = _parse_quote(match["rest"])
    if quote is None:
        faults.append(Fault(line, "quote_missing", {"text": text}))
    return Position(str(number), match["norm"], Modality(modality), (quote,) if quote else (), line)


def _parse_quote(text: str) -> str | None:
    """The quote runs from the first to the last double quotation mark; what stands around it must be nothing."""
    text = text.strip()
    if len(text) < 3 or text[0] != '"' or text[-1] != '"':
        return None
    return " ".join(text[1:-1].split())


def split_ids(value: str) -> tuple[str, ...]:
    """The ids of a comma-separated list."""
    return tuple(part.strip() for part in value.split(",") if part.strip())


def _some_ids(value: str) -> tuple[str, ...]:
    ids = split_ids(value)
    if not ids:
        raise ValueError(value)
    return ids


def _parse_field(line: int, text: str, position: Position, faults: list[Fault]) -> Position:
    match = _FIELD.fullmatch(text)
    if match is None or match["field"] not in FIELDS:
        name = match["field"] if match else text
        faults.append(Fault(line, "unknown_field", {"id": name}))
        return position
    name, value = match["field"], match["value"].strip()
    if not value:
        faults.append(Fault(line, "field_value", {"field": name, "value": value}))
        return position
    try:
        match name:
            case "name":
                if not ID.fullmatch(value):
                    raise ValueError
                return replace(position, name=value)
            case "quote":
                quote = _parse_quote(value)
                if quote is None:
                    raise ValueError
                return replace(position, quotes=(*position.quotes, quote))
            case "act":
                return replace(position, acts=_some_ids(value))
            case "binds":
                return replace(position, binds=_some_ids(value))
            case "context":
                return replace(position, context=_some_ids(value))
            case "when":
                if position.always or (position.when and value in ALWAYS):
                    raise ValueError
                if value in ALWAYS:
                    return replace(position, always=True)
                return replace(position, when=(*position.when, parse_conditions(value)))
            case "requires":
                return replace(position, requires=(*position.requires, _parse_requirement(value)))
            case "only":
                return replace(position, only=_YES[value])
            case "standing":
                return replace(position, standing=_YES[value])
            case "effect":
                if value not in EFFECTS:
                    raise ValueError
                return replace(position, effect=value)
            case "overrides":
                return replace(position, overrides=_some_ids(value))
            case "question":
                return replace(position, question=value)
            case "formerly":
                if not all(map(ID.fullmatch, names := _some_ids(value))):
                    raise ValueError
                return replace(position, formerly=names)
            case "reviewed":
                return replace(position, signed=_parse_signature(value))
            case _:
                return replace(position, reading=_parse_reading(value))
    except (ValueError, KeyError):
        faults.append(Fault(line, "field_value", {"field": name, "value": value}))
        return position


def parse_conditions(text: str) -> tuple[Condition, ...]:
    """A conjunction ``fact = answer, answer; fact = answer``; raises ValueError where it cannot be read."""
    conditions = tuple(parse_condition(part) for part in text.split(";") if part.strip())
    if not conditions or len({condition.fact for condition in conditions}) < len(conditions):
        raise ValueError(text)  # one fact twice: a comma between its answers is meant
    return conditions


def parse_condition(text: str) -> Condition:
    """One condition ``fact = answer, answer``, or ``fact = all: …`` or ``none: …``; raises ValueError."""
    fact, separator, value = text.partition("=")
    quantifier = "any"
    head, colon, tail = value.strip().partition(":")
    if colon and head.strip() in QUANTIFIERS:
        quantifier, value = head.strip(), tail
    accepted = split_ids(value)
    if not separator or not fact.strip() or not accepted:
        raise ValueError(text)
    return Condition(fact.strip(), accepted, quantifier)


def write_conditions(conditions: Iterable[Condition]) -> str:
    """Conditions as an editor writes them."""
    return "; ".join(
        f"{c.fact} = {'' if c.quantifier == 'any' else c.quantifier + ': '}{', '.join(c.accepted)}" for c in conditions
    )


def _parse_requirement(text: str) -> Requirement:
    head, *details = text.split(";")
    requirement = Requirement(parse_condition(head))
    for detail in details:
        key, _, value = detail.partition(":")
        key, value = key.strip(), value.strip()
        if key == "by" and ID.fullmatch(value):
            requirement = replace(requirement, by=value)
        elif key == "timing" and value in TIMINGS:
            requirement = replace(requirement, timing=value)
        else:
            raise ValueError(detail)
    return requirement


def _parse_signature(text: str) -> Signature:
    """``2026-11-30; Naam; functie; 1a2b3c4d``; raises ValueError."""
    day, name, function, seal = (part.strip() for part in text.split(";"))
    if date.fromisoformat(day).isoformat() != day or not name or not function or not _SEAL.fullmatch(seal):
        raise ValueError(text)
    return Signature(day, name, function, seal)


def _parse_reading(text: str) -> Reading:
    where, *flags = text.split()
    question, slash, choice = where.partition("/")
    if not (question and slash and choice) or flags not in ([], ["default"]):
        raise ValueError(text)
    return Reading(question, choice, bool(flags))
