"""What a page asks for, what goes wrong on it, and what is wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page


def watch(page: Page, base: str, faults: list[str]) -> None:
    """Note what *page* asks of other hosts than *base*, what is not there or not allowed, and what goes wrong in its scripts."""

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


def until(page: Page, expression: str) -> None:
    """Wait until *expression* holds on a page, of which the policy forbids what Playwright's own waiting does."""
    for _ in range(100):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"never: {expression}")


def faults(page: Page, outside: str = "") -> list[str]:
    """What axe finds on a page, or on what is *outside* a part of it that is looked at by itself; a line for each rule."""
    from axe_playwright_python.sync_playwright import Axe  # it brings all of Playwright

    found = Axe().run(page, context={"exclude": [outside]} if outside else None)
    return [
        f"{fault['id']}: {fault['help']}: {[node['target'] for node in fault['nodes']][:4]}"
        for fault in found.response["violations"]
    ]


def overflow(page: Page) -> str:
    """What sticks out at the right, or nothing."""
    return page.evaluate(
        """() => {
            if (document.documentElement.scrollWidth <= window.innerWidth) return "";
            const wide = [...document.body.querySelectorAll("*")].filter((element) =>
                element.getBoundingClientRect().right > window.innerWidth + 1 && !element.closest("pre"));
            return wide.slice(0, 5).map((element) => `${element.tagName}.${element.className}`).join(", ") || "?";
        }"""
    )
