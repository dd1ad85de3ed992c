"""All that a code says of every act, as decision tables: complete without the assistant and its script."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from ..directives import PolicyDirective
from ..model.decision_table import DecisionTables, ShownAct, make_decision_tables
from ..model.records import Reference
from .base import Links, bullet_list, folded, paragraph, policy_view, text_paragraph
from .table import render_table

if TYPE_CHECKING:
    from ..model.handbook import Handbook
    from ..model.table import Table


class DecisionTablesDirective(PolicyDirective):
    """``{decision-tables} <code>``: for each act what the code says of it, when, and what sets that aside."""

    kind = "code"

    def build(self) -> list[nodes.Node]:
        page = self.domain.page
        page.references.append(Reference("code", self.id, self.place()))
        page.views.append(("decision-tables", self.id))
        return [policy_view("", view="decision-tables", argument=self.id, docname=self.env.docname)]


class DecisionTablesView:
    """The tables by group of acts, each folded under the name of its act."""

    def draws_on(self, book: Handbook, argument: str) -> set[str]:
        """The text of the code: the acts, the questions and the bodies need not be named."""
        pages = {rule.place.docname for rule in book.rules_of(argument)}
        pages.update(version.place.docname for version in book.versions.get(argument, {}).values())
        return pages

    def present(self, book: Handbook, argument: str) -> DecisionTables | None:
        base = book.derived.bases.get(argument)
        return make_decision_tables(base) if base else None

    def render(self, data: DecisionTables, links: Links) -> list[nodes.Node]:
        wrapper = nodes.container(classes=["policy-decisions"])
        for words in data.guide:
            wrapper += text_paragraph(words)
        if data.standing:
            items = []
            for lines in data.standing:
                children: list[nodes.Node] = []
                for line in lines:
                    children += [
                        nodes.Text(" – ") if children else nodes.Text(""),
                        *(links.span(span) for span in line),
                    ]
                items.append(children)
            wrapper += folded(
                f"Geldt altijd, wat je ook doet ({len(data.standing)})",
                bullet_list(items, "policy-decisions__list"),
                classes=["policy-decisions__act", "policy-decisions__act--standing"],
            )
        for group in data.groups:
            if group.title:
                wrapper += nodes.rubric(
                    group.title, group.title, classes=["policy-decisions__group"], **{"heading-level": 3}
                )
            for act in group.acts:
                wrapper += _render_act(act, links)
        if data.silent:
            wrapper += _render_silent(data)
        return [wrapper]


def _render_act(act: ShownAct, links: Links) -> nodes.Node:
    rows = "1 rij" if act.count == 1 else f"{act.count} rijen"
    parts: list[nodes.Node] = [_wrap(act.table, links)]
    if act.other is not None:
        parts.append(
            text_paragraph(
                "Een bepaling hierboven kan men op meer dan één manier lezen. Wie anders leest dan nagekeken is, leest deze "
                "rijen in de plaats:",
                "policy-decisions__other",
            )
        )
        parts.append(_wrap(act.other, links))
    return folded(f"{act.label[:1].upper()}{act.label[1:]} ({rows})", *parts, classes=["policy-decisions__act"])


def _wrap(table: Table, links: Links) -> nodes.container:
    return nodes.container("", render_table(table, links), classes=["policy-table", "policy-table--decisions"])


def _render_silent(data: DecisionTables) -> nodes.Node:
    count = sum(len(labels) for _, labels in data.silent)
    lines = []
    for title, labels in data.silent:
        lead = [nodes.strong("", title), nodes.Text(": ")] if title else []
        lines.append([*lead, nodes.Text("; ".join(labels))])
    return folded(
        f"Alle andere handelingen ({count})",
        paragraph(nodes.Text(f"{data.silence[:1].upper()}{data.silence[1:]}:")),
        bullet_list(lines, "policy-decisions__list"),
        classes=["policy-decisions__act", "policy-decisions__act--silent"],
    )
