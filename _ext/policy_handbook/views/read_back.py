"""What a code's positions say, read back sentence by sentence, for who looks them over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..decision.bases import bases_of
from ..domain import READ_BACK, position_anchor
from ..model.records import Reference
from ..presentation.read_back import ReadBack, read_back, read_back_gone, tell_former, tell_state
from ..presentation.say import tell
from ..reading.directive_base import PolicyDirective
from .base import policy_view
from .pen import DrawnView, Part, Pen

if TYPE_CHECKING:
    from docutils import nodes

    from ..model.handbook import Handbook
    from ..presentation.medium import Medium
    from ..presentation.say import Line


class ReadBackDirective(PolicyDirective):
    """``{read-back} <code>``: each position of a code in a sentence beside its quotation, and who signed it."""

    kind = "code"

    def build(self) -> list[nodes.Node]:
        self.domain.page.references.append(Reference("code", self.id, self.place()))
        self.domain.page.views.append((READ_BACK, self.id))
        return [policy_view("", view=READ_BACK, argument=self.id, docname=self.env.docname)]


@dataclass(frozen=True, slots=True)
class Positions:
    """The positions of a code read back, and the id and a sentence of each that is no more and has no heir."""

    read: tuple[ReadBack, ...]
    gone: tuple[tuple[str, Line], ...]


class ReadBackView(DrawnView):
    """The sentences one below the other, with a heading for each provision."""

    def draws_on(self, book: Handbook, argument: str) -> None:
        """The whole book: norms, acts, questions and audiences stand anywhere in it."""

    def present(self, book: Handbook, argument: str, medium: Medium) -> Positions | None:
        base = bases_of(book).get(argument)
        return Positions(tuple(read_back(base)), tuple(read_back_gone(book, argument))) if base else None

    def draw(self, data: Positions, pen: Pen[Part]) -> list[Part]:
        signed, changed = sum(bool(found.signed) for found in data.read), sum(found.changed for found in data.read)
        parts = [pen.words(tell("back.figures", n=len(data.read), signed=signed, changed=changed))]
        for found in data.read:
            lines = [pen.spans(found.sentence), pen.spans(found.quoted), [pen.text(tell_state(found))]]
            if former := tell_former(found):
                lines.append([pen.text(former)])
            parts.append(_entry(found.id, lines, pen, found.formerly))
        return parts + [_entry(id, [pen.spans(line)], pen) for id, line in data.gone]


def _entry(id: str, lines: list[list[Part]], pen: Pen[Part], formerly: tuple[str, ...] = ()) -> Part:
    """What is said of a position, with its address and those of the positions in whose place it came."""
    parts = [pen.words(id.partition("/")[2], "policy-term-label"), pen.bullet_list(lines, "policy-positions")]
    return pen.container(parts, "policy-term", id=position_anchor(id), formerly=[*map(position_anchor, formerly)])
