"""Positions read back: who, what, when and what must be in order, in one sentence; and who signed for it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from policy_handbook.cli import main
from policy_handbook.decision.bases import bases_of
from policy_handbook.presentation.read_back import read_back
from policy_handbook.presentation.say import plain

if TYPE_CHECKING:
    from books import Book
    from policy_handbook.model.handbook import Handbook

PROEF, ANDER = "codes/proef/v1.md", "codes/ander/v1.md"
PAGE = "# Lees-terug\n\n:::{read-back} proef\n:::\n"
SIGNED = "    reviewed: 2026-11-30; Jo Proef; jurist; "


def sentences(book: Handbook, code: str) -> dict[str, str]:
    return {found.id: plain(found.sentence) for found in read_back(bases_of(book)[code])}


def test_a_position_is_one_sentence(book: Book) -> None:
    told = sentences(book.build("dummy").handbook, "proef")
    assert set(told) == {"proef/art-1-a#vragen", "proef/art-1-b#afwijken", "proef/art-2-tekst#1"}
    asked = told["proef/art-1-a#vragen"]
    assert asked.startswith("Voor personeel, professioneel")
    for words in (
        "verplicht: een foto plaatsen",
        "enkel bij Wie staat erop? ‘een inwoner’",
        "vooraf moet in orde zijn: Is er een akkoord?",
    ):
        assert words in asked
    assert "dit is een afwijking van art-1-a#vragen, die eerst gegeven moet worden" in told["proef/art-1-b#afwijken"]
    assert "bij alles wat men doet" in told["proef/art-2-tekst#1"]
    assert all(sentence.endswith(".") for sentence in told.values())


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("when: always", "zonder voorwaarde"),
        ("reading: vraag/ja default", "in de nagekeken lezing van een onduidelijke bron"),
        ("reading: vraag/nee", "in een andere lezing van een onduidelijke bron"),
        ("context: private", "personeel, persoonlijk:"),
    ],
)
def test_what_a_field_says_is_read_back(book: Book, field: str, words: str) -> None:
    act = "    act: foto-plaatsen\n"
    assert words not in sentences(book.build("dummy").handbook, "ander")["ander/tip-1#1"]
    book.replace(ANDER, act, f"{act}    {field}\n")
    assert words in sentences(book.build("dummy").handbook, "ander")["ander/tip-1#1"]


def test_the_real_book_is_read_back_whole(handbook: Handbook) -> None:
    for code, base in bases_of(handbook).items():
        found = read_back(base)
        assert len(found) == sum(len(rule.positions) for rule in handbook.rules_of(code))
        assert len({each.seal for each in found}) == len(found)
        assert not any(each.signed for each in found), "only a person signs"


def seal_of(book: Book) -> str:
    return next(each.seal for each in read_back(bases_of(book.build("dummy").handbook)["ander"]))


def test_who_read_it_signs_and_a_change_shows(book: Book) -> None:
    act = "    act: foto-plaatsen\n"
    book.replace(ANDER, act, f"{act}{SIGNED}{seal_of(book)}\n")
    (found,) = read_back(bases_of(book.build("dummy").handbook)["ander"])
    assert (found.signed, found.changed) == ("Nagelezen door Jo Proef, jurist, op 30 november 2026", False)
    book.replace(ANDER, act, "    act: foto-weglaten\n")
    (found,) = read_back(bases_of(book.build("dummy").handbook)["ander"])
    assert found.changed


@pytest.mark.parametrize(
    "value",
    [
        "2026-11-31; Jo; jurist; 12345678",
        "2026-11-30; Jo; jurist",
        "30-11-2026; Jo; jurist; 12345678",
        "2026-11-30; Jo; ; 12345678",
        "2026-11-30; Jo; jurist; 1234567g",
    ],
)
def test_half_a_signature_is_named(book: Book, value: str) -> None:
    book.replace(ANDER, "    act: foto-plaatsen\n", f"    act: foto-plaatsen\n    reviewed: {value}\n")
    assert "policy.field_value" in {w.type for w in book.build("dummy").warnings}


def test_a_page_counts_what_is_signed(book: Book) -> None:
    book.write("docs/terug.md", PAGE)
    built = book.build("html")
    shown = built.shown("docs/terug")
    assert "3 standpunten; 0 nagelezen, waarvan 0 sindsdien gewijzigd." in shown
    assert shown.count("Nog niet nagelezen") == 3


def test_an_unknown_code_is_named(book: Book) -> None:
    book.write("docs/terug.md", PAGE.replace("proef", "proeff"))
    assert any("proeff" in w.text for w in book.build("dummy").warnings)


def test_the_command_tells_the_same(book: Book, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--source", str(book.source), "lees-terug", "ander", "--json"]) == 0
    (found,) = json.loads(capsys.readouterr().out)["ander"]
    assert found["position"] == "ander/tip-1#1"
    assert found["quoted"].endswith("“Vraag het even.”")
    assert main(["--source", str(book.source), "lees-terug"]) == 0
    words = capsys.readouterr().out
    assert found["sentence"] in words
    assert "proef/art-1-a#vragen" in words
    assert main(["--source", str(book.source), "lees-terug", "andr"]) == 2
    assert "andr" in capsys.readouterr().err
