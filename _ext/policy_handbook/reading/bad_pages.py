"""One bad page never costs the book.

Whatever is raised while a page is read, resolved or written (by a directive of ours, by MyST, docutils or Sphinx) becomes one
warning that names the page and the error, so that ``-W`` fails; the page is shown with what could be read, and the rest of the
book is built. Only what is no page's fault goes through: a disk that is full, a folder that cannot be written.

Sphinx reads a page with ``Builder.read_doc``, resolves it with ``BuildEnvironment.get_and_resolve_doctree`` and writes it with
``Builder.write_doc``, in this process or in one that branched off. A net is put round each of the three, on the objects of this
build alone.
"""

from __future__ import annotations

import errno
import logging
import multiprocessing
import re
import traceback
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from docutils import nodes
from markdown_it.parser_block import ParserBlock
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode
from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer
from myst_parser.parsers.mdit import create_md_parser
from sphinx.errors import SphinxError, SphinxWarning
from sphinx.util.docutils import new_document
from sphinx.util.logging import MemoryHandler, getLogger

from ..diagnostics import in_words, root_of, warn
from ..domain import get_domain
from .doctree_text import OWN
from .encoding import FRONT_MATTER
from .inclusion import is_within

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

logger = getLogger(__name__)

# How many blocks of a page are set aside before the whole page is.
_MOST = 20
# How many files a page takes in, with those that they take in: a circle has no end, and ten of ten of ten has hardly one.
_MOST_INCLUDED = 50
_LONGEST_TITLE = 200
_TITLE = re.compile(r"^#[ \t]+(?P<words>\S.*)$", re.MULTILINE)
_NO_WORD = re.compile(r"[^\w\s.,:;’'()–-]+")
_OF_THE_DISK = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EFBIG, errno.EIO, errno.EMFILE, errno.ENFILE})

PART_NOTICE = "Dit deel van de pagina kon niet gelezen worden. Hieronder staat het zoals het getypt is."
PAGE_NOTICE = "Deze pagina kon niet gelezen worden. Hieronder staat ze zoals ze getypt is."
UNSHOWN_NOTICE = "Deze pagina kan nu niet getoond worden zoals ze bedoeld is. Hieronder staat ze zoals ze getypt is."


class IncludeCircle(SphinxError):
    """A page takes itself in, or so many files that it never ends."""


# -- what went wrong


def is_of_the_disk(error: BaseException) -> bool:
    """Whether an error says nothing of the page, but of where the build keeps its files."""
    cause = root_of(error)
    return isinstance(cause, OSError) and (cause.errno in _OF_THE_DISK or isinstance(cause, PermissionError))


def mend_for(error: BaseException) -> str:
    """What an editor can do about an error of a page."""
    if isinstance(root_of(error), RecursionError):
        return "er zit te veel in elkaar; sluit elk blok af, en zet minder lijsten en blokken in elkaar"
    return "schrijf het zoals in de redactiegids; staat het er zo, geef deze melding dan door aan wie de software onderhoudt"


def _goes_through(app: Sphinx, error: Exception) -> bool:
    return app.pdb or isinstance(error, SphinxWarning)


def _line_of(error: BaseException) -> int:
    """The line of the page where the block starts in which an error was raised; 0 where that cannot be told.

    The outermost that knows a line is of the page itself; others can be of what it takes in.
    """
    for frame, _ in traceback.walk_tb(root_of(error).__traceback__):
        known = frame.f_locals
        token = known.get("token")
        if isinstance(token, SyntaxTreeNode) and not token.is_root and token.map:
            return int(token.map[0])  # while nodes are made
        if isinstance(token, Token) and token.map and frame.f_globals["__name__"].startswith("markdown_it."):
            return int(token.map[0]) + 1  # while the words of a block are read
        if isinstance(known.get("self"), ParserBlock) and "line" in known:
            return int(known["line"]) + 1  # while the page is taken apart into blocks
    return 0


# -- reading


@dataclass(slots=True)
class _Aside:
    """What is shown as it was typed instead of read: blocks of a page, by the line on which they start, or all of it."""

    blocks: dict[int, Exception] = field(default_factory=dict)
    whole: Exception | None = None
    keeps_front_matter: bool = True
    #: For each mark that stands in the source instead, the notice and the words.
    marks: dict[str, tuple[str, str]] = field(default_factory=dict)


class PageReader:
    """Reads the pages of one build, each with what can be read of it."""

    def __init__(self, app: Sphinx) -> None:
        self._app = app
        self._read = app.builder.read_doc
        self._aside: dict[str, _Aside] = {}

    def read_doc(self, docname: str, *, _cache: bool = True) -> None:
        """In the place of the builder's own."""
        aside = self._aside[docname] = _Aside()
        try:
            while not self._has_read(docname, aside, cache=_cache):
                self._forget(docname)
        except OSError as error:
            if multiprocessing.parent_process() is None:
                raise
            # Sphinx loses what a process raises that branched off while others wait for it: the first process raises it.
            get_domain(self._app.env).unread[docname] = (
                error.errno or 0,
                error.strerror or "",
                str(error.filename or ""),
            )
            _complete(self._app.env, docname)
            return
        finally:
            del self._aside[docname]
        if aside.whole is not None:
            warn("page_failed", (docname, 1), error=in_words(aside.whole), mend=mend_for(aside.whole))
        for line, fault in sorted(aside.blocks.items()):
            if isinstance(fault, IncludeCircle):
                warn("include_circle", (docname, line), most=_MOST_INCLUDED)
            else:
                warn("part_failed", (docname, line), line=line, error=in_words(fault), mend=mend_for(fault))
        if aside.whole is not None or aside.blocks:
            get_domain(self._app.env).misread[docname] = True

    def _has_read(self, docname: str, aside: _Aside, *, cache: bool) -> bool:
        """Try to read a page; where that fails, set more of it aside. What is said of a page counts only once it was read."""
        with _held_back() as held:
            try:
                self._read(docname, _cache=cache)
            except Exception as error:
                if _goes_through(self._app, error):
                    raise
                if is_of_the_disk(error):
                    raise root_of(error) from error
                held.clear()
                logger.verbose("%s", "".join(traceback.format_exception(error)))
                self._set_aside(docname, aside, error)
                return False
        return True

    def _set_aside(self, docname: str, aside: _Aside, error: Exception) -> None:
        if aside.whole is not None:
            if not aside.keeps_front_matter:
                raise error  # not the page, then
            aside.keeps_front_matter = False
            return
        line = _line_of(error)
        if line and line not in aside.blocks and len(aside.blocks) < _MOST:
            aside.blocks[line] = error
        else:
            aside.blocks.clear()
            aside.whole = error

    def _forget(self, docname: str) -> None:
        env = self._app.env
        self._app.emit("env-purge-doc", env, docname)
        env.clear_doc(docname)
        env.temp_data.clear()
        env.ref_context.clear()

    def replace_source(self, app: Sphinx, docname: str, source: list[str]) -> None:
        """Put marks in the place of what is set aside; every other line keeps its number."""
        aside = self._aside[docname]
        aside.marks.clear()
        text = source[0]
        if aside.blocks and not self._replace_blocks(aside, source):
            aside.whole = next(iter(aside.blocks.values()))
            aside.blocks.clear()
        if aside.whole is not None:
            front = FRONT_MATTER.match(text) if aside.keeps_front_matter else None
            title = _TITLE.search(text)
            words = " ".join(_NO_WORD.sub(" ", title["words"]).split())[:_LONGEST_TITLE] if title else ""
            mark = _add_mark(aside, text, PAGE_NOTICE, text)
            source[0] = f"{front[0] if front else ''}# {words or docname}\n\n{mark}\n"

    def _replace_blocks(self, aside: _Aside, source: list[str]) -> bool:
        text = source[0]
        lines = text.splitlines()
        for first, last in _blocks_of(self._app.env, text):
            if any(first <= line - 1 < last for line in aside.blocks):
                words = "\n".join(lines[first:last])
                lines[first:last] = [_add_mark(aside, text, PART_NOTICE, words), *[""] * (last - first - 1)]
        # A block that ran into the next one must not do so now.
        source[0] = "\n".join(lines) + "\n"
        return bool(aside.marks)

    def show_aside(self, app: Sphinx, doctree: object) -> None:
        """Put what is set aside in the place of its mark."""
        assert isinstance(doctree, nodes.document)
        marks = self._aside[app.env.docname].marks
        for paragraph in list(doctree.findall(nodes.paragraph)) if marks else ():
            if (found := marks.get(paragraph.astext())) is not None:
                paragraph.replace_self(_as_typed(*found))


def _complete(env: BuildEnvironment, docname: str) -> None:
    """Give a page that was not read to its end what Sphinx takes of every page from the process that read it."""
    env.all_docs.setdefault(docname, 0)
    env.titles.setdefault(docname, nodes.title())
    env.longtitles.setdefault(docname, nodes.title())
    env.tocs.setdefault(docname, nodes.bullet_list())
    env.toc_num_entries.setdefault(docname, 0)


def count_included(app: Sphinx, path: object, parent: str, text: list[str]) -> None:
    """Raise IncludeCircle where a page takes in too much."""
    count: int = app.env.temp_data.get("policy:included", 0)  # type: ignore[assignment]
    app.env.temp_data["policy:included"] = count + 1
    if count >= _MOST_INCLUDED:
        raise IncludeCircle(str(path))


def _add_mark(aside: _Aside, text: str, notice: str, words: str) -> str:
    mark = f"terzijde{len(aside.marks)}"
    while mark in text:
        mark += "x"
    aside.marks[mark] = (notice, words)
    return mark


def _blocks_of(env: BuildEnvironment, text: str) -> list[tuple[int, int]]:
    """The first line (from 0) of each block of a page and the one after its last; none where even that cannot be told."""
    markdown = create_md_parser(env.myst_config, SphinxRenderer)  # type: ignore[attr-defined]
    markdown.disable("inline", True)
    try:
        tokens = markdown.parse(text)
    except Exception:
        return []
    return [(token.map[0], token.map[1]) for token in tokens if token.level == 0 and token.map and token.nesting >= 0]


def _as_typed(notice: str, words: str) -> nodes.container:
    typed = nodes.literal_block(words, words, language="none")
    return nodes.container("", nodes.paragraph(notice, notice), typed, classes=["policy-aside"], **{OWN: "?"})


@contextmanager
def _held_back() -> Iterator[MemoryHandler]:
    """Hold back what is said meanwhile; what is not cleared is said afterwards."""
    everything = logging.getLogger("sphinx")
    handlers, held = everything.handlers[:], MemoryHandler()
    everything.handlers[:] = [held]
    try:
        yield held
    finally:
        everything.handlers[:] = handlers
        held.flushTo(everything)


# -- resolving and writing


class PageWriter:
    """Resolves and writes the pages of one build; one that cannot be is shown as it was typed."""

    def __init__(self, app: Sphinx) -> None:
        self._app = app
        self._resolve = app.env.get_and_resolve_doctree
        self._write = app.builder.write_doc

    def resolve(self, docname: str, builder: Builder, **options: Any) -> nodes.document:
        """In the place of the environment's own."""
        try:
            return self._resolve(docname, builder, **options)
        except Exception as error:
            self._report(docname, error)
            return self._typed(docname)

    def write_doc(self, docname: str, doctree: nodes.document) -> None:
        """In the place of the builder's own."""
        try:
            self._write(docname, doctree)
        except Exception as error:
            self._report(docname, error)
            self._write(docname, self._typed(docname))

    def _report(self, docname: str, error: Exception) -> None:
        if _goes_through(self._app, error) or (is_of_the_disk(error) and multiprocessing.parent_process() is None):
            raise error
        logger.verbose("%s", "".join(traceback.format_exception(error)))
        warn("page_unshown", (docname, 1), error=in_words(error), mend=mend_for(error))

    def _typed(self, docname: str) -> nodes.document:
        env = self._app.env
        path = env.doc2path(docname)
        document = new_document(str(path))
        document.settings.env = env
        title = env.titles[docname].astext() if docname in env.titles else docname
        # Of a page that is a link out of the book only the name is shown.
        words = path.read_text("utf-8", errors="replace") if is_within(env, path) else ""
        document += nodes.section("", nodes.title(title, title), _as_typed(UNSHOWN_NOTICE, words), ids=["pagina"])
        return document


# -- the three nets


def guard_reading(app: Sphinx) -> None:
    """Put a net round the reading of each page."""
    reader = PageReader(app)
    app.builder.read_doc = reader.read_doc  # type: ignore[method-assign, misc]
    # After the front matter was looked at; before anything looks at the page.
    app.connect("source-read", reader.replace_source, priority=900)
    app.connect("doctree-read", reader.show_aside, priority=100)


def raise_unread(app: Sphinx, env: BuildEnvironment) -> None:
    """Raise what a process that branched off could not, and read what was lost with one that was ended."""
    domain = get_domain(env)
    for docname, (number, words, path) in sorted(domain.unread.items()):
        domain.unread.clear()
        raise OSError(number, words, path or str(app.doctreedir / docname))
    for docname in sorted(env.found_docs - env.all_docs.keys()):
        app.builder.read_doc(docname)


def guard_writing(app: Sphinx, builder: Builder) -> None:
    """Put a net round the resolving and the writing of each page; not sooner: an environment is stored with what is put on it."""
    writer = PageWriter(app)
    app.env.get_and_resolve_doctree = writer.resolve  # type: ignore[method-assign]
    builder.write_doc = writer.write_doc  # type: ignore[method-assign]


def unguard(app: Sphinx, error: Exception | None) -> None:
    """Take the net off the environment, which may be stored again."""
    vars(app.env).pop("get_and_resolve_doctree", None)


def setup(app: Sphinx) -> None:
    """Put the nets up as the build gets there."""
    app.connect("builder-inited", guard_reading)
    app.connect("include-read", count_included)
    app.connect("env-updated", raise_unread, priority=1)
    app.connect("write-started", guard_writing)
    app.connect("build-finished", unguard)
