"""Checklists: what is ticked stays, also where nothing may be kept; complete without script, empty boxes on paper."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect
from watching import faults

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Locator, Page, Route

pytestmark = pytest.mark.browser

PAGE = "docs/checklists/nieuw-kanaal.html"
FIRST, LAST = "checklist-nieuw-kanaal-beersel", "checklist-nieuw-kanaal-turnhout"
# The page with the lists of the last code.
AT_LAST = f"{PAGE}#code=turnhout"
LISTS = "docs/checklists/"
BLOCKED = """Object.defineProperty(window, "localStorage", { get() { throw new Error("blocked"); } });"""
FULL = """Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); };"""


def boxes(page: Page, list_id: str = LAST) -> Locator:
    return page.locator(f"#{list_id}").get_by_role("checkbox")


def musts(page: Page, list_id: str = LAST) -> int:
    """How much must be looked at: not what is folded away."""
    return page.locator(f"#{list_id} > ul > .policy-checklist__item:not([hidden])").count()


def count(page: Page, list_id: str = LAST) -> Locator:
    return page.locator(f"#{list_id}").get_by_role("status")


def question_of(box: Locator) -> str:
    return box.evaluate("box => box.closest('label').textContent").strip()


def choose(page: Page, code: str) -> None:
    page.get_by_role("group", name="Kies een code").get_by_role("button", name=code, exact=True).click()


def test_an_item_is_ticked_by_keyboard_and_named_by_its_question(open_page: Callable[..., Page]) -> None:
    page = open_page(AT_LAST)
    first = boxes(page).first
    expect(first).to_have_accessible_name(question_of(first))
    assert question_of(first).startswith("Bekeken: ")
    first.focus()
    page.keyboard.press("Space")
    expect(first).to_be_checked()
    page.locator(f"#{LAST} .policy-checklist__question").nth(1).click()
    expect(boxes(page).nth(1)).to_be_checked()


def test_progress_is_announced(open_page: Callable[..., Page]) -> None:
    page = open_page(AT_LAST)
    total = musts(page)
    assert 3 < total < page.locator(f"#{LAST} .policy-checklist__box").count()
    expect(count(page)).to_have_text(f"0 van {total} bekeken")
    boxes(page).nth(0).check()
    boxes(page).nth(2).check()
    expect(count(page)).to_have_text(f"2 van {total} bekeken")
    boxes(page).nth(2).uncheck()
    expect(count(page)).to_have_text(f"1 van {total} bekeken")
    choose(page, "Beersel")
    expect(count(page, FIRST)).to_have_text(f"0 van {musts(page, FIRST)} bekeken")


@pytest.mark.parametrize("scheme", ["http", "file"])
def test_what_is_ticked_stays(open_page: Callable[..., Page], address: str, site: Path, scheme: str) -> None:
    page = open_page(AT_LAST, base=address if scheme == "http" else f"{site.as_uri()}/")
    boxes(page).nth(1).check()
    page.reload()
    expect(boxes(page).nth(1)).to_be_checked()
    expect(boxes(page).nth(0)).not_to_be_checked()
    choose(page, "Beersel")
    expect(boxes(page, FIRST).nth(1)).not_to_be_checked()
    choose(page, "Turnhout")
    assert "alleen in deze browser" in page.locator(f"#{LAST} .policy-checklist__note").inner_text()


def test_clearing_clears_one_list(open_page: Callable[..., Page]) -> None:
    page = open_page(AT_LAST)
    for code, list_id in (("Beersel", FIRST), ("Turnhout", LAST)):
        choose(page, code)
        boxes(page, list_id).first.check()
    button = page.locator(f"#{LAST}").get_by_role("button", name="Alles wissen")
    button.focus()
    page.keyboard.press("Enter")
    expect(count(page)).to_have_text(f"0 van {musts(page)} bekeken")
    expect(button).to_be_focused()
    page.reload()
    expect(boxes(page).first).not_to_be_checked()
    choose(page, "Beersel")
    expect(boxes(page, FIRST).first).to_be_checked()


def test_two_windows_agree(open_page: Callable[..., Page]) -> None:
    page = open_page(AT_LAST)
    other = page.context.new_page()
    other.goto(page.url)
    boxes(page).nth(1).check()
    expect(boxes(other).nth(1)).to_be_checked()
    boxes(other).nth(0).check()
    expect(count(page)).to_have_text(f"2 van {musts(page)} bekeken")


@pytest.mark.parametrize("script", [BLOCKED, FULL], ids=["blocked", "full"])
def test_without_room_to_keep_it_a_tick_lasts_for_the_page(open_page: Callable[..., Page], script: str) -> None:
    page = open_page("index.html")
    page.add_init_script(script)
    page.goto(page.url.replace("index.html", AT_LAST))
    boxes(page).nth(0).check()
    boxes(page).nth(1).check()
    expect(boxes(page).nth(0)).to_be_checked()
    expect(count(page)).to_have_text(f"2 van {musts(page)} bekeken")
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


def test_paper_has_an_empty_box_for_each_item_and_what_asks_it(open_page: Callable[..., Page]) -> None:
    page = open_page(AT_LAST)
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
        assert "art. " in item.locator("summary").inner_text()
    assert not page.locator(".policy-checklist__bar").first.is_visible()
    assert "niet dat het in orde is" in page.locator(f"#{LAST} .policy-checklist__codes").inner_text()


def test_one_list_is_printed_alone(open_page: Callable[..., Page]) -> None:
    page = open_page(f"{LISTS}beeld-met-mensen.html#code=turnhout")
    page.evaluate("window.print = () => {}")
    one, other = page.locator("#checklist-beeld-maker-turnhout"), page.locator("#checklist-beeld-turnhout")
    one.get_by_role("button", name="Deze lijst afdrukken").click()
    page.emulate_media(media="print")
    assert page.get_by_role("heading", level=1).is_visible()
    assert one.is_visible()
    assert not other.is_visible()
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert other.is_visible()


def test_each_list_is_one_sheet(open_page: Callable[..., Page], site: Path) -> None:
    names = sorted(path.name for path in (site / LISTS).glob("*.html") if path.name != "index.html")
    assert len(names) > 10
    pages: dict[str, int] = {}
    for name in names:
        page = open_page(f"{LISTS}{name}")
        page.evaluate("window.print = () => {}")
        for wrapper in page.locator(".policy-checklist").all():
            id = wrapper.get_attribute("id") or ""
            page.evaluate("id => { location.hash = id }", id)
            wrapper.get_by_role("button", name="Deze lijst afdrukken").click()
            paper = page.pdf(prefer_css_page_size=True)
            pages[id] = len(re.findall(rb"/Type\s*/Page\b", paper))
    assert len(pages) > 30
    assert {id: number for id, number in pages.items() if number != 1} == {}


def test_the_only_list_that_is_shown_is_one_sheet_however_it_is_printed(open_page: Callable[..., Page]) -> None:
    page = open_page(AT_LAST)
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    expect(page.locator(f"#{LAST}")).to_have_class(re.compile("policy-checklist--printed"))


# -- one code at a time


def shown(page: Page) -> list[str]:
    return [id for id in page.locator(".policy-checklist:visible").evaluate_all("all => all.map(one => one.id)") if id]


def test_the_lists_of_one_code_are_shown_and_another_is_one_step_away(open_page: Callable[..., Page]) -> None:
    page = open_page(PAGE)
    assert shown(page) == [FIRST]
    group = page.get_by_role("group", name="Kies een code")
    expect(group.get_by_role("button", pressed=True)).to_have_text("Beersel")
    group.get_by_role("button", name="Turnhout").focus()
    page.keyboard.press("Enter")
    assert shown(page) == [LAST]
    expect(group.get_by_role("button", pressed=True)).to_have_text("Turnhout")
    page.reload()
    assert shown(page) == [LAST]
    expect(page.get_by_role("heading", name="Wat de andere codes zeggen")).to_be_visible()


def test_an_address_opens_the_list_that_it_leads_into(open_page: Callable[..., Page]) -> None:
    page = open_page(f"{PAGE}#{LAST}")
    assert shown(page) == [LAST]
    page.evaluate("location.hash = 'beersel'")
    expect(page.locator(f"#{FIRST}")).to_be_visible()
    page = open_page(f"{PAGE}#code=niemand")
    assert shown(page) == [FIRST]


def test_the_contents_beside_the_page_mark_nothing_that_is_hidden(open_page: Callable[..., Page]) -> None:
    page = open_page(AT_LAST)
    toc = page.locator(".policy-toc")
    page.get_by_role("heading", name="Turnhout").evaluate("heading => heading.scrollIntoView()")
    expect(toc.locator("[aria-current]")).to_have_text("Turnhout")
    page.evaluate("window.scrollTo(0, 0)")
    expect(toc.locator("[aria-current]")).to_have_count(0)
    toc.get_by_role("link", name="Beersel").click()
    expect(page.locator(f"#{FIRST}")).to_be_visible()
    expect(toc.locator("[aria-current]")).to_have_text("Beersel")


def test_the_own_authority_comes_first(open_page: Callable[..., Page]) -> None:
    page = open_page("index.html")

    def at_home(route: Route) -> None:
        body = route.fetch().text()
        of = "policy-checklist--of-handreiking"
        assert of in body
        route.fulfill(body=body.replace(of, f"{of} policy-checklist--home"), content_type="text/html")

    page.route("**/nieuw-kanaal.html", at_home)
    page.goto(page.url.replace("index.html", PAGE))
    assert shown(page) == ["checklist-nieuw-kanaal-handreiking"]


def test_without_script_the_lists_of_all_codes_are_there(open_page: Callable[..., Page]) -> None:
    page = open_page(PAGE, script=False)
    assert len(shown(page)) == 4
    assert page.get_by_role("group", name="Kies een code").count() == 0


# -- what answers leave out

ANSWERED = f"{LISTS}beeld-met-mensen.html#code=turnhout&act=beeld-plaatsen&beeld-personen=inwoner&beeld-scherpte=-"
POLITICIANS = "[id='checklist-beeld-turnhout.beelden-van-politici']"


def test_what_cannot_apply_is_left_out(open_page: Callable[..., Page]) -> None:
    page = open_page(ANSWERED)
    bar = page.locator("#checklist-beeld-turnhout .policy-checklist__bar")
    expect(bar).to_contain_text("Op basis van je antwoorden zijn 2 punten weggelaten.")
    expect(page.locator(POLITICIANS)).to_be_hidden()
    # What was not answered can still apply.
    expect(page.locator("[id='checklist-beeld-turnhout.oude-beelden']")).to_be_visible()
    expect(page.locator("[id='checklist-beeld-turnhout.beeldkwaliteit']")).to_be_visible()
    expect(count(page, "checklist-beeld-turnhout")).to_have_text("0 van 7 bekeken")
    assert faults(page) == []
    bar.get_by_role("button", name="Toon alles").focus()
    page.keyboard.press("Enter")
    expect(page.locator(POLITICIANS)).to_be_visible()
    expect(count(page, "checklist-beeld-turnhout")).to_have_text("0 van 9 bekeken")


@pytest.mark.parametrize("answers", ["", "&act=beeld-plaatsen", "&beeld-personen=?", "&onzin=1&%=2"])
def test_without_an_answer_nothing_is_left_out(open_page: Callable[..., Page], answers: str) -> None:
    page = open_page(f"{LISTS}beeld-met-mensen.html#code=turnhout{answers}")
    page.wait_for_load_state("networkidle")
    expect(page.locator(POLITICIANS)).to_be_visible()
    expect(count(page, "checklist-beeld-turnhout")).to_have_text("0 van 9 bekeken")
    if answers in ("", "&act=beeld-plaatsen"):
        assert page.locator("script[src*=policy-walk], script[src*='data/decisions']").count() == 0


def test_what_does_not_bind_in_this_capacity_is_left_out(open_page: Callable[..., Page]) -> None:
    page = open_page(f"{LISTS}mijn-profiel.html#code=bijlage13&context=private")
    expect(page.locator("#checklist-profiel-werk-bijlage13 .policy-checklist__bar")).to_contain_text("weggelaten")
    assert musts(page, "checklist-profiel-werk-bijlage13") == 0
    assert musts(page, "checklist-profiel-bijlage13") > 3


def test_another_code_keeps_the_answers(open_page: Callable[..., Page]) -> None:
    page = open_page(ANSWERED)
    choose(page, "Mandatarissen")
    assert "beeld-personen=inwoner" in page.url
    choose(page, "Turnhout")
    expect(page.locator(POLITICIANS)).to_be_hidden()


def test_the_assistant_leads_to_the_checklists_with_its_answers(open_page: Callable[..., Page]) -> None:
    fragment = "act=beeld-plaatsen&beeld-personen=inwoner"
    page = open_page(f"docs/beslissen/turnhout.html#{fragment}&show=answer")
    link = page.get_by_role("link", name="Checklist: Een foto of video met mensen")
    href = link.get_attribute("href") or ""
    assert href.endswith(f"docs/checklists/beeld-met-mensen.html#code=turnhout&{fragment}")
    assert faults(page) == []
    link.click()
    expect(page.locator(POLITICIANS)).to_be_hidden()
    assert "checklist-beeld-turnhout" in shown(page)


@pytest.mark.parametrize(("context", "count"), [("professional", 0), ("private", 1)])
def test_the_assistant_leads_to_no_list_for_another_capacity(
    open_page: Callable[..., Page], context: str, count: int
) -> None:
    fragment = f"#act=bericht-plaatsen&audience=personeel&context={context}&show=answer"
    page = open_page(f"docs/beslissen/bijlage13.html{fragment}")
    expect(page.get_by_role("link", name="Checklist: ").first).to_be_visible()
    expect(page.get_by_role("link", name="Checklist: Privé een bericht plaatsen")).to_have_count(count)


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_list_in_use_is_accessible(open_page: Callable[..., Page], scheme: str, width: int) -> None:
    page = open_page(AT_LAST, width=width, scheme=scheme)
    boxes(page).first.check()
    page.locator(f"#{LAST} details").first.evaluate("part => { part.open = true }")
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_headings_go_down_one_level_at_a_time(open_page: Callable[..., Page]) -> None:
    page = open_page(AT_LAST)
    levels = page.locator(":is(h1, h2, h3, h4, h5)").evaluate_all("all => all.map(one => Number(one.tagName[1]))")
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_other_pages_do_not_load_it(open_page: Callable[..., Page]) -> None:
    page = open_page("docs/vragen.html")
    assert page.locator("script[src*=policy-checklist], link[href*=policy-checklist]").count() == 0
