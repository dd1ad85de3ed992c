"""Codes and their versions: the front page's facts, and the banner above a text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes

from ..diagnostics import shorten, warn
from ..model.excerpts import fold
from ..model.file_names import fault_of_name
from ..model.handbook import version_key
from ..model.records import BINDINGS, STATUSES, UNKNOWN_DATE, Code, Version
from ..presentation.dates import show_date
from ..presentation.names import name_audiences, name_contexts
from ..presentation.spans import Span
from ..reading.directive_base import PolicyDirective
from ..reading.doctree_text import inline_text
from ..reading.inclusion import path_of
from .base import Links, View, definition_rows, paragraph, policy_view, text_paragraph

if TYPE_CHECKING:
    from ..model.handbook import Handbook
    from ..presentation.medium import Medium

_STATUS, _BODY, _BOOKLET = "Stand in dit handboek", "Te raadplegen", "Boekje"
# On paper a booklet says elsewhere whom to ask, and is itself.
_ON_SCREEN = (_STATUS, _BODY, _BOOKLET)
_VERSION = re.compile(r"v[1-9][0-9]*")
BINDING_WORDS = {
    "bindend": "bindend",
    "richtlijn": "richtlijn",
    "tip": "tips en overwegingen",
}


class CodeDirective(PolicyDirective):
    """``{code} <id>``: what a code is and whom it binds; the body describes it."""

    kind = "code"
    keeps = "code"
    known = frozenset({"title", "short", "authority", "named", "binding", "status", "audience", "context", "ask"})

    def build(self) -> list[nodes.Node]:
        node = nodes.container(classes=["policy-code"])
        self.set_source_info(node)
        self.give_anchor(node, "code", self.id)
        body = nodes.container(classes=["policy-code-summary"])
        self.parse_body(body)
        title = self.option("title", self.id, required=True)
        code = Code(
            id=self.id,
            title=title,
            short=self.option("short", title),
            authority=self.option("authority", required=True),
            binding=self.choice("binding", BINDINGS, "richtlijn", required=True),
            status=self.choice("status", STATUSES, "in opbouw"),
            audience=self.ids("audience"),
            context=self.ids("context"),
            summary=fold(body.astext()),
            place=self.place(),
            ask=self.option("ask"),
            is_named=self.flag("named", default=True),
        )
        page = self.domain.page
        page.codes.append(code)
        page.views.append(("code", self.id))
        node += policy_view("", view="code", argument=self.id, docname=self.env.docname)
        node += body.children
        return [node]


class VersionDirective(PolicyDirective):
    """``{version} <code> <id>``: this page holds the text of a version of a code."""

    kind = "versie"
    known = frozenset({"source", "sha256", "residue", "adopted", "in-force-from", "in-force-until"})
    needs_id = False

    def build(self) -> list[nodes.Node]:
        code, _, version = self.id.partition(" ")
        if not _VERSION.fullmatch(version):
            warn("version_id", self.place(), id=shorten(self.id))
        elif fault := fault_of_name(version):
            warn("unsafe_name", self.place(), id=shorten(version), kind=self.kind, fault=fault)
        self.env.ref_context["policy:text"] = (code, version)
        section = self.state_machine.node
        title = fold(inline_text(section[0])) if isinstance(section, nodes.section) else ""
        record = Version(
            code=code,
            id=version,
            title=title,
            adopted=self._date("adopted"),
            in_force_from=self._date("in-force-from"),
            in_force_until=self._date("in-force-until"),
            source=self._file("source", self._folder(), ".txt"),
            sha256=self.option("sha256", required=True),
            residue=self._file("residue", "codes", ".tsv", ".txt"),
            place=self.place(),
        )
        page = self.domain.page
        page.versions.append(record)
        page.views.append(("version", f"{code} {version}"))
        self.env.temp_data["policy:last-rule"] = ""
        return [policy_view("", view="version", argument=f"{code} {version}", docname=self.env.docname)]

    def _date(self, option: str) -> str:
        """An ISO date, or ``unknown`` where the source gives none."""
        value = self.option(option, UNKNOWN_DATE)
        if value == UNKNOWN_DATE:
            return value
        try:
            return date.fromisoformat(value).isoformat()
        except ValueError:
            line = self.given[option].line
            choices = f"een datum als 2026-01-31, of {UNKNOWN_DATE}"
            warn("option_value", self.place(line), id=self.id, option=option, value=value, choices=choices)
            return UNKNOWN_DATE

    def _folder(self) -> str:
        """The folder of the code that this page is in, or else that of the code of which it holds the text."""
        top, *folders = self.env.docname.split("/")[:-1]
        return f"codes/{folders[0] if top == 'codes' and folders else self.id.partition(' ')[0]}"

    def _file(self, option: str, folder: str, *endings: str) -> str:
        """The path of a file in *folder*, from the root of the sources; reading depends on it.

        It is published, or shows in warnings: it must be a text, and so must be what it is a link to.
        """
        name = self.option(option, required=option == "source")
        if not name:
            return ""
        path = path_of(self.env, name)
        ends = {Path(path).suffix, Path(self.env.srcdir, path).resolve().suffix}
        if not path.startswith(f"{folder}/") or not ends <= set(endings):
            words = {"id": shorten(self.id), "path": shorten(name), "folder": shorten(folder)}
            warn("source_place", self.place(self.given[option].line), ending=endings[0], **words)
            return ""
        self.env.note_dependency(path)
        return path


@dataclass(frozen=True, slots=True)
class CodeFacts:
    """The facts on a code's front page, as (term, spans)."""

    rows: tuple[tuple[str, tuple[Span, ...]], ...]
    texts: tuple[tuple[str, str, str], ...]


class CodeView(View):
    """Who is bound, what it is worth, by whom, since when, and its text."""

    def draws_on(self, book: Handbook, argument: str) -> set[str]:
        pages = {version.place.docname for version in book.versions.get(argument, {}).values()}
        pages.update(spec.place.docname for spec in book.booklets.values() if argument in spec.codes)
        return pages

    def present(self, book: Handbook, argument: str, medium: Medium) -> CodeFacts | None:
        code = book.codes.get(argument)
        if code is None:
            return None
        version = book.current_version(code.id)
        audience = name_audiences(book, code.audience)
        rows: list[tuple[str, tuple[Span, ...]]] = [
            ("Titel in de bron", (Span(code.title),)),
            ("Bestuur", (Span(code.authority),)),
            ("Bindt" if code.binding == "bindend" else "Richt zich tot", (Span(audience or "niet vermeld"),)),
            ("Hoedanigheid", (Span(name_contexts(code.context) or "niet vermeld"),)),
            ("Gewicht", (Span(BINDING_WORDS.get(code.binding, code.binding)),)),
            (
                _STATUS,
                (Span("ontleed" if code.worked_through else "in opbouw: wat ontbreekt is nog niet ontleed"),),
            ),
        ]
        for body in book.bodies_of(code.id):
            contact = book.contacts.get(body.id)
            words = f"{body.label}: {contact.words}" if contact and contact.name else body.label
            rows.append((_BODY, (Span(words, f"body:{body.id}"),)))
        texts: tuple[tuple[str, str, str], ...] = ()
        if version is not None:
            rows += [
                ("Aangenomen op", (Span(show_date(version.adopted)),)),
                ("Geldt van", (Span(show_date(version.in_force_from)),)),
            ]
            if version.in_force_until != UNKNOWN_DATE:
                rows.append(("Geldt tot", (Span(show_date(version.in_force_until)),)))
            texts = tuple(
                (v.id, v.place.docname, v.source)
                for v in sorted(book.versions[code.id].values(), key=lambda v: version_key(v.id), reverse=True)
            )
        rows += [
            (_BOOKLET, (Span(spec.title, f"booklet:{spec.id}"),))
            for spec in book.booklets.values()
            if spec.codes == (code.id,)
        ]
        return CodeFacts(tuple(rows), texts)

    def render(self, data: CodeFacts, links: Links) -> list[nodes.Node]:
        rows = [
            (term, [links.span(span) for span in spans])
            for term, spans in data.rows
            if not (links.medium.on_paper and term in _ON_SCREEN)
        ]
        for version, docname, source in data.texts:
            uri = links.builder.get_relative_uri(links.docname, docname)
            words = f"de volledige tekst, versie {version}"
            rows.append(("Tekst", [nodes.reference("", "", nodes.Text(words), internal=True, refuri=uri)]))
            if source and links.medium.has_files:
                rows.append(("Bronbestand", [links.file(source_path(source), nodes.Text("de bron zoals ontvangen"))]))
        return [definition_rows(rows, "policy-facts")]


def _notice_of_newer(data: VersionFacts, links: Links) -> list[nodes.Node]:
    """That a text is an older version, with the way to the newest."""
    if data.newest is None:
        return []
    version, docname = data.newest
    uri = links.builder.get_relative_uri(links.docname, docname)
    link = nodes.reference(
        "", "", nodes.Text(f"de tekst zoals die nu luidt (versie {version})"), internal=True, refuri=uri
    )
    words = paragraph(nodes.Text("Zie "), link, nodes.Text("."))
    return [nodes.admonition("", nodes.title("", "Dit is een oudere versie"), words, classes=["policy-notice"])]


def source_path(source: str) -> str:
    """Where the site keeps a source file: ``data/bronnen/<code>/<file>``."""
    return "data/bronnen/" + source.removeprefix("codes/")


@dataclass(frozen=True, slots=True)
class VersionFacts:
    """The line above a text, the fingerprint of its source, and of an older one the newest version with its page."""

    line: tuple[Span, ...]
    fingerprint: str
    newest: tuple[str, str] | None


class VersionView(View):
    """The lines above a text: what it is, what it is not, and the fingerprint of its source."""

    def draws_on(self, book: Handbook, argument: str) -> set[str]:
        return set()

    def present(self, book: Handbook, argument: str, medium: Medium) -> VersionFacts | None:
        code_id, _, id = argument.partition(" ")
        code = book.codes.get(code_id)
        version = book.versions.get(code_id, {}).get(id)
        if code is None or version is None:
            return None
        binding = BINDING_WORDS.get(code.binding, code.binding)
        line = (
            Span(code.authority, f"code:{code.id}"),
            Span(f" · {binding} · versie {version.id}, {show_date(version.adopted)}"),
        )
        newest = book.current_version(code.id)
        later = (newest.id, newest.place.docname) if newest is not None and newest is not version else None
        return VersionFacts(line, version.sha256, later)

    def render(self, data: VersionFacts, links: Links) -> list[nodes.Node]:
        result: list[nodes.Node] = [
            paragraph(*(links.span(span) for span in data.line), classes=["policy-version-line"]),
            *_notice_of_newer(data, links),
            text_paragraph(
                "De woorden hieronder zijn die van de bron, teken voor teken. Wat de redactie eraan toevoegt, staat apart en "
                "heet “redactionele noot”. Dit handboek is niet de authentieke bekendmaking.",
                "policy-disclaimer",
            ),
        ]
        if data.fingerprint:
            words = f"Vingerafdruk van de bron (SHA-256): {data.fingerprint}"
            result.append(text_paragraph(words, "policy-disclaimer", "policy-fingerprint"))
        return result
