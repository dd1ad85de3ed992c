"""Norms, and the overlaps that an editor looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..diagnostics import nearest, warn
from ..model.fingerprint import SHORT
from ..model.overlap import MOST_NORMS, asks_more_elsewhere, families_of, find_disagreeing, read_first_rules
from ..model.positions import ID
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
        for former in norm.formerly:
            if not ID.fullmatch(former):
                warn("id_syntax", norm.place, id=former)
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
    first: dict[frozenset[tuple[str, str]], Place] = {}
    for record in book.reviewed:
        name = f"{record.a} {record.b}".strip()
        (_, norm_a), (_, norm_b) = record.sides
        place = first.setdefault(frozenset([(record.a, norm_a), (record.b, norm_b)]), record.place)
        if place is not record.place:
            norms = words_listed(record.norms)
            warn("duplicate_review", record.place, id=name, norm=norms, other=where(whole.env, place))
        rules = []
        for id in (record.a, record.b):
            rule = book.get_rule(id.partition("#")[0])
            if rule is None:
                warn("unknown_rule", record.place, id=id, rule=name, nearest=nearest(id, rules_meant(book, id)))
                continue
            rules.append(rule)
            if "#" in id:
                look_up("unknown_rule", [id], [rule.position_id(p) for p in rule.positions], record.place, name)
        look_up("unknown_norm", record.norms, book.norms, record.place, name)
        if len(record.norms) > MOST_NORMS:
            warn("overlap_norms", record.place, id=name, norms=", ".join(record.norms))
        if len(rules) < 2:
            continue
        if rules[0].code == rules[1].code:
            warn("overlap_same_code", record.place, id=name)
            continue
        if _names_norms(book, record):
            _check_meeting(book, record, name, rules)
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


def _names_norms(book: Handbook, record: ReviewedOverlap) -> bool:
    """Whether a reviewed overlap names as many norms as it may, and all of them exist."""
    return 0 < len(record.norms) <= MOST_NORMS and all(norm in book.norms for norm in record.norms)


def _check_meeting(book: Handbook, record: ReviewedOverlap, name: str, rules: list[Rule]) -> None:
    """Both rules speak on the norm, or each on its own of two related ones, and the book makes an overlap of that."""
    silent: dict[str, list[str]] = {}
    for rule, (_, norm) in zip(rules, record.sides, strict=True):
        if norm not in {position.norm for position in rule.positions}:
            silent.setdefault(norm, []).append(rule.full_id)
    for norm, ids in silent.items():
        meant = _norms_meant(book, record, rules)
        mend = tell("review.norm.named", norms=", ".join(meant)) if meant else tell("review.norm.shared")
        warn("overlap_norm", record.place, id=name, norm=norm, rule=words_listed(ids), mend=mend)
    if silent:
        return
    (_, norm), (_, other) = record.sides
    if norm != other and other not in book.derived.related.get(norm, ()):
        warn("overlap_unrelated", record.place, id=name, norm=norm, other=other)
    elif not any(set(overlap.sides) == set(record.sides) for overlap in book.derived.overlaps_by_norm.get(norm, ())):
        warn("overlap_unused", record.place, id=name, norm=words_listed(dict.fromkeys(record.norms)))


def _norms_meant(book: Handbook, record: ReviewedOverlap, rules: list[Rule]) -> tuple[str, ...]:
    """The related norms of which each rule speaks on one, that keep most of those that were named; () where they keep none."""
    of_a, of_b = (
        [p.norm for p in rule.positions if "#" not in side or rule.position_id(p) == side]
        for rule, side in zip(rules, (record.a, record.b), strict=True)
    )
    related = book.derived.related
    pairs = [(norm, other) for norm in of_a for other in of_b if other in related.get(norm, ())]
    named = set(record.norms)
    found = max(pairs, key=lambda pair: len(named.intersection(pair)), default=())
    return found if named.intersection(found) else ()


def _contradicts(book: Handbook, record: ReviewedOverlap, rules: list[Rule]) -> str:
    """The first rule of derivation that a reviewed relation contradicts, in words; "" where it contradicts none."""
    relation = RELATIONS.get(record.relation)
    if not _names_norms(book, record) or relation is None:
        return ""
    found = read_first_rules(book, record, *rules)
    if found and found[0] != relation:
        return tell(f"review.{found[1]}")
    if relation == "stricter":
        side = "a" if record.stricter.partition("#")[0] == rules[0].full_id else "b"
        if asks_more_elsewhere(book, record.norms, *rules) - {side}:
            return tell("review.family", family=words_listed(families_of(book, record.norms)))
    return ""
