"""The text of a code in a browser: every rule shows its own words in its own lines, on screen and printed, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from books import Book

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page
    from policy_handbook.model.handbook import Handbook
    from policy_handbook.model.records import Rule

pytestmark = pytest.mark.browser

CODES = ("beersel", "bijlage13", "handreiking", "mandatarissen", "turnhout")
# For each rule by its id the lines that a reader sees, without what the handbook adds: a line ends where a block does.
LINES = """() => Object.fromEntries([...document.querySelectorAll(".policy-rule")].map(rule => {
  for (const added of rule.querySelectorAll(".policy-apparatus, .policy-label")) added.style.display = "none";
  const lines = rule.innerText.split(/[\\n\\t]/).map(line => line.trim().replace(/\\s+/g, " ")).filter(Boolean);
  return [rule.id, lines];
}))"""
HEADINGS = """() => Object.fromEntries([...document.querySelectorAll("section:has(> .policy-article)")].map(section =>
  [section.id, section.querySelector(":scope > :is(h2, h3, h4, h5, h6)").innerText.trim().replace(/\\s+/g, " ")]))"""
# Of the page of a rule, the lines of its own words within the quotation.
QUOTED = """() => [...document.querySelectorAll("main blockquote p:not(.lead-in)")].map(line =>
  line.innerText.trim().replace(/\\s+/g, " "))"""


def lines_of(rule: Rule) -> list[str]:
    """What a rule is to show: its mark before the first of its blocks, each block a line; cells are lines too."""
    lines = [cell for block in rule.blocks for cell in block.cells]
    return [f"{rule.mark} {lines[0]}".strip(), *lines[1:]]


@pytest.fixture(scope="module")
def small_book(tmp_path_factory: pytest.TempPathFactory) -> Handbook:
    return Book("test-text", tmp_path_factory.mktemp("records")).build("dummy").handbook


@pytest.mark.parametrize("code", CODES)
def test_every_rule_shows_its_words_in_its_lines(open_page: Callable[..., Page], handbook: Handbook, code: str) -> None:
    rules = handbook.rules_of(code, "v1")
    lines = {rule.id: lines_of(rule) for rule in rules if not rule.is_article}
    headings = {rule.id: f"{rule.mark} {rule.text}".strip() for rule in rules if rule.is_article}
    page = open_page(f"codes/{code}/v1.html")
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        for media in ("screen", "print"):
            page.emulate_media(media=media)
            assert page.evaluate(LINES) == lines, (width, media)
            assert page.evaluate(HEADINGS) == headings, (width, media)


@pytest.mark.parametrize("version", ["v1", "v2"])
def test_so_does_a_text_of_every_shape(
    open_page: Callable[..., Page], small_site: Path, small_book: Handbook, version: str
) -> None:
    base = f"{small_site.as_uri()}/"
    page = open_page(f"codes/oud/{version}.html", base=base)
    rules = [rule for rule in small_book.rules_of("oud", version) if not rule.is_article]
    assert page.evaluate(LINES) == {rule.id: lines_of(rule) for rule in rules}


@pytest.mark.parametrize("id", ["turnhout/art-3.2-b-2", "turnhout/art-7.1", "turnhout/art-3.2-a-2"])
def test_the_page_of_a_rule_shows_them_too(open_page: Callable[..., Page], handbook: Handbook, id: str) -> None:
    rule = handbook.get_rule(id)
    assert rule is not None
    assert open_page(f"regels/{id}.html").evaluate(QUOTED) == lines_of(rule)


LEFT = """(id) => {
  const words = document.querySelector(`#${CSS.escape(id)} > p`);
  return words.getBoundingClientRect().left + parseFloat(getComputedStyle(words).paddingLeft);
}"""
LABEL = """(id) => document.querySelector(`#${CSS.escape(id)} > .policy-apparatus > summary`).getBoundingClientRect().left"""


@pytest.mark.parametrize("width", [390, 1280])
def test_what_stands_deeper_goes_in(open_page: Callable[..., Page], small_site: Path, width: int) -> None:
    page = open_page("codes/oud/v1.html", base=f"{small_site.as_uri()}/", width=width)
    outer, inner, also = (page.evaluate(LEFT, id) for id in ("art-3bis-c", "art-3bis-c-vii", "art-3bis-a-bis"))
    assert inner == also
    assert inner - outer >= 15
    if width == 1280:
        labels = {page.evaluate(LABEL, id) for id in ("art-3bis-c", "art-3bis-c-vii", "art-3bis-a-bis")}
        assert len(labels) == 1  # in one line beside the text


def test_a_list_of_rules_has_no_bullets_of_ours(open_page: Callable[..., Page], small_site: Path) -> None:
    page = open_page("codes/oud/v1.html", base=f"{small_site.as_uri()}/")
    styles = page.evaluate(
        "() => [...document.querySelectorAll('li:has(> .policy-rule)')].map(item => getComputedStyle(item).listStyleType)"
    )
    assert styles
    assert set(styles) == {"none"}


def test_an_older_text_says_so_and_leads_on(open_page: Callable[..., Page], small_site: Path) -> None:
    base = f"{small_site.as_uri()}/"
    page = open_page("codes/oud/v1.html", base=base)
    notice = page.locator(".policy-notice")
    assert "Dit is een oudere versie" in notice.inner_text()
    notice.get_by_role("link").click()
    assert page.url == f"{base}codes/oud/v2.html"
    assert page.locator(".policy-notice").count() == 0
