"""A doctree as Typst source: every node that the book can hold as a call of a function of the templates.

Block by block the source is a sequence of Typst expressions, one a line; what a block holds stands between braces. A node
that is not known here is reported with its place, and the booklet is not made: nothing is dropped unseen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from ...views.booklet_parts import policy_form
from .blocks import Blocks
from .landscape import HOLDERS, find_across
from .pieces import Target, boolean, fold
from .source import literal
from .tables import Tables
from .words import Words

if TYPE_CHECKING:
    from docutils.nodes import Element
    from sphinx.builders import Builder

# A title that stands in the contents of the viewer, beside those of sections.
_LISTED = frozenset({"policy-case-title", "policy-norm-title", "policy-checklist__title"})
_MOST_LEVELS = 6


class TypstTranslator(Words, Blocks, Tables):
    """Visits an assembled booklet; afterwards :meth:`astext` is its source, unless ``target.faults`` names a reason."""

    def __init__(self, document: nodes.document, builder: Builder, target: Target) -> None:
        super().__init__(document, builder, target)
        self._across = find_across(document, self._layouts)
        self._is_across = False
        self._page_levels: list[int] = []
        self._verbatim = 0

    def dispatch_visit(self, node: nodes.Node) -> None:
        if isinstance(node.parent, nodes.section | nodes.document) or not self._docnames:
            self._turn_paper(node)
        super().dispatch_visit(node)

    def _turn_paper(self, node: nodes.Node) -> None:
        """At a heading or block of a section: begin or end the pages that lie across."""
        if isinstance(node, (*HOLDERS, nodes.Text)):
            return
        across = id(node) in self._across
        if across != self._is_across:
            if across:
                self._open("across")
            else:
                self._close()
            self._is_across = across

    # -- the whole

    def visit_document(self, node: Element) -> None:
        pass

    def depart_document(self, node: Element) -> None:
        self._end_across()

    def _end_across(self) -> None:
        if self._is_across:
            self._close()
            self._is_across = False

    def visit_start_of_file(self, node: Element) -> None:
        self._docnames.append(node["docname"])
        self._page_levels.append(self._level + 1)
        self._verbatim += bool(node.get("verbatim"))

    def depart_start_of_file(self, node: Element) -> None:
        self._docnames.pop()
        self._page_levels.pop()
        self._verbatim -= bool(node.get("verbatim"))

    def visit_section(self, node: Element) -> None:
        self._level += 1
        if self._level == 1:
            odd = f"odd: {boolean(next(iter(node.findall(policy_form)), None) is not None)}"
            self._open("chapter", literal(self.target.title), literal(fold(node[0].astext())), odd)

    def depart_section(self, node: Element) -> None:
        self._level -= 1
        if self._level == 0:
            self._end_across()
            self._close()

    def visit_title(self, node: Element) -> None:
        if not node.astext().strip():
            raise nodes.SkipNode  # nothing to show, and no reader could name it
        match node.parent:
            case nodes.section():
                self._open_heading(node, self._level, listed=True)
            case nodes.table():
                self._open("table-caption")
                self._put_anchors(node)
            case _:
                self._open("note-title")
                self._put_anchors(node)

    def depart_title(self, node: Element) -> None:
        self._close()

    def _open_heading(self, node: Element, level: int, *, listed: bool) -> None:
        # A heading may be one deeper than the one before it, no more: readers of headings would miss one.
        level = max(1, min(level, self._last_level + 1, _MOST_LEVELS))
        self._last_level = level
        self._open("section-heading", str(level), f"listed: {boolean(listed)}", f"verbatim: {boolean(self._verbatim)}")
        self._put_anchors(node)

    def visit_rubric(self, node: Element) -> None:
        if "heading-level" not in node:
            self._open("rubric")
            self._put_anchors(node)
            return
        page = self._page_levels[-1] if self._page_levels else 1
        level = max(self._level + 1, page + int(node["heading-level"]) - 1)
        self._open_heading(node, level, listed=not _LISTED.isdisjoint(node["classes"]))

    def depart_rubric(self, node: Element) -> None:
        self._close()
