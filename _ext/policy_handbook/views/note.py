"""Editorial notes beside a text, and the page of the sources' known defects."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from docutils import nodes

from ..directives import PolicyDirective
from ..doctext import inline_text
from ..model.comparison import rule_name
from ..model.records import Note
from ..model.table import Span
from ..model.text import fold
from .base import Links, definition_rows, policy_view, text_paragraph

if TYPE_CHECKING:
    from ..model.handbook import Handbook


class EditorialDirective(PolicyDirective):
    """``{editorial}``: what the editors say of the rule just above (or of ``rule:``), apart from its text.

    ``fold: yes`` keeps a note of little weight for the reader inside the rule's own folded part.
    """

    kind = "noot"
    known = frozenset({"rule", "defect", "fold"})
    needs_id = False

    def build(self) -> list[nodes.Node]:
        code, version = self.text
        title = nodes.title("", "Redactionele noot")
        body = nodes.container()
        self.parse_body(body)
        rule = self.option("rule", str(self.env.temp_data.get("policy:last-rule", "")))
        folded = self.flag("fold")
        text = fold(inline_text(body))
        self.domain.page.notes.append(Note(code, version, rule, self.option("defect"), text, self.place(), folded))
        if folded:
            return []
        node = nodes.admonition("", title, *body.children, classes=["policy-editorial"])
        self.set_source_info(node)
        return [node]


class DefectsDirective(PolicyDirective):
    """``{defects}``: every known defect of the sources, from the editorial notes that name one."""

    needs_id = False

    def build(self) -> list[nodes.Node]:
        self.domain.page.views.append(("defects", ""))
        return [policy_view("", view="defects", argument="", docname=self.env.docname)]


@dataclass(frozen=True, slots=True)
class DefectLine:
    """A defect at a place: its number, the rule or text, and the note."""

    defect: str
    where: Span
    text: str


class DefectsView:
    """The defects by code, in the order of the text."""

    def present(self, book: Handbook, argument: str) -> tuple[tuple[str, tuple[DefectLine, ...]], ...]:
        found: dict[str, list[DefectLine]] = {}
        for note in sorted(book.notes, key=lambda note: (note.place.docname, note.place.line)):
            if not note.defect or note.code not in book.codes:
                continue
            code = book.codes[note.code]
            target = f"{note.code}/{note.rule}@{note.version}"
            if book.get_rule(target):
                where = Span(rule_name(book, f"{note.code}/{note.rule}"), f"rule:{target}")
            else:
                where = Span(f"{code.short}, de hele tekst", f"code:{note.code}")
            found.setdefault(code.short, []).append(DefectLine(note.defect, where, note.text))
        return tuple((short, tuple(lines)) for short, lines in sorted(found.items()))

    def render(self, data: tuple[tuple[str, tuple[DefectLine, ...]], ...], links: Links) -> list[nodes.Node]:
        result: list[nodes.Node] = []
        for short, lines in data:
            result.append(nodes.rubric(short, short))
            rows = [(f"{line.defect}", [links.span(line.where), nodes.Text(": " + line.text)]) for line in lines]
            result.append(definition_rows(rows, "policy-defects"))
        return result or [text_paragraph("Er zijn geen gebreken bekend.")]
