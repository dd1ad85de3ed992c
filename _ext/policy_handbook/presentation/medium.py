"""For what a page is made: what a reader has at hand there, which views go by."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .edition import Edition


@dataclass(frozen=True, slots=True)
class Medium:
    """What a builder tells the views of where their words will stand.

    ``on_paper``: in a booklet, where nothing opens and a link is words. ``has_files``: the files of the site are there: rule
    pages, worksheets, sources, what the assistant asks. ``shows_overlaps``: what other codes say belongs there, which it does
    not in a booklet of what binds someone. ``editions``: the booklets that were made of the book, by id.
    """

    on_paper: bool = False
    has_files: bool = False
    shows_overlaps: bool = True
    editions: Mapping[str, Edition] = field(default_factory=lambda: MappingProxyType({}))


#: That of every builder that says nothing of it: Sphinx's own, which write pages and no files of ours.
SCREEN = Medium()
