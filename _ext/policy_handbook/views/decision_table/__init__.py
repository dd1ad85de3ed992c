"""All that a code says of every act, as decision tables: complete without the assistant and its script."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...decision.bases import bases_of
from ...model.records import Reference
from ...presentation.decision_tables import DecisionTables, ShownAct, make_decision_tables
from ...presentation.say import tell
from ...reading.directive_base import PolicyDirective
from ..base import policy_view
from ..component import Component
from ..pen import DrawnView, Part, Pen

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docutils import nodes

    from ...model.handbook import Handbook
    from ...presentation.medium import Medium
    from ...presentation.spans import Span, Table


COMPONENT = Component(("policy-decisions",), styles=("policy-decision-table.css",), wide=True)


class DecisionTablesDirective(PolicyDirective):
    """``{decision-tables} <code>``: for each act what the code says of it, when, and what sets that aside."""

    kind = "code"

    def build(self) -> list[nodes.Node]:
        page = self.domain.page
        page.references.append(Reference("code", self.id, self.place()))
        page.views.append(("decision-tables", self.id))
        return [policy_view("", view="decision-tables", argument=self.id, docname=self.env.docname)]


class DecisionTablesView(DrawnView):
    """The tables by group of acts, each folded under the name of its act."""

    def draws_on(self, book: Handbook, argument: str) -> set[str]:
        """The text of the code: the acts, the questions and the bodies need not be named."""
        pages = {rule.place.docname for rule in book.rules_of(argument)}
        pages.update(version.place.docname for version in book.versions.get(argument, {}).values())
        return pages

    def present(self, book: Handbook, argument: str, medium: Medium) -> DecisionTables | None:
        base = bases_of(book).get(argument)
        return make_decision_tables(base) if base else None

    def draw(self, data: DecisionTables, pen: Pen[Part]) -> list[Part]:
        parts = [pen.words(words) for words in data.guide]
        if data.standing:
            parts.append(
                pen.folded(
                    tell("table.standing", count=len(data.standing)),
                    pen.bullet_list((_join_lines(lines, pen) for lines in data.standing), "policy-decisions__list"),
                    classes=["policy-decisions__act", "policy-decisions__act--standing"],
                )
            )
        for group in data.groups:
            if group.title:
                parts.append(pen.heading(group.title, 3, "policy-decisions__group"))
            parts += [_draw_act(act, pen) for act in group.acts]
        if data.silent:
            parts.append(_draw_silent(data, pen))
        return [pen.container(parts, "policy-decisions")]


def _join_lines(lines: Iterable[tuple[Span, ...]], pen: Pen[Part]) -> list[Part]:
    """Lines one after the other, with a dash between them."""
    parts: list[Part] = []
    for line in lines:
        parts += [*([pen.text(" – ")] if parts else []), *pen.spans(line)]
    return parts


def _draw_act(act: ShownAct, pen: Pen[Part]) -> Part:
    parts = [wrap_table(act.table, pen)]
    if act.other is not None:
        parts.append(pen.words(tell("table.other.why"), "policy-decisions__other"))
        parts.append(wrap_table(act.other, pen))
    return pen.folded(
        tell("table.rows", act=f"{act.label[:1].upper()}{act.label[1:]}", n=act.count),
        *parts,
        classes=["policy-decisions__act"],
    )


def wrap_table(table: Table, pen: Pen[Part]) -> Part:
    """A table as wide as the page."""
    return pen.container([pen.table(table)], "policy-table", "policy-table--decisions")


def _draw_silent(data: DecisionTables, pen: Pen[Part]) -> Part:
    count = sum(len(labels) for _, labels in data.silent)
    lines = []
    for title, labels in data.silent:
        lead = [pen.strong(pen.text(title)), pen.text(": ")] if title else []
        lines.append([*lead, pen.text("; ".join(labels))])
    return pen.folded(
        tell("table.acts", count=count),
        pen.words(f"{data.silence[:1].upper()}{data.silence[1:]}:"),
        pen.bullet_list(lines, "policy-decisions__list"),
        classes=["policy-decisions__act", "policy-decisions__act--silent"],
    )
