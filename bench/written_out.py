"""What a view shows, as an editor without the handbook would write it: Markdown, from the view's own nodes.

So whatever the handbook generates, the plain book has the same words: a new view needs nothing here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from docutils import nodes
from policy_handbook.presentation.medium import SCREEN
from policy_handbook.views.base import Links, summary
from policy_handbook.views.registry import VIEWS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from policy_handbook.model.handbook import Handbook

_SPECIAL = re.compile(r"([\\`*_\[\]<>|#])")
_MARKER = re.compile(r"^(\d*)([-+.)])(?=\s|$)")


def escape(text: str) -> str:
    """Words as Markdown that shows them."""
    return _SPECIAL.sub(r"\\\1", text)


def escape_marker(line: str) -> str:
    """A line as a paragraph, though it begins as an item of a list would."""
    return _MARKER.sub(r"\1\\\2", line)


def label(target: str) -> str:
    """The label of ``kind:id``; a rule's carries no kind."""
    kind, _, id = target.partition(":")
    id = id.partition("@")[0].replace("/", "--")
    return id if kind in ("rule", "article") else f"{kind}--{id}"


class _PlainLinks(Links):
    """References that name what they lead to; there are no rule pages and no files of the handbook's own builder."""

    medium = SCREEN
    root = ""
    docname = ""

    def __init__(self) -> None:
        self.builder: Any = self

    def get_relative_uri(self, origin: str, docname: str) -> str:
        """The page of a name."""
        return f"/{docname}.md"

    def reference(self, target: str, *children: nodes.Node, classes: Iterable[str] = ()) -> nodes.Element:
        return nodes.reference("", "", *children, refname=target)


class Writer:
    """Writes views; *refer* makes a link of ``kind:id`` and words."""

    def __init__(self, book: Handbook, refer: Callable[[str, str], str]) -> None:
        self._book = book
        self._refer = refer

    def view(self, name: str, argument: str) -> list[str]:
        """The lines of Markdown with what a view shows."""
        data = VIEWS[name].present(self._book, argument, SCREEN)
        return [] if data is None else list(self._blocks(VIEWS[name].render(data, _PlainLinks())))

    def _inline(self, node: nodes.Node) -> str:
        """The words within a node, with their links."""
        if isinstance(node, nodes.Text):
            return escape(str(node))
        if isinstance(node, nodes.reference) and "refname" in node:
            words = node.astext().replace("`", "'").replace("<", "(").replace(">", ")").replace("|", "/")
            return self._refer(node["refname"], words)
        words = "".join(map(self._inline, node.children))
        if isinstance(node, nodes.reference):
            return f"[{words}]({node['refuri']})"
        return f"**{words}**" if isinstance(node, nodes.strong) else words

    def _blocks(self, found: Iterable[nodes.Node]) -> Iterable[str]:
        """The blocks as lines, each with an empty line after it."""
        for node in found:
            if isinstance(node, nodes.Text):
                yield from (escape(str(node)), "")
            elif isinstance(node, nodes.table):
                yield from (*self._table(node), "")
            elif isinstance(node, nodes.bullet_list | nodes.enumerated_list):
                for item in node.children:
                    lines = "\n".join(self._blocks(item.children)).rstrip().split("\n")
                    yield from (f"{'  ' if at else '- '}{line}".rstrip() for at, line in enumerate(lines))
                yield ""
            elif isinstance(node, nodes.definition_list):
                yield from (f"- {': '.join(map(self._inline, item.children))}" for item in node.children)
                yield ""
            elif isinstance(node, nodes.admonition):
                title, *rest = node.children
                yield from (f":::{{admonition}} {self._inline(title)}", *self._blocks(rest), ":::", "")
            elif isinstance(node, nodes.rubric | nodes.title | summary):
                yield from (f"**{self._inline(node)}**", "")
            elif isinstance(node, nodes.TextElement):
                yield from (escape_marker(self._inline(node)), "")
            elif isinstance(node, nodes.Element):
                yield from self._blocks(node.children)

    def _table(self, table: nodes.table) -> list[str]:
        """The cheapest table that MyST has, so that the comparison is fair; a cell's lines are parted by dots."""
        rows = [
            f"| {' | '.join(' · '.join(filter(None, map(self._inline, entry.children))) for entry in row.children)} |"
            for row in table.findall(nodes.row)
        ]
        ruler = f"|{' --- |' * len(list(table.findall(nodes.colspec)))}"
        caption = next(iter(table.findall(nodes.title)))
        return [f"**{self._inline(caption)}**", "", rows[0], ruler, *rows[1:]]
