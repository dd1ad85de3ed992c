"""What decides, as data: the table and the names of each code for programs and for the browser, and the words of all."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..decision.bases import tables_of
from ..decision.clauses import NOT_INTERNAL
from ..decision.ways import standing_near
from ..model.addresses import link_to
from ..model.excerpts import show_excerpt
from ..model.file_names import anchor_name
from ..model.records import Place
from ..presentation.checklist import acts_of_list, checklists_made
from ..presentation.citation import cite, name_authority, rule_path, version_path
from ..presentation.comparison import is_noted
from ..presentation.decision_data import make_condition, make_requirement
from ..presentation.names import scope_questions
from ..presentation.notes import show_note
from ..presentation.relations import name_modality, sign_of
from ..presentation.say import SENTENCES
from ..presentation.spans import quote_spans

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Sequence

    from ..decision.clauses import DecisionBase
    from ..decision.gates import Gate
    from ..decision.table import ActRow, CodeTable, Need, Row
    from ..model.handbook import Handbook
    from ..model.records import Fact, Term
    from ..presentation.spans import Span

#: Address of the words from the root of the site.
WORDING_PATH = "data/decisions/wording.js"
# The sentences that the browser says, by how their keys begin.
_SAID = ("list.", "answer.", "page.", "copy.")


def make_wording(book: Handbook) -> dict[str, Any]:
    """The sentences of the assistant, the labels of what data name, and the two questions that no editor writes.

    ``not_internal`` are those who bring a need about without being a body of one's own: see :data:`~.clauses.NOT_INTERNAL`.
    """
    return {
        "sentences": {key: sentence for key, sentence in SENTENCES.items() if key.startswith(_SAID)},
        "not_internal": list(NOT_INTERNAL),
        "also_sought": {act.id: " ".join(act.also_sought) for act in book.acts.values()},
        "scope": {id: make_fact(fact) for id, fact in scope_questions(book, Place("", 1)).items()},
    }


def dump_wording(book: Handbook) -> bytes:
    """The bytes of the words: like a code's decision base a script, since a page opened from a folder loads nothing else."""
    words = json.dumps(make_wording(book), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return f"window.policyWording={words};\n".replace("</", "<\\/").encode()


#: The format of what :func:`make_base` gives.
SCHEMA = Path(__file__).with_name("decisions.schema.json")
#: Addresses from the root of the site: of the format, and of what decides in a code, for programs and as a script.
SCHEMA_PATH = "data/decisions/schema.json"


def data_path(code: str) -> str:
    """Address of what decides in a code."""
    return f"data/decisions/{code}.json"


def script_path(code: str) -> str:
    """Address of the same as a script, since a page opened from a folder can load nothing else."""
    return f"data/decisions/{code}.js"


def dump_base(base: DecisionBase, address: str = "") -> bytes:
    """The bytes of what decides in a code: UTF-8, keys sorted; the same for the same book and *address*."""
    words = json.dumps(make_base(base, address), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return f"{words}\n".encode()


def as_script(code: str, data: bytes) -> bytes:
    """The bytes of a classic script that hands the *data* of a code (see :func:`dump_base`) to the page."""
    # Without a prototype: the id of a code may be "constructor".
    all_bases = "(window.policyDecisions=window.policyDecisions||Object.create(null))"
    words = f"{all_bases}[{json.dumps(code)}]={data.decode().strip()};\n"
    # Neither may end a script or a line of one.
    return words.replace("</", "<\\/").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").encode()


def make_base(base: DecisionBase, address: str = "") -> dict[str, Any]:
    """The table of a code, and the names of all that is in it; ``decisions.schema.json`` says what each part means.

    *address* is the handbook's own, as in :func:`.handbook_data.make_data`; page addresses are relative to the site's root.
    """
    book, code = base.book, base.code
    table = tables_of(book)[code.id]
    scope = book.scope_rules(code.id)
    rules = {rule.full_id: rule for rule in (*(row.rule for row in table.rows), *scope)}
    current = book.current_version(code.id)
    tables = _make_table(base, table)
    return {
        **tables,
        "code": {
            "id": code.id,
            "title": code.title,
            "short": code.short,
            "authority": name_authority(code),
            "binding": code.binding,
            "version": current.id if current else "",
            "worked_through": code.worked_through,
            "url": f"codes/{code.id}/index.html",
            "scope": [rule.full_id for rule in scope],
        },
        "audiences": [
            {
                "id": id,
                "label": term.label,
                "explanation": term.description,
                "chain": sorted(book.derived.addressees[id]),
                "ask": book.ask_of(code.id, id),
            }
            for id, term in book.audiences.items()
        ],
        "addressed": sorted(base.addressed),
        "ask": code.ask,
        "checklists": list(_make_checklists(book, table, tables["worlds"])),
        "facts": [
            {**make_fact(fact), "cells": [sorted(cell) for cell in table.facts[id].cells]}
            for id, fact in base.facts.items()
        ],
        "bodies": {
            body.id: {
                "label": body.label,
                "contact": {"name": contact.name, "ways": [{"text": way, "href": link_to(way)} for way in contact.ways]}
                if (contact := book.contacts.get(body.id))
                else None,
            }
            for body in dict.fromkeys((*book.bodies_of(code.id), *_advisers(book, code.id)))
        },
        "rules": {
            id: {
                "label": rule.label,
                "lead_in": book.quote_before(rule),
                "wrap_up": book.quote_after(rule),
                "noted": is_noted(book, rule),
                "url": rule_path(rule),
                "permalink": version_path(rule),
                "citation": cite(book, rule, address).as_text(),
                "notes": [show_note(book, note) for note in book.notes_beside(rule) if not note.folded],
            }
            for id, rule in rules.items()
        },
    }


def _make_checklists(book: Handbook, table: CodeTable, worlds: Sequence[Sequence[str]]) -> Iterator[dict[str, Any]]:
    """The checklists on which a code speaks: where each stands, on which acts and for whom it is (by the numbers of *worlds*),
    and on which rows each item rests.
    """
    rows: dict[str, list[int]] = {}
    for row in table.rows:
        rows.setdefault(row.id, []).append(row.index)
    for id, checklist in checklists_made(book).items():
        if table.code not in checklist.codes:
            continue
        spec = book.checklists[id]
        yield {
            "anchor": f"checklist-{anchor_name(id)}",
            "page": spec.page or spec.title or id,
            "url": f"{spec.place.docname}.html",
            "acts": list(acts_of_list(book, spec)),
            "worlds": [
                number
                for number, (audience, context) in enumerate(worlds)
                if (not spec.audience or book.share_audience((audience,), spec.audience))
                and (not spec.context or context in spec.context)
            ],
            "items": [
                [row for position in item.positions for row in rows.get(position, ())] for item in checklist.items
            ],
        }


class _Distinct:
    """Values that are each written once, and referred to by their number."""

    def __init__(self) -> None:
        self._numbers: dict[Hashable, int] = {}

    def number(self, value: Hashable) -> int:
        """The number of a value."""
        return self._numbers.setdefault(value, len(self._numbers))

    def __iter__(self) -> Iterator[Any]:
        return iter(self._numbers)


def _advisers(book: Handbook, code: str) -> Iterator[Term]:
    """The bodies that some audience asks about a code."""
    asked = (book.ask_of(code, audience) for audience in book.audiences)
    return (book.bodies[id] for id in asked if id in book.bodies)


def _make_table(base: DecisionBase, table: CodeTable) -> dict[str, Any]:
    """What decides: the rows and what each gives for each act; see :class:`.table.CodeTable`."""
    book = base.book
    worlds, scopes, needs, gives = _Distinct(), _Distinct(), _Distinct(), _Distinct()
    answered = {" ".join(key): [worlds.number(world) for world in open] for key, open in table.worlds.items()}
    known = set(worlds)

    def act_row(entry: ActRow) -> dict[str, Any]:
        return {"row": entry.row.index, "gives": gives.number(entry.gives), "direct": entry.direct}

    def table_row(row: Row) -> dict[str, Any]:
        position = row.position
        scope = tuple(sorted(worlds.number(world) for world in row.scope & known))
        return {
            "id": row.id,
            "rule": row.rule.full_id,
            "modality": position.modality.value,
            "word": name_modality(book, row.rule, position),
            "sign": sign_of(book, row.rule, position),
            "when": make_gate(row.gate),
            "scope": scopes.number(scope),
            "needs": [needs.number(need) for need in row.needs],
            "takes": list(row.takes),
            "effect": row.effect,
            "standing": row.standing,
            "advice": row.advice,
            "law": list(row.law),
            "reading": row.reading
            and {"question": row.reading.question, "choice": row.reading.choice, "default": row.reading.default},
            "excerpt": [make_span(span) for span in quote_spans(book.excerpt_of(row.rule, position))],
            "opening": show_excerpt(book.opening_of(row.rule, position)),
        }

    return {
        "rows": [table_row(row) for row in table.rows],
        "acts": [
            {
                "id": act.id,
                "label": act.label,
                "explanation": act.explanation,
                "group": act.group,
                "complement": act.complement,
                "ways": [{"act": id, "when": make_gate(gate)} for id, gate in book.derived.ways[act.id].items()],
                "near": sorted(standing_near(base, act.id)),
                "law": [{"kind": matter.kind, "when": make_gate(matter.when)} for matter in table.law.get(act.id, ())],
                "rows": [act_row(entry) for entry in table.acts.get(act.id, ())],
            }
            for act in book.acts.values()
        ],
        "always": [act_row(entry) for entry in table.always],
        "readings": [{"question": question, "choices": list(choices)} for question, choices in table.readings.items()],
        "worlds": [list(world) for world in worlds],
        "answered": answered,
        "scopes": [list(scope) for scope in scopes],
        "needs": [_make_need(need) for need in needs],
        "gives": [
            [{"verdict": give.verdict.id, "against": give.against, "curable": give.curable} for give in by_status]
            for by_status in gives
        ],
    }


def make_span(span: Span) -> list[str]:
    """A span as ``[words, target, role]``."""
    return [span.text, span.target, span.role]


def _make_need(need: Need) -> dict[str, Any]:
    return {**make_requirement(need.requirement), "states": list(need.states), "refused": sorted(need.refused)}


def make_fact(fact: Fact) -> dict[str, Any]:
    """A question as data; ``ask`` as :func:`make_gate`."""
    return {
        "id": fact.id,
        "question": fact.question,
        "why": fact.why,
        "options": [{"id": id, "label": label} for id, label in fact.options],
        "multiple": fact.multiple,
        "assume": fact.assume or None,
        "none": fact.none or None,
        "refused": list(fact.refused),
        "arrangeable": fact.arrangeable,
        "group": fact.group,
        "ask": make_gate(fact.ask),
        "fixed": fact.fixed,
    }


def make_gate(gate: Gate) -> list[list[dict[str, Any]]]:
    """Alternatives, each a list of conditions that must all hold."""
    return [[make_condition(condition) for condition in alternative] for alternative in gate]
