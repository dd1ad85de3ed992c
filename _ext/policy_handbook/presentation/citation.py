"""How a rule or a division is cited: formal words, the verbatim text with its lead-in, the address and the fingerprint."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING
from urllib.parse import quote

from ..model.excerpts import OMISSION, find_words
from ..model.file_names import anchor_name, fault_of_name
from ..model.fingerprint import fingerprint, fingerprint_of_lines
from ..model.records import UNKNOWN_DATE
from .dates import show_date
from .labels import mark_own_parts, of_whole, parts_of_label
from .say import tell

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from ..model.handbook import Handbook
    from ..model.records import Code, Note, Rule, Version

SIC = "[sic]"


def has_pages(rule: Rule) -> bool:
    """Whether a rule has pages of its own: not where its id, or that of its text, cannot name a file."""
    return not (fault_of_name(rule.code, "code") or fault_of_name(rule.id) or fault_of_name(rule.version))


def rule_path(rule: Rule) -> str:
    """Address of the rule's page of today, relative to the site's root; of one without pages, its place in the text."""
    return f"regels/{rule.code}/{rule.id}.html" if has_pages(rule) else _place_in_text(rule)


def version_path(rule: Rule) -> str:
    """Address of the rule's page in its version, for ever; of one without pages, its place in the text."""
    return f"regels/{rule.code}/{rule.id}/{rule.version}.html" if has_pages(rule) else _place_in_text(rule)


def text_path(rule: Rule) -> str:
    """Address of the rule in the running text."""
    return f"codes/{rule.code}/{rule.version}.html#{rule.id}"


def _place_in_text(rule: Rule) -> str:
    """The same where code and version are no names of files: by the page on which it stands."""
    return f"{rule.place.docname}.html#{quote(anchor_name(rule.id))}"


@dataclass(frozen=True, slots=True)
class Citation:
    """The parts of a citation, ready to be written in a format.

    ``label`` has what the handbook made of it in square brackets; ``text`` has [sic] where a note says so, and of a division
    a line for each block of its rules. ``doubt`` is the short form of the notes beside a rule, ``lead_in_doubt`` and
    ``wrap_up_doubt`` of those beside what leads it in and closes it. ``address`` is "" where the handbook has none of its own;
    ``id`` then stands for it.
    """

    authority: str
    title: str
    version: str
    dated: str
    label: str
    path: tuple[str, ...]
    lead_in: str
    lead_in_doubt: str
    wrap_up: str
    wrap_up_doubt: str
    text: str
    doubt: str
    id: str
    address: str
    fingerprint: str
    of_division: bool

    def as_text(self) -> str:
        """What to paste into a document: one paragraph, and of a division its lines."""
        return tell(
            "citation",
            authority=self.authority,
            title=self.title,
            version=self.version,
            dated=self.dated,
            label=self.label,
            under=tell("citation.under", path=" › ".join(self.path)) if self.path else "",
            lead_in=tell("citation.lead_in", words=self.lead_in, doubt=self.lead_in_doubt) if self.lead_in else "",
            gap="\n" if self.of_division else " ",
            text=self.text,
            doubt=self.doubt,
            wrap_up=tell("citation.wrap_up", words=self.wrap_up, doubt=self.wrap_up_doubt) if self.wrap_up else "",
            where=f"<{self.address}>" if self.address else self.id,
            digest=tell("citation.digest.division" if self.of_division else "citation.digest", digest=self.fingerprint),
        )


def name_authority(code: Code) -> str:
    """Whose text it is; where the source names nobody, what the handbook says instead stands in square brackets."""
    return code.authority if code.is_named else f"[{code.authority}]"


def name_authority_briefly(code: Code) -> str:
    """The same in a choice: of an authority that the source does not name what it is, without the words that say so."""
    return code.authority if code.is_named else code.authority.partition(",")[0]


def is_citable(book: Handbook, rule: Rule) -> bool:
    """Whether a rule says something: a bare heading, with nothing under it, is not offered for citing."""
    return bool(rule.positions) or not is_heading(rule) or len(book.division_of(rule)) > 1


def is_heading(rule: Rule) -> bool:
    """Whether a rule is the heading of an article, or a line that the source uses as one."""
    return rule.is_article or rule.kind == "heading"


def cite(book: Handbook, rule: Rule, base: str = "") -> Citation:
    """The citation of *rule*; of a heading, that of the whole that stands under it.

    *base* is the handbook's own address, with or without a closing slash, or "".
    """
    code = book.codes.get(rule.code)
    version: Version | None = book.versions.get(rule.code, {}).get(rule.version)
    rules = book.division_of(rule)
    of_division = len(rules) > 1
    label = parts_of_label(book, rule)
    return Citation(
        authority=name_authority(code) if code else rule.code,
        title=code.title if code else rule.code,
        version=rule.version,
        dated=show_date(version.adopted if version else UNKNOWN_DATE),
        label=mark_own_parts(of_whole(label) if of_division else label),
        path=_quote_path(book, rule),
        lead_in=book.quote_before(rule, lambda one: quote_text(book, one)),
        lead_in_doubt=_name_doubts(note for one in book.leading(rule) for note in _doubts_of(book, one)),
        wrap_up=book.quote_after(rule, lambda one: quote_text(book, one)),
        wrap_up_doubt=_name_doubts(note for one in book.closing(rule) for note in _doubts_of(book, one)),
        text="\n".join(_quote_division(book, rules)) if of_division else quote_text(book, rule),
        doubt="" if of_division else _name_doubts(_doubts_of(book, rule)),
        id=f"{rule.full_id}@{rule.version}",
        address=f"{base.rstrip('/')}/{version_path(rule)}" if base else "",
        fingerprint=fingerprint_of_lines(lines_of_division(rules)) if of_division else fingerprint(rule.text),
        of_division=of_division,
    )


def _quote_path(book: Handbook, rule: Rule) -> tuple[str, ...]:
    """The headings above a rule, each with the doubts about it."""
    path = book.path_of(rule)
    headings = book.headings_over(rule)
    if len(path) != len(headings):
        return path  # one of them is no article
    return tuple(words + _name_doubts(_doubts_of(book, one)) for words, one in zip(path, headings, strict=True))


def lines_of_division(rules: Iterable[Rule]) -> list[str]:
    """A division line by line, as the source has it: each block of each rule, the first with the rule's mark."""
    return [line for rule in rules for line in _lines_of(rule)]


def _lines_of(rule: Rule, show: Callable[[str], str] = str) -> list[str]:
    """The lines of a rule as *show* gives their words: its blocks, or its text where there is one block or none."""
    blocks = [" ".join(block.cells) for block in rule.blocks]
    first, *others = map(show, blocks if len(blocks) > 1 else [rule.text])
    return [f"{rule.mark} {first}".strip(), *others]


def with_gaps(book: Handbook, rules: Sequence[Rule]) -> list[Rule | None]:
    """A division with None where other rules of the text lie between, or signatures come after it under the same heading.

    So a footnote that the source prints elsewhere stands apart, and signatures under the last article are not passed over.
    """
    parts: list[Rule | None] = [rules[0]]
    for before, rule in pairwise(rules):
        parts += [rule] if book.adjoins(before, rule) else [None, rule]
    return [*parts, None] if rules[0].is_article and book.is_signed_below(rules[-1], rules[0]) else parts


def _quote_division(book: Handbook, rules: Sequence[Rule]) -> list[str]:
    """A division line by line with what the notes say of it in square brackets, and a sign where other words lie between."""
    lines: list[str] = []
    for rule in with_gaps(book, rules):
        if rule is None:
            lines.append(OMISSION)
            continue
        notes = _doubts_of(book, rule)
        *others, last = _lines_of(rule, partial(insert_sic, notes=notes))
        lines += [*others, last + _name_doubts(notes)]
    return lines


def quote_text(book: Handbook, rule: Rule) -> str:
    """The words of a rule, with [sic] where a note says so."""
    return insert_sic(rule.text, _doubts_of(book, rule))


def insert_sic(text: str, notes: Iterable[Note]) -> str:
    """*text* with [sic] after each passage that a note names."""
    passages = [passage for note in notes for passage in note.sic]
    ends = {start + len(passage) for passage in passages for start in find_words(passage, text)[:1]}
    for end in sorted(ends, reverse=True):
        text = f"{text[:end]} {SIC}{text[end:]}"
    return text


def _doubts_of(book: Handbook, rule: Rule) -> list[Note]:
    """The notes beside a rule that who cites it must not lose. A question on the law is no doubt about the text."""
    return [note for note in book.notes_beside(rule) if not note.law and (note.short or note.sic)]


def _name_doubts(notes: Iterable[Note]) -> str:
    short = dict.fromkeys(note.short for note in notes if note.short)
    return f" [{'; '.join(short)}]" if short else ""
