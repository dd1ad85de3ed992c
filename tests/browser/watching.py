"""What a page asks for and what goes wrong on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page


def watch(page: Page, base: str, faults: list[str]) -> None:
    """Note what *page* asks of other hosts than *base*, what is not there, and what goes wrong in its scripts."""

    def note(*words: object) -> None:
        faults.append(": ".join(map(str, words)))

    page.on(
        "request", lambda request: None if request.url.startswith((base, "data:")) else note("elsewhere", request.url)
    )
    # A request is aborted when the page is left.
    page.on(
        "requestfailed",
        lambda request: None if request.failure == "net::ERR_ABORTED" else note(request.failure, request.url),
    )
    page.on("response", lambda response: note(response.status, response.url) if response.status >= 400 else None)
    page.on("pageerror", lambda error: note(page.url, error))
    page.on("console", lambda message: note(page.url, message.text) if message.type in ("error", "warning") else None)
