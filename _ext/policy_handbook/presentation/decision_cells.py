"""The cells of decision tables: the rows of :mod:`.decision.decision_rows` in words, with links to the rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..decision.decision_rows import DecisionRow, Given
from ..decision.result import Status, Verdict
from ..model.excerpts import both_ends, shorten_excerpt
from ..model.records import CONTEXTS, Modality
from .comparison import name_reading
from .names import Names, name_contexts
from .say import Line, join_lines, listed, plain, say, tell
from .spans import Cell, Row, Span, quote_spans, text_cell

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..decision.clauses import Clause, DecisionBase
    from ..model.records import Condition, Requirement

NOTHING = text_cell("–", state="none")
_LONGEST_QUOTE = 160
_LONGEST_LEAD_IN = 60
_MAY = Given(Status.MET, Verdict.MAG)
# What an exception makes of a ban while what it requires is not in order yet.
_SOFTENED = {Status.OPEN: Verdict.MAG_ONDER_VOORWAARDEN, Status.CONSULT: Verdict.EERST_OVERLEG}


class CellWords:
    """Makes cells of the rows of one code; *by_id* are the rows of the same act."""

    def __init__(self, base: DecisionBase) -> None:
        self._base = base
        self._names = Names(base)
        self._clauses: dict[str, Clause] = {clause.id: clause for clause in base.clauses}

    def show_row(self, row: DecisionRow, by_id: dict[str, DecisionRow]) -> Row:
        """When it counts, what it gives, what sets it aside, and where it stands."""
        when = [*self._scope(row), *self._gate(row)]
        unless = self._unless(row, by_id)
        return Row(
            (
                Cell(tuple(when)) if when else text_cell(tell("cell.always")),
                Cell(tuple(self._outcome(row, by_id))),
                Cell(tuple(unless)) if unless else NOTHING,
                Cell(tuple(self._source(row))),
            )
        )

    def show_standing(self, row: DecisionRow) -> tuple[Line, ...]:
        """What always holds: the words, when it is not always, and what follows when an answer says it is breached."""
        label, quote, *notes = self._source(row)
        lines: list[Line] = [say("cell.quoted", rule=label, quote=quote), *notes]
        scope = [*self._scope(row), *self._gate(row)]
        if scope:
            lines.append(say("cell.when", scope=listed(scope, "semicolon")))
        return (*lines, *self._breach(row))

    def binds_everyone(self, row: DecisionRow) -> bool:
        """Whether a row counts for all whom the code addresses, whatever they answer."""
        return not self._scope(row) and not row.gate and not row.unless

    def _scope(self, row: DecisionRow, target: DecisionRow | None = None) -> list[Line]:
        """Whom a row binds and in which capacity, where that is not what the code says of itself.

        Of an exception: where its *target* binds others too.
        """
        book, code = self._base.book, self._base.code
        clause = self._clauses[row.id]
        bound = book.audience_of(clause.rule, clause.position)
        if target is None:
            own_role = set(bound) == set(code.audience)
            own_context = set(row.context) == set(code.context or CONTEXTS)
        else:
            own_role = set(row.audience) >= set(target.audience)
            own_context = set(row.context) >= set(target.context)
        lines: list[Line] = []
        if not own_role:
            lines.append(_as("decisions__scope", say("cell.role", audiences=book.name_audiences(bound))))
        if not own_context:
            lines.append(_as("decisions__scope", say("cell.capacity", contexts=name_contexts(row.context))))
        return lines

    def _gate(self, row: DecisionRow) -> list[Line]:
        """When a row counts: what every alternative asks, then what is left of each."""
        if not row.gate:
            return []
        shared = [condition for condition in row.gate[0] if all(condition in other for other in row.gate)]
        rest = [[condition for condition in conditions if condition not in shared] for conditions in row.gate]
        lines = [self._condition(condition) for condition in shared]
        lines[1:] = [join_lines([*_as("decisions__joint", say("cell.and")), line]) for line in lines[1:]]
        if all(rest):
            lines.append(_as("decisions__joint", say("cell.and_one_of" if lines else "cell.one_of")))
            lines += [say("cell.item", words=self._conjunction(conditions)) for conditions in rest]
        return lines

    def _conjunction(self, conditions: Iterable[Condition]) -> Line:
        return listed([self._condition(condition) for condition in conditions], "each_and")

    def _condition(self, condition: Condition) -> Line:
        answers = Span(self._names.condition(condition), role="decisions__answer")
        return say("answer.wanted", question=self._names.question(condition.fact), answers=answers)

    def _outcome(self, row: DecisionRow, by_id: dict[str, DecisionRow]) -> list[Line]:
        lines: list[Line] = []
        if row.standing:
            lines.append(say("cell.standing"))
            lines += self._breach(row)
        elif row.speaks:
            lines += self._verdicts(row)
        lines += self._taken(row, by_id)
        if not lines:
            lines.append(say("cell.nothing"))
        lines += [
            say("cell.after", requirement=self._names.requirement(r)) for r in row.requires if r.timing == "after"
        ]
        return lines

    def _verdicts(self, row: DecisionRow) -> Iterable[Line]:
        """The verdict when all is in order, what has to be, and the verdict for as long as it is not."""
        best = row.given_at(Status.MET)
        advice = self._clauses[row.id].position.modality is Modality.RECOMMENDATION and not best.against
        rest = [given for given in row.gives if given.status is not Status.MET]
        if not rest:
            yield say("cell.advised", verdict=self._verdict(best)) if advice else (self._verdict(best),)
        elif best.verdict is Verdict.NIET_GEREGELD:
            waiting = next(given for given in rest if given.verdict is not Verdict.NIET_GEREGELD)
            yield say("cell.as_long_as", verdict=self._verdict(waiting))
            yield from self._requirements(row.before)
            yield from self._by_status([given for given in rest if given.verdict is not waiting.verdict])
        elif {given.verdict for given in row.gives} == {Verdict.MAG}:
            yield (self._verdict(best),)
            yield say("cell.in_order_advised")
            yield from self._requirements(row.before)
            yield from self._by_status([given for given in rest if given.against])
        else:
            yield say("cell.given", verdict=self._verdict(best), when=say("cell.in_order"))
            yield from self._requirements(row.before)
            yield from self._by_status(rest)

    def _by_status(self, gives: Iterable[Given]) -> Iterable[Line]:
        """How things stand and the verdict then, the strongest first; what gives the same in one line."""
        together: dict[Span, list[str]] = {}
        for given in sorted(gives, key=lambda given: -given.verdict):
            together.setdefault(self._verdict(given), []).append(tell(f"answer.status.{given.status}"))
        for verdict, statuses in together.items():
            yield say("cell.by_status", statuses=listed(statuses, "or"), verdict=verdict)

    def _breach(self, row: DecisionRow) -> Iterable[Line]:
        broken = [given for given in row.gives if given.verdict is not Verdict.NIET_GEREGELD]
        if broken:
            yield say("cell.breach", asked=self._needed(row), verdict=self._verdict(broken[0]))

    def _taken(self, row: DecisionRow, by_id: dict[str, DecisionRow]) -> Iterable[Line]:
        """Which other rows an exception sets aside, and what follows from that of itself."""
        targets = [by_id[id] for id in row.takes if _read_together(row, by_id[id])]
        if not targets:
            return
        if row.before and not row.speaks:
            yield say("cell.in_order")
            yield from self._requirements(row.before)
        names = list(dict.fromkeys(self._name(target) for target in targets))
        if row.effect == "releases":
            demands = listed(names, "each_and")
            if any(target.makes_demands for target in targets):
                yield say("cell.releases.and_so", rules=demands, verdict=self._verdict(_MAY))
            else:
                yield say("cell.releases", rules=demands)
        elif row.effect == "dispensation":
            rules = listed(names, "semicolon")
            if row.direct:
                yield say("cell.dispenses.direct", verdict=self._verdict(_MAY), rules=rules)
            else:
                yield say("cell.dispenses", rules=rules)
        else:
            said = dict.fromkeys(
                say("cell.verdict", verdict=self._names.verdict(target.strength[0].id), rule=self._name(target))
                for target in targets
            )
            yield say("cell.takes", verdicts=listed(list(said), "semicolon"))

    def _unless(self, row: DecisionRow, by_id: dict[str, DecisionRow]) -> list[Line]:
        """The exceptions that set a row aside, each with its conditions; several as a list."""
        exceptions = [by_id[id] for id in row.unless if _read_together(row, by_id[id])]
        lines: list[Line] = []
        for exception in exceptions:
            first, *more = self._exception(exception, row, by_id, (row.id,))
            lines += [say("cell.item", words=first) if len(exceptions) > 1 else first, *more]
        return lines

    def _exception(
        self, row: DecisionRow, target: DecisionRow, by_id: dict[str, DecisionRow], seen: tuple[str, ...]
    ) -> Iterable[Line]:
        """When an exception sets a row aside: its conditions, its requirements and what may set it aside in turn."""
        parts: list[Line] = self._scope(row, target)
        # What the target itself asks need not be said again.
        shared = set(target.gate[0]) if len(target.gate) == 1 else set()
        alternatives = [
            self._conjunction(condition for condition in conditions if condition not in shared)
            for conditions in row.gate
        ]
        if alternatives and all(alternatives):
            parts.append(listed(alternatives, "each_or"))
        if row.before:
            parts.append(say("cell.and_needed" if parts else "cell.needed", asked=self._needed(row)))
        when = listed(parts or [say("cell.always")], "semicolon")
        yield say("cell.exception", when=when, rule=self._name(row))
        softens = target.strength[0] is Verdict.MAG_NIET and row.effect != "dispensation"
        statuses = {given.status for given in row.gives} if softens else set()
        for status, verdict in _SOFTENED.items():
            if status in statuses:
                yield say(
                    "cell.softened",
                    status=say(f"answer.status.{status}"),
                    ban=self._names.verdict(Verdict.MAG_NIET.id),
                    verdict=self._verdict(Given(status, verdict)),
                )
        for id in row.unless:
            if id not in seen and _read_together(row, by_id[id]):
                for line in self._exception(by_id[id], row, by_id, (*seen, row.id)):
                    yield say("cell.but_not", exception=line)

    def _requirements(self, requirements: Iterable[Requirement]) -> Iterable[Line]:
        for requirement in requirements:
            yield say("cell.item", words=self._names.requirement(requirement))

    def _needed(self, row: DecisionRow) -> Line:
        return listed([self._names.requirement(requirement) for requirement in row.before], "each_and")

    def _source(self, row: DecisionRow) -> list[Line]:
        """The rule, a short quote with the words that lead it in, and which reading of a doubtful text it is."""
        clause = self._clauses[row.id]
        rule, position = clause.rule, clause.position
        quote: list[Span] = []
        if lead_in := self._base.book.quote_before(rule):
            words = both_ends(lead_in, _LONGEST_LEAD_IN)
            quote.append(Span(tell("answer.lead_in", words=words), role="lead-in"))
        quote += quote_spans(shorten_excerpt(self._base.book.excerpt_of(rule, position), _LONGEST_QUOTE))
        if wrap_up := self._base.book.quote_after(rule):
            quote.append(Span(tell("answer.wrap_up", words=wrap_up), role="lead-in"))
        lines: list[Line] = [(self._name(row),), tuple(quote)]
        if row.reading is not None:
            lines.append((Span(name_reading(row.reviewed), role="reading"),))
        return lines

    def _name(self, row: DecisionRow) -> Span:
        return self._names.rule(row.id)

    def _verdict(self, given: Given) -> Span:
        if given.verdict is Verdict.NIET_GEREGELD:
            return Span(tell("cell.silent"))
        return Span(self._names.verdict(given.verdict.id, given.against), role=f"verdict-{given.verdict.id}")


def _read_together(a: DecisionRow, b: DecisionRow) -> bool:
    """Whether two rows stand side by side in the reading of *a*, everything else being read as reviewed."""
    if a.reading is not None and b.reading is not None and a.reading.question == b.reading.question:
        return a.reading.choice == b.reading.choice
    return b.reviewed


def _as(role: str, line: Line) -> Line:
    """Plain words in one span of a role."""
    return (Span(plain(line), role=role),)
