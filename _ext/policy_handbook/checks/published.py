"""Whether what was published still holds: every rule under its id, and no answer that other codes read unawares.

The list is kept by ``handboek publish``.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ..diagnostics import warn
from ..domain import get_domain
from ..presentation.say import words_listed
from .published_list import find_lost, find_new_answers

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

#: Where the list is, from the root of the book. Without it nothing was published.
LIST = "codes/gepubliceerd.txt"
# How many cases are named that a new answer would change; the others are counted.
MOST_CHANGES = 5


def check_published(app: Sphinx, env: BuildEnvironment) -> None:
    """Warn, at the line of the list, of what was published and is gone. At every build: the list is on no page."""
    path = Path(env.srcdir, LIST)
    if not path.is_file():
        return
    book, listed = get_domain(env).handbook, path.read_text("utf-8-sig", errors="backslashreplace")
    for new in find_new_answers(book, listed):
        shown = [f"{c.code}, casus “{c.case}”: {c.before} wordt {c.after}" for c in new.changes[:MOST_CHANGES]]
        if more := len(new.changes) - len(shown):
            shown.append(f"en nog {more}")
        effect = f"met dat antwoord verandert {'; '.join(shown)}" if shown else "geen casus verandert ermee"
        warn(
            "new_answer",
            new.fact.place,
            id=new.answer,
            fact=new.fact.id,
            codes=words_listed([*new.codes]),
            effect=effect,
        )
    for lost in find_lost(book, listed):
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
