"""What is stale: which pages to read again and which to write again.

Reading: Sphinx goes by times, and does not see a file that was put back with an older one, nor a change to the extension;
contents are compared here. Writing: a page is as fresh as what it shows. Its digest covers its own source, what its
generated parts and references show of other pages, and what surrounds every page; the builder keeps the digests of what it
wrote beside each output.
"""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from .digest import digest, digest_files
from .domain import PolicyDomain, get_domain
from .views import VIEWS
from .views.base import targets_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

# Libraries that change what is read or written without a word of the configuration.
_MADE_WITH = ("docutils", "myst-parser", "sphinx-design", "jinja2", "openpyxl", "typst", "fonttools", "segno", "babel")


def note_extension(app: Sphinx, config: Config) -> None:
    """Make the extension's own code and the libraries it uses a configuration value: a change reads every page again."""
    versions = (f"{name} {version(name)}" for name in _MADE_WITH)
    config.policy_extension_digest = digest(digest_files(Path(__file__).parent.rglob("*.py")), *versions)


def _files_of(env: BuildEnvironment, docname: str) -> list[Path]:
    dependencies = (Path(env.srcdir, path) for path in env.dependencies.get(docname, ()))
    return [env.doc2path(docname), *dependencies]


def find_changed(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> Sequence[str]:
    """Pages whose file or dependencies have other contents than when they were read."""
    known = get_domain(env).digests
    return [
        docname
        for docname in sorted(env.found_docs - added - changed)
        if known.get(docname) != digest_files(_files_of(env, docname))
    ]


def note_read(app: Sphinx, doctree: object) -> None:
    """Keep the digest of a page that was just read, and where its references lead that are none of ours."""
    assert isinstance(doctree, nodes.document)
    env, domain = app.env, get_domain(app.env)
    domain.digests[env.docname] = digest_files(_files_of(env, env.docname))
    targets = {
        target
        for node in doctree.findall(addnodes.pending_xref)
        if node.get("refdomain") != "policy"
        for target in (node.get("reftarget"), node.get("reftargetid"))
        if target
    }
    if targets:
        domain.page.links.extend(sorted(targets))


def _where_links_lead(env: BuildEnvironment, domain: PolicyDomain, docname: str) -> list[str]:
    """For each reference of a page that is none of ours, all that its target can mean: a label, a page, an object."""
    page = domain.pages.get(docname)
    labels = env.domains.standard_domain
    leads = []
    for target in page.links if page else ():
        title = env.titles[target].astext() if target in env.titles else ""
        found = [(kind, domain.find(kind, target), domain.title_of(kind, target)) for kind in domain.kinds_of(target)]
        leads.append(repr((target, title, labels.labels.get(target), labels.anonlabels.get(target), found)))
    return leads


class Bases:
    """What each page is made from: the sources of all pages on which it draws.

    A page whose basis is the same shows the same, and need not be presented to know it. Which pages those are, its views
    say; one that does not say draws on the whole book.
    """

    def __init__(self, env: BuildEnvironment, domain: PolicyDomain) -> None:
        self._env = env
        self._domain = domain
        book = domain.handbook
        versions = {
            code: sorted((id, version.place.docname) for id, version in versions.items())
            for code, versions in book.versions.items()
        }
        # The codes' front pages and the vocabulary show everywhere; so does which pages and versions there are.
        common = [
            f"{docname} {domain.digests.get(docname, '')}"
            for docname, page in sorted(domain.pages.items())
            if page.codes or page.audiences or page.bodies or page.acts or page.facts
        ]
        self.common = digest(*common, repr(sorted(env.found_docs)), repr(sorted(versions.items())))

    def of_page(self, docname: str, relations: dict[str, list[str | None]]) -> str:
        """The digest of the basis of a page."""
        domain = self._domain
        links = _where_links_lead(self._env, domain, docname)
        pages: set[str] | None = {docname}
        page = domain.pages.get(docname)
        if page is not None:
            pages = self._drawn_on(page.views)
            if pages is not None:
                found = (domain.find(reference.kind, reference.target) for reference in page.references)
                pages.update(place[0] for place in found if place)
                pages.add(docname)
            if any(getattr(VIEWS[name], "shows_editions", False) for name, _ in page.views):
                links.append(repr(sorted(domain.handbook.editions.items())))
        names = sorted(domain.digests if pages is None else pages)
        sources = [f"{name} {domain.digests.get(name, '')} {domain.dates_on(name)}" for name in names]
        return digest(self.common, *sources, *links, *_surroundings(self._env, docname, relations))

    def _drawn_on(self, views: list[tuple[str, str]]) -> set[str] | None:
        pages: set[str] = set()
        for name, argument in views:
            draws_on = getattr(VIEWS[name], "draws_on", None)
            drawn = draws_on(self._domain.handbook, argument) if draws_on else None
            if drawn is None:
                return None
            pages |= drawn
        return pages


def page_digest(
    env: BuildEnvironment, domain: PolicyDomain, docname: str, relations: dict[str, list[str | None]]
) -> str:
    """The digest of all that a page shows: its own source, its generated parts, and where and how its references lead."""
    parts = [domain.digests.get(docname, "")]
    page = domain.pages.get(docname)
    if page is not None:
        book = domain.handbook
        targets: dict[str, None] = {}
        for name, argument in page.views:
            data = VIEWS[name].present(book, argument)
            parts.append(repr(data))
            targets.update(dict.fromkeys(targets_in(data)))
        text = domain.text_of(docname)
        for reference in page.references:
            found = domain.find(reference.kind, reference.target)
            parts.append(repr(found) + (domain.title_of(reference.kind, reference.target, text) if found else ""))
        for target in targets:
            kind, _, id = target.partition(":")
            parts.append(repr(domain.find(kind, id)))
    parts += _where_links_lead(env, domain, docname)
    parts.append(repr(_surroundings(env, docname, relations)))
    return digest(*parts)


def _surroundings(env: BuildEnvironment, docname: str, relations: dict[str, list[str | None]]) -> list[str]:
    """The titles of the pages that a page names by itself: those of its tables of contents, and those above it."""
    titles = []
    seen = {docname}
    todo = list(env.toctree_includes.get(docname, ()))
    while todo:
        child = todo.pop()
        if child not in seen:
            seen.add(child)
            titles.append(f"{child} {env.titles[child].astext() if child in env.titles else ''}")
            todo += env.toctree_includes.get(child, ())
    titles.sort()
    parent = relations.get(docname, [None])[0]
    while parent is not None and parent not in seen:
        seen.add(parent)
        titles.append(f"{parent} {env.titles[parent].astext() if parent in env.titles else ''}")
        parent = relations.get(parent, [None])[0]
    return titles


def setup(app: Sphinx) -> None:
    """Look at contents, not only at times."""
    app.add_config_value("policy_extension_digest", "", "env", str, "digest of the extension; set by itself")
    app.connect("config-inited", note_extension)
    app.connect("env-get-outdated", find_changed)
    app.connect("doctree-read", note_read)
