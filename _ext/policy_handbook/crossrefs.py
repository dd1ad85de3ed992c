"""MyST's own links (``[](#id)``, ``[](page.md)``), with a warning in Dutch where one leads nowhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from myst_parser.sphinx_ext.myst_refs import MystReferenceResolver
from myst_parser.warnings_ import MystWarnings

from .diagnostics import nearest, warn
from .domain import OBJECT_TYPES, get_domain

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class LinkResolver(MystReferenceResolver):
    """MyST's resolver, which runs in its place because it comes first."""

    default_priority = MystReferenceResolver.default_priority - 1

    def log_warning(self, target: str | None, msg: str, subtype: MystWarnings, **kwargs: Any) -> None:
        if subtype is not MystWarnings.XREF_MISSING or target is None:
            super().log_warning(target, msg, subtype, **kwargs)
            return
        domain = get_domain(self.env)
        known = [id for kind in OBJECT_TYPES for id in domain.known(kind)]
        known += [str(self.env.doc2path(docname, base=False)) for docname in self.env.found_docs]
        known += self.env.domains.standard_domain.anonlabels
        warn("unknown_reference", kwargs["location"], kind="adres", id=target, nearest=nearest(target, sorted(known)))


def setup(app: Sphinx) -> None:
    """Resolve before MyST does."""
    app.add_post_transform(LinkResolver)
