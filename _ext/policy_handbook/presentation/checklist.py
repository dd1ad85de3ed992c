"""Checklists: of the norms that speak on something, what each asks, in the order in which one runs through them.

An item is a norm on which some position passes the filters: its question, or what a ban says where nothing can put it in order.
What must be done stands by when it is due, which an editor said (the norm's ``phase``) or which follows from the positions;
advice, leave and what holds whatever one does come after that, to be folded away.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from ..decision.bases import bases_of
from ..model.excerpts import shorten_excerpt
from ..model.records import PHASES, Condition, Modality
from .comparison import differently_worded, name_reading, position_lines, shown_codes
from .names import Names
from .relations import key_of_weight, name_modality, sign_of
from .say import join_lines, listed, plain, say, tell, words_listed
from .spans import Span, quote_spans

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..model.handbook import Handbook
    from ..model.records import ChecklistSpec, Code, Norm, Position, Rule
    from .say import Filling, Line

    Entry = tuple[Rule, Position]
    Entries = list[Entry]

ALWAYS = "always"
#: The most things that must be done on one list: what is longer nobody runs through.
MOST_MUSTS = 9
# In characters, of a ban on its own line: all of its words stand below it.
_LONGEST_STOP = 180


class Kind(StrEnum):
    """How much an item weighs within its code: a duty or a ban, advice, or what is allowed."""

    DUTY = "duty"
    ADVICE = "advice"
    PERMISSION = "permission"


#: What is read where one wants to: everything but what must be done at some moment.
FOLDED = (Kind.ADVICE.value, Kind.PERMISSION.value, ALWAYS)
SECTIONS = (*PHASES, *FOLDED)


@dataclass(frozen=True, slots=True)
class Source:
    """A position on which an item rests: the code that says it, the rule, and a line with its words and a link."""

    code: str
    label: str
    line: Line


@dataclass(frozen=True, slots=True)
class Stop:
    """A ban that nothing puts in order, in the words of its code: the line, when it holds and what sets it aside ("" if none)."""

    line: Line
    when: Line
    unless: Line


@dataclass(frozen=True, slots=True)
class Item:
    """Something to look at. ``key`` names it within its checklist: the norm, or the norm and what is due after it.

    ``question`` is empty where there are only ``stops``; ``words`` is what the code does here, with its weight, in words;
    ``positions`` are the ids of all on which it rests.
    """

    key: str
    question: str
    stops: tuple[Stop, ...]
    words: str
    sources: tuple[Source, ...]
    positions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """The items that must be done before, during or after, or those of one of :data:`FOLDED`."""

    name: str
    items: tuple[Item, ...]

    @property
    def folds(self) -> bool:
        """Whether it comes after what must be done."""
        return self.name in FOLDED


@dataclass(frozen=True, slots=True)
class Checklist:
    """A checklist: the ids of the codes of which something stands on it, and its sections; none where it is empty."""

    id: str
    title: str
    codes: tuple[str, ...]
    sections: tuple[Section, ...]

    @property
    def items(self) -> tuple[Item, ...]:
        """Every item, in order."""
        return tuple(item for section in self.sections for item in section.items)

    @property
    def musts(self) -> tuple[Item, ...]:
        """What must be done at some moment."""
        return tuple(item for section in self.sections if not section.folds for item in section.items)


def checklists_made(book: Handbook) -> dict[str, Checklist]:
    """Every checklist of the book by its id, made once."""
    return book.derive(_make_all)


def _make_all(book: Handbook) -> dict[str, Checklist]:
    return {spec.id: make_checklist(book, spec) for spec in book.checklists.values()}


def make_checklist(book: Handbook, spec: ChecklistSpec) -> Checklist:
    """The checklist for *spec*; unknown ids in it are passed over (the checks name them)."""
    codes = shown_codes(book, spec)
    found: dict[str, list[Item]] = {name: [] for name in SECTIONS}
    speaking: set[str] = set()
    # By the fact that must be in order afterwards: two norms may ask for the same.
    due_after: dict[str, tuple[str, Entries]] = {}
    for norm, entries in _gather(book, spec, codes):
        speaking.update(rule.code for rule, _ in entries)
        phase = derive_phase(norm, entries)
        kind = _kind_of(entries)
        name = phase if phase == ALWAYS or kind is Kind.DUTY else kind.value
        found[name].append(_make_item(book, norm, codes, entries))
        if phase != "after":
            for fact, asking in _due_after(book, entries):
                due_after.setdefault(fact, (f"{norm.id}.{fact}", []))[1].extend(asking)
    for fact, (key, asking) in due_after.items():
        kind = _kind_of(asking)
        name = "after" if kind is Kind.DUTY else kind.value
        found[name].append(_as_item(book, key, book.facts[fact].question, (), asking))
    for items in found.values():
        # Whether one may at all comes before what one does then.
        items.sort(key=lambda item: bool(item.question))
    sections = tuple(Section(name, tuple(items)) for name, items in found.items() if items)
    return Checklist(spec.id, spec.title, tuple(c.id for c in codes if c.id in speaking), sections)


def _gather(book: Handbook, spec: ChecklistSpec, codes: list[Code]) -> list[tuple[Norm, Entries]]:
    """The norms of a list with the positions on each that pass; bans in the same words for two norms are one thing to look at."""
    acts = _acts_meant(book, spec)
    gathered: list[tuple[Norm, Entries]] = []
    bans: dict[tuple[object, ...], Entries] = {}
    for norm in _norms_meant(book, spec, codes):
        entries = [entry for code in codes for entry in _entries_of(book, spec, norm, code, acts)]
        shown = differently_worded(entries)
        words = tuple(_words_of(book, entry) for entry in shown)
        is_ban = all(_is_stop(book, entry) for entry in shown)
        if is_ban and words in bans:
            bans[words].extend(entries)
        elif entries:
            gathered.append((norm, entries))
            if is_ban:
                bans[words] = entries
    return gathered


def _ask(norm: Norm, codes: list[Code], entries: Entries) -> str:
    """The question of an item: on a list of one code as that code asks it, where an editor wrote that down."""
    own = dict.fromkeys(position.question for _, position in entries if position.question)
    return " ".join(own) if len(codes) == 1 and own else norm.question or norm.statement


def find_unlisted(book: Handbook, code: str) -> tuple[int, Entries]:
    """How many positions of a code ask for something that someone can do or leave, and those of them on no checklist.

    Of a doubtful text those of the reviewed reading.
    """
    listed_ids = {id for made in checklists_made(book).values() for item in made.items for id in item.positions}
    asking = [
        (rule, position)
        for rule in book.rules_of(code)
        for position in rule.positions
        if weigh(position) is Kind.DUTY and (position.reading is None or position.reading.default)
    ]
    return len(asking), [entry for entry in asking if entry[0].position_id(entry[1]) not in listed_ids]


def find_narrowest(book: Handbook, spec: ChecklistSpec) -> list[str]:
    """Of an empty checklist the options without any one of which something would stand on it."""
    wider = {
        "act": replace(spec, acts=()),
        "topic": replace(spec, topics=()),
        "norm": replace(spec, norms=()),
        "code": replace(spec, codes=()),
        "audience": replace(spec, audience=()),
        "context": replace(spec, context=()),
    }
    return [option for option, other in wider.items() if other != spec and make_checklist(book, other).sections]


def derive_phase(norm: Norm, entries: Entries) -> str:
    """When an item is due: always, where nothing but what holds whatever one does is said; else as an editor said.

    Otherwise during, where it holds whenever one does some act; after, where all that is required is due after; before.
    """
    if all(position.standing and not position.acts for _, position in entries):
        return ALWAYS
    if norm.phase:
        return norm.phase
    specific = [position for _, position in entries if not position.standing]
    if not specific:
        return "during"
    return "after" if {r.timing for position in specific for r in position.requires} == {"after"} else "before"


def acts_of_list(book: Handbook, spec: ChecklistSpec) -> tuple[str, ...]:
    """The acts that a checklist is on, in the order of the book: those of its filter and their complements, or those spoken of."""
    if spec.acts:
        meant = set().union(*_acts_meant(book, spec))
    else:
        on_it = {id for item in checklists_made(book)[spec.id].items for id in item.positions}
        spoken = (clause for base in bases_of(book).values() for clause in base.clauses if clause.id in on_it)
        meant = {act for clause in spoken for act in clause.position.acts}
    return tuple(act for act in book.acts if act in meant)


def _acts_meant(book: Handbook, spec: ChecklistSpec) -> tuple[set[str], set[str]]:
    """The acts of the filter, and their complements."""
    acts = {act for act in spec.acts if act in book.acts}
    return acts, {book.acts[act].complement for act in acts} - acts - {""}


def _norms_meant(book: Handbook, spec: ChecklistSpec, codes: list[Code]) -> list[Norm]:
    """The norms on which these codes speak: those of each topic that was named, then those named; else all as the book has them."""
    derived = book.derived
    spoken = set().union(*(derived.norms_of_code.get(code.id, ()) for code in codes))
    if spec.topics or spec.norms:
        of_topics = [norm for topic in spec.topics for norm in derived.norms_of_topic.get(topic, ())]
        named = [book.norms[id] for id in spec.norms if id in book.norms and book.norms[id] not in of_topics]
        return [norm for norm in (*of_topics, *named) if norm.id in spoken]
    order = derived.order_of_norms
    return [book.norms[id] for id in sorted(spoken & order.keys(), key=order.__getitem__)]


def _entries_of(
    book: Handbook, spec: ChecklistSpec, norm: Norm, code: Code, acts: tuple[set[str], set[str]]
) -> Entries:
    """The positions of a code on a norm that pass every filter; statements do not ask for anything.

    Of a doubtful text the reviewed reading counts, and where that leaves a rule out another one that does not: who goes
    through a list must not learn from it that a doubt was settled.
    """

    def passes(rule: Rule, position: Position) -> bool:
        return (
            position.modality is not Modality.STATEMENT
            and (not spec.acts or _is_about(spec, norm, position, *acts))
            and (not spec.audience or book.share_audience(book.audience_of(rule, position), spec.audience))
            and (not spec.context or not set(spec.context).isdisjoint(book.context_of(rule, position)))
        )

    key = (norm.id, code.id)
    found = [entry for entry in book.derived.by_norm_and_code.get(key, ()) if passes(*entry)]
    rules = {rule.full_id for rule, _ in found}
    others = [entry for entry in book.derived.other_readings.get(key, ()) if passes(*entry)]
    return found + [entry for entry in others if entry[0].full_id not in rules]


def _is_about(spec: ChecklistSpec, norm: Norm, position: Position, acts: set[str], complements: set[str]) -> bool:
    """Whether a position is on one of these acts, asks for or against its opposite, or holds always and is wanted."""
    if not acts.isdisjoint(position.acts):
        return True
    if position.standing and not position.acts:
        return spec.all_standing or norm.topic in spec.standing
    # That the opposite is allowed says nothing of the act itself.
    return position.modality is not Modality.PERMISSION and not complements.isdisjoint(position.acts)


def _make_item(book: Handbook, norm: Norm, codes: list[Code], entries: Entries) -> Item:
    shown = differently_worded(entries)
    stops = {_words_of(book, entry): entry for entry in shown if _is_stop(book, entry)}
    # What is allowed in spite of a ban is no question beside it: it stands below it as what sets it aside.
    asking = [
        entry for entry in shown if not _is_stop(book, entry) and (not stops or weigh(entry[1]) is not Kind.PERMISSION)
    ]
    question = _ask(norm, codes, asking) if asking else ""
    return _as_item(
        book, norm.id, question, tuple(_make_stop(book, entry, entries) for entry in stops.values()), entries
    )


def _as_item(book: Handbook, key: str, question: str, stops: tuple[Stop, ...], entries: Entries) -> Item:
    shown = differently_worded(entries)
    heaviest = _kind_of(entries)
    words = dict.fromkeys(_name_weight(book, *entry) for entry in shown if weigh(entry[1]) is heaviest)
    return Item(
        key,
        question,
        stops,
        words_listed(words),
        tuple(dict.fromkeys(_make_source(book, rule, position) for rule, position in shown)),
        tuple(dict.fromkeys(rule.position_id(position) for rule, position in entries)),
    )


def weigh(position: Position) -> Kind:
    """How much a position weighs: leave "only after consultation" asks for something too."""
    binds = (Modality.OBLIGATION, Modality.PROHIBITION)
    if position.only or position.effect == "dispensation" or position.modality in binds:
        return Kind.DUTY
    return Kind.ADVICE if position.modality is Modality.RECOMMENDATION else Kind.PERMISSION


def _kind_of(entries: Entries) -> Kind:
    kinds = {weigh(position) for _, position in entries}
    return next(kind for kind in Kind if kind in kinds)


def _is_stop(book: Handbook, entry: Entry) -> bool:
    """Whether a position is a ban that nothing puts in order, in words that forbid.

    Words on which a duty of the same rule rests as well say what to do: that they leave no room for something else is no sign to
    stop at them.
    """
    rule, position = entry
    if position.modality is not Modality.PROHIBITION or _is_curable(position):
        return False
    quotes = book.quotes_of(rule, position)
    return not any(
        other.modality is Modality.OBLIGATION and book.quotes_of(rule, other) == quotes for other in rule.positions
    )


def _words_of(book: Handbook, entry: Entry) -> tuple[str, tuple[str, ...]]:
    """Which words of which rule a position rests on, however its editor quoted them."""
    rule, position = entry
    return rule.full_id, book.quotes_of(rule, position)


def _is_curable(position: Position) -> bool:
    return any(requirement.timing == "before" for requirement in position.requires)


def _name_weight(book: Handbook, rule: Rule, position: Position) -> str:
    word = name_modality(book, rule, position)
    curable = position.modality is Modality.PROHIBITION and _is_curable(position)
    return tell("item.unless_in_order", word=word) if curable else word


def _make_stop(book: Handbook, entry: Entry, entries: Entries) -> Stop:
    """A ban in the words of its code, with the cases of all *entries* that say the same."""
    rule, position = entry
    names = Names(bases_of(book)[rule.code])
    words: list[Filling] = [*quote_spans(shorten_excerpt(book.excerpt_of(rule, position), _LONGEST_STOP))]
    if position.reading is not None:
        words.append(tell("answer.read.beside", reading=name_reading(position.reading.default)))
    binding = book.codes[rule.code].binding
    sign = Span(tell(key_of_weight("item.sign", binding)), role=sign_of(book, rule, position))
    same = [
        p for r, p in entries if p.modality is position.modality and _words_of(book, (r, p)) == _words_of(book, entry)
    ]
    aside = dict.fromkeys(id for p in same for id in book.derived.overridden_by.get(rule.position_id(p), ()))
    # Several exceptions would be longer than the ban: where they stand is enough.
    where = list(dict.fromkeys(map(names.rule, aside)))
    exceptions = listed(where, "each_or") if len(aside) > 1 else join_lines(map(names.clause, aside))
    return Stop(
        say("item.stop", sign=sign, ban=join_lines(words)),
        # One of them without a condition holds in every case.
        say("item.when", cases=_name_cases(names, same)) if all(p.when for p in same) else (),
        say("item.unless", exceptions=exceptions) if aside else (),
    )


def _name_cases(names: Names, positions: list[Position]) -> Line:
    """When one of these holds: what every case asks, then what is left of each; answers to one question in one."""
    cases: list[tuple[Condition, ...]] = []
    answers: dict[str, dict[str, None]] = {}
    for conditions in dict.fromkeys(case for position in positions for case in position.when):
        first = conditions[0]
        if len(conditions) > 1 or first.quantifier != "any":
            cases.append(conditions)
        else:
            answers.setdefault(first.fact, {}).update(dict.fromkeys(first.accepted))
    cases += [(Condition(fact, tuple(accepted)),) for fact, accepted in answers.items()]
    shared = [condition for condition in cases[0] if all(condition in case for case in cases)]
    rest = [[condition for condition in case if condition not in shared] for case in cases]
    words = [names.condition_in_words(condition) for condition in shared]
    if all(rest):
        words.append(plain(listed([words_listed(map(names.condition_in_words, case)) for case in rest], "each_or")))
    return listed(words, "each_and")


def _make_source(book: Handbook, rule: Rule, position: Position) -> Source:
    modality, quote, source = position_lines(book, rule, position, brief=True)
    return Source(rule.code, rule.label, (*source, Span(" – "), *modality, Span(": "), *quote))


def _due_after(book: Handbook, entries: Entries) -> Iterator[tuple[str, Entries]]:
    """What must be in order only afterwards, of norms that ask for something earlier: "bewaar je de toestemming?"."""
    by_fact: dict[str, Entries] = {}
    for rule, position in entries:
        for requirement in position.requires:
            if requirement.timing == "after" and requirement.condition.fact in book.facts:
                by_fact.setdefault(requirement.condition.fact, []).append((rule, position))
    yield from by_fact.items()
