"""What the policy of the web servers forbids stands on no page: it would not work, and the browser would say so."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


class Forbidden(HTMLParser):
    """What a page has that no policy without ``unsafe-inline`` lets work."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag in ("style", "base", "object", "embed", "iframe") or (tag == "script" and "src" not in values):
            self.found.append(tag)
        self.found += [f"{tag} {name}" for name in values if name == "style" or name.startswith("on")]
        self.found += [f"{tag} javascript:" for value in values.values() if (value or "").startswith("javascript:")]


def test_no_page_has_what_the_policy_forbids(real_site: Path) -> None:
    found = {
        path.relative_to(real_site).as_posix(): forbidden
        for path in sorted(real_site.rglob("*.html"))
        if (forbidden := Forbidden(path.read_text("utf-8")).found)
    }
    assert found == {}


def test_what_is_forbidden_is_seen() -> None:
    page = (
        '<p style="x" onclick="y"><script>1</script><style></style><a href="javascript:1"><script src="a.js"></script>'
    )
    assert Forbidden(page).found == ["p style", "p onclick", "script", "style", "a javascript:"]
