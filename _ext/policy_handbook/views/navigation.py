"""Where a page stands in the book: its part, the pages beside it, the ones before and after, and its own headings."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sphinx.environment import BuildEnvironment

    from ..model.handbook import Handbook

#: The headings of a page that its contents list: those below its title, and two levels below these.
DEPTH = 3


@dataclass(frozen=True, slots=True)
class Way:
    """Where a link of a menu leads: ``path`` from the root of the site, and what stands below it."""

    title: str
    path: str
    ways: tuple[Way, ...] = ()


class Navigation:
    """The menus of a book; ``uri`` gives the path from the root of the site of a page.

    Titles are those of the tables of contents, or else of the pages; a code is named as the handbook names it, and its text
    lists its headings.
    """

    def __init__(self, env: BuildEnvironment, book: Handbook, uri: Callable[[str], str]) -> None:
        self._env = env
        self._uri = uri
        self._names = {code.place.docname: code.short for code in book.codes.values()}
        self._texts = {version.place.docname for versions in book.versions.values() for version in versions.values()}
        self._root = env.config.root_doc
        self._ways: dict[str, tuple[Way, ...]] = {}
        self._pages: dict[str, list[tuple[str, str]]] = {}
        # The page in whose contents a page stands, the first where there are several.
        self._above: dict[str, str] = {}
        todo = [self._root]
        for docname in todo:
            for child, _ in self._pages_below(docname):
                if child != self._root and child not in self._above:
                    self._above[child] = docname
                    todo.append(child)

    @property
    def parts(self) -> tuple[Way, ...]:
        """The parts of the book: what its first page lists."""
        return self._below(self._root)

    def part_of(self, docname: str) -> Way | None:
        """The part in which a page stands, with its pages; of these the one that holds the page has its own with it."""
        line = [docname]
        while (above := self._above.get(line[-1])) is not None:
            line.append(above)
        if len(line) < 2:
            return None
        part = line[-2]
        path = self._uri(part)
        own = next((way for way in self.parts if way.path == path), None)
        if own is None:
            return None
        open_page = line[-3] if len(line) > 2 else ""
        return replace(own, ways=tuple(self._opened(open_page, self._below(part))))

    def _opened(self, docname: str, ways: tuple[Way, ...]) -> Iterator[Way]:
        path = self._uri(docname) if docname else ""
        for way in ways:
            if way.path != path:
                yield way
                continue
            inner = self._below(docname)
            # The text of a code is its pages: what it holds stands at once below the code.
            texts = [child for child, _ in self._pages_below(docname) if child in self._texts]
            if docname in self._names and texts:
                inner = (*(way for way in inner if way.path != self._uri(texts[0])), *self._text(texts[0]))
            yield replace(way, ways=inner)

    def _text(self, docname: str) -> tuple[Way, ...]:
        """The headings of the text of a code, two levels, each by its place on the page."""
        path = self._uri(docname)
        return tuple(
            replace(way, path=path + way.path, ways=tuple(replace(w, path=path + w.path, ways=()) for w in way.ways))
            for way in self.headings(docname)
        )

    def beside(self, docname: str) -> tuple[Way | None, Way | None]:
        """The pages before and after a page among those that stand in the same contents."""
        above = self._above.get(docname)
        if above is None or above == self._root:
            return None, None
        ways = self._below(above)
        paths = [way.path for way in ways]
        path = self._uri(docname)
        if path not in paths:
            return None, None
        at = paths.index(path)
        return (ways[at - 1] if at else None), (ways[at + 1] if at + 1 < len(ways) else None)

    def headings(self, docname: str) -> tuple[Way, ...]:
        """The headings of a page below its title, each by its anchor."""
        toc = self._env.tocs.get(docname)
        if toc is None or not toc.children:
            return ()
        title = toc.children[0]
        return tuple(_headings_in(title, DEPTH)) if isinstance(title, nodes.list_item) else ()

    def is_text(self, docname: str) -> bool:
        """Whether a page holds the text of a code, whose headings stand in the menu."""
        return docname in self._texts and docname in self._above

    def shown_with(self, docname: str) -> str:
        """All that the menus of a page show, for a digest; the parts of the book count for every page."""
        return repr((self.part_of(docname), self.beside(docname)))

    def _below(self, docname: str) -> tuple[Way, ...]:
        if docname not in self._ways:
            self._ways[docname] = tuple(Way(title, self._uri(child)) for child, title in self._pages_below(docname))
        return self._ways[docname]

    def _pages_below(self, docname: str) -> list[tuple[str, str]]:
        if docname in self._pages:
            return self._pages[docname]
        env = self._env
        found: dict[str, str] = {}
        if docname in env.tocs:
            for toctree in env.tocs[docname].findall(addnodes.toctree):
                for title, child in toctree["entries"]:
                    if child in env.titles and child not in found:
                        found[child] = title or self._names.get(child) or env.titles[child].astext()
        self._pages[docname] = list(found.items())
        return self._pages[docname]


def _headings_in(item: nodes.list_item, depth: int) -> Iterator[Way]:
    if not depth:
        return
    for below in item.children:
        if isinstance(below, nodes.bullet_list):
            for child in below.children:
                reference = next(iter(child.findall(nodes.reference)), None)
                if isinstance(child, nodes.list_item) and reference is not None:
                    anchor = str(reference.get("anchorname", ""))
                    yield Way(reference.astext(), anchor, tuple(_headings_in(child, depth - 1)))
