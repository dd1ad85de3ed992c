"""The tables: what stands in each cell, what is silent and why, and how a difference is named."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from factories import (
    make_book,
    make_code,
    make_norm,
    make_position,
    make_reviewed,
    make_rule,
    make_table_spec,
    make_term,
    make_topic,
)
from policy_handbook.presentation.comparison import (
    entries_of,
    rule_name,
    shown_codes,
    shown_norms,
)
from policy_handbook.presentation.relations import name_difference, relation_flags
from policy_handbook.presentation.say import plain
from policy_handbook.presentation.table_kinds import MAKERS, make_table

if TYPE_CHECKING:
    from policy_handbook.model.handbook import Handbook
    from policy_handbook.presentation.spans import Cell, Table

p = make_position
GAP, IN_PROGRESS = "niet geregeld", "nog niet ontleed"


def book_of(*records: Any, **kinds: Any) -> Handbook:
    return make_book(make_topic(), make_norm(), *records, **kinds)


def words(cell: Cell) -> str:
    return " | ".join("".join(span.text for span in line) for line in cell.lines)


def show(table: Table) -> list[list[str]]:
    return [[words(cell) for cell in row.cells] for row in table.rows]


def table(book: Handbook, kind: str = "comparison", **over: Any) -> Table:
    return make_table(book, make_table_spec(kind, **over))


# -- norms by codes


def test_a_row_for_each_norm_and_a_column_for_each_code() -> None:
    book = book_of(make_rule("a/art-1", p()), make_rule("b/art-2", p(modality="aanbevolen")))
    made = table(book)
    assert [column.label for column in made.columns] == ["Norm", "A (bindend)", "B (bindend)"]
    assert [column.code for column in made.columns] == ["", "a", "b"]
    assert show(made) == [
        [
            "Stelling van toestemming. | A is strenger dan B.",
            "verplicht | We posten niets zonder toestemming. | art. 1",
            "aanbevolen | We posten niets zonder toestemming. | art. 2",
        ]
    ]
    assert made.rows[0].differs


def test_silence_is_a_gap_only_of_a_code_that_was_worked_through() -> None:
    book = book_of(make_rule("a/art-1", p()), make_code("b"), make_code("c", status="in opbouw"))
    row = table(book).rows[0]
    assert [words(cell) for cell in row.cells[2:]] == [GAP, IN_PROGRESS]
    assert [cell.state for cell in row.cells] == ["", "", "gap", "in-progress"]
    assert words(row.cells[0]).endswith("Enkel A zegt hier iets over.")
    assert [row.values[3] for row in table(book).worksheet_rows] == ["verplicht", GAP, IN_PROGRESS]


def topical(*records: Any) -> Handbook:
    """Two norms of a topic, on one of which each of two codes speaks."""
    norms = make_norm("een"), make_norm("twee"), make_norm("kritiek", topic="gesprek"), make_topic("gesprek")
    return make_book(make_topic(), *norms, make_rule("a/art-1", p("een")), make_rule("b/art-1", p("twee")), *records)


def test_who_is_silent_on_a_topic_is_named_once_and_has_no_column() -> None:
    book = topical(make_code("c"), make_code("d"), make_code("e", status="in opbouw"))
    made = table(book, topics=("beeld",))
    assert [column.code for column in made.columns] == ["", "a", "b"]
    assert [len(row.cells) for row in made.rows] == [3, 3]
    assert [plain(line) for line in made.remarks] == [
        "Over dit hele thema is niets geregeld in: C, D. Dat is geen toestemming; de wet en andere afspraken blijven gelden.",
        "Nog niet ontleed: E.",
    ]
    assert all(row.differs for row in made.rows)
    # In the worksheet each norm keeps a row for each code.
    assert [(row.values[0], row.values[3]) for row in made.worksheet_rows if row.values[1] == "C"] == [
        ("Stelling van een.", GAP),
        ("Stelling van twee.", GAP),
    ]


@pytest.mark.parametrize(
    ("over", "shown"),
    [
        ({"topics": ("beeld",)}, "ab"),
        ({"topics": ("beeld", "onbekend")}, "abc"),
        ({"topics": ("beeld",), "norms": ("een",)}, "abc"),
        ({"topics": ("beeld",), "modality": ("verplicht",)}, "ab"),
        # Who speaks, but not as the table asks, is not silent on the topic.
        ({"topics": ("beeld",), "context": ("professional",)}, "ab"),
        ({}, "abc"),
    ],
)
def test_a_column_is_left_out_only_of_a_topic(over: dict[str, Any], shown: str) -> None:
    made = table(topical(make_code("c")), **over)
    assert "".join(column.code for column in made.columns) == shown
    assert bool(made.remarks) == (shown == "ab")


def test_who_is_filtered_away_is_not_called_silent() -> None:
    made = table(topical(make_rule("c/art-1", p("een", "verboden"))), topics=("beeld",), modality=("verplicht",))
    assert [column.code for column in made.columns] == ["", "a", "b", "c"]
    assert not made.remarks


def test_who_speaks_in_general_keeps_a_column_and_what_is_near_is_named_with_the_silent() -> None:
    norms = make_norm("drie", general=("breed",)), make_norm("breed", topic="gesprek")
    book = topical(*norms, make_rule("b/art-3", p("drie")), make_rule("c/art-1", p("breed")))
    assert words(table(book, topics=("beeld",)).rows[2].cells[3]) == "alleen algemeen: zie Stelling van breed"
    book = topical(make_norm("drie", near=("kritiek",)), make_rule("c/art-1", p("kritiek")), make_code("d"))
    (line,) = table(book, topics=("beeld",)).remarks
    assert "in: C (zie ook: Stelling van kritiek), D." in plain(line)
    assert "norm:kritiek" in {span.target for span in line}


def test_a_norm_that_no_code_speaks_of_has_no_row() -> None:
    assert table(book_of(make_code("a"))).rows == ()


def test_every_position_has_a_line_with_its_lead_in_and_its_exact_spans() -> None:
    text = "We posten niets, tenzij er toestemming is. Die is schriftelijk."
    position = p(quotes=("We posten … toestemming is.", "Die is schriftelijk."))
    rule = make_rule("a/art-1", position, text=text, lead_in=("aanhef",))
    book = book_of(make_rule("a/aanhef", text="Bij persoonlijke communicatie:", kind="preamble"), rule)
    made = table(book)
    assert (
        show(made)[0][1]
        == "verplicht | Bij persoonlijke communicatie: We posten niets, tenzij er toestemming is. Die is schriftelijk. | art. 1"
    )
    (sheet,) = made.worksheet_rows
    assert sheet.values == (
        "Stelling van toestemming.",
        "A",
        "art. 1",
        "verplicht",
        "Bij persoonlijke communicatie:",
        "We posten niets, tenzij er toestemming is. Die is schriftelijk.",
    )
    assert sheet.target == "rule:a/art-1"


@pytest.mark.parametrize(
    ("above", "below", "shown"),
    [
        ("verplicht", "verplicht", ["verplicht"]),
        ("aanbevolen", "verboden", ["verboden"]),
        ("toelichtend", "verplicht", ["verplicht"]),
        # What the text does not say stays.
        ("verboden", "verplicht", ["verboden", "verplicht"]),
        ("verplicht", "toelichtend", ["verplicht", "toelichtend"]),
    ],
)
def test_a_heading_is_shown_only_where_it_adds_something(above: str, below: str, shown: list[str]) -> None:
    heading = make_rule("a/art-1", p(modality=above), kind="heading", is_article=True, article="", path=())
    text = make_rule("a/art-1-tekst", p(modality=below), article="art-1")
    made = table(book_of(heading, text))
    assert show(made)[0][1].split(" | ")[::3] == shown
    assert [row.values[3] for row in made.worksheet_rows] == shown
    alone = table(book_of(heading, make_rule("a/art-1-tekst", article="art-1")))
    assert show(alone)[0][1].split(" | ")[0] == above


def test_two_positions_of_a_code_stand_in_one_cell() -> None:
    book = book_of(make_rule("a/art-1", p()), make_rule("a/art-2", p(modality="verboden")))
    assert show(table(book))[0][1].split(" | ")[::3] == ["verplicht", "verboden"]
    assert len(table(book).worksheet_rows) == 2


def test_what_reads_the_same_for_two_acts_stands_there_once() -> None:
    same = (p(acts=("posten",)), p(acts=("delen",)), p(acts=("delen",), modality="aanbevolen"), p(quotes=("tekst",)))
    book = book_of(make_rule("a/art-1", *same, text="De tekst."), make_rule("a/art-2", p(), text="De tekst."))
    lines = show(table(book))[0][1].split(" | ")
    assert lines[::3] == ["verplicht", "aanbevolen", "verplicht", "verplicht"]
    assert lines[2::3] == ["art. 1", "art. 1", "art. 1", "art. 2"]
    assert len(table(book).worksheet_rows) == 4


def test_a_lead_in_stands_in_full_once_in_a_cell_and_always_on_the_worksheet() -> None:
    opening = (
        "Wie voor de gemeente een kanaal beheert, doet dat zoals hier staat. " * 5 + "In deze gevallen kan het anders:"
    )
    rules = [make_rule(f"a/art-{number}", p(), lead_in=("aanhef",)) for number in (1, 2)]
    book = book_of(make_rule("a/aanhef", text=opening, kind="preamble"), *rules)
    first, second = show(table(book))[0][1].split(" | ")[1::3]
    assert first.startswith(opening)
    begin, _, end = second.partition(" […] ")
    assert len(second) < len(first)
    assert opening.startswith(begin)
    assert opening.endswith(end.partition(":")[0] + ":")
    assert [row.values[4] for row in table(book).worksheet_rows] == [opening, f"{opening} […]"]


def test_words_that_oblige_and_forbid_the_opposite_are_shown_as_a_duty() -> None:
    book = book_of(make_rule("a/art-1", p(modality="verboden", acts=("posten",)), p(acts=("zwijgen",))))
    assert show(table(book))[0][1].split(" | ")[::3] == ["verplicht"]


def test_what_comes_after_a_list_stands_after_its_items() -> None:
    item = make_rule("a/art-1-1", p(), lead_in=("aanhef",), wrap_up=("slot", "weg"))
    slot = make_rule("a/slot", text="Dit geldt enkel in een crisis.")
    book = book_of(make_rule("a/aanhef", text="Je mag:", kind="preamble"), item, slot)
    quote = show(table(book))[0][1].split(" | ")[1]
    assert quote == f"Je mag: {item.text} Dit geldt enkel in een crisis."
    assert table(book).worksheet_rows[0].values[4] == "Je mag: […] Dit geldt enkel in een crisis."
    (row,) = [row for row in table(book, "rules").rows if row.cells[0].lines[0][0].target == "rule:a/art-1-1"]
    assert words(row.cells[3]) == quote


# -- filters


def filtered() -> Handbook:
    return make_book(
        make_topic("beeld"),
        make_topic("taal"),
        make_norm("toestemming"),
        make_norm("klaar", topic="taal"),
        make_rule("a/art-1", p("toestemming"), p("klaar", "verboden", binds=("politici",))),
        make_rule("b/art-1", p("toestemming", "toegelaten", context=("private",))),
        audiences=(make_term("personeel"), make_term("politici")),
    )


@pytest.mark.parametrize(
    ("over", "rows"),
    [
        ({}, ["toestemming", "klaar"]),
        ({"topics": ("taal",)}, ["klaar"]),
        ({"topics": ("taal", "beeld")}, ["klaar", "toestemming"]),
        ({"norms": ("klaar", "toestemming")}, ["klaar", "toestemming"]),
        ({"norms": ("klaar",), "topics": ("beeld",)}, ["klaar"]),
        ({"norms": ("onbekend",)}, []),
        ({"topics": ("onbekend",)}, []),
        ({"audience": ("politici",)}, ["klaar"]),
        ({"audience": ("personeel",)}, ["toestemming"]),
        ({"context": ("private",)}, ["toestemming"]),
        ({"modality": ("verboden",)}, ["klaar"]),
        ({"modality": ("prohibition", "toegelaten")}, ["toestemming", "klaar"]),
        ({"modality": ("toelichtend",)}, []),
        ({"codes": ("b",)}, ["toestemming"]),
    ],
)
def test_filters_of_the_rows(over: dict[str, Any], rows: list[str]) -> None:
    made = table(filtered(), **over)
    assert [words(row.cells[0]).split(" | ")[0] for row in made.rows] == [f"Stelling van {id}." for id in rows]


@pytest.mark.parametrize(
    ("codes", "shown"), [((), ["a", "b"]), (("b", "a"), ["b", "a"]), (("b",), ["b"]), (("x", "a"), ["a"])]
)
def test_codes_in_the_order_of_the_editor(codes: tuple[str, ...], shown: list[str]) -> None:
    spec = make_table_spec(codes=codes)
    assert [code.id for code in shown_codes(filtered(), spec)] == shown


def test_a_position_that_is_filtered_away_leaves_silence() -> None:
    made = table(filtered(), modality=("toegelaten",))
    assert words(made.rows[0].cells[1]) == GAP


def test_entries_are_in_the_order_of_the_text() -> None:
    book = book_of(make_rule("a/art-9", p()), make_rule("a/art-1", p()))
    assert [rule.id for rule, _ in entries_of(book, make_table_spec(), "toestemming", "a")] == ["art-9", "art-1"]


def test_norms_of_a_topic_are_in_the_order_in_which_they_were_written() -> None:
    book = make_book(make_topic(), make_norm("z"), make_norm("a"))
    assert [norm.id for norm in shown_norms(book, make_table_spec())] == ["z", "a"]


# -- differences in words


def difference(*positions: Any, more: tuple[Any, ...] = ()) -> tuple[bool, str]:
    codes = "abcdef"[: len(positions)]
    rules = [
        make_rule(f"{code}/art-1", position)
        for code, position in zip(codes, positions, strict=True)
        if position is not None
    ]
    book = book_of(*(make_code(code) for code in codes), *rules, *more)
    return name_difference(book, "toestemming", set(codes), {rule.code: {rule.full_id} for rule in rules})


@pytest.mark.parametrize(
    ("positions", "differs", "said"),
    [
        ((p(), p()), False, "De codes hebben dezelfde strekking."),
        ((p(),), False, ""),
        ((p(), None), True, "Enkel A zegt hier iets over."),
        ((p(), p(), None), False, "De codes hebben dezelfde strekking."),
        ((p(modality="aanbevolen"), p()), True, "B is strenger dan A."),
        (
            (p(), p(modality="aanbevolen"), p(modality="aanbevolen"), p(modality="aanbevolen")),
            True,
            "A is strenger dan B, C en D.",
        ),
        ((p(modality="toegelaten"), p(modality="verboden")), True, "A en B regelen het tegengestelde."),
        ((p(acts=("x",)), p(acts=("y",))), True, "De codes vullen elkaar aan."),
        (
            (p(), p(modality="aanbevolen"), p(modality="toegelaten")),
            True,
            "A is strenger dan B en C. B is strenger dan C.",
        ),
    ],
)
def test_a_difference_is_named(positions: tuple[Any, ...], differs: bool, said: str) -> None:
    assert difference(*positions) == (differs, said)


def test_a_review_changes_the_words() -> None:
    review = make_reviewed("a/art-1", "b/art-1", relation="strenger", stricter="b/art-1")
    assert difference(p(), p(), more=(review,)) == (True, "B is strenger dan A.")


def test_a_difference_with_a_code_that_is_not_shown_is_not_named() -> None:
    book = book_of(make_rule("a/art-1", p()), make_rule("b/art-1", p()), make_rule("c/art-1", p(modality="aanbevolen")))
    assert name_difference(book, "toestemming", {"a", "b"}, {"a": {"a/r"}, "b": {"b/r"}}) == (
        False,
        "De codes hebben dezelfde strekking.",
    )


# -- coverage


def test_coverage_counts_rules_once() -> None:
    book = make_book(
        make_topic("beeld"),
        make_topic("taal"),
        make_norm("een"),
        make_norm("twee"),
        make_rule("a/art-1", p("een"), p("twee"), p("een", "verboden")),
        make_rule("a/art-2", p("twee")),
        make_rule("b/art-1", p("een")),
        make_code("c", status="in opbouw"),
    )
    made = table(book, "coverage")
    assert show(made) == [
        ["Beeld", "2 bepalingen", "1 bepaling", IN_PROGRESS],
        ["Taal", GAP, GAP, IN_PROGRESS],
    ]
    assert [row.values for row in made.worksheet_rows][:3] == [
        ("Beeld", "A", 2),
        ("Beeld", "B", 1),
        ("Beeld", "C", IN_PROGRESS),
    ]
    assert made.rows[0].cells[3].state == "in-progress"


def test_coverage_of_who_speaks_in_general_only() -> None:
    book = make_book(
        make_topic("beeld"),
        make_topic("privacy"),
        make_norm("een", general=("breed",)),
        make_norm("breed", topic="privacy"),
        make_rule("a/art-1", p("breed")),
        make_rule("b/art-1", p("een")),
    )
    made = table(book, "coverage", topics=("beeld",))
    assert show(made) == [["Beeld", "alleen algemeen", "1 bepaling"]]
    assert (made.rows[0].cells[1].state, made.rows[0].differs) == ("general", True)
    assert [row.values for row in made.worksheet_rows] == [("Beeld", "A", "alleen algemeen"), ("Beeld", "B", 1)]


def test_coverage_by_label_without_an_unknown_topic() -> None:
    book = make_book(
        make_topic("z", label="Archief"),
        make_topic("a", label="Zorg"),
        make_norm("n", topic="z"),
        make_rule("a/art-1", p("n")),
    )
    assert [row[0] for row in show(table(book, "coverage"))] == ["Archief", "Zorg"]
    assert [row[0] for row in show(table(book, "coverage", topics=("a", "onbekend")))] == ["Zorg"]


# -- differences, gaps, rules


def test_differences_put_the_stricter_first() -> None:
    book = book_of(
        make_rule("a/art-1", p(modality="aanbevolen")),
        make_rule("b/art-2", p(modality="verboden")),
        make_rule("c/art-3", p(modality="aanbevolen")),
    )
    made = table(book, "differences")
    assert [[row[1], row[2], row[3]] for row in show(made)] == [
        ["B, art. 2", "strenger, afgeleid", "A, art. 1"],
        ["B, art. 2", "strenger, afgeleid", "C, art. 3"],
    ]
    assert made.worksheet_rows[0].values[-1] == "afgeleid"
    assert table(book, "differences", codes=("a", "c")).rows == ()


def test_differences_name_conflicts_and_no_equals() -> None:
    book = book_of(
        make_rule("a/art-1", p(modality="toegelaten")),
        make_rule("b/art-1", p(modality="verboden")),
        make_rule("c/art-1", p(modality="verboden")),
    )
    assert [[row[1], row[2], row[3]] for row in show(table(book, "differences"))] == [
        ["A, art. 1", "regelen het tegengesteld, afgeleid", "B, art. 1"],
        ["A, art. 1", "regelen het tegengesteld, afgeleid", "C, art. 1"],
    ]


def test_the_flags_beside_a_relation() -> None:
    a, b = make_rule("a/art-1", p(context=("private",))), make_rule("b/art-1", p(binds=("anderen",)))
    (derived,) = book_of(a, b).derived.overlaps
    assert relation_flags(derived) == ", andere doelgroep, andere hoedanigheid, afgeleid"
    (reviewed,) = book_of(a, b, make_reviewed("a/art-1", "b/art-1", against=("0" * 8, "1" * 8))).derived.overlaps
    assert relation_flags(reviewed) == ", andere doelgroep, andere hoedanigheid, nagekeken, opnieuw na te kijken"


def test_gaps_name_who_does_regulate_it() -> None:
    book = make_book(
        make_topic(),
        make_norm("open"),
        make_norm("gedekt"),
        make_norm("uitleg"),
        make_rule("a/art-1", p("gedekt")),
        make_rule("b/art-1", p("gedekt"), p("open"), p("open", acts=("delen",)), p("uitleg", "toelichtend")),
        make_code("c", binding="richtlijn"),
        make_rule("c/art-1", p("open", "aanbevolen")),
    )
    made = table(book, "gaps", codes=("a",))
    # Within brackets the weight has none of its own.
    assert show(made) == [
        ["Stelling van open.", "Beeld", GAP, "B, art. 1 (verplicht) | C, art. 1 (aanbevolen, richtlijn)"]
    ]
    assert [row.values for row in made.worksheet_rows] == [
        ("Beeld", "Stelling van open.", GAP, "B, art. 1", "verplicht"),
        ("Beeld", "Stelling van open.", GAP, "C, art. 1", "aanbevolen (richtlijn)"),
    ]
    (remark,) = map(plain, made.remarks)
    assert remark == "Dat A iets niet regelt, is geen toestemming: de wet en andere afspraken blijven gelden."
    assert [column.code for column in made.columns] == ["", "", "a", ""]


def test_who_is_silent_on_a_topic_has_one_row_for_it() -> None:
    book = topical(make_norm("drie", near=("kritiek",)), make_rule("c/art-1", p("kritiek"), p("los")))
    made = table(book, "gaps", codes=("c",))
    assert show(made) == [
        [
            "Het hele thema",
            "Beeld",
            GAP,
            "Stelling van een: A, art. 1 (verplicht) | Stelling van twee: B, art. 1 (verplicht)",
        ]
    ]
    assert [row.values for row in made.worksheet_rows] == [
        ("Beeld", "Stelling van een.", GAP, "A, art. 1", "verplicht"),
        ("Beeld", "Stelling van twee.", GAP, "B, art. 1", "verplicht"),
    ]
    targets = {span.target for line in made.rows[0].cells[3].lines for span in line}
    assert {"norm:een", "norm:twee", "rule:a/art-1", "rule:b/art-1"} <= targets
    chosen = table(book, "gaps", codes=("c",), norms=("een", "twee"))
    assert [row[0] for row in show(chosen)] == ["Stelling van een.", "Stelling van twee."]
    assert [row[0] for row in show(table(book, "gaps", codes=("a",), topics=("beeld",)))] == ["Stelling van twee."]


def test_a_code_in_progress_has_no_gaps_but_what_is_to_be_done() -> None:
    book = book_of(make_code("a", status="in opbouw"), make_rule("b/art-1", p()))
    (row,) = table(book, "gaps", codes=("a",)).rows
    assert words(row.cells[2]) == IN_PROGRESS


def test_rules_in_the_order_of_the_text_with_their_kind() -> None:
    book = book_of(make_rule("a/art-9", p(), p(modality="toelichtend")), make_rule("a/art-1", kind="footnote"))
    assert [row[:3] for row in show(table(book, "rules"))] == [
        ["A, art. 9", "norm", "verplicht en toelichtend"],
        ["A, art. 1", "voetnoot", "geen standpunt"],
    ]


@pytest.mark.parametrize(
    ("over", "rules"),
    [
        ({}, ["art. 1", "art. 2"]),
        ({"kinds": ("footnote",)}, ["art. 2"]),
        ({"norms": ("toestemming",)}, ["art. 1"]),
        ({"topics": ("beeld",)}, ["art. 1"]),
        ({"modality": ("verplicht",)}, ["art. 1"]),
        ({"modality": ("verboden",)}, []),
        ({"audience": ("personeel",)}, ["art. 1"]),
        ({"context": ("private",)}, []),
        ({"codes": ("x",)}, []),
    ],
)
def test_filters_of_the_rules(over: dict[str, Any], rules: list[str]) -> None:
    book = book_of(make_rule("a/art-1", p()), make_rule("a/art-2", kind="footnote"), audiences=(make_term(),))
    assert [row[0].removeprefix("A, ") for row in show(table(book, "rules", **over))] == rules


def test_rules_without_their_code_or_record_still_have_a_name() -> None:
    book = book_of(make_rule("a/art-1"))
    assert rule_name(book, "a/art-1") == "A, art. 1"
    assert rule_name(book, "a/weg") == "A, a/weg"
    assert rule_name(book, "x/weg") == "x, x/weg"


@pytest.mark.parametrize("kind", MAKERS)
def test_every_table_is_as_wide_as_its_columns(kind: str) -> None:
    made = table(filtered(), kind, codes=("b", "a"))
    assert made.rows or kind == "differences"
    assert all(len(row.cells) == len(made.columns) for row in made.rows)
    assert all(len(row.values) == len(made.worksheet_columns) for row in made.worksheet_rows)
    assert made.caption
    assert table(filtered(), kind, caption="Eigen titel").caption == "Eigen titel"


@pytest.mark.parametrize("kind", MAKERS)
def test_an_empty_book_gives_an_empty_table(kind: str) -> None:
    assert table(make_book(), kind).rows == ()
