"""Worksheets: read back as a spreadsheet would, and the same bytes each time."""

from __future__ import annotations

import time
from io import BytesIO
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from factories import make_book, make_norm, make_position, make_rule, make_table_spec, make_topic
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from policy_handbook.builders.workbook import MAX_CELL, MAX_WIDTH, clean, make_workbook, worksheet_title
from policy_handbook.presentation.spans import Table, WorksheetRow
from policy_handbook.presentation.table_kinds import make_table

LONG = "Een zin van enige lengte die afgebroken wordt omdat ze in geen enkele kolom past zonder dat de kolom te breed wordt."


def make_long(
    *rows: WorksheetRow, caption: str = "Vergelijking van de codes", columns: tuple[str, ...] = ("Norm", "Aantal")
) -> Table:
    return Table("beeld", "comparison", caption, (), (), columns, rows)


def address(target: str) -> str:
    kind, _, id = target.partition(":")
    path = f"regels/{id}.html" if kind == "rule" else f"docs/thema.html#{kind}-{id}"
    return f"https://x.example/{path}" if target else ""


def read(table: Table) -> Worksheet:
    sheet = load_workbook(BytesIO(make_workbook(table, address))).active
    assert isinstance(sheet, Worksheet)
    return sheet


def values(sheet: Worksheet) -> list[tuple[object, ...]]:
    return list(sheet.iter_rows(values_only=True))


# -- what it holds


def test_rows_columns_and_addresses() -> None:
    sheet = read(
        make_long(WorksheetRow(("Toestemming", 2), "rule:a/art-1"), WorksheetRow(("Delen", "niet geregeld"), ""))
    )
    assert values(sheet) == [
        ("Norm", "Aantal", "Vindplaats"),
        ("Toestemming", 2, "https://x.example/regels/a/art-1.html"),
        ("Delen", "niet geregeld", None),
    ]


def test_address_of_a_rule_is_a_link() -> None:
    cell = read(make_long(WorksheetRow(("Toestemming", 2), "rule:a/art-1")))["C2"]
    assert cell.hyperlink is not None
    assert (cell.hyperlink.target, cell.hyperlink.location) == ("https://x.example/regels/a/art-1.html", None)
    assert cell.style == "Hyperlink"
    assert cell.font.underline == "single"


def test_fragment_of_a_link_has_its_own_place() -> None:
    cell = read(make_long(WorksheetRow(("Delen", 0), "norm:delen")))["C2"]
    assert cell.value == "https://x.example/docs/thema.html#norm-delen"
    assert cell.hyperlink is not None
    assert (cell.hyperlink.target, cell.hyperlink.location) == ("https://x.example/docs/thema.html", "norm-delen")


@pytest.mark.parametrize("where", ["a/art-1@v1", "../regels/a/art-1.html", "=cmd"])
def test_what_is_no_address_of_the_web_is_no_link(where: str) -> None:
    data = make_workbook(make_long(WorksheetRow(("Toestemming", 2), "rule:a/art-1")), lambda target: where)
    sheet = load_workbook(BytesIO(data)).active
    assert isinstance(sheet, Worksheet)
    assert (sheet["C2"].value, sheet["C2"].hyperlink) == (where, None)


def test_row_without_an_address_has_no_link() -> None:
    assert read(make_long(WorksheetRow(("Delen", 0), "")))["C2"].hyperlink is None


def test_table_of_the_book() -> None:
    book = make_book(
        make_topic(), make_norm(), make_rule("a/art-1", make_position()), make_rule("b/art-1", make_position())
    )
    sheet = read(make_table(book, make_table_spec()))
    assert values(sheet)[0] == ("Norm", "Code", "Bepaling", "Standpunt", "Aanhef", "Citaat", "Vindplaats")
    assert [row[1] for row in values(sheet)[1:]] == ["A", "B"]
    assert sheet["G3"].hyperlink is not None
    assert sheet["G3"].hyperlink.target == "https://x.example/regels/b/art-1.html"


def test_table_without_rows() -> None:
    assert values(read(make_long())) == [("Norm", "Aantal", "Vindplaats")]


# -- text is text


@pytest.mark.parametrize("text", ["=1+1", "+32 14 44 33 93", "-- zie art. 3", "@collega", "=HYPERLINK(0)", "-"])
def test_text_that_looks_like_a_formula_stays_text(text: str) -> None:
    cell = read(make_long(WorksheetRow((text, 1), "")))["A2"]
    assert (cell.value, cell.data_type) == (text, "s")
    assert cell.quotePrefix


def test_no_formula_is_written_whatever_the_column() -> None:
    data = make_workbook(make_long(WorksheetRow(("=1", "=2"), "rule:x"), columns=("=A", "B")), lambda target: "=cmd")
    sheet = ZipFile(BytesIO(data)).read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in sheet
    assert sheet.count(b">=") == 4


@pytest.mark.parametrize("text", ["#N/A", "#REF!", "12%", "1/2", "TRUE", "001"])
def test_text_that_looks_like_a_value_stays_text(text: str) -> None:
    cell = read(make_long(WorksheetRow((text, 1), "")))["A2"]
    assert (cell.value, cell.data_type) == (text, "s")


def test_plain_text_is_not_marked_as_quoted() -> None:
    assert not read(make_long(WorksheetRow(("Toestemming", 1), "")))["A2"].quotePrefix


def test_characters_that_xml_cannot_hold_are_left_out() -> None:
    dirty = "a\x00b\x08c\x1bd\ud800e\ufffef\uffffg \x0bh\x0ci\tj\nk 😀"
    sheet = read(make_long(WorksheetRow((dirty, 1), ""), caption=f"Titel {dirty}", columns=(f"Kop {dirty}", "Aantal")))
    assert sheet["A2"].value == "abcdefg  h i\tj\nk 😀"
    assert sheet["A1"].value == "Kop abcdefg  h i\tj\nk 😀"


def test_text_that_looks_like_an_escape_is_written_so_that_a_spreadsheet_shows_it() -> None:
    data = make_workbook(make_long(WorksheetRow(("naam_x0041_ en _x_", 1), "")), address)
    assert b"naam_x005F_x0041_ en _x_" in ZipFile(BytesIO(data)).read("xl/worksheets/sheet1.xml")


def test_text_that_is_too_long_is_visibly_cut() -> None:
    value = read(make_long(WorksheetRow(("x" * (MAX_CELL + 1), 1), "")))["A2"].value
    assert isinstance(value, str)
    assert len(value) == MAX_CELL
    assert value.endswith("x […]")


# -- how it looks


def test_layout() -> None:
    sheet = read(make_long(WorksheetRow((LONG, 2), "rule:a/art-1")))
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:C2"
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.sheet_properties.pageSetUpPr is not None
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert [cell.font.b for cell in sheet[1]] == [True, True, True]
    assert [cell.font.b for cell in sheet[2]] == [False, False, False]
    assert all(cell.alignment.wrap_text for row in sheet.iter_rows() for cell in row)


def test_column_is_as_wide_as_its_words_within_limits() -> None:
    sheet = read(make_long(WorksheetRow((LONG, 2), "rule:a/art-1")))
    widths = {letter: sheet.column_dimensions[letter].width for letter in "ABC"}
    assert widths["A"] == MAX_WIDTH
    assert widths["B"] == 10
    assert 20 < widths["C"] < MAX_WIDTH


def test_caption_is_the_title_of_the_document() -> None:
    properties = load_workbook(BytesIO(make_workbook(make_long(caption="Wie mag wat?"), address))).properties
    assert (properties.title, properties.language) == ("Wie mag wat?", "nl")


@pytest.mark.parametrize(
    ("caption", "title"),
    [
        ("Beeld", "Beeld"),
        ("Wat [mag]: ja/nee? *\\", "Wat mag ja nee"),
        ("'Leuk' vinden", "Leuk' vinden"),
        ("Vergelijking van de codes per norm", "Vergelijking van de codes per…"),
        ("Hottentottententententoonstelling", "Hottentottententententoonstell…"),
        ("😀" * 20, "😀" * 15 + "…"),
        ("History", ""),
        (" ?? ", ""),
    ],
)
def test_worksheet_title_is_legal(caption: str, title: str) -> None:
    assert worksheet_title(caption) == title
    assert len(title.encode("utf-16-le")) <= 62


def test_caption_that_is_no_legal_title_gives_way_to_the_id() -> None:
    assert read(make_long(caption="???")).title == "beeld"


# -- the same bytes


def test_two_runs_in_different_seconds_are_identical() -> None:
    table = make_long(WorksheetRow(("Toestemming", 2), "rule:a/art-1"), WorksheetRow(("=Delen", 3), "norm:delen"))
    first = make_workbook(table, address)
    second = time.time() // 2  # a zip counts in steps of two seconds
    while time.time() // 2 == second:
        time.sleep(0.05)
    assert make_workbook(table, address) == first


def test_nothing_in_it_tells_when_it_was_made() -> None:
    archive = ZipFile(BytesIO(make_workbook(make_long(), address)))
    assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    core = ElementTree.fromstring(archive.read("docProps/core.xml"))
    times = {element.text for element in core.iter() if element.tag.startswith("{http://purl.org/dc/terms/}")}
    assert times == {"1980-01-01T00:00:00Z"}
    assert archive.namelist()[0] == "[Content_Types].xml"


def test_another_table_gives_other_bytes() -> None:
    one, other = make_long(WorksheetRow(("Toestemming", 2), "")), make_long(WorksheetRow(("Toestemming", 3), ""))
    assert make_workbook(one, address) != make_workbook(other, address)


def test_clean_leaves_verbatim_text_alone() -> None:
    text = "‘leuk’ … – “citaat” é \xa0 § 2."
    assert clean(text) == text
