"""A worked case: what its page shows of the situation and of what each code says, on the screen and on paper."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pytest
from books import COMPONENTS
from docutils import nodes
from factories import make_book, make_case, make_code, make_rule
from policy_handbook.decision.bases import bases_of
from policy_handbook.decision.cases import run_case
from policy_handbook.presentation.explanation import Explanation, explain
from policy_handbook.presentation.medium import SCREEN, Medium
from policy_handbook.presentation.say import plain, tell
from policy_handbook.views.case import CaseView
from test_decision import ACTS, AUDIENCES, BODIES, FACTS, position, requires, when

if TYPE_CHECKING:
    from collections.abc import Sequence

    from books import Book
    from policy_handbook.model.handbook import Handbook
    from policy_handbook.model.records import Act, Case, Rule
    from policy_handbook.presentation.spans import Span

PAPER, SITE = Medium(on_paper=True), Medium(has_files=True)


@dataclass
class PlainLinks:
    """Stands for the links of a page: the words alone, and of a file its address too."""

    medium: Medium

    def span(self, span: Span) -> nodes.Node:
        return nodes.inline(span.text, span.text)

    def file(self, path: str, *children: nodes.Node) -> nodes.Node:
        return nodes.reference("", "", *children, refuri=path)


def book_of(case: Case, *more: Rule, acts: Sequence[Act] = ACTS) -> Handbook:
    """Code ``a`` forbids, to whoever has no agreement too; code ``b`` says nothing of the act."""
    asked = position("verplicht", **requires("akkoord = ja"), **when("stil = nee"))
    rules = [make_rule("a/art-1", position("verboden", **when("wie = burger")), asked)]
    rules.append(make_rule("b/art-1", position("verboden", "taggen")))
    codes = (make_code("a"), make_code("b"))
    return make_book(*codes, *rules, *more, case, *acts, *FACTS, audiences=AUDIENCES, bodies=BODIES)


def drawn(book: Handbook, argument: str = "geval", medium: Medium = SCREEN) -> nodes.Element:
    view = CaseView()
    data = view.present(book, argument, medium)
    assert data is not None
    return nodes.container("", *view.render(data, PlainLinks(medium)))  # type: ignore[arg-type]


def explained(book: Handbook, code: str = "a") -> Explanation:
    """What the explanation says, of which a page is to leave nothing out."""
    case = book.cases["geval"]
    (expectation,) = (expectation for expectation in case.expected if expectation.code == code)
    base = bases_of(book)[code]
    return explain(base, run_case(base, case, expectation).decision)


def with_class(part: nodes.Element, name: str) -> list[str]:
    """The words of all that has a class, in order."""
    return [node.astext() for node in part.findall(nodes.Element) if name in node.get("classes", ())]


def reasons(part: nodes.Element) -> list[tuple[str, list[str]]]:
    """The headings of the reasons and the lines below each, in order."""
    headings = with_class(part, "policy-apparatus-title")
    lists = [node for node in part.findall(nodes.bullet_list) if "policy-reasons" in node["classes"]]
    # Above the reasons stands what is known.
    headings = headings[len(headings) - len(lists) :]
    return [(heading, [item.astext() for item in each.children]) for heading, each in zip(headings, lists, strict=True)]


def test_a_page_shows_the_situation_and_what_is_known(book: Book) -> None:
    book.write("docs/delen.md", COMPONENTS)
    page = book.build("html").output("docs/delen.html")
    case = page[page.index("policy-case") :]
    in_order = [
        "Casus: Een foto",
        "Mag dat?",
        tell("case.known"),
        "Wie staat erop?",
        "een inwoner",
        "policy-verdict-headline",
    ]
    places = [case.index(words) for words in in_order]
    assert places == sorted(places)


def test_what_is_known_stands_above_what_the_codes_say_question_by_question() -> None:
    part = drawn(book_of(make_case(facts="wie = burger\nakkoord = ?")))
    (facts,) = part.findall(nodes.definition_list)
    assert [item.astext().split("\n\n") for item in facts.children] == [
        ["Vraag over wie?", "Burger"],
        ["Vraag over akkoord?", tell("answer.unknown")],
    ]
    assert part.children.index(facts) == 1


def test_each_code_has_its_verdict_and_its_reasons_in_the_order_of_the_explanation() -> None:
    book = book_of(make_case(facts="wie = burger\nakkoord = nee"))
    part = drawn(book)
    says = explained(book)
    assert with_class(part, "policy-verdict-title") == [
        tell("case.verdict", code=f"A {says.weight}", verdict=says.label)
    ]
    assert with_class(part, "policy-verdict-headline") == [says.headline]
    assert with_class(part, "policy-verdict--mag_niet")
    # On a page the words of a source are told by their look, not by quotation marks.
    told = [(each.heading, ["".join(span.text for span in line) for line in each.lines]) for each in says.parts]
    assert len(told) > 1
    assert "assumed" in {each.key for each in says.parts}
    assert reasons(part) == told


def test_where_else_to_look_is_told_of_silence_alone() -> None:
    """A case is about its own act; of a code that says nothing of it that leaves nothing to read."""
    case = make_case(expected="a: mag_niet\nb: niet_geregeld")
    acts = [replace(act, related=("taggen",)) if act.id == "posten" else act for act in ACTS]
    book = book_of(case, make_rule("a/art-2", position("verboden", "taggen")), acts=acts)
    assert "onward" in {each.key for each in explained(book).parts}
    assert "instead" in {each.key for each in explained(book, "b").parts}
    headings = [heading for heading, _ in reasons(drawn(book))]
    assert tell("answer.part.instead") in headings
    assert tell("answer.part.onward") not in headings


def test_where_an_answer_hangs_on_what_is_not_known_the_strictest_is_named() -> None:
    book = book_of(make_case(facts="wie = ?", expected="a: mag_niet"))
    says = explained(book)
    assert says.until
    words = drawn(book).astext()
    assert all(plain(line) in words for line in says.until)


@pytest.mark.parametrize("medium", [SCREEN, SITE])
def test_on_the_screen_the_reasons_are_behind_a_line_and_lead_to_the_assistant_where_it_is(medium: Medium) -> None:
    part = drawn(book_of(make_case()), medium=medium)
    (folded,) = (node for node in part.findall(nodes.Element) if "policy-verdict-why" in node.get("classes", ()))
    assert tell("case.why") in folded.astext()
    assert reasons(folded)
    addresses = [node["refuri"] for node in part.findall(nodes.reference)]
    assert addresses == ["docs/beslissen/a.html#act=posten&wie=burger&show=answer"] * medium.has_files


def test_on_paper_nothing_is_folded_and_what_is_assumed_is_left_out() -> None:
    book = book_of(make_case(facts="wie = burger\nakkoord = nee"))
    part = drawn(book, medium=PAPER)
    assert with_class(part, "policy-verdict-why") == []
    shown = [each.heading for each in explained(book).parts if each.key != "assumed"]
    assert [heading for heading, _ in reasons(part)] == shown
    assert tell("case.why") not in part.astext()


def test_codes_that_say_nothing_of_it_share_a_line_on_paper() -> None:
    book = book_of(make_case(expected="b: niet_geregeld\na: mag_niet"))
    assert len(with_class(drawn(book), "policy-verdict-title")) == 2
    part = drawn(book, medium=PAPER)
    assert len(with_class(part, "policy-verdict-title")) == 1
    (line,) = with_class(part, "policy-silence")
    assert line == tell("case.silent", silent=tell("norm.silent", codes="B"), no_leave=tell("answer.no_leave"))


def test_a_case_for_one_code_shows_that_code_alone_with_what_is_known_for_it() -> None:
    book = book_of(make_case(expected="a: mag_niet; akkoord = nee\nb: niet_geregeld"))
    part = drawn(book, "geval a")
    assert list(part.findall(nodes.definition_list)) == []
    assert len(with_class(part, "policy-verdict-title")) == 1
    (known,) = with_class(part, "policy-case-known")
    assert known == tell("case.known_too", answers="Vraag over akkoord? Nee")
    assert with_class(drawn(book), "policy-case-known") == [known]


def test_a_case_draws_on_the_texts_of_the_codes_that_it_shows() -> None:
    book = book_of(make_case(expected="a: mag_niet\nb: niet_geregeld"))
    assert CaseView().draws_on(book, "geval") == {"pagina"}
    assert CaseView().draws_on(book, "geval c") == set()


def test_a_case_of_an_act_that_is_not_there_shows_nothing() -> None:
    assert CaseView().present(book_of(make_case(act="zingen")), "geval", SCREEN) is None
    assert CaseView().present(book_of(make_case()), "ander", SCREEN) is None
