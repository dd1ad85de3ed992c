"""What Sphinx's own builders need so that they show the book with sense: e-books, manual pages, JSON and the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.builders.epub3 import Epub3Builder
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinxcontrib.serializinghtml import SerializingHTMLBuilder

from .views.base import details

if TYPE_CHECKING:
    from sphinx.application import Sphinx

# The element in which sphinx-design puts the title and the link of a card; outside HTML it is only its words.
_CARD_WORDS = "PassthroughTextElement"
# What the style sheets of the site refer to, and the licence of the fonts; Sphinx leaves out of an e-book what it does not know.
_MEDIA_TYPES = {".woff2": "font/woff2", ".txt": "text/plain"}
# After the views (900), since they make references too.
_PRIORITY = 950


class SeparateCards(SphinxPostTransform):
    """Makes of the title of a card a small heading and of its link a paragraph, where nothing else keeps two cards apart."""

    default_priority = _PRIORITY
    formats = ("text", "man", "latex", "texinfo")

    def run(self, **kwargs: Any) -> None:
        for node in list(self.document.findall(nodes.TextElement)):
            if type(node).__name__ != _CARD_WORDS:
                continue
            if node.parent.get("design_component") == "card-title":
                node.parent.replace_self(nodes.rubric("", "", *node.children))
            else:
                node.replace_self(nodes.paragraph("", "", *node.children))


class OpenDetails(SphinxPostTransform):
    """Opens in an e-book what is folded away on screen: not every reader can."""

    default_priority = _PRIORITY
    builders = ("epub",)

    def run(self, **kwargs: Any) -> None:
        for node in self.document.findall(details):
            node["open"] = True


class HideInternalAddresses(SphinxPostTransform):
    """Leaves the words of a link within a manual page: docutils' writer would put an address after them that leads nowhere."""

    default_priority = _PRIORITY
    formats = ("man",)

    def run(self, **kwargs: Any) -> None:
        for node in list(self.document.findall(nodes.reference)):
            if node.get("internal") or "refid" in node:
                node.replace_self(nodes.inline("", "", *node.children, classes=node["classes"]))


def pack_fonts(app: Sphinx) -> None:
    """Let an e-book hold the fonts of the site."""
    if isinstance(app.builder, Epub3Builder):
        app.builder.media_types = app.builder.media_types | _MEDIA_TYPES


def give_theme_options(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object) -> None:
    """Put the theme's options in the context of a page: JSON and pickle leave them out, and the theme cannot do without."""
    if isinstance(app.builder, SerializingHTMLBuilder):
        context.update({name: value for name, value in app.builder.globalcontext.items() if name.startswith("theme_")})


def leave_out_functions(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object
) -> None:
    """Take the theme's functions out again: a template can call them, JSON and pickle cannot hold them."""
    if isinstance(app.builder, SerializingHTMLBuilder):
        for name in [name for name, value in context.items() if callable(value)]:
            del context[name]


def setup(app: Sphinx) -> None:
    """Register the transforms, and what goes before the theme's own handlers."""
    for transform in (SeparateCards, OpenDetails, HideInternalAddresses):
        app.add_post_transform(transform)
    app.connect("builder-inited", pack_fonts)
    # Sphinx calls handlers of one event in the order of their numbers; the theme's have the usual 500.
    app.connect("html-page-context", give_theme_options, priority=400)
    app.connect("html-page-context", leave_out_functions, priority=600)
