"""Booklets: what each is made of, and what is to be remembered of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..diagnostics import nearest, warn
from ..presentation.booklet_contents import PARTS, codes_of, key_points
from .base import Whole, look_up

if TYPE_CHECKING:
    from ..model.handbook import Handbook
    from ..model.records import BookletSpec


def check_booklets(whole: Whole) -> None:
    """Each booklet: what it names exists, and what is to be remembered binds its readers."""
    book = whole.book
    for spec in book.booklets.values():
        look_up("unknown_code", spec.codes, book.codes, spec.place, spec.id)
        look_up("unknown_audience", spec.audience, book.audiences, spec.place, spec.id)
        look_up("unknown_checklist", spec.checklists, book.checklists, spec.place, spec.id)
        look_up("unknown_case", spec.cases, book.cases, spec.place, spec.id)
        pages = sorted(whole.env.found_docs)
        known = [*PARTS, *pages]
        for part in spec.order:
            if part not in known:
                words = nearest(part, known)
                warn("unknown_part", spec.place, id=part, rule=spec.id, nearest=words, parts=", ".join(PARTS))
        look_up("unknown_page", spec.without, pages, spec.place, spec.id)
        if not spec.codes and all(part in PARTS for part in spec.order):
            warn("booklet_empty", spec.place, id=spec.id)
        _check_remembered(book, spec)


def _check_remembered(book: Handbook, spec: BookletSpec) -> None:
    codes = codes_of(book, spec)
    if not codes:
        return  # that was reported
    known = {rule.position_id(p) for code in codes for rule in book.rules_of(code.id) for p in rule.positions}
    look_up("unknown_position", spec.remember, known, spec.place, spec.id)
    binding = {point.id for code in codes for point in key_points(book, spec, code)}
    for id in spec.remember:
        if id in known and id not in binding:
            warn("booklet_remember", spec.place, id=id, rule=spec.id)
