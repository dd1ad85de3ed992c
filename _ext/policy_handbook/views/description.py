"""What a page is about, in a line for who finds it elsewhere: ``<meta name="description">``."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from docutils import nodes

from ..model.excerpts import fold, shorten_excerpt

if TYPE_CHECKING:
    from sphinx.application import Sphinx

# As much as search engines show.
_MOST = 155
_NAME = 'name="description"'
# Below a title or in a part of the page; not in a table, a remark or what can be folded.
_FLOWS = (nodes.document, nodes.section, nodes.container)


def shorten_description(words: str) -> str:
    """The first words of something, as a description; whole words, with the sign of an omission."""
    return "".join(part for part, _ in shorten_excerpt(((fold(words), True),), _MOST))


def describe(doctree: nodes.document) -> str:
    """The first paragraph of a page, after its title; of a page without one, its title and its headings."""
    for paragraph in doctree.findall(nodes.paragraph):
        if isinstance(paragraph.parent, _FLOWS) and (words := _words_of(paragraph)):
            return shorten_description(words)
    return shorten_description(". ".join(title.astext() for title in doctree.findall(nodes.title)))


def _words_of(paragraph: nodes.paragraph) -> str:
    """Without what is written for one kind of output."""
    texts = paragraph.findall(nodes.Text)
    return fold("".join(text.astext() for text in texts if not isinstance(text.parent, nodes.raw)))


def add_description(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object) -> None:
    """Describe a page, unless its front matter does (``html_meta``)."""
    metatags = context.get("metatags", "")
    words = context.get("policy_description") or (describe(doctree) if isinstance(doctree, nodes.document) else "")
    if words and _NAME not in metatags:
        context["metatags"] = f'{metatags}<meta {_NAME} content="{escape(words)}" />\n'


def setup(app: Sphinx) -> None:
    """Describe every page that is written as HTML."""
    app.connect("html-page-context", add_description)
