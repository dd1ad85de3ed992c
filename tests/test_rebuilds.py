"""A build after the first is as a clean one would be, whatever could not be written, and says what still is wrong."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from books import differing, tree
from held import Held

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from books import Book, Built

LEZEN = "docs/lezen.md"
BEELD = "docs/beeld.md"
RULE = "codes/proef/v1.md"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000" + "1f15c4890000000d49444154789c6360606060000000050001"
    "a5f645400000000049454e44ae426082"
)


def build(book: Book, **config: Any) -> Built:
    """Build the site again, with what the last build left."""
    return book.build("handbook", fresh=False, **config)


def assert_clean(book: Book, built: Built, **config: Any) -> None:
    """The output is that of a clean build."""
    shutil.rmtree(book.source.parent / "clean", ignore_errors=True)
    clean = book.build("handbook", out="clean", **config)
    assert differing(tree(Path(built.app.outdir)), tree(Path(clean.app.outdir))) == []


def subtypes(built: Built) -> list[str]:
    return sorted(warning.type for warning in built.warnings)


# -- what cannot be written


@pytest.fixture
def site(book: Book) -> Book:
    """The small book with a picture, a download, a favicon and a style sheet, built once."""
    book.write("docs/foto.png", PNG)
    book.write("docs/bijlage.bin", b"een")
    book.write("merk/icoon.svg", b'<svg xmlns="http://www.w3.org/2000/svg"/>')
    book.write("_static/eigen.css", b"p { color: black }\n")
    conf = book.read("conf.py")
    book.write("conf.py", conf + 'html_static_path = ["_static"]\nhtml_favicon = "merk/icoon.svg"\n')
    book.write(LEZEN, book.read(LEZEN) + "\n![een foto](foto.png)\n\n{download}`de bijlage <bijlage.bin>`\n")
    assert build(book).warnings == []
    return book


def edit_rule(book: Book) -> None:
    book.replace(RULE, "label: art. 1, a\n", "label: art. 1, eerste\n")


def edit_style(book: Book) -> None:
    book.write("_static/eigen.css", b"p { color: navy }\n")


def edit_picture(book: Book) -> None:
    book.write("docs/foto.png", PNG + b"\0")


def edit_download(book: Book) -> None:
    book.write("docs/bijlage.bin", b"twee")


def edit_favicon(book: Book) -> None:
    book.write("merk/icoon.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><g/></svg>')


def edit_reading_page(book: Book) -> None:
    book.write(LEZEN, book.read(LEZEN) + "\nNog een zin.\n")


@pytest.mark.parametrize("jobs", [0, 2])
@pytest.mark.parametrize(
    ("edit", "file"),
    [
        (edit_rule, "codes/proef/v1.html"),
        (edit_rule, "regels/proef/art-1-a.html"),
        (edit_rule, "data/handbook.json"),
        (edit_rule, "objects.inv"),
        (edit_style, "_static/eigen.css"),
        (edit_favicon, "_static/icoon.svg"),
        (edit_picture, "_images/foto.png"),
        (edit_download, "_downloads/*/bijlage.bin"),
        (edit_reading_page, "docs/lezen.html"),
    ],
    ids=lambda value: value if isinstance(value, str) else value.__name__,
)
def test_what_could_not_be_written_is_written_the_next_time(
    site: Book, monkeypatch: pytest.MonkeyPatch, edit: Callable[[Book], None], file: str, jobs: int
) -> None:
    out = site.source.parent / "out" / "handbook"
    path = next(out.glob(file))
    before = path.read_bytes()
    edit(site)
    with monkeypatch.context() as patch:
        held = Held(patch, path)
        built = build(site, jobs=jobs)
        assert held.refused or jobs, "nothing tried to write it: mend the test"
    assert built.warnings, "a file that could not be written must be named"
    assert set(subtypes(built)) <= {"policy.unwritable", "policy.uncopied"}
    # Of the icon Sphinx does not say the name, only that something of the folder could not be copied.
    named = (path.name, "_static") if edit is edit_favicon else (path.name,)
    assert all(
        "in gebruik" in warning.text and any(name in warning.text for name in named) for warning in built.warnings
    )
    assert path.read_bytes() == before
    assert not list(out.rglob("*.new"))
    again = build(site, jobs=jobs)
    assert again.warnings == []
    assert path.read_bytes() != before
    assert_clean(site, again)


@pytest.fixture
def read_only(site: Book) -> Iterator[Path]:
    """A page of the output under a mount that cannot be written; skipped where the system does not let us mount."""
    page = site.source.parent / "out" / "handbook" / "docs/lezen.html"
    mount = ["mount", "--bind", str(page), str(page)]
    if not shutil.which("mount") or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("mounting takes rights that this user does not have")
    subprocess.run(["mount", "-o", "remount,ro,bind", str(page)], check=True)
    yield page
    subprocess.run(["umount", str(page)], capture_output=True, check=False)


def test_a_page_on_a_read_only_mount_is_written_once_it_is_gone(site: Book, read_only: Path) -> None:
    edit_reading_page(site)
    assert subtypes(build(site)) == ["policy.unwritable"]
    subprocess.run(["umount", str(read_only)], check=True)
    again = build(site)
    assert again.warnings == []
    assert_clean(site, again)


def test_a_file_that_cannot_be_removed_is_removed_the_next_time(site: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    out = site.source.parent / "out" / "handbook"
    (site.source / BEELD).rename(site.source / "docs/toestemming.md")
    with monkeypatch.context() as patch:
        Held(patch, out / "docs/beeld.html")
        built = build(site)
    assert "policy.unremovable" in subtypes(built)
    again = build(site)
    assert "policy.unremovable" not in subtypes(again)
    assert not (out / "docs/beeld.html").exists()
    assert_clean(site, again)


def test_a_disk_that_is_full_leaves_no_page_cut_short(site: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    out = site.source.parent / "out" / "handbook"
    before = (out / "docs/lezen.html").read_bytes()
    edit_reading_page(site)
    write_bytes = Path.write_bytes

    def fill(path: Path, data: bytes) -> int:
        if path.name.startswith("lezen.html"):
            write_bytes(path, data[: len(data) // 2])
            raise OSError(28, "No space left on device")
        return write_bytes(path, data)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_bytes", fill)
        built = build(site)
    assert subtypes(built) == ["policy.unwritable"]
    assert built.warnings[0].file == LEZEN
    assert "docs/lezen.html" in built.warnings[0].text
    assert (out / "docs/lezen.html").read_bytes() == before
    assert_clean(site, build(site))


# -- what a page shows of others


ADDS = """
def add(app, docname, source):
    source[0] += "\\n\\n{}.\\n"


def setup(app):
    app.connect("source-read", add)
"""
IMPORTS = """
import os
import sys

sys.path.insert(0, os.path.dirname(__file__))
sys.modules.pop("eigen_titel", None)
import eigen_titel

html_title = eigen_titel.noem()
"""
CHANGES: dict[str, tuple[dict[str, str], dict[str, str]]] = {
    "a heading in a visible table of contents": (
        {"index.md": "# Proefboek\n\n```{toctree}\n:glob:\n\ncodes/*/*\ndocs/*\n```\n"},
        {LEZEN: "# Lezen\n\n## Hoe je leest\n\nZo.\n"},
    ),
    "a heading two tables of contents down": (
        {
            "index.md": "# Proefboek\n\n```{toctree}\n:glob:\n\ncodes/*/*\ndocs/*\ndelen/index\n```\n",
            "delen/index.md": "# Delen\n\n```{toctree}\n\neen\n```\n",
            "delen/een.md": "# Een\n\n## Kop\n\nWoord.\n",
        },
        {"delen/een.md": "# Een\n\n## Andere kop\n\nWoord.\n"},
    ),
    "the markup of a title": ({LEZEN: "# Lezen *nu*\n\nZo.\n"}, {LEZEN: "# Lezen nu\n\nZo.\n"}),
    "the number of a figure": (
        {
            "conf.py": "numfig = True\n",
            "docs/een.md": "# Een\n\n```{figure} foto.png\n:name: eerste\n\nEen.\n```\n",
            LEZEN: "# Lezen\n\nZie {numref}`eerste`.\n",
        },
        {
            "docs/een.md": "# Een\n\n```{figure} foto.png\nNul.\n```\n\n```{figure} foto.png\n:name: eerste\n\nEen.\n```\n",
        },
    ),
    "a term": (
        {
            "docs/een.md": "# Een\n\n```{glossary}\nbericht\n  Wat je plaatst.\n```\n",
            LEZEN: "# Lezen\n\n{term}`bericht`\n",
        },
        {"docs/een.md": "# Een\n\n```{glossary}\nreactie\n  Wat je plaatst.\n```\n"},
    ),
    "an option": (
        {"docs/een.md": "# Een\n\n```{option} --snel\nSnel.\n```\n", LEZEN: "# Lezen\n\n{option}`--snel`\n"},
        {"docs/een.md": "# Een\n\n```{option} --traag\nTraag.\n```\n"},
    ),
    "a numbered table of contents in another order": (
        {
            "index.md": "# Proefboek\n\n```{toctree}\n:numbered:\n\ndocs/lezen\ndocs/beeld\ndocs/woorden\n```\n\n"
            "```{toctree}\n:glob:\n\ncodes/*/*\n```\n"
        },
        {
            "index.md": "# Proefboek\n\n```{toctree}\n:numbered:\n\ndocs/beeld\ndocs/lezen\ndocs/woorden\n```\n\n"
            "```{toctree}\n:glob:\n\ncodes/*/*\n```\n"
        },
    ),
    "a table of contents that is numbered no more": (
        {"index.md": "# Proefboek\n\n```{toctree}\n:numbered:\n:glob:\n\ncodes/*/*\ndocs/*\n```\n"},
        {"index.md": "# Proefboek\n\n```{toctree}\n:glob:\n\ncodes/*/*\ndocs/*\n```\n"},
    ),
    "a page that a link leads to comes": (
        {LEZEN: "# Lezen\n\nZie [het deel](deel.md), [](deel.md) en [het blad](blad.bin).\n"},
        {"docs/deel.md": "# Het deel\n\nWoord.\n", "docs/blad.bin": "blad"},
    ),
    "what setup in conf.py does": ({"conf.py": ADDS.format("Een")}, {"conf.py": ADDS.format("Twee")}),
    "a module that conf.py brings in": (
        {"conf.py": IMPORTS, "eigen_titel.py": 'def noem():\n    return "Een"\n'},
        {"eigen_titel.py": 'def noem():\n    return "Anders"\n'},
    ),
    "a file beside the static ones": (
        {},
        {"merk/icoon.svg": '<svg xmlns="http://www.w3.org/2000/svg"><title>Nieuw</title></svg>'},
    ),
    "a static file in another folder": (
        {"_static/a/x.css": "a {}", "_static/b/y.css": "b {}"},
        {"_static/a/x.css": "b {}", "_static/b/y.css": "a {}"},
    ),
    "a style sheet that is a static path of its own": (
        {"conf.py": 'html_static_path = ["_static", "los.css"]\n', "los.css": "a {}"},
        {"los.css": "b {}"},
    ),
    "a file of html_extra_path": (
        {"conf.py": 'html_extra_path = ["extra"]\n', "extra/verkenner.xml": "een"},
        {"extra/verkenner.xml": "twee"},
    ),
    "a page of html_additional_pages": (
        {
            "conf.py": 'templates_path = ["sjablonen"]\nhtml_additional_pages = {"404": "weg.html"}\n',
            "sjablonen/weg.html": "weg {{ title }}",
        },
        {"sjablonen/weg.html": "weg is weg"},
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_page_is_written_again_when_what_it_shows_of_others_changes(site: Book, name: str) -> None:
    before, after = CHANGES[name]
    lay(site, before)
    built = build(site)
    first = tree(Path(built.app.outdir))
    lay(site, after)
    again = build(site)
    assert differing(first, tree(Path(again.app.outdir))), "the change changed nothing: mend the test"
    assert_clean(site, again)
    idle = {path.stat().st_mtime_ns for path in Path(again.app.outdir).rglob("*.html")}
    assert {path.stat().st_mtime_ns for path in Path(build(site).app.outdir).rglob("*.html")} == idle


def lay(book: Book, files: dict[str, str]) -> None:
    """Write these files; what is for ``conf.py`` stands below what is there, in place of what a test put there before."""
    for path, text in files.items():
        if path == "conf.py":
            text = book.read(path).partition("# van de test\n")[0] + f"# van de test\n{text}"
        book.write(path, text)


def test_pages_of_templates_and_extra_files_are_in_the_site(site: Book) -> None:
    lay(site, CHANGES["a file of html_extra_path"][0])
    assert build(site).output("verkenner.xml") == "een"
    lay(site, CHANGES["a page of html_additional_pages"][0])
    assert build(site).output("404.html").startswith("weg")


def test_the_name_of_an_image_is_that_of_a_clean_build(site: Book) -> None:
    """Two of one name: when one goes, or comes before the other, the other is called as it would have been."""
    site.write("codes/proef/foto.png", PNG + b"\0\0")
    site.write("docs/aan.md", "# Aan\n\n![a](../codes/proef/foto.png)\n")
    built = build(site)
    assert_clean(site, built)
    assert sorted(path.name for path in Path(built.app.outdir, "_images").iterdir()) == ["foto.png", "foto1.png"]
    (site.source / "docs/aan.md").unlink()
    again = build(site)
    assert [path.name for path in Path(again.app.outdir, "_images").iterdir()] == ["foto.png"]
    assert_clean(site, again)


@pytest.mark.parametrize(
    "file", ["_images/foto.png", "docs/lezen.html", "regels/proef/art-1-a.html", "_static/icoon.svg"]
)
def test_a_file_that_someone_removed_comes_back(site: Book, file: str) -> None:
    path = site.source.parent / "out" / "handbook" / file
    path.unlink()
    built = build(site)
    assert path.is_file()
    assert_clean(site, built)


@pytest.mark.parametrize("name", ["docs/foto.nl.png", "docs/foto.svg"])
def test_an_image_that_comes_in_place_of_another(site: Book, name: str) -> None:
    site.write(LEZEN, site.read(LEZEN).replace("(foto.png)", "(foto.*)" if name.endswith("svg") else "(foto.png)"))
    build(site)
    site.write(name, '<svg xmlns="http://www.w3.org/2000/svg"/>' if name.endswith("svg") else PNG + b"\1")
    built = build(site)
    assert Path(name).name in built.output("docs/lezen.html")
    assert_clean(site, built)


# -- what still is wrong


def wrong_table(book: Book) -> None:
    book.write(LEZEN, book.read(LEZEN) + "\n:::{geen-directief}\n:::\n")


def missing_image(book: Book) -> None:
    book.write(LEZEN, book.read(LEZEN) + "\n![weg](weg.png)\n")


def missing_include(book: Book) -> None:
    book.write(LEZEN, book.read(LEZEN) + "\n```{include} weg.md\n```\n")


def wrong_in_include(book: Book) -> None:
    book.write("docs/deel.txt", ":::{geen-directief}\n:::\n")
    book.write(LEZEN, book.read(LEZEN) + "\n```{include} deel.txt\n```\n")


def unknown_norm(book: Book) -> None:
    book.write(RULE, book.read(RULE).replace("positions: |\n", 'positions: |\n  geen-norm: verplicht "e"\n', 1))


def unknown_link(book: Book) -> None:
    book.write(LEZEN, book.read(LEZEN) + "\n[weg](#nergens)\n")


def not_utf8(book: Book) -> None:
    book.write(LEZEN, book.read(LEZEN).encode() + b"\n\xff\n")


def orphan(book: Book) -> None:
    book.write("los/blad.md", "# Los\n\nWoord.\n")


def unknown_in_toctree(book: Book) -> None:
    book.write("index.md", book.read("index.md").replace("docs/*\n", "docs/*\ndocs/weg\n"))


def changed_text(book: Book) -> None:
    text = book.read("codes/proef/v1.bron.txt")
    book.write("codes/proef/v1.bron.txt", text + "\nNog een zin.\n")


def unknown_language(book: Book) -> None:
    book.write(LEZEN, book.read(LEZEN) + "\n```{code-block} geentaal\nx\n```\n")


MISTAKES: list[Callable[[Book], None]] = [
    wrong_table,
    missing_image,
    missing_include,
    wrong_in_include,
    unknown_norm,
    unknown_link,
    not_utf8,
    orphan,
    unknown_in_toctree,
    changed_text,
    unknown_language,
]


@pytest.mark.parametrize(("builder", "jobs"), [("handbook", 0), ("handbook", 2), ("html", 0)])
@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.__name__)
def test_what_is_wrong_is_said_at_every_build_until_it_is_mended(
    site: Book, mistake: Callable[[Book], None], jobs: int, builder: str
) -> None:
    sound = {
        path: site.source.joinpath(path).read_bytes() for path in (LEZEN, RULE, "index.md", "codes/proef/v1.bron.txt")
    }
    mistake(site)
    first = site.build(builder, fresh=False, jobs=jobs)
    assert first.warnings
    if builder == "html" and mistake in (unknown_link, unknown_language):
        return  # said when the page is written, by Sphinx's own builder
    for _ in range(2):
        again = site.build(builder, fresh=False, jobs=jobs)
        assert sorted(map(repr, again.warnings)) == sorted(map(repr, first.warnings))
        if builder == "handbook":
            assert f"Nog te verhelpen: {len(first.warnings)} melding" in again.app.builder.epilog
    for path, data in sound.items():
        site.write(path, data)
    shutil.rmtree(site.source / "los", ignore_errors=True)
    mended = site.build(builder, fresh=False, jobs=jobs)
    assert mended.warnings == []
    if builder == "handbook":
        assert "verhelpen" not in mended.app.builder.epilog
        assert_clean(site, mended)


def test_two_outputs_both_say_what_is_wrong(site: Book) -> None:
    """The one was there before the other."""
    unknown_norm(site)
    missing_image(site)
    first = build(site)
    html = site.build("html", fresh=False)
    assert sorted(map(repr, html.warnings)) == sorted(map(repr, first.warnings))


def test_an_image_that_comes_later_is_shown(site: Book) -> None:
    missing_image(site)
    build(site)
    site.write("docs/weg.png", PNG)
    built = build(site)
    assert built.warnings == []
    assert_clean(site, built)


def test_a_part_that_comes_later_is_included(site: Book) -> None:
    missing_include(site)
    build(site)
    site.write("docs/weg.md", "Hier is het.\n")
    built = build(site)
    assert "Hier is het." in built.output("docs/lezen.html")
    assert_clean(site, built)
