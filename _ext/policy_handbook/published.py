"""Whether every rule that was published still stands under its id; the list is kept by ``handboek publish``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from .diagnostics import warn
from .domain import get_domain
from .model.published import find_lost

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

#: Where the list is, from the root of the book. Without it nothing was published.
LIST = "codes/gepubliceerd.txt"


def check_published(app: Sphinx, env: BuildEnvironment) -> None:
    """Warn, at the line of the list, of what was published and is gone. At every build: the list is on no page."""
    path = Path(env.srcdir, LIST)
    if not path.is_file():
        return
    for lost in find_lost(get_domain(env).handbook, path.read_text("utf-8-sig", errors="backslashreplace")):
        place = f"{path}:{lost.line}"
        if lost.rule:
            near = f" (nu “{lost.nearest}”?)" if lost.nearest else ""
            warn("published_gone", place, id=lost.rule, text=lost.text, near=near)
        elif "@" in lost.text and "/" not in lost.text:
            warn("published_text_gone", place, text=lost.text, count=lost.count)
        else:
            warn("published_syntax", place, text=lost.text)


def setup(app: Sphinx) -> None:
    """Look when the whole book was read."""
    app.connect("env-updated", check_published)
