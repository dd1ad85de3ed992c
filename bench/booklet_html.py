"""A booklet as HTML for WeasyPrint: the same words, paper, widths and page references as ours, in simple styles."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from docutils import nodes
from policy_handbook.builders.typst.anchors import find_anchors
from policy_handbook.builders.typst.house_style import FONTS
from policy_handbook.builders.typst.table_layout import Form, lay_out

if TYPE_CHECKING:
    from pathlib import Path

    from policy_handbook.model.records import BookletSpec

# Paper, margins and sizes are those of our templates.
STYLE = """
@page { size: A4; margin: 2.6cm 2cm 2.4cm 5.5cm; @top-left { content: string(title) } @top-right { content: string(part) }
  @bottom-right { content: "pagina " counter(page) " van " counter(pages) } }
@page :first { @top-left { content: none } @top-right { content: none } @bottom-right { content: none } }
@page across { size: A4 landscape; margin: 2.2cm 1.6cm 1.9cm 5.1cm }
html { font: 10.5pt/1.3 SourceSans3, SourceCodePro; hyphens: auto }
p, ul, ol, dl, aside { margin: 0.6em 0 } li p { margin: 0.3em 0 } td p { margin: 0.15em 0 }
ul, ol { padding-left: 1.2em } dd { margin-left: 1em }
h1, .title { font-size: 20pt; break-before: page; string-set: part content() }
h2 { font-size: 14pt } h3 { font-size: 12pt } h4, h5, h6 { font-size: 10.5pt }
h1, h2, h3, h4, h5, h6 { font-weight: 600; hyphens: none; break-after: avoid; margin: 0.9em 0 0.5em }
.title { break-before: auto; string-set: title content(); font-size: 30pt }
nav { break-before: page } nav a::after { content: leader(".") target-counter(attr(href), page) }
a { color: #0c5a6b; text-decoration: none } a.see::after { content: " (p. " target-counter(attr(href), page) ")" }
.policy-rule { font-family: SourceSerif4, SourceSans3 } .margin { font: 8pt SourceSans3 } code, pre { font-family: SourceCodePro }
.policy-quote::before { content: "“" } .policy-quote::after { content: "”" }
table { table-layout: fixed; margin-left: -3.5cm; width: calc(100% + 3.5cm); border-collapse: collapse; font-size: 8.5pt }
td, th { border-bottom: 0.5pt solid; padding: 3pt; vertical-align: top; text-align: left; overflow-wrap: anywhere }
.across { page: across } .form { break-before: page } .field { border-bottom: 0.6pt solid; margin-top: 2em }
"""
# Nodes that are an element of HTML; any other is no more than what it holds.
TAGS = {
    "section": "section",
    "paragraph": "p",
    "summary": "p",
    "bullet_list": "ul",
    "enumerated_list": "ol",
    "list_item": "li",
    "definition_list": "dl",
    "term": "dt",
    "definition": "dd",
    "strong": "strong",
    "emphasis": "em",
    "literal": "code",
    "literal_block": "pre",
    "inline": "span",
    "container": "div",
    "policy_related": "div",
    "admonition": "aside",
    "block_quote": "blockquote",
    "table": "table",
    "thead": "thead",
    "tbody": "tbody",
    "row": "tr",
}


class HtmlWriter:
    """Writes an assembled booklet as HTML."""

    def __init__(self, spec: BookletSpec, document: nodes.document, depth: int) -> None:
        self._spec = spec
        self._depth = depth
        self._document = document
        self._anchors = find_anchors(document)
        self._contents: list[str] = []

    def write(self) -> str:
        """The whole file."""
        body = self._write(self._document, "", 0)
        fonts = "".join(map(_font_face, sorted(FONTS.glob("*.ttf"))))
        title = escape(self._spec.title)
        return (
            f'<!DOCTYPE html><html lang="nl"><head><title>{title}</title><style>{fonts}{STYLE}</style></head><body>'
            f'<p class="title">{title}</p><p>{escape(self._spec.subtitle)}</p>'
            f"<nav><h2>Inhoud</h2><ul>{''.join(self._contents)}</ul></nav>{body}</body></html>"
        )

    def _write(self, node: nodes.Node, docname: str, level: int) -> str:
        if isinstance(node, nodes.Text):
            return escape(str(node))
        assert isinstance(node, nodes.Element)
        docname = node.get("docname", docname) if node.tagname == "start_of_file" else docname
        level += isinstance(node, nodes.section)
        tag, attributes = TAGS.get(node.tagname, ""), f' class="{" ".join(node["classes"])}"' if node["classes"] else ""
        if isinstance(node, nodes.title | nodes.rubric):
            is_heading = isinstance(node.parent, nodes.section) or "heading-level" in node
            is_part = isinstance(node.parent, nodes.section) and isinstance(node, nodes.title)
            tag = f"h{min(level if is_part else level + 1, 6)}" if is_heading else "p"
            if is_part and level <= self._depth:
                attributes = f' id="contents-{len(self._contents)}"'
                self._contents.append(f'<li><a href="#contents-{len(self._contents)}">{escape(node.astext())}</a></li>')
        inner = "".join(f'<span id="{escape(place)}"></span>' for place in self._anchors.carried.get(id(node), ()))
        inner += "".join(self._write(child, docname, level) for child in node.children)
        match node.tagname:
            case "comment" | "raw" | "target" | "index" | "colspec":
                return ""
            case "reference" | "number_reference":
                place = self._anchors.find(node, docname)
                href = f"#{place}" if place else node.get("refuri", "")
                if not href.startswith(("#", "http", "mailto")):
                    return inner
                tag, attributes = "a", f' href="{escape(href)}"' + (' class="see"' if place else "")
            case "policy_margin":
                words = ", ".join(word for _, word in node["modalities"])
                return f'<p class="margin">{escape(node["label"])} {escape(words)}</p>'
            case "policy_form":
                facts = "".join(f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in node["facts"])
                fields = "".join(f'<p class="field">{escape(name)}</p>' for name in node["fields"])
                return f'<div class="form"><h2>{escape(node["copy"])}</h2>{inner}<dl>{facts}</dl>{fields}</div>'
            case "entry":
                spans = f' colspan="{node.get("morecols", 0) + 1}" rowspan="{node.get("morerows", 0) + 1}"'
                tag, attributes = "th" if isinstance(node.parent.parent, nodes.thead) else "td", spans
            case "table":
                assert isinstance(node, nodes.table)
                layout = lay_out(node)
                attributes = "" if layout.form is Form.UPRIGHT else ' class="across"'
                whole = sum(layout.shares)
                inner = "".join(f'<col style="width: {share / whole:.2%}">' for share in layout.shares) + inner
            case "image":
                return f'<img src="{escape(node["uri"])}" alt="{escape(node.get("alt", ""))}">'
        return f"<{tag}{attributes}>{inner}</{tag}>" if tag else inner


def _font_face(path: Path) -> str:
    family, _, style = path.stem.partition("-")
    weight, slope = 600 if "Semibold" in style else 400, "italic" if "It" in style else "normal"
    source = f"src: url({path.as_uri()})"
    return f"@font-face {{ font-family: {family}; font-weight: {weight}; font-style: {slope}; {source} }}\n"
