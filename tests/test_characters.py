"""Characters that nobody sees are named, and turn no page into something else than it is."""

from __future__ import annotations

import re
import sys
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from policy_handbook.diagnostics import name_character
from policy_handbook.model.characters import Original, find_unseen, leave_out, show_unseen, words_near
from policy_handbook.model.source_match import compare

if TYPE_CHECKING:
    from books import Book, Built

PROEF = "codes/proef/v1.md"
FRONT = "codes/proef/index.md"
THEMA = "docs/beeld.md"
WOORDEN = "docs/woorden.md"
LEZEN = "docs/lezen.md"
NAMED = [*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF]
SEEN_BY_NOBODY = [
    chr(code) for code in [*NAMED, 0x00AD, 0x2028, 0x2029, 0x0085, 0x034F, 0x3164, 0xE0041, 0xE0100, 0x2061, 0x180E]
]
RLO = "\u202e"


def test_they_are_those_of_unicode() -> None:
    found = {one for one in map(chr, range(sys.maxunicode + 1)) if find_unseen(one)}
    wanted = {
        one
        for one in map(chr, range(sys.maxunicode + 1))
        if unicodedata.category(one) in ("Cf", "Zl", "Zp", "Cc") and one not in "\t\n\r"
    }
    assert wanted <= found
    assert all(unicodedata.category(one) in ("Mn", "Lo") for one in found - wanted)


@pytest.mark.parametrize(
    "text", ["Eén gewone zin, met “aanhaling” … en € 5.", "👩\u200d💻 en ❤\ufe0f", "e\u0301", "a\u00a0b"]
)
def test_what_is_seen_is_left_alone(text: str) -> None:
    assert find_unseen(text) == []


def test_they_are_named_and_shown() -> None:
    assert name_character(RLO) == "U+202E, rechts naar links opgelegd"
    assert name_character("\u2061") == "U+2061, FUNCTION APPLICATION"
    assert show_unseen(f"a{RLO}b") == "a[U+202E]b"
    text = f"een\ntwee drie{RLO} vier\nvijf"
    assert words_near(text, find_unseen(text)[0]) == "twee drie[U+202E] vier"
    assert leave_out("a\u2028b\u200bc", [1, 3]) == "a bc"


def test_a_source_is_asked_for_its_own() -> None:
    original = Original("Wie een foto\u00adtoestel heeft,\nvraagt het.")
    assert original.has("label: x\n---\nWie een **foto\u00adtoestel** heeft", 23)
    assert not original.has("Wie een f\u00adototoestel heeft", 9)
    assert not original.has("Wie een foto\u200btoestel heeft", 12)


@pytest.mark.parametrize("character", SEEN_BY_NOBODY)
def test_a_text_that_differs_by_one_differs(character: str) -> None:
    if not character.isspace():
        assert compare("Blijf rustig.", [f"Blijf{character} rustig."]) is not None
        assert compare(f"Blijf{character} rustig.", ["Blijf rustig."]) is not None


def pages(built: Built) -> str:
    out = Path(built.app.outdir)
    return "".join(
        path.read_text("utf-8") for path in sorted(out.rglob("*")) if path.suffix in (".html", ".json", ".js")
    )


PLACES = {
    "label": (PROEF, "label: art. 2, tekst", "label: art. 2, te{}kst"),
    "id of a rule": (PROEF, "{rule} art-2-tekst", "{{rule}} art-2-te{}kst"),
    "position": (PROEF, "rustig-blijven: aan", "rustig-bl{}ijven: aan"),
    "words of a rule": (PROEF, "---\nBlijf rustig.", "---\nBlijf rust{}ig."),
    "note": (PROEF, "De redactie zegt hier iets.", "De redactie zegt h{}ier iets."),
    "title of a code": (FRONT, "title: ", "title: {}"),
    "id of a norm": (THEMA, "{norm} toestemming", "{{norm}} toe{}stemming"),
    "words of a norm": (THEMA, "Wie post, blijft rustig.", "Wie post, blij{}ft rustig."),
    "question": (THEMA, "question: Blijf je rustig?", "question: Blijf je ru{}stig?"),
    "topic": (THEMA, "label: Beeld", "label: Be{}eld"),
    "answer": (WOORDEN, "inwoner: een inwoner", "inwoner: een in{}woner"),
    "prose": (LEZEN, "Zie ook", "Zie o{}ok"),
    "heading": (LEZEN, "# Lezen", "# Le{}zen"),
    "front matter": (LEZEN, "# Lezen", "---\nmyst:\n  html_meta:\n    description: Woo{}rden\n---\n\n# Lezen"),
    "reference": (LEZEN, "{topic}`beeld`", "{{topic}}`be{}eld`"),
}


@pytest.mark.parametrize("character", [RLO, "\u200b", "\u00ad", "\ufeff", "\u2066"])
@pytest.mark.parametrize("place", PLACES)
def test_wherever_it_stands_it_is_named_once_and_left_out(book: Book, place: str, character: str) -> None:
    file, old, new = PLACES[place]
    book.replace(file, old, new.format(character))
    built = book.build("handbook", policy_booklets=False)
    assert [(w.file, w.line, w.type) for w in built.warnings] == [
        (file, book.line_of(file, character), "policy.unseen_character")
    ], built.warnings
    text = built.warnings[0].text
    assert f"U+{ord(character):04X}, " in text
    assert f"[U+{ord(character):04X}]" in text
    assert character not in text
    assert character not in pages(built)


def test_each_kind_is_one_warning_with_its_lines(book: Book) -> None:
    book.write(LEZEN, "# Lezen\n\na\u200bb\n\nc\u200bd\n\ne\u00adf\n")
    built = book.build("dummy")
    assert [(w.line, w.type) for w in built.warnings] == [
        (3, "policy.unseen_character"),
        (7, "policy.unseen_character"),
    ]
    assert "op regel 3 (ook op regel 5)" in built.warnings[0].text


@pytest.mark.parametrize(
    "words",
    [
        "a&#x202E;b",
        "a&#8238;b",
        "a&rlm;b",
        "a&shy;b",
        "a&ZeroWidthSpace;b",
        "![a&#8238;b](beeld.png)",
        "[a](beeld.md 'x&rlm;y')",
    ],
)
def test_names_of_characters_do_not_bring_them_in(book: Book, words: str) -> None:
    book.write("docs/beeld.png", b"\x89PNG")
    book.write(LEZEN, f"# Lezen\n\n{words}\n")
    built = book.build()
    assert [(w.file, w.line, w.type) for w in built.warnings] == [(LEZEN, 3, "policy.unseen_character")]
    assert find_unseen(built.output("docs/lezen.html")) == []


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (THEMA, "Foto’s en video’s.", "Foto’s en vi&#8238;deo’s."),
        (FRONT, "Voor wie er werkt.", "Voor wie er we&shy;rkt."),
        (PROEF, "De redactie zegt hier iets.", "De redactie zegt hi&rlm;er iets."),
    ],
)
def test_nor_do_they_in_what_is_shown_elsewhere(book: Book, file: str, old: str, new: str) -> None:
    text = book.read(file)
    book.write(file, text[::-1].replace(old[::-1], new[::-1], 1)[::-1])
    built = book.build("handbook", policy_booklets=False)
    assert [(w.file, w.type) for w in built.warnings] == [(file, "policy.unseen_character")]
    assert find_unseen(re.sub("[\x00-\x1f]", "", pages(built))) == []


def test_yaml_does_not_bring_them_in(book: Book) -> None:
    book.write(LEZEN, '---\nmyst:\n  html_meta:\n    description: "a\\u202Eb"\n---\n\n# Lezen\n')
    built = book.build()
    assert [w.type for w in built.warnings] == ["policy.unseen_character"]
    assert 'content="ab"' in built.output("docs/lezen.html")


@pytest.mark.filterwarnings("ignore:.*BuildEnvironment.app.*")
def test_what_is_taken_in_is_looked_through(book: Book) -> None:
    book.write("docs/deel.txt", f"Een\n\nde{RLO}el.\n")
    book.write(LEZEN, "# Lezen\n\n```{include} deel.txt\n```\n")
    built = book.build()
    assert [(w.file, w.type) for w in built.warnings] == [(LEZEN, "policy.unseen_character")]
    assert "op regel 3 van docs/deel.txt" in built.warnings[0].text
    assert "deel." in built.output("docs/lezen.html")


# -- what a source has


@pytest.mark.parametrize("character", [RLO, "\u200b", "\u00ad", "\u2066", "\ufeff"])
def test_what_a_source_has_is_shown_without_a_word(book: Book, character: str) -> None:
    book.replace(PROEF, "---\nBlijf rustig.", f"---\nBlijf ru{character}stig.")
    book.replace(PROEF, '"Blijf rustig."', f'"Blijf ru{character}stig."')
    book.set_source("proef", book.read("codes/proef/v1.bron.txt").replace("Blijf rustig.", f"Blijf ru{character}stig."))
    built = book.build("handbook", policy_booklets=False)
    assert built.warnings == []
    assert f"Blijf ru{character}stig." in built.output("codes/proef/v1.html")
    # In a line with other words it stands apart.
    assert f'<span class="policy-quote">Blijf ru{character}stig.' in built.output("docs/beeld.html")


def test_a_text_without_what_its_source_has_differs(book: Book) -> None:
    book.set_source("proef", book.read("codes/proef/v1.bron.txt").replace("Blijf rustig.", "Blijf ru\u00adstig."))
    built = book.build("dummy")
    assert [w.type for w in built.warnings] == ["policy.source_differs"]
    assert "Blijf ru[U+00AD]stig." in built.warnings[0].text


def test_a_text_with_what_its_source_has_elsewhere_differs(book: Book) -> None:
    source = book.read("codes/proef/v1.bron.txt").replace("Blijf rustig.", "Blijf ru\u00adstig.")
    book.set_source("proef", source)
    book.replace(PROEF, "---\nBlijf rustig.", "---\nBlijf rus\u00adtig.")
    types = [w.type for w in book.build("dummy").warnings]
    assert "policy.unseen_character" in types
    assert "policy.source_differs" in types


def test_a_label_never_has_it(book: Book) -> None:
    book.set_source("proef", book.read("codes/proef/v1.bron.txt").replace("Blijf rustig.", f"Blijf ru{RLO}stig."))
    book.replace(PROEF, "---\nBlijf rustig.", f"---\nBlijf ru{RLO}stig.")
    book.replace(PROEF, '"Blijf rustig."', f'"Blijf ru{RLO}stig."')
    book.replace(PROEF, "label: art. 2, tekst", f"label: Blijf ru{RLO}stig.")
    built = book.build("handbook", policy_booklets=False)
    assert built.handbook.texts["proef", "v1"]["art-2-tekst"].label == "Blijf rustig."


# -- spaces in ids


@pytest.mark.parametrize("space", ["\u00a0", "\u202f", "\u2003", "\u3000"])
def test_an_odd_space_in_an_id_is_named(book: Book, space: str) -> None:
    book.replace(THEMA, "{norm} toestemming", f"{{norm}} toe{space}stemming")
    built = book.build("dummy")
    assert [(w.file, w.line, w.type) for w in built.warnings] == [
        (THEMA, book.line_of(THEMA, space), "policy.odd_space")
    ]
    assert f"U+{ord(space):04X}" in built.warnings[0].text


def test_the_real_book_has_none() -> None:
    root = Path(__file__).parent.parent
    for path in [*root.glob("codes/**/*.*"), *root.glob("docs/**/*.md"), root / "index.md"]:
        if path.suffix in (".md", ".txt", ".tsv"):
            assert find_unseen(path.read_text("utf-8")) == [], path
