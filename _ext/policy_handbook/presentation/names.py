"""What the slots of sentences are filled with: the questions, answers, rules, bodies and verdicts of one code, by id."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ..decision.answers import UNKNOWN, scope_facts
from ..decision.clauses import NOT_INTERNAL
from ..model.excerpts import show_excerpt
from ..model.records import CONTEXTS, KINDS
from .comparison import position_lines
from .relations import key_of_weight
from .say import Line, listed, plain, say, tell, words_listed
from .signs import role_of
from .spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..decision.clauses import Clause, DecisionBase
    from ..model.handbook import Handbook
    from ..model.records import Condition, Fact, Place, Requirement, Rule

# What stands before the last of the answers that count, by how they count together.
_JOINTS = {"any": "or", "all": "and", "none": "or"}


def scope_questions(book: Handbook, place: Place) -> dict[str, Fact]:
    """The questions of :func:`~policy_handbook.decision.answers.scope_facts` as a reader is asked them."""
    return {
        id: replace(
            fact,
            question=tell(f"scope.{id}"),
            why=tell(f"scope.{id}.why"),
            options=tuple(
                (option, tell(f"scope.context.{option}") if option in CONTEXTS else label)
                for option, label in fact.options
            ),
        )
        for id, fact in scope_facts(book, place).items()
    }


def name_audiences(book: Handbook, ids: Iterable[str]) -> str:
    """The labels of these audiences, in words; an id that is none stays as it is."""
    return words_listed(book.audiences[id].label if id in book.audiences else id for id in ids)


def name_audience_of(book: Handbook, rule: Rule) -> str:
    """Whom a rule binds, in words: those whom its positions address, or else the code's own audience."""
    found = dict.fromkeys(id for position in rule.positions for id in book.audience_of(rule, position))
    return name_audiences(book, found or book.audience_of(rule))


def name_contexts(contexts: Iterable[str]) -> str:
    """Capacities in words; an id that is none stays as it is (the checks name it)."""
    return words_listed(tell(f"context.{id}") if id in CONTEXTS else id for id in contexts)


def name_context_of(book: Handbook, rule: Rule) -> str:
    """In which capacity a rule binds, in words: that of its positions, in the reviewed reading of a doubtful text."""
    read = [p for p in rule.positions if p.reading is None or p.reading.default]
    found = dict.fromkeys(id for position in read for id in book.context_of(rule, position))
    words = name_contexts(found or book.context_of(rule))
    doubtful = any(p.reading and p.context and p.context != book.context_of(rule) for p in rule.positions)
    return tell("context.read", contexts=words) if doubtful else words


def name_kind(kind: str) -> str:
    """What a rule is, in words; a kind that is none stays as it is."""
    return tell(f"kind.{kind}") if kind in KINDS else kind


def name_answers(fact: Fact, ids: Iterable[str]) -> str:
    """The answers that were given to a question, in words; an id that is none stays as it is."""
    labels = {**dict(fact.options), UNKNOWN: tell("answer.unknown")}
    return words_listed(labels.get(id, id) for id in ids)


class Names:
    """The names of one code: ``position``, ``fact``, ``answer`` and ``body`` are ids of it."""

    def __init__(self, base: DecisionBase) -> None:
        self._base = base
        self._clauses: dict[str, Clause] = {clause.id: clause for clause in base.clauses}
        self._facts = {**scope_questions(base.book, base.code.place), **base.facts}

    def variant(self, key: str) -> str:
        """The key of what a text of tips says in place of *key*, where this is one: it forbids and orders nothing."""
        return key_of_weight(key, self._base.code.binding)

    def verdict(self, id: str, against: bool = False) -> str:
        """A verdict in two words, as a text of this weight can give it; *against* is advice against what is allowed."""
        return tell(self._key_of_verdict(id, against))

    def verdict_with_sign(self, id: str, against: bool = False) -> Span:
        """The same with its sign."""
        key = self._key_of_verdict(id, against)
        return Span(tell(key), role=role_of(key))

    def _key_of_verdict(self, id: str, against: bool) -> str:
        return "answer.verdict.mag.against" if against and id == "mag" else self.variant(f"answer.verdict.{id}")

    # -- questions, answers and requirements

    def question(self, fact: str) -> str:
        """The words of a question."""
        return self._facts[fact].question

    def answer(self, fact: str, id: str) -> str:
        """The words of an answer."""
        return dict(self._facts[fact].options).get(id, id)

    def answers(self, fact: str, accepted: Sequence[str], quantifier: str = "any", by: str = "self") -> str:
        """The answers that count, and by whom where that is not the asker."""
        labels = [tell("answer.label", words=self.answer(fact, id)) for id in accepted]
        words = plain(listed(labels, _JOINTS[quantifier]))
        if quantifier == "none":
            words = tell("answer.labels.none", answers=words)
        if by == "self":
            return words
        whom = tell(f"answer.by.{by}") if by in NOT_INTERNAL else tell("answer.by_body", body=self.body(by))
        return tell("answer.labels.by", answers=words, by=whom)

    def condition(self, condition: Condition) -> str:
        """The answers that count of a condition."""
        return self.answers(condition.fact, condition.accepted, condition.quantifier)

    def condition_in_words(self, condition: Condition) -> str:
        """A condition with its question."""
        return tell("answer.wanted", question=self.question(condition.fact), answers=self.condition(condition))

    def requirement(self, requirement: Requirement) -> str:
        """A requirement in words: the question, the answers that are in order, and by whom."""
        condition = requirement.condition
        answers = self.answers(condition.fact, condition.accepted, condition.quantifier, requirement.by)
        return tell("answer.wanted", question=self.question(condition.fact), answers=answers)

    # -- bodies

    def body(self, id: str) -> str:
        """A body by its local name where there is one, else as the code names it."""
        book = self._base.book
        contact = book.contacts.get(id)
        if contact is not None:
            return contact.name
        return book.bodies[id].label if id in book.bodies else id

    def ways(self, body: str) -> tuple[str, ...]:
        """Where to reach a body, as far as that is known."""
        contact = self._base.book.contacts.get(body)
        return contact.ways if contact else ()

    def ask_of(self, audience: str) -> str:
        """The body that an audience asks about the code, "" where that is its superior."""
        return self._base.book.ask_of(self._base.code.id, audience)

    def is_of(self, audience: str, body: str) -> bool:
        """Whether an audience is that body itself: one id can name both."""
        return body in self._base.book.derived.addressees.get(audience, ())

    # -- rules and their words

    def rule(self, position: str) -> Span:
        """The rule of a position, as a link."""
        rule = self._clauses[position].rule
        return Span(rule.label, f"rule:{rule.full_id}", "source")

    def rules(self, positions: Iterable[str]) -> Line:
        """The rules of positions, each once."""
        return listed(list(dict.fromkeys(map(self.rule, positions))), "comma")

    def quoted(self, position: str) -> dict[str, Line]:
        """The slots of ``answer.quoted``: the rule, the modality and the words of a position."""
        clause = self._clauses[position]
        modality, quote, rule = position_lines(self._base.book, clause.rule, clause.position)
        return {"rule": rule, "modality": modality, "quote": quote}

    def law(self, position: str) -> tuple[str, ...]:
        """On what a position asks what the law asks too."""
        return self._base.book.law_of(self._clauses[position].position)

    def hangs_on_answers(self, position: str) -> bool:
        """Whether it counts in some cases only, or as long as something is not in order."""
        clause = self._clauses[position]
        return bool(clause.gate or clause.position.requires)

    def clause(self, position: str) -> Line:
        """A position by the first words that it quotes: two of one rule would have one name."""
        clause = self._clauses[position]
        opening = show_excerpt(self._base.book.opening_of(clause.rule, clause.position))
        return say("answer.clause", opening=opening, rule=self.rule(position))
