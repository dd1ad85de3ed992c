"""What views are told of the medium: the site with its editions, each booklet its own, a screen without files elsewhere."""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from typing import TYPE_CHECKING, Any

import pytest
from policy_handbook.builders.typst.assemble import resolving_for
from policy_handbook.builders.typst.paper import Paper
from policy_handbook.builders.typst.press import Press
from policy_handbook.presentation.medium import SCREEN, Medium
from policy_handbook.views import showing, transform
from sphinx.testing.util import SphinxTestApp

if TYPE_CHECKING:
    from books import Book, Built
    from policy_handbook.model.handbook import Handbook

#: A booklet of one code, which binds its reader, and one of pages.
BOOKLETS = """# Boekjes

:::{booklet} van-de-code
---
title: Van de code
codes: proef
---
:::

:::{booklet} van-een-pagina
---
title: Van een pagina
order: docs/tonen
---
:::

:::{booklets}
:::
"""


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[Medium]]:
    """The media for which views are presented while a page is made, by the name of the view."""
    media: dict[str, list[Medium]] = {}
    present = showing.present_view

    def present_and_note(book: Handbook, name: str, argument: str, medium: Medium) -> Any:
        media.setdefault(name, []).append(medium)
        return present(book, name, argument, medium)

    monkeypatch.setattr(transform, "present_view", present_and_note)
    return media


def build(book: Book, builder: str) -> Built:
    book.write("docs/boekjes.md", BOOKLETS)
    book.write("docs/tonen.md", "# Tonen\n\n:::{defects}\n:::\n")
    built = book.build(builder)
    assert built.warnings == []
    return built


def test_the_site_has_files_and_its_booklets_before_a_page_is_presented(
    book: Book, told: dict[str, list[Medium]]
) -> None:
    build(book, "handbook")
    (site,) = told["booklets"]
    assert site.editions.keys() == {"van-de-code", "van-een-pagina"}
    assert site == Medium(has_files=True, editions=site.editions)


def test_each_booklet_is_paper_of_its_own(book: Book, told: dict[str, list[Medium]]) -> None:
    build(book, "typst")
    of_code, of_page = Medium(on_paper=True, shows_overlaps=False), Medium(on_paper=True)
    assert told["version"] == [of_code]
    assert told["defects"] == [of_page]


def test_the_booklets_of_a_site_are_paper_too(book: Book, told: dict[str, list[Medium]]) -> None:
    build(book, "handbook")
    on_paper = [medium for medium in told["defects"] if medium.on_paper]
    assert on_paper == [Medium(on_paper=True)]


@pytest.mark.parametrize("builder", ["html", "text", "man"])
def test_other_builders_have_a_screen_without_files(book: Book, told: dict[str, list[Medium]], builder: str) -> None:
    build(book, builder)
    assert told["booklets"] == [SCREEN]


def test_a_medium_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        SCREEN.on_paper = True  # type: ignore[misc]
    with pytest.raises(TypeError):
        SCREEN.editions["boekje"] = None  # type: ignore[index]


def test_the_application_has_its_own_builder_again_after_an_error(book: Book) -> None:
    app = SphinxTestApp("html", srcdir=book.source, builddir=book.source.with_name("out"))
    try:
        paper = Paper(app, app.env)
        before = app.builder, app.env._builder_cls, app.tags, paper.medium
        with pytest.raises(ZeroDivisionError), resolving_for(paper, Medium(on_paper=True, shows_overlaps=False)):
            assert (app.builder, app.tags, paper.medium.shows_overlaps) == (paper, paper.tags, False)
            raise ZeroDivisionError
        assert (app.builder, app.env._builder_cls, app.tags, paper.medium) == before
    finally:
        app.cleanup()


def test_the_application_has_its_own_builder_while_a_booklet_is_printed(
    book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []
    print_one = Press.print

    def print_and_look(press: Press, *given: Any) -> Any:
        seen.append(press._env._app.builder.name)
        return print_one(press, *given)

    monkeypatch.setattr(Press, "print", print_and_look)
    build(book, "handbook")
    assert seen == ["handbook", "handbook"]
