"""Nothing that an editor writes reaches a page as markup of its own: no raw output, no link that runs a script.

MyST's settings switch off HTML in Markdown; ``{raw}``, ``{eval-rst}`` and the targets of images and buttons go round them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes

from .diagnostics import warn

if TYPE_CHECKING:
    from sphinx.application import Sphinx

# Browsers skip white space and control characters in a scheme.
_IGNORED = re.compile(r"[\x00-\x20\x7f]+")
_HARD_BREAKS = ("<br />", "\\\\")
_UNSAFE = re.compile(r"(?:javascript|vbscript|data):", re.IGNORECASE)


def clean(app: Sphinx, doctree: object) -> None:
    """Take raw output and unsafe links out of a page that was just read, each with a warning."""
    assert isinstance(doctree, nodes.document)
    for raw in list(doctree.findall(nodes.raw)):
        if raw.astext().strip() in _HARD_BREAKS:
            # MyST's line break, once for each format: the lines become one, and no words run together.
            raw.replace_self(nodes.Text(" ") if raw["format"] == "html" else [])
            continue
        warn("raw_markup", (app.env.docname, _line_of(raw)), text=_shorten(raw.astext()))
        raw.parent.remove(raw)
    for reference in doctree.findall(nodes.reference):
        address = reference.get("refuri", "")
        if _UNSAFE.match(_IGNORED.sub("", address)):
            warn("unsafe_link", (app.env.docname, _line_of(reference)), address=_shorten(address))
            del reference["refuri"]
            # Without an address it is no link, and no writer takes it for one.
            reference.replace_self(nodes.inline("", "", *reference.children, classes=reference["classes"]))


def _line_of(node: nodes.Node) -> int:
    """The line of *node* or of the nearest around it."""
    current: nodes.Node | None = node
    while current is not None:
        if current.line:
            return current.line
        current = current.parent
    return 1


def _shorten(words: str) -> str:
    return " ".join(words.split())[:60]


def setup(app: Sphinx) -> None:
    """Look at each page when it was read."""
    app.connect("doctree-read", clean)
