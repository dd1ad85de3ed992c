"""The decision assistant: where its questions are asked in the browser, and the list of codes by role that leads to them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from docutils import nodes

from ...decision.bases import bases_of
from ...model.file_names import nameable
from ...model.records import Reference
from ...presentation.citation import name_authority_briefly
from ...presentation.names import name_audiences
from ...presentation.say import tell
from ...reading.directive_base import PolicyDirective
from ..base import Links, View, bullet_list, of_code, paragraph, policy_view, text_paragraph
from ..code import BINDING_WORDS
from ..component import Component

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

    from ...model.handbook import Handbook
    from ...model.records import Code
    from ...presentation.medium import Medium

COMPONENT = Component(
    ('data-module="policy-assistant"',),
    styles=("policy-assistant.css",),
    scripts=(
        "policy-make.js",
        "policy-address.js",
        "policy-walk.js",
        "policy-ask.js",
        "policy-say.js",
        "policy-explanation.js",
        "policy-assistant-parts.js",
        "policy-assistant-questions.js",
        "policy-assistant.js",
    ),
    later=("policy-remedy.js", "policy-points.js", "policy-assistant-answer.js"),
    early=True,
)
#: The argument that puts all codes side by side.
ALL = "all"
# What the argument of a list by role begins with where it is about one act.
_ABOUT = "act="
_NO_SCRIPT = "De vragen werken met JavaScript, en dat staat hier uit. "
_NOT_HERE = "De beslishulp, die dit in vragen aan je voorlegt, is er alleen op de site van het handboek. "
_READ_CODE = "Je vindt elk antwoord ook in de tabellen op deze pagina."
_READ_ALL = "Je vindt elk antwoord ook in de tabellen op de pagina van elke code."


class assistant_mount(nodes.General, nodes.Element):
    """Where ``policy-assistant.js`` asks its questions: ``code``, the addresses of its ``data`` and the site's ``root``."""


class AssistantDirective(PolicyDirective):
    """``{assistant} <code>`` asks the questions of a code, ``all`` puts the codes side by side; alone it lists them by role.

    In the list ``act`` is what is asked about.
    """

    kind = "beslishulp"
    needs_id = False
    known = frozenset({"act"})

    def build(self) -> list[nodes.Node]:
        page = self.domain.page
        if self.id not in ("", ALL):
            page.references.append(Reference("code", self.id, self.place()))
        act = self.option("act")
        if act:
            page.references.append(Reference("act", act, self.place()))
        argument = self.id if self.id or not act else f"{_ABOUT}{act}"
        page.views.append(("assistant", argument))
        return [policy_view("", view="assistant", argument=argument, docname=self.env.docname)]


@dataclass(frozen=True, slots=True)
class Mount:
    """The questions of these codes; ``code`` is ``all`` where they stand side by side."""

    code: str
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Way:
    """A code by which someone may be bound: its name, what it weighs and for whom, and its page."""

    code: str
    name: str
    words: str
    address: str


@dataclass(frozen=True, slots=True)
class Role:
    """The codes that address a role, the one of one's own authority first; ``explanation`` says who has it, "" if that is plain."""

    label: str
    explanation: str
    ways: tuple[Way, ...]


class AssistantView(View):
    """The place for the questions, and the list by role."""

    def draws_on(self, book: Handbook, argument: str) -> set[str] | None:
        """The list goes by the positions of every text; a place for questions shows nothing of them."""
        return set() if argument and not argument.startswith(_ABOUT) else None

    def present(self, book: Handbook, argument: str, medium: Medium) -> Mount | tuple[Role, ...] | None:
        if argument == ALL:
            return Mount(ALL, tuple(nameable(book.codes, "code")))
        if argument and not argument.startswith(_ABOUT):
            return Mount(argument, (argument,)) if argument in nameable(book.codes, "code") else None
        roles = []
        for id, audience in book.audiences.items():
            codes = [book.codes[code] for code, base in bases_of(book).items() if id in base.addressed]
            codes.sort(key=lambda code: code.id != book.home.get(id))
            if codes:
                ways = tuple(_way(book, code, id, argument) for code in codes)
                roles.append(Role(audience.label[:1].upper() + audience.label[1:], audience.description, ways))
        # A role that an authority of this deployment has a code for comes before the others.
        labels = {book.audiences[id].label.casefold() for id in book.home if id in book.audiences}
        return tuple(sorted(roles, key=lambda role: role.label.casefold() not in labels))

    def render(self, data: Mount | tuple[Role, ...], links: Links) -> list[nodes.Node]:
        if isinstance(data, Mount):
            where = _READ_ALL if data.code == ALL else _READ_CODE
            if links.medium.on_paper:
                return []  # a booklet has the tables alone
            if not links.medium.has_files:
                # The data of the questions stand beside the pages of the handbook's own builder only.
                return [text_paragraph(_NOT_HERE + where)]
            root = links.root
            scripts = ("wording", *data.codes)
            mount = assistant_mount(
                "", code=data.code, root=root, data=" ".join(f"{root}data/decisions/{name}.js" for name in scripts)
            )
            mount += text_paragraph(_NO_SCRIPT + where, "policy-assistant__without")
            return [mount]
        result: list[nodes.Node] = []
        for role in data:
            result.append(paragraph(nodes.strong("", role.label), classes=["policy-code-name"]))
            if role.explanation:
                result.append(text_paragraph(role.explanation, "policy-silence"))
            items: list[list[nodes.Node]] = [
                [
                    links.file(way.address, nodes.Text(way.name)),
                    nodes.inline("", " – ", classes=["policy-dash"]),
                    nodes.inline("", way.words, classes=["policy-entry-words", *of_code(way.code)]),
                ]
                for way in role.ways
            ]
            result.append(bullet_list(items, "policy-overview"))
        if not result:
            return [text_paragraph("Nog geen enkele code.")]
        return [nodes.container("", *result, classes=["policy-roles"])]


def _way(book: Handbook, code: Code, audience: str, about: str) -> Way:
    own = "De code van je eigen bestuur. " if book.home.get(audience) == code.id else ""
    binding = BINDING_WORDS.get(code.binding, code.binding).capitalize()
    words = f"{own}{name_authority_briefly(code)}. {binding}, voor {name_audiences(book, code.audience)}."
    if audience not in code.audience:
        words += " Enkele bepalingen gelden ook voor deze rol."
    fragment = "&".join(filter(None, (about, f"audience={audience}")))
    return Way(code.id, code.short, words, f"docs/beslissen/{code.id}.html#{fragment}")


def visit_mount(self: HTML5Translator, node: assistant_mount) -> None:
    self.body.append(
        self.starttag(
            node,
            "div",
            CLASS="policy-assistant",
            **{
                "data-module": "policy-assistant",
                "data-code": node["code"],
                "data-base": node["data"],
                "data-root": node["root"],
                # What is said where the other sentences do not come.
                "data-not-loaded": tell("assistant.not_loaded"),
            },
        )
    )


def depart_mount(self: HTML5Translator, node: assistant_mount) -> None:
    self.body.append("</div>\n")


def skip(self: Any, node: assistant_mount) -> None:
    """Other writers have no questions to ask."""
    raise nodes.SkipNode


def setup(app: Sphinx) -> None:
    """Register the node; only HTML shows it."""
    silent = (skip, None)
    html = (visit_mount, depart_mount)
    app.add_node(assistant_mount, html=html, latex=silent, text=silent, man=silent, texinfo=silent)
