"""Folding, quoted spans, the nearest passage, excerpts."""

from __future__ import annotations

import random
import time

import pytest
from policy_handbook.model.excerpts import (
    ELLIPSIS,
    both_ends,
    excerpt,
    find_span,
    fold,
    join_adjoining,
    nearest_passage,
    resolve_quote,
    shorten_excerpt,
    show_excerpt,
)

TEXT = "We hebben zowel van de auteur als van die personen toestemming. Die toestemming is schriftelijk."


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("", ""),
        ("  \n\t ", ""),
        (" een\n twee\t\tdrie  ", "een twee drie"),
        ("een\u00a0twee", "een twee"),
        ("een\r\ntwee", "een twee"),
        ('‘leuk’ "nee" – … ’s', '‘leuk’ "nee" – … ’s'),
        ("zacht\u00adafbreken en nul\u200bbreedte", "zacht\u00adafbreken en nul\u200bbreedte"),
    ],
)
def test_folding_is_white_space_only(text: str, folded: str) -> None:
    assert fold(text) == folded
    assert fold(folded) == folded


@pytest.mark.parametrize(
    ("quote", "span"),
    [
        ("We hebben", "We hebben"),
        ("schriftelijk.", "schriftelijk."),
        (TEXT, TEXT),
        ("zowel … toestemming", "zowel van de auteur als van die personen toestemming"),
        ("We hebben … schriftelijk.", TEXT),
    ],
)
def test_a_span_is_exact(quote: str, span: str) -> None:
    found = find_span(quote, TEXT)
    assert found is not None
    assert TEXT[slice(*found)] == span
    assert resolve_quote(quote, TEXT) == span


def test_a_quote_is_cut_where_the_first_cut_will_do() -> None:
    """Ends that hold an ellipsis of the text's own too: what trying every cut in order finds."""
    dice = random.Random(1)
    hits = 0
    for _ in range(5000):
        text, quote = (" ".join(dice.choices(["a", "b", "…"], k=dice.randint(1, most))) for most in (12, 8))
        expected = None
        cuts = [at for at in range(len(quote)) if quote.startswith(ELLIPSIS, at)]
        for head, tail in [(quote, "")] * (quote in text) + [(quote[:at], quote[at + len(ELLIPSIS) :]) for at in cuts]:
            start = text.find(head)
            end = text.find(tail, start + len(head)) if start >= 0 else -1
            if end >= 0:
                expected = start, end + len(tail)
                break
        assert find_span(quote, text) == expected
        hits += expected is not None and quote not in text
    assert hits > 200


@pytest.mark.parametrize("text", ["vraag toestemming", "a … " * 120_000 + "c", "b … " * 60_000 + "a … " * 60_000])
def test_a_quote_of_very_many_parts_takes_no_time(text: str) -> None:
    quote = "a … " * 120_000 + "b"
    begin = time.process_time()
    assert find_span(quote, text) is None
    assert nearest_passage(quote, text) == ""
    assert time.process_time() - begin < 5


@pytest.mark.parametrize(
    "quote",
    [
        "we hebben",
        "We hebben…schriftelijk",
        "schriftelijk … We hebben",
        "We hebben … mondeling",
        "Wij … schriftelijk",
        "toestemming. … toestemming.",
        "“We hebben”",
    ],
)
def test_what_is_not_there_is_not_found(quote: str) -> None:
    assert find_span(quote, TEXT) is None
    assert resolve_quote(quote, TEXT) == quote


def test_begin_and_end_may_not_overlap() -> None:
    assert find_span("abc … bcd", "abcd") is None


@pytest.mark.parametrize(
    ("quote", "span"),
    [
        ("Reageren (delen … liken) mag", "Reageren (delen … liken) mag"),
        ("Reageren (delen … mag niet", "Reageren (delen … liken) mag, maar … mag niet"),
        ("maar … mag niet", "maar … mag niet"),
    ],
)
def test_an_ellipsis_of_the_text_itself(quote: str, span: str) -> None:
    """What stands there literally goes before "begin … einde"."""
    assert resolve_quote(quote, "Reageren (delen … liken) mag, maar … mag niet altijd.") == span


def test_begin_with_an_ellipsis_of_the_text_and_a_far_end() -> None:
    text = "Hou rekening met privacy, copyright … en met respect voor elkaar."
    assert resolve_quote("privacy, copyright … en … elkaar", text) == "privacy, copyright … en met respect voor elkaar"


def test_an_ellipsis_without_spaces_is_a_character_like_any_other() -> None:
    assert find_span("(delen, liken,…)", "Reageren (delen, liken,…) mag") == (9, 25)


@pytest.mark.parametrize(
    ("quote", "passage"),
    [
        ("We hebbe zowel", "We hebben zowel"),
        ("we hebben zowel van de autuer", "We hebben zowel van de auteur"),
        ("van die persoonen toestemming", "van die personen toestemming."),
        ("die toestemming is schriftelijk", "Die toestemming is schriftelijk."),
        ("Die toelating is schriftelijk", "Die toestemming is schriftelijk."),
        ("schriftelyk", "schriftelijk."),
    ],
)
def test_the_nearest_passage_is_there_to_paste(quote: str, passage: str) -> None:
    assert nearest_passage(quote, TEXT) == passage
    assert find_span(passage, TEXT) is not None


@pytest.mark.parametrize(("quote", "text"), [("", TEXT), ("iets", ""), ("", ""), ("xyz qq", "aaa bbb ccc")])
def test_no_passage_where_nothing_is_alike(quote: str, text: str) -> None:
    assert nearest_passage(quote, text) == ""


def test_every_nearest_passage_is_in_the_text() -> None:
    words = TEXT.split()
    for start in range(len(words)):
        for end in range(start + 1, len(words) + 1):
            quote = " ".join(["fout", *words[start:end]])
            passage = nearest_passage(quote, TEXT)
            assert find_span(passage, TEXT) is not None, quote


@pytest.mark.parametrize(
    ("quotes", "shown"),
    [
        (("Een zin.", "Nog een zin."), "“Een zin. Nog een zin.”"),
        (("Nog een zin.", "Een zin."), "“Een zin. Nog een zin.”"),
        (("Een zin. Nog", "Nog een zin."), "“Een zin. Nog een zin.”"),
        (("Een zin.", "De laatste."), "“Een zin.” […] “De laatste.”"),
        (("De laatste.", "Een zin."), "“Een zin.” […] “De laatste.”"),
        (("zin.",), "[…] “zin.”"),
        (("Nog een",), "“Nog een” […]"),
        (("De laatste",), "“De laatste”"),
        (("Nog een zin. De laatste.",), "“Nog een zin. De laatste.”"),
        (("Een zin.", "staat er niet"), "“Een zin.” […] “staat er niet”"),
        (("staat er niet",), "“staat er niet”"),
    ],
)
def test_an_excerpt_shows_where_words_are_left_out(quotes: tuple[str, ...], shown: str) -> None:
    assert show_excerpt(excerpt(quotes, "Een zin. Nog een zin. De laatste.")) == shown


@pytest.mark.parametrize(
    ("most", "shown"),
    [
        (99, "[…] “een twee drie” […] “vijf zes”"),
        (21, "[…] “een twee drie” […] “vijf zes”"),
        (20, "[…] “een twee drie” […] “vijf” […]"),
        (14, "[…] “een twee drie” […]"),
        (7, "[…] “een” […]"),
        (1, "[…]"),
    ],
)
def test_an_excerpt_is_cut_at_a_word(most: int, shown: str) -> None:
    parts = (("[…] ", False), ("een twee drie", True), (" […] ", False), ("vijf zes", True))
    assert show_excerpt(shorten_excerpt(parts, most)) == shown


def test_a_long_text_is_cut_in_its_middle_at_words() -> None:
    assert both_ends("een twee drie", 13) == "een twee drie"
    assert both_ends("een twee drie vier vijf zes", 20) == "een twee […] vijf zes"


@pytest.mark.parametrize(
    ("parts", "joined"),
    [
        ([(1, "Een."), (2, "Twee.")], "Een. Twee."),
        ([(1, "Een:"), (4, "Vier.")], "Een: […] Vier."),
        ([(4, "Vier."), (1, "Een:")], "Vier. […] Een:"),
        ([], ""),
    ],
)
def test_passages_that_do_not_adjoin_are_kept_apart(parts: list[tuple[int, str]], joined: str) -> None:
    assert join_adjoining(parts) == joined
