"""What pages bring along: each the files of what it shows, and a book's own before those of the package."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from books import COMPONENTS, Book, Built
from policy_handbook.builders.typst.house_style import find_tokens

PAGE, RULE_PAGE = "docs/delen.html", "regels/proef/art-1-a.html"
SITE = {"html_theme": "policy_handbook", "html_copy_source": False}


def assets(built: Built, page: str) -> list[str]:
    """The names of the style sheets and scripts of a page, in order, without those of others."""
    found = re.findall(r'(?:href|src)="[^"]*_static/([\w.-]+\.(?:css|js))', built.output(page))
    return [name for name in found if name.startswith(("policy", "eigen"))]


@pytest.fixture
def parts(book: Book) -> Book:
    """The small book with a page that has every component."""
    book.write("docs/delen.md", COMPONENTS)
    return book


@pytest.mark.parametrize("theme", ["basic", "policy_handbook"])
def test_a_page_has_the_files_of_what_it_shows(parts: Book, theme: str) -> None:
    built = parts.build("handbook", policy_booklets=False, html_theme=theme)
    assert built.warnings == []
    plain, full = assets(built, "docs/woorden.html"), assets(built, PAGE)
    shell = {"policy-fonts.js", "policy-who.js"} if theme == "policy_handbook" else set()
    assert set(plain) - {"policy-toc.js"} == {"policy-handbook.css", "policy-theme.js", "policy-fold.js"} | shell
    assert {"policy-table.js", "policy-checklist.js", "policy-assistant.js"} <= set(full)
    for name in (*full, "policy-favicon.svg", "fonts"):
        assert Path(built.app.outdir, "_static", name).exists(), name


def test_the_style_sheets_are_joined_into_one_that_is_small(parts: Book) -> None:
    built = parts.build("handbook", **SITE, policy_booklets=False)
    sheet = built.output("_static/policy-handbook.css")
    # One rule of each: tokens, shell, page, page of a rule, paper, and each component.
    words = ("--policy-ink:", ".policy-header__band", ".policy-apparatus", ".policy-rule-page", "@media print")
    components = (
        ".policy-table-controls",
        ".policy-checklist",
        ".policy-case",
        ".policy-decisions",
        ".policy-assistant",
    )
    assert [word for word in (*words, *components) if word not in sheet] == []
    assert "/*" not in sheet
    assert len(gzip.compress(sheet.encode(), 9)) <= 15_000
    # What is joined, and what no page of ours asks for, is not sent along.
    names = {path.name for path in Path(built.app.outdir, "_static").iterdir()}
    assert names.isdisjoint({"policy-tokens.css", "policy.css", "policy-table.css", "basic.css", "searchtools.js"})


def test_a_book_of_its_own_style_has_the_last_word(parts: Book) -> None:
    parts.write("eigen/eigen.css", "p { color: navy }")
    parts.write("eigen/policy.css", "/* van het bestuur */")
    parts.write("eigen/policy-tokens.css", ":root { --policy-ink: #000000 }")
    own = {"html_static_path": ["eigen"], "html_css_files": ["eigen.css"], "policy_booklets": False}
    built = parts.build("handbook", **SITE, **own)
    assert built.warnings == []
    styles = [name for name in assets(built, PAGE) if name.endswith(".css")]
    assert styles == ["policy-handbook.css", "eigen.css"]
    sheet = built.output("_static/policy-handbook.css")
    assert sheet.startswith(":root { --policy-ink: #000000 }")
    assert ".policy-version-line" not in sheet
    assert ".policy-header__band" in sheet
    # On paper too.
    assert find_tokens(built.app.config, parts.source) == parts.source / "eigen" / "policy-tokens.css"


def test_a_template_of_the_book_goes_before_ours(parts: Book) -> None:
    own = '{% extends "!layout.html" %}{% block footer %}<p>Voet van het bestuur</p>{% endblock %}'
    parts.write("sjablonen/layout.html", own)
    built = parts.build("html", **SITE, templates_path=["sjablonen"])
    assert built.warnings == []
    page = built.output(PAGE)
    assert "Voet van het bestuur" in page
    assert "policy-header" in page
    assert "policy-footer" not in page


def test_a_template_of_the_book_for_the_pages_of_rules_goes_before_ours(book: Book) -> None:
    built = book.build("handbook", **SITE, policy_booklets=False)
    assert "Tekst van de bron" in built.output(RULE_PAGE)
    book.write("sjablonen/rule_page.html", "<title>{{ rule.id }} van het bestuur</title>\n")
    built = book.build("handbook", **SITE, policy_booklets=False, templates_path=["sjablonen"])
    assert built.output(RULE_PAGE) == "<title>art-1-a van het bestuur</title>"
    # Of the same settings another template.
    book.write("sjablonen/rule_page.html", "<title>{{ rule.id }} van de raad</title>\n")
    built = book.build("handbook", **SITE, fresh=False, policy_booklets=False, templates_path=["sjablonen"])
    assert built.output(RULE_PAGE) == "<title>art-1-a van de raad</title>"


def test_the_header_names_as_many_parts_as_the_book_says(book: Book) -> None:
    for number in range(8):
        book.write(f"docs/deel-{number}.md", f"# Deel {number}\n")
    named = {}
    for count in (None, 2):
        config = {"policy_main_parts": count} if count else {}
        page = book.build("html", **SITE, **config).output("docs/woorden.html")
        named[count] = page[page.index('class="policy-nav"') : page.index("</nav>")].count("<li>")
    assert named == {None: 7, 2: 2}


def test_words_of_the_theme_are_in_dutch_unless_the_book_has_its_own(book: Book) -> None:
    book.write("docs/tekst.md", "# Tekst\n\n## Een\n\na\n")
    assert "<summary>Op deze pagina</summary>" in book.build("html", **SITE).output("docs/tekst.html")
    po = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "On this page"\nmsgstr "Inhoud"\n'
    book.write("woorden/nl/LC_MESSAGES/sphinx.po", po)
    page = book.build("html", **SITE, locale_dirs=["woorden"]).output("docs/tekst.html")
    assert "<summary>Inhoud</summary>" in page


def test_a_page_without_the_extension_for_it_has_no_copy_button(book: Book) -> None:
    book.write("docs/code.md", "# Code\n\n```python\nprint()\n```\n")
    scripts = {}
    for more in ((), ("sphinx_copybutton",)):
        built = book.build("html", **SITE, extensions=["myst_parser", *more, "policy_handbook"])
        scripts[more] = "policy-copybutton.js" in assets(built, "docs/code.html")
    assert scripts == {(): False, ("sphinx_copybutton",): True}


def test_a_page_with_a_wide_component_has_no_contents_beside_it(parts: Book) -> None:
    parts.write("docs/tekst.md", "# Tekst\n\n## Een\n\na\n\n## Twee\n\nb\n")
    built = parts.build("handbook", **SITE, policy_booklets=False)
    assert "policy-body--wide" in built.output(PAGE)
    assert "policy-toc.js" not in assets(built, PAGE)
    assert "policy-body--wide" not in built.output("docs/tekst.html")
    assert "policy-toc.js" in assets(built, "docs/tekst.html")
