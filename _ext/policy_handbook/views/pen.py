"""What the larger views draw with: parts of a page, as docutils nodes or at once as the HTML that Sphinx would make of those.

Making a node of each word and walking all of them is most of what a large book costs, and nothing looks at the nodes of a
generated table between its making and its writing. A view is drawn once, with either pen, so both say the same.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from docutils import nodes
from docutils.writers._html_base import HTMLTranslator

from ..model.file_names import anchor_name
from ..presentation.spans import Span
from .base import Links, View, bullet_list, definition_rows, folded, paragraph, text_paragraph
from .table_nodes import policy_entry, policy_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..presentation.say import Line
    from ..presentation.spans import Cell, Row, Table

Part = TypeVar("Part")

#: Of every generated table.
GENERATED_CLASS = "policy-generated"
_CHARACTERS = HTMLTranslator.special_characters
_WHITE_SPACE = re.compile("[\n\r\t\v\f]")


class policy_html(nodes.General, nodes.Element):
    """A part of a page that is written already: its ``html``, made by :class:`HtmlPen` and by nothing that an editor wrote."""


class Pen(ABC, Generic[Part]):
    """Draws the parts of one page."""

    def __init__(self, links: Links) -> None:
        self.links = links
        self.medium = links.medium

    # -- within a line

    @abstractmethod
    def text(self, words: str) -> Part:
        """Plain words."""

    @abstractmethod
    def inline(self, words: str, *classes: str) -> Part:
        """Words of a class."""

    @abstractmethod
    def strong(self, part: Part) -> Part:
        """Something in bold."""

    @abstractmethod
    def span(self, span: Span) -> Part:
        """A span of a table or a list, a link where it has a target that exists."""

    @abstractmethod
    def file(self, path: str, words: str) -> Part:
        """A link to a file that the handbook's builder writes, from the root of the site; plain words elsewhere."""

    def spans(self, spans: Iterable[Span]) -> list[Part]:
        """Spans, one after the other."""
        return [self.span(span) for span in spans]

    # -- blocks

    @abstractmethod
    def paragraph(self, *parts: Part, classes: Sequence[str] = ()) -> Part:
        """A paragraph."""

    def words(self, words: str, *classes: str) -> Part:
        """A paragraph of plain words."""
        return self.paragraph(self.text(words), classes=classes)

    @abstractmethod
    def heading(self, words: str | Line, level: int, *classes: str) -> Part:
        """A heading that is no section; of level 0 one that has no place among the others."""

    @abstractmethod
    def container(self, parts: Iterable[Part], *classes: str, id: str = "", formerly: Sequence[str] = ()) -> Part:
        """Blocks as one, with an address where *id* is given, and those under which it stood before."""

    @abstractmethod
    def folded(self, title: str, *parts: Part, classes: Sequence[str] = ()) -> Part:
        """Blocks behind a line by which they are opened."""

    @abstractmethod
    def bullet_list(self, items: Iterable[Iterable[Part]], *classes: str) -> Part:
        """A list; each item is one paragraph."""

    @abstractmethod
    def block_list(self, items: Iterable[tuple[str, Iterable[Part]]], classes: Sequence[str], item_class: str) -> Part:
        """A list of items with an address, of several blocks each."""

    @abstractmethod
    def definition_rows(self, rows: Iterable[tuple[str, Iterable[Part]]], *classes: str) -> Part:
        """A definition list of (term, one paragraph)."""

    @abstractmethod
    def table(self, table: Table) -> Part:
        """A table with a caption, column headers and a header cell in each row."""


class DrawnView(View):
    """A view that either pen can draw: the site gets it as finished HTML."""

    @abstractmethod
    def draw(self, data: Any, pen: Pen[Part]) -> list[Part]:
        """The blocks for what ``present`` gave."""

    def render(self, data: Any, links: Links) -> list[nodes.Node]:
        """The same as nodes."""
        return self.draw(data, NodePen(links))


class NodePen(Pen[nodes.Node]):
    """Draws docutils' own nodes, which every writer can render."""

    def text(self, words: str) -> nodes.Node:
        return nodes.Text(words)

    def inline(self, words: str, *classes: str) -> nodes.Node:
        return nodes.inline(words, words, classes=list(classes))

    def strong(self, part: nodes.Node) -> nodes.Node:
        return nodes.strong("", "", part)

    def span(self, span: Span) -> nodes.Node:
        return self.links.span(span)

    def file(self, path: str, words: str) -> nodes.Node:
        return self.links.file(path, nodes.Text(words))

    def paragraph(self, *parts: nodes.Node, classes: Sequence[str] = ()) -> nodes.Node:
        return paragraph(*parts, classes=classes)

    def words(self, words: str, *classes: str) -> nodes.Node:
        return text_paragraph(words, *classes)

    def heading(self, words: str | Line, level: int, *classes: str) -> nodes.Node:
        attributes = {"heading-level": level} if level else {}
        parts = [nodes.Text(words)] if isinstance(words, str) else self.spans(words)
        return nodes.rubric("", "", *parts, classes=list(classes), **attributes)

    def container(
        self, parts: Iterable[nodes.Node], *classes: str, id: str = "", formerly: Sequence[str] = ()
    ) -> nodes.Node:
        return nodes.container("", *parts, classes=list(classes), ids=[id, *formerly] if id else [])

    def folded(self, title: str, *parts: nodes.Node, classes: Sequence[str] = ()) -> nodes.Node:
        return folded(title, *parts, classes=classes)

    def bullet_list(self, items: Iterable[Iterable[nodes.Node]], *classes: str) -> nodes.Node:
        return bullet_list(map(list, items), *classes)

    def block_list(
        self, items: Iterable[tuple[str, Iterable[nodes.Node]]], classes: Sequence[str], item_class: str
    ) -> nodes.Node:
        result = nodes.bullet_list(bullet="-", classes=list(classes))
        for id, blocks in items:
            result += nodes.list_item("", *blocks, classes=[item_class], ids=[id])
        return result

    def definition_rows(self, rows: Iterable[tuple[str, Iterable[nodes.Node]]], *classes: str) -> nodes.Node:
        return definition_rows(((term, list(parts)) for term, parts in rows), *classes)

    def table(self, table: Table) -> nodes.Node:
        result = policy_table(
            "",
            nodes.title(table.caption, table.caption),
            classes=[GENERATED_CLASS],
            ids=[f"tabel-{anchor_name(table.id)}"],
        )
        group = nodes.tgroup(cols=len(table.columns))
        result += group
        for index, column in enumerate(table.columns):
            spec = nodes.colspec(colwidth=column.width)
            if index == 0:
                spec["stub"] = 1
            group += spec
        head = nodes.row()
        for column in table.columns:
            entry = policy_entry("", paragraph(*self.spans(column.head or (Span(column.label),))), scope="col")
            if column.code:
                entry["classes"].append(f"policy-col-{column.code}")
            head += entry
        group += nodes.thead("", head)
        body = nodes.tbody()
        for row in table.rows:
            body += self._row(table, row)
        group += body
        return result

    def _row(self, table: Table, row: Row) -> nodes.row:
        line = nodes.row(classes=[] if row.differs else ["policy-row-same"])
        for index, (column, cell) in enumerate(zip(table.columns, row.cells, strict=True)):
            entry = policy_entry("", *(paragraph(*self.spans(line)) for line in cell.lines))
            if index == 0:
                entry["scope"] = "row"
            else:
                entry["label"] = column.label
            if cell.state:
                entry["classes"].append(f"policy-cell-{cell.state}")
            if column.code:
                entry["classes"].append(f"policy-col-{column.code}")
            line += entry
        return line


class HtmlPen(Pen[str]):
    """Draws the HTML of the handbook's own builder, to the byte what its translator makes of the nodes of the other pen."""

    def __init__(self, links: Links) -> None:
        super().__init__(links)
        # The start of each link: tables name the same places over and over.
        self._starts: dict[tuple[str, str], str] = {}

    def text(self, words: str) -> str:
        return words.translate(_CHARACTERS)

    def inline(self, words: str, *classes: str) -> str:
        return f"<span{_classes(*classes)}>{words.translate(_CHARACTERS)}</span>"

    def strong(self, part: str) -> str:
        return f"<strong>{part}</strong>"

    def span(self, span: Span) -> str:
        words = span.text.translate(_CHARACTERS)
        if span.target:
            start = self._starts.get((span.target, span.role))
            if start is None:
                start = self._starts[span.target, span.role] = self._start(span)
            return f"{start}{words}</a>" if start[1] == "a" else f"{start}{words}</span>"
        return f'<span class="policy-{span.role}">{words}</span>' if span.role else words

    def _start(self, span: Span) -> str:
        """The start tag of a span with a target: without a place to lead to it is plain words."""
        role = f"policy-{span.role}" if span.role else ""
        uri = self.links.uri(span.target)
        return f"<span{_classes(role)}>" if uri is None else _link(uri, role)

    def file(self, path: str, words: str) -> str:
        return f"{_link(self.links.root + path)}{words.translate(_CHARACTERS)}</a>"

    def paragraph(self, *parts: str, classes: Sequence[str] = ()) -> str:
        return f"<p{_classes(*classes)}>{''.join(parts)}</p>\n"

    def heading(self, words: str | Line, level: int, *classes: str) -> str:
        tag = f"h{level}" if level else "p"
        inner = self.text(words) if isinstance(words, str) else "".join(self.spans(words))
        return f"<{tag}{_classes(*classes, 'rubric')}>{inner}</{tag}>\n"

    def container(self, parts: Iterable[str], *classes: str, id: str = "", formerly: Sequence[str] = ()) -> str:
        address = f' id="{_value(id)}"' if id else ""
        before = "".join(f'<span id="{_value(other)}"></span>' for other in formerly)
        return f"<div{_classes(*classes, 'docutils', 'container')}{address}>\n{before}{''.join(parts)}</div>\n"

    def folded(self, title: str, *parts: str, classes: Sequence[str] = ()) -> str:
        line = f"<summary>{title.translate(_CHARACTERS)}</summary>\n"
        return f"<details{_classes(*classes)}>\n{line}{''.join(parts)}</details>\n"

    def bullet_list(self, items: Iterable[Iterable[str]], *classes: str) -> str:
        lines = "".join([f"<li><p>{''.join(parts)}</p></li>\n" for parts in items])
        return f"<ul{_classes(*classes, 'simple')}>\n{lines}</ul>\n"

    def block_list(self, items: Iterable[tuple[str, Iterable[str]]], classes: Sequence[str], item_class: str) -> str:
        lines = "".join(
            [f'<li{_classes(item_class)} id="{_value(id)}">{"".join(blocks)}</li>\n' for id, blocks in items]
        )
        return f"<ul{_classes(*classes)}>\n{lines}</ul>\n"

    def definition_rows(self, rows: Iterable[tuple[str, Iterable[str]]], *classes: str) -> str:
        lines = "".join(
            [f"<dt>{term.translate(_CHARACTERS)}</dt><dd><p>{''.join(parts)}</p>\n</dd>\n" for term, parts in rows]
        )
        return f"<dl{_classes('simple', *classes)}>\n{lines}</dl>\n"

    def table(self, table: Table) -> str:
        head = "\n".join(
            f'<th scope="col"{_classes("head", "stub" * (not index), _of_code(column.code))}>'
            f"<p>{''.join(self.spans(column.head or (Span(column.label),)))}</p></th>"
            for index, column in enumerate(table.columns)
        )
        # The start of each cell of a row, by the state of what it holds.
        first = 'th scope="row"'
        others = [f'td data-label="{_value(column.label)}"' for column in table.columns[1:]]
        tags = [
            (start, "stub" * (not index), _of_code(column.code))
            for index, (start, column) in enumerate(zip([first, *others], table.columns, strict=True))
        ]
        parts = [
            f'<div class="policy-scroll">\n<table class="{GENERATED_CLASS} docutils align-default" '
            f'id="{_value(f"tabel-{anchor_name(table.id)}")}">\n'
            f'<caption><span class="caption-text">{table.caption.translate(_CHARACTERS)}</span></caption>\n'
            f'<thead>\n<tr class="row-odd">{head}\n</tr>\n</thead>\n<tbody>\n'
        ]
        for number, row in enumerate(table.rows):
            same = "" if row.differs else "policy-row-same "
            parts.append(f'<tr class="{same}row-{"odd" if number % 2 else "even"}">')
            for (start, stub, code), cell in zip(tags, row.cells, strict=True):
                state = f"policy-cell-{cell.state}" if cell.state else ""
                parts.append(f"<{start}{_classes(stub, state, code)}>{self._cell(cell)}</{start[:2]}>\n")
            parts.append("</tr>\n")
        parts.append("</tbody>\n</table>\n</div>\n")
        return "".join(parts)

    def _cell(self, cell: Cell) -> str:
        lines = [f"<p>{''.join(map(self.span, spans))}</p>" for spans in cell.lines]
        return lines[0] if len(lines) == 1 else "".join(f"{line}\n" for line in lines)


def _link(uri: str, role: str = "") -> str:
    return f'<a{_classes(role, "reference", "internal")} href="{_value(uri)}">'


def _of_code(code: str) -> str:
    """The class of the column of a code."""
    return f"policy-col-{code}" if code else ""


def _classes(*classes: str) -> str:
    """The attribute with those that there are."""
    found = " ".join(filter(None, classes))
    return f' class="{_value(found)}"' if found else ""


def _value(text: str) -> str:
    """The value of an attribute."""
    return _WHITE_SPACE.sub(" ", text).translate(_CHARACTERS)
