"""Every kind of page in a browser: accessible, of one column on a phone, complete without script and on paper."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest
from watching import faults, overflow, until, watch

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

TEXT = "codes/turnhout/v1.html"
COMPARISON = "docs/themas/beeldmateriaal.html"
RULE = "regels/turnhout/art-4.2.html"
KINDS = {
    "front": "index.html",
    "code": "codes/turnhout/index.html",
    "text": TEXT,
    "topic": "docs/themas/vertrouwelijkheid.html",
    "comparison": COMPARISON,
    "differences": "docs/vergelijken/verschillen.html",
    "coverage": "docs/vergelijken/index.html",
    "checklist": "docs/checklists/mijn-profiel.html",
    "rule": RULE,
    "dated rule": "regels/turnhout/art-4.2/v1.html",
    "defects": "docs/over/gebreken.html",
    "guide": "docs/redactie/bepaling.html",
    "development": "docs/ontwikkeling/index.html",
}

# The theme's and the extensions' own words, in lower case.
# "tip" is Dutch too: what a text can weigh.
ENGLISH = {
    "skip to main content", "back to top", "search", "search the docs ...", "on this page", "color mode", "light", "dark",
    "system settings", "site navigation", "section navigation", "breadcrumb", "home", "more", "previous", "next",
    "previous page", "next page", "show source", "edit", "collapse sidebar", "expand sidebar", "version warning",
    "announcement", "note", "warning", "copy", "copied!", "copy to clipboard", "failed to copy", "icon links", "index",
    "link to this heading", "permalink to this heading", "navigation", "contents", "table of contents", "created using",
    "copyright", "click to expand", "click to collapse", "close", "menu bar", "toggle", "see also", "hint",
    "important", "caution", "danger", "error", "attention", "footnotes", "indices", "general index",
    "development", "table", "check", "loading",
}  # fmt: skip


def is_english(words: str) -> bool:
    return " ".join(words.split()).casefold().rstrip(":.") in {word.rstrip(":.") for word in ENGLISH}


# Elements that hold nothing, however they are closed.
EMPTY = ("meta", "link", "input", "img", "br", "hr", "col", "source", "wbr")


class Names(HTMLParser):
    """The words of controls and labels on a page, outside what is marked as of another language."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.names: list[str] = []
        self._open: list[tuple[str, bool]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        foreign = any(is_foreign for _, is_foreign in self._open) or values.get("lang", "nl") != "nl"
        if not foreign:
            self.names += [
                values[name] or "" for name in ("aria-label", "title", "alt", "placeholder") if name in values
            ]
        if tag not in EMPTY:
            self._open.append((tag, foreign))

    def handle_endtag(self, tag: str) -> None:
        if tag in EMPTY:
            return
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        tags = {tag for tag, _ in self._open}
        if not any(foreign for _, foreign in self._open) and not tags & {"script", "style", "code", "pre"}:
            self.names.append(data)


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", KINDS.values(), ids=KINDS)
def test_a_page_is_accessible(open_page: Callable[..., Page], path: str, scheme: str, width: int) -> None:
    page = open_page(path, width=width, scheme=scheme)
    for folded in page.locator("details.policy-apparatus").all()[:3]:
        folded.evaluate("element => { element.open = true }")
    assert faults(page) == []


def test_axe_sees_a_fault(open_page: Callable[..., Page]) -> None:
    page = open_page("index.html")
    page.evaluate("document.querySelector('main').insertAdjacentHTML('beforeend', '<img src=\"data:,\">')")
    assert any("image-alt" in fault for fault in faults(page))


def test_no_page_is_wider_than_a_phone(open_page: Callable[..., Page], site: Path, address: str) -> None:
    page = open_page("index.html", width=320)
    rules = sorted(site.glob("regels/**/*.html"), key=lambda path: path.stat().st_size)[-15:]
    # Of the page for an address that there is not, which leads from the root of a host: tests/components/missing.
    elsewhere = {"regels", "_static", "404.html"}
    pages = [path for path in site.rglob("*.html") if elsewhere.isdisjoint(path.relative_to(site).parts)]
    wide = {}
    for path in sorted([*pages, *rules]):
        name = path.relative_to(site).as_posix()
        page.goto(address + name)
        if words := overflow(page):
            wide[name] = words
    assert wide == {}


def test_overflow_is_seen(open_page: Callable[..., Page]) -> None:
    page = open_page("index.html", width=320)
    page.evaluate("document.querySelector('h1').style.width = '400px'")
    assert overflow(page) != ""


def test_what_goes_wrong_on_a_page_is_seen(browser: Browser, address: str) -> None:
    noted: list[str] = []
    page = browser.new_page()
    watch(page, address, noted)
    page.goto(f"{address}index.html")
    assert noted == []
    page.set_content(
        f'<script src="{address}geen.js"></script><script>1</script><p style="color: red"></p>'
        '<img src="http://127.0.0.1:9/beeld.png">'
    )
    page.evaluate("new Promise((done) => { setTimeout(done, 10); setTimeout(() => geen()) })")
    page.wait_for_load_state()
    page.close()
    for words in ("404", "geen is not defined", "elsewhere", "inline script violates", "inline style violates"):
        assert any(words in fault for fault in noted), noted


def test_no_english_word_is_left(site: Path) -> None:
    found = {}
    for path in sorted(site.rglob("*.html")):
        if "_static" not in path.parts and (
            words := {name for name in Names(path.read_text("utf-8")).names if is_english(name)}
        ):
            found[path.relative_to(site).as_posix()] = words
    assert found == {}


def test_an_english_word_is_seen() -> None:
    assert [name for name in Names('<p><a title="On this page">x</a> <b>Home</b></p>').names if is_english(name)] == [
        "On this page",
        "Home",
    ]
    assert not [name for name in Names('<p lang="en"><b>Home</b></p>').names if is_english(name)]


def test_script_adds_no_english_name(open_page: Callable[..., Page]) -> None:
    page = open_page(KINDS["guide"])
    assert page.locator(".copybtn").count() > 0
    names = page.evaluate(
        """() => [...document.querySelectorAll("body *")].flatMap((element) =>
            [...["aria-label", "title", "data-tooltip", "placeholder"].map((name) => element.getAttribute(name) || ""),
             element.tagName === "title" || element.tagName === "BUTTON" ? element.textContent : ""])"""
    )
    assert [name for name in names if name and is_english(name)] == []


def test_the_fonts_are_ours(open_page: Callable[..., Page]) -> None:
    page = open_page(TEXT)
    page.evaluate("document.fonts.ready")
    loaded = page.evaluate("[...document.fonts].filter((font) => font.status === 'loaded').map((font) => font.family)")
    assert {name.strip('"') for name in loaded} >= {"Source Sans 3", "Source Serif 4"}
    assert "Font Awesome" not in " ".join(loaded)


def test_the_first_key_leads_to_the_text(open_page: Callable[..., Page]) -> None:
    page = open_page(TEXT)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Naar de inhoud"
    assert page.locator(".policy-skip").bounding_box()["x"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main-content"


def test_focus_is_visible(open_page: Callable[..., Page]) -> None:
    page = open_page(TEXT)
    for _ in range(12):
        page.keyboard.press("Tab")
        style = page.evaluate(
            "(() => { const s = getComputedStyle(document.activeElement); return [s.outlineStyle, s.outlineWidth] })()"
        )
        assert style == ["solid", "3px"], page.evaluate("document.activeElement.outerHTML")


def test_a_fragment_opens_the_part_it_leads_into(open_page: Callable[..., Page]) -> None:
    page = open_page(TEXT)
    details = page.locator("details.policy-apparatus:has(ul)").first
    assert details.get_attribute("open") is None
    details.evaluate("element => { element.lastElementChild.id = 'hier' }")
    # Chromium opens it by itself when it goes there; others leave that to the script.
    page.evaluate("history.replaceState(null, '', '#hier'); window.dispatchEvent(new HashChangeEvent('hashchange'))")
    until(page, "document.getElementById('hier').closest('details').open")


def test_the_rule_of_the_address_stands_out(open_page: Callable[..., Page]) -> None:
    page = open_page(f"{TEXT}#art-3.1")
    colour = "element => getComputedStyle(element).backgroundColor"
    assert page.locator("#art-3\\.1").evaluate(colour) != "rgba(0, 0, 0, 0)"
    assert page.locator("#art-3\\.5").evaluate(colour) == "rgba(0, 0, 0, 0)"
    assert 0 <= page.locator("#art-3\\.1").bounding_box()["y"] < 100


def test_a_rule_has_one_control(open_page: Callable[..., Page]) -> None:
    page = open_page(TEXT)
    rules = page.locator(".policy-rule:not(:has(.policy-note-call, .xref))").all()[:40]
    for rule in rules:
        assert rule.locator(":scope summary:not(details details summary)").count() <= 1
    assert page.locator(".policy-rule > details:not([open]) summary").count() > 40


@pytest.mark.parametrize("script", [True, False])
def test_paper_shows_the_related_provisions(open_page: Callable[..., Page], script: bool) -> None:
    page = open_page(TEXT, script=script)
    related = page.locator("details.policy-apparatus .policy-related").first
    assert not related.is_visible()
    page.emulate_media(media="print")
    assert related.is_visible()
    assert related.bounding_box()["height"] > 10
    for hidden in (".policy-header", ".policy-toc", ".policy-breadcrumbs"):
        assert not page.locator(hidden).is_visible()


def test_printing_opens_what_is_folded_and_closes_it_again(open_page: Callable[..., Page]) -> None:
    page = open_page(TEXT)
    page.locator("details.policy-apparatus").first.evaluate("element => { element.open = true }")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert page.locator("details:not([open])").count() == 0
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert page.locator("details[open]").count() == 1


@pytest.mark.parametrize("path", [TEXT, RULE])
def test_dark_is_printed_as_light(open_page: Callable[..., Page], path: str) -> None:
    page = open_page(path, scheme="dark")
    background = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(background) != "rgb(255, 255, 255)"
    page.emulate_media(media="print")
    assert page.evaluate(background) == "rgb(255, 255, 255)"
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"


def test_a_rule_page_fits_on_one_sheet(open_page: Callable[..., Page]) -> None:
    page = open_page("regels/turnhout/art-3.1.html")
    assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True))) == 1


def test_a_page_is_complete_without_script(open_page: Callable[..., Page]) -> None:
    page = open_page(COMPARISON, width=320, script=False)
    page.get_by_role("button", name="Menu").click()
    assert page.locator("#policy-menu a").first.is_visible()
    page.get_by_role("button", name="Sluit").click()
    assert not page.locator("#policy-menu a").first.is_visible()
    assert page.locator(".policy-table--comparison td").first.is_visible()
    # The menu needs no script.
    assert page.locator("button:visible").all_inner_texts() == ["Menu"]
    assert page.locator(".policy-table-controls").count() == 0
    page = open_page(TEXT, script=False)
    page.locator("main summary:visible").first.click()
    assert page.locator("details[open] .policy-permalink").first.is_visible()


def test_without_script_dark_follows_the_system(open_page: Callable[..., Page]) -> None:
    for path in ("index.html", RULE):
        page = open_page(path, scheme="dark", script=False)
        assert (
            page.locator("body").evaluate("element => getComputedStyle(element).backgroundColor") == "rgb(20, 26, 32)"
        )


def test_the_choice_of_dark_stays(open_page: Callable[..., Page], address: str) -> None:
    page = open_page("index.html")
    button = page.get_by_role("button", name="Donkere weergave")
    assert button.get_attribute("aria-pressed") == "false"
    button.click()
    assert button.get_attribute("aria-pressed") == "true"
    for path in (TEXT, RULE):
        page.goto(address + path)
        assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    page.goto(address)
    button.click()
    page.reload()
    assert page.evaluate("document.documentElement.dataset.theme") == "light"
    assert page.evaluate("localStorage.length") == 0


def test_the_menu_opens_and_closes_by_keyboard(open_page: Callable[..., Page]) -> None:
    page = open_page("index.html", width=320)
    link = page.locator("#policy-menu a").first
    assert not link.is_visible()
    menu = page.get_by_role("button", name="Menu")
    menu.focus()
    page.keyboard.press("Enter")
    assert link.is_visible()
    page.keyboard.press("Escape")
    assert not link.is_visible()
    assert page.evaluate("document.activeElement.textContent") == "Menu"


def test_the_menu_stands_beside_the_page_where_there_is_room(open_page: Callable[..., Page]) -> None:
    page = open_page(COMPARISON, width=1280)
    assert page.locator("#policy-menu [aria-current=page]").inner_text() == page.locator("h1").inner_text()
    assert not page.get_by_role("button", name="Menu").is_visible()
    # The text of a code lists its headings, the page of a rule those that stand under the same one.
    page = open_page(TEXT, width=1280)
    headings = page.locator("#policy-menu a[href^='#']")
    assert headings.count() > 10
    headings.nth(3).click()
    assert "#" in page.url
    page = open_page(RULE, width=1280)
    assert page.locator("#policy-menu [aria-current=page]").count() == 1
    assert page.locator("#policy-menu a[href$='art-4.1.html']").is_visible()


def test_the_page_in_english_says_so(open_page: Callable[..., Page]) -> None:
    page = open_page(KINDS["development"])
    assert page.locator("article").get_attribute("lang") == "en"
    assert page.locator("html").get_attribute("lang") == "nl"


def test_a_citation_is_copied(open_page: Callable[..., Page]) -> None:
    page = open_page(RULE, permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Kopieer de verwijzing").click()
    page.get_by_text("De verwijzing is gekopieerd.").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == page.locator("#citation").inner_text().strip()


def test_a_citation_is_selected_where_copying_is_not_allowed(open_page: Callable[..., Page]) -> None:
    page = open_page(RULE)
    page.evaluate(
        """() => {
            Object.defineProperty(navigator, "clipboard", { value: undefined });
            document.execCommand = () => false;
        }"""
    )
    page.get_by_role("button", name="Kopieer de verwijzing").click()
    page.get_by_text("druk op Ctrl+C").wait_for()
    assert page.evaluate("getSelection().toString().trim()") == page.locator("#citation").inner_text().strip()


@pytest.mark.parametrize("path", [TEXT, COMPARISON, RULE])
def test_a_page_works_from_a_file(open_page: Callable[..., Page], site: Path, path: str) -> None:
    page = open_page(path, base=f"{site.as_uri()}/")
    page.evaluate("document.fonts.ready")
    assert page.evaluate("[...document.fonts].some((font) => font.status === 'loaded')")
    assert page.locator("h1").is_visible()
