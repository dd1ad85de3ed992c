"""The search: its page, the words that count for others, and which files the form of every page loads once it is used."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import sphinx.search
from docutils import nodes

from ...diagnostics import warn
from ...model.positions import split_ids
from ...model.records import Synonyms
from ...presentation.say import tell
from ...reading.directive_base import PolicyDirective
from ..base import bullet_list, policy_view
from ..component import Component
from ..overview import OverviewView
from ..pen import DrawnView, Part, Pen

if TYPE_CHECKING:
    from ...domain import PolicyDomain
    from ...model.handbook import Handbook
    from ...presentation.medium import Medium
    from ..overview import Group

#: Snowball's stemmer in the browser: that of the Sphinx that builds the book, whose Python twin makes the index.
STEMMERS = tuple(
    Path(sphinx.search.__file__).with_name("minified-js") / name for name in ("base-stemmer.js", "dutch-stemmer.js")
)

_VIEW = "search"

COMPONENT = Component(
    ("policy-search-page",),
    styles=("policy-search-page.css",),
    scripts=("policy-search-page.js",),
    wide=True,
    # What the form of any page asks for once someone uses it, and the licence that goes along with the library.
    later=(
        "policy-minisearch.js",
        "policy-minisearch-licence.txt",
        "policy-search-words.js",
        "policy-search-reference.js",
        "policy-search-query.js",
        "policy-search-entries.js",
        "policy-search-hit.js",
        "policy-search-box.js",
    ),
)


class SearchDirective(PolicyDirective):
    """``{search}``: the page on which what is found is shown. Where a book has one, every page has the form that leads to it."""

    kind = "zoekpagina"
    needs_id = False

    def build(self) -> list[nodes.Node]:
        self.domain.page.views.append((_VIEW, ""))
        return [policy_view("", view=_VIEW, argument="", docname=self.env.docname)]


class SynonymsDirective(PolicyDirective):
    """``{synonyms}``: a line for each group of words that stand for one thing, and which words are ``weak``."""

    kind = "synoniemen"
    known = frozenset({"weak"})
    needs_id = False

    def build(self) -> list[nodes.Node]:
        items: list[list[nodes.Node]] = []
        if weak := split_ids(self.option("weak")):
            self.domain.page.synonyms.append(Synonyms(weak, self.place(self.given["weak"].line), weak=True))
            items.append([nodes.Text(", ".join(weak))])
        for number, line in enumerate(self.body, self.lineno + self.body_offset + 1):
            words = split_ids(line.strip().removeprefix("- "))
            if len(words) > 1:
                self.domain.page.synonyms.append(Synonyms(words, self.place(number)))
                items.append([nodes.Text(", ".join(words))])
            elif line.strip():
                warn("synonyms_alone", self.place(number), text=line.strip())
        return [bullet_list(items, "policy-synonyms")] if items else []


def search_page(domain: PolicyDomain) -> str:
    """The name of the page with the search, the first where there are several; "" in a book without one."""
    return next((name for name in sorted(domain.pages) if (_VIEW, "") in domain.pages[name].views), "")


class SearchView(DrawnView):
    """All topics and all questions, which the script of the page narrows down to what is looked for."""

    def draws_on(self, book: Handbook, argument: str) -> None:
        """The whole book."""

    def present(self, book: Handbook, argument: str, medium: Medium) -> tuple[tuple[Group, ...], ...]:
        overview = OverviewView()
        return tuple(overview.present(book, subject, medium) for subject in ("topics", "questions"))

    def draw(self, data: tuple[tuple[Group, ...], ...], pen: Pen[Part]) -> list[Part]:
        overview = OverviewView()
        parts: list[Part] = []
        for subject, groups in zip(("topics", "questions"), data, strict=True):
            parts.append(pen.heading(tell(f"search.all.{subject}"), 2, "policy-search-all"))
            parts += overview.draw(groups, pen)
        return [pen.container(parts, "policy-search-page")]
