"""Nothing that an editor writes reaches a page as markup of its own: no raw output, no address that does something else than
lead somewhere, no script of another host.

MyST's settings switch off HTML in Markdown; ``{raw}``, ``{eval-rst}``, front matter, tables of contents and the targets of
images and buttons go round them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms import SphinxTransform

from ..diagnostics import shorten, warn
from ..model.addresses import is_remote, is_safe_address
from .doctree_text import line_of, line_with
from .inclusion import words_of_image

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

_HARD_BREAKS = ("<br />", "\\\\")
# What a page may say of itself: words, under a name. "http-equiv" gives orders to a browser.
_META = frozenset({"name", "property", "content", "lang", "scheme"})
_META_NAMES = re.compile(r"[\w.:-]+")
# One word with a colon in it may be an address; "Let op: alles is nieuw" is none.
_ONE_WORD = re.compile(r"\s*\S+\s*")


def clean(app: Sphinx, doctree: object) -> None:
    """Take raw output and unsafe addresses out of a page that was just read, each with a warning."""
    assert isinstance(doctree, nodes.document)
    docname = app.env.docname
    for raw in list(doctree.findall(nodes.raw)):
        if raw.astext().strip() in _HARD_BREAKS:
            # MyST's line break, once for each format: the lines become one, and no words run together.
            raw.replace_self(nodes.Text(" ") if raw["format"] == "html" else [])
            continue
        warn("raw_markup", (docname, line_of(raw)), text=shorten(raw.astext()))
        raw.parent.remove(raw)
    for meta in list(doctree.findall(nodes.meta)):
        if not _is_about_the_page(meta):
            name = next((str(meta[key]) for key in ("http-equiv", "property", "name") if key in meta), meta.rawsource)
            warn("page_meta", (docname, line_with(doctree, name.rpartition(":")[2])), name=shorten(name))
            meta.parent.remove(meta)
    for image in list(doctree.findall(nodes.image)):
        if is_remote(image["uri"]) and not is_safe_address(image["uri"]):
            warn("unsafe_image", (docname, line_of(image)), address=shorten(image["uri"]))
            image.replace_self(words_of_image(image))
    for reference in list(doctree.findall(nodes.reference)):
        if "refuri" in reference and not is_safe_address(reference["refuri"]):
            _unlink(docname, reference, reference["refuri"])
    for download in list(doctree.findall(addnodes.download_reference)):
        if is_remote(download["reftarget"]) and not is_safe_address(download["reftarget"]):
            _unlink(docname, download, download["reftarget"])
    for toctree in list(doctree.findall(addnodes.toctree)):
        _clean_toctree(app.env, toctree)


def _unlink(docname: str, link: nodes.Element, address: str) -> None:
    """Keep the words of a link whose address is refused."""
    warn("unsafe_link", (docname, line_of(link)), address=shorten(address))
    link.replace_self(nodes.inline("", "", *link.children, classes=link["classes"]))


def _clean_toctree(env: BuildEnvironment, toctree: addnodes.toctree) -> None:
    """Take unsafe addresses out of a table of contents; where it is shown, their words come below it."""
    refused = [
        entry for entry in toctree["entries"] if entry[1] not in env.found_docs and not is_safe_address(entry[1])
    ]
    if not refused:
        return
    toctree["entries"] = [entry for entry in toctree["entries"] if entry not in refused]
    words = nodes.bullet_list(bullet="-")
    for title, address in refused:
        warn("unsafe_link", (env.docname, line_of(toctree)), address=shorten(address))
        if title:
            words += nodes.list_item("", nodes.paragraph(title, title))
    if words.children and not toctree["hidden"]:
        toctree.parent.insert(toctree.parent.index(toctree) + 1, words)


def _is_about_the_page(meta: nodes.meta) -> bool:
    """Whether it says something of the page, and no more."""
    given = meta.non_default_attributes()
    name = str(given.get("name", given.get("property", "")))
    content = str(given.get("content", ""))
    is_address = _ONE_WORD.fullmatch(content) is not None and is_remote(content)
    return (
        given.keys() <= _META
        and _META_NAMES.fullmatch(name) is not None
        and not (is_address and not is_safe_address(content))
    )


class FormulaTransform(SphinxTransform):
    """A formula becomes its words: Sphinx would have every page with one load a program from another host."""

    # Before Sphinx notes which pages hold formulas.
    default_priority = 840

    def apply(self, **kwargs: Any) -> None:
        for node in list(self.document.findall(lambda node: isinstance(node, nodes.math | nodes.math_block))):
            assert isinstance(node, nodes.Element)
            words = node.astext()
            warn("formula", (self.env.docname, line_of(node)), text=shorten(words))
            is_inline = isinstance(node, nodes.math)
            node.replace_self(
                nodes.literal(words, words) if is_inline else nodes.literal_block(words, words, ids=node["ids"])
            )


def keep_to_this_host(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Scripts and style sheets of another host are in no page, whatever extension or setting asks for them."""
    for name in ("script_files", "css_files"):
        context[name] = [
            file for file in context.get(name, ()) if not is_remote(str(getattr(file, "filename", file) or ""))
        ]


def setup(app: Sphinx) -> None:
    """Look at each page when it was read, before Sphinx gathers its tables of contents, and when it is written."""
    app.add_transform(FormulaTransform)
    app.connect("doctree-read", clean, priority=440)
    app.connect("html-page-context", keep_to_this_host, priority=950)
