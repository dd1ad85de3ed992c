"""Norms, and the overlaps that an editor looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..diagnostics import nearest, warn
from ..model.fingerprint import SHORT
from .base import Whole, look_up, rules_meant, where

if TYPE_CHECKING:
    from ..model.records import Place


def check_norms(whole: Whole) -> None:
    """Each norm: what it names exists."""
    book = whole.book
    for norm in book.norms.values():
        if not norm.topic:
            warn("norm_without_topic", norm.place, id=norm.id)
        else:
            look_up("unknown_topic", [norm.topic], book.topics, norm.place, norm.id)
        look_up("unknown_norm", norm.related, book.norms, norm.place, norm.id)


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
            warn("overlap_norm", record.place, id=name, norm=record.norm, rule=" en ".join(silent))
        stricter = record.stricter.partition("#")[0]
        if record.relation == "strenger" and stricter not in (rules[0].full_id, rules[1].full_id):
            warn(
                "overlap_stricter", record.place, id=name, value=record.stricter, a=rules[0].full_id, b=rules[1].full_id
            )
        now = [book.seal_of(rule)[:SHORT] for rule in rules]
        if not record.against:
            warn("review_unsealed", record.place, id=name, against=" ".join(now))
        elif set(record.against) != set(now):
            warn("review_outdated", record.place, id=name, against=" ".join(now))
