"""Norms, and the overlaps that an editor looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..diagnostics import nearest, warn
from ..model.fingerprint import SHORT
from ..model.overlap import asks_more_elsewhere, find_disagreeing, read_first_rules
from ..model.records import RELATIONS
from ..presentation.say import tell, words_listed
from .base import Whole, look_up, rules_meant, where

if TYPE_CHECKING:
    from ..model.handbook import Handbook
    from ..model.records import Place, ReviewedOverlap, Rule


def check_norms(whole: Whole) -> None:
    """Each norm: what it names exists."""
    book = whole.book
    for norm in book.norms.values():
        if not norm.topic:
            warn("norm_without_topic", norm.place, id=norm.id)
        else:
            look_up("unknown_topic", [norm.topic], book.topics, norm.place, norm.id)
        look_up("unknown_norm", norm.related, book.norms, norm.place, norm.id)
        look_up("unknown_norm", norm.general, book.norms, norm.place, norm.id)
        look_up("unknown_norm", norm.near, book.norms, norm.place, norm.id)
        for former in norm.formerly:
            if former in book.norms or book.derived.heirs[former] != norm.id:
                warn("formerly_taken", norm.place, id=norm.id, former=former)


def check_relations(whole: Whole) -> None:
    """Relations agree: what is equivalent relates to a third rule alike."""
    book = whole.book
    for norm, p, q, r in find_disagreeing(book.derived.overlaps):
        warn("relations_disagree", book.norms[norm].place, norm=norm, p=p, q=q, r=r)


def check_reviewed(whole: Whole) -> None:
    """Each reviewed overlap: its rules are of two codes and speak on the norm, and it holds for their words of today."""
    book = whole.book
    first: dict[tuple[str, str, str], Place] = {}
    for record in book.reviewed:
        name = f"{record.a} {record.b}".strip()
        place = first.setdefault((record.norm, min(record.a, record.b), max(record.a, record.b)), record.place)
        if place is not record.place:
            warn("duplicate_review", record.place, id=name, norm=record.norm, other=where(whole.env, place))
        rules = []
        for id in (record.a, record.b):
            rule = book.get_rule(id.partition("#")[0])
            if rule is None:
                warn("unknown_rule", record.place, id=id, rule=name, nearest=nearest(id, rules_meant(book, id)))
                continue
            rules.append(rule)
            if "#" in id:
                look_up("unknown_rule", [id], [rule.position_id(p) for p in rule.positions], record.place, name)
        if record.norm:
            look_up("unknown_norm", [record.norm], book.norms, record.place, name)
        if len(rules) < 2:
            continue
        if rules[0].code == rules[1].code:
            warn("overlap_same_code", record.place, id=name)
            continue
        silent = [rule.full_id for rule in rules if record.norm not in {p.norm for p in rule.positions}]
        if silent and record.norm in book.norms:
            warn("overlap_norm", record.place, id=name, norm=record.norm, rule=words_listed(silent))
        elif record.norm in book.norms and not any(
            {overlap.a, overlap.b} == {rule.full_id for rule in rules}
            for overlap in book.derived.overlaps_by_norm.get(record.norm, ())
        ):
            warn("overlap_unused", record.place, id=name, norm=record.norm)
        stricter = record.stricter.partition("#")[0]
        if record.relation == "strenger" and stricter not in (rules[0].full_id, rules[1].full_id):
            warn(
                "overlap_stricter", record.place, id=name, value=record.stricter, a=rules[0].full_id, b=rules[1].full_id
            )
        if not record.ground and (rule_broken := _contradicts(book, record, rules)):
            warn("review_contradicts", record.place, id=name, relation=record.relation, rule=rule_broken)
        now = [book.seal_of(rule)[:SHORT] for rule in rules]
        if not record.against:
            warn("review_unsealed", record.place, id=name, against=" ".join(now))
        elif set(record.against) != set(now):
            warn("review_outdated", record.place, id=name, against=" ".join(now))


def _contradicts(book: Handbook, record: ReviewedOverlap, rules: list[Rule]) -> str:
    """The first rule of derivation that a reviewed relation contradicts, in words; "" where it contradicts none."""
    relation = RELATIONS.get(record.relation)
    if record.norm not in book.norms or relation is None:
        return ""
    found = read_first_rules(book, record, *rules)
    if found and found[0] != relation:
        return tell(f"review.{found[1]}")
    if relation == "stricter":
        side = "a" if record.stricter.partition("#")[0] == rules[0].full_id else "b"
        if asks_more_elsewhere(book, record.norm, *rules) - {side}:
            return tell("review.family", family=book.norms[record.norm].family)
    return ""
