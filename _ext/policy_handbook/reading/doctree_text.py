"""The words of a piece of a doctree, as they are read: for a rule's text and for what stands outside every rule.

``astext()`` will not do: it runs list items together, writes raw HTML out and forgets table cells.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes

from ..model.excerpts import fold
from ..model.records import Block

if TYPE_CHECKING:
    from collections.abc import Iterator

MARK_CLASS = "policy-mark"
#: On a node that a directive of ours made for a text: a rule, an article, a note; with the id that it is about.
OWN = "policy:own"
#: On the node of a rule or an article: which of the rules of its page it is, in the order in which they were noted.
INDEX = "policy:index"
#: Of a list whose items are rules.
RULES_CLASS = "policy-rules"
_SKIPPED = (nodes.system_message, nodes.comment, nodes.target, nodes.substitution_definition)


def ancestors(node: nodes.Node) -> Iterator[nodes.Element]:
    """What a node stands in, innermost first."""
    parent: nodes.Element | None = node.parent
    while parent is not None:
        yield parent
        parent = parent.parent


def line_of(node: nodes.Node) -> int:
    """The line of *node* or of the nearest around it."""
    current: nodes.Node | None = node
    while current is not None:
        if current.line:
            return current.line
        current = current.parent
    return 1


def line_with(document: nodes.document, words: str) -> int:
    """The first line of a page that holds *words*, for what has no line of its own; 1 where none does."""
    try:
        lines = Path(document["source"]).read_text("utf-8", errors="replace").split("\n")
    except OSError:
        return 1
    return next((number for number, line in enumerate(lines, 1) if words in line), 1)


def inline_text(node: nodes.Node) -> str:
    """The words within one text element; a line break counts as a space, a mark and raw output as nothing."""
    parts: list[str] = []
    for child in node.children:
        if isinstance(child, nodes.Text):
            parts.append(str(child))
        elif isinstance(child, nodes.raw):
            parts.append(" ")
        elif isinstance(child, nodes.image):
            continue
        elif (
            isinstance(child, nodes.Element) and not isinstance(child, _SKIPPED) and MARK_CLASS not in child["classes"]
        ):
            parts.append(inline_text(child))
    return "".join(parts)


def blocks_of(node: nodes.Node, depth: int = 0) -> Iterator[Block]:
    """The paragraphs, list items and table rows within *node*, in reading order."""
    for child in node.children:
        if isinstance(child, (_SKIPPED, nodes.raw)):
            continue
        if isinstance(child, nodes.row):
            cells = tuple(
                fold(" ".join(" ".join(block.cells) for block in blocks_of(entry))) for entry in child.children
            )
            yield Block("row", cells, depth)
        elif isinstance(child, nodes.list_item | nodes.definition_list_item):
            for index, block in enumerate(blocks_of(child, depth + 1)):
                yield Block("item", block.cells, block.depth) if index == 0 and block.kind == "paragraph" else block
        elif isinstance(child, nodes.TextElement):
            if words := fold(inline_text(child)):
                yield Block("paragraph", (words,), depth)
        elif isinstance(child, nodes.Element):
            yield from blocks_of(child, depth)


def text_of_blocks(blocks: tuple[Block, ...]) -> str:
    """The folded text of a rule: its blocks one after the other."""
    return fold(" ".join(cell for block in blocks for cell in block.cells))
