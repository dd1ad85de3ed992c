"""Tables and checklists: what each is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..diagnostics import nearest, warn
from ..model.records import CONTEXTS, KINDS, MODALITIES, MODALITY_LABELS
from ..presentation.checklist import MOST_MUSTS, checklists_made, find_narrowest
from .base import Whole, look_up

if TYPE_CHECKING:
    from collections.abc import Collection


def check_tables(whole: Whole) -> None:
    """Each table: what it names exists."""
    book = whole.book
    for spec in book.tables.values():
        look_up("unknown_topic", spec.topics, book.topics, spec.place, spec.id)
        look_up("unknown_norm", spec.norms, book.norms, spec.place, spec.id)
        look_up("unknown_code", spec.codes, book.codes, spec.place, spec.id)
        look_up("unknown_audience", spec.audience, book.audiences, spec.place, spec.id)
        look_up("unknown_context", spec.context, CONTEXTS, spec.place, spec.id)
        for word in spec.modality:
            if word not in MODALITIES:
                near, choices = nearest(word, MODALITIES), ", ".join(MODALITY_LABELS.values())
                warn("unknown_modality", spec.place, id=word, rule=spec.id, nearest=near, choices=choices)
        for kind in spec.kinds:
            if kind not in KINDS:
                warn("unknown_kind", spec.place, id=kind, rule=spec.id, nearest=nearest(kind, KINDS))


def check_checklists(whole: Whole) -> None:
    """Each checklist: what it names exists, and something comes on it, but no more than one runs through."""
    book = whole.book
    for spec in book.checklists.values():
        wanted: tuple[tuple[str, tuple[str, ...], Collection[str]], ...] = (
            ("unknown_act", spec.acts, book.acts),
            ("unknown_topic", (*spec.topics, *spec.standing), book.topics),
            ("unknown_norm", spec.norms, book.norms),
            ("unknown_code", spec.codes, book.codes),
            ("unknown_audience", spec.audience, book.audiences),
            ("unknown_context", spec.context, CONTEXTS),
        )
        for subtype, ids, known in wanted:
            look_up(subtype, ids, known, spec.place, spec.id)
        # Of a list with a name that does not exist that name was reported.
        if any(id not in known for _, ids, known in wanted for id in ids):
            continue
        made = checklists_made(book)[spec.id]
        if not made.sections:
            options = " of ".join(f"“{option}”" for option in find_narrowest(book, spec))
            mend = f"kies iets anders bij {options}, of laat die optie weg" if options else "haal opties weg"
            warn("checklist_empty", spec.place, id=spec.id, mend=mend)
        elif len(made.musts) > MOST_MUSTS and len(made.codes) == 1:
            warn("checklist_long", spec.place, id=spec.id, number=len(made.musts), most=MOST_MUSTS)
