"""The cells of decision tables: the rows of :mod:`..decision.table` in words, with links to the rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..decision.table import Give
from ..decision.verdicts import Status, Verdict
from ..model.excerpts import both_ends, join_words, shorten_excerpt
from ..model.records import CONTEXTS
from .spans import Cell, Row, Span, quote_spans, text_cell
from .wording import STATUS_LABELS, name_answers, name_requirement, name_verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ..decision.clauses import Clause, DecisionBase
    from ..decision.table import ActRow, Need
    from ..model.records import Condition
    from .decision_rows import ActRows

Line = tuple[Span, ...]

NOTHING = text_cell("–", state="none")
_LONGEST_QUOTE = 160
_LONGEST_LEAD_IN = 60
_IN_ORDER = "als dit in orde is:"
_MAY = Give(Verdict.MAG)
# What an exception makes of a ban while what it requires is not in order yet.
_SOFTENED = {Status.OPEN: Verdict.MAG_ONDER_VOORWAARDEN, Status.CONSULT: Verdict.EERST_OVERLEG}


def name_contexts(contexts: Sequence[str]) -> str:
    """Capacities in words."""
    return join_words([CONTEXTS.get(id, id) for id in contexts])


class CellWords:
    """Makes cells of the rows of one code; *act* are the rows of the same act."""

    def __init__(self, base: DecisionBase) -> None:
        self._base = base
        self._binding = base.code.binding

    def show_row(self, entry: ActRow, act: ActRows) -> Row:
        """When it counts, what it gives, what sets it aside, and where it stands."""
        when = [*self._scope(entry), *self._gate(entry)]
        unless = self._unless(entry, act)
        return Row(
            (
                Cell(tuple(when)) if when else text_cell("altijd"),
                Cell(tuple(self._outcome(entry, act))),
                Cell(tuple(unless)) if unless else NOTHING,
                Cell(tuple(self._source(entry))),
            )
        )

    def show_standing(self, entry: ActRow) -> tuple[Line, ...]:
        """What always holds: the words, when it is not always, and what follows when an answer says it is breached."""
        label, quote, *notes = self._source(entry)
        lines: list[Line] = [(*label, Span(": "), *quote), *notes]
        scope = [*self._scope(entry), *self._gate(entry)]
        if scope:
            lines.append((Span("als: "), *_join(scope, "; ")))
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
            lines.append((Span(f"rol: {book.name_audiences(bound)}", role="decisions__scope"),))
        if not own_context:
            contexts = [context for context in CONTEXTS if context in clause.context]
            lines.append((Span(f"hoedanigheid: {name_contexts(contexts)}", role="decisions__scope"),))
        return lines

    def _gate(self, entry: ActRow) -> list[Line]:
        """When a row counts: what every alternative asks, then what is left of each."""
        gate = entry.row.gate
        if not gate:
            return []
        shared = [condition for condition in gate[0] if all(condition in other for other in gate)]
        rest = [[condition for condition in conditions if condition not in shared] for conditions in gate]
        lines = [self._condition(condition) for condition in shared]
        lines[1:] = [(Span("en ", role="decisions__joint"), *line) for line in lines[1:]]
        if all(rest):
            lines.append((Span("en een van deze:" if lines else "een van deze:", role="decisions__joint"),))
            lines += [(Span("• "), *self._conjunction(conditions)) for conditions in rest]
        return lines

    def _conjunction(self, conditions: Iterable[Condition]) -> Line:
        return _join([self._condition(condition) for condition in conditions], " en ")

    def _condition(self, condition: Condition) -> Line:
        question = Span(f"{self._base.facts[condition.fact].question} ")
        return question, Span(name_answers(self._base, condition), role="decisions__answer")

    def _outcome(self, entry: ActRow, act: ActRows) -> list[Line]:
        lines: list[Line] = []
        if entry.row.standing:
            lines.append((Span("geldt altijd bij deze handeling"),))
            lines += self._breach(entry)
        elif entry.speaks:
            lines += self._verdicts(entry)
        lines += self._taken(entry, act)
        if not lines:
            lines.append((Span("geeft hier geen uitkomst"),))
        after = [need for need in entry.row.needs if need.requirement.timing == "after"]
        lines += [(Span(f"daarna: {self._name_need(need)}"),) for need in after]
        return lines

    def _verdicts(self, entry: ActRow) -> Iterable[Line]:
        """The verdict when all is in order, what has to be, and the verdict for as long as it is not."""
        row = entry.row
        gives = {status: entry.given_at(status) for status in row.statuses}
        best = gives[Status.MET]
        advice = row.advice and not best.against
        rest: dict[Status, Give] = {status: give for status, give in gives.items() if status is not Status.MET}
        if not rest:
            yield (self._verdict(best), *([Span(", en het is aangeraden")] if advice else ()))
        elif best.verdict is Verdict.NIET_GEREGELD:
            waiting = next(give for give in rest.values() if give.verdict is not Verdict.NIET_GEREGELD)
            yield self._verdict(waiting), Span(", zolang dit niet in orde is:")
            yield from self._requirements(row.before)
            yield from self._by_status({s: give for s, give in rest.items() if give.verdict is not waiting.verdict})
        elif {give.verdict for give in gives.values()} == {Verdict.MAG}:
            yield (self._verdict(best),)
            yield (Span("aangeraden is dat dit in orde is:"),)
            yield from self._requirements(row.before)
            yield from self._by_status({status: give for status, give in rest.items() if give.against})
        else:
            yield self._verdict(best), Span(f", {_IN_ORDER}")
            yield from self._requirements(row.before)
            yield from self._by_status(rest)

    def _by_status(self, gives: Mapping[Status, Give]) -> Iterable[Line]:
        """How things stand and the verdict then, the strongest first; what gives the same in one line."""
        together: dict[Span, list[str]] = {}
        for status, give in sorted(gives.items(), key=lambda item: -item[1].verdict):
            together.setdefault(self._verdict(give), []).append(STATUS_LABELS[status])
        for verdict, statuses in together.items():
            yield Span(f"{' of '.join(statuses)}: "), verdict

    def _breach(self, entry: ActRow) -> Iterable[Line]:
        gives = [entry.given_at(status) for status in entry.row.statuses]
        broken = [give for give in gives if give.verdict is not Verdict.NIET_GEREGELD]
        if broken:
            asked = " en ".join(map(self._name_need, entry.row.before))
            yield Span(f"als dit niet in orde is ({asked}): "), self._verdict(broken[0])

    def _taken(self, entry: ActRow, act: ActRows) -> Iterable[Line]:
        """Which other rows an exception sets aside, and what follows from that of itself."""
        row = entry.row
        targets = [target for target in act.targets_of(entry) if _read_together(entry, target)]
        if not targets:
            return
        if row.before and not entry.speaks:
            yield (Span(_IN_ORDER),)
            yield from self._requirements(row.before)
        names = dict.fromkeys(self._name(target) for target in targets)
        if row.effect == "releases":
            closing = [Span(" vraagt")]
            if any(target.makes_demands for target in targets):
                closing = [Span(" vraagt, en dan: "), self._verdict(_MAY)]
            yield Span("dan vervalt wat "), *_join([(name,) for name in names], " en "), *closing
            return
        if row.effect == "dispensation":
            opening = [Span("dan "), self._verdict(_MAY), Span(" toch")] if entry.direct else [Span("dan vervalt")]
            yield *opening, Span(", in afwijking van: "), *_join([(name,) for name in names], "; ")
            return
        said: dict[Line, None] = {}
        for target in targets:
            verdict = name_verdict(target.strength[0], self._binding)
            said[Span(f"‘{verdict}’ ("), self._name(target), Span(")")] = None
        yield Span("dan geldt niet: "), *_join(list(said), "; ")

    def _unless(self, entry: ActRow, act: ActRows) -> list[Line]:
        """The exceptions that set a row aside, each with its conditions; several as a list."""
        exceptions = [other for other in act.exceptions_to(entry) if _read_together(entry, other)]
        lines: list[Line] = []
        for exception in exceptions:
            first, *more = self._exception(exception, entry, act, (entry,))
            lines += [(Span("• "), *first) if len(exceptions) > 1 else first, *more]
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
            parts.append(_join(alternatives, ", of "))
        needed = " en ".join(map(self._name_need, row.before))
        if needed:
            parts.append((Span(f"{'en ' if parts else ''}in orde is: {needed}"),))
        yield (*_join(parts or [(Span("altijd"),)], "; "), Span(" ("), self._name(entry), Span(")"))
        softens = target.strength[0] is Verdict.MAG_NIET and row.effect != "dispensation"
        statuses = row.statuses if softens else ()
        for status, verdict in _SOFTENED.items():
            if status in statuses:
                words = Span(f"{STATUS_LABELS[status]}: ‘{name_verdict(Verdict.MAG_NIET, self._binding)}’ wordt ")
                yield words, self._verdict(Give(verdict))
        for other in act.exceptions_to(entry):
            if other not in seen and _read_together(entry, other):
                for line in self._exception(other, entry, act, (*seen, entry)):
                    yield Span("maar niet als: "), *line

    def _name_need(self, need: Need) -> str:
        return name_requirement(self._base, need.requirement)

    def _requirements(self, needs: Iterable[Need]) -> Iterable[Line]:
        for need in needs:
            yield (Span(f"• {self._name_need(need)}"),)

    def _source(self, entry: ActRow) -> list[Line]:
        """The rule, a short quote with the words that lead it in, and which reading of a doubtful text it is."""
        row = entry.row
        rule, position = row.rule, row.position
        quote: list[Span] = []
        if lead_in := self._base.book.quote_before(rule):
            quote.append(Span(f"{both_ends(lead_in, _LONGEST_LEAD_IN)} ", role="lead-in"))
        quote += quote_spans(shorten_excerpt(self._base.book.excerpt_of(rule, position), _LONGEST_QUOTE))
        if wrap_up := self._base.book.quote_after(rule):
            quote.append(Span(f" {wrap_up}", role="lead-in"))
        lines: list[Line] = [(self._name(entry),), tuple(quote)]
        if row.reading is not None:
            note = "in de nagekeken lezing" if row.reviewed else "in een andere lezing"
            lines.append((Span(note, role="reading"),))
        return lines

    def _name(self, entry: ActRow) -> Span:
        rule = entry.row.rule
        return Span(rule.label, f"rule:{rule.full_id}", "source")

    def _verdict(self, give: Give) -> Span:
        if give.verdict is Verdict.NIET_GEREGELD:
            return Span("dan zegt deze bepaling niets")
        return Span(name_verdict(give.verdict, self._binding, give.against), role=f"verdict-{give.verdict.id}")


def _read_together(a: ActRow, b: ActRow) -> bool:
    """Whether two rows stand side by side in the reading of *a*, everything else being read as reviewed."""
    one, other = a.row.reading, b.row.reading
    if one is not None and other is not None and one.question == other.question:
        return one.choice == other.choice
    return b.row.reviewed


def _join(parts: Sequence[Line], joint: str) -> Line:
    """Lines in one, with *joint* between them."""
    spans: list[Span] = []
    for index, part in enumerate(parts):
        spans += [Span(joint), *part] if index else part
    return tuple(spans)
