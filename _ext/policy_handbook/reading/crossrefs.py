"""MyST's own links (``[](#id)``, ``[](page.md#id)``): to our addresses too, with a warning in Dutch where one leads nowhere."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, Any, ClassVar

from myst_parser.sphinx_ext.myst_refs import MystReferenceResolver
from myst_parser.warnings_ import MystWarnings
from sphinx.util.logging import get_node_location

from ..diagnostics import nearest, warn
from ..domain import OBJECT_TYPES, get_domain

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx


class LinkResolver(MystReferenceResolver):
    """MyST's resolver, which runs in its place because it comes first.

    Every application has a subclass of its own (:func:`setup`), with what it reported.
    """

    default_priority = MystReferenceResolver.default_priority - 1
    #: What was reported in this build: a page is resolved once for the site, and again for each booklet that holds it.
    reported: ClassVar[set[tuple[str, ...]]]

    def _std_label_in_doc(self, docname: str, ref_id: str) -> tuple[str, str] | None:
        """The anchor and the title of what a link names on a page: a label, as MyST has it, or a place of ours."""
        if found := super()._std_label_in_doc(docname, ref_id):
            return found
        title = get_domain(self.env).title_at(docname, ref_id)
        return None if title is None else (ref_id, title)

    def log_warning(self, target: str | None, msg: str, subtype: MystWarnings, **kwargs: Any) -> None:
        node: nodes.Element = kwargs["location"]
        link = (node.get("refdoc", ""), get_node_location(node) or "", msg)
        if link in self.reported:
            return
        self.reported.add(link)
        if subtype is not MystWarnings.XREF_MISSING or target is None:
            super().log_warning(target, msg, subtype, **kwargs)
            return
        domain = get_domain(self.env)
        if node.get("refdomain") == "doc" and node["reftarget"] in self.env.all_docs:
            page = node["reftarget"]
            known = domain.anchors_on(page)
            path = str(self.env.doc2path(page, base=False))
            warn("unknown_anchor", node, page=path, id=target, nearest=nearest(target, known))
        elif (path := target.partition("#")[0]).endswith(".md") or "/" in path:
            warn("unknown_reference", node, kind="pagina", id=path, nearest=self._nearest_page(node["refdoc"], path))
        else:
            known = [id for kind in OBJECT_TYPES for id in domain.known(kind)]
            known += self.env.domains.standard_domain.anonlabels
            warn("unknown_reference", node, kind="adres", id=target, nearest=nearest(target, sorted(known)))

    def _nearest_page(self, docname: str, path: str) -> str:
        """The page that a link on *docname* can have meant, as it is to be written there: of the same name, or of a like one."""
        here = posixpath.dirname(docname)
        pages = sorted(
            posixpath.relpath(self.env.doc2path(page, base=False), here or ".") for page in self.env.found_docs
        )
        same = [page for page in pages if posixpath.basename(page) == posixpath.basename(path)]
        return nearest(path, same) or nearest(path, pages)


def setup(app: Sphinx) -> None:
    """Resolve before MyST does."""
    reported: set[tuple[str, ...]] = set()
    app.add_post_transform(type("LinkResolver", (LinkResolver,), {"reported": reported}))
    # Pages are written in processes that branch off after the booklets are made, and so know what was reported of those.
    app.connect("env-before-read-docs", lambda app, env, docnames: reported.clear())
