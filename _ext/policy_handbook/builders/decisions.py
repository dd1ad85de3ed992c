"""What the assistant in the browser is given, as classic scripts: the base of each code, and the words for all of them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from ..model.addresses import link_to
from ..model.excerpts import show_excerpt
from ..model.records import BINDINGS, CONTEXTS, MODALITY_LABELS, Place
from ..presentation.citation import cite, name_authority, rule_path, version_path
from ..presentation.comparison import is_noted
from ..presentation.decision_data import make_condition, make_requirement
from ..presentation.names import name_contexts, scope_questions
from ..presentation.notes import show_note
from ..presentation.say import SENTENCES
from ..presentation.spans import quote_spans

if TYPE_CHECKING:
    from ..decision.clauses import Clause, DecisionBase
    from ..decision.gates import Gate
    from ..model.handbook import Handbook
    from ..model.records import Fact
    from ..presentation.spans import Span


#: Address of the words from the root of the site.
WORDING_PATH = "data/decisions/wording.js"
# The sentences that the browser says, by how their keys begin.
_SAID = ("list.", "answer.", "page.", "copy.")
# Acts that show people or use what another made: for these the law speaks whatever a code says.
LAW_ACTS = (
    "beeld-plaatsen",
    "bericht-delen",
    "materiaal-overnemen",
    "citeren",
    "vermelden",
    "taggen",
    "bedanken",
    "publicatie-vragen",
    "partnerboodschap-delen",
    "tag-toelaten",
    "profielfoto-kiezen",
    "logo-gebruiken",
    "grafisch-maken",
    "stockbeeld-gebruiken",
)


def make_wording(book: Handbook) -> dict[str, Any]:
    """The sentences of the assistant, the labels of what data name, and the two questions that no editor writes."""
    return {
        "sentences": {key: sentence for key, sentence in SENTENCES.items() if key.startswith(_SAID)},
        "modalities": {modality.value: label for modality, label in MODALITY_LABELS.items()},
        "bindings": BINDINGS,
        "law_acts": [act for act in LAW_ACTS if act in book.acts],
        "scope": {id: make_fact(fact) for id, fact in scope_questions(book, Place("", 1)).items()},
    }


def dump_wording(book: Handbook) -> bytes:
    """The bytes of the words: like a code's decision base a script, since a page opened from a folder loads nothing else."""
    words = json.dumps(make_wording(book), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return f"window.policyWording={words};\n".replace("</", "<\\/").encode()


def base_path(code: str) -> str:
    """Address of a code's decision base from the root of the site."""
    return f"data/decisions/{code}.js"


def dump_base(base: DecisionBase, address: str = "") -> bytes:
    """The bytes of a code's decision base: a classic script, since a page opened from a folder can load nothing else."""
    encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode
    # Without a prototype: the id of a code may be "constructor".
    all_bases = "(window.policyDecisions=window.policyDecisions||Object.create(null))"
    words = f"{all_bases}[{encode(base.code.id)}]={encode(make_base(base, address))};\n"
    # Neither may end a script or a line of one.
    return words.replace("</", "<\\/").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").encode()


def make_base(base: DecisionBase, address: str = "") -> dict[str, Any]:
    """Everything that ``policy-decide.js`` and ``policy-assistant.js`` need of one code.

    *address* is the handbook's own, as in :func:`.data.make_data`; page addresses are relative to the site's root.
    """
    book, code = base.book, base.code
    rules = {clause.rule.full_id: clause.rule for clause in base.clauses}
    current = book.current_version(code.id)
    norms = dict.fromkeys(clause.position.norm for clause in base.clauses)
    return {
        "code": {
            "id": code.id,
            "title": code.title,
            "short": code.short,
            "authority": name_authority(code),
            "binding": code.binding,
            "version": current.id if current else "",
            "worked_through": code.worked_through,
            "url": f"codes/{code.id}/index.html",
        },
        "audiences": [
            {"id": id, "label": term.label, "chain": sorted(book.derived.addressees[id])}
            for id, term in book.audiences.items()
        ],
        "addressed": sorted(base.addressed),
        "own": list(base.audiences_meant(None, given=False)),
        "ask": code.ask,
        "contexts": [{"id": id, "label": name_contexts([id])} for id in CONTEXTS],
        "facts": [
            {**make_fact(fact), "cells": [sorted(cell) for cell in base.cells[id]]} for id, fact in base.facts.items()
        ],
        "acts": [
            {
                "id": act.id,
                "label": act.label,
                "complement": act.complement,
                "explanation": act.explanation,
                "group": act.group,
                "spoken": act.id in base.by_act,
            }
            for act in book.acts.values()
        ],
        "bodies": {
            body.id: {
                "label": body.label,
                "contact": {"name": contact.name, "address": contact.address, "href": link_to(contact.address)}
                if (contact := book.contacts.get(body.id))
                else None,
            }
            for body in book.bodies_of(code.id)
        },
        "clauses": [_clause(base, clause) for clause in base.clauses],
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
        "norms": {
            id: {"statement": book.norms[id].statement, "question": book.norms[id].question}
            for id in norms
            if id in book.norms
        },
    }


def _clause(base: DecisionBase, clause: Clause) -> dict[str, Any]:
    position = clause.position
    reading = position.reading
    return {
        "id": clause.id,
        "rule": clause.rule.full_id,
        "norm": position.norm,
        "modality": position.modality.value,
        "acts": list(position.acts),
        "when": make_gate(clause.gate),
        "audience": sorted(clause.audience),
        "context": [context for context in CONTEXTS if context in clause.context],
        "requires": [make_requirement(requirement) for requirement in position.requires],
        "only": position.only,
        "standing": position.standing,
        "effect": position.effect,
        "overrides": list(clause.overrides),
        "reading": reading and {"question": reading.question, "choice": reading.choice, "default": reading.default},
        "excerpt": [make_span(span) for span in quote_spans(base.book.excerpt_of(clause.rule, position))],
        "opening": show_excerpt(base.book.opening_of(clause.rule, position)),
    }


def make_span(span: Span) -> list[str]:
    """A span as ``[words, target, role]``."""
    return [span.text, span.target, span.role]


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
        "group": fact.group,
        "ask": make_gate(fact.ask),
    }


def make_gate(gate: Gate) -> list[list[dict[str, Any]]]:
    """Alternatives, each a list of conditions that must all hold."""
    return [[make_condition(condition) for condition in alternative] for alternative in gate]
