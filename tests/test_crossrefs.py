"""MyST's links to a page and a place on it that is ours: they are known, lead there, and show its words where they have none."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from books import Book

LEZEN = "docs/lezen.md"
LINKS = {
    "beeld.md#norm-toestemming": "Wie in beeld komt, geeft toestemming.",
    "beeld.md#topic-beeld": "Beeld",
    "beeld.md#tabel-beeld-per-code": "Alles per code",
    "beeld.md#checklist-lijst": "Een lijst",
    "woorden.md#fact-wie": "Wie staat erop?",
    "woorden.md#body-dienst": "de dienst",
    "../codes/proef/index.md#code-proef": "Proef",
    "../codes/proef/v1.md#art-1-a": "Proef, art. 1, a",
    "../codes/proef/v1.md#art-1": "Proef, art. 1",
    "woorden.md#een-kop": "Een kop",
    "woorden.md#eigen-naam": "Met eigen naam",
}
LIST = ":::{checklist} lijst\n---\ntitle: Een lijst\nact: foto-plaatsen\n---\n:::\n"


@pytest.fixture
def linked(book: Book) -> Book:
    """The small book with a link to each kind of place, with words and without."""
    book.replace("docs/beeld.md", "topic: beeld\n---", "topic: beeld\ncaption: Alles per code\n---")
    book.write("docs/beeld.md", f"{book.read('docs/beeld.md')}\n{LIST}")
    headings = "\n## Een kop\n\nTekst.\n\n(eigen-naam)=\n## Met eigen naam\n\nTekst.\n"
    book.write("docs/woorden.md", book.read("docs/woorden.md") + headings)
    links = "".join(f"- [woorden {index}]({link})\n- []({link})\n" for index, link in enumerate(LINKS))
    book.write(LEZEN, f"# Lezen\n\n{links}")
    return book


def links_in(html: str) -> dict[str, str]:
    """The address of each link by its words."""
    found = re.findall(r'<a [^>]*href="([^"]*)"[^>]*>(.*?)</a>', html, re.DOTALL)
    return {re.sub(r"<[^>]*>", "", words): address for address, words in found}


@pytest.mark.parametrize(
    ("builder", "output", "page"),
    [
        ("html", "docs/lezen.html", r"(?:\.\./)?(\w[\w/]*)\.html"),
        ("handbook", "docs/lezen.html", r"(?:\.\./)?(\w[\w/]*)\.html"),
        ("dirhtml", "docs/lezen/index.html", r"\.\./(?:\.\./)?(\w[\w/]*)/"),
        ("singlehtml", "index.html", r"()"),
    ],
)
def test_they_lead_to_the_place(linked: Book, builder: str, output: str, page: str) -> None:
    built = linked.build(builder)
    assert built.warnings == []
    shown = links_in(built.output(output))
    for index, (link, words) in enumerate(LINKS.items()):
        anchor = link.partition("#")[2]
        assert re.fullmatch(rf"(?:{page})?#(?:document-[\w/]+#)?{anchor}", shown[f"woorden {index}"]), link
        assert f">{words}<" in built.output(output), link


@pytest.mark.parametrize("builder", ["text", "latex", "man", "xml", "epub"])
def test_every_writer_knows_them(linked: Book, builder: str) -> None:
    built = linked.build(builder)
    assert [w for w in built.warnings if "unknown" in w.type or "xref" in w.type] == []


def test_in_a_booklet_they_lead_within_it(linked: Book) -> None:
    booklet = "codes: proef\norder: docs/beeld, docs/woorden, docs/lezen, text"
    linked.replace(
        LEZEN, "# Lezen\n", f"# Lezen\n\n:::{{booklet}} boekje\n---\ntitle: B\n{booklet}\n---\nWelkom.\n:::\n"
    )
    built = linked.build("typst")
    assert built.warnings == []
    assert list(built.app.outdir.rglob("boekje*.pdf"))


def test_what_they_show_is_never_stale(linked: Book) -> None:
    linked.build("handbook")
    linked.replace("docs/beeld.md", "Wie in beeld komt, geeft", "Wie op beeld komt, geeft")
    built = linked.build("handbook", fresh=False)
    assert "Wie op beeld komt, geeft toestemming." in built.output("docs/lezen.html")


def test_a_place_that_went_away_is_named_at_the_next_build(linked: Book, tmp_path: Path) -> None:
    linked.build("handbook")
    linked.replace("docs/beeld.md", ":::{checklist} lijst", ":::{checklist} lijsten")
    built = linked.build("handbook", fresh=False)
    line = linked.line_of(LEZEN, "#checklist-lijst")
    found = [(w.file, w.line) for w in built.warnings if w.type == "policy.unknown_anchor"]
    assert found == [(LEZEN, line), (LEZEN, line + 1)]
    assert "bedoel je “checklist-lijsten”?" in built.warnings[0].text
