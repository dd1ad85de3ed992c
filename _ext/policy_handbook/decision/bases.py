"""What decides for each code of a book, made once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .clauses import DecisionBase
from .compile import compile_table

if TYPE_CHECKING:
    from ..model.handbook import Handbook
    from .table import CodeTable


def bases_of(book: Handbook) -> dict[str, DecisionBase]:
    """For each code of *book*, by its id, its clauses and what they ask for."""
    return book.derive(_make_bases)


def tables_of(book: Handbook) -> dict[str, CodeTable]:
    """For each code of *book*, by its id, the table that decides."""
    return book.derive(_make_tables)


def table_of(base: DecisionBase) -> CodeTable:
    """The table of the code of a base that :func:`bases_of` gave."""
    return tables_of(base.book)[base.code.id]


def _make_bases(book: Handbook) -> dict[str, DecisionBase]:
    return {code: DecisionBase.of_code(book, code) for code in book.codes}


def _make_tables(book: Handbook) -> dict[str, CodeTable]:
    return {code: compile_table(base) for code, base in bases_of(book).items()}
