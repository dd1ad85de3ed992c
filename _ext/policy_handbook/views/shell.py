"""What stands around every page of the site: the parts of the book, the menu, the contents of the page, the way on, the foot."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from ..domain import get_domain
from ..model.records import EDITORS
from ..presentation.medium import SCREEN
from ..presentation.say import tell
from .assets import is_ours
from .navigation import Navigation, Way
from .search import search_page

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx
    from sphinx.builders import Builder

    from ..domain import PolicyDomain
    from ..model.handbook import Handbook
    from ..presentation.medium import Medium

#: The typefaces that stand on every page, fetched before the style sheet asks for them.
PRELOADED = ("source-sans-3-latin-wght-normal.woff2",)
PRELOADED_OF_RULES = (*PRELOADED, "source-serif-4-latin-wght-normal.woff2")


@dataclass(frozen=True, slots=True)
class Reader:
    """As whom one can read the book: a role and a code that binds it, as ``id`` (``role/code``), in words, and the code's page."""

    id: str
    words: str
    path: str


def readers_of(book: Handbook, uri: Callable[[str], str]) -> tuple[Reader, ...]:
    """Each role with each code that was written for it, those of one's own authority first; *uri* gives the path of a page."""
    pairs = [
        (book.audiences[role], code) for code in book.codes.values() for role in code.audience if role in book.audiences
    ]
    pairs.sort(key=lambda pair: book.home.get(pair[0].id) != pair[1].id)
    return tuple(
        Reader(
            f"{role.id}/{code.id}",
            tell("shell.who.reader", role=role.short or role.label, code=code.short),
            uri(code.place.docname),
        )
        for role, code in pairs
    )


@dataclass(frozen=True, slots=True)
class Shell:
    """What the templates in ``shell/`` and ``who.html`` show: all parts of the book, those that the header names, the links of
    the foot, as whom one can read, and the id of who reads as long as nobody said so, "" where that is not one.

    ``search`` is the page with what is found, "" in a book without one; ``report`` the address for who finds a mistake, "" where
    the book names none; ``at`` the path of the part in which the page stands, and ``part`` what the menu lists beside it.
    """

    front: str
    parts: tuple[Way, ...]
    main: tuple[Way, ...]
    more: tuple[Way, ...]
    search: str
    report: str
    readers: tuple[Reader, ...] = ()
    reader: str = ""
    at: str = ""
    part: Way | None = None


def make_shell(domain: PolicyDomain, navigation: Navigation, uri: Callable[[str], str], medium: Medium) -> Shell:
    """The shell of a page that is in no part.

    The header names as many parts as ``policy_main_parts`` says; the foot has the pages of ``policy_footer``, or else the
    parts that the header does not name.
    """
    env, book = domain.env, domain.handbook
    config = env.config
    parts = navigation.parts
    count = config.policy_main_parts
    pages = [docname for docname in config.policy_footer if docname in env.titles]
    more = tuple(Way(env.titles[docname].astext(), uri(docname)) for docname in pages)
    contact = book.contacts.get(EDITORS)
    report = f"mailto:{contact.mail}?subject={quote(tell('shell.report'))}" if contact and contact.mail else ""
    found_on = search_page(domain)
    search = uri(found_on) if found_on and medium.has_files else ""
    home = next(iter(book.home.items())) if len(book.home) == 1 else ()
    readers = readers_of(book, uri)
    more = more or parts[count:]
    return Shell(uri(config.root_doc), parts, parts[:count], more, search, report, readers, "/".join(home))


class Surroundings:
    """Gives the templates of a build what they show around each page."""

    _navigation: Navigation
    _shell: Shell
    _uri: Callable[[str], str]

    def begin(self, app: Sphinx, builder: Builder) -> None:
        """Look through the book once, when every page was read."""
        if not is_ours(app):
            return
        domain = get_domain(app.env)
        self._uri = builder.get_target_uri
        self._navigation = Navigation(app.env, domain.handbook, self._uri)
        self._shell = make_shell(domain, self._navigation, self._uri, getattr(builder, "medium", SCREEN))

    def give(self, app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object) -> None:
        """All that ``layout.html`` and ``shell/`` want to know of a page; of one that is no source, no headings and no way on."""
        if not is_ours(app):
            return
        shell, navigation = self._shell, self._navigation
        before, after = navigation.beside(pagename)
        part = navigation.part_of(pagename)
        context.update(
            tell=tell,
            to=lambda path: context["pathto"](path, 1),
            here=self._uri(pagename) if pagename in app.env.found_docs else "",
            policy_title=app.config.html_title,
            policy_fonts=PRELOADED_OF_RULES if navigation.is_text(pagename) else PRELOADED,
            policy_shell=replace(shell, at=part.path if part else "", part=part),
            policy_headings=navigation.headings(pagename),
            policy_is_text=navigation.is_text(pagename),
            policy_before=before,
            policy_after=after,
        )


def setup(app: Sphinx) -> None:
    """Tell it to every page, before files are chosen by what it shows."""
    surroundings = Surroundings()
    app.add_config_value("policy_main_parts", 7, "html", int, "how many parts of the book the header names")
    app.add_config_value("policy_footer", [], "html", list, "the pages that every page names at its foot")
    app.connect("write-started", surroundings.begin)
    app.connect("html-page-context", surroundings.give)
