"""The index of the search: what ``MiniSearch.loadJSON`` of MiniSearch 7 takes, with what the browser needs beside it.

Written here, so that no other program is needed to build the book. The library makes the same of the same documents: a test
holds what both find equal, with its score.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.search.nl import SearchDutch

from ..model.addresses import link_to
from ..model.kinds import RECORD_KINDS
from ..model.records import CONTEXTS
from ..presentation.labels import DASHES, PARAGRAPHS, UNITS
from ..presentation.say import SENTENCES, tell
from ..presentation.search_records import KINDS
from ..presentation.search_words import Stems, words_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ..model.handbook import Handbook
    from ..presentation.search_records import Hit

#: Address of the index from the root of the site.
INDEX_PATH = "data/search/index.js"
#: The fields of a document, as ``policy-search-engine.js`` names and weighs them.
FIELDS = ("words", "about", "sought", "beside")
#: Words that carry no meaning of their own: those of Sphinx, which lack what questions are made of.
STOP_WORDS = SearchDutch.stopwords.union(json.loads(Path(__file__).with_name("stop_words.json").read_text("utf-8")))
# What readers call a part that the labels call otherwise.
_OTHER_UNITS = ("bepaling", "nr.", "nummer", "tip")
#: The form in which MiniSearch 7 writes an index.
_SERIALIZATION = 2


@dataclass(slots=True)
class _Index:
    """An index as it grows: for each stem and field how often it stands in which document, and the words that it is the stem of.

    ``answering`` are the stems of what rules and norms say and of what they stand among, ``leading`` all by which they are found.
    """

    stems: Stems = field(default_factory=Stems)
    terms: dict[str, dict[int, dict[int, int]]] = field(default_factory=dict)
    lengths: list[list[int]] = field(default_factory=list)
    averages: list[float] = field(default_factory=lambda: [0.0] * len(FIELDS))
    words: dict[str, set[str]] = field(default_factory=dict)
    answering: set[str] = field(default_factory=set)
    leading: set[str] = field(default_factory=set)

    def add(self, texts: Iterable[str], *, answers: bool) -> None:
        """Add a document, which *answers* or leads to what does, by the texts of its fields; averages are those of the library."""
        at = len(self.lengths)
        lengths = []
        for number, text in enumerate(texts):
            tokens = words_in(text)
            lengths.append(len(set(tokens)))
            self.averages[number] = (self.averages[number] * at + lengths[-1]) / (at + 1)
            for word in tokens:
                if word in STOP_WORDS:
                    continue
                stem = self.stems.of(word)
                places = self.terms.setdefault(stem, {}).setdefault(number, {})
                places[at] = places.get(at, 0) + 1
                if answers:
                    self.leading.add(stem)
                    if number < FIELDS.index("sought"):
                        self.answering.add(stem)
                if word != stem:
                    self.words.setdefault(stem, set()).add(word)
        self.lengths.append(lengths)

    def serialized(self) -> dict[str, Any]:
        """What the library writes of such an index; a document is called by its number."""
        count = len(self.lengths)
        return {
            "documentCount": count,
            "nextId": count,
            "documentIds": {at: at for at in range(count)},
            "fieldIds": {name: number for number, name in enumerate(FIELDS)},
            "fieldLength": dict(enumerate(self.lengths)),
            "averageFieldLength": self.averages,
            "storedFields": {},
            "dirtCount": 0,
            "index": sorted(self.terms.items()),
            "serializationVersion": _SERIALIZATION,
        }


def texts_of(hit: Hit) -> tuple[str, ...]:
    """The texts of the fields of a document, in the order of :data:`FIELDS`."""
    return hit.words, hit.about, hit.sought, hit.beside


def dump_index(book: Handbook, hits: Iterable[Hit], find: Callable[[str], str | None]) -> bytes:
    """The bytes of the index of *hits*, a classic script, since a page opened from a folder can load nothing else.

    *find* gives the address from the root of the site of ``kind:id``; what has none cannot be found. The same for the same book.
    """
    index = _Index()
    shown: list[dict[str, Any]] = []
    for hit in hits:
        address = find(hit.target) if hit.target.partition(":")[0] in KINDS else hit.target
        if address:
            index.add(texts_of(hit), answers=hit.kind in ("rule", "norm"))
            shown.append(_show(hit, address))
    data = {
        **make_surroundings(book),
        "hits": shown,
        "stems": sorted(index.terms),
        "aside": sorted(index.leading - index.answering),
        "elsewhere": sorted(index.terms.keys() - index.leading),
        "words": [" ".join(sorted(index.words.get(stem, ()))) for stem in sorted(index.terms)],
    }
    return (
        f"window.policySearchIndex={_literal(_dump(index.serialized()))};\n"
        f"window.policySearchData=JSON.parse({_literal(_dump(data))});\n"
    ).encode()


def make_surroundings(book: Handbook) -> dict[str, Any]:
    """What the browser needs beside the index: names of what hits refer to, words that count for none or for another, sentences."""
    stems = Stems()
    bodies = dict.fromkeys(body.id for code in book.codes for body in book.bodies_of(code) if body.id in book.contacts)
    return {
        "codes": {
            code.id: {
                "short": code.short,
                "title": code.title,
                "binding": code.binding,
                "versions": sorted(book.versions.get(code.id, {})),
            }
            for code in book.codes.values()
        },
        "home": sorted(set(book.home.values()) & book.codes.keys()),
        "topics": {id: topic.label for id, topic in sorted(book.topics.items())},
        "contacts": [
            {
                "body": book.bodies[id].label,
                "name": book.contacts[id].name,
                "ways": [{"text": way, "href": link_to(way)} for way in book.contacts[id].ways],
            }
            for id in bodies
        ],
        "stops": sorted(STOP_WORDS),
        "synonyms": [
            [" ".join(stems.of(one) for one in words_in(word) if one not in STOP_WORDS) for word in group.words]
            for group in book.synonyms
            if not group.weak
        ],
        "units": sorted({word for unit in (*UNITS, *PARAGRAPHS, *DASHES, *_OTHER_UNITS) for word in words_in(unit)}),
        "weak": sorted(
            {stem for group in book.synonyms if group.weak for word in group.words for stem in stems.in_text(word)}
        ),
        "kinds": {
            **{kind.name: kind.label.capitalize() for kind in RECORD_KINDS if kind.name in KINDS},
            "page": tell("search.page"),
        },
        "contexts": {id: tell(f"context.{id}") for id in CONTEXTS},
        "sentences": {key: sentence for key, sentence in SENTENCES.items() if key.startswith(("search.", "list."))},
        "copied": {"done": tell("copy.done"), "selected": tell("copy.selected")},
    }


def _show(hit: Hit, address: str) -> dict[str, Any]:
    """What is kept of a hit, by short names: there are thousands of them. Their meaning is in ``types.d.ts``."""
    kept = {
        "k": hit.kind,
        "i": hit.id,
        "u": address,
        "t": hit.title,
        "x": hit.text,
        "l": hit.lead_in,
        "c": hit.code,
        "v": hit.version,
        "m": hit.modalities,
        "n": hit.norms,
        "h": hit.topics,
        "q": hit.contexts,
        "o": hit.is_heading,
    }
    return {name: value for name, value in kept.items() if value}


def _dump(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def _literal(text: str) -> str:
    """A text in single quotes as JavaScript reads it: JSON has too many of the others."""
    for old, new in (("\\", "\\\\"), ("'", "\\'"), ("\u2028", "\\u2028"), ("\u2029", "\\u2029"), ("</", "<\\/")):
        text = text.replace(old, new)
    return f"'{text}'"
