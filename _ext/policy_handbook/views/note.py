"""Editorial notes beside a text, and the page of what the editors remarked on the sources."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes

from ..diagnostics import warn
from ..model.excerpts import fold
from ..model.handbook import version_key
from ..model.records import Note
from ..presentation.comparison import rule_name
from ..presentation.notes import NOTE, words_of_note
from ..presentation.spans import Span
from ..reading.directive_base import PolicyDirective
from ..reading.doctree_text import OWN, blocks_of, text_of_blocks
from .base import Links, View, folded, policy_view, text_paragraph
from .pen import DrawnView, Part, Pen

if TYPE_CHECKING:
    from ..model.handbook import Handbook
    from ..presentation.medium import Medium


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
        rule = self._find_rule()
        name = rule or (f"{code}@{version}" if code else self.short_name)
        if self.id:
            warn("note_argument", self.place(), text=self.id)
        if not code:
            warn("rule_outside_version", self.place(), id=self.short_name)
        text = text_of_blocks(tuple(blocks_of(body)))
        if not text:
            warn("note_empty", self.place(), id=name)
        seen = self.option("version")
        if seen != version and version:
            what = f"gaat over {seen}" if seen else "zegt niet over welke versie ze gaat"
            warn("note_version", self.place(), id=name, seen=what, version=version)
            if seen:
                return []  # what was true of another file would be a claim about this one
        note = Note(
            code,
            version,
            rule,
            self.option("defect"),
            text,
            self.place(),
            folded=self.flag("fold"),
            law=self.option("law"),
            lines=self._find_lines(),
            short=fold(self.option("short")),
            sic=tuple(line for line in self.option("sic").split("\n") if line),
            in_booklets=self.flag("in-booklets"),
        )
        self._check(note, name)
        self.domain.page.notes.append(note)
        node = self._show(note, body)
        if node is None:
            return []
        node[OWN] = name
        self.set_source_info(node)
        return [node]

    def _find_rule(self) -> str:
        """The id of the rule or article that a note is about: the one it names, the one it stands in, or the one just above."""
        if "rule" in self.given:
            return self.option("rule")
        if within := self.env.temp_data.get("policy:rule"):
            return str(within)
        section = self.state_machine.node
        is_inner = isinstance(section, nodes.section) and isinstance(section.parent, nodes.section)
        if is_inner and self.env.temp_data.get("policy:last-section") is not section:
            assert isinstance(section, nodes.section)
            warn("note_place", self.place(), text=section[0].astext())
            return ""
        return str(self.env.temp_data.get("policy:last-rule", ""))

    def _find_lines(self) -> tuple[int, int]:
        """The first and the last line of the page with words of the note; (0, 0) where they stand in another file."""
        source, _ = self.get_source_info()
        if Path(source or "") != self.env.doc2path(self.env.docname):
            return 0, 0
        first = self.lineno + self.body_offset + 1
        words = [first + at for at, line in enumerate(self.body) if line.strip()]
        return (words[0], words[-1]) if words else (0, 0)

    def _check(self, note: Note, name: str) -> None:
        if note.law and not note.text.endswith("?"):
            warn("note_question", self.place(), id=note.law)
        if not note.law and note.rule and not note.folded and not (note.short or note.sic):
            warn("note_short", self.place(), id=name)

    def _show(self, note: Note, body: nodes.container) -> nodes.Element | None:
        """The note in the running text; None where it is in the folded part of its rule."""
        if note.folded and note.rule:
            return None
        if note.law:
            argument = f"{note.code}@{note.version} {note.law}"
            self.domain.page.views.append(("law", argument))
            return policy_view("", view="law", argument=argument, docname=self.env.docname)
        if note.folded:
            return folded(NOTE, *body.children)
        return nodes.admonition("", nodes.title("", NOTE), *body.children, classes=["policy-editorial"])


@dataclass(frozen=True, slots=True)
class Question:
    """A question on the law in words, and whether booklets show it."""

    words: str
    in_booklets: bool


class LawView(View):
    """A question on the law, beside the text that it is about."""

    def draws_on(self, book: Handbook, argument: str) -> set[str]:
        return set()

    def present(self, book: Handbook, argument: str, medium: Medium) -> Question | None:
        text, _, law = argument.partition(" ")
        note = book.derived.questions.get((text, law))
        return Question(words_of_note(book, note), note.in_booklets) if note else None

    def render(self, data: Question, links: Links) -> list[nodes.Node]:
        if links.medium.on_paper and not data.in_booklets:
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


class DefectsView(DrawnView):
    """The remarks by code and version: each was made on one text."""

    def draws_on(self, book: Handbook, argument: str) -> None:
        """The whole book."""

    def present(self, book: Handbook, argument: str, medium: Medium) -> tuple[Remarks, ...]:
        found: dict[tuple[str, tuple[int, str]], list[Note]] = {}
        for note in sorted(book.notes, key=lambda note: (note.place.docname, note.place.line)):
            if note.id and note.code in book.codes:
                found.setdefault((book.codes[note.code].short, version_key(note.version)), []).append(note)
        return tuple(
            Remarks(f"{short}, versie {notes[0].version}", tuple(_remark(book, note) for note in notes))
            for (short, _), notes in sorted(found.items())
        )

    def draw(self, data: tuple[Remarks, ...], pen: Pen[Part]) -> list[Part]:
        result: list[Part] = []
        for remarks in data:
            lines = [line for line in remarks.lines if line.in_booklets or not pen.medium.on_paper]
            if lines:
                result.append(pen.heading(remarks.title, 0))
                rows = ((line.id, [pen.span(line.where), pen.text(": " + line.text)]) for line in lines)
                result.append(pen.definition_rows(rows, "policy-defects"))
        return result or [pen.words("Er zijn geen opmerkingen.")]


def _remark(book: Handbook, note: Note) -> RemarkLine:
    target = f"{note.code}/{note.rule}@{note.version}"
    if book.get_rule(target):
        where = Span(rule_name(book, target), f"rule:{target}")
    else:
        where = Span(f"{book.codes[note.code].short}, de hele tekst", f"code:{note.code}")
    return RemarkLine(note.id, where, words_of_note(book, note), note.in_booklets or not note.law)
