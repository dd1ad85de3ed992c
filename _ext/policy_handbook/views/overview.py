"""The ways in: lists of codes, of topics, and of the questions that the norms answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..diagnostics import warn
from ..presentation.names import name_audiences
from ..presentation.spans import Span
from ..reading.directive_base import PolicyDirective
from .base import of_code, policy_view
from .code import BINDING_WORDS
from .pen import DrawnView, Part, Pen

if TYPE_CHECKING:
    from docutils import nodes

    from ..model.handbook import Handbook
    from ..presentation.medium import Medium

SUBJECTS = ("codes", "topics", "questions")


class OverviewDirective(PolicyDirective):
    """``{overview} codes``, ``topics`` or ``questions``."""

    kind = "overzicht"

    def build(self) -> list[nodes.Node]:
        subject = self.id if self.id in SUBJECTS else ""
        if not subject:
            warn(
                "option_value",
                self.place(),
                id=self.name,
                option="onderwerp",
                value=self.id,
                choices=", ".join(SUBJECTS),
            )
            return []
        self.domain.page.views.append(("overview", subject))
        return [policy_view("", view="overview", argument=subject, docname=self.env.docname)]


@dataclass(frozen=True, slots=True)
class Entry:
    """A way in: where it leads, and a line about it; and the code that it is, if it is one."""

    title: Span
    words: str
    code: str = ""


class OverviewView(DrawnView):
    """A list of links with a line on each, in groups."""

    def draws_on(self, book: Handbook, argument: str) -> None:
        """The whole book."""

    def present(
        self, book: Handbook, argument: str, medium: Medium
    ) -> tuple[tuple[Span | None, tuple[Entry, ...]], ...]:
        if argument == "codes":
            entries = []
            # A deployment's own codes first, then the others it is compared with.
            for code in sorted(book.codes.values(), key=lambda code: code.id not in book.home.values()):
                binding = BINDING_WORDS.get(code.binding, code.binding).capitalize()
                words = f"{code.authority}. Voor {name_audiences(book, code.audience)}. {binding}."
                if roles := [id for id, home in book.home.items() if home == code.id]:
                    words += f" De code van je eigen bestuur voor {name_audiences(book, roles)}."
                # "Handreiking gebruik sociale media" needs no "Handreiking: " before it.
                named = code.title.casefold().startswith(code.short.casefold())
                title = code.title if named else f"{code.short}: {code.title}"
                entries.append(Entry(Span(title, f"code:{code.id}"), words, code.id))
            return ((None, tuple(entries)),)
        topics = sorted(book.topics.values(), key=lambda topic: topic.label.casefold())
        if argument == "topics":
            return ((None, tuple(Entry(Span(t.label, f"topic:{t.id}"), t.summary) for t in topics)),)
        return tuple(
            (
                Span(topic.label, f"topic:{topic.id}"),
                tuple(
                    Entry(Span(norm.question, f"norm:{norm.id}"), "")
                    for norm in book.derived.norms_of_topic.get(topic.id, [])
                ),
            )
            for topic in topics
        )

    def draw(self, data: tuple[tuple[Span | None, tuple[Entry, ...]], ...], pen: Pen[Part]) -> list[Part]:
        result: list[Part] = []
        for title, entries in data:
            if title is not None:
                result.append(pen.paragraph(pen.strong(pen.span(title)), classes=["policy-code-name"]))
            items = []
            for entry in entries:
                parts = [pen.span(entry.title)]
                if entry.words:
                    parts.append(pen.inline(" – ", "policy-dash"))
                    parts.append(pen.inline(entry.words, "policy-entry-words", *of_code(entry.code)))
                items.append(parts)
            result.append(pen.bullet_list(items, "policy-overview"))
        return result or [pen.words("Nog niets.")]
