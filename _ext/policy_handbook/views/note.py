"""Editorial notes beside a text, and the page of what the editors remarked on the sources."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from docutils import nodes

from ..diagnostics import warn
from ..directives import PolicyDirective
from ..doctext import inline_text
from ..model.comparison import rule_name
from ..model.handbook import version_key
from ..model.notes import NOTE, words_of_note
from ..model.records import Note
from ..model.table import Span
from ..model.text import fold
from .base import Links, definition_rows, policy_view, text_paragraph

if TYPE_CHECKING:
    from ..model.handbook import Handbook


class EditorialDirective(PolicyDirective):
    """``{editorial}``: what the editors say of the rule just above (or of ``rule:``), apart from its text.

    ``version`` says of which text it was seen to be true: in another it is not shown. ``fold: yes`` keeps a note of little
    weight for the reader inside the rule's own folded part. With ``law`` the body is a question for a lawyer.
    """

    kind = "noot"
    known = frozenset({"version", "rule", "defect", "law", "short", "sic", "fold", "in-booklets"})
    needs_id = False

    def build(self) -> list[nodes.Node]:
        code, version = self.text
        body = nodes.container()
        self.parse_body(body)
        rule = self.option("rule", str(self.env.temp_data.get("policy:last-rule", "")))
        seen = self.option("version")
        if seen != version and version:
            where = rule or f"{code}@{version}"
            warn(
                "note_version",
                self.place(),
                id=where,
                seen=f"gaat over {seen}" if seen else "zegt niet over welke versie ze gaat",
                version=version,
            )
            if seen:
                return []  # what was true of another file would be a claim about this one
        first = self.lineno + self.body_offset + 1
        words = [first + at for at, line in enumerate(self.body) if line.strip()]
        note = Note(
            code,
            version,
            rule,
            self.option("defect"),
            fold(inline_text(body)),
            self.place(),
            folded=self.flag("fold"),
            law=self.option("law"),
            lines=(words[0], words[-1]) if words else (first, first),
            short=self.option("short"),
            sic=tuple(line for line in self.option("sic").split("\n") if line),
            in_booklets=self.flag("in-booklets"),
        )
        self._check(note)
        self.domain.page.notes.append(note)
        if note.folded:
            return []
        if note.law:
            argument = f"{note.place.docname} {note.place.line}"
            self.domain.page.views.append(("law", argument))
            return [policy_view("", view="law", argument=argument, docname=self.env.docname)]
        node = nodes.admonition("", nodes.title("", NOTE), *body.children, classes=["policy-editorial"])
        self.set_source_info(node)
        return [node]

    def _check(self, note: Note) -> None:
        name = note.rule or f"{note.code}@{note.version}"
        if note.law and not note.text.endswith("?"):
            warn("note_question", self.place(), id=note.law)
        if not note.law and note.rule and not note.folded and not (note.short or note.sic):
            warn("note_short", self.place(), id=name)


@dataclass(frozen=True, slots=True)
class Question:
    """A question on the law in words, and whether booklets show it."""

    words: str
    in_booklets: bool


class LawView:
    """A question on the law, beside the text that it is about."""

    def draws_on(self, book: Handbook, argument: str) -> set[str]:
        return set()

    def present(self, book: Handbook, argument: str) -> Question | None:
        docname, _, line = argument.rpartition(" ")
        note = book.derived.notes_at.get((docname, int(line)))
        return Question(words_of_note(book, note), note.in_booklets) if note else None

    def render(self, data: Question, links: Links) -> list[nodes.Node]:
        if links.on_paper and not data.in_booklets:
            return []
        return [nodes.admonition("", nodes.title("", NOTE), text_paragraph(data.words), classes=["policy-editorial"])]


class DefectsDirective(PolicyDirective):
    """``{defects}``: every remark on the sources that has a number, from the editorial notes."""

    needs_id = False

    def build(self) -> list[nodes.Node]:
        self.domain.page.views.append(("defects", ""))
        return [policy_view("", view="defects", argument="", docname=self.env.docname)]


@dataclass(frozen=True, slots=True)
class RemarkLine:
    """A remark at a place: its number, the rule or text, the words, and whether booklets show it."""

    id: str
    where: Span
    text: str
    in_booklets: bool


@dataclass(frozen=True, slots=True)
class Remarks:
    """The remarks on one version of a code's text, in the order of that text."""

    title: str
    lines: tuple[RemarkLine, ...]


class DefectsView:
    """The remarks by code and version: each was made on one text."""

    def present(self, book: Handbook, argument: str) -> tuple[Remarks, ...]:
        found: dict[tuple[str, tuple[int, str]], list[Note]] = {}
        for note in sorted(book.notes, key=lambda note: (note.place.docname, note.place.line)):
            if note.id and note.code in book.codes:
                found.setdefault((book.codes[note.code].short, version_key(note.version)), []).append(note)
        return tuple(
            Remarks(f"{short}, versie {notes[0].version}", tuple(_remark(book, note) for note in notes))
            for (short, _), notes in sorted(found.items())
        )

    def render(self, data: tuple[Remarks, ...], links: Links) -> list[nodes.Node]:
        result: list[nodes.Node] = []
        for remarks in data:
            lines = [line for line in remarks.lines if line.in_booklets or not links.on_paper]
            if lines:
                result.append(nodes.rubric(remarks.title, remarks.title))
                rows = [(line.id, [links.span(line.where), nodes.Text(": " + line.text)]) for line in lines]
                result.append(definition_rows(rows, "policy-defects"))
        return result or [text_paragraph("Er zijn geen opmerkingen.")]


def _remark(book: Handbook, note: Note) -> RemarkLine:
    target = f"{note.code}/{note.rule}@{note.version}"
    if book.get_rule(target):
        where = Span(rule_name(book, target), f"rule:{target}")
    else:
        where = Span(f"{book.codes[note.code].short}, de hele tekst", f"code:{note.code}")
    return RemarkLine(note.id, where, words_of_note(book, note), note.in_booklets or not note.law)
