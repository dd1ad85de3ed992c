"""What is compared, what is weighed, and that relations agree; what two rules are to each other, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from factories import (
    make_book,
    make_code,
    make_norm,
    make_position,
    make_requirement,
    make_reviewed,
    make_rule,
    make_table_spec,
    make_term,
)
from policy_handbook.model.overlap import find_disagreeing
from policy_handbook.presentation.relations import name_difference, name_modality, name_reason
from policy_handbook.presentation.say import plain
from policy_handbook.presentation.table_kinds import make_table

if TYPE_CHECKING:
    from books import Book
    from policy_handbook.model.handbook import Handbook

p = make_position
consent = make_requirement("akkoord = ja", "third")
PAGE, TOPIC = "codes/ander/v1.md", "docs/beeld.md"


def book_of(*records: Any, **over: Any) -> Handbook:
    return make_book(
        make_norm(), make_norm("info", family="privacy"), make_norm("beeld", family="privacy"), *records, **over
    )


def pairs(book: Handbook) -> list[tuple[str, str, str, str | None]]:
    return [(o.a, o.b, o.relation, o.stricter) for o in book.derived.overlaps]


# -- what is compared


def heading(full_id: str, *positions: Any) -> Any:
    return make_rule(full_id, *positions, kind="heading", is_article=True, article="", path=())


def test_a_heading_is_compared_only_where_its_text_does_not_say_it() -> None:
    silent = make_rule("a/art-1-tekst", p("info"), article="art-1")
    speaking = make_rule("a/art-1-tekst", p(), article="art-1")
    other = make_rule("b/art-1", p())
    assert pairs(book_of(heading("a/art-1", p()), silent, other)) == [("a/art-1", "b/art-1", "equivalent", None)]
    assert pairs(book_of(heading("a/art-1", p()), speaking, other)) == [
        ("a/art-1-tekst", "b/art-1", "equivalent", None)
    ]


def test_a_repetition_is_not_compared_again() -> None:
    rules = make_rule("a/art-1", p()), make_rule("a/art-9", p(), repeats="art-1"), make_rule("b/art-1", p())
    assert pairs(book_of(*rules)) == [("a/art-1", "b/art-1", "equivalent", None)]


def test_a_repetition_is_shown_once() -> None:
    rules = make_rule("a/art-1", p()), make_rule("a/art-9", p(), repeats="art-1"), make_rule("b/art-1", p())
    (row,) = make_table(book_of(*rules), make_table_spec("comparison", norms=("toestemming",))).rows
    assert "art. 9" not in str(row.cells)
    alone = make_rule("a/art-9", p(), repeats="art-1")
    (row,) = make_table(
        book_of(alone, make_rule("b/art-1", p())), make_table_spec("comparison", norms=("toestemming",))
    ).rows
    assert "art. 9" in str(row.cells)


def test_what_codes_say_of_themselves_makes_no_links() -> None:
    book = make_book(make_norm(linked=False), make_rule("a/art-1", p()), make_rule("b/art-1", p(modality="aanbevolen")))
    assert pairs(book) == []
    speaking = {"a": {"a/art-1"}, "b": {"b/art-1"}}
    assert name_difference(book, "toestemming", {"a", "b"}, speaking) == (False, "")
    assert name_difference(book, "toestemming", {"a", "b", "c"}, speaking) == (True, "")


# -- the whole of a rule is weighed


@pytest.mark.parametrize(
    ("elsewhere", "found"),
    [
        ((p("beeld", "verboden", requires=(consent,)),), ("complementary", None)),
        ((p("beeld", standing=True),), ("stricter", "a")),
        ((p("beeld", "toelichtend"),), ("stricter", "a")),
        ((p("toestemming", "verboden"),), ("stricter", "a")),
    ],
    ids=["another ban", "what always holds", "an explanation", "another family"],
)
def test_who_forbids_more_in_the_next_sentence_is_not_milder(
    elsewhere: tuple[Any, ...], found: tuple[str, str | None]
) -> None:
    book = book_of(make_rule("a/art-1", p("info")), make_rule("b/art-1", p("info", "aanbevolen"), *elsewhere))
    (overlap,) = book.derived.overlaps
    assert (overlap.relation, overlap.stricter) == found


def test_a_duty_of_the_stricter_itself_changes_nothing() -> None:
    book = book_of(make_rule("a/art-1", p("info"), p("beeld")), make_rule("b/art-1", p("info", "aanbevolen")))
    assert pairs(book) == [("a/art-1", "b/art-1", "stricter", "a")]


# -- relations agree


def test_what_is_equivalent_relates_to_a_third_alike() -> None:
    rules = [make_rule(f"{code}/art-1", p()) for code in "abc"]
    stricter = make_reviewed("a/art-1", "c/art-1", relation="strenger", stricter="a/art-1")
    assert list(find_disagreeing(book_of(*rules).derived.overlaps)) == []
    found = list(find_disagreeing(book_of(*rules, stricter).derived.overlaps))
    assert found == [("toestemming", "a/art-1", "b/art-1", "c/art-1")]
    both = make_reviewed("b/art-1", "c/art-1", relation="strenger", stricter="b/art-1")
    assert list(find_disagreeing(book_of(*rules, stricter, both).derived.overlaps)) == []


def test_the_build_names_the_three(book: Book) -> None:
    book.replace(TOPIC, "relation: strenger\nstricter: proef/art-1-a", "relation: gelijk")
    book.write(
        PAGE,
        book.read(PAGE).replace(
            '  toestemming: aanbevolen "Vraag het even."\n', '  toestemming: verplicht "Vraag het even."\n'
        ),
    )
    other = (
        "# Derde\n\n:::{code} derde\n---\ntitle: Derde\nshort: Derde\nauthority: Derde\nbinding: bindend\nstatus: ontleed\n"
        "audience: personeel\ncontext: professional\n---\nDerde.\n:::\n\n```{toctree}\nv1\n```\n"
    )
    book.write("codes/derde/index.md", other)
    page = book.read(PAGE).replace("ander v1", "derde v1")
    book.write("codes/derde/v1.md", page)
    book.write("codes/derde/v1.bron.txt", (book.source / "codes/ander/v1.bron.txt").read_bytes())
    named = [w.text for w in book.build("dummy").warnings if w.type == "policy.relations_disagree"]
    assert len(named) == 1
    assert all(words in named[0] for words in ("proef/art-1-a", "ander/tip-1", "derde/tip-1"))


# -- what an editor recorded


def test_a_review_that_contradicts_the_first_rules_says_why(book: Book) -> None:
    book.write(PAGE, book.read(PAGE).replace("toestemming: aanbevolen", "toestemming: toelichtend"))
    (found,) = [w for w in book.build("dummy").warnings if w.type == "policy.review_contradicts"]
    assert "een toelichting vult een regel aan" in found.text
    book.replace(TOPIC, "relation: strenger\n", "relation: strenger\nground: de bron noemt haar zelf bindend\n")
    built = book.build("html")
    assert not [w for w in built.warnings if w.type == "policy.review_contradicts"]
    assert "de bron noemt haar zelf bindend" in built.shown("docs/beeld")


def test_a_review_that_weighs_one_sentence_of_a_rule_is_named(book: Book) -> None:
    text = book.read(TOPIC)
    for question in ("question: Heb je toestemming?", "question: Blijf je rustig?"):
        text = text.replace(question, f"{question}\nfamily: fatsoen")
    book.write(TOPIC, text)
    assert book.build("dummy").warnings == []
    more = '  rustig-blijven: verboden "Vraag het even."\n    act: foto-plaatsen\n    when: wie = politicus\n'
    book.replace(PAGE, "positions: |\n", f"positions: |\n{more}")
    (found,) = book.build("dummy").warnings
    assert found.type == "policy.review_contradicts"
    assert "op een andere norm van “fatsoen” vraagt de andere bepaling meer" in found.text


def test_a_review_of_what_is_not_compared_is_named(book: Book) -> None:
    book.replace(TOPIC, "question: Heb je toestemming?", "question: Heb je toestemming?\nlinked: no")
    assert "policy.overlap_unused" in {w.type for w in book.build("dummy").warnings}


# -- what is no more


def test_a_norm_that_is_no_more_leads_on_to_its_heir(book: Book) -> None:
    book.replace(TOPIC, "question: Heb je toestemming?", "question: Heb je toestemming?\nformerly: akkoord-vragen")
    book.write("docs/lezen.md", book.read("docs/lezen.md") + "\nZie {norm}`akkoord-vragen`.\n")
    built = book.build("html")
    assert built.warnings == []
    assert 'id="norm-akkoord-vragen"' in built.shown("docs/beeld")
    objects = {(kind, name): place for name, _, kind, _, place, _ in built.app.env.domains["policy"].get_objects()}
    assert objects["norm", "akkoord-vragen"] == "norm-akkoord-vragen"
    assert "Wie in beeld komt, geeft toestemming." in built.shown("docs/lezen")


def test_who_links_to_the_place_of_a_norm_that_is_no_more_reads_its_heir(book: Book) -> None:
    book.replace(TOPIC, "question: Heb je toestemming?", "question: Heb je toestemming?\nformerly: akkoord-vragen")
    book.write("docs/lezen.md", book.read("docs/lezen.md") + "\n[](beeld.md#norm-akkoord-vragen)\n")
    built = book.build("html")
    assert built.warnings == []
    link = built.shown("docs/lezen").partition('href="beeld.html#norm-akkoord-vragen"')[2]
    assert "Wie in beeld komt, geeft toestemming." in link[: link.index("</a>")]


def test_the_page_where_a_norm_stood_keeps_its_place(book: Book) -> None:
    book.replace(TOPIC, "question: Heb je toestemming?", "question: Heb je toestemming?\nformerly: akkoord-vragen")
    stood = "(norm-akkoord-vragen)=\n\nNorm “akkoord-vragen” is opgegaan in {norm}`akkoord-vragen`.\n"
    book.write("docs/lezen.md", f"{book.read('docs/lezen.md')}\n{stood}")
    built = book.build("html")
    assert built.warnings == []
    kept = built.shown("docs/lezen").partition('id="norm-akkoord-vragen"')[2]
    assert "is opgegaan in" in kept
    assert 'href="beeld.html#norm-toestemming"' in kept


def test_a_norm_that_is_still_there_has_no_heir(book: Book) -> None:
    book.replace(TOPIC, "question: Heb je toestemming?", "question: Heb je toestemming?\nformerly: rustig-blijven")
    assert "policy.formerly_taken" in {w.type for w in book.build("dummy").warnings}


def test_the_id_of_a_norm_that_is_no_more_is_an_id(book: Book) -> None:
    book.replace(TOPIC, "question: Heb je toestemming?", "question: Heb je toestemming?\nformerly: Akkoord vragen")
    assert "policy.id_syntax" in {w.type for w in book.build("dummy").warnings}


def test_the_name_of_a_position_that_is_no_more_is_not_given_again(book: Book) -> None:
    book.replace(PAGE, "label: tip 1\n", "label: tip 1\nformerly: vragen\n")
    assert book.build("dummy").warnings == []
    book.replace(PAGE, "    act: foto-plaatsen\n", "    name: vragen\n    act: foto-plaatsen\n")
    assert "policy.position_retired" in {w.type for w in book.build("dummy").warnings}


@pytest.mark.parametrize("target", ["tip-9", "tip-1x"])
def test_a_repetition_has_the_words_that_it_repeats(book: Book, target: str) -> None:
    book.replace(PAGE, "label: tip 1\n", f"label: tip 1\nrepeats: {target}\n")
    assert "policy.repeats_unknown" in {w.type for w in book.build("dummy").warnings}


# -- in words


def test_a_reason_names_the_codes_their_weight_and_what_each_does() -> None:
    codes = make_code("a", binding="bindend"), make_code("b", binding="tip")
    book = book_of(*codes, make_rule("a/art-1", p(modality="verboden")), make_rule("b/art-1", p(modality="aanbevolen")))
    (overlap,) = book.derived.overlaps
    assert name_reason(book, overlap) == "A (bindend) verbiedt, B (tip) geeft advies"


@pytest.mark.parametrize(
    ("binding", "position", "word"),
    [
        ("bindend", p(), "verplicht"),
        ("richtlijn", p(modality="verboden"), "verboden (richtlijn)"),
        ("tip", p(), "aangeraden (tip)"),
        ("tip", p(modality="verboden"), "afgeraden (tip)"),
        ("bindend", p(modality="toegelaten", requires=(consent,), only=True), "enkel als …"),
        ("tip", p(modality="toelichtend"), "toelichtend"),
    ],
)
def test_a_word_stands_with_its_weight(binding: str, position: Any, word: str) -> None:
    book = book_of(make_code("a", binding=binding), make_rule("a/art-1", position))
    rule = book.get_rule("a/art-1")
    assert rule is not None
    assert name_modality(book, rule, rule.positions[0]) == word


def test_what_a_sanction_says_may_follow() -> None:
    book = book_of(make_rule("a/art-6", p(modality="toelichtend"), kind="sanction"))
    rule = book.get_rule("a/art-6")
    assert rule is not None
    assert name_modality(book, rule, rule.positions[0]) == "mogelijk gevolg"


def test_one_code_is_stricter_only_where_every_pair_says_so() -> None:
    rules = [
        make_rule("a/art-1", p()),
        make_rule("a/art-2", p(modality="toelichtend")),
        make_rule("b/art-1", p(modality="aanbevolen")),
    ]
    book = book_of(*rules)
    said = name_difference(book, "toestemming", {"a", "b"}, {"a": {"a/art-1", "a/art-2"}, "b": {"b/art-1"}})
    assert said == (True, "A en B verschillen per bepaling.")
    assert (
        name_difference(book, "toestemming", {"a", "b"}, {"a": {"a/art-1"}, "b": {"b/art-1"}})[1]
        == "A is strenger dan B."
    )


def test_of_other_people_it_says_so() -> None:
    audiences = make_term("personeel"), make_term("bezoeker")
    book = book_of(
        make_rule("a/art-1", p(binds=("personeel",))),
        make_rule("b/art-1", p(modality="aanbevolen", binds=("bezoeker",))),
        audiences=audiences,
    )
    said = name_difference(book, "toestemming", {"a", "b"}, {"a": {"a/art-1"}, "b": {"b/art-1"}})[1]
    assert said == "A is strenger dan B, maar niet voor dezelfde mensen of hoedanigheid."


def test_a_body_of_its_own_is_another_addressee() -> None:
    terms = make_term("personeel"), make_term("dienst", part_of="personeel")
    book = book_of(
        make_rule("a/art-1", p(binds=("dienst",))),
        make_rule("b/art-1", p(binds=("personeel",))),
        audiences=terms,
        bodies=(make_term("dienst"),),
    )
    assert [overlap.other_addressee for overlap in book.derived.overlaps] == [True]


# -- what is said in general, and what is met first


def test_who_speaks_in_general_is_not_silent() -> None:
    book = make_book(
        make_norm("beeld", general=("privacy",)),
        make_norm("privacy"),
        make_rule("a/art-1", p("beeld")),
        make_rule("b/art-1", p("privacy")),
        make_rule("c/art-1", p("elders")),
    )
    table = make_table(book, make_table_spec("comparison", norms=("beeld",)))
    cells = {column.code: cell for column, cell in zip(table.columns, table.rows[0].cells, strict=True)}
    assert plain(cells["b"].lines[0]) == "alleen algemeen: zie Stelling van privacy"
    assert (cells["b"].state, cells["c"].state) == ("general", "gap")
    assert cells["b"].lines[0][-1].target == "norm:privacy"
    gaps = make_table(book, make_table_spec("gaps", codes=("b",), norms=("beeld",)))
    assert "alleen algemeen" in str(gaps.worksheet_rows[0].values)


def test_the_strongest_are_met_first_and_the_rest_behind_one_control(book: Book) -> None:
    bans = "".join(f'  norm-{n}: verboden "vraag toestemming"\n' for n in range(4))
    advice = "".join(f'  norm-{n}: {"aanbevolen" if n else "verboden"} "Vraag het even."\n' for n in range(8))
    more = "".join(f'  norm-{n}: verplicht "vraag toestemming"\n    standing: yes\n' for n in range(4, 8))
    norms = "".join(f":::{{norm}} norm-{n}\n---\nquestion: Vraag {n}?\n---\nStelling {n}.\n:::\n\n" for n in range(8))
    book.write(TOPIC, f"{book.read(TOPIC)}\n{norms}")
    book.replace(PAGE, '  toestemming: aanbevolen "Vraag het even."\n    act: foto-plaatsen\n', advice)
    own = '  toestemming: verplicht "vraag toestemming"\n'
    book.replace("codes/proef/v1.md", own, f"{bans}{more}{own}")
    shown = book.build("html").shown("codes/ander/v1")
    assert "Nog 3 verwante bepalingen" in shown
    assert shown.index("Stelling 1.") < shown.index("Nog 3 verwante bepalingen")
