"""What the answers reach in a code, for its editors: position by position, and answer by answer."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..decision.clauses import conditions_of
from ..decision.gates import gate_holds, holds
from ..decision.proof import NEVER, never_counts, short_id, write_conditions
from ..decision.space import Space
from .comparison import rule_name
from .decision_cells import NOTHING
from .names import name_contexts
from .spans import Cell, Column, Row, Span, Table, text_cell

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..decision.clauses import Clause, DecisionBase
    from ..model.handbook import Handbook
    from ..model.records import Case, Condition, Fact
    from .say import Line


@dataclass(frozen=True, slots=True)
class Reach:
    """What one code's answers reach: a line of figures, and both tables."""

    code: str
    short: str
    figures: str
    positions: Table
    answers: Table


def make_reach(base: DecisionBase) -> Reach:
    """The reach of one code."""
    space = Space(base)
    cases = base.book.derived.cases_on
    never = {clause.id: never_counts(space, clause) for clause in base.clauses}
    short = base.code.short
    asking: dict[str, list[Clause]] = defaultdict(list)
    for clause in base.clauses:
        for fact in dict.fromkeys(condition.fact for condition in conditions_of(clause)):
            asking[fact].append(clause)
    return Reach(
        base.code.id,
        short,
        _figures(base, never, cases),
        Table(
            f"dekking-{base.code.id}-standpunten",
            "reach",
            f"{short}: elk standpunt",
            (
                Column("Standpunt", 3),
                Column("Handelingen", 2),
                Column("Wanneer en wat nodig is", 3),
                Column("Telt mee", 1),
                Column("Opzijgezet door", 2),
                Column("Casussen", 2),
            ),
            tuple(_position_row(space, clause, never[clause.id], cases.get(clause.id, [])) for clause in base.clauses),
            (),
            (),
        ),
        Table(
            f"dekking-{base.code.id}-antwoorden",
            "reach",
            f"{short}: elk antwoord",
            (
                Column("Vraag en antwoord", 3),
                Column("Opent", 3),
                Column("Sluit", 3),
                Column("In orde voor", 3),
                Column("Niet in orde voor", 3),
            ),
            tuple(
                _answer_row(asking[fact.id], fact, *option) for fact in base.facts.values() for option in fact.options
            ),
            (),
            (),
        ),
    )


def _figures(base: DecisionBase, never: dict[str, str], cases: dict[str, list[Case]]) -> str:
    count = len(base.clauses)
    idle = sum(1 for why in never.values() if why)
    shown = sum(1 for clause in base.clauses if clause.id in cases)
    told = "ze tellen allemaal mee" if not idle else f"{idle} {'telt' if idle == 1 else 'tellen'} nooit mee"
    return (
        f"Standpunten: {count}, {told}. In een casus beslissend: {shown}. "
        f"Vragen: {len(base.facts)}, antwoorden: {sum(len(fact.options) for fact in base.facts.values())}."
    )


def _position_row(space: Space, clause: Clause, why: str, cases: list[Case]) -> Row:
    position, book = clause.position, space.base.book
    name: Line = (Span(clause.rule.label, f"rule:{clause.rule.full_id}", "source"), Span(f" #{position.name}"))
    norm: Line = (
        Span(position.modality.label, role=f"modality-{position.modality}"),
        Span(": "),
        Span(position.norm, f"norm:{position.norm}"),
    )
    acts = [(Span(book.acts[id].label if id in book.acts else id, f"act:{id}"),) for id in position.acts]
    if position.standing:
        acts.insert(0, (Span("geldt altijd"),))
    if why:
        counts = text_cell(f"nee: {NEVER[why]}", state="gap")
    elif position.reading is not None and not position.reading.default:
        counts = text_cell("enkel in een andere lezing")
    else:
        counts = text_cell("ja")
    return Row(
        (
            Cell((name, norm)),
            _cell(acts),
            _cell(_terms(space.base, clause)),
            counts,
            _cell((_name(exception),) for exception in space.against.get(clause.id, ())),
            _cell((Span(case.title, f"case:{case.id}"),) for case in cases),
        )
    )


def _terms(base: DecisionBase, clause: Clause) -> Iterable[Line]:
    """When a position speaks, for whom where that is not the code's own, and what must be in order."""
    book, rule, position = base.book, clause.rule, clause.position
    if (bound := book.audience_of(rule, position)) != base.code.audience:
        yield (Span(f"voor {book.name_audiences(bound)}"),)
    if (contexts := book.context_of(rule, position)) != base.code.context:
        yield (Span(name_contexts(contexts)),)
    for index, conditions in enumerate(clause.gate):
        yield (Span("of " if index else ""), *_condition_spans(conditions))
    for requirement in position.requires:
        words = "nodig: " if requirement.timing == "before" else "achteraf: "
        yield (Span(words), *_condition_spans([requirement.condition]))


def _condition_spans(conditions: Iterable[Condition]) -> Iterable[Span]:
    for index, condition in enumerate(conditions):
        yield Span("; " if index else "")
        yield Span(condition.fact, f"fact:{condition.fact}")
        yield Span(write_conditions([condition]).removeprefix(condition.fact))


def _answer_row(asking: list[Clause], fact: Fact, id: str, label: str) -> Row:
    """What one answer to a question does, given alone, to the clauses that ask it."""
    opens: list[Clause] = []
    closes: list[Clause] = []
    meets: list[Clause] = []
    fails: list[Clause] = []
    for clause in asking:
        gates = [c for conditions in clause.gate for c in conditions if c.fact == fact.id]
        if any(_helps(c, id) for c in gates):
            opens.append(clause)
        elif gates and gate_holds(clause.gate, {fact.id: frozenset({id})}) is False:
            closes.append(clause)
        needed = [r.condition for r in clause.position.requires if r.condition.fact == fact.id]
        if needed:
            (meets if all(_helps(c, id) for c in needed) else fails).append(clause)
    header = Cell(((Span(fact.id, f"fact:{fact.id}"), Span(f" = {id}")), (Span(label),)))
    return Row((header, *(_cell((_name(c),) for c in clauses) for clauses in (opens, closes, meets, fails))))


def _helps(condition: Condition, id: str) -> bool:
    """Whether an answer fulfils a condition, or is one of those that do so together."""
    return bool(holds(condition, frozenset({id}))) or (condition.quantifier == "all" and id in condition.accepted)


def _cell(lines: Iterable[Line]) -> Cell:
    return Cell(found) if (found := tuple(lines)) else NOTHING


def _name(clause: Clause) -> Span:
    return Span(short_id(clause), f"rule:{clause.rule.full_id}")


# -- reviewed clashes


def clash_sentence(book: Handbook, duties: Iterable[str], bans: Iterable[str], reason: str) -> Line:
    """Duties and the bans that they meet (ids of positions), as an editor reviewed them."""
    line = list(_rules(book, duties, named=True))
    line.append(Span(" kan verplichten wat "))
    forbidding = list(_rules(book, bans, named=False))
    line += forbidding
    line.append(Span(f" {'verbiedt' if len(forbidding) == 1 else 'verbieden'}: {reason}"))
    return tuple(line)


def _rules(book: Handbook, positions: Iterable[str], *, named: bool) -> Iterable[Span]:
    """Links to the rules of these positions, each once; the first with its code where that is to be *named*."""
    rules = list(dict.fromkeys(id.partition("#")[0] for id in positions))
    for index, id in enumerate(rules):
        if index:
            yield Span(" en " if index == len(rules) - 1 else ", ")
        rule = book.get_rule(id)
        label = rule.label if rule else id
        yield Span(rule_name(book, id) if named and not index else label, f"rule:{id}", "source")
