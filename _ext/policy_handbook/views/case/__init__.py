"""Worked cases: the situation as an editor wrote it, and what each code says of it with the reasoning generated."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from docutils import nodes

from ...decision.answers import AnswerError
from ...decision.bases import bases_of
from ...decision.cases import run_case
from ...decision.verdicts import VERDICTS
from ...diagnostics import warn
from ...model.positions import parse_condition, parse_conditions
from ...model.records import Case, Expectation
from ...presentation.explanation import Explanation, explain
from ...presentation.names import name_answers, scope_questions
from ...presentation.say import listed, say, tell
from ...presentation.signs import weight_of
from ...presentation.spans import Span
from ...reading.directive_base import PolicyDirective
from ..base import of_code, policy_view
from ..component import Component
from ..pen import DrawnView, Part, Pen

if TYPE_CHECKING:
    from ...model.handbook import Handbook
    from ...model.records import Condition
    from ...presentation.medium import Medium


COMPONENT = Component(("policy-case",), styles=("policy-case.css",), templates=("policy-case.typ",), early=True)


class CaseDirective(PolicyDirective):
    """``{case} <id>``: a situation (the body), the act, the facts, and the verdict that each code is expected to give."""

    kind = "casus"
    readable: bool
    known = frozenset({"title", "act", "facts", "expected"})

    def build(self) -> list[nodes.Node]:
        title = self.option("title", self.id, required=True)
        self.readable = True
        case = Case(
            id=self.id,
            title=title,
            act=self.option("act", required=True),
            situation=self.plain_body(),
            facts=self._read_facts(),
            expected=self._read_expected(),
            place=self.place(),
            readable=self.readable,
        )
        self.domain.page.cases.append(case)
        self.domain.page.views.append(("case", self.id))
        node = nodes.container(classes=["policy-case"])
        self.set_source_info(node)
        self.give_anchor(node, "case", self.id)
        node += nodes.rubric("", f"Casus: {title}", classes=["policy-case-title"], **{"heading-level": 3})
        self.parse_body(node)
        node += policy_view("", view="case", argument=self.id, docname=self.env.docname)
        return [node]

    def _lines(self, name: str) -> list[tuple[int, str]]:
        given = self.given.get(name)
        return [(line, raw.strip()) for line, raw in given.lines if raw.strip()] if given else []

    def _report(self, subtype: str, line: int, **words: str) -> None:
        """Warn of something without which nothing can be decided."""
        self.readable = False
        warn(subtype, self.place(line), id=self.id, **words)

    def _read_facts(self) -> tuple[Condition, ...]:
        facts: dict[str, Condition] = {}
        lines = self._lines("facts")
        if not lines:
            self._report("case_without_facts", self.lineno)
        for line, text in lines:
            try:
                answers = parse_condition(text)
            except ValueError:
                self._report("fact_syntax", line, text=text)
                continue
            if answers.fact in facts:
                self._report("answer_twice", line, fact=answers.fact)
                continue
            facts[answers.fact] = answers
        return tuple(facts.values())

    def _read_expected(self) -> tuple[Expectation, ...]:
        expected: list[Expectation] = []
        lines = self._lines("expected")
        if not lines:
            warn("option_missing", self.place(), id=self.id, option="expected")
        for line, text in lines:
            head, *parts = text.split(";")
            code, colon, verdict = (word.strip() for word in head.partition(":"))
            if not colon or verdict not in VERDICTS:
                warn("expected_syntax", self.place(line), id=self.id, text=text, choices=", ".join(VERDICTS))
                continue
            decisive: list[str] = []
            facts: list[Condition] = []
            for part in parts:
                try:
                    if "=" in part:
                        facts += parse_conditions(part)
                    else:
                        decisive += [id.strip() for id in part.split(",") if id.strip()]
                except ValueError:
                    self._report("fact_syntax", line, text=part.strip())
            expected.append(Expectation(code, verdict, tuple(decisive), tuple(facts), line))
        return tuple(expected)


@dataclass(frozen=True, slots=True)
class CaseData:
    """What is known, question by question, and what each code says: the explanation, its address in the assistant, and what
    is known for that code only."""

    known: tuple[tuple[str, str], ...]
    verdicts: tuple[tuple[Explanation, str, tuple[tuple[str, str], ...]], ...]


class CaseView(DrawnView):
    """The reasoning below a case: for every code, or for the one that the argument names after the case."""

    def draws_on(self, book: Handbook, argument: str) -> set[str]:
        _, expected = _read_argument(book, argument)
        codes = {expectation.code for expectation in expected}
        return {rule.place.docname for code in codes for rule in book.rules_of(code)}

    def present(self, book: Handbook, argument: str, medium: Medium) -> CaseData | None:
        case, expected = _read_argument(book, argument)
        if case is None or case.act not in book.acts:
            return None
        verdicts = []
        for expectation in expected:
            base = bases_of(book).get(expectation.code)
            if base is None:
                continue
            try:
                result = run_case(base, case, expectation)
            except AnswerError:
                continue  # the checks name it
            own = tuple(_name_facts(book, case, expectation.facts))
            verdicts.append((explain(base, result.decision), _address(case, expectation), own))
        # With one code the situation has just been told.
        known = () if " " in argument else tuple(_name_facts(book, case, case.facts))
        return CaseData(known, tuple(verdicts))

    def draw(self, data: CaseData, pen: Pen[Part]) -> list[Part]:
        result: list[Part] = []
        if data.known:
            result.append(pen.words(tell("case.known"), "policy-apparatus-title"))
            rows = ((question, [pen.text(answer)]) for question, answer in data.known)
            result.append(pen.definition_rows(rows, "policy-case-facts"))
        silent: list[str] = []
        for explanation, address, own in data.verdicts:
            if pen.medium.on_paper and explanation.verdict == "niet_geregeld":
                silent.append(explanation.short)
            else:
                result.append(_draw_verdict(explanation, address, own, pen))
        if silent:
            codes = tell("norm.silent", codes=listed(silent, "comma"))
            words = tell("case.silent", silent=codes, no_leave=tell("answer.no_leave"))
            result.append(pen.words(words, "policy-silence"))
        return result


def _draw_verdict(explanation: Explanation, address: str, own: tuple[tuple[str, str], ...], pen: Pen[Part]) -> Part:
    """What one code says of a case, with its reasons behind a line to open."""
    name = (Span(explanation.short), Span(" "), weight_of(explanation.weight))
    title = say("case.verdict", code=name, verdict=Span(explanation.label, role=explanation.sign))
    parts = [pen.heading(title, 4, "policy-verdict-title"), pen.words(explanation.headline, "policy-verdict-headline")]
    parts += [pen.paragraph(*pen.spans(line)) for line in explanation.until]
    if own:
        known = [say("answer.assumed", question=question, answers=answer) for question, answer in own]
        parts.append(pen.words(tell("case.known_too", answers=listed(known, "semicolon")), "policy-case-known"))
    body: list[Part] = []
    for part in explanation.parts:
        if part.key == "onward" or (pen.medium.on_paper and part.key == "assumed"):
            # A case is about its own act; and on paper nobody sees the answers that a question offers.
            continue
        body.append(pen.words(part.heading, "policy-apparatus-title"))
        body.append(pen.bullet_list(map(pen.spans, part.lines), "policy-reasons"))
    if pen.medium.on_paper:
        parts += body
    else:
        if pen.medium.has_files:
            body.append(pen.paragraph(pen.file(address, tell("case.try")), classes=["policy-case-try"]))
        parts.append(pen.folded(tell("case.why"), *body, classes=["policy-verdict-why"]))
    sign = explanation.sign.removeprefix("verdict-")
    return pen.container(parts, "policy-verdict", f"policy-verdict--{sign}", *of_code(explanation.code))


def _read_argument(book: Handbook, argument: str) -> tuple[Case | None, tuple[Expectation, ...]]:
    """The case of ``<case>`` or ``<case> <code>``, and what is expected of the codes that are shown."""
    id, _, code = argument.partition(" ")
    case = book.cases.get(id)
    expected = case.expected if case else ()
    return case, tuple(expectation for expectation in expected if code in ("", expectation.code))


def _name_facts(book: Handbook, case: Case, known: tuple[Condition, ...]) -> list[tuple[str, str]]:
    facts = {**book.facts, **scope_questions(book, case.place)}
    words = []
    for condition in known:
        fact = facts.get(condition.fact)
        if fact is not None:
            words.append((fact.question, name_answers(fact, condition.accepted)))
    return words


def _address(case: Case, expectation: Expectation) -> str:
    """The address of a case in the assistant, from the root of the site."""
    answers = {condition.fact: condition.accepted for condition in (*case.facts, *expectation.facts)}
    pairs = [("act", (case.act,)), *answers.items(), ("show", ("answer",))]
    fragment = "&".join(f"{quote(fact)}={','.join(map(quote, ids))}" for fact, ids in pairs)
    return f"docs/beslissen/{expectation.code}.html#{fragment}"
