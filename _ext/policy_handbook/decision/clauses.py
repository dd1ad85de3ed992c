"""Everything of one code that decides: its clauses by act, and the facts that they ask for."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from ..model.records import CONTEXTS, Fact, Modality
from .gates import cells_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..model.handbook import Handbook
    from ..model.records import Code, Condition, Position, Rule
    from .gates import Answer, Gate


AUDIENCE = "audience"

CONTEXT = "context"

#: By whom a requirement is brought about that no body of one's own authority is asked for.
NOT_INTERNAL = ("self", "third", "other-text")


@dataclass(frozen=True, slots=True)
class Clause:
    """A position as decisions use it: whom it binds in full, and which clauses it sets aside."""

    index: int
    id: str
    rule: Rule
    position: Position
    gate: Gate
    audience: frozenset[str]
    context: frozenset[str]
    overrides: tuple[str, ...]


@dataclass
class DecisionBase:
    """Everything that decides for one code: its clauses by act, and the facts that they ask for."""

    book: Handbook
    code: Code
    clauses: tuple[Clause, ...]
    facts: dict[str, Fact]

    @classmethod
    def of_code(cls, book: Handbook, id: str) -> DecisionBase:
        """The base of a code that *book* has."""
        chains = book.derived.addressees
        bearers: dict[str, set[str]] = defaultdict(set)
        for audience, chain in chains.items():
            for wider in chain:
                bearers[wider].add(audience)
        clauses: list[Clause] = []
        for rule in book.rules_of(id):
            for position in rule.positions:
                if position.modality is Modality.STATEMENT:
                    continue
                # A text that does not say whom it binds speaks to everyone.
                bound = book.audience_of(rule, position) or ("", *book.audiences)
                clause = Clause(
                    index=len(clauses),
                    id=rule.position_id(position),
                    rule=rule,
                    position=position,
                    gate=position.when,
                    audience=frozenset().union(bound, *(bearers[audience] for audience in bound)),
                    context=frozenset(book.context_of(rule, position) or CONTEXTS),
                    overrides=tuple(f"{id}/{target}" for target in position.overrides),
                )
                clauses.append(clause)
        asked = dict.fromkeys(condition.fact for clause in clauses for condition in conditions_of(clause))
        order = {fact: index for index, fact in enumerate(book.facts)}
        names = sorted(asked, key=lambda fact: order.get(fact, len(order)))
        facts = {fact: book.facts.get(fact) or _make_up(fact, clauses) for fact in names}
        return cls(book, book.codes[id], tuple(clauses), facts)

    @cached_property
    def by_act(self) -> dict[str, tuple[Clause, ...]]:
        """For each act that the code speaks of the clauses on it or on its complement, and the exceptions among them."""
        found: dict[str, list[Clause]] = defaultdict(list)
        for clause in self.clauses:
            acts = dict.fromkeys(clause.position.acts)
            for act in clause.position.acts:
                if act in self.book.acts and self.book.acts[act].complement:
                    acts[self.book.acts[act].complement] = None
            for act in acts:
                found[act].append(clause)
        return {act: tuple(found[act]) for act in sorted(found, key=self._act_order)}

    def _act_order(self, act: str) -> int:
        return self._acts.get(act, len(self._acts))

    @cached_property
    def _acts(self) -> dict[str, int]:
        return {act: index for index, act in enumerate(self.book.acts)}

    @cached_property
    def always(self) -> tuple[Clause, ...]:
        """The standing clauses that hold whatever one does."""
        return tuple(clause for clause in self.clauses if clause.position.standing and not clause.position.acts)

    @cached_property
    def cells(self) -> dict[str, tuple[frozenset[str], ...]]:
        """For each fact the answers that the code's gates tell apart."""
        conditions: dict[str, list[Condition]] = {fact: [] for fact in self.facts}
        for clause in self.clauses:
            for alternative in clause.gate:
                for condition in alternative:
                    conditions[condition.fact].append(condition)
        return {id: cells_of(self.facts[id], conditions[id]) for id in self.facts}

    @cached_property
    def addressed(self) -> frozenset[str]:
        """The audiences that the code or one of its clauses names."""
        named = {id for clause in self.clauses for id in self.book.audience_of(clause.rule, clause.position)}
        return frozenset(named.union(self.code.audience))

    @cached_property
    def scopes(self) -> frozenset[tuple[str, str]]:
        """Each audience and context in which the code binds."""
        return frozenset(
            (audience, context) for clause in self.clauses for audience in clause.audience for context in clause.context
        )

    @cached_property
    def readings(self) -> dict[str, tuple[str, ...]]:
        """For each question of reading the choices that are not the reviewed one."""
        found: dict[str, dict[str, None]] = {}
        for clause in self.clauses:
            reading = clause.position.reading
            if reading is not None and not reading.default:
                found.setdefault(reading.question, {})[reading.choice] = None
        return {question: tuple(choices) for question, choices in found.items()}

    def audiences_meant(self, answer: Answer, given: bool) -> tuple[str, ...]:
        """The audiences that an answer leaves open: a wider one than the code knows can be any of its parts."""
        chains = self.book.derived.addressees
        if not given:
            own = self.code.audience or tuple(sorted(self.addressed)) or ("",)
            return tuple(id for id in own if not any(other != id and other in chains.get(id, ()) for other in own))
        if answer is None:
            return tuple(sorted(self.addressed))
        (audience,) = answer
        if audience in self.addressed:
            return (audience,)
        parts = [id for id in sorted(self.addressed) if audience in chains.get(id, ())]
        return (*parts, audience) if parts else (audience,)

    def contexts_meant(self, answer: Answer, given: bool, audience: str) -> tuple[str, ...]:
        """The contexts that an answer leaves open; not asked, those in which the code binds this audience."""
        if answer is not None:
            return tuple(answer)
        contexts = tuple(CONTEXTS)
        if given:
            return contexts
        # Whoever is not bound in any is out of scope in each.
        return tuple(context for context in contexts if (audience, context) in self.scopes) or contexts[:1]


def conditions_of(clause: Clause) -> Iterable[Condition]:
    """Every condition of a clause: those of its gate, then its requirements."""
    for alternative in clause.gate:
        yield from alternative
    for requirement in clause.position.requires:
        yield requirement.condition


def _make_up(id: str, clauses: Sequence[Clause]) -> Fact:
    """A question that nobody wrote (the checks have named it), with the answers that clauses accept."""
    options = {
        answer: answer
        for clause in clauses
        for condition in conditions_of(clause)
        if condition.fact == id
        for answer in condition.accepted
    }
    return Fact(id, id, "", tuple(options.items()), True, "", clauses[0].rule.place)
