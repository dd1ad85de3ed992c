"""The nodes of a generated table: docutils' own, which every writer renders, as kinds of ours, of which two say more.

HTML tells what a browser no longer sees once the style sheet took a table apart; plain text keeps words and lines whole. The
tables that an author wrote are Sphinx's alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator
    from sphinx.writers.text import TextTranslator

# As many characters as plain text has on a line.
_TEXT_WIDTH = 70


class policy_table(nodes.table):
    """A generated table, with a caption, column headers and a header cell in each row."""

    # In XML it is docutils' own, and so are its parts.
    tagname = "table"


class policy_thead(nodes.thead):
    """Its head."""

    tagname = "thead"


class policy_tbody(nodes.tbody):
    """Its rows below the head."""

    tagname = "tbody"


class policy_row(nodes.row):
    """One of its rows."""

    tagname = "row"


class policy_entry(nodes.entry):
    """One of its cells: with ``scope`` (``col`` or ``row``) where it is a header, else with the ``label`` of its column."""

    tagname = "entry"


# -- HTML: on a narrow screen the style sheet takes a table apart into blocks, and its roles must stand in the markup.


def visit_table(self: HTML5Translator, node: policy_table) -> None:
    self.visit_table(node)
    _add_attribute(self, "table", 'role="table"')


def visit_thead(self: HTML5Translator, node: policy_thead) -> None:
    self.visit_thead(node)
    _add_attribute(self, "thead", 'role="rowgroup"')


def visit_tbody(self: HTML5Translator, node: policy_tbody) -> None:
    self.visit_tbody(node)
    _add_attribute(self, "tbody", 'role="rowgroup"')


def visit_row(self: HTML5Translator, node: policy_row) -> None:
    self.visit_row(node)
    _add_attribute(self, "tr", 'role="row"')


def visit_entry(self: HTML5Translator, node: policy_entry) -> None:
    """A cell says which cells it is the header of, or under which header it stands."""
    self.visit_entry(node)
    if scope := node.get("scope"):
        role = "columnheader" if scope == "col" else "rowheader"
        _add_attribute(self, "th", f'scope="{scope}" role="{role}"')
    else:
        _add_attribute(self, "td", f'role="cell" data-label="{self.attval(node["label"])}"')


def _add_attribute(translator: HTML5Translator, tag: str, attribute: str) -> None:
    translator.body[-1] = translator.body[-1].replace(f"<{tag}", f"<{tag} {attribute}", 1)


# -- plain text


def visit_table_in_text(self: TextTranslator, node: policy_table) -> None:
    """A column is as many characters wide as its node says: room is made for its longest word, so that none is broken."""
    columns = list(node.findall(nodes.colspec))
    rows = [row.children for row in node.findall(nodes.row)]
    total = sum(column["colwidth"] for column in columns)
    for column, cells in zip(columns, zip(*rows, strict=True), strict=True):
        longest = max((len(word) for cell in cells for word in cell.astext().split()), default=1)
        column["colwidth"] = max(_TEXT_WIDTH * column["colwidth"] // total, longest)
    self.visit_table(node)


def visit_entry_in_text(self: TextTranslator, node: policy_entry) -> None:
    """The lines of a cell are parted by dots: the writer runs them together."""
    if node.children:
        first, *others = node.children
        parted = (child for line in others for child in (nodes.Text(" · "), *line.children))
        node[:] = [nodes.paragraph("", "", *first.children, *parted)]
    self.visit_entry(node)


def setup(app: Sphinx) -> None:
    """Register the nodes with the visitors that say more; other writers show them as docutils' own."""
    app.add_node(policy_table, html=(visit_table, None), text=(visit_table_in_text, None))
    app.add_node(policy_thead, html=(visit_thead, None))
    app.add_node(policy_tbody, html=(visit_tbody, None))
    app.add_node(policy_row, html=(visit_row, None))
    app.add_node(policy_entry, html=(visit_entry, None), text=(visit_entry_in_text, None))
