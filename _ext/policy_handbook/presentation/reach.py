"""What the answers reach in a code, for its editors: position by position, and answer by answer."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..decision.bases import table_of
from ..decision.clauses import conditions_of
from ..decision.gates import gate_holds, holds
from ..decision.proof import never_counts, short_id
from ..decision.space import Space
from ..model.positions import write_conditions
from .comparison import rule_name
from .decision_cells import NOTHING
from .names import name_audiences, name_contexts
from .relations import show_modality
from .say import listed, say, tell, tell_why
from .spans import Cell, Column, Row, Span, Table, text_cell

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ..decision.clauses import Clause, DecisionBase
    from ..model.handbook import Handbook
    from ..model.records import Case, Condition, Fact
    from ..model.why import Why
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
    space = Space(base, table_of(base))
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
            tell("reach.positions", code=short),
            (
                Column(tell("reach.position"), 3),
                Column(tell("reach.acts"), 2),
                Column(tell("reach.terms"), 3),
                Column(tell("reach.counts"), 1),
                Column(tell("reach.aside"), 2),
                Column(tell("reach.cases"), 2),
            ),
            tuple(_position_row(space, clause, never[clause.id], cases.get(clause.id, ())) for clause in base.clauses),
            (),
            (),
        ),
        Table(
            f"dekking-{base.code.id}-antwoorden",
            "reach",
            tell("reach.answers", code=short),
            (
                Column(tell("reach.answer"), 3),
                Column(tell("reach.opens"), 3),
                Column(tell("reach.closes"), 3),
                Column(tell("reach.meets"), 3),
                Column(tell("reach.fails"), 3),
            ),
            tuple(
                _answer_row(asking[fact.id], fact, *option) for fact in base.facts.values() for option in fact.options
            ),
            (),
            (),
        ),
    )


def _figures(base: DecisionBase, never: dict[str, Why | None], cases: Mapping[str, Sequence[Case]]) -> str:
    count = len(base.clauses)
    idle = sum(1 for why in never.values() if why)
    shown = sum(1 for clause in base.clauses if clause.id in cases)
    return tell(
        "reach.figures",
        count=count,
        counted=tell("reach.idle", n=idle) if idle else tell("reach.all"),
        shown=shown,
        facts=len(base.facts),
        answers=sum(len(fact.options) for fact in base.facts.values()),
    )


def _position_row(space: Space, clause: Clause, why: Why | None, cases: Sequence[Case]) -> Row:
    position, book = clause.position, space.base.book
    name: Line = (Span(clause.rule.label, f"rule:{clause.rule.full_id}", "source"), Span(f" #{position.name}"))
    norm: Line = (
        show_modality(book, clause.rule, position),
        Span(": "),
        Span(position.norm, f"norm:{position.norm}"),
    )
    acts: list[Line] = [(Span(book.acts[id].label if id in book.acts else id, f"act:{id}"),) for id in position.acts]
    if position.standing:
        acts.insert(0, say("reach.standing"))
    if why:
        counts = text_cell(tell("reach.no", why=tell_why(why)), state="gap")
    elif position.reading is not None and not position.reading.default:
        counts = text_cell(tell("reach.other"))
    else:
        counts = text_cell(tell("reach.yes"))
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
        yield say("reach.audience", audiences=name_audiences(book, bound))
    if (contexts := book.context_of(rule, position)) != base.code.context:
        yield (Span(name_contexts(contexts)),)
    for index, conditions in enumerate(clause.gate):
        line = tuple(_condition_spans(conditions))
        yield say("reach.or", conditions=line) if index else line
    for requirement in position.requires:
        key = "reach.before" if requirement.timing == "before" else "reach.after"
        yield say(key, condition=tuple(_condition_spans([requirement.condition])))


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
    forbidding = _rules(book, bans, named=False)
    return say(
        "reach.clash",
        duties=listed(_rules(book, duties, named=True)),
        bans=listed(forbidding),
        n=len(forbidding),
        reason=reason,
    )


def _rules(book: Handbook, positions: Iterable[str], *, named: bool) -> list[Span]:
    """Links to the rules of these positions, each once; the first with its code where that is to be *named*."""
    spans: list[Span] = []
    for id in dict.fromkeys(id.partition("#")[0] for id in positions):
        rule = book.get_rule(id)
        label = rule.label if rule else id
        spans.append(Span(rule_name(book, id) if named and not spans else label, f"rule:{id}", "source"))
    return spans
