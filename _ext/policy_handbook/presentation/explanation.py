"""A decision in words and links, as plain data: what a case shows and what the command line prints."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..decision.verdicts import Status, Verdict
from ..model.excerpts import show_excerpt
from ..model.records import BINDINGS
from .comparison import position_lines, rule_name
from .spans import Span
from .wording import (
    STATUS_LABELS,
    bodies_to_ask,
    headline,
    name_requirement,
    name_verdict,
    reason_in_words,
    whom_to_ask,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..decision.clauses import DecisionBase
    from ..decision.result import Decision, Ground, WeighedRequirement
    from ..decision.table import Row
    from ..model.handbook import Handbook

Line = tuple[Span, ...]
#: The part that tells what was taken where nobody asked.
ASSUMED = "We gingen ervan uit"


@dataclass(frozen=True, slots=True)
class Part:
    """A list under a title."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """A decision as a reader sees it: ``label`` is the verdict in two words, ``weight`` of what kind of text it is."""

    code: str
    short: str
    verdict: str
    label: str
    weight: str
    headline: str
    parts: tuple[Part, ...]


def explain(base: DecisionBase, decision: Decision) -> Explanation:
    """Everything that a decision rests on, in the order in which someone wants to know it."""
    book = base.book
    binding = base.code.binding
    label = name_verdict(decision.verdict, binding, decision.advised_against)
    if decision.reason is not None:
        label += f" ({reason_in_words(decision.reason)})"
    first = _each_once(_ground_line(book, ground) for ground in decision.decisive)
    shown = {ground.clause.id for ground in decision.decisive}
    others = _each_once(_ground_line(book, ground) for ground in decision.grounds if ground.clause.id not in shown)
    counted = [c for c in decision.conditions if not set(c.clauses).issubset(decision.dispensations)]
    if decision.verdict is Verdict.MAG_NIET and not decision.curable:
        # What is open elsewhere does not help; what an exception asks may.
        counted = [c for c in counted if not set(c.clauses).isdisjoint(decision.exceptions)]
    before = _strictest([c for c in counted if c.requirement.timing == "before"])
    # What can be mended without a condition to name (being sure of something) has nothing below to be put in order.
    mend = any(not c.advice for c in before)
    labels = {id: dict(fact.options) for id, fact in base.facts.items()}
    waits = bodies_to_ask(decision) or decision.verdict is Verdict.NIET_GEREGELD
    asked = whom_to_ask(base, decision) if waits else []
    parts = (
        Part("Dat berust op", first),
        Part("Ook van belang", others),
        Part("Wat in orde moet zijn", tuple(_condition_line(base, c) for c in before if not c.advice)),
        Part("Wat je aangeraden wordt", tuple(_condition_line(base, c) for c in before if c.advice)),
        Part("Wat je daarna doet", tuple(_condition_line(base, c) for c in counted if c.requirement.timing == "after")),
        Part(
            "Wat hier niet telt",
            _each_once(
                (*_clause_start(book, entry.clause), Span(" geldt hier niet, want: "), *_clause_start(book, entry.by))
                for entry in decision.set_aside
            ),
        ),
        Part("Uitzondering die nog mogelijk is", _each_once(_quote_line(book, c) for c in decision.exceptions)),
        Part("Afwijken kan na overleg", _each_once(_quote_line(book, clause) for clause in decision.dispensations)),
        Part(
            "Anders gelezen",
            tuple(
                (Span(name_verdict(reading.verdict, binding)), *_join_names(book, reading.clauses))
                for reading in decision.readings
            ),
        ),
        Part(
            "Dat hangt af van",
            tuple(
                (Span(base.facts[id].question if id in base.facts else _SCOPE_WORDS[id]),) for id in decision.depends_on
            ),
        ),
        Part(
            ASSUMED,
            tuple(
                (Span(f"{base.facts[id].question} {labels[id].get(answer, answer)}"),)
                for id, answer in decision.assumptions
                if id in base.facts
            ),
        ),
        Part("Vraag het aan", tuple((Span(words),) for words in asked)),
    )
    return Explanation(
        code=base.code.id,
        short=base.code.short,
        verdict=decision.verdict.id,
        label=label,
        weight=BINDINGS.get(base.code.binding, base.code.binding),
        headline=headline(base, decision, mend=mend),
        parts=tuple(part for part in parts if part.lines),
    )


_SCOPE_WORDS = {"audience": "je rol", "context": "of je dit voor je werk doet of persoonlijk"}


def _strictest(conditions: list[WeighedRequirement]) -> list[WeighedRequirement]:
    """Without those that another one on the same question, in the same hands, includes: written consent is consent too."""

    def includes(other: WeighedRequirement, one: WeighedRequirement) -> bool:
        a, b = other.requirement.condition, one.requirement.condition
        return (
            (a.fact, other.requirement.by, other.advice, a.quantifier)
            == (b.fact, one.requirement.by, one.advice, "any")
            and b.quantifier == "any"
            and set(a.accepted) < set(b.accepted)
        )

    return [one for one in conditions if not any(includes(other, one) for other in conditions)]


def _each_once(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Two positions of a rule can have the same words, for two acts."""
    return tuple(dict.fromkeys(lines))


def _clause_start(book: Handbook, clause: Row) -> Line:
    """A clause by the first words that it quotes: two of one rule would have one name."""
    words = show_excerpt(book.opening_of(clause.rule, clause.position))
    return (Span(f"{words} ("), *_clause_name(book, clause), Span(")"))


def _clause_name(book: Handbook, clause: Row) -> Line:
    return (Span(rule_name(book, clause.rule.full_id), f"rule:{clause.rule.full_id}", "source"),)


def _join_names(book: Handbook, clauses: tuple[Row, ...]) -> Line:
    spans: list[Span] = []
    for clause in {clause.rule.full_id: clause for clause in clauses}.values():
        spans += [Span(", " if spans else ": "), *_clause_name(book, clause)]
    return tuple(spans)


def _quote_line(book: Handbook, clause: Row) -> Line:
    modality, quote, source = position_lines(book, clause.rule, clause.position)
    return (*source, Span(" – "), *modality, Span(": "), *quote)


def _ground_line(book: Handbook, ground: Ground) -> Line:
    line = _quote_line(book, ground.clause)
    if ground.exception is not None and ground.exception is not ground.clause:
        return (*line, Span("; tenzij in orde is: "), *_clause_start(book, ground.exception))
    return line


def _condition_line(base: DecisionBase, condition: WeighedRequirement) -> Line:
    words = name_requirement(base, condition.requirement)
    status = STATUS_LABELS[condition.status]
    role = "status-met" if condition.status is Status.MET else "status-open"
    return (Span(words), Span(" – "), Span(status, role=role))
