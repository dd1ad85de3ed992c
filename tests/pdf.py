"""What a PDF holds: its tag tree with the words that each tag marks, the words outside of it, and what its links lead to.

Words are read from the content streams by way of the fonts' ``ToUnicode`` maps, as a screen reader or a search does.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pikepdf

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_OPERATORS = "BDC BMC EMC Tf Tj TJ"
_MAPPED = re.compile(rb"begin(?P<kind>bfchar|bfrange)(?P<body>.*?)end(?P=kind)", re.DOTALL)
_HEX = re.compile(rb"<([0-9A-Fa-f\s]*)>|(\[)|(\])")


@dataclass(frozen=True, slots=True)
class Words:
    """What one mark in a content stream holds, and the number of the page that it is on."""

    text: str
    page: int


@dataclass
class Tag:
    """An element of the tag tree: its kind (``P``, ``H2``), in order its words and the tags within, and its annotations."""

    kind: str
    element: pikepdf.Dictionary
    parts: list[Words | Tag] = field(default_factory=list)
    annotations: list[pikepdf.Dictionary] = field(default_factory=list)

    def items(self) -> Iterator[Tag | Words]:
        """This tag, and all words and tags within, in reading order."""
        yield self
        for part in self.parts:
            if isinstance(part, Tag):
                yield from part.items()
            else:
                yield part

    def walk(self) -> Iterator[Tag]:
        """This tag and all within, in reading order."""
        return (item for item in self.items() if isinstance(item, Tag))

    def runs(self) -> Iterator[Words]:
        """All words within, in reading order."""
        return (item for item in self.items() if isinstance(item, Words))

    def find(self, *kinds: str) -> list[Tag]:
        return [tag for tag in self.walk() if tag.kind in kinds]

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs())

    @property
    def words(self) -> str:
        """The text with its white space folded."""
        return " ".join(self.text.split())

    @property
    def page(self) -> int:
        """The number of the page that it begins on; 0 where it holds no words."""
        return next((run.page for run in self.runs()), 0)

    def attribute(self, name: str) -> Any:
        """A value among the tag's attributes (``/A``), which are one dictionary or a list of them."""
        held = self.element.get("/A")
        for one in held if isinstance(held, pikepdf.Array) else [held]:
            if isinstance(one, pikepdf.Dictionary) and name in one:
                return one[name]
        return None


@dataclass
class Page:
    """The words of one page by their marks, and those of its artifacts, by subtype (``Header``, ``Footer`` or "")."""

    marked: dict[int, str] = field(default_factory=dict)
    artifacts: list[tuple[str, str]] = field(default_factory=list)
    unmarked: str = ""


class Pdf:
    """A PDF that is open for reading."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.raw = pikepdf.open(path)
        self._maps: dict[tuple[int, int], dict[bytes, str]] = {}

    def __str__(self) -> str:
        return self.path.stem

    @cached_property
    def numbers(self) -> dict[tuple[int, int], int]:
        """The number of each page, from 1, by its object."""
        return {page.obj.objgen: number for number, page in enumerate(self.raw.pages, 1)}

    @cached_property
    def pages(self) -> list[Page]:
        return [self._read_page(page) for page in self.raw.pages]

    @cached_property
    def tags(self) -> Tag:
        """The root of the tag tree, of the kind ``StructTreeRoot``."""
        root = self.raw.Root.StructTreeRoot
        return self._read_tag(root, "StructTreeRoot")

    @cached_property
    def fonts(self) -> list[pikepdf.Dictionary]:
        """Every font that the pages use, once."""
        fonts = [font for page in self.raw.pages for font in page.resources.get("/Font", {}).values()]
        return list({font.objgen: font for font in fonts}.values())

    def bookmarks(self) -> list[tuple[int, str]]:
        """The bookmarks with their depths, from 1."""
        with self.raw.open_outline() as outline:
            return list(_flatten(outline.root, 1))

    def page_of(self, destination: pikepdf.Array) -> int:
        """The number of the page that a destination leads to."""
        return self.numbers[destination[0].objgen]

    def _read_tag(self, element: pikepdf.Dictionary, kind: str) -> Tag:
        tag = Tag(kind, element)
        own = element.get("/Pg")
        held = element.get("/K", ())
        for part in held if isinstance(held, pikepdf.Array) else [held]:
            if isinstance(part, int):
                self._add_words(tag, own, part)
            elif part.get("/Type") == "/MCR":
                self._add_words(tag, part.get("/Pg", own), int(part.MCID))
            elif part.get("/Type") == "/OBJR":
                tag.annotations.append(part.Obj)
            else:
                tag.parts.append(self._read_tag(part, str(part.S).removeprefix("/")))
        return tag

    def _add_words(self, tag: Tag, page: pikepdf.Dictionary, mark: int) -> None:
        number = self.numbers[page.objgen]
        tag.parts.append(Words(self.pages[number - 1].marked.get(mark, ""), number))

    def _read_page(self, page: pikepdf.Page) -> Page:
        found = Page()
        fonts = page.resources.get("/Font", {})
        font: dict[bytes, str] = {}
        # Around the words: marks, artifacts, and what stands for the glyphs within.
        around: list[tuple[str, Any]] = []
        for operands, operator in pikepdf.parse_content_stream(page, _OPERATORS):
            match str(operator):
                case "Tf":
                    font = self._read_map(fonts[operands[0]])
                case "BMC":
                    around.append(("Artifact", "") if operands[0] == "/Artifact" else ("", None))
                case "BDC":
                    around.append(_read_mark(*operands))
                    if around[-1][0] == "ActualText" and "ActualText" not in [kind for kind, _ in around[:-1]]:
                        _put(found, around, around[-1][1])
                case "EMC":
                    around.pop()
                case _ if "ActualText" in [kind for kind, _ in around]:
                    pass
                case "Tj" | "TJ":
                    pieces = operands[0] if isinstance(operands[0], pikepdf.Array) else operands
                    strings = [bytes(piece) for piece in pieces if isinstance(piece, pikepdf.String)]
                    _put(found, around, "".join(_decode(string, font) for string in strings))
        return found

    def _read_map(self, font: pikepdf.Dictionary) -> dict[bytes, str]:
        """The characters of each code of a font."""
        if font.objgen not in self._maps:
            self._maps[font.objgen] = dict(_read_cmap(font.ToUnicode.read_bytes()))
        return self._maps[font.objgen]


def _read_mark(tag: pikepdf.Name, properties: Any) -> tuple[str, Any]:
    if tag == "/Artifact":
        return "Artifact", str(properties.get("/Subtype", "")).removeprefix("/")
    if "/ActualText" in properties:
        return "ActualText", str(properties.ActualText)
    return ("MCID", int(properties.MCID)) if "/MCID" in properties else ("", None)


def _put(page: Page, around: list[tuple[str, Any]], text: str) -> None:
    for kind, value in reversed(around):
        if kind == "MCID":
            page.marked[value] = page.marked.get(value, "") + text
            return
        if kind == "Artifact":
            page.artifacts.append((value, text))
            return
    page.unmarked += text


def _decode(codes: bytes, font: dict[bytes, str]) -> str:
    """The words of a string of two-byte codes; one that the font does not map is U+FFFD."""
    return "".join(font.get(codes[index : index + 2], "\ufffd") for index in range(0, len(codes), 2))


def _read_cmap(data: bytes) -> Iterator[tuple[bytes, str]]:
    for block in _MAPPED.finditer(data):
        if block["kind"] == b"bfchar":
            values = [bytes.fromhex(match[1].decode()) for match in _HEX.finditer(block["body"])]
            yield from ((code, text.decode("utf-16-be")) for code, text in zip(values[::2], values[1::2], strict=True))
            continue
        for line in block["body"].splitlines():
            values = [bytes.fromhex(match[1].decode()) for match in _HEX.finditer(line) if match[1] is not None]
            if not values:
                continue
            first, last = (int.from_bytes(value) for value in values[:2])
            for index, code in enumerate(range(first, last + 1)):
                text = values[2 + index] if b"[" in line else _advance(values[2], index)
                yield code.to_bytes(2), text.decode("utf-16-be")


def _advance(text: bytes, by: int) -> bytes:
    return text[:-2] + (int.from_bytes(text[-2:]) + by).to_bytes(2)


def _flatten(items: list[pikepdf.OutlineItem], depth: int) -> Iterator[tuple[int, str]]:
    for item in items:
        yield depth, item.title
        yield from _flatten(item.children, depth + 1)
