"""A decision in sentences, as plain data: what cases and the command line show, and (``policy-explanation.js``) the assistant.

What is told, and in which order, is decided here. A view places the parts, under their headings; where it has more room it places
the slots of a sentence apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..decision.bases import table_of
from ..decision.clauses import NOT_INTERNAL
from ..decision.gates import gate_holds
from ..decision.result import Reason
from ..decision.walk import worlds_left
from ..decision.ways import nearest_acts, rules_beside, standing_near, ways_on
from .decision_data import make_decision, make_remedy
from .names import Names
from .say import Filling, Line, join_lines, listed, say, tell
from .spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..decision.clauses import DecisionBase
    from ..decision.remedies import Remedy
    from ..decision.result import Decision

# A decision, a ground or a condition, as in decision_data.py.
Data = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Entry:
    """A sentence that is told: its key, and its slots in their order."""

    key: str
    slots: tuple[tuple[str, Line], ...]

    @property
    def line(self) -> Line:
        """The sentence."""
        return say(self.key, **dict(self.slots))


@dataclass(frozen=True, slots=True)
class Part:
    """Sentences that belong together; ``heading`` is the sentence that stands above them."""

    key: str
    entries: tuple[Entry, ...]

    @property
    def heading(self) -> str:
        return tell(f"answer.part.{self.key}")

    @property
    def lines(self) -> tuple[Line, ...]:
        return tuple(entry.line for entry in self.entries)


@dataclass(frozen=True, slots=True)
class Explanation:
    """A decision as a reader sees it.

    ``label`` is the verdict in two words, ``sign`` the role of those, ``weight`` of what kind of text it is. ``headline`` answers;
    where that hangs on what is not known it says so, and ``until`` says what holds meanwhile. ``standing`` is what holds whatever
    one does: of an act that is not regulated it is all that the code has to say, and what of it touches the act stands in
    ``near`` instead.
    """

    code: str
    short: str
    verdict: str
    label: str
    sign: str
    weight: str
    headline: str
    until: tuple[Line, ...]
    parts: tuple[Part, ...]
    near: tuple[Entry, ...]
    standing: tuple[Entry, ...]


def explain(base: DecisionBase, decision: Decision, remedies: Sequence[Remedy] = ()) -> Explanation:
    """Everything that a decision rests on, in the order in which someone wants to know it; *remedies* are what would turn it."""
    names = Names(base)
    data = make_decision(base, decision)
    said = names.verdict_with_sign(data["verdict"], data["advised_against"])
    label, sign = said.text, said.role
    if reason := data["reason"]:
        label = tell("answer.verdict.reasoned", verdict=label, reason=tell(f"answer.reason.{reason}"))
    parts = _make_parts(names, data, [make_remedy(remedy) for remedy in remedies], *_make_ways(names, base, decision))
    always = [_quoted(names, id) for id in data["standing"]]
    parts += _make_nearby(names, base, decision, [*always, *(entry for part in parts for entry in part.entries)])
    # What can be mended without a condition to name (being sure of something) has nothing below to be put in order.
    headline = _headline(names, data, mend=any(part.key.startswith("duties") for part in parts))
    until: tuple[Line, ...] = ()
    if len(data["possible"]) > 1:
        outcomes = listed([names.verdict(id) for id in data["possible"]], "or")
        until = (
            say("answer.open.until", headline=Span(headline, role="strong")),
            say("answer.open.outcomes", verdicts=outcomes),
        )
        headline = tell("answer.open", n=len(_awaited(data)))
    told: set[tuple[Line, Line]] = set()
    touching = standing_near(base, decision.act) if data["verdict"] == "niet_geregeld" else frozenset()
    near = [row.id for row in decision.standing if row.index in touching]
    others = [row.id for row in decision.standing if row.index not in touching]
    return Explanation(
        code=base.code.id,
        short=base.code.short,
        verdict=data["verdict"],
        label=label,
        sign=sign,
        weight=base.code.binding,
        headline=headline,
        until=until,
        parts=tuple(Part(part.key, _quote_once(part.entries, told)) for part in parts),
        near=_quote_once(dict.fromkeys(_quoted(names, id) for id in near), told),
        standing=_quote_once(dict.fromkeys(_quoted(names, id) for id in others), told),
    )


def _make_ways(names: Names, base: DecisionBase, decision: Decision) -> tuple[Part, Part, Part, Part]:
    """Where to look too: of an act of which the code says nothing where it does speak, of any other what it leads on to."""
    is_silent = decision.reason in (Reason.SILENT, Reason.RELEASED)
    acts = base.book.acts
    instead = nearest_acts(base, decision) if is_silent else []
    onward = [] if decision.reason else ways_on(base, decision)
    return (
        _part("instead", [_entry("answer.way", act=acts[id].label) for id in instead]),
        _part("onward", [_entry("answer.way", act=acts[id].label) for id in onward]),
        _part("beside", _beside(names, base, decision)),
        _part("assumed", _assumed(names, base, decision)),
    )


def _beside(names: Names, base: DecisionBase, decision: Decision) -> Iterable[Entry]:
    """What a code without an answer does say: for whom it is, and on this act in other cases."""
    if decision.reason in (None, Reason.IN_PROGRESS):
        return
    if decision.reason not in (Reason.SILENT, Reason.RELEASED):
        scope = base.book.scope_rules(base.code.id)
        if scope:
            links = [Span(rule.label, f"rule:{rule.full_id}", "source") for rule in scope]
            yield _entry("answer.scope", rules=listed(links, "comma"))
    aside = {row for entry in decision.set_aside for row in (entry.clause, entry.by)}
    rows = [entry.row for entry in table_of(base).acts.get(decision.act, ()) if not entry.row.standing]
    found = [row.id for row in rows if row not in aside]
    if found:
        yield _entry("answer.beside", rules=names.rules(found))


def _make_nearby(names: Names, base: DecisionBase, decision: Decision, told: Iterable[Entry]) -> tuple[Part, ...]:
    """The rules to read too, by their first words, where there are any; *told* is what the answer says already."""
    targets = {span.target.removeprefix("rule:") for entry in told for _, line in entry.slots for span in line}
    rows = rules_beside(base, decision, targets)
    clauses = listed([names.clause(row.id) for row in rows], "semicolon")
    return (_part("nearby", [_entry("answer.nearby", clauses=clauses)]),) if rows else ()


# -- what counts


def _decisive(data: Data) -> list[Data]:
    """The grounds that give the verdict."""
    return [ground for ground in data["grounds"] if ground["verdict"] == data["verdict"]]


def _relevant(data: Data) -> list[Data]:
    """The requirements that are told: of a final no those that it rests on, and those of what may undo it."""
    if data["verdict"] != "mag_niet" or data["curable"]:
        return list(data["conditions"])
    own = {ground["position"] for ground in _decisive(data)}
    undoing = {*data["exceptions"], *data["dispensations"]}
    return [
        condition
        for condition in data["conditions"]
        if not undoing.isdisjoint(condition["positions"])
        or (condition["timing"] == "before" and not own.isdisjoint(condition["positions"]))
    ]


def _is_counted(data: Data, condition: Data) -> bool:
    """Whether a requirement stands in the way of more than a dispensation."""
    return not set(condition["positions"]).issubset(data["dispensations"])


def _strictest(conditions: Sequence[Data]) -> list[Data]:
    """Without those that another one on the same question, in the same hands, includes: written consent is consent too."""

    def includes(other: Data, one: Data) -> bool:
        return (
            all(other[key] == one[key] for key in ("fact", "by", "advice"))
            and other["quantifier"] == one["quantifier"] == "any"
            and set(other["accepted"]) < set(one["accepted"])
        )

    return [one for one in conditions if not any(includes(other, one) for other in conditions)]


def _awaited(data: Data) -> list[str]:
    """The questions on which an open answer hangs, and those of which it supposes the strictest answer."""
    return list(dict.fromkeys([*data["depends_on"], *(supposed["fact"] for supposed in data["supposed"])]))


def _waiting(conditions: Iterable[Data]) -> list[str]:
    """The internal bodies whose word is not had yet, in the order of the text."""
    return list(
        dict.fromkeys(
            condition["by"]
            for condition in conditions
            if condition["by"] not in NOT_INTERNAL and condition["timing"] == "before" and condition["status"] != "met"
        )
    )


# -- the sentences


def _make_parts(
    names: Names, data: Data, remedies: Iterable[Data], instead: Part, onward: Part, beside: Part, assumed: Part
) -> tuple[Part, ...]:
    """The parts in which there is something to tell."""
    decisive = _decisive(data)
    shown = {ground["position"] for ground in decisive}
    others = [ground for ground in data["grounds"] if ground["position"] not in shown]
    relevant = _relevant(data)
    counted = [condition for condition in relevant if _is_counted(data, condition)]
    before = _strictest([condition for condition in counted if condition["timing"] == "before"])
    duties = [condition for condition in before if not condition["advice"]]
    dispensing = [condition for condition in relevant if not _is_counted(data, condition)]
    parts = (
        _part("depends", _depends(names, data)),
        instead,
        beside,
        _part("decisive", (_ground(names, ground) for ground in decisive)),
        _part("remedies", (_remedy(names, remedy) for remedy in remedies)),
        _part(
            names.variant("answer.part.duties").removeprefix("answer.part."),
            (_condition(names, condition) for condition in duties),
        ),
        _part("law", _law(names, data)),
        _part("advice", (_condition(names, condition) for condition in before if condition["advice"])),
        _part("after", (_condition(names, condition) for condition in counted if condition["timing"] == "after")),
        _part("exceptions", (_quoted(names, id) for id in data["exceptions"] if id not in shown)),
        _part(
            "dispensations",
            [
                *(_quoted(names, id) for id in data["dispensations"]),
                *(_condition(names, condition) for condition in dispensing),
            ],
        ),
        _part("set_aside", (_set_aside(names, entry) for entry in data["set_aside"])),
        _part("readings", (_reading(names, reading) for reading in data["readings"])),
        _part("ask", _ask(names, data["audience"], [*before, *dispensing])),
        assumed,
        onward,
        _part("also", (_ground(names, ground) for ground in others)),
    )
    return tuple(part for part in parts if part.entries)


def _quote_once(entries: Iterable[Entry], told: set[tuple[Line, Line]]) -> tuple[Entry, ...]:
    """These entries, of which those that quote words of a rule that were *told* before name the rule only; adds to *told*."""
    found: list[Entry] = []
    for entry in entries:
        slots = dict(entry.slots)
        quote = slots.pop("quote", None)
        if quote is None or (slots["rule"], quote) not in told:
            found.append(entry)
        else:
            slots["modality"] = join_lines([slots["modality"], Span(tell("answer.again"), role="again")])
            key = "answer.quoted.unless.again" if "unless" in slots else "answer.quoted.again"
            found.append(Entry(key, tuple(slots.items())))
        if quote is not None:
            told.add((slots["rule"], quote))
    return tuple(dict.fromkeys(found))


def _part(key: str, entries: Iterable[Entry]) -> Part:
    """A part without what it told already: two positions of a rule can have the same words, for two acts."""
    return Part(key, tuple(dict.fromkeys(entries)))


def _entry(key: str, **slots: Filling) -> Entry:
    return Entry(key, tuple((name, join_lines([filling])) for name, filling in slots.items()))


def _depends(names: Names, data: Data) -> Iterable[Entry]:
    """The questions on which an open answer hangs; of a single one, when it would be the strictest."""
    if len(data["possible"]) < 2:
        return
    awaited = _awaited(data)
    supposed = {entry["fact"]: entry["answers"] for entry in data["supposed"]}
    for fact in awaited:
        question = names.question(fact)
        if len(awaited) == 1 and fact in supposed:
            labels = listed([names.answer(fact, id) for id in supposed[fact]]) or tell("answer.none_of_these")
            yield _entry(
                "answer.depends.strictest", question=question, strictest=say("answer.strictest", answers=labels)
            )
        else:
            yield _entry("answer.depends", question=question)


def _quoted(names: Names, position: str) -> Entry:
    return _entry("answer.quoted", **names.quoted(position))


def _ground(names: Names, ground: Data) -> Entry:
    """A ground, with the exception that it leaves open, and marked where it is only supposed."""
    slots: dict[str, Filling] = dict(names.quoted(ground["position"]))
    if ground["supposed"]:
        slots["modality"] = join_lines([slots["modality"], Span(tell("answer.supposed"), role="supposed")])
    exception = ground["exception"]
    if exception is None or exception == ground["position"]:
        return _entry("answer.quoted", **slots)
    return _entry("answer.quoted.unless", **slots, unless=say("answer.unless", clause=names.clause(exception)))


def _remedy(names: Names, remedy: Data) -> Entry:
    """What would turn a no, what the outcome is then, and by which rules."""
    wanted = [
        tell("answer.wanted", question=names.question(one["fact"]), answers=names.answers(one["fact"], one["answers"]))
        for one in remedy["answers"]
    ]
    verdict, rules = names.verdict(remedy["verdict"]), names.rules(remedy["positions"])
    return _entry("answer.remedy", wanted=listed(wanted, "semicolon"), verdict=verdict, rules=rules)


def _law(names: Names, data: Data) -> Iterable[Entry]:
    """What the law asks whatever the code says, and with it what the code itself always asks of that."""
    shown: set[str] = set()
    for kind in data["law"]:
        yield _entry(f"answer.law.{kind}")
        for id in data["standing"]:
            if id not in shown and kind in names.law(id):
                shown.add(id)
                yield _quoted(names, id)


def _condition(names: Names, condition: Data) -> Entry:
    status = condition["status"]
    return _entry(
        "answer.condition",
        question=names.question(condition["fact"]),
        answers=names.answers(condition["fact"], condition["accepted"], condition["quantifier"], condition["by"]),
        status=Span(tell(f"answer.status.{status}"), role="status-met" if status == "met" else "status-open"),
    )


def _set_aside(names: Names, entry: Data) -> Entry:
    return _entry("answer.set_aside", clause=names.clause(entry["position"]), by=names.clause(entry["by"]))


def _reading(names: Names, reading: Data) -> Entry:
    verdict = names.verdict(reading["verdict"])
    if not reading["positions"]:
        return _entry("answer.reading.silent", verdict=verdict)
    return _entry("answer.reading", verdict=verdict, rules=names.rules(reading["positions"]))


def _ask(names: Names, audience: str, conditions: Iterable[Data]) -> Iterable[Entry]:
    """Whom to turn to: the bodies whose word is waited for, else the one that the code names, whatever the answer."""
    for body in _waiting(conditions) or [names.ask_of(audience)]:
        ways = [Span(way, role="contact") for way in names.ways(body)]
        if not body:
            yield _entry("answer.ask.lead")
        elif names.is_of(audience, body):
            yield _entry("answer.ask.own")
        elif ways:
            yield _entry("answer.ask.contact", body=names.body(body), ways=listed(ways, "comma"))
        else:
            yield _entry("answer.ask", body=names.body(body))


def _assumed(names: Names, base: DecisionBase, decision: Decision) -> Iterable[Entry]:
    """What was taken unasked, and the rules on the act that it keeps out of the answer."""
    taken = {fact: frozenset({answer}) for fact, answer in decision.assumptions}
    table = table_of(base)
    # What binds in another role or capacity than was answered would not count either.
    worlds = set(worlds_left(table, decision.given))
    entries = table.acts.get(decision.act, ())
    rows = [entry.row for entry in entries if entry.direct and not worlds.isdisjoint(entry.row.scope)]
    for fact, answer in decision.assumptions:
        kept_out = [
            row.id
            for row in rows
            if gate_holds(row.gate, taken) is False
            and any(condition.fact == fact for alternative in row.gate for condition in alternative)
        ]
        slots = {"question": names.question(fact), "answers": names.answer(fact, answer)}
        if kept_out:
            yield _entry("answer.assumed.else", **slots, rules=names.rules(kept_out))
        else:
            yield _entry("answer.assumed", **slots)


def _headline(names: Names, data: Data, *, mend: bool) -> str:
    """The headline; *mend* says whether what can be put in order is told below it."""
    if reason := data["reason"]:
        slots = {} if reason == "in_progress" else {"no_leave": tell("answer.no_leave")}
        # Beside duties that always hold "nothing" would be untrue.
        variant = ".standing" if reason == "silent" and data["standing"] else ""
        return tell(f"answer.headline.{reason}{variant}", **slots)
    key = f"answer.headline.{data['verdict']}"
    if data["curable"] and mend:
        key += ".curable"
    elif (
        data["verdict"] == "mag_niet"
        and len(data["possible"]) < 2
        and any(names.hangs_on_answers(ground["position"]) for ground in _decisive(data))
    ):
        key += ".so"
    if data["advised_against"]:
        key += ".against"
    if data["verdict"] != "eerst_overleg":
        headline = tell(names.variant(key))
        allowed = data["verdict"] in ("mag", "mag_onder_voorwaarden")
        return tell("answer.headline.law", headline=headline) if allowed and data["law"] else headline
    asked = [
        condition
        for condition in data["conditions"]
        if condition["status"] == "consult" and not condition["advice"] and _is_counted(data, condition)
    ]
    bodies = listed([names.body(id) for id in _waiting(asked)])
    return tell(key, bodies=bodies or tell("answer.ask.any"))
