"""Editorial notes: each belongs to one version, and a question on the law is asked by a function since a day that is on record."""

from __future__ import annotations

import os
import re
import subprocess
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from policy_handbook.freshness.shown import Bases
from policy_handbook.reading.history import dates_of_lines, find_head

if TYPE_CHECKING:
    from pathlib import Path

    from books import Book, Built

PROEF = "codes/proef/v1.md"
LEZEN = "docs/lezen.md"
NEW = "codes/proef/v2.md"
DEFECTS = "docs/gebreken.md"
LAW = """
:::{{editorial}}
---
version: v1
law: J09
{more}---
Geldt dit ook voor wie er niet meer werkt?
:::
"""
WORDS = "Na te kijken door een jurist of DPO: Geldt dit ook voor wie er niet meer werkt? (Gevraagd door de redactie{since}.)"


def add_version(book: Book) -> None:
    """A second version, a copy of the first with other words."""
    book.write(NEW, book.read(PROEF).replace("proef v1", "proef v2").replace("Op papier.", "Op perkament."))
    book.write("codes/proef/v2.bron.txt", b"")
    book.write(NEW, book.read(NEW).replace("source: v1.bron.txt", "source: v2.bron.txt"))
    book.set_source("proef", book.read("codes/proef/v1.bron.txt").replace("Op papier.", "Op perkament."), "v2")


def ask(book: Book, more: str = "") -> None:
    book.write(PROEF, book.read(PROEF) + LAW.format(more=more))


def show_defects(book: Book) -> None:
    book.write(DEFECTS, "# Opmerkingen\n\n:::{defects}\n:::\n")


# -- versions


def test_a_note_that_was_copied_is_not_shown_and_is_named(book: Book) -> None:
    add_version(book)
    built = book.build()
    (warning,) = built.warnings
    assert (warning.file, warning.type) == (NEW, "policy.note_version")
    assert warning.line == book.line_of(NEW, "{editorial}")
    assert "gaat over v1" in warning.text
    assert "zet “version: v2”" in warning.text
    assert "De redactie zegt hier iets." in built.output("codes/proef/v1.html")
    assert "De redactie zegt hier iets." not in built.output("codes/proef/v2.html")


def test_a_note_without_a_version_is_named(book: Book) -> None:
    book.replace(PROEF, "version: v1\n", "")
    built = book.build()
    (warning,) = built.warnings
    assert warning.type == "policy.note_version"
    assert "zegt niet over welke versie ze gaat" in warning.text
    assert "De redactie zegt hier iets." in built.output("codes/proef/v1.html")


def test_the_remarks_on_two_versions_stand_apart(book: Book) -> None:
    add_version(book)
    show_defects(book)
    page = book.read(NEW)
    book.write(NEW, page.replace("version: v1\n", "version: v2\n").replace("zegt hier iets", "zegt hier iets anders"))
    shown = book.build().output("docs/gebreken.html")
    first, second = shown.index("Proef, versie v1"), shown.index("Proef, versie v2")
    assert first < shown.index("De redactie zegt hier iets.") < second < shown.index("zegt hier iets anders.")
    assert "v2.html#art-2-tekst" in shown


# -- what is wrong with a note


@pytest.mark.parametrize(
    ("old", "new", "subtype", "says"),
    [
        ("defect: P01\nshort: iets\n", "defect: P01\n", "note_short", "“short: …”"),
        ("short: iets\n", "sic: rustiger\n", "note_sic", "“rustiger”"),
        ("short: iets\n", "sic: i\n", "note_sic", "niet juist één keer"),
        ("short: iets\n", "sic: |\n  Blijf\n  kalm\n", "note_sic", "“kalm”"),
        ("defect: P01\nshort: iets\n", "law: J01\n", "note_question", "vraagteken"),
    ],
)
def test_a_note_that_is_not_right_is_named(book: Book, old: str, new: str, subtype: str, says: str) -> None:
    book.replace(PROEF, old, new)
    (warning,) = book.build("dummy").warnings
    assert warning.type == f"policy.{subtype}"
    assert warning.line == book.line_of(PROEF, "{editorial}")
    assert says in warning.text


def test_a_question_has_a_number_of_its_own(book: Book) -> None:
    ask(book)
    ask(book)
    (warning,) = book.build("dummy").warnings
    assert warning.type == "policy.note_twice"
    assert warning.line == book.line_of(PROEF, "{editorial}", 3)
    assert f"{PROEF}, regel {book.line_of(PROEF, '{editorial}', 2)}" in warning.text


@pytest.mark.parametrize("value", ["", "   ", 3])
def test_a_function_that_is_none_is_named(book: Book, value: object) -> None:
    (warning,) = book.build("dummy", policy_editors=value).warnings
    assert warning.type == "policy.setting_value"
    assert "policy_editors" in warning.text


WRONG = {
    "words on its first line": (
        ":::{editorial}\n---\nversion: v1\n",
        ":::{editorial} De redactie weet het.\n---\nversion: v1\n",
        "note_argument",
    ),
    "no words": ("De redactie zegt hier iets.\n", "", "note_empty"),
}


@pytest.mark.parametrize("way", WRONG)
def test_the_words_of_a_note_are_never_lost_without_a_word(book: Book, way: str) -> None:
    old, new, subtype = WRONG[way]
    book.replace(PROEF, old, new)
    assert f"policy.{subtype}" in {warning.type for warning in book.build("dummy").warnings}


def test_a_note_between_a_heading_and_its_article_is_named(book: Book) -> None:
    """It would be beside the last rule of the article before."""
    note = ":::{editorial}\n---\nversion: v1\nshort: over de kop\n---\nOver deze kop.\n:::\n"
    book.replace(PROEF, "## 2. Slot\n", f"## 2. Slot\n\n{note}")
    built = book.build("dummy")
    (warning,) = built.warnings
    assert (warning.type, warning.line) == ("policy.note_place", book.line_of(PROEF, "{editorial}"))
    assert {note.rule for note in built.handbook.notes} == {"art-2-tekst", ""}


def test_a_note_outside_a_text_is_named(book: Book) -> None:
    book.write(LEZEN, book.read(LEZEN) + "\n:::{editorial}\n---\nversion: v1\nfold: yes\n---\nOver niets.\n:::\n")
    assert [warning.type for warning in book.build("dummy").warnings] == ["policy.rule_outside_version"]


def test_a_folded_note_on_the_whole_text_can_be_opened(book: Book) -> None:
    note = ":::{editorial}\n---\nversion: v1\nfold: yes\n---\nOver het geheel.\n:::\n"
    book.replace(PROEF, "## 1. Foto’s\n", f"{note}\n## 1. Foto’s\n")
    shown = book.build().output("codes/proef/v1.html")
    assert re.search(r"<details[^>]*>\s*<summary[^>]*>Redactionele noot</summary>\s*<p>Over het geheel.</p>", shown)


def test_the_paragraphs_of_a_note_do_not_run_together(book: Book) -> None:
    book.replace(PROEF, "De redactie zegt hier iets.\n", "Een.\n\nTwee:\n\n- a\n- b\n")
    assert [note.text for note in book.build("dummy").handbook.notes] == ["Een. Twee: a b"]


# -- questions on the law


def shows(built: Built, path: str, words: str) -> bool:
    return words in built.output(path).replace("&#34;", '"')


def test_a_question_says_who_must_look_and_who_asks(book: Book) -> None:
    ask(book)
    show_defects(book)
    built = book.build("handbook")
    assert built.warnings == []
    words = WORDS.format(since="")
    for path in ("codes/proef/v1.html", "docs/gebreken.html", "regels/proef/noot-1.html"):
        assert shows(built, path, words), path
    other = book.build("handbook", policy_editors="de juridische dienst")
    assert shows(other, "docs/gebreken.html", "Gevraagd door de juridische dienst.")


def git(folder: Path, *arguments: str, day: str = "2026-03-05") -> None:
    when = f"{day}T23:30:00+0100"
    names = ("GIT_AUTHOR_NAME", "GIT_COMMITTER_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_EMAIL")
    environment = {**os.environ, **dict.fromkeys(names, "x"), "GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when}
    subprocess.run(["git", "-C", str(folder), *arguments], check=True, capture_output=True, env=environment)


def commit(book: Book, day: str) -> None:
    git(book.source, "add", "-A", day=day)
    git(book.source, "commit", "-q", "-m", "x", day=day)


def test_the_day_comes_from_the_history(book: Book) -> None:
    git(book.source, "init", "-q")
    commit(book, "2026-01-01")
    ask(book)
    show_defects(book)
    assert shows(book.build(), "docs/gebreken.html", WORDS.format(since=""))  # not on record yet
    commit(book, "2026-03-05")
    assert shows(book.build(), "docs/gebreken.html", WORDS.format(since=" op 5 maart 2026"))
    # Another edit of the page, an option of the note itself too, leaves the day of its words.
    book.replace(PROEF, "Op papier.", "Op  papier.")
    book.replace(PROEF, "law: J09", "law: J10")
    commit(book, "2026-06-07")
    assert shows(book.build(), "docs/gebreken.html", WORDS.format(since=" op 5 maart 2026"))
    book.replace(PROEF, "niet meer werkt?", "niet meer  werkt?")
    commit(book, "2026-08-09")
    assert shows(book.build(), "docs/gebreken.html", WORDS.format(since=" op 9 augustus 2026"))


def test_a_day_that_comes_later_reaches_every_page_that_shows_it(book: Book) -> None:
    git(book.source, "init", "-q")
    ask(book)
    show_defects(book)
    commit(book, "2026-03-05")
    paths = ("codes/proef/v1.html", "docs/gebreken.html", "regels/proef/noot-1.html")
    git(book.source, "update-ref", "-d", "HEAD")  # as before the first commit
    first = book.build("handbook")
    assert all(shows(first, path, WORDS.format(since="")) for path in paths)
    commit(book, "2026-03-06")
    second = book.build("handbook", fresh=False)
    assert all(shows(second, path, WORDS.format(since=" op 6 maart 2026")) for path in paths)


def test_a_line_above_a_question_leaves_the_other_pages_alone(book: Book) -> None:
    """The day of a question is no part of what every page is made from."""
    git(book.source, "init", "-q")
    ask(book)
    commit(book, "2026-03-05")
    book.build("handbook")
    presented: list[str] = []
    shown_on = Bases.shown_on

    def present(bases: Bases, docname: str) -> str:
        presented.append(docname)
        return shown_on(bases, docname)

    book.replace(PROEF, "# Gedragscode van Proefstad\n", "# Gedragscode van Proefstad\n\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Bases, "shown_on", present)
        built = book.build("handbook", fresh=False)
    assert "codes/proef/v1" in presented
    assert "docs/woorden" not in presented
    assert shows(built, "regels/proef/noot-1.html", WORDS.format(since=" op 5 maart 2026"))


def test_there_is_no_day_without_the_whole_history(book: Book, tmp_path: Path) -> None:
    git(book.source, "init", "-q")
    commit(book, "2026-01-01")
    ask(book)
    commit(book, "2026-03-05")
    assert set(dates_of_lines(book.source / PROEF).values()) == {"2026-01-01", "2026-03-05"}
    assert len(find_head(book.source)) == 40
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "-q", "--depth", "1", book.source.as_uri(), str(clone))
    assert find_head(clone) == ""
    assert find_head(tmp_path) == ""
    assert dates_of_lines(tmp_path / "nergens.md") == {}


@pytest.mark.parametrize("fold", ["", "fold: yes\n"])
@pytest.mark.parametrize("shown", [False, True])
def test_booklets_show_it_only_where_an_editor_says_so(book: Book, shown: bool, fold: str) -> None:
    ask(book, ("in-booklets: yes\n" if shown else "") + fold)
    show_defects(book)
    book.write(
        "docs/boekje.md",
        "# Boekje\n\n:::{booklet} boekje\n---\ntitle: Boekje\ncodes: proef\norder: text, docs/gebreken\n---\n:::\n",
    )
    built = book.build("typst")
    with pypdfium2.PdfDocument(f"{built.app.outdir}/boekje.pdf") as document:
        text = " ".join(" ".join(page.get_textpage().get_text_bounded() for page in document).split())
    assert "Op papier." in text
    assert "De redactie zegt hier iets." in text
    assert text.count("Na te kijken door een jurist of DPO") == (2 if shown else 0)
