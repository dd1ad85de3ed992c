"""Booklets: what one holds by itself, what the site tells of it, and that it is made again when it must be and only then."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import tomllib
from graphlib import TopologicalSorter
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, unquote, urlsplit

import pypdfium2 as pdfium
import pytest
from books import REPOSITORY
from docutils import nodes
from docutils.utils import new_document
from policy_handbook.builders import booklets
from policy_handbook.builders.site import HandbookBuilder
from policy_handbook.builders.typst import press
from policy_handbook.builders.typst.anchors import find_anchors
from policy_handbook.builders.typst.assemble import Assembler
from policy_handbook.freshness import reread as freshness
from policy_handbook.model.records import BookletSpec, Modality, Place
from policy_handbook.presentation.acknowledgement import acknowledge
from policy_handbook.presentation.booklet_contents import (
    MOST_TO_REMEMBER,
    cases_of,
    checklists_of,
    codes_of,
    key_points,
    parts_of,
)
from policy_handbook.presentation.edition import Edition
from sphinx import addnodes

if TYPE_CHECKING:
    from books import Book, Built
    from policy_handbook.model.handbook import Handbook

PAGE = "docs/boekje.md"
PROEF = "codes/proef/v1.md"
PDF = "downloads/boekje.pdf"
PACKAGE = REPOSITORY / "_ext" / "policy_handbook"
DAY = 1790000000 // 86400 * 86400
# In points, of an upright page.
TEXT_WIDTH = 371.3
CODES = {
    "beersel": ("personeel",),
    "bijlage13": ("personeel", "onderwijspersoneel"),
    "handreiking": ("ambtenaar",),
    "mandatarissen": ("mandataris",),
    "turnhout": ("kanaalbeheerder",),
}


def make_spec(code: str, **given: Any) -> BookletSpec:
    return BookletSpec("x", "Boekje", "", Place("docs/x", 1), audience=CODES[code], codes=(code,), **given)


# -- what it holds


@pytest.mark.parametrize("code", CODES)
def test_what_is_to_be_remembered_are_duties_and_bans_of_the_code(handbook: Handbook, code: str) -> None:
    points = key_points(handbook, make_spec(code), handbook.codes[code])
    assert len(points) == MOST_TO_REMEMBER
    assert {point.rule.code for point in points} == {code}
    assert {point.position.modality for point in points} <= {Modality.OBLIGATION, Modality.PROHIBITION}
    norms = [point.position.norm for point in points]
    assert len(set(norms)) == len(norms)
    order = [rule.id for rule in handbook.rules_of(code)]
    places = [order.index(point.rule.id) for point in points]
    assert places == sorted(places)


@pytest.mark.parametrize("code", CODES)
def test_no_two_things_to_remember_are_the_same_words(handbook: Handbook, code: str) -> None:
    points = key_points(handbook, make_spec(code), handbook.codes[code])
    words = [quote for point in points for quote in handbook.quotes_of(point.rule, point.position)]
    assert len(set(words)) == len(words)


def test_an_editor_chooses_what_is_to_be_remembered(handbook: Handbook) -> None:
    chosen = ("turnhout/art-6.2#politici", "turnhout/art-1-1#oprichten")
    points = key_points(handbook, make_spec("turnhout", remember=chosen), handbook.codes["turnhout"])
    assert [point.id for point in points] == ["turnhout/art-1-1#oprichten", "turnhout/art-6.2#politici"]


@pytest.mark.parametrize(
    ("code", "signs"),
    [("bijlage13", True), ("turnhout", True), ("beersel", False), ("handreiking", False), ("mandatarissen", False)],
)
def test_only_what_binds_is_signed_for(handbook: Handbook, code: str, signs: bool) -> None:
    assert ("acknowledgement" in parts_of(handbook, make_spec(code))) is signs


@pytest.mark.parametrize("code", CODES)
def test_a_booklet_holds_the_checklists_of_its_code_for_its_readers(handbook: Handbook, code: str) -> None:
    found = checklists_of(handbook, make_spec(code))
    assert found
    assert {spec.codes for spec in found} == {(code,)}
    assert all("ex-personeel" not in spec.audience for spec in found)


@pytest.mark.parametrize("code", CODES)
def test_a_booklet_holds_the_cases_in_which_its_code_speaks(handbook: Handbook, code: str) -> None:
    found = cases_of(handbook, make_spec(code))
    assert len(found) >= 19
    assert {expectation.code for _, expectation in found} == {code}
    assert "niet_geregeld" not in {expectation.verdict for _, expectation in found}


def test_every_booklet_of_the_book_names_what_there_is(handbook: Handbook) -> None:
    assert len(handbook.booklets) == 7
    for spec in handbook.booklets.values():
        assert [code.id for code in codes_of(handbook, spec)] == list(spec.codes)
        if len(spec.codes) == 1:
            points = key_points(handbook, spec, handbook.codes[spec.codes[0]])
            assert sorted(point.id for point in points) == sorted(spec.remember)
            assert {case.id for case, _ in cases_of(handbook, spec)} == set(spec.cases)


# -- what is signed


def test_a_receipt_names_the_text_exactly(handbook: Handbook) -> None:
    code, version = handbook.codes["bijlage13"], handbook.versions["bijlage13"]["v1"]
    receipt = acknowledge(handbook, make_spec("bijlage13"), code, version)
    assert receipt.statement.startswith(
        "Ik heb een exemplaar ontvangen van het boekje “Boekje”, met daarin de volledige tekst van “BIJLAGE 13 GEDRAGSCODE "
        "SOCIALE MEDIA”, versie v1. "
    )
    assert receipt.fingerprint == version.sha256
    assert receipt.fingerprint.startswith(receipt.short_fingerprint.replace(" ", ""))
    assert re.fullmatch(r"([0-9a-f]{4} ){3}[0-9a-f]{4}", receipt.short_fingerprint)
    assert receipt.address == ""


def test_a_mail_holds_what_the_receipt_does(handbook: Handbook) -> None:
    code, version = handbook.codes["turnhout"], handbook.versions["turnhout"]["v1"]
    receipt = acknowledge(handbook, make_spec("turnhout"), code, version)
    parts = urlsplit(receipt.as_mail("hr@stad.example"))
    assert (parts.scheme, parts.path) == ("mailto", "hr@stad.example")
    fields = parse_qs(parts.query)
    body = fields["body"][0]
    assert receipt.statement in body
    assert version.sha256 in body
    assert "Naam: \r\nFunctie: \r\nDienst: " in body
    assert fields["subject"] == ["Ontvangen: Boekje"]
    # A plus sign would be read as one, not as a space.
    assert "+" not in parts.query


def test_a_size_is_told_in_words() -> None:
    assert Edition(1, 400, "").size == "1 kB"
    assert Edition(1, 543_210, "").size == "543 kB"
    assert Edition(1, 1_250_000, "").size == "1,2 MB"


# -- on the site


@pytest.fixture
def booklet(book: Book, monkeypatch: pytest.MonkeyPatch) -> Book:
    """The small book with a booklet on a page of its own, and a page to download it from; its day is told."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(DAY))
    directive = ":::{booklet} boekje\n---\ntitle: Het boekje\nsubtitle: wie begint\ncodes: proef\n---\nWelkom.\n:::\n"
    book.write(PAGE, f"# Boekje\n\n{directive}\n## Alle\n\n:::{{booklets}}\n:::\n")
    index = book.read("index.md")
    book.write("index.md", index.replace("docs/lezen", "docs/lezen\ndocs/boekje"))
    return book


def build(book: Book, builder: str = "handbook", **config: Any) -> Built:
    return book.build(builder, **{"extensions": ["myst_parser", "policy_handbook"], **config})


def pdf_of(built: Built) -> Path:
    return Path(built.app.outdir, PDF)


def words_of(pdf: Path) -> str:
    with pdfium.PdfDocument(pdf) as document:
        return "".join(page.get_textpage().get_text_range() for page in document)


def mark_of(built: Built) -> str:
    """The mark of the first booklet of the page."""
    mark = re.search(r"([0-9a-f]{4} [0-9a-f]{4}) \(kenmerk", built.output("docs/boekje.html"))
    assert mark is not None
    return mark[1]


def types_of(built: Built) -> list[str]:
    return [warning.type for warning in built.warnings]


def draw(fill: str) -> bytes:
    """A picture."""
    size = 'width="9" height="9"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}><rect {size} fill="{fill}"/></svg>'.encode()


def add_booklet(book: Book, id: str, title: str = "Een ander boekje") -> None:
    """Another booklet of the same code, below the first."""
    directive = f":::{{booklet}} {id}\n---\ntitle: {title}\ncodes: proef\n---\nDag.\n:::\n"
    book.replace(PAGE, "\n## Alle", f"\n{directive}\n## Alle")


def loosen(book: Book) -> None:
    """Make the code one that does not bind."""
    book.replace("codes/proef/index.md", "binding: bindend", "binding: richtlijn")


def test_a_page_tells_what_its_booklet_is(booklet: Book) -> None:
    built = build(booklet)
    assert built.warnings == []
    with pdfium.PdfDocument(pdf_of(built)) as document:
        pages = len(document)
    html = built.output("docs/boekje.html")
    assert f"PDF, {pages} pagina’s, {max(1, round(pdf_of(built).stat().st_size / 1000))} kB" in html
    assert html.count('href="../downloads/boekje.pdf"') == 2
    assert "proef: versie v1".casefold() in html.casefold()
    assert f"kenmerk {mark_of(built)}" in words_of(pdf_of(built))


def test_a_code_leads_to_its_booklet(booklet: Book) -> None:
    assert "boekje.html#booklet-boekje" in build(booklet).output("codes/proef/index.html")


def test_a_receipt_can_be_mailed_where_the_code_binds(booklet: Book) -> None:
    html = unescape(build(booklet, policy_acknowledgement_to="hr@stad.example").output("docs/boekje.html"))
    link = re.search(r'href="(mailto:hr(?:@|%40)stad\.example[^"]+)"', html)
    assert link is not None
    assert "Ik heb een exemplaar ontvangen van" in unquote(link[1])
    loosen(booklet)
    assert "mailto:" not in build(booklet).output("docs/boekje.html")


def test_the_wording_of_a_receipt_is_a_setting(booklet: Book) -> None:
    html = build(booklet, policy_acknowledgement="Gelezen: {code} ({version})").output("docs/boekje.html")
    assert re.search(r"Gelezen: .+ \(v1\)", html)


def test_without_pdf_the_page_says_so(booklet: Book) -> None:
    built = build(booklet, policy_booklets=False)
    assert not pdf_of(built).exists()
    assert "niet gemaakt" in built.output("docs/boekje.html")


# -- made again when it must be


def test_a_booklet_is_written_once(booklet: Book) -> None:
    before = pdf_of(build(booklet)).stat().st_mtime_ns
    assert pdf_of(build(booklet)).stat().st_mtime_ns == before


def test_an_edit_that_a_booklet_does_not_show_leaves_it(booklet: Book) -> None:
    before = pdf_of(build(booklet)).stat().st_mtime_ns
    booklet.write("docs/lezen.md", booklet.read("docs/lezen.md") + "\nNog een zin.\n")
    assert pdf_of(build(booklet)).stat().st_mtime_ns == before


@pytest.mark.parametrize(
    ("file", "old", "new", "shows"),
    [
        (PAGE, "Welkom.", "Dag nieuwe collega.", "Dag nieuwe collega."),
        (PAGE, "Het boekje", "Mijn boekje", "Mijn boekje"),
        ("docs/beeld.md", "# ", "# Over ", None),
    ],
)
def test_an_edit_makes_it_as_a_clean_build_would(
    booklet: Book, tmp_path: Path, file: str, old: str, new: str, shows: str | None
) -> None:
    build(booklet)
    booklet.write(file, booklet.read(file).replace(old, new, 1))
    built = build(booklet)
    again, page = pdf_of(built).read_bytes(), built.output("docs/boekje.html")
    clean = build(_copy(booklet, tmp_path / "elsewhere"))
    assert again == pdf_of(clean).read_bytes()
    assert page == clean.output("docs/boekje.html")
    if shows:
        assert shows in words_of(pdf_of(built))


def _copy(book: Book, folder: Path) -> Book:
    """The same sources with an output of their own."""
    copy = object.__new__(type(book))
    copy.source = book.source
    copy._folder = folder
    return copy


def test_a_booklet_that_was_deleted_or_damaged_is_made_again(booklet: Book) -> None:
    built = build(booklet)
    whole = pdf_of(built).read_bytes()
    pdf_of(built).unlink()
    assert pdf_of(build(booklet)).read_bytes() == whole
    pdf_of(built).write_bytes(whole[:1000])
    assert pdf_of(build(booklet)).read_bytes() == whole


@pytest.mark.parametrize(
    "setting",
    [
        {"policy_acknowledgement": "Gelezen: {code}"},
        {"policy_handbook_url": "https://handboek.example"},
        {"policy_contacts": {"dienst": "Team Communicatie"}},
        {"project": "Ander handboek"},
    ],
)
def test_a_setting_that_it_shows_makes_it_again(booklet: Book, setting: dict[str, Any]) -> None:
    before = pdf_of(build(booklet)).read_bytes()
    assert pdf_of(build(booklet, **setting)).read_bytes() != before


def test_a_build_that_was_broken_off_loses_no_booklet(booklet: Book) -> None:
    """Also where the next one cannot make it."""
    built = build(booklet)
    whole = pdf_of(built).read_bytes()
    Path(built.app.outdir).with_name(Path(built.app.outdir).name + ".manifest.json").unlink()
    booklet.replace(PAGE, "Welkom.", "Welkom 🐘.")
    assert pdf_of(build(booklet)).read_bytes() == whole


@pytest.mark.parametrize(("place", "name"), [(booklets, "put"), (HandbookBuilder, "copy_assets")])
def test_a_build_that_was_broken_off_at_the_booklets_leaves_nothing_stale(
    booklet: Book, place: object, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where the edit is undone, and where the PDF was written and its page was not."""
    built = build(booklet)
    whole, page = pdf_of(built).read_bytes(), built.output("docs/boekje.html")
    booklet.replace(PAGE, "Welkom.", "Welkom!")
    work = getattr(place, name)

    def break_off(*given: Any) -> None:
        work(*given)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(place, name, break_off)
        build(booklet)
    assert pdf_of(built).read_bytes() != whole
    booklet.replace(PAGE, "Welkom!", "Welkom.")
    built = build(booklet)
    assert (pdf_of(built).read_bytes(), built.output("docs/boekje.html")) == (whole, page)


def test_the_pdf_of_a_removed_booklet_goes(booklet: Book) -> None:
    built = build(booklet)
    page = booklet.read(PAGE)
    booklet.write(PAGE, re.sub(r":::\{booklet\}.*?\n:::\n", "", page, flags=re.DOTALL))
    build(booklet)
    assert not pdf_of(built).exists()


def test_a_booklet_that_fails_leaves_the_last_good_one_and_its_figures(booklet: Book) -> None:
    built = build(booklet)
    whole, page = pdf_of(built).read_bytes(), built.output("docs/boekje.html")
    figures = re.findall(r"PDF, \d+ pagina’s, \d+ kB", page)
    booklet.replace(PAGE, "Welkom.", "Welkom 🐘.")
    for _ in range(2):  # and it is told again, until it is mended
        built = build(booklet)
        assert [w.type for w in built.warnings] == ["policy.print_glyph"]
        assert pdf_of(built).read_bytes() == whole
        assert re.findall(r"PDF, \d+ pagina’s, \d+ kB", built.output("docs/boekje.html")) == figures
    booklet.replace(PAGE, "Welkom 🐘.", "Welkom terug.")
    built = build(booklet)
    assert built.warnings == []
    assert pdf_of(built).read_bytes() != whole


def test_a_preview_leaves_the_booklets_as_they_were(booklet: Book) -> None:
    built = build(booklet)
    whole = pdf_of(built).read_bytes()
    booklet.replace(PAGE, "Welkom.", "Dag.")
    built = build(booklet, policy_booklets=False)
    assert pdf_of(built).read_bytes() == whole
    assert "PDF, " in built.output("docs/boekje.html")
    assert pdf_of(build(booklet)).read_bytes() != whole


def test_what_is_only_for_one_output_stays_there(booklet: Book) -> None:
    """The builders share doctrees, not tags: what is for HTML only is not on paper, and the other way round."""
    words = "Welkom.\n\n```{only} html\nAlleen op het scherm.\n```\n\n```{only} typst\nAlleen op papier.\n```"
    booklet.replace(PAGE, "Welkom.", words)
    built = build(booklet)
    assert built.warnings == []
    html = built.output("docs/boekje.html")
    assert "Alleen op het scherm." in html
    assert "Alleen op papier." not in html
    text = words_of(pdf_of(built))
    assert "Alleen op papier." in text
    assert "Alleen op het scherm." not in text


@pytest.mark.parametrize(
    ("asked", "wide", "high"),
    [
        (":width: 4cm", 113.4, 56.7),
        (":width: 200px", 150, 75),
        (":height: 3cm\n:width: 3cm", 85, 85),
        (":scale: 50", 225, 112.5),
        (":width: 900cm", TEXT_WIDTH, TEXT_WIDTH / 2),
        (":width: 50%", TEXT_WIDTH / 2, TEXT_WIDTH / 4),
        (":width: 50vw", TEXT_WIDTH, TEXT_WIDTH / 2),
        ("", TEXT_WIDTH, TEXT_WIDTH / 2),
    ],
)
def test_a_picture_is_as_large_as_asked_and_never_wider_than_the_text(
    booklet: Book, asked: str, wide: float, high: float
) -> None:
    size = 'width="600" height="300"'
    booklet.write(
        "docs/plan.svg", f'<svg xmlns="http://www.w3.org/2000/svg" {size}><rect {size} fill="#14654f"/></svg>'
    )
    booklet.replace(PAGE, "Welkom.", f"Welkom.\n\n```{{image}} plan.svg\n:alt: Een plan\n{asked}\n```")
    built = build(booklet)
    assert built.warnings == []
    with pdfium.PdfDocument(pdf_of(built)) as document:
        paths = [
            item.get_bounds()
            for page in document
            for item in page.get_objects(max_depth=4)
            if item.type == pdfium.raw.FPDF_PAGEOBJ_PATH
        ]
    sizes = [(right - left, top - bottom) for left, bottom, right, top in paths]
    pictures = [(across, along) for across, along in sizes if across > 50 and along > 50]
    assert pictures == [(pytest.approx(wide, abs=1), pytest.approx(high, abs=1))]


def test_other_contents_have_another_mark_and_another_day_has_not(
    booklet: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    def print_with(logo: bytes, epoch: int) -> tuple[str, bytes]:
        booklet.write("logo.svg", logo)
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(epoch))
        built = build(booklet, html_logo="logo.svg")
        return mark_of(built), pdf_of(built).read_bytes()

    first, one = print_with(draw("#900"), DAY)
    second, two = print_with(draw("#900"), DAY + 10_000_000)
    third, _ = print_with(draw("#009"), DAY + 10_000_000)
    assert (first == second, one == two, second == third) == (True, False, False)


def test_a_booklet_is_the_same_whatever_was_printed_before_it(booklet: Book) -> None:
    add_booklet(booklet, "tweede")
    booklet.write("logo.svg", draw("#900"))
    booklet.write("docs/plan.svg", draw("#009"))
    booklet.replace(PAGE, "Welkom.", "Welkom.\n\n![Een plan](plan.svg)")
    built = build(booklet, html_logo="logo.svg")
    second = Path(built.app.outdir, "downloads/tweede.pdf")
    whole, page = second.read_bytes(), built.output("docs/boekje.html")
    second.unlink()
    built = build(booklet, html_logo="logo.svg")
    assert second.read_bytes() == whole
    assert built.output("docs/boekje.html") == page


def test_two_moments_of_a_day_are_one_edition(booklet: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = pdf_of(build(booklet)).read_bytes()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(DAY + 86399))
    assert pdf_of(build(_copy(booklet, tmp_path / "elsewhere"))).read_bytes() == whole


def test_another_version_of_a_library_prints_it_again_and_leaves_its_mark(
    booklet: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark = mark_of(build(booklet))
    printed: list[str] = []
    monkeypatch.setattr(press.Press, "print", lambda self, spec, source: printed.append(source.mark))
    monkeypatch.setattr(freshness, "version", lambda name: "another")
    build(booklet)
    assert printed == [mark]


# -- what cannot be made, or written


def test_a_booklet_that_was_never_made_is_tried_and_told_again(booklet: Book) -> None:
    booklet.replace(PAGE, "Welkom.", "Welkom 🐘.")
    for _ in range(2):
        assert types_of(build(booklet)) == ["policy.print_glyph"]


def hold_open(patch: pytest.MonkeyPatch) -> None:
    """Read the PDF, on Windows: nothing can take its place."""
    replace = Path.replace

    def refuse(path: Path, target: Path) -> Path:
        if target.name == Path(PDF).name:
            raise PermissionError(13, "in gebruik")
        return replace(path, target)

    patch.setattr(Path, "replace", refuse)


def test_pages_tell_of_the_pdf_that_is_there_not_of_one_that_could_not_be_written(
    booklet: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    built = build(booklet)
    whole, mark = pdf_of(built).read_bytes(), mark_of(built)
    booklet.replace(PAGE, "Welkom.", "Dag nieuwe collega.")
    with monkeypatch.context() as patch:
        hold_open(patch)
        for _ in range(2):
            built = build(booklet)
            assert types_of(built) == ["policy.unwritable"]
            assert (pdf_of(built).read_bytes(), mark_of(built)) == (whole, mark)
            assert not list(built.app.outdir.rglob("*.new"))
    built = build(booklet)
    assert built.warnings == []
    assert f"kenmerk {mark_of(built)}" in words_of(pdf_of(built))
    assert mark_of(built) != mark


def test_a_first_pdf_that_cannot_be_written_has_no_link_and_is_tried_again(
    booklet: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        hold_open(patch)
        for _ in range(2):
            built = build(booklet)
            assert types_of(built) == ["policy.unwritable"]
            assert "boekje.pdf" not in built.output("docs/boekje.html")
    built = build(booklet)
    assert pdf_of(built).is_file()
    assert "boekje.pdf" in built.output("docs/boekje.html")


@pytest.mark.parametrize(
    ("option", "subtype"),
    [
        ("audience: personel", "unknown_audience"),
        ("checklists: lijst", "unknown_checklist"),
        ("cases: geval", "unknown_case"),
        ("remember: proef/art-9#1", "unknown_position"),
        ("without: docs/niets", "unknown_page"),
        ("without: text", "unknown_page"),
    ],
)
def test_a_booklet_is_not_made_without_what_it_names(booklet: Book, option: str, subtype: str) -> None:
    booklet.replace(PAGE, "codes: proef", f"codes: proef\n{option}")
    built = build(booklet)
    assert types_of(built) == [f"policy.{subtype}"]
    assert not pdf_of(built).exists()


@pytest.mark.parametrize("id", ["con", "com1.oud", "a" * 101])
def test_an_id_that_no_file_can_have_is_told(booklet: Book, id: str) -> None:
    booklet.replace(PAGE, "{booklet} boekje", f"{{booklet}} {id}")
    built = build(booklet)
    assert types_of(built) == ["policy.unsafe_name"]
    assert not list(built.app.outdir.rglob("*.pdf"))


def test_a_logo_that_cannot_be_printed_is_told_once(booklet: Book) -> None:
    add_booklet(booklet, "tweede")
    booklet.write("logo.png", b"geen logo")
    assert types_of(build(booklet, html_logo="logo.png")) == ["policy.print_image"]


# -- where references lead


def test_page_numbers_that_do_not_settle_are_not_printed(booklet: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = pdf_of(build(booklet)).read_bytes()
    read, rounds = press._read_places, iter(range(99))

    def change(compiler: Any) -> press.Places:
        turn = next(rounds)
        return {id: (page + turn, x, y) for id, (page, x, y) in read(compiler).items()}

    monkeypatch.setattr(press, "_read_places", change)
    booklet.replace(PAGE, "Welkom.", "Dag.")
    built = build(booklet)
    assert types_of(built) == ["policy.print_failed"]
    assert pdf_of(built).read_bytes() == whole


def test_an_anchor_that_nobody_wrote_prints_no_made_up_page(booklet: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(press, "_read_places", lambda compiler: {})
    built = build(booklet)
    assert types_of(built) == ["policy.print_failed"]
    assert not pdf_of(built).exists()


def test_a_reference_to_an_empty_heading_leads_to_what_follows(booklet: Book) -> None:
    booklet.replace(PAGE, "codes: proef", "order: docs/leeg")
    booklet.write("docs/leeg.md", "# Leeg\n\nZie [verder](#verder).\n\n(verder)=\n##\n\nNa een lege kop.\n")
    built = build(booklet)
    words = words_of(pdf_of(built))
    assert "Na een lege kop." in words
    assert "(zie p. 4)" in words


def test_a_reference_to_what_is_on_no_page_has_no_anchor() -> None:
    document = new_document("x")
    document += addnodes.start_of_file(
        "",
        nodes.section("", nodes.title(), nodes.bullet_list(), ids=["empty"]),
        nodes.reference("", "zie", refid="empty"),
        docname="x",
    )
    anchors = find_anchors(document)
    assert (anchors.places, anchors.carried) == (set(), {})


# -- the PDFs alone


def test_only_our_own_pdf_of_a_removed_booklet_goes(booklet: Book) -> None:
    for id in ("oud", "eigen"):
        add_booklet(booklet, id)
    built = build(booklet, "typst")
    assert built.warnings == []
    out = Path(built.app.outdir)
    (out / "verslag.pdf").write_bytes(b"van iemand anders")
    (out / "eigen.pdf").write_bytes(b"van iemand anders")
    booklet.replace(PAGE, "{booklet} oud", "{booklet} nieuw")
    booklet.replace(PAGE, "{booklet} eigen", "{booklet} weg")
    build(booklet, "typst")
    assert sorted(path.name for path in out.iterdir()) == [
        "boekje.pdf",
        "eigen.pdf",
        "nieuw.pdf",
        "verslag.pdf",
        "weg.pdf",
    ]
    assert (out / "eigen.pdf").read_bytes() == b"van iemand anders"


# -- the package


def test_no_template_holds_words_of_the_book() -> None:
    for path in press.template_files():
        source = re.sub(r"//.*", "", path.read_text("utf-8"))
        found = [words for words in re.findall(r'"([^"]*)"', source) if re.search(r"[^\W\d_]", words)]
        assert [words for words in found if not re.fullmatch(r"[\w.:-]+", words)] == [], path


def test_the_package_asks_for_what_it_prints_with() -> None:
    settings = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))
    needed = {re.split(r"[<>=]", name)[0] for name in settings["project"]["dependencies"]}
    assert needed >= {"typst", "segno", "fonttools", "babel"}


def test_what_prints_imports_in_one_way() -> None:
    """Also for types."""
    folder = PACKAGE / "builders" / "typst"
    imports = {
        path.stem: {
            node.module
            for node in ast.walk(ast.parse(path.read_text("utf-8")))
            if isinstance(node, ast.ImportFrom) and node.level == 1 and node.module
        }
        for path in folder.glob("*.py")
    }
    TopologicalSorter(imports).prepare()  # which raises where it finds a circle


@pytest.mark.skipif(shutil.which("make") is None, reason="no make")
def test_a_check_begins_with_nothing() -> None:
    done = subprocess.run(["make", "-n", "check"], cwd=REPOSITORY, capture_output=True, text=True, check=True)
    assert done.stdout.index("rm -rf _build/check") < done.stdout.index(" -b handbook ")


LONG = "abcdefghij" * 15


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("{abbr}`HR (Human Resources)`", "HR (Human Resources)"),
        ("Schrijf [ons](mailto:a@b.be?subject=Een%20vraag&body=x) even.", "Schrijf ons (a@b.be) even."),
        ("Schrijf <a@b.be> even.", "Schrijf a@b.be even."),
        ("Zie[^a].\n\n[^a]: Noot a, zie ook[^b].\n[^b]: Noot b.", "Noot b."),
        (f"Tik `{LONG}` in.", f"Tik {LONG} in."),
        ("```{eval-rst}\nEen \\*ster\\*.\n```", "Een *ster*."),
        (f"```text\nregel een\n{LONG}\n```", LONG),
    ],
)
def test_what_stands_within_a_line_is_printed_whole(booklet: Book, source: str, shown: str) -> None:
    booklet.replace(PAGE, "Welkom.", f"Welkom.\n\n{source}")
    built = build(booklet)
    assert built.warnings == []
    printed = "".join(words_of(pdf_of(built)).split())
    assert printed.count("".join(shown.split())) == 1
    with pdfium.PdfDocument(pdf_of(built)) as document:
        for page in document:
            text = page.get_textpage()
            assert all(text.get_rect(index)[2] <= page.get_width() for index in range(text.count_rects()))


def test_a_title_may_be_the_id_and_a_long_word(booklet: Book) -> None:
    booklet.replace(PAGE, "title: Het boekje", "title: boekje")
    assert build(booklet).warnings == []
    booklet.replace(PAGE, "title: boekje", "title: Het communicatieverantwoordelijkenoverleg")
    built = build(booklet)
    with pdfium.PdfDocument(pdf_of(built)) as document:
        text = document[0].get_textpage()
        assert all(text.get_rect(index)[2] <= document[0].get_width() for index in range(text.count_rects()))


def test_a_running_head_names_the_section(booklet: Book) -> None:
    long = "Een alinea die een regel vult, en nog een, en nog een, en nog een.\n\n" * 90
    booklet.write("docs/lang.md", f"# Lang\n\n## Een\n\n{long}\n## Twee\n\nKort.\n")
    booklet.write("index.md", booklet.read("index.md").replace("docs/boekje", "docs/boekje\ndocs/lang"))
    booklet.replace(PAGE, "codes: proef", "order: docs/lang")
    with pdfium.PdfDocument(pdf_of(build(booklet))) as document:
        heads = [page.get_textpage().get_text_bounded(bottom=page.get_height() - 60) for page in document]
    assert [head.partition(" · ")[2].strip() for head in heads if "Lang" in head][:3] == ["", "Een", "Een"]


def test_a_booklet_that_cannot_be_put_together_costs_itself(booklet: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(self: Assembler, spec: BookletSpec) -> None:
        raise ZeroDivisionError("iets Engels")

    assert types_of(build(booklet)) == []
    monkeypatch.setattr(Assembler, "assemble", fail)
    booklet.replace("docs/lezen.md", "Zie ook", "Zie verder")
    booklet.replace("codes/proef/v1.md", "label: art. 1, a\n", "label: art. 1, punt a\n")
    built = build(booklet)
    assert types_of(built) == ["policy.print_failed"]
    assert "ZeroDivisionError: iets Engels" in built.warnings[0].text
    assert pdf_of(built).is_file()
    assert "Zie verder" in built.output("docs/lezen.html")
