"""What readers are told in passing: whose text it is, dates, numbers, whom to ask, the logo."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from books import REPOSITORY, Book
from policy_handbook.views.count import COUNTED

if TYPE_CHECKING:
    from books import Built

FRONT = "codes/proef/index.md"
LEZEN = "docs/lezen.md"
LOGO = b'<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><rect width="10" height="10"/></svg>'
ISO_DATE = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")
NUMBER = (
    r"(?:twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|dertien|veertien|vijftien|zestien|zeventien|achttien|negentien|"
    r"twintig|\d+)"
)
COUNTABLE = (
    r"(?:gedrags)?codes|besturen|bronnen|(?:tekst)?bestanden|thema[’']s|normen|handelingen|casussen|checklists|boekjes"
)
BY_HAND = re.compile(rf"\b{NUMBER} (?:{COUNTABLE})\b|\b(?:alle|van de) {NUMBER}\b(?! dingen)", re.IGNORECASE)


def pages(built: Built) -> list[Path]:
    return sorted(Path(built.app.outdir).rglob("*.html"))


# -- whose text it is


@pytest.mark.parametrize(
    ("named", "says"),
    [("", "De tekst is die van Proefstad."), ("named: no\n", "De tekst is die van een bestuur dat de bron niet")],
)
def test_the_foot_of_a_rule_page_says_whose_text_it_is(book: Book, named: str, says: str) -> None:
    book.replace(FRONT, "authority: Proefstad\n", f"authority: Proefstad\n{named}")
    assert says in book.build("handbook").output("regels/proef/art-1-a.html")


@pytest.mark.parametrize("code", ["mandatarissen", "bijlage13", "handreiking"])
def test_an_authority_that_is_not_named_is_said_to_be_that(code: str) -> None:
    front = (REPOSITORY / "codes" / code / "index.md").read_text("utf-8")
    assert re.search(r"^authority: .*vermeld in de bron$\n^named: no$", front, re.MULTILINE)


# -- dates


def test_readers_see_dates_in_words(tmp_path: Path) -> None:
    built = Book("test-text", tmp_path).build("handbook")
    assert "1 maart 2015" in built.output("codes/oud/v1.html")
    assert "1 maart 2015" in built.output("regels/oud/art-3bis-a/v1.html")
    assert "1 december 2019" in built.output("codes/oud/index.html")
    # But for the data that programs read.
    found = {path.name: ISO_DATE.findall(re.sub(r"<[^>]*>", " ", path.read_text("utf-8"))) for path in pages(built)}
    assert {name: dates for name, dates in found.items() if dates} == {}


# -- numbers


@pytest.mark.parametrize("what", COUNTED)
def test_a_number_comes_from_the_book(book: Book, what: str) -> None:
    book.write(LEZEN, book.read(LEZEN) + f"\nEr zijn {{count}}`{what}` van. {{count}}`{what.capitalize()}` dus.\n")
    built = book.build()
    number = COUNTED[what](built.handbook)
    words = {0: "nul", 1: "één", 2: "twee", 3: "drie", 4: "vier", 5: "vijf", 6: "zes", 7: "zeven", 8: "acht"}[number]
    assert built.warnings == []
    assert f"Er zijn {words} van. {words.capitalize()} dus." in built.output("docs/lezen.html")


def test_a_number_follows_the_book(book: Book) -> None:
    book.write(LEZEN, book.read(LEZEN) + "\nEr zijn {count}`codes` codes.\n")
    assert "Er zijn twee codes." in book.build("handbook").output("docs/lezen.html")
    front = book.read(FRONT).replace("{code} proef", "{code} derde").replace("short: Proef", "short: Derde")
    book.write("codes/derde/index.md", front)
    assert "Er zijn drie codes." in book.build("handbook", fresh=False).output("docs/lezen.html")


def test_a_large_number_is_in_figures(book: Book) -> None:
    one = ":::{{fact}} vraag-{0}\n---\nquestion: Vraag {0}?\noptions: |\n  ja: ja\n  nee: nee\n---\n:::\n"
    facts = "".join(f"\n{one.format(number)}" for number in range(30))
    book.write(LEZEN, book.read(LEZEN) + facts + "\nEr zijn {count}`facts` vragen.\n")
    built = book.build()
    assert f"Er zijn {len(built.handbook.facts)} vragen." in built.output("docs/lezen.html")


def test_what_cannot_be_counted_is_named(book: Book) -> None:
    book.write(LEZEN, book.read(LEZEN) + "\nEr zijn {count}`coded` codes.\n")
    built = book.build()
    (warning,) = built.warnings
    assert (warning.file, warning.line) == (LEZEN, book.line_of(LEZEN, "{count}"))
    assert warning.type == "policy.unknown_count"
    assert "bedoel je “codes”?" in warning.text
    assert "Er zijn coded codes." in built.output("docs/lezen.html")


def test_no_page_for_readers_counts_by_hand() -> None:
    readers = [REPOSITORY / "index.md", *(REPOSITORY / "codes").rglob("index.md"), *(REPOSITORY / "docs").rglob("*.md")]
    for path in readers:
        if path.parent.name not in ("redactie", "ontwikkeling"):
            text = re.sub(
                r"^(?:question|positions|title|situation):.*$", "", path.read_text("utf-8"), flags=re.MULTILINE
            )
            assert BY_HAND.findall(text) == [], path


# -- whom to ask


@pytest.mark.parametrize(
    ("contact", "shown"),
    [
        ({"name": "team Vragen", "address": "vragen@proef.example"}, "de dienst: team Vragen (vragen@proef.example)"),
        (
            {"name": "team Vragen", "mail": "vragen@proef.example", "phone": "014 00 00 00"},
            "de dienst: team Vragen (014 00 00 00, vragen@proef.example)",
        ),
        ("team Vragen", "de dienst: team Vragen"),
    ],
)
def test_the_page_of_a_code_shows_whom_to_ask(book: Book, contact: object, shown: str) -> None:
    """Also a body that no rule asks anything of, but the code names for questions: booklets show that one too."""
    book.replace("codes/ander/index.md", "binding: tip\n", "binding: tip\nask: dienst\n")
    built = book.build("html", policy_contacts={"dienst": contact})
    assert built.warnings == []
    label = built.handbook.bodies["dienst"].label
    for code in ("proef", "ander"):
        page = unescape(re.sub(r"<[^>]*>", "", built.output(f"codes/{code}/index.html")))
        assert shown.replace("de dienst", label) in page, code


# -- the logo


def test_the_logo_is_on_every_page_of_the_site(book: Book) -> None:
    book.write("logo.svg", LOGO)
    built = book.build(
        "handbook",
        html_logo="logo.svg",
        html_theme="policy_handbook",
    )
    assert (Path(built.app.outdir) / "_static/logo.svg").read_bytes() == LOGO
    assert 'src="_static/logo.svg"' in built.output("index.html")
    assert 'src="../../_static/logo.svg"' in built.output("codes/proef/v1.html")
    assert 'src="../../_static/logo.svg"' in built.output("regels/proef/art-1-a.html")
    assert 'src="../../../_static/logo.svg"' in built.output("regels/proef/art-1-a/v1.html")


def test_without_a_logo_there_is_none(book: Book) -> None:
    assert "<img" not in book.build("handbook").output("regels/proef/art-1-a.html")


def test_a_logo_elsewhere_is_led_to(book: Book) -> None:
    address = "https://intranet.example/logo.svg"
    assert f'src="{address}"' in book.build("handbook", html_logo=address).output("regels/proef/art-1-a.html")
