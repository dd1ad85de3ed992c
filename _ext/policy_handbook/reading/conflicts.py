"""Pages in which a merge was left undone: Git's marks are taken out and named, and what both sides wrote stays."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..diagnostics import warn
from ..domain import get_domain
from ..model.excerpts import line_at

if TYPE_CHECKING:
    from sphinx.application import Sphinx

# A line of equals signs alone also underlines a heading: it is a mark only between the other two.
_SIDE = r"(?:(?!<{7}).*\n)*?"
_CONFLICT = re.compile(
    rf"^(?P<ours><{{7}}(?: .*)?)\n(?P<left>{_SIDE})(?P<middle>={{7}})\n(?P<right>{_SIDE})(?P<theirs>>{{7}}(?: .*)?)$",
    re.MULTILINE,
)
_BASE = re.compile(r"^\|{7}(?: .*)?$", re.MULTILINE)
_ALONE = re.compile(r"^(?:<{7}|>{7})(?: .*)?$", re.MULTILINE)


def check_conflicts(app: Sphinx, docname: str, source: list[str]) -> None:
    """Warn of each conflict, and of a mark that stands alone; their lines stay, empty, so that line numbers hold."""
    text = source[0]
    while match := _CONFLICT.search(text):
        start, middle, end = (line_at(text, match.start(name)) for name in ("ours", "middle", "theirs"))
        warn("conflict", (docname, start), middle=middle, end=end)
        text = f"{text[: match.start()]}\n{_BASE.sub('', match['left'])}\n{match['right']}{text[match.end() :]}"
    while match := _ALONE.search(text):
        warn("conflict_mark", (docname, line_at(text, match.start())), text=match[0])
        text = text[: match.start()] + text[match.end() :]
    if text != source[0]:
        # The two sides are two texts: what would be proved of both together holds for neither.
        get_domain(app.env).misread[docname] = True
        source[0] = text


def setup(app: Sphinx) -> None:
    """Look at each page before it is parsed."""
    app.connect("source-read", check_conflicts)
