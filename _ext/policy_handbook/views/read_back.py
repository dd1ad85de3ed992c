"""What a code's positions say, read back sentence by sentence, for who looks them over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..decision.bases import bases_of
from ..model.records import Reference
from ..presentation.read_back import ReadBack, read_back
from ..presentation.say import tell
from ..reading.directive_base import PolicyDirective
from .base import policy_view
from .pen import DrawnView, Part, Pen

if TYPE_CHECKING:
    from docutils import nodes

    from ..model.handbook import Handbook
    from ..presentation.medium import Medium


class ReadBackDirective(PolicyDirective):
    """``{read-back} <code>``: each position of a code in a sentence beside its quotation, and who signed it."""

    kind = "code"

    def build(self) -> list[nodes.Node]:
        self.domain.page.references.append(Reference("code", self.id, self.place()))
        self.domain.page.views.append(("read-back", self.id))
        return [policy_view("", view="read-back", argument=self.id, docname=self.env.docname)]


class ReadBackView(DrawnView):
    """The sentences one below the other, with a heading for each provision."""

    def draws_on(self, book: Handbook, argument: str) -> None:
        """The whole book: norms, acts, questions and audiences stand anywhere in it."""

    def present(self, book: Handbook, argument: str, medium: Medium) -> tuple[ReadBack, ...] | None:
        base = bases_of(book).get(argument)
        return tuple(read_back(base)) if base else None

    def draw(self, data: tuple[ReadBack, ...], pen: Pen[Part]) -> list[Part]:
        signed, changed = sum(bool(found.signed) for found in data), sum(found.changed for found in data)
        parts = [pen.words(tell("back.figures", n=len(data), signed=signed, changed=changed))]
        for found in data:
            state = (
                tell("back.changed", signed=found.signed) if found.changed else found.signed or tell("back.unsigned")
            )
            lines = [
                pen.spans(found.sentence),
                pen.spans(found.quoted),
                [pen.text(f"{state}, {tell('back.seal', seal=found.seal)}")],
            ]
            parts += [
                pen.words(found.id.partition("/")[2], "policy-term-label"),
                pen.bullet_list(lines, "policy-positions"),
            ]
        return parts
