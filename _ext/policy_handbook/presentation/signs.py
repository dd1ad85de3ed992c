"""Which sign stands beside a word: what a position does, what a code says of an act, and what a text weighs.

A sign comes with the role of the span that holds its word: a page draws it by the class of that role, a booklet by its name, and
where nothing is drawn the words say all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model.records import BINDINGS
from .say import SENTENCES, say, tell
from .spans import WEIGHT, Span

if TYPE_CHECKING:
    from ..model.records import Code
    from .say import Line

    #: The key of a title, and a line for each sign.
    LegendGroup = tuple[str, tuple[Line, ...]]

_MEANING = "legend.meaning."


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


def make_legend() -> tuple[LegendGroup, ...]:
    """Every sign with its word and what it means: what rules do, what codes say of an act, and what texts weigh."""
    words = {
        "modality": [key for key in SENTENCES if key.startswith("modality.") and _is_explained(key)],
        "verdict": [key for key in SENTENCES if key.startswith("answer.verdict.") and _is_explained(key)],
    }
    groups = [(f"legend.{name}", tuple(map(_explain, keys))) for name, keys in words.items()]
    weights = tuple(
        say("legend.line", word=Span(id, role=f"{WEIGHT}{id}"), meaning=tell(f"{_MEANING}weight.{id}"))
        for id in BINDINGS
    )
    return (*groups, ("legend.weight", weights))


def _is_explained(key: str) -> bool:
    return f"{_MEANING}{key.removeprefix('answer.')}" in SENTENCES


def _explain(key: str) -> Line:
    meaning = tell(f"{_MEANING}{key.removeprefix('answer.')}")
    word = tell(key)
    if key.startswith("modality.") and key.endswith(f".{BINDINGS[-1]}"):
        word = tell("modality.weighed", word=word, weight=BINDINGS[-1])
    return say("legend.line", word=Span(word, role=role_of(key)), meaning=meaning)
