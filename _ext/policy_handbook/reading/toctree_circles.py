"""Tables of contents that lead back to a page above them, or lead too deep.

Sphinx walks from page to page without an end. Each entry that closes a circle is left out of its table, with a warning, and so
is one that lies too deep; a page that was warned of is read again at every build, so that the entry is there once that is
mended, wherever.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx import addnodes

from ..diagnostics import warn
from ..domain import get_domain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

# Of pages below one another; Python lets Sphinx go some hundred deep.
_DEEPEST = 50


def find_endless(root: str, children: dict[str, list[str]]) -> list[tuple[str, str, str]]:
    """Each (subtype, page, entry) that must not be followed, on the way from *root* and then from any other page.

    The entry leads back to the page itself or to one above it ("toctree_circle"), or lies too deep ("toctree_deep").
    """
    found: list[tuple[str, str, str]] = []
    done: set[str] = set()
    for start in (root, *sorted(children)):
        # The pages above, outermost first, each with its entries yet to come; deeper than a function can call itself.
        above: dict[str, Iterator[str]] = {}
        if start not in done:
            above[start] = iter(children.get(start, ()))
        while above:
            page = next(reversed(above))
            entry = next(above[page], None)
            if entry is None:
                del above[page]
                done.add(page)
            elif entry in above:
                found.append(("toctree_circle", page, entry))
            elif entry not in done and len(above) >= _DEEPEST:
                found.append(("toctree_deep", page, entry))
            elif entry not in done:
                above[entry] = iter(children.get(entry, ()))
    return list(dict.fromkeys(found))


def break_circles(app: Sphinx, env: BuildEnvironment) -> None:
    """Leave the entries that must not be followed out of what the environment knows, each with a warning."""
    circles = get_domain(env).circles
    circles.clear()
    for subtype, page, entry in find_endless(env.config.root_doc, env.toctree_includes):
        warn(subtype, (page, _line_of(env, page, entry)), page=page, entry=entry, deepest=_DEEPEST)
        circles.setdefault(page, []).append(entry)
        env.toctree_includes[page] = [child for child in env.toctree_includes[page] if child != entry]
        env.files_to_rebuild.get(entry, set()).discard(page)
    for page, entries in circles.items():
        _leave_out(env.tocs[page], entries)


def _line_of(env: BuildEnvironment, page: str, entry: str) -> int:
    """The line of the table of contents; of its entry, where one with that name can be seen."""
    lines = env.doc2path(page).read_text("utf-8", errors="replace").splitlines()
    name = entry.rpartition("/")[2]
    tables = [toctree for toctree in env.tocs[page].findall(addnodes.toctree) if entry in toctree["includefiles"]]
    first = min((toctree.line for toctree in tables if toctree.line), default=1)
    for number, line in enumerate(lines[first - 1 :], first):
        words = line.strip().removesuffix(">").removesuffix(".md")
        if words and words.rpartition("<")[2].rpartition("/")[2] == name:
            return number
    return first


def _leave_out(node: nodes.Element, entries: list[str]) -> None:
    for toctree in node.findall(addnodes.toctree):
        toctree["entries"] = [entry for entry in toctree["entries"] if entry[1] not in entries]
        toctree["includefiles"] = [name for name in toctree["includefiles"] if name not in entries]


def leave_out(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Leave them out of the page itself too, before Sphinx makes links of its tables."""
    entries = get_domain(app.env).circles.get(docname)
    if entries:
        _leave_out(doctree, entries)


def setup(app: Sphinx) -> None:
    """Look once every page was read, before anything walks from page to page."""
    app.connect("env-updated", break_circles, priority=50)
    app.connect("doctree-resolved", leave_out)
