"""The page for an address that there is not: where it leads on, what it offers, and that it is whole wherever it is shown."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from books import AROUND, ROOTS, SUB_PATH, copy_parts
from browsing import build_site, serve
from watching import faults, overflow, watch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

HEADING = "Deze pagina is er niet"


@pytest.fixture(scope="module")
def host(site: Path) -> Iterator[str]:
    """The address of the real site at the root of a host, as where a book names no address."""
    with serve(site, at="") as address:
        yield address


@pytest.fixture
def ask(browser: Browser, host: str) -> Iterator[Callable[..., Page]]:
    """Asks for an address that there is not; nothing else may go wrong."""
    noted: list[str] = []
    pages = []

    def open_one(path: str, base: str = host, *, script: bool = True, width: int = 1280) -> Page:
        page = browser.new_context(java_script_enabled=script, viewport={"width": width, "height": 900}).new_page()
        pages.append(page)
        watch(page, base, noted)
        answer = page.goto(base + path)
        assert answer is not None and answer.status == 404
        return page

    yield open_one
    for page in pages:
        page.context.close()
    # The address itself, and what the browser says of it.
    assert len([line for line in noted if line.startswith("404: ")]) == len(pages)
    assert [line for line in noted if "404" not in line] == []


@pytest.mark.parametrize(
    ("path", "there"),
    [
        ("turnhout/art-3.5@v1", "regels/turnhout/art-3.5/v1.html"),
        ("turnhout/art-3.5", "regels/turnhout/art-3.5.html"),
        ("regels/Turnhout/Art-3.5", "regels/turnhout/art-3.5.html"),
        ("regels/turnhout/art-3.5/v1", "regels/turnhout/art-3.5/v1.html"),
        ("docs/themas/privacy", "docs/themas/privacy.html"),
        ("turnhout", "codes/turnhout/index.html#code-turnhout"),
        (
            "docs/oud/casus.html#case-kermisfoto-mondelinge-toestemming",
            "ander-antwoord.html#case-kermisfoto-mondelinge-toestemming",
        ),
        ("portretrecht", "#norm-portretrecht"),
    ],
)
def test_a_name_as_it_is_printed_leads_on(ask: Callable[..., Page], path: str, there: str) -> None:
    page = ask(path)
    page.wait_for_url(f"**{there}")
    page.wait_for_load_state()
    assert page.locator("h1").inner_text() != HEADING


@pytest.mark.parametrize(
    ("path", "near"),
    [
        ("regels/turnhout/art-3.9", "Turnhout, art. 3, punt 6"),
        ("regels/turnhout/artikel-4.25.html", "Turnhout, art. 4, punt 2"),
        ("turnhout 3.5", "Turnhout, art. 3, punt 5"),
        ("a/b/c/d/turnhout%203.5", "Turnhout, art. 3, punt 5"),
        ("docs/vergelijken/dekking.html", "Dekking van de beslissingen"),
        ("docs/thema/vertrouwlijkheid", "Vertrouwelijke en interne informatie"),
        ("beersel gebod 9", "Beersel, gebod 9"),
    ],
)
def test_what_is_near_is_listed(ask: Callable[..., Page], path: str, near: str) -> None:
    links = ask(path).locator("[data-module='policy-missing'] a")
    links.first.wait_for()
    assert near in links.all_inner_texts()[:4]
    links.filter(has_text=near).first.click()


def test_of_what_is_like_nothing_nothing_is_guessed(ask: Callable[..., Page]) -> None:
    page = ask("xyzzy/qwrtp")
    page.wait_for_load_state("networkidle")
    assert page.locator("[data-module='policy-missing']").is_hidden()
    assert page.locator("h1").inner_text() == HEADING


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize("path", ["x", "a/b/c/x", "regels/x/y/z.html"])
def test_it_is_whole_at_any_depth(ask: Callable[..., Page], host: str, path: str, script: bool) -> None:
    page = ask(path, script=script, width=320)
    assert page.locator("main li a", has_text="Turnhout").first.is_visible()
    assert page.locator("main li a", has_text="Privacy").first.get_attribute("href") == "/docs/themas/privacy.html"
    assert page.get_by_text("wie volgens die code antwoordt of beslist").is_visible()
    assert overflow(page) == ""
    assert page.locator("body").evaluate("element => getComputedStyle(element).margin") == "0px"


def test_it_is_accessible(ask: Callable[..., Page]) -> None:
    page = ask("turnhout 3.5")
    page.locator("[data-module='policy-missing'] a").first.wait_for()
    assert faults(page) == []


def test_below_a_sub_path_it_is_found_by_the_address_of_the_book(ask: Callable[..., Page], tmp_path: Path) -> None:
    source = tmp_path / "source"
    shutil.copytree(ROOTS / "test-text", source)
    copy_parts(source, AROUND)
    address = f"policy_handbook_url=https://intranet.example/{SUB_PATH}/"
    out = build_site(source, tmp_path, "-D", address, "-D", "policy_booklets=0")
    with serve(out) as base:
        page = ask("a/b/oud/art-99", base=base)
        links = page.locator("[data-module='policy-missing'] a")
        links.first.wait_for()
        assert links.first.get_attribute("href").startswith(f"{base}regels/oud/")
        assert page.evaluate("[...document.styleSheets].every((sheet) => sheet.cssRules.length)")
