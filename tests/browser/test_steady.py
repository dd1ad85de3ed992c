"""A page that does not jump, loads little, and is one document: nothing moves, few files, headings in order."""

from __future__ import annotations

import gzip
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

PAGES = {
    "front": "index.html",
    "text": "codes/turnhout/v1.html",
    "topic": "docs/themas/privacy.html",
    "table": "docs/vergelijken/in-het-kort.html",
    "assistant": "docs/beslissen/turnhout.html",
    "checklist": "docs/checklists/bericht.html",
    "case": "docs/casussen/personeel.html",
    "rule": "regels/turnhout/art-3.1.html",
    "plain": "docs/hr/index.html",
}
# The sum of all shifts of a page (https://web.dev/articles/cls), kept from before its first paint.
WATCH = """window.shifts = 0;
new PerformanceObserver((list) => list.getEntries().forEach((entry) => { window.shifts += entry.value; }))
  .observe({ type: "layout-shift", buffered: true });"""
SHIFTS, WEIGHT, REQUESTS, ASSISTANT = 0.02, 70_000, 12, 100_000


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("kind", PAGES)
def test_nothing_moves_while_a_page_loads(open_page: Callable[..., Page], address: str, kind: str, width: int) -> None:
    page = open_page("docs/over/licentie.html", width=width)
    page.add_init_script(WATCH)
    page.goto(address + PAGES[kind])
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(200)
    assert page.evaluate("window.shifts") < SHIFTS


def test_a_shift_is_seen(open_page: Callable[..., Page], address: str) -> None:
    page = open_page("index.html")
    page.add_init_script(WATCH)
    page.goto(address + PAGES["plain"])
    page.wait_for_timeout(200)
    page.evaluate(
        "document.querySelector('h1').before(Object.assign(document.createElement('hr'), {style: 'height: 300px'}))"
    )
    page.wait_for_timeout(200)
    assert page.evaluate("window.shifts") > SHIFTS


@pytest.mark.parametrize("kind", PAGES)
def test_a_first_visit_is_light(open_page: Callable[..., Page], address: str, site: Path, kind: str) -> None:
    """Compressed as a server sends it, without typefaces."""
    page = open_page(PAGES["plain"] if kind == "front" else "index.html")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address + PAGES[kind])
    page.wait_for_load_state("networkidle")
    files = [
        unquote(urlsplit(url).path).split("/handboek/", 1)[1] or "index.html" for url in asked if url.startswith("http")
    ]
    sizes = {name: len(gzip.compress((site / name).read_bytes(), 6)) for name in files if not name.endswith(".woff2")}
    assert sum(sizes.values()) <= (ASSISTANT if kind == "assistant" else WEIGHT), sizes
    if kind != "assistant":
        assert len(files) <= REQUESTS, files


class Headings(HTMLParser):
    """The levels of the headings of a page, and its attributes that stand twice on one element."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.levels: list[int] = []
        self.twice: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attributes]
        self.twice += {name for name in names if names.count(name) > 1}
        if re.fullmatch("h[1-6]", tag):
            self.levels.append(int(tag[1]))


def test_headings_follow_each_other(site: Path) -> None:
    found = {}
    for path in site.rglob("*.html"):
        if "_static" in path.parts:
            continue
        page = Headings(path.read_text("utf-8"))
        skipped = [b for a, b in zip([0, *page.levels], page.levels, strict=False) if b > a + 1]
        if skipped or page.twice or page.levels.count(1) != 1:
            found[path.relative_to(site).as_posix()] = page.levels, page.twice
    assert found == {}
