"""Two rules on related norms are no overlap, unless an editor set them beside each other: then they are one everywhere."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pypdfium2 as pdfium
import pytest
from books import differing, tree
from factories import (
    make_book,
    make_norm,
    make_position,
    make_reviewed,
    make_rule,
    make_table_spec,
)
from policy_handbook.builders.handbook_data import make_data
from policy_handbook.model.overlap import Overlap, find_disagreeing
from policy_handbook.presentation.medium import Medium
from policy_handbook.presentation.relations import name_difference
from policy_handbook.presentation.say import plain
from policy_handbook.presentation.table_kinds import make_table
from policy_handbook.views.apparatus import RelatedNorm, present_apparatus
from policy_handbook.views.norm import NormLines, NormView, ReviewedView

if TYPE_CHECKING:
    from books import Book
    from policy_handbook.model.handbook import Handbook

p = make_position
OFFICIAL, ACCOUNTS = make_norm("officieel", related=("accounts",)), make_norm("accounts")
A, B = make_rule("a/art-1", p("officieel", "aanbevolen")), make_rule("b/art-1", p("accounts", "verboden"))
REVIEW = make_reviewed(
    "a/art-1", "b/art-1", "officieel, accounts", "strenger", stricter="b/art-1", reason="B verbiedt."
)


def book_of(*records: Any) -> Handbook:
    return make_book(OFFICIAL, ACCOUNTS, A, B, *records)


def across(*records: Any) -> list[Overlap]:
    return [overlap for overlap in make_book(*records).derived.overlaps if overlap.other_norm]


# -- what is an overlap


def test_two_rules_on_related_norms_meet_where_an_editor_says_so() -> None:
    assert book_of().derived.overlaps == ()
    (found,) = book_of(REVIEW).derived.overlaps
    assert found.sides == (("a/art-1", "officieel"), ("b/art-1", "accounts"))
    assert (found.a_position, found.b_position) == ("a/art-1#1", "b/art-1#1")
    assert (found.relation, found.stricter, found.origin) == ("stricter", "b", "reviewed")


def test_the_norms_stand_in_the_order_of_the_rules() -> None:
    turned = make_reviewed("b/art-1", "a/art-1", "accounts, officieel", "strenger", stricter="b/art-1")
    (found,) = book_of(turned).derived.overlaps
    assert found.sides == (("a/art-1", "officieel"), ("b/art-1", "accounts"))
    assert found.stricter == "b"
    assert book_of(make_reviewed("a/art-1", "b/art-1", "accounts, officieel")).derived.overlaps == ()


def test_each_side_names_its_position_on_its_own_norm() -> None:
    a = make_rule("a/art-1", p("officieel"), p("officieel"), p("accounts"))
    b = make_rule("b/art-1", p("officieel"), p("accounts"), p("accounts"))
    (found,) = across(OFFICIAL, ACCOUNTS, a, b, make_reviewed("a/art-1#2", "b/art-1#3", "officieel, accounts"))
    assert (found.a_position, found.b_position) == ("a/art-1#2", "b/art-1#3")
    # A position on the other norm is none on its own.
    (found,) = across(OFFICIAL, ACCOUNTS, a, b, make_reviewed("a/art-1#3", "b/art-1#1", "officieel, accounts"))
    assert (found.a_position, found.b_position) == ("a/art-1#1", "b/art-1#2")


@pytest.mark.parametrize(
    "records",
    [
        pytest.param((make_norm("officieel"), ACCOUNTS, A, B, REVIEW), id="norms that are not related"),
        pytest.param((OFFICIAL, make_norm("accounts", linked=False), A, B, REVIEW), id="a norm about the codes"),
        pytest.param((OFFICIAL, A, B, REVIEW), id="a norm that there is not"),
        pytest.param(
            (OFFICIAL, ACCOUNTS, A, B, make_reviewed("a/art-1", "b/art-1", "officieel, x, accounts")), id="three"
        ),
        pytest.param(
            (
                OFFICIAL,
                ACCOUNTS,
                A,
                make_rule("a/art-2", p("accounts")),
                make_reviewed("a/art-1", "a/art-2", "officieel, accounts"),
            ),
            id="one code",
        ),
        pytest.param((OFFICIAL, ACCOUNTS, A, make_rule("b/art-1", p("officieel")), REVIEW), id="a side that is silent"),
        pytest.param(
            (
                OFFICIAL,
                ACCOUNTS,
                A,
                make_rule("b/art-1", p("accounts"), repeats="art-2"),
                make_rule("b/art-2", p("accounts")),
                REVIEW,
            ),
            id="a repetition",
        ),
    ],
)
def test_else_they_do_not_meet(records: tuple[Any, ...]) -> None:
    assert across(*records) == []


def test_the_first_review_of_a_pair_counts_and_one_on_a_shared_norm_stands_apart() -> None:
    a, b = make_rule("a/art-1", p("officieel")), make_rule("b/art-1", p("officieel"), p("accounts"))
    again = make_reviewed("b/art-1", "a/art-1", "accounts, officieel", "aanvullend")
    found = make_book(OFFICIAL, ACCOUNTS, a, b, REVIEW, again).derived.overlaps
    assert [(o.norm, o.other_norm, o.relation, o.origin) for o in found] == [
        ("officieel", "", "equivalent", "derived"),
        ("officieel", "accounts", "stricter", "reviewed"),
    ]


def test_relations_agree_across_norms_too() -> None:
    """What is equivalent on one norm relates alike to a third rule on another, and so do three rules on three norms."""
    rules = [A, make_rule("c/art-1", p("officieel", "aanbevolen")), B]
    milder = make_reviewed("c/art-1", "b/art-1", "officieel, accounts", "aanvullend")
    book = make_book(OFFICIAL, ACCOUNTS, *rules, REVIEW, milder)
    assert list(find_disagreeing(book.derived.overlaps)) == [("officieel", "a/art-1", "c/art-1", "b/art-1")]
    same = make_reviewed("c/art-1", "b/art-1", "officieel, accounts", "strenger", stricter="b/art-1")
    book = make_book(OFFICIAL, ACCOUNTS, *rules, REVIEW, same)
    assert list(find_disagreeing(book.derived.overlaps)) == []
    three = [make_norm("x", related=("y", "z")), make_norm("y", related=("z",)), make_norm("z")]
    rules = [make_rule(f"{code}/art-1", p(norm)) for code, norm in (("a", "x"), ("b", "y"), ("c", "z"))]
    reviews = [
        make_reviewed("a/art-1", "b/art-1", "x, y"),
        make_reviewed("a/art-1", "c/art-1", "x, z", "strijdig"),
        make_reviewed("b/art-1", "c/art-1", "y, z", "aanvullend"),
    ]
    assert [found[0] for found in find_disagreeing(make_book(*three, *rules, *reviews).derived.overlaps)] == ["x"]


# -- where it is shown


def related(book: Handbook, id: str) -> tuple[RelatedNorm, ...]:
    rule = book.get_rule(id)
    assert rule is not None
    return present_apparatus(book, rule).norms


def test_it_stands_at_both_rules_each_under_its_own_norm() -> None:
    book = book_of(REVIEW)
    for rule, own, other, name, words in (
        ("a/art-1", "officieel", "accounts", "B, art. 1", "strenger dan deze bepaling, nagekeken"),
        ("b/art-1", "accounts", "officieel", "A, art. 1", "minder streng dan deze bepaling, nagekeken"),
    ):
        (norm,) = related(book, rule)
        (line,) = norm.lines
        assert (norm.statement.text, line.name.text, line.words) == (f"Stelling van {own}.", name, words)
        assert plain(line.across) == f", over de verwante norm “Stelling van {other}”"
        assert f"norm:{other}" in {span.target for span in line.across}
        assert line.reason == "B verbiedt."
    (shared,) = related(
        make_book(OFFICIAL, A, make_rule("b/art-1", p("officieel"))),
        "a/art-1",
    )
    assert shared.lines[0].across == ()


def lines_of(book: Handbook, norm: str) -> NormLines:
    found = NormView().present(book, norm, Medium())
    assert found is not None
    return found


def test_each_norm_names_the_pair_beside_the_other() -> None:
    book = book_of(make_rule("c/art-1", p("elders")), REVIEW)
    for norm, other, here, there in (("officieel", "accounts", "A", "B"), ("accounts", "officieel", "B", "A")):
        found = lines_of(book, norm)
        assert [plain(line) for line in found.related] == [
            f"Stelling van {other}. ({there}, art. 1, naast {here}, art. 1)"
        ]
        assert [(plain(code), plain(line)) for code, line in found.elsewhere] == [
            (f"{there} (bindend)", f"niet geregeld; zie ook Stelling van {other}")
        ]
        assert found.silent == ((True, "C"),)
    without = lines_of(book_of(), "officieel")
    assert [plain(line) for line in without.related] == ["Stelling van accounts."]
    assert (without.elsewhere, without.silent) == ((), ((True, "B"),))


def test_the_sentence_of_the_review_names_both_norms() -> None:
    said = ReviewedView().present(book_of(REVIEW), "officieel,accounts a/art-1 b/art-1", Medium())
    assert said is not None
    assert plain(said) == (
        "Stelling van officieel. Verwante norm: Stelling van accounts. B, art. 1 is strenger dan A, art. 1: B verbiedt."
    )


def test_a_comparison_says_of_a_silent_code_where_the_other_rule_speaks() -> None:
    book = book_of(make_rule("c/art-1", p("elders")), REVIEW)
    table = make_table(book, make_table_spec("comparison", norms=("officieel",)))
    cells = {column.code: cell for column, cell in zip(table.columns, table.rows[0].cells, strict=True)}
    assert plain(cells["b"].lines[0]) == "niet geregeld; zie ook Stelling van accounts"
    assert "norm:accounts" in {span.target for span in cells["b"].lines[0]}
    # It stays a gap: what stands beside a norm is not on it.
    assert (cells["b"].state, plain(cells["c"].lines[0])) == ("gap", "niet geregeld")


def test_of_two_codes_on_a_norm_only_what_both_say_on_it_is_weighed() -> None:
    b = make_rule("b/art-1", p("officieel", "aanbevolen"), p("accounts", "verboden"))
    speaking = {"a": {"a/art-1"}, "b": {"b/art-1"}}
    book = make_book(OFFICIAL, ACCOUNTS, A, b, REVIEW)
    assert name_difference(book, "officieel", {"a", "b"}, speaking) == (False, "De codes hebben dezelfde strekking.")


@pytest.mark.parametrize(
    ("norms", "first", "second"),
    [
        (("officieel", "accounts"), "officieel", "accounts"),
        (("accounts", "officieel"), "accounts", "officieel"),
        (("accounts",), "accounts", "officieel"),
    ],
)
def test_differences_have_it_once_with_both_norms(norms: tuple[str, ...], first: str, second: str) -> None:
    table = make_table(book_of(REVIEW), make_table_spec("differences", norms=norms))
    (row,) = table.rows
    assert [" ".join(map(plain, cell.lines)) for cell in row.cells[:4]] == [
        f"Stelling van {first}. Verwante norm: Stelling van {second}.",
        "B, art. 1",
        "strenger, nagekeken",
        "A, art. 1",
    ]
    assert table.worksheet_rows[0].values[0] == f"Stelling van {first}. Verwante norm: Stelling van {second}."


def test_the_data_give_the_norm_of_either_side() -> None:
    (found,) = make_data(book_of(REVIEW))["overlaps"]
    assert (found["norm"], found["other_norm"]) == ("officieel", "accounts")
    assert (found["a_position"], found["b_position"]) == ("a/art-1#1", "b/art-1#1")
    (shared,) = make_data(make_book(OFFICIAL, A, make_rule("b/art-1", p("officieel"))))["overlaps"]
    assert (shared["norm"], shared["other_norm"]) == ("officieel", None)


# -- a build


RUST = """# Rust

:::{topic} rust
---
label: Rust
---
Rust.
:::

:::{norm} stil
---
question: Ben je stil?
related: rustig-blijven
family: rust
---
Wie niets weet, zwijgt.
:::
"""
REVIEWED = """
:::{overlap} proef/art-2-tekst derde/tip-1
---
norm: rustig-blijven, stil
relation: aanvullend
against: 27c55d24 6eb3b725
---
Rust en stilte.
:::
"""
DERDE = """# Derde

:::{code} derde
---
title: Derde
short: Derde
authority: Derde
binding: bindend
status: ontleed
audience: personeel
context: professional
---
Derde.
:::
"""


@pytest.fixture
def three(book: Book) -> Book:
    """The small book with a third code, of which a rule stands beside one of the first, each on a page of its own."""
    book.write("docs/rust.md", RUST)
    book.write("docs/verbanden.md", f"# Verbanden\n{REVIEWED}")
    book.write("codes/derde/index.md", DERDE)
    text = book.read("codes/ander/v1.md").replace("ander v1", "derde v1").replace("toestemming:", "stil:")
    book.write("codes/derde/v1.md", text)
    book.write("codes/derde/v1.bron.txt", (book.source / "codes/ander/v1.bron.txt").read_bytes())
    return book


BOTH_RULES = ("codes/proef/v1.html", "codes/derde/v1.html", "regels/proef/art-2-tekst.html", "regels/derde/tip-1.html")


def test_pages_of_codes_and_of_rules_show_it(three: Book) -> None:
    built = three.build("handbook")
    assert built.warnings == []
    for page in BOTH_RULES:
        assert "over de verwante norm" in built.output(page)
        assert "Rust en stilte" in built.output(page)


def test_a_booklet_of_these_codes_prints_it(three: Book) -> None:
    three.write(
        "docs/boekje.md",
        "# Boekje\n\n:::{booklet} boekje\n---\ntitle: Boekje\ncodes: ander, derde, proef\n---\nWelkom.\n:::\n",
    )
    built = three.build("typst")
    assert built.warnings == []
    with pdfium.PdfDocument(Path(built.app.outdir, "boekje.pdf")) as paper:
        printed = " ".join(" ".join(page.get_textpage().get_text_range() for page in paper).split())
    assert ", over de verwante norm “Wie niets weet, zwijgt”: aanvullend, nagekeken – Rust en stilte" in printed
    assert ", over de verwante norm “Wie post, blijft rustig”: aanvullend, nagekeken – Rust en stilte" in printed


@pytest.mark.parametrize(
    ("file", "old", "new", "pages"),
    [
        pytest.param("docs/rust.md", "Wie niets weet, zwijgt.", "Wie niets weet, wacht.", BOTH_RULES, id="its words"),
        pytest.param("docs/beeld.md", "Wie post, blijft rustig.", "Wie post, is kalm.", BOTH_RULES, id="the other's"),
        pytest.param("codes/derde/v1.md", "label: tip 1", "label: raad 1", BOTH_RULES[::2], id="a rule's name"),
        pytest.param(
            "codes/proef/v1.md", "label: art. 2, tekst", "label: art. 2", BOTH_RULES[1::2], id="the other's name"
        ),
        pytest.param("docs/verbanden.md", "Rust en stilte.", "Stilte en rust.", BOTH_RULES, id="the reason"),
        pytest.param("docs/rust.md", "related: rustig-blijven\n", "", BOTH_RULES, id="related no more"),
    ],
)
def test_an_edit_writes_the_pages_that_show_it_again(
    three: Book, file: str, old: str, new: str, pages: tuple[str, ...]
) -> None:
    before = three.build("handbook", fresh=False)
    shown = [before.output(page) for page in pages]
    three.replace(file, old, new)
    again = three.build("handbook", fresh=False)
    assert all(now != then for now, then in zip(map(again.output, pages), shown, strict=True))
    clean = three.build("handbook", out="clean")
    assert differing(tree(Path(again.app.outdir)), tree(Path(clean.app.outdir))) == []
    shutil.rmtree(clean.app.outdir)


@pytest.mark.parametrize(
    ("norm", "subtype", "says"),
    [
        pytest.param(
            "rustig-blijven",
            "overlap_norm",
            ["derde/tip-1 heeft er geen standpunt over", "schrijf “norm: rustig-blijven, stil”"],
            id="silent about the second",
        ),
        pytest.param(
            "stil",
            "overlap_norm",
            ["proef/art-2-tekst heeft er geen", "schrijf “norm: rustig-blijven, stil”"],
            id="silent about the first",
        ),
        pytest.param(
            "rustig-blijven, stilte", "unknown_norm", ["“stilte”", "bedoel je “stil”?"], id="one that there is not"
        ),
        pytest.param(
            "rustig-blijven, stil, toestemming",
            "overlap_norms",
            ["“rustig-blijven, stil, toestemming”", "in hun volgorde"],
            id="three",
        ),
        pytest.param(
            "rustig-blijven, toestemming",
            "overlap_norm",
            ["“toestemming”, maar derde/tip-1 heeft", "schrijf “norm: rustig-blijven, stil”"],
            id="one on which nothing is said",
        ),
    ],
)
def test_the_norms_of_a_pair_are_checked(three: Book, norm: str, subtype: str, says: list[str]) -> None:
    three.replace("docs/verbanden.md", "norm: rustig-blijven, stil", f"norm: {norm}")
    (found,) = three.build("dummy").warnings
    assert (found.file, found.line, found.type) == ("docs/verbanden.md", 3, f"policy.{subtype}")
    for words in ("“proef/art-2-tekst derde/tip-1”" if subtype != "unknown_norm" else "derde/tip-1", *says):
        assert words in found.text


def test_norms_in_the_order_of_the_other_rule_are_named_both(three: Book) -> None:
    three.replace("docs/verbanden.md", "norm: rustig-blijven, stil", "norm: stil, rustig-blijven")
    found = three.build("dummy").warnings
    assert [w.type for w in found] == ["policy.overlap_norm"] * 2
    assert all("schrijf “norm: rustig-blijven, stil”, in de volgorde van de bepalingen" in w.text for w in found)


def test_norms_that_are_not_related_are_to_be_declared(three: Book) -> None:
    three.replace("docs/rust.md", "related: rustig-blijven\n", "")
    (found,) = three.build("dummy").warnings
    assert (found.file, found.type) == ("docs/verbanden.md", "policy.overlap_unrelated")
    assert "zet bij norm “rustig-blijven” ook “stil” in “related”" in found.text


def test_the_same_pair_twice_is_named_with_its_norms(three: Book) -> None:
    turned = REVIEWED.replace("proef/art-2-tekst derde/tip-1", "derde/tip-1 proef/art-2-tekst")
    turned = turned.replace("rustig-blijven, stil", "stil, rustig-blijven")
    three.write("docs/verbanden.md", f"# Verbanden\n{REVIEWED}{turned}")
    (found,) = three.build("dummy").warnings
    assert found.type == "policy.duplicate_review"
    assert "stil en rustig-blijven" in found.text


def test_one_that_the_book_does_not_make_is_named(three: Book) -> None:
    three.replace("docs/rust.md", "family: rust\n", "family: rust\nlinked: no\n")
    (found,) = three.build("dummy").warnings
    assert found.type == "policy.overlap_unused"
    assert "rustig-blijven en stil" in found.text


def test_the_families_of_both_norms_are_weighed(three: Book) -> None:
    three.replace("docs/verbanden.md", "relation: aanvullend", "relation: strenger\nstricter: derde/tip-1")
    assert three.build("dummy").warnings == []
    three.replace("docs/beeld.md", "question: Heb je toestemming?", "question: Heb je toestemming?\nfamily: rust")
    more = '  toestemming: verboden "Blijf rustig."\n    act: foto-plaatsen\n    when: wie = politicus\n'
    three.replace("codes/proef/v1.md", "  rustig-blijven: aanbevolen", f"{more}  rustig-blijven: aanbevolen")
    named = [w.text for w in three.build("dummy").warnings if w.type == "policy.review_contradicts"]
    assert len(named) == 1
    assert "op een andere norm van “rust” vraagt de andere bepaling meer" in named[0]
