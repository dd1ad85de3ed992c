"""What a page may take in: files of the book. Nothing from outside the source folder, and nothing that is hidden in it.

What names a file goes by where it leads in the end: ``..``, an absolute path and a symbolic link come out the same.
"""

from __future__ import annotations

import posixpath
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from docutils.parsers.rst.directives.misc import Raw
from myst_parser.mocking import MockIncludeDirective, MockState
from sphinx import addnodes
from sphinx.directives.code import LiteralInclude
from sphinx.directives.other import Include
from sphinx.directives.patches import CSVTable
from sphinx.util.docutils import SphinxDirective
from sphinx.util.i18n import get_image_filename_for_language

from ..diagnostics import shorten, warn
from ..model.addresses import is_remote
from ..model.file_names import fault_of_name
from ..model.records import Place
from .doctree_text import line_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import OptionSpec


def is_within(env: BuildEnvironment, path: Path) -> bool:
    """Whether a file is one of the source folder once links are followed, with no hidden name on the way."""
    try:
        below = path.resolve().relative_to(Path(env.srcdir).resolve())
    except (OSError, RuntimeError, ValueError):
        return False
    return not any(name.startswith(".") for name in below.parts)


def path_of(env: BuildEnvironment, name: str) -> str:
    """The path from the source folder of a file that the page being read names, as it is written: a link is not followed.

    "" where it, or what it is a link to, is no file of the book, and where a name in it can be no name on every system.
    """
    folder = PurePosixPath(env.doc2path(env.docname, base=False)).parent
    path = posixpath.normpath(name.lstrip("/") if name.startswith("/") else posixpath.join(folder, name))
    if any(map(fault_of_name, path.split("/"))) or not is_within(env, Path(env.srcdir, path)):
        return ""
    return path


def leads_outside(env: BuildEnvironment, name: str) -> bool:
    """Whether what the page being read names, as Sphinx finds it, is no file of the book."""
    if "\0" in name:
        return True
    paths = [Path(env.relfn2path(each)[1]) for each in (name, get_image_filename_for_language(name, env))]
    found = _files_by_name(paths[0])
    # To Sphinx a path from the root of the disk is one from the source folder: it would say that there is no such file.
    if Path(name).is_absolute() and not found and _files_by_name(Path(name)):
        return True
    return not all(is_within(env, path) for path in (*paths, *found))


def _files_by_name(path: Path) -> list[Path]:
    """The files that a path stands for: of a picture that ends in ``.*`` a writer chooses among several."""
    try:
        return list(path.parent.glob(path.name)) if path.name.endswith(".*") else [path] * path.exists()
    except (OSError, ValueError):
        return []


class _OwnFilesOnly(SphinxDirective):
    """A directive of docutils' or Sphinx's that takes in files, of the book alone."""

    #: Whether its argument names a file, which options do, and which bring something that no page may take in.
    takes_argument: ClassVar[bool] = False
    files: ClassVar[tuple[str, ...]] = ()
    never: ClassVar[tuple[str, ...]] = ()

    def run(self) -> list[nodes.Node]:
        names = [self.options[option] for option in self.files if option in self.options]
        if self.takes_argument:
            names += self.arguments
        wrong = [self.options[option] for option in self.never if option in self.options]
        # In angle brackets stands what comes with docutils.
        wrong += [name for name in names if name.startswith("<") or leads_outside(self.env, name)]
        if wrong:
            place = Place(self.env.docname, self.lineno)
            warn("file_outside", place, path=shorten(wrong[0]), what=f"{{{self.name}}}")
            return []
        return list(self.take_in())

    def take_in(self) -> Sequence[nodes.Node]:
        """What the directive does with files that it may take in."""
        return super().run()


class IncludeDirective(_OwnFilesOnly):
    """``{include}``, in Markdown (of which MyST has its own) and in reStructuredText."""

    takes_argument = True
    required_arguments = Include.required_arguments
    final_argument_whitespace = True
    # As MyST adds to them.
    option_spec: ClassVar[OptionSpec] = {
        **(Include.option_spec or {}),
        "relative-images": directives.flag,
        "relative-docs": directives.path,
        "heading-offset": directives.nonnegative_int,
    }

    def take_in(self) -> Sequence[nodes.Node]:
        if isinstance(self.state, MockState):
            renderer = self.state._renderer  # MyST hands it to no directive but its own
            return MockIncludeDirective(
                renderer, self.name, Include, self.arguments, self.options, list(self.content), self.lineno
            ).run()
        given = (self.name, self.arguments, self.options, self.content, self.lineno, self.content_offset)
        return Include(*given, self.block_text, self.state, self.state_machine).run()


class LiteralIncludeDirective(_OwnFilesOnly, LiteralInclude):
    """``{literalinclude}``."""

    takes_argument = True
    files = ("diff",)


class CSVTableDirective(_OwnFilesOnly, CSVTable):  # type: ignore[misc]
    """``{csv-table}``, of which the argument is a title."""

    files = ("file",)
    never = ("url",)


class RawDirective(_OwnFilesOnly, Raw):
    """``{raw}``: what it gives is taken out of the page (see :mod:`.markup`), so nothing is read for it."""

    never = ("file", "url")


def leave_out_linked_folders(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> list[str]:
    """Warn of each folder that is a link to another of the book, and leave its pages out: they stand there already.

    One that leads to a folder above itself would give them again and again.
    """
    is_link: dict[Path, bool] = {}
    linked: dict[Path, list[str]] = {}
    source = Path(env.srcdir)
    for docname in sorted(env.found_docs):
        for folder in reversed(PurePosixPath(docname).parents[:-1]):
            path = source / folder
            if path not in is_link:
                is_link[path] = path.is_symlink() and is_within(env, path)
            if is_link[path]:
                linked.setdefault(path, []).append(docname)
                break
    for path, docnames in linked.items():
        warn("linked_folder", "", path=path.relative_to(source).as_posix())
        leave_out_pages(env, docnames, added, changed, removed)
    return []


def leave_out_pages(
    env: BuildEnvironment, docnames: Iterable[str], added: set[str], changed: set[str], removed: set[str]
) -> None:
    """Take pages out of the book before it is read, as if their files were not there."""
    for docname in docnames:
        for found in (env.project.docnames, added, changed):
            found.discard(docname)
        if docname in env.all_docs:
            removed.add(docname)


def check_page(app: Sphinx, docname: str, source: list[str]) -> None:
    """Of a page that is a link to a file which is none of the book only its name is shown."""
    path = app.env.doc2path(docname)
    if not is_within(app.env, Path(path)):
        warn("file_outside", (docname, 1), path=path.relative_to(app.srcdir).as_posix(), what="pagina")
        source[0] = f"# {path.stem}\n"


def check_files(app: Sphinx, doctree: object) -> None:
    """Take out of a page that was just read each picture and download that is no file of the book, before Sphinx copies it."""
    assert isinstance(doctree, nodes.document)
    env = app.env
    for image in list(doctree.findall(nodes.image)):
        if not is_remote(image["uri"]) and leads_outside(env, image["uri"]):
            _take_out(env, image, image["uri"], "afbeelding", words_of_image(image))
    for download in list(doctree.findall(addnodes.download_reference)):
        name = download["reftarget"]
        if not is_remote(name) and leads_outside(env, name):
            _take_out(env, download, name, "download", nodes.inline("", "", *download.children))


def words_of_image(image: nodes.image) -> nodes.Element:
    """What stands for a picture that cannot be shown: its alternative text, as part of a line or as a paragraph."""
    alt = image.get("alt", "")
    is_inline = isinstance(image.parent, nodes.TextElement)
    return nodes.inline(alt, alt) if is_inline else nodes.paragraph(alt, alt)


def _take_out(env: BuildEnvironment, node: nodes.Element, name: str, kind: str, words: nodes.Element) -> None:
    warn("file_outside", (env.docname, line_of(node)), path=shorten(name), what=kind)
    node.replace_self(words)


def setup(app: Sphinx) -> None:
    """Put our directives in the place of those that would take in any file."""
    for name, directive in (
        ("include", IncludeDirective),
        ("literalinclude", LiteralIncludeDirective),
        ("csv-table", CSVTableDirective),
        ("raw", RawDirective),
    ):
        app.add_directive(name, directive, override=True)
    app.connect("env-get-outdated", leave_out_linked_folders, priority=90)
    app.connect("source-read", check_page, priority=400)
    # Before Sphinx gathers what it is to copy.
    app.connect("doctree-read", check_files, priority=450)
