"""The generated tables: their directives, and a table of the model on a page."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from ...diagnostics import warn
from ...model.file_names import fault_of_name
from ...model.records import TableSpec
from ...presentation.comparison import shown_norms
from ...presentation.say import tell
from ...presentation.table_kinds import MAKERS, make_table
from ...reading.directive_base import PolicyDirective
from ..base import pages_of_norms, policy_view
from ..component import Component
from ..pen import DrawnView, Part, Pen

if TYPE_CHECKING:
    from docutils import nodes

    from ...model.handbook import Handbook
    from ...presentation.medium import Medium
    from ...presentation.spans import Table


COMPONENT = Component(
    tuple(f"policy-table--{kind}" for kind in MAKERS),
    styles=("policy-table.css",),
    scripts=("policy-table.js",),
    wide=True,
    words="comparison",
)
# As many columns as a desktop screen shows side by side.
_FITTING_COLUMNS = 6


_PAIRS = frozenset({"topic", "norms", "codes", "caption"})
_FILTERS = _PAIRS | {"audience", "context", "modality"}


class TableDirective(PolicyDirective):
    """A generated table; its id names it, also as a file to download."""

    kind = "tabel"
    keeps = "table"
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


class TableView(DrawnView):
    """A table on a page, with its worksheet to download."""

    def draws_on(self, book: Handbook, argument: str) -> set[str] | None:
        spec = book.tables.get(argument)
        if spec is None or not (spec.topics or spec.norms):
            return None
        pages = pages_of_norms(book, (norm.id for norm in shown_norms(book, spec)))
        pages.update(book.topics[id].place.docname for id in spec.topics if id in book.topics)
        pages.add(spec.place.docname)
        return pages

    def present(self, book: Handbook, argument: str, medium: Medium) -> Table | None:
        spec = book.tables.get(argument)
        return make_table(book, spec) if spec else None

    def draw(self, data: Table, pen: Pen[Part]) -> list[Part]:
        classes = ["policy-table", f"policy-table--{data.kind}"]
        if not data.rows:
            return [pen.container([pen.words(f"{data.caption}: niets gevonden.", "policy-silence")], *classes)]
        if len(data.columns) <= _FITTING_COLUMNS:
            classes.append("policy-table--fits")
        parts = [
            *(pen.paragraph(*pen.spans(line), classes=["policy-silence"]) for line in data.remarks),
            pen.table(data),
        ]
        if data.kind in ("comparison", "coverage"):
            # On paper below a table it could come alone on a page.
            parts.insert(0 if pen.medium.on_paper else len(parts), pen.words(_legend(), "policy-key"))
        if pen.medium.has_files and not fault_of_name(data.id):
            link = pen.file(worksheet_path(data.id), "Deze tabel als werkblad (XLSX)")
            parts.append(pen.paragraph(link, classes=["policy-download"]))
        return [pen.container(parts, *classes)]


def _legend() -> str:
    """What the words mean that stand in cells of a comparison or a coverage, beside those of a source."""
    silence, reading = tell("answer.verdict.niet_geregeld"), tell("answer.read.reviewed")
    reviewed = tell("table.legend.reviewed", reading=reading.capitalize())
    return tell("table.legend", silence=silence.capitalize(), reviewed=reviewed)


def worksheet_path(table: str) -> str:
    """Address of a table's worksheet from the root of the site."""
    return f"downloads/{table}.xlsx"
