"""From answers to a verdict: a walk over the table of a code (see :mod:`.table`).

It holds only what depends on answers: which rows count, what exceptions take away, what is not known, and putting the result
together. ``policy-walk.js`` is the same walk in the browser, function by function; a test holds both to the same outcomes. The
verdicts and their order are those of the handbook's decision semantics (docs/ontwikkeling/decide.md).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from .answers import UNKNOWN
from .clauses import AUDIENCE, CONTEXT
from .gates import conjunction_holds, gate_holds, holds
from .result import Decision, Ground, OtherReading, Reason, SetAside, WeighedRequirement
from .table import facts_of, find_exceptions
from .verdicts import Status, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from .gates import Answer, Gate
    from .table import ActRow, CodeTable, Need, Row, World

# A set of verdicts, as bits.
Verdicts = int


def decide(table: CodeTable, act: str, given: Mapping[str, Answer]) -> Decision:
    """What a code says of an act when *given* is known.

    *given* maps the ids of facts (and ``audience``, ``context``) to the options chosen, or to None for "weet ik niet"; a
    fact that is missing was not asked. Answers must be known ones (see :func:`.answers.read_answers`); a KeyError is raised for an
    audience or a context that the book does not have.
    """
    matter = _make_matter(table, act, given)
    weighed = _decide_reading(matter, {})
    chosen = _strictest(weighed)
    verdict, world = chosen.verdict, chosen.world
    outcomes = [split.strictest for split in chosen.splits]
    grounds = [
        replace(ground, supposed=gate_holds(ground.clause.gate, matter.known) is None)
        for outcome in outcomes
        for ground in outcome.grounds
    ]
    set_aside = [entry for outcome in outcomes for entry in outcome.set_aside]
    exceptions = _sorted(row for outcome in outcomes for row in outcome.exceptions)
    dispensations = _sorted(row for outcome in outcomes for row in outcome.dispensations)
    answers = {id: answer for outcome in outcomes for id, answer in outcome.supposed.items()}
    supposed = [(id, tuple(sorted(answers[id]))) for id in table.facts if id in answers]
    depends = {fact for other in weighed for fact in other.depends}
    used = facts_of(entry.row for entry in _in_scope(matter.entries, world, {}))
    scope = [(AUDIENCE, world[0]), (CONTEXT, world[1])]
    assumptions = [
        *((id, answer) for id, answer in scope if id not in given),
        # Where a question is not at issue nothing is taken of it: nobody shares what he made himself.
        *(
            (id, answer)
            for id, answer in matter.assumed.items()
            if id in used and gate_holds(table.facts[id].ask, matter.known) is not False
        ),
    ]
    matters = [answer for place, answer in enumerate(scope) if _differs(weighed, place)]
    depends.update(id for id, _ in matters)
    possible = _union(other.possible for other in weighed)
    return Decision(
        code=table.code,
        act=act,
        verdict=verdict,
        reason=_reason(table, world, set_aside) if verdict is Verdict.NIET_GEREGELD else None,
        grounds=tuple(sorted(grounds, key=lambda ground: (-ground.verdict, ground.clause.index))),
        conditions=_conditions(matter, grounds, (*exceptions, *dispensations)),
        standing=tuple(entry.row for entry in chosen.standing),
        set_aside=tuple(sorted(set_aside, key=lambda entry: (entry.clause.index, entry.by.index))),
        exceptions=exceptions,
        dispensations=dispensations,
        assumptions=tuple(entry for entry in assumptions if entry[0] not in depends),
        depends_on=tuple(id for id in (AUDIENCE, CONTEXT, *table.facts) if id in depends),
        possible=tuple(verdict for verdict in Verdict if possible >> verdict & 1),
        supposed=(*((id, (answer,)) for id, answer in matters), *supposed),
        readings=tuple(_other_readings(matter, verdict)),
        law=tuple(one.kind for one in table.law.get(act, ()) if gate_holds(one.when, matter.known) is not False),
        audience=world[0],
        given=given,
    )


# -- what is asked, and what is known of it


@dataclass(frozen=True, slots=True)
class _Matter:
    """What is asked: the rows of the act, the worlds that the answers leave open, and what is known and assumed.

    ``stands`` is how the needs of a row stand together, by its index.
    """

    table: CodeTable
    act: str
    entries: tuple[ActRow, ...]
    worlds: tuple[World, ...]
    known: dict[str, Answer]
    assumed: dict[str, str]
    stands: dict[int, Status]


def _make_matter(table: CodeTable, act: str, given: Mapping[str, Answer]) -> _Matter:
    known: dict[str, Answer] = {}
    assumed: dict[str, str] = {}
    for id, fact in table.facts.items():
        if id not in given and fact.assume:
            assumed[id] = fact.assume
            known[id] = frozenset({fact.assume})
        else:
            known[id] = given.get(id)
    entries = table.acts.get(act, ())
    return _Matter(
        table,
        act,
        entries,
        worlds_left(table, given),
        known,
        assumed,
        {entry.row.index: _together(entry.row, known) for entry in (*entries, *table.always)},
    )


def rows_in_force(table: CodeTable, act: str, given: Mapping[str, Answer]) -> list[Row]:
    """The rows on an act that bind whoever answered so, in the reviewed reading: those whose gate holds, then those whose may.

    What nobody asked is taken as it is assumed.
    """
    matter = _make_matter(table, act, given)
    bound = [
        entry.row for entry in matter.entries if entry.row.reviewed and not entry.row.scope.isdisjoint(matter.worlds)
    ]
    return [row for wanted in (True, None) for row in bound if gate_holds(row.gate, matter.known) is wanted]


def worlds_left(table: CodeTable, given: Mapping[str, Answer]) -> tuple[World, ...]:
    """The worlds that what is given leaves open."""
    return table.worlds[_answer_to(given, AUDIENCE), _answer_to(given, CONTEXT)]


def _answer_to(given: Mapping[str, Answer], fact: str) -> str:
    """The one answer to a question of scope: "" where nobody asked, ``?`` where it is not known."""
    answer = given.get(fact)
    return next(iter(answer)) if answer else UNKNOWN if fact in given else ""


def _in_scope(entries: Iterable[ActRow], world: World, choices: Mapping[str, str]) -> list[ActRow]:
    """Those that bind in a world, in one reading of doubtful texts: the reviewed one where nothing is chosen."""
    return [entry for entry in entries if world in entry.row.scope and _is_read(entry.row, choices)]


def _is_read(row: Row, choices: Mapping[str, str]) -> bool:
    reading = row.reading
    if reading is not None and reading.question in choices:
        return reading.choice == choices[reading.question]
    return row.reviewed


# -- what rows give


def _status_of(need: Need, known: Mapping[str, Answer]) -> Status:
    """How a need stands."""
    condition = need.requirement.condition
    answer = known[condition.fact]
    if answer is not None and not answer.isdisjoint(need.refused):
        return Status.REFUSED
    held = holds(condition, answer)
    return need.states[1 if held is None else 2 * held]


def _together(row: Row, known: Mapping[str, Answer]) -> Status:
    """How the needs of a row stand together, of those that come before the act."""
    return max((_status_of(need, known) for need in row.before), key=lambda one: one.rank, default=Status.MET)


@dataclass(slots=True)
class _Outcome:
    """What rows give under one set of answers."""

    grounds: list[Ground]
    set_aside: list[SetAside] = field(default_factory=list)
    exceptions: list[Row] = field(default_factory=list)
    dispensations: list[Row] = field(default_factory=list)
    supposed: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @property
    def verdict(self) -> Verdict:
        return max((ground.verdict for ground in self.grounds), default=Verdict.NIET_GEREGELD)


def _ground(entry: ActRow, status: Status) -> list[Ground]:
    """What a row in force gives."""
    give = entry.given_at(status)
    return [Ground(entry.row, give.verdict, give.against, give.curable)] if give.verdict else []


# How far an exception takes its target away: not at all, perhaps upon consultation, perhaps, wholly.
_EASE = {Status.UNMET: 0, Status.FINAL: 0, Status.REFUSED: 0, Status.CONSULT: 1, Status.OPEN: 2, Status.MET: 3}
_NOT, _CONSULTED, _WHOLLY = 0, 1, 3


def _evaluate(matter: _Matter, in_force: Sequence[ActRow]) -> _Outcome:
    """What the rows of a group give that are in force: needs go by what is known, never by what is supposed."""
    stands = matter.stands
    against = find_exceptions(in_force)
    taken: dict[int, tuple[int, ActRow | None]] = {}

    def take(entry: ActRow) -> tuple[int, ActRow | None]:
        """How far the exceptions to a row take it away, and which of them does."""
        index = entry.row.index
        if index in taken:
            return taken[index]
        taken[index] = (_NOT, None)  # a circle of exceptions takes nothing away; the checks name it
        most: tuple[int, ActRow | None] = (_NOT, None)
        for other in against.get(index, ()):
            far, _ = take(other)
            ease = _EASE[stands[other.row.index]]
            if far == _WHOLLY or (other.row.effect == "dispensation" and ease < _WHOLLY):
                continue
            if far and ease == _WHOLLY:
                ease = far
            if ease > most[0]:
                most = ease, other
        taken[index] = most
        return most

    outcome = _Outcome([])
    for entry in in_force:
        row = entry.row
        far, exception = take(entry)
        exceptions = against.get(row.index, ())
        if exception and far == _WHOLLY:
            outcome.set_aside.append(SetAside(row, exception.row))
            if exception.row.effect == "releases" and entry.makes_demands:
                # What had to be in order no longer need be: every requirement of this position is out of the way.
                outcome.grounds.append(Ground(exception.row, Verdict.MAG, exception=exception.row))
            continue
        waits = row.effect == "permits" and stands[row.index] in (Status.OPEN, Status.CONSULT)
        targets = [other for other in in_force if other.row.index in row.takes] if waits else []
        if targets and not any(take(target)[1] is entry for target in targets):
            continue  # another exception does its work: nothing need wait for this one
        failing = [
            other.row
            for other in exceptions
            if other.row.effect != "dispensation" and take(other)[0] == _NOT and stands[other.row.index] is Status.UNMET
        ]
        for ground in _ground(entry, stands[row.index]):
            if exception is None and failing and ground.verdict is Verdict.MAG_NIET:
                # What the exception asks is not in order, and can be put in order.
                outcome.exceptions += failing
                ground = replace(ground, curable=True)
            if exception and ground.verdict in (Verdict.MAG_NIET, Verdict.MOET):
                outcome.exceptions.append(exception.row)
                if ground.verdict is Verdict.MAG_NIET:
                    softened = Verdict.EERST_OVERLEG if far == _CONSULTED else Verdict.MAG_ONDER_VOORWAARDEN
                    ground = replace(ground, verdict=softened, exception=exception.row)
            outcome.grounds.append(ground)
        asked = (other.row for other in exceptions if other.row.effect == "dispensation")
        outcome.dispensations += (other for other in asked if stands[other.index] is not Status.MET)
    by = {entry.by for entry in outcome.set_aside}
    for entry in in_force:
        if entry.direct and entry.row.effect == "dispensation" and entry.row in by:
            outcome.grounds.append(Ground(entry.row, Verdict.MAG))
    return outcome


# -- what is not known


def _union(sets: Iterable[Verdicts]) -> Verdicts:
    """All that is in one of these sets."""
    found = 0
    for one in sets:
        found |= one
    return found


def _weakest(verdicts: Verdicts) -> int:
    return (verdicts & -verdicts).bit_length() - 1


def _at_least(verdicts: Verdicts, least: int) -> Verdicts:
    """The verdicts of a set when everything else gives *least*."""
    return verdicts >> least << least | (1 << least if _weakest(verdicts) < least else 0)


@dataclass(frozen=True, slots=True)
class _Split:
    """What may come of a group of rows: an outcome, or one for each answer to a fact."""

    verdicts: Verdicts
    strictest: _Outcome
    fact: str = ""
    branches: tuple[_Split, ...] = ()


def _waiting(gate: Gate, answers: Mapping[str, Answer]) -> set[str]:
    """The facts on which a gate still waits."""
    if gate_holds(gate, answers) is not None:
        return set()
    return {
        condition.fact
        for conditions in gate
        if conjunction_holds(conditions, answers) is not False
        for condition in conditions
        if answers[condition.fact] is None
    }


def _independent(entries: Sequence[ActRow], known: Mapping[str, Answer]) -> list[list[ActRow]]:
    """Groups of rows that have no unknown fact in common and set none of each other's aside.

    What is out of force whatever the unknown answers are is left out; the strongest of what the groups give is the verdict,
    so that each can be explored alone.
    """
    alive = [entry for entry in entries if gate_holds(entry.row.gate, known) is not False]
    present = {entry.row.index for entry in alive}
    groups: list[tuple[set[object], list[ActRow]]] = []
    for entry in alive:
        keys: set[object] = {entry.row.index, *present.intersection(entry.row.takes), *_waiting(entry.row.gate, known)}
        near = [group for group in groups if not keys.isdisjoint(group[0])]
        joined = (keys.union(*(group[0] for group in near)), [*(one for group in near for one in group[1]), entry])
        groups = [*(group for group in groups if group not in near), joined]
    return [sorted(group, key=_index_of) for _, group in groups]


def _explore(
    matter: _Matter, settled: Sequence[ActRow], open: Iterable[ActRow], answers: dict[str, Answer], path: Sequence[str]
) -> _Split:
    """What may come of a group: split on the fact for which most gates wait, until none waits.

    *settled* are the rows that are in force whatever is not known, *open* those of which that is to be seen; *answers* what is
    known and supposed, *path* the facts that are supposed.
    """
    in_force = list(settled)
    left: list[ActRow] = []
    waiting: dict[str, int] = defaultdict(int)
    for entry in open:
        facts = _waiting(entry.row.gate, answers)
        if facts:
            left.append(entry)
        elif gate_holds(entry.row.gate, answers):
            in_force.append(entry)
        for fact in facts:
            waiting[fact] += 1
    if not left:
        outcome = _evaluate(matter, sorted(in_force, key=_index_of))
        outcome.supposed = {fact: answers[fact] or frozenset() for fact in path}
        return _Split(1 << outcome.verdict, outcome)
    most = max(waiting.values())
    fact = next(id for id in matter.table.facts if waiting.get(id) == most)
    branches = []
    for cell in matter.table.facts[fact].cells:
        answers[fact] = cell
        branches.append(_explore(matter, in_force, left, answers, (*path, fact)))
    answers[fact] = None
    verdicts = _union(branch.verdicts for branch in branches)
    return _Split(verdicts, max((branch.strictest for branch in branches), key=_verdict_of), fact, tuple(branches))


def _facts_that_matter(split: _Split, least: int) -> set[str]:
    """The facts whose answer makes a difference when everything else gives *least*."""
    if not split.fact:
        return set()
    found = {fact for branch in split.branches for fact in _facts_that_matter(branch, least)}
    shown = {_at_least(branch.verdicts, least) for branch in split.branches}
    return found | {split.fact} if len(shown) > 1 else found


# -- putting together


@dataclass(frozen=True, slots=True)
class _Weighed:
    """What comes of one world."""

    world: World
    verdict: Verdict
    splits: tuple[_Split, ...]
    standing: tuple[ActRow, ...]
    depends: frozenset[str]
    possible: Verdicts


def _decide_reading(matter: _Matter, choices: Mapping[str, str]) -> list[_Weighed]:
    """What comes of each world that is left open, in one reading of doubtful texts; where the same rows bind it is the same."""
    found: list[_Weighed] = []
    same: dict[tuple[ActRow, ...], _Weighed] = {}
    for world in matter.worlds:
        entries = tuple(_in_scope((*matter.entries, *matter.table.always), world, choices))
        if entries not in same:
            same[entries] = _decide_world(matter, world, entries)
        found.append(replace(same[entries], world=world))
    return found


def _decide_world(matter: _Matter, world: World, entries: Sequence[ActRow]) -> _Weighed:
    known = matter.known
    always = matter.table.always
    standing = tuple(
        entry
        for entry in entries
        if entry.row.standing and (entry.direct or entry in always) and gate_holds(entry.row.gate, known) is not False
    )
    groups = _independent([entry for entry in entries if not entry.row.standing], known)
    splits = [_explore(matter, (), group, dict(known), ()) for group in groups]
    breaches = _Outcome([ground for entry in standing for ground in _ground(entry, matter.stands[entry.row.index])])
    splits.append(_Split(1 << breaches.verdict, breaches))
    weakest = [_weakest(split.verdicts) for split in splits]
    depends: set[str] = set()
    for place, split in enumerate(splits):
        depends |= _facts_that_matter(split, max(weakest[:place] + weakest[place + 1 :], default=0))
    return _Weighed(
        world,
        max(split.strictest.verdict for split in splits),
        tuple(splits),
        standing,
        frozenset(depends),
        _at_least(_union(split.verdicts for split in splits), max(weakest)),
    )


def _index_of(entry: ActRow) -> int:
    return entry.row.index


def _verdict_of(one: _Outcome | _Weighed) -> Verdict:
    return one.verdict


def _strictest(weighed: Sequence[_Weighed]) -> _Weighed:
    """The first of the strictest worlds."""
    return max(weighed, key=_verdict_of)


def _differs(weighed: Sequence[_Weighed], place: int) -> bool:
    """Whether what is possible differs by audience (0) or by context (1)."""
    found: dict[str, Verdicts] = defaultdict(int)
    for one in weighed:
        found[one.world[place]] |= one.possible
    return len(set(found.values())) > 1


def _other_readings(matter: _Matter, verdict: Verdict) -> Iterable[OtherReading]:
    """The other readings of doubtful texts on the act, where they give another verdict."""
    doubtful = {entry.row.reading.question for entry in (*matter.entries, *matter.table.always) if entry.row.reading}
    for question, choices in matter.table.readings.items():
        for choice in choices if question in doubtful else ():
            other = _strictest(_decide_reading(matter, {question: choice}))
            if other.verdict is not verdict:
                grounds = [ground for split in other.splits for ground in split.strictest.grounds]
                decisive = (ground.clause for ground in grounds if ground.verdict is other.verdict)
                yield OtherReading(question, choice, other.verdict, _sorted(decisive))


def _reason(table: CodeTable, world: World, set_aside: Sequence[SetAside]) -> Reason:
    """Why nothing is regulated."""
    if not table.worked_through:
        return Reason.IN_PROGRESS
    if not any(world in row.scope for row in table.rows):
        bound = any(audience == world[0] for row in table.rows for audience, _ in row.scope)
        return Reason(f"{world[1]}_use") if bound else Reason.OUT_OF_SCOPE
    return Reason.RELEASED if set_aside else Reason.SILENT


def _sorted(rows: Iterable[Row]) -> tuple[Row, ...]:
    """Each once, in the order of the text."""
    return tuple(sorted(set(rows), key=lambda row: row.index))


def _conditions(matter: _Matter, grounds: Iterable[Ground], open_ones: Iterable[Row]) -> tuple[WeighedRequirement, ...]:
    """The requirements of the rows that count, each once, in the order of the text; those of open exceptions too."""
    direct = {entry.row for entry in matter.entries if entry.direct}
    sources = {*open_ones}
    for ground in grounds:
        sources.update(direct.intersection([ground.clause]), [ground.exception] if ground.exception else [])
    found: dict[Need, list[Row]] = {}
    for row in _sorted(sources):
        for need in row.needs:
            found.setdefault(need, []).append(row)
    return tuple(
        WeighedRequirement(
            need.requirement, _status_of(need, matter.known), all(row.advice for row in rows), tuple(rows)
        )
        for need, rows in found.items()
    )
