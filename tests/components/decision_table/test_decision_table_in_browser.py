"""The decision tables: complete without script, on a narrow screen and on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from watching import faults, overflow

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

PAGE = "docs/beslissen/turnhout-uitkomsten.html"
TABLE = "#tabel-turnhout-taggen"
CODES = ("beersel", "bijlage13", "handreiking", "mandatarissen", "turnhout")


def open_all(page: Page) -> None:
    page.evaluate(
        "() => { for (const part of document.querySelectorAll('.policy-decisions details')) part.open = true; }"
    )


@pytest.mark.parametrize("code", CODES)
def test_without_script_each_act_opens_to_its_table(open_page: Callable[..., Page], code: str) -> None:
    page = open_page(f"docs/beslissen/{code}-uitkomsten.html", script=False)
    act = page.locator(".policy-decisions__act").filter(has=page.locator("table")).first
    table = act.locator("table").first
    assert not table.is_visible()
    act.locator("summary").focus()
    page.keyboard.press("Enter")
    assert table.is_visible()
    assert table.get_by_role("columnheader").all_inner_texts()[:2] == ["Als", "Dan"]
    assert "toestemming" in table.get_by_role("row").last.inner_text()


def test_an_address_with_the_name_of_a_table_opens_it(open_page: Callable[..., Page]) -> None:
    page = open_page(PAGE + TABLE)
    assert page.locator(TABLE).is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_the_open_tables_are_accessible_and_fit(open_page: Callable[..., Page], width: int, scheme: str) -> None:
    page = open_page(PAGE, width=width, scheme=scheme)
    open_all(page)
    assert overflow(page) == ""
    assert faults(page) == []


def test_on_a_narrow_screen_a_cell_names_its_column_and_an_empty_one_is_left_out(
    open_page: Callable[..., Page],
) -> None:
    page = open_page(PAGE, width=360, script=False)
    page.locator(f"details:has({TABLE}) > summary").click()
    assert page.locator(f"{TABLE} td").first.is_visible()
    label = page.locator(f"{TABLE} td").first.evaluate("cell => getComputedStyle(cell, '::before').content")
    assert label == '"Dan"'
    empty = page.locator(f"{TABLE} .policy-cell-none")
    assert empty.count() > 0
    assert not any(cell.is_visible() for cell in empty.all())


def test_paper_shows_every_table(open_page: Callable[..., Page]) -> None:
    page = open_page("docs/beslissen/handreiking-uitkomsten.html", script=False)
    page.emulate_media(media="print")
    hidden = page.locator(".policy-decisions table.policy-generated").evaluate_all(
        "tables => tables.filter((table) => !table.getBoundingClientRect().height).length"
    )
    assert hidden == 0
