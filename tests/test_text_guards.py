"""The comparison of a text with its source, and the proof over all answers, cannot be switched off without a word."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from books import Book, Built

PROEF = "codes/proef/v1.md"
SOURCE = "codes/proef/v1.bron.txt"

# An article whose mark is its whole heading, in the page and in the source: it has no words of its own.
BARE = {
    "Toelichting": "## Toelichting\n\n:::{article} toelichting\n---\nlabel: toelichting\nmark: Toelichting\n---\n:::\n",
    "Artikel 7": "## Artikel 7\n\n:::{article} art-7\n---\nlabel: art. 7\nmark: Artikel 7\n---\n:::\n",
}
AFTER = """
:::{rule} extra-1
---
label: extra, eerste lid
kind: toelichting
---
Dit staat er ook.
:::

:::{rule} extra-2
---
label: extra, tweede lid
kind: toelichting
---
En dit evenzeer.
:::
"""


def add_bare_article(book: Book, heading: str) -> None:
    """Let the text end with an article that is nothing but its mark, with two rules below it."""
    book.write(PROEF, f"{book.read(PROEF)}\n{BARE[heading]}{AFTER}")
    book.set_source("proef", f"{book.read(SOURCE)}\n{heading}\nDit staat er ook.\nEn dit evenzeer.\n")


def types(built: Built) -> list[str]:
    return sorted({warning.type for warning in built.warnings})


@pytest.mark.parametrize("heading", BARE)
def test_an_article_without_words_of_its_own_is_normal(book: Book, heading: str) -> None:
    add_bare_article(book, heading)
    built = book.build("dummy")
    assert built.warnings == []
    (article,) = [rule for rule in built.handbook.rules_of("proef") if rule.mark == heading]
    assert article.text == ""


CHANGES = {
    "a rule deleted": ("Blijf rustig.\n:::\n", None),
    "a word": ("Dit staat er ook.\n:::", "Dit staat er wel.\n:::"),
    "a sentence added": ("En dit evenzeer.\n", "En dit evenzeer. En nog wat.\n"),
    "a mark": ('mark: "2."', 'mark: "2"'),
    "a heading": ("## 1. Foto’s", "## 1. Beelden"),
    "conflict markers within a rule": (
        "En dit evenzeer.\n",
        "<<<<<<< HEAD\nEn dit evenzeer.\n=======\nEn dat.\n>>>>>>> tak\n",
    ),
}


@pytest.mark.parametrize("heading", BARE)
@pytest.mark.parametrize("change", [*CHANGES, "two rules swapped"])
def test_beside_such_an_article_every_change_is_reported(book: Book, heading: str, change: str) -> None:
    add_bare_article(book, heading)
    page = book.read(PROEF)
    if change == "two rules swapped":
        first, second = "Dit staat er ook.", "En dit evenzeer."
        page = page.replace(first, "\0").replace(second, first).replace("\0", second)
    else:
        old, new = CHANGES[change]
        assert page.count(old) == 1
        if new is None:
            start = page.rindex(":::{rule}", 0, page.index(old))
            page = page[:start] + page[page.index(old) + len(old) :]
        else:
            page = page.replace(old, new)
    book.write(PROEF, page)
    assert {"policy.source_differs", "policy.heading_mark"} & set(types(book.build("dummy")))


# Each is a mistake that keeps words out of the records or lets others in, and has a warning of its own.
WAYS_IN = {
    "an option that is none": ("kind: scope\n---\n", "kind: scope\nlos\n---\n", "option_syntax"),
    "an option block left open": (
        'label: voetnoot 1\nkind: footnote\nmark: "[1]"\nnote-of: art-1-a\n---\n',
        'label: voetnoot 1\nkind: footnote\nmark: "[1]"\nnote-of: art-1-a\n',
        "option_unclosed",
    ),
    "a rule in a rule": (
        "de dienst mag afwijken\n:::",
        "de dienst mag afwijken\n\n::::{rule} binnen\n---\nlabel: x\nkind: preamble\n---\nBinnen.\n::::\n:::",
        "nested_rule",
    ),
    "a rule without words": ("Bij foto’s van anderen:\n:::", ":::", "rule_empty"),
    "a heading without an address": (
        ':::{article} art-1\n---\nlabel: art. 1\nmark: "1."\n---\n:::\n',
        "",
        "made_up_id",
    ),
    "an id that stands twice": (":::{rule} art-1-b", ":::{rule} art-1-a", "duplicate_id"),
}


@pytest.mark.parametrize("way", WAYS_IN)
def test_a_page_with_another_mistake_is_compared_all_the_same(book: Book, way: str) -> None:
    """The last rule loses a word as well: the mistake is named, and so is it that the text is not its source."""
    old, new, subtype = WAYS_IN[way]
    book.replace(PROEF, old, new)
    book.replace(PROEF, "Op papier.", "Op.")
    assert {f"policy.{subtype}", "policy.source_differs"} <= set(types(book.build("dummy")))


def test_a_page_that_is_no_utf_8_is_compared_all_the_same(book: Book) -> None:
    book.write(PROEF, book.read(PROEF).replace("Op papier.", "Op één.").encode("latin-1", "xmlcharrefreplace"))
    assert {"policy.not_utf8", "policy.source_differs"} <= set(types(book.build("dummy")))


def test_a_text_without_a_rule_is_compared(book: Book) -> None:
    page = book.read(PROEF)
    book.write(PROEF, page[: page.index("## 1. Foto’s")])
    assert "policy.source_differs" in types(book.build("dummy"))


def test_a_text_that_stands_twice_is_compared_twice(book: Book) -> None:
    book.write("codes/proef/kopie.md", book.read(PROEF).replace("Op papier.", "Op perkament."))
    found = [w.file for w in book.build("dummy").warnings if w.type == "policy.source_differs"]
    assert found == ["codes/proef/kopie.md"]


def test_a_text_without_a_seal_is_compared(book: Book) -> None:
    page = book.read(PROEF)
    line = next(line for line in page.split("\n") if line.startswith("sha256"))
    book.write(PROEF, page.replace(f"{line}\n", "").replace("Op papier.", "Op."))
    assert types(book.build("dummy")) == ["policy.option_missing", "policy.source_differs"]


@pytest.mark.parametrize(
    ("old", "new", "subtype"),
    [
        ("source: v1.bron.txt", "source: weg.txt", "source_missing"),
        ("sha256: aa", "sha256: ab", "source_changed"),
        ("residue: v1.residu.tsv", "residue: ../ander/v1.bron.txt", "source_residue"),
    ],
)
def test_a_comparison_that_cannot_be_made_says_so(book: Book, old: str, new: str, subtype: str) -> None:
    book.replace(PROEF, old, new)
    (warning,) = book.build("dummy").warnings
    assert warning.type == f"policy.{subtype}"
    assert "tot dan is de tekst niet met haar bron vergeleken" in warning.text


@pytest.mark.parametrize(
    ("old", "new", "subtype", "why"),
    [
        ("    standing: yes\n", "    standng: yes\n", "unknown_field", "niet alles op codes/proef/v1 is gelezen"),
        ("kind: scope\n---\n", "kind: scope\nlos\n---\n", "option_syntax", "niet alles op codes/proef/v1 is gelezen"),
        ("when: wie = inwoner", "when: wier = inwoner", "unknown_fact", "noemt iets dat er niet is"),
        ("effect: dispensation\n", "", "exception_effect", "noemt iets dat er niet is"),
        ("    overrides: art-1-a#vragen", "    overrides: art-1-b#afwijken", "exception_circle", "kring"),
    ],
)
def test_a_proof_that_cannot_be_made_says_so(book: Book, old: str, new: str, subtype: str, why: str) -> None:
    book.replace(PROEF, old, new)
    found = {warning.type: warning for warning in book.build("dummy").warnings}
    assert f"policy.{subtype}" in found
    skipped = found["policy.proof_skipped"]
    assert skipped.file == "codes/proef/index.md"
    assert "“proef”" in skipped.text
    assert why in skipped.text


def test_a_proof_that_is_made_says_nothing(book: Book) -> None:
    assert "policy.proof_skipped" not in types(book.build("dummy"))


def test_a_code_in_the_making_is_said_not_to_be_proved(book: Book) -> None:
    """In a line of information: it is no mistake that its questions are not all at work yet."""
    built = book.build("dummy")
    assert built.warnings == []
    assert "nog niet nagegaan of elke vraag iets verandert, want nog in opbouw: Ander" in built.app.status.getvalue()
    book.replace("codes/ander/index.md", "status: in opbouw", "status: ontleed")
    assert "nog in opbouw" not in book.build("dummy").app.status.getvalue()


# -- what a reader sees is what was compared

BODY = "Blijf rustig.\n:::"
WITHIN = {
    "only": ("````{only} nooit\n", "````\n"),
    "div": (":::::{div} sd-d-none\n", ":::::\n"),
    "dropdown": (":::::{dropdown} Meer\n", ":::::\n"),
    "container": ("````{container} weg\n", "````\n"),
    "folded note": (":::::{editorial}\n---\nversion: v1\nfold: yes\n---\n", ":::::\n"),
}


def surround(book: Book, opening: str, closing: str) -> None:
    page = book.read(PROEF)
    start = page.index(":::{rule} art-2-tekst")
    end = page.index(BODY) + len(BODY) + 1
    book.write(PROEF, page[:start] + opening + page[start:end] + closing + page[end:])


@pytest.mark.parametrize("block", WITHIN)
def test_a_rule_within_another_block_is_named(book: Book, block: str) -> None:
    surround(book, *WITHIN[block])
    built = book.build("dummy", extensions=["myst_parser", "sphinx_design", "policy_handbook"])
    assert "policy.rule_within" in types(built)
    (rule,) = [rule for rule in built.handbook.rules_of("proef") if rule.id == "art-2-tekst"]
    assert (rule.article, rule.path) == ("art-2", ("2. Slot",))


SHOWN = {
    "a number of the book": "Blijf rustig.{count}`codes`",
    "a link without words": "Blijf rustig. [](../../docs/beeld.md)",
    "a role without words": "Blijf rustig. {body}`dienst`",
    "a picture": "Blijf rustig. ![NIET](x.png)",
    "an admonition": "```{note}\nBlijf rustig.\n```",
    "an abbreviation": "Blijf {abbr}`rustig. (niet waar)`",
    "a view": "Blijf rustig.\n\n```{overview} codes\n```",
    "a part for some": "Blijf rustig.\n\n```{only} nooit\nOf niet.\n```",
    "a class": "```{div} sd-d-none\nBlijf rustig.\n```",
}


@pytest.mark.parametrize("way", SHOWN)
def test_markup_that_shows_or_hides_words_in_a_rule_is_named(book: Book, way: str) -> None:
    book.replace(PROEF, BODY, f"{SHOWN[way]}\n:::")
    book.replace(PROEF, ":::{rule} art-2-tekst", "::::{rule} art-2-tekst")
    book.replace(PROEF, f"{SHOWN[way]}\n:::", f"{SHOWN[way]}\n::::")
    built = book.build("dummy", extensions=["myst_parser", "sphinx_design", "policy_handbook"])
    assert "policy.text_markup" in types(built)


@pytest.mark.parametrize(
    "heading", ["## 2. Slot [](../../docs/beeld.md)", "## 2. Slot ![NIET](x.png)", "## 2. Slot {count}`codes`"]
)
def test_so_it_is_in_a_heading(book: Book, heading: str) -> None:
    book.replace(PROEF, "## 2. Slot", heading)
    assert {"policy.text_markup", "policy.count_heading"} & set(types(book.build("dummy")))


@pytest.mark.parametrize(
    "words",
    [
        ":::{div} policy-rule\nVerzonnen artikel.\n:::",
        "{count}`norms`",
        "[](../../docs/beeld.md)",
        "```{toctree}\n../../docs/beeld\n```",
    ],
)
def test_words_between_the_rules_are_named_whatever_they_stand_in(book: Book, words: str) -> None:
    book.replace(PROEF, ":::{rule} art-2-tekst", f"{words}\n\n:::{{rule}} art-2-tekst")
    built = book.build("dummy", extensions=["myst_parser", "sphinx_design", "policy_handbook"])
    assert "policy.text_outside_rule" in types(built)


def test_what_a_translation_makes_of_a_text_is_named(book: Book) -> None:
    po = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "Blijf rustig."\nmsgstr "Blijf niet rustig."\n'
    book.write("locales/nl/LC_MESSAGES/codes.po", po)
    built = book.build("dummy", locale_dirs=["locales"], gettext_auto_build=True, gettext_compact=True)
    assert "policy.text_changed" in types(built)


def test_numbers_before_the_headings_of_a_text_are_named(book: Book) -> None:
    book.replace("index.md", ":glob:\n", ":glob:\n:numbered:\n")
    assert "policy.text_numbered" in types(book.build("dummy"))


# -- marks, places, labels, quotations


@pytest.mark.parametrize("mark", ["Nooit", "on", "niet:", "a niet", "Artikel 1 Nooit"])
def test_a_word_is_no_mark(book: Book, mark: str) -> None:
    book.write(PROEF, book.read(PROEF).replace('mark: "[1]"', f'mark: "{mark}"'))
    assert "policy.rule_mark" in types(book.build("dummy"))


@pytest.mark.parametrize(
    "mark",
    ["·", "-", "–", "7.", "[1]", "a)", "(a)", "aa)", "§ 2.", "vii.", "(*)", "IV", "1°", "3bis.", "art. 4", "1.2.3", ""],
)
def test_a_number_a_letter_or_a_sign_is(book: Book, mark: str) -> None:
    book.write(PROEF, book.read(PROEF).replace('mark: "[1]"', f'mark: "{mark}"'))
    assert "policy.rule_mark" not in types(book.build("dummy"))


def test_a_rule_that_begins_within_a_word_is_named(book: Book) -> None:
    book.set_source("proef", book.read(SOURCE).replace("Blijf rustig.", "Blijf onrustig."))
    cut = "Blijf on\n:::\n\n:::{rule} art-2-rest\n---\nlabel: rest\nkind: preamble\n---\nrustig.\n:::"
    book.write(PROEF, book.read(PROEF).replace('"Blijf rustig."', '"Blijf on"').replace(BODY, cut))
    (warning,) = book.build("dummy").warnings
    assert warning.type == "policy.source_cut"
    assert "“Blijf onrustig.”" in warning.text


@pytest.mark.parametrize(
    ("modality", "options"),
    [
        ("verplicht", "lead-in: art-1-a"),
        ("verplicht", "lead-in: art-2-tekst"),
        ("toegelaten", "lead-in: art-1-a, art-1-aanhef"),
        ("toegelaten", "lead-in: art-1-a, art-1-a"),
        ("toegelaten", "wrap-up: art-1-a"),
    ],
)
def test_words_around_a_rule_stand_where_they_are_said_to(book: Book, modality: str, options: str) -> None:
    below = f"\npositions: |\n  toestemming: {modality}"
    book.replace(PROEF, f"lead-in: art-1-aanhef{below}", f"{options}{below}")
    assert "policy.lead_in_order" in types(book.build("dummy"))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("note-of: art-1-a", "note-of: art-2-tekst"),
        ("{noteref}`[1] <noot-1>`", "{noteref}`[1] <art-2-tekst>`"),
        ("label: art. 1, b\nkind: norm\n", "label: art. 1, b\nkind: norm\nnote-of: art-2-tekst\n"),
    ],
)
def test_a_footnote_belongs_to_the_rule_that_calls_it(book: Book, old: str, new: str) -> None:
    book.replace(PROEF, old, new)
    assert "policy.footnote_call" in types(book.build("dummy"))


def test_a_label_that_stands_twice_is_named(book: Book) -> None:
    book.replace(PROEF, "label: art. 1, b", "label: art. 1, a")
    (warning,) = book.build("dummy").warnings
    assert (warning.type, warning.line) == ("policy.duplicate_label", book.line_of(PROEF, "{rule} art-1-b"))
    assert "“art-1-a”" in warning.text


def test_a_quotation_that_cuts_a_word_is_named(book: Book) -> None:
    book.replace(PROEF, 'verplicht "vraag toestemming"', 'verplicht "raag toestemming"')
    assert types(book.build("dummy")) == ["policy.quote_word"]


def test_a_heading_of_the_level_of_the_title_is_a_heading(book: Book) -> None:
    book.replace(PROEF, "## 2. Slot", "# 2. Slot")
    built = book.build("dummy")
    (rule,) = [rule for rule in built.handbook.rules_of("proef") if rule.id == "art-2-tekst"]
    assert rule.path == ("2. Slot",)
