"""Checklists: what comes on them, when it is due, how much it weighs, and where it comes from."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from factories import (
    make_act,
    make_book,
    make_checklist_spec,
    make_code,
    make_condition,
    make_fact,
    make_norm,
    make_position,
    make_requirement,
    make_rule,
    make_term,
    make_topic,
)
from policy_handbook.model.records import Reading
from policy_handbook.presentation import checklist
from policy_handbook.presentation.checklist import (
    MOST_MUSTS,
    Checklist,
    Item,
    checklists_made,
    find_narrowest,
    find_unlisted,
    make_checklist,
)
from policy_handbook.presentation.medium import SCREEN
from policy_handbook.presentation.say import plain
from policy_handbook.views.checklist import ChecklistCoverageView, ChecklistView

if TYPE_CHECKING:
    from books import Book
    from policy_handbook.model.handbook import Handbook
    from policy_handbook.model.records import Position

AFTER = make_requirement("bewaard = ja", timing="after")
BEFORE = make_requirement("gevraagd = ja")


def p(norm: str = "toestemming", modality: str = "verplicht", *acts: str, **over: Any) -> Position:
    return make_position(norm, modality, acts=acts, **over)


def book_of(*positions: Position, norms: tuple[str, ...] = ("toestemming",), **kinds: Any) -> Handbook:
    rules = [make_rule(f"a/art-{number}", position) for number, position in enumerate(positions, 1)]
    return make_book(make_topic(), *(make_norm(norm) for norm in norms), *rules, **kinds)


def made(book: Handbook, **filters: Any) -> Checklist:
    return make_checklist(book, make_checklist_spec(**filters))


def phases(checklist: Checklist) -> dict[str, list[str]]:
    return {section.name: [item.key for item in section.items] for section in checklist.sections}


def keys(checklist: Checklist) -> list[str]:
    return [item.key for item in checklist.items]


def keys_of_musts(checklist: Checklist) -> list[str]:
    return [item.key for item in checklist.musts]


def only(checklist: Checklist) -> Item:
    (item,) = checklist.items
    return item


def line(item: Item, number: int = 0) -> str:
    return "".join(span.text for span in item.sources[number].line)


# -- what comes on it


def test_an_item_is_the_question_of_a_norm_with_the_rules_that_ask_it() -> None:
    item = only(made(book_of(p(), p(modality="aanbevolen"))))
    assert item.question == "Vraag over toestemming?"
    assert [source.label for source in item.sources] == ["art. 1", "art. 2"]
    assert line(item).startswith("art. 1 – verplicht: ")
    assert item.sources[0].line[0].target == "rule:a/art-1"


def test_statements_and_norms_on_which_nobody_speaks_ask_for_nothing() -> None:
    assert made(book_of(p(modality="toelichtend"), norms=("toestemming", "stil"))).sections == ()


def test_of_a_doubtful_text_another_reading_counts_where_the_reviewed_one_leaves_the_rule_out() -> None:
    """Who goes through a list must not learn from it that a doubt was settled."""
    work, everywhere = Reading("kop", "werk", default=True), Reading("kop", "overal", default=False)
    both = (p(context=("professional",), reading=work), p(context=("professional", "private"), reading=everywhere))
    book = make_book(make_topic(), make_norm(), make_rule("a/art-1", *both))
    assert "(zo leest de redactie het)" in line(only(made(book, context=("professional",))))
    assert "(zo kun je het ook lezen)" in line(only(made(book, context=("private",))))
    assert len(only(made(book)).sources) == 1


def test_a_list_of_one_code_asks_as_that_code_does() -> None:
    mild = p(question="Ben je zeker dat je niets vertelt?")
    book = make_book(make_topic(), make_norm(), make_rule("a/art-1", mild, p()), make_rule("b/art-1", p()))
    assert only(made(book, codes=("a",))).question == "Ben je zeker dat je niets vertelt?"
    assert only(made(book, codes=("b",))).question == only(made(book)).question == "Vraag over toestemming?"


def test_only_after_consultation_is_something_to_do() -> None:
    assert keys_of_musts(made(book_of(p(modality="toegelaten", effect="dispensation")))) == ["toestemming"]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"codes": ("a",)}, ["een"]),
        ({"codes": ("b",)}, ["twee"]),
        ({"context": ("private",)}, ["twee"]),
        ({"acts": ("posten",)}, ["een"]),
        ({"acts": ("posten", "delen")}, ["een", "twee"]),
        ({"topics": ("beeld",)}, ["een", "twee"]),
        ({"topics": ("ander",)}, []),
        ({"acts": ("onbekend",)}, []),
        ({}, ["een", "twee"]),
    ],
)
def test_filters(filters: dict[str, tuple[str, ...]], expected: list[str]) -> None:
    book = make_book(
        make_topic(),
        make_norm("een"),
        make_norm("twee"),
        make_act("posten"),
        make_act("delen"),
        make_rule("a/art-1", p("een", "verplicht", "posten")),
        make_code("b", context=("private",)),
        make_rule("b/art-1", p("twee", "verplicht", "delen")),
    )
    assert keys(made(book, **filters)) == expected


@pytest.mark.parametrize(
    ("audience", "bound"), [("personeel", True), ("leraar", True), ("school", True), ("raad", False)]
)
def test_an_audience_is_bound_with_the_wider_one_and_for_its_part(audience: str, bound: bool) -> None:
    terms = (
        make_term("personeel"),
        make_term("school", part_of="personeel"),
        make_term("leraar", part_of="school"),
        make_term("raad"),
    )
    book = book_of(p(binds=("school",)), audiences=terms)
    assert bool(made(book, audience=(audience,)).sections) is bound


@pytest.mark.parametrize(
    ("modality", "shown"),
    [("verplicht", True), ("verboden", True), ("aanbevolen", True), ("toegelaten", False)],
)
def test_what_is_asked_of_the_complement_is_on_it_but_not_that_it_is_allowed(modality: str, shown: bool) -> None:
    acts = (make_act("posten", complement="zwijgen"), make_act("zwijgen", complement="posten"))
    book = make_book(make_topic(), make_norm(), *acts, make_rule("a/art-1", p("toestemming", modality, "zwijgen")))
    assert bool(made(book, acts=("posten",)).sections) is shown


@pytest.mark.parametrize(
    ("filters", "shown"),
    [
        ({}, True),
        ({"acts": ("posten",)}, False),
        ({"acts": ("posten",), "all_standing": True}, True),
        ({"acts": ("posten",), "standing": ("beeld",)}, True),
        ({"acts": ("posten",), "standing": ("ander",)}, False),
    ],
)
def test_what_always_holds_comes_with_acts_only_when_asked(filters: dict[str, Any], shown: bool) -> None:
    book = make_book(make_topic(), make_norm(), make_act("posten"), make_rule("a/art-1", p(standing=True)))
    assert phases(made(book, **filters)) == ({"always": ["toestemming"]} if shown else {})


# -- when it is due


@pytest.mark.parametrize(
    ("position", "phase"),
    [
        (p(), "before"),
        (p(requires=(BEFORE,)), "before"),
        (p(requires=(AFTER,)), "after"),
        (p(standing=True), "always"),
        (p("toestemming", "verplicht", "posten", standing=True), "during"),
    ],
)
def test_the_phase_follows_from_the_positions(position: Position, phase: str) -> None:
    assert list(phases(made(book_of(position)))) == [phase]


@pytest.mark.parametrize(
    ("position", "phase"),
    [(p(), "during"), (p(requires=(AFTER,)), "during"), (p(standing=True), "always")],
)
def test_an_editor_says_when_a_norm_is_due_unless_it_always_is(position: Position, phase: str) -> None:
    book = make_book(make_topic(), make_norm(phase="during"), make_rule("a/art-1", position))
    assert list(phases(made(book))) == [phase]


def test_what_is_due_afterwards_of_something_earlier_is_an_item_of_its_own() -> None:
    requires = (BEFORE, AFTER)
    book = make_book(
        make_topic(),
        make_norm(),
        make_fact("bewaard", "ja, nee", question="Bewaar je ze?"),
        make_rule("a/art-1", p(requires=requires)),
    )
    checklist = made(book)
    assert phases(checklist) == {"before": ["toestemming"], "after": ["toestemming.bewaard"]}
    assert checklist.items[1].question == "Bewaar je ze?"


def test_the_order_is_phase_then_that_of_the_book_and_what_need_not_be_done_comes_after() -> None:
    book = book_of(
        p("drie", "toegelaten"),
        p("twee", "aanbevolen"),
        p("vijf", requires=(AFTER,)),
        p("vier", standing=True),
        p("een"),
        p("nul"),
        norms=("een", "nul", "twee", "drie", "vier", "vijf"),
    )
    assert phases(made(book)) == {
        "before": ["een", "nul"],
        "after": ["vijf"],
        "advice": ["twee"],
        "permission": ["drie"],
        "always": ["vier"],
    }


# -- how much it weighs, and where it comes from


@pytest.mark.parametrize(
    ("positions", "name"),
    [
        ((p(modality="aanbevolen"), p(modality="verboden")), "before"),
        ((p(modality="toegelaten", only=True),), "before"),
        ((p(modality="toegelaten"), p(modality="aanbevolen")), "advice"),
        ((p(modality="toegelaten", requires=(BEFORE,)),), "permission"),
    ],
)
def test_an_item_weighs_as_its_heaviest_position(positions: tuple[Position, ...], name: str) -> None:
    assert phases(made(book_of(*positions))) == {name: ["toestemming"]}


@pytest.mark.parametrize(
    ("binding", "words"),
    [("bindend", "verplicht"), ("richtlijn", "verplicht (richtlijn)"), ("tip", "aangeraden (tip)")],
)
def test_an_item_says_what_its_code_does_and_what_that_weighs(binding: str, words: str) -> None:
    entries = (p(), p(modality="toegelaten"))
    book = make_book(make_topic(), make_norm(), make_code(binding=binding), make_rule("a/art-1", *entries))
    assert only(made(book)).words == words


# -- a ban is a stop


POLITICIAN = make_condition("wie = politicus")


def stop_of(*positions: Position, **kinds: Any) -> Item:
    rule = make_rule("a/art-1", *positions, text="Beelden van politici delen we niet, behalve in een crisis.")
    facts = (
        make_fact("wie", "politicus, burger", question="Wie staat erop?"),
        make_fact("plaats", "hier, ginder", question="Waar?"),
        make_fact("akkoord", "ja, nee"),
    )
    code = make_code(binding=kinds.pop("binding", "bindend"))
    return only(made(make_book(make_topic(), make_norm("toestemming"), make_norm("ander"), code, rule, *facts)))


def told(item: Item, part: str) -> list[str]:
    return [plain(getattr(stop, part)) for stop in item.stops]


def ban(**over: Any) -> Position:
    return p(modality="verboden", quotes=("Beelden van politici delen we niet",), **over)


def test_a_ban_is_a_stop_in_the_words_of_its_code_and_no_question() -> None:
    item = stop_of(ban(question="Ben je zeker dat het mag?"))
    assert item.question == ""
    assert told(item, "line") == ["Stop: “Beelden van politici delen we niet” […]"]
    assert told(item, "when") == told(item, "unless") == [""]
    assert item.words == "verboden"


def test_a_tip_stops_nobody() -> None:
    item = stop_of(ban(), binding="tip")
    assert told(item, "line")[0].startswith("Liever niet: ")
    assert item.words == "afgeraden (tip)"


@pytest.mark.parametrize(
    ("when", "words"),
    [
        (((POLITICIAN,),), "Als: Wie staat erop? ‘Politicus’"),
        (((POLITICIAN,), (make_condition("wie = burger"),)), "Als: Wie staat erop? ‘Politicus’ of ‘Burger’"),
        (
            ((POLITICIAN, make_condition("plaats = hier")), (POLITICIAN, make_condition("plaats = ginder"))),
            "Als: Wie staat erop? ‘Politicus’ en Waar? ‘Hier’, of Waar? ‘Ginder’",
        ),
        (
            ((POLITICIAN, make_condition("plaats = hier")), (POLITICIAN,)),
            "Als: Wie staat erop? ‘Politicus’",
        ),
    ],
)
def test_a_stop_says_when_it_holds(when: Any, words: str) -> None:
    assert told(stop_of(ban(when=when)), "when") == [words]


def test_a_stop_of_two_acts_says_all_of_its_cases() -> None:
    both = (ban(when=((POLITICIAN,),)), ban(name="gedeeld", when=((make_condition("plaats = hier"),),)))
    assert told(stop_of(*both), "when") == ["Als: Wie staat erop? ‘Politicus’, of Waar? ‘Hier’"]
    assert told(stop_of(both[0], ban(name="altijd")), "when") == [""]


def test_a_stop_says_what_sets_it_aside() -> None:
    leave = {"modality": "toegelaten", "quotes": ("in een crisis",), "effect": "permits", "overrides": ("art-1#ban",)}
    item = stop_of(ban(name="ban"), p(name="crisis", **leave))
    assert told(item, "unless") == ["Tenzij: […] “in een crisis” (art. 1)"]
    assert item.question == ""
    two = stop_of(ban(name="ban"), p(name="crisis", **leave), p(name="nood", **leave))
    assert told(two, "unless") == ["Tenzij: art. 1"]


def test_a_ban_that_can_be_put_in_order_asks_whether_it_is() -> None:
    item = stop_of(ban(requires=(make_requirement("akkoord = ja"),)))
    assert (item.question, item.stops) == ("Vraag over toestemming?", ())
    assert item.words == "verboden, tenzij dit in orde is"


def test_a_duty_beside_a_ban_is_asked_and_the_ban_stands_below_it() -> None:
    item = stop_of(ban(), p(quotes=("in een crisis",)))
    assert item.question == "Vraag over toestemming?"
    assert len(item.stops) == 1
    assert item.words == "verboden en verplicht"


def test_words_that_say_what_to_do_are_no_stop_where_they_forbid_the_opposite() -> None:
    """ "We correct it and say so" forbids to delete it: no ban to stop at, on a list without that duty either."""
    forbidden = p("toestemming", "verboden", "weghalen", quotes=("we corrigeren",))
    duty = p("toestemming", "verplicht", "verbeteren", quotes=("we corrigeren",))
    rule = make_rule("a/art-1", forbidden, duty, text="Fouten: we corrigeren.")
    book = make_book(make_topic(), make_norm(), rule, make_act("weghalen"), make_act("verbeteren"))
    item = only(made(book, acts=("weghalen",)))
    assert (item.question, item.stops, item.words) == ("Vraag over toestemming?", (), "verboden")
    assert stop_of(ban(), p(quotes=("in een crisis",))).stops


def test_the_five_codes_show_no_duty_as_a_stop(handbook: Handbook) -> None:
    stops = [line for made in checklists_made(handbook).values() for item in made.items for line in told(item, "line")]
    assert not [line for line in stops if "corrigeren we de inhoud" in line or "enkel beslist" in line]
    (item,) = (one for one in checklists_made(handbook)["fout-turnhout"].items if one.key == "fouten-verbeteren")
    assert "laten staan en gecorrigeerd, en in het bericht gezegd" in item.question


def test_a_ban_of_another_reading_says_so() -> None:
    work, everywhere = Reading("kop", "werk", default=True), Reading("kop", "overal", default=False)
    both = (ban(context=("professional",), reading=work), ban(context=("private",), reading=everywhere))
    book = make_book(make_topic(), make_norm(), make_rule("a/art-1", *both, text="Beelden van politici delen we niet"))
    assert told(only(made(book, context=("private",))), "line")[0].endswith(" (zo kun je het ook lezen)")


def test_the_same_ban_for_two_norms_is_one_thing_to_look_at() -> None:
    item = stop_of(ban(when=((POLITICIAN,),)), replace(ban(when=((make_condition("wie = burger"),),)), norm="ander"))
    assert item.key == "toestemming"
    assert told(item, "when") == ["Als: Wie staat erop? ‘Politicus’ of ‘Burger’"]
    assert len(item.positions) == 2


def test_stops_come_first_in_their_phase() -> None:
    assert keys(made(book_of(p("een"), p("twee", "verboden"), norms=("een", "twee")))) == ["twee", "een"]


def test_what_two_norms_ask_afterwards_is_asked_once() -> None:
    asks = (p("een", requires=(BEFORE, AFTER)), p("twee", requires=(BEFORE, AFTER)))
    book = make_book(
        make_topic(),
        make_norm("een"),
        make_norm("twee"),
        make_fact("bewaard", "ja, nee", question="Bewaar je ze?"),
        *(make_rule(f"a/art-{number}", position) for number, position in enumerate(asks, 1)),
    )
    checklist = made(book)
    assert phases(checklist) == {"before": ["een", "twee"], "after": ["een.bewaard"]}
    assert checklist.items[-1].positions == ("a/art-1#1", "a/art-2#1")


def test_the_same_words_for_two_acts_stand_once() -> None:
    twice = (p("toestemming", "verplicht", "posten"), p("toestemming", "verplicht", "delen"))
    book = make_book(make_topic(), make_norm(), make_rule("a/art-1", *twice))
    assert len(only(made(book)).sources) == 1


def test_of_a_long_lead_in_both_ends_are_shown() -> None:
    lead_in = "Eerst een lang verhaal. " * 20 + "Behalve in dit geval:"
    book = make_book(
        make_topic(),
        make_norm(),
        make_rule("a/aanhef", text=lead_in, kind="scope"),
        make_rule("a/art-1", p(), lead_in=("aanhef",)),
    )
    words = line(only(made(book)))
    assert "verplicht: Eerst een lang verhaal. " in words
    assert " […] " in words
    assert "Behalve in dit geval: We posten" in words
    assert len(words) < 300


def test_the_options_that_leave_it_empty_are_found() -> None:
    book = make_book(make_topic(), make_norm(), make_act("posten"), make_rule("a/art-1", p()), make_code("b"))
    spec = make_checklist_spec(acts=("posten",), codes=("a",))
    assert find_narrowest(book, spec) == ["act"]
    assert find_narrowest(book, make_checklist_spec(acts=("posten",), codes=("b",))) == []


def test_a_condition_is_no_item() -> None:
    book = book_of(p(when=((make_condition("wie = burger"),),)))
    assert len(made(book).items) == 1


# -- what it looks like


def present(book: Handbook, id: str = "lijst") -> Any:
    return ChecklistView().present(book, id, SCREEN)


def test_codes_are_named_where_there_are_several() -> None:
    rules = (make_rule("a/art-1", p()), make_rule("b/art-1", p()))
    book = make_book(make_topic(), make_norm(), make_code("b", binding="tip"), *rules, make_checklist_spec())
    assert present(book).names == (("a", "A", "bindend"), ("b", "B", "tip"))
    assert present(book).of == ""
    assert present(book, "onbekend") is None


@pytest.mark.parametrize(("home", "at_home"), [({"personeel": "a"}, True), ({"personeel": "b"}, False), ({}, False)])
def test_the_list_of_the_own_authority_is_known(home: dict[str, str], at_home: bool) -> None:
    book = make_book(make_topic(), make_norm(), make_rule("a/art-1", p()), make_checklist_spec())
    book = replace(book, home=home)
    assert (present(book).of, present(book).home) == ("a", at_home)


def test_a_page_shows_a_checklist_in_every_writer(book: Book) -> None:
    lists = ":::{checklist} lijst\n---\ntitle: Vooraf na te gaan\ncode: proef\n---\n:::\n\n:::{checklist} leeg\n:::\n"
    book.write("docs/lijst.md", f"# Lijst\n\n{lists}")
    html = book.build().output("docs/lijst.html")
    assert 'id="checklist-lijst.toestemming"' in html
    assert "Heb je toestemming?" in html
    assert "Vooraf na te gaan" in html
    text = book.build("text").output("docs/lijst.txt")
    for words in ("Heb je toestemming?", "art. 1, a", "Geldt altijd", "Blijf je rustig?", "bekeken"):
        assert words in text


def test_a_page_says_which_list_is_of_the_own_authority(book: Book) -> None:
    lists = "".join(f":::{{checklist}} {code}\n---\ncode: {code}\n---\n:::\n\n" for code in ("ander", "proef"))
    book.write("docs/lijst.md", f"# Lijst\n\n{lists}")
    html = book.build(policy_home={"personeel": "proef"}).output("docs/lijst.html")
    assert html.count("policy-checklist--home") == 1
    assert "policy-checklist policy-checklist--of-ander " in html
    assert "policy-checklist policy-checklist--of-proef policy-checklist--home" in html


def test_a_checklist_draws_on_norms_texts_and_notes(book: Book) -> None:
    book.write("docs/lijst.md", "# Lijst\n\n:::{checklist} lijst\n---\ncode: proef\n---\n:::\n")
    handbook = book.build("dummy").handbook
    assert ChecklistView().draws_on(handbook, "lijst") == {"docs/lijst", "docs/beeld", "codes/proef/v1", "docs/woorden"}
    assert ChecklistView().draws_on(handbook, "onbekend") is None


# -- the pages of the handbook


def test_each_list_is_of_one_code(handbook: Handbook) -> None:
    assert len(handbook.checklists) > 20
    for spec in handbook.checklists.values():
        assert len(spec.codes) == 1, spec.id
        assert made_of(handbook, spec.codes[0], spec), spec.id


def made_of(book: Handbook, code: str, spec: Any) -> list[str]:
    """What stands on a checklist when it is that of *code*, whoever it binds and apart from what always holds."""
    other = replace(spec, codes=(code,), audience=(), standing=(), all_standing=False)
    return keys(make_checklist(book, other))


@pytest.mark.parametrize("page", ["nieuw-kanaal", "wedstrijd", "fout", "crisis", "uit-dienst"])
def test_the_codes_that_a_page_calls_silent_are(handbook: Handbook, page: str) -> None:
    specs = [spec for spec in handbook.checklists.values() if spec.place.docname == f"docs/checklists/{page}"]
    if page == "wedstrijd":
        # The list for the winners is about more than contests.
        specs = [spec for spec in specs if "wedstrijd-organiseren" in spec.acts]
    assert specs
    silent = set(handbook.codes) - {code for spec in specs for code in spec.codes}
    assert silent
    for spec in specs:
        for code in sorted(silent):
            assert made_of(handbook, code, spec) == [], f"{code} speaks: give it a list on {page}"


def test_nobody_has_to_run_through_more_than_nine_things(handbook: Handbook) -> None:
    long = {id: len(one.musts) for id, one in checklists_made(handbook).items() if len(one.musts) > MOST_MUSTS}
    assert long == {}


def test_what_someone_must_do_stands_on_a_list(handbook: Handbook) -> None:
    for code in handbook.codes:
        asking, missing = find_unlisted(handbook, code)
        assert asking > 10
        assert [rule.position_id(position) for rule, position in missing] == [], code


def test_what_stands_on_no_list_is_counted() -> None:
    book = make_book(
        make_topic(),
        make_norm(),
        make_act("posten"),
        make_rule("a/art-1", p("toestemming", "verplicht", "posten"), p("toestemming", "aanbevolen", "delen")),
        make_rule("a/art-2", p("toestemming", "verboden", "delen")),
        make_checklist_spec(acts=("posten",)),
    )
    asking, missing = find_unlisted(book, "a")
    assert asking == 2
    assert [rule.id for rule, _ in missing] == ["art-2"]
    shown = ChecklistCoverageView().present(book, "", SCREEN)
    ((words, lines),) = shown.codes
    assert words == "A: 2 standpunten vragen iets. Op geen enkele checklist: 1."
    assert [plain(line) for line in lines] == ["art. 2: Stelling van toestemming."]
    assert shown.lists == ("lijst: 1 punt dat moet",)


def test_a_ban_that_nothing_cures_is_no_question(handbook: Handbook) -> None:
    """What the text forbids must not read as something to think about."""
    (item,) = (one for one in checklists_made(handbook)["beeld-turnhout"].items if one.key == "beelden-van-politici")
    assert item.question == ""
    assert told(item, "line")[0].startswith("Stop: “Beelden van politici delen we niet")
    (when,) = told(item, "when")
    assert when.startswith("Als: Wie staat er herkenbaar op het beeld? ‘een politicus")


# -- what it costs


def test_a_list_of_one_code_looks_at_the_norms_of_that_code_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """Else a book of ten times the codes would take a hundred times as long."""
    codes = [f"code{number}" for number in range(20)]
    book = make_book(
        make_topic(),
        *(make_norm(f"norm-{code}") for code in codes),
        *(make_code(code) for code in codes),
        *(make_rule(f"{code}/art-1", p(f"norm-{code}")) for code in codes),
    )
    asked: list[str] = []
    entries_of = checklist._entries_of

    def note(*arguments: Any) -> Any:
        asked.append(arguments[2].id)
        return entries_of(*arguments)

    monkeypatch.setattr(checklist, "_entries_of", note)
    assert keys(made(book, codes=("code7",))) == ["norm-code7"]
    assert asked == ["norm-code7"]


def test_norms_are_named_beside_topics() -> None:
    book = make_book(
        make_topic("a"),
        make_topic("b"),
        *(make_norm(id, topic=topic) for id, topic in (("een", "a"), ("twee", "b"), ("drie", "b"))),
        make_rule("a/art-1", p("een"), p("twee"), p("drie")),
    )
    assert keys(made(book, norms=("drie",))) == ["drie"]
    assert keys(made(book, topics=("a",), norms=("drie", "een"))) == ["een", "drie"]


def test_norms_are_in_the_order_of_the_book_by_topic() -> None:
    book = make_book(
        make_topic("b"),
        make_topic("a"),
        *(make_norm(id, topic=topic) for id, topic in (("z", "b"), ("y", "a"), ("x", "b"))),
        make_rule("a/art-1", p("x"), p("y")),
        make_rule("a/art-2", p("z")),
    )
    assert keys(made(book)) == ["z", "x", "y"]
    assert keys(made(book, topics=("a", "b"))) == ["y", "z", "x"]
