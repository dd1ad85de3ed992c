"""Nothing that an editor writes leaves the output, brings in a file from elsewhere, or runs in a reader's browser."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from policy_handbook.builders.files import write_if_changed
from policy_handbook.model.addresses import is_safe_address, link_to
from policy_handbook.model.file_names import UnsafePathError, fault_of_name, twin_key

if TYPE_CHECKING:
    from books import Book, Built

PROEF = "codes/proef/v1.md"
THEMA = "docs/beeld.md"
LEZEN = "docs/lezen.md"
SECRET = "geheim van elders"

TABLE = """
:::{comparison} ID
---
topic: beeld
---
:::
"""
BOOKLET = """
:::{booklet} ID
---
title: Boekje
codes: proef
---
:::
"""
CHECKLIST = """
:::{checklist} ID
---
code: proef
---
:::
"""
CODE = """# Code

:::{code} ID
---
title: Een code
authority: Een bestuur
binding: tip
status: ontleed
audience: personeel
context: professional
---
De woorden van de redactie.
:::
"""
NEVER = (
    "../../../../x",
    "/x",
    "..",
    "a/b",
    "a\\b",
    "..\\x",
    "con",
    "nul.tekst",
    "com1",
    "lpt9.a.b",
    "x.",
    "x ",
    ".x",
    " x",
    "a:b",
    "a*b",
    "a<b",
    'a"b',
    "a|b",
    "a#b",
    "a%2fb",
    "x\u202ey",
    "x\u00a0y",
    "x\ty",
    "x.html",
    "x" * 101,
    "é" * 101,
    "",
)


@pytest.mark.parametrize("name", NEVER)
def test_what_cannot_name_a_file_is_told_why(name: str) -> None:
    assert fault_of_name(name)


@pytest.mark.parametrize("name", ["art-3.5", "v1", "console", "com10", "nulpunt", "Art. 2 tekst", "één", "x" * 100])
def test_other_names_do(name: str) -> None:
    assert fault_of_name(name) is None


def test_twins_but_for_case() -> None:
    assert twin_key("Art-É") == twin_key("art-e\u0301")
    assert twin_key("art-e") != twin_key("art-é")


@pytest.mark.parametrize("path", ["../x", "a/../../x", "/x", "a//x", "", "a\\..\\x", "c:/x", "./x", "x/", "x\0"])
def test_the_place_that_writes_stays_in_its_folder(tmp_path: Path, path: str) -> None:
    folder = tmp_path / "a" / "b"
    folder.mkdir(parents=True)
    with pytest.raises(UnsafePathError):
        write_if_changed(folder, path, b"x")
    assert [one for one in tmp_path.rglob("*") if one.is_file()] == []


# -- ids


def files_of(book: Book) -> set[str]:
    """Everything that stands in the folder of the test, but for the sources."""
    root = book.source.parent
    return {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()} - {
        path.relative_to(root).as_posix() for path in book.source.rglob("*")
    }


def build(book: Book) -> Built:
    return book.build("handbook", policy_booklets=False)


IDS = ("../../../../weg", "con", "x" * 247, "x" * 101, "weg.html", "nul.x", "a/weg")


@pytest.mark.parametrize("id", IDS)
@pytest.mark.parametrize("block", [TABLE, CHECKLIST, BOOKLET], ids=["table", "checklist", "booklet"])
def test_an_id_that_is_no_name_writes_nothing(book: Book, block: str, id: str) -> None:
    before = build(book)
    assert before.warnings == []
    files = files_of(book)
    book.write(LEZEN, book.read(LEZEN) + block.replace("ID", id))
    built = build(book)
    assert [(w.file, w.type) for w in built.warnings] in (
        [(LEZEN, "policy.unsafe_name")],
        [(LEZEN, "policy.id_syntax")],
    )
    assert built.warnings[0].line == book.line_of(LEZEN, f"}} {id}")
    assert id[:60] in built.warnings[0].text
    assert files_of(book) == files


@pytest.mark.parametrize("id", IDS)
def test_a_rule_with_such_an_id_keeps_its_words_and_place(book: Book, id: str) -> None:
    build(book)
    files = files_of(book)
    book.replace(PROEF, "{rule} art-2-tekst", f"{{rule}} {id}")
    built = build(book)
    assert [w.type for w in built.warnings][:1] in (["policy.unsafe_name"], ["policy.id_syntax"])
    gone = {path for path in files if "art-2-tekst" in path}
    assert gone
    assert files_of(book) == files - gone
    assert "Blijf rustig." in built.output("codes/proef/v1.html")
    links = re.findall(r'href="([^"#?]*)[^"]*"', built.output("docs/beeld.html"))
    own = [link for link in links if link and ":" not in link and "genindex" not in link]
    assert all(Path(built.app.outdir, "docs", link).exists() for link in own)
    # It counts for what the code says: a name is no reason to say that nothing is regulated.
    assert "Blijf rustig." in built.output("docs/beeld.html")
    assert f"../regels/proef/{id}" not in built.output("data/handbook.json")


@pytest.mark.parametrize("id", ["../../../../weg", "con", "x" * 247, "wording", "schema", "weg.html"])
def test_a_code_with_such_an_id(book: Book, id: str) -> None:
    build(book)
    files = files_of(book)
    book.write("codes/weg/index.md", CODE.replace("ID", id))
    text = book.read("codes/ander/v1.md").replace("{version} ander", f"{{version}} {id}")
    book.write("codes/weg/v1.md", text)
    book.write("codes/weg/v1.bron.txt", book.read("codes/ander/v1.bron.txt"))
    built = build(book)
    found = [(w.type, w.line) for w in built.warnings if w.file == "codes/weg/index.md"]
    assert found[:1] in ([("policy.unsafe_name", 3)], [("policy.id_syntax", 3)])
    new = files_of(book) - files
    assert {path for path in new if "data/bronnen/weg/" not in path and "doctrees" not in path} == {
        "out/handbook/codes/weg/index.html",
        "out/handbook/codes/weg/v1.html",
    }
    assert "De woorden van de redactie." in built.output("codes/weg/index.html")


@pytest.mark.parametrize("id", ["../../../../v1", "con", "v" + "1" * 247])
def test_a_version_with_such_an_id(book: Book, id: str) -> None:
    build(book)
    files = files_of(book)
    book.replace(PROEF, "{version} proef v1", f"{{version}} proef {id}")
    built = build(book)
    assert [w.type for w in built.warnings if w.line == 3][:1] in (["policy.version_id"], ["policy.unsafe_name"])
    assert files_of(book) <= files
    assert not [path for path in files_of(book) if path.startswith("out/handbook/regels/proef/")]


def test_twins_are_named_and_the_first_stays(book: Book) -> None:
    book.write(LEZEN, book.read(LEZEN) + TABLE.replace("ID", "lijst") + TABLE.replace("ID", "Lijst"))
    built = build(book)
    assert [w.type for w in built.warnings] == ["policy.id_syntax", "policy.name_twin"]
    assert built.warnings[1].line == book.line_of(LEZEN, "} Lijst")
    assert "“Lijst” (tabel)" in built.warnings[1].text
    assert "“lijst”" in built.warnings[1].text
    downloads = Path(built.app.outdir, "downloads")
    assert sorted(path.name for path in downloads.iterdir()) == ["beeld-per-code.xlsx", "lijst.xlsx"]


# -- files


@pytest.fixture
def outside(book: Book) -> Path:
    """A file beside the sources, and links to it within them."""
    folder = book.source.parent / "elders"
    folder.mkdir()
    for name in ("x.txt", "x.md", "x.csv", "x.png", "x.py"):
        (folder / name).write_text(SECRET, "utf-8")
        (book.source / "docs" / f"link-{name}").symlink_to(folder / name)
    (book.source / "docs" / "map").symlink_to(folder)
    (book.source / ".verborgen").mkdir()
    (book.source / ".verborgen" / "x.txt").write_text(SECRET, "utf-8")
    return folder


WAYS = (
    "../../elders/x.{}",
    "/../elders/x.{}",
    "{abs}/x.{}",
    "link-x.{}",
    "map/x.{}",
    "/docs/map/x.{}",
    "/.verborgen/x.txt",
)
TAKERS = {
    "include": ("```{{include}} {}\n```", "txt"),
    "include of code": ("```{{include}} {}\n:literal:\n```", "txt"),
    "include in rst": ("```{{eval-rst}}\n.. include:: {}\n```", "txt"),
    "literalinclude": ("```{{literalinclude}} {}\n```", "py"),
    "difference": ("```{{literalinclude}} lezen.md\n:diff: {}\n```", "md"),
    "csv-table": ("```{{csv-table}} Titel\n:file: {}\n```", "csv"),
    "csv-table in rst": ("```{{eval-rst}}\n.. csv-table::\n   :file: {}\n```", "csv"),
    "raw": ("```{{raw}} html\n:file: {}\n```", "txt"),
    "raw in rst": ("```{{eval-rst}}\n.. raw:: html\n   :file: {}\n```", "txt"),
    "image": ("![De woorden]({})", "png"),
    "image directive": ("```{{image}} {}\n:alt: De woorden\n```", "png"),
    "image of any kind": ("```{{image}} {}\n:alt: De woorden\n```", "*"),
    "figure": ("```{{figure}} {}\n:alt: De woorden\n\nOnderschrift\n```", "png"),
    "download": ("{{download}}`De woorden <{}>`", "txt"),
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", TAKERS)
def test_a_file_from_elsewhere_is_not_taken_in(book: Book, outside: Path, name: str, way: str) -> None:
    pattern, ending = TAKERS[name]
    path = way.replace("{abs}", str(outside)).format(ending)
    book.write(LEZEN, f"# Lezen\n\nErvoor.\n\n{pattern.format(path)}\n\nErna.\n")
    built = book.build(exclude_patterns=["**/*.txt", "**/*.tsv", "docs/map", "docs/link-*"])
    line = book.line_of(LEZEN, path.split("/")[-1]) if "rst" in name or ":file:" in pattern else 5
    found = [w for w in built.warnings if w.type == "policy.file_outside"]
    assert [w.file for w in found] == [LEZEN], built.warnings
    assert 5 <= found[0].line <= line
    assert path[:60] in found[0].text
    assert {w.type for w in built.warnings} <= {"policy.file_outside"}
    text = "".join(
        file.read_text("utf-8", "replace")
        for file in Path(built.app.outdir).rglob("*")
        if file.suffix != ".inv" and file.is_file()
    )
    assert SECRET not in text
    page = built.output("docs/lezen.html")
    assert "Ervoor." in page
    assert "Erna." in page
    if "De woorden" in pattern:
        assert "De woorden" in re.sub("<[^>]*>", "", page)


@pytest.mark.parametrize("target", [".", "..", "../codes/proef"])
def test_a_folder_of_the_book_is_not_read_twice(book: Book, target: str) -> None:
    """Nor again and again, where it leads to one above itself."""
    pages = len(book.build().app.env.found_docs)
    (book.source / "docs/map").symlink_to(target)
    for fresh in (True, False):
        built = book.build(fresh=fresh)
        assert [w.type for w in built.warnings] == ["policy.linked_folder"]
        assert "“docs/map”" in built.warnings[0].text
        assert len(built.app.env.found_docs) == pages
    (book.source / "docs/map").unlink()
    assert book.build(fresh=False).warnings == []


@pytest.mark.parametrize("folder", [False, True])
def test_a_page_from_elsewhere_is_no_page_of_the_book(book: Book, folder: bool) -> None:
    elsewhere = book.source.parent / "elders"
    elsewhere.mkdir()
    (elsewhere / "x.md").write_text(f"# Van elders\n\n{SECRET}\n", "utf-8")
    link, path = ("codes/los", "codes/los/x.md") if folder else ("docs/x.md", "docs/x.md")
    (book.source / link).symlink_to(elsewhere if folder else elsewhere / "x.md")
    (book.source / "docs" / "y.md").symlink_to("lezen.md")  # within the book it may
    built = book.build()
    assert [(w.file, w.line, w.type) for w in built.warnings] == [(path, 1, "policy.file_outside")]
    assert SECRET not in built.output(path.replace(".md", ".html"))
    assert "de toestemming" in built.output("docs/y.html")


# MyST, which looks for the application there.
@pytest.mark.filterwarnings("ignore:.*BuildEnvironment.app.*")
def test_files_of_the_book_are_taken_in_as_ever(book: Book) -> None:
    book.write("docs/deel.txt", "Woorden van een deel.")
    book.write("docs/cijfers.csv", "een,twee\n")
    book.write("docs/beeld.png", b"\x89PNG")
    (book.source / "docs" / "wijzer.txt").symlink_to("deel.txt")
    (book.source / "docs" / "wijzer.png").symlink_to("beeld.png")
    book.write(
        LEZEN,
        "# Lezen\n\n```{include} deel.txt\n```\n\n```{include} wijzer.txt\n```\n\n```{literalinclude} /docs/deel.txt\n```\n\n"
        "```{csv-table}\n:file: cijfers.csv\n```\n\n![Beeld](beeld.png)\n\n![Ook](wijzer.png)\n\n{download}`hier <deel.txt>`\n\n"
        "```{eval-rst}\n.. include:: deel.txt\n```\n",
    )
    built = book.build()
    assert built.warnings == []
    page = built.output("docs/lezen.html")
    assert re.sub("<[^>]*>", "", page).count("Woorden van een deel.") == 4
    assert "twee" in page
    assert Path(built.app.outdir, "_images", "beeld.png").is_file()


SOURCES = (
    "../../../../../x.txt",
    "/conf.py",
    "/docs/los.txt",
    "../../elders/x.txt",
    "/docs/link-x.txt",
    "uitweg.txt",
    "omweg.txt",
    "../ander/v1.bron.txt",
    "v1.md",
    "x" * 300 + ".txt",
    "map/../../../elders/x.txt",
    "con.txt",
    ".verborgen.txt",
)


@pytest.mark.parametrize("source", SOURCES)
def test_a_source_is_a_text_beside_its_code(book: Book, outside: Path, source: str) -> None:
    book.write("docs/los.txt", SECRET)
    folder = book.source / "codes" / "proef"
    (folder / "uitweg.txt").symlink_to(outside / "x.txt")
    (folder / "omweg.txt").symlink_to("../../conf.py")
    (folder / "map").symlink_to(outside)
    (folder / ".verborgen.txt").write_text(SECRET, "utf-8")
    book.replace(PROEF, "source: v1.bron.txt", f"source: {source}")
    before = {path for path in book.source.parent.rglob("*") if "out/" not in str(path)}
    built = book.build(
        "handbook", policy_booklets=False, exclude_patterns=["**/*.txt", "**/*.tsv", "**/map", "docs/link-*"]
    )
    assert [(w.file, w.line, w.type) for w in built.warnings] == [(PROEF, 5, "policy.source_place")]
    assert "codes/proef" in built.warnings[0].text
    assert {path for path in book.source.parent.rglob("*") if "out/" not in str(path)} - before <= {
        book.source.parent / "out"
    }
    bronnen = Path(built.app.outdir, "data", "bronnen")
    assert [path.name for path in bronnen.rglob("*") if path.is_file()] == ["v1.bron.txt"]
    assert "Blijf rustig." in built.output("codes/proef/v1.html")


def test_a_source_that_is_a_link_within_the_book_is_published_at_its_own_place(book: Book) -> None:
    bron = book.source / "codes" / "proef" / "v1.bron.txt"
    (book.source / "archief").mkdir()
    bron.rename(book.source / "archief" / "origineel.txt")
    bron.symlink_to("../../archief/origineel.txt")
    built = build(book)
    assert built.warnings == []
    published = Path(built.app.outdir, "data", "bronnen")
    assert sorted(path.relative_to(published).as_posix() for path in published.rglob("*.txt")) == [
        "ander/v1.bron.txt",
        "proef/v1.bron.txt",
    ]


@pytest.mark.parametrize("residue", ["../../../x.tsv", "/conf.py", "/docs/link-x.txt", "x" * 300])
def test_residue_is_a_list_of_the_book(book: Book, outside: Path, residue: str) -> None:
    book.replace(PROEF, "residue: v1.residu.tsv", f"residue: {residue}")
    warnings = book.build("dummy", exclude_patterns=["**/*.txt", "**/*.tsv", "docs/map", "docs/link-*"]).warnings
    assert [w.type for w in warnings if w.type != "policy.source_differs"] == ["policy.source_place"]


# -- addresses

RUNS = (
    "javascript:alert(1)",
    "JavaScript:alert(1)",
    "java\tscript:alert(1)",
    "java\nscript:alert(1)",
    "\x01javascript:alert(1)",
    " javascript:alert(1)",
    "javascript&colon;alert(1)".replace("&colon;", ":"),
    "javascript://%0aalert(1)",
    "vbscript:x",
    "data:text/html,x",
    "file:///etc/passwd",
    "blob:x",
    "ftp://x",
    "view-source:x",
    "intent://x",
    "ms-word:x",
    "//host/x",
    "\\\\host\\x",
    "/\\host/x",
    "http:javascript",
    "https:///",
    "x\u202ey",
    "\u200bjavascript:x",
)


@pytest.mark.parametrize("address", RUNS)
def test_an_address_that_does_something_else(address: str) -> None:
    assert not is_safe_address(address)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "#a",
        "x.html",
        "../x.html#a:b",
        "?a=b:c",
        "https://x.be",
        "HTTP://x.be/a:b",
        "mailto:a@b.be",
        "tel:+32",
        "./a:b",
    ],
)
def test_an_address_that_leads_somewhere(address: str) -> None:
    assert is_safe_address(address)


def test_where_a_contact_is_found() -> None:
    assert link_to("dienst@stad.be") == "mailto:dienst@stad.be"
    assert link_to("https://stad.be") == "https://stad.be"
    assert link_to("+32 (0)14 00 00 00") == "tel:+32014000000"
    for address in ("javascript:a@b.be", "a@b.be?bcc=c@d.be", "kamer 3", "", "data:x", "//x.be"):
        assert link_to(address) == ""


PLACES = {
    "toctree": ("```{{toctree}}\nDe woorden <{}>\n```", "unsafe_link"),
    "hidden toctree": ("```{{toctree}}\n:hidden:\n\nklik <{}>\n```", "unsafe_link"),
    "rst toctree": ("```{{eval-rst}}\n.. toctree::\n\n   De woorden <{}>\n```", "unsafe_link"),
    "rst link": ("```{{eval-rst}}\n`De woorden <{}>`_\n```", "unsafe_link"),
    "image target": ("```{{image}} /docs/b.png\n:target: {}\n:alt: De woorden\n```", "unsafe_link"),
    "button": ("```{{button-link}} {}\nDe woorden\n```", "unsafe_link"),
    "card": (":::{{card}} De woorden\n:link: {}\n:::", "unsafe_link"),
    "grid": ("::::{{grid}} 1\n:::{{grid-item-card}} De woorden\n:link: {}\n:::\n::::", "unsafe_link"),
    "image": ("```{{image}} {}\n:alt: De woorden\n```", "unsafe_image"),
    "download": ("{{download}}`De woorden <{}>`", "unsafe_link"),
    "meta": ("```{{eval-rst}}\n.. meta::\n   :http-equiv=refresh: 0;url={}\n```", "page_meta"),
    "meta address": ("```{{eval-rst}}\n.. meta::\n   :property=og\\:url: {}\n```", "page_meta"),
}


@pytest.mark.parametrize("address", ["javascript://%0aalert(1)", "data://x", "file:///x", "vbscript://x"])
@pytest.mark.parametrize("name", PLACES)
def test_no_page_has_an_address_that_does_something_else(book: Book, name: str, address: str) -> None:
    pattern, subtype = PLACES[name]
    book.write("docs/b.png", b"\x89PNG")
    book.write(LEZEN, f"# Lezen\n\n{pattern.format(address)}\n")
    built = book.build(extensions=["myst_parser", "policy_handbook", "sphinx_design"])
    assert [(w.file, w.type) for w in built.warnings] == [(LEZEN, f"policy.{subtype}")], built.warnings
    assert 1 < built.warnings[0].line <= 7
    for file in Path(built.app.outdir).rglob("*.html"):
        page = file.read_text("utf-8")
        assert not re.search(rf'(?:href|src|content)="[^"]*{re.escape(address.split(":")[0])}:', page)
    if "De woorden" in pattern:
        assert "woorden" in built.output("docs/lezen.html")


@pytest.mark.parametrize(
    "meta",
    [
        '"http-equiv=refresh": "0;url=javascript:alert(1)"',
        '"http-equiv=Content-Security-Policy": "x"',
        '"http-equiv=set-cookie": "a=b"',
        '"property=og:image": "data:x"',
        '"name=a http-equiv=refresh": "0;url=https://x.be"',
    ],
)
def test_front_matter_gives_a_browser_no_orders(book: Book, meta: str) -> None:
    book.write(LEZEN, f"---\nmyst:\n  html_meta:\n    description: Woorden\n    {meta}\n---\n\n# Lezen\n")
    built = book.build()
    assert [(w.file, w.type) for w in built.warnings] == [(LEZEN, "policy.page_meta")], built.warnings
    page = built.output("docs/lezen.html")
    assert "http-equiv=" not in page.replace('http-equiv="X-UA', "")
    assert 'content="Woorden"' in page


@pytest.mark.parametrize("block", [TABLE, CHECKLIST, BOOKLET, "\n:::{act} ID\n---\nlabel: iets\n---\n:::\n"])
def test_an_id_ends_no_attribute(book: Book, block: str) -> None:
    book.write(LEZEN, book.read(LEZEN) + block.replace("ID", 'x"><script>alert(1)</script>'))
    built = book.build()  # with the links beside headings and tables, into which Sphinx writes names as they are
    assert [w.type for w in built.warnings] == ["policy.id_syntax"]
    assert "<script>alert" not in built.output("docs/lezen.html")


def test_ordinary_addresses_stay(book: Book) -> None:
    book.write(
        LEZEN,
        "# Lezen\n\n[a](https://x.be) [b](mailto:a@b.be) [c](beeld.md) <https://y.be>\n\n```{toctree}\nw <https://z.be>\n```\n\n"
        "```{eval-rst}\n`bel <tel:+3212>`_\n```\n",
    )
    built = book.build()
    assert built.warnings == []
    page = built.output("docs/lezen.html")
    for address in ("https://x.be", "mailto:a", "beeld.html", "https://y.be", "https://z.be", "tel:+3212"):
        assert f'href="{address}' in page


@pytest.mark.parametrize(
    "formula",
    [
        "```{math}\n:label: x\na = b\n```",
        "Dus {math}`a = b`.",
        "```{eval-rst}\n.. math:: a = b\n```",
        "```math\na = b\n```",
    ],
)
def test_a_formula_brings_no_script_from_elsewhere(book: Book, formula: str) -> None:
    book.write(LEZEN, f"# Lezen\n\n{formula}\n")
    built = book.build()
    assert [(w.file, w.type) for w in built.warnings if w.type != ""] == [
        (LEZEN, "policy.formula")
    ] or "```math" in formula
    assert not re.search(r'<script[^>]*src="(?:https?:)?//', built.output("docs/lezen.html"))
    assert "a = b" in re.sub("<[^>]*>", "", built.output("docs/lezen.html"))


def test_no_page_loads_what_stands_elsewhere(book: Book) -> None:
    built = book.build(
        html_js_files=["https://elders.be/a.js", ("//elders.be/c.js", {"defer": "defer"})],
        html_css_files=["https://elders.be/b.css"],
        html_math_renderer="mathjax",
    )
    assert [w.type for w in built.warnings] == ["policy.remote_asset"] * 3
    assert all(w.file.endswith("conf.py") for w in built.warnings)
    for file in Path(built.app.outdir).rglob("*.html"):
        assert "elders.be" not in file.read_text("utf-8")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("policy_handbook_url", "javascript://%0aalert(1)"),
        ("policy_handbook_url", "https://x.be/\u202e"),
        ("html_logo", "javascript://%0aalert(1)"),
        ("html_favicon", "data:image/png,x"),
        ("html_baseurl", "javascript:alert(1)"),
    ],
)
def test_a_setting_that_is_no_address(book: Book, name: str, value: str) -> None:
    built = book.build(**{name: value})
    assert [w.type for w in built.warnings] == ["policy.setting_value"]
    for file in Path(built.app.outdir).rglob("*.html"):
        assert value not in file.read_text("utf-8")


def test_an_option_of_the_theme_that_is_no_address(book: Book) -> None:
    built = book.build(
        html_theme="alabaster",
        html_theme_options={"canonical_url": "javascript:alert(1)"},
    )
    assert [w.type for w in built.warnings] == ["policy.setting_value"]
    assert "javascript:alert" not in built.output("index.html")
