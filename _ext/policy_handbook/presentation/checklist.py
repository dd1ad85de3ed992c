"""Checklists: of the norms that speak on something, their questions, in the order in which one runs through them.

An item is the question of a norm on which some position passes the filters. What holds whatever one does comes last; when
anything else is due an editor said (the norm's ``phase``), or it follows from the positions.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from ..model.records import PHASES, Modality
from .comparison import differently_worded, position_lines, shown_codes
from .spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..model.handbook import Handbook
    from ..model.records import ChecklistSpec, Code, Norm, Position, Rule

    Entries = list[tuple[Rule, Position]]

ALWAYS = "always"
SECTIONS = (*PHASES, ALWAYS)


class Kind(StrEnum):
    """How much an item weighs within its code: a duty or a ban, advice, or what is allowed."""

    DUTY = "duty"
    ADVICE = "advice"
    PERMISSION = "permission"


@dataclass(frozen=True, slots=True)
class Source:
    """A position on which an item rests: the code that says it, the rule, and a line with its words and a link."""

    code: str
    label: str
    line: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """A question to tick off. ``key`` names it within its checklist: the norm, or the norm and what is due after it."""

    key: str
    question: str
    kind: Kind
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """What is due before, during or after, or always: groups of items of a kind, duties first."""

    phase: str
    groups: tuple[tuple[Kind, tuple[Item, ...]], ...]


@dataclass(frozen=True, slots=True)
class Checklist:
    """A checklist: the ids of the codes of which something stands on it, and its sections; none where it is empty."""

    id: str
    title: str
    codes: tuple[str, ...]
    sections: tuple[Section, ...]

    @property
    def items(self) -> tuple[Item, ...]:
        """Every item, in order."""
        return tuple(item for section in self.sections for _, items in section.groups for item in items)


def make_checklist(book: Handbook, spec: ChecklistSpec) -> Checklist:
    """The checklist for *spec*; unknown ids in it are passed over (the checks name them)."""
    codes = shown_codes(book, spec)
    acts = _acts_meant(book, spec)
    found: dict[str, dict[Kind, list[Item]]] = {phase: {kind: [] for kind in Kind} for phase in SECTIONS}
    speaking: set[str] = set()
    for norm in _norms_meant(book, spec, codes):
        entries = [entry for code in codes for entry in _entries_of(book, spec, norm, code, acts)]
        if not entries:
            continue
        speaking.update(rule.code for rule, _ in entries)
        phase = derive_phase(norm, entries)
        item = _make_item(book, norm.id, _ask(norm, codes, entries), entries)
        found[phase][item.kind].append(item)
        if phase != "after":
            for item in _due_after(book, norm, entries):
                found["after"][item.kind].append(item)
    sections = []
    for phase, kinds in found.items():
        groups = tuple((kind, tuple(items)) for kind, items in kinds.items() if items)
        if groups:
            sections.append(Section(phase, groups))
    return Checklist(spec.id, spec.title, tuple(c.id for c in codes if c.id in speaking), tuple(sections))


def _ask(norm: Norm, codes: list[Code], entries: Entries) -> str:
    """The question of an item: on a list of one code as that code asks it, where an editor wrote that down."""
    own = dict.fromkeys(position.question for _, position in entries if position.question)
    return " ".join(own) if len(codes) == 1 and own else norm.question or norm.statement


def find_narrowest(book: Handbook, spec: ChecklistSpec) -> list[str]:
    """Of an empty checklist the options without any one of which something would stand on it."""
    wider = {
        "act": replace(spec, acts=()),
        "topic": replace(spec, topics=()),
        "code": replace(spec, codes=()),
        "audience": replace(spec, audience=()),
        "context": replace(spec, context=()),
    }
    return [option for option, other in wider.items() if other != spec and make_checklist(book, other).sections]


def derive_phase(norm: Norm, entries: Entries) -> str:
    """When an item is due: always, where nothing but what holds whatever one does is said; else as an editor said.

    Otherwise during, where it holds whenever one does some act; after, where all that is required is due after; before.
    """
    if all(position.standing and not position.acts for _, position in entries):
        return ALWAYS
    if norm.phase:
        return norm.phase
    specific = [position for _, position in entries if not position.standing]
    if not specific:
        return "during"
    return "after" if {r.timing for position in specific for r in position.requires} == {"after"} else "before"


def _acts_meant(book: Handbook, spec: ChecklistSpec) -> tuple[set[str], set[str]]:
    """The acts of the filter, and their complements."""
    acts = {act for act in spec.acts if act in book.acts}
    return acts, {book.acts[act].complement for act in acts} - acts - {""}


def _norms_meant(book: Handbook, spec: ChecklistSpec, codes: list[Code]) -> list[Norm]:
    """The norms on which these codes speak, by topic and in the order of the book."""
    derived = book.derived
    spoken = set().union(*(derived.norms_of_code.get(code.id, ()) for code in codes))
    if spec.topics:
        return [norm for topic in spec.topics for norm in derived.norms_of_topic.get(topic, ()) if norm.id in spoken]
    order = derived.order_of_norms
    return [book.norms[id] for id in sorted(spoken & order.keys(), key=order.__getitem__)]


def _entries_of(
    book: Handbook, spec: ChecklistSpec, norm: Norm, code: Code, acts: tuple[set[str], set[str]]
) -> Entries:
    """The positions of a code on a norm that pass every filter; statements do not ask for anything.

    Of a doubtful text the reviewed reading counts, and where that leaves a rule out another one that does not: who goes
    through a list must not learn from it that a doubt was settled.
    """

    def passes(rule: Rule, position: Position) -> bool:
        return (
            position.modality is not Modality.STATEMENT
            and (not spec.acts or _is_about(spec, norm, position, *acts))
            and (not spec.audience or book.share_audience(book.audience_of(rule, position), spec.audience))
            and (not spec.context or not set(spec.context).isdisjoint(book.context_of(rule, position)))
        )

    key = (norm.id, code.id)
    found = [entry for entry in book.derived.by_norm_and_code.get(key, ()) if passes(*entry)]
    rules = {rule.full_id for rule, _ in found}
    others = [entry for entry in book.derived.other_readings.get(key, ()) if passes(*entry)]
    return found + [entry for entry in others if entry[0].full_id not in rules]


def _is_about(spec: ChecklistSpec, norm: Norm, position: Position, acts: set[str], complements: set[str]) -> bool:
    """Whether a position is on one of these acts, asks for or against its opposite, or holds always and is wanted."""
    if not acts.isdisjoint(position.acts):
        return True
    if position.standing and not position.acts:
        return spec.all_standing or norm.topic in spec.standing
    # That the opposite is allowed says nothing of the act itself.
    return position.modality is not Modality.PERMISSION and not complements.isdisjoint(position.acts)


def _make_item(book: Handbook, key: str, question: str, entries: Entries) -> Item:
    sources = tuple(_make_source(book, rule, position) for rule, position in differently_worded(entries))
    return Item(key, question, _kind_of(entries), sources)


def _kind_of(entries: Entries) -> Kind:
    positions = [position for _, position in entries]
    # "Only after consultation" is a permission that asks for something too.
    binds = (Modality.OBLIGATION, Modality.PROHIBITION)
    if any(p.only or p.effect == "dispensation" or p.modality in binds for p in positions):
        return Kind.DUTY
    return Kind.ADVICE if any(p.modality is Modality.RECOMMENDATION for p in positions) else Kind.PERMISSION


def _make_source(book: Handbook, rule: Rule, position: Position) -> Source:
    modality, quote, source = position_lines(book, rule, position, brief=True)
    return Source(rule.code, rule.label, (*source, Span(" – "), *modality, Span(": "), *quote))


def _due_after(book: Handbook, norm: Norm, entries: Entries) -> Iterator[Item]:
    """What must be in order only afterwards, of norms that ask for something earlier: "bewaar je de toestemming?"."""
    by_fact: dict[str, Entries] = {}
    for rule, position in entries:
        for requirement in position.requires:
            if requirement.timing == "after" and requirement.condition.fact in book.facts:
                by_fact.setdefault(requirement.condition.fact, []).append((rule, position))
    for fact, asking in by_fact.items():
        yield _make_item(book, f"{norm.id}.{fact}", book.facts[fact].question, asking)
