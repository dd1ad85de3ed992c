"""The list of what was published: the rules, each cited somewhere and with its id for ever, and the answers to questions.

One ``<code>/<rule-id>@<version>`` or ``<question>=<answer>`` a line; what follows it after white space, empty lines and lines that
begin with ``#`` are passed over. An answer that is not in the list, to a question that is, came later: no editor of the other codes
that ask it has looked at it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ..decision.answers import AnswerError
from ..decision.bases import bases_of
from ..decision.cases import run_case
from ..model.likeness import find_nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..decision.clauses import DecisionBase
    from ..model.handbook import Handbook
    from ..model.records import Condition, Fact

_NAME = re.compile(r"(?P<code>[^\s/@]+)/(?P<rule>[^\s/@]+)@(?P<version>[^\s/@]+)")


@dataclass(frozen=True, slots=True)
class Lost:
    """A line of the list that leads nowhere: a rule, a whole text (``rule`` is "", ``count`` its rules), or what names none.

    ``nearest`` is the rule of that text that is likely the same under another id.
    """

    line: int
    text: str
    rule: str = ""
    count: int = 1
    nearest: str = ""


def find_lost(book: Handbook, listed: str) -> list[Lost]:
    """What the list has and the book has not, by line; a text that is gone as a whole is one."""
    names = [(number, name) for number, name in _entries(listed) if "=" not in name]
    known = {name for _, name in names}
    lost: list[Lost] = []
    gone: dict[tuple[str, str], list[int]] = {}
    for number, name in names:
        match = _NAME.fullmatch(name)
        if match is None:
            lost.append(Lost(number, name))
        elif (match["code"], match["version"]) not in book.texts:
            gone.setdefault((match["code"], match["version"]), []).append(number)
        elif match["rule"] not in book.texts[match["code"], match["version"]]:
            fresh = [
                id
                for id in book.texts[match["code"], match["version"]]
                if f"{match['code']}/{id}@{match['version']}" not in known
            ]
            near = fresh[0] if len(fresh) == 1 else find_nearest(match["rule"], fresh)
            lost.append(Lost(number, f"{match['code']}@{match['version']}", match["rule"], nearest=near))
    lost += [Lost(lines[0], f"{code}@{version}", count=len(lines)) for (code, version), lines in gone.items()]
    return sorted(lost, key=lambda entry: entry.line)


def _entries(listed: str) -> list[tuple[int, str]]:
    """The names in the list, each with its line."""
    lines = enumerate(listed.splitlines(), 1)
    return [(number, line.split()[0]) for number, line in lines if line.strip() and not line.lstrip().startswith("#")]


@dataclass(frozen=True, slots=True)
class Change:
    """What a code says of a case, and what it would say if a question had the new answer: the ids of verdicts."""

    code: str
    case: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class NewAnswer:
    """An answer that came after the list, the codes that ask its question, and what it would change in the cases."""

    fact: Fact
    answer: str
    codes: tuple[str, ...]
    changes: tuple[Change, ...]


def find_new_answers(book: Handbook, listed: str) -> list[NewAnswer]:
    """The answers that are not in the list, to questions that are and that more than one code asks."""
    known = {name for _, name in _entries(listed) if "=" in name}
    asked = {name.partition("=")[0] for name in known}
    found = []
    for fact in book.facts.values():
        later = [answer for answer, _ in fact.options if f"{fact.id}={answer}" not in known]
        if later and fact.id in asked:
            bases = [base for base in bases_of(book).values() if fact.id in base.facts]
            for answer in later if len(bases) > 1 else ():
                changes = tuple(change for base in bases for change in _find_changes(base, fact, answer))
                found.append(NewAnswer(fact, answer, tuple(base.code.id for base in bases), changes))
    return found


def _find_changes(base: DecisionBase, fact: Fact, answer: str) -> Iterator[Change]:
    for case in base.book.cases.values():
        for expectation in case.expected:
            given = {condition.fact for condition in (*case.facts, *expectation.facts)}
            if expectation.code != base.code.id or fact.id not in given or case.act not in base.book.acts:
                continue
            changed = replace(case, facts=_with_answer(case.facts, fact.id, answer))
            expected = replace(expectation, facts=_with_answer(expectation.facts, fact.id, answer))
            try:
                before = run_case(base, case, expectation).decision.verdict
                after = run_case(base, changed, expected).decision.verdict
            except AnswerError:
                continue  # the checks of the case say why
            if before is not after:
                yield Change(base.code.id, case.id, before.id, after.id)


def _with_answer(facts: tuple[Condition, ...], fact: str, answer: str) -> tuple[Condition, ...]:
    return tuple(replace(given, accepted=(answer,)) if given.fact == fact else given for given in facts)


def names_of(book: Handbook) -> list[str]:
    """All that is to be listed of a book."""
    rules = [f"{rule.full_id}@{rule.version}" for rules in book.texts.values() for rule in rules.values()]
    return [*rules, *(f"{fact.id}={answer}" for fact in book.facts.values() for answer, _ in fact.options)]


def add_published(listed: str, names: Iterable[str], head: str) -> tuple[str, int]:
    """The list with these names at its end, and how many were new; what it had stays as it is, an empty one begins with *head*."""
    known = {name for _, name in _entries(listed)}
    new = [name for name in names if name not in known]
    before = listed or head
    return before + "\n" * (not before.endswith("\n")) + "".join(f"{name}\n" for name in new), len(new)
