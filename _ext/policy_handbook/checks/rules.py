"""Rules and their positions: what stands around a rule, what a position names, and the words that it quotes."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from ..diagnostics import name_character, nearest, warn
from ..model.characters import find_unseen, leave_out
from ..model.excerpts import cuts_words, find_span, nearest_passage, write_omissions
from ..model.positions import ID
from ..model.records import CONTEXTS, Modality, Place
from ..presentation.say import words_listed
from .base import Whole, look_up
from .vocabulary import check_condition

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..model.handbook import Handbook
    from ..model.records import Position, Rule

BY_WHOM = ("self", "third", "other-text")


def check_rules(whole: Whole) -> None:
    """Each rule: what it names exists, and what stands around it, its positions and their quotes are right."""
    for rules in whole.book.texts.values():
        for rule in rules.values():
            _check_rule(whole.book, rule)


def _check_rule(book: Handbook, rule: Rule) -> None:
    siblings = book.texts[rule.code, rule.version]
    name = rule.full_id
    targets = [*rule.lead_in, *rule.wrap_up, *([rule.note_of] if rule.note_of else [])]
    look_up("unknown_rule", targets, siblings, rule.place, name)
    _check_surroundings(book, rule, siblings)
    look_up("unknown_audience", rule.audience, book.audiences, rule.place, name)
    look_up("unknown_context", rule.context, CONTEXTS, rule.place, name)
    if rule.repeats and rule.text not in getattr(siblings.get(rule.repeats), "text", ""):
        warn("repeats_unknown", rule.place, id=name, target=rule.repeats, nearest=nearest(rule.repeats, siblings))
    seen: set[str] = set()
    former = Counter((*rule.formerly, *(former for position in rule.positions for former in position.formerly)))
    for taken in (id for id, times in former.items() if times > 1):
        warn("position_heirs", rule.place, id=taken, rule=name)
    for former_name in rule.formerly:
        if not ID.fullmatch(former_name):
            warn("id_syntax", rule.place, id=former_name)
    for position in rule.positions:
        place = Place(rule.place.docname, position.line)
        if position.name in former:
            warn("position_retired", place, id=rule.position_id(position))
        if position.name in seen:
            warn("duplicate_position", place, id=position.name, rule=name)
        seen.add(position.name)
        _check_position(book, rule, position, place)


def _check_surroundings(book: Handbook, rule: Rule, siblings: Mapping[str, Rule]) -> None:
    """What leads a rule in stands before it, what closes its list after it, and a footnote where it is called."""
    order = {
        id: book.derived.order[rule.code, rule.version, id]
        for id in (rule.id, *rule.lead_in, *rule.wrap_up)
        if id in siblings
    }
    own = order[rule.id]
    for ids, what, where in ((rule.lead_in, "inleiden", "ervoor"), (rule.wrap_up, "afsluiten", "erna")):
        places = [order[id] for id in ids if id in siblings]
        right = [place < own if what == "inleiden" else place > own for place in places]
        if not all(right) or places != sorted(set(places)):
            wrong = next((id for id, is_right in zip(ids, right, strict=False) if not is_right), ids[-1])
            warn("lead_in_order", rule.place, id=rule.full_id, target=wrong, what=what, where=where)
    caller = siblings.get(rule.note_of) if rule.note_of else None
    # A call that leads nowhere has a warning of its own.
    if caller is not None and (
        rule.kind != "footnote" or (rule.id not in caller.calls and set(caller.calls) <= siblings.keys())
    ):
        warn("footnote_call", rule.place, id=rule.id)


def _check_position(book: Handbook, rule: Rule, position: Position, place: Place) -> None:
    name = rule.full_id
    look_up("unknown_norm", [position.norm], book.norms, place, name)
    look_up("unknown_act", position.acts, book.acts, place, name)
    look_up("unknown_audience", position.binds, book.audiences, place, name)
    look_up("unknown_context", position.context, CONTEXTS, place, name)
    for conditions in position.when:
        for condition in conditions:
            check_condition(book, condition, place, name)
    for requirement in position.requires:
        check_condition(book, requirement.condition, place, name)
        look_up("unknown_body", [requirement.by], [*book.bodies, *BY_WHOM], place, name)
    _check_reach(rule, position, place)
    for quote in position.quotes:
        span = find_span(quote, rule.text)
        if span is not None and cuts_words(rule.text, *span):
            warn("quote_word", place, quote=quote, rule=name)
        if span is None:
            _warn_quote(quote, rule, place)


def _warn_quote(quote: str, rule: Rule, place: Place) -> None:
    """A quote that is not in its rule, by the name of what is wrong with it where that can be told."""
    name = rule.full_id
    if (shortened := write_omissions(quote)) != quote and find_span(shortened, rule.text):
        warn("quote_dots", place, quote=quote, rule=name, mend=shortened)
        return
    if (unseen := find_unseen(rule.text)) and find_span(quote, leave_out(rule.text, unseen)):
        character = name_character(rule.text[unseen[0]])
        warn("quote_invisible", place, quote=quote, rule=name, character=character)
        return
    passage = nearest_passage(quote, rule.text)
    mend = f"; bedoel je “{passage}”?" if passage else "; neem de woorden van de bepaling letterlijk over"
    warn("unknown_quote", place, quote=quote, rule=name, passage=mend)


def _check_reach(rule: Rule, position: Position, place: Place) -> None:
    """A duty or a ban of an act that nothing limits holds in every case: seldom what is meant, so an editor says it."""
    if not position.acts or position.when or position.always or position.standing:
        return
    words = {"id": rule.position_id(position), "acts": words_listed([f"“{act}”" for act in position.acts])}
    if position.modality is Modality.OBLIGATION and not position.requires:
        warn("duty_always", place, **words)
    if position.modality is Modality.PROHIBITION and not any(r.timing == "before" for r in position.requires):
        warn("ban_always", place, **words)
