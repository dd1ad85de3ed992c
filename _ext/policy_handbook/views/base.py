"""What the generated parts of a page share: the placeholder that reading leaves, and what puts it right afterwards.

A view presents (from the handbook to plain data) and renders (from that data to docutils nodes). Everything that a page
shows of other pages goes through ``present``, so that the digest of its results tells when the page is stale.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes

from ..presentation.spans import WEIGHT, Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.builders import Builder

    from ..domain import PolicyDomain
    from ..model.handbook import Handbook
    from ..presentation.medium import Medium


class policy_view(nodes.General, nodes.Element):
    """Stands where a generated part comes: ``view``, ``argument`` and the ``docname`` of its page."""


class details(nodes.General, nodes.Element):
    """A part that is folded away on screen (HTML's own element); other writers show it open."""


class summary(nodes.General, nodes.TextElement):
    """The line by which a :class:`details` is opened."""


class policy_margin(nodes.General, nodes.Element):
    """On paper what stands beside a rule: its ``label``, and its ``modalities`` as (name, word) pairs."""


class policy_related(nodes.General, nodes.Element):
    """On paper what the handbook says of a rule, below its words."""


class policy_weight(nodes.inline):
    """What a text weighs, beside its name: a sign where one is drawn, elsewhere in brackets."""

    # In XML it is docutils' own.
    tagname = "inline"


class View(ABC):
    """A kind of generated part: says whence its data comes, what of it is to be shown, and how. Most are a :class:`.pen.DrawnView`.

    One that lacks any of the three cannot be made, and so not stand in the registry.
    """

    #: Whether it shows which editions its medium has: those come from the build, not from the pages.
    shows_editions: ClassVar[bool] = False

    @abstractmethod
    def draws_on(self, book: Handbook, argument: str) -> set[str] | None:
        """The names of the pages from which the data comes: where none of them changed, it is not presented again.

        None for the whole book. Its own page, the codes' front pages and those of the vocabulary need not be named.
        """

    @abstractmethod
    def present(self, book: Handbook, argument: str, medium: Medium) -> Any:
        """What *medium* is to show, as plain frozen data whose ``repr`` tells all of it; None where there is nothing."""

    @abstractmethod
    def render(self, data: Any, links: Links) -> list[nodes.Node]:
        """The nodes for it."""


@dataclass
class Links:
    """Makes the references of one page for a medium. Addresses are kept, since tables name the same pages over and over."""

    domain: PolicyDomain
    builder: Builder
    docname: str
    medium: Medium

    def __post_init__(self) -> None:
        self._uris: dict[str, str] = {}
        depth = self.builder.get_target_uri(self.docname).count("/")
        self.root = "../" * depth

    def address(self, target: str) -> tuple[str, str] | None:
        """Page and anchor of ``kind:id``."""
        kind, _, id = target.partition(":")
        return self.domain.find(kind, id)

    def uri(self, target: str) -> str | None:
        """The address of ``kind:id`` from this page, or None where there is no such thing."""
        found = self.address(target)
        if found is None:
            return None
        docname, anchor = found
        return f"{self._page(docname)}#{anchor}"

    def _page(self, docname: str) -> str:
        """The address of a page from this one; "" for itself."""
        if docname not in self._uris:
            uri = self.builder.get_relative_uri(self.docname, docname) if docname != self.docname else ""
            self._uris[docname] = uri
        return self._uris[docname]

    def reference(self, target: str, *children: nodes.Node, classes: Iterable[str] = ()) -> nodes.Element:
        """A link to ``kind:id``, or plain words where there is no such thing."""
        uri = self.uri(target)
        if uri is None:
            return nodes.inline("", "", *children, classes=list(classes))
        if uri.startswith("#"):
            return nodes.reference("", "", *children, internal=True, refid=uri[1:], classes=list(classes))
        return nodes.reference("", "", *children, internal=True, refuri=uri, classes=list(classes))

    def file(self, path: str, *children: nodes.Node, classes: Iterable[str] = ()) -> nodes.Element:
        """A link to a file that the handbook's builder writes, from the root of the site; plain words elsewhere."""
        if not self.medium.has_files:
            return nodes.inline("", "", *children, classes=list(classes))
        return nodes.reference("", "", *children, internal=True, refuri=self.root + path, classes=list(classes))

    def span(self, span: Span) -> nodes.Node:
        """A span of a table or a list."""
        classes = [f"policy-{span.role}"] if span.role else []
        if span.target:
            return self.reference(span.target, nodes.Text(span.text), classes=classes)
        if span.role.startswith(WEIGHT):
            return policy_weight(span.text, span.text, classes=classes)
        if classes:
            return nodes.inline(span.text, span.text, classes=classes)
        return nodes.Text(span.text)


def targets_in(data: Any) -> Iterable[str]:
    """Every ``target`` within presented data, each once."""
    found: dict[str, None] = {}
    todo = [data]
    while todo:
        item = todo.pop()
        if isinstance(item, Span):
            found[item.target] = None
        elif isinstance(item, tuple):
            todo += item
        elif hasattr(item, "__dataclass_fields__"):
            todo += [getattr(item, name) for name in item.__dataclass_fields__]
    found.pop("", None)
    return found


def pages_of_norms(book: Handbook, norms: Iterable[str]) -> set[str]:
    """The pages from which all comes that is said of these norms, and those of the norms that are related to them.

    What a code says on a norm in general, or near to it, is said of the norm too.
    """
    derived = book.derived
    pages: set[str] = set()
    for norm in norms:
        pages |= derived.pages_of_norm.get(norm, frozenset())
        pages.update(book.norms[other].place.docname for other in derived.related.get(norm, ()))
        if norm in book.norms:
            for other in (*book.norms[norm].general, *book.norms[norm].near):
                pages |= derived.pages_of_norm.get(other, frozenset())
    return pages


def paragraph(*children: nodes.Node, classes: Iterable[str] = ()) -> nodes.paragraph:
    """A paragraph of these children."""
    return nodes.paragraph("", "", *children, classes=list(classes))


def text_paragraph(text: str, *classes: str) -> nodes.paragraph:
    """A paragraph of plain words."""
    return nodes.paragraph(text, text, classes=list(classes))


def of_code(code: str) -> tuple[str, ...]:
    """The class of what is of one code, which ``policy-who.js`` marks for who is bound by that; none without a code."""
    return (f"policy-of-{code}",) if code else ()


def bullet_list(items: Iterable[list[nodes.Node]], *classes: str) -> nodes.bullet_list:
    """A list; each item is the children of its paragraph."""
    result = nodes.bullet_list(bullet="-", classes=list(classes))
    for children in items:
        result.append(nodes.list_item("", nodes.paragraph("", "", *children)))
    return result


def folded(title: str, *children: nodes.Node, classes: Iterable[str] = ()) -> details:
    """A part with a summary line, folded away on screen."""
    return details("", summary(title, title), *children, classes=list(classes))


def definition_rows(rows: Iterable[tuple[str, list[nodes.Node]]], *classes: str) -> nodes.definition_list:
    """A definition list of (term, children of one paragraph)."""
    result = nodes.definition_list(classes=list(classes))
    for term, children in rows:
        result.append(
            nodes.definition_list_item(
                "", nodes.term(term, term), nodes.definition("", nodes.paragraph("", "", *children))
            )
        )
    return result
