"""The generated tables: their directives, and a table of the model as docutils nodes."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from docutils import nodes

from ..diagnostics import warn
from ..directives import PolicyDirective
from ..model.comparison import shown_norms
from ..model.records import TableSpec
from ..model.tables import make_table
from .base import Links, pages_of_norms, paragraph, policy_view, text_paragraph

if TYPE_CHECKING:
    from ..model.handbook import Handbook
    from ..model.table import Cell, Table


GENERATED_CLASS = "policy-generated"
# As many columns as a desktop screen shows side by side.
_FITTING_COLUMNS = 6
# As many characters as plain text has on a line.
_TEXT_WIDTH = 70


_PAIRS = frozenset({"topic", "norms", "codes", "caption"})
_FILTERS = _PAIRS | {"audience", "context", "modality"}


class TableDirective(PolicyDirective):
    """A generated table; its id names it, also as a file to download."""

    kind = "tabel"
    known = _FILTERS
    table_kind: ClassVar[str]

    def build(self) -> list[nodes.Node]:
        spec = TableSpec(
            id=self.id,
            kind=self.table_kind,
            caption=self.option("caption"),
            place=self.place(),
            topics=self.ids("topic"),
            norms=self.ids("norms"),
            codes=self.ids("codes"),
            audience=self.ids("audience"),
            context=self.ids("context"),
            modality=self.ids("modality"),
            kinds=self.ids("kind"),
        )
        page = self.domain.page
        page.tables.append(spec)
        page.views.append(("table", self.id))
        return [policy_view("", view="table", argument=self.id, docname=self.env.docname)]


class ComparisonDirective(TableDirective):
    """``{comparison} <id>``: the norms of a topic (or a list of norms) by code."""

    table_kind = "comparison"


class CoverageDirective(TableDirective):
    """``{coverage} <id>``: topics by codes, with counts."""

    known = _FILTERS - {"norms"}
    table_kind = "coverage"


class DifferencesDirective(TableDirective):
    """``{differences} <id>``: the stricter and conflicting pairs, with their reason."""

    known = _PAIRS
    table_kind = "differences"


class GapsDirective(TableDirective):
    """``{gaps} <id>``: what others regulate and one code does not."""

    table_kind = "gaps"

    def build(self) -> list[nodes.Node]:
        if len(self.ids("codes")) != 1:
            warn("gaps_code", self.place(), id=self.id)
        return super().build()


class RulesDirective(TableDirective):
    """``{rules} <id>``: a filtered list of rules."""

    known = _FILTERS | {"kind"}
    table_kind = "rules"


_KEY = (
    "“Niet geregeld” is geen toestemming: de wet en andere afspraken blijven gelden. “In de nagekeken lezing” staat bij "
    "woorden die men op meer dan één manier kan lezen."
)


class TableView:
    """A table on a page, with its worksheet to download."""

    def draws_on(self, book: Handbook, argument: str) -> set[str] | None:
        spec = book.tables.get(argument)
        if spec is None or not (spec.topics or spec.norms):
            return None
        pages = pages_of_norms(book, (norm.id for norm in shown_norms(book, spec)))
        pages.update(book.topics[id].place.docname for id in spec.topics if id in book.topics)
        pages.add(spec.place.docname)
        return pages

    def present(self, book: Handbook, argument: str) -> Table | None:
        spec = book.tables.get(argument)
        return make_table(book, spec) if spec else None

    def render(self, data: Table, links: Links) -> list[nodes.Node]:
        wrapper = nodes.container(classes=["policy-table", f"policy-table--{data.kind}"])
        if not data.rows:
            wrapper += text_paragraph(f"{data.caption}: niets gevonden.", "policy-silence")
            return [wrapper]
        if len(data.columns) <= _FITTING_COLUMNS:
            wrapper["classes"].append("policy-table--fits")
        table = render_table(data, links)
        if data.kind in ("comparison", "coverage"):
            key = text_paragraph(_KEY, "policy-key")
            # On paper below a table it could come alone on a page.
            wrapper += [key, table] if links.on_paper else [table, key]
        else:
            wrapper += table
        if links.has_rule_pages:
            words = nodes.Text("Deze tabel als werkblad (XLSX)")
            wrapper += paragraph(links.file(sheet_path(data.id), words), classes=["policy-download"])
        return [wrapper]


def sheet_path(table: str) -> str:
    """Address of a table's worksheet from the root of the site."""
    return f"downloads/{table}.xlsx"


def render_table(data: Table, links: Links) -> nodes.table:
    """A table with a caption, column headers and a header cell in each row."""
    table = nodes.table(
        "", nodes.title(data.caption, data.caption), classes=[GENERATED_CLASS], ids=[f"tabel-{data.id}"]
    )
    group = nodes.tgroup(cols=len(data.columns))
    table += group
    widths = _widths_in_characters(data) if _is_plain_text(links) else [column.width for column in data.columns]
    for index, width in enumerate(widths):
        spec = nodes.colspec(colwidth=width)
        if index == 0:
            spec["stub"] = 1
        group += spec
    head = nodes.row()
    for column in data.columns:
        entry = nodes.entry("", text_paragraph(column.label), scope="col")
        if column.code:
            entry["classes"].append(f"policy-col-{column.code}")
        head += entry
    group += nodes.thead("", head)
    body = nodes.tbody()
    for row in data.rows:
        line = nodes.row(classes=[] if row.differs else ["policy-row-same"])
        for index, (column, cell) in enumerate(zip(data.columns, row.cells, strict=True)):
            entry = nodes.entry("", *_render_cell(cell, links))
            if index == 0:
                entry["scope"] = "row"
            else:
                entry["label"] = column.label
            if cell.state:
                entry["classes"].append(f"policy-cell-{cell.state}")
            if column.code:
                entry["classes"].append(f"policy-col-{column.code}")
            line += entry
        body += line
    group += body
    return table


def _render_cell(cell: Cell, links: Links) -> list[nodes.Node]:
    lines = [[links.span(span) for span in line] for line in cell.lines]
    if _is_plain_text(links) and lines:
        # Its writer runs the lines of a cell together.
        first, *others = lines
        return [paragraph(*first, *(node for line in others for node in (nodes.Text(" · "), *line)))]
    return [paragraph(*line) for line in lines]


def _is_plain_text(links: Links) -> bool:
    return links.builder.format == "text"


def _widths_in_characters(data: Table) -> list[int]:
    """In plain text a column is as many characters wide as it says: room for its longest word, so that none is broken."""
    total = sum(column.width for column in data.columns)
    return [
        max(_TEXT_WIDTH * column.width // total, _longest_word(column.label, *(row.cells[index] for row in data.rows)))
        for index, column in enumerate(data.columns)
    ]


def _longest_word(label: str, *cells: Cell) -> int:
    lines = ("".join(span.text for span in line) for cell in cells for line in cell.lines)
    return max((len(word) for text in (label, *lines) for word in text.split()), default=1)
