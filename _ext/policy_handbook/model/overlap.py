"""From positions to overlaps: which rules of different codes meet on a norm, and how they relate.

The relation is derived in the order of :func:`derive_relation`; an editor's reviewed relation goes before it.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Protocol

from .fingerprint import SHORT
from .records import RELATIONS, Modality

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

    from .records import Norm, Position, ReviewedOverlap, Rule

# A rule and the norm that it is taken on.
_Side = tuple[str, str]
_Pair = tuple[_Side, _Side]
#: How many norms a reviewed overlap can name: one for both rules, or one for each.
MOST_NORMS = 2
DUTIES = frozenset({Modality.OBLIGATION, Modality.PROHIBITION})
_WEIGHT = {
    Modality.OBLIGATION: 3,
    Modality.PROHIBITION: 3,
    Modality.RECOMMENDATION: 2,
    Modality.PERMISSION: 1,
    Modality.STATEMENT: 0,
}


class Index(Protocol):
    """What is looked up while overlaps are derived; see the properties of the same names of the handbook's index."""

    @property
    def by_norm(self) -> Mapping[str, Sequence[tuple[Rule, Position]]]: ...
    @property
    def overridden_by(self) -> Mapping[str, Sequence[str]]: ...
    @property
    def related(self) -> Mapping[str, Sequence[str]]: ...


class Positions(Protocol):
    """What the derivation needs of a handbook: it knows no more of it, so that the handbook can hold its overlaps."""

    @property
    def norms(self) -> Mapping[str, Norm]: ...
    @property
    def reviewed(self) -> Sequence[ReviewedOverlap]: ...
    @property
    def derived(self) -> Index: ...
    def audience_of(self, rule: Rule, position: Position | None = None) -> tuple[str, ...]: ...
    def share_audience(self, one: tuple[str, ...], other: tuple[str, ...]) -> bool: ...
    def context_of(self, rule: Rule, position: Position | None = None) -> tuple[str, ...]: ...
    def seal_of(self, rule: Rule) -> str: ...
    def division_of(self, rule: Rule) -> Sequence[Rule]: ...
    @property
    def bodies(self) -> Mapping[str, object]: ...


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two rules of different codes with a position on the same norm; ``a`` comes before ``b`` by code.

    An editor can set two rules beside each other that speak on related norms: then ``norm`` is that of ``a``, and ``other_norm``
    that of ``b``; else "".

    ``relation`` is equivalent, stricter, complementary or conflicting; ``stricter`` "a", "b" or None; ``origin`` derived
    or reviewed; ``outdated`` says that a text changed since the review. ``reason`` is that of the review, in an editor's words,
    or else a key: see :func:`derive_relation`.
    """

    a: str
    b: str
    a_position: str
    b_position: str
    norm: str
    relation: str
    stricter: str | None
    other_addressee: bool
    other_context: bool
    origin: str
    reason: str
    outdated: bool = False
    other_norm: str = ""

    @property
    def sides(self) -> tuple[tuple[str, str], tuple[str, str]]:
        """Of ``a`` and of ``b`` the id of the rule and the norm that its position is on."""
        return (self.a, self.norm), (self.b, self.other_norm or self.norm)

    def norm_of(self, rule: str) -> str:
        """The norm that the position of one of both rules is on."""
        return dict(self.sides)[rule]

    def seen_from(self, rule: str) -> tuple[str, str, bool | None]:
        """The other rule, its position, and whether that other one is the stricter (None where neither is)."""
        if rule == self.a:
            return self.b, self.b_position, None if self.stricter is None else self.stricter == "b"
        return self.a, self.a_position, None if self.stricter is None else self.stricter == "a"


def main_position(positions: list[Position]) -> Position:
    """The position that speaks for a rule on a norm: no exception, the weightiest, the first."""
    return max(
        positions,
        key=lambda p: (not p.effect, _WEIGHT[p.modality], -positions.index(p)),
    )


def derive_overlaps(book: Positions) -> tuple[Overlap, ...]:
    """Every overlap in the book, sorted by norm and by rule: one for two rules on a norm, or each that was reviewed.

    After those on a norm come those of its rules with rules on a related norm, of which each was reviewed. Linear in the overlaps:
    only rules on one norm are compared. Not on a norm about the codes themselves, nor for a rule that has nothing of its own to
    say on it (:func:`_speaks_itself`).
    """
    reviewed = _index_reviewed(book)
    compared = {
        norm: _compared_on(book, entries)
        for norm, entries in sorted(book.derived.by_norm.items())
        if norm in book.norms and book.norms[norm].linked
    }
    across: dict[str, list[_Pair]] = {}
    for pair in sorted(reviewed):
        (_, norm), (_, other) = pair
        if other in book.derived.related.get(norm, ()):
            across.setdefault(norm, []).append(pair)
    overlaps: list[Overlap] = []
    for norm, sides in compared.items():
        for (rule_a, a), (rule_b, b) in combinations(sides.values(), 2):
            if rule_a.code == rule_b.code:
                continue
            # Two rules can meet on a norm with a duty and again with its exception, each reviewed by itself.
            for record in reviewed.get(_pair((rule_a.full_id, norm), (rule_b.full_id, norm)), (None,)):
                overlaps.append(_make_overlap(book, norm, rule_a, a, rule_b, b, record))
        for pair in across.get(norm, ()):
            (one, _), (two, other) = pair
            if one in sides and two in compared.get(other, ()) and sides[one][0].code != compared[other][two][0].code:
                for record in reviewed[pair]:
                    overlaps.append(_make_overlap(book, norm, *sides[one], *compared[other][two], record, other))
    return tuple(overlaps)


def _compared_on(book: Positions, entries: Iterable[tuple[Rule, Position]]) -> dict[str, tuple[Rule, Position]]:
    """By its id each rule that is compared on a norm, and the position that speaks for it."""
    by_rule: dict[str, tuple[Rule, list[Position]]] = {}
    for rule, position in entries:
        by_rule.setdefault(rule.full_id, (rule, []))[1].append(position)
    return {
        id: (rule, main_position(positions))
        for id, (rule, positions) in by_rule.items()
        if _speaks_itself(book, rule, by_rule)
    }


def _speaks_itself(book: Positions, rule: Rule, speaking: Container[str]) -> bool:
    """Whether a rule adds something to what else its text says on a norm, on which the rules *speaking* have a position.

    A heading and what stands under it are one rule, and so are words and their repetition: that of the words is compared.
    """
    if rule.repeats:
        return False
    below = book.division_of(rule) if rule.kind == "heading" else ()
    return not any(other.full_id in speaking for other in below if other.full_id != rule.full_id)


def _index_reviewed(book: Positions) -> dict[_Pair, list[ReviewedOverlap]]:
    index: dict[_Pair, dict[tuple[str, str], ReviewedOverlap]] = {}
    for record in book.reviewed:
        if len(record.norms) <= MOST_NORMS:
            of_pair = index.setdefault(_pair(*record.sides), {})
            of_pair.setdefault((min(record.a, record.b), max(record.a, record.b)), record)
    return {key: list(records.values()) for key, records in index.items()}


def _pair(a: tuple[str, str], b: tuple[str, str]) -> _Pair:
    """Two rules, each with its norm, the one whose code comes first before the other."""
    return (a, b) if a[0].partition("/") < b[0].partition("/") else (b, a)


def _make_overlap(
    book: Positions,
    norm: str,
    rule_a: Rule,
    a: Position,
    rule_b: Rule,
    b: Position,
    record: ReviewedOverlap | None,
    other_norm: str = "",
) -> Overlap:
    outdated = False
    if record is not None:
        relation = RELATIONS.get(record.relation, "complementary")
        stricter = None
        if relation == "stricter":
            stricter = "a" if record.stricter.partition("#")[0] == rule_a.full_id else "b"
        reason, origin = record.reason, "reviewed"
        if record.against:
            outdated = {book.seal_of(rule_a)[:SHORT], book.seal_of(rule_b)[:SHORT]} != set(record.against)
        a = _named_position(record, rule_a, a)
        b = _named_position(record, rule_b, b)
    else:
        relation, stricter, reason = derive_relation(book, rule_a, a, rule_b, b)
        origin = "derived"
        if stricter and asks_more_elsewhere(book, (norm,), rule_a, rule_b) - {stricter}:
            relation, stricter, reason = "complementary", None, "family"
    return Overlap(
        rule_a.full_id,
        rule_b.full_id,
        rule_a.position_id(a),
        rule_b.position_id(b),
        norm,
        relation,
        stricter,
        _differ(book, book.audience_of(rule_a, a), book.audience_of(rule_b, b)),
        set(book.context_of(rule_a, a)).isdisjoint(book.context_of(rule_b, b)),
        origin,
        reason,
        outdated,
        other_norm,
    )


def _named_position(record: ReviewedOverlap, rule: Rule, default: Position) -> Position:
    for name in (record.a, record.b):
        for position in rule.positions:
            if name == rule.position_id(position) and position.norm == dict(record.sides)[rule.full_id]:
                return position
    return default


def families_of(book: Positions, norms: Iterable[str]) -> list[str]:
    """The families of these norms, each once."""
    return [family for family in dict.fromkeys(book.norms[norm].family for norm in norms) if family]


def asks_more_elsewhere(book: Positions, norms: Sequence[str], rule_a: Rule, rule_b: Rule) -> set[str]:
    """The sides ("a", "b") that ask more on another norm of the same family: the stricter there, or alone with a duty.

    *norms* are the one on which both meet, or the related ones. A rule is weighed as a whole: who is milder on one point may
    forbid more in the next sentence.
    """
    families = families_of(book, norms)
    sides: set[str] = set()
    if not families:
        return sides
    for other in dict.fromkeys(position.norm for rule in (rule_a, rule_b) for position in rule.positions):
        if other in norms or other not in book.norms or book.norms[other].family not in families:
            continue
        of_a, of_b = (_read_on(rule, other) for rule in (rule_a, rule_b))
        if of_a and of_b:
            _, stricter, _ = derive_relation(book, rule_a, main_position(of_a), rule_b, main_position(of_b))
            sides.update(stricter or ())
        elif any(position.modality in DUTIES and not position.standing for position in (*of_a, *of_b)):
            sides.add("a" if of_a else "b")
    return sides


def _read_on(rule: Rule, norm: str) -> list[Position]:
    """The positions of a rule on a norm, in the reviewed reading of a doubtful text."""
    return [p for p in rule.positions if p.norm == norm and (p.reading is None or p.reading.default)]


def find_disagreeing(overlaps: Iterable[Overlap]) -> Iterator[tuple[str, str, str, str]]:
    """Norm and rules p, q, r where p and q are equivalent, but p does not relate to r as q does; each three once.

    A rule is taken on the norm of its position; the norm that is given is that of p.
    """
    related: dict[_Side, dict[_Side, set[tuple[str, str]]]] = {}
    for overlap in overlaps:
        a, b = overlap.sides
        winner = {"a": a, "b": b}.get(overlap.stricter or "")
        for one, other in ((a, b), (b, a)):
            side = "" if winner is None else "first" if winner == one else "second"
            related.setdefault(one, {}).setdefault(other, set()).add((overlap.relation, side))
    seen: set[frozenset[_Side]] = set()
    for p, others in sorted(related.items()):
        for q in sorted(q for q, found in others.items() if found == {("equivalent", "")}):
            for r in sorted(others.keys() & related[q].keys()):
                three = frozenset((p, q, r))
                if others[r] != related[q][r] and three not in seen:
                    seen.add(three)
                    yield p[1], p[0], q[0], r[0]


def _differ(book: Positions, a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether two rules address others: nobody in common, or one only a body of its own (the communication service)."""
    if book.bodies.keys().isdisjoint(a) != book.bodies.keys().isdisjoint(b):
        return True
    return not book.share_audience(a, b)


def derive_relation(
    book: Positions, rule_a: Rule, a: Position, rule_b: Rule, b: Position
) -> tuple[str, str | None, str]:
    """Relation, stricter side and reason (a key of the sentences, without ``overlap.``) of two positions on one norm.

    In this order: a statement complements; a duty to do against a ban on it, or a permission against an unconditional ban,
    conflicts; an absolute ban goes beyond a conditional one; duty over advice over permission; specific over standing;
    fewer accepted answers, more requirements, fewer exceptions; different acts, cases or requirements complement each
    other; otherwise they are equivalent.
    """
    if Modality.STATEMENT in (a.modality, b.modality):
        if a.modality == b.modality:
            return "complementary", None, "both_explain"
        return "complementary", None, "explains"
    same_act = not a.acts or not b.acts or not set(a.acts).isdisjoint(b.acts)
    if same_act and (_conflict(a, b) or _conflict(b, a)):
        return "conflicting", None, "conflict"
    for side, first, second in (("a", a, b), ("b", b, a)):
        if _is_ban(first) and _is_conditional(second) and same_act:
            return "stricter", side, "absolute_ban"
    for side, first, second in (("a", a, b), ("b", b, a)):
        if _WEIGHT[first.modality] > _WEIGHT[second.modality]:
            return "stricter", side, "modality"
    for side, first, second in (("a", a, b), ("b", b, a)):
        if second.standing and not first.standing:
            return "stricter", side, "specific"
    if bool(a.acts) and bool(b.acts) and not same_act:
        return "complementary", None, "other_act"
    found = _compare_requirements(book, rule_a, a, rule_b, b)
    if found is not None:
        return found
    if bool(a.when) != bool(b.when) or (a.when and a.when != b.when):
        return "complementary", None, "other_cases"
    return "equivalent", None, "same"


def read_first_rules(book: Positions, record: ReviewedOverlap, rule_a: Rule, rule_b: Rule) -> tuple[str, str] | None:
    """What the first rules of derivation make of a reviewed pair, relation and reason; None where they say nothing of it.

    These say what needs no judgement: that a statement complements what rules (two of them an editor may find alike), that
    leave or a duty against an unconditional ban conflicts, and that an unconditional ban is stricter than one with conditions.
    """
    sides = [_read_on(rule, dict(record.sides)[rule.full_id]) for rule in (rule_a, rule_b)]
    if not all(sides):
        return None
    a, b = (
        _named_position(record, rule, main_position(found)) for rule, found in zip((rule_a, rule_b), sides, strict=True)
    )
    relation, _, reason = derive_relation(book, rule_a, a, rule_b, b)
    return (relation, reason) if reason in ("explains", "conflict", "absolute_ban") else None


def _is_ban(position: Position) -> bool:
    return (
        position.modality is Modality.PROHIBITION
        and not position.requires
        and not position.when
        and not position.standing
    )


def _is_conditional(position: Position) -> bool:
    return position.only or (bool(position.requires) and position.modality in DUTIES)


def _conflict(first: Position, second: Position) -> bool:
    if not _is_ban(second):
        return False
    if first.modality is Modality.PERMISSION:
        return not first.only
    return first.modality is Modality.OBLIGATION and not first.requires and bool(first.acts) and bool(second.acts)


def _compare_requirements(
    book: Positions, rule_a: Rule, a: Position, rule_b: Rule, b: Position
) -> tuple[str, str | None, str] | None:
    in_a = {r.condition.fact: set(r.condition.accepted) for r in a.requires}
    in_b = {r.condition.fact: set(r.condition.accepted) for r in b.requires}
    if in_a != in_b:
        a_harder = set(in_a) >= set(in_b) and all(in_a[fact] <= in_b[fact] for fact in in_b)
        b_harder = set(in_b) >= set(in_a) and all(in_b[fact] <= in_a[fact] for fact in in_a)
        if a_harder != b_harder:
            reason = "more_requirements" if in_a and in_b else "requirements"
            side = "a" if a_harder else "b"
            if not (in_a and in_b):
                bans = (a.modality is Modality.PROHIBITION) + (b.modality is Modality.PROHIBITION)
                if bans == 1:
                    return "complementary", None, "duty_and_ban"
                if bans == 2:
                    # A ban that a condition lifts is the milder of two bans.
                    side, reason = "b" if side == "a" else "a", "lifted_ban"
            return "stricter", side, reason
        return "complementary", None, "other_requirements"
    exceptions = book.derived.overridden_by
    more_a = len(exceptions.get(rule_a.position_id(a), ()))
    more_b = len(exceptions.get(rule_b.position_id(b), ()))
    if bool(more_a) != bool(more_b):
        return "stricter", "b" if more_a else "a", "exceptions"
    return None
