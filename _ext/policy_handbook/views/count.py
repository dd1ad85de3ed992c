"""``{count}``: a number that the book knows, so that nobody writes it by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util.docutils import SphinxRole

from ..diagnostics import nearest, warn
from ..domain import get_domain
from .base import Links, View, policy_view

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx

    from ..model.handbook import Handbook
    from ..presentation.medium import Medium

#: What can be counted, and how.
COUNTED: dict[str, Callable[[Handbook], int]] = {
    "codes": lambda book: len(book.codes),
    "topics": lambda book: len(book.topics),
    "norms": lambda book: len(book.norms),
    "rules": lambda book: sum(len(book.rules_of(code)) for code in book.codes),
    "acts": lambda book: len(book.acts),
    "facts": lambda book: len(book.facts),
    "cases": lambda book: len(book.cases),
    "checklists": lambda book: len(book.checklists),
    "booklets": lambda book: len(book.booklets),
}
_WORDS = [
    "nul",
    "één",
    "twee",
    "drie",
    "vier",
    "vijf",
    "zes",
    "zeven",
    "acht",
    "negen",
    "tien",
    "elf",
    "twaalf",
    "dertien",
    "veertien",
    "vijftien",
    "zestien",
    "zeventien",
    "achttien",
    "negentien",
    "twintig",
]


class CountRole(SphinxRole):
    """``{count}`codes```: how many there are, in words up to twenty; ``{count}`Codes``` with a capital."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        what = self.text.strip()
        if what.lower() not in COUNTED:
            place = (self.env.docname, self.lineno)
            warn("unknown_count", place, id=what, nearest=nearest(what.lower(), COUNTED), choices=", ".join(COUNTED))
            return [nodes.Text(what)], []
        get_domain(self.env).page.views.append(("count", what))
        return [policy_view("", view="count", argument=what, docname=self.env.docname)], []


def keep_out_of_headings(app: Sphinx, doctree: object) -> None:
    """A heading is the name of its page and section elsewhere, long before the book is known: it can hold no number of ours."""
    assert isinstance(doctree, nodes.document)
    for title in doctree.findall(nodes.title):
        for view in list(title.findall(policy_view)):
            warn("count_heading", (app.env.docname, title.line or 1), id=view["argument"], text=title.astext())
            view.replace_self(nodes.Text(view["argument"]))


class CountView(View):
    """The number in words."""

    def draws_on(self, book: Handbook, argument: str) -> None:
        """The whole book."""

    def present(self, book: Handbook, argument: str, medium: Medium) -> str:
        number = COUNTED[argument.lower()](book)
        words = _WORDS[number] if number < len(_WORDS) else str(number)
        return words.capitalize() if argument[0].isupper() else words

    def render(self, data: str, links: Links) -> list[nodes.Node]:
        return [nodes.Text(data)]


def setup(app: Sphinx) -> None:
    """Look at headings before their words are taken."""
    app.connect("doctree-read", keep_out_of_headings, priority=300)
