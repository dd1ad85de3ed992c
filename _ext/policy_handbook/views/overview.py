"""The ways in: lists of codes, of topics, of acts, and of the questions that the norms answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..diagnostics import warn
from ..model.records import Reference
from ..presentation.citation import name_authority_briefly
from ..presentation.comparison import is_silent
from ..presentation.names import name_audiences
from ..presentation.say import tell
from ..presentation.signs import weight_of
from ..presentation.spans import Span
from ..reading.directive_base import PolicyDirective
from .base import of_code, policy_view
from .pen import DrawnView, Part, Pen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils import nodes

    from ..model.handbook import Handbook
    from ..model.records import Topic
    from ..presentation.medium import Medium

SUBJECTS = ("codes", "topics", "acts", "questions")
# Where every act can be chosen, and one of all codes side by side.
_ALL_ACTS, _ONE_ACT = "docs/beslissen/index.html", "docs/beslissen/naast-elkaar.html"


class OverviewDirective(PolicyDirective):
    """``{overview} codes``, ``topics``, ``acts`` or ``questions``; of the acts those that ``acts`` names, in that order."""

    kind = "overzicht"
    known = frozenset({"acts"})

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
        acts = self.ids("acts")
        page = self.domain.page
        page.references += [Reference("act", act, self.place()) for act in acts]
        argument = f"{subject} {' '.join(acts)}".rstrip()
        page.views.append(("overview", argument))
        return [policy_view("", view="overview", argument=argument, docname=self.env.docname)]


@dataclass(frozen=True, slots=True)
class Entry:
    """A way in: where it leads, and a line about it.

    ``path`` is the address of what is no object of the book; ``code`` and ``weight`` are the id of a code and what it weighs;
    ``codes`` says for each code of the book, in their order, whether it speaks of a topic.
    """

    title: Span
    words: str = ""
    path: str = ""
    code: str = ""
    weight: str = ""
    codes: tuple[bool, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """Ways in under one title, which may be none; ``more`` says what leads to all of them."""

    subject: str
    entries: tuple[Entry, ...]
    title: Span | None = None
    more: str = ""


class OverviewView(DrawnView):
    """A list of links with a line on each, in groups."""

    def draws_on(self, book: Handbook, argument: str) -> None:
        """The whole book."""

    def present(self, book: Handbook, argument: str, medium: Medium) -> tuple[Group, ...]:
        subject, *acts = argument.split(" ")
        topics = sorted(book.topics.values(), key=lambda topic: topic.label.casefold())
        match subject:
            case "codes":
                return (Group(subject, tuple(_codes(book))),)
            case "topics":
                return (Group(subject, tuple(_topic(book, topic) for topic in topics)),)
            case "acts":
                named = [book.acts[id] for id in acts if id in book.acts] if acts else list(book.acts.values())
                entries = tuple(
                    Entry(Span(f"{act.label[:1].upper()}{act.label[1:]}"), path=f"{_ONE_ACT}#act={act.id}")
                    for act in named
                )
                return (Group(subject, entries, more=tell("overview.acts.all", n=len(book.acts))),)
        return tuple(
            Group(
                subject,
                tuple(
                    Entry(Span(norm.question, f"norm:{norm.id}"))
                    for norm in book.derived.norms_of_topic.get(topic.id, [])
                ),
                Span(topic.label, f"topic:{topic.id}"),
            )
            for topic in topics
        )

    def draw(self, data: tuple[Group, ...], pen: Pen[Part]) -> list[Part]:
        result: list[Part] = []
        for group in data:
            if group.title is not None:
                result.append(pen.paragraph(pen.strong(pen.span(group.title)), classes=["policy-code-name"]))
            items = [list(_parts(entry, pen)) for entry in group.entries]
            entries = pen.bullet_list(items, "policy-overview", f"policy-overview--{group.subject}")
            if group.subject == "acts":
                blocks = [
                    pen.heading(tell("overview.acts"), 2),
                    pen.words(tell("overview.acts.lead")),
                    entries,
                    pen.paragraph(pen.file(_ALL_ACTS, group.more), classes=["policy-ask__all"]),
                ]
                result.append(pen.container(blocks, "policy-ask"))
            else:
                result.append(entries)
        return result or [pen.words("Nog niets.")]


def _codes(book: Handbook) -> Iterator[Entry]:
    """A deployment's own codes first, then the others it is compared with."""
    for code in sorted(book.codes.values(), key=lambda code: code.id not in book.home.values()):
        words = f"{code.title}. Voor {name_audiences(book, code.audience)}. {name_authority_briefly(code)}."
        if roles := [id for id, home in book.home.items() if home == code.id]:
            words += f" De code van je eigen bestuur voor {name_audiences(book, roles)}."
        yield Entry(Span(code.short, f"code:{code.id}"), words, code=code.id, weight=code.binding)


def _topic(book: Handbook, topic: Topic) -> Entry:
    norms = book.derived.norms_of_topic.get(topic.id, [])
    speak = tuple(not is_silent(book, norms, code) for code in book.codes)
    return Entry(Span(topic.label, f"topic:{topic.id}"), topic.summary, codes=speak)


def _parts(entry: Entry, pen: Pen[Part]) -> Iterator[Part]:
    if entry.weight:
        yield pen.span(weight_of(entry.weight))
        yield pen.text(" ")
    yield pen.file(entry.path, entry.title.text) if entry.path else pen.span(entry.title)
    if entry.words:
        yield pen.inline(" – ", "policy-dash")
        yield pen.inline(entry.words, "policy-entry-words", *of_code(entry.code))
    if entry.codes:
        yield pen.text(" ")
        yield pen.inline(tell("overview.topic.codes", n=sum(entry.codes), all=len(entry.codes)), "policy-unseen")
        for speaks in entry.codes:
            yield pen.inline("", "policy-pip", *(["policy-pip--speaks"] if speaks else []))
