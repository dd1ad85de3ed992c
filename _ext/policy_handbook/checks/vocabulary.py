"""The shared vocabulary, and the conditions that are written with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..decision.answers import scope_facts
from ..diagnostics import nearest, warn
from .base import Whole, look_up

if TYPE_CHECKING:
    from ..model.handbook import Handbook
    from ..model.records import Condition, Fact, Place


def check_terms(whole: Whole) -> None:
    """Each act, question and audience: what it names exists."""
    book = whole.book
    for act in book.acts.values():
        named = (*([act.complement] if act.complement else ()), *act.related, *(id for id, _ in act.leads_to))
        look_up("unknown_act", named, book.acts, act.place, act.id)
        for _, conditions in act.leads_to:
            for condition in conditions:
                check_condition(book, condition, act.place, act.id)
        for matter in act.law:
            for alternative in matter.when:
                for condition in alternative:
                    check_condition(book, condition, act.place, act.id)
    for fact in book.facts.values():
        options = [id for id, _ in fact.options]
        for answer in dict.fromkeys((fact.assume, fact.none, *fact.refused)):
            if answer and options and answer not in options:
                warn_answer(fact.place, answer, fact, fact.id)
        for alternative in fact.ask:
            for condition in alternative:
                check_condition(book, condition, fact.place, fact.id)
        if fact.id in scope_facts(book, fact.place):
            warn("reserved_fact", fact.place, id=fact.id)
    for term in book.audiences.values():
        if term.part_of:
            look_up("unknown_audience", [term.part_of], book.audiences, term.place, term.id)
        if term.asks:
            look_up("unknown_body", [term.asks], book.bodies, term.place, term.id)


def check_condition(book: Handbook, condition: Condition, place: Place, rule: str) -> None:
    """The question of a condition exists, and the answers that it accepts are among those of the question."""
    fact = book.facts.get(condition.fact)
    if fact is None:
        warn("unknown_fact", place, id=condition.fact, rule=rule, nearest=nearest(condition.fact, book.facts))
        return
    known = [id for id, _ in fact.options]
    for answer in condition.accepted:
        # Of a question without answers the question itself was reported.
        if known and answer not in known:
            warn_answer(place, answer, fact, rule)


def warn_answer(place: Place, answer: str, fact: Fact, rule: str) -> None:
    """Warn of an answer that a question does not have."""
    known = [id for id, _ in fact.options]
    near, choices = nearest(answer, known), ", ".join(known)
    warn("unknown_answer", place, id=answer, fact=fact.id, rule=rule, nearest=near, choices=choices)
