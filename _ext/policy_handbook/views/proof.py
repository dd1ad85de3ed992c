"""What editors see of the proof: reviewed clashes as sentences, and the page that shows what the answers reach."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..decision.bases import bases_of
from ..diagnostics import warn
from ..model.positions import split_ids
from ..model.records import ReviewedClash
from ..presentation.reach import Reach, clash_sentence, make_reach
from ..reading.directive_base import PolicyDirective
from .base import policy_view
from .decision_table import wrap_table
from .pen import DrawnView, Part, Pen

if TYPE_CHECKING:
    from docutils import nodes

    from ..model.handbook import Handbook
    from ..presentation.medium import Medium
    from ..presentation.spans import Span


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


class DecisionCoverageDirective(PolicyDirective):
    """``{decision-coverage}``: for each code what the answers reach, position by position and answer by answer."""

    needs_id = False

    def build(self) -> list[nodes.Node]:
        self.domain.page.views.append(("decision-coverage", ""))
        return [policy_view("", view="decision-coverage", argument="", docname=self.env.docname)]


class DecisionCoverageView(DrawnView):
    """The two tables of each code, folded away."""

    def draws_on(self, book: Handbook, argument: str) -> None:
        """The whole book."""

    def present(self, book: Handbook, argument: str, medium: Medium) -> tuple[Reach, ...]:
        return tuple(make_reach(base) for base in bases_of(book).values() if base.clauses)

    def draw(self, data: tuple[Reach, ...], pen: Pen[Part]) -> list[Part]:
        # Laid out as decision tables are: a line to open, below it a table as wide as the page.
        parts: list[Part] = []
        for reach in data:
            parts += [pen.heading(reach.short, 3, "policy-code-name"), pen.words(reach.figures)]
            for title, table in (("Per standpunt", reach.positions), ("Per antwoord", reach.answers)):
                if table.rows:
                    words = f"{reach.short}: {title.lower()} ({len(table.rows)})"
                    parts.append(pen.folded(words, wrap_table(table, pen), classes=["policy-decisions__act"]))
        return [pen.container(parts, "policy-decisions")] if data else [pen.words("Nog geen standpunten.")]
