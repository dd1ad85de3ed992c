"""The records of the handbook: what an editor wrote, as frozen plain data.

Directives make them, the domain stores them by page, and the rest of the model reads them. The words are those of
LegalRuleML (modality, position) and FRBR (version: the expression of a code during a period).
"""

from __future__ import annotations

import pickle
from dataclasses import FrozenInstanceError, dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable


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

BINDINGS = ("bindend", "richtlijn", "tip")
STATUSES = ("ontleed", "in opbouw")
KINDS = (
    "norm",
    "heading",
    "preamble",
    "scope",
    "definition",
    "procedure",
    "sanction",
    "signature",
    "footnote",
    "toelichting",
)
CONTEXTS = ("professional", "private")
EFFECTS = ("permits", "releases", "dispensation")
TIMINGS = ("before", "after")
QUANTIFIERS = ("any", "all", "none")
PHASES = {"before": "vooraf", "during": "tijdens", "after": "achteraf"}
RELATIONS = {"gelijk": "equivalent", "strenger": "stricter", "aanvullend": "complementary", "strijdig": "conflicting"}
UNKNOWN_DATE = "unknown"


class Record:
    """Makes a frozen record quick to restore: by its values, where a data class would look its fields up each time."""

    __slots__: tuple[str, ...] = ()

    def __reduce__(self) -> tuple[type[Record], tuple[Any, ...]]:
        return type(self), tuple([getattr(self, name) for name in type(self).__slots__])


class Packed:
    """Lists that are filled, then closed: from then on they never change. What was stored stays packed until someone looks
    into it."""

    __slots__ = ("_is_closed", "_packed")
    _is_closed: bool
    _packed: bytes

    def close(self) -> None:
        """Let nothing be added or changed any more: every list becomes a tuple, and to assign raises FrozenInstanceError."""
        self._fill([getattr(self, name) for name in type(self).__slots__])

    def _fill(self, values: Iterable[Iterable[Any]]) -> None:
        for name, value in zip(type(self).__slots__, values, strict=True):
            object.__setattr__(self, name, tuple(value))
        object.__setattr__(self, "_is_closed", True)

    def __setattr__(self, name: str, value: object) -> None:
        if hasattr(self, "_is_closed"):
            raise FrozenInstanceError(name)
        object.__setattr__(self, name, value)

    def __getstate__(self) -> bytes:
        if hasattr(self, "_packed"):
            return self._packed
        return pickle.dumps([getattr(self, name) for name in type(self).__slots__], pickle.HIGHEST_PROTOCOL)

    def __setstate__(self, packed: bytes) -> None:
        self._packed = packed

    def __getattr__(self, name: str) -> Any:
        # Only for what is not there: a field that is still packed.
        if name not in type(self).__slots__:
            raise AttributeError(name)
        self._fill(pickle.loads(self._packed))
        return getattr(self, name)


@dataclass(frozen=True, slots=True)
class Place(Record):
    """Where an editor wrote something: a page and a line (1-based)."""

    docname: str
    line: int


@dataclass(frozen=True, slots=True)
class Condition(Record):
    """A condition on one fact: which of its answers count, and whether any, all or none of them must be given."""

    fact: str
    accepted: tuple[str, ...]
    quantifier: str = "any"


@dataclass(frozen=True, slots=True)
class Requirement(Record):
    """What must be in order: a fact's accepted answers, by whom it is brought about, and before or after the act."""

    condition: Condition
    by: str = "self"
    timing: str = "before"


@dataclass(frozen=True, slots=True)
class Reading(Record):
    """Which reading of a defective or ambiguous source a position belongs to."""

    question: str
    choice: str
    default: bool = False


@dataclass(frozen=True, slots=True)
class Signature(Record):
    """That someone read a position back and found it right: day (ISO 8601), name, function, the first digits of its seal."""

    day: str
    name: str
    function: str
    seal: str


@dataclass(frozen=True, slots=True)
class Position(Record):
    """What one rule says about one norm.

    ``quotes`` are spans as the editor gave them; "begin … einde" stands for the whole passage between both ends.
    ``when`` is a list of alternatives, each a conjunction of conditions. ``question`` is how its own code asks what the norm
    asks, where the norm's words say more or less. ``line`` is the line in the source page; ``always`` is that an editor said there
    that a position without conditions is meant so; ``signed`` who read it back against the text; ``formerly`` the names of
    positions of the rule that are no more and in whose place it came.
    """

    name: str
    norm: str
    modality: Modality
    quotes: tuple[str, ...]
    line: int
    acts: tuple[str, ...] = ()
    binds: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    when: tuple[tuple[Condition, ...], ...] = ()
    requires: tuple[Requirement, ...] = ()
    only: bool = False
    standing: bool = False
    effect: str = ""
    overrides: tuple[str, ...] = ()
    reading: Reading | None = None
    question: str = ""
    always: bool = False
    signed: Signature | None = None
    formerly: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Block(Record):
    """A piece of a rule's text as it is laid out: a paragraph, an item of a list (``depth`` from 1) or a row of a table."""

    kind: str
    cells: tuple[str, ...]
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Code(Record):
    """A code of conduct of one authority, apart from its text; ``ask`` is the body to turn to with a question.

    Where the source names no authority (``is_named`` is false), ``authority`` says so in the handbook's own words.
    """

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
    ask: str = ""
    is_named: bool = True

    @property
    def worked_through(self) -> bool:
        """Whether silence of this code means "niet geregeld"; otherwise it is "nog niet ontleed"."""
        return self.status == "ontleed"


@dataclass(frozen=True, slots=True)
class Version(Record):
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
class Rule(Record):
    """The smallest piece of a code that is cited.

    ``text`` is verbatim, mark and markup removed, white space folded; ``path`` the headings above it, outermost first;
    ``lead_in`` and ``wrap_up`` the ids of the rules before and after it without whose words it misleads (Akoma Ntoso's intro
    and wrapUp of a list). A heading is a rule of kind ``heading``. ``repeats`` is the id of a rule of the same text with the same
    words; ``formerly`` the names of positions that an editor took away and that no other took the place of.
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
    wrap_up: tuple[str, ...] = ()
    audience: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    note_of: str = ""
    depth: int = 1
    is_article: bool = False
    calls: tuple[str, ...] = ()
    positions: tuple[Position, ...] = ()
    repeats: str = ""
    formerly: tuple[str, ...] = ()

    @property
    def full_id(self) -> str:
        """``<code>/<rule-id>``: the name by which everything else refers to it."""
        return f"{self.code}/{self.id}"

    def position_id(self, position: Position) -> str:
        """``<code>/<rule-id>#<name>``, the name being its number where the editor gave none."""
        return f"{self.full_id}#{position.name}"

    def former_ids(self, position: Position | None = None) -> tuple[str, ...]:
        """The whole ids that led to a position, or to the rule alone, before an editor took them away; no other may bear them."""
        return tuple(f"{self.full_id}#{former}" for former in (position or self).formerly)


@dataclass(frozen=True, slots=True)
class Topic(Record):
    """A group of norms."""

    id: str
    label: str
    summary: str
    place: Place


@dataclass(frozen=True, slots=True)
class Norm(Record):
    """One proposition on one conduct that several codes can give their own form to.

    ``linked`` says whether rules on it are linked pair by pair, which what the codes say of themselves is not; ``family`` names
    the norms that are weighed together before one rule is called stricter than another; ``formerly`` the ids of norms that are no
    more, of which this one takes the place; ``general`` the norms that say the same in general: a code that speaks on one of them
    only is not silent; ``near`` those that say something else that a reader looks for here; ``law`` on which kinds of
    :data:`LAW_WORDS` it asks what the law asks too; ``also_sought`` are words by which people look for it, never shown.
    """

    id: str
    topic: str
    statement: str
    question: str
    related: tuple[str, ...]
    place: Place
    phase: str = ""
    linked: bool = True
    family: str = ""
    formerly: tuple[str, ...] = ()
    general: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    law: tuple[str, ...] = ()
    also_sought: tuple[str, ...] = ()


#: What the law speaks on, by the words of editors: who is recognisable in a picture, what another made, what tells of a person.
LAW_WORDS = {"beeld": "image", "werk": "work", "gegevens": "data"}


@dataclass(frozen=True, slots=True)
class LawMatter:
    """A kind of :data:`LAW_WORDS`, and when it is in play (alternatives, each a conjunction; none for always)."""

    kind: str
    when: tuple[tuple[Condition, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Act(Record):
    """What someone is about to do; ``complement`` is doing the opposite, ``group`` the heading that it stands under.

    ``law`` is on what the law speaks whatever a code says, as it does on who shows people or what another made.
    ``related`` are the acts to look at too, ``leads_to`` those to look at where these answers are given (for a way on both ways
    see ``Handbook.derived.ways``). ``also_sought`` are words by which people look for it; they are never shown.
    """

    id: str
    label: str
    complement: str
    explanation: str
    place: Place
    group: str = ""
    law: tuple[LawMatter, ...] = ()
    related: tuple[str, ...] = ()
    leads_to: tuple[tuple[str, tuple[Condition, ...]], ...] = ()
    also_sought: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact(Record):
    """A question with a finite set of answers, as (id, label) pairs.

    ``none`` is the answer that excludes every other ("geen van deze"), ``refused`` are those by which a body said no;
    ``assume`` is taken where nobody asked; ``ask`` says when it is worth asking (alternatives, each a conjunction);
    ``group`` is the heading that it stands under, and the page on which it is asked. ``arrangeable`` says that who asks can still
    bring about another answer, ``fixed`` that nobody can: where a code requires it, it is asked before the verdict and is never
    something to put in order.
    """

    id: str
    question: str
    why: str
    options: tuple[tuple[str, str], ...]
    multiple: bool
    assume: str
    place: Place
    none: str = ""
    refused: tuple[str, ...] = ()
    group: str = ""
    ask: tuple[tuple[Condition, ...], ...] = ()
    arrangeable: bool = False
    fixed: bool = False


@dataclass(frozen=True, slots=True)
class Term(Record):
    """A word of the handbook's vocabulary: an audience (who can be bound) or a body (whom to ask).

    ``superior`` says of a body that only who has a superior can ask it; ``asks`` of an audience that has none whom it asks.
    ``short`` is what the head of every page calls an audience, "" where that is its label.
    """

    id: str
    label: str
    description: str
    place: Place
    part_of: str = ""
    asks: str = ""
    superior: bool = False
    short: str = ""


@dataclass(frozen=True, slots=True)
class Synonyms(Record):
    """Words for one thing: who searches for any of them that the book does not use finds what it says with the others.

    Where they are ``weak`` they are no synonyms, but words that most questions have and that tell little beside others.
    """

    words: tuple[str, ...]
    place: Place
    weak: bool = False


@dataclass(frozen=True, slots=True)
class Note(Record):
    """An editorial note beside a rule (``<code>/<rule-id>``) or, without one, beside a version of a code.

    ``defect`` is the id of a defect of the source, ``law`` that of a question on the law, of which the text is the question;
    ``lines`` the first and the last line of the page that hold its words. In a citation stands ``short``, or "[sic]" after each
    passage of ``sic``. Questions on the law are in booklets only where ``in_booklets`` says so.
    """

    code: str
    version: str
    rule: str
    defect: str
    text: str
    place: Place
    folded: bool = False
    law: str = ""
    lines: tuple[int, int] = (0, 0)
    short: str = ""
    sic: tuple[str, ...] = ()
    in_booklets: bool = False

    @property
    def id(self) -> str:
        """The number under which it stands on the page of remarks; "" where it has none."""
        return self.defect or self.law


@dataclass(frozen=True, slots=True)
class ReviewedOverlap(Record):
    """A relation between two rules on a norm that an editor recorded, with the reason.

    ``a`` and ``b`` are rule or position ids; ``norms`` the norm that both speak on, or the related ones of ``a`` and of ``b``;
    ``stricter`` is the id of the stricter rule; ``against`` the first digits of the seals of both texts as they were reviewed, if
    recorded; ``ground`` says why it holds where the first rules of derivation, or the other norms of the family, say otherwise.
    """

    a: str
    b: str
    norms: tuple[str, ...]
    relation: str
    stricter: str
    reason: str
    against: tuple[str, ...]
    place: Place
    ground: str = ""

    @property
    def sides(self) -> tuple[tuple[str, str], tuple[str, str]]:
        """Of ``a`` and of ``b`` the id of the rule and the norm on which it is meant; "" where no norm is named."""
        first, last = (self.norms[0], self.norms[-1]) if self.norms else ("", "")
        return (self.a.partition("#")[0], first), (self.b.partition("#")[0], last)


@dataclass(frozen=True, slots=True)
class ReviewedClash(Record):
    """A duty that can meet bans of the same code, which an editor looked at: position ids, and how they go together."""

    duty: str
    bans: tuple[str, ...]
    reason: str
    place: Place


@dataclass(frozen=True, slots=True)
class Expectation(Record):
    """What a case expects of one code: the verdict, the positions that decide it, and facts that hold for this code only."""

    code: str
    verdict: str
    decisive: tuple[str, ...]
    facts: tuple[Condition, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Case(Record):
    """A worked situation: an act, the facts that are known, and the verdict that each code is expected to give.

    ``readable`` says that every fact could be read; otherwise the verdict means nothing.
    """

    id: str
    title: str
    act: str
    situation: str
    facts: tuple[Condition, ...]
    expected: tuple[Expectation, ...]
    place: Place
    readable: bool = True


@dataclass(frozen=True, slots=True)
class ChecklistSpec(Record):
    """A checklist that an editor asked for: its title and its filters (ids; empty means no filter).

    A norm passes that is of one of the ``topics`` or is among the ``norms``. Beside the positions on its acts come those that
    always hold: of the topics in ``standing``, or all of them. ``page`` is the title of the page on which it stands.
    """

    id: str
    title: str
    place: Place
    acts: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    audience: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    standing: tuple[str, ...] = ()
    all_standing: bool = False
    norms: tuple[str, ...] = ()
    page: str = ""


@dataclass(frozen=True, slots=True)
class BookletSpec(Record):
    """A booklet that an editor asked for: for whom it is, which codes it holds, and its parts in their order.

    ``order`` names parts (see :mod:`.presentation.booklet_contents`) and pages, each with what is below it but for those in
    ``without``. ``checklists``, ``cases`` and ``remember`` (position ids) are what the editor chose, empty meaning all that
    speaks, and for ``remember`` what is found to weigh most. Where the editor gave no ``title`` it is the id, and ``untitled``
    says so.
    """

    id: str
    title: str
    subtitle: str
    place: Place
    audience: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    order: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    checklists: tuple[str, ...] = ()
    cases: tuple[str, ...] = ()
    remember: tuple[str, ...] = ()
    untitled: bool = False


@dataclass(frozen=True, slots=True)
class TableSpec(Record):
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
class Reference(Record):
    """A reference that stands on a page: the kind of object, its id and where."""

    kind: str
    target: str
    place: Place


#: Under this name among the contacts stands who keeps the handbook itself, whom no code names.
EDITORS = "redactie"


@dataclass(frozen=True, slots=True)
class Contact(Record):
    """Whom to ask here for a body that a code names: a name, and an address, a telephone or a mailbox."""

    name: str
    address: str = ""
    phone: str = ""
    mail: str = ""

    @property
    def ways(self) -> tuple[str, ...]:
        """Where to reach them, the telephone first."""
        return tuple(dict.fromkeys(way for way in (self.phone, self.mail, self.address) if way))

    @property
    def words(self) -> str:
        """The name, with where to reach them in brackets."""
        return f"{self.name} ({', '.join(self.ways)})" if self.ways else self.name


@dataclass(slots=True)
class Page(Packed):
    """All that one page gave to the handbook, in the order of the page; closed once the page was read.

    ``views`` are the generated parts that it shows, as (name, argument) pairs; ``links`` the targets
    of its references that are none of ours (MyST's links, Sphinx's roles). When nothing changed nobody looks into the
    pages of an earlier build, and none is unpacked.
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
    synonyms: list[Synonyms] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    reviewed: list[ReviewedOverlap] = field(default_factory=list)
    tables: list[TableSpec] = field(default_factory=list)
    clashes: list[ReviewedClash] = field(default_factory=list)
    cases: list[Case] = field(default_factory=list)
    checklists: list[ChecklistSpec] = field(default_factory=list)
    booklets: list[BookletSpec] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    views: list[tuple[str, str]] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
