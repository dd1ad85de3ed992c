"""What someone takes along: words selected by hand, a whole article, and the reference that a button copies."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from books import SUB_PATH
from browsing import LOCAL_HOST, NAMED_HOST
from policy_handbook.presentation.citation import cite, lines_of_division, with_gaps
from watching import watch

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Browser, Page
    from policy_handbook.model.handbook import Handbook
    from policy_handbook.model.records import Rule

pytestmark = pytest.mark.browser

# In the running text a footnote can stand elsewhere than the article that calls it, and signatures stand under the last one.
ARTICLES = ("bijlage13/art-5.3", "bijlage13/art-6", "turnhout/art-7", "beersel/gebod-9", "mandatarissen/algemeen")
WITH_MORE = ("turnhout/art-3.2-kop", "mandatarissen/richtlijnen")
# Selects an element and copies it as a reader does; the words that then are on the clipboard.
SELECT = """(selector) => {
  const selection = getSelection();
  selection.removeAllRanges();
  const range = document.createRange();
  range.selectNodeContents(document.querySelector(selector));
  selection.addRange(range);
}"""


def copy_of(page: Page, selector: str) -> list[str]:
    """The lines that selecting and copying an element gives, empty ones left out."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.evaluate(SELECT, selector)
    page.keyboard.press("Control+C")
    words: str = page.evaluate("() => navigator.clipboard.readText()")
    return [line for line in (" ".join(line.split()) for line in words.split("\n")) if line]


def rule_of(handbook: Handbook, id: str) -> Rule:
    rule = handbook.get_rule(id)
    assert rule is not None, id
    return rule


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("id", ARTICLES)
def test_selecting_an_article_copies_its_words_alone(
    open_page: Callable[..., Page], handbook: Handbook, id: str, width: int
) -> None:
    """No label, no count of related provisions, no control; the notes of the editors are words too, and say what they are."""
    code, _, anchor = id.partition("/")
    page = open_page(f"codes/{code}/v1.html", width=width)
    page.evaluate("() => document.querySelectorAll('.policy-editorial').forEach(note => note.remove())")
    copied = copy_of(page, f"[id='{anchor}']")
    assert copied == lines_of_division(handbook.division_of(rule_of(handbook, id)))


def test_an_open_label_is_not_copied_either(open_page: Callable[..., Page], handbook: Handbook) -> None:
    page = open_page("codes/bijlage13/v1.html")
    page.locator("[id='art-5.1-1'] > .policy-apparatus > summary").click()
    copied = copy_of(page, "[id='art-5.1-1']")
    assert copied[0] == "· je bent als enige verantwoordelijk voor de inhoud die je post op sociale media"
    assert not [line for line in copied if "art. 5.1, 1ste streepje" in line or "om naar te verwijzen" in line]


@pytest.mark.parametrize("id", [*ARTICLES, *WITH_MORE])
def test_the_page_of_an_article_shows_and_copies_the_whole(
    open_page: Callable[..., Page], handbook: Handbook, id: str
) -> None:
    """With a sign where other rules lie between, as in the citation."""
    parts = with_gaps(handbook, handbook.division_of(rule_of(handbook, id)))
    lines = [line for part in parts for line in (["[…]"] if part is None else lines_of_division([part]))]
    assert ("[…]" in lines) is (id in WITH_MORE)
    assert copy_of(open_page(f"regels/{id}.html"), "main blockquote") == lines


def test_each_rule_of_an_article_leads_to_its_own_page(open_page: Callable[..., Page]) -> None:
    page = open_page("regels/bijlage13/art-6.html")
    page.get_by_role("link", name="art. 6, enig lid").click()
    assert page.url.endswith("regels/bijlage13/art-6-1.html")


# -- the reference


def reference(page: Page) -> str:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Kopieer de verwijzing").click()
    page.get_by_text("De verwijzing is gekopieerd.").wait_for()
    return str(page.evaluate("() => navigator.clipboard.readText()"))


ID = "bijlage13/art-5.3-persoonlijk-1"


@pytest.mark.parametrize("id", [ID, "bijlage13/art-6"])
def test_this_machine_and_a_folder_give_the_id(
    open_page: Callable[..., Page], site: Path, handbook: Handbook, id: str
) -> None:
    cited = cite(handbook, rule_of(handbook, id)).as_text()
    assert f"{id}@v1 (SHA-256" in cited
    assert "regels/" not in cited
    assert reference(open_page(f"regels/{id}.html")) == cited  # http://127.0.0.1
    page = open_page(f"regels/{id}.html", base=f"{site.as_uri()}/")
    assert page.locator("#citation").inner_text() == cited


@pytest.mark.parametrize(
    ("host", "given"), [(NAMED_HOST, True), (LOCAL_HOST, False), ("localhost", False), ("127.0.0.1", False)]
)
@pytest.mark.parametrize("id", [ID, "bijlage13/art-6"])
def test_only_a_server_that_others_reach_gives_an_address(
    browser: Browser, address: str, handbook: Handbook, id: str, host: str, given: bool
) -> None:
    base = address.replace("127.0.0.1", host)
    context = browser.new_context()
    faults: list[str] = []
    page = context.new_page()
    watch(page, base, faults)
    page.goto(f"{base}regels/{id}.html")
    shown = page.locator("#citation").text_content()
    page.goto(
        f"{base}docs/beslissen/turnhout.html#act=taggen&audience=kanaalbeheerder&wie-vermeld=mediabedrijf&show=answer"
    )
    printed = page.locator(".policy-assistant__ruling > .policy-assistant__paper").text_content()
    context.close()
    assert faults == []
    cited = cite(handbook, rule_of(handbook, id)).as_text()
    if given:
        cited = cited.replace(f"{id}@v1 (", f"<{base}regels/{id}/v1.html> (")
    assert shown == cited
    assert (printed or "").strip().startswith(base if given else "") and SUB_PATH in base
    assert bool((printed or "").strip()) is given
