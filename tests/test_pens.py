"""What the handbook's own builder writes at once is what Sphinx makes of the nodes that every other writer gets."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest
from docutils import nodes
from hypothesis import given, settings
from hypothesis import strategies as st
from policy_handbook.builders.site import HandbookBuilder
from policy_handbook.domain import get_domain
from policy_handbook.presentation.medium import SCREEN
from policy_handbook.presentation.spans import Cell, Column, Row, Span, Table
from policy_handbook.views.base import Links
from policy_handbook.views.pen import DrawnView, HtmlPen, NodePen, Pen, policy_html
from policy_handbook.views.registry import VIEWS
from sphinx.testing.util import SphinxTestApp

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from policy_handbook.views.pen import Part

DOCNAME = "docs/themas/imago"
# Those of which little stands on a page, or of whose nodes something else is made.
AS_NODES = {"count", "code", "version", "assistant", "law"}
BOOKLETS = {"booklet", "booklets", "key-points", "contacts", "acknowledgement"}


@pytest.fixture(scope="module")
def app(real_book: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SphinxTestApp]:
    """The real book, read, with the handbook's own builder."""
    out = tmp_path_factory.mktemp("uit")
    shutil.copytree(real_book / "read", out, dirs_exist_ok=True)
    app = SphinxTestApp("handbook", srcdir=real_book / "source", builddir=out)
    try:
        app.builder.read()
        app.builder.fignumbers = {}  # type: ignore[attr-defined]
        yield app
    finally:
        app.cleanup()


def by_sphinx(app: SphinxTestApp, parts: list[nodes.Node]) -> str:
    """What the builder's translator makes of nodes."""
    assert isinstance(app.builder, HandbookBuilder)
    return str(app.builder.render_partial(nodes.container("", *parts))["fragment"]).partition("\n")[2]


def links_of(app: SphinxTestApp, docname: str = DOCNAME) -> Links:
    assert isinstance(app.builder, HandbookBuilder)
    return Links(get_domain(app.env), app.builder, docname, app.builder.medium)


def test_every_view_of_the_real_book_is_the_same_with_either_pen(app: SphinxTestApp) -> None:
    domain = get_domain(app.env)
    compared = set()
    for docname, page in domain.pages.items():
        links = links_of(app, docname)
        for name, argument in page.views:
            view, data = VIEWS[name], VIEWS[name].present(domain.handbook, argument, links.medium)
            if isinstance(view, DrawnView) and data is not None:
                compared.add(name)
                expected = by_sphinx(app, view.render(data, links))
                html = "".join(view.draw(data, HtmlPen(links)))
                assert html == expected.removesuffix("</div>\n"), (docname, name, argument)
                assert re.search(r"\w", html)
    assert compared == VIEWS.keys() - AS_NODES - BOOKLETS


# Everything that HTML or an attribute must escape, and what the translator does to white space in one.
WORDS = st.text("aé <>&\"'@\n\t\x0b.”", min_size=1, max_size=12)
TARGETS = st.sampled_from(["", "norm:bestaat-niet", "topic:imago", "code:beersel", "rule:beersel/gebod-1"])
SPANS = st.builds(Span, WORDS, TARGETS, st.sampled_from(["", "quote", "source"]))
LINES = st.lists(SPANS, max_size=3).map(tuple)
CELLS = st.builds(Cell, st.lists(LINES, max_size=3).map(tuple), st.sampled_from(["", "gap"]))


@st.composite
def tables(draw: st.DrawFn) -> Table:
    columns = draw(
        st.lists(st.builds(Column, WORDS, st.just(1), st.sampled_from(["", "beersel"])), min_size=1, max_size=3)
    )
    cells = st.lists(CELLS, min_size=len(columns), max_size=len(columns)).map(tuple)
    rows = draw(st.lists(st.builds(Row, cells, st.booleans()), max_size=3))
    return Table("proef", "rules", draw(WORDS), tuple(columns), tuple(rows), (), ())


@settings(max_examples=60, deadline=None)
@given(table=tables(), lines=st.lists(LINES, min_size=1, max_size=3), words=WORDS)
def test_every_part_is_the_same_with_either_pen(
    app: SphinxTestApp, table: Table, lines: list[tuple[Span, ...]], words: str
) -> None:
    def draw(pen: Pen[Part]) -> list[Part]:
        return [
            pen.table(table),
            pen.container([pen.words(words), pen.heading(words, 4, "kop"), pen.heading(words, 0)], "doos", id="doos"),
            pen.folded(words, pen.words(words), pen.bullet_list(map(pen.spans, lines), "lijst"), classes=["dicht"]),
            pen.folded(words),
            pen.block_list([("a.b", [pen.words(words), pen.folded(words, pen.words(words))])], ["vakjes"], "vakje"),
            pen.block_list([("a", [pen.words(words), pen.words(words)])], [], "vakje"),
            pen.definition_rows([(words, pen.spans(line)) for line in lines], "rijen"),
            pen.paragraph(pen.strong(pen.text(words)), pen.inline(words, "klasse"), pen.file("a b/c.xlsx", words)),
        ]

    html = "".join(draw(HtmlPen(links_of(app))))
    assert html == by_sphinx(app, draw(NodePen(links_of(app)))).removesuffix("</div>\n")


def test_the_site_gets_no_nodes_of_a_generated_table_and_other_writers_do(
    app: SphinxTestApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    def resolve() -> nodes.document:
        document = app.env.get_doctree(DOCNAME)
        app.env.apply_post_transforms(document, DOCNAME)
        return document

    on_site = resolve()
    assert list(on_site.findall(policy_html))
    assert not list(on_site.findall(nodes.table))
    monkeypatch.setattr(app.builder, "medium", SCREEN)
    elsewhere = resolve()
    assert list(elsewhere.findall(nodes.table))
    assert not list(elsewhere.findall(policy_html))
