"""Reading only the pages with records that an answer rests on: who asks it on the command line sees no page."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util.matching import get_matching_files

from ..model.kinds import RECORD_KINDS

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

#: The tag of a build in which the other pages, and the checks, are left out.
TAG = "records_alone"
# What no verdict, position or address is made of.
_SHOWN_ALONE = frozenset({"case", "booklet", "table", "checklist", "overlap", "clash"})


def leave_out_pages(app: Sphinx, config: Config) -> None:
    """Exclude the pages of Markdown without such a record, or a directive that brings in another text."""
    if not app.tags.has(TAG):
        return
    kinds = "|".join(kind.name for kind in RECORD_KINDS if kind.name not in _SHOWN_ALONE)
    fence = re.compile(rf"[:`~]{{3,}}\s*\{{(?:\w+:)?(?:{kinds}|include|eval-rst)\}}")
    first = f"{config.root_doc}.md"
    config.exclude_patterns += [
        page
        for page in sorted(get_matching_files(app.srcdir, config.include_patterns, config.exclude_patterns))
        if page.endswith(".md") and page != first
        if not fence.search(Path(app.srcdir, page).read_text("utf-8", errors="replace"))
    ]


def setup(app: Sphinx) -> None:
    """Leave pages out where the tag asks for it."""
    app.connect("config-inited", leave_out_pages)
