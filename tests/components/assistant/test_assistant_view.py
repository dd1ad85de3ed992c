"""The place of the assistant on a page, the list of codes by role, and the data that the browser gets."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from factories import make_act, make_book, make_code, make_fact, make_norm, make_position, make_rule, make_term
from policy_handbook.builders.decision_files import dump_wording, make_wording
from policy_handbook.presentation.medium import SCREEN
from policy_handbook.presentation.say import SENTENCES
from policy_handbook.views.assistant import AssistantView, Mount

if TYPE_CHECKING:
    from books import Book
    from policy_handbook.model.handbook import Handbook

PAGE = "docs/beslissen/proef.md"
AUDIENCES = (make_term("personeel"), make_term("kanaalbeheerder", part_of="personeel"), make_term("bezoeker"))


def two_codes(**home: str) -> Handbook:
    book = make_book(
        make_code("a", audience=("personeel",)),
        make_code("b", audience=("personeel",)),
        make_rule("a/art-1", make_position("norm", acts=("posten",))),
        make_rule("b/art-1", make_position("norm", acts=("posten",), binds=("bezoeker",))),
        make_norm("norm"),
        make_act("posten"),
        audiences=AUDIENCES,
    )
    return replace(book, home=home)


def test_each_role_has_the_codes_that_address_it() -> None:
    roles = AssistantView().present(two_codes(), "", SCREEN)
    assert [[way.address for way in role.ways] for role in roles] == [
        ["docs/beslissen/a.html#audience=personeel", "docs/beslissen/b.html#audience=personeel"],
        ["docs/beslissen/b.html#audience=bezoeker"],
    ]
    assert "Enkele bepalingen" in roles[1].ways[0].words


def test_a_role_says_who_has_it_and_no_authority_that_it_is_not_named() -> None:
    book = two_codes()
    code = replace(book.codes["a"], authority="Gemeente, niet bij naam vermeld in de bron", is_named=False)
    staff = replace(book.audiences["personeel"], description="Ook wie een kanaal beheert.")
    book = replace(book, codes={**book.codes, "a": code}, audiences={**book.audiences, "personeel": staff})
    role, other = AssistantView().present(book, "", SCREEN)
    assert (role.explanation, other.explanation) == ("Ook wie een kanaal beheert.", "")
    assert role.ways[0].words.startswith("Gemeente. ")
    assert not role.ways[1].words.startswith("Gemeente. ")


def test_who_manages_a_channel_finds_a_role(handbook: Handbook) -> None:
    roles = AssistantView().present(handbook, "", SCREEN)
    found = [role.label for role in roles if "een kanaal van het bestuur beheert" in role.explanation]
    assert found == ["Personeel van gemeente en OCMW", "Collega die professioneel actief is op sociale media"]


def test_a_list_about_one_act_leads_to_its_questions() -> None:
    roles = AssistantView().present(two_codes(), "act=taggen", SCREEN)
    assert roles[0].ways[0].address == "docs/beslissen/a.html#act=taggen&audience=personeel"


def test_the_code_of_one_s_own_authority_is_first() -> None:
    roles = AssistantView().present(two_codes(personeel="b"), "", SCREEN)
    assert [way.name for way in roles[0].ways] == [make_code("b").short, make_code("a").short]
    assert roles[0].ways[0].words.startswith("De code van je eigen bestuur.")


def test_the_questions_of_one_code_or_of_all() -> None:
    view, book = AssistantView(), two_codes()
    assert view.present(book, "a", SCREEN) == Mount("a", ("a",))
    assert view.present(book, "all", SCREEN) == Mount("all", ("a", "b"))
    assert view.present(book, "weg", SCREEN) is None


def test_the_words_are_a_script_and_know_every_headline() -> None:
    book = make_book(
        make_code("a"),
        make_act("taggen"),
        make_act("posten", also_sought=("delen", "een story")),
        make_fact(),
        audiences=AUDIENCES,
    )
    words = make_wording(book)
    headlines = {key for key in SENTENCES if key.startswith("answer.headline.")}
    assert headlines and headlines <= words["sentences"].keys()
    assert words["also_sought"] == {"taggen": "", "posten": "delen een story"}
    assert [option["id"] for option in words["scope"]["audience"]["options"]] == [term.id for term in AUDIENCES]
    script = dump_wording(book).decode()
    assert json.loads(script.removeprefix("window.policyWording=").removesuffix(";\n")) == words


def test_the_words_by_which_an_act_is_sought_stand_on_no_page(book: Book) -> None:
    book.replace(
        "docs/woorden.md", "complement: foto-weglaten", "complement: foto-weglaten\nalso-sought: kiekje, plaatje"
    )
    built = book.build("html")
    assert make_wording(built.handbook)["also_sought"]["foto-plaatsen"] == "kiekje plaatje"
    assert "kiekje" not in built.output("docs/woorden.html")


# -- on a page


def test_the_handbook_has_a_place_for_the_questions_and_their_data(book: Book) -> None:
    book.write(PAGE, "# Mag ik dit?\n\n:::{assistant} proef\n:::\n")
    built = book.build(builder="handbook")
    html = built.output("docs/beslissen/proef.html")
    assert 'data-module="policy-assistant"' in html
    addresses = re.search(r'data-base="([^"]*)"', html)
    assert addresses is not None
    for address in addresses[1].split():
        assert built.output("docs/beslissen/" + address).startswith(("window.", "(window."))


@pytest.mark.parametrize("builder", ["text", "latex", "man", "html", "singlehtml"])
def test_other_writers_have_no_place_for_questions(book: Book, builder: str) -> None:
    book.write(PAGE, "---\norphan: true\n---\n# Mag ik dit?\n\n:::{assistant} proef\n:::\n\n:::{assistant}\n:::\n")
    assert [found for found in book.build(builder=builder).warnings if found.type.startswith("policy")] == []


def test_an_unknown_code_is_a_warning(book: Book) -> None:
    book.write(PAGE, "# Mag ik dit?\n\n:::{assistant} bestaat-niet\n:::\n")
    warned = [warned for warned in book.build().warnings if warned.type == "policy.unknown_reference"]
    assert [entry.line for entry in warned] == [3]
