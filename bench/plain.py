"""The same text for Sphinx and MyST alone: what the handbook generates is written out, as an editor would have to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fences import Directive, directives, parse
from flavours import Copy, Flavour
from handbook import VOCABULARY
from policy_handbook.model.tables import make_table
from policy_handbook.views.apparatus import present_apparatus
from policy_handbook.views.code import CodeView, VersionView
from policy_handbook.views.norm import NormView
from policy_handbook.views.overview import OverviewView

if TYPE_CHECKING:
    from collections.abc import Iterable

    from policy_handbook.model.handbook import Handbook
    from policy_handbook.model.table import Cell, Span, Table

PLAIN_CONF = '''"""Plain Sphinx and MyST."""
project = "Handboek"
language = "nl"
extensions = ["myst_parser"]
exclude_patterns = ["_build"]
smartquotes = False
myst_enable_extensions = ["colon_fence"]
html_theme = "alabaster"
'''
_SPECIAL = re.compile(r"([\\`*_\[\]<>|#])")
ROLE = re.compile(r"\{(?:noteref|rule|article)\}`([^`<]*)<([^`<>]+)>`")


def escape(text: str) -> str:
    """Words as Markdown that shows them."""
    return _SPECIAL.sub(r"\\\1", text)


def label(target: str) -> str:
    """The label of ``kind:id``; a rule's carries no kind."""
    kind, _, id = target.partition(":")
    id = id.partition("@")[0].replace("/", "--")
    return id if kind == "rule" else f"{kind}--{id}"


def link(span: Span) -> str:
    """A span as a link, or as words."""
    if not span.target:
        return escape(span.text)
    words = span.text.replace("`", "'").replace("<", "(").replace(">", ")").replace("|", "/")
    return f"{{ref}}`{words} <{label(span.target)}>`"


def links(spans: Iterable[Span]) -> str:
    """Spans one after the other."""
    return "".join(link(span) for span in spans)


def write_table(table: Table) -> str:
    """A Markdown table: the cheapest that MyST has, so that the comparison is fair; a cell's lines are parted by dots."""

    def row(cells: Iterable[str]) -> str:
        return f"| {' | '.join(cells)} |"

    def show(cell: Cell) -> str:
        return " · ".join(links(line) for line in cell.lines if line)

    if not table.rows:
        return f"{escape(table.caption)}: niets gevonden."
    return "\n".join(
        [
            f"**{escape(table.caption)}**",
            "",
            row(escape(column.label) for column in table.columns),
            row("---" for _ in table.columns),
            *(row(show(cell) for cell in line.cells) for line in table.rows),
        ]
    )


def plain_flavour(handbook: Flavour, book: Handbook) -> Flavour:
    """Plain pages for each page of *handbook*, whose one copy *book* is."""
    writer = PlainWriter(book)
    pages = {path: writer.write(text) for path, text in handbook.copy.pages.items()}
    vocabulary = {path for path, text in handbook.shared([]).items() if directives(parse(text), *VOCABULARY)}
    overviews = {subject: writer.overview(subject) for subject in ("codes", "topics", "questions")}

    def shared(suffixes: list[str]) -> dict[str, str]:
        """The pages of the whole; an overview is the one of the first copy, over and over."""
        whole = handbook.shared(suffixes)
        for path, text in whole.items():
            parts: list[str] = []
            for part in parse(text):
                if isinstance(part, Directive) and part.name == "overview":
                    first = Copy({"": overviews[part.argument]})
                    parts.extend(first.renamed(suffix).pages[""] for suffix in suffixes)
                elif path not in vocabulary:
                    parts.append(part if isinstance(part, str) else part.text())
            if path not in vocabulary:
                whole[path] = "\n".join(parts)
            else:
                whole[path] = writer.write(text)
        return whole

    return Flavour(PLAIN_CONF, Copy(pages), shared, {})


class PlainWriter:
    """Writes the pages of one copy."""

    def __init__(self, book: Handbook) -> None:
        self.book = book
        self._text = ("", "")

    def write(self, text: str) -> str:
        """A page of the handbook in plain MyST."""
        self._text = ("", "")
        parts: list[str] = []
        for part in parse(text):
            if isinstance(part, str):
                parts.append(self.roles(part))
                continue
            if part.name == "article":
                self._label_heading(parts, f"{self._text[0]}--{part.argument}")
            if part.name == "topic":
                self._label_heading(parts, f"topic--{part.argument}")
            if part.name == "code":
                self._label_heading(parts, f"code--{part.argument}")
            parts.extend(getattr(self, f"_{part.name}")(part))
        return "\n".join(parts) + "\n"

    def roles(self, line: str) -> str:
        """The references in running text."""
        code = self._text[0]
        return ROLE.sub(lambda match: f"{{ref}}`{match[1].strip()} <{code}--{match[2].strip()}>`", line)

    @staticmethod
    def _label_heading(parts: list[str], name: str) -> None:
        """Put a label above the last heading."""
        index = max(i for i, part in enumerate(parts) if part.startswith("#"))
        parts[index] = f"({name})=\n{parts[index]}"

    # -- one method for each directive

    def _code(self, directive: Directive) -> list[str]:
        facts = CodeView().present(self.book, directive.argument)
        assert facts is not None
        return [*directive.body, "", *(f"- {term}: {links(spans)}" for term, spans in facts.rows)]

    def _version(self, directive: Directive) -> list[str]:
        code, _, version = directive.argument.partition(" ")
        self._text = (code, version)
        spans = VersionView().present(self.book, directive.argument)
        assert spans is not None
        return [
            links(spans),
            "",
            "De woorden hieronder zijn die van de bron, teken voor teken. Wat de redactie eraan toevoegt, staat apart en heet "
            "“redactionele noot”. Dit handboek is niet de authentieke bekendmaking.",
        ]

    def _article(self, directive: Directive) -> list[str]:
        return self.apparatus(directive.argument)

    def _rule(self, directive: Directive) -> list[str]:
        code = self._text[0]
        body = [self.roles(line) for line in directive.body]
        if mark := directive.get("mark"):
            body[0] = f"{escape(mark)} {body[0]}"
            body[0] = re.sub(r"^([-+]|\d+[.)])(?=\s)", r"\\\1" if body[0][0] in "-+" else self._escape_number, body[0])
        return [f"({code}--{directive.argument})=", *body, "", *self.apparatus(directive.argument)]

    @staticmethod
    def _escape_number(match: re.Match[str]) -> str:
        return f"{match[1][:-1]}\\{match[1][-1]}"

    def apparatus(self, id: str) -> list[str]:
        """The related provisions of a rule, written out."""
        rule = self.book.get_rule(f"{self._text[0]}/{id}")
        assert rule is not None
        shown = present_apparatus(self.book, rule)
        lines = [f"*{escape(shown.label)}*", ""]
        for norm in shown.norms:
            lines += [link(norm.statement), ""]
            lines += [
                f"- {link(line.name)}: {escape(line.words)} ({escape(line.reason.rstrip('.'))})" for line in norm.lines
            ]
            lines.append("")
        if shown.see_also:
            lines += ["Zie ook", "", *(f"- {link(span)}" for span in shown.see_also), ""]
        if shown.called_by:
            lines += [f"Voetnoot bij {link(shown.called_by)}.", ""]
        for note in shown.notes:
            lines += [f"Redactionele noot: {escape(note)}", ""]
        return lines

    def _editorial(self, directive: Directive) -> list[str]:
        if directive.get("fold") == "yes":
            return []
        return [":::{admonition} Redactionele noot", *directive.body, ":::"]

    def _topic(self, directive: Directive) -> list[str]:
        return directive.body

    def _norm(self, directive: Directive) -> list[str]:
        norm = self.book.norms[directive.argument]
        shown = NormView().present(self.book, norm.id)
        assert shown is not None
        lines = [
            f"(norm--{norm.id})=",
            f"### {norm.statement}",
            "",
            escape(norm.question),
            "",
            escape(shown.difference),
            "",
        ]
        for short, positions in shown.codes:
            lines += [f"**{escape(short)}**", "", *(f"- {links(spans)}" for spans in positions), ""]
        if shown.silent:
            lines += [f"Niet geregeld in: {', '.join(short for short, _ in shown.silent)}.", ""]
        if shown.related:
            lines += ["Zie ook", "", *(f"- {link(span)}" for span in shown.related), ""]
        return lines

    def _overlap(self, directive: Directive) -> list[str]:
        return []

    def table(self, directive: Directive) -> list[str]:
        """A generated table, written out."""
        return [write_table(make_table(self.book, self.book.tables[directive.argument]))]

    _comparison = _coverage = _differences = _gaps = _rules = table

    def _overview(self, directive: Directive) -> list[str]:
        return [directive.text()]

    def overview(self, subject: str) -> str:
        """A list of ways in."""
        lines = []
        for title, entries in OverviewView().present(self.book, subject):
            if title is not None:
                lines += ["", link(title), ""]
            lines += [f"- {link(entry.title)}{f' – {escape(entry.words)}' if entry.words else ''}" for entry in entries]
        return "\n".join(lines)

    def _act(self, directive: Directive) -> list[str]:
        return [f"**{escape(directive.get('label'))}**", "", *directive.body]

    _audience = _body = _act

    def _fact(self, directive: Directive) -> list[str]:
        answers = [line.strip().partition(":")[2] for line in directive.options if line.startswith(" ")]
        return [
            f"**{escape(directive.get('question'))}**",
            "",
            escape(directive.get("why")),
            "",
            *(f"- {escape(answer.strip())}" for answer in answers),
        ]
