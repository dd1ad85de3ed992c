"""What decides for each code of a book, made once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .clauses import DecisionBase

if TYPE_CHECKING:
    from ..model.handbook import Handbook


def bases_of(book: Handbook) -> dict[str, DecisionBase]:
    """For each code of *book*, by its id, what decides in it."""
    return book.derive(_make_bases)


def _make_bases(book: Handbook) -> dict[str, DecisionBase]:
    return {code: DecisionBase.of_code(book, code) for code in book.codes}
