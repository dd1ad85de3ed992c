"""Each position put back into one sentence, beside the words that it rests on: to be read by who did not write it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..model.fingerprint import SHORT
from ..model.records import Modality
from .comparison import position_lines
from .dates import show_date
from .names import Names, name_audiences, name_contexts
from .relations import show_modality
from .say import join_lines, listed, plain, say, tell
from .spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..decision.clauses import DecisionBase
    from ..model.handbook import Handbook
    from ..model.records import Position, Requirement, Rule
    from .say import Line


@dataclass(frozen=True, slots=True)
class ReadBack:
    """A position read back: its id, the sentence, what it rests on; who signed it ("" where nobody did) and against which seal.

    ``changed`` says that the text or the position is no longer what was signed; ``formerly`` the ids in whose place it came.
    """

    id: str
    formerly: tuple[str, ...]
    sentence: Line
    quoted: Line
    signed: str
    changed: bool
    seal: str


def read_back(base: DecisionBase) -> list[ReadBack]:
    """Every position of a code, in the order of its text, in every reading."""
    names = Names(base)
    return [
        _read_back(base.book, names, rule, position)
        for rule in base.book.rules_of(base.code.id)
        for position in rule.positions
    ]


def read_back_gone(book: Handbook, code: str) -> list[tuple[str, Line]]:
    """The id of each position that is no more and has no heir, and a sentence that leads on to its rule."""
    return [
        (id, say("back.gone", rule=Span(rule.label, f"rule:{rule.full_id}", "source")))
        for rule in book.rules_of(code)
        for id in rule.former_ids()
    ]


def _read_back(book: Handbook, names: Names, rule: Rule, position: Position) -> ReadBack:
    seal = book.seal_of_position(rule, position)[:SHORT]
    modality, quote, source = position_lines(book, rule, position, brief=True)
    signature = position.signed
    signed = (
        tell("back.signed", name=signature.name, function=signature.function, day=show_date(signature.day))
        if signature
        else ""
    )
    return ReadBack(
        rule.position_id(position),
        rule.former_ids(position),
        _sentence(book, names, rule, position),
        say("answer.quoted", rule=source, modality=modality, quote=quote),
        signed,
        signature is not None and signature.seal != seal,
        seal,
    )


def _sentence(book: Handbook, names: Names, rule: Rule, position: Position) -> Line:
    """Who may, must or may not do what, when, and what has to be in order."""
    who = tell(
        "back.who",
        audiences=name_audiences(book, book.audience_of(rule, position)),
        contexts=name_contexts(book.context_of(rule, position)),
    )
    word = show_modality(book, rule, position)
    statement = book.norms[position.norm].statement if position.norm in book.norms else position.norm
    norm = Span(statement.removesuffix("."), f"norm:{position.norm}")
    if position.modality is Modality.STATEMENT:
        return say("back.explains", who=who, word=word, norm=(norm,))
    acts = listed([book.acts[id].label if id in book.acts else id for id in position.acts], "or")
    key = "back.acts" if position.acts else "back.norm"
    slots: dict[str, str | Line | Span] = {"acts": acts} if position.acts else {}
    opening = say(key, who=who, word=(word,), norm=(norm,), **slots)
    return join_lines([opening, *(join_lines(["; ", line]) for line in _terms(names, rule, position)), "."])


def _terms(names: Names, rule: Rule, position: Position) -> Iterator[Line]:
    """The conditions of a position, what it sets aside, and in which reading."""
    if position.when:
        cases = [
            listed([names.condition_in_words(each) for each in conditions], "each_and") for conditions in position.when
        ]
        yield say("back.when", cases=listed(cases, "each_or"))
    elif position.always:
        yield say("back.always")
    if position.standing:
        yield say("back.standing")
    for timing in ("before", "after"):
        needs: list[Requirement] = [r for r in position.requires if r.timing == timing]
        if needs:
            yield say(f"back.{timing}", needs=listed([names.requirement(need) for need in needs], "each_and"))
    if position.overrides:
        aside = [Span(id, f"rule:{rule.code}/{id.partition('#')[0]}") for id in position.overrides]
        yield say(f"back.{position.effect or 'permits'}", aside=listed(aside))
    if position.reading is not None:
        yield say("back.reading" if position.reading.default else "back.other_reading")


def tell_state(found: ReadBack) -> str:
    """Whether someone signed a position, whether it changed since, and against which seal."""
    state = tell("back.changed", signed=found.signed) if found.changed else found.signed or tell("back.unsigned")
    return tell("back.state", state=state, seal=found.seal)


def tell_former(found: ReadBack) -> str:
    """The positions in whose place one came, "" where there are none."""
    names = [id.partition("/")[2] for id in found.formerly]
    return tell("back.formerly", names=listed(names)) if names else ""


def tell_read_back(found: ReadBack) -> list[str]:
    """The same as lines of words."""
    lines = (plain(found.sentence), plain(found.quoted), tell_state(found), tell_former(found))
    return [line for line in lines if line]
