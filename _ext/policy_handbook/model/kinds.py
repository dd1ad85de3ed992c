"""Every kind of record: what it is called, where a page and the book hold it, and how it is found.

The store of the book, the domain's object types and references, and the checks of ids follow from this table. A new kind is
a record type, a line here, and a list of that name in ``Page`` and a store in ``Handbook``, which say the type of both.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from .records import (
    Act,
    BookletSpec,
    Case,
    ChecklistSpec,
    Code,
    Fact,
    Norm,
    Note,
    ReviewedClash,
    ReviewedOverlap,
    Rule,
    Synonyms,
    TableSpec,
    Term,
    Topic,
    Version,
)

if TYPE_CHECKING:
    from .records import Record


class Holding(Enum):
    """How the book holds the records of a kind."""

    #: By their ids.
    BY_ID = "id"
    #: By the code, or the code and version, that they are of, and there by their ids.
    BY_TEXT = "text"
    #: In the order of the pages: they have no id of their own.
    LISTED = "listed"


@dataclass(frozen=True, slots=True)
class RecordKind:
    """A kind of record.

    ``name`` is its name in references and warnings, ``label`` what editors call it; ``given`` names the list of ``Page``, ``store``
    what ``Handbook`` holds; ``title`` is the field whose words stand for a record, "" where nothing refers to one. Where
    ``keeps_file``, the site keeps a file or a folder with the id as its name, so that two ids that differ in their capitals
    alone are one too many.
    """

    name: str
    label: str
    record: type[Record]
    given: str
    store: str
    title: str = ""
    holding: Holding = Holding.BY_ID
    keeps_file: bool = False


RECORD_KINDS: tuple[RecordKind, ...] = (
    RecordKind("code", "code", Code, "codes", "codes", title="short", keeps_file=True),
    RecordKind("norm", "norm", Norm, "norms", "norms", title="statement"),
    RecordKind("topic", "thema", Topic, "topics", "topics", title="label"),
    RecordKind("act", "handeling", Act, "acts", "acts", title="label"),
    RecordKind("fact", "vraag", Fact, "facts", "facts", title="question"),
    RecordKind("case", "casus", Case, "cases", "cases", title="title"),
    RecordKind("audience", "doelgroep", Term, "audiences", "audiences", title="label"),
    RecordKind("body", "instantie", Term, "bodies", "bodies", title="label"),
    RecordKind("booklet", "boekje", BookletSpec, "booklets", "booklets", title="title", keeps_file=True),
    RecordKind("table", "tabel", TableSpec, "tables", "tables", keeps_file=True),
    RecordKind("checklist", "checklist", ChecklistSpec, "checklists", "checklists", keeps_file=True),
    RecordKind("version", "versie", Version, "versions", "versions", holding=Holding.BY_TEXT, keeps_file=True),
    RecordKind("rule", "bepaling", Rule, "rules", "texts", "label", Holding.BY_TEXT, keeps_file=True),
    RecordKind("synonyms", "synoniemen", Synonyms, "synonyms", "synonyms", holding=Holding.LISTED),
    RecordKind("note", "opmerking", Note, "notes", "notes", holding=Holding.LISTED),
    RecordKind("overlap", "overlap", ReviewedOverlap, "reviewed", "reviewed", holding=Holding.LISTED),
    RecordKind("clash", "botsing", ReviewedClash, "clashes", "clashes", holding=Holding.LISTED),
)
#: Those that are found by their ids alone, by name.
BY_ID = {kind.name: kind for kind in RECORD_KINDS if kind.holding is Holding.BY_ID}
