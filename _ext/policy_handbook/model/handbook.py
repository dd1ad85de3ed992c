"""The whole handbook: every record by its id, and what follows from them together."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeVar, cast

from .excerpts import OMISSION, excerpt, join_adjoining, resolve_quote, shorten_excerpt
from .file_names import twin_key
from .fingerprint import seal, seal_of_fields
from .kinds import RECORD_KINDS, Holding, RecordKind
from .overlap import Overlap, derive_overlaps
from .positions import write_conditions
from .records import Version

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence, Set

    from .excerpts import Excerpt
    from .records import (
        Act,
        BookletSpec,
        Case,
        ChecklistSpec,
        Code,
        Condition,
        Contact,
        Fact,
        Norm,
        Note,
        Page,
        Place,
        Position,
        ReviewedClash,
        ReviewedOverlap,
        Rule,
        Synonyms,
        TableSpec,
        Term,
        Topic,
    )

UNKNOWN_ORDER = 1_000_000
T = TypeVar("T")
# In characters, of the words by which a position is called to mind.
_LONGEST_OPENING = 60


def _words(rule: Rule) -> str:
    return rule.text


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A record whose id an earlier one already has."""

    kind: str
    id: str
    place: Place
    first: Place


@dataclass(frozen=True, slots=True)
class Twin:
    """A record that is left out because its id is that of an earlier one but for its capitals: both would be one file."""

    kind: str
    id: str
    place: Place
    first: str


@dataclass(frozen=True, slots=True)
class Handbook:
    """Every record of the book, as it was read: nothing of it can be written. See :meth:`from_pages`."""

    codes: Mapping[str, Code]
    versions: Mapping[str, Mapping[str, Version]]
    texts: Mapping[tuple[str, str], Mapping[str, Rule]]
    topics: Mapping[str, Topic]
    norms: Mapping[str, Norm]
    acts: Mapping[str, Act]
    facts: Mapping[str, Fact]
    audiences: Mapping[str, Term]
    bodies: Mapping[str, Term]
    tables: Mapping[str, TableSpec]
    cases: Mapping[str, Case]
    checklists: Mapping[str, ChecklistSpec]
    booklets: Mapping[str, BookletSpec]
    synonyms: tuple[Synonyms, ...]
    notes: tuple[Note, ...]
    reviewed: tuple[ReviewedOverlap, ...]
    clashes: tuple[ReviewedClash, ...]
    duplicates: tuple[Duplicate, ...]
    twins: tuple[Twin, ...]
    home: Mapping[str, str]
    contacts: Mapping[str, Contact]
    #: Its own address, the wording of an acknowledgement and whom to mail it to; "" where a deployment sets none.
    url: str
    wording: str
    mail_to: str
    #: By which function questions on the law are asked, and for (page, line) of such a note the ISO date since when.
    editors: str
    asked_on: Mapping[tuple[str, int], str]
    #: What was made of the book, by what made it.
    _made: dict[Callable[[Handbook], Any], Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __repr__(self) -> str:
        # All that it holds would be hundreds of kilobytes, which nobody could read.
        return f"Handbook({', '.join(self.codes)})"

    @classmethod
    def from_pages(
        cls,
        pages: Mapping[str, Page],
        home: Mapping[str, str] | None = None,
        contacts: Mapping[str, Contact] | None = None,
        *,
        url: str = "",
        wording: str = "",
        mail_to: str = "",
        editors: str = "",
        asked_on: Mapping[tuple[str, int], str] | None = None,
    ) -> Handbook:
        """The handbook that these pages (by name) make together; the same whatever the order in which they were read.

        The first in the order of the pages keeps an id that is given twice.
        """
        found = _Gathered()
        for docname in sorted(pages):
            found.add(pages[docname])
        found.stores["codes"] = dict(sorted(found.stores["codes"].items()))
        return cls(
            **found.closed(),
            duplicates=tuple(found.duplicates),
            twins=tuple(found.twins),
            home=MappingProxyType(dict(home or {})),
            contacts=MappingProxyType(dict(contacts or {})),
            url=url,
            wording=wording,
            mail_to=mail_to,
            editors=editors,
            asked_on=MappingProxyType(dict(asked_on or {})),
        )

    # -- versions and rules

    def current_version(self, code: str) -> Version | None:
        """The newest version of a code: the highest number (``v2`` after ``v1``)."""
        return self.derived.current.get(code)

    def scope_rules(self, code: str) -> list[Rule]:
        """The rules that say for whom and for what a code is, in the order of the text."""
        return [rule for rule in self.rules_of(code) if rule.kind == "scope"]

    def law_of(self, position: Position) -> tuple[str, ...]:
        """On which kinds of ``LAW_WORDS`` a position asks what the law asks too: those of its norm."""
        norm = self.norms.get(position.norm)
        return norm.law if norm else ()

    def rules_of(self, code: str, version: str = "") -> list[Rule]:
        """The rules of a code's text in the order of the text; of its current version where none is named."""
        if not version:
            current = self.current_version(code)
            if current is None:
                return []
            version = current.id
        return list(self.texts.get((code, version), {}).values())

    def get_rule(self, full_id: str) -> Rule | None:
        """The rule ``<code>/<rule-id>`` of today, or ``<code>/<rule-id>@<version>``; None where there is none."""
        code, _, rest = full_id.partition("/")
        id, _, version = rest.partition("@")
        if not version:
            current = self.current_version(code)
            if current is None:
                return None
            version = current.id
        return self.texts.get((code, version), {}).get(id)

    @property
    def derived(self) -> _Derived:
        """What is computed once from the records."""
        return self.derive(_Derived)

    def derive(self, make: Callable[[Handbook], T]) -> T:
        """What *make* makes of this book, computed once: for what rests on the records and is no part of the model."""
        if make not in self._made:
            self._made[make] = make(self)
        return cast("T", self._made[make])

    # -- what a rule stands in

    def audience_of(self, rule: Rule, position: Position | None = None) -> tuple[str, ...]:
        """Whom a rule, or one position of it, addresses: the position's own word, else the rule's, else the code's."""
        code = self.codes.get(rule.code)
        return (position.binds if position else ()) or rule.audience or (code.audience if code else ())

    def addresses(self, rule: Rule, position: Position, audiences: tuple[str, ...]) -> bool:
        """Whether a position addresses one of these audiences, or a part of one."""
        wide = self.derived.addressees
        return any(not wide.get(id, {id}).isdisjoint(audiences) for id in self.audience_of(rule, position))

    def share_audience(self, one: tuple[str, ...], other: tuple[str, ...]) -> bool:
        """Whether two groups hold the same people: an audience of one is one of the other, or a part of it or its whole.

        Two parts of one whole are not each other: a Dutch and a Flemish civil servant are both staff of a local authority.
        """
        wide = self.derived.addressees
        return any(a == b or a in wide.get(b, ()) or b in wide.get(a, ()) for a in one for b in other)

    def context_of(self, rule: Rule, position: Position | None = None) -> tuple[str, ...]:
        """In which capacity: professional, private or both; found like the audience."""
        code = self.codes.get(rule.code)
        return (position.context if position else ()) or rule.context or (code.context if code else ())

    def bodies_of(self, code: str) -> list[Term]:
        """The bodies to turn to: the one for questions, then those whose consent or advice the rules of a code ask for."""
        ask = self.codes[code].ask if code in self.codes else ""
        asked = (r.by for rule in self.rules_of(code) for p in rule.positions for r in p.requires)
        found = dict.fromkeys([ask, *asked])
        return [self.bodies[id] for id in found if id in self.bodies]

    def ask_of(self, code: str, audience: str) -> str:
        """The body that an audience asks about a code: "" where that is its superior.

        It is the one that the code names, unless that is a superior whom the audience does not have.
        """
        ask = self.codes[code].ask
        if ask in self.bodies and not self.bodies[ask].superior:
            return ask
        wide = self.derived.addressees.get(audience, frozenset())
        # The narrowest that says so: the one with the longest chain.
        chain = sorted(wide, key=lambda id: -len(self.derived.addressees.get(id, ())))
        return next((term.asks for id in chain if (term := self.audiences.get(id)) and term.asks), ask)

    def division_of(self, rule: Rule) -> Sequence[Rule]:
        """A rule with all that stands under it, in the order of the text.

        Under the heading of an article stand the rules and headings up to the next of its level, with the footnotes that they
        call, without signatures; under a rule that serves as a heading those that it leads in.
        """
        return self.derived.divisions.get((rule.code, rule.version, rule.id)) or (rule,)

    def headings_over(self, rule: Rule) -> list[Rule]:
        """The articles that a rule stands under, outermost first; none for a signature, which closes the whole."""
        if rule.kind == "signature":
            return []
        siblings = self.texts.get((rule.code, rule.version), {})
        return self._printed_under(siblings.get(rule.note_of, rule) if rule.note_of else rule)

    def _printed_under(self, rule: Rule) -> list[Rule]:
        """The articles that the source prints a rule under, whether or not it is theirs, outermost first."""
        siblings = self.texts.get((rule.code, rule.version), {})
        found: dict[str, Rule] = {}
        above = rule.article
        while above in siblings and above not in found and above != rule.id:
            found[above] = siblings[above]
            above = siblings[above].article
        return list(reversed(found.values()))

    def adjoins(self, before: Rule, after: Rule) -> bool:
        """Whether one rule follows the other in their text, with nothing between."""
        found = self.derived.following.get((before.code, before.version, before.id))
        return found is not None and found.id == after.id

    def is_signed_below(self, last: Rule, article: Rule) -> bool:
        """Whether right after *last* come signatures that the source prints below the heading of *article*."""
        after = self.derived.following.get((last.code, last.version, last.id))
        return after is not None and after.kind == "signature" and article in self._printed_under(after)

    def notes_beside(self, rule: Rule) -> Sequence[Note]:
        """The editorial notes beside a rule, in the order of the page."""
        return self.derived.notes_of.get((rule.code, rule.version, rule.id), ())

    def path_of(self, rule: Rule) -> tuple[str, ...]:
        """The headings that a rule belongs to, outermost first.

        Where a source prints a footnote far from its call, or its signatures after the last article, the headings above
        that place are not theirs: a footnote goes with the rule that calls it, a signature with the whole.
        """
        if rule.kind == "signature":
            return ()
        if rule.note_of:
            caller = self.texts.get((rule.code, rule.version), {}).get(rule.note_of)
            return caller.path if caller else ()
        return rule.path

    def lead_in(self, rule: Rule) -> str:
        """The introductory words without which the rule misleads: those of its lead-in rules, outermost first."""
        return self.join_words_of(self.leading(rule))

    def wrap_up(self, rule: Rule) -> str:
        """The closing words without which the rule misleads: what comes after the list that it stands in."""
        return self.join_words_of(self.closing(rule))

    def leading(self, rule: Rule) -> list[Rule]:
        """The rules that lead a rule in, outermost first."""
        siblings = self.texts.get((rule.code, rule.version), {})
        return [siblings[id] for id in rule.lead_in if id in siblings]

    def closing(self, rule: Rule) -> list[Rule]:
        """The rules that come after the list in which a rule stands and belong to it."""
        siblings = self.texts.get((rule.code, rule.version), {})
        return [siblings[id] for id in rule.wrap_up if id in siblings]

    def quote_before(self, rule: Rule, words_of: Callable[[Rule], str] = _words) -> str:
        """The lead-in as it is quoted before the rule: the sign of an omission ends it where other words lie between.

        Not after a heading, which introduces all that stands under it.
        """
        rules = self.leading(rule)
        words = self.join_words_of(rules, words_of)
        apart = rules and rules[-1].kind != "heading" and not self.adjoins(rules[-1], rule)
        return f"{words} {OMISSION}" if apart else words

    def quote_after(self, rule: Rule, words_of: Callable[[Rule], str] = _words) -> str:
        """The wrap-up as it is quoted after the rule: the sign of an omission begins it where other words lie between."""
        rules = self.closing(rule)
        words = self.join_words_of(rules, words_of)
        return f"{OMISSION} {words}" if rules and not self.adjoins(rule, rules[0]) else words

    def seal_of(self, rule: Rule) -> str:
        """The digest of a rule where it stands, against which a review is made."""
        return seal(
            code=rule.code,
            rule=rule.id,
            path=self.path_of(rule),
            lead_in=self.lead_in(rule),
            wrap_up=self.wrap_up(rule),
            text=rule.text,
        )

    def seal_of_position(self, rule: Rule, position: Position) -> str:
        """The digest of a position and its rule where it stands, against which someone signs that it was read back."""
        reading = position.reading
        fields = {
            "rule": self.seal_of(rule),
            "norm": position.norm,
            "modality": position.modality.value,
            "quote": " | ".join(position.quotes),
            "act": ", ".join(position.acts),
            "binds": ", ".join(self.audience_of(rule, position)),
            "context": ", ".join(self.context_of(rule, position)),
            "when": " | ".join(map(write_conditions, position.when)),
            "requires": " | ".join(f"{write_conditions([r.condition])}; {r.by}; {r.timing}" for r in position.requires),
            "only": str(position.only),
            "standing": str(position.standing),
            "effect": position.effect,
            "overrides": ", ".join(position.overrides),
            "reading": f"{reading.question}/{reading.choice} {reading.default}" if reading else "",
        }
        return seal_of_fields(fields.items())

    def words_around(self, rule: Rule) -> str:
        """The lead-in and the wrap-up of a rule in one, with the sign of an omission where the rule itself stands."""
        lead_in, wrap_up = self.lead_in(rule), self.wrap_up(rule)
        return (
            f"{lead_in} {OMISSION} {wrap_up}"
            if lead_in and wrap_up
            else self.quote_before(rule) or self.quote_after(rule)
        )

    def join_words_of(self, rules: Sequence[Rule], words_of: Callable[[Rule], str] = _words) -> str:
        """The words of rules of one text with their marks, in one; what lies between them in the text is left out with a sign."""
        order = self.derived.order
        return join_adjoining(
            (order[rule.code, rule.version, rule.id], f"{rule.mark} {words_of(rule)}".strip()) for rule in rules
        )

    def quotes_of(self, rule: Rule, position: Position) -> tuple[str, ...]:
        """The exact spans of a position."""
        return tuple(resolve_quote(quote, rule.text) for quote in position.quotes)

    def excerpt_of(self, rule: Rule, position: Position) -> Excerpt:
        """The words of a position as they are quoted, everywhere."""
        return excerpt(position.quotes, rule.text)

    def opening_of(self, rule: Rule, position: Position) -> Excerpt:
        """The first of those words, by which a position is called to mind."""
        return shorten_excerpt(self.excerpt_of(rule, position), _LONGEST_OPENING)


class _Gathered:
    """The records of the pages that were added, as the book holds them, and those that an id had no room for."""

    def __init__(self) -> None:
        self.stores: dict[str, dict[Any, Any]] = {
            kind.store: {} for kind in RECORD_KINDS if kind.holding is not Holding.LISTED
        }
        self.lists: dict[str, list[Any]] = {kind.store: [] for kind in RECORD_KINDS if kind.holding is Holding.LISTED}
        self.duplicates: list[Duplicate] = []
        self.twins: list[Twin] = []
        # For each (kind, code, id without capitals) the id that was first.
        self._names: dict[tuple[str, str, str], str] = {}

    def add(self, page: Page) -> None:
        """Add what a page gave, in its order."""
        for kind in RECORD_KINDS:
            records = getattr(page, kind.given)
            if kind.holding is Holding.LISTED:
                self.lists[kind.store] += records
                continue
            store = self.stores[kind.store]
            for record in records:
                self._add(kind, record, store if kind.holding is Holding.BY_ID else store.setdefault(_text(record), {}))

    def _add(self, kind: RecordKind, record: Any, store: dict[str, Any]) -> None:
        id = record.id
        if kind.keeps_file:
            folder = getattr(record, "code", "")
            name = self._names.setdefault((kind.name, folder, twin_key(id)), id)
            if name != id:
                self.twins.append(Twin(kind.name, id, record.place, name))
                return
        first = store.setdefault(id, record)
        if first is not record:
            name = f"{record.code}/{id}" if kind.holding is Holding.BY_TEXT else id
            self.duplicates.append(Duplicate(kind.name, name, record.place, first.place))

    def closed(self) -> dict[str, Any]:
        """All of it by the names of the book's stores, so that nothing can be written into it."""
        texts = {kind.store for kind in RECORD_KINDS if kind.holding is Holding.BY_TEXT}
        return {
            **{name: tuple(records) for name, records in self.lists.items()},
            **{
                name: MappingProxyType(
                    {key: MappingProxyType(part) for key, part in store.items()} if name in texts else store
                )
                for name, store in self.stores.items()
            },
        }


def _text(record: Version | Rule) -> str | tuple[str, str]:
    """What a version or a rule is of, by which the book holds it."""
    return record.code if isinstance(record, Version) else (record.code, record.version)


@dataclass(frozen=True, eq=False)
class _Derived:
    """Indexes and overlaps, each made when first asked for."""

    book: Handbook

    @cached_property
    def current(self) -> Mapping[str, Version]:
        """The newest version of each code that has one."""
        return {
            code: max(versions.values(), key=lambda version: version_key(version.id))
            for code, versions in self.book.versions.items()
            if versions
        }

    @cached_property
    def worked_through(self) -> frozenset[str]:
        """The codes of which silence says something."""
        return frozenset(id for id, code in self.book.codes.items() if code.worked_through)

    @cached_property
    def by_norm(self) -> Mapping[str, Sequence[tuple[Rule, Position]]]:
        """For each norm the positions of today's rules on it, by code and in the order of the text.

        Of a text that can be read in more than one way only the reviewed reading counts.
        """
        found: dict[str, list[tuple[Rule, Position]]] = defaultdict(list)
        for code in self.book.codes:
            for rule in self.book.rules_of(code):
                for position in rule.positions:
                    if position.reading is None or position.reading.default:
                        found[position.norm].append((rule, position))
        return dict(found)

    @cached_property
    def by_norm_and_code(self) -> Mapping[tuple[str, str], Sequence[tuple[Rule, Position]]]:
        """The same for each norm and code."""
        found: dict[tuple[str, str], list[tuple[Rule, Position]]] = defaultdict(list)
        for norm, entries in self.by_norm.items():
            for rule, position in entries:
                found[norm, rule.code].append((rule, position))
        return dict(found)

    @cached_property
    def norms_of_code(self) -> Mapping[str, Set[str]]:
        """For each code the ids of the norms on which it takes a position, in whichever reading."""
        found: dict[str, set[str]] = defaultdict(set)
        for norm, code in (*self.by_norm_and_code, *self.other_readings):
            found[code].add(norm)
        return dict(found)

    @cached_property
    def other_readings(self) -> Mapping[tuple[str, str], Sequence[tuple[Rule, Position]]]:
        """For each norm and code the positions in readings of a doubtful text that the editors did not take."""
        found: dict[tuple[str, str], list[tuple[Rule, Position]]] = defaultdict(list)
        for code in self.book.codes:
            for rule in self.book.rules_of(code):
                for position in rule.positions:
                    if position.reading is not None and not position.reading.default:
                        found[position.norm, code].append((rule, position))
        return dict(found)

    @cached_property
    def pages_of_norm(self) -> Mapping[str, frozenset[str]]:
        """The pages from which all comes that is said of a norm: its own, its topic's, the texts' and the reviews'."""
        found: dict[str, set[str]] = {}
        for id, norm in self.book.norms.items():
            topic = self.book.topics.get(norm.topic)
            pages = found[id] = {norm.place.docname}
            if topic is not None:
                pages.add(topic.place.docname)
            pages.update(rule.place.docname for rule, _ in self.by_norm.get(id, ()))
        for record in self.book.reviewed:
            rules = [self.book.get_rule(id) for id, _ in record.sides]
            for id in record.norms:
                if id in found:
                    # One of both rules can speak on a related norm only.
                    found[id].update(rule.place.docname for rule in rules if rule)
                    found[id].add(record.place.docname)
        return {id: frozenset(pages) for id, pages in found.items()}

    @cached_property
    def heirs(self) -> Mapping[str, str]:
        """The norm that took the place of each norm that is no more."""
        return {
            former: norm.id
            for norm in self.book.norms.values()
            for former in norm.formerly
            if former not in self.book.norms
        }

    @cached_property
    def norms_of_topic(self) -> Mapping[str, Sequence[Norm]]:
        """The norms of each topic, in the order in which they were written."""
        found: dict[str, list[Norm]] = defaultdict(list)
        for norm in self.book.norms.values():
            found[norm.topic].append(norm)
        return dict(found)

    @cached_property
    def order_of_norms(self) -> Mapping[str, int]:
        """The place of each norm in the book, those of one topic together."""
        return {norm.id: at for at, norm in enumerate(norm for norms in self.norms_of_topic.values() for norm in norms)}

    @cached_property
    def cases_on(self) -> Mapping[str, Sequence[Case]]:
        """For each position the cases of which the verdict is expected to rest on it."""
        found: dict[str, dict[str, Case]] = defaultdict(dict)
        for case in self.book.cases.values():
            for expectation in case.expected:
                for id in expectation.decisive:
                    found[f"{expectation.code}/{id}"][case.id] = case
        return {position: list(cases.values()) for position, cases in found.items()}

    @cached_property
    def related(self) -> Mapping[str, tuple[str, ...]]:
        """The mirror images of each norm, both ways."""
        found: dict[str, dict[str, None]] = defaultdict(dict)
        for norm in self.book.norms.values():
            for other in norm.related:
                if other in self.book.norms and other != norm.id:
                    found[norm.id][other] = None
                    found[other][norm.id] = None
        return {id: tuple(sorted(others)) for id, others in found.items()}

    @cached_property
    def pointing(self) -> Mapping[str, Sequence[str]]:
        """For each norm those that name it as more general than they are, or as near to them."""
        found: dict[str, list[str]] = defaultdict(list)
        for norm in self.book.norms.values():
            for other in dict.fromkeys((*norm.general, *norm.near)):
                found[other].append(norm.id)
        return dict(found)

    @cached_property
    def ways(self) -> Mapping[str, Mapping[str, tuple[tuple[Condition, ...], ...]]]:
        """For each act those that it leads on to, whichever of the two says so, with the answers under which it does.

        The nearest come first: its complement, what its answers lead to, what it names itself, then what names it. Answers are
        alternatives, as in a gate; without any it always leads on.
        """
        acts = self.book.acts
        found: dict[str, dict[str, tuple[tuple[Condition, ...], ...]]] = {id: {} for id in acts}
        for complements in (True, False):
            named = [(act.id, *way) for act in acts.values() for way in _ways_named(act, complements)]
            for one, other, conditions in (*named, *((other, one, conditions) for one, other, conditions in named)):
                if one == other or one not in acts or other not in acts:
                    continue  # the checks name it
                ways = found[one]
                is_open = not conditions or ways.get(other) == ()
                ways[other] = () if is_open else tuple(dict.fromkeys((*ways.get(other, ()), conditions)))
        return found

    @cached_property
    def overridden_by(self) -> Mapping[str, Sequence[str]]:
        """For each position id the ids of the positions that set it aside."""
        found: dict[str, list[str]] = defaultdict(list)
        for entries in self.by_norm.values():
            for rule, position in entries:
                for target in position.overrides:
                    found[f"{rule.code}/{target}"].append(rule.position_id(position))
        return dict(found)

    @cached_property
    def addressees(self) -> Mapping[str, frozenset[str]]:
        """Each audience with those that it is a part of."""
        found: dict[str, frozenset[str]] = {}
        for id in self.book.audiences:
            chain = [id]
            while (term := self.book.audiences.get(chain[-1])) and term.part_of and term.part_of not in chain:
                chain.append(term.part_of)
            found[id] = frozenset(chain)
        return found

    @cached_property
    def overlaps(self) -> tuple[Overlap, ...]:
        """Every overlap of two rules of different codes, sorted by norm and rule."""
        return derive_overlaps(self.book)

    @cached_property
    def overlaps_of(self) -> Mapping[str, Sequence[Overlap]]:
        """For each rule its overlaps, as seen from either side."""
        found: dict[str, list[Overlap]] = defaultdict(list)
        for overlap in self.overlaps:
            found[overlap.a].append(overlap)
            found[overlap.b].append(overlap)
        return dict(found)

    @cached_property
    def overlaps_by_norm(self) -> Mapping[str, Sequence[Overlap]]:
        """The overlaps on each norm, with those in which one of both rules speaks on a related one."""
        found: dict[str, list[Overlap]] = defaultdict(list)
        for overlap in self.overlaps:
            for norm in dict.fromkeys(norm for _, norm in overlap.sides):
                found[norm].append(overlap)
        return dict(found)

    @cached_property
    def beside(self) -> Mapping[tuple[str, str], Sequence[str]]:
        """For each norm and code the related norms on which the code has what an editor set beside a rule on that norm."""
        found: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
        for overlap in self.overlaps:
            if overlap.other_norm:
                (a, norm_a), (b, norm_b) = overlap.sides
                found[norm_a, b.partition("/")[0]][norm_b] = None
                found[norm_b, a.partition("/")[0]][norm_a] = None
        return {key: tuple(norms) for key, norms in found.items()}

    @cached_property
    def notes_of(self) -> Mapping[tuple[str, str, str], Sequence[Note]]:
        """The editorial notes beside each (code, version, rule id); rule id "" for those beside a version."""
        found: dict[tuple[str, str, str], list[Note]] = defaultdict(list)
        for note in self.book.notes:
            found[note.code, note.version, note.rule].append(note)
        return dict(found)

    @cached_property
    def questions(self) -> Mapping[tuple[str, str], Note]:
        """Each question on the law by the text that it is about (``<code>@<version>``) and its number."""
        return {(f"{note.code}@{note.version}", note.law): note for note in self.book.notes if note.law}

    @cached_property
    def divisions(self) -> Mapping[tuple[str, str, str], Sequence[Rule]]:
        """For each heading it and what stands under it, where something does; see :meth:`Handbook.division_of`."""
        found: dict[tuple[str, str, str], list[Rule]] = {}
        for (code, version), siblings in self.book.texts.items():
            for rule in siblings.values():
                for id in self._headings_over(rule, siblings):
                    heading = siblings[id]
                    found.setdefault((code, version, id), [heading]).append(rule)
        return found

    def _headings_over(self, rule: Rule, siblings: Mapping[str, Rule]) -> dict[str, None]:
        """The ids of the headings that a rule stands under: its articles, and the line that leads it in as a heading."""
        over = {id: None for id in rule.lead_in if id in siblings and _leads_as_heading(siblings[id]) and id != rule.id}
        return over | {heading.id: None for heading in self.book.headings_over(rule)}

    @cached_property
    def following(self) -> Mapping[tuple[str, str, str], Rule]:
        """For each rule the one that comes next in its text."""
        return {
            (code, version, before.id): after
            for (code, version), rules in self.book.texts.items()
            for before, after in pairwise(rules.values())
        }

    @cached_property
    def order(self) -> Mapping[tuple[str, str, str], int]:
        """The place of each rule in its text."""
        return {
            (code, version, id): index
            for (code, version), rules in self.book.texts.items()
            for index, id in enumerate(rules)
        }


def _ways_named(act: Act, complement: bool) -> Iterable[tuple[str, tuple[Condition, ...]]]:
    """The complement of an act, or the other acts that it names as ways on, each with the answers that it takes."""
    if complement:
        return [(act.complement, ())] if act.complement else []
    return [*act.leads_to, *((id, ()) for id in act.related)]


def _leads_as_heading(rule: Rule) -> bool:
    return rule.kind == "heading" and not rule.is_article


def version_key(id: str) -> tuple[int, str]:
    """Sorts ``v2`` before ``v10``; an id that is no number comes first."""
    digits = id.removeprefix("v")
    return (int(digits), "") if digits.isdecimal() else (-1, id)


def sort_rules(book: Handbook, rules: Iterable[Rule]) -> list[Rule]:
    """Rules by code and by their place in the text."""
    order = book.derived.order
    return sorted(rules, key=lambda rule: (rule.code, order.get((rule.code, rule.version, rule.id), UNKNOWN_ORDER)))
