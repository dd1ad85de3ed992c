"""The whole book: the same whatever the order of reading, and what follows from its records."""

from __future__ import annotations

import pickle
import random
from collections.abc import Mapping
from dataclasses import FrozenInstanceError, fields
from itertools import permutations
from types import MappingProxyType

import pytest
from factories import (
    make_act,
    make_book,
    make_code,
    make_fact,
    make_norm,
    make_note,
    make_page,
    make_position,
    make_reviewed,
    make_rule,
    make_table_spec,
    make_term,
    make_topic,
    make_version,
)
from policy_handbook.model.handbook import Handbook, sort_rules, version_key
from policy_handbook.model.records import Contact, Page, Place, Version


def pages() -> dict[str, Page]:
    """A book of several pages, some ids twice."""
    return {
        "codes/a/index": make_page(make_code("a")),
        "codes/a/v1": make_page(
            make_version("a"), make_rule("a/art-1", make_position()), make_rule("a/art-2"), make_note("a/art-1")
        ),
        "codes/b/index": make_page(make_code("b"), make_code("a", title="Dubbel", place=Place("codes/b/index", 9))),
        "codes/b/v1": make_page(make_version("b"), make_rule("b/art-1", make_position())),
        "docs/beeld": make_page(
            make_topic(),
            make_norm(),
            make_act(),
            make_fact(),
            make_table_spec(),
            make_reviewed("a/art-1", "b/art-1"),
            audiences=(make_term(),),
        ),
        "docs/dubbel": make_page(
            make_norm(statement="Dubbel."),
            make_rule("a/art-1", place=Place("docs/dubbel", 5)),
            bodies=(make_term("dienst"),),
        ),
    }


def snapshot(book: Handbook) -> str:
    return repr(book) + repr(book.derived.overlaps)


def test_the_book_is_the_same_whatever_the_order_of_the_pages() -> None:
    expected = snapshot(Handbook.from_pages(pages()))
    names = list(pages())
    shuffler = random.Random(20240117)
    for _ in range(40):
        shuffler.shuffle(names)
        assert snapshot(Handbook.from_pages({name: pages()[name] for name in names})) == expected


# -- what was read cannot be written


BOOK = Handbook.from_pages(
    pages(), {"personeel": "a"}, {"dienst": Contact("Team")}, asked_on={("docs/beeld", 3): "2026-01-31"}
)
FIELDS = [found.name for found in fields(BOOK) if found.init]


@pytest.mark.parametrize("name", FIELDS)
def test_no_part_of_the_book_can_be_put_in_place_of_another(name: str) -> None:
    with pytest.raises(FrozenInstanceError):
        setattr(BOOK, name, getattr(BOOK, name))


@pytest.mark.parametrize("name", FIELDS)
def test_nothing_can_be_added_to_the_book(name: str) -> None:
    store = getattr(BOOK, name)
    if isinstance(store, Mapping):
        assert isinstance(store, MappingProxyType)
        for inner in store.values():
            assert isinstance(inner, MappingProxyType) or inner.__hash__  # a frozen record, or words
        with pytest.raises(TypeError):
            store["x"] = None  # type: ignore[index]
    else:
        assert isinstance(store, str | tuple)


def test_what_follows_from_the_book_cannot_be_put_in_place_either() -> None:
    with pytest.raises(FrozenInstanceError):
        BOOK.derived.current = {}  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        BOOK.derived.book = BOOK  # type: ignore[misc]


@pytest.mark.parametrize("stored", [False, True])
def test_nothing_can_be_added_to_a_page_that_was_read(*, stored: bool) -> None:
    page = make_page(make_norm())
    page.close()
    if stored:
        page = pickle.loads(pickle.dumps(page))
    assert [norm.id for norm in page.norms] == ["toestemming"]
    with pytest.raises(AttributeError):
        page.norms.append(make_norm())
    with pytest.raises(FrozenInstanceError):
        page.norms = []


def test_the_first_in_the_order_of_the_pages_keeps_a_duplicate_id() -> None:
    for order in permutations(["a", "b", "c"]):
        book = Handbook.from_pages({name: make_page(make_norm(statement=name, place=Place(name, 1))) for name in order})
        assert book.norms["toestemming"].statement == "a"
        assert [(d.kind, d.id, d.place.docname, d.first.docname) for d in book.duplicates] == [
            ("norm", "toestemming", "b", "a"),
            ("norm", "toestemming", "c", "a"),
        ]


@pytest.mark.parametrize(
    ("kind", "page", "id"),
    [
        ("code", make_page(make_code()), "a"),
        ("version", make_page(make_version()), "a/v1"),
        ("rule", make_page(make_rule()), "a/art-1"),
        ("topic", make_page(make_topic()), "beeld"),
        ("norm", make_page(make_norm()), "toestemming"),
        ("act", make_page(make_act()), "posten"),
        ("fact", make_page(make_fact()), "wie"),
        ("audience", make_page(audiences=(make_term(),)), "personeel"),
        ("body", make_page(bodies=(make_term("dienst"),)), "dienst"),
        ("table", make_page(make_table_spec()), "tabel"),
    ],
)
def test_every_kind_of_duplicate_is_found(kind: str, page: Page, id: str) -> None:
    copy = Page(**{name: list(getattr(page, name)) for name in page.__slots__})
    for name in copy.__slots__:
        # Equal records are two all the same.
        setattr(
            copy,
            name,
            [type(record)(*(getattr(record, field) for field in record.__slots__)) for record in getattr(copy, name)],
        )
    assert [(d.kind, d.id) for d in Handbook.from_pages({"een": page, "twee": copy}).duplicates] == [(kind, id)]


def test_the_same_id_may_serve_other_kinds_codes_and_versions() -> None:
    book = make_book(
        make_topic("beeld"),
        make_norm("beeld"),
        make_act("beeld"),
        make_fact("beeld"),
        make_rule("a/beeld@v1"),
        make_rule("a/beeld@v2"),
        make_rule("b/beeld"),
        audiences=(make_term("beeld"),),
        bodies=(make_term("beeld"),),
    )
    assert not book.duplicates


def test_codes_are_sorted() -> None:
    assert list(make_book(make_code("c"), make_code("a"), make_code("b")).codes) == ["a", "b", "c"]


# -- versions


@pytest.mark.parametrize("order", list(permutations(["v1", "v2", "v10"])))
def test_the_highest_number_is_current(order: tuple[str, ...]) -> None:
    current = make_book(make_code("a"), *(make_version("a", id) for id in order)).current_version("a")
    assert isinstance(current, Version)
    assert current.id == "v10"


def test_versions_sort_by_number() -> None:
    assert sorted(["v10", "concept", "v2", "v1", "vx"], key=version_key) == ["concept", "vx", "v1", "v2", "v10"]


def test_a_rule_by_its_name() -> None:
    book = make_book(
        make_rule("a/art-1@v1", text="Oud."), make_rule("a/art-1@v2", text="Nieuw."), make_rule("a/art-2@v1")
    )
    found = {
        name: rule and rule.text for name in ("a/art-1", "a/art-1@v1", "a/art-1@v2") if (rule := book.get_rule(name))
    }
    assert found == {"a/art-1": "Nieuw.", "a/art-1@v1": "Oud.", "a/art-1@v2": "Nieuw."}


@pytest.mark.parametrize(
    "name", ["", "a", "a/", "a/weg", "a/art-1@v3", "a/art-2", "x/art-1", "art-1", "a/art-1#1", "/art-1", "@", "#"]
)
def test_no_rule_by_another_name(name: str) -> None:
    book = make_book(make_rule("a/art-1@v1"), make_rule("a/art-2@v1"), make_rule("a/art-1@v2"))
    assert book.get_rule(name) is None


def test_rules_of_a_code() -> None:
    book = make_book(make_rule("a/z@v1"), make_rule("a/y@v2"), make_rule("a/b@v2"), make_code("leeg"))
    assert [rule.id for rule in book.rules_of("a")] == ["y", "b"]
    assert [rule.id for rule in book.rules_of("a", "v1")] == ["z"]
    assert book.rules_of("leeg") == book.rules_of("onbekend") == book.rules_of("a", "v9") == []


def test_sorted_rules_follow_the_text() -> None:
    rules = [make_rule("b/art-1"), make_rule("a/z"), make_rule("a/y")]
    book = make_book(*rules)
    assert [rule.full_id for rule in sort_rules(book, reversed(rules))] == ["a/z", "a/y", "b/art-1"]


# -- what a rule stands in


def test_a_footnote_and_a_signature_do_not_stand_under_the_last_heading() -> None:
    caller = make_rule("a/art-3.2", path=("Artikel 3", "2. Vermelden"))
    footnote = make_rule("a/voetnoot", kind="footnote", note_of="art-3.2", path=("Artikel 3", "6. Hashtags"))
    lost = make_rule("a/verloren", kind="footnote", note_of="weg", path=("Artikel 3",))
    signature = make_rule("a/slot", kind="signature", path=("Artikel 8",))
    book = make_book(caller, footnote, lost, signature)
    assert book.path_of(caller) == book.path_of(footnote) == ("Artikel 3", "2. Vermelden")
    assert book.path_of(lost) == book.path_of(signature) == ()


def test_a_lead_in_is_of_the_same_text() -> None:
    book = make_book(
        make_rule("a/aanhef@v1", text="Oude aanhef:"),
        make_rule("a/aanhef@v2", text="Nieuwe aanhef:"),
        make_rule("a/punt@v1", lead_in=("aanhef",)),
        make_rule("a/punt@v2", lead_in=("aanhef",)),
        make_rule("b/punt", lead_in=("aanhef",)),
    )
    assert book.lead_in(book.texts["a", "v1"]["punt"]) == "Oude aanhef:"
    assert book.lead_in(book.texts["a", "v2"]["punt"]) == "Nieuwe aanhef:"
    assert book.lead_in(book.texts["b", "v1"]["punt"]) == ""


def test_quotes_are_given_as_exact_spans() -> None:
    position = make_position(quote="We … toestemming.")
    rule = make_rule("a/art-1", position)
    assert make_book(rule).quotes_of(rule, rule.positions[0]) == ("We posten niets zonder toestemming.",)


def test_related_norms_go_both_ways_and_need_to_exist() -> None:
    book = make_book(make_norm("a", related=("b", "weg", "a")), make_norm("b"), make_norm("c", related=("b",)))
    assert book.derived.related == {"a": ("b",), "b": ("a", "c"), "c": ("b",)}


def test_notes_by_rule() -> None:
    own, whole = make_note("a/art-1"), make_note("a/")
    book = make_book(make_rule("a/art-1"), own, whole)
    assert book.derived.notes_of == {("a", "v1", "art-1"): [own], ("a", "v1", ""): [whole]}
