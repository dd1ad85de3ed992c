"""The words of a line: text, the looks of it, and references with the page on which to look."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes

from ...reading.doctree_text import ancestors
from ...views.base import policy_related
from .anchors import IN_BOOK
from .pieces import Pieces, fold
from .source import array, literal

if TYPE_CHECKING:
    from docutils.nodes import Element

# Classes of inline words that the templates give a look of their own, besides those that begin with these words.
_INLINE = frozenset(
    {"policy-mark", "policy-quote", "policy-lead-in", "policy-silence", "policy-flag", "policy-reading"}
)
_INLINE_FAMILIES = ("policy-modality-", "policy-verdict-", "policy-relation-", "policy-weight-")
# What is a list of references: few words will do for each.
_LISTS_OF_REFERENCES = frozenset(
    {
        "policy-brief",
        "policy-checklist__rules",
        "policy-decisions__list",
        "policy-overview",
        "policy-reasons",
        "policy-related",
        "policy-related-norm",
        "policy-reviewed",
        "policy-see-also",
        "toctree-wrapper",
    }
)
# Words of a source.
_SOURCES = frozenset({"policy-quote", "policy-lead-in"})
# An address is copied by hand, and takes no hyphen; a word that is longer than a line must break somewhere.
_ADDRESS = re.compile(r"\S+@\S+\.\S+|https?://\S+|www\.\S+")
_LONGEST = 40
_LONG = re.compile(rf"((?:\S+@\S+\.\S+|https?://\S+|www\.\S+)|\S{{{_LONGEST},}})")
_CUT = 16
_OUTSIDE = re.compile(r"(https?|mailto|tel):")


class Words(Pieces):
    """Visitors of what stands within a line."""

    def visit_Text(self, node: nodes.Text) -> None:
        text = fold(node.astext())
        self._check_glyphs(text, node)
        for piece in _LONG.split(text):
            if _ADDRESS.fullmatch(piece) or (len(piece) >= _LONGEST and " " not in piece):
                self._add(f"whole({array(map(literal, _cut(piece)))})")
            elif piece:
                self._add(literal(piece))

    def depart_Text(self, node: nodes.Text) -> None:
        pass

    def visit_emphasis(self, node: Element) -> None:
        self._open("emph")

    def visit_strong(self, node: Element) -> None:
        self._open("strong")

    def visit_subscript(self, node: Element) -> None:
        self._open("sub")

    def visit_superscript(self, node: Element) -> None:
        self._open("super")

    def visit_literal(self, node: Element) -> None:
        self._check_glyphs(node.astext(), node)
        self._add(f"code({array(map(literal, cut_words(fold(node.astext()))))})")
        raise nodes.SkipNode

    depart_emphasis = depart_strong = depart_subscript = depart_superscript = Pieces._depart_call
    visit_title_reference = visit_literal_emphasis = visit_emphasis
    depart_title_reference = depart_literal_emphasis = Pieces._depart_call
    visit_literal_strong = visit_strong
    depart_literal_strong = Pieces._depart_call

    def visit_inline(self, node: Element) -> None:
        self._open_styled(node)

    def depart_inline(self, node: Element) -> None:
        self._close_styled(node)

    def _styles(self, node: Element) -> list[str]:
        names = [name for name in node["classes"] if name in _INLINE or name.startswith(_INLINE_FAMILIES)]
        # The words of a source are not broken, but for the narrow columns of a table.
        return [f"{name}-whole" if name in _SOURCES and not _is_in_cell(node) else name for name in names]

    def _open_styled(self, node: Element) -> None:
        for name in self._styles(node):
            self._open("styled", literal(name))

    def _close_styled(self, node: Element) -> None:
        for _ in self._styles(node):
            self._close()

    def visit_abbreviation(self, node: Element) -> None:
        pass

    def depart_abbreviation(self, node: Element) -> None:
        if explanation := node.get("explanation"):
            self._check_glyphs(explanation, node)
            self._add(literal(f" ({explanation})"))

    visit_generated = depart_generated = Pieces._pass
    visit_acronym = depart_acronym = visit_sd_badge = depart_sd_badge = Pieces._pass
    visit_download_reference = depart_download_reference = visit_PassthroughTextElement = Pieces._pass
    depart_PassthroughTextElement = visit_compound = depart_compound = visit_legend = depart_legend = Pieces._pass
    visit_glossary = depart_glossary = visit_pending_xref = depart_pending_xref = Pieces._pass
    visit_problematic = depart_problematic = visit_footnotes = depart_footnotes = Pieces._pass

    def visit_sd_line_break(self, node: Element) -> None:
        self._add("linebreak()")
        raise nodes.SkipNode

    visit_comment = visit_index = visit_meta = visit_system_message = Pieces._skip
    visit_substitution_definition = visit_pending = visit_highlightlang = visit_tabular_col_spec = Pieces._skip
    visit_sd_icon = visit_fontawesome = visit_raw = Pieces._skip
    visit_toctree = Pieces._skip  # its pages follow

    def visit_policy_blank(self, node: Element) -> None:
        self._add("blank")
        raise nodes.SkipNode

    def visit_target(self, node: Element) -> None:
        pass

    def depart_target(self, node: Element) -> None:
        pass

    # -- references

    def visit_reference(self, node: Element) -> None:
        self._open_styled(node)
        place = self._anchors.find(node, self._docname)
        if place is not None:
            self._open(self._name_link(node), literal(place))
            return
        if "sd-hide-link-text" in node["classes"]:
            self._close_styled(node)
            raise nodes.SkipNode
        address = self._address(node)
        if address:
            # What is asked of a mail program besides the address is no use on paper.
            shown = address.removeprefix("mailto:").partition("?")[0] if address.startswith("mailto:") else address
            if node.get("internal") or node.astext() in (address, shown):
                shown = ""
            self._check_glyphs(shown, node)
            self._open("outside", literal(address), array(map(literal, _cut(shown))) if shown else "()")
        else:
            self._open("unlinked")

    def depart_reference(self, node: Element) -> None:
        self._close()
        self._close_styled(node)

    visit_number_reference = visit_reference
    depart_number_reference = depart_reference

    def _name_link(self, node: Element) -> str:
        """The function of the templates for a reference within the booklet."""
        if _is_in_source(node):
            return "to"  # the text of a source takes no words of ours
        if "sd-hide-link-text" in node["classes"]:
            return "see-page"
        return "see-brief" if self._is_brief(node) else "see"

    def _is_brief(self, node: nodes.Node) -> bool:
        """Whether a reference stands in a table, or in a list that is made of references."""
        return any(
            isinstance(parent, nodes.entry) or not _LISTS_OF_REFERENCES.isdisjoint(parent["classes"])
            for parent in ancestors(node)
        )

    def _address(self, node: Element) -> str:
        place = node.get("refuri", "")
        if node.get("refid"):
            return self.target.address_of(self._docname, node["refid"])
        if place.startswith(IN_BOOK):
            page, _, id = place.removeprefix(IN_BOOK).partition("#")
            return self.target.address_of(page, id)
        return str(place) if _OUTSIDE.match(place) else ""

    def visit_footnote_reference(self, node: Element) -> None:
        place = self._anchors.find(node, self._docname)
        self._open("super")
        if place is not None:
            self._open("to", literal(place))

    def depart_footnote_reference(self, node: Element) -> None:
        if self._anchors.find(node, self._docname) is not None:
            self._close()
        self._close()

    def visit_footnote(self, node: Element) -> None:
        self._open("footnote-text")

    visit_citation = visit_footnote
    depart_footnote = depart_citation = Pieces._depart_call

    def visit_label(self, node: Element) -> None:
        self._open("super")

    def depart_label(self, node: Element) -> None:
        self._close()
        self._add('" "')


def _cut(word: str) -> list[str]:
    """A word in pieces between which a line may end."""
    return [word[start : start + _CUT] for start in range(0, len(word), _CUT)] if len(word) >= _LONGEST else [word]


def cut_words(text: str) -> list[str]:
    """A text in pieces between which a line may end: at each space, and within a word that is longer than a line."""
    return [piece for word in re.findall(r" ?[^ ]*", text) if word for piece in _cut(word)]


def _is_in_cell(node: nodes.Node) -> bool:
    return any(isinstance(parent, nodes.entry) for parent in ancestors(node))


def _is_in_source(node: nodes.Node) -> bool:
    """Whether a node stands in the words of a rule, not in what the handbook says below them."""
    for parent in ancestors(node):
        if isinstance(parent, policy_related):
            return False
        if "policy-rule" in parent.get("classes", ()):
            return True
    return False
