"""How a rule is cited."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from factories import make_book, make_code, make_rule, make_version
from policy_handbook.model.citation import cite, rule_path, text_path, version_path
from policy_handbook.model.dates import UNDATED, show_date
from policy_handbook.model.text import fingerprint

if TYPE_CHECKING:
    from policy_handbook.model.handbook import Handbook

RULE = make_rule(
    "turnhout/art-3.5", text="Geen  politici.", label="art. 3, punt 5", mark="5.", path=("Artikel 3", "5. Politiek")
)
CODE = make_code("turnhout", title="Afsprakenkader", authority="Stad Turnhout")


def test_addresses() -> None:
    assert rule_path(RULE) == "regels/turnhout/art-3.5.html"
    assert version_path(RULE) == "regels/turnhout/art-3.5/v1.html"
    assert text_path(RULE) == "codes/turnhout/v1.html#art-3.5"


@pytest.mark.parametrize(("date", "shown"), [("unknown", UNDATED), ("2016-03-01", "1 maart 2016")])
def test_a_date_is_never_guessed(date: str, shown: str) -> None:
    assert show_date(date) == shown
    assert cite(make_book(CODE, make_version("turnhout", adopted=date), RULE), RULE).dated == shown


def test_every_part_of_a_citation() -> None:
    citation = cite(make_book(CODE, RULE), RULE)
    assert (citation.authority, citation.title, citation.version) == ("Stad Turnhout", "Afsprakenkader", "v1")
    assert (citation.label, citation.mark, citation.text, citation.lead_in) == (
        "art. 3, punt 5",
        "5.",
        "Geen  politici.",
        "",
    )
    assert citation.fingerprint == fingerprint(RULE.text)


@pytest.mark.parametrize("base", ["https://intranet.example/handboek", "https://intranet.example/handboek/"])
def test_the_address_is_that_of_the_version_for_ever(base: str) -> None:
    book = make_book(CODE, RULE)
    assert cite(book, RULE).address == "regels/turnhout/art-3.5/v1.html"
    assert cite(book, RULE, base).address == "https://intranet.example/handboek/regels/turnhout/art-3.5/v1.html"


def test_a_citation_as_one_paragraph() -> None:
    text = cite(make_book(CODE, RULE), RULE).as_text()
    assert text == (
        f"Stad Turnhout, Afsprakenkader, versie v1 ({UNDATED}), "
        "art. 3, punt 5 (onder “Artikel 3 › 5. Politiek”): “Geen  politici.” "
        f"<regels/turnhout/art-3.5/v1.html> (SHA-256 van de tekst: {fingerprint(RULE.text)})"
    )


def test_a_signature_is_cited_under_no_heading() -> None:
    rule = make_rule("turnhout/slot", kind="signature", label="ondertekening", path=("Artikel 8",))
    assert ", ondertekening: “" in cite(make_book(CODE, rule), rule).as_text()


def test_the_lead_in_goes_along_outermost_first() -> None:
    rule = make_rule("turnhout/b", text="reageer niet.", lead_in=("aanhef", "kop", "weg"))
    book = make_book(
        CODE,
        make_rule("turnhout/aanhef", text="Don’ts:"),
        make_rule("turnhout/kop", text="Bij persoonlijke communicatie"),
        rule,
    )
    citation = cite(book, rule)
    assert citation.lead_in == "Don’ts: Bij persoonlijke communicatie"
    assert "met als aanhef “Don’ts: Bij persoonlijke communicatie”: “reageer niet.”" in citation.as_text()
    assert citation.fingerprint == fingerprint("reageer niet.")


def test_what_lies_between_the_parts_of_a_lead_in_is_said_to_be_left_out() -> None:
    rule = make_rule("turnhout/c", text="reageer niet.", lead_in=("aanhef", "kop"))
    between = make_rule("turnhout/a", text="wees mild.", lead_in=("aanhef",))
    aanhef, kop = make_rule("turnhout/aanhef", text="Regels:"), make_rule("turnhout/kop", mark="b)", text="Ook dit:")
    assert cite(make_book(CODE, aanhef, between, kop, rule), rule).lead_in == "Regels: […] b) Ook dit:"
    assert cite(make_book(CODE, aanhef, kop, between, rule), rule).lead_in == "Regels: b) Ook dit:"


def test_the_exceptions_of_turnhout_are_led_in_with_an_omission(handbook: Handbook) -> None:
    """Two bullets stand between “… gelden volgende regels:” and “Er gelden twee uitzonderingen:”."""
    for number in (1, 2, 3):
        rule = handbook.get_rule(f"turnhout/art-3.2-b-{number}")
        assert rule is not None
        assert cite(handbook, rule).lead_in.endswith("gelden volgende regels: […] Er gelden twee uitzonderingen:")
    rule = handbook.get_rule("bijlage13/art-4-5-1")
    assert rule is not None
    assert "personeelslid. Daarbij gaat het om" in cite(handbook, rule).lead_in


def test_the_wrap_up_goes_along_after_the_text() -> None:
    rule = make_rule("turnhout/b", text="binnen het uur", wrap_up=("slot", "weg"))
    citation = cite(make_book(CODE, rule, make_rule("turnhout/slot", text="Dit geldt enkel in een crisis.")), rule)
    assert citation.wrap_up == "Dit geldt enkel in een crisis."
    assert "“binnen het uur”, met als slot “Dit geldt enkel in een crisis.” <" in citation.as_text()


def test_a_rule_is_cited_as_its_own_version_read() -> None:
    old, new = make_rule("turnhout/art-1@v1", text="Oud."), make_rule("turnhout/art-1@v2", text="Nieuw.")
    book = make_book(
        CODE,
        make_version("turnhout", "v1", adopted="2015-01-01"),
        make_version("turnhout", "v2", adopted="2020-01-01"),
        old,
        new,
    )
    assert (cite(book, old).dated, cite(book, old).text) == ("1 januari 2015", "Oud.")
    assert (cite(book, new).dated, cite(book, new).text) == ("1 januari 2020", "Nieuw.")
    assert cite(book, old).address.endswith("/v1.html")


def test_a_rule_of_an_unknown_code_is_cited_by_its_id() -> None:
    citation = cite(make_book(), RULE)
    assert (citation.authority, citation.title, citation.dated) == ("turnhout", "turnhout", UNDATED)
