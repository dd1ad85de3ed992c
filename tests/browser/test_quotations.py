"""The words of a position are quoted alike by the assistant and the pages (command line: test_explanation.py; booklets:
test_booklet_pdf.py)."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import pytest
from policy_handbook.decision.bases import bases_of
from policy_handbook.model.excerpts import show_excerpt

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page
    from policy_handbook.model.handbook import Handbook

pytestmark = pytest.mark.browser

CODES = ("beersel", "bijlage13", "handreiking", "mandatarissen", "turnhout")
# For each quotation on show the page of its rule and its words, without what leads in or wraps up.
ANSWERS = """() => [...document.querySelectorAll("blockquote.policy-assistant__quote")].map(quote => [
  quote.previousElementSibling.querySelector("a").getAttribute("href").replace(/^.*regels\\/(.*)\\.html$/, "$1"),
  [...quote.childNodes].filter(node => node.nodeType === Node.TEXT_NODE).map(node => node.data).join(""),
])"""
SHOW = """async ([act, audience]) => {
  location.hash = `act=${act}&audience=${audience}&show=answer`;
  await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
}"""
# Of each item that quotes: the page and the place of its rule, and its words, those of the source in quotation marks.
ITEMS = """() => [...document.querySelectorAll(".policy-quote")].map(quote => quote.parentElement)
  .filter((line, index, all) => all.indexOf(line) === index).map(line => [
    (line.closest("li") ?? line.nextElementSibling).querySelector("a.policy-source").getAttribute("href"),
    [...line.childNodes].map(node => node.nodeType === Node.TEXT_NODE
      ? (node.data.includes("[…]") ? node.data.replace(/^: /, "") : "")
      : node.classList.contains("policy-quote") ? `“${node.textContent}”` : "").join(""),
  ])"""


def expected(handbook: Handbook) -> dict[str, set[str]]:
    """For each rule of today the quotations of its positions."""
    found: dict[str, set[str]] = defaultdict(set)
    for code in CODES:
        for rule in handbook.rules_of(code):
            found[rule.full_id] |= {show_excerpt(handbook.excerpt_of(rule, position)) for position in rule.positions}
    return found


@pytest.mark.parametrize("code", CODES)
def test_the_assistant_quotes_the_words_of_the_position(
    open_page: Callable[..., Page], handbook: Handbook, code: str
) -> None:
    wanted = expected(handbook)
    base = bases_of(handbook)[code]
    audience = handbook.codes[code].audience[0]
    page = open_page(f"docs/beslissen/{code}.html")
    seen: set[tuple[str, str]] = set()
    for act in base.by_act:
        page.evaluate(SHOW, [act, audience])
        seen.update((rule, words) for rule, words in page.evaluate(ANSWERS))
    assert [(rule, words) for rule, words in seen if words not in wanted[rule]] == []
    clauses = {
        (clause.rule.full_id, show_excerpt(handbook.excerpt_of(clause.rule, clause.position)))
        for clause in base.clauses
    }
    assert len(seen) > len(clauses) * 0.5


def test_the_topic_pages_quote_them(open_page: Callable[..., Page], handbook: Handbook) -> None:
    wanted = expected(handbook)
    seen: set[tuple[str, str]] = set()
    page = open_page("docs/themas/index.html")
    for docname in sorted({topic.place.docname for topic in handbook.topics.values()}):
        page.goto(page.url.rpartition("docs/")[0] + f"{docname}.html", wait_until="domcontentloaded")
        for address, words in page.evaluate(ITEMS):
            path, _, anchor = address.partition("#")
            seen.add((f"{path.split('/')[-2]}/{anchor}", words))
    assert [(rule, words) for rule, words in seen if words not in wanted[rule]] == []
    assert len(seen) > 300
