"""Records for tests, each with sound defaults, so that a test names only what it is about.

A function gives a new record; keyword arguments replace fields of it. ``make_book`` puts records together into a handbook.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from policy_handbook.model.handbook import Handbook
from policy_handbook.model.kinds import RECORD_KINDS
from policy_handbook.model.positions import split_ids
from policy_handbook.model.records import (
    MODALITIES,
    Act,
    Block,
    Case,
    ChecklistSpec,
    Code,
    Condition,
    Expectation,
    Fact,
    Norm,
    Note,
    Page,
    Place,
    Position,
    Requirement,
    ReviewedOverlap,
    Rule,
    TableSpec,
    Term,
    Topic,
    Version,
)

PLACE = Place("pagina", 1)
TEXT = "We posten niets zonder toestemming."

# Audiences and bodies are of one type, and given apart.
_GIVEN = {kind.record: kind.given for kind in RECORD_KINDS if kind.record is not Term}


def make_code(id: str = "a", **over: Any) -> Code:
    """A worked-through, binding code of staff in their work."""
    code = Code(
        id=id,
        title=f"Gedragscode {id}",
        short=id.capitalize(),
        authority=f"Gemeente {id.capitalize()}",
        binding="bindend",
        status="ontleed",
        audience=("personeel",),
        context=("professional",),
        summary="",
        place=PLACE,
    )
    return replace(code, **over)


def make_version(code: str = "a", id: str = "v1", **over: Any) -> Version:
    """A version without dates."""
    version = Version(
        code=code,
        id=id,
        title=f"Gedragscode {code}",
        adopted="unknown",
        in_force_from="unknown",
        in_force_until="unknown",
        source=f"codes/{code}/{id}.bron.txt",
        sha256="0" * 64,
        residue="",
        place=PLACE,
    )
    return replace(version, **over)


def make_rule(full_id: str = "a/art-1", *positions: Position, text: str = TEXT, **over: Any) -> Rule:
    """The rule ``<code>/<rule-id>`` or ``<code>/<rule-id>@<version>``; positions that have no name are numbered."""
    code, _, rest = full_id.partition("/")
    id, _, version = rest.partition("@")
    named = tuple(p if p.name else replace(p, name=str(number)) for number, p in enumerate(positions, 1))
    rule = Rule(
        code=code,
        version=version or "v1",
        id=id,
        label=id.replace("-", ". ", 1),
        kind="norm",
        mark="",
        text=text,
        blocks=(Block("paragraph", (text,)),),
        path=("Artikel 1",),
        article="art-1",
        place=PLACE,
        positions=named,
    )
    return replace(rule, **over)


def make_position(norm: str = "toestemming", modality: str = "verplicht", quote: str = TEXT, **over: Any) -> Position:
    """A position; *modality* in either language. Without a ``name``, ``make_rule`` numbers it."""
    position = Position(name="", norm=norm, modality=MODALITIES[modality], quotes=(quote,) if quote else (), line=1)
    return replace(position, **over)


def make_condition(text: str, quantifier: str = "any") -> Condition:
    """``fact = one, two`` as a condition."""
    fact, _, accepted = text.partition("=")
    return Condition(fact.strip(), split_ids(accepted), quantifier)


def make_requirement(text: str, by: str = "self", timing: str = "before", quantifier: str = "any") -> Requirement:
    """``fact = one, two`` as a requirement."""
    return Requirement(make_condition(text, quantifier), by, timing)


def make_norm(id: str = "toestemming", **over: Any) -> Norm:
    """A norm of topic ``beeld``."""
    return replace(Norm(id, "beeld", f"Stelling van {id}.", f"Vraag over {id}?", (), PLACE), **over)


def make_topic(id: str = "beeld", **over: Any) -> Topic:
    """A topic."""
    return replace(Topic(id, id.capitalize(), "", PLACE), **over)


def make_act(id: str = "posten", **over: Any) -> Act:
    """An act without a complement."""
    return replace(Act(id, id.capitalize(), "", "", PLACE), **over)


def make_fact(id: str = "wie", options: str = "burger, journalist", **over: Any) -> Fact:
    """A question with one answer of *options* (ids, comma-separated)."""
    pairs = tuple((option, option.capitalize()) for option in split_ids(options))
    return replace(Fact(id, f"Vraag over {id}?", "", pairs, False, "", PLACE), **over)


def make_term(id: str = "personeel", **over: Any) -> Term:
    """An audience or a body: give it to ``make_book`` as one of ``audiences`` or ``bodies``."""
    return replace(Term(id, id.capitalize(), "", PLACE), **over)


def make_case(id: str = "geval", facts: str = "wie = burger", expected: str = "a: mag_niet", **over: Any) -> Case:
    """A case of ``posten``; *facts* and *expected* (``code: verdict; fact = id``) are a line each, as in its directive."""
    expectations = []
    for number, line in enumerate(expected.splitlines(), 1):
        head, *own = line.split(";")
        code, _, verdict = (word.strip() for word in head.partition(":"))
        expectations.append(Expectation(code, verdict, (), tuple(map(make_condition, own)), number))
    known = tuple(map(make_condition, facts.splitlines()))
    return replace(Case(id, f"Titel van {id}", "posten", "Mag dat?", known, tuple(expectations), PLACE), **over)


def make_note(full_id: str = "a/art-1", **over: Any) -> Note:
    """An editorial note beside ``<code>/<rule-id>`` of ``v1``."""
    code, _, rule = full_id.partition("/")
    return replace(Note(code, "v1", rule, "dode-verwijzing", "Het artikel bestaat niet.", PLACE), **over)


def make_reviewed(a: str, b: str, norm: str = "toestemming", relation: str = "gelijk", **over: Any) -> ReviewedOverlap:
    """A relation that an editor recorded; *norm* and *relation* as editors write them, the latter in Dutch."""
    return replace(ReviewedOverlap(a, b, split_ids(norm), relation, "", "Nagekeken.", (), PLACE), **over)


def make_table_spec(kind: str = "comparison", id: str = "tabel", **over: Any) -> TableSpec:
    """A table without filters."""
    return replace(TableSpec(id, kind, "", PLACE), **over)


def make_checklist_spec(id: str = "lijst", **over: Any) -> ChecklistSpec:
    """A checklist without filters."""
    return replace(ChecklistSpec(id, "", PLACE), **over)


def make_page(*records: Any, audiences: tuple[Term, ...] = (), bodies: tuple[Term, ...] = ()) -> Page:
    """A page that gave these records, each kind in the order given."""
    page = Page(audiences=list(audiences), bodies=list(bodies))
    for record in records:
        getattr(page, _GIVEN[type(record)]).append(record)
    return page


def make_book(*records: Any, audiences: tuple[Term, ...] = (), bodies: tuple[Term, ...] = ()) -> Handbook:
    """The handbook of one page with these records.

    A rule's code and version are made where they are not among the records, so that a test may give rules alone.
    """
    page = make_page(*records, audiences=audiences, bodies=bodies)
    for rule in page.rules:
        if rule.code not in {code.id for code in page.codes}:
            page.codes.append(make_code(rule.code))
        if (rule.code, rule.version) not in {(version.code, version.id) for version in page.versions}:
            page.versions.append(make_version(rule.code, rule.version))
    return Handbook.from_pages({"pagina": page})
