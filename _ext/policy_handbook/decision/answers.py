"""Reading what someone answered: by name, checked against what can be asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model.records import CONTEXTS, Fact
from .clauses import AUDIENCE, CONTEXT

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from ..model.handbook import Handbook
    from ..model.records import Condition, Place
    from .gates import Answer

UNKNOWN = "?"


class AnswerError(ValueError):
    """An answer that cannot be: ``subtype`` is a key of the diagnostics' messages, ``words`` fill it.

    ``known`` are the names among which the nearest can be looked up.
    """

    def __init__(self, subtype: str, known: Collection[str] = (), **words: str) -> None:
        super().__init__(subtype, words)
        self.subtype = subtype
        self.known = tuple(known)
        self.words = words


def scope_facts(book: Handbook, place: Place) -> dict[str, Fact]:
    """The two questions that every code asks and no editor writes, without words: in which role, and in which capacity."""
    audiences = tuple((term.id, term.label) for term in book.audiences.values())
    contexts = tuple((context, context) for context in CONTEXTS)
    return {
        id: Fact(id, id, "", options, False, "", place) for id, options in ((AUDIENCE, audiences), (CONTEXT, contexts))
    }


def read_answers(facts: Mapping[str, Fact], given: Mapping[str, Sequence[str]]) -> dict[str, Answer]:
    """The answers that these words mean: for each fact the options chosen, or ``?`` for "weet ik niet".

    Raises AnswerError for a fact or an answer that does not exist, for several answers where one is asked, and for "geen
    van deze" beside another answer. Answers keep no order.
    """
    answers: dict[str, Answer] = {}
    for id, words in given.items():
        fact = facts.get(id)
        if fact is None:
            raise AnswerError("answer_fact", facts, id=id)
        chosen = frozenset(words)
        if chosen == {UNKNOWN}:
            answers[id] = None
            continue
        options = [option for option, _ in fact.options]
        for word in words:
            if word not in options:
                raise AnswerError("answer_unknown", options, id=word, fact=id, choices=", ".join(options))
        if not chosen:
            raise AnswerError("answer_missing", fact=id, choices=", ".join(options))
        if len(chosen) > 1 and not fact.multiple:
            raise AnswerError("answer_single", fact=id, value=", ".join(words))
        if len(chosen) > 1 and fact.none in chosen:
            raise AnswerError("answer_none", fact=id, id=fact.none)
        answers[id] = chosen
    return answers


def as_given(conditions: Iterable[Condition]) -> dict[str, tuple[str, ...]]:
    """Facts as an editor writes them ("fact = answer, answer"), by fact."""
    return {condition.fact: condition.accepted for condition in conditions}
