"""What decides, as data: the base of each code for the assistant in the browser, and a decision for programs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from ..model.addresses import link_to
from ..model.citation import cite, name_authority, rule_path, version_path
from ..model.excerpts import show_excerpt
from ..model.records import CONTEXTS
from ..presentation.notes import show_note
from ..presentation.wording import whom_to_ask

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..decision.clauses import Clause, DecisionBase
    from ..decision.gates import Gate
    from ..decision.result import Decision
    from ..model.records import Condition, Fact, Requirement


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
        "ask": whom_to_ask(base),
        "contexts": [{"id": id, "label": label} for id, label in CONTEXTS.items()],
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
        # As (words, whether they are the source's own): the browser quotes, it makes no excerpts.
        "excerpt": base.book.excerpt_of(clause.rule, position),
        "opening": show_excerpt(base.book.opening_of(clause.rule, position)),
    }


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


def make_condition(answers: Condition) -> dict[str, Any]:
    """A condition on the answers to one fact."""
    return {"fact": answers.fact, "accepted": list(answers.accepted), "quantifier": answers.quantifier}


def make_requirement(requirement: Requirement) -> dict[str, Any]:
    """A requirement: its condition, by whom it is brought about, and before or after the act."""
    return {**make_condition(requirement.condition), "by": requirement.by, "timing": requirement.timing}


def make_decision(base: DecisionBase, decision: Decision) -> dict[str, Any]:
    """A decision as data; the browser makes the same of the same answers."""
    decisive = dict.fromkeys(ground.clause.rule.full_id for ground in decision.decisive)
    return {
        "code": decision.code,
        "act": decision.act,
        "verdict": decision.verdict.id,
        "reason": decision.reason,
        "weight": base.code.binding,
        "advised_against": decision.advised_against,
        "curable": decision.curable,
        "rules": list(decisive),
        "grounds": [
            {
                "position": ground.clause.id,
                "verdict": ground.verdict.id,
                "against": ground.against,
                "curable": ground.curable,
                "exception": ground.exception.id if ground.exception else None,
            }
            for ground in decision.grounds
        ],
        "conditions": [
            {
                **make_requirement(condition.requirement),
                "status": condition.status,
                "advice": condition.advice,
                "positions": _ids(condition.clauses),
            }
            for condition in decision.conditions
        ],
        "standing": _ids(decision.standing),
        "set_aside": [{"position": entry.clause.id, "by": entry.by.id} for entry in decision.set_aside],
        "exceptions": _ids(decision.exceptions),
        "dispensations": _ids(decision.dispensations),
        "assumptions": [{"fact": fact, "answer": answer} for fact, answer in decision.assumptions],
        "depends_on": list(decision.depends_on),
        "possible": [verdict.id for verdict in decision.possible],
        "supposed": [{"fact": fact, "answers": list(answers)} for fact, answers in decision.supposed],
        "readings": [
            {
                "question": reading.question,
                "choice": reading.choice,
                "verdict": reading.verdict.id,
                "positions": _ids(reading.clauses),
            }
            for reading in decision.readings
        ],
    }


def _ids(clauses: Iterable[Clause]) -> list[str]:
    return [clause.id for clause in clauses]
