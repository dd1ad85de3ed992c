"""The apparatus below a rule: what it is, which provisions of other codes meet it, and its own page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ..presentation.citation import rule_path, version_path
from ..presentation.comparison import name_norm, rule_name
from ..presentation.notes import show_note
from ..presentation.relations import name_reason, name_relation_here, relation_flags, show_modality
from ..presentation.say import say, tell
from ..presentation.spans import Span
from .base import pages_of_norms, policy_margin, policy_related
from .pen import DrawnView, NodePen, Part, Pen

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from docutils import nodes

    from ..model.handbook import Handbook
    from ..model.overlap import Overlap
    from ..model.records import Rule
    from ..presentation.medium import Medium
    from .base import Links


@dataclass(frozen=True, slots=True)
class RelatedLine:
    """One overlapping rule as it is shown at a rule; ``across`` says on which related norm it speaks, where it does."""

    name: Span
    across: tuple[Span, ...]
    relation: str
    words: str
    reason: str


@dataclass(frozen=True, slots=True)
class RelatedNorm:
    """A norm and the rules of other codes on it."""

    statement: Span
    lines: tuple[RelatedLine, ...]


@dataclass(frozen=True, slots=True)
class Apparatus:
    """What stands below a rule: its label, its overlaps by norm, related norms, its own page.

    ``notes`` are the folded ones in words, each with whether booklets show it.
    """

    label: str
    kind: str
    modalities: tuple[tuple[str, str], ...]
    count: int
    norms: tuple[RelatedNorm, ...]
    see_also: tuple[Span, ...]
    page: str
    is_whole: bool
    called_by: Span | None
    notes: tuple[tuple[str, bool], ...]


class ApparatusView(DrawnView):
    """The one control of a rule in the running text."""

    def draws_on(self, book: Handbook, argument: str) -> set[str]:
        rule = book.get_rule(argument)
        if rule is None:
            return set()
        return pages_of_norms(book, (position.norm for position in rule.positions)) | {rule.place.docname}

    def present(self, book: Handbook, argument: str, medium: Medium) -> Apparatus | None:
        rule = book.get_rule(argument)
        return present_apparatus(book, rule) if rule else None

    def draw(self, data: Apparatus, pen: Pen[Part]) -> list[Part]:
        count = {0: "", 1: " · 1 verwante bepaling"}.get(data.count, f" · {data.count} verwante bepalingen")
        parts = [*_draw_overlaps(data, pen), *_draw_remarks(data, pen)]
        if pen.medium.has_files:
            words = f"{'Dit geheel' if data.is_whole else 'Deze bepaling'} apart, om naar te verwijzen of te citeren"
            parts.append(pen.paragraph(pen.file(data.page, words), classes=["policy-permalink"]))
        if not parts:
            return [pen.words(data.label, "policy-label")]
        return [pen.folded(data.label + count, *parts, classes=["policy-apparatus"])]

    def render(self, data: Apparatus, links: Links) -> list[nodes.Node]:
        return _render_on_paper(data, NodePen(links)) if links.medium.on_paper else super().render(data, links)


def _render_on_paper(data: Apparatus, pen: NodePen) -> list[nodes.Node]:
    """The label and the modalities in words, for the margin; below the rule what is not folded away there."""
    parts = _draw_overlaps(data, pen) if pen.medium.shows_overlaps else []
    parts += _draw_remarks(data, pen)
    margin: list[nodes.Node] = [policy_margin(label=data.label, modalities=data.modalities)]
    return [*margin, policy_related("", *parts)] if parts else margin


def _draw_remarks(data: Apparatus, pen: Pen[Part]) -> list[Part]:
    parts: list[Part] = []
    if data.called_by is not None:
        parts.append(pen.paragraph(pen.text("Voetnoot bij "), pen.span(data.called_by), pen.text(".")))
    shown = (words for words, in_booklets in data.notes if in_booklets or not pen.medium.on_paper)
    parts.extend(pen.words(words, "policy-folded-note") for words in shown)
    return parts


def present_apparatus(book: Handbook, rule: Rule) -> Apparatus:
    """The overlaps and related norms of a rule; none for a rule of an older version."""
    current = book.current_version(rule.code)
    is_current = current is not None and current.id == rule.version
    norms = present_overlaps(book, rule) if is_current else ()
    own = {position.norm for position in rule.positions}
    see_also: list[Span] = []
    if is_current:
        for norm in dict.fromkeys(position.norm for position in rule.positions):
            for other in book.derived.related.get(norm, ()):
                if other not in own and other not in {span.target.removeprefix("norm:") for span in see_also}:
                    see_also.append(Span(book.norms[other].statement, f"norm:{other}"))
    caller = book.texts[rule.code, rule.version].get(rule.note_of) if rule.note_of else None
    return Apparatus(
        label=rule.label,
        kind=rule.kind,
        modalities=_name_modalities(book, rule),
        count=len({line.name.target for norm in norms for line in norm.lines}),
        norms=norms,
        see_also=tuple(see_also),
        page=rule_path(rule) if is_current else version_path(rule),
        is_whole=len(book.division_of(rule)) > 1,
        called_by=Span(caller.label, f"rule:{caller.full_id}@{caller.version}") if caller else None,
        notes=tuple(
            (show_note(book, note), note.in_booklets or not note.law) for note in book.notes_beside(rule) if note.folded
        ),
    )


def _name_modalities(book: Handbook, rule: Rule) -> tuple[tuple[str, str], ...]:
    """What a rule does, as (role, word) pairs, each once, in the reviewed reading of a doubtful text."""
    read = [position for position in rule.positions if position.reading is None or position.reading.default]
    shown = dict.fromkeys(show_modality(book, rule, position) for position in read)
    return tuple((span.role, span.text) for span in shown)


def present_overlaps(book: Handbook, rule: Rule) -> tuple[RelatedNorm, ...]:
    """The overlaps of a rule, by norm in the order of its positions, then by code and place in the text."""
    by_norm: dict[str, list[Overlap]] = {}
    for overlap in book.derived.overlaps_of.get(rule.full_id, ()):
        by_norm.setdefault(overlap.norm_of(rule.full_id), []).append(overlap)
    order = list(dict.fromkeys(position.norm for position in rule.positions))
    return tuple(
        RelatedNorm(
            Span(book.norms[norm].statement, f"norm:{norm}", "norm"),
            _present_lines(book, rule, by_norm[norm]),
        )
        for norm in order
        if norm in by_norm
    )


def _present_lines(book: Handbook, rule: Rule, overlaps: list[Overlap]) -> tuple[RelatedLine, ...]:
    """A line for each other rule and relation; what was reviewed apart (a duty, its exception) gives its reasons in turn."""
    lines: dict[tuple[object, ...], RelatedLine] = {}
    for overlap in overlaps:
        line = _present_line(book, rule, overlap)
        key = (line.name, line.across, line.words)
        first = lines.setdefault(key, line)
        if line.reason not in first.reason:
            reason = f"{first.reason.rstrip('.')}; {line.reason}"
            lines[key] = replace(first, reason=reason)
    return tuple(lines.values())


def _present_line(book: Handbook, rule: Rule, overlap: Overlap) -> RelatedLine:
    other, *_ = overlap.seen_from(rule.full_id)
    return RelatedLine(
        Span(rule_name(book, other), f"rule:{other}", "source"),
        say("related.across", norm=name_norm(book, overlap.norm_of(other))) if overlap.other_norm else (),
        overlap.relation,
        name_relation_here(overlap, rule.full_id) + relation_flags(overlap),
        name_reason(book, overlap),
    )


# In the order in which a reader wants them, and as many as are met at once.
_RANKS = {"conflicting": 0, "stricter": 1, "equivalent": 2, "complementary": 3}
_HANDFUL = 5


def _strongest(norms: Sequence[RelatedNorm]) -> tuple[list[RelatedNorm], list[RelatedNorm]]:
    """The strongest handful of the rules under their norms, and the rest; all where there is no more than one over."""
    ranked = sorted(
        (_RANKS[line.relation], index) for index, line in enumerate(line for norm in norms for line in norm.lines)
    )
    first = {index for _, index in ranked[: _HANDFUL if len(ranked) > _HANDFUL + 1 else None]}
    chosen: list[RelatedNorm] = []
    rest: list[RelatedNorm] = []
    index = 0
    for norm in norms:
        sides: tuple[list[RelatedLine], list[RelatedLine]] = ([], [])
        for line in norm.lines:
            sides[index not in first].append(line)
            index += 1
        for found, lines in zip((chosen, rest), sides, strict=True):
            if lines:
                found.append(RelatedNorm(norm.statement, tuple(lines)))
    return chosen, rest


def _draw_overlaps(data: Apparatus, pen: Pen[Part]) -> list[Part]:
    """The list of overlapping rules under their norms, the strongest first, and the related norms."""
    parts: list[Part] = []
    if data.norms:
        parts.append(pen.words("Verwante bepalingen", "policy-apparatus-title"))
    chosen, rest = (data.norms, ()) if pen.medium.on_paper else _strongest(data.norms)
    parts += _draw_norms(chosen, pen)
    if rest:
        more = tell("related.more", n=sum(len(norm.lines) for norm in rest))
        parts.append(pen.folded(more, *_draw_norms(rest, pen), classes=["policy-more"]))
    if data.see_also:
        parts.append(pen.words("Zie ook", "policy-apparatus-title"))
        parts.append(pen.bullet_list(([pen.span(span)] for span in data.see_also), "policy-see-also"))
    return parts


def _draw_norms(norms: Iterable[RelatedNorm], pen: Pen[Part]) -> list[Part]:
    parts: list[Part] = []
    for norm in norms:
        parts.append(pen.paragraph(pen.span(norm.statement), classes=["policy-related-norm"]))
        lines = (
            [
                pen.span(line.name),
                *pen.spans(line.across),
                pen.text(": "),
                pen.inline(line.words, f"policy-relation-{line.relation}"),
                # Not in brackets: the weight of each code stands in those.
                pen.text(f" – {line.reason}" if line.reason else ""),
            ]
            for line in norm.lines
        )
        parts.append(pen.bullet_list(lines, "policy-related"))
    return parts
