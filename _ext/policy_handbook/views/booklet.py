"""Booklets on the site: the directives, the page of one booklet, and the page from which all are downloaded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from ..model.records import BookletSpec
from ..presentation.acknowledgement import Acknowledgement, acknowledge
from ..presentation.booklet_contents import PARTS, cases_of, checklists_of, codes_of, key_points, parts_of
from ..presentation.edition import Edition, booklet_path
from ..presentation.spans import Span
from ..reading.directive_base import PolicyDirective
from .base import (
    Links,
    View,
    bullet_list,
    definition_rows,
    of_code,
    paragraph,
    policy_view,
    text_paragraph,
)

if TYPE_CHECKING:
    from ..model.handbook import Handbook
    from ..presentation.medium import Medium

#: The class of what an editor wrote in a booklet's directive: its foreword.
FOREWORD_CLASS = "policy-foreword"


class BookletDirective(PolicyDirective):
    """``{booklet} <id>``: a PDF for someone, of these codes or pages; the body is its foreword."""

    kind = "boekje"
    keeps = "booklet"
    known = frozenset({"title", "subtitle", "audience", "codes", "order", "without", "checklists", "cases", "remember"})

    def build(self) -> list[nodes.Node]:
        title = self.option("title", required=True)
        spec = BookletSpec(
            id=self.id,
            title=title or self.id,
            subtitle=self.option("subtitle"),
            place=self.place(),
            audience=self.ids("audience"),
            codes=self._names("codes"),
            order=self._names("order"),
            without=self._names("without"),
            checklists=self._names("checklists"),
            cases=self._names("cases"),
            remember=self._names("remember"),
            untitled=not title,
        )
        page = self.domain.page
        page.booklets.append(spec)
        page.views.append(("booklet", self.id))
        node = nodes.container(classes=["policy-booklet"])
        self.set_source_info(node)
        self.give_anchor(node, "booklet", self.id)
        foreword = nodes.container(classes=[FOREWORD_CLASS])
        self.parse_body(foreword)
        node += foreword
        node += policy_view("", view="booklet", argument=self.id, docname=self.env.docname)
        if pages := [part for part in spec.order if part not in PARTS]:
            node += text_paragraph("De delen van het handboek die erin staan:", "policy-booklet__pages-title")
            node += bullet_list(([self._link_to_page(name)] for name in pages), "policy-booklet__pages")
        return [node]

    def _names(self, option: str) -> tuple[str, ...]:
        """What an option names, each once: nothing stands twice in a booklet."""
        return tuple(dict.fromkeys(self.ids(option)))

    def _link_to_page(self, name: str) -> nodes.Node:
        """A reference to a page by its name, with that page's title."""
        words = nodes.inline(name, name, classes=["doc"])
        return addnodes.pending_xref(
            "",
            words,
            refdomain="std",
            reftype="doc",
            reftarget=f"/{name}",
            refexplicit=False,
            refwarn=False,
            refdoc=self.env.docname,
        )


class BookletsDirective(PolicyDirective):
    """``{booklets}``: every booklet, with what it holds, its pages, size and version, to download."""

    needs_id = False

    def build(self) -> list[nodes.Node]:
        self.domain.page.views.append(("booklets", ""))
        return [policy_view("", view="booklets", argument="", docname=self.env.docname)]


@dataclass(frozen=True, slots=True)
class ShownBooklet:
    """A booklet as the site shows it; ``edition`` is None where no PDF was made, ``code`` the only code that it is of, if one."""

    id: str
    title: str
    subtitle: str
    holds: tuple[str, ...]
    versions: str
    edition: Edition | None
    acknowledged: tuple[Acknowledgement, ...]
    mail_to: str
    code: str = ""

    @property
    def file_words(self) -> str:
        """What the file is, in words."""
        if self.edition is None:
            return "Het PDF-bestand is in deze versie van de site niet gemaakt."
        return f"PDF, {_count(self.edition.pages, 'pagina', 'pagina’s')}, {self.edition.size}"


def present_booklet(book: Handbook, spec: BookletSpec, edition: Edition | None) -> ShownBooklet:
    """What the site tells of a booklet; *edition* is what was made of it, if anything."""
    codes = codes_of(book, spec)
    versions = [(code, version) for code in codes if (version := book.current_version(code.id))]
    parts = parts_of(book, spec)
    return ShownBooklet(
        id=spec.id,
        title=spec.title,
        subtitle=spec.subtitle,
        holds=_name_parts(book, spec, parts),
        versions="; ".join(f"{code.short}: versie {version.id}" for code, version in versions),
        edition=edition,
        acknowledged=tuple(
            acknowledge(book, spec, code, version) for code, version in versions if "acknowledgement" in parts
        ),
        mail_to=book.mail_to,
        code=codes[0].id if len(codes) == 1 else "",
    )


def _name_parts(book: Handbook, spec: BookletSpec, parts: tuple[str, ...]) -> tuple[str, ...]:
    """What a booklet holds, part by part; its pages are counted, since its own page names them."""
    names = [words for part in parts if (words := _name_part(book, spec, part))]
    pages = sum(part not in PARTS for part in parts)
    if pages:
        names.append(f"{_count(pages, 'deel', 'delen')} van het handboek, met alles wat eronder hoort")
    return tuple(names)


def _name_part(book: Handbook, spec: BookletSpec, part: str) -> str:
    codes = codes_of(book, spec)
    names = [code.short for code in codes]
    match part:
        case "standing":
            return "wat deze tekst is, wie hij bindt en wat hij waard is"
        case "remember":
            count = sum(len(key_points(book, spec, code)) for code in codes)
            return f"{_count(count, 'ding', 'dingen')} om te onthouden" if count else ""
        case "checklists":
            count = len(checklists_of(book, spec))
            return _count(count, "checklist", "checklists") if count else ""
        case "text":
            return f"de volledige tekst, woord voor woord ({', '.join(names)})"
        case "cases":
            count = len({case.id for case, _ in cases_of(book, spec)})
            return f"{_count(count, 'situatie', 'situaties')} met de uitkomst" if count else ""
        case "contacts":
            return "aan wie je een vraag stelt"
        case "acknowledgement":
            return "een ontvangstbewijs in twee exemplaren"
    return ""


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


class BookletView(View):
    """What a booklet holds, its PDF, and the mail by which its receipt is confirmed."""

    #: What it shows of the PDFs comes from the build, not from the pages.
    shows_editions = True

    def draws_on(self, book: Handbook, argument: str) -> None:
        """The whole book."""

    def present(self, book: Handbook, argument: str, medium: Medium) -> ShownBooklet | None:
        spec = book.booklets.get(argument)
        return present_booklet(book, spec, medium.editions.get(argument)) if spec else None

    def render(self, data: ShownBooklet, links: Links) -> list[nodes.Node]:
        if links.medium.on_paper:
            return []  # the booklet itself
        result: list[nodes.Node] = []
        if data.edition is None:
            result.append(text_paragraph(data.file_words, "policy-silence"))
        else:
            words = nodes.Text(f"Download het boekje ({data.file_words})")
            result.append(
                paragraph(
                    links.file(booklet_path(data.id), words, classes=["sd-btn", "sd-btn-primary"]),
                    classes=["policy-booklet__file"],
                )
            )
        rows: list[tuple[str, list[nodes.Node]]] = []
        if data.subtitle:
            rows.append(("Voor", [nodes.Text(data.subtitle)]))
        if data.versions:
            rows.append(("Tekst", [nodes.Text(data.versions)]))
        if data.edition is not None:
            rows.append(("Uitgave", [nodes.Text(f"{data.edition.mark} (kenmerk van de inhoud)")]))
        result.append(definition_rows(rows, "policy-facts"))
        if data.holds:
            result.append(_heading("Wat erin staat"))
            result.append(bullet_list(([nodes.Text(words)] for words in data.holds), "policy-booklet__holds"))
        if data.acknowledged:
            result.append(_heading("De ontvangst bevestigen"))
            result.append(
                text_paragraph(
                    "Achteraan in het boekje staat een ontvangstbewijs om te tekenen, een voor jou en een voor je dossier. "
                    "Wie het liever mailt, opent hieronder een bericht dat al is ingevuld; het vertrekt pas als je het zelf "
                    "verstuurt. Wie de ontvangst bevestigt, zegt niet meer dan wat er staat."
                )
            )
        for receipt in data.acknowledged:
            words = nodes.Text("Bevestig de ontvangst per e-mail")
            mail = nodes.reference("", "", words, internal=False, refuri=receipt.as_mail(data.mail_to))
            result += [text_paragraph(receipt.statement, "policy-booklet__statement"), paragraph(mail)]
        return result


class BookletsView(View):
    """The page from which every booklet is downloaded."""

    shows_editions = True

    def draws_on(self, book: Handbook, argument: str) -> None:
        """The whole book."""

    def present(self, book: Handbook, argument: str, medium: Medium) -> tuple[ShownBooklet, ...]:
        # What is for someone in particular comes first.
        specs = sorted(book.booklets.values(), key=lambda spec: len(spec.codes) != 1)
        return tuple(present_booklet(book, spec, medium.editions.get(spec.id)) for spec in specs)

    def render(self, data: tuple[ShownBooklet, ...], links: Links) -> list[nodes.Node]:
        result: list[nodes.Node] = []
        for shown in data:
            box = nodes.container(classes=["policy-booklet-entry", *of_code(shown.code)])
            title = links.span(Span(shown.title, f"booklet:{shown.id}"))
            box += nodes.rubric("", "", title, classes=["policy-booklet-entry__title"], **{"heading-level": 2})
            if shown.subtitle:
                box += text_paragraph(shown.subtitle)
            rows: list[tuple[str, list[nodes.Node]]] = []
            if shown.holds:
                rows.append(("Bevat", [nodes.Text("; ".join(shown.holds) + ".")]))
            if shown.versions:
                rows.append(("Tekst", [nodes.Text(shown.versions)]))
            if links.medium.on_paper:
                pass  # which may be that very booklet: of its file nothing is known before it is made
            elif shown.edition is None:
                rows.append(("Bestand", [nodes.Text(shown.file_words)]))
            else:
                words = nodes.Text(f"download “{shown.title}”")
                rows.append(
                    ("Bestand", [links.file(booklet_path(shown.id), words), nodes.Text(f" ({shown.file_words})")])
                )
                rows.append(("Uitgave", [nodes.Text(shown.edition.mark)]))
            box += definition_rows(rows, "policy-facts")
            result.append(box)
        return result or [text_paragraph("Er zijn nog geen boekjes.")]


def _heading(words: str) -> nodes.rubric:
    return nodes.rubric(words, words, **{"heading-level": 2})
