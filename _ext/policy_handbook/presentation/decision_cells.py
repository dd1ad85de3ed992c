"""The cells of decision tables: the rows of a code's table in words, with links to the rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..decision.table import Give
from ..decision.verdicts import Status, Verdict
from ..model.excerpts import both_ends, shorten_excerpt
from ..model.records import CONTEXTS
from .comparison import name_reading
from .names import Names, name_audiences, name_contexts
from .say import Line, join_lines, listed, plain, say, tell
from .spans import Cell, Row, Span, quote_spans, text_cell

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ..decision.clauses import Clause, DecisionBase
    from ..decision.table import ActRow, Need
    from ..model.records import Condition
    from .decision_rows import ActRows

NOTHING = text_cell("–", state="none")
_LONGEST_QUOTE = 160
_LONGEST_LEAD_IN = 60
_MAY = Give(Verdict.MAG)
# What an exception makes of a ban while what it requires is not in order yet.
_SOFTENED = {Status.OPEN: Verdict.MAG_ONDER_VOORWAARDEN, Status.CONSULT: Verdict.EERST_OVERLEG}


class CellWords:
    """Makes cells of the rows of one code; *act* are the rows of the same act."""

    def __init__(self, base: DecisionBase) -> None:
        self._base = base
        self._names = Names(base)

    def show_row(self, entry: ActRow, act: ActRows) -> Row:
        """When it counts, what it gives, what sets it aside, and where it stands."""
        when = [*self._scope(entry), *self._gate(entry)]
        unless = self._unless(entry, act)
        return Row(
            (
                Cell(tuple(when)) if when else text_cell(tell("cell.always")),
                Cell(tuple(self._outcome(entry, act))),
                Cell(tuple(unless)) if unless else NOTHING,
                Cell(tuple(self._source(entry))),
            )
        )

    def show_standing(self, entry: ActRow) -> tuple[Line, ...]:
        """What always holds: the words, when it is not always, and what follows when an answer says it is breached."""
        label, quote, *notes = self._source(entry)
        lines: list[Line] = [say("cell.quoted", rule=label, quote=quote), *notes]
        scope = [*self._scope(entry), *self._gate(entry)]
        if scope:
            lines.append(say("cell.when", scope=listed(scope, "semicolon")))
        return (*lines, *self._breach(entry))

    def binds_everyone(self, entry: ActRow, act: ActRows) -> bool:
        """Whether a row counts for all whom the code addresses, whatever they answer."""
        return not self._scope(entry) and not entry.row.gate and not act.exceptions_to(entry)

    def _clause_of(self, entry: ActRow) -> Clause:
        return self._base.clauses[entry.row.index]

    def _scope(self, entry: ActRow, target: ActRow | None = None) -> list[Line]:
        """Whom a row binds and in which capacity, where that is not what the code says of itself.

        Of an exception: where its *target* binds others too.
        """
        book, code = self._base.book, self._base.code
        clause = self._clause_of(entry)
        bound = book.audience_of(clause.rule, clause.position)
        if target is None:
            own_role = set(bound) == set(code.audience)
            own_context = clause.context == set(code.context or CONTEXTS)
        else:
            own_role = clause.audience >= self._clause_of(target).audience
            own_context = clause.context >= self._clause_of(target).context
        lines: list[Line] = []
        if not own_role:
            lines.append(_as("decisions__scope", say("cell.role", audiences=name_audiences(book, bound))))
        if not own_context:
            contexts = [context for context in CONTEXTS if context in clause.context]
            lines.append(_as("decisions__scope", say("cell.capacity", contexts=name_contexts(contexts))))
        return lines

    def _gate(self, entry: ActRow) -> list[Line]:
        """When a row counts: what every alternative asks, then what is left of each."""
        gate = entry.row.gate
        if not gate:
            return []
        shared = [condition for condition in gate[0] if all(condition in other for other in gate)]
        rest = [[condition for condition in conditions if condition not in shared] for conditions in gate]
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

    def _outcome(self, entry: ActRow, act: ActRows) -> list[Line]:
        lines: list[Line] = []
        if entry.row.standing:
            lines.append(say("cell.standing"))
            lines += self._breach(entry)
        elif entry.speaks:
            lines += self._verdicts(entry)
        lines += self._taken(entry, act)
        if not lines:
            lines.append(say("cell.nothing"))
        after = [need for need in entry.row.needs if need.requirement.timing == "after"]
        lines += [say("cell.after", requirement=self._name_need(need)) for need in after]
        return lines

    def _verdicts(self, entry: ActRow) -> Iterable[Line]:
        """The verdict when all is in order, what has to be, and the verdict for as long as it is not."""
        row = entry.row
        gives = {status: entry.given_at(status) for status in row.statuses}
        best = gives[Status.MET]
        advice = row.advice and not best.against
        rest: dict[Status, Give] = {status: give for status, give in gives.items() if status is not Status.MET}
        if not rest:
            yield say("cell.advised", verdict=self._verdict(best)) if advice else (self._verdict(best),)
        elif best.verdict is Verdict.NIET_GEREGELD:
            waiting = next(give for give in rest.values() if give.verdict is not Verdict.NIET_GEREGELD)
            yield say("cell.as_long_as", verdict=self._verdict(waiting))
            yield from self._requirements(row.before)
            yield from self._by_status({s: give for s, give in rest.items() if give.verdict is not waiting.verdict})
        elif {give.verdict for give in gives.values()} == {Verdict.MAG}:
            yield (self._verdict(best),)
            yield say("cell.in_order_advised")
            yield from self._requirements(row.before)
            yield from self._by_status({status: give for status, give in rest.items() if give.against})
        else:
            yield say("cell.given", verdict=self._verdict(best), when=say("cell.in_order"))
            yield from self._requirements(row.before)
            yield from self._by_status(rest)

    def _by_status(self, gives: Mapping[Status, Give]) -> Iterable[Line]:
        """How things stand and the verdict then, the strongest first; what gives the same in one line."""
        together: dict[Span, list[str]] = {}
        for status, give in sorted(gives.items(), key=lambda item: -item[1].verdict):
            together.setdefault(self._verdict(give), []).append(tell(f"answer.status.{status}"))
        for verdict, statuses in together.items():
            yield say("cell.by_status", statuses=listed(statuses, "or"), verdict=verdict)

    def _breach(self, entry: ActRow) -> Iterable[Line]:
        gives = [entry.given_at(status) for status in entry.row.statuses]
        broken = [give for give in gives if give.verdict is not Verdict.NIET_GEREGELD]
        if broken:
            yield say("cell.breach", asked=self._needed(entry), verdict=self._verdict(broken[0]))

    def _taken(self, entry: ActRow, act: ActRows) -> Iterable[Line]:
        """Which other rows an exception sets aside, and what follows from that of itself."""
        row = entry.row
        targets = [target for target in act.targets_of(entry) if _read_together(entry, target)]
        if not targets:
            return
        if row.before and not entry.speaks:
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
            if entry.direct:
                yield say("cell.dispenses.direct", verdict=self._verdict(_MAY), rules=rules)
            else:
                yield say("cell.dispenses", rules=rules)
        else:
            said = dict.fromkeys(
                say("cell.verdict", verdict=self._names.verdict(target.strength[0].id), rule=self._name(target))
                for target in targets
            )
            yield say("cell.takes", verdicts=listed(list(said), "semicolon"))

    def _unless(self, entry: ActRow, act: ActRows) -> list[Line]:
        """The exceptions that set a row aside, each with its conditions; several as a list."""
        exceptions = [other for other in act.exceptions_to(entry) if _read_together(entry, other)]
        lines: list[Line] = []
        for exception in exceptions:
            first, *more = self._exception(exception, entry, act, (entry,))
            lines += [say("cell.item", words=first) if len(exceptions) > 1 else first, *more]
        return lines

    def _exception(self, entry: ActRow, target: ActRow, act: ActRows, seen: tuple[ActRow, ...]) -> Iterable[Line]:
        """When an exception sets a row aside: its conditions, its requirements and what may set it aside in turn."""
        row = entry.row
        parts: list[Line] = self._scope(entry, target)
        # What the target itself asks need not be said again.
        shared = set(target.row.gate[0]) if len(target.row.gate) == 1 else set()
        alternatives = [
            self._conjunction(condition for condition in conditions if condition not in shared)
            for conditions in row.gate
        ]
        if alternatives and all(alternatives):
            parts.append(listed(alternatives, "each_or"))
        if row.before:
            parts.append(say("cell.and_needed" if parts else "cell.needed", asked=self._needed(entry)))
        when = listed(parts or [say("cell.always")], "semicolon")
        yield say("cell.exception", when=when, rule=self._name(entry))
        softens = target.strength[0] is Verdict.MAG_NIET and row.effect != "dispensation"
        statuses = row.statuses if softens else ()
        for status, verdict in _SOFTENED.items():
            if status in statuses:
                yield say(
                    "cell.softened",
                    status=say(f"answer.status.{status}"),
                    ban=self._names.verdict(Verdict.MAG_NIET.id),
                    verdict=self._verdict(Give(verdict)),
                )
        for other in act.exceptions_to(entry):
            if other not in seen and _read_together(entry, other):
                for line in self._exception(other, entry, act, (*seen, entry)):
                    yield say("cell.but_not", exception=line)

    def _name_need(self, need: Need) -> str:
        return self._names.requirement(need.requirement)

    def _requirements(self, needs: Iterable[Need]) -> Iterable[Line]:
        for need in needs:
            yield say("cell.item", words=self._name_need(need))

    def _needed(self, entry: ActRow) -> Line:
        return listed([self._name_need(need) for need in entry.row.before], "each_and")

    def _source(self, entry: ActRow) -> list[Line]:
        """The rule, a short quote with the words that lead it in, and which reading of a doubtful text it is."""
        row = entry.row
        rule, position = row.rule, row.position
        quote: list[Span] = []
        if lead_in := self._base.book.quote_before(rule):
            words = both_ends(lead_in, _LONGEST_LEAD_IN)
            quote.append(Span(tell("answer.lead_in", words=words), role="lead-in"))
        quote += quote_spans(shorten_excerpt(self._base.book.excerpt_of(rule, position), _LONGEST_QUOTE))
        if wrap_up := self._base.book.quote_after(rule):
            quote.append(Span(tell("answer.wrap_up", words=wrap_up), role="lead-in"))
        lines: list[Line] = [(self._name(entry),), tuple(quote)]
        if row.reading is not None:
            lines.append((Span(name_reading(row.reviewed), role="reading"),))
        return lines

    def _name(self, entry: ActRow) -> Span:
        return self._names.rule(entry.row.id)

    def _verdict(self, give: Give) -> Span:
        if give.verdict is Verdict.NIET_GEREGELD:
            return Span(tell("cell.silent"))
        return self._names.verdict_with_sign(give.verdict.id, give.against)


def _read_together(a: ActRow, b: ActRow) -> bool:
    """Whether two rows stand side by side in the reading of *a*, everything else being read as reviewed."""
    one, other = a.row.reading, b.row.reading
    if one is not None and other is not None and one.question == other.question:
        return one.choice == other.choice
    return b.row.reviewed


def _as(role: str, line: Line) -> Line:
    """Plain words in one span of a role."""
    return (Span(plain(line), role=role),)
