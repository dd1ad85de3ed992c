"""Every writer shows every rule, and leaves nothing of ours that it does not know."""

from __future__ import annotations

import re

import pytest
from books import Book, Built

ROOTS = ("test-book", "test-text")
BUILDERS = ("html", "dirhtml", "singlehtml", "text", "latex", "man", "texinfo", "xml", "handbook")


@pytest.fixture(scope="module", params=[(root, builder) for root in ROOTS for builder in BUILDERS], ids="-".join)
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Built:
    root, builder = request.param
    book = Book(root, tmp_path_factory.mktemp(f"{root}-{builder}"))
    documents = {
        "latex_documents": [("index", "boek.tex", "Boek", "Redactie", "manual")],
        "man_pages": [("index", "boek", "Boek", [], 1)],
        "texinfo_documents": [("index", "boek", "Boek", "Redactie", "boek", "", "")],
    }
    return book.build(builder, **documents)


def words_of(text: str) -> str:
    """The letters and digits of an output, its markup and line breaks gone."""
    text = re.sub(r"<(?:script|style)\b.*?</(?:script|style)>", "", text, flags=re.DOTALL)
    text = re.sub(r"<[^>]*>", "", text)
    # Addresses within LaTeX and Texinfo links, a command for a character, and the names of other commands.
    text = re.sub(r"\\hyperref\[\\detokenize\{[^}]*\}\]|@ref\{[^,}]*,,|\\S\b", "", text)
    text = re.sub(r"@(?:strong|emph|var)\b|\\(?:sphinx\w+|DUrole\{[^}]*\}|f[BIRP])", "", text)
    return re.sub(r"[^a-zé0-9]", "", text.casefold())


def output(built: Built) -> str:
    suffixes = {".html", ".txt", ".tex", ".1", ".texi", ".xml"}
    paths = [
        path for path in sorted(built.app.outdir.rglob("*")) if path.suffix in suffixes and "_static" not in path.parts
    ]
    assert paths
    return "\n".join(path.read_text("utf-8") for path in paths)


def test_no_warning(built: Built) -> None:
    assert built.warnings == []


def test_every_rule_is_in_the_output(built: Built) -> None:
    shown = words_of(output(built))
    for rules in built.handbook.texts.values():
        for rule in rules.values():
            for block in rule.blocks:
                for cell in block.cells:
                    # A footnote's call may be wrapped in markup of the writer; the words around it may not.
                    for part in re.split(r"[^\w ,.;:’“”‘-]+", cell):
                        assert words_of(part) in shown, (rule.full_id, part)


def test_every_label_and_note_is_in_the_output(built: Built) -> None:
    shown = words_of(output(built))
    for rules in built.handbook.texts.values():
        for rule in rules.values():
            assert words_of(rule.label) in shown
    for note in built.handbook.notes:
        assert words_of(note.text) in shown


def test_generated_parts_are_in_the_output(built: Built) -> None:
    shown = words_of(output(built))
    for spec in built.handbook.tables.values():
        captions = {"comparison": "Vergelijking van de codes per norm", "rules": "Bepalingen"}
        assert words_of(captions[spec.kind]) in shown
    assert words_of("datum niet vermeld in de bron") in shown or "test-text" in str(built.app.srcdir)
    assert words_of("dit handboek is niet de authentieke bekendmaking") in shown


def test_no_placeholder_is_left(built: Built) -> None:
    assert "policy_view" not in output(built)
    assert "apparatus oud/" not in output(built)
    assert "pending_xref" not in output(built)
