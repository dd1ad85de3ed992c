"""The cells of decision tables: the rows of :mod:`.decision.decision_rows` in words, with links to the rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..decision.decision_rows import DecisionRow, Given
from ..decision.result import Status, Verdict
from ..model.excerpts import both_ends, join_words, shorten_excerpt
from ..model.records import CONTEXTS, Modality
from .spans import Cell, Row, Span, quote_spans, text_cell
from .wording import STATUS_LABELS, name_answers, name_requirement, name_verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..decision.clauses import Clause, DecisionBase
    from ..model.records import Condition, Requirement

Line = tuple[Span, ...]

NOTHING = text_cell("–", state="none")
_LONGEST_QUOTE = 160
_LONGEST_LEAD_IN = 60
_IN_ORDER = "als dit in orde is:"
_MAY = Given(Status.MET, Verdict.MAG)
# What an exception makes of a ban while what it requires is not in order yet.
_SOFTENED = {Status.OPEN: Verdict.MAG_ONDER_VOORWAARDEN, Status.CONSULT: Verdict.EERST_OVERLEG}


def name_contexts(contexts: Sequence[str]) -> str:
    """Capacities in words."""
    return join_words([CONTEXTS.get(id, id) for id in contexts])


class CellWords:
    """Makes cells of the rows of one code; *by_id* are the rows of the same act."""

    def __init__(self, base: DecisionBase) -> None:
        self._base = base
        self._binding = base.code.binding
        self._clauses: dict[str, Clause] = {clause.id: clause for clause in base.clauses}

    def show_row(self, row: DecisionRow, by_id: dict[str, DecisionRow]) -> Row:
        """When it counts, what it gives, what sets it aside, and where it stands."""
        when = [*self._scope(row), *self._gate(row)]
        unless = self._unless(row, by_id)
        return Row(
            (
                Cell(tuple(when)) if when else text_cell("altijd"),
                Cell(tuple(self._outcome(row, by_id))),
                Cell(tuple(unless)) if unless else NOTHING,
                Cell(tuple(self._source(row))),
            )
        )

    def show_standing(self, row: DecisionRow) -> tuple[Line, ...]:
        """What always holds: the words, when it is not always, and what follows when an answer says it is breached."""
        label, quote, *notes = self._source(row)
        lines: list[Line] = [(*label, Span(": "), *quote), *notes]
        scope = [*self._scope(row), *self._gate(row)]
        if scope:
            lines.append((Span("als: "), *_join(scope, "; ")))
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
            lines.append((Span(f"rol: {book.name_audiences(bound)}", role="decisions__scope"),))
        if not own_context:
            lines.append((Span(f"hoedanigheid: {name_contexts(row.context)}", role="decisions__scope"),))
        return lines

    def _gate(self, row: DecisionRow) -> list[Line]:
        """When a row counts: what every alternative asks, then what is left of each."""
        if not row.gate:
            return []
        shared = [condition for condition in row.gate[0] if all(condition in other for other in row.gate)]
        rest = [[condition for condition in conditions if condition not in shared] for conditions in row.gate]
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

    def _outcome(self, row: DecisionRow, by_id: dict[str, DecisionRow]) -> list[Line]:
        lines: list[Line] = []
        if row.standing:
            lines.append((Span("geldt altijd bij deze handeling"),))
            lines += self._breach(row)
        elif row.speaks:
            lines += self._verdicts(row)
        lines += self._taken(row, by_id)
        if not lines:
            lines.append((Span("geeft hier geen uitkomst"),))
        lines += [(Span(f"daarna: {name_requirement(self._base, r)}"),) for r in row.requires if r.timing == "after"]
        return lines

    def _verdicts(self, row: DecisionRow) -> Iterable[Line]:
        """The verdict when all is in order, what has to be, and the verdict for as long as it is not."""
        best = row.given_at(Status.MET)
        advice = self._clauses[row.id].position.modality is Modality.RECOMMENDATION and not best.against
        rest = [given for given in row.gives if given.status is not Status.MET]
        if not rest:
            yield (self._verdict(best), *([Span(", en het is aangeraden")] if advice else ()))
        elif best.verdict is Verdict.NIET_GEREGELD:
            waiting = next(given for given in rest if given.verdict is not Verdict.NIET_GEREGELD)
            yield self._verdict(waiting), Span(", zolang dit niet in orde is:")
            yield from self._requirements(row.before)
            yield from self._by_status([given for given in rest if given.verdict is not waiting.verdict])
        elif {given.verdict for given in row.gives} == {Verdict.MAG}:
            yield (self._verdict(best),)
            yield (Span("aangeraden is dat dit in orde is:"),)
            yield from self._requirements(row.before)
            yield from self._by_status([given for given in rest if given.against])
        else:
            yield self._verdict(best), Span(f", {_IN_ORDER}")
            yield from self._requirements(row.before)
            yield from self._by_status(rest)

    def _by_status(self, gives: Iterable[Given]) -> Iterable[Line]:
        """How things stand and the verdict then, the strongest first; what gives the same in one line."""
        together: dict[Span, list[str]] = {}
        for given in sorted(gives, key=lambda given: -given.verdict):
            together.setdefault(self._verdict(given), []).append(STATUS_LABELS[given.status])
        for verdict, statuses in together.items():
            yield Span(f"{' of '.join(statuses)}: "), verdict

    def _breach(self, row: DecisionRow) -> Iterable[Line]:
        broken = [given for given in row.gives if given.verdict is not Verdict.NIET_GEREGELD]
        if broken:
            asked = " en ".join(name_requirement(self._base, requirement) for requirement in row.before)
            yield Span(f"als dit niet in orde is ({asked}): "), self._verdict(broken[0])

    def _taken(self, row: DecisionRow, by_id: dict[str, DecisionRow]) -> Iterable[Line]:
        """Which other rows an exception sets aside, and what follows from that of itself."""
        targets = [by_id[id] for id in row.takes if _read_together(row, by_id[id])]
        if not targets:
            return
        if row.before and not row.speaks:
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
            opening = [Span("dan "), self._verdict(_MAY), Span(" toch")] if row.direct else [Span("dan vervalt")]
            yield *opening, Span(", in afwijking van: "), *_join([(name,) for name in names], "; ")
            return
        said: dict[Line, None] = {}
        for target in targets:
            verdict = name_verdict(target.strength[0], self._binding)
            said[Span(f"‘{verdict}’ ("), self._name(target), Span(")")] = None
        yield Span("dan geldt niet: "), *_join(list(said), "; ")

    def _unless(self, row: DecisionRow, by_id: dict[str, DecisionRow]) -> list[Line]:
        """The exceptions that set a row aside, each with its conditions; several as a list."""
        exceptions = [by_id[id] for id in row.unless if _read_together(row, by_id[id])]
        lines: list[Line] = []
        for exception in exceptions:
            first, *more = self._exception(exception, row, by_id, (row.id,))
            lines += [(Span("• "), *first) if len(exceptions) > 1 else first, *more]
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
            parts.append(_join(alternatives, ", of "))
        needed = " en ".join(name_requirement(self._base, requirement) for requirement in row.before)
        if needed:
            parts.append((Span(f"{'en ' if parts else ''}in orde is: {needed}"),))
        yield (*_join(parts or [(Span("altijd"),)], "; "), Span(" ("), self._name(row), Span(")"))
        softens = target.strength[0] is Verdict.MAG_NIET and row.effect != "dispensation"
        statuses = {given.status for given in row.gives} if softens else set()
        for status, verdict in _SOFTENED.items():
            if status in statuses:
                words = Span(f"{STATUS_LABELS[status]}: ‘{name_verdict(Verdict.MAG_NIET, self._binding)}’ wordt ")
                yield words, self._verdict(Given(status, verdict))
        for id in row.unless:
            if id not in seen and _read_together(row, by_id[id]):
                for line in self._exception(by_id[id], row, by_id, (*seen, row.id)):
                    yield Span("maar niet als: "), *line

    def _requirements(self, requirements: Iterable[Requirement]) -> Iterable[Line]:
        for requirement in requirements:
            yield (Span(f"• {name_requirement(self._base, requirement)}"),)

    def _source(self, row: DecisionRow) -> list[Line]:
        """The rule, a short quote with the words that lead it in, and which reading of a doubtful text it is."""
        clause = self._clauses[row.id]
        rule, position = clause.rule, clause.position
        quote: list[Span] = []
        if lead_in := self._base.book.quote_before(rule):
            quote.append(Span(f"{both_ends(lead_in, _LONGEST_LEAD_IN)} ", role="lead-in"))
        quote += quote_spans(shorten_excerpt(self._base.book.excerpt_of(rule, position), _LONGEST_QUOTE))
        if wrap_up := self._base.book.quote_after(rule):
            quote.append(Span(f" {wrap_up}", role="lead-in"))
        lines: list[Line] = [(self._name(row),), tuple(quote)]
        if row.reading is not None:
            note = "in de nagekeken lezing" if row.reviewed else "in een andere lezing"
            lines.append((Span(note, role="reading"),))
        return lines

    def _name(self, row: DecisionRow) -> Span:
        rule = self._clauses[row.id].rule
        return Span(rule.label, f"rule:{rule.full_id}", "source")

    def _verdict(self, given: Given) -> Span:
        if given.verdict is Verdict.NIET_GEREGELD:
            return Span("dan zegt deze bepaling niets")
        return Span(name_verdict(given.verdict, self._binding, given.against), role=f"verdict-{given.verdict.id}")


def _read_together(a: DecisionRow, b: DecisionRow) -> bool:
    """Whether two rows stand side by side in the reading of *a*, everything else being read as reviewed."""
    if a.reading is not None and b.reading is not None and a.reading.question == b.reading.question:
        return a.reading.choice == b.reading.choice
    return b.reviewed


def _join(parts: Sequence[Line], joint: str) -> Line:
    """Lines in one, with *joint* between them."""
    spans: list[Span] = []
    for index, part in enumerate(parts):
        spans += [Span(joint), *part] if index else part
    return tuple(spans)
