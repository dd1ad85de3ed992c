"""What two rules, or two codes, are to each other, in words; and what a position's own word weighs."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from ..model.records import Modality
from .say import SENTENCES, SLOTS, listed, plain, tell, words_listed
from .signs import role_of
from .spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ..model.handbook import Handbook
    from ..model.overlap import Overlap
    from ..model.records import Position, Rule

#: The weight that need not be said: what a text with another orders or forbids binds less.
_FULL_WEIGHT = "bindend"
_FREE = "tip"


def name_modality(book: Handbook, rule: Rule, position: Position, *, in_brackets: bool = False) -> str:
    """What a position does, with its weight where that is not binding; a tip orders and forbids nothing.

    Leave that holds only under a condition is no plain leave, and what a sanction states is no mere explanation. With
    *in_brackets* the weight has no brackets of its own.
    """
    word = word_of_modality(book, rule, position)
    binding = _binding_of(book, rule)
    if position.modality is Modality.STATEMENT or binding in ("", _FULL_WEIGHT):
        return word
    return tell("modality.weighed.in_brackets" if in_brackets else "modality.weighed", word=word, weight=binding)


def word_of_modality(book: Handbook, rule: Rule, position: Position) -> str:
    """The same without the weight."""
    if position.modality is Modality.STATEMENT:
        return tell("modality.sanction" if rule.kind == "sanction" else "modality.statement")
    return tell(_variant(f"modality.{position.modality}", position, _binding_of(book, rule)))


def show_modality(book: Handbook, rule: Rule, position: Position, *, in_brackets: bool = False) -> Span:
    """The same with its sign."""
    return Span(name_modality(book, rule, position, in_brackets=in_brackets), role=sign_of(book, rule, position))


def sign_of(book: Handbook, rule: Rule, position: Position) -> str:
    """The role of the word for what a position does."""
    return role_of(_variant(f"modality.{position.modality}", position, _binding_of(book, rule)))


def _binding_of(book: Handbook, rule: Rule) -> str:
    return book.codes[rule.code].binding if rule.code in book.codes else ""


def _variant(key: str, position: Position, binding: str) -> str:
    """The key of the word for leave under a condition, or for what a tip does, where there is one."""
    return f"{key}.only" if position.modality is Modality.PERMISSION and position.only else key_of_weight(key, binding)


def key_of_weight(key: str, binding: str) -> str:
    """The key of what a text of tips says in place of *key*, where this is one: it forbids and orders nothing."""
    tip = f"{key}.tip"
    return tip if binding == _FREE and tip in SENTENCES else key


# -- two rules


def name_relation(relation: str) -> str:
    """A relation in words."""
    return tell(f"relation.{relation}")


def name_relation_here(overlap: Overlap, rule: str) -> str:
    """What the other rule of an overlap is to *rule*, in words."""
    _, _, other_is_stricter = overlap.seen_from(rule)
    here = f"relation.here.{'milder' if other_is_stricter is False else overlap.relation}"
    return tell(here) if here in SENTENCES else name_relation(overlap.relation)


def relation_flags(overlap: Overlap) -> str:
    """The flags beside a relation, with a comma before each; empty where there are none."""
    flags = {
        "addressee": overlap.other_addressee,
        "context": overlap.other_context,
        "reviewed": overlap.origin == "reviewed",
        "derived": overlap.origin != "reviewed",
        "outdated": overlap.outdated,
    }
    return "".join(f", {tell(f'relation.flag.{flag}')}" for flag, holds in flags.items() if holds)


def name_reason(book: Handbook, overlap: Overlap) -> str:
    """Why two rules relate as they do: in the words of the review, or else each by its code, its weight and what it does."""
    if overlap.origin == "reviewed":
        return overlap.reason
    sides = [(overlap.a, overlap.a_position), (overlap.b, overlap.b_position)]
    if overlap.stricter == "b":
        sides.reverse()
    words: dict[str, str] = {}
    for name, (rule_id, position_id) in zip(("first", "second"), sides, strict=True):
        rule = book.get_rule(rule_id)
        if rule is None:
            return ""  # of a code with a name that is none, which the build reports
        words[name], words[f"{name}_does"] = _name_side(book, rule, position_id)
    # Most reasons are what each of both does.
    key = f"overlap.{overlap.reason}" if f"overlap.{overlap.reason}" in SENTENCES else "overlap.sides"
    return tell(key, **{slot: words[slot] for slot in SLOTS[key]})


def _name_side(book: Handbook, rule: Rule, position_id: str) -> tuple[str, str]:
    """A code with its weight, and what its position does."""
    code = book.codes[rule.code]
    position = next(p for p in rule.positions if rule.position_id(p) == position_id)
    does = _variant(f"overlap.does.{position.modality}", position, code.binding)
    return tell("overlap.side", code=code.short, weight=code.binding), tell(does)


# -- two codes


def name_difference(book: Handbook, norm: str, shown: set[str], speaking: Mapping[str, set[str]]) -> tuple[bool, str]:
    """Whether the codes shown differ on a norm, and how, in words.

    *shown* are the codes compared; *speaking* gives for each of those with a position the rules that are shown. One code is said
    to be stricter than another only where every pair of their rules says so.
    """
    names = {id: book.codes[id].short for id in speaking}
    if len(speaking) == 1:
        alone = len(shown) > 1
        return alone, tell("relation.codes.alone", code=names[next(iter(speaking))]) if alone else ""
    if not book.norms[norm].linked:
        return speaking.keys() != shown, ""
    pairs: dict[tuple[str, str], list[Overlap]] = {}
    for overlap in book.derived.overlaps_by_norm.get(norm, ()):
        if overlap.other_norm:
            continue  # of which one says nothing on this norm
        a, b = overlap.a.partition("/")[0], overlap.b.partition("/")[0]
        if overlap.a in speaking.get(a, ()) and overlap.b in speaking.get(b, ()):
            pairs.setdefault((a, b), []).append(overlap)
    parts: list[str] = []
    stricter: dict[tuple[str, bool], list[str]] = {}
    mixed: list[tuple[str, str]] = []
    for (a, b), overlaps in pairs.items():
        found = {(overlap.relation, overlap.stricter) for overlap in overlaps}
        flagged = any(overlap.other_addressee or overlap.other_context for overlap in overlaps)
        if len(found) > 1:
            if found - {("complementary", None), ("equivalent", None)}:
                mixed.append((names[a], names[b]))
            continue
        ((relation, side),) = found
        if relation == "conflicting":
            key = "relation.codes.conflicting.flagged" if flagged else "relation.codes.conflicting"
            parts.append(tell(key, a=names[a], b=names[b]))
        elif relation == "stricter":
            winner, loser = (a, b) if side == "a" else (b, a)
            stricter.setdefault((winner, flagged), []).append(names[loser])
    for (winner, flagged), losers in sorted(stricter.items()):
        key = "relation.codes.stricter.flagged" if flagged else "relation.codes.stricter"
        parts.append(tell(key, a=names[winner], others=words_listed(sorted(losers))))
    if mixed:
        parts.append(tell("relation.codes.mixed", pairs=_name_pairs(mixed)))
    complementary = any(overlap.relation == "complementary" for overlaps in pairs.values() for overlap in overlaps)
    differs = bool(parts) or complementary
    if not parts:
        parts.append(tell("relation.codes.complementary" if complementary else "relation.codes.equivalent"))
    return differs, " ".join(parts)


def _name_pairs(pairs: Iterable[tuple[str, str]]) -> str:
    """Pairs of names, each once: those of the name that stands in most of them first, told of that name together."""
    left = {frozenset(pair) for pair in pairs}
    groups: list[str] = []
    while left:
        counts = Counter(name for pair in left for name in pair)
        code = min(counts, key=lambda name: (-counts[name], name))
        found = {pair for pair in left if code in pair}
        left -= found
        others = sorted(name for pair in found for name in pair - {code})
        groups.append(tell("relation.codes.between", code=code, others=plain(listed(others, "or"))))
    return words_listed(groups)
