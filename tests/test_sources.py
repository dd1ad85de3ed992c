"""The real book holds the five sources, character for character, and says so of each of their defects."""

from __future__ import annotations

import re
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from books import parse_warnings
from policy_handbook.model.excerpts import fold
from policy_handbook.model.source_match import SEAM, compare, parse_residue, remove_residue
from policy_handbook.presentation.notes import words_of_note

if TYPE_CHECKING:
    from policy_handbook.model.handbook import Handbook
    from sphinx.testing.util import SphinxTestApp

ROOT = Path(__file__).parent.parent

# The sources as they were received.
SHA256 = {
    "beersel": "e873b433bd77a01f07878259402ca5637da03bf80b0b5d4840a57b815609cf78",
    "bijlage13": "20cb294d2a6c18edd3b04e532d55e97d6d6a06e88594fdec612fca52fd36a88a",
    "handreiking": "72d34c4ac89af9277b15c4a77ecbad036f812c4c8d5439a75f9a25906bb02f06",
    "mandatarissen": "d1aa11c261005f4c6df7807b84b0bb15c01b95c90419c9dcba5a0a7aff0fddfe",
    "turnhout": "1761ef29ddaf1c400c22b0c23ab295f3f8b3be7f941552a10ad388874650d8c6",
}
# For each known defect the codes in which it shows.
DEFECTS = {
    "P01": ("beersel", "bijlage13"),
    "P02": ("bijlage13",),
    "P03": ("bijlage13",),
    "P04": ("bijlage13",),
    "P05": ("turnhout",),
    "P06": ("turnhout",),
    "P07": ("turnhout",),
    "P08": ("beersel", "bijlage13", "turnhout"),
    "P09": ("mandatarissen",),
    "P10": ("mandatarissen",),
    "P11": ("mandatarissen",),
    "P12": ("handreiking",),
    "P13": ("turnhout",),
    "P14": ("turnhout",),
    "P15": ("turnhout",),
    "P16": ("turnhout",),
    "P17": ("beersel", "bijlage13", "mandatarissen", "turnhout"),
    "P18": ("bijlage13",),
    "P22": ("turnhout",),
    "P54": ("bijlage13", "turnhout"),
    "H01": ("mandatarissen",),
    "H02": ("beersel",),
    "H03": ("turnhout",),
}


def source_of(code: str) -> bytes:
    return (ROOT / "codes" / code / "v1.bron.txt").read_bytes()


def residue_of(code: str) -> str:
    path = ROOT / "codes" / code / "v1.residu.tsv"
    return path.read_text("utf-8") if path.is_file() else ""


def pieces_of(handbook: Handbook, code: str) -> list[str]:
    """The text as the records have it: the title, then each rule's mark and words."""
    version = handbook.versions[code]["v1"]
    pieces = [version.title]
    for rule in handbook.rules_of(code, "v1"):
        pieces += [words for words in (rule.mark, rule.text) if words]
    return pieces


def test_the_book_gives_no_warning(real_app: SphinxTestApp) -> None:
    assert list(parse_warnings(real_app.warning.getvalue(), Path(real_app.srcdir))) == []


def test_the_five_codes_are_there(handbook: Handbook) -> None:
    assert set(handbook.codes) == set(SHA256)
    assert all(set(handbook.versions[code]) == {"v1"} for code in SHA256)


@pytest.mark.parametrize("code", SHA256)
def test_the_source_is_the_file_as_it_was_received(handbook: Handbook, code: str) -> None:
    assert sha256(source_of(code)).hexdigest() == SHA256[code]
    assert handbook.versions[code]["v1"].sha256 == SHA256[code]


@pytest.mark.parametrize("code", SHA256)
def test_the_records_are_the_source_character_for_character(handbook: Handbook, code: str) -> None:
    residue = parse_residue(residue_of(code))
    pieces = pieces_of(handbook, code)
    assert compare(remove_residue(source_of(code).decode(), residue, SEAM), pieces) == []
    # The same by another way, which knows nothing of pieces: all characters but white space.
    source = remove_residue(source_of(code).decode(), residue)
    assert "".join("".join(pieces).split()) == "".join(source.split())


@pytest.mark.parametrize("code", SHA256)
def test_white_space_is_where_the_source_has_it_within_each_rule(handbook: Handbook, code: str) -> None:
    source = fold(remove_residue(source_of(code).decode(), parse_residue(residue_of(code))))
    for rule in handbook.rules_of(code, "v1"):
        assert fold(rule.text) == rule.text
        assert rule.text in source, rule.full_id


@pytest.mark.parametrize("code", SHA256)
def test_every_row_of_the_residue_is_needed_and_explained(handbook: Handbook, code: str) -> None:
    rows = parse_residue(residue_of(code))
    source = source_of(code).decode()
    for index, row in enumerate(rows):
        assert len(row.why.split()) > 2
        assert compare(remove_residue(source, rows[:index] + rows[index + 1 :], SEAM), pieces_of(handbook, code)) != []
    # Only what a conversion leaves: no letter of the text but those in brackets.
    assert all(re.fullmatch(r"\*+|\[(?:bookmark|image): ?\w*\]", row.literal) for row in rows)


@pytest.mark.parametrize(("defect", "codes"), DEFECTS.items())
def test_every_known_defect_has_a_note_where_it_shows(handbook: Handbook, defect: str, codes: tuple[str, ...]) -> None:
    noted = {note.code for note in handbook.notes if defect in re.findall(r"[PH]\d\d", note.defect)}
    assert noted >= set(codes), f"{defect}: no note in {', '.join(sorted(set(codes) - noted))}"


# What a careful reader of the sources also needs to be told, by the rule beside which it stands.
REMARKS = (
    ("turnhout/argumentatie-1", "P54", "herhaalt het einde van de beknopte samenvatting"),
    ("turnhout/samenvatting-1", "P54", "de argumentatie herhaalt ze"),
    ("turnhout/argumentatie-1", "P05", "sterretjes"),
    ("turnhout/samenvatting-1", "P05", "sterretjes"),
    ("bijlage13/art-5.2-professioneel-2", "P17", "huisstijl"),
    ("turnhout/art-5-1", "P17", "huisstijlregels"),
    ("turnhout/art-3.4-aanvragen", "P17", "deontologie"),
    ("beersel/gebod-6-tekst", "P17", "richtlijnen rond copyright"),
    ("beersel/gebod-4", "H02", "ruimer dan de tekst"),
    ("mandatarissen/punt-4", "H01", "Op welk van beide “Dit” slaat"),
    ("turnhout/art-1-2", "H03", "ook voor Facebookpagina’s"),
    ("turnhout/art-2-2", "H03", "“Deze regel”"),
    ("turnhout/art-4.1", "H03", "Kopiëren en plakken"),
    ("bijlage13/art-5.1-4", "J01", "privacywetgeving"),
    ("bijlage13/art-5.3-persoonlijk-3", "J02", "vrijheid van meningsuiting"),
    ("bijlage13/art-6-1", "J03", "tuchtprocedure"),
    ("handreiking/inleiding-1", "J04", "125a"),
)


@pytest.mark.parametrize(("rule", "id", "words"), REMARKS)
def test_every_remark_stands_beside_its_rule(handbook: Handbook, rule: str, id: str, words: str) -> None:
    notes = [note for note in handbook.notes if f"{note.code}/{note.rule}" == rule and note.id == id]
    assert [note for note in notes if words in note.text]


def test_what_is_said_of_characters_is_true(handbook: Handbook) -> None:
    """A note may speak of its own source only, and must be right about it."""
    about = {note.code: note.text for note in handbook.notes if note.defect == "P08"}
    assert "zoals overal in deze bron" in about["turnhout"]
    assert not set("’‘“”") & set(source_of("turnhout").decode())
    assert not any("andere codes" in text for text in about.values())
    assert "publiek.  Spreek" in source_of("beersel").decode()
    assert "toont ze als één" in about["beersel"]
    assert "publiek. Spreek" in " ".join(pieces_of(handbook, "beersel"))


def test_no_note_on_law_is_a_finding(handbook: Handbook) -> None:
    asking = [note for note in handbook.notes if note.law]
    assert len(asking) == 4
    for note in asking:
        words = words_of_note(handbook, note)
        assert words.startswith("Na te kijken door een jurist of DPO: ")
        assert "? (Gevraagd door de redactie" in words
        assert not note.in_booklets


def test_every_note_stands_beside_a_rule_and_says_something(handbook: Handbook) -> None:
    for note in handbook.notes:
        assert len(note.text.split()) > 4, note.place
        assert not note.rule or handbook.get_rule(f"{note.code}/{note.rule}"), note.place


def test_no_date_is_guessed(handbook: Handbook) -> None:
    for code in SHA256:
        version = handbook.versions[code]["v1"]
        assert (version.adopted, version.in_force_from, version.in_force_until) == ("unknown",) * 3


@pytest.mark.parametrize("code", SHA256)
def test_every_rule_can_be_cited(handbook: Handbook, code: str) -> None:
    rules = handbook.rules_of(code, "v1")
    assert all(rule.label and rule.text for rule in rules)
    labels = [rule.label for rule in rules]
    assert len(labels) == len(set(labels)), sorted(label for label in set(labels) if labels.count(label) > 1)


def test_broken_words_stay_broken(handbook: Handbook) -> None:
    """What the sources break off, leave blank or refer to in vain is shown as it is."""
    text = {code: " ".join(pieces_of(handbook, code)) for code in SHA256}
    assert "wordt het gebruik van hashtags op voorhand besproken met dienst" in text["turnhout"]
    assert "Plaats geen vertrouwelijke of geheime informatie van" in text["mandatarissen"]
    assert "(gemeente…)" in text["handreiking"]
    assert "door mandatarissen van De richtlijnen" in text["mandatarissen"]
    assert "[bookmark" not in "".join(text.values())
    assert "[image" not in "".join(text.values())
    assert "**" not in "".join(text.values())
