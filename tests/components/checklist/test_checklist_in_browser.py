"""Checklists: what is ticked stays, also where nothing may be kept; complete without script, empty boxes on paper."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect
from watching import faults

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Locator, Page

pytestmark = pytest.mark.browser

PAGE = "docs/checklists/nieuw-kanaal.html"
FIRST, LAST = "checklist-nieuw-kanaal-beersel", "checklist-nieuw-kanaal-turnhout"
BLOCKED = """Object.defineProperty(window, "localStorage", { get() { throw new Error("blocked"); } });"""
FULL = """Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); };"""


def boxes(page: Page, list_id: str = LAST) -> Locator:
    return page.locator(f"#{list_id}").get_by_role("checkbox")


def count(page: Page, list_id: str = LAST) -> Locator:
    return page.locator(f"#{list_id}").get_by_role("status")


def question_of(box: Locator) -> str:
    return box.evaluate("box => box.closest('label').textContent").strip()


def test_an_item_is_ticked_by_keyboard_and_named_by_its_question(open_page: Callable[..., Page]) -> None:
    page = open_page(PAGE)
    first = boxes(page).first
    expect(first).to_have_accessible_name(question_of(first))
    first.focus()
    page.keyboard.press("Space")
    expect(first).to_be_checked()
    page.locator(f"#{LAST} .policy-checklist__question").nth(1).click()
    expect(boxes(page).nth(1)).to_be_checked()


def test_progress_is_announced(open_page: Callable[..., Page]) -> None:
    page = open_page(PAGE)
    total = boxes(page).count()
    assert total > 3
    expect(count(page)).to_have_text(f"0 van {total} afgevinkt")
    boxes(page).nth(0).check()
    boxes(page).nth(2).check()
    expect(count(page)).to_have_text(f"2 van {total} afgevinkt")
    boxes(page).nth(2).uncheck()
    expect(count(page)).to_have_text(f"1 van {total} afgevinkt")
    expect(count(page, FIRST)).to_have_text(f"0 van {boxes(page, FIRST).count()} afgevinkt")


@pytest.mark.parametrize("scheme", ["http", "file"])
def test_what_is_ticked_stays(open_page: Callable[..., Page], address: str, site: Path, scheme: str) -> None:
    page = open_page(PAGE, base=address if scheme == "http" else f"{site.as_uri()}/")
    boxes(page).nth(1).check()
    page.reload()
    expect(boxes(page).nth(1)).to_be_checked()
    expect(boxes(page).nth(0)).not_to_be_checked()
    expect(boxes(page, FIRST).nth(1)).not_to_be_checked()
    assert "alleen in deze browser" in page.locator(f"#{LAST} .policy-checklist__note").inner_text()


def test_clearing_clears_one_list(open_page: Callable[..., Page]) -> None:
    page = open_page(PAGE)
    for list_id in (FIRST, LAST):
        boxes(page, list_id).first.check()
    button = page.locator(f"#{LAST}").get_by_role("button", name="Alles wissen")
    button.focus()
    page.keyboard.press("Enter")
    expect(count(page)).to_have_text(f"0 van {boxes(page).count()} afgevinkt")
    expect(button).to_be_focused()
    page.reload()
    expect(boxes(page).first).not_to_be_checked()
    expect(boxes(page, FIRST).first).to_be_checked()


def test_two_windows_agree(open_page: Callable[..., Page]) -> None:
    page = open_page(PAGE)
    other = page.context.new_page()
    other.goto(page.url)
    boxes(page).nth(1).check()
    expect(boxes(other).nth(1)).to_be_checked()
    boxes(other).nth(0).check()
    expect(count(page)).to_have_text(f"2 van {boxes(page).count()} afgevinkt")


@pytest.mark.parametrize("script", [BLOCKED, FULL], ids=["blocked", "full"])
def test_without_room_to_keep_it_a_tick_lasts_for_the_page(open_page: Callable[..., Page], script: str) -> None:
    page = open_page("index.html")
    page.add_init_script(script)
    page.goto(page.url.replace("index.html", PAGE))
    boxes(page).nth(0).check()
    boxes(page).nth(1).check()
    expect(boxes(page).nth(0)).to_be_checked()
    expect(count(page)).to_have_text(f"2 van {boxes(page).count()} afgevinkt")
    expect(page.locator(f"#{LAST} .policy-checklist__note")).to_contain_text("tot je de pagina verlaat")
    page.locator(f"#{LAST}").get_by_role("button", name="Alles wissen").click()
    expect(boxes(page).nth(0)).not_to_be_checked()


def test_a_list_is_complete_without_script(open_page: Callable[..., Page]) -> None:
    page = open_page(PAGE, script=False)
    assert boxes(page).count() == 0
    assert page.locator(f"#{LAST}").get_by_role("button").count() == 0
    item = page.locator(f"#{LAST} .policy-checklist__item").first
    assert item.locator(".policy-checklist__question").is_visible()
    assert item.evaluate("item => getComputedStyle(item, '::before').borderTopStyle") == "solid"
    item.locator("summary").click()
    assert item.get_by_role("link").first.get_attribute("href").startswith("../../codes/turnhout/v1.html#")


def test_paper_has_an_empty_box_for_each_item_and_its_rules(open_page: Callable[..., Page]) -> None:
    page = open_page(PAGE)
    boxes(page).first.check()
    page.emulate_media(media="print")
    for item in page.locator(f"#{LAST} .policy-checklist__item").all():
        assert not item.get_by_role("checkbox", include_hidden=True).is_visible()
        box = item.evaluate(
            """item => {
                const style = getComputedStyle(item, "::before");
                return [style.content, style.borderTopStyle, parseFloat(style.width) > 10, style.backgroundColor];
            }"""
        )
        assert box == ['""', "solid", True, "rgba(0, 0, 0, 0)"]
        assert item.locator(".policy-checklist__rules").is_visible()
    assert not page.locator(".policy-checklist__bar").first.is_visible()


def test_one_list_is_printed_alone(open_page: Callable[..., Page]) -> None:
    page = open_page(PAGE)
    page.evaluate("window.print = () => {}")
    page.locator(f"#{LAST}").get_by_role("button", name="Deze lijst afdrukken").click()
    page.emulate_media(media="print")
    assert page.get_by_role("heading", level=1).is_visible()
    assert page.locator(f"#{LAST}").is_visible()
    assert not page.locator(f"#{FIRST}").is_visible()
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert page.locator(f"#{FIRST}").is_visible()


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_list_in_use_is_accessible(open_page: Callable[..., Page], scheme: str, width: int) -> None:
    page = open_page(PAGE, width=width, scheme=scheme)
    boxes(page).first.check()
    page.locator(f"#{LAST} details").first.evaluate("part => { part.open = true }")
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_headings_go_down_one_level_at_a_time(open_page: Callable[..., Page]) -> None:
    page = open_page(PAGE)
    levels = page.locator(":is(h1, h2, h3, h4, h5)").evaluate_all("all => all.map(one => Number(one.tagName[1]))")
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_other_pages_do_not_load_it(open_page: Callable[..., Page]) -> None:
    page = open_page("docs/vragen.html")
    assert page.locator("script[src*=policy-checklist], link[href*=policy-checklist]").count() == 0
