"""The parts of a booklet that are made from its codes: what is to be remembered, whom to ask, and what is signed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from docutils import nodes

from ..presentation.acknowledgement import FIELDS, Acknowledgement, acknowledge
from ..presentation.booklet_contents import codes_of, key_points, rules_naming
from ..presentation.comparison import position_lines
from ..presentation.spans import Span
from .base import Links, View, definition_rows, paragraph, text_paragraph

if TYPE_CHECKING:
    from ..model.handbook import Handbook
    from ..model.records import Code, Term
    from ..presentation.medium import Medium


class policy_form(nodes.General, nodes.Element):
    """A page to sign, on paper only: ``copy`` names for whom, with ``fields`` to fill in and ``facts`` as pairs.

    ``qr`` is the address that its QR code holds, or ""; the ``first`` one stands below the heading of its part. Its children
    are the statement.
    """


class policy_blank(nodes.Inline, nodes.Element):
    """On paper a line to write on."""


# What a code says weighs as much as the code: a text of tips obliges nobody.
_CHOSEN_FROM = {
    "bindend": "wat de tekst verplicht en verbiedt",
    "richtlijn": "wat de richtlijn vraagt en uitsluit",
    "tip": "wat de tekst als tip meegeeft",
}


@dataclass(frozen=True, slots=True)
class Remembered:
    """Of one code the things to remember: what it weighs, whether an editor chose them, the words of each and where they stand."""

    code: str
    binding: str
    chosen: bool
    points: tuple[tuple[tuple[Span, ...], ...], ...]


class KeyPointsView(View):
    """The things to remember, word for word, with the provision that each comes from."""

    def draws_on(self, book: Handbook, argument: str) -> None:
        """The whole book."""

    def present(self, book: Handbook, argument: str, medium: Medium) -> tuple[Remembered, ...] | None:
        spec = book.booklets.get(argument)
        if spec is None:
            return None
        return tuple(
            Remembered(
                code.short,
                code.binding,
                bool(spec.remember),
                tuple(
                    tuple(position_lines(book, point.rule, point.position)) for point in key_points(book, spec, code)
                ),
            )
            for code in codes_of(book, spec)
        )

    def render(self, data: tuple[Remembered, ...], links: Links) -> list[nodes.Node]:
        result: list[nodes.Node] = []
        for remembered in data:
            if not remembered.points:
                continue
            if len(data) > 1:
                result.append(text_paragraph(remembered.code, "policy-code-name"))
            choice = "Een keuze van de redactie" if remembered.chosen else "Een automatische keuze"
            result.append(
                text_paragraph(
                    f"{choice} uit {_CHOSEN_FROM.get(remembered.binding, _CHOSEN_FROM['bindend'])}, in de "
                    "volgorde en met de woorden van de tekst. Wat hier niet staat, telt evengoed: lees daarom de hele tekst."
                )
            )
            numbered = nodes.enumerated_list(enumtype="arabic", prefix="", suffix=".", classes=["policy-brief"])
            for lines in remembered.points:
                modality, quote, *source = lines
                words = [*map(links.span, modality), nodes.Text(": "), *map(links.span, quote)]
                item = nodes.list_item("", paragraph(*words))
                for line in source:
                    item += paragraph(*map(links.span, line), classes=["policy-label"])
                numbered += item
            result.append(numbered)
        return result


@dataclass(frozen=True, slots=True)
class Contacts:
    """Of one code each body to turn to: its name, who that is here (or ""), and the rules that name it for something."""

    code: str
    bodies: tuple[tuple[str, str, tuple[Span, ...]], ...]


class ContactsView(View):
    """Whom to ask, of each code: as the code names them, and who that is here."""

    def draws_on(self, book: Handbook, argument: str) -> None:
        """The whole book."""

    def present(self, book: Handbook, argument: str, medium: Medium) -> tuple[Contacts, ...] | None:
        spec = book.booklets.get(argument)
        if spec is None:
            return None
        return tuple(
            Contacts(code.short, tuple(_name_body(book, code, body) for body in book.bodies_of(code.id)))
            for code in codes_of(book, spec)
        )

    def render(self, data: tuple[Contacts, ...], links: Links) -> list[nodes.Node]:
        result: list[nodes.Node] = []
        for contacts in data:
            if len(data) > 1:
                result.append(text_paragraph(contacts.code, "policy-code-name"))
            if not contacts.bodies:
                result.append(text_paragraph("De tekst noemt niemand. Vraag het je leidinggevende of je bestuur."))
                continue
            result.append(text_paragraph("Bij wie je terechtkunt met een vraag, voor overleg of voor toestemming:"))
            rows: list[tuple[str, list[nodes.Node]]] = []
            for name, here, rules in contacts.bodies:
                words: list[nodes.Node] = [nodes.Text(here)] if here else [policy_blank()]
                for index, rule in enumerate(rules):
                    words += [nodes.Text("; " if index else " Zie "), links.span(rule)]
                rows.append((name, [*words, nodes.Text(".")] if rules else words))
            result.append(definition_rows(rows, "policy-brief"))
        return result


def _name_body(book: Handbook, code: Code, body: Term) -> tuple[str, str, tuple[Span, ...]]:
    contact = book.contacts.get(body.id)
    here = contact.words.rstrip(".") + "." if contact is not None and contact.name else ""
    rules = rules_naming(book, code, body.id)
    return body.label, here, tuple(Span(rule.label, f"rule:{rule.full_id}") for rule in rules)


class AcknowledgementView(View):
    """The page to sign, one for the colleague and one for the personnel file, for each code."""

    def draws_on(self, book: Handbook, argument: str) -> None:
        """The whole book."""

    def present(self, book: Handbook, argument: str, medium: Medium) -> tuple[Acknowledgement, ...] | None:
        spec = book.booklets.get(argument)
        if spec is None:
            return None
        return tuple(
            acknowledge(book, spec, code, version)
            for code in codes_of(book, spec)
            if (version := book.current_version(code.id)) is not None
        )

    def render(self, data: tuple[Acknowledgement, ...], links: Links) -> list[nodes.Node]:
        return [
            _render_form(receipt, copy, is_first=index == 0 and copy == _COPIES[0])
            for index, receipt in enumerate(data)
            for copy in _COPIES
        ]


_COPIES = ("Exemplaar voor de medewerker", "Exemplaar voor het personeelsdossier")


def _render_form(receipt: Acknowledgement, copy: str, *, is_first: bool) -> policy_form:
    facts = [*receipt.facts]
    if receipt.fingerprint:
        words = f"{receipt.short_fingerprint} … (SHA-256 van het bronbestand; volledig bij de tekst van de code)"
        facts.append(("Vingerafdruk", words))
    form = policy_form(copy=copy, fields=FIELDS, facts=facts, qr=receipt.address, first=is_first)
    form += text_paragraph(receipt.statement)
    return form
