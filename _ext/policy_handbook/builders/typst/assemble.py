"""A booklet as one doctree: its parts as chapters, the pages in it resolved for paper and put where they belong."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from docutils import nodes
from docutils.utils import new_document
from sphinx import addnodes

from ...domain import get_domain
from ...presentation.booklet_contents import (
    MOST_TO_REMEMBER,
    PARTS,
    cases_of,
    checklists_of,
    codes_of,
    key_points,
    parts_of,
    shows_overlaps,
)
from ...presentation.medium import Medium
from ...presentation.say import tell
from ...reading.doctree_text import ancestors
from ...views.base import policy_view, text_paragraph
from ...views.booklet import FOREWORD_CLASS
from .blocks import TOGETHER_CLASS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ...model.handbook import Handbook
    from ...model.records import BookletSpec, Case, ChecklistSpec
    from .paper import Paper

_TITLES = {
    "standing": "Wat dit is",
    "remember": "Om te onthouden",
    "checklists": "Checklists",
    "text": "De tekst, woord voor woord",
    "cases": "Situaties",
    "contacts": "Aan wie je het vraagt",
    "acknowledgement": "Ontvangstbewijs",
}


class Assembler:
    """Puts booklets together, with what stands in them resolved for *builder*."""

    def __init__(self, builder: Paper, book: Handbook) -> None:
        self._builder = builder
        self._env = builder.env
        self._book = book

    def assemble(self, spec: BookletSpec) -> nodes.document:
        """The doctree of a booklet: for each part a section, each page within a ``start_of_file`` with its name."""
        medium = Medium(on_paper=True, shows_overlaps=shows_overlaps(self._book, spec))
        with resolving_for(self._builder, medium):
            return self._assemble(spec)

    def _assemble(self, spec: BookletSpec) -> nodes.document:
        document = new_document(spec.id)
        # Pages that are in it already, or are not to be.
        seen = set(spec.without)
        parts = parts_of(self._book, spec)
        if "standing" not in parts and (foreword := self._foreword(spec)):
            chapter = _section("Vooraf")
            chapter += foreword
            self._resolve(chapter, spec.place.docname)
            document += self._file(spec.place.docname, chapter)
        for part in parts:
            if part in PARTS:
                chapter = self._make_chapter(spec, part, seen)
                if len(chapter.children) > 1:  # more than its heading
                    document += self._file(spec.place.docname, chapter)
            elif part in self._env.found_docs and part not in seen:
                document += self._take_page(part, seen)
        return document

    # -- parts that are made

    def _make_chapter(self, spec: BookletSpec, part: str, seen: set[str]) -> nodes.section:
        book = self._book
        codes = codes_of(book, spec)
        chapter = _section(_TITLES[part])
        match part:
            case "standing":
                foreword = self._foreword(spec)
                chapter += foreword
                for code in codes:
                    target: nodes.Element = chapter
                    if len(codes) > 1:
                        target = _section(code.short)
                        chapter += target
                    if len(codes) > 1 or not foreword:
                        target += text_paragraph(code.summary)
                    target += self._view(spec, "code", code.id)
                if "text" in parts_of(book, spec):
                    chapter += [text_paragraph(words) for words in _how_to_read()]
            case "remember":
                if sum(len(key_points(book, spec, code)) for code in codes) == MOST_TO_REMEMBER:
                    chapter[0] = nodes.title("", "Tien dingen om te onthouden")
                chapter += self._view(spec, "key-points", spec.id)
            case "checklists":
                chapter += self._checklists(spec)
            case "cases":
                chapter += self._cases(spec)
            case "contacts" | "acknowledgement":
                chapter += self._view(spec, part, spec.id)
        self._resolve(chapter, spec.place.docname)
        if part == "text":
            for code in codes:
                version = book.current_version(code.id)
                if version is not None and version.place.docname not in seen:
                    chapter += self._take_page(version.place.docname, seen)
        return chapter

    def _foreword(self, spec: BookletSpec) -> list[nodes.Node]:
        """What the editor wrote in the booklet's directive."""
        doctree = self._env.get_doctree(spec.place.docname)
        for node in doctree.findall(nodes.container):
            # A page can hold more than one booklet.
            ids = node.parent["ids"] if isinstance(node.parent, nodes.Element) else ()
            if FOREWORD_CLASS in node["classes"] and f"booklet-{spec.id}" in ids:
                children = [child.deepcopy() for child in node.children]
                return [*children, *(note.deepcopy() for note in _notes_called(doctree, children))]
        return []

    def _checklists(self, spec: BookletSpec) -> Iterable[nodes.Node]:
        by_page: dict[str, list[ChecklistSpec]] = {}
        for found in checklists_of(self._book, spec):
            by_page.setdefault(found.place.docname, []).append(found)
        if by_page:
            yield text_paragraph(tell("item.seen"))
        for docname, found_here in by_page.items():
            section = _section(self._env.titles[docname].astext())
            for found in found_here:
                holder: nodes.Element = section
                if len(found_here) > 1:  # under one title they need their own
                    holder = _section(found.title or self._heading_of(found))
                    section += holder
                holder += self._view(spec, "checklist", found.id)
            yield section

    def _heading_of(self, spec: ChecklistSpec) -> str:
        """The heading below which a checklist stands on its page."""
        for node in self._env.get_doctree(spec.place.docname).findall(policy_view):
            if (node["view"], node["argument"]) == ("checklist", spec.id):
                for parent in ancestors(node):
                    if isinstance(parent, nodes.section):
                        return parent[0].astext()
        return spec.id

    def _cases(self, spec: BookletSpec) -> Iterable[nodes.Node]:
        by_case: dict[str, tuple[Case, list[str]]] = {}
        for case, expectation in cases_of(self._book, spec):
            by_case.setdefault(case.id, (case, []))[1].append(expectation.code)
        for id, (case, codes) in by_case.items():
            section = _section(case.title)
            body = nodes.container(classes=[TOGETHER_CLASS])
            body += text_paragraph(case.situation)
            body += [self._view(spec, "case", f"{id} {code}") for code in codes]
            section += body
            yield section

    def _view(self, spec: BookletSpec, view: str, argument: str) -> policy_view:
        return policy_view("", view=view, argument=argument, docname=spec.place.docname)

    # -- pages

    def _take_page(self, docname: str, seen: set[str]) -> addnodes.start_of_file:
        """A page and, below its own heading, those in its tables of contents."""
        seen.add(docname)
        doctree = self._env.get_and_resolve_doctree(
            docname, self._builder, tags=self._builder.tags, doctree=self._env.get_doctree(docname)
        )
        self._builder.post_process_images(doctree)
        result = self._file(docname, *doctree.children)
        result["verbatim"] = get_domain(self._env).text_of(docname) is not None
        below: nodes.Element = next(iter(result.findall(nodes.section)), result)
        after = result.children[result.index(below) + 1 :] if below.parent is result else ()
        for note in [node for node in after if not isinstance(node, nodes.section)]:
            # The notes of the page, which docutils puts last, before the pages below.
            result.remove(note)
            below.append(note)
        for child in self._env.toctree_includes.get(docname, ()):
            if child in self._env.found_docs and child not in seen:
                below.append(self._take_page(child, seen))
        return result

    def _file(self, docname: str, *children: nodes.Node) -> addnodes.start_of_file:
        return addnodes.start_of_file("", *children, docname=docname)

    def _resolve(self, chapter: nodes.section, docname: str) -> None:
        """Put the generated parts and references of a chapter right, as on a page."""
        document = new_document(docname)
        document.settings.env = self._env
        document += chapter
        self._env.apply_post_transforms(document, docname)
        document.remove(chapter)


def _how_to_read() -> tuple[str, str]:
    """Whose words are whose in a booklet with the text of a code: a paragraph on those of the source, one on the others."""
    return tell("booklet.typeface"), tell(
        "booklet.editors",
        reviewed=tell("table.legend.reviewed", reading=tell("answer.read.reviewed").capitalize()),
        other=tell("answer.read.other"),
        disclaimer=tell("disclaimer.booklet"),
    )


@contextmanager
def resolving_for(builder: Paper, medium: Medium) -> Iterator[None]:
    """*builder* as the application's, with *medium*, and all as it was afterwards, whatever happens meanwhile.

    References and post-transforms ask the application, not the caller, for whom they resolve; Sphinx offers no other way to
    tell them. The class of the builder is all that some of them see of it.
    """
    app, env = builder._app, builder.env
    before = app.builder, env._builder_cls, app.tags, builder.medium
    app.builder, env._builder_cls, app.tags, builder.medium = builder, type(builder), builder.tags, medium
    try:
        yield
    finally:
        app.builder, env._builder_cls, app.tags, builder.medium = before


def _notes_called(doctree: nodes.document, children: list[nodes.Node]) -> list[nodes.Element]:
    """The notes of a page, which docutils puts at its end, that *children* call, or such a note in its turn; not those
    that stand among the children themselves."""
    own = {id for child in children for note in _notes_in(child) for id in note["ids"]}
    notes = [note for note in _notes_in(doctree) if own.isdisjoint(note["ids"])]
    called: set[str] = set()
    asking: list[nodes.Node] = [*children]
    while asking:
        new = {ref["refid"] for ref in asking.pop().findall(nodes.Element) if ref.get("refid")} - called
        called |= new
        asking += [note for note in notes if not new.isdisjoint(note["ids"])]
    return [note for note in notes if not called.isdisjoint(note["ids"])]


def _notes_in(node: nodes.Node) -> list[nodes.Element]:
    return [found for found in node.findall(nodes.Element) if isinstance(found, nodes.footnote | nodes.citation)]


def _section(title: str) -> nodes.section:
    return nodes.section("", nodes.title(title, title))
