"""What the search of the handbook knows: a record for each thing that can be found, with its words by how much they weigh."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from ..model.records import CONTEXTS
from .citation import is_heading, rule_path
from .relations import name_modality, word_of_modality
from .search_words import Stems

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..model.handbook import Handbook
    from ..model.records import Case, ChecklistSpec, Condition, Norm, Position, Rule

T = TypeVar("T")
#: What can be found, in the order in which a reader chooses among them.
KINDS = ("rule", "norm", "topic", "act", "case", "checklist", "page")


@dataclass(frozen=True, slots=True)
class Hit:
    """Something that can be found.

    ``words`` are its own, ``about`` those of what it stands among, ``sought`` those by which people look for it that stand nowhere,
    ``beside`` those of what may have been meant.
    ``target`` is ``kind:id``, of a rule and a page the address from the root of the site. What is shown: its ``title``, ``text``
    and what leads that in. ``modalities`` are (id, word, word with its weight), in the order of the positions; ``code``,
    ``version``, ``norms``, ``topics`` and ``contexts`` are ids. A rule that ``is_heading`` is one of what stands under it.
    """

    kind: str
    id: str
    target: str
    title: str
    words: str
    text: str = ""
    lead_in: str = ""
    about: str = ""
    sought: str = ""
    beside: str = ""
    code: str = ""
    version: str = ""
    modalities: tuple[tuple[str, str, str], ...] = ()
    norms: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    contexts: tuple[str, ...] = ()
    is_heading: bool = False


@dataclass(frozen=True, slots=True)
class SearchedPage:
    """A page of the book that holds nothing of the above: its address from the root of the site, its title and its headings."""

    address: str
    title: str
    headings: tuple[str, ...]


def make_hits(book: Handbook, pages: Iterable[SearchedPage]) -> Iterator[Hit]:
    """Everything that can be found in a book and on *pages*, in a fixed order."""
    for code in book.codes:
        for rule in book.rules_of(code):
            yield _of_rule(book, rule)
    for norm in sorted(book.norms.values(), key=lambda norm: norm.id):
        yield _of_norm(book, norm)
    for topic in sorted(book.topics.values(), key=lambda topic: topic.id):
        yield Hit("topic", topic.id, f"topic:{topic.id}", topic.label, topic.label, topic.summary, about=topic.summary)
    for act in sorted(book.acts.values(), key=lambda act: act.id):
        sought = " ".join(act.also_sought)
        yield Hit(
            "act", act.id, f"act:{act.id}", act.label, act.label, act.explanation, about=act.explanation, sought=sought
        )
    for case in sorted(book.cases.values(), key=lambda case: case.id):
        yield _of_case(book, case)
    for spec in sorted(book.checklists.values(), key=lambda spec: spec.id):
        yield _of_checklist(book, spec)
    for page in sorted(pages, key=lambda page: page.address):
        yield Hit("page", page.address, page.address, page.title, page.title, about=_join(page.headings))


def known_stems(book: Handbook) -> frozenset[str]:
    """The stems of the words by which something of a book, its pages apart, is found."""
    stems = Stems()
    return frozenset(
        stem
        for hit in make_hits(book, ())
        for text in (hit.words, hit.about, hit.sought)
        for stem in stems.in_text(text)
    )


def _of_rule(book: Handbook, rule: Rule) -> Hit:
    read = [p for p in rule.positions if p.reading is None or p.reading.default]
    norms = [book.norms[p.norm] for p in read if p.norm in book.norms]
    code = book.codes[rule.code]
    acts = [book.acts[id] for id in _unique(act for p in read for act in p.acts) if id in book.acts]
    contexts = _unique(id for p in read for id in book.context_of(rule, p)) or book.context_of(rule)
    return Hit(
        "rule",
        rule.id,
        rule_path(rule),
        rule.label,
        _join((rule.text, *(n.statement for n in norms), *(n.question for n in norms), *(p.question for p in read))),
        rule.text,
        # A heading would lead in what stands under it by its own words.
        "" if is_heading(rule) else book.quote_before(rule),
        about=_join(
            (
                *book.path_of(rule),
                book.words_around(rule),
                *(book.topics[n.topic].label for n in norms if n.topic in book.topics),
                *(act.label for act in acts),
                *_questions(book, read),
                *(case.title for p in read for case in book.derived.cases_on.get(rule.position_id(p), ())),
            )
        ),
        sought=_join((*(word for norm in norms for word in norm.also_sought), code.short)),
        beside=_join(words for norm in norms for words in _words_beside(book, norm)),
        code=rule.code,
        version=rule.version,
        modalities=tuple(
            _unique((p.modality.value, word_of_modality(book, rule, p), name_modality(book, rule, p)) for p in read)
        ),
        norms=tuple(_unique(norm.id for norm in norms)),
        topics=tuple(_unique(norm.topic for norm in norms if norm.topic in book.topics)),
        contexts=tuple(id for id in CONTEXTS if id in contexts),
        is_heading=is_heading(rule),
    )


def _words_beside(book: Handbook, norm: Norm) -> Iterator[str]:
    """The words of the norms that a reader of this one may have meant, by what editors recorded of either."""
    beside = (
        *norm.near,
        *norm.general,
        *book.derived.related.get(norm.id, ()),
        *book.derived.pointing.get(norm.id, ()),
    )
    for other in _unique(id for id in beside if id in book.norms and id != norm.id):
        yield " ".join((book.norms[other].question, *book.norms[other].also_sought))


def _questions(book: Handbook, positions: Iterable[Position]) -> list[str]:
    """What is asked before a position counts, and of what it requires."""
    conditions: list[Condition] = []
    for position in positions:
        conditions += [condition for alternative in position.when for condition in alternative]
        conditions += [requirement.condition for requirement in position.requires]
    return [book.facts[id].question for id in _unique(c.fact for c in conditions) if id in book.facts]


def _of_norm(book: Handbook, norm: Norm) -> Hit:
    topic = book.topics.get(norm.topic)
    return Hit(
        "norm",
        norm.id,
        f"norm:{norm.id}",
        norm.question,
        f"{norm.statement} {norm.question}",
        norm.statement,
        about=topic.label if topic else "",
        sought=" ".join(norm.also_sought),
        norms=(norm.id,),
        topics=(norm.topic,) if topic else (),
    )


def _of_case(book: Handbook, case: Case) -> Hit:
    act = book.acts.get(case.act)
    return Hit(
        "case",
        case.id,
        f"case:{case.id}",
        case.title,
        case.title,
        case.situation,
        about=_join((case.situation, act.label if act else "")),
    )


def _of_checklist(book: Handbook, spec: ChecklistSpec) -> Hit:
    acts = _join(book.acts[id].label for id in spec.acts if id in book.acts)
    topics = tuple(id for id in spec.topics if id in book.topics)
    about = _join((spec.page, acts, *(book.topics[id].label for id in topics)))
    return Hit("checklist", spec.id, f"checklist:{spec.id}", spec.title, spec.title, acts, about=about, topics=topics)


def _unique(items: Iterable[T]) -> list[T]:
    return list(dict.fromkeys(items))


def _join(parts: Iterable[str]) -> str:
    return " ".join(dict.fromkeys(filter(None, parts)))
