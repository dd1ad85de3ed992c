"""What every part of the translator shares: how pieces of source are written, how what cannot be shown is reported."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util.docutils import SphinxTranslator

from ...diagnostics import warn
from .anchors import find_anchors
from .landscape import lay_out_tables
from .source import literal

if TYPE_CHECKING:
    from collections.abc import Callable

    from docutils.nodes import Element
    from sphinx.builders import Builder

    from ...model.records import Place

# A space that does not break keeps two words together; every other white space of a source line is a space.
_SPACE = re.compile(r"[ \t\r\n\f\v]+")
# They end a line or widen a space, and have no glyph.
_NEVER_SHOWN = frozenset("\n\t")


@dataclass
class Target:
    """What a translation goes by, besides the doctree.

    ``title`` is the booklet's, for its running heads, and ``place`` where it is declared; ``glyphs`` every character that can
    be printed. ``address_of`` gives the address on the site of a page and an anchor, or "" where the site has none;
    ``image_path`` and ``qr_path`` the path below the work folder of an image and of the QR code of an address, or "" where
    there is none. ``faults`` are the reasons why the booklet cannot be made, ``reported`` what need not be reported again.
    """

    title: str
    place: Place
    glyphs: frozenset[str]
    address_of: Callable[[str, str], str]
    image_path: Callable[[str], str]
    qr_path: Callable[[str], str]
    reported: set[tuple[object, ...]] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)


class Pieces(SphinxTranslator):
    """Gathers the source; the visitors of :mod:`.words`, :mod:`.blocks` and :mod:`.tables` write to it."""

    def __init__(self, document: nodes.document, builder: Builder, target: Target) -> None:
        super().__init__(document, builder)
        self.target = target
        self._body: list[str] = []
        # The pages within which the visited node stands, and the depth of headings.
        self._docnames: list[str] = []
        self._level = 0
        self._last_level = 0
        self._anchors = find_anchors(document)
        self._layouts = lay_out_tables(document)

    def astext(self) -> str:
        return "".join(self._body)

    def _add(self, source: str) -> None:
        self._body.append(source + "\n")

    def _open(self, name: str, *arguments: str) -> None:
        """Begin a call whose last argument is what follows, until :meth:`_close`."""
        self._body.append(f"{name}({', '.join([*arguments, ''])}{{\n")

    def _close(self, end: str = "})") -> None:
        self._add(end)

    def _fault(self, subtype: str, node: nodes.Node, **words: object) -> None:
        """Report what keeps this booklet from being made."""
        self.target.faults.append(subtype)
        self._report(subtype, node, **words)

    def _report(self, subtype: str, node: nodes.Node, **words: object) -> None:
        self._report_at(subtype, self._place(node), **words)

    def _report_at(self, subtype: str, place: tuple[str, int], **words: object) -> None:
        key = (subtype, place, *words.items())
        if key not in self.target.reported:
            self.target.reported.add(key)
            warn(subtype, place, **words)

    def _place(self, node: nodes.Node) -> tuple[str, int]:
        current: nodes.Node | None = node
        while current is not None:
            if current.line:
                return (self._docname, current.line)
            current = current.parent
        # What is made for a booklet has no line of its own.
        declared = self.target.place
        return (self._docname, declared.line if self._docname == declared.docname else 1)

    @property
    def _docname(self) -> str:
        return self._docnames[-1] if self._docnames else self.config.root_doc

    def _put_anchors(self, node: nodes.Element) -> None:
        for place in self._anchors.carried.get(id(node), ()):
            self._add(f"anchor({literal(place)})")

    def _check_glyphs(self, text: str, node: nodes.Node) -> None:
        """Report every character that cannot be printed."""
        self._check(text, self._place(node))

    def check_words(self, *texts: str) -> None:
        """Report every character that cannot be printed of words that are in no node."""
        self._check("".join(texts), (self.target.place.docname, self.target.place.line))

    def _check(self, text: str, place: tuple[str, int]) -> None:
        for character in sorted(set(text)):
            category = unicodedata.category(character)
            # A font may have a sign of its own for a private character, but the text would say nothing.
            if category != "Co" and (
                character in self.target.glyphs
                or character in _NEVER_SHOWN
                or category == "Cf"
                or _is_selector(character)
            ):
                continue
            name = unicodedata.name(character, "zonder naam").lower()
            self.target.faults.append("print_glyph")
            self._report_at("print_glyph", place, glyph=character, code=f"U+{ord(character):04X}", name=name)

    # -- visitors of many nodes

    def _depart_call(self, node: Element) -> None:
        self._close()

    def _pass(self, node: Element) -> None:
        """A node that is no more than what it holds."""

    def _skip(self, node: Element) -> None:
        """What is never shown, or says nothing beside the words around it (an icon)."""
        raise nodes.SkipNode

    def unknown_visit(self, node: nodes.Node) -> None:
        self._fault("print_node", node, kind=type(node).__name__)
        raise nodes.SkipNode

    def unknown_departure(self, node: nodes.Node) -> None:
        pass


def _is_selector(character: str) -> bool:
    """Whether a character only chooses the form of the one before it."""
    return "\ufe00" <= character <= "\ufe0f"


def fold(text: str) -> str:
    """*text* with each run of white space as one space."""
    return _SPACE.sub(" ", text)


def boolean(value: object) -> str:
    return "true" if value else "false"
