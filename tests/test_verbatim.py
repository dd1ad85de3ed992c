"""Whether the records are the source, character for character."""

from __future__ import annotations

import time
from itertools import permutations

import pytest
from policy_handbook.model.source_match import (
    SEAM,
    Mismatch,
    Residue,
    ResidueError,
    compare,
    parse_residue,
    remove_residue,
    sha256,
)
from policy_handbook.presentation.say import tell_why

SOURCE = 'De titel\n\n1. Eerste kop\n· een punt,\n· "nog" een  punt…\nSlot: ‘klaar’.\n'
PIECES = ["De titel", "1.", "Eerste kop", "·", "een punt,", "·", '"nog" een punt…', "Slot: ‘klaar’."]


def test_the_same_is_the_same() -> None:
    assert compare(SOURCE, PIECES) == []


@pytest.mark.parametrize(
    ("source", "pieces"),
    [("", []), ("  \n", []), ("", [""]), ("a", ["a", ""]), ("a  b", ["a b"]), ("a b", ["a", "b"])],
)
def test_white_space_does_not_count(source: str, pieces: list[str]) -> None:
    assert compare(source, pieces) == []


def test_a_word_is_not_cut_in_two() -> None:
    """ "onbekend is" as "on" and "bekend is" would say the opposite; where residue stood the words were glued by it."""
    cut = Mismatch(1, "Dat onbekend is.", "bekend is.", cuts_word=True)
    assert compare("Dat onbekend is.", ["Dat on", "bekend is."]) == [cut]
    assert compare("(a)bc", ["(a)", "bc"]) == []
    glued = remove_residue("Besluit**Artikel 1** Kop", [Residue(1, "**", "")] * 2, SEAM)
    assert compare(glued, ["Besluit", "Artikel 1", "Kop"]) == []
    assert compare(glued, ["Besluit", "Artikel 1 Kop"]) == []
    assert compare(glued, ["BesluitArtikel 1 Kop"]) == []
    assert compare(glued, ["Besluit", "Artikel", "1 Kop"]) == []
    assert compare(glued, ["Besl", "uitArtikel 1 Kop"]) != []


@pytest.mark.parametrize("literal", ["niet ", "7", "[sic: niet]", "[image: ] en", "Blijf"])
def test_residue_is_no_text(literal: str) -> None:
    with pytest.raises(ResidueError) as caught:
        parse_residue(f"1\t{literal}\trest van het omzetten\n")
    assert f"“{literal}” in regel 1 van de residulijst kan tekst zijn" in tell_why(caught.value.why)


def replaced(index: int, *pieces: str) -> list[str]:
    return [*PIECES[:index], *pieces, *PIECES[index + 1 :]]


@pytest.mark.parametrize(
    ("pieces", "index"),
    [
        pytest.param(replaced(4, "een,"), 4, id="word missing"),
        pytest.param(replaced(4, "een klein punt,"), 4, id="word added"),
        pytest.param(replaced(4, "Een punt,"), 4, id="capital"),
        pytest.param(replaced(4, "een punt"), 5, id="comma missing"),
        pytest.param(replaced(4, "eenpunt,"), 4, id="space lost within a piece"),
        pytest.param(replaced(6, "“nog” een punt…"), 6, id="quote mark changed"),
        pytest.param(replaced(6, '"nog" een punt...'), 6, id="ellipsis spelled out"),
        pytest.param(replaced(7, "Slot: 'klaar'."), 7, id="curly made straight"),
        pytest.param(replaced(2), 2, id="piece missing"),
        pytest.param(replaced(2, "Eerste kop", "Eerste kop"), 3, id="piece twice"),
        pytest.param(replaced(5, "-"), 5, id="mark changed"),
        pytest.param(replaced(1, ""), 2, id="mark missing"),
        pytest.param([*PIECES, "Nog iets."], 8, id="piece too many"),
    ],
)
def test_the_first_difference_is_named(pieces: list[str], index: int) -> None:
    found = compare(SOURCE, pieces)[0]
    assert found.piece == index
    assert found.found == pieces[index]
    assert not found.expected.startswith(found.found)


def test_text_left_at_the_end() -> None:
    assert compare(SOURCE + "\nEn dit nog.", PIECES) == [Mismatch(None, "En dit nog.", "")]


def test_both_sides_are_shown() -> None:
    assert compare("een twee drie", ["een", "tvee drie"]) == [Mismatch(1, "twee drie", "tvee drie")]


RULES = [f"Bepaling {number} zegt iets dat alleen zij zegt, over {number * 7}." for number in range(1, 41)]


def text_of(rules: list[str]) -> list[str]:
    return ["Titel", *(piece for rule in rules for piece in ("-", rule))]


def test_every_difference_is_named_at_its_piece() -> None:
    """Here and there, side by side, at both ends, a rule that is missing and one too many: no difference hides another."""
    changed = list(RULES)
    for number in (0, 5, 6, 7, 20, 39):
        changed[number] = changed[number].replace("alleen", "enkel")
    del changed[30]
    changed.insert(12, "Dit staat in geen enkele bron.")
    pieces = text_of(changed)
    found = compare(" ".join(text_of(RULES)), pieces)
    wrong = [i for i, piece in enumerate(pieces) if "enkel" in piece]
    after_the_missing = pieces.index(RULES[31])
    assert [mismatch.piece for mismatch in found] == sorted([*wrong, after_the_missing])
    for mismatch in found:
        if mismatch.piece in wrong and "geen enkele bron" not in mismatch.found:
            assert mismatch.expected.strip("- ") == mismatch.found.replace("enkel", "alleen")


def test_one_difference_is_one() -> None:
    for number in range(len(RULES)):
        for old, new in (("iets", "niets"), (" zegt", "zegt"), ("alleen zij", "alleen  zíj")):
            changed = [*RULES[:number], RULES[number].replace(old, new), *RULES[number + 1 :]]
            pieces = text_of(changed)
            assert [m.piece for m in compare(" ".join(text_of(RULES)), pieces)] == [pieces.index(changed[number])]


def test_another_text_is_compared_in_bounded_time() -> None:
    source = " ".join(f"woord{number} staat in de bron, en nergens anders." for number in range(20_000))
    pieces = [f"stuk {number} staat op de pagina, en nergens anders" for number in range(2_000)]
    started = time.process_time()
    assert compare(source, pieces)
    half = [
        piece
        for number in range(2_000)
        for piece in (f"woord{number} staat in de bron, en nergens anders.", "een extra stuk")
    ]
    assert len(compare(source, half)) > 1_900
    assert time.process_time() - started < 10


def test_no_other_order_of_different_pieces_passes() -> None:
    pieces = ["een", "twee", "drie", "vier"]
    passing = [order for order in permutations(pieces) if not compare("een twee\ndrie vier", list(order))]
    assert passing == [tuple(pieces)]


def test_any_changed_character_is_found() -> None:
    """Whichever character of the source is changed, left out or doubled."""
    for index, character in enumerate(SOURCE):
        if character.isspace():
            continue
        for other in ("", "#", character * 2):
            assert compare(SOURCE[:index] + other + SOURCE[index + 1 :], PIECES) != [], (index, other)


def test_residue_is_read() -> None:
    assert parse_residue("3\t**\tvet\n\n3\t**\tvet\n10\t[image: ]\trest\n") == [
        Residue(3, "**", "vet"),
        Residue(3, "**", "vet"),
        Residue(10, "[image: ]", "rest"),
    ]


@pytest.mark.parametrize(
    "row", ["3\t**", "drie\t**\tvet", "3\t\tniets", "3 ** vet", "3\t**\tvet\tnog", "-1\t**\tvet", "²\t**\tvet"]
)
def test_a_row_that_is_no_row_is_named(row: str) -> None:
    with pytest.raises(ResidueError) as caught:
        parse_residue(f"1\t**\tvet\n{row}\n")
    assert "regel 2 van de residulijst" in tell_why(caught.value.why)


def test_residue_takes_one_occurrence_each() -> None:
    source = "a **b** c\nd **e**"
    assert remove_residue(source, []) == source
    assert remove_residue(source, [Residue(1, "**", "")]) == "a b** c\nd **e**"
    assert remove_residue(source, [Residue(1, "**", ""), Residue(1, "**", "")]) == "a b c\nd **e**"
    assert remove_residue(source, [Residue(2, "**e**", "")]) == "a **b** c\nd "


@pytest.mark.parametrize(
    "rows",
    [
        [Residue(2, "**", "")],
        [Residue(1, "**", "")] * 3,
        [Residue(1, "[x]", "")],
        [Residue(9, "a", "")],
        [Residue(0, "d", "")],
    ],
    ids=["other line", "once too often", "not there", "no such line", "line zero"],
)
def test_residue_that_is_not_there_is_named(rows: list[Residue]) -> None:
    with pytest.raises(ResidueError) as caught:
        remove_residue("a **b** c\nd", rows)
    assert f"staat niet (meer) in regel {rows[0].line} van de bron" in tell_why(caught.value.why)


def test_sha256() -> None:
    assert sha256(b"") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
