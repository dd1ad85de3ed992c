"""What stands below one another: paragraphs, rules, notes, lists, pictures, the page to sign."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.locale import admonitionlabels

from ...reading.doctree_text import RULES_CLASS, ancestors
from ...views.base import policy_margin
from .pieces import Pieces, boolean
from .sizes import length
from .source import array, literal

if TYPE_CHECKING:
    from docutils.nodes import Element

# Classes of paragraphs that the template of a component gives a look of its own, by the name that it has there.
_OF_COMPONENTS = {"policy-checklist__codes": "checklist-codes", "policy-verdict-headline": "verdict-headline"}
# Those, and the classes that the templates of every page do.
_PARAGRAPHS = _OF_COMPONENTS.keys() | frozenset(
    {
        "policy-apparatus-title",
        "policy-code-name",
        "policy-disclaimer",
        "policy-folded-note",
        "policy-key",
        "policy-label",
        "policy-question",
        "policy-related-norm",
        "policy-reviewed",
        "policy-term-label",
        "policy-version-line",
    }
)

# Containers that are a block of their own; others are no more than what they hold.
_CONTAINERS = frozenset({"policy-rule", "policy-verdict", "policy-together", "sd-card", "sd-card-title"})
#: What stays on one page where it is short.
TOGETHER_CLASS = "policy-together"
# In characters: less than half a page.
_SHORT = 1300


class Blocks(Pieces):
    """Visitors of blocks."""

    def visit_paragraph(self, node: Element) -> None:
        style = next((name for name in node["classes"] if name in _PARAGRAPHS), "")
        if style in _OF_COMPONENTS:
            self._open(_OF_COMPONENTS[style])
        elif style:
            self._open("styled-par", literal(style))
        elif not (_is_alone(node) or _is_picture(node)):
            self._open("par")
        self._put_anchors(node)

    def depart_paragraph(self, node: Element) -> None:
        if not _PARAGRAPHS.isdisjoint(node["classes"]) or not (_is_alone(node) or _is_picture(node)):
            self._close()

    visit_centered = visit_paragraph
    depart_centered = depart_paragraph

    def visit_compact_paragraph(self, node: Element) -> None:
        # Of a table of contents: around an entry, and around the list of them.
        if not any(isinstance(child, nodes.bullet_list) for child in node.children):
            self.visit_paragraph(node)

    def depart_compact_paragraph(self, node: Element) -> None:
        if not any(isinstance(child, nodes.bullet_list) for child in node.children):
            self.depart_paragraph(node)

    def visit_summary(self, node: Element) -> None:
        self._open("rubric")

    depart_summary = Pieces._depart_call

    def visit_details(self, node: Element) -> None:
        pass

    depart_details = Pieces._pass

    def visit_container(self, node: Element) -> None:
        classes = set(node["classes"])
        if "policy-rule" in classes:
            self._open_rule(node)
        elif "policy-verdict" in classes:
            kind = next(name for name in classes if name.startswith("policy-verdict--"))
            self._open("verdict-box", literal(kind), f"breakable: {boolean(not _is_short(node))}")
        elif TOGETHER_CLASS in classes:
            self._open("together" if _is_short(node) else "part")
        elif "sd-card" in classes:
            self._open("card")
        elif "sd-card-title" in classes:
            self._open("note-title")

    def depart_container(self, node: Element) -> None:
        if not _CONTAINERS.isdisjoint(node["classes"]):
            self._close()

    def _open_rule(self, node: Element) -> None:
        margin = next((child for child in node.children if isinstance(child, policy_margin)), None)
        depth = next((int(name[-1]) for name in node["classes"] if name.startswith("policy-depth-")), 1)
        label = literal(margin["label"]) if margin is not None else '""'
        self._check_glyphs(margin["label"] if margin is not None else "", node)
        words = margin["modalities"] if margin is not None else ()
        pairs = array(array(map(literal, pair)) for pair in words)
        self._open(
            "rule", label, pairs, f"depth: {depth}", f"footnote: {boolean('policy-rule--footnote' in node['classes'])}"
        )

    def visit_policy_margin(self, node: Element) -> None:
        if not isinstance(node.parent, nodes.container) or "policy-rule" not in node.parent["classes"]:
            if node["modalities"]:  # without them nothing is shown
                self._check_glyphs(node["label"], node)
            pairs = array(array(map(literal, pair)) for pair in node["modalities"])
            self._add(f"article-margin({literal(node['label'])}, {pairs})")
        raise nodes.SkipNode

    def visit_policy_related(self, node: Element) -> None:
        self._open("related")

    depart_policy_related = Pieces._depart_call

    def visit_policy_form(self, node: Element) -> None:
        fields = array(map(literal, node["fields"]))
        facts = array(array(map(literal, pair)) for pair in node["facts"])
        address = node["qr"]
        path = self.target.qr_path(address) if address else ""
        code = f"qr: (path: {literal(path)}, alt: {literal(address)})" if path else "qr: none"
        self._last_level = max(self._last_level, 2)
        first = f"first: {boolean(node['first'])}"
        self._open("acknowledgement", literal(node["copy"]), fields, facts, code, first)

    depart_policy_form = Pieces._depart_call

    def visit_block_quote(self, node: Element) -> None:
        self._open("quote", "block: true")

    depart_block_quote = Pieces._depart_call

    def visit_attribution(self, node: Element) -> None:
        self._open("par")
        self._add(literal("— "))

    depart_attribution = Pieces._depart_call

    def visit_transition(self, node: Element) -> None:
        self._add("transition")
        raise nodes.SkipNode

    def visit_literal_block(self, node: Element) -> None:
        self._put_anchors(node)
        self._check_glyphs(node.astext(), node)
        self._add(f"code-block({literal(node.astext())})")
        raise nodes.SkipNode

    visit_doctest_block = visit_literal_block

    def visit_line_block(self, node: Element) -> None:
        if not isinstance(node.parent, nodes.line_block):
            self._open("line-block")

    def depart_line_block(self, node: Element) -> None:
        if not isinstance(node.parent, nodes.line_block):
            self._close()

    def visit_line(self, node: Element) -> None:
        if isinstance(node.parent.parent, nodes.line_block):
            self._add("h(1.5em)")

    def depart_line(self, node: Element) -> None:
        self._add("linebreak()")

    def visit_Admonition(self, node: Element) -> None:
        kind = "editorial" if "policy-editorial" in node["classes"] else "note"
        self._open("note", literal(kind))
        title = admonitionlabels.get(node.tagname)
        if title and not isinstance(node.children[0] if node.children else None, nodes.title):
            self._add(f"note-title({literal(str(title))})")

    depart_Admonition = Pieces._depart_call
    visit_seealso = visit_versionmodified = visit_topic = visit_sidebar = visit_Admonition
    visit_aside_main = visit_Admonition
    depart_seealso = depart_versionmodified = depart_topic = depart_sidebar = depart_aside_main = Pieces._depart_call

    # -- lists

    def visit_bullet_list(self, node: Element) -> None:
        if RULES_CLASS not in node["classes"]:
            self._body.append(f"{_name_list(node)}(\n")

    def visit_enumerated_list(self, node: Element) -> None:
        if RULES_CLASS in node["classes"] or _is_in_rule(node):
            self.visit_bullet_list(node)
            return
        kind = literal(node.get("enumtype", "arabic"))
        ends = f"prefix: {literal(node.get('prefix', ''))}, suffix: {literal(node.get('suffix', '.'))}"
        self._body.append(f"numbered({kind}, {node.get('start', 1)}, {ends},\n")

    def _depart_list(self, node: Element) -> None:
        if RULES_CLASS not in node["classes"]:
            self._add(")")

    depart_bullet_list = depart_enumerated_list = _depart_list

    def visit_list_item(self, node: Element) -> None:
        if RULES_CLASS in node.parent["classes"]:
            return
        if _is_checklist(node.parent):
            self._body.append(f"{'together' if _is_short(node) else 'part'}({{\n")
        else:
            self._body.append("{\n")

    def depart_list_item(self, node: Element) -> None:
        if RULES_CLASS in node.parent["classes"]:
            return
        self._add("})," if _is_checklist(node.parent) else "},")

    def visit_definition_list(self, node: Element) -> None:
        self._body.append("definitions(\n")

    depart_definition_list = _depart_list

    def visit_definition_list_item(self, node: Element) -> None:
        self._body.append("terms.item({\n")

    def depart_definition_list_item(self, node: Element) -> None:
        self._add("}),")

    def visit_term(self, node: Element) -> None:
        self._put_anchors(node)

    def depart_term(self, node: Element) -> None:
        after = node.next_node(descend=False, siblings=True)
        self._add('", "' if isinstance(after, nodes.term) else "}, {")

    visit_definition = depart_definition = visit_classifier = depart_classifier = Pieces._pass
    visit_field_list = visit_definition_list
    depart_field_list = _depart_list
    visit_field = visit_definition_list_item
    depart_field = depart_definition_list_item
    visit_field_name = visit_term

    def depart_field_name(self, node: Element) -> None:
        self._add("}, {")

    visit_field_body = depart_field_body = Pieces._pass

    # -- pictures

    def visit_figure(self, node: Element) -> None:
        self._open("picture-block")

    depart_figure = Pieces._depart_call

    def visit_caption(self, node: Element) -> None:
        self._open("caption")
        self._put_anchors(node)

    depart_caption = Pieces._depart_call

    def visit_image(self, node: Element) -> None:
        self._put_anchors(node)
        path = self.target.image_path(node["uri"])
        alt = node.get("alt", "")
        if not path:
            self._report("print_image", node, path=node["uri"])
            words = alt or node["uri"]
            self._check_glyphs(words, node)
            self._add(f"missing-image({literal(words)})")
        else:
            inline = isinstance(node.parent, nodes.TextElement) and not _is_picture(node.parent)
            size = f"width: {length(node.get('width', ''))}, height: {length(node.get('height', ''))}"
            scale = f"scale: {node.get('scale') or 100}%"  # one of 0 would show nothing
            self._add(f"picture({literal(path)}, {literal(alt)}, {size}, {scale}, inline: {boolean(inline)})")
        raise nodes.SkipNode


def _name_list(node: Element) -> str:
    if _is_checklist(node):
        return "checklist"
    # The source's own bullets and numbers are words or marks; those of a list would come on top.
    return "unmarked" if _is_in_rule(node) else "bullets"


def _is_in_rule(node: Element) -> bool:
    return any("policy-rule" in parent["classes"] for parent in ancestors(node))


def _is_checklist(node: Element) -> bool:
    return "policy-checklist__items" in node["classes"]


def _is_short(node: Element) -> bool:
    """Whether something may stay on one page without leaving much of the page before it empty."""
    return len(node.astext()) < _SHORT


def _is_picture(node: Element) -> bool:
    """Whether a node is a paragraph of no more than a picture, which is then a block of its own."""
    return (
        isinstance(node, nodes.paragraph)
        and _PARAGRAPHS.isdisjoint(node["classes"])
        and len(node.children) == 1
        and isinstance(node.children[0], nodes.image)
    )


def _is_alone(paragraph: Element) -> bool:
    """Whether a paragraph is all that a cell or an item holds: its words then need no paragraph of their own."""
    parent = paragraph.parent
    return isinstance(parent, nodes.entry | nodes.list_item | nodes.definition) and len(parent.children) == 1
