"""The tables that list: pairs that differ, what one code leaves open, rules by a filter."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from ..model.records import MODALITIES, Modality
from .comparison import (
    column_of,
    entries_of,
    is_silent,
    name_norm,
    passing,
    rule_name,
    shown_codes,
    shown_norms,
    silence_on,
    silent_cell,
)
from .names import name_contexts, name_kind
from .relations import name_modality, name_reason, name_relation, relation_flags, show_modality
from .say import listed, plain, say, tell
from .spans import Cell, Column, Row, Span, Table, WorksheetRow, text_cell

if TYPE_CHECKING:
    from ..model.handbook import Handbook
    from ..model.overlap import Overlap
    from ..model.records import Code, Norm, Position, Rule, TableSpec
    from .say import Line

    Ruled = list[tuple[Rule, Position]]

# -- pairs that differ


def make_differences(book: Handbook, spec: TableSpec) -> Table:
    shown = {code.id for code in shown_codes(book, spec)}
    rows, worksheet = [], []
    listed: set[Overlap] = set()
    for norm in shown_norms(book, spec):
        # A duty and its exception can be reviewed apart: one row gives both reasons.
        pairs: dict[tuple[str, str, str, str, str], dict[str, None]] = {}
        for overlap in book.derived.overlaps_by_norm.get(norm.id, ()):
            # Two rules on related norms stand at the first of both.
            if overlap.relation not in ("stricter", "conflicting") or overlap in listed:
                continue
            if overlap.a.partition("/")[0] not in shown or overlap.b.partition("/")[0] not in shown:
                continue
            listed.add(overlap)
            first, second = (overlap.b, overlap.a) if overlap.stricter == "b" else (overlap.a, overlap.b)
            beside = next((id for _, id in overlap.sides if id != norm.id), "")
            key = (first, second, overlap.relation, relation_flags(overlap), beside)
            pairs.setdefault(key, {})[name_reason(book, overlap)] = None
        for (first, second, relation, flags, beside), reasons in pairs.items():
            reason = " ".join(reasons)
            norms: list[Line] = [(Span(norm.statement, f"norm:{norm.id}", "norm"),)]
            if beside:
                norms.append(say("norm.related", norm=Span(book.norms[beside].statement, f"norm:{beside}")))
            relation_spans = (Span(name_relation(relation), role=f"relation-{relation}"), Span(flags, role="flag"))
            cells = (
                Cell(tuple(norms)),
                _rule_cell(book, first),
                Cell((relation_spans,)),
                _rule_cell(book, second),
                text_cell(reason, role="reason"),
            )
            rows.append(Row(cells, True))
            values = (
                " ".join(map(plain, norms)),
                rule_name(book, first),
                name_relation(relation),
                rule_name(book, second),
                reason,
                flags.strip(" ,"),
            )
            worksheet.append(WorksheetRow(values, f"rule:{first}"))
    columns = (
        Column("Norm", 3),
        Column("Bepaling", 2),
        Column("Verhouding", 2),
        Column("Tegenover", 2),
        Column("Reden", 3),
    )
    return Table(
        spec.id,
        spec.kind,
        spec.caption or "Waar de ene code strenger is of iets anders zegt",
        columns,
        tuple(rows),
        ("Norm", "Bepaling", "Verhouding", "Tegenover", "Reden", "Kanttekening"),
        tuple(worksheet),
    )


def _rule_cell(book: Handbook, full_id: str) -> Cell:
    return text_cell(rule_name(book, full_id), f"rule:{full_id}", "source")


# -- what one code leaves open


def make_gaps(book: Handbook, spec: TableSpec) -> Table:
    """What other codes regulate and one does not: a row for each norm, and one for all of a topic on which it is silent."""
    codes = shown_codes(book, spec)[:1]
    rows: list[Row] = []
    worksheet: list[WorksheetRow] = []
    if codes:
        code = codes[0]
        for topic, norms in groupby(shown_norms(book, spec), key=lambda norm: norm.topic):
            found = [(norm, ruled) for norm in norms if (ruled := _ruled_elsewhere(book, spec, norm, code))]
            for norm, ruled in found:
                said = plain(silence_on(book, norm.id, code))
                worksheet.extend(
                    WorksheetRow((_topic_label(book, norm), norm.statement, said, name, word), target)
                    for name, word, target in dict.fromkeys(
                        (rule_name(book, rule.full_id), name_modality(book, rule, position), f"rule:{rule.full_id}")
                        for rule, position in ruled
                    )
                )
            if not spec.norms and len(found) > 1 and is_silent(book, book.derived.norms_of_topic[topic], code.id):
                rows.append(_row_of_topic(book, found, code))
            else:
                rows += [_row_of_gap(book, norm, ruled, code) for norm, ruled in found]
        short, column = code.short, column_of(code)
    else:
        short, column = "", Column("Code")
    columns = (Column("Norm", 3), Column("Thema", 2), column, Column("Geregeld in", 3))
    return Table(
        spec.id,
        spec.kind,
        spec.caption or f"Wat andere codes regelen en {short} niet",
        columns,
        tuple(rows),
        ("Thema", "Norm", short or "Code", "Geregeld in", "Standpunt"),
        tuple(worksheet),
        (say("table.gaps.silence", code=short),) if short else (),
    )


def _ruled_elsewhere(book: Handbook, spec: TableSpec, norm: Norm, code: Code) -> Ruled:
    """What other codes order, forbid, allow or advise on a norm on which a code has no position."""
    if entries_of(book, spec, norm.id, code.id):
        return []
    return [
        (rule, position)
        for rule, position in passing(book, spec, book.derived.by_norm.get(norm.id, []))
        if rule.code != code.id and position.modality is not Modality.STATEMENT
    ]


def _row_of_gap(book: Handbook, norm: Norm, ruled: Ruled, code: Code) -> Row:
    header = text_cell(norm.statement, f"norm:{norm.id}", "norm")
    links = Cell(tuple(_link_rules(book, ruled)))
    return Row((header, _topic_cell(book, norm), silent_cell(book, norm, code), links), True)


def _row_of_topic(book: Handbook, found: list[tuple[Norm, Ruled]], code: Code) -> Row:
    """The norms of a topic on which a code is silent, in one row: silence is said once."""
    first, *others = (norm for norm, _ in found)
    lines = tuple(
        say("gap.topic.norm", norm=name_norm(book, norm.id), rules=listed(_link_rules(book, ruled)))
        for norm, ruled in found
    )
    header = text_cell(tell("gap.topic"), role="norm")
    return Row((header, _topic_cell(book, first), silent_cell(book, first, code, others), Cell(lines)), True)


def _link_rules(book: Handbook, ruled: Ruled) -> list[Line]:
    """Each rule and what it does, once: two positions of a rule can be on the same norm, for two acts."""
    named = dict.fromkeys(
        (rule.full_id, show_modality(book, rule, position, in_brackets=True)) for rule, position in ruled
    )
    return [(Span(rule_name(book, id), f"rule:{id}", "source"), Span(" ("), word, Span(")")) for id, word in named]


def _topic_cell(book: Handbook, norm: Norm) -> Cell:
    return text_cell(_topic_label(book, norm), f"topic:{norm.topic}", "topic")


def _topic_label(book: Handbook, norm: Norm) -> str:
    topic = book.topics.get(norm.topic)
    return topic.label if topic else norm.topic


# -- a filtered list of rules


def make_rules(book: Handbook, spec: TableSpec) -> Table:
    norms = {norm.id for norm in shown_norms(book, spec)} if spec.norms or spec.topics else None
    modalities = {MODALITIES[word] for word in spec.modality if word in MODALITIES}
    context = set(spec.context)
    rows, worksheet = [], []
    for code in shown_codes(book, spec):
        for rule in book.rules_of(code.id):
            if spec.kinds and rule.kind not in spec.kinds:
                continue
            positions = [
                position
                for position in rule.positions
                if (position.reading is None or position.reading.default)
                and (norms is None or position.norm in norms)
                and (not modalities or position.modality in modalities)
                and (not spec.audience or book.addresses(rule, position, spec.audience))
                and (not context or context & set(book.context_of(rule, position)))
            ]
            if not positions and (norms is not None or modalities or spec.audience or context):
                continue
            words = listed(list(dict.fromkeys(show_modality(book, rule, p) for p in positions))) or say("rules.none")
            text: list[Span] = []
            if lead_in := book.quote_before(rule):
                text.append(Span(lead_in + " ", role="lead-in"))
            text.append(Span(rule.text, role="quote"))
            if wrap_up := book.quote_after(rule):
                text.append(Span(" " + wrap_up, role="lead-in"))
            cells = (
                text_cell(rule_name(book, rule.full_id), f"rule:{rule.full_id}", "source"),
                text_cell(name_kind(rule.kind)),
                Cell((words,)),
                Cell((tuple(text),)),
            )
            rows.append(Row(cells))
            contexts = name_contexts(book.context_of(rule))
            worksheet.append(
                WorksheetRow(
                    (
                        code.short,
                        rule.label,
                        name_kind(rule.kind),
                        plain(words),
                        contexts,
                        book.words_around(rule),
                        rule.text,
                    ),
                    f"rule:{rule.full_id}",
                )
            )
    columns = (Column("Bepaling", 2), Column("Soort", 1), Column("Standpunt", 1), Column("Tekst", 5))
    return Table(
        spec.id,
        spec.kind,
        spec.caption or "Bepalingen",
        columns,
        tuple(rows),
        ("Code", "Bepaling", "Soort", "Standpunt", "Hoedanigheid", "Aanhef", "Tekst"),
        tuple(worksheet),
    )
