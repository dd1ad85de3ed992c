"""One bad page never costs the book: it becomes one warning, and the rest is built, in a bounded time."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from test_bad_input import LEZEN, PROEF, assert_one_warning, assert_rest_is_built

if TYPE_CHECKING:
    from books import Book

SERIAL_AND_PARALLEL = pytest.mark.parametrize("jobs", [1, 2])


@SERIAL_AND_PARALLEL
def test_a_quote_of_very_many_parts_is_one_short_warning(book: Book, jobs: int) -> None:
    book.replace(PROEF, 'verplicht "vraag toestemming"', f'verplicht "{"vraag … " * 120_000}einde"')
    begin = time.process_time()
    built = book.build(jobs=jobs)
    assert time.process_time() - begin < 30
    assert_one_warning(built, PROEF, book.line_of(PROEF, "einde"), "unknown_quote", "[…]")
    assert all(len(warning.text) < 5000 for warning in built.warnings)
    assert_rest_is_built(built, LEZEN)
