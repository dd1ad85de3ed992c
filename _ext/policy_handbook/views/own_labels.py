"""Which words in the labels of rules are the handbook's own: for whoever cites, who will not find them in the source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..presentation.labels import own_words
from ..presentation.signs import name_with_weight
from ..reading.directive_base import PolicyDirective
from .base import policy_view
from .pen import DrawnView, Part, Pen

if TYPE_CHECKING:
    from docutils import nodes

    from ..model.handbook import Handbook
    from ..presentation.medium import Medium
    from ..presentation.say import Line


class OwnLabelsDirective(PolicyDirective):
    """``{own-labels}``: of each code the words in its labels that its source does not have."""

    needs_id = False

    def build(self) -> list[nodes.Node]:
        self.domain.page.views.append(("own-labels", ""))
        return [policy_view("", view="own-labels", argument="", docname=self.env.docname)]


class OwnLabelsView(DrawnView):
    """A line for each code."""

    def draws_on(self, book: Handbook, argument: str) -> None:
        """The whole book."""

    def present(self, book: Handbook, argument: str, medium: Medium) -> tuple[tuple[Line, str], ...]:
        return tuple(
            (name_with_weight(code, f"code:{code.id}"), "; ".join(words))
            for code in book.codes.values()
            if (words := own_words(book, code.id))
        )

    def draw(self, data: tuple[tuple[Line, str], ...], pen: Pen[Part]) -> list[Part]:
        if not data:
            return [pen.words("Elk woord in de labels staat ook in de bron.")]
        return [pen.bullet_list([*pen.spans(code), pen.text(f": {words}.")] for code, words in data)]
