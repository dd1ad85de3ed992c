"""Proof over all finite answers: what a code's positions can never do, and where they contradict each other.

It works on sets of answers (see :mod:`.space`), never on the answers one by one.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..model.positions import write_conditions
from ..model.records import CONTEXTS, Modality, Place
from ..model.why import Why
from .bases import bases_of, table_of
from .clauses import conditions_of
from .gates import cells_of, holds
from .space import Space
from .verdicts import Status, Verdict

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from ..model.handbook import Handbook
    from ..model.records import Act, Code, Fact, Rule
    from .clauses import Clause, DecisionBase
    from .table import ActRow


@dataclass(frozen=True, slots=True)
class Finding:
    """What an editor should look at: a key of the diagnostics' messages, where, and what fills it."""

    subtype: str
    place: Place
    words: Mapping[str, str | Why]


# -- what each row gives


def gives_duty(entry: ActRow) -> bool:
    """Whether a row, where it speaks, makes the act a duty without more."""
    return entry.given_at(Status.MET).verdict is Verdict.MOET


def gives_ban(entry: ActRow) -> bool:
    """Whether a row, where it speaks, forbids the act without more."""
    return entry.given_at(Status.MET).verdict is Verdict.MAG_NIET


def gives_leave(entry: ActRow) -> bool:
    """Whether a row allows the act, of itself and not as an exception to another.

    A ban with a condition gives the same as a permission with it; only the text tells which of them it is.
    """
    allows = entry.given_at(Status.MET).verdict is Verdict.MAG
    return allows and entry.direct and not entry.row.effect and entry.row.position.modality is Modality.PERMISSION


def place_of(clause: Clause) -> Place:
    """Where the editor wrote a position."""
    return Place(clause.rule.place.docname, clause.position.line)


def short_id(clause: Clause) -> str:
    """A position's id within its code."""
    return clause.id.partition("/")[2]


# -- the findings


@dataclass(frozen=True, slots=True)
class Clash:
    """A duty and a ban that can hold together: the act, and both clauses, neither of which gives way."""

    act: str
    duty: Clause
    ban: Clause

    @property
    def pair(self) -> frozenset[str]:
        """The ids of both."""
        return frozenset((self.duty.id, self.ban.id))

    @property
    def rank(self) -> tuple[bool, int]:
        """Which of two ways to see the same clash comes first: an obligation is the duty, or else the earlier clause."""
        return self.duty.position.modality is not Modality.OBLIGATION, self.duty.index


def find_clashes(space: Space) -> list[Clash]:
    """Every duty of a code with each ban that forbids, for some answers, what it orders; each pair once."""
    found: dict[frozenset[str], Clash] = {}
    for act, entries in space.table.acts.items():
        duties = [space.clause_of(entry) for entry in entries if gives_duty(entry)]
        bans = [space.clause_of(entry) for entry in entries if gives_ban(entry)]
        for duty, ban in space.meeting_pairs(duties, bans):
            clash = Clash(act, duty, ban)
            # Of an act and its complement both give the pair, in turn.
            first = found.get(clash.pair)
            if (first is None or clash.rank < first.rank) and not _gives_way(space, act, duty, ban):
                found[clash.pair] = clash
    return sorted(found.values(), key=lambda clash: (clash.duty.index, clash.ban.index))


def _gives_way(space: Space, act: str, a: Clause, b: Clause) -> bool:
    """Whether one of two clauses that meet sets the other aside, or some exception always settles it."""
    if b.id in a.overrides or a.id in b.overrides:
        return True
    return not space.freed(space.meeting(a, b), act, a, b)


def _find_contradictions(space: Space, clashes: Iterable[Clash]) -> Iterator[tuple[Clause, Clause, str]]:
    """Two clauses on one norm that contradict: (later, earlier, act), each pair once."""
    pairs = [(c.duty, c.ban, c.act) for c in clashes if c.duty.position.norm == c.ban.position.norm]
    for act, entries in space.table.acts.items():
        by_norm: dict[str, list[ActRow]] = defaultdict(list)
        for entry in entries:
            by_norm[entry.row.position.norm].append(entry)
        for on_norm in by_norm.values():
            leaves = [space.clause_of(entry) for entry in on_norm if gives_leave(entry)]
            bans = [space.clause_of(entry) for entry in on_norm if gives_ban(entry)]
            found = space.meeting_pairs(leaves, bans)
            pairs += [(leave, ban, act) for leave, ban in found if not _gives_way(space, act, leave, ban)]
    seen: set[frozenset[str]] = set()
    for a, b, act in pairs:
        pair = frozenset((a.id, b.id))
        if pair not in seen:
            seen.add(pair)
            yield (b, a, act) if a.index < b.index else (a, b, act)


def prove_code(space: Space) -> list[Finding]:
    """The findings on one code."""
    clashes = find_clashes(space)
    found = list(_prove_clauses(space))
    reported = {clause.rule.full_id for clause, _, _ in found}
    found += _prove_rules(space, reported)
    found += _prove_pairs(space, clashes)
    return [
        *(Finding(subtype, place_of(clause), words) for clause, subtype, words in found),
        *_prove_reviews(space, clashes),
    ]


def _prove_reviews(space: Space, clashes: Iterable[Clash]) -> Iterator[Finding]:
    """What an editor reviewed as a clash and is none, or no longer."""
    pairs = {clash.pair for clash in clashes}
    for review in space.base.book.clashes:
        for ban in review.bans:
            both_known = review.duty in space.by_id and ban in space.by_id
            if both_known and frozenset((review.duty, ban)) not in pairs:
                yield Finding("clash_gone", review.place, {"id": review.duty, "ban": ban.partition("/")[2]})


# A clause, the subtype of what was found on it, and the words for that.
_Found = tuple["Clause", str, dict[str, "str | Why"]]


def _prove_clauses(space: Space) -> Iterator[_Found]:
    """Conditions that no answer fulfils, and exceptions that take nothing away."""
    for clause in space.base.clauses:
        for condition in _impossible(space, clause):
            yield clause, "proof_never", {"id": clause.id, "condition": condition}
        for target in _idle_targets(space, clause):
            yield clause, "proof_exception", {"id": clause.id, "target": target.partition("/")[2]}


def _prove_rules(space: Space, reported: Collection[str]) -> Iterator[_Found]:
    """Rules that no answer reaches, other than those of which the reason is reported."""
    by_rule: dict[str, list[Clause]] = defaultdict(list)
    for clause in space.base.clauses:
        if clause.rule.kind == "norm" and clause.rule.full_id not in reported:
            by_rule[clause.rule.full_id].append(clause)
    for id, clauses in by_rule.items():
        reasons = [never_counts(space, clause) for clause in clauses]
        if all(reasons) and reasons[0]:
            yield clauses[0], "proof_unreachable", {"id": id, "why": reasons[0]}


def _prove_pairs(space: Space, clashes: Iterable[Clash]) -> Iterator[_Found]:
    """Contradictions within a norm, and duties that meet bans, apart from those that an editor reviewed."""
    settled = {frozenset((review.duty, ban)) for review in space.base.book.clashes for ban in review.bans}
    for later, earlier, act in _find_contradictions(space, clashes):
        pair = frozenset((later.id, earlier.id))
        if pair not in settled:
            settled.add(pair)
            words: dict[str, str | Why] = {
                "id": later.id,
                "other": short_id(earlier),
                "norm": later.position.norm,
                "act": act,
            }
            yield later, "proof_contradiction", words
    unsettled: dict[str, list[Clash]] = defaultdict(list)
    for clash in clashes:
        if clash.pair not in settled:
            unsettled[clash.duty.id].append(clash)
    for id, clashing in unsettled.items():
        bans = ", ".join(short_id(clash.ban) for clash in clashing)
        yield clashing[0].duty, "proof_clash", {"id": id, "bans": bans, "act": clashing[0].act}


def _impossible(space: Space, clause: Clause) -> Iterator[str]:
    """The conditions of a clause that no answer fulfils."""
    for conditions in clause.gate:
        if space.box_of(conditions) is None:
            yield write_conditions(conditions)
    for requirement in clause.position.requires:
        condition = requirement.condition
        cells = cells_of(space.base.facts[condition.fact], [condition])
        if not any(holds(condition, cell) for cell in cells):
            yield write_conditions([condition])


def _idle_targets(space: Space, clause: Clause) -> Iterator[str]:
    """What an exception names without ever taking it away."""
    for id in clause.overrides:
        target = space.by_id.get(id)
        if target is None or target.position.standing:
            yield id  # an explanation has no effect to take away, and a standing duty always holds
            continue
        share_an_act = not space.acts_of(clause).isdisjoint(space.acts_of(target))
        speak = space.boxes[clause.id] and space.boxes[target.id]
        if not share_an_act or (speak and not space.meeting(clause, target)):
            yield id


def never_counts(space: Space, clause: Clause) -> Why | None:
    """Why a clause can never count in a decision; None where it can."""
    boxes = space.boxes[clause.id]
    if not boxes:
        return Why("never.gate")
    if not clause.position.acts:
        return None if clause.position.standing else Why("never.act")
    if clause.position.standing:
        return None
    if clause.position.effect in ("releases", "dispensation") and not clause.overrides:
        return Why("never.effect")
    return None if any(space.counting(clause, act) for act in clause.position.acts) else Why("never.aside")


def prove_facts(book: Handbook) -> list[Finding]:
    """The questions whose answer changes nothing in any code."""
    at_work: set[str] = set()
    for base in bases_of(book).values():
        at_work.update(fact for fact, cells in base.cells.items() if len(cells) > 1)
        at_work.update(r.condition.fact for clause in base.clauses for r in clause.position.requires)
    return [
        Finding("proof_fact", fact.place, {"id": fact.id}) for fact in book.facts.values() if fact.id not in at_work
    ]


def prove_book(book: Handbook, misread: Collection[str] = ()) -> list[Finding]:
    """The findings on every code that was worked through, and on the questions when all of them were.

    A code of which a name leads nowhere, or whose page is among the *misread* ones (of which not all could be read), cannot be
    proved: what follows from the rest would only hide its mistakes. That is a finding too.
    """
    findings: list[Finding] = []
    proved = 0
    for base in bases_of(book).values():
        if not base.code.worked_through:
            continue
        if why := why_unprovable(base, misread):
            findings.append(Finding("proof_skipped", base.code.place, {"id": base.code.id, "why": why}))
        else:
            findings += prove_code(Space(base, table_of(base)))
            proved += 1
    if proved and proved == len(book.codes):
        findings += prove_facts(book)
    return findings


def why_unprovable(base: DecisionBase, misread: Collection[str] = ()) -> Why | None:
    """What keeps a code from being proved; None where all that its clauses name was read and is known."""
    book = base.book
    records: list[Code | Rule | Act | Fact] = [base.code, *book.rules_of(base.code.id)]
    names = [rule.position_id(p) for rule in book.rules_of(base.code.id) for p in rule.positions]
    positions = set(names)
    if len(positions) < len(names):
        return Why("unprovable.twins")
    if _go_round(base.clauses):
        return Why("unprovable.circle")
    answers = {id: {option for option, _ in fact.options} for id, fact in base.facts.items()}
    for clause in base.clauses:
        position = clause.position
        known = (
            position.norm in book.norms
            and book.acts.keys() >= set(position.acts)
            and book.audiences.keys() >= clause.audience
            and clause.context.issubset(CONTEXTS)
            and positions.issuperset(clause.overrides)
            and bool(position.effect or not position.overrides)
            and all(c.fact in book.facts and answers[c.fact].issuperset(c.accepted) for c in conditions_of(clause))
        )
        if not known:
            return Why("unprovable.unknown", (("id", clause.id),))
        records += (book.acts[act] for act in position.acts)
    if unknown := next((fact for fact in base.facts if fact not in book.facts), ""):
        return Why("unprovable.fact", (("id", unknown),))
    records += (book.facts[fact] for fact in base.facts)
    if pages := sorted({record.place.docname for record in records}.intersection(misread)):
        return Why("unprovable.unread", (("pages", tuple(pages)),))
    return None


def _go_round(clauses: Iterable[Clause]) -> bool:
    """Whether exceptions set each other aside in a circle."""
    left = {clause.id: set(clause.overrides) for clause in clauses if clause.overrides}
    while left:
        outer = {id for id, targets in left.items() if targets.isdisjoint(left)}
        if not outer:
            return True
        left = {id: targets for id, targets in left.items() if id not in outer}
    return False
