"""Tables: upright, across, or row by row where they are wider than any paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from docutils import nodes

from .pieces import Pieces, boolean, fold
from .source import array, literal
from .table_layout import Form, TableLayout, entries_of, rows_of

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
        self._body.append(f"data-table({shares}, nested: {boolean(layout.nested)},\n")
        group = next(child for child in node.children if isinstance(child, nodes.tgroup))
        group.walkabout(self)
        self._add(")")
        raise nodes.SkipNode

    visit_tgroup = depart_tgroup = visit_tbody = depart_tbody = Pieces._pass
    visit_colspec = Pieces._skip

    def visit_thead(self, node: Element) -> None:
        # Typst keeps a head in one piece, on every page.
        if self._layout_of(node).repeats:
            self._body.append("table.header(repeat: true,\n")

    def depart_thead(self, node: Element) -> None:
        if self._layout_of(node).repeats:
            self._add("),")

    visit_row = depart_row = Pieces._pass

    def visit_entry(self, node: Element) -> None:
        arguments = []
        if node.get("morecols"):
            arguments.append(f"colspan: {node['morecols'] + 1}")
        if node.get("morerows"):
            arguments.append(f"rowspan: {node['morerows'] + 1}")
        row = cast("nodes.row", node.parent)
        layout = self._layout_of(node)
        if (breaks := layout.breaks(node)) is not None:
            arguments.append(f"breaks: {array(map(str, breaks))}")
        if isinstance(row.parent, nodes.thead):
            self._open("head-cell", *arguments, f"breakable: {boolean(not layout.repeats)}")
            return
        # One cell in one piece keeps the row whole; one that reaches down would keep those below with it.
        if node is next((cell for cell in entries_of(row) if not cell.get("morerows")), None) and layout.keeps(row):
            arguments.append("breakable: false")
        self._open("row-head-cell" if _is_stub(node) else "cell", *arguments)

    def depart_entry(self, node: Element) -> None:
        self._close("}),")

    def _write_records(self, node: Element) -> None:
        """A table that is wider than the paper: row by row, each cell below the name of its column."""
        columns = self._layouts[id(node)].columns
        names = _name_columns(node, columns)
        self._check_glyphs("".join(names.values()), node)
        for row in rows_of(node, nodes.tbody):
            self._body.append("record(\n")
            for entry in entries_of(row):
                self._body.append(f"terms.item({literal(names.get(columns[id(entry)], ''))}, {{\n")
                for child in entry.children:
                    child.walkabout(self)
                self._add("}),")
            self._add(")")

    def _layout_of(self, node: nodes.Node) -> TableLayout:
        """The layout of the table that a part of one stands in."""
        while not isinstance(node, nodes.table):
            node = node.parent
        return self._layouts[id(node)]


def _name_columns(table: Element, columns: dict[int, int]) -> dict[int, str]:
    """The name of each column: the words of every row of the head that stand above it."""
    names: dict[int, list[str]] = {}
    for row in rows_of(table, nodes.thead):
        for entry in entries_of(row):
            first = columns[id(entry)]
            for covered in range(first, first + entry.get("morecols", 0) + 1):
                names.setdefault(covered, []).append(fold(entry.astext()))
    return {column: " ".join(filter(None, words)) for column, words in names.items()}


def _is_stub(entry: Element) -> bool:
    """Whether a cell is the head of its row."""
    if entry.get("scope") == "row":
        return True
    group = entry.parent.parent.parent
    specs = [child for child in group.children if isinstance(child, nodes.colspec)]
    index = entry.parent.index(entry)
    return index < len(specs) and bool(specs[index].get("stub"))
