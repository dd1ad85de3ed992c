"""Which sign stands beside a word: what a position does, what a code says of an act, and what a text weighs.

A sign comes with the role of the span that holds its word: a page draws it by the class of that role, a booklet by its name, and
where nothing is drawn the words say all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .spans import WEIGHT, Span

if TYPE_CHECKING:
    from ..model.records import Code


def role_of(key: str) -> str:
    """The role of the word that the sentence *key* is: ``modality-prohibition-tip``, ``verdict-mag``.

    A text of tips orders and forbids nothing: where it has a word of its own it has a sign of its own.
    """
    return key.removeprefix("answer.").replace(".", "-")


def weight_of(binding: str) -> Span:
    """What a text weighs, to stand beside its name; as plain words it is in brackets."""
    return Span(binding, role=f"{WEIGHT}{binding}")


def name_with_weight(code: Code, target: str = "") -> tuple[Span, ...]:
    """The short name of a code with what it weighs: ``Beersel (richtlijn)`` as plain words."""
    return (Span(code.short, target), Span(" "), weight_of(code.binding))
