"""The records of the handbook: what an editor wrote, as frozen plain data.

Directives make them, the domain stores them by page, and the rest of the model reads them. The words are those of
LegalRuleML (modality, position) and FRBR (version: the expression of a code during a period).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Modality(StrEnum):
    """What a position does with its norm (LegalRuleML's deontic operators, and a recommendation and a statement beside them)."""

    OBLIGATION = "obligation"
    PROHIBITION = "prohibition"
    PERMISSION = "permission"
    RECOMMENDATION = "recommendation"
    STATEMENT = "statement"

    @property
    def label(self) -> str:
        """The word that readers and editors use."""
        return MODALITY_LABELS[self]


MODALITY_LABELS = {
    Modality.OBLIGATION: "verplicht",
    Modality.PROHIBITION: "verboden",
    Modality.PERMISSION: "toegelaten",
    Modality.RECOMMENDATION: "aanbevolen",
    Modality.STATEMENT: "toelichtend",
}
MODALITIES = {label: modality for modality, label in MODALITY_LABELS.items()} | {m.value: m for m in Modality}

BINDINGS = {"bindend": "bindend", "richtlijn": "richtlijn", "tip": "tip"}
STATUSES = ("ontleed", "in opbouw")
KINDS = {
    "norm": "norm",
    "heading": "opschrift",
    "preamble": "aanhef",
    "scope": "toepassingsgebied",
    "definition": "begripsbepaling",
    "procedure": "procedure",
    "sanction": "sanctie",
    "signature": "ondertekening",
    "footnote": "voetnoot",
    "toelichting": "toelichting (niet normatief)",
}
CONTEXTS = {"professional": "professioneel", "private": "persoonlijk"}
EFFECTS = ("permits", "releases", "dispensation")
TIMINGS = ("before", "after")
QUANTIFIERS = ("any", "all", "none")
RELATIONS = {"gelijk": "equivalent", "strenger": "stricter", "aanvullend": "complementary", "strijdig": "conflicting"}
RELATION_LABELS = {value: label for label, value in RELATIONS.items()}
UNKNOWN_DATE = "unknown"


@dataclass(frozen=True, slots=True)
class Place:
    """Where an editor wrote something: a page and a line (1-based)."""

    docname: str
    line: int


@dataclass(frozen=True, slots=True)
class Answers:
    """A condition on one fact: which of its answers count, and whether any, all or none of them must be given."""

    fact: str
    accepted: tuple[str, ...]
    quantifier: str = "any"


@dataclass(frozen=True, slots=True)
class Requirement:
    """What must be in order: a fact's accepted answers, by whom it is brought about, and before or after the act."""

    condition: Answers
    by: str = "self"
    timing: str = "before"


@dataclass(frozen=True, slots=True)
class Reading:
    """Which reading of a defective or ambiguous source a position belongs to."""

    question: str
    choice: str
    default: bool = False


@dataclass(frozen=True, slots=True)
class Position:
    """What one rule says about one norm.

    ``quotes`` are spans as the editor gave them; "begin … einde" stands for the whole passage between both ends.
    ``when`` is a list of alternatives, each a conjunction of conditions. ``line`` is the line in the source page.
    """

    name: str
    norm: str
    modality: Modality
    quotes: tuple[str, ...]
    line: int
    acts: tuple[str, ...] = ()
    binds: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    when: tuple[tuple[Answers, ...], ...] = ()
    requires: tuple[Requirement, ...] = ()
    only: bool = False
    standing: bool = False
    effect: str = ""
    overrides: tuple[str, ...] = ()
    reading: Reading | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a rule's text as it is laid out: a paragraph, an item of a list (``depth`` from 1) or a row of a table."""

    kind: str
    cells: tuple[str, ...]
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Code:
    """A code of conduct of one authority, apart from its text."""

    id: str
    title: str
    short: str
    authority: str
    binding: str
    status: str
    audience: tuple[str, ...]
    context: tuple[str, ...]
    summary: str
    place: Place

    @property
    def worked_through(self) -> bool:
        """Whether silence of this code means "niet geregeld"; otherwise it is "nog niet ontleed"."""
        return self.status == "ontleed"


@dataclass(frozen=True, slots=True)
class Version:
    """The text of a code during a period. Dates are ISO 8601 or ``unknown``; ``source_text`` and ``residue`` are the original."""

    code: str
    id: str
    title: str
    adopted: str
    in_force_from: str
    in_force_until: str
    source: str
    sha256: str
    residue: str
    place: Place


@dataclass(frozen=True, slots=True)
class Rule:
    """The smallest piece of a code that is cited.

    ``text`` is verbatim, mark and markup removed, white space folded; ``path`` the headings above it, outermost first;
    ``lead_in`` the ids of the rules without whose words it misleads. A heading is a rule of kind ``heading``.
    """

    code: str
    version: str
    id: str
    label: str
    kind: str
    mark: str
    text: str
    blocks: tuple[Block, ...]
    path: tuple[str, ...]
    article: str
    place: Place
    lead_in: tuple[str, ...] = ()
    audience: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    note_of: str = ""
    depth: int = 1
    is_article: bool = False
    calls: tuple[str, ...] = ()
    positions: tuple[Position, ...] = ()

    @property
    def full_id(self) -> str:
        """``<code>/<rule-id>``: the name by which everything else refers to it."""
        return f"{self.code}/{self.id}"

    def position_id(self, position: Position) -> str:
        """``<code>/<rule-id>#<name>``, the name being its number where the editor gave none."""
        return f"{self.full_id}#{position.name}"


@dataclass(frozen=True, slots=True)
class Topic:
    """A group of norms."""

    id: str
    label: str
    summary: str
    place: Place


@dataclass(frozen=True, slots=True)
class Norm:
    """One proposition on one conduct that several codes can give their own form to."""

    id: str
    topic: str
    statement: str
    question: str
    related: tuple[str, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Act:
    """What someone is about to do; ``complement`` is doing the opposite."""

    id: str
    label: str
    complement: str
    explanation: str
    place: Place


@dataclass(frozen=True, slots=True)
class Fact:
    """A question with a finite set of answers, as (id, label) pairs."""

    id: str
    question: str
    why: str
    options: tuple[tuple[str, str], ...]
    multiple: bool
    assume: str
    place: Place


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the handbook's vocabulary: an audience (who can be bound) or a body (whom to ask)."""

    id: str
    label: str
    description: str
    place: Place
    part_of: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """An editorial note beside a rule (``<code>/<rule-id>``) or, without one, beside a version of a code."""

    code: str
    version: str
    rule: str
    defect: str
    text: str
    place: Place
    folded: bool = False


@dataclass(frozen=True, slots=True)
class ReviewedOverlap:
    """A relation between two rules on a norm that an editor recorded, with the reason.

    ``a`` and ``b`` are rule or position ids; ``stricter`` is the id of the stricter rule; ``against`` the fingerprints
    of both texts as they were reviewed, if recorded.
    """

    a: str
    b: str
    norm: str
    relation: str
    stricter: str
    reason: str
    against: tuple[str, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class TableSpec:
    """A table that an editor asked for: its kind and its filters (ids; empty means no filter)."""

    id: str
    kind: str
    caption: str
    place: Place
    topics: tuple[str, ...] = ()
    norms: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    audience: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    modality: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference that stands on a page: the kind of object, its id and where."""

    kind: str
    target: str
    place: Place


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to ask here for a body that a code names: a name, and an address (e-mail or web) or ""."""

    name: str
    address: str = ""


@dataclass(slots=True)
class Page:
    """All that one page gave to the handbook, in the order of the page.

    ``views`` are the generated parts that it shows, as (name, argument) pairs.
    """

    codes: list[Code] = field(default_factory=list)
    versions: list[Version] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    topics: list[Topic] = field(default_factory=list)
    norms: list[Norm] = field(default_factory=list)
    acts: list[Act] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    audiences: list[Term] = field(default_factory=list)
    bodies: list[Term] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    reviewed: list[ReviewedOverlap] = field(default_factory=list)
    tables: list[TableSpec] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    views: list[tuple[str, str]] = field(default_factory=list)
