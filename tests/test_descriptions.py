"""Each page has a title and a description of its own: what a search engine, a tab and a bookmark show of it."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from books import Book

TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
DESCRIPTION = re.compile(r'<meta (?=[^>]*name="description")[^>]*content="([^"]*)"')


def description(page: str) -> str:
    (words,) = DESCRIPTION.findall(page)
    return unescape(words)


@pytest.mark.parametrize("what", [TITLE, DESCRIPTION], ids=["title", "description"])
def test_each_page_has_one_of_its_own(real_site: Path, what: re.Pattern[str]) -> None:
    pages: dict[str, list[str]] = {}
    for path in sorted(real_site.rglob("*.html")):
        name = path.relative_to(real_site).as_posix()
        if name.startswith("_static/"):  # a theme's own, and no page
            continue
        (words,) = what.findall(path.read_text("utf-8"))
        assert words.strip(), name
        pages.setdefault(unescape(words), []).append(name)
    assert {words: names for words, names in pages.items() if len(names) > 1} == {}
    assert len(pages) > 500


def test_a_page_is_described_by_its_first_paragraph_on_whole_words(book: Book) -> None:
    book.write("docs/lezen.md", '# Lezen\n\nEen *eerste* zin met "aanhaling".\n\nNog een.\n')
    built = book.build("handbook", policy_booklets=False)
    assert description(built.output("docs/lezen.html")) == 'Een eerste zin met "aanhaling".'
    book.write("docs/lezen.md", f"# Lezen\n\n{'woorden ' * 40}\n")
    built = book.build("handbook", policy_booklets=False)
    assert description(built.output("docs/lezen.html")) == f"{'woorden ' * 19}[…]"


def test_a_page_without_a_paragraph_is_described_by_its_headings(book: Book) -> None:
    book.write("docs/lezen.md", "# Lezen\n\n## Een\n\n- punt\n\n## Twee\n\n- punt\n")
    assert description(book.build("handbook", policy_booklets=False).output("docs/lezen.html")) == "Lezen. Een. Twee"


def test_an_editor_describes_a_page_in_its_front_matter(book: Book) -> None:
    book.write(
        "docs/lezen.md", "---\nmyst:\n  html_meta:\n    description: Wat je hier leest\n---\n# Lezen\n\nEerste.\n"
    )
    built = book.build("handbook", policy_booklets=False)
    assert built.warnings == []
    assert description(built.output("docs/lezen.html")) == "Wat je hier leest"


def test_a_rule_page_is_described_by_code_label_and_first_words(real_site: Path) -> None:
    today, dated = (
        description((real_site / f"regels/turnhout/{name}.html").read_text("utf-8"))
        for name in ("art-3.5", "art-3.5/v1")
    )
    assert today.startswith("Turnhout, art. 3, punt 5: Stedelijke socialemediakanalen vinden hun eigen berichten niet")
    assert dated.startswith("Turnhout, art. 3, punt 5 (v1): Stedelijke socialemediakanalen")
