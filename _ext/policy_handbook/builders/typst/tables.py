"""Tables: upright, across, or row by row where they are wider than any paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from docutils import nodes

from .pieces import Pieces, boolean, fold
from .source import array, literal
from .table_layout import Form, cells_of, rows_of

if TYPE_CHECKING:
    from docutils.nodes import Element


class Tables(Pieces):
    """Visitors of tables."""

    def visit_table(self, node: Element) -> None:
        layout = self._layouts[id(node)]
        title = next(iter(node.findall(nodes.title)), None)
        if title is not None and title.parent is node:
            title.walkabout(self)
        if layout.form is Form.RECORDS:
            self._write_records(node)
            raise nodes.SkipNode
        shares = array(f"{share:.1f}fr" for share in layout.shares)
        self._body.append(f"data-table({shares}, nested: {boolean(_is_nested(node))},\n")
        group = next(child for child in node.children if isinstance(child, nodes.tgroup))
        group.walkabout(self)
        self._add(")")
        raise nodes.SkipNode

    visit_tgroup = depart_tgroup = visit_tbody = depart_tbody = Pieces._pass
    visit_colspec = Pieces._skip

    def visit_thead(self, node: Element) -> None:
        self._body.append("table.header(repeat: true,\n")

    def depart_thead(self, node: Element) -> None:
        self._add("),")

    visit_row = depart_row = Pieces._pass

    def visit_entry(self, node: Element) -> None:
        arguments = []
        if node.get("morecols"):
            arguments.append(f"colspan: {node['morecols'] + 1}")
        if node.get("morerows"):
            arguments.append(f"rowspan: {node['morerows'] + 1}")
        row = cast("nodes.row", node.parent)
        # One cell in one piece keeps the row whole.
        if (
            row.index(node) == 0
            and not isinstance(row.parent, nodes.thead)
            and self._layouts[id(_table_of(row))].keeps(row)
        ):
            arguments.append("breakable: false")
        kind = "head-cell" if isinstance(row.parent, nodes.thead) else "row-head-cell" if _is_stub(node) else "cell"
        self._open(kind, *arguments)

    def depart_entry(self, node: Element) -> None:
        self._close("}),")

    def _write_records(self, node: Element) -> None:
        """A table that is wider than the paper: row by row, each cell below the name of its column."""
        names = _name_columns(node)
        self._check_glyphs("".join(names.values()), node)
        for row in rows_of(node, nodes.tbody):
            self._body.append("record(\n")
            for column, entry in cells_of(row):
                self._body.append(f"terms.item({literal(names.get(column, ''))}, {{\n")
                for child in entry.children:
                    child.walkabout(self)
                self._add("}),")
            self._add(")")


def _name_columns(table: Element) -> dict[int, str]:
    """The name of each column: the words of every row of the head that stand above it."""
    names: dict[int, list[str]] = {}
    for row in rows_of(table, nodes.thead):
        for column, entry in cells_of(row):
            for covered in range(column, column + entry.get("morecols", 0) + 1):
                names.setdefault(covered, []).append(fold(entry.astext()))
    return {column: " ".join(filter(None, words)) for column, words in names.items()}


def _is_nested(table: Element) -> bool:
    """Whether a table stands within a list, a note or another table, and may not reach into the margin."""
    parent = table.parent
    while parent is not None and not isinstance(parent, nodes.section):
        if isinstance(parent, nodes.list_item | nodes.entry | nodes.Admonition | nodes.definition | nodes.block_quote):
            return True
        parent = parent.parent
    return False


def _is_stub(entry: Element) -> bool:
    """Whether a cell is the head of its row."""
    if entry.get("scope") == "row":
        return True
    group = entry.parent.parent.parent
    specs = [child for child in group.children if isinstance(child, nodes.colspec)]
    index = entry.parent.index(entry)
    return index < len(specs) and bool(specs[index].get("stub"))


def _table_of(row: nodes.row) -> nodes.Node:
    """The table that a row stands in."""
    node: nodes.Node = row
    while not isinstance(node, nodes.table):
        node = node.parent
    return node
