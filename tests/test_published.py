"""What was published keeps its id: the list, the command that keeps it, and what is said of a rule that is gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_handbook.checks.published import LIST
from policy_handbook.checks.published_list import add_published
from policy_handbook.cli import main

if TYPE_CHECKING:
    import pytest
    from books import Book

PROEF = "codes/proef/v1.md"
WOORDEN = "docs/woorden.md"
ANSWERS = ["wie=niemand", "wie=inwoner", "wie=politicus", "akkoord=ja", "akkoord=nee"]
CASE = """
:::{case} feest
---
title: Feest
act: foto-plaatsen
facts: |
  wie = niemand
  akkoord = ?
expected: |
  proef: niet_geregeld
  ander: mag; tip-1#1
---
Er is feest. Mag de foto?
:::
"""


def publish(book: Book) -> list[str]:
    assert main(["--source", str(book.source), "publish"]) == 0
    return book.read(LIST).splitlines()


def said(book: Book) -> list[tuple[str, int, str]]:
    found = book.build("dummy", exclude_patterns=["**/*.txt", "**/*.tsv", "_build"]).warnings
    return [
        (w.file, w.line, f"{w.text} [{w.type}]")
        for w in found
        if w.type.startswith(("policy.published_", "policy.new_"))
    ]


def test_without_a_list_nothing_was_published(book: Book) -> None:
    book.replace(PROEF, "{rule} art-2-tekst", "{rule} art-2-zin")
    assert said(book) == []


def test_every_rule_is_listed_once(book: Book, capsys: pytest.CaptureFixture[str]) -> None:
    lines = publish(book)
    listed = [line for line in lines if not line.startswith("#")]
    assert "13 regels bijgeschreven" in capsys.readouterr().out
    proef = ("art-1", "art-1-aanhef", "art-1-a", "art-1-b", "art-2", "art-2-tekst", "noot-1")
    assert listed == ["ander/tip-1@v1", *(f"proef/{id}@v1" for id in proef), *ANSWERS]
    assert said(book) == []
    book.write(LIST, f"# van de redactie\n{book.read(LIST)}")
    assert publish(book) == ["# van de redactie", *lines]
    assert "0 regels" in capsys.readouterr().out


def test_a_rule_that_was_renamed_is_named_with_its_likely_new_id(book: Book) -> None:
    lines = publish(book)
    book.replace(PROEF, "{rule} art-2-tekst", "{rule} punt-9")
    (found,) = said(book)
    assert found[:2] == (LIST, lines.index("proef/art-2-tekst@v1") + 1)
    assert "bepaling “art-2-tekst” van proef@v1 is gepubliceerd" in found[2]
    assert "(nu “punt-9”?)" in found[2]
    assert "[policy.published_gone]" in found[2]
    assert "(nu" not in said_after_removal(book)


def said_after_removal(book: Book) -> str:
    """What is said when the renamed rule is gone too."""
    page = book.read(PROEF)
    start = page.index(":::{rule} punt-9")
    book.write(PROEF, page[:start] + page[page.index(":::{editorial}") :])
    (found,) = said(book)
    return found[2]


def test_a_rule_in_a_new_version_does_not_stand_for_the_old_one(book: Book) -> None:
    publish(book)
    book.write("codes/proef/v2.md", book.read(PROEF).replace("{version} proef v1", "{version} proef v2"))
    book.write("codes/proef/v2.bron.txt", book.read("codes/proef/v1.bron.txt"))
    book.replace(PROEF, "{rule} art-2-tekst", "{rule} art-2-zin")
    assert [text for _, _, text in said(book) if "“art-2-tekst” van proef@v1" in text]


def test_a_text_that_is_gone_is_one_warning(book: Book) -> None:
    lines = publish(book)
    (book.source / "codes/ander/v1.md").unlink()
    (found,) = said(book)
    assert found[:2] == (LIST, lines.index("ander/tip-1@v1") + 1)
    assert "de tekst ander@v1 is gepubliceerd (bepalingen: 1)" in found[2]
    assert "[policy.published_text_gone]" in found[2]


def test_a_line_that_names_nothing_is_named(book: Book) -> None:
    book.write(LIST, "# lijst\n\nproef/art-1-a@v1 sinds 2024\nproef/art-1-a\n")
    (found,) = said(book)
    assert found[:2] == (LIST, 4)
    assert "“proef/art-1-a” noemt geen gepubliceerde bepaling" in found[2]
    assert "[policy.published_syntax]" in found[2]


def test_it_is_said_again_at_the_next_build(book: Book) -> None:
    publish(book)
    book.replace(PROEF, "{rule} art-2-tekst", "{rule} punt-9")
    config = {"exclude_patterns": ["**/*.txt", "**/*.tsv", "_build"]}
    first = [w.type for w in book.build("dummy", **config).warnings]
    again = [w.type for w in book.build("dummy", fresh=False, **config).warnings]
    assert "policy.published_gone" in first
    assert "policy.published_gone" in again


def share_the_question(book: Book) -> None:
    """Both codes ask "wie", and a case rests on it."""
    tip = 'toestemming: aanbevolen "Vraag het even."\n    act: foto-plaatsen'
    book.replace("codes/ander/v1.md", tip, f"{tip}\n    when: wie = none: inwoner")
    book.write("docs/casus.md", f"# Casus\n{CASE}")


def test_an_answer_that_came_later_names_the_codes_and_the_cases_that_it_changes(book: Book) -> None:
    share_the_question(book)
    publish(book)
    assert said(book) == []
    book.replace(WOORDEN, "  politicus: een politicus\n", "  politicus: een politicus\n  kind: een kind\n")
    book.replace(PROEF, "when: wie = inwoner", "when: wie = inwoner, kind")
    (found,) = said(book)
    assert found[:2] == (WOORDEN, book.line_of(WOORDEN, "{fact} wie"))
    assert "antwoord “kind” op vraag “wie” is nieuw, en ander en proef lezen het" in found[2]
    assert "proef, casus “feest”: niet_geregeld wordt mag_onder_voorwaarden" in found[2]
    assert "[policy.new_answer]" in found[2]
    publish(book)
    assert said(book) == []


def test_an_answer_that_changes_no_case_is_named_all_the_same(book: Book) -> None:
    share_the_question(book)
    publish(book)
    book.replace(WOORDEN, "  politicus: een politicus\n", "  politicus: een politicus\n  kind: een kind\n")
    assert "geen casus verandert ermee" in said(book)[0][2]


def test_an_answer_to_a_question_of_one_code_or_to_a_new_one_is_no_surprise(book: Book) -> None:
    publish(book)
    book.replace(WOORDEN, "  politicus: een politicus\n", "  politicus: een politicus\n  kind: een kind\n")
    assert said(book) == []
    share_the_question(book)
    book.write(LIST, "".join(f"{line}\n" for line in book.read(LIST).splitlines() if not line.startswith("wie=")))
    assert said(book) == []


def test_what_was_listed_is_never_taken_away() -> None:
    assert add_published("oud/a@v1 noot", ["oud/a@v1", "oud/b@v1"], "# Kop\n") == ("oud/a@v1 noot\noud/b@v1\n", 1)
    assert add_published("", ["oud/a@v1"], "# Kop\n") == ("# Kop\noud/a@v1\n", 1)


def test_a_list_that_cannot_be_written_is_one_line(book: Book, capsys: pytest.CaptureFixture[str]) -> None:
    (book.source / LIST).mkdir()
    assert main(["--source", str(book.source), "publish"]) == 2
    assert capsys.readouterr().err.count("\n") == 1
