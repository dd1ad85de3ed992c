"""The comparison table: its columns chosen by keyboard, its state in the address, its roles on a phone."""

from __future__ import annotations

from collections import Counter
from html import escape
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect
from policy_handbook.presentation.say import words_of
from watching import until

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

# A topic on which no code is silent: each has a column.
PAGE = "docs/themas/privacy.html"
CODES = ("beersel", "bijlage13", "handreiking", "mandatarissen", "turnhout")


def table_id(page: Page) -> str:
    return page.locator(".policy-table--comparison table").get_attribute("id") or ""


def shown_codes(page: Page) -> list[str]:
    return [code for code in CODES if page.locator(f"thead .policy-col-{code}").is_visible()]


def test_a_column_is_hidden_and_shown_by_keyboard(open_page: Callable[..., Page]) -> None:
    page = open_page(PAGE)
    group = page.get_by_role("group", name="Codes in deze tabel")
    group.get_by_label("Beersel").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert shown_codes(page) == ["beersel", "handreiking", "mandatarissen", "turnhout"]
    assert not page.locator("tbody .policy-col-bijlage13").first.is_visible()
    expect(page.locator(".policy-table-status")).to_contain_text("4 van de 5 codes")
    assert page.url.endswith(f"#{table_id(page)}:codes=beersel,handreiking,mandatarissen,turnhout")
    page.keyboard.press("Space")
    assert shown_codes(page) == list(CODES)
    assert "#" not in page.url


def test_only_the_differences_are_shown(open_page: Callable[..., Page], site: Path) -> None:
    # A page with norms on which the codes say the same.
    path = next(
        path for path in sorted(site.glob("docs/themas/*.html")) if "policy-row-same" in path.read_text("utf-8")
    )
    page = open_page(path.relative_to(site).as_posix())
    same, others = page.locator("tr.policy-row-same"), page.locator("tbody tr:not(.policy-row-same)")
    assert same.count() > 0
    page.get_by_label("Toon enkel verschillen").check()
    assert not any(row.is_visible() for row in same.all())
    assert all(row.is_visible() for row in others.all())
    expect(page.locator(".policy-table-status")).to_contain_text(
        f"{others.count()} van de {others.count() + same.count()} normen"
    )
    assert page.url.endswith(f"#{table_id(page)}:verschillen")


def test_the_last_code_stays(open_page: Callable[..., Page]) -> None:
    page = open_page(PAGE)
    for code in ("Beersel", "Bijlage 13", "Handreiking", "Mandatarissen"):
        page.locator(".policy-table").first.get_by_label(code).uncheck()
    last = page.locator(".policy-table").first.get_by_label("Turnhout")
    last.click()
    assert last.is_checked()
    assert shown_codes(page) == ["turnhout"]
    expect(page.locator(".policy-table-status")).to_contain_text("minstens één code")


@pytest.mark.parametrize("scheme", ["http", "file"])
def test_a_shared_address_restores_the_table(
    open_page: Callable[..., Page], address: str, site: Path, scheme: str
) -> None:
    base = address if scheme == "http" else f"{site.as_uri()}/"
    id = table_id(open_page(PAGE, base=base))
    page = open_page(f"{PAGE}#{id}:codes=beersel,turnhout;verschillen", base=base)
    assert shown_codes(page) == ["beersel", "turnhout"]
    assert page.get_by_label("Toon enkel verschillen").is_checked()
    page.locator(".policy-table").first.get_by_label("Turnhout").uncheck()
    assert page.url.endswith(f"#{id}:codes=beersel;verschillen")
    assert page.locator(f"#{id}").bounding_box()["y"] < 400


def test_unknown_codes_in_an_address_hide_nothing(open_page: Callable[..., Page]) -> None:
    id = table_id(open_page(PAGE))
    assert shown_codes(open_page(f"{PAGE}#{id}:codes=gent")) == list(CODES)
    assert shown_codes(open_page(f"{PAGE}#{id}:codes=gent,turnhout")) == ["turnhout"]
    assert shown_codes(open_page(f"{PAGE}#tabel-andere:codes=turnhout")) == list(CODES)
    assert shown_codes(open_page(f"{PAGE}#%E0%A4%A")) == list(CODES)


def test_an_ordinary_fragment_still_scrolls(open_page: Callable[..., Page]) -> None:
    page = open_page(PAGE)
    norm = page.locator("div.policy-norm").nth(2)
    page.locator(".policy-table").first.get_by_label("Beersel").uncheck()
    page.evaluate("id => { location.hash = id }", norm.get_attribute("id"))
    until(page, "window.scrollY > 100")
    assert -5 <= norm.bounding_box()["y"] < 100
    assert "beersel" not in shown_codes(page)


def test_several_tables_on_a_page_keep_apart(open_page: Callable[..., Page], site: Path, address: str) -> None:
    def table(id: str) -> str:
        heads = "".join(f'<th class="policy-col-{code}">{code}</th>' for code in ("een", "twee"))
        cells = "".join(f'<td class="policy-col-{code}">x</td>' for code in ("een", "twee"))
        return (
            f'<div class="policy-table policy-table--comparison"><table id="tabel-{id}">'
            f"<thead><tr><th>Norm</th>{heads}</tr></thead>"
            f'<tbody><tr class="policy-row-same"><th>a</th>{cells}</tr><tr><th>b</th>{cells}</tr></tbody></table></div>'
        )

    script = f'<script src="_static/policy-table.js" data-words="{escape(words_of("comparison"))}"></script>'
    body = f'<!DOCTYPE html><html lang="nl"><body>{table("a")}{table("b")}{script}</body></html>'
    page = open_page("index.html")
    page.route("**/proef.html*", lambda route: route.fulfill(body=body, content_type="text/html; charset=utf-8"))
    page.goto(f"{address}proef.html#tabel-b:codes=twee&tabel-a:verschillen")
    assert not page.locator("#tabel-b thead .policy-col-een").is_visible()
    assert page.locator("#tabel-a thead .policy-col-een").is_visible()
    assert page.locator("#tabel-a tr:visible").count() == 2
    assert page.locator("#tabel-b tr:visible").count() == 3
    page.locator(".policy-table").first.get_by_label("een").uncheck()
    assert page.url.endswith("#tabel-a:codes=twee;verschillen&tabel-b:codes=twee")
    page.evaluate("location.hash = 'tabel-b:verschillen'")
    until(page, "document.querySelector('#tabel-b .policy-row-same').hidden")
    assert page.locator("#tabel-a tr:visible").count() == 3
    assert page.locator("#tabel-a thead .policy-col-een").is_visible()


@pytest.mark.parametrize("width", [320, 1280])
def test_a_table_stays_a_table(open_page: Callable[..., Page], width: int) -> None:
    page = open_page(PAGE, width=width)
    rows = page.locator(".policy-table--comparison tbody tr").count()
    # What the browser itself tells assistive technology, not what the markup means.
    tree = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")
    roles = Counter(node["role"]["value"] for node in tree["nodes"] if not node["ignored"])
    assert roles["table"] == 1
    assert roles["columnheader"] == len(CODES) + 1
    assert roles["rowheader"] == rows
    assert roles["cell"] + roles["gridcell"] == rows * len(CODES)
    names = [node.get("name", {}).get("value") for node in tree["nodes"] if node["role"]["value"] == "table"]
    assert names == [page.locator(".policy-table--comparison caption").inner_text()]


def test_on_a_phone_each_cell_names_its_column(open_page: Callable[..., Page]) -> None:
    page = open_page(PAGE, width=320)
    cell = page.locator(".policy-table--comparison td").first
    assert cell.evaluate("element => getComputedStyle(element, '::before').content") == '"Beersel (richtlijn)"'
    assert cell.evaluate("element => getComputedStyle(element).display") == "block"


WORDS = ("verplicht", "verboden", "toegelaten", "aanbevolen", "toelichtend", "aangeraden", "afgeraden", "enkel als …")


def test_modality_is_a_word(open_page: Callable[..., Page]) -> None:
    page = open_page(PAGE)
    words = {words.strip() for words in page.locator("[class*=policy-modality-]").all_inner_texts()}
    assert words <= {f"{word}{weight}" for word in WORDS for weight in ("", " (richtlijn)", " (tip)")}
    assert len(words) > 1


def test_the_heads_of_the_columns_stay_in_sight(open_page: Callable[..., Page]) -> None:
    page = open_page(PAGE)
    page.locator(".policy-table--comparison tbody tr").nth(3).evaluate("element => element.scrollIntoView()")
    assert page.locator(".policy-table--comparison thead th").first.bounding_box()["y"] == pytest.approx(0, abs=2)


def test_paper_repeats_the_heads_and_lies_across(open_page: Callable[..., Page]) -> None:
    page = open_page(PAGE)
    page.emulate_media(media="print")
    assert page.locator("thead").evaluate("element => getComputedStyle(element).display") == "table-header-group"
    assert page.locator("tbody tr").first.evaluate("element => getComputedStyle(element).breakInside") == "avoid"
    assert page.locator("body").evaluate("element => getComputedStyle(element).page") == "policy-wide"
