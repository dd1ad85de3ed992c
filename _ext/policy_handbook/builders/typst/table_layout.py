"""How a table is laid out on paper: the widths of its columns, upright or across, or row by row where it has too many."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum
from itertools import takewhile
from math import ceil, sqrt
from typing import TYPE_CHECKING

from docutils import nodes

from ...reading.doctree_text import ancestors

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORD = re.compile(r"[^\s/-]+")
# Words that take a hyphen are broken beyond this many characters; an address of a site may be too.
_LONGEST_WORD = 14
# The same in a table that stands in a cell.
_LONGEST_INNER_WORD = 8
# What takes no hyphen gets a column as wide as this where there is room; what is longer is cut wherever it stands.
_LONGEST_WHOLE = 40
# What a line never ends in: but for a hyphen before a letter, and a place that is marked for it.
_UNBROKEN = re.compile(r"[^\s\u00ad\u200b]+?(?:-(?=[^\W\d_])|(?=[\s\u00ad\u200b])|\Z)")
# Of which Typst hyphenates each word: letters, with signs between that part words, unlike those in “foto’s” and “x.be”.
_HYPHENATED = re.compile(r"[^\w#@]*[^\W\d_]*(?:[^\w#@.:'’·]+[^\W\d_]+)*[^\w#@]*")
_OUTSIDE = re.compile(r"(https?|mailto|tel):")
_SITE = re.compile(r"\W*(?:https?://|www\.)")
# How wide characters are, those of small type on an average line being 1.
_BREADTHS = dict.fromkeys("iljftrI.,:;!|()[]'’/-", 0.65) | dict.fromkeys("mwMW@%&…—œæŒÆ", 1.7)
_LETTER, _CAPITAL, _DIGIT, _CODE = 1.1, 1.25, 1.0, 1.1
# What a cell has beside its words, in characters.
_INSET = 2
# The characters of a line of small type over the whole width of the paper, upright and across.
UPRIGHT, ACROSS = 110, 165
# The same where a table stands within something else, which leaves the column of labels free.
_NESTED_UPRIGHT, _NESTED_ACROSS = 85, 140
# What stands in the column of the words, or in a box or an item there.
_HOLDERS = (
    nodes.list_item
    | nodes.entry
    | nodes.Admonition
    | nodes.topic
    | nodes.sidebar
    | nodes.definition
    | nodes.field_body
    | nodes.block_quote
)
_HOLDING_CLASSES = frozenset({"policy-rule", "policy-verdict", "sd-card"})
# The lines that a box has besides those of its words.
_BOX = 4
# What a box or an item takes of the room for its words: characters of each line, and lines.
_TAKEN: tuple[tuple[type, tuple[int, float]], ...] = (
    (nodes.Admonition, (5, _BOX + 1)),
    (nodes.topic, (5, _BOX)),
    (nodes.sidebar, (5, _BOX)),
    (nodes.container, (4, _BOX)),
    (nodes.list_item, (4, 0)),
    (nodes.definition_list_item, (0, 1)),
    (nodes.definition, (2, 0)),
    (nodes.field, (2, 1)),
    (nodes.block_quote, (5, 2)),
    (nodes.figure, (0, 2)),
)
# How many lines high a picture is for each character of its width.
_HIGH = 0.6
# What stands after a reference.
_PAGE = "(p.\u00a0100)"
# The lines of a table on a page, upright and across: what is taller may break.
_LINES = {False: 60, True: 38}
_FEWEST = 4


class Form(Enum):
    """How a table stands on the page."""

    UPRIGHT = "upright"
    ACROSS = "across"
    #: Each row on its own, its cells below one another with the column's name before each.
    RECORDS = "records"


@dataclass(frozen=True, slots=True)
class TableLayout:
    """How a table is laid out.

    Its form; for each column its share of the width; whether it may not reach into the margin; the characters of a line over
    its whole width; for each cell, by identity, the column (from 0) where it begins; the lines of what is repeated above it
    on every page.
    """

    form: Form
    shares: tuple[float, ...]
    nested: bool = False
    room: int = UPRIGHT
    columns: dict[int, int] = field(default_factory=dict, repr=False)
    head: int = 0
    repeats: bool = True

    def room_of(self, entry: nodes.Element) -> int:
        """The characters of a line in a cell."""
        if self.form is Form.RECORDS:
            return max(self.room - _INSET, _FEWEST)
        column = self.columns.get(id(entry), 0)
        share = sum(self.shares[column : column + entry.get("morecols", 0) + 1]) / sum(self.shares)
        return max(int(self.room * share) - _INSET, _FEWEST)

    def lines_of(self, row: nodes.row) -> int:
        """About how many lines the tallest cell of a row has; rather too many than too few."""
        cells = [_blocks(entry, self.room_of(entry)) for entry in entries_of(row)]
        return ceil(max((sum(_count_lines(block, room) for block, room in cell) for cell in cells), default=0))

    def keeps(self, row: nodes.row) -> bool:
        """Whether a row is to be kept in one piece: it could be cut, and is low enough for the page."""
        return 1 < self.lines_of(row) < self._page - self.head

    def breaks(self, entry: nodes.Element) -> tuple[int, int] | None:
        """Where words of a cell are wider than its column: the characters of the shortest of them, and of a line."""
        room = min((room for _, room in _blocks(entry, self.room_of(entry))), default=0)
        wide = [len(word) for word, breadth in _whole_words(entry) if breadth > room]
        if not wide:
            return None
        # Of a word that is cut wherever it stands the pieces may be too wide themselves.
        shortest = min([*wide, room]) if max(wide) >= _LONGEST_WHOLE else min(wide)
        return shortest, max(int(room / _CAPITAL), 1)

    @property
    def _page(self) -> int:
        return _LINES[self.form is Form.ACROSS]


def lay_out(table: nodes.table) -> TableLayout:
    """The layout of a table, from the words in its columns."""
    count = _count_columns(table)
    columns = _place_cells(table)
    longest = [1] * count
    whole = [0.0] * count
    total = [0] * count
    rows = rows_of(table, nodes.thead, nodes.tbody)
    for entry in (entry for row in rows for entry in entries_of(row)):
        column = columns[id(entry)]
        if column >= count or entry.get("morecols"):
            continue
        words = " ".join([entry.astext(), *map(_printed_address, entry.findall(nodes.reference))])
        total[column] += len(words)
        longest[column] = max([longest[column], *(len(word) for word in _WORD.findall(words))])
        whole[column] = max([whole[column], *(_least(word, breadth) for word, breadth in _whole_words(entry))])
    nested = _is_nested(table)
    outer = _outer(table)
    most = _LONGEST_WORD if outer is None else _LONGEST_INNER_WORD
    least = [min(max(pair), most) + _INSET for pair in zip(longest, map(ceil, whole), strict=True)]
    wanted = [max(low, 4 * sqrt(size / max(len(rows), 1))) for low, size in zip(least, total, strict=True)]
    upright, across = _rooms(table, outer, nested=nested)
    if sum(least) <= upright and (outer or sum(wanted) <= upright * 1.6):
        form, room = Form.UPRIGHT, upright
    elif sum(least) <= across:
        form, room = Form.ACROSS, across
    else:
        form, room = Form.RECORDS, upright
    shares = _divide(wanted, _keep_whole(least, whole, wanted, room), room)
    bare = TableLayout(form, shares, nested, room, columns)
    head = sum(bare.lines_of(row) + 1 for row in rows_of(table, nodes.thead))
    above = outer[0].head if outer else 0
    repeats = head <= (bare._page - above) / 2
    return TableLayout(form, shares, nested, room, columns, above + head * repeats, repeats)


def _keep_whole(least: list[int], whole: list[float], wanted: list[float], room: int) -> list[int]:
    """The least widths, as wide as the words that take no hyphen, or as near to it as leaves others half of what they want."""
    for most in range(_LONGEST_WHOLE, _LONGEST_WORD, -1):
        wider = [max(low, ceil(min(breadth, most)) + _INSET) for low, breadth in zip(least, whole, strict=True)]
        if sum(max(low, want / 2) for low, want in zip(wider, wanted, strict=True)) <= room:
            return wider
    return least


def _divide(wanted: list[float], least: list[int], room: int) -> tuple[float, ...]:
    """The shares of the columns: what each wants, and where that is more than there is, no less than the least."""
    shares = [max(pair) for pair in zip(wanted, least, strict=True)]
    spare, extra = room - sum(least), sum(shares) - sum(least)
    if extra <= spare or spare < 0:
        return tuple(shares)
    return tuple(low + (share - low) * spare / extra for share, low in zip(shares, least, strict=True))


# -- where a table stands


def _is_nested(table: nodes.table) -> bool:
    """Whether a table stands within a rule, a list, a note, a card or another table."""
    return any(
        isinstance(parent, _HOLDERS) or not _HOLDING_CLASSES.isdisjoint(parent.get("classes", ()))
        for parent in _above(table)
    )


def _outer(table: nodes.table) -> tuple[TableLayout, nodes.entry] | None:
    """The layout of the table in a cell of which a table stands, and that cell."""
    entry = next((parent for parent in _above(table) if isinstance(parent, nodes.entry)), None)
    if entry is None:
        return None
    outer = next(parent for parent in _above(entry) if isinstance(parent, nodes.table))
    return lay_out(outer), entry


def _rooms(table: nodes.table, outer: tuple[TableLayout, nodes.entry] | None, *, nested: bool) -> tuple[int, int]:
    """The characters of a line over the whole width of a table, upright and across."""
    if outer is not None:
        layout, entry = outer
        room = layout.room_of(entry)
        inside = next((within for block, within in _blocks(entry, room) if block is table), room)
        return inside, inside * ACROSS // UPRIGHT if layout.form is Form.UPRIGHT else inside
    return (_NESTED_UPRIGHT, _NESTED_ACROSS) if nested else (UPRIGHT, ACROSS)


def _above(node: nodes.Node) -> Iterator[nodes.Element]:
    """What a node stands in, up to a section."""
    return takewhile(lambda parent: not isinstance(parent, nodes.section), ancestors(node))


# -- the words of a cell


def _whole_words(node: nodes.Element) -> Iterator[tuple[str, float]]:
    """What takes no hyphen, each with its breadth: addresses, numbers, code."""
    for word in _UNBROKEN.findall(node.astext()):
        if not _HYPHENATED.fullmatch(word):
            yield word, _breadth(word)
    for part in node.findall(nodes.Element):
        if isinstance(part, nodes.literal | nodes.FixedTextElement):
            yield from ((word, len(word) * _CODE) for word in _UNBROKEN.findall(part.astext()))
        elif address := _printed_address(part):
            yield f"({address})", _breadth(address) + 1


def _printed_address(node: nodes.Element) -> str:
    """The address that is printed after the words of a link to another site."""
    address: str = node.get("refuri", "")
    printed = _OUTSIDE.match(address) and not node.get("internal") and node.astext() != address
    return address.removeprefix("mailto:") if printed else ""


def _breadth(word: str) -> float:
    return sum(_BREADTHS.get(character) or _breadth_of_kind(character) for character in word)


def _breadth_of_kind(character: str) -> float:
    if character.isdigit():
        return _DIGIT
    return _CAPITAL if character.isupper() else _LETTER


def _least(word: str, breadth: float) -> float:
    """The room that a word that takes no hyphen asks for; the address of a site may be broken at its signs."""
    return min(breadth, _LONGEST_WORD) if _SITE.match(word) else breadth


# -- the lines of a cell


def _blocks(node: nodes.Node, room: int) -> Iterator[tuple[nodes.Node, int]]:
    """All that stands below one another in a node, boxes before what they hold; with the characters of a line there."""
    for child in node.children:
        if isinstance(child, nodes.Invisible):
            continue
        within = max(room - _taken(child)[0], _FEWEST)
        yield child, within
        if not _holds_words(child):
            yield from _blocks(child, within)


def _holds_words(node: nodes.Node) -> bool:
    """Whether a node holds words or cells, and no blocks."""
    if isinstance(node, nodes.TextElement):
        return not any(isinstance(child, nodes.Sequential) for child in node.children)
    return isinstance(node, nodes.Text | nodes.table)


def _taken(node: nodes.Node) -> tuple[int, float]:
    """What a box or an item takes of the room for its words: characters of each line, and lines."""
    if isinstance(node, nodes.container) and _HOLDING_CLASSES.isdisjoint(node["classes"]):
        return 0, 0
    return next((taken for kind, taken in _TAKEN if isinstance(node, kind)), (0, 0))


def _count_lines(block: nodes.Node, room: int) -> float:
    """About how many lines a block has, without the blocks in it."""
    match block:
        case nodes.table():
            layout = lay_out(block)
            return 2 + sum(layout.lines_of(row) + 1 for row in rows_of(block, nodes.thead, nodes.tbody))
        case nodes.image():
            return room * _HIGH
        case nodes.literal_block() | nodes.doctest_block():
            return _BOX + sum(int(len(line) * _CODE) // room + 1 for line in block.astext().split("\n"))
        case nodes.enumerated_list():
            return len(block.children) / 2
        case nodes.Text():
            return _wrap(block.astext(), room)
        case nodes.Element() if _holds_words(block):
            words = [block.astext()]
            for part in block.findall(nodes.reference):
                words += [_PAGE, _printed_address(part)]
            breaks = sum(part.tagname == "sd_line_break" for part in block.findall(nodes.Element))
            pictures = sum(1 for _ in block.findall(nodes.image))
            return _wrap(" ".join(words), room) + breaks + pictures * room * _HIGH
        case _:
            return _taken(block)[1]


def _wrap(text: str, room: int) -> int:
    """The lines of words that are set one after another; none is broken but what is longer than a line."""
    lines, left = 1, room
    for word in text.split():
        size = len(word)
        if size > left:
            lines += -(-size // room)
            left = room - size % room
        else:
            left -= size
        left -= 1
    return lines


# -- the cells of a table


def rows_of(table: nodes.Element, *kinds: type[nodes.Element]) -> list[nodes.row]:
    """The rows of a table's head or body, not those of a table within it."""
    return [
        row
        for group in table.children
        if isinstance(group, nodes.tgroup)
        for part in group.children
        if isinstance(part, kinds)
        for row in part.children
        if isinstance(row, nodes.row)
    ]


def entries_of(row: nodes.row) -> list[nodes.entry]:
    """The cells of a row."""
    return [entry for entry in row.children if isinstance(entry, nodes.entry)]


def _place_cells(table: nodes.table) -> dict[int, int]:
    """The column (from 0) where each cell begins, by its identity: beside those before it, and those that reach down to it."""
    columns: dict[int, int] = {}
    for kind in (nodes.thead, nodes.tbody):
        reach: dict[int, int] = {}  # for each column, how many rows a cell from above still covers
        for row in rows_of(table, kind):
            column = 0
            covered = {place for place, count in reach.items() if count}
            reach = {place: count - 1 for place, count in reach.items() if count}
            for entry in entries_of(row):
                while column in covered:
                    column += 1
                columns[id(entry)] = column
                for place in range(column, column + entry.get("morecols", 0) + 1):
                    reach[place] = entry.get("morerows", 0)
                column += entry.get("morecols", 0) + 1
    return columns


def _count_columns(table: nodes.table) -> int:
    groups = [group for group in table.children if isinstance(group, nodes.tgroup)]
    return sum(isinstance(child, nodes.colspec) for group in groups for child in group.children)
