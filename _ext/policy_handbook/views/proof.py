"""What editors see of the proof: reviewed clashes as sentences, and the page that shows what the answers reach."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..decision.bases import bases_of
from ..diagnostics import warn
from ..model.positions import split_ids
from ..model.records import Reference, ReviewedClash
from ..presentation.reach import Reach, clash_sentence, make_reach
from ..reading.directive_base import PolicyDirective
from .base import policy_view
from .decision_table import wrap_table
from .pen import DrawnView, Part, Pen

if TYPE_CHECKING:
    from docutils import nodes

    from ..model.handbook import Handbook
    from ..presentation.medium import Medium
    from ..presentation.spans import Span, Table


class ClashDirective(PolicyDirective):
    """``{clash} <position>, …``: duties that can meet bans of their code, as an editor reviewed it; the body is the reason."""

    kind = "botsing"
    known = frozenset({"bans"})
    needs_id = False

    def build(self) -> list[nodes.Node]:
        code, _, _ = self.id.partition("/")
        self.option("bans", required=True)
        duties, bans = (
            tuple(id if "/" in id else f"{code}/{id}" for id in ids) for ids in (split_ids(self.id), self.ids("bans"))
        )
        reason = self.plain_body()
        if not reason:
            warn("clash_reason", self.place(), id=self.id)
        self.domain.page.clashes.extend(ReviewedClash(duty, bans, reason, self.place()) for duty in duties)
        argument = f"{' '.join(duties)} | {' '.join(bans)}"
        self.domain.page.views.append(("clash", argument))
        return [policy_view("", view="clash", argument=argument, docname=self.env.docname)]


class ClashView(DrawnView):
    """A reviewed clash as a sentence, with its reason."""

    def draws_on(self, book: Handbook, argument: str) -> set[str]:
        rules = (book.get_rule(id.partition("#")[0]) for ids in _parts(argument) for id in ids)
        return {rule.place.docname for rule in rules if rule is not None}

    def present(self, book: Handbook, argument: str, medium: Medium) -> tuple[Span, ...] | None:
        duties, bans = _parts(argument)
        found = next((review for review in book.clashes if review.duty in duties and review.bans == bans), None)
        return clash_sentence(book, duties, bans, found.reason) if found else None

    def draw(self, data: tuple[Span, ...], pen: Pen[Part]) -> list[Part]:
        return [pen.paragraph(*pen.spans(data), classes=["policy-reviewed"])]


def _parts(argument: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    duties, _, bans = argument.partition("|")
    return tuple(duties.split()), tuple(bans.split())


_BY_POSITION = "standpunt"
# What the option ``by`` may be, with the words above the table.
_TABLES = {_BY_POSITION: "per standpunt", "antwoord": "per antwoord"}


@dataclass(frozen=True, slots=True)
class ShownReach:
    """What is reached in a code, and which of its tables is shown under which title."""

    reach: Reach
    title: str
    table: Table


class DecisionCoverageDirective(PolicyDirective):
    """``{decision-coverage} <code>``: what the answers reach in a code, by position or by answer."""

    kind = "code"
    known = frozenset({"by"})

    def build(self) -> list[nodes.Node]:
        self.domain.page.references.append(Reference("code", self.id, self.place()))
        by = self.choice("by", _TABLES, next(iter(_TABLES)), required=True)
        self.domain.page.views.append(("decision-coverage", argument := f"{self.id} {by}"))
        return [policy_view("", view="decision-coverage", argument=argument, docname=self.env.docname)]


class DecisionCoverageView(DrawnView):
    """One of the two tables of a code, folded away."""

    def draws_on(self, book: Handbook, argument: str) -> None:
        """The whole book."""

    def present(self, book: Handbook, argument: str, medium: Medium) -> ShownReach | None:
        code, _, by = argument.partition(" ")
        base = bases_of(book).get(code)
        if base is None:
            return None
        reach = make_reach(base)
        return ShownReach(reach, _TABLES[by], reach.positions if by == _BY_POSITION else reach.answers)

    def draw(self, data: ShownReach, pen: Pen[Part]) -> list[Part]:
        if not data.table.rows:
            return [pen.words("Nog geen standpunten.")]
        # Laid out as decision tables are: a line to open, below it a table as wide as the page.
        words = f"{data.reach.short}: {data.title} ({len(data.table.rows)})"
        folded = pen.folded(words, wrap_table(data.table, pen), classes=["policy-decisions__act"])
        return [pen.container([pen.words(data.reach.figures), folded], "policy-decisions")]
