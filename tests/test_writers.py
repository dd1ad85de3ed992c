"""Every writer shows every rule with sense, and leaves nothing of ours that it does not know."""

from __future__ import annotations

import json
import posixpath
import re
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

import pytest
from books import CASE, Book, Built, parse_warnings
from policy_handbook.presentation.table_kinds import make_table
from sphinx.testing.util import SphinxTestApp
from sphinx.util.console import strip_escape_sequences

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOTS = ("test-book", "test-text")
BUILDERS = (
    "html",
    "dirhtml",
    "singlehtml",
    "epub",
    "json",
    "text",
    "latex",
    "man",
    "texinfo",
    "xml",
    "pseudoxml",
    "handbook",
)
# What they write is the book in no form that is read: catalogues, pickles, a list of links.
UNREAD = ("gettext", "pickle", "linkcheck")
DOCUMENTS = {
    "latex_documents": [("index", "boek.tex", "Boek", "Redactie", "manual")],
    "man_pages": [("index", "boek", "Boek", [], 1)],
    "texinfo_documents": [("index", "boek", "Boek", "Redactie", "boek", "", "")],
    "version": "1",
    "epub_copyright": "Redactie",
}


@pytest.fixture(
    scope="module",
    params=[(root, builder) for root in ROOTS for builder in BUILDERS],
    ids="-".join,
)
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Built:
    root, builder = request.param
    return Book(root, tmp_path_factory.mktemp(f"{root}-{builder}")).build(builder, **DOCUMENTS)


def words_of(text: str) -> str:
    """The letters and digits of an output, its markup and line breaks gone."""
    text = re.sub(r"<(?:script|style)\b.*?</(?:script|style)>", "", text, flags=re.DOTALL)
    text = re.sub(r"<[^>]*>", "", text)
    # Addresses within LaTeX and Texinfo links, a command for a character, and the names of other commands.
    text = re.sub(r"\\hyperref\[\\detokenize\{[^}]*\}\]|@ref\{[^,}]*,,|\\S\b", "", text)
    text = re.sub(r"@(?:strong|emph|var)\b|\\(?:sphinx\w+|DUrole\{[^}]*\}|f[BIRP])", "", text)
    return re.sub(r"[^a-zé0-9]", "", text.casefold())


def output(built: Built) -> str:
    suffixes = {".html", ".xhtml", ".fjson", ".txt", ".tex", ".1", ".texi", ".xml", ".pseudoxml"}
    paths = [
        path for path in sorted(built.app.outdir.rglob("*")) if path.suffix in suffixes and "_static" not in path.parts
    ]
    assert paths
    return "\n".join(
        json.loads(path.read_text("utf-8")).get("body", "") if path.suffix == ".fjson" else path.read_text("utf-8")
        for path in paths
    )


def test_no_warning(built: Built) -> None:
    assert built.warnings == []


def test_every_rule_is_in_the_output(built: Built) -> None:
    shown = words_of(output(built))
    for rules in built.handbook.texts.values():
        for rule in rules.values():
            for block in rule.blocks:
                for cell in block.cells:
                    # A footnote's call may be wrapped in markup of the writer; the words around it may not.
                    for part in re.split(r"[^\w ,.;:’“”‘-]+", cell):
                        assert words_of(part) in shown, (rule.full_id, part)


def test_every_label_and_note_is_in_the_output(built: Built) -> None:
    shown = words_of(output(built))
    for rules in built.handbook.texts.values():
        for rule in rules.values():
            assert words_of(rule.label) in shown
    for note in built.handbook.notes:
        assert words_of(note.text) in shown


def test_generated_parts_are_in_the_output(built: Built) -> None:
    shown = words_of(output(built))
    for spec in built.handbook.tables.values():
        captions = {"comparison": "Vergelijking van de codes per norm", "rules": "Bepalingen"}
        assert words_of(captions[spec.kind]) in shown
    assert words_of("datum niet vermeld in de bron") in shown or "test-text" in str(built.app.srcdir)
    assert words_of("dit handboek is niet de authentieke bekendmaking") in shown


def test_no_placeholder_is_left(built: Built) -> None:
    assert "policy_view" not in output(built)
    assert "apparatus oud/" not in output(built)
    assert "pending_xref" not in output(built)


@pytest.mark.parametrize("builder", UNREAD)
def test_a_builder_whose_output_nobody_reads_ends_without_a_warning(book: Book, builder: str) -> None:
    assert book.build(builder).warnings == []


@pytest.mark.parametrize("builder", ["html", "dirhtml", "singlehtml", "epub", "json", "pickle"])
def test_the_page_and_the_theme_of_the_site_stop_no_builder(book: Book, builder: str) -> None:
    site = {"html_theme": "policy_handbook", "policy_main_parts": 1}
    assert book.build(builder, **site, **DOCUMENTS).warnings == []


def test_no_visitor_of_docutils_own_tables_is_ours(book: Book) -> None:
    """A table that an author wrote is Sphinx's alone."""
    handlers = book.build("dummy").app.registry.translation_handlers
    visited = {name for visitors in handlers.values() for name in visitors}
    assert "policy_table" in visited
    assert visited.isdisjoint({"table", "thead", "tbody", "row", "entry"})


@pytest.mark.parametrize("builder", ["html", "text"])
def test_a_table_of_an_author_is_as_it_is_without_the_handbook(book: Book, builder: str) -> None:
    page = "# Tafel\n\n| Een | Twee |\n| --- | --- |\n| langewoorden | twee |\n"
    book.write("docs/tafel.md", page)
    suffix = ".html" if builder == "html" else ".txt"

    def table_of(built: Built) -> str:
        lines = built.output(f"docs/tafel{suffix}").splitlines()
        return "\n".join(line for line in lines if re.search("[|+]|<t|</t|langewoorden|Twee", line))

    ours = table_of(book.build(builder))
    bare = {"extensions": ["myst_parser"], "primary_domain": "std", "nitpicky": False, "exclude_patterns": ["codes"]}
    assert ours == table_of(book.build(builder, out="bare", **bare))
    assert "langewoorden" in ours


# -- sense

PARTS = (
    """
# Delen

```{assistant} proef
```

```{assistant} all
```

"""
    + CASE
    + """
::::{grid}
:::{grid-item-card} Eerste kaart
:link: lezen
:link-type: doc
Onder de eerste.
:::
:::{grid-item-card} Tweede kaart
:link: beeld
:link-type: doc
Onder de tweede.
:::
::::
"""
)


def build_parts(book: Book, builder: str) -> str:
    """What a builder makes of a page with an assistant, a case and cards."""
    book.write("docs/delen.md", PARTS)
    extensions = ["myst_parser", "sphinx_design", "policy_handbook"]
    built = book.build(builder, extensions=extensions, **DOCUMENTS)
    assert built.warnings == []
    return output(built)


@pytest.mark.parametrize("builder", ["html", "epub", "json", "text", "latex", "man", "texinfo", "xml"])
def test_what_only_the_site_has_is_replaced_by_words(book: Book, builder: str) -> None:
    shown = build_parts(book, builder)
    words = words_of(shown)
    assert words_of("is er alleen op de site van het handboek. Je vindt elk antwoord ook in de tabellen") in words
    for site_only in ("Open dit in de beslishulp", "JavaScript", "de bron zoals ontvangen"):
        assert words_of(site_only) not in words
    for code in ("data-module", "data-base", "policy_view"):
        assert code not in shown


def test_the_site_itself_asks_its_questions(book: Book) -> None:
    shown = build_parts(book, "handbook")
    assert "data-module" in shown
    assert "Open dit in de beslishulp" in shown
    assert "alleen op de site van het handboek" not in shown


@pytest.mark.parametrize("builder", ["text", "man", "latex", "texinfo"])
def test_cards_are_kept_apart(book: Book, builder: str) -> None:
    """The link of one and the title of the next are no run-on words: more than the end of a line stands between them."""
    shown = build_parts(book, builder)
    assert "Tweede kaart" in shown
    assert not re.search(r"Lezen[} ]*\n?Tweede kaart", shown)


def test_no_word_of_a_table_is_broken_in_plain_text(tmp_path: Path) -> None:
    built = Book("test-book", tmp_path).build("text")
    rows = [line for path in Path(built.app.outdir).rglob("*.txt") for line in path.read_text("utf-8").splitlines()]
    shown = {word for row in rows if row.startswith("|") for word in re.findall(r"[^\W\d_]+", row)}
    assert {"Verhouding", "verplicht", "toestemming"} & shown
    written = set(re.findall(r"[^\W\d_]+", " ".join(generated_words(built))))
    assert shown <= written


def generated_words(built: Built) -> Iterator[str]:
    """The words of the generated tables, as the model has them."""
    for spec in built.handbook.tables.values():
        table = make_table(built.handbook, spec)
        yield from (column.label for column in table.columns)
        yield from (span.text for row in table.rows for cell in row.cells for line in cell.lines for span in line)


def test_the_lines_of_a_cell_are_kept_apart_in_plain_text(tmp_path: Path) -> None:
    built = Book("test-book", tmp_path).build("text")
    assert "verplicht ·" in output(built)


def test_a_manual_page_has_no_addresses_that_lead_nowhere(tmp_path: Path) -> None:
    shown = output(Book("test-book", tmp_path).build("man", **DOCUMENTS))
    assert not re.search(r"<[#\\>]", shown)


# -- e-books

OPF, XHTML = "{http://www.idpf.org/2007/opf}", "{http://www.w3.org/1999/xhtml}"


def check_epub(path: Path) -> None:
    """An e-book whose pages are well-formed, whose links lead to what it holds, and that says of each file what it is."""
    with zipfile.ZipFile(path) as archive:
        names = set(archive.namelist())
        pages = {
            name: ElementTree.fromstring(archive.read(name)) for name in names if name.endswith((".xhtml", ".opf"))
        }
        styles = {name: archive.read(name).decode() for name in names if name.endswith(".css")}
    anchors = {name: {node.get("id") for node in page.iter()} for name, page in pages.items()}
    listed = {unquote(item.get("href", "")) for item in pages["content.opf"].iter(f"{OPF}item")}
    assert listed == names - {"mimetype", "META-INF/container.xml", "content.opf"}
    links = 0
    for name, page in pages.items():
        for node in page.iter():
            address = urlsplit(node.get("href") or node.get("src") or "")
            if address.scheme or not (address.path or address.fragment):
                continue
            links += 1
            target = resolve(name, address.path) if address.path else name
            assert target in names, (name, address)
            assert not address.fragment or unquote(address.fragment) in anchors[target], (name, address)
        for details in page.iter(f"{XHTML}details"):
            assert details.get("open"), name
    assert links > len(pages)
    for name, style in styles.items():
        for address in re.findall(r"url\(\"?([^\")]+)\"?\)", style):
            assert urlsplit(address).scheme or resolve(name, address) in names, (name, address)


def resolve(page: str, path: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(path)))


@pytest.mark.parametrize("root", ROOTS)
def test_an_e_book_is_whole(tmp_path: Path, root: str) -> None:
    built = Book(root, tmp_path).build("epub", **DOCUMENTS)
    check_epub(next(Path(built.app.outdir).glob("*.epub")))


# -- the real book

REAL = ("epub", "html", "text", "man", "latex", "linkcheck")
# What only a page with scripts can mean.
OF_SCREENS = re.compile("JavaScript staat|in je browser|in je eigen browser|Open dit in")


@pytest.mark.slow
@pytest.mark.parametrize("builder", REAL)
def test_the_real_book_is_written_without_a_warning(real_app: SphinxTestApp, builder: str) -> None:
    """It was read once for all of them; HTML has Sphinx's own theme, as an e-book has."""
    folder = Path(real_app.doctreedir).parent
    # Links to other hosts are the business of who runs it by hand.
    config = {"linkcheck_ignore": [r"https?:"], "html_theme": "basic"}
    app = SphinxTestApp(builder, srcdir=real_app.srcdir, builddir=folder, confoverrides=config)
    try:
        app.build()
    finally:
        app.cleanup()
    built = Built(app, list(parse_warnings(app.warning.getvalue(), Path(app.srcdir))))
    assert built.warnings == []
    assert "0 added, 0 changed, 0 removed" in strip_escape_sequences(app.status.getvalue())
    if builder == "epub":
        check_epub(next(Path(app.outdir).glob("*.epub")))
    if builder in ("epub", "text", "man"):
        assert not OF_SCREENS.search(output(built))
