"""The decision tables: applied row by row they give what :func:`decide` gives, and every clause stands in them."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

import pytest
from factories import (
    make_act,
    make_book,
    make_code,
    make_condition,
    make_fact,
    make_position,
    make_requirement,
    make_rule,
    make_term,
)
from policy_handbook.decision.answers import scope_facts
from policy_handbook.decision.bases import bases_of, tables_of
from policy_handbook.decision.clauses import AUDIENCE, CONTEXT, NOT_INTERNAL
from policy_handbook.decision.gates import gate_holds, holds
from policy_handbook.decision.verdicts import Status, Verdict
from policy_handbook.decision.walk import decide
from policy_handbook.model.records import Place, Reading
from policy_handbook.presentation.decision_rows import rows_by_act
from policy_handbook.presentation.decision_tables import make_decision_tables

if TYPE_CHECKING:
    from books import Book
    from policy_handbook.decision.clauses import DecisionBase
    from policy_handbook.decision.gates import Answer
    from policy_handbook.decision.table import ActRow, CodeTable
    from policy_handbook.model.handbook import Handbook
    from policy_handbook.model.records import Condition, Fact, Position
    from policy_handbook.presentation.decision_rows import ActRows
    from policy_handbook.presentation.spans import Cell, Table

CODES = ("beersel", "bijlage13", "handreiking", "mandatarissen", "turnhout")
ACTS = (make_act("posten", complement="zwijgen"), make_act("zwijgen", complement="posten"), make_act("taggen"))
FACTS = (
    make_fact("wie", "burger, journalist, ander"),
    make_fact("beeld", "kind, collega, geen", multiple=True, none="geen"),
    make_fact("orde", "ja, nee"),
    make_fact("akkoord", "ja, nee, geweigerd", refused=("geweigerd",)),
    make_fact("stil", "ja, nee", assume="nee"),
)
AUDIENCES = (make_term("personeel"), make_term("leerkracht", part_of="personeel"), make_term("mandataris"))
BODIES = (make_term("dienst"),)

Sheet = dict[str, "Answer"]


# -- reading a table as someone does: row by row, and the strongest outcome wins


class Reader:
    """Applies the rows of an act, and nothing else, to a sheet of answers."""

    def __init__(
        self, entries: tuple[ActRow, ...], facts: dict[str, Fact], sheet: Sheet, choices: dict[str, str]
    ) -> None:
        self.facts, self.sheet = facts, sheet
        self.rows = {entry.row.index: entry for entry in entries if self.counts(entry, choices)}

    def counts(self, entry: ActRow, choices: dict[str, str]) -> bool:
        """Whether what stands under "Als" is so."""
        row, reading = entry.row, entry.row.reading
        read = not reading or (
            reading.choice == choices[reading.question] if reading.question in choices else reading.default
        )
        (audience,), (context,) = self.sheet[AUDIENCE] or (), self.sheet[CONTEXT] or ()
        return bool(read and (audience, context) in row.scope and gate_holds(row.gate, self.sheet))

    def status(self, entry: ActRow) -> Status:
        """How the requirements of a row stand: the worst of them."""
        found = {Status.MET}
        for requirement in (need.requirement for need in entry.row.before):
            answer = self.sheet[requirement.condition.fact]
            refused = self.facts[requirement.condition.fact].refused
            if requirement.by in NOT_INTERNAL:
                held = holds(requirement.condition, answer)
                found.add(Status.OPEN if held is None else Status.MET if held else Status.UNMET)
            elif answer and answer.intersection(refused):
                found.add(Status.REFUSED)
            else:
                found.add(Status.MET if holds(requirement.condition, answer) else Status.CONSULT)
        worst = (Status.REFUSED, Status.UNMET, Status.CONSULT, Status.OPEN, Status.MET)
        return next(status for status in worst if status in found)

    def unless(self, entry: ActRow) -> list[ActRow]:
        """What stands under "Tenzij", as far as it counts."""
        others = [other for other in self.rows.values() if not other.row.standing and not entry.row.standing]
        return sorted((o for o in others if entry.row.index in o.row.takes), key=lambda other: other.row.index)

    def set_aside(self, entry: ActRow) -> tuple[Status | None, ActRow | None]:
        """How far what stands under "Tenzij" takes a row away: wholly (MET), perhaps (OPEN, CONSULT), or not at all (None)."""
        best: tuple[Status | None, ActRow | None] = (None, None)
        order = [None, Status.CONSULT, Status.OPEN, Status.MET]
        for exception in self.unless(entry):
            taken, _ = self.set_aside(exception)
            status = self.status(exception)
            if taken is Status.MET or status not in order:
                continue
            if exception.row.effect == "dispensation" and status is not Status.MET:
                continue
            if taken is not None and status is Status.MET:
                status = taken
            if order.index(status) > order.index(best[0]):
                best = status, exception
        return best

    def is_idle(self, entry: ActRow) -> bool:
        """Whether an exception still waits for something, and another takes away all that it would."""
        targets = [other for other in self.rows.values() if entry in self.unless(other)]
        waits = entry.row.effect == "permits" and self.status(entry) in (Status.OPEN, Status.CONSULT)
        return waits and bool(targets) and all(self.set_aside(target)[1] is not entry for target in targets)

    def outcomes(self) -> list[Verdict]:
        """What each row gives."""
        found = []
        for entry in self.rows.values():
            taken, exception = self.set_aside(entry)
            verdict = entry.given_at(self.status(entry)).verdict
            if taken is Status.MET and exception is not None:
                verdict = Verdict.NIET_GEREGELD
                frees = exception.row.effect == "releases" and entry.makes_demands
                if frees or (exception.row.effect == "dispensation" and exception.direct):
                    verdict = Verdict.MAG
            elif self.is_idle(entry):
                verdict = Verdict.NIET_GEREGELD
            elif taken is not None and verdict is Verdict.MAG_NIET:
                verdict = Verdict.EERST_OVERLEG if taken is Status.CONSULT else Verdict.MAG_ONDER_VOORWAARDEN
            found.append(verdict)
        return found


def apply_table(
    table: CodeTable, shown: dict[str, ActRows], act: str, sheet: Sheet, facts: dict[str, Fact], choices: dict[str, str]
) -> Verdict:
    """The verdict of a table."""
    rows = shown[act].rows if act in shown else ()
    found = Reader((*rows, *table.always), facts, sheet, choices).outcomes()
    return max(found, default=Verdict.NIET_GEREGELD)


def draw_sheet(random: random.Random, base: DecisionBase) -> Sheet:
    """Every question answered; what must be in order may be unknown where nothing else asks for it."""
    gates = {c.fact for clause in base.clauses for alternative in clause.gate for c in alternative}
    sheet: Sheet = {}
    for id, fact in base.facts.items():
        options = [option for option, _ in fact.options if option != fact.none]
        if id not in gates and random.random() < 0.2:
            sheet[id] = None
        elif fact.multiple and random.random() < 0.8:
            sheet[id] = frozenset(random.sample(options, random.randint(1, min(3, len(options)))))
        else:
            sheet[id] = frozenset({random.choice([option for option, _ in fact.options])})
    scope = scope_facts(base.book, Place("pagina", 1))
    known = [id for id, _ in scope[AUDIENCE].options if len(base.audiences_meant(frozenset({id}), given=True)) == 1]
    sheet[AUDIENCE] = frozenset({random.choice([*known, *sorted(base.addressed)])})
    sheet[CONTEXT] = frozenset({random.choice([id for id, _ in scope[CONTEXT].options])})
    return sheet


def meet(random: random.Random, base: DecisionBase, condition: Condition, sheet: Sheet) -> None:
    several = condition.accepted if condition.quantifier == "all" else [random.choice(condition.accepted)]
    if condition.quantifier == "none":
        options = [option for option, _ in base.facts[condition.fact].options]
        several = [random.choice([option for option in options if option not in condition.accepted])]
    sheet[condition.fact] = frozenset(several)


def keep_standing_duties(random: random.Random, base: DecisionBase, sheet: Sheet) -> None:
    """Answer so that no standing duty is breached; left to chance, nearly every sheet breaches one."""
    for clause in base.clauses:
        if clause.position.standing:
            for requirement in clause.position.requires:
                meet(random, base, requirement.condition, sheet)


def focus(random: random.Random, base: DecisionBase, act: str, sheet: Sheet) -> None:
    """Answer so that some clause on the act speaks; left to chance, few do."""
    clause = random.choice(base.by_act[act])
    conditions = [*(random.choice(clause.gate) if clause.gate else ())]
    conditions += [r.condition for r in clause.position.requires if random.random() < 0.7]
    for condition in conditions:
        meet(random, base, condition, sheet)
    if random.random() < 0.8:
        sheet[AUDIENCE] = frozenset({random.choice(sorted(clause.audience))})
        sheet[CONTEXT] = frozenset({random.choice(sorted(clause.context))})


def compare(base: DecisionBase, times: int, seed: int = 1) -> set[Verdict]:
    """Hold the tables of a code against its decisions, the other readings too; the verdicts that occurred."""
    chance = random.Random(seed)
    table = tables_of(base.book)[base.code.id]
    shown = {act.act.id: act for act in rows_by_act(base.book, table)}
    acts = list(base.by_act)
    seen = set()
    for _ in range(times):
        act = chance.choice(acts)
        sheet = draw_sheet(chance, base)
        if chance.random() < 0.5:
            keep_standing_duties(chance, base, sheet)
        for _ in range(chance.randint(0, 3)):
            focus(chance, base, act, sheet)
        decision = decide(table, act, sheet)
        assert apply_table(table, shown, act, sheet, base.facts, {}) is decision.verdict, (base.code.id, act, sheet)
        others = {(other.question, other.choice): other.verdict for other in decision.readings}
        for question, choices in base.readings.items():
            for choice in choices:
                read = apply_table(table, shown, act, sheet, base.facts, {question: choice})
                assert read is others.get((question, choice), decision.verdict), (act, sheet, question, choice)
        seen.add(decision.verdict)
    return seen


@pytest.mark.parametrize("code", CODES)
def test_the_tables_of_the_real_codes_give_the_verdicts_of_the_decision(handbook: Handbook, code: str) -> None:
    seen = compare(bases_of(handbook)[code], 600)
    assert {Verdict.MAG_NIET, Verdict.MAG, Verdict.NIET_GEREGELD} <= seen


@pytest.mark.parametrize("code", CODES)
def test_each_clause_of_a_real_code_stands_in_a_row_of_each_of_its_acts(handbook: Handbook, code: str) -> None:
    base = bases_of(handbook)[code]
    table = tables_of(handbook)[code]
    rows = {act.act.id: [entry.row.id for entry in act.rows] for act in rows_by_act(handbook, table)}
    for clause in base.clauses:
        assert all(clause.id in rows[act] for act in clause.position.acts)
    for act, ids in rows.items():
        assert len(ids) == len(set(ids))
        assert set(ids) <= {clause.id for clause in base.by_act[act]}
    assert [entry.row.id for entry in table.always] == [clause.id for clause in base.always]


@pytest.mark.parametrize("code", CODES)
def test_each_act_is_in_a_table_or_named_as_not_regulated(handbook: Handbook, code: str) -> None:
    tables = make_decision_tables(bases_of(handbook)[code])
    shown = [act.label for group in tables.groups for act in group.acts]
    silent = [label for _, labels in tables.silent for label in labels]
    assert sorted(shown + silent) == sorted(act.label for act in handbook.acts.values())


# -- made-up codes


def position(modality: str, *acts: str, name: str = "", **over: Any) -> Position:
    return make_position("norm", modality, acts=acts or ("posten",), **{"name": name, **over})


def when(*alternatives: str) -> dict[str, Any]:
    """``"wie = burger; stil = ja"`` for each alternative of a gate."""
    return {"when": tuple(tuple(make_condition(part) for part in text.split(";")) for text in alternatives)}


def requires(*texts: str, by: str = "self", timing: str = "before") -> dict[str, Any]:
    return {"requires": tuple(make_requirement(text, by, timing) for text in texts)}


def base_of(*positions: Position, **code: Any) -> DecisionBase:
    rule = make_rule("a/art-1", *positions)
    book = make_book(make_code("a", **code), rule, *ACTS, *FACTS, audiences=AUDIENCES, bodies=BODIES)
    return bases_of(book)["a"]


def draw_position(random: random.Random, name: str, earlier: list[str]) -> Position:
    """Any position that an editor could write, exceptions to earlier ones among them."""
    modality = random.choice(("verplicht", "verboden", "toegelaten", "aanbevolen"))
    over: dict[str, Any] = {}
    gates = ("wie = burger", "wie = journalist, ander", "beeld = kind", "beeld = kind, collega", "stil = ja")
    if random.random() < 0.6:
        over |= when(*random.choices(gates, k=random.randint(1, 2)))
    if random.random() < 0.5:
        body = random.choice(("self", "third", "dienst"))
        over |= requires("akkoord = ja" if body == "dienst" else "orde = ja", by=body)
    if random.random() < 0.2:
        over["binds"] = (random.choice(("leerkracht", "mandataris")),)
    if random.random() < 0.2:
        over["context"] = ("private",)
    if random.random() < 0.15:
        over["standing"] = True
    elif earlier and random.random() < 0.6:
        over["overrides"] = tuple(random.sample(earlier, random.randint(1, min(2, len(earlier)))))
        over["effect"] = random.choice(("permits", "releases", "dispensation"))
    elif modality == "toegelaten" and random.random() < 0.4:
        over["only"] = True
    if random.random() < 0.2:
        over["reading"] = Reading("vraag", random.choice(("een", "twee")), False)
        if over["reading"].choice == "een":
            over["reading"] = Reading("vraag", "een", True)
    acts = random.sample(("posten", "zwijgen", "taggen"), random.randint(1, 2))
    return position(modality, *acts, name=name, **over)


@pytest.mark.parametrize("seed", range(60))
def test_the_tables_of_a_made_up_code_give_the_verdicts_of_the_decision(seed: int) -> None:
    chance = random.Random(seed)
    drawn: list[Position] = []
    for number in range(chance.randint(1, 9)):
        drawn.append(draw_position(chance, f"p{number}", [f"art-1#{earlier.name}" for earlier in drawn]))
    compare(base_of(*drawn), 40, seed)


def lines_of(cell: Cell) -> list[str]:
    return ["".join(span.text for span in line) for line in cell.lines]


def cells_of(table: Table, row: int = 0) -> dict[str, list[str]]:
    return {column.label: lines_of(cell) for column, cell in zip(table.columns, table.rows[row].cells, strict=True)}


def table_of(base: DecisionBase, act: str = "posten") -> Table:
    tables = make_decision_tables(base)
    return next(shown.table for group in tables.groups for shown in group.acts if shown.id == act)


def test_a_ban_without_conditions_holds_always() -> None:
    cells = cells_of(table_of(base_of(position("verboden"))))
    assert cells["Als"] == ["altijd"]
    assert cells["Dan"] == ["mag niet"]
    assert cells["Bepaling"][0] == "art. 1"
    assert "Tenzij" not in cells


def test_a_text_of_tips_advises_against() -> None:
    cells = cells_of(table_of(base_of(position("verboden"), binding="tip")))
    assert cells["Dan"] == ["afgeraden (tip)"]


def test_a_demand_says_what_holds_in_order_and_not_in_order() -> None:
    cells = cells_of(table_of(base_of(position("verplicht", **when("wie = burger"), **requires("orde = ja")))))
    assert cells["Als"] == ["Vraag over wie? ‘Burger’"]
    assert cells["Dan"] == [
        "mag, als dit in orde is:",
        "• Vraag over orde? ‘Ja’",
        "niet in orde: mag niet",
        "nog na te gaan: mag onder voorwaarden",
    ]


def test_consultation_says_what_holds_before_it_and_after_a_refusal() -> None:
    cells = cells_of(table_of(base_of(position("verboden", **requires("akkoord = ja", by="dienst")))))
    assert cells["Dan"][-2:] == ["geweigerd: mag niet", "nog te vragen: eerst overleg"]


def test_an_exception_stands_beside_what_it_sets_aside() -> None:
    base = base_of(
        position("verboden", name="ban", **when("wie = burger")),
        position("toegelaten", effect="permits", overrides=("art-1#ban",), **when("wie = burger; stil = ja")),
    )
    table = table_of(base)
    assert cells_of(table)["Tenzij"] == ["Vraag over stil? ‘Ja’ (art. 1)"]
    assert cells_of(table, 1)["Dan"] == ["mag", "dan geldt niet: ‘mag niet’ (art. 1)"]


def test_the_complement_of_what_is_forbidden_is_a_duty() -> None:
    assert cells_of(table_of(base_of(position("verboden")), "zwijgen"))["Dan"] == ["moet"]


def test_another_role_or_capacity_is_named() -> None:
    cells = cells_of(table_of(base_of(position("verboden", binds=("mandataris",), context=("private",)))))
    assert cells["Als"] == ["rol: Mandataris", "hoedanigheid: persoonlijk"]


def test_the_strongest_row_is_first_and_silence_last() -> None:
    base = base_of(position("toegelaten", **when("wie = burger")), position("verboden", **when("wie = ander")))
    table = table_of(base)
    assert [lines_of(row.cells[1])[0].partition(".")[0] for row in table.rows] == ["mag niet", "mag", "niet geregeld"]
    assert lines_of(table.rows[-1].cells[0]) == ["In alle andere gevallen"]


def test_another_reading_stands_apart() -> None:
    base = base_of(
        position("verboden", reading=Reading("vraag", "een", True)),
        position("toegelaten", reading=Reading("vraag", "twee", False)),
    )
    (group,) = make_decision_tables(base).groups
    other = next(act.other for act in group.acts if act.id == "posten")
    assert other is not None
    assert cells_of(other)["Dan"] == ["mag"]
    assert len(table_of(base).rows) == 2


def test_a_standing_duty_says_what_follows_from_a_breach() -> None:
    base = base_of(make_position("norm", "verplicht", standing=True, **requires("orde = ja")))
    tables = make_decision_tables(base)
    ((words, breach),) = tables.standing
    assert "art. 1" in "".join(span.text for span in words)
    assert "".join(span.text for span in breach) == "als dit niet in orde is (Vraag over orde? ‘Ja’): mag niet"
    assert not tables.groups


def test_a_code_in_the_making_is_not_silent() -> None:
    tables = make_decision_tables(base_of(position("verboden"), status="in opbouw"))
    assert tables.silence.startswith("nog niet ontleed")


def test_exceptions_in_a_circle_can_be_shown() -> None:
    base = base_of(
        position("verboden", name="een", overrides=("art-1#twee",), effect="permits"),
        position("verboden", name="twee", overrides=("art-1#een",), effect="permits"),
    )
    table = tables_of(base.book)["a"]
    assert [len(act.rows) for act in rows_by_act(base.book, table) if act.act.id == "posten"] == [2]
    assert not table.always
    assert cells_of(table_of(base))["Tenzij"]


# -- on a page


def test_the_directive_shows_the_tables_of_a_code(book: Book) -> None:
    book.write("docs/uitkomsten.md", "# Uitkomsten\n\n:::{decision-tables} proef\n:::\n")
    built = book.build()
    assert [warned for warned in built.warnings if warned.type != "policy.toc_not_included"] == []
    html = built.output("docs/uitkomsten.html")
    assert 'class="policy-decisions docutils container"' in html
    assert '<td data-label="Dan">' in html


def test_an_unknown_code_is_a_warning(book: Book) -> None:
    book.write("docs/uitkomsten.md", "# Uitkomsten\n\n:::{decision-tables} bestaat-niet\n:::\n")
    warned = [warned for warned in book.build("dummy").warnings if warned.type == "policy.unknown_reference"]
    assert [entry.line for entry in warned] == [3]
