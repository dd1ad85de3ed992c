"""What a page shows, and from what it is made, as digests: a page is as fresh as what it shows.

A page shows its own source, what its generated parts and references take from other pages, and what Sphinx puts on it from
elsewhere. The builder keeps the digests of what it wrote beside each output.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from sphinx import addnodes

from ..digest import digest
from ..views.base import targets_in
from ..views.navigation import Navigation
from ..views.registry import VIEWS
from ..views.showing import pages_drawn_on, present_view
from .reread import EVERYTHING

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

    from ..domain import PolicyDomain
    from ..presentation.medium import Medium


class Bases:
    """What each page is made from: the sources of all pages on which it draws, the medium, and what surrounds it.

    A page whose basis is the same shows the same, and need not be presented to know it. Which pages those are, its views
    say; one that does not say draws on the whole book.
    """

    def __init__(self, env: BuildEnvironment, domain: PolicyDomain, medium: Medium) -> None:
        self._domain = domain
        self._medium = medium
        self._around = Around(env, domain)
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

    def of_page(self, docname: str) -> str:
        """The digest of the basis of a page."""
        domain = self._domain
        editions = ""
        pages: set[str] | None = {docname}
        page = domain.pages.get(docname)
        if page is not None:
            pages = self._drawn_on(page.views)
            if pages is not None:
                found = (domain.find(reference.kind, reference.target) for reference in page.references)
                pages.update(place[0] for place in found if place)
                pages.add(docname)
            if any(VIEWS[name].shows_editions for name, _ in page.views):
                editions = repr(sorted(self._medium.editions.items()))
        names = sorted(domain.digests if pages is None else pages)
        sources = [f"{name} {domain.digests.get(name, '')} {domain.dates_on(name)}" for name in names]
        return digest(self.common, editions, *sources, *self._around.of_page(docname))

    def _drawn_on(self, views: list[tuple[str, str]]) -> set[str] | None:
        pages: set[str] = set()
        for name, argument in views:
            drawn = pages_drawn_on(self._domain.handbook, name, argument)
            if drawn is None:
                return None
            pages |= drawn
        return pages

    def shown_on(self, docname: str) -> str:
        """The digest of all that a page shows: its source, its generated parts, how and where its references lead."""
        domain = self._domain
        parts = [domain.digests.get(docname, "")]
        page = domain.pages.get(docname)
        if page is not None:
            book = domain.handbook
            targets: dict[str, None] = {}
            for name, argument in page.views:
                data = present_view(book, name, argument, self._medium)
                parts.append(repr(data))
                targets.update(dict.fromkeys(targets_in(data)))
            text = domain.text_of(docname)
            for reference in page.references:
                found = domain.find(reference.kind, reference.target)
                parts.append(repr(found) + (domain.title_of(reference.kind, reference.target, text) if found else ""))
            for target in targets:
                kind, _, id = target.partition(":")
                parts.append(repr(domain.find(kind, id)))
        return digest(*parts, *self._around.of_page(docname))


class Around:
    """What a page has from elsewhere: menus, titles and headings, numbers, names of images, the ends of Sphinx's own links."""

    def __init__(self, env: BuildEnvironment, domain: PolicyDomain) -> None:
        self._env = env
        self._domain = domain
        self._relations = env.collect_relations()
        self._navigation = Navigation(env, domain.handbook, str)
        self._tocs: dict[str, str] = {}
        self._images: dict[str, list[str]] = {}
        for path, (docnames, name) in sorted(env.images.items()):
            for docname in docnames:
                self._images.setdefault(docname, []).append(f"{path} {name}")

    def of_page(self, docname: str) -> list[str]:
        """All of it, for a digest."""
        numbers = (self._env.toc_secnumbers.get(docname), self._env.toc_fignumbers.get(docname))
        return [
            repr(numbers),
            *self._images.get(docname, ()),
            *self._leads(docname),
            *self._contents(docname),
            *self._titles_above(docname),
            self._navigation.shown_with(docname),
        ]

    def _leads(self, docname: str) -> list[str]:
        """For each reference of a page that is none of ours, all that its target can mean: a label, a page, an object."""
        env, domain = self._env, self._domain
        page = domain.pages.get(docname)
        labels = env.domains.standard_domain
        leads = []
        for target in page.links if page else ():
            if target == EVERYTHING:
                leads.append(self._everything)
                continue
            title = env.titles[target].astext() if target in env.titles else ""
            found = [
                (kind, domain.find(kind, target), domain.title_of(kind, target)) for kind in domain.kinds_of(target)
            ]
            label = labels.labels.get(target), labels.anonlabels.get(target)
            objects = self._objects.get(target.casefold(), ())
            place, _, anchor = target.rpartition("#")
            named = domain.title_at(place, anchor) if place else None
            leads.append(repr((target, title, *label, found, objects, named)))
        return leads

    @cached_property
    def _objects(self) -> dict[str, list[tuple[str, ...]]]:
        """The objects of other domains (terms, options) by their names, whatever their case."""
        named: dict[str, list[tuple[str, ...]]] = {}
        for domain in self._env.domains.sorted():
            if domain is not self._domain:
                for name, title, kind, docname, anchor, _ in domain.get_objects():
                    named.setdefault(name.casefold(), []).append((domain.name, kind, str(title), docname, anchor))
        return {name: sorted(found) for name, found in named.items()}

    @cached_property
    def _everything(self) -> str:
        """All numbers and names that a reference can show."""
        env = self._env
        standard = env.domains.standard_domain
        numbers = (env.toc_fignumbers, env.toc_secnumbers)
        return digest(
            repr(sorted(self._objects.items())),
            repr(sorted(standard.labels.items())),
            repr(sorted(standard.anonlabels.items())),
            repr(sorted(standard.progoptions.items(), key=repr)),
            repr(sorted(env.domains.math_domain.equations.items())),
            *(repr(sorted((docname, sorted(of.items())) for docname, of in each.items())) for each in numbers),
        )

    def _contents(self, docname: str) -> list[str]:
        """What the visible tables of contents on a page show: the headings of the pages that they list, and of those below."""
        shown: list[str] = []
        if docname in self._env.tocs:
            for toctree in self._env.tocs[docname].findall(addnodes.toctree):
                if not toctree.get("hidden"):
                    shown.append(toctree.pformat())
                    self._add_listed(toctree, {docname}, shown)
        return shown

    def _add_listed(self, toctree: addnodes.toctree, seen: set[str], shown: list[str]) -> None:
        for child in dict.fromkeys(toctree["includefiles"]):
            if child not in seen and child in self._env.tocs:
                seen.add(child)
                shown.append(self._toc_of(child))
                for inner in self._env.tocs[child].findall(addnodes.toctree):
                    self._add_listed(inner, seen, shown)

    def _toc_of(self, docname: str) -> str:
        """Title and headings of a page, with their numbers and its own tables of contents."""
        if docname not in self._tocs:
            self._tocs[docname] = f"{docname} {self._env.titles[docname].pformat()} {self._env.tocs[docname].pformat()}"
        return self._tocs[docname]

    def _titles_above(self, docname: str) -> list[str]:
        """The titles of the pages above a page, which it names on the way to itself."""
        titles, seen = [], {docname}
        parent = self._relations.get(docname, [None])[0]
        while parent is not None and parent not in seen:
            seen.add(parent)
            titles.append(f"{parent} {self._env.titles[parent].pformat() if parent in self._env.titles else ''}")
            parent = self._relations.get(parent, [None])[0]
        return titles
