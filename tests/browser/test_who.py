"""As whom one reads: chosen once, shown on every page, opens what is of the code and marks it; it leaves nothing out."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from books import AROUND, ROOTS, copy_parts
from browsing import build_site, serve
from playwright.sync_api import expect
from watching import faults, overflow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Locator, Page

pytestmark = pytest.mark.browser

PAGE, RULE = "docs/hr/index.html", "regels/turnhout/art-4.2.html"
KEY = "policy-who"
TURNHOUT = "kanaalbeheerder · Turnhout"
BLOCKED = """Object.defineProperty(window, "localStorage", { get() { throw new Error("blocked"); } });"""
FULL = """Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); };"""
# How much what a page shows moved by itself (as Chromium counts it), from before its first part came.
SHIFTS = """window.shifts = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifts += entry.value;
}).observe({ type: "layout-shift", buffered: true });"""


def panel(page: Page) -> Locator:
    return page.locator(".policy-header .policy-who")


def name(page: Page) -> Locator:
    """What the header says as whom one reads."""
    return panel(page).locator(".policy-who__name")


def choose(page: Page, words: str) -> None:
    panel(page).locator("summary").click()
    panel(page).get_by_role("button", name=words, exact=True).click()


def own(page: Page) -> list[str]:
    """The texts of all that is marked as of the reader's code."""
    return page.locator(".policy-is-own:visible").all_inner_texts()


def read_as(page: Page) -> list[str | None]:
    return page.evaluate("[document.documentElement.dataset.policyRole, document.documentElement.dataset.policyCode]")


@pytest.fixture
def open_as(open_page: Callable[..., Page]) -> Callable[..., Page]:
    """Opens a page for who reads as someone."""

    def open_one(path: str, reader: str, **options: object) -> Page:
        page = open_page("docs/over/licentie.html", **options)
        page.evaluate("([key, reader]) => localStorage.setItem(key, reader)", [KEY, reader])
        page.goto(page.url.removesuffix("docs/over/licentie.html") + path)
        return page

    return open_one


# -- the choice


@pytest.mark.parametrize("scheme", ["http", "file"])
def test_what_is_chosen_stays_and_is_on_every_page(
    open_page: Callable[..., Page], address: str, site: Path, scheme: str
) -> None:
    base = address if scheme == "http" else f"{site.as_uri()}/"
    page = open_page(PAGE, base=base)
    expect(name(page)).to_have_text("geen keuze")
    choose(page, TURNHOUT)
    expect(name(page)).to_have_text(TURNHOUT)
    page.reload()
    expect(name(page)).to_have_text(TURNHOUT)
    for path in ("index.html", RULE, "docs/themas/privacy.html"):
        page.goto(base + path)
        expect(name(page)).to_have_text(TURNHOUT)
        assert read_as(page) == ["kanaalbeheerder", "turnhout"]
    choose(page, "geen keuze")
    page.reload()
    expect(name(page)).to_have_text("geen keuze")
    assert read_as(page) == [None, None]


def test_it_is_chosen_by_keyboard(open_page: Callable[..., Page]) -> None:
    page = open_page(PAGE)
    summary = panel(page).locator("summary")
    summary.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(name(page)).to_have_text("personeel · Bijlage 13")
    expect(summary).to_be_focused()
    expect(panel(page)).not_to_have_attribute("open", "")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(summary).to_be_focused()
    expect(panel(page)).not_to_have_attribute("open", "")


def test_a_click_elsewhere_shuts_the_panel(open_page: Callable[..., Page]) -> None:
    page = open_page(PAGE)
    panel(page).locator("summary").click()
    page.locator("h1").click()
    expect(panel(page)).not_to_have_attribute("open", "")


def test_the_line_says_to_a_screen_reader_what_was_chosen(open_as: Callable[..., Page]) -> None:
    page = open_as(PAGE, "kanaalbeheerder/turnhout")
    page.locator("html").evaluate("(root) => root.offsetHeight")
    snapshot = page.locator(".policy-tools").aria_snapshot()
    assert f"Ik lees als: {TURNHOUT}" in snapshot
    # The other names only keep its room.
    assert "Beersel" not in snapshot


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_moves_by_it(open_page: Callable[..., Page], address: str, width: int) -> None:
    page = open_page(PAGE, width=width)
    before = panel(page).bounding_box()
    choose(page, TURNHOUT)
    assert panel(page).bounding_box() == before
    page.add_init_script(SHIFTS)
    unread = page.context.browser.new_context(viewport=page.viewport_size).new_page()  # type: ignore[union-attr]
    unread.add_init_script(SHIFTS)
    for path in ("index.html", "docs/themas/privacy.html", "docs/beslissen/index.html", "docs/onboarding/index.html"):
        moved = []
        for reader in (unread, page):
            reader.goto(address + path)
            reader.wait_for_timeout(200)
            moved.append(reader.evaluate("window.shifts"))
        # What moves for who chose nothing is no matter of this.
        assert moved[1] <= moved[0] + 0.001, path
    unread.context.close()


@pytest.mark.parametrize(
    "nonsense", ["x", "", "-", "/", "personeel/turnhout", "constructor/__proto__", "<b>", '{"role": 1}', "a" * 5000]
)
def test_what_is_kept_may_be_nonsense(open_as: Callable[..., Page], nonsense: str) -> None:
    page = open_as(PAGE, nonsense)
    expect(name(page)).to_have_text("geen keuze")
    assert read_as(page) == [None, None]
    choose(page, TURNHOUT)
    assert page.evaluate("(key) => localStorage.getItem(key)", KEY) == "kanaalbeheerder/turnhout"


@pytest.mark.parametrize("fault", [BLOCKED, FULL])
def test_without_storage_it_lasts_for_the_page_and_says_so(open_page: Callable[..., Page], fault: str) -> None:
    page = open_page("docs/themas/privacy.html")
    page.add_init_script(fault)
    page.reload()
    choose(page, TURNHOUT)
    expect(panel(page).get_by_role("status")).to_have_text(
        "Deze browser bewaart niets: je keuze geldt alleen op deze pagina."
    )
    expect(name(page)).to_have_text(TURNHOUT)
    assert own(page)
    page.reload()
    expect(name(page)).to_have_text("geen keuze")


def test_another_window_follows(open_page: Callable[..., Page]) -> None:
    page = open_page(PAGE)
    other = page.context.new_page()
    other.goto(page.url)
    choose(other, TURNHOUT)
    expect(name(page)).to_have_text(TURNHOUT)


def test_without_script_it_is_a_list_of_the_codes(open_page: Callable[..., Page]) -> None:
    page = open_page(PAGE, script=False)
    panel(page).locator("summary", has_text="Codes per rol").click()
    links = panel(page).get_by_role("link")
    assert links.count() > 4
    links.filter(has_text=TURNHOUT).click()
    assert page.url.endswith("codes/turnhout/index.html")


def test_a_second_panel_follows_the_first(open_page: Callable[..., Page], address: str) -> None:
    page = open_page(PAGE)

    def twice(route: object) -> None:
        body = route.fetch().text()  # type: ignore[attr-defined]
        start, end = body.index('<details class="policy-who"'), body.index("</details>") + len("</details>")
        body = body.replace("<h1>", f"{body[start:end]}<h1>", 1)
        route.fulfill(body=body, content_type="text/html")  # type: ignore[attr-defined]

    page.route(address + PAGE, twice)
    page.reload()
    second = page.locator("main .policy-who")
    second.locator("summary").click()
    second.get_by_role("button", name=TURNHOUT).click()
    expect(name(page)).to_have_text(TURNHOUT)
    choose(page, "mandataris · Mandatarissen")
    expect(second.locator(".policy-who__name")).to_have_text("mandataris · Mandatarissen")
    assert faults(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_an_open_panel_has_no_faults(open_as: Callable[..., Page], width: int, scheme: str) -> None:
    page = open_as(RULE, "kanaalbeheerder/turnhout", width=width, scheme=scheme)
    panel(page).locator("summary").click()
    assert faults(page) == []
    assert overflow(page) == ""
    page.set_viewport_size({"width": 320, "height": 700})
    assert overflow(page) == ""
    box = panel(page).locator(".policy-who__panel").bounding_box()
    assert box
    assert box["x"] >= 0


# -- what it marks and opens


@pytest.mark.parametrize(
    ("path", "marked"),
    [
        ("index.html", "bindend Turnhout jouw code"),
        ("docs/themas/privacy.html", "Turnhout bindend jouw code"),
        ("docs/vergelijken/index.html", "Turnhout"),
        ("docs/vergelijken/hiaten/turnhout.html", "Turnhout"),
        ("docs/beslissen/index.html", "Turnhout"),
        ("docs/casussen/alledag.html", "Turnhout bindend: "),
        ("docs/onboarding/index.html", "Een kanaal van Turnhout beheren"),
        ("docs/checklists/bericht.html", "Turnhout"),
    ],
)
def test_what_is_of_the_code_is_marked_in_words(open_as: Callable[..., Page], path: str, marked: str) -> None:
    page = open_as(path, "kanaalbeheerder/turnhout")
    texts = [" ".join(text.split()) for text in own(page) if "jouw code" in text]
    assert texts
    assert all(text.startswith(marked) for text in texts), texts


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "path",
    ["index.html", "docs/themas/privacy.html", "docs/beslissen/index.html", "docs/checklists/bericht.html"],
)
def test_what_is_marked_has_no_faults(open_as: Callable[..., Page], path: str, scheme: str) -> None:
    page = open_as(path, "kanaalbeheerder/turnhout", scheme=scheme)
    page.locator(".policy-own").first.wait_for()
    assert faults(page) == []


def test_a_cell_without_a_head_says_it_itself(open_as: Callable[..., Page]) -> None:
    page = open_as("docs/themas/privacy.html", "kanaalbeheerder/turnhout", width=390)
    label = page.locator("td.policy-is-own").first
    shown = label.evaluate("(cell) => getComputedStyle(cell, '::before').content")
    assert shown == '"Turnhout (bindend) · jouw code"'
    choose(page, "geen keuze")
    assert page.locator("[data-label*='jouw code']").count() == 0
    assert own(page) == []


@pytest.mark.parametrize(
    "path",
    ["docs/themas/privacy.html", "docs/vergelijken/hiaten.html", "docs/onboarding/index.html", RULE, "index.html"],
)
def test_it_leaves_nothing_out(open_page: Callable[..., Page], path: str) -> None:
    page = open_page(path)

    def lines() -> list[str]:
        """What the page says, in any order: less what says whose code it is."""
        text = page.locator("main").inner_text().replace("jouw code", "")
        return sorted(line.strip() for line in text.replace("\t", "\n").splitlines() if line.strip())

    before = lines()
    choose(page, TURNHOUT)
    assert lines() == before
    page.reload()
    expect(name(page)).to_have_text(TURNHOUT)
    assert lines() == before


def test_the_booklets_of_the_code_come_first(open_as: Callable[..., Page]) -> None:
    page = open_as("docs/onboarding/index.html", "kanaalbeheerder/turnhout")
    expect(page.locator(".policy-booklet-entry").first).to_contain_text("Een kanaal van Turnhout beheren")


def test_the_questions_are_one_step_away_with_the_role_ticked(open_as: Callable[..., Page]) -> None:
    page = open_as("docs/beslissen/index.html", "onderwijspersoneel/bijlage13")
    start = page.get_by_role("link", name="Verder als onderwijspersoneel · Bijlage 13")
    assert "bijlage13.html#audience=onderwijspersoneel" in (start.get_attribute("href") or "")
    # All others are there still.
    assert page.locator(".policy-roles li").count() > 5
    page.goto(page.url.replace("index.html", "bijlage13.html"))
    expect(page.get_by_label("gesubsidieerd onderwijspersoneel")).to_be_checked()
    expect(page.get_by_label("personeel van gemeente en OCMW", exact=False).first).not_to_be_checked()
    choose(page, "personeel · Bijlage 13")
    expect(page.get_by_label("gesubsidieerd onderwijspersoneel")).not_to_be_checked()
    expect(page.get_by_label("personeel van gemeente en OCMW", exact=False).first).to_be_checked()


def test_the_questions_of_another_code_have_nothing_ticked(open_as: Callable[..., Page]) -> None:
    page = open_as("docs/beslissen/turnhout.html", "personeel/beersel")
    page.locator(".policy-assistant__title").first.wait_for()
    assert page.locator(".policy-assistant input:checked").count() == 0


def test_a_fragment_goes_before_the_choice_in_the_questions(open_as: Callable[..., Page]) -> None:
    page = open_as("docs/beslissen/bijlage13.html#audience=personeel", "onderwijspersoneel/bijlage13")
    page.locator(".policy-assistant__title").first.wait_for()
    assert page.evaluate("location.hash") == "#audience=personeel"
    choose(page, TURNHOUT)
    assert page.evaluate("location.hash") == "#audience=personeel"


def test_the_code_is_marked_among_the_answers_side_by_side(open_as: Callable[..., Page]) -> None:
    page = open_as("docs/beslissen/naast-elkaar.html#act=beeld-plaatsen", "kanaalbeheerder/turnhout")
    marked = page.locator(".policy-assistant__column h3.policy-is-own")
    expect(marked).to_have_text("Turnhout bindend jouw code")
    assert page.locator(".policy-assistant__column").count() == 5


def shown_list(page: Page) -> str:
    return page.get_by_role("group", name="Kies een code").locator("[aria-pressed=true]").inner_text()


def test_checklists_open_on_the_code_unless_the_address_names_another(
    open_as: Callable[..., Page], address: str
) -> None:
    page = open_as("docs/checklists/nieuw-kanaal.html", "kanaalbeheerder/turnhout")
    assert shown_list(page) == "Turnhout jouw code"
    choose(page, "personeel · Beersel")
    assert shown_list(page) == "Beersel jouw code"
    page.goto(f"{address}docs/checklists/nieuw-kanaal.html#code=bijlage13")
    page.reload()
    assert shown_list(page) == "Bijlage 13"
    choose(page, TURNHOUT)
    assert shown_list(page) == "Bijlage 13"


# -- what the book says when nothing was chosen


@pytest.fixture(scope="module")
def home(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A site of one code, which is home for its audience, with ids that every object inherits."""
    source = tmp_path_factory.mktemp("home")
    shutil.copytree(ROOTS / "test-names", source, dirs_exist_ok=True)
    (source / "conf.py").unlink()
    copy_parts(source, AROUND)
    options = ("-D", "policy_booklets=0", "-D", "policy_home.prototype=constructor")
    with serve(build_site(source, tmp_path_factory.mktemp("out"), *options)) as address:
        yield address


def test_the_only_home_is_who_reads_until_something_is_chosen(open_page: Callable[..., Page], home: str) -> None:
    page = open_page("docs/lijst.html", base=home)
    assert read_as(page) == ["prototype", "constructor"]
    shown = name(page).inner_text()
    assert shown != "geen keuze"
    choose(page, "geen keuze")
    page.reload()
    expect(name(page)).to_have_text("geen keuze")
    choose(page, shown)
    page.reload()
    assert read_as(page) == ["prototype", "constructor"]
