"""What a colleague signs, or mails, for a booklet: that a copy was received, of which text exactly."""

from __future__ import annotations

from dataclasses import dataclass
from string import Formatter
from typing import TYPE_CHECKING
from urllib.parse import quote

from .booklet_contents import parts_of
from .dates import show_date

if TYPE_CHECKING:
    from ..model.handbook import Handbook
    from ..model.records import BookletSpec, Code, Version

#: The wording where a deployment sets none; ``{booklet}``, ``{code}`` and ``{version}`` are filled in.
DEFAULT_WORDING = (
    "Ik heb een exemplaar ontvangen van het boekje “{booklet}”, met daarin de volledige tekst van “{code}”, versie {version}. "
    "Daarmee zeg ik dat ik het kreeg, niet dat ik met de inhoud akkoord ga."
)
#: What is left open to fill in by hand, in the order of the form.
FIELDS = ("Naam", "Functie", "Dienst", "Datum", "Handtekening")
# Whoever mails does not sign, and the mail has a date.
_MAILED_FIELDS = FIELDS[:3]
_NEW_LINE = "\r\n"  # RFC 6068, section 5
_SHORT, _GROUP = 16, 4


class WordingError(ValueError):
    """A wording has something else between braces than ``booklet``, ``code`` or ``version``, or a brace of it stands alone."""


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """The title of the booklet, the statement, what is known of the text as (term, words) pairs; its address (or "") and
    its fingerprint."""

    booklet: str
    statement: str
    facts: tuple[tuple[str, str], ...]
    address: str
    fingerprint: str

    @property
    def short_fingerprint(self) -> str:
        """The first sixteen digits of the fingerprint, in groups of four; "" where there is none."""
        digits = self.fingerprint[:_SHORT]
        return " ".join(digits[start : start + _GROUP] for start in range(0, len(digits), _GROUP))

    def as_mail(self, to: str) -> str:
        """A ``mailto:`` address (RFC 6068) of a message with the statement and the full fingerprint; *to* may be empty."""
        lines = [self.statement, "", *(f"{term}: {words}" for term, words in self.facts)]
        if self.fingerprint:
            lines.append(f"Vingerafdruk van het bronbestand (SHA-256): {self.fingerprint}")
        if self.address:
            lines.append(f"Adres: {self.address}")
        lines += ["", *(f"{field}: " for field in _MAILED_FIELDS)]
        subject = quote(f"Ontvangen: {self.booklet}")
        return f"mailto:{quote(to, safe='@,')}?subject={subject}&body={quote(_NEW_LINE.join(lines))}"


_WITHOUT_TEXT = (
    "Ik heb een exemplaar ontvangen van het boekje “{booklet}”, over “{code}”, versie {version}. Daarmee zeg ik dat ik het kreeg, "
    "niet dat ik met de inhoud akkoord ga."
)


def fill_in(wording: str, booklet: str, code: str, version: str) -> str:
    """*wording* with these titles and the version in it; raises :exc:`WordingError` where that cannot be."""
    words = {"booklet": booklet, "code": code, "version": version}
    try:
        pieces = list(Formatter().parse(wording))
    except ValueError as error:
        raise WordingError(wording) from error
    # A name and no more: Python would also look something up in it, or set it in a width of its own.
    if any(name is not None and (name not in words or form or conversion) for _, name, form, conversion in pieces):
        raise WordingError(wording)
    return wording.format(**words)


def acknowledge(book: Handbook, spec: BookletSpec, code: Code, version: Version) -> Acknowledgement:
    """What is acknowledged of *version* of *code*; a wording that cannot be filled in gives way to the default one."""
    names = (spec.title, code.title, version.id)
    usual = DEFAULT_WORDING if "text" in parts_of(book, spec) else _WITHOUT_TEXT
    try:
        statement = fill_in(book.wording.strip() or usual, *names)
    except WordingError:
        statement = fill_in(usual, *names)
    facts = (
        ("Code", code.title),
        ("Bestuur", code.authority),
        ("Versie", f"{version.id} ({show_date(version.adopted)})"),
    )
    address = f"{book.url.rstrip('/')}/{version.place.docname}.html" if book.url else ""
    return Acknowledgement(spec.title, statement, facts, address, version.sha256)
