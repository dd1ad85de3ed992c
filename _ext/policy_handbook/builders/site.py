"""The ``handbook`` builder: Sphinx's HTML, written only where stale, with rule pages, data and worksheets."""

from __future__ import annotations

import gc
import shutil
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from jinja2 import FileSystemBytecodeCache
from sphinx import addnodes
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.builders.html._build_info import BuildInfo
from sphinx.jinja2glue import BuiltinTemplateLoader
from sphinx.util.display import progress_message
from sphinx.util.inventory import InventoryFile

from ..diagnostics import inform
from ..digest import digest, digest_files, files_of
from ..domain import OBJECT_TYPES, get_domain
from ..freshness.findings import Listener
from ..freshness.shown import Bases
from ..hosting import Hosting, root_of
from ..model.addresses import is_remote
from ..model.file_names import nameable
from ..presentation.citation import rule_path
from ..presentation.edition import booklet_path
from ..presentation.medium import Medium
from ..presentation.search_records import SearchedPage, make_hits
from ..presentation.table_kinds import make_table
from ..theme_words import LOCALE
from ..views.assets import SHEET, TEMPLATES, is_ours, join, unused_files
from ..views.code import source_path
from ..views.navigation import Navigation
from ..views.search import search_page
from ..views.shell import make_shell, readers_of
from ..views.table import worksheet_path
from .booklets import Batch, find_damaged, make_booklets, print_surroundings
from .exports import make_exports
from .files import PageFile, files_below, put, remove, remove_empty_folders
from .manifest import Manifest
from .missing_page import MISSING, from_root, make_missing_page
from .rule_pages import RulePages
from .search_index import INDEX_PATH, dump_index
from .workbook import make_workbook

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Set

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from ..model.handbook import Handbook
    from ..presentation.spans import Table

_INVENTORY = "objects.inv"
# What Sphinx itself writes, and no page of ours.
_SPHINX_FILES = (_INVENTORY, ".buildinfo")
# Folders in which extensions and themes put files of their own.
_ASSETS = ("_static/", "_sphinx_design_static/")

# As many pages as an editor changes between two builds.
_FEW = 20


class HandbookBuilder(StandaloneHTMLBuilder):
    """The site. An incremental build leaves it as a clean one would, byte for byte."""

    name = "handbook"
    epilog = "Het handboek staat in %(outdir)s."
    #: How many pages were read in this build.
    pages_read = 0
    #: The site; its editions are those of the booklets once they are made, before any page is presented.
    medium = Medium(has_files=True)
    # Sphinx's own index loses entries when it is updated, and finds no articles.
    search = False

    def init(self) -> None:
        super().init()
        # Compiling the theme's templates takes longer than writing a page with them.
        compiled = Path(self.doctreedir, "templates")
        compiled.mkdir(parents=True, exist_ok=True)
        assert isinstance(self.templates, BuiltinTemplateLoader)
        self.templates.environment.bytecode_cache = FileSystemBytecodeCache(str(compiled))
        # Apart: Sphinx compiles the same templates for a guarded environment.
        self._templates_cache = FileSystemBytecodeCache(str(compiled), "rule_%s.cache")
        self._manifest_path = Manifest.path_of(Path(self.outdir))
        self._before = Manifest()
        self._now = Manifest()
        self._stale: set[str] = set()
        self._present: set[str] = set()
        self._idle = False
        self._whole = True
        self._named: set[str] = set()
        self._booklets = Batch()
        self._listener = Listener(self._app)
        self._hosting = Hosting(root_of(self.config.policy_handbook_url), self.config.policy_frame_ancestors)

    def create_build_info(self) -> BuildInfo:
        """Everything that changes what is read counts too: Sphinx's own builder trusts times for that."""
        return BuildInfo(self.config, self.tags, frozenset({"html", "env"}))

    # -- what is stale

    def get_outdated_docs(self) -> Iterator[str]:
        """Nothing yet: what is stale is known when everything was read (:meth:`find_stale`)."""
        return iter(())

    def find_stale(self) -> list[str]:
        """The pages to write, by comparing what they show with what was written to this output."""
        # What an earlier build read stays: looking through it again and again for garbage is lost time.
        is_edit = self.pages_read <= _FEW
        if is_edit:
            gc.freeze()
        env, domain = self.env, get_domain(self.env)
        self._before = Manifest.load(self._manifest_path)
        present = self._present = files_below(Path(self.outdir))
        surroundings = self._surroundings()
        around_booklets = digest(print_surroundings(self._app), self.build_info.config_hash, self.build_info.tags_hash)
        inputs = digest(domain.inputs_digest(), surroundings, around_booklets, repr(sorted(env.found_docs)))
        damaged = find_damaged(Path(self.outdir), self._before.booklets, present)
        if self._before.inputs == inputs and set(self._before.files) == present and not damaged:
            self._now, self._idle = self._before, True
            return []
        self._idle = False
        # Before the pages, which tell how large the booklets are that were written.
        self._booklets = make_booklets(self._app, self._before.booklets, present, damaged, around_booklets)
        if self._booklets.new:
            self._write_booklets()
        self.medium = Medium(has_files=True, editions=self._booklets.editions)
        intact = self._before.surroundings == surroundings
        self._bases = Bases(env, domain, self.medium)
        bases = {docname: self._bases.of_page(docname) for docname in sorted(env.found_docs)}
        pages = {
            docname: self._before.pages[docname]
            if intact and docname in self._before.pages and self._before.bases.get(docname) == basis
            else self._bases.shown_on(docname)
            for docname, basis in bases.items()
        }
        self._stale = {
            docname
            for docname, shown in pages.items()
            if not intact or self._before.pages.get(docname) != shown or not self._is_there(docname)
        }
        images = {docname: names for docname, names in self._before.images.items() if docname in env.found_docs}
        booklets, hosting = self._booklets.entries, self._hosting
        self._now = Manifest(
            inputs, surroundings, pages, bases=bases, images=images, booklets=booklets, hosting=hosting
        )
        if self._booklets.failed:
            self._now.inputs = ""
        if is_edit:
            gc.freeze()
        if not intact:
            shutil.rmtree(Path(self.outdir, "_static"), ignore_errors=True)
        return sorted(self._stale)

    def _surroundings(self) -> str:
        """What is around every page: configuration, templates, assets, translations, the navigation bar, as whom one reads."""
        config, confdir = self.config, Path(self.confdir)
        # The joined style sheet stands beside the doctrees, wherever those are: its words count, not its place.
        static = [entry for entry in config.html_static_path if Path(entry).name != SHEET]
        entries = [*config.templates_path, *static, *config.html_extra_path, *config.html_theme_path]
        entries += [name for name in (config.html_logo, config.html_favicon) if name and not is_remote(name)]
        files = [file for entry in (*entries, TEMPLATES) for file in files_of(confdir / entry)]
        for folder in (*(confdir / name for name in config.locale_dirs), LOCALE):
            files += folder.rglob("*.po")
        env = self.env
        root = config.root_doc
        toctrees = env.tocs[root].findall(addnodes.toctree) if root in env.tocs else ()
        titles = [env.titles[docname].astext() for docname in config.policy_footer if docname in env.titles]
        # An entry's own title, or else that of its page.
        titles += [
            f"{child} {title or (env.titles[child].pformat() if child in env.titles else '')}"
            for toctree in toctrees
            for title, child in toctree["entries"]
        ]
        titles.append(repr(readers_of(get_domain(env).handbook, self.get_target_uri)))
        if any(config.html_sidebars.values()):  # which can show the contents of the whole book
            titles += [f"{docname} {toc.pformat()}" for docname, toc in sorted(env.tocs.items())]
            titles.append(repr(env.toctree_includes))
        build = self.build_info
        words = join(confdir, static)
        files_digest = digest_files(files, confdir)
        return digest(build.config_hash, build.tags_hash, files_digest, words, self._search_page, *titles)

    def _is_there(self, docname: str) -> bool:
        """Whether a page is in the output, and the images that it shows."""
        images = self._before.images.get(docname, ())
        return self._present.issuperset([self._page_path(docname), *(f"{self.imagedir}/{name}" for name in images)])

    def _write_booklets(self) -> None:
        """Write the new booklets: nothing is known of one until it is whole, but the one of before stays."""
        self._before.inputs = ""
        self._before.booklets = self._booklets.entries
        self._before.save(self._manifest_path)
        with progress_message("boekjes schrijven"):
            self._booklets.write(Path(self.outdir), get_domain(self.env).handbook.booklets)
        self._before.save(self._manifest_path)

    def _page_path(self, docname: str) -> str:
        return docname + self.out_suffix

    # -- writing

    def get_doc_context(self, docname: str, body: str, metatags: str) -> dict[str, Any]:
        """Without Sphinx's neighbours: they cross from part to part, and a page would change with a title that it does not show."""
        context = super().get_doc_context(docname, body, metatags)
        context.update(prev=None, next=None, rellinks=[])
        return context

    def get_output_path(self, page_name: str, /) -> Path:
        """Where a page is written; whole, or not at all."""
        self._named.add(self._page_path(page_name))
        file = PageFile(super().get_output_path(page_name))
        if page_name == MISSING:
            return file.of_page(Path(self.outdir), page_name, partial(from_root, root=self._hosting.root))
        return file.of_page(Path(self.outdir), page_name)

    def copy_assets(self) -> None:
        if self._idle:
            return
        self._listener.take()
        super().copy_assets()
        if is_ours(self._app):
            for name in unused_files():
                Path(self.outdir, "_static", name).unlink(missing_ok=True)
        if self._listener.heard():
            # Sphinx names what it could not copy: all of it is copied again, and every page, which names what it shows.
            self._now.surroundings = ""
            self._forget(self._now.pages)

    def write_documents(self, docnames: Set[str]) -> None:
        # Until a page is whole its digest is gone: an interrupted build leaves no page that passes for fresh.
        for docname in self._stale:
            self._before.pages.pop(docname, None)
        self._before.inputs = ""
        if self._before.surroundings != self._now.surroundings:
            self._before.worksheets.clear()
            self._before.rule_pages.clear()
        self._before.surroundings = self._now.surroundings
        self._before.save(self._manifest_path)
        self._listener.take()
        if docnames & self._stale:
            super().write_documents(docnames & self._stale)
        warned, is_general = self._listener.take()
        # Those of which something is to be said again, or which were not written; and where only some files were asked for.
        self._forget(warned | (self._stale - docnames) | (self._stale if is_general else set()))

    def write_doc_serialized(self, docname: str, doctree: nodes.document) -> None:
        """Note which images a page shows, once one was chosen where there are several for the same place."""
        super().write_doc_serialized(docname, doctree)
        shown = {str(node["uri"]) for node in doctree.findall(nodes.image)}
        self._now.images[docname] = sorted(self.images[uri] for uri in shown if uri in self.images)

    def _forget(self, docnames: Iterable[str]) -> None:
        """Let the next build write these pages again."""
        for docname in list(docnames):
            self._now.pages.pop(docname, None)
            self._whole = False

    def finish(self) -> None:
        if self._idle:
            return
        self._listener.take()
        super().finish()
        self.finish_tasks.join()
        if self._listener.heard():  # an image that could not be copied, among others
            self._forget(self._stale)
            self._whole = False
        written = self._write_ours()
        self._now.files = sorted(self._prune(written))
        if not self._whole:
            self._now.inputs = ""
        self._now.save(self._manifest_path)

    def _write_ours(self) -> set[str]:
        """Write rule pages, data, worksheets and sources; the paths of all of them, and of the booklets."""
        out = Path(self.outdir)
        book = get_domain(self.env).handbook
        base = self.config.policy_handbook_url
        if not base:
            inform("no_address")
        files: set[str] = set()

        def put(path: str, data: bytes) -> None:
            files.add(path)
            self._put(path, data)

        with progress_message("bepalingen apart schrijven"):
            files.update(self._write_rule_pages(book, out))
        with progress_message("gegevens schrijven"):
            for path, data in make_exports(book, base):
                put(path, data)
            for versions in book.versions.values():
                for version in versions.values():
                    source = Path(self.srcdir, version.source)
                    if version.source and source.is_file():
                        put(source_path(version.source), source.read_bytes())
        if self._search_page:
            with progress_message("zoekindex schrijven"):
                put(INDEX_PATH, dump_index(book, make_hits(book, self._searched_pages()), self._find))
        with progress_message("werkbladen schrijven"):
            files.update(self._write_worksheets(book, out))
        # They were written before the pages; one that could not be made stays as it was.
        files.update(map(booklet_path, nameable(book.booklets, "booklet")))
        return files

    @property
    def _search_page(self) -> str:
        """The name of the page with the search, to which the form of every page leads; "" where the book has none."""
        return search_page(get_domain(self.env))

    def _searched_pages(self) -> Iterator[SearchedPage]:
        """The pages in the language of the book that hold no text of a code: of those every rule is found by itself."""
        env, domain = self.env, get_domain(self.env)
        for docname in sorted(env.found_docs - {self._search_page}):
            page = domain.pages.get(docname)
            if (page is None or not page.versions) and not env.metadata[docname].get("lang"):
                headings = [node.astext() for node in env.tocs[docname].findall(nodes.reference)]
                yield SearchedPage(self.get_target_uri(docname), env.titles[docname].astext(), tuple(headings[1:]))

    def _write_rule_pages(self, book: Handbook, out: Path) -> set[str]:
        """The rule pages, those of a code only when something changed on the pages from which they are made."""
        static = out / "_static"
        assets = digest_files(static.glob("policy*"), static)[:8]
        base, title = self.config.policy_handbook_url, self.config.html_title
        own = [Path(self.confdir, entry) for entry in self.config.templates_path]
        navigation = Navigation(self.env, book, self.get_target_uri)
        shell = make_shell(get_domain(self.env), navigation, self.get_target_uri, self.medium)
        parts = (navigation.part_of(code.place.docname) for code in book.codes.values())
        part = next((part.path for part in parts if part), "")
        pages = RulePages(book, base, self._find, assets, title, shell, part, self._logo, self._templates_cache, own)
        files: set[str] = set()
        stale: list[str] = []
        for code in book.codes:
            texts = sorted(version.place.docname for version in book.versions.get(code, {}).values())
            basis = digest(assets, self._bases.common, *(self._now.bases.get(docname, "") for docname in texts))
            paths = pages.paths_of_code(code)
            files |= paths
            self._now.rule_pages[code] = basis
            if self._before.rule_pages.get(code) != basis or not paths <= self._present:
                stale.append(code)
        if stale:
            for code in stale:
                self._before.rule_pages.pop(code, None)
            self._before.save(self._manifest_path)
        for code in stale:
            # Each is written, whatever becomes of the one before.
            written = [self._put(page.path, page.html.encode()) for page in pages.of_code(code)]
            if not all(written):
                del self._now.rule_pages[code]
        return files

    def _write_worksheets(self, book: Handbook, out: Path) -> set[str]:
        """The worksheets, each only when its table changed: making one costs far more than comparing."""
        stale: dict[str, Table] = {}
        before, now = self._before, self._now
        for spec in nameable(book.tables, "table").values():
            page, path = spec.place.docname, worksheet_path(spec.id)
            known = before.worksheets.get(spec.id)
            if known and path in self._present and before.bases.get(page) == now.bases[page]:
                now.worksheets[spec.id] = known
                continue
            table = make_table(book, spec)
            if table.rows:
                addresses = map(self._worksheet_address, dict.fromkeys(row.target for row in table.worksheet_rows))
                shown = digest(repr(table), *addresses)
                now.worksheets[spec.id] = shown
                if known != shown or path not in self._present:
                    stale[spec.id] = table
        if stale:
            for id in stale:
                self._before.worksheets.pop(id, None)
            self._before.inputs = ""
            self._before.save(self._manifest_path)
        for id, table in stale.items():
            if not self._put(worksheet_path(id), make_workbook(table, self._worksheet_address)):
                del now.worksheets[id]
        return {worksheet_path(id) for id in {*now.worksheets, *stale}}

    def _put(self, path: str, data: bytes) -> bool:
        """Write a file of ours; whether it is there now."""
        done = put(Path(self.outdir), path, data)
        self._whole &= done
        return done

    def dump_inventory(self) -> None:
        """Sphinx's inventory, written whole like the rest."""
        made = Path(self.doctreedir, _INVENTORY)
        InventoryFile.dump(made, self.env, self)
        self._put(_INVENTORY, made.read_bytes())

    def _find(self, target: str) -> str | None:
        """The address from the root of the site of ``kind:id``; of a rule, its place in the running text."""
        kind, _, id = target.partition(":")
        found = get_domain(self.env).find(kind, id)
        return f"{self.get_target_uri(found[0])}#{found[1]}" if found else None

    def _logo(self, root: str) -> str:
        """The address of the logo by the way to the root of the site; "" where there is none, which Sphinx has seen to."""
        name = self.config.html_logo or ""
        return name if not name or is_remote(name) else f"{root}_static/{Path(name).name}"

    def _worksheet_address(self, target: str) -> str:
        """Where a row of a worksheet is found; a rule's address is its own page, since logins drop fragments.

        A handbook without an address of its own gives the id: of a rule with the version that it was when the worksheet was made.
        """
        kind, _, id = target.partition(":")
        base = self.config.policy_handbook_url.rstrip("/")
        rule = get_domain(self.env).handbook.get_rule(id) if kind == "rule" else None
        if not base:
            return f"{rule.full_id}@{rule.version}" if rule else f"{OBJECT_TYPES.get(kind, kind)} {id}".strip()
        path = rule_path(rule) if rule else self._find(target)
        return f"{base}/{path}" if path else ""

    def _prune(self, written: set[str]) -> set[str]:
        """Remove what a removed page, rule or table left; the files that stay."""
        out, confdir = Path(self.outdir), Path(self.confdir)
        expected = written | self._named | set(_SPHINX_FILES) | set(map(self._page_path, self.env.found_docs))
        expected |= {f"_downloads/{name[1]}" for name in self.env.dlfiles.values()}
        expected |= {f"{self.imagedir}/{name}" for names in self._now.images.values() for name in names}
        for entry in self.config.html_extra_path:
            path = confdir / entry
            expected |= files_below(path) if path.is_dir() else {path.name}
        present = files_below(out)
        left = {path for path in present - expected if not path.startswith(_ASSETS)}
        removed = {path for path in left if remove(out, path)}
        if removed:
            remove_empty_folders(out)
        self._whole &= removed == left
        return present - removed


def note_reading(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Tell our builder how many pages are read."""
    if isinstance(app.builder, HandbookBuilder):
        app.builder.pages_read = len(docnames)


def let_go(app: Sphinx, docname: str, source: list[str]) -> None:
    """Of the pages read before this one the doctrees are on disk: those of a large book would be most of its memory."""
    if isinstance(app.builder, HandbookBuilder):
        app.env._write_doc_doctree_cache.clear()


def find_stale(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """For our builder, the pages that must be written again."""
    return app.builder.find_stale() if isinstance(app.builder, HandbookBuilder) else []


def collect_pages(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """For our builder, the page for an address that there is not."""
    if isinstance(app.builder, HandbookBuilder):
        yield from make_missing_page(app.builder)


def count_findings(app: Sphinx, exception: Exception | None) -> None:
    """Say in the last line of all how much there is to mend."""
    count = app._warncount
    if isinstance(app.builder, HandbookBuilder) and count:
        what = "1 melding" if count == 1 else f"{count} meldingen"
        app.builder.epilog += f" Nog te verhelpen: {what} (zie hierboven)."  # type: ignore[misc]


def setup(app: Sphinx) -> None:
    """Register the builder."""
    app.add_builder(HandbookBuilder)
    app.connect("env-before-read-docs", note_reading)
    app.connect("source-read", let_go)
    # After the checks, which see the same handbook, and after Sphinx gave its numbers, upon the same event.
    app.connect("env-get-updated", find_stale, priority=950)
    app.connect("html-collect-pages", collect_pages)
    app.connect("build-finished", count_findings)
