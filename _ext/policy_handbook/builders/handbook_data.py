"""The handbook as data: what ``data/handbook.json`` holds, described by ``handbook.schema.json`` beside this module.

Ids in it are always whole (``<code>/<rule-id>``, ``<code>/<rule-id>#<position>``), so that an entry can be read alone. What
is absent is null where an id or a choice would stand and "" where words would.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, TypeVar

from ..decision.answers import UNKNOWN, AnswerError, as_given
from ..decision.bases import bases_of
from ..decision.cases import run_case
from ..domain import anchor_of
from ..model.fingerprint import fingerprint, fingerprint_of_lines
from ..model.handbook import version_key
from ..presentation.citation import cite, is_citable, lines_of_division, rule_path, version_path
from ..presentation.decision_data import make_requirement
from ..presentation.notes import state_note
from ..presentation.relations import name_reason
from .decision_files import make_fact, make_gate

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ..model.handbook import Handbook
    from ..model.overlap import Overlap
    from ..model.records import Case, Code, Condition, Note, Position, Rule, Term

Record = TypeVar("Record")


def dump_data(book: Handbook, base: str = "") -> bytes:
    """The bytes of ``data/handbook.json``: UTF-8, keys sorted, one entry a line; the same for the same book and *base*."""
    encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True).encode
    lists = (
        f"{encode(name)}: [{_lines(map(encode, entries))}]" for name, entries in sorted(make_data(book, base).items())
    )
    return f"{{{_lines(lists)}}}\n".encode()


def _lines(parts: Iterable[str]) -> str:
    """The parts with a comma after all but the last, each on a line of its own; nothing where there are none."""
    text = ",\n".join(parts)
    return f"\n{text}\n" if text else ""


def make_data(book: Handbook, base: str = "") -> dict[str, Any]:
    """The whole of *book* as lists and dictionaries.

    *base* is the handbook's own address: with it addresses are absolute, without it relative to the site's root. Lists are
    in the order of the ids, but rules in that of their text and a question's options in the editor's.
    """
    prefix = f"{base.rstrip('/')}/" if base else ""
    texts = sorted(book.texts.items(), key=lambda item: (item[0][0], version_key(item[0][1])))
    return {
        "acts": [
            {
                "id": act.id,
                "label": act.label,
                "complement": act.complement or None,
                "explanation": act.explanation,
                "group": act.group,
            }
            for act in _by_id(book.acts)
        ],
        "audiences": [_term_data(term) for term in _by_id(book.audiences)],
        "bodies": [_term_data(term) for term in _by_id(book.bodies)],
        "cases": [_case_data(book, case, prefix) for case in _by_id(book.cases)],
        "codes": [_code_data(book, code, prefix) for code in _by_id(book.codes)],
        "facts": [make_fact(fact) for fact in _by_id(book.facts)],
        "norms": [
            {
                "id": norm.id,
                "topic": norm.topic or None,
                "statement": norm.statement,
                "question": norm.question,
                "related": list(book.derived.related.get(norm.id, ())),
                "phase": norm.phase or None,
                "formerly": list(norm.formerly),
            }
            for norm in _by_id(book.norms)
        ],
        "overlaps": [_overlap_data(book, overlap) for overlap in book.derived.overlaps],
        "rules": [_rule_data(book, rule, base, prefix) for _, rules in texts for rule in rules.values()],
        "topics": [{"id": topic.id, "label": topic.label, "summary": topic.summary} for topic in _by_id(book.topics)],
    }


def _by_id(records: Mapping[str, Record]) -> list[Record]:
    return [records[id] for id in sorted(records)]


def _code_data(book: Handbook, code: Code, prefix: str) -> dict[str, Any]:
    versions = sorted(book.versions.get(code.id, {}).values(), key=lambda version: version_key(version.id))
    return {
        "id": code.id,
        "title": code.title,
        "short": code.short,
        "authority": code.authority,
        "named": code.is_named,
        "binding": code.binding,
        "status": code.status,
        "audience": list(code.audience),
        "context": list(code.context),
        "summary": code.summary,
        "url": f"{prefix}codes/{code.id}/index.html",
        "versions": [
            {
                "id": version.id,
                "adopted": version.adopted,
                "in_force_from": version.in_force_from,
                "in_force_until": version.in_force_until,
                "current": version is book.current_version(code.id),
                "notes": _note_data(book.derived.notes_of.get((code.id, version.id, ""), [])),
            }
            for version in versions
        ],
    }


def _rule_data(book: Handbook, rule: Rule, base: str, prefix: str) -> dict[str, Any]:
    current = book.current_version(rule.code)
    return {
        "id": rule.full_id,
        "code": rule.code,
        "version": rule.version,
        "current": current is not None and current.id == rule.version,
        "label": rule.label,
        "mark": rule.mark,
        "kind": rule.kind,
        "path": list(book.path_of(rule)),
        "article": _full(rule, rule.article),
        "depth": rule.depth,
        "note_of": _full(rule, rule.note_of),
        "lead_in": book.lead_in(rule),
        "lead_in_rules": [_full(rule, id) for id in rule.lead_in],
        "wrap_up": book.wrap_up(rule),
        "wrap_up_rules": [_full(rule, id) for id in rule.wrap_up],
        "context": list(book.context_of(rule)),
        "audience": list(book.audience_of(rule)),
        "text": rule.text,
        "fingerprint": fingerprint(rule.text),
        "seal": book.seal_of(rule),
        "whole": _whole_data(book, rule),
        "url": prefix + rule_path(rule),
        "permalink": prefix + version_path(rule),
        "citation": cite(book, rule, base).as_text() if is_citable(book, rule) else "",
        "positions": [_position_data(book, rule, position) for position in rule.positions],
        "formerly": list(rule.former_ids()),
        "notes": _note_data(book.notes_beside(rule)),
    }


def _whole_data(book: Handbook, rule: Rule) -> dict[str, Any] | None:
    """Of a heading all that stands under it, line by line, with one fingerprint; None where nothing does."""
    rules = book.division_of(rule)
    if len(rules) == 1:
        return None
    lines = lines_of_division(rules)
    return {"lines": lines, "fingerprint": fingerprint_of_lines(lines)}


def _full(rule: Rule, id: str) -> str | None:
    """The whole id of another rule of the same text."""
    return f"{rule.code}/{id}" if id else None


def _position_data(book: Handbook, rule: Rule, position: Position) -> dict[str, Any]:
    reading = position.reading
    return {
        "id": rule.position_id(position),
        "formerly": list(rule.former_ids(position)),
        "norm": position.norm,
        "modality": position.modality.value,
        "quotes": list(book.quotes_of(rule, position)),
        "act": list(position.acts),
        "binds": list(book.audience_of(rule, position)),
        "context": list(book.context_of(rule, position)),
        **_gate_data(position.when),
        "requires": [make_requirement(requirement) for requirement in position.requires],
        "only": position.only,
        "standing": position.standing,
        "effect": position.effect or None,
        "overrides": [f"{rule.code}/{target}" for target in position.overrides],
        "reading": reading and {"question": reading.question, "choice": reading.choice, "default": reading.default},
        "question": position.question or None,
    }


def _gate_data(when: tuple[tuple[Condition, ...], ...]) -> dict[str, Any]:
    """``when``, and beside it what a plain object of fact -> answers cannot say, where there is something of that kind."""
    data: dict[str, Any] = {"when": []}
    for alternative in when:
        accepted: dict[str, list[str]] = {}
        for condition in alternative:
            accepted.setdefault(condition.fact, []).extend(condition.accepted)
        data["when"].append({fact: list(dict.fromkeys(answers)) for fact, answers in accepted.items()})
    if any(condition.quantifier != "any" for alternative in when for condition in alternative):
        data["quantifiers"] = [
            {condition.fact: condition.quantifier for condition in alternative if condition.quantifier != "any"}
            for alternative in when
        ]
    if any(len(alternative) != len({condition.fact for condition in alternative}) for alternative in when):
        # One fact twice in one alternative ("one of these, and none of those"): an object has room for one of them.
        data["conditions"] = make_gate(when)
    return data


def _case_data(book: Handbook, case: Case, prefix: str) -> dict[str, Any]:
    outcomes = []
    for expectation in case.expected:
        base = bases_of(book).get(expectation.code)
        if base is None or case.act not in book.acts:
            continue
        try:
            result = run_case(base, case, expectation)
        except AnswerError:
            continue  # the checks name it
        outcomes.append(
            {
                "code": expectation.code,
                "facts": _answer_data(expectation.facts),
                "expected": expectation.verdict,
                "verdict": result.decision.verdict.id,
                "positions": list(result.deciding),
            }
        )
    return {
        "id": case.id,
        "title": case.title,
        "situation": case.situation,
        "act": case.act,
        "facts": _answer_data(case.facts),
        "outcomes": outcomes,
        "url": f"{prefix}{case.place.docname}.html#{anchor_of('case', case.id)}",
    }


def _answer_data(facts: Iterable[Condition]) -> dict[str, list[str] | None]:
    """What is known of each fact; null for "weet ik niet"."""
    return {id: None if UNKNOWN in answers else list(answers) for id, answers in as_given(facts).items()}


def _term_data(term: Term) -> dict[str, Any]:
    return {
        "id": term.id,
        "label": term.label,
        "description": term.description,
        "part_of": term.part_of or None,
        "asks": term.asks or None,
        "superior": term.superior,
        "short": term.short or None,
    }


def _note_data(notes: Iterable[Note]) -> list[dict[str, Any]]:
    return [
        {"defect": note.defect, "law": note.law, "short": note.short, "sic": list(note.sic), "text": state_note(note)}
        for note in notes
    ]


def _overlap_data(book: Handbook, overlap: Overlap) -> dict[str, Any]:
    return {
        "a": overlap.a,
        "b": overlap.b,
        "a_position": overlap.a_position,
        "b_position": overlap.b_position,
        "norm": overlap.norm,
        "other_norm": overlap.other_norm or None,
        "relation": overlap.relation,
        "stricter": overlap.stricter,
        "other_addressee": overlap.other_addressee,
        "other_context": overlap.other_context,
        "origin": overlap.origin,
        "outdated": overlap.outdated,
        "reason": name_reason(book, overlap),
    }
