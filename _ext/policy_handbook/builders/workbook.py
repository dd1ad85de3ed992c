"""A table as a worksheet (XLSX) in its long form: one row for each provision, to be filtered, sorted and printed.

The parts of the package are written as text: for one sheet with one look that is little, and takes a tenth of the time of
a library that keeps each cell as an object with styles of its own. The tests read them back with openpyxl.
"""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from ..archive import write_zip

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ..presentation.spans import Table

ADDRESS_LABEL = "Vindplaats"
_WEB = ("http://", "https://")
MIN_WIDTH, MAX_WIDTH = 10, 60
MAX_CELL = 32_767  # Excel's own limit
MAX_TITLE = 31  # likewise
_CUT = " […]"
_ILLEGAL = re.compile("[\x00-\x08\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_OTHER_SPACE = re.compile("[\x0b\x0c\r]+")
# In a worksheet "_x0041_" is read as "A"; to mean it literally its first underscore is itself written that way.
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
# What a spreadsheet takes for the start of a formula as soon as someone edits the cell.
_FORMULA = ("=", "+", "-", "@")

_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_MIME = "application/vnd.openxmlformats"

# The cell formats of _STYLES by their place there; one of text that looks like a formula comes right after the ordinary one.
_HEADER, _WORDS, _LINK = 1, 3, 5
_FONT = '<sz val="11"/><name val="Calibri"/><family val="2"/>'
_ALIGNED = 'applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>'
_STYLES = (
    f'<styleSheet xmlns="{_MAIN}">'
    f'<fonts count="3"><font>{_FONT}</font><font><b/>{_FONT}</font>'
    '<font><u/><sz val="11"/><color rgb="FF0563C1"/><name val="Calibri"/><family val="2"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'
    '<xf numFmtId="0" fontId="2" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="7"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    + "".join(
        f'<xf numFmtId="0" fontId="{font}" fillId="0" borderId="0" xfId="{style}" applyFont="1" quotePrefix="{quoted}" {_ALIGNED}'
        for font, style in ((1, 0), (0, 0), (2, 1))
        for quoted in (0, 1)
    )
    + '</cellXfs><cellStyles count="2"><cellStyle name="Normal" xfId="0" builtinId="0"/>'
    '<cellStyle name="Hyperlink" xfId="1" builtinId="8"/></cellStyles></styleSheet>'
)
_CONTENT_TYPES = (
    f'<Types xmlns="{_PACKAGE}/content-types">'
    f'<Default Extension="rels" ContentType="{_MIME}-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_MIME}-officedocument.spreadsheetml.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_MIME}-officedocument.spreadsheetml.worksheet+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{_MIME}-officedocument.spreadsheetml.styles+xml"/>'
    f'<Override PartName="/docProps/core.xml" ContentType="{_MIME}-package.core-properties+xml"/></Types>'
)


def make_workbook(table: Table, address: Callable[[str], str]) -> bytes:
    """The bytes of a workbook with the long form of *table*, the same for the same table.

    *address* gives for a row's target where it is found, "" for nowhere: an address of the web, which becomes a link, or an
    id. A path would lead nowhere from the folder into which someone downloaded the workbook.
    """
    title = worksheet_title(table.caption) or worksheet_title(table.id) or "1"
    width = len(table.worksheet_columns) + 1
    area = f"$A$1:${_letter(width)}${len(table.worksheet_rows) + 1}"
    worksheet, links = _worksheet(table, address)
    parts = {
        "[Content_Types].xml": _CONTENT_TYPES,
        "_rels/.rels": _relations(
            [
                (f"{_OFFICE}/officeDocument", "xl/workbook.xml"),
                (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
            ]
        ),
        "docProps/core.xml": _core(table),
        "xl/_rels/workbook.xml.rels": _relations(
            [(f"{_OFFICE}/worksheet", "worksheets/sheet1.xml"), (f"{_OFFICE}/styles", "styles.xml")]
        ),
        "xl/styles.xml": _STYLES,
        "xl/workbook.xml": _workbook(title, area),
        "xl/worksheets/_rels/sheet1.xml.rels": _relations(
            ((f"{_OFFICE}/hyperlink", link) for link in links), external=True
        ),
        "xl/worksheets/sheet1.xml": worksheet,
    }
    stream = BytesIO()
    write_zip(stream, ((name, (_DECLARATION + text).encode()) for name, text in parts.items()))
    return stream.getvalue()


def clean(text: str) -> str:
    """*text* without the characters that XML cannot hold; vertical tabs and form feeds become spaces, as they parted words."""
    return _ILLEGAL.sub("", _OTHER_SPACE.sub(" ", text))


def worksheet_title(caption: str) -> str:
    """A legal title for a worksheet: at most 31 UTF-16 units, cut after a word where there is one, without ``[]:*?/\\``."""
    words = " ".join(re.sub(r"[\[\]:*?/\\]", " ", clean(caption)).split()).strip("' ")
    if _utf16(words) > MAX_TITLE:
        while _utf16(words) > MAX_TITLE - 1:
            head, space, _ = words.rpartition(" ")
            words = head if space else words[:-1]
        words = words.rstrip("' ,.;") + "…"
    # Excel keeps this name for itself.
    return "" if words.casefold() == "history" else words


def _utf16(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _letter(column: int) -> str:
    """The letters of a column, the first being 1."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _relations(targets: Iterable[tuple[str, str]], *, external: bool = False) -> str:
    mode = ' TargetMode="External"' if external else ""
    lines = (
        f'<Relationship Id="rId{n}" Type="{kind}" Target={quoteattr(to)}{mode}/>'
        for n, (kind, to) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{"".join(lines)}</Relationships>'


def _core(table: Table) -> str:
    """The properties of the document, with fixed times: the same table gives the same bytes."""
    times = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">1980-01-01T00:00:00Z</dcterms:{name}>'
        for name in ("created", "modified")
    )
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:creator>policy_handbook</dc:creator><dc:title>{escape(clean(table.caption))}</dc:title>"
        f"<dc:language>nl</dc:language>{times}</cp:coreProperties>"
    )


def _workbook(title: str, area: str) -> str:
    name = escape("'" + title.replace("'", "''") + "'")
    return (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">'
        f'<sheets><sheet name={quoteattr(title)} sheetId="1" r:id="rId1"/></sheets><definedNames>'
        f'<definedName name="_xlnm._FilterDatabase" localSheetId="0" hidden="1">{name}!{area}</definedName>'
        f'<definedName name="_xlnm.Print_Titles" localSheetId="0">{name}!$1:$1</definedName></definedNames></workbook>'
    )


def _worksheet(table: Table, address: Callable[[str], str]) -> tuple[str, list[str]]:
    """The worksheet, and the targets of its links in the order of their relations."""
    columns = [_letter(number) for number in range(1, len(table.worksheet_columns) + 2)]
    labels = (*table.worksheet_columns, ADDRESS_LABEL)
    widths = [_longest(label) for label in labels]
    cells = "".join(_cell(f"{letter}1", label, _HEADER) for letter, label in zip(columns, labels, strict=True))
    rows = [f'<row r="1">{cells}</row>']
    links: dict[str, int] = {}
    hyperlinks = []
    for number, row in enumerate(table.worksheet_rows, 2):
        where = clean(address(row.target))
        parts = []
        for index, value in enumerate(row.values):
            parts.append(_cell(f"{columns[index]}{number}", value, _WORDS))
            widths[index] = max(widths[index], _longest(value))
        place = f"{columns[-1]}{number}"
        if where.startswith(_WEB):
            parts.append(_cell(place, where, _LINK))
            hyperlinks.append(_hyperlink(place, where, links))
        else:
            parts.append(_cell(place, where, _WORDS) if where else f'<c r="{place}" s="{_WORDS}"/>')
        widths[-1] = max(widths[-1], _longest(where))
        rows.append(f'<row r="{number}">{"".join(parts)}</row>')
    area = f"A1:{columns[-1]}{len(rows)}"
    body = "".join(rows)
    linked = f"<hyperlinks>{''.join(hyperlinks)}</hyperlinks>" if hyperlinks else ""
    # The filter's button takes some of the room.
    sizes = (min(MAX_WIDTH, max(MIN_WIDTH, width + 3)) for width in widths)
    cols = "".join(f'<col min="{n}" max="{n}" width="{size}" customWidth="1"/>' for n, size in enumerate(sizes, 1))
    text = (
        f'<worksheet xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><dimension ref="{area}"/>'
        '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
        '<selection pane="bottomLeft" activeCell="A1" sqref="A1"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/>'
        f'<cols>{cols}</cols><sheetData>{body}</sheetData><autoFilter ref="{area}"/>{linked}'
        '<pageMargins left="0.75" right="0.75" top="1" bottom="1" header="0.5" footer="0.5"/>'
        '<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>'
        "<headerFooter><oddFooter>&amp;C&amp;P / &amp;N</oddFooter></headerFooter></worksheet>"
    )
    return text, list(links)


def _cell(place: str, value: str | int, style: int) -> str:
    """A number as a number; words always as text, also where they look like a formula or an error."""
    if not isinstance(value, str):
        return f'<c r="{place}" s="{style}"><v>{value}</v></c>'
    text = _ESCAPE.sub("_x005F_", clean(value))
    if len(text) > MAX_CELL:
        text = text[: MAX_CELL - len(_CUT)] + _CUT
    if text.startswith(_FORMULA):
        style += 1
    space = ' xml:space="preserve"' if text != text.strip() or "\n" in text else ""
    return f'<c r="{place}" s="{style}" t="inlineStr"><is><t{space}>{escape(text)}</t></is></c>'


def _hyperlink(place: str, link: str, links: dict[str, int]) -> str:
    # A fragment has a place of its own; in the target, spreadsheets escape its "#".
    target, _, fragment = link.partition("#")
    relation = f' r:id="rId{links.setdefault(target, len(links) + 1)}"' if target else ""
    location = f" location={quoteattr(fragment)}" if fragment else ""
    return f'<hyperlink ref="{place}"{relation}{location}/>'


def _longest(value: str | int) -> int:
    return max(len(line) for line in str(value).split("\n"))
