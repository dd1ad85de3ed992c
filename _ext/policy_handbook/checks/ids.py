"""Names and references: every id once, every label once in its text, and every reference leads somewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..diagnostics import nearest, warn
from ..domain import OBJECT_TYPES
from ..model.kinds import RECORD_KINDS
from ..model.records import CONTEXTS
from .base import Whole, look_up, rules_meant, where

if TYPE_CHECKING:
    from collections.abc import Collection

    from ..model.records import Rule

_LABELS = {kind.name: kind.label for kind in RECORD_KINDS}


def check_twins(whole: Whole) -> None:
    """No two ids differ in case alone: they would name one file."""
    for twin in whole.book.twins:
        warn("name_twin", twin.place, id=twin.id, kind=_LABELS[twin.kind], twin=twin.first)


def check_duplicates(whole: Whole) -> None:
    """Every id stands once."""
    # A text that stands twice is one mistake, whatever number of rules it holds.
    copies = {duplicate.place.docname for duplicate in whole.book.duplicates if duplicate.kind == "version"}
    for duplicate in whole.book.duplicates:
        if duplicate.kind == "rule" and duplicate.place.docname in copies:
            continue
        other = where(whole.env, duplicate.first)
        warn("duplicate_id", duplicate.place, id=duplicate.id, kind=_LABELS[duplicate.kind], other=other)


def check_versions(whole: Whole) -> None:
    """Each version and each front page of a code: what it names exists."""
    book = whole.book
    for code, versions in book.versions.items():
        for version in versions.values():
            if code:
                look_up("unknown_code", [code], book.codes, version.place, f"versie {version.id}")
    for code_record in book.codes.values():
        look_up("unknown_audience", code_record.audience, book.audiences, code_record.place, code_record.id)
        if code_record.ask:
            look_up("unknown_body", [code_record.ask], book.bodies, code_record.place, code_record.id)
        look_up("unknown_context", code_record.context, CONTEXTS, code_record.place, code_record.id)


def check_labels(whole: Whole) -> None:
    """A label is how a place is cited: each in a text once."""
    for rules in whole.book.texts.values():
        first: dict[str, Rule] = {}
        for rule in rules.values():
            other = first.setdefault(rule.label, rule)
            if other is not rule:
                warn("duplicate_label", rule.place, id=rule.full_id, label=rule.label, other=other.id)


def check_references(whole: Whole) -> None:
    """Each reference leads somewhere."""
    for docname in sorted(whole.domain.pages):
        for reference in whole.domain.pages[docname].references:
            if whole.domain.find(reference.kind, reference.target) is None:
                known: Collection[str] = whole.domain.known(reference.kind)
                target = reference.target
                if reference.kind in ("rule", "article"):
                    known = rules_meant(whole.book, target, articles=reference.kind == "article")
                warn(
                    "unknown_reference",
                    reference.place,
                    kind=OBJECT_TYPES[reference.kind],
                    id=target,
                    nearest=nearest(target.partition("@")[0], known),
                )
