"""What the browser tells of a decision: the same parts, sentences and links as Python, on every case and on random sheets."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from policy_handbook.builders.decision_files import as_script, dump_base, dump_wording, make_span
from policy_handbook.decision.answers import AnswerError
from policy_handbook.decision.bases import bases_of, table_of
from policy_handbook.decision.cases import answers_of
from policy_handbook.decision.remedies import find_remedies
from policy_handbook.decision.walk import decide
from policy_handbook.model.records import Contact
from policy_handbook.presentation.explanation import Part, explain
from policy_handbook.presentation.say import SENTENCES, tell
from policy_handbook.views.component import folder_of
from test_decide import as_given, draw_base, draw_link, draw_position, draw_situation

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from playwright.sync_api import Browser, Page
    from policy_handbook.decision.clauses import DecisionBase
    from policy_handbook.model.handbook import Handbook
    from policy_handbook.presentation.say import Line
    from test_decide import Situation

pytestmark = pytest.mark.browser

SCRIPTS = ("policy-walk.js", "policy-remedy.js", "policy-say.js", "policy-explanation.js")
SHEETS = 10_000
# Of each situation what Python tells too: not the boxes that go with the sentences, nor parts without any.
TELL = """rows => JSON.stringify(rows.map(([act, given]) => {
  const decision = policyWalk.decide(base, act, given);
  const remedies = policyRemedy.find(base, act, given, decision);
  const { headline, label, until, parts, near, standing } = policyExplanation.explain(base, decision, given, remedies);
  const all = [...parts, { key: "near", entries: near }, { key: "standing", entries: standing }];
  const told = all.filter(({ entries }) => entries.length).map(({ key, entries }) =>
    [key, entries.map(({ key, slots }) => [key, slots, policySay.say(key, slots)])]);
  return [headline, label, until, told];
}))"""


@pytest.fixture(scope="module")
def page(browser: Browser, handbook: Handbook) -> Iterator[Page]:
    """An empty page with the scripts, the sentences and the base of every code."""
    page = browser.new_page()
    for base in bases_of(handbook).values():
        page.add_script_tag(content=as_script(base.code.id, dump_base(base)).decode())
    page.add_script_tag(content=dump_wording(handbook).decode())
    for script in SCRIPTS:
        page.add_script_tag(path=folder_of("assistant") / script)
    yield page
    page.close()


def as_data(line: Line) -> list[list[str]]:
    return [make_span(span) for span in line]


def told_by_python(base: DecisionBase, act: str, sheet: Any) -> list[Any]:
    decision = decide(table_of(base), act, sheet)
    explanation = explain(base, decision, find_remedies(table_of(base), decision))
    return [
        explanation.headline,
        explanation.label,
        [as_data(line) for line in explanation.until],
        [
            [
                part.key,
                [
                    [entry.key, {name: as_data(line) for name, line in entry.slots}, as_data(entry.line)]
                    for entry in part.entries
                ],
            ]
            for part in (*explanation.parts, Part("near", explanation.near), Part("standing", explanation.standing))
            if part.entries
        ],
    ]


def differences(page: Page, base: DecisionBase, situations: Sequence[Situation]) -> list[str]:
    """The situations of which the browser tells something else."""
    page.evaluate("code => { window.base = policyDecisions[code]; }", base.code.id)
    rows = [(act, as_given(sheet)) for act, sheet in situations]
    found = []
    for (act, sheet), got in zip(situations, json.loads(page.evaluate(TELL, rows)), strict=True):
        wanted = told_by_python(base, act, sheet)
        if got != wanted:
            differing = next((pair for pair in zip(got, wanted, strict=True) if pair[0] != pair[1]), None)
            found.append(f"{base.code.id} {act} {as_given(sheet)}: (browser, Python) {differing}")
    return found


def test_the_browser_tells_the_cases_as_python_does(page: Page, handbook: Handbook) -> None:
    told = 0
    for code, base in bases_of(handbook).items():
        situations: list[Situation] = []
        for case in handbook.cases.values():
            for expectation in case.expected:
                if expectation.code == code:
                    try:
                        situations.append((case.act, answers_of(handbook, case, expectation)))
                    except AnswerError:
                        continue  # the checks of the book name it
        assert differences(page, base, situations)[:3] == []
        told += len(situations)
    assert told > 300


def test_the_comparison_notices_a_word(page: Page, handbook: Handbook) -> None:
    base = bases_of(handbook)["turnhout"]
    situations: list[Situation] = [(act, {}) for act in base.by_act]
    change = "words => { policyWording.sentences['answer.status.open'] = words; }"
    page.evaluate(change, "na te gaan")
    assert differences(page, base, situations)
    page.evaluate(change, tell("answer.status.open"))
    assert differences(page, base, situations) == []


def test_who_is_a_body_does_not_hang_on_the_sentences(page: Page, handbook: Handbook) -> None:
    base = bases_of(handbook)["turnhout"]
    situations: list[Situation] = [(act, {}) for act in base.by_act]
    bodies = [f"answer.by.{body.id}" for body in handbook.bodies_of("turnhout")]
    page.evaluate("keys => { for (const key of keys) policyWording.sentences[key] = 'door wie dan ook'; }", bodies)
    assert differences(page, base, situations)[:3] == []
    page.evaluate("keys => { for (const key of keys) delete policyWording.sentences[key]; }", bodies)


def test_the_browser_tells_random_sheets_as_python_does(page: Page, handbook: Handbook) -> None:
    draw = random.Random("vertellen")
    for base in bases_of(handbook).values():
        situations = [draw_situation(draw, base) for _ in range(SHEETS // len(handbook.codes))]
        assert differences(page, base, situations)[:3] == []


def test_the_browser_tells_odd_codes_as_python_does(page: Page) -> None:
    """Also of tips, and with bodies that can be reached."""
    draw = random.Random("vreemd verteld")
    parts: set[str] = set()
    for number in range(100):
        base = draw_base(draw, draw_link if number % 4 > 1 else draw_position)
        code = replace(base.code, binding="tip", ask="dienst") if number % 2 else base.code
        ways = ("vragen@proef.example", "014 00 00 00") if number % 3 > 1 else ()
        contact = Contact("team Vragen", *ways)
        contacts = {"dienst": contact} if number % 3 else {}
        base = bases_of(replace(base.book, codes={"a": code}, contacts=contacts))["a"]
        page.add_script_tag(content=as_script("a", dump_base(base)).decode())
        page.add_script_tag(content=dump_wording(base.book).decode())
        situations = [draw_situation(draw, base) for _ in range(25)]
        assert differences(page, base, situations)[:3] == []
        parts |= {key for act, sheet in situations for key, _ in told_by_python(base, act, sheet)[3]}
    wanted = {key.removeprefix("answer.part.") for key in SENTENCES if key.startswith("answer.part.")}
    assert parts == wanted | {"near", "standing"}
