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


def retire(book: Book) -> None:
    """A name that a position took the place of, and one that none did."""
    book.replace(ANDER, "    act: foto-plaatsen\n", "    act: foto-plaatsen\n    formerly: oud, ouder\n")
    book.replace(ANDER, "label: tip 1\n", "label: tip 1\nformerly: weg\n")


def test_a_position_that_is_no_more_leads_on_to_its_heir(book: Book) -> None:
    retire(book)
    book.write("docs/terug.md", PAGE.replace("proef", "ander"))
    links = "[](terug.md#position-ander/tip-1:ouder) [](terug.md#position-ander/tip-1:weg)"
    book.write("docs/lezen.md", f"{book.read('docs/lezen.md')}\n{links}\n")
    built = book.build("handbook")
    assert built.warnings == []
    shown = built.output("docs/terug.html")
    entry = shown[shown.index('id="position-ander/tip-1:1"') : shown.index('id="position-ander/tip-1:weg"')]
    assert 'id="position-ander/tip-1:oud"' in entry
    assert 'id="position-ander/tip-1:ouder"' in entry
    assert "Kwam in de plaats van tip-1#oud en tip-1#ouder." in entry
    gone = shown[shown.index('id="position-ander/tip-1:weg"') :]
    assert 'codes/ander/v1.html#tip-1"' in gone[: gone.index("</div>")]
    assert 'href="terug.html#position-ander/tip-1:ouder"' in built.output("docs/lezen.html")
    (rule,) = (rule for rule in json.loads(built.output("data/handbook.json"))["rules"] if rule["id"] == "ander/tip-1")
    assert rule["formerly"] == ["ander/tip-1#weg"]
    assert rule["positions"][0]["formerly"] == ["ander/tip-1#oud", "ander/tip-1#ouder"]


def test_a_place_that_no_position_has_is_named(book: Book) -> None:
    retire(book)
    book.write("docs/terug.md", PAGE.replace("proef", "ander"))
    book.write("docs/lezen.md", f"{book.read('docs/lezen.md')}\n[](terug.md#position-ander/tip-1:nooit)\n")
    assert "policy.unknown_anchor" in {w.type for w in book.build("dummy").warnings}


@pytest.mark.parametrize(
    ("old", "new", "subtype"),
    [
        ("formerly: weg\n", "formerly: oud\n", "position_heirs"),
        ("formerly: oud, ouder\n", "formerly: oud, oud\n", "position_heirs"),
        ("formerly: oud, ouder\n", "formerly: oud\n    name: oud\n", "position_retired"),
        ("formerly: oud, ouder\n", "formerly: Oud plek\n", "field_value"),
        ("formerly: weg\n", "formerly: We g\n", "id_syntax"),
    ],
)
def test_a_name_leads_to_one_place(book: Book, old: str, new: str, subtype: str) -> None:
    retire(book)
    assert book.build("dummy").warnings == []
    book.replace(ANDER, old, new)
    assert f"policy.{subtype}" in {w.type for w in book.build("dummy").warnings}


def test_what_it_was_called_is_no_part_of_the_seal(book: Book) -> None:
    before = seal_of(book)
    retire(book)
    assert seal_of(book) == before


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
    retire(book)
    assert main(["--source", str(book.source), "lees-terug", "ander"]) == 0
    words = capsys.readouterr().out
    assert "Kwam in de plaats van tip-1#oud en tip-1#ouder." in words
    assert "ander/tip-1#weg\n  Dit standpunt is er niet meer" in words
    assert main(["--source", str(book.source), "lees-terug", "ander", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["ander"][0]["formerly"] == ["ander/tip-1#oud", "ander/tip-1#ouder"]
    assert main(["--source", str(book.source), "lees-terug", "andr"]) == 2
    assert "andr" in capsys.readouterr().err
