"""From answers to a verdict: what one code says of an act, and the positions on which that rests.

The verdicts and their order are those of the handbook's decision semantics (see docs/ontwikkeling/decide.md). The same
steps are written a second time in ``policy-decide.js``; a test holds both to the same outcomes.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from ..model.records import Modality
from .clauses import AUDIENCE, CONTEXT, clauses_in_scope, conditions_of, is_read
from .contribution import breach, contribute, status_of, worst_status
from .gates import gate_holds, holds
from .result import Decision, Ground, OtherReading, Reason, SetAside, Status, Verdict, WeighedRequirement

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ..model.records import Requirement
    from .clauses import Clause, DecisionBase
    from .gates import Answer


def decide(base: DecisionBase, act: str, given: Mapping[str, Answer]) -> Decision:
    """What a code says of an act when *given* is known.

    *given* maps the ids of facts (and ``audience``, ``context``) to the options chosen, or to None for "weet ik niet"; a
    fact that is missing was not asked. Condition must be known ones (see :func:`.answers.read_answers`).
    """
    decision = _decide_reading(base, act, given, {})
    readings = []
    for question, choices in base.readings.items():
        for choice in choices:
            other = _decide_reading(base, act, given, {question: choice})
            if other.verdict is not decision.verdict:
                clauses = tuple(dict.fromkeys(ground.clause for ground in other.decisive))
                readings.append(OtherReading(question, choice, other.verdict, clauses))
    return replace(decision, readings=tuple(readings)) if readings else decision


@dataclass(slots=True)
class _Outcome:
    """What the clauses give under one set of answers."""

    grounds: list[Ground] = field(default_factory=list)
    set_aside: list[SetAside] = field(default_factory=list)
    exceptions: list[Clause] = field(default_factory=list)
    dispensations: list[Clause] = field(default_factory=list)
    supposed: dict[str, frozenset[str]] = field(default_factory=dict)

    @property
    def verdict(self) -> Verdict:
        return max((ground.verdict for ground in self.grounds), default=Verdict.NIET_GEREGELD)


@dataclass(slots=True)
class _Split:
    """What may come of a group of clauses: an outcome, or one for each answer to a fact."""

    verdicts: frozenset[Verdict]
    strictest: _Outcome
    fact: str = ""
    branches: tuple[_Split, ...] = ()

    def facts_that_matter(self, least: Verdict) -> set[str]:
        """The facts whose answer makes a difference when everything else gives *least*."""
        if not self.fact:
            return set()
        found: set[str] = set()
        shown = []
        for branch in self.branches:
            found |= branch.facts_that_matter(least)
            shown.append({max(verdict, least) for verdict in branch.verdicts})
        return found if all(verdicts == shown[0] for verdicts in shown) else found | {self.fact}


def _decide_reading(base: DecisionBase, act: str, given: Mapping[str, Answer], choices: Mapping[str, str]) -> Decision:
    known, assumed = _answers_known(base, given)
    worlds: list[tuple[Decision, tuple[str, str]]] = []
    audiences = base.audiences_meant(given.get(AUDIENCE), AUDIENCE in given)
    for audience in audiences:
        for context in base.contexts_meant(given.get(CONTEXT), CONTEXT in given, audience):
            worlds.append((_decide_world(base, act, known, audience, context, choices), (audience, context)))
    decision, (audience, context) = max(worlds, key=lambda world: world[0].verdict)
    possible = {verdict for other, _ in worlds for verdict in other.possible}
    depends = {fact for other, _ in worlds for fact in other.depends_on}
    scope_supposed = []
    for index, (id, chosen) in enumerate(((AUDIENCE, audience), (CONTEXT, context))):
        by_answer: dict[str, set[Verdict]] = defaultdict(set)
        for other, scope in worlds:
            by_answer[scope[index]].update(other.possible)
        if any(verdicts != by_answer[chosen] for verdicts in by_answer.values()):
            depends.add(id)
            scope_supposed.append((id, (chosen,)))
    assumptions = [
        *((id, chosen) for id, chosen in ((AUDIENCE, audience), (CONTEXT, context)) if id not in given),
        *((id, assumed[id]) for id in _facts_used(base, act, audience, context) if id in assumed),
    ]
    order = [AUDIENCE, CONTEXT, *base.facts]
    return replace(
        decision,
        depends_on=tuple(id for id in order if id in depends),
        possible=tuple(sorted(possible)),
        assumptions=tuple(entry for entry in assumptions if entry[0] not in depends),
        supposed=(*scope_supposed, *decision.supposed),
    )


def _answers_known(base: DecisionBase, given: Mapping[str, Answer]) -> tuple[dict[str, Answer], dict[str, str]]:
    known: dict[str, Answer] = {}
    assumed: dict[str, str] = {}
    for id, fact in base.facts.items():
        if id in given:
            known[id] = given[id]
        elif fact.assume:
            known[id] = frozenset({fact.assume})
            assumed[id] = fact.assume
        else:
            known[id] = None
    return known, assumed


def _facts_used(base: DecisionBase, act: str, audience: str, context: str) -> list[str]:
    used = {c.fact for clause in clauses_in_scope(base, act, audience, context) for c in conditions_of(clause)}
    return [fact for fact in base.facts if fact in used]


def _decide_world(
    base: DecisionBase, act: str, known: dict[str, Answer], audience: str, context: str, choices: Mapping[str, str]
) -> Decision:
    """The decision for one audience and context."""
    scope = clauses_in_scope(base, act, audience, context, choices)
    always = [
        clause
        for clause in base.always
        if audience in clause.audience and context in clause.context and is_read(clause, choices)
    ]
    standing = [clause for clause in (*scope, *always) if _stands(clause, act, known)]
    active = [clause for clause in scope if not clause.position.standing]
    splits = [_explore(base, act, group, known) for group in _independent(active, known)]
    breaches = _Outcome([ground for clause in standing for ground in breach(clause, worst_status(base, clause, known))])
    splits.append(_Split(frozenset({breaches.verdict}), breaches))
    verdict = max(split.strictest.verdict for split in splits)
    depends: set[str] = set()
    for index, split in enumerate(splits):
        others = splits[:index] + splits[index + 1 :]
        depends |= split.facts_that_matter(max((min(o.verdicts) for o in others), default=Verdict.NIET_GEREGELD))
    possible = _possible(splits)
    outcome = _join([split.strictest for split in splits])
    grounds = sorted(outcome.grounds, key=lambda ground: (-ground.verdict, ground.clause.index))
    reason = None
    if verdict is Verdict.NIET_GEREGELD:
        if not base.code.worked_through:
            reason = Reason.IN_PROGRESS
        elif (audience, context) not in base.scopes:
            reason = Reason.OUT_OF_SCOPE
        else:
            reason = Reason.RELEASED if outcome.set_aside else Reason.SILENT
    return Decision(
        code=base.code.id,
        act=act,
        verdict=verdict,
        reason=reason,
        grounds=tuple(grounds),
        conditions=_conditions(base, act, outcome, known),
        standing=tuple(standing),
        set_aside=tuple(sorted(outcome.set_aside, key=lambda entry: (entry.clause.index, entry.by.index))),
        exceptions=_sorted(outcome.exceptions),
        dispensations=_sorted(outcome.dispensations),
        depends_on=tuple(depends),
        possible=possible,
        supposed=tuple((id, tuple(sorted(outcome.supposed[id]))) for id in base.facts if id in outcome.supposed),
    )


def _sorted(clauses: Iterable[Clause]) -> tuple[Clause, ...]:
    return tuple(sorted(set(clauses), key=lambda clause: clause.index))


def _stands(clause: Clause, act: str, known: Mapping[str, Answer]) -> bool:
    on_act = not clause.position.acts or act in clause.position.acts
    return clause.position.standing and on_act and gate_holds(clause.gate, known) is not False


def _possible(splits: Sequence[_Split]) -> tuple[Verdict, ...]:
    """Every verdict that the groups can give together: the strongest of one pick from each."""
    least = max(min(split.verdicts) for split in splits)
    return tuple(sorted({verdict for split in splits for verdict in split.verdicts if verdict > least} | {least}))


def _join(outcomes: Sequence[_Outcome]) -> _Outcome:
    joined = _Outcome()
    for outcome in outcomes:
        joined.grounds += outcome.grounds
        joined.set_aside += outcome.set_aside
        joined.exceptions += outcome.exceptions
        joined.dispensations += outcome.dispensations
        joined.supposed |= outcome.supposed
    return joined


def _independent(clauses: Sequence[Clause], known: Mapping[str, Answer]) -> list[list[Clause]]:
    """Groups of clauses that have no unknown fact in common and set none of each other's aside.

    What is out of force whatever the unknown answers are is left out; the strongest of what the groups give is the verdict,
    so that each can be explored alone.
    """
    alive = [clause for clause in clauses if gate_holds(clause.gate, known) is not False]
    names = {clause.id for clause in alive}
    leader = {clause.id: clause.id for clause in alive}

    def find(id: str) -> str:
        while leader[id] != id:
            leader[id] = leader[leader[id]]
            id = leader[id]
        return id

    by_fact: dict[str, str] = {}
    for clause in alive:
        for fact in _unknown_facts(clause, known):
            leader[find(clause.id)] = find(by_fact.setdefault(fact, clause.id))
        for target in clause.overrides:
            if target in names:
                leader[find(clause.id)] = find(target)
    groups: dict[str, list[Clause]] = {}
    for clause in alive:
        groups.setdefault(find(clause.id), []).append(clause)
    return list(groups.values())


def _unknown_facts(clause: Clause, known: Mapping[str, Answer]) -> list[str]:
    """The facts on which the gate of a clause still waits."""
    if gate_holds(clause.gate, known) is not None:
        return []
    waiting = dict.fromkeys(
        condition.fact
        for alternative in clause.gate
        if not any(holds(condition, known.get(condition.fact)) is False for condition in alternative)
        for condition in alternative
        if known.get(condition.fact) is None
    )
    return list(waiting)


def _explore(
    base: DecisionBase,
    act: str,
    group: Sequence[Clause],
    known: dict[str, Answer],
    supposed: Mapping[str, frozenset[str]] | None = None,
) -> _Split:
    """What may come of a group: split on the fact for which most gates wait, until none waits."""
    supposed = supposed or {}
    answers: dict[str, Answer] = {**known, **supposed} if supposed else known
    waiting: dict[str, int] = {}
    for clause in group:
        for fact in _unknown_facts(clause, answers):
            waiting[fact] = waiting.get(fact, 0) + 1
    if not waiting:
        outcome = _evaluate(base, act, group, answers, known)
        outcome.supposed = dict(supposed)
        return _Split(frozenset({outcome.verdict}), outcome)
    most = max(waiting.values())
    fact = next(id for id in base.facts if waiting.get(id) == most)
    branches = tuple(_explore(base, act, group, known, {**supposed, fact: answer}) for answer in base.cells[fact])
    strictest = max((branch.strictest for branch in branches), key=lambda outcome: outcome.verdict)
    return _Split(frozenset().union(*(branch.verdicts for branch in branches)), strictest, fact, branches)


def _evaluate(
    base: DecisionBase,
    act: str,
    group: Sequence[Clause],
    answers: Mapping[str, Answer],
    known: Mapping[str, Answer],
) -> _Outcome:
    """What a group gives when every gate is settled. Requirements go by what is *known*, never by what is supposed."""
    outcome = _Outcome()
    in_force = [clause for clause in group if gate_holds(clause.gate, answers)]
    against: dict[str, list[Clause]] = defaultdict(list)
    for clause in in_force:
        for target in clause.overrides:
            against[target].append(clause)
    states: dict[str, tuple[Status, Clause | None]] = {}

    def state(clause: Clause) -> tuple[Status, Clause | None]:
        """How far the exceptions to a clause take it away: MET wholly, OPEN or CONSULT perhaps, UNMET not at all."""
        if clause.id not in states:
            states[clause.id] = (Status.UNMET, None)  # a circle of exceptions takes nothing away; the checks name it
            result: tuple[Status, Clause | None] = (Status.UNMET, None)
            for exception in against.get(clause.id, ()):
                taken, _ = state(exception)
                if taken is Status.MET:
                    continue
                met = worst_status(base, exception, known)
                if exception.position.effect == "dispensation" and met is not Status.MET:
                    continue
                if taken is not Status.UNMET and met is Status.MET:
                    met = taken
                if met in _EASE and _EASE[met] > _EASE[result[0]]:
                    result = (met, exception)
            states[clause.id] = result
        return states[clause.id]

    for clause in in_force:
        taken, exception = state(clause)
        if taken is Status.MET and exception is not None:
            outcome.set_aside.append(SetAside(clause, exception))
            if exception.position.effect == "releases" and _is_attached(clause, act):
                # What had to be in order no longer need be: every requirement of this position is out of the way.
                outcome.grounds.append(Ground(exception, Verdict.MAG, exception=exception))
            continue
        worst = worst_status(base, clause, known)
        targets = [target for target in in_force if target.id in clause.overrides]
        waits = clause.position.effect == "permits" and worst in (Status.OPEN, Status.CONSULT)
        if waits and targets and not any(state(target)[1] is clause for target in targets):
            continue  # another exception does its work: nothing need wait for this one
        failing = [
            other
            for other in against.get(clause.id, ())
            if other.position.effect != "dispensation"
            and state(other)[0] is Status.UNMET
            and worst_status(base, other, known) is Status.UNMET
        ]
        for ground in contribute(clause, act, worst):
            if exception is None and failing and ground.verdict is Verdict.MAG_NIET:
                # What the exception asks is not in order, and can be put in order.
                outcome.exceptions += failing
                ground = replace(ground, curable=True)
            if exception is not None and ground.verdict is Verdict.MAG_NIET:
                outcome.exceptions.append(exception)
                softened = Verdict.EERST_OVERLEG if taken is Status.CONSULT else Verdict.MAG_ONDER_VOORWAARDEN
                ground = replace(ground, verdict=softened, exception=exception)
            elif exception is not None and ground.verdict is Verdict.MOET:
                outcome.exceptions.append(exception)
            outcome.grounds.append(ground)
        for other in against.get(clause.id, ()):
            if other.position.effect == "dispensation" and worst_status(base, other, known) is not Status.MET:
                outcome.dispensations.append(other)
    by = {entry.by.id for entry in outcome.set_aside}
    for clause in in_force:
        if clause.position.effect == "dispensation" and clause.id in by and act in clause.position.acts:
            outcome.grounds.append(Ground(clause, Verdict.MAG))
    return outcome


# How much of its target an exception takes away.
_EASE = {Status.UNMET: 0, Status.REFUSED: 0, Status.CONSULT: 1, Status.OPEN: 2, Status.MET: 3}


def _is_attached(clause: Clause, act: str) -> bool:
    """Whether a clause makes a demand of the act (and is no duty to do it)."""
    return act in clause.position.acts and bool(clause.position.requires)


def _conditions(
    base: DecisionBase, act: str, outcome: _Outcome, known: Mapping[str, Answer]
) -> tuple[WeighedRequirement, ...]:
    """The requirements of the clauses that count, each once, in the order of the text; those of open exceptions too."""
    sources: dict[str, Clause] = {}
    for ground in outcome.grounds:
        for clause in (ground.clause, ground.exception):
            if clause is not None and (act in clause.position.acts or clause is ground.exception):
                sources[clause.id] = clause
    for clause in (*outcome.exceptions, *outcome.dispensations):
        sources[clause.id] = clause
    found: dict[Requirement, list[Clause]] = {}
    for clause in sorted(sources.values(), key=lambda clause: clause.index):
        for requirement in clause.position.requires:
            found.setdefault(requirement, []).append(clause)
    return tuple(
        WeighedRequirement(
            requirement,
            status_of(base, requirement, known),
            all(clause.position.modality is Modality.RECOMMENDATION for clause in clauses),
            tuple(clauses),
        )
        for requirement, clauses in found.items()
    )
