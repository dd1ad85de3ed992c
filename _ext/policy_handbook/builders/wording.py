"""The words that the assistant in the browser shares with the rest of the handbook, as a classic script."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from ..model.answers import scope_facts
from ..model.records import BINDINGS, MODALITY_LABELS, Place
from ..model.wording import (
    BY_LABELS,
    HEADLINES,
    LAW_APPLIES,
    NO_RULING,
    STATUS_LABELS,
    VERDICT_LABELS,
)
from .decisions import make_fact

if TYPE_CHECKING:
    from ..model.handbook import Handbook

#: Address of the words from the root of the site.
WORDING_PATH = "data/decisions/wording.js"
# Acts that show people or use what another made: for these the law speaks whatever a code says.
LAW_ACTS = (
    "beeld-plaatsen",
    "bericht-delen",
    "materiaal-overnemen",
    "citeren",
    "vermelden",
    "taggen",
    "bedanken",
    "publicatie-vragen",
    "partnerboodschap-delen",
    "tag-toelaten",
    "profielfoto-kiezen",
    "logo-gebruiken",
    "grafisch-maken",
    "stockbeeld-gebruiken",
)


def make_wording(book: Handbook) -> dict[str, Any]:
    """Headlines, labels and the two questions that no editor writes."""
    return {
        "headlines": HEADLINES,
        "verdicts": {verdict.id: label for verdict, label in VERDICT_LABELS.items()},
        "statuses": {status.value: label for status, label in STATUS_LABELS.items()},
        "modalities": {modality.value: label for modality, label in MODALITY_LABELS.items()},
        "bindings": BINDINGS,
        "by": BY_LABELS,
        "no_ruling": NO_RULING,
        "law": LAW_APPLIES,
        "law_acts": [act for act in LAW_ACTS if act in book.acts],
        "scope": {id: make_fact(fact) for id, fact in scope_facts(book, Place("", 1)).items()},
    }


def dump_wording(book: Handbook) -> bytes:
    """The bytes of the words: like a code's decision base a script, since a page opened from a folder loads nothing else."""
    words = json.dumps(make_wording(book), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return f"window.policyWording={words};\n".replace("</", "<\\/").encode()
