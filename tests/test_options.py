"""The option block of a directive: nothing an editor writes is dropped, cut or taken for text without a word."""

from __future__ import annotations

import pytest
from policy_handbook.reading.options import OptionBlock, OptionFault, read_options

KNOWN = frozenset({"label", "kind", "mark", "positions"})


def read(text: str, first_line: int = 20) -> tuple[OptionBlock, list[str]]:
    """The block and the lines that are left as body."""
    lines = text.split("\n")
    block = read_options(lines, first_line, KNOWN)
    return block, lines[block.length :]


def values(block: OptionBlock) -> dict[str, str]:
    return {name: option.value for name, option in block.options.items()}


def test_a_list_on_the_line_of_its_name_is_its_only_line() -> None:
    """What is read line by line is read there too: ``ask: wie = burger``."""
    block, _ = read("---\nkind: norm\npositions: |\n  een\n  twee\n---\nTekst.")
    assert block.options["kind"].lines == ((21, "norm"),)
    assert [text.strip() for _, text in block.options["positions"].lines] == ["een", "twee"]


def test_options_then_body() -> None:
    block, body = read("---\nlabel: art. 1\nkind: norm\n---\nDe tekst.\nNog een regel.")
    assert values(block) == {"label": "art. 1", "kind": "norm"}
    assert [option.line for option in block.options.values()] == [21, 22]
    assert block.faults == []
    assert body == ["De tekst.", "Nog een regel."]


@pytest.mark.parametrize("text", ["", "\n\n", "De tekst.\nlabel: geen optie", "> citaat\n\nlabel: nee"])
def test_without_a_block_everything_is_body(text: str) -> None:
    block, body = read(text)
    assert values(block) == {}
    assert block.faults == []
    assert "\n".join(body) == text


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("art. 5 # punt 3", "art. 5 # punt 3"),
        ("waarde: met dubbelepunt", "waarde: met dubbelepunt"),
        ("'s avonds", "'s avonds"),
        ("'s avonds en 's morgens", "'s avonds en 's morgens"),
        ('"open', '"open'),
        ('"1."', "1."),
        ('"·"', "·"),
        ("'[1]'", "[1]"),
        ('"a: b # c"', "a: b # c"),
        ("[1]", "[1]"),
        ("§ 2.", "§ 2."),
        ("& * ! % @ `", "& * ! % @ `"),
        ("null", "null"),
        ("1.10", "1.10"),
        ("2024-01-01", "2024-01-01"),
        ("ja", "ja"),
        ("", ""),
        ('"', '"'),
        ("  ruim  ", "ruim"),
    ],
)
def test_a_value_is_kept_as_it_is_written(written: str, value: str) -> None:
    block, body = read(f"---\nlabel: {written}\nkind: norm\n---\nTekst.")
    assert values(block) == {"label": value, "kind": "norm"}
    assert block.faults == []
    assert body == ["Tekst."]


def test_a_block_keeps_its_lines_with_their_numbers() -> None:
    block, body = read(
        '---\npositions: |\n  n: verplicht "a # b"\n    act: posten\n\n  m: verboden "c"\nlabel: art. 1\n---\nTekst.'
    )
    option = block.options["positions"]
    assert option.line == 21
    assert option.lines == (
        (22, '  n: verplicht "a # b"'),
        (23, "    act: posten"),
        (24, ""),
        (25, '  m: verboden "c"'),
    )
    assert values(block)["label"] == "art. 1"
    assert block.faults == []
    assert body == ["Tekst."]


@pytest.mark.parametrize("style", ["|", "|-", ">", ""])
def test_a_block_in_every_style_that_editors_know(style: str) -> None:
    block, _ = read(f"---\npositions: {style}\n\tmet tab\n---")
    assert block.options["positions"].lines == ((22, "\tmet tab"),)


@pytest.mark.parametrize(
    "body", [": begint met een dubbelepunt", ":: twee", ":-) lachend", ":label: geen optie hier", "- label: nee"]
)
def test_a_body_that_starts_with_a_colon_is_kept(body: str) -> None:
    block, rest = read(f"---\nkind: norm\n---\nAanhef.\n{body}")
    assert block.faults == []
    assert rest == ["Aanhef.", body]


@pytest.mark.parametrize("body", [": begint met een dubbelepunt", ":: twee", ":-) lachend"])
def test_a_body_without_options_that_starts_with_a_colon_is_kept(body: str) -> None:
    block, rest = read(f"{body}\nverder")
    assert block.faults == []
    assert rest == [body, "verder"]


def test_colon_options_are_reported_once_and_read() -> None:
    block, body = read(":label: art. 1 # 's\n:kind: norm\n\nTekst.")
    assert block.faults == [OptionFault(20, "option_colon", {"text": ":label: art. 1 # 's"})]
    assert values(block) == {"label": "art. 1 # 's", "kind": "norm"}
    assert body == ["", "Tekst."]


@pytest.mark.parametrize("first", [":positions:", ":positions: |", "positions: |"])
def test_lines_below_a_colon_option_are_its_value(first: str) -> None:
    """MyST takes them for body: the positions would stand in the legal text."""
    block, body = read(f'{first}\n  n: verplicht "a"\nTekst.')
    assert block.faults == [OptionFault(20, "option_colon", {"text": first})]
    assert block.options["positions"].lines == ((21, '  n: verplicht "a"'),)
    assert body == ["Tekst."]


def test_options_without_any_fence_are_reported_and_read() -> None:
    block, body = read("label: art. 1\nkind: norm\n\nTekst.")
    assert block.faults == [OptionFault(20, "option_colon", {"text": "label: art. 1"})]
    assert values(block) == {"label": "art. 1", "kind": "norm"}
    assert body == ["", "Tekst."]


def test_a_block_below_colon_options_is_read_too() -> None:
    block, body = read(":label: art. 1\n---\nkind: norm\n---\nTekst.")
    assert block.faults == [OptionFault(20, "option_colon", {"text": ":label: art. 1"})]
    assert values(block) == {"label": "art. 1", "kind": "norm"}
    assert body == ["Tekst."]


def test_a_colon_option_that_does_not_exist_is_reported_and_kept_as_text() -> None:
    block, body = read(":smile: Tekst.\nNog tekst.")
    assert block.faults == [OptionFault(20, "option_colon", {"text": ":smile: Tekst."})]
    assert body == [":smile: Tekst.", "Nog tekst."]


def test_a_colon_option_within_the_block_is_reported_and_read() -> None:
    block, body = read("---\nlabel: art. 1\n:kind: norm\n---\nTekst.")
    assert block.faults == [OptionFault(22, "option_syntax", {"text": ":kind: norm"})]
    assert values(block) == {"label": "art. 1", "kind": "norm"}
    assert body == ["Tekst."]


def test_an_unclosed_block_loses_no_text() -> None:
    block, body = read(
        '---\nlabel: art. 1\nkind: norm\npositions: |\n  n: verplicht "a"\nDe tekst.\n\nlabel: tweede lid'
    )
    assert block.faults == [OptionFault(20, "option_unclosed", {})]
    assert values(block)["label"] == "art. 1"
    assert block.options["positions"].lines == ((24, '  n: verplicht "a"'),)
    assert body == ["De tekst.", "", "label: tweede lid"]


def test_only_a_fence_is_an_unclosed_block() -> None:
    block, body = read("---")
    assert block.faults == [OptionFault(20, "option_unclosed", {})]
    assert body == []


@pytest.mark.parametrize("between", ["", "\n", "\n\n"])
@pytest.mark.parametrize("line", ["kind: norm", ":kind: norm", "kind:"])
def test_an_option_after_the_block_is_reported(between: str, line: str) -> None:
    block, body = read(f"---\nlabel: art. 1\n---\n{between}{line}\nTekst.")
    assert block.faults == [OptionFault(23 + len(between), "option_after_blank", {"text": line})]
    assert body == ["Tekst."]
    assert values(block) == {"label": "art. 1", "kind": line.partition("kind:")[2].strip()}


def test_a_block_option_after_the_block_is_reported_once() -> None:
    block, body = read('---\nlabel: art. 1\n---\nkind: norm\nlabel: nee\npositions: |\n  n: verplicht "a"\n\nTekst.')
    assert block.faults == [OptionFault(23, "option_after_blank", {"text": "kind: norm"})]
    assert values(block) == {"label": "art. 1", "kind": "norm", "positions": 'n: verplicht "a"'}
    assert body == ["", "Tekst."]


def test_words_that_only_look_like_an_option_are_text() -> None:
    block, body = read("---\nlabel: art. 1\n---\nOpgelet: dit is tekst.")
    assert block.faults == []
    assert body == ["Opgelet: dit is tekst."]


def test_a_blank_line_does_not_end_the_block() -> None:
    block, body = read("---\nlabel: art. 1\n\nkind: norm\n---\nTekst.")
    assert values(block) == {"label": "art. 1", "kind": "norm"}
    assert block.faults == []
    assert body == ["Tekst."]


def test_the_first_of_two_counts_and_the_second_is_reported() -> None:
    block, _ = read("---\nlabel: een\nlabel: twee\nkind: norm\n---")
    assert block.faults == [OptionFault(22, "option_duplicate", {"option": "label"})]
    assert values(block) == {"label": "een", "kind": "norm"}


def test_a_duplicate_block_costs_one_warning() -> None:
    block, body = read("---\npositions: |\n  een\npositions: |\n  twee\n  drie\nkind: norm\n---\nTekst.")
    assert block.faults == [OptionFault(23, "option_duplicate", {"option": "positions"})]
    assert values(block) == {"positions": "een", "kind": "norm"}
    assert body == ["Tekst."]


@pytest.mark.parametrize(
    "line", ["zomaar tekst", "label:zonder spatie", "- opsomming", ": leeg", "é: accent", "  ingesprongen onder niets"]
)
def test_a_line_that_is_no_option_is_reported(line: str) -> None:
    block, body = read(f"---\n{line}\nkind: norm\n---\nTekst.")
    assert block.faults == [OptionFault(21, "option_syntax", {"text": line.strip()})]
    assert values(block) == {"kind": "norm"}
    assert body == ["Tekst."]


def test_a_line_indented_below_a_one_line_value_is_reported() -> None:
    """YAML would fold it into the value; here it is neither dropped nor guessed at."""
    block, _ = read("---\nlabel: art. 1\n  en meer\nkind: norm\n---")
    assert block.faults == [OptionFault(22, "option_syntax", {"text": "en meer"})]
    assert values(block) == {"label": "art. 1", "kind": "norm"}


def test_dashes_inside_a_block_do_not_close_it() -> None:
    block, body = read("---\npositions: |\n  ---\n  n\nkind: norm\n---\nTekst.")
    assert block.options["positions"].lines == ((22, "  ---"), (23, "  n"))
    assert body == ["Tekst."]


def test_a_fence_may_be_longer_and_stand_after_blank_lines() -> None:
    block, body = read("\n-----\nkind: norm\n---  \nTekst.")
    assert values(block) == {"kind": "norm"}
    assert block.options["kind"].line == 22
    assert body == ["Tekst."]


def test_nothing_is_ever_lost() -> None:
    """Whatever is written, every word is in an option, in a fault or in the body."""
    lines = ["---", "label: w1", ":kind: w2", "  w3", "", "positions: |", "w4", "label: w5", "w6: w7"]
    for first in range(len(lines)):
        for second in range(len(lines)):
            for last in ("---", "w8"):
                text = [lines[first], lines[second], "mark: w9", last, "w0"]
                block = read_options(text, 1, KNOWN)
                kept = " ".join(
                    [
                        *(f"{name} {option.value}" for name, option in block.options.items()),
                        *(word for fault in block.faults for word in fault.words.values()),
                        *text[block.length :],
                    ]
                )
                reported = {text[fault.line - 1] for fault in block.faults}
                for line in text:
                    assert line in reported or all(
                        word.strip(":|") in kept for word in line.split() if word.strip(":|-")
                    ), (text, line)
