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


# -- blocks that nobody closed


def open_topics(count: int) -> str:
    return "\n".join(f":::{{topic}} thema-{n}\n---\nlabel: Thema {n}\n---\nWoorden {n}.\n" for n in range(count))


@SERIAL_AND_PARALLEL
def test_however_many_blocks_nobody_closed_are_one_warning(book: Book, jobs: int) -> None:
    """Each took the next one; all are read, in their order, and the warning names the lines to mend."""
    book.write(LEZEN, book.read(LEZEN) + "\n" + open_topics(400))
    built = book.build(jobs=jobs)
    first, *lines = (book.line_of(LEZEN, f"{{topic}} thema-{n}\n".strip()) for n in range(4))
    says = (f"voor regel {lines[0]},", f"zo ook voor regel {lines[1]}, {lines[2]}, ", "en 393 andere")
    assert_one_warning(built, LEZEN, first, "fence_unclosed", *says)
    words = [built.output("docs/lezen.html").index(f"Woorden {n}.") for n in range(400)]
    assert words == sorted(words)
    assert {f"thema-{n}" for n in range(400)} <= built.handbook.topics.keys()
    assert_rest_is_built(built, LEZEN)


def test_what_follows_an_open_block_stays_where_it_stands(book: Book) -> None:
    """The closing line of the last of three ends the first: the words after it come after all three."""
    book.write(
        LEZEN, book.read(LEZEN) + "\n" + open_topics(3) + ":::\n\nErna.\n\n" + open_topics(1).replace("-0", "-9")
    )
    built = book.build()
    line = book.line_of(LEZEN, "{topic} thema-0")
    assert_one_warning(built, LEZEN, line, "fence_unclosed", f"zo ook voor regel {book.line_of(LEZEN, 'thema-2')}")
    html = built.output("docs/lezen.html")
    places = [html.index(words) for words in ("Woorden 0.", "Woorden 1.", "Woorden 2.", "Erna.")]
    assert places == sorted(places)
