"""Ids that JavaScript's own objects have too: an editor who calls a question “constructor” gets the same answers."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from books import AROUND, ROOTS, copy_parts
from browsing import build_site, serve
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

ASK = "docs/beslissen/constructor.html"
HOW = "#act=tostring"


@pytest.fixture(scope="module")
def names(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site in which every id is the name of something that each object inherits."""
    source = tmp_path_factory.mktemp("names")
    shutil.copytree(ROOTS / "test-names", source, dirs_exist_ok=True)
    (source / "conf.py").unlink()
    copy_parts(source, AROUND)
    options = ("-W", "-D", "policy_booklets=0", "-D", "suppress_warnings=policy.proof_fact")
    with serve(build_site(source, tmp_path_factory.mktemp("out"), *options)) as address:
        yield address


@pytest.fixture
def ask(open_page: Callable[..., Page], names: str) -> Callable[[str], Page]:
    """Opens the page with questions at a fragment."""
    return lambda fragment: open_page(ASK + fragment, base=names)


def title_of(page: Page) -> str:
    title = page.locator(".policy-assistant__title").first
    title.wait_for()
    return title.inner_text()


def test_the_questions_are_asked_one_after_the_other(ask: Callable[[str], Page]) -> None:
    page = ask("")
    page.locator("summary", has_text="Handelingen").click()
    page.get_by_label("Een foto delen").check()
    page.get_by_role("button", name="Verder").click()
    page.get_by_label("Een inwoner").check()
    page.get_by_role("button", name="Verder").click()
    expect(page.locator(".policy-assistant__caption")).to_have_text("Het gaat om: een foto delen")
    expect(page.locator(".policy-verdict--mag_onder_voorwaarden")).to_be_visible()


@pytest.mark.parametrize(
    ("fragment", "verdict"),
    [
        ("&constructor=hasownproperty&valueof=constructor&show=answer", "mag"),
        ("&constructor=hasownproperty&valueof=tostring&show=answer", "mag_niet"),
        ("&constructor=hasownproperty&show=answer", "mag_onder_voorwaarden"),
        ("&constructor=valueof&show=answer", "eerst_overleg"),
        ("&constructor=tostring&show=answer", "mag_niet"),
        ("&show=answer", "open"),
    ],
)
def test_each_answer_gives_its_own_verdict(ask: Callable[[str], Page], fragment: str, verdict: str) -> None:
    page = ask(HOW + fragment)
    expect(page.locator(f".policy-verdict--{verdict}")).to_be_visible()


def test_a_body_is_named_by_its_label(ask: Callable[[str], Page]) -> None:
    page = ask(f"{HOW}&constructor=valueof&show=answer")
    assert "de dienst" in title_of(page)
    expect(page.locator(".policy-assistant__contacts")).to_have_text("De dienst")


def test_the_other_reading_is_told(ask: Callable[[str], Page]) -> None:
    page = ask(f"{HOW}&constructor=tostring&show=answer")
    expect(page.locator(".policy-assistant__readings")).to_be_visible()


@pytest.mark.parametrize(
    "piece", ["__proto__=x", "act=__proto__", "change=__proto__", "toString=-", "constructor=__proto__"]
)
def test_a_name_of_no_question_is_named_as_unread(ask: Callable[[str], Page], piece: str) -> None:
    page = ask(f"#{piece}")
    expect(page.locator(".policy-assistant__notice")).to_contain_text(piece)
    assert page.evaluate("({}).x === undefined && Object.keys(Object.prototype).length === 0")


def test_side_by_side(open_page: Callable[..., Page], names: str) -> None:
    page = open_page(f"docs/beslissen/naast-elkaar.html{HOW}&constructor=tostring", base=names)
    expect(page.locator(".policy-verdict--mag_niet")).to_be_visible()


def test_what_is_ticked_is_kept(open_page: Callable[..., Page], names: str) -> None:
    page = open_page("docs/lijst.html", base=names)
    boxes = page.locator(".policy-checklist__box")
    assert not any(box.is_checked() for box in boxes.all())
    boxes.first.check()
    page.evaluate("localStorage.setItem('mode', '__proto__'); localStorage.setItem('constructor', 'x')")
    page.reload()
    assert [box.is_checked() for box in boxes.all()].count(True) == 1


def test_a_fragment_of_a_table_names_no_column_that_is_none(open_page: Callable[..., Page], names: str) -> None:
    page = open_page("docs/lijst.html#tabel-constructor:codes=__proto__,toString", base=names)
    expect(page.locator(".policy-table-status")).to_contain_text("1 van de 1 codes")
