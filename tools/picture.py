"""The picture at the head of the README: the first page of a built site, as a reader sees it."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

WIDTH, HEIGHT = 1280, 900
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


def take_picture(site: Path, picture: Path) -> None:
    """Write *picture* (PNG) of ``index.html`` of *site* in the light; needs Debian's Chromium.

    Raises :exc:`SystemExit` where there is no Chromium or no site.
    """
    chromium = shutil.which("chromium-headless-shell") or shutil.which("chromium")
    if chromium is None:
        sys.exit("The picture needs Debian's Chromium: apt-get install chromium")
    page = site / "index.html"
    if not page.is_file():
        sys.exit(f"There is no {page}: run make first")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        view = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, color_scheme="light")
        view.goto(page.resolve().as_uri())
        view.evaluate("document.fonts.ready")
        view.screenshot(path=picture)
        browser.close()


if __name__ == "__main__":
    take_picture(Path(sys.argv[1]), Path(sys.argv[2]))
