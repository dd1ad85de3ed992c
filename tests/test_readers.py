"""As whom one can read a book: which choices its pages offer, and that all of them follow when one changes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from books import Book, Built

PAGE, RULE_PAGE = "docs/woorden.html", "regels/proef/art-1-a.html"
SITE = {"html_theme": "policy_handbook", "policy_booklets": False}
WORDS = """
:::{audience} mandataris
---
label: verkozene van het bestuur
short: mandataris
---
:::
"""


def readers(built: Built, page: str) -> list[tuple[str, str]]:
    """The choices of a page, as ids and words, and that they lead to the codes."""
    html = built.output(page)
    found = re.findall(r'<a href="([^"]+)" data-reader="([^"]+)">([^<]+)</a>', html)
    assert all(href.endswith(f"codes/{id.split('/')[1]}/index.html") for href, id, _ in found), found
    return [(id, words) for _, id, words in found]


def home(built: Built, page: str) -> str:
    (found,) = re.findall(r'data-home="([^"]*)"', built.output(page))
    return found


@pytest.fixture
def two(book: Book) -> Book:
    """The small book, of which the second code is for others too."""
    book.replace("codes/ander/index.md", "audience: personeel", "audience: personeel, mandataris")
    book.write("docs/woorden.md", book.read("docs/woorden.md") + WORDS)
    return book


@pytest.mark.parametrize("page", [PAGE, RULE_PAGE])
def test_each_role_with_each_code_that_was_written_for_it_is_a_choice(two: Book, page: str) -> None:
    built = two.build("handbook", **SITE)
    assert readers(built, page) == [
        ("personeel/ander", "personeel · Ander"),
        ("mandataris/ander", "mandataris · Ander"),
        ("personeel/proef", "personeel · Proef"),
    ]
    assert home(built, page) == ""


@pytest.mark.parametrize(
    ("policy_home", "first", "chosen"),
    [
        ({"personeel": "proef"}, "personeel/proef", "personeel/proef"),
        ({"mandataris": "ander"}, "mandataris/ander", "mandataris/ander"),
        ({"personeel": "proef", "mandataris": "ander"}, "mandataris/ander", ""),
    ],
)
def test_the_only_home_is_who_reads(two: Book, policy_home: dict[str, str], first: str, chosen: str) -> None:
    built = two.build("handbook", **SITE, policy_home=policy_home)
    for page in (PAGE, RULE_PAGE):
        assert readers(built, page)[0][0] == first
        assert home(built, page) == chosen


def test_a_new_name_stands_on_every_page(two: Book) -> None:
    two.build("handbook", **SITE)
    two.replace("docs/woorden.md", "short: mandataris", "short: verkozene")
    built = two.build("handbook", fresh=False, **SITE)
    for page in (PAGE, RULE_PAGE, "index.html"):
        assert ("mandataris/ander", "verkozene · Ander") in readers(built, page)


def test_words_are_no_markup(two: Book) -> None:
    two.replace("docs/woorden.md", "short: mandataris", "short: <b>& zo</b>")
    built = two.build("handbook", **SITE)
    for page in (PAGE, RULE_PAGE):
        assert "&lt;b&gt;&amp; zo&lt;/b&gt; · Ander" in built.output(page)
        assert "<b>& zo" not in built.output(page)


def test_a_book_of_another_theme_offers_no_choice(book: Book) -> None:
    page = book.build("html", html_theme="basic").output(PAGE)
    assert "policy-who" not in page
