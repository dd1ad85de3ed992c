"""How a rule is cited."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from factories import make_book, make_code, make_note, make_position, make_rule, make_version
from policy_handbook.model.fingerprint import fingerprint
from policy_handbook.model.records import Block
from policy_handbook.presentation.citation import cite, is_citable, is_heading, rule_path, text_path, version_path
from policy_handbook.presentation.dates import show_date
from policy_handbook.presentation.say import tell

if TYPE_CHECKING:
    from policy_handbook.model.handbook import Handbook
    from policy_handbook.model.records import Rule

RULE = make_rule(
    "turnhout/art-3.5", text="Geen  politici.", label="art. 3, punt 5", mark="5.", path=("Artikel 3", "5. Politiek")
)
CODE = make_code("turnhout", title="Afsprakenkader", authority="Stad Turnhout")


def test_addresses() -> None:
    assert rule_path(RULE) == "regels/turnhout/art-3.5.html"
    assert version_path(RULE) == "regels/turnhout/art-3.5/v1.html"
    assert text_path(RULE) == "codes/turnhout/v1.html#art-3.5"


@pytest.mark.parametrize(("date", "shown"), [("unknown", tell("date.unknown")), ("2016-03-01", "1 maart 2016")])
def test_a_date_is_never_guessed(date: str, shown: str) -> None:
    assert show_date(date) == shown
    assert cite(make_book(CODE, make_version("turnhout", adopted=date), RULE), RULE).dated == shown


def test_every_part_of_a_citation() -> None:
    citation = cite(make_book(CODE, RULE), RULE)
    assert (citation.authority, citation.title, citation.version) == ("Stad Turnhout", "Afsprakenkader", "v1")
    assert (citation.label, citation.text, citation.lead_in) == ("art. 3, punt 5", "Geen  politici.", "")
    assert citation.fingerprint == fingerprint(RULE.text)


@pytest.mark.parametrize("base", ["https://intranet.example/handboek", "https://intranet.example/handboek/"])
def test_the_address_is_that_of_the_version_for_ever(base: str) -> None:
    book = make_book(CODE, RULE)
    assert cite(book, RULE).address == ""
    assert cite(book, RULE, base).address == "https://intranet.example/handboek/regels/turnhout/art-3.5/v1.html"


def test_a_citation_as_one_paragraph() -> None:
    text = cite(make_book(CODE, RULE), RULE).as_text()
    assert text == (
        f"Stad Turnhout, Afsprakenkader, versie v1 ({tell('date.unknown')}), "
        "art. 3, punt 5 (onder “Artikel 3 › 5. Politiek”): “Geen  politici.” "
        f"turnhout/art-3.5@v1 (SHA-256 van de tekst: {fingerprint(RULE.text)})"
    )


def test_a_signature_is_cited_under_no_heading() -> None:
    rule = make_rule("turnhout/slot", kind="signature", label="ondertekening", path=("Artikel 8",))
    assert ", [ondertekening]: “" in cite(make_book(CODE, rule), rule).as_text()


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
    assert cite(make_book(CODE, between, aanhef, kop, rule), rule).lead_in == "Regels: b) Ook dit:"


def test_the_exceptions_of_turnhout_are_led_in_with_an_omission(handbook: Handbook) -> None:
    """Two bullets stand between “… gelden volgende regels:” and “Er gelden twee uitzonderingen:”."""
    for number in (1, 2, 3):
        rule = handbook.get_rule(f"turnhout/art-3.2-b-{number}")
        assert rule is not None
        assert "gelden volgende regels: […] Er gelden twee uitzonderingen:" in cite(handbook, rule).lead_in
    rule = handbook.get_rule("bijlage13/art-4-5-1")
    assert rule is not None
    assert "personeelslid. Daarbij gaat het om" in cite(handbook, rule).lead_in


def test_the_wrap_up_goes_along_after_the_text() -> None:
    rule = make_rule("turnhout/b", text="binnen het uur", wrap_up=("slot", "weg"))
    citation = cite(make_book(CODE, rule, make_rule("turnhout/slot", text="Dit geldt enkel in een crisis.")), rule)
    assert citation.wrap_up == "Dit geldt enkel in een crisis."
    assert "“binnen het uur”, met als slot “Dit geldt enkel in een crisis.” turnhout/b@v1 (" in citation.as_text()


def test_what_lies_between_a_rule_and_the_words_around_it_is_said_to_be_left_out() -> None:
    """But not after a heading, under which everything stands."""
    intro, close = make_rule("turnhout/aanhef", text="Regels:"), make_rule("turnhout/slot", text="Enkel in een crisis.")
    one, two = (make_rule(f"turnhout/{id}", text=f"punt {id}.", lead_in=("aanhef",), wrap_up=("slot",)) for id in "ab")
    book = make_book(CODE, intro, one, two, close)
    assert (
        "met als aanhef “Regels:”: “punt a.”, met als slot “[…] Enkel in een crisis.” turnhout"
        in cite(book, one).as_text()
    )
    assert (
        "met als aanhef “Regels: […]”: “punt b.”, met als slot “Enkel in een crisis.” turnhout"
        in cite(book, two).as_text()
    )
    heading = replace(intro, kind="heading")
    assert "met als aanhef “Regels:”: “punt b.”" in cite(make_book(CODE, heading, one, two, close), two).as_text()
    # The words themselves, which the seal is of, hold no sign of ours.
    assert (book.lead_in(two), book.wrap_up(one)) == ("Regels:", "Enkel in een crisis.")


def test_a_closing_line_is_not_taken_for_an_item_of_the_list_before_it(handbook: Handbook) -> None:
    for id, words in (
        ("art-2-2", "zonder de beheerder te contacteren: […]"),
        ("art-3.2-b", "gelden volgende regels: […]"),
    ):
        rule = handbook.get_rule(f"turnhout/{id}")
        assert rule is not None
        assert cite(handbook, rule).lead_in.endswith(words)


# -- a whole: the heading of an article and what stands under it


HEAD = make_rule(
    "turnhout/art-6",
    text="Sancties",
    mark="Art. 6.",
    kind="heading",
    label="art. 6",
    is_article=True,
    article="",
    path=(),
)
UNDER = {"article": "art-6", "path": ("Art. 6. Sancties",)}
FIRST = make_rule("turnhout/art-6-1", text="Het volgende geldt:", kind="scope", label="art. 6, eerste lid", **UNDER)
BULLET = make_rule("turnhout/art-6-2", text="een tuchtprocedure", mark="·", label="art. 6, 1ste streepje", **UNDER)
SUB = make_rule(
    "turnhout/art-6.1", text="Beroep", mark="1.", kind="heading", label="art. 6, punt 1, kop", is_article=True, **UNDER
)
LAST = make_rule("turnhout/art-6.1-1", text="Beroep kan.", article="art-6.1", label="art. 6, punt 1")
NOTE = make_rule(
    "turnhout/noot", text="Binnen een week.", mark="[1]", kind="footnote", note_of="art-6.1-1", article="art-7"
)
OTHER = make_rule(
    "turnhout/art-7", text="Slot", mark="Art. 7.", kind="heading", label="art. 7", is_article=True, article="", path=()
)
SIGNED = make_rule("turnhout/slot", text="De burgemeester", kind="signature", article="art-7")
WHOLE = (CODE, HEAD, FIRST, BULLET, SUB, LAST, OTHER, NOTE, SIGNED)
LINES = [
    "Art. 6. Sancties",
    "Het volgende geldt:",
    "· een tuchtprocedure",
    "1. Beroep",
    "Beroep kan.",
    "[1] Binnen een week.",
]


def test_an_article_is_cited_whole() -> None:
    citation = cite(make_book(*WHOLE), HEAD)
    # The footnote is printed elsewhere in the source, so other words lie between.
    words = "\n".join([*LINES[:-1], "[…]", LINES[-1]])
    digest = hashlib.sha256("\n".join(LINES).encode()).hexdigest()
    assert citation.as_text() == (
        f"Stad Turnhout, Afsprakenkader, versie v1 ({tell('date.unknown')}), art. 6, [in zijn geheel]:\n"
        f"“{words}”\nturnhout/art-6@v1 (SHA-256 van het geheel: {digest})"
    )


def test_what_a_division_quotes_does_not_hang_on_the_words_of_headings() -> None:
    """Two articles can have the same heading; only the one that a rule stands under counts."""
    twin = replace(OTHER, text="Sancties", mark="Art. 6.")
    book = make_book(
        CODE, HEAD, FIRST, twin, make_rule("turnhout/x", text="Iets anders.", article="art-7", path=UNDER["path"])
    )
    assert "Iets anders." not in cite(book, HEAD).text
    assert "Iets anders." in cite(book, twin).text


def test_a_heading_that_is_told_from_its_rule_stands_for_both() -> None:
    citation = cite(make_book(*WHOLE), SUB)
    assert citation.label == "art. 6, punt 1, [in zijn geheel]"
    assert citation.text == "1. Beroep\nBeroep kan.\n[…]\n[1] Binnen een week."


def test_signatures_below_the_last_article_are_not_passed_over() -> None:
    signed = make_rule("turnhout/slot", text="De burgemeester", kind="signature", article="art-6.1")
    book = make_book(CODE, HEAD, FIRST, SUB, LAST, signed)
    assert cite(book, HEAD).text.endswith("Beroep kan.\n[…]")
    assert cite(book, SUB).text.endswith("Beroep kan.\n[…]")
    assert cite(make_book(CODE, HEAD, FIRST, SUB, LAST), HEAD).text.endswith("Beroep kan.")


def test_a_line_that_serves_as_a_heading_is_cited_with_what_it_leads_in() -> None:
    line = make_rule(
        "turnhout/persoonlijk",
        text="bij persoonlijke communicatie",
        kind="heading",
        label="art. 5, persoonlijk",
        path=("Art. 5.",),
    )
    point = make_rule("turnhout/persoonlijk-1", text="plaats niets", mark="·", lead_in=("persoonlijk",))
    citation = cite(make_book(CODE, line, point, make_rule("turnhout/elders")), line)
    assert citation.label == "art. 5, [persoonlijk, in zijn geheel]"
    assert citation.text == "bij persoonlijke communicatie\n· plaats niets"


def test_the_paragraphs_of_a_rule_are_lines_of_a_whole() -> None:
    rule = replace(FIRST, text="Een. Twee.", blocks=(Block("paragraph", ("Een.",)), Block("paragraph", ("Twee.",))))
    assert cite(make_book(CODE, HEAD, rule), HEAD).text == "Art. 6. Sancties\nEen.\nTwee."


def test_a_bare_heading_is_not_offered_for_citing() -> None:
    assert not is_citable(make_book(*WHOLE), OTHER)
    assert is_citable(make_book(*WHOLE), HEAD)
    assert is_citable(make_book(*WHOLE), BULLET)
    norm = replace(OTHER, positions=(make_position(),))
    assert is_citable(make_book(CODE, norm), norm)
    assert cite(make_book(CODE, norm), norm).text == "Slot"


def test_no_page_of_the_five_codes_quotes_no_more_than_a_heading(handbook: Handbook) -> None:
    """Sixty-four pages did: art. 6 of bijlage13 was “- Sancties”, art. 7 of turnhout “Webcare”."""
    headings = [rule for code in handbook.codes for rule in handbook.rules_of(code) if is_heading(rule)]
    assert len(headings) > 60
    for rule in headings:
        citation = cite(handbook, rule)
        assert citation.of_division, rule.full_id
        assert citation.text.split("\n")[0].startswith(f"{rule.mark} {rule.text}".strip()), rule.full_id
        assert citation.text.count("\n"), rule.full_id
    sanctions = handbook.get_rule("bijlage13/art-6")
    assert sanctions is not None
    assert "ontslag om dringende reden" in cite(handbook, sanctions).text


def test_every_rule_of_a_text_is_in_the_whole_of_its_article(handbook: Handbook) -> None:
    """Each once, in the order of the text; only signatures and what stands above the first heading are in none."""
    for code in handbook.codes:
        rules = handbook.rules_of(code)
        inside: set[str] = set()
        for article in (rule for rule in rules if rule.is_article):
            under = handbook.division_of(article)
            assert [rules.index(rule) for rule in under] == sorted({rules.index(rule) for rule in under})
            inside |= {rule.id for rule in under}
        outside = [rule for rule in rules if rule.id not in inside]
        assert all(rule.kind == "signature" or not rule.article for rule in outside), code


# -- doubts


def doubted(rule: Rule, *notes: dict[str, Any]) -> str:
    return cite(make_book(CODE, rule, *(make_note(rule.full_id, **note) for note in notes)), rule).as_text()


BROKEN = make_rule(
    "turnhout/art-1", text="Een imago van of het imago van u. Plaats niets van", label="art. 1", path=("Artikel 1",)
)


def test_a_citation_bears_the_doubts_of_its_page() -> None:
    assert "“Een imago van of het imago van u. Plaats niets van [sic]” turnhout" in doubted(
        BROKEN, {"sic": ("niets van",)}
    )
    two = {"sic": ("Een imago van", "het imago van")}
    assert "“Een imago van [sic] of het imago van [sic] u. Plaats niets van” turnhout" in doubted(BROKEN, two)
    assert "niets van” [zonder kop; staat tweemaal] turnhout" in doubted(
        BROKEN, {"short": "zonder kop"}, {"short": "staat tweemaal"}
    )
    assert "niets van” [zonder kop] turnhout" in doubted(
        BROKEN, {"short": "zonder kop"}, {"short": "zonder kop", "folded": True}
    )


def test_a_question_on_the_law_is_no_doubt_about_the_text() -> None:
    assert "[" not in doubted(BROKEN, {"law": "J01", "defect": "", "text": "Mag dat?", "short": ""})


def test_the_fingerprint_is_of_the_words_without_what_is_added() -> None:
    assert fingerprint(BROKEN.text) in doubted(BROKEN, {"sic": ("niets van",), "short": "x"})


def test_in_a_whole_each_doubt_stands_in_its_line() -> None:
    notes = (make_note("turnhout/art-6-2", sic=("tuchtprocedure",)), make_note("turnhout/art-6", short="ruimer"))
    text = cite(make_book(*WHOLE, *notes), HEAD).text
    assert text.split("\n")[:3] == ["Art. 6. Sancties [ruimer]", LINES[1], "· een tuchtprocedure [sic]"]
    assert hashlib.sha256("\n".join(LINES).encode()).hexdigest() in cite(make_book(*WHOLE, *notes), HEAD).as_text()


def test_what_leads_in_brings_its_doubts() -> None:
    rule = make_rule("turnhout/b", text="ten derde", lead_in=("aanhef",))
    intro = make_rule("turnhout/aanhef", text="Er zijn er twee:")
    text = cite(make_book(CODE, intro, rule, make_note("turnhout/aanhef", short="het zijn er drie")), rule).as_text()
    assert "met als aanhef “Er zijn er twee:” [het zijn er drie]: “ten derde”" in text


def test_what_closes_brings_its_doubts_too() -> None:
    rule = make_rule("turnhout/b", text="ten derde", wrap_up=("slot",))
    close = make_rule("turnhout/slot", text="Dit geldt in een crisis.")
    text = cite(make_book(CODE, rule, close, make_note("turnhout/slot", short="welke crisis?")), rule).as_text()
    assert "met als slot “Dit geldt in een crisis.” [welke crisis?] turnhout" in text


def test_no_doubt_of_the_five_codes_is_lost(handbook: Handbook) -> None:
    """Every note beside a rule that a reader sees at once is in the citation, as [sic] or in its short form."""
    seen = 0
    for note in handbook.notes:
        rule = handbook.get_rule(f"{note.code}/{note.rule}")
        if rule is None or note.law or note.folded:
            continue
        text = cite(handbook, rule).as_text()
        assert all(f"{passage} [sic]" in text for passage in note.sic)
        assert note.short in text
        assert note.sic or note.short
        seen += 1
    assert seen > 30


@pytest.mark.parametrize(
    ("id", "words"),
    [
        ("mandatarissen/punt-7", "geheime informatie van [sic]”"),
        ("bijlage13/art-5.3-zonder-kop-6", "[in de bron zonder tussenkop]"),
        ("turnhout/art-3.6", "besproken met dienst [sic]”"),
    ],
)
def test_what_is_broken_off_or_lost_is_said(handbook: Handbook, id: str, words: str) -> None:
    rule = handbook.get_rule(id)
    assert rule is not None
    assert words in cite(handbook, rule).as_text()


@pytest.mark.parametrize(("named", "shown"), [(True, "Stad Turnhout, A"), (False, "[Stad Turnhout], A")])
def test_an_authority_that_the_source_does_not_name_stands_in_brackets(named: bool, shown: str) -> None:
    assert cite(make_book(replace(CODE, is_named=named), RULE), RULE).as_text().startswith(shown)


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
    assert cite(book, old).id == "turnhout/art-1@v1"
    assert cite(book, old, "https://x.example").address == "https://x.example/regels/turnhout/art-1/v1.html"


def test_a_rule_of_an_unknown_code_is_cited_by_its_id() -> None:
    citation = cite(make_book(), RULE)
    assert (citation.authority, citation.title, citation.dated) == ("turnhout", "turnhout", tell("date.unknown"))
