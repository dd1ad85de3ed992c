"""Puts the generated parts in the place of their placeholders, and how HTML and other writers show what is ours."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from ..diagnostics import in_words, warn
from ..domain import get_domain
from ..presentation.medium import SCREEN, Medium
from ..reading.doctree_text import line_of
from .base import Links, View, details, policy_view, summary, text_paragraph
from .pen import DrawnView, HtmlPen, policy_html
from .registry import VIEWS
from .showing import Unshown, present_view

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

VIEW_NOTICE = "Dit deel van de pagina kan nu niet getoond worden."


class ResolveViews(SphinxPostTransform):
    """Replaces each placeholder by what its view makes of the handbook."""

    # Last: what views show has its links, and what other transforms take out (``only``) need not be shown first.
    default_priority = 900

    def run(self, **kwargs: Any) -> None:
        domain = get_domain(self.env)
        book = domain.handbook
        builder = self.env._app.builder
        medium: Medium = getattr(builder, "medium", SCREEN)
        pens: dict[str, HtmlPen] = {}
        for placeholder in list(self.document.findall(policy_view)):
            docname = placeholder["docname"]
            if docname not in pens:
                pens[docname] = HtmlPen(Links(domain, builder, docname, medium))
            data = present_view(book, placeholder["view"], placeholder["argument"], medium)
            placeholder.replace_self(_show(placeholder, data, pens[docname]))
        if builder.format == "html":
            settle_headings(self.document)


def _show(placeholder: policy_view, data: Any, pen: HtmlPen) -> list[nodes.Node]:
    """The nodes of a generated part; a line in its place where it cannot be shown, with a warning."""
    if data is None:
        return []
    if not isinstance(data, Unshown):
        try:
            return _render(VIEWS[placeholder["view"]], data, pen)
        except Exception as error:
            data = Unshown(in_words(error))
    warn("view_failed", (placeholder["docname"], line_of(placeholder)), view=placeholder["view"], error=data.error)
    return [text_paragraph(VIEW_NOTICE, "policy-aside")]


def _render(view: View, data: Any, pen: HtmlPen) -> list[nodes.Node]:
    """What a view presented: on the site written at once where the view can be."""
    if isinstance(view, DrawnView) and pen.medium.has_files:
        return [policy_html(html="".join(view.draw(data, pen)))]
    return view.render(data, pen.links)


# -- headings

_HEADING = re.compile(r"(</?h)([1-6])(?=[ >])")


def settle_headings(document: nodes.document) -> None:
    """Let the headings of generated parts follow those above them: an author may put a part below any heading.

    Those of one section keep their order among each other; the highest is one below the heading of the section.
    """
    of_section: dict[nodes.Element, list[nodes.Element]] = {}
    found = (*document.findall(policy_html), *document.findall(nodes.rubric))
    for part in found:
        above = part.parent
        while not isinstance(above, nodes.section | nodes.document):
            above = above.parent
        of_section.setdefault(above, []).append(part)
    for section, parts in of_section.items():
        depth = 0
        above = section
        while isinstance(above, nodes.section):
            depth, above = depth + 1, above.parent
        levels = [level for part in parts for level in _levels_of(part)]
        if (shift := min(levels, default=0) - depth - 1) > 0:
            for part in parts:
                _raise_headings(part, shift)


def _levels_of(part: nodes.Element) -> list[int]:
    if isinstance(part, policy_html):
        return [int(level) for _, level in _HEADING.findall(part["html"])]
    return [part["heading-level"]] if part.get("heading-level") else []


def _raise_headings(part: nodes.Element, shift: int) -> None:
    if isinstance(part, policy_html):
        part["html"] = _HEADING.sub(lambda match: f"{match[1]}{int(match[2]) - shift}", part["html"])
    elif part.get("heading-level"):
        part["heading-level"] -= shift


# -- writers


def visit_html(self: HTML5Translator, node: policy_html) -> None:
    self.body.append(node["html"])
    raise nodes.SkipNode


def visit_details(self: HTML5Translator, node: details) -> None:
    # XHTML, which an e-book is, knows no attribute without a value.
    opened = self.starttag(node, "details", open="open") if node.get("open") else self.starttag(node, "details")
    self.body.append(opened)


def depart_details(self: HTML5Translator, node: details) -> None:
    self.body.append("</details>\n")


def visit_summary(self: HTML5Translator, node: summary) -> None:
    self.body.append(self.starttag(node, "summary", ""))


def depart_summary(self: HTML5Translator, node: summary) -> None:
    self.body.append("</summary>\n")


def pass_through(self: Any, node: nodes.Element) -> None:
    """Other writers show the children as they are."""


def visit_summary_as_paragraph(self: Any, node: summary) -> None:
    self.visit_paragraph(node)


def depart_summary_as_paragraph(self: Any, node: summary) -> None:
    self.depart_paragraph(node)


def setup(app: Sphinx) -> None:
    """Register the nodes, their visitors and the transform."""
    plain = (pass_through, pass_through)
    line = (visit_summary_as_paragraph, depart_summary_as_paragraph)
    app.add_node(details, html=(visit_details, depart_details), latex=plain, text=plain, man=plain, texinfo=plain)
    app.add_node(summary, html=(visit_summary, depart_summary), latex=line, text=line, man=line, texinfo=line)
    app.add_node(policy_html, html=(visit_html, None))
    app.add_node(policy_view)
    app.add_post_transform(ResolveViews)
