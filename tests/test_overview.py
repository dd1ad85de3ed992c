"""The lists of ways in, and what stands around a page: the parts of the book, its foot, the way on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from books import Book

SITE = {"html_theme": "policy_handbook", "html_copy_source": False, "policy_booklets": False}
ENTRY = re.compile(r'<a class="reference internal" href="([^"]*)">([^<]*)</a>')


def test_acts_are_ways_into_the_questions(book: Book) -> None:
    book.write("docs/in.md", "# In\n\n:::{overview} acts\n---\nacts: foto-plaatsen\n---\n:::\n")
    page = book.build("handbook", **SITE).output("docs/in.html")
    ask = page[page.index('class="policy-ask') :]
    links = ENTRY.findall(ask)
    assert links[0] == ("../docs/beslissen/naast-elkaar.html#act=foto-plaatsen", "Een foto plaatsen")
    assert links[1][0] == "../docs/beslissen/index.html"
    assert re.fullmatch(r"Alle \d+ handelingen|Alle handelingen \(1\)", links[1][1])


def test_an_act_that_is_not_there_is_named_with_the_nearest(book: Book) -> None:
    book.write("docs/in.md", "# In\n\n:::{overview} acts\n---\nacts: foto-platsen\n---\n:::\n")
    (warned,) = [w for w in book.build("handbook", **SITE).warnings if w.type != "policy.toc_not_included"]
    assert warned.type == "policy.unknown_reference"
    assert "foto-plaatsen" in warned.text


def test_a_code_says_what_it_weighs_and_a_topic_how_many_codes_speak(book: Book) -> None:
    book.write("docs/in.md", "# In\n\n:::{overview} codes\n:::\n\n:::{overview} topics\n:::\n")
    page = book.build("handbook", **SITE).output("docs/in.html")
    assert len(re.findall('class="policy-weight-(?:bindend|richtlijn|tip)"', page)) == 2
    said = re.findall(
        r'class="policy-unseen">(\d) van de (\d) codes</span>((?:<span class="policy-pip[^>]*></span>)+)', page
    )
    assert said
    for count, of, pips in said:
        assert pips.count("<span") == int(of)
        assert pips.count("policy-pip--speaks") == int(count)


@pytest.mark.parametrize("mail", ["redactie@voorbeeld.be", ""])
def test_who_finds_a_mistake_can_say_so_where_somebody_is_named(book: Book, mail: str) -> None:
    contacts = {"redactie": {"name": "de redactie", "mail": mail}} if mail else {}
    built = book.build("handbook", **SITE, policy_contacts=contacts)
    assert [w for w in built.warnings if w.type == "policy.unknown_body"] == []
    for path in ("index.html", "regels/proef/art-1-a.html"):
        assert (f'href="mailto:{mail}?subject=' in built.output(path)) is bool(mail)
        assert ("Meld een fout" in built.output(path)) is bool(mail)


def test_pages_of_one_list_lead_on_to_each_other(book: Book) -> None:
    book.write("docs/deel.md", "# Deel\n\n```{toctree}\ndeel/b\ndeel/a\ndeel/c\n```\n")
    for name in "abc":
        book.write(f"docs/deel/{name}.md", f"# Pagina {name}\n")
    built = book.build("handbook", **SITE)
    page = built.output("docs/deel/a.html")
    assert re.search(r'href="b.html" rel="prev">.*Pagina b</b></a>', page)
    assert re.search(r'href="c.html" rel="next">.*Pagina c</b></a>', page)
    assert 'rel="prev"' not in built.output("docs/deel/b.html")
    # A page changes with a title that it shows.
    book.write("docs/deel/c.md", "# Pagina d\n")
    again = book.build("handbook", **SITE, fresh=False)
    assert "Pagina d</b></a>" in again.output("docs/deel/a.html")
    assert again.output("docs/deel/a.html") == book.build("handbook", **SITE).output("docs/deel/a.html")


def test_the_foot_names_the_pages_that_the_book_says(book: Book) -> None:
    built = book.build("handbook", **SITE, policy_footer=["docs/woorden", "docs/geen"])
    foot = built.output("docs/beeld.html").partition("<footer")[2]
    assert re.findall(r'href="([^"]*)"', foot) == ["woorden.html"]
