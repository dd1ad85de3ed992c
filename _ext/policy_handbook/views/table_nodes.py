"""The nodes of a generated table: docutils' own, which every writer renders, as kinds of ours that say more.

In HTML such a table stands in a part that can be moved sideways, and a cell names the header that it stands under; plain text
keeps words and lines whole. The tables that an author wrote are Sphinx's alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from .base import policy_weight

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


class policy_entry(nodes.entry):
    """One of its cells: with ``scope`` (``col`` or ``row``) where it is a header, else with the ``label`` of its column."""

    tagname = "entry"


# -- HTML


def visit_table(self: HTML5Translator, node: policy_table) -> None:
    self.body.append('<div class="policy-scroll">\n')
    self.visit_table(node)


def depart_table(self: HTML5Translator, node: policy_table) -> None:
    self.depart_table(node)
    self.body.append("</div>\n")


def visit_entry(self: HTML5Translator, node: policy_entry) -> None:
    """A cell says which cells it is the header of, or under which header it stands, which a narrow screen shows."""
    self.visit_entry(node)
    if scope := node.get("scope"):
        tag, attribute = "th", f'scope="{scope}"'
    else:
        tag, attribute = "td", f'data-label="{self.attval(node["label"])}"'
    self.body[-1] = self.body[-1].replace(f"<{tag}", f"<{tag} {attribute}", 1)


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


def visit_weight_in_text(self: TextTranslator, node: policy_weight) -> None:
    self.add_text("(")


def depart_weight_in_text(self: TextTranslator, node: policy_weight) -> None:
    self.add_text(")")


def setup(app: Sphinx) -> None:
    """Register the nodes with the visitors that say more; other writers show them as docutils' own."""
    app.add_node(policy_table, html=(visit_table, depart_table), text=(visit_table_in_text, None))
    app.add_node(policy_entry, html=(visit_entry, None), text=(visit_entry_in_text, None))
    app.add_node(policy_weight, text=(visit_weight_in_text, depart_weight_in_text))
