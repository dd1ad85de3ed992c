"""The tables that the handbook makes of its norms and positions: what to show, as :class:`~.spans.Table`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model.excerpts import both_ends
from ..model.overlap import speaking_below
from ..model.records import MODALITIES, Modality
from .relations import name_difference, name_modality, show_modality
from .say import listed, plain, say, tell
from .signs import name_with_weight
from .spans import Cell, Column, Row, Span, Table, WorksheetRow, quote_spans, text_cell

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..model.handbook import Handbook
    from ..model.records import ChecklistSpec, Code, Norm, Position, Rule, TableSpec
    from .say import Line

# In characters, where a lead-in is only called to mind.
_BRIEF = 240


def shown_codes(book: Handbook, spec: TableSpec | ChecklistSpec) -> list[Code]:
    """The codes of a table or a checklist, in the order in which the editor named them, or all by id."""
    wanted = spec.codes or tuple(book.codes)
    return [book.codes[id] for id in wanted if id in book.codes]


def column_of(code: Code, width: int = 1) -> Column:
    """The column of a code; above it stands what it weighs: "verplicht" in a text of tips binds nobody."""
    head = name_with_weight(code)
    return Column(plain(head), width, code.id, head)


def shown_norms(book: Handbook, spec: TableSpec) -> list[Norm]:
    """The norms of the rows: those named, those of the topics named, or all by topic."""
    if spec.norms:
        return [book.norms[id] for id in spec.norms if id in book.norms]
    topics = spec.topics or tuple(sorted(book.topics))
    return [norm for topic in topics for norm in book.derived.norms_of_topic.get(topic, [])]


def entries_of(book: Handbook, spec: TableSpec, norm: str, code: str) -> Sequence[tuple[Rule, Position]]:
    """The positions of a code on a norm that pass the filters, in the order of the text."""
    return passing(book, spec, book.derived.by_norm_and_code.get((norm, code), []))


def passing(
    book: Handbook, spec: TableSpec, entries: Sequence[tuple[Rule, Position]]
) -> Sequence[tuple[Rule, Position]]:
    """Those of the positions that pass the filters."""
    if not (spec.modality or spec.audience or spec.context):
        return entries
    context = set(spec.context)
    modalities = {MODALITIES[word] for word in spec.modality if word in MODALITIES}
    return [
        (rule, position)
        for rule, position in entries
        if (not modalities or position.modality in modalities)
        and (not spec.audience or book.addresses(rule, position, spec.audience))
        and (not context or context & set(book.context_of(rule, position)))
    ]


def differently_worded(entries: Sequence[tuple[Rule, Position]]) -> Sequence[tuple[Rule, Position]]:
    """The first of the positions that show the same: two of a rule can have the same words, for two acts.

    Words and their repetition elsewhere in the text are shown once. That some words oblige says also that they forbid the
    opposite: where both are recorded the duty is shown.
    """
    first: dict[tuple[object, ...], tuple[Rule, Position]] = {}
    speaking = {rule.id for rule, _ in entries}
    for rule, position in entries:
        if rule.repeats in speaking:
            continue
        shown = (rule.full_id, position.modality, position.reading and position.reading.default, position.quotes)
        first.setdefault(shown, (rule, position))
    return [
        entry
        for (rule, modality, reading, quotes), entry in first.items()
        if modality is not Modality.PROHIBITION or (rule, Modality.OBLIGATION, reading, quotes) not in first
    ]


def compared(book: Handbook, entries: Sequence[tuple[Rule, Position]]) -> Sequence[tuple[Rule, Position]]:
    """Those that are worded differently, without the headings that add nothing to what stands under them."""
    return [
        (rule, position)
        for rule, position in differently_worded(entries)
        if not _said_below(book, rule, position, entries)
    ]


def _said_below(book: Handbook, rule: Rule, position: Position, entries: Sequence[tuple[Rule, Position]]) -> bool:
    """Whether a heading adds nothing: under it the text does the same, or orders or forbids what it advises or explains."""
    below = speaking_below(book, rule, {other.full_id for other, _ in entries})
    done = {other.modality for speaker, other in entries if speaker.full_id in below}
    return position.modality in done or (
        position.modality in (Modality.RECOMMENDATION, Modality.STATEMENT)
        and not done.isdisjoint((Modality.OBLIGATION, Modality.PROHIBITION))
    )


def silence(code: Code) -> str:
    """What the handbook says of a code without a position."""
    return tell("answer.verdict.niet_geregeld" if code.worked_through else "answer.reason.in_progress")


def general_norm(book: Handbook, norm: str, code: str) -> str:
    """The norm on which a code says in general what it does not say on *norm*; "" where it is silent on that too."""
    if norm not in book.norms:
        return ""
    return next((id for id in book.norms[norm].general if book.derived.by_norm_and_code.get((id, code))), "")


def silence_on(book: Handbook, norm: str, code: Code) -> Line:
    """What is said of a code without a position on a norm: that it is silent, or where it speaks in general.

    With its silence stands on which related norm it has something that an editor set beside a rule on this one.
    """
    general = general_norm(book, norm, code.id)
    if general:
        return say("gap.general", briefly=tell("gap.general.briefly"), norm=name_norm(book, general))
    silent = Span(silence(code), role="silence")
    beside = book.derived.beside.get((norm, code.id), ())
    if not beside:
        return (silent,)
    return say("gap.beside", silence=silent, norms=listed([name_norm(book, id) for id in beside]))


def says_nothing(book: Handbook, norm: str, code: str) -> bool:
    """Whether there is nothing to say of a code without a position on a norm but that it is silent."""
    return not general_norm(book, norm, code) and (norm, code) not in book.derived.beside


def name_norm(book: Handbook, norm: str) -> Span:
    """A norm within a sentence, without its full stop."""
    return Span(book.norms[norm].statement.removesuffix("."), f"norm:{norm}")


def near_lines(book: Handbook, norms: Iterable[Norm], code: str) -> tuple[Line, ...]:
    """A line that leads to what a code says on what is near to these norms; none where it says nothing there."""
    derived = book.derived
    beside = {id for norm in norms for id in derived.beside.get((norm.id, code), ())}  # a silent code names them itself
    near = dict.fromkeys(id for norm in norms for id in norm.near if id in book.norms and id not in beside)
    found = [name_norm(book, id) for id in near if (id, code) in derived.by_norm_and_code]
    return (say("gap.near", norms=listed(found)),) if found else ()


def is_silent(book: Handbook, norms: Iterable[Norm], code: str) -> bool:
    """Whether a code says nothing on any of these norms, not even in general."""
    return not any(
        (norm.id, code) in book.derived.by_norm_and_code or general_norm(book, norm.id, code) for norm in norms
    )


def silent_cell(book: Handbook, norm: Norm, code: Code, others: Iterable[Norm] = ()) -> Cell:
    """A cell for a code that says nothing on a norm, or speaks in general only; *others* are norms that it says nothing on too."""
    general = general_norm(book, norm.id, code.id)
    state = "general" if general else "gap" if code.worked_through else "in-progress"
    return Cell((silence_on(book, norm.id, code), *near_lines(book, (norm, *others), code.id)), state)


def position_lines(book: Handbook, rule: Rule, position: Position, *, brief: bool = False) -> list[tuple[Span, ...]]:
    """Modality in words, the quoted spans with their lead-in (when *brief* its ends) and wrap-up, and the link to the rule."""
    modality = [show_modality(book, rule, position)]
    if position.reading is not None:
        modality.append(
            Span(tell("answer.read.beside", reading=name_reading(position.reading.default)), role="reading")
        )
    lines: list[tuple[Span, ...]] = [tuple(modality)]
    quote: list[Span] = []
    if lead_in := book.quote_before(rule):
        words = both_ends(lead_in, _BRIEF) if brief else lead_in
        quote.append(Span(tell("answer.lead_in", words=words), role="lead-in"))
    quote += quote_spans(book.excerpt_of(rule, position))
    if wrap_up := book.quote_after(rule):
        quote.append(Span(tell("answer.wrap_up", words=wrap_up), role="lead-in"))
    lines.append(tuple(quote))
    source = [Span(rule.label, f"rule:{rule.full_id}", "source")]
    if is_noted(book, rule):
        source.append(Span(tell("answer.noted"), role="flag"))
    lines.append(tuple(source))
    return lines


def is_noted(book: Handbook, rule: Rule) -> bool:
    """Whether an editor says something of a rule beside it, to readers."""
    return any(not (note.folded or note.law) for note in book.notes_beside(rule))


def name_reading(reviewed: bool) -> str:
    """Which reading of a doubtful text a position belongs to, in words."""
    return tell("answer.read.reviewed" if reviewed else "answer.read.other")


def lines_of_positions(book: Handbook, entries: Sequence[tuple[Rule, Position]]) -> list[list[tuple[Span, ...]]]:
    """The lines of each of the positions; those of a list of points give its lead-in in full once."""
    lines = []
    told: set[str] = set()
    for rule, position in compared(book, entries):
        lead_in = book.lead_in(rule)
        lines.append(position_lines(book, rule, position, brief=lead_in in told))
        told.add(lead_in)
    return lines


# -- norms by codes


def make_comparison(book: Handbook, spec: TableSpec) -> Table:
    """What each code says on each norm; of a single topic a code that is silent on all of it is named once, and has no column."""
    codes = shown_codes(book, spec)
    shown = {code.id for code in codes}
    norms = shown_norms(book, spec)
    of_topic = len(spec.topics) == 1 and not spec.norms
    silent = {code.id: code for code in codes if of_topic and is_silent(book, norms, code.id)}
    rows, worksheet = [], []
    for norm in norms:
        cells: list[Cell] = []
        speaking: dict[str, set[str]] = {}
        for code in codes:
            entries = entries_of(book, spec, norm.id, code.id)
            if not entries:
                if code.id not in silent:
                    cells.append(silent_cell(book, norm, code))
                continue
            speaking[code.id] = {rule.full_id for rule, _ in entries}
            lines = [line for lines in lines_of_positions(book, entries) for line in lines]
            cells.append(Cell((*lines, *near_lines(book, (norm,), code.id))))
            for rule, position in compared(book, entries):
                worksheet.append(
                    WorksheetRow(
                        (
                            norm.statement,
                            code.short,
                            rule.label,
                            name_modality(book, rule, position),
                            book.words_around(rule),
                            "".join(words for words, _ in book.excerpt_of(rule, position)),
                        ),
                        f"rule:{rule.full_id}",
                    )
                )
        if not speaking:
            continue
        worksheet.extend(
            WorksheetRow(
                (norm.statement, code.short, "", plain(silence_on(book, norm.id, code)), "", ""), f"norm:{norm.id}"
            )
            for code in codes
            if code.id not in speaking
        )
        differs, words = name_difference(book, norm.id, shown, speaking)
        header = Cell(((Span(norm.statement, f"norm:{norm.id}", "norm"),), (Span(words, role="difference"),)))
        rows.append(Row((header, *cells), differs))
    columns = (Column("Norm", 3), *(column_of(code, 3) for code in codes if code.id not in silent))
    return Table(
        spec.id,
        spec.kind,
        spec.caption or "Vergelijking van de codes per norm",
        columns,
        tuple(rows),
        ("Norm", "Code", "Bepaling", "Standpunt", "Aanhef", "Citaat"),
        tuple(worksheet),
        _name_silent(book, norms, silent.values()),
    )


def _name_silent(book: Handbook, norms: Sequence[Norm], codes: Iterable[Code]) -> tuple[Line, ...]:
    """A sentence on the codes that are silent on these norms, with what is near, and one on those still to be worked through."""
    names: dict[bool, list[Line]] = {}
    for code in codes:
        name: Line = (Span(code.short),)
        for near in near_lines(book, norms, code.id):
            name = say("topic.silent.near", code=name, near=near)
        names.setdefault(code.worked_through, []).append(name)
    told = {done: listed(found, "comma") for done, found in names.items()}
    return tuple(
        say("topic.silent", codes=line, no_leave=tell("answer.no_leave"))
        if done
        else say("norm.in_progress", codes=line)
        for done, line in told.items()
    )


# -- topics by codes


def make_coverage(book: Handbook, spec: TableSpec) -> Table:
    codes = shown_codes(book, spec)
    rows, worksheet = [], []
    for id in spec.topics or tuple(sorted(book.topics, key=lambda id: book.topics[id].label.casefold())):
        topic = book.topics.get(id)
        if topic is None:
            continue
        norms = book.derived.norms_of_topic.get(id, [])
        cells = []
        for code in codes:
            rules = {rule.id for norm in norms for rule, _ in entries_of(book, spec, norm.id, code.id)}
            if rules:
                words = f"{len(rules)} {'bepaling' if len(rules) == 1 else 'bepalingen'}"
                cells.append(text_cell(words, f"topic:{id}", "count"))
            elif any(general_norm(book, norm.id, code.id) for norm in norms):
                words = tell("gap.general.briefly")
                cells.append(text_cell(words, f"topic:{id}", state="general"))
            else:
                words = silence(code)
                state = "gap" if code.worked_through else "in-progress"
                cells.append(text_cell(words, f"topic:{id}", "silence", state))
            worksheet.append(WorksheetRow((topic.label, code.short, len(rules) or words), f"topic:{id}"))
        differs = any(cell.state for cell in cells)
        rows.append(Row((text_cell(topic.label, f"topic:{id}", "topic"), *cells), differs))
    columns = (Column("Thema", 2), *(column_of(code) for code in codes))
    return Table(
        spec.id,
        spec.kind,
        spec.caption or "Hoeveel bepalingen elke code per thema heeft",
        columns,
        tuple(rows),
        ("Thema", "Code", "Bepalingen"),
        tuple(worksheet),
    )


# -- words for rules


def rule_name(book: Handbook, full_id: str) -> str:
    """ "Turnhout, art. 3, punt 5": a rule of today, or of the version in its name, by its code's short name and its label."""
    rule = book.get_rule(full_id)
    code = book.codes.get(full_id.partition("/")[0])
    return f"{code.short if code else full_id.partition('/')[0]}, {rule.label if rule else full_id}"
