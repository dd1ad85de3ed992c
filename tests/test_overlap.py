"""Which rules meet on a norm, and how they relate; the examples are those of the five codes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from factories import (
    make_book,
    make_code,
    make_norm,
    make_position,
    make_requirement,
    make_reviewed,
    make_rule,
    make_term,
)
from policy_handbook.model.overlap import Overlap, main_position
from policy_handbook.model.records import Condition, Position, Reading, Rule

WHEN = ((Condition("wie", ("politicus",)),),)
OTHER_WHEN = ((Condition("wie", ("burger",)),),)


def overlaps(*records: Any, **kinds: Any) -> tuple[Overlap, ...]:
    return make_book(make_norm(), *records, **kinds).derived.overlaps


def relate(a: Position, b: Position, *more: Any) -> tuple[str, str | None]:
    """Relation and stricter side of two rules, the same whichever code comes first."""
    there = overlaps(make_rule("a/art-1", a), make_rule("b/art-1", b), *more)
    back = overlaps(make_rule("a/art-1", b), make_rule("b/art-1", a), *more)
    assert len(there) == len(back) == 1
    mirrored = {"a": "b", "b": "a", None: None}
    assert (there[0].relation, there[0].stricter) == (back[0].relation, mirrored[back[0].stricter])
    assert there[0].reason == back[0].reason
    return there[0].relation, there[0].stricter


p = make_position
consent = make_requirement("toestemming-personen = ja", "third")
in_writing = make_requirement("toestemming-personen = schriftelijk", "third")
either_way = make_requirement("toestemming-personen = schriftelijk, mondeling", "third")
from_author = make_requirement("toestemming-auteur = ja", "third")


@pytest.mark.parametrize(
    ("a", "b", "relation", "stricter"),
    [
        # statements
        pytest.param(p(modality="toelichtend"), p(modality="toelichtend"), "complementary", None, id="two statements"),
        pytest.param(
            p(modality="toelichtend"), p(modality="verboden"), "complementary", None, id="a statement and a ban"
        ),
        pytest.param(
            p(modality="toelichtend"),
            p(modality="toegelaten"),
            "complementary",
            None,
            id="a statement and a permission",
        ),
        # conflicts
        pytest.param(
            p(modality="toegelaten"),
            p(modality="verboden"),
            "conflicting",
            None,
            id="permission against an absolute ban",
        ),
        pytest.param(
            p(modality="toegelaten", acts=("delen",)),
            p(modality="verboden"),
            "conflicting",
            None,
            id="an act against a ban on every act",
        ),
        pytest.param(
            p(modality="verplicht", acts=("delen",)),
            p(modality="verboden", acts=("delen",)),
            "conflicting",
            None,
            id="a duty to do what the other forbids",
        ),
        pytest.param(
            p(modality="toegelaten", requires=(consent,)),
            p(modality="verboden"),
            "conflicting",
            None,
            id="permission with conditions against a ban",
        ),
        # no conflict
        pytest.param(
            p(modality="toegelaten", acts=("delen",)),
            p(modality="verboden", acts=("liken",)),
            "stricter",
            "b",
            id="permission of one act, ban on another: the ban weighs more",
        ),
        pytest.param(
            p(modality="toegelaten"),
            p(modality="verboden", when=WHEN),
            "stricter",
            "b",
            id="permission against a ban in some cases",
        ),
        pytest.param(
            p(modality="toegelaten"),
            p(modality="verboden", requires=(consent,)),
            "stricter",
            "b",
            id="permission, conditional ban",
        ),
        pytest.param(
            p(modality="verplicht"),
            p(modality="verboden"),
            "equivalent",
            None,
            id="a duty and a ban without an act say the same",
        ),
        # beersel 9 (photos of politicians, "enkel indien") against turnhout 4.2 ("delen we niet")
        pytest.param(
            p(modality="toegelaten", only=True, requires=(consent,)),
            p(modality="verboden"),
            "stricter",
            "b",
            id="only-if against an absolute ban",
        ),
        pytest.param(
            p(modality="verplicht", requires=(consent,)),
            p(modality="verboden"),
            "stricter",
            "b",
            id="conditions against an absolute ban",
        ),
        pytest.param(
            p(modality="verboden", requires=(consent,)),
            p(modality="verboden"),
            "stricter",
            "b",
            id="conditional and absolute ban",
        ),
        # duty, advice, permission
        pytest.param(p(modality="verplicht"), p(modality="aanbevolen"), "stricter", "a", id="duty over advice"),
        pytest.param(p(modality="verboden"), p(modality="aanbevolen"), "stricter", "a", id="ban over advice"),
        pytest.param(p(modality="verplicht"), p(modality="toegelaten"), "stricter", "a", id="duty over permission"),
        pytest.param(p(modality="aanbevolen"), p(modality="toegelaten"), "stricter", "a", id="advice over permission"),
        # specific over standing
        pytest.param(p(standing=True), p(), "stricter", "b", id="specific over standing"),
        pytest.param(p(standing=True), p(standing=True), "equivalent", None, id="both standing"),
        pytest.param(
            p(modality="verplicht", standing=True),
            p(modality="aanbevolen"),
            "stricter",
            "a",
            id="duty over advice goes before",
        ),
        # acts
        pytest.param(p(acts=("delen",)), p(acts=("liken",)), "complementary", None, id="other acts"),
        pytest.param(p(acts=("delen", "posten")), p(acts=("posten",)), "equivalent", None, id="an act in common"),
        pytest.param(p(acts=("delen",)), p(), "equivalent", None, id="one without an act covers all"),
        # requirements
        pytest.param(
            p(requires=(in_writing,)), p(requires=(either_way,)), "stricter", "a", id="fewer accepted answers"
        ),
        pytest.param(
            p(requires=(consent, from_author)), p(requires=(consent,)), "stricter", "a", id="more requirements"
        ),
        pytest.param(p(requires=(consent,)), p(), "stricter", "a", id="requirements against none"),
        pytest.param(
            p(requires=(consent,)), p(requires=(from_author,)), "complementary", None, id="other requirements"
        ),
        pytest.param(
            p(requires=(in_writing,)),
            p(requires=(either_way, from_author)),
            "complementary",
            None,
            id="each harder in something",
        ),
        pytest.param(p(requires=(consent,)), p(requires=(consent,)), "equivalent", None, id="the same requirements"),
        pytest.param(
            p(modality="verboden", standing=True, requires=(consent,)),
            p(modality="verboden", standing=True),
            "stricter",
            "b",
            id="a ban that a condition lifts is the milder",
        ),
        # cases
        pytest.param(p(when=WHEN), p(), "complementary", None, id="a gate against none"),
        pytest.param(p(when=WHEN), p(when=OTHER_WHEN), "complementary", None, id="other gates"),
        pytest.param(p(when=WHEN), p(when=WHEN), "equivalent", None, id="the same gates"),
        pytest.param(p(), p(), "equivalent", None, id="the same"),
    ],
)
def test_the_relation_is_derived(a: Position, b: Position, relation: str, stricter: str | None) -> None:
    assert relate(a, b) == (relation, stricter)


def test_fewer_exceptions_are_stricter() -> None:
    exception = make_rule("a/art-2", p("andere", "toegelaten", effect="permits", overrides=("art-1#1",)))
    found = overlaps(make_rule("a/art-1", p()), exception, make_rule("b/art-1", p()))
    assert [(overlap.relation, overlap.stricter) for overlap in found] == [("stricter", "b")]


def test_an_exception_of_another_code_with_the_same_rule_id_does_not_count() -> None:
    exception = make_rule("c/art-2", p("andere", "toegelaten", effect="permits", overrides=("art-1#1",)))
    found = overlaps(make_rule("a/art-1", p()), exception, make_rule("b/art-1", p()))
    assert [overlap.relation for overlap in found] == ["equivalent"]


def test_a_relation_has_a_reason_in_words() -> None:
    for a in ("verplicht", "verboden", "toegelaten", "aanbevolen", "toelichtend"):
        for b in ("verplicht", "verboden", "toegelaten", "aanbevolen", "toelichtend"):
            (found,) = overlaps(make_rule("a/art-1", p(modality=a)), make_rule("b/art-1", p(modality=b)))
            assert found.reason
            assert found.origin == "derived"
            assert (found.relation == "stricter") == (found.stricter is not None)


# -- which rules meet


def test_rules_of_one_code_do_not_overlap() -> None:
    assert overlaps(make_rule("a/art-1", p()), make_rule("a/art-2", p())) == ()


def test_rules_are_never_linked_transitively() -> None:
    found = overlaps(
        make_norm("andere"),
        make_rule("a/art-1", p()),
        make_rule("b/art-1", p(), p("andere")),
        make_rule("c/art-1", p("andere")),
    )
    assert [(overlap.a, overlap.b, overlap.norm) for overlap in found] == [
        ("b/art-1", "c/art-1", "andere"),
        ("a/art-1", "b/art-1", "toestemming"),
    ]


def test_related_norms_are_no_overlap() -> None:
    found = overlaps(
        make_norm("andere", related=("toestemming",)), make_rule("a/art-1", p()), make_rule("b/art-1", p("andere"))
    )
    assert found == ()


def test_an_unknown_norm_links_nothing() -> None:
    assert overlaps(make_rule("a/art-1", p("onbekend")), make_rule("b/art-1", p("onbekend"))) == ()


def test_two_rules_meet_once_on_a_norm_and_again_on_another() -> None:
    found = overlaps(
        make_norm("andere"),
        make_rule("a/art-1", p(), p(modality="toegelaten"), p("andere")),
        make_rule("b/art-1", p(), p("andere")),
    )
    assert [overlap.norm for overlap in found] == ["andere", "toestemming"]


def test_every_pair_of_codes_meets_once() -> None:
    codes = "abcde"
    found = overlaps(*(make_rule(f"{code}/art-{n}", p()) for code in codes for n in (1, 2)))
    pairs = {(overlap.a, overlap.b) for overlap in found}
    assert len(pairs) == len(found) == 2 * 2 * 10
    assert all(a.partition("/")[0] < b.partition("/")[0] for a, b in pairs)


def test_only_the_text_of_today_counts() -> None:
    found = overlaps(make_rule("a/art-1@v1", p()), make_rule("a/art-2@v2", p()), make_rule("b/art-1", p()))
    assert [(overlap.a, overlap.b) for overlap in found] == [("a/art-2", "b/art-1")]


def test_an_overlap_is_seen_from_either_side() -> None:
    (found,) = overlaps(make_rule("a/art-1", p(name="plicht")), make_rule("b/art-2", p(modality="aanbevolen")))
    assert found.seen_from("a/art-1") == ("b/art-2", "b/art-2#1", False)
    assert found.seen_from("b/art-2") == ("a/art-1", "a/art-1#plicht", True)
    assert replace(found, stricter=None).seen_from("a/art-1")[2] is None


# -- which position speaks


@pytest.mark.parametrize(
    ("positions", "index"),
    [
        ([p(modality="toegelaten"), p(modality="verboden")], 1),
        ([p(modality="verboden"), p(modality="verplicht")], 0),
        ([p(modality="verboden", effect="permits"), p(modality="toelichtend")], 1),
        ([p(), p()], 0),
    ],
    ids=["weightiest", "first", "no exception", "equal"],
)
def test_the_main_position(positions: list[Position], index: int) -> None:
    assert main_position(positions) is positions[index]


def test_only_the_reviewed_reading_is_compared() -> None:
    strict = p(modality="verboden", reading=Reading("tenzij", "alles"))
    mild = p(modality="aanbevolen", name="mild", reading=Reading("tenzij", "enkel-kanalen", True))
    (found,) = overlaps(make_rule("a/art-1", strict, mild), make_rule("b/art-1", p(modality="aanbevolen")))
    assert (found.a_position, found.relation) == ("a/art-1#mild", "equivalent")
    assert overlaps(make_rule("a/art-1", strict), make_rule("b/art-1", p())) == ()


def test_the_main_positions_are_compared() -> None:
    a = make_rule("a/art-1", p(modality="toelichtend"), p(modality="verplicht", name="plicht"))
    (found,) = overlaps(a, make_rule("b/art-1", p(modality="aanbevolen")))
    assert (found.a_position, found.b_position, found.relation) == ("a/art-1#plicht", "b/art-1#1", "stricter")


# -- reviewed before derived


def two_rules() -> tuple[Rule, Rule]:
    return make_rule("a/art-1", p(), p(modality="toelichtend")), make_rule("b/art-1", p(), text="Andere tekst.")


@pytest.mark.parametrize(("a", "b"), [("a/art-1", "b/art-1"), ("b/art-1", "a/art-1"), ("a/art-1#1", "b/art-1#1")])
def test_a_review_goes_before_the_derivation_in_either_order(a: str, b: str) -> None:
    (found,) = overlaps(
        *two_rules(), make_reviewed(a, b, relation="strenger", stricter="b/art-1#1", reason="Ze vraagt meer.")
    )
    assert (found.relation, found.stricter, found.origin, found.reason) == (
        "stricter",
        "b",
        "reviewed",
        "Ze vraagt meer.",
    )
    assert (found.a, found.b) == ("a/art-1", "b/art-1")
    assert found.outdated is False


@pytest.mark.parametrize(
    ("word", "relation"),
    [
        ("gelijk", "equivalent"),
        ("strenger", "stricter"),
        ("aanvullend", "complementary"),
        ("strijdig", "conflicting"),
        ("onzin", "complementary"),
    ],
)
def test_a_review_in_dutch(word: str, relation: str) -> None:
    (found,) = overlaps(*two_rules(), make_reviewed("a/art-1", "b/art-1", relation=word, stricter="a/art-1"))
    assert found.relation == relation
    assert found.stricter == ("a" if relation == "stricter" else None)


def test_a_review_names_its_positions() -> None:
    (found,) = overlaps(*two_rules(), make_reviewed("a/art-1#2", "b/art-1"))
    assert (found.a_position, found.b_position) == ("a/art-1#2", "b/art-1#1")


def test_a_review_holds_for_its_norm_only() -> None:
    found = overlaps(
        make_norm("andere"),
        make_rule("a/art-1", p(), p("andere")),
        make_rule("b/art-1", p(), p("andere")),
        make_reviewed("a/art-1", "b/art-1"),
    )
    assert [(overlap.norm, overlap.origin) for overlap in found] == [("andere", "derived"), ("toestemming", "reviewed")]


def test_a_review_makes_no_overlap_by_itself() -> None:
    assert (
        overlaps(make_rule("a/art-1", p()), make_rule("b/art-1", p("andere")), make_reviewed("a/art-1", "b/art-1"))
        == ()
    )


@pytest.mark.parametrize("order", [1, -1])
def test_a_review_is_outdated_once_a_text_has_changed(order: int) -> None:
    a, b = two_rules()
    book = make_book(a, b)
    then = (book.seal_of(a)[:8], book.seal_of(b)[:8])[::order]
    review = make_reviewed("a/art-1", "b/art-1", against=then)
    assert overlaps(a, b, review)[0].outdated is False
    assert overlaps(replace(a, text=a.text + " Nieuw."), b, review)[0].outdated is True
    assert overlaps(a, replace(b, text="Heel anders."), review)[0].outdated is True


def test_a_review_is_outdated_once_a_rule_has_moved() -> None:
    """With the same words: under another heading or lead-in they may say something else."""
    a, b = two_rules()
    intro = make_rule("a/aanhef", text="Bij persoonlijke communicatie:")
    book = make_book(a, b, intro)
    review = make_reviewed("a/art-1", "b/art-1", against=(book.seal_of(a)[:8], book.seal_of(b)[:8]))
    assert overlaps(intro, a, b, review)[0].outdated is False
    assert overlaps(intro, replace(a, lead_in=("aanhef",)), b, review)[0].outdated is True
    assert overlaps(intro, replace(a, wrap_up=("aanhef",)), b, review)[0].outdated is True
    assert overlaps(a, replace(b, path=("Artikel 9",)), review)[0].outdated is True
    # How it is cited says nothing of what it says.
    assert overlaps(intro, replace(a, label="anders"), b, review)[0].outdated is False


# -- flags


STAFF = make_term("personeel")
POLITICIANS = make_term("mandatarissen")
TEACHERS = make_term("onderwijs", part_of="personeel")
NURSERY = make_term("kleuteronderwijs", part_of="onderwijs")
CLERKS = make_term("administratie", part_of="personeel")
ALL = (STAFF, POLITICIANS, TEACHERS, NURSERY, CLERKS)


@pytest.mark.parametrize(
    ("a", "b", "other"),
    [
        (("personeel",), ("personeel",), False),
        (("personeel",), ("mandatarissen",), True),
        (("personeel", "mandatarissen"), ("mandatarissen",), False),
        (("onderwijs",), ("personeel",), False),
        (("kleuteronderwijs",), ("personeel",), False),
        (("onderwijs",), ("mandatarissen",), True),
        (("personeel",), ("kleuteronderwijs",), False),
        # Parts of one whole are not each other.
        (("onderwijs",), ("administratie",), True),
        (("kleuteronderwijs",), ("administratie",), True),
        (("kleuteronderwijs",), ("administratie", "onderwijs"), False),
        (("onbekend",), ("personeel",), True),
    ],
)
def test_another_addressee_is_a_flag(a: tuple[str, ...], b: tuple[str, ...], other: bool) -> None:
    (found,) = overlaps(
        make_code("a", audience=a),
        make_code("b", audience=b),
        make_rule("a/art-1", p()),
        make_rule("b/art-1", p()),
        audiences=ALL,
    )
    assert found.other_addressee is other
    assert found.relation == "equivalent"


def test_parts_of_parts_in_a_circle_end() -> None:
    circle = (make_term("x", part_of="y"), make_term("y", part_of="x"))
    (found,) = overlaps(
        make_code("a", audience=("x",)), make_rule("a/art-1", p()), make_rule("b/art-1", p()), audiences=circle
    )
    assert found.other_addressee is True


@pytest.mark.parametrize("level", ["position", "rule"])
def test_the_nearest_word_on_addressee_and_context_counts(level: str) -> None:
    own = {"context": ("private",)}
    position = p(binds=("mandatarissen",), **own) if level == "position" else p()
    rule = make_rule("a/art-1", position, **({"audience": ("mandatarissen",), **own} if level == "rule" else {}))
    (found,) = overlaps(rule, make_rule("b/art-1", p()), audiences=ALL)
    assert found.other_addressee is True
    assert found.other_context is True


@pytest.mark.parametrize(
    ("a", "b", "other"),
    [
        (("professional",), ("professional",), False),
        (("professional",), ("private",), True),
        (("professional", "private"), ("private",), False),
    ],
)
def test_another_context_is_a_flag(a: tuple[str, ...], b: tuple[str, ...], other: bool) -> None:
    (found,) = overlaps(
        make_code("a", context=a), make_code("b", context=b), make_rule("a/art-1", p()), make_rule("b/art-1", p())
    )
    assert found.other_context is other
