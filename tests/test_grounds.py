"""Whether an answer cites what a lawyer would: two lists name, for cases of the book, the provisions that matter.

They were written beside the texts, before anyone saw an answer: provisions that decide, and those without which an answer misleads.
Some are not in force for who asks, so that not all can be cited. A link counts as citing. Which acts lead on to which was mended
with what ``grounds.tsv`` missed, so that it guards against loss and says little of cases that nobody listed.
``grounds-second.tsv`` names other cases and was held against answers afterwards: 108 of its 113 provisions were cited then.
"""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from policy_handbook.decision.bases import bases_of
from policy_handbook.decision.cases import run_case
from policy_handbook.presentation.explanation import explain

if TYPE_CHECKING:
    from policy_handbook.model.handbook import Handbook
    from policy_handbook.presentation.explanation import Explanation

LISTS = ("grounds.tsv", "grounds-second.tsv")
#: What a provision is named for, and of those the least share that is cited.
LEAST = {"decides": 0.95, "misleads-without": 0.8}
LEAST_OF_ALL = 0.9


@pytest.fixture(scope="module", params=LISTS)
def named(request: pytest.FixtureRequest) -> list[dict[str, str]]:
    with Path(__file__).with_name(request.param).open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def cited_by(explanation: Explanation) -> set[str]:
    """The ids of the rules to which an answer leads."""
    entries = [entry for part in explanation.parts for entry in part.entries]
    lines = [line for entry in (*entries, *explanation.standing) for _, line in entry.slots]
    return {span.target.removeprefix("rule:") for line in lines for span in line if span.target.startswith("rule:")}


def test_the_list_names_what_is_there(handbook: Handbook, named: list[dict[str, str]]) -> None:
    assert len(named) > 100
    assert {row["need"] for row in named} == set(LEAST)
    rules = {rule.full_id for code in handbook.codes for rule in handbook.rules_of(code)}
    assert [row for row in named if row["rule"] not in rules] == []
    assert len({row["case"] for row in named}) >= 30
    asked = {(case.id, one.code) for case in handbook.cases.values() for one in case.expected}
    assert [row for row in named if (row["case"], row["rule"].partition("/")[0]) not in asked] == []


def test_nine_in_ten_of_the_provisions_that_matter_are_cited(handbook: Handbook, named: list[dict[str, str]]) -> None:
    bases = bases_of(handbook)
    cited = {
        (case.id, one.code): cited_by(explain(bases[one.code], run_case(bases[one.code], case, one).decision))
        for case in handbook.cases.values()
        for one in case.expected
    }
    missing = [row for row in named if row["rule"] not in cited[row["case"], row["rule"].partition("/")[0]]]
    told = "\n".join("\t".join(row.values()) for row in missing)
    all_of, missed = Counter(row["need"] for row in named), Counter(row["need"] for row in missing)
    assert 1 - len(missing) / len(named) >= LEAST_OF_ALL, told
    for need, least in LEAST.items():
        assert 1 - missed[need] / all_of[need] >= least, told
