"""Which parts of a booklet stand on pages that lie across: the wide tables, with the headings above them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from .table_layout import Form, TableLayout, lay_out

if TYPE_CHECKING:
    from collections.abc import Iterable

# The characters of a heading with a line or two below it.
_FEW_WORDS = 400
#: What holds headings and blocks and is no block itself.
HOLDERS = (nodes.section, nodes.document, addnodes.start_of_file)


def lay_out_tables(document: nodes.document) -> dict[int, TableLayout]:
    """The layout of each table, by the identity of its node."""
    return {id(table): lay_out(table) for table in document.findall(nodes.table)}


def find_across(document: nodes.document, layouts: dict[int, TableLayout]) -> frozenset[int]:
    """The blocks and headings, by identity, that stand on pages across.

    A wide table takes along all that stands between it and its heading, and the headings close above that one.
    """
    found: set[int] = set()
    for table in document.findall(nodes.table):
        if layouts[id(table)].form is not Form.ACROSS:
            continue
        block: nodes.Node = table
        while block.parent is not None and not isinstance(block.parent, HOLDERS):
            block = block.parent
        found.add(id(block))
        _take_along(block, found)
    return frozenset(found)


def _take_along(block: nodes.Node, found: set[int]) -> None:
    """Add what stands before *block* up to its heading; and the headings above, where nothing stands between them."""
    holder = block.parent
    before: Iterable[nodes.Node] = reversed(holder.children[: holder.index(block)]) if holder is not None else ()
    above: list[nodes.Node] = []
    for sibling in before:
        if isinstance(sibling, HOLDERS):
            return  # a part of its own stands in between: its words stay upright, the table has no heading of its own
        above.append(sibling)
        if isinstance(sibling, nodes.title):
            break
    found.update(map(id, above))
    # A heading with next to nothing between it and the next one goes where that one goes.
    while holder is not None and isinstance(holder, HOLDERS) and holder.parent is not None:
        outer = holder.parent
        above = outer.children[: outer.index(holder)]
        if any(isinstance(child, HOLDERS) for child in above) or sum(len(c.astext()) for c in above) > _FEW_WORDS:
            return
        found.update(map(id, above))
        holder = outer
