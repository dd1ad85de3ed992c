"""Presenting a generated part so that one that cannot be shown costs itself, not the book."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..diagnostics import in_words
from .registry import VIEWS

if TYPE_CHECKING:
    from ..model.handbook import Handbook
    from ..presentation.medium import Medium


@dataclass(frozen=True, slots=True)
class Unshown:
    """In the place of what a view presents: the error that it raised, in words."""

    error: str


def present_view(book: Handbook, name: str, argument: str, medium: Medium) -> Any:
    """What a view presents for a medium, None where there is nothing; Unshown where it raises."""
    try:
        return VIEWS[name].present(book, argument, medium)
    except Exception as error:
        return Unshown(in_words(error))


def pages_drawn_on(book: Handbook, name: str, argument: str) -> set[str] | None:
    """The pages from which a view draws; None for all of them, or where it cannot say."""
    try:
        return VIEWS[name].draws_on(book, argument)
    except Exception:
        return None  # what it then presents is Unshown
