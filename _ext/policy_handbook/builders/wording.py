"""The words that the assistant in the browser shares with the rest of the handbook, as a classic script."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from ..decision.answers import scope_facts
from ..model.records import BINDINGS, MODALITY_LABELS, Place
from ..presentation.wording import BY_LABELS, HEADLINES, LAW_APPLIES, NO_RULING, STATUS_LABELS, VERDICT_LABELS
from .decisions import make_fact

if TYPE_CHECKING:
    from ..model.handbook import Handbook

#: Address of the words from the root of the site.
WORDING_PATH = "data/decisions/wording.js"

# What the pages of the assistant say besides. "{..}" is filled in by the browser.
PAGE = {
    "needed": "Kies een antwoord. Weet je het niet, kies dan ‘weet ik niet’.",
    "needed_act": "Kies wat je wil doen.",
    "silent_one": "Over deze handelingen zegt deze code niets. Kies er een om te zien wat dat betekent.",
    "silent_all": "Over deze handelingen zegt geen van de codes iets.",
    "not_found": "Geen handeling gevonden. Probeer een ander woord.",
    "always": "Dit geldt bij alles wat je doet. Is iets niet in orde, zeg het dan hier.",
    "idle": "Hier wacht nu niets meer op. Je kunt het wel wijzigen.",
    "all_codes": "Bij elke code gaan we uit van wie die code zelf aanspreekt.",
    "copied": "De verwijzing is gekopieerd.",
    "selected": "Kopiëren mag hier niet. De verwijzing is geselecteerd: druk op Ctrl+C, of op Cmd+C.",
    "nobody": "Deze code noemt niemand aan wie je het kunt vragen.",
    "strictest": "Tot dat bekend is, geldt het strengste antwoord: ",
    "reading": "De tekst kan ook anders gelezen worden. Dan is de uitkomst: ",
    "aside": " geldt hier niet, want ",
    "unless": "Tenzij dit in orde is: ",
    "checked": "Nagegaan, in orde ",
    "todo": "Nog {n} van {total} na te gaan.",
    "wrong": "{n} van {total} niet in orde.",
    "done": "Alles is in orde.",
    "decisive": "Dat berust op",
    "duties": "Wat in orde moet zijn",
    "duties_tip": "Wat volgens deze tips in orde moet zijn",
    "advice": "Wat je aangeraden wordt",
    "exceptions": "Uitzondering die nog mogelijk is",
    "dispensations": "Afwijken kan na overleg",
    "after": "Daarna",
    "set_aside": "Wat hier niet telt",
    "readings": "Anders gelezen",
    "ask": "Wie je kunt vragen",
    "assumed": "We gingen ervan uit",
    "given": "Jouw antwoorden",
    "also": "Ook van belang",
    "others": "Wat zouden de andere codes zeggen?",
    "side_by_side": "Wat elke code zegt",
    "read_answer": "Lees het hele antwoord van ",
    "answer_questions": "Beantwoord de vragen van ",
    "outcomes": "Mogelijke uitkomsten: ",
    "print": "Druk af",
    "copy": "Kopieer als verwijzing",
    "again": "Begin opnieuw",
    "act": "Wat wil je doen?",
    "unread": "Dit deel van het adres is niet te lezen en is overgeslagen: ",
    "change": "Je antwoord wijzigen",
    "scope": "Voor wie vraag je dit?",
    "why": "Waarom we dit vragen",
    "multiple": "Kies alles wat past.",
    "assume": "Laat je dit open, dan gaan we uit van ‘{answer}’.",
    "at_once": "Toon meteen de checklist",
    "faults": "Er klopt iets niet",
    "not_listed": "Staat het er niet bij?",
    "other_acts": "Andere handelingen",
    "search": "Zoek in de lijst",
}


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
        "page": PAGE,
        "law_acts": [act.id for act in book.acts.values() if act.under_law],
        "scope": {id: make_fact(fact) for id, fact in scope_facts(book, Place("", 1)).items()},
    }


def dump_wording(book: Handbook) -> bytes:
    """The bytes of the words: like a code's decision base a script, since a page opened from a folder loads nothing else."""
    words = json.dumps(make_wording(book), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return f"window.policyWording={words};\n".replace("</", "<\\/").encode()
