"""The legend: every sign that stands beside a word, with the word and what it means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..presentation.say import tell
from ..presentation.signs import make_legend
from ..reading.directive_base import PolicyDirective
from .base import policy_view
from .pen import DrawnView, Part, Pen

if TYPE_CHECKING:
    from docutils import nodes

    from ..model.handbook import Handbook
    from ..presentation.medium import Medium
    from ..presentation.signs import LegendGroup


class LegendDirective(PolicyDirective):
    """``{legend}``: every sign of the handbook, with its word and its meaning."""

    needs_id = False

    def build(self) -> list[nodes.Node]:
        self.domain.page.views.append(("legend", ""))
        return [policy_view("", view="legend", argument="", docname=self.env.docname)]


class LegendView(DrawnView):
    """A list for each kind of sign."""

    def draws_on(self, book: Handbook, argument: str) -> set[str]:
        return set()

    def present(self, book: Handbook, argument: str, medium: Medium) -> tuple[LegendGroup, ...]:
        return make_legend()

    def draw(self, data: tuple[LegendGroup, ...], pen: Pen[Part]) -> list[Part]:
        parts: list[Part] = []
        for title, lines in data:
            parts.append(pen.heading(tell(title), 2))
            parts.append(pen.bullet_list(map(pen.spans, lines), "policy-legend"))
        return parts
