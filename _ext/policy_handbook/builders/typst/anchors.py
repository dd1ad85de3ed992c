"""Where references within a booklet lead: which places get an anchor, and at which words it is put.

An anchor before a block can end up on the page before that block. So it is carried by the first words of what it names: a
heading, a paragraph, a term. Only places that something leads to get one.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from ...reading.doctree_text import ancestors

if TYPE_CHECKING:
    from collections.abc import Iterator

#: What stands before the name of a page in the address of a place in the book, as in Sphinx's LaTeX builder.
IN_BOOK = "%"

# What is in the doctree and on no page.
_NEVER_SHOWN = (nodes.system_message, nodes.substitution_definition, nodes.meta)
# What has words of its own, at which an anchor can be put.
_CARRIERS = (nodes.title, nodes.rubric, nodes.paragraph, nodes.term, nodes.caption, nodes.literal_block, nodes.image)


@dataclass
class Anchors:
    """``places`` are those that have an anchor (``page#id``), ``carried`` gives for a node (by identity) those put there."""

    places: set[str] = field(default_factory=set)
    carried: dict[int, list[str]] = field(default_factory=dict)

    def find(self, node: nodes.Element, docname: str) -> str | None:
        """The anchor that a reference on page *docname* leads to; None where it leads out of the booklet."""
        place = place_of(node, docname)
        return place if place in self.places else None


def place_of(node: nodes.Element, docname: str) -> str | None:
    """The place in the book that a reference names, as ``page#id`` (``page#`` for a page's top); None for another link."""
    if refid := node.get("refid"):
        return f"{docname}#{refid}"
    uri: str = node.get("refuri", "")
    if not uri.startswith(IN_BOOK):
        return None
    page, _, id = uri.removeprefix(IN_BOOK).partition("#")
    return f"{page}#{id}"


def find_anchors(document: nodes.document) -> Anchors:
    """The anchors of an assembled booklet; each page in it stands in a ``start_of_file`` node."""
    wanted = {place for node, docname in _walk(document) if (place := place_of(node, docname))}
    found = Anchors()
    waiting: list[str] = []
    last: nodes.Element | None = None
    for node, docname in _walk(document):
        places = [f"{docname}#{id}" for id in node["ids"]]
        if isinstance(node, addnodes.start_of_file):
            places = [f"{docname}#"]
        new = [place for place in dict.fromkeys(places) if place in wanted and place not in found.places]
        found.places.update(new)
        waiting += new
        if _carries(node):
            last = node
        if waiting and last is node:
            found.carried[id(node)], waiting = waiting, []
    if last is not None:
        found.carried.setdefault(id(last), []).extend(waiting)
    else:
        found.places.difference_update(waiting)
    return found


def _carries(node: nodes.Element) -> bool:
    """Whether a node has words at which an anchor is put, once."""
    if isinstance(node, nodes.title) and not node.astext().strip():
        return False  # not printed
    if isinstance(node, addnodes.compact_paragraph) and any(
        isinstance(child, nodes.bullet_list) for child in node.children
    ):
        return False  # around a table of contents: no more than what it holds
    return isinstance(node, _CARRIERS) and not _is_repeated(node)


def _walk(document: nodes.document) -> Iterator[tuple[nodes.Element, str]]:
    """Every element that is shown with the page that it stands on."""
    todo: list[tuple[nodes.Element, str]] = [(document, "")]
    while todo:
        node, docname = todo.pop()
        if isinstance(node, addnodes.start_of_file):
            docname = node["docname"]
        if isinstance(node, _NEVER_SHOWN):
            continue
        yield node, docname
        todo.extend((child, docname) for child in reversed(node.children) if isinstance(child, nodes.Element))


def _is_repeated(node: nodes.Node) -> bool:
    """Whether a node stands in the head of a table, which Typst sets again on every page."""
    return any(isinstance(parent, nodes.thead) for parent in ancestors(node))
