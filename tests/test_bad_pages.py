"""One bad page never costs the book: it becomes one warning, and the rest is built, in a bounded time."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from docutils import nodes
from policy_handbook.reading.bad_pages import PAGE_NOTICE, PART_NOTICE
from policy_handbook.reading.crossrefs import LinkResolver
from policy_handbook.reading.toctree_circles import find_endless
from policy_handbook.views.table import TableView
from policy_handbook.views.transform import VIEW_NOTICE
from policy_handbook.views.vocabulary import AudienceDirective
from sphinx.testing.util import SphinxTestApp
from sphinx.transforms import DoctreeReadEvent, SphinxTransform
from sphinx.writers.html5 import HTML5Translator
from test_bad_input import LEZEN, PROEF, THEMA, assert_one_warning, assert_rest_is_built

if TYPE_CHECKING:
    from collections.abc import Callable

    from books import Book

SERIAL_AND_PARALLEL = pytest.mark.parametrize("jobs", [1, 2])


@SERIAL_AND_PARALLEL
def test_a_quote_of_very_many_parts_is_one_short_warning(book: Book, jobs: int) -> None:
    book.replace(PROEF, 'verplicht "vraag toestemming"', f'verplicht "{"vraag … " * 120_000}einde"')
    begin = time.process_time()
    built = book.build("dummy", jobs=jobs)
    assert time.process_time() - begin < 30
    assert_one_warning(built, PROEF, book.line_of(PROEF, "einde"), "unknown_quote", "[…]")
    assert all(len(warning.text) < 5000 for warning in built.warnings)
    assert_rest_is_built(built, LEZEN)


# -- blocks that nobody closed


def open_topics(count: int) -> str:
    return "\n".join(f":::{{topic}} thema-{n}\n---\nlabel: Thema {n}\n---\nWoorden {n}.\n" for n in range(count))


@SERIAL_AND_PARALLEL
def test_however_many_blocks_nobody_closed_are_one_warning(book: Book, jobs: int) -> None:
    """Each took the next one; all are read, in their order, and the warning names the lines to mend."""
    book.write(LEZEN, book.read(LEZEN) + "\n" + open_topics(400))
    built = book.build(jobs=jobs)
    first, *lines = (book.line_of(LEZEN, f"{{topic}} thema-{n}\n".strip()) for n in range(4))
    says = (f"voor regel {lines[0]},", f"zo ook voor regel {lines[1]}, {lines[2]}, ", "en 393 andere")
    assert_one_warning(built, LEZEN, first, "fence_unclosed", *says)
    words = [built.output("docs/lezen.html").index(f"Woorden {n}.") for n in range(400)]
    assert words == sorted(words)
    assert {f"thema-{n}" for n in range(400)} <= built.handbook.topics.keys()
    assert_rest_is_built(built, LEZEN)


def test_what_follows_an_open_block_stays_where_it_stands(book: Book) -> None:
    """The closing line of the last of three ends the first: the words after it come after all three."""
    book.write(
        LEZEN, book.read(LEZEN) + "\n" + open_topics(3) + ":::\n\nErna.\n\n" + open_topics(1).replace("-0", "-9")
    )
    built = book.build()
    line = book.line_of(LEZEN, "{topic} thema-0")
    assert_one_warning(built, LEZEN, line, "fence_unclosed", f"zo ook voor regel {book.line_of(LEZEN, 'thema-2')}")
    html = built.output("docs/lezen.html")
    places = [html.index(words) for words in ("Woorden 0.", "Woorden 1.", "Woorden 2.", "Erna.")]
    assert places == sorted(places)


# -- what cannot be read


def nested_fences(count: int) -> str:
    opened = [f"{'`' * (count - n + 3)}{{note}}\n" for n in range(count)]
    return "\n".join([*opened, "Diep.\n", *("`" * (n + 4) for n in range(count))]) + "\n"


def open_notes(count: int) -> str:
    return "\n".join(f":::{{note}}\n\nWoorden {n}.\n" for n in range(count))


@SERIAL_AND_PARALLEL
@pytest.mark.parametrize(
    ("words", "shown"),
    [(nested_fences(300), "Diep."), (open_notes(300), "Woorden 299.")],
    ids=["nested fences", "open blocks of others"],
)
def test_what_is_nested_too_deeply_is_shown_as_it_was_typed(book: Book, words: str, shown: str, jobs: int) -> None:
    book.write(LEZEN, f"{book.read(LEZEN)}\n{words}")
    begin = time.process_time()
    built = book.build(jobs=jobs)
    assert time.process_time() - begin < 30
    line = book.read(LEZEN).count("\n", 0, book.read(LEZEN).index(words)) + 1
    assert_one_warning(built, LEZEN, line, "part_failed", "RecursionError", "te veel in elkaar")
    html = built.output("docs/lezen.html")
    assert shown in html
    assert "Zie ook <a" in html, "the rest of the page is read"
    assert_rest_is_built(built, LEZEN)


def nested_list(levels: int) -> str:
    return "\n".join(f"{'  ' * level}- Trede {level}." for level in range(levels)) + "\n"


@pytest.mark.parametrize("words", [nested_list(30), "> " * 30 + "Trede 29.\n"], ids=["list", "quotation"])
def test_what_is_nested_deeply_loses_nothing(book: Book, words: str) -> None:
    """MyST alone drops everything below ten levels of a list, and says nothing."""
    book.write(LEZEN, f"{book.read(LEZEN)}\n{words}")
    built = book.build()
    assert built.warnings == []
    assert "Trede 29." in built.output("docs/lezen.html")
    assert built.output("docs/lezen.html").count("- Trede") == 0


@SERIAL_AND_PARALLEL
@pytest.mark.parametrize(
    "words",
    [nested_list(500), "> " * 1000 + "Trede 499.\n", "[" * 5000 + "Trede 499.\n"],
    ids=["list", "quotation", "brackets"],
)
def test_what_is_nested_beyond_all_bounds_loses_nothing_either(book: Book, words: str, jobs: int) -> None:
    book.write(LEZEN, f"{book.read(LEZEN)}\n{words}")
    built = book.build(jobs=jobs)
    line = book.read(LEZEN).count("\n", 0, book.read(LEZEN).index(words)) + 1
    assert_one_warning(built, LEZEN, line, "part_failed", "RecursionError")
    assert "Trede 499." in built.output("docs/lezen.html")
    assert "Zie ook <a" in built.output("docs/lezen.html")
    assert_rest_is_built(built, LEZEN)


@SERIAL_AND_PARALLEL
def test_a_page_that_takes_itself_in_is_one_warning(book: Book, jobs: int) -> None:
    book.write(LEZEN, f"{book.read(LEZEN)}\n```{{include}} lezen.md\n```\n\nErna.\n")
    built = book.build(jobs=jobs)
    assert_one_warning(built, LEZEN, book.line_of(LEZEN, "{include}"), "include_circle", "zelf op")
    assert "Erna." in built.output("docs/lezen.html")
    assert_rest_is_built(built, LEZEN)


@SERIAL_AND_PARALLEL
def test_pages_that_take_each_other_in_are_one_warning_each(book: Book, jobs: int) -> None:
    for page, other in (("een", "twee"), ("twee", "drie"), ("drie", "een")):
        book.write(f"docs/{page}.md", f"# Pagina {page}\n\n```{{include}} {other}.md\n```\n")
    built = book.build("dummy", jobs=jobs)
    found = sorted((warning.file, warning.line, warning.type) for warning in built.warnings)
    assert found == [(f"docs/{page}.md", 3, "policy.include_circle") for page in ("drie", "een", "twee")]
    assert_rest_is_built(built, LEZEN)


def test_ten_files_of_ten_files_of_ten_have_an_end(book: Book) -> None:
    for level in range(8):
        book.write(f"docs/n{level}.txt", f"```{{include}} n{level + 1}.txt\n```\n\n" * 10)
    book.write("docs/n8.txt", "Diep.\n")
    book.write(LEZEN, f"{book.read(LEZEN)}\n```{{include}} n0.txt\n```\n")
    built = book.build("dummy")
    assert_one_warning(built, LEZEN, book.line_of(LEZEN, "{include}"), "include_circle", "meer dan 50")


@SERIAL_AND_PARALLEL
@pytest.mark.parametrize(
    "error", [ValueError("iets Engels"), KeyError("x"), RecursionError()], ids=lambda e: type(e).__name__
)
def test_whatever_a_directive_raises_costs_its_own_block(
    book: Book, monkeypatch: pytest.MonkeyPatch, error: Exception, jobs: int
) -> None:
    build = AudienceDirective.build

    def raise_for_one(self: AudienceDirective) -> list[nodes.Node]:
        if self.id == "gasten":
            raise error
        return build(self)

    monkeypatch.setattr(AudienceDirective, "build", raise_for_one)
    block = ":::{audience} gasten\n---\nlabel: Gasten\n---\n:::\n"
    book.replace(LEZEN, "Zie ook", f"{block}\nZie ook")
    built = book.build(jobs=jobs)
    assert_one_warning(built, LEZEN, book.line_of(LEZEN, "gasten"), "part_failed", type(error).__name__)
    html = built.output("docs/lezen.html")
    assert PART_NOTICE in html
    assert "label: Gasten" in html
    assert html.index("label: Gasten") < html.index("Zie ook <a")
    assert_rest_is_built(built, LEZEN)


@SERIAL_AND_PARALLEL
def test_whatever_a_look_at_a_page_raises_costs_that_page(
    book: Book, monkeypatch: pytest.MonkeyPatch, jobs: int
) -> None:
    """A transform or a handler has no block to name: the page is shown as it was typed, whole."""

    def raise_for_one(self: SphinxTransform, **options: Any) -> None:
        if self.env.docname == "docs/lezen" and any(self.document.findall(nodes.reference)):
            raise TypeError("iets Engels")

    monkeypatch.setattr(DoctreeReadEvent, "apply", _then(raise_for_one, DoctreeReadEvent.apply))
    book.write(LEZEN, "---\norphan: true\n---\n" + book.read(LEZEN) + "\n<https://vlaanderen.be>\n")
    built = book.build(jobs=jobs)
    assert_one_warning(built, LEZEN, 1, "page_failed", "TypeError: iets Engels")
    html = built.output("docs/lezen.html")
    assert "<h1>Lezen" in html
    assert PAGE_NOTICE in html
    assert "Zie {rule}`proef/art-1-a`" in html
    assert_rest_is_built(built, LEZEN)


def _then(first: Callable[..., None], second: Callable[..., None]) -> Callable[..., None]:
    def both(self: SphinxTransform, **options: Any) -> None:
        first(self, **options)
        second(self, **options)

    return both


def test_what_was_said_of_a_page_before_it_failed_is_said_once(book: Book) -> None:
    book.write(LEZEN, f"{book.read(LEZEN)}\n:::{{topic}} Fout\n---\nlabel: Fout\n---\n:::\n\n{nested_fences(300)}")
    types = sorted(warning.type for warning in book.build("dummy").warnings)
    assert types == ["policy.id_syntax", "policy.part_failed"]


def test_a_page_that_failed_is_said_at_every_build_until_it_is_mended(book: Book) -> None:
    good = book.read(LEZEN)
    book.write(LEZEN, f"{good}\n{nested_fences(300)}")
    first = [(warning.type, warning.line) for warning in book.build().warnings]
    assert first == [("policy.part_failed", 7)]
    assert [(warning.type, warning.line) for warning in book.build(fresh=False).warnings] == first
    book.write(LEZEN, good)
    assert book.build(fresh=False).warnings == []


def test_a_page_that_failed_makes_a_strict_build_fail(book: Book) -> None:
    book.write(LEZEN, f"{book.read(LEZEN)}\n{nested_fences(300)}")
    out = book.source.parent / "strict"
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "-b", "html", "-D", "html_theme=basic", book.source, out]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stderr
    assert (out / "docs/beeld.html").is_file()


# -- what cannot be shown


@SERIAL_AND_PARALLEL
@pytest.mark.parametrize("method", ["present", "draw"])
def test_a_generated_part_that_cannot_be_shown_costs_itself(
    book: Book, monkeypatch: pytest.MonkeyPatch, method: str, jobs: int
) -> None:
    def fail(self: TableView, *arguments: object) -> None:
        raise ZeroDivisionError("iets Engels")

    monkeypatch.setattr(TableView, method, fail)
    built = book.build("handbook", jobs=jobs)
    assert_one_warning(built, THEMA, book.line_of(THEMA, "{comparison}"), "view_failed", "ZeroDivisionError", "table")
    html = built.output("docs/beeld.html")
    assert VIEW_NOTICE in html
    assert "Wie in beeld komt" in html
    assert_rest_is_built(built, LEZEN)


@SERIAL_AND_PARALLEL
def test_a_page_that_cannot_be_resolved_costs_itself(book: Book, monkeypatch: pytest.MonkeyPatch, jobs: int) -> None:
    run = LinkResolver.run

    def raise_for_one(self: LinkResolver, **options: Any) -> None:
        if self.env.docname == "docs/lezen":
            raise ValueError("iets Engels")
        run(self, **options)

    monkeypatch.setattr(LinkResolver, "run", raise_for_one)
    built = book.build(jobs=jobs)
    assert_one_warning(built, LEZEN, 1, "page_unshown", "ValueError: iets Engels")
    assert "Zie {rule}`proef/art-1-a`" in built.output("docs/lezen.html")
    assert_rest_is_built(built, LEZEN)


@SERIAL_AND_PARALLEL
def test_a_page_that_cannot_be_written_costs_itself(book: Book, monkeypatch: pytest.MonkeyPatch, jobs: int) -> None:
    def fail(self: HTML5Translator, node: nodes.Element) -> None:
        raise ValueError("iets Engels")

    monkeypatch.setattr(HTML5Translator, "visit_block_quote", fail)
    book.write(LEZEN, f"{book.read(LEZEN)}\n> Een citaat.\n")
    built = book.build(jobs=jobs)
    assert_one_warning(built, LEZEN, 1, "page_unshown", "ValueError: iets Engels")
    assert "&gt; Een citaat." in built.output("docs/lezen.html")
    assert_rest_is_built(built, LEZEN)


def test_what_a_page_raises_goes_through_to_a_debugger(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(TableView, "present", None)
    app = SphinxTestApp(
        "html", srcdir=book.source, builddir=book.source.parent / "uit", confoverrides={"html_theme": "basic"}
    )
    app.pdb = True
    book.write(LEZEN, f"{book.read(LEZEN)}\n{nested_fences(300)}")
    try:
        with pytest.raises(RecursionError):
            app.build()
    finally:
        app.cleanup()


# -- tables of contents that go round


@SERIAL_AND_PARALLEL
@pytest.mark.parametrize("builder", ["html", "handbook"])
def test_a_table_of_contents_that_leads_back_is_one_warning(book: Book, builder: str, jobs: int) -> None:
    book.write(LEZEN, f"{book.read(LEZEN)}\n```{{toctree}}\nBoven </index>\nbeeld\n```\n")
    built = book.build(builder, jobs=jobs)
    assert_one_warning(built, LEZEN, book.line_of(LEZEN, "Boven"), "toctree_circle", "“index”", "“docs/lezen”")
    html = built.output("docs/lezen.html")
    assert "Boven" not in html
    assert html.count('class="toctree-l1"') >= 1
    assert_rest_is_built(built, LEZEN)


def test_an_entry_comes_back_once_its_circle_is_gone_wherever_it_was_mended(book: Book) -> None:
    """What closes the circle stands on one page; the editor takes an entry from another."""
    for page, other in (("een", "twee"), ("twee", "xie"), ("xie", "een")):
        book.write(f"docs/{page}.md", f"# Pagina {page}\n\n```{{toctree}}\n{other}\n```\n")
    built = book.build("handbook")
    assert [(warning.file, warning.type) for warning in built.warnings] == [("docs/xie.md", "policy.toctree_circle")]
    assert [warning.file for warning in book.build("handbook", fresh=False).warnings] == ["docs/xie.md"]
    book.write("docs/een.md", "# Pagina een\n")
    built = book.build("handbook", fresh=False)
    assert built.warnings == []
    pages = {page: built.output(f"docs/{page}.html") for page in ("een", "twee", "xie")}
    assert "Pagina een" in pages["xie"].partition("toctree-wrapper")[2]
    shutil.rmtree(book.source.parent / "out")
    built = book.build("handbook")
    assert {page: built.output(f"docs/{page}.html") for page in pages} == pages


def test_pages_that_lie_too_deep_are_one_warning(book: Book) -> None:
    for level in range(60):
        book.write(f"diep/p{level}.md", f"# Pagina {level}\n\n```{{toctree}}\np{level + 1}\n```\n")
    book.write("diep/p60.md", "# Pagina 60\n")
    book.write(LEZEN, f"{book.read(LEZEN)}\n```{{toctree}}\n:hidden:\n\n/diep/p0\n```\n")
    built = book.build()
    assert [(warning.type, warning.line) for warning in built.warnings] == [("policy.toctree_deep", 4)]
    assert "Pagina 60" in built.output("diep/p60.html")


def test_what_must_not_be_followed_is_found_however_long_the_way() -> None:
    def circles(children: dict[str, list[str]], root: str) -> list[tuple[str, str]]:
        return [found[1:] for found in find_endless(root, children) if found[0] == "toctree_circle"]

    chain = {f"p{n}": [f"p{n + 1}"] for n in range(40)}
    assert find_endless("p0", chain) == []
    assert circles({**chain, "p40": ["p0", "p17"]}, "p0") == [("p40", "p0"), ("p40", "p17")]
    assert circles({"a": ["b", "c"], "b": ["c"], "c": []}, "a") == []
    assert circles({"a": ["a"], "x": ["y"], "y": ["x"]}, "a") == [("a", "a"), ("y", "x")]
    longest = {f"q{n}": [f"q{n + 1}"] for n in range(5000)}
    assert {found[0] for found in find_endless("q0", longest)} == {"toctree_deep"}


# -- names


@SERIAL_AND_PARALLEL
@pytest.mark.parametrize(
    ("name", "says"),
    [
        (b"priv\xe9", "UTF-8"),
        (b"x" * 245, "langer dan 100 tekens"),
        ("a\u202eb".encode(), "niemand ziet (U+202E)"),
        (b"notulen 10:30", "“:”"),
        (b"een\\twee", "“\\”"),
        (b"con", "Windows"),
    ],
    ids=["no UTF-8", "too long", "invisible", "colon", "backslash", "device"],
)
def test_a_file_whose_name_no_page_can_have_is_left_out(book: Book, name: bytes, says: str, jobs: int) -> None:
    path = os.fsencode(book.source / "docs") + b"/" + name + b".md"
    try:
        Path(os.fsdecode(path)).write_text("# Pagina\n", "utf-8")
    except OSError as error:
        pytest.skip(f"no file can have that name here: {error}")
    built = book.build("handbook", jobs=jobs)
    assert [(warning.type, warning.file) for warning in built.warnings] == [("policy.page_name", "")]
    assert says in built.warnings[0].text
    assert_rest_is_built(built, LEZEN)


@SERIAL_AND_PARALLEL
def test_a_pipe_is_no_page(book: Book, jobs: int) -> None:
    os.mkfifo(book.source / "docs/pijp.md")
    built = book.build("handbook", jobs=jobs)
    assert [warning.type for warning in built.warnings] == ["policy.page_name"]
    assert "geen gewoon bestand" in built.warnings[0].text
    assert_rest_is_built(built, LEZEN)
