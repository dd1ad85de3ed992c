"""What a colleague signs, or mails, for a booklet: that a copy was received, of which text exactly."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from .citation import show_date

if TYPE_CHECKING:
    from .handbook import Handbook
    from .records import Code, Version

#: The wording where a deployment sets none; ``{code}`` and ``{version}`` are filled in.
DEFAULT_WORDING = "Ik heb een exemplaar ontvangen van “{code}”, versie {version}."
#: What is left open to fill in by hand, in the order of the form.
FIELDS = ("Naam", "Functie", "Dienst", "Datum", "Handtekening")
# Whoever mails does not sign, and the mail has a date.
_MAILED_FIELDS = FIELDS[:3]
_NEW_LINE = "\r\n"  # RFC 6068, section 5
_SHORT, _GROUP = 16, 4


class WordingError(ValueError):
    """A wording names something else than ``{code}`` and ``{version}``, or a brace of it stands alone."""


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """The statement, what is known of the text as (term, words) pairs, the text's address (or ""), and its fingerprint."""

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
            lines.append(f"Vingerafdruk van de bron (SHA-256): {self.fingerprint}")
        if self.address:
            lines.append(f"Adres: {self.address}")
        lines += ["", *(f"{field}: " for field in _MAILED_FIELDS)]
        subject = quote(self.statement)
        return f"mailto:{quote(to, safe='@,')}?subject={subject}&body={quote(_NEW_LINE.join(lines))}"


def fill_in(wording: str, code: str, version: str) -> str:
    """*wording* with the title of the code and the version in it; raises :exc:`WordingError` where that cannot be."""
    try:
        return wording.format(code=code, version=version)
    except (KeyError, IndexError, ValueError, AttributeError) as error:
        raise WordingError(wording) from error


def acknowledge(book: Handbook, code: Code, version: Version) -> Acknowledgement:
    """What is acknowledged of *version* of *code*; a wording that cannot be filled in gives way to the default one."""
    try:
        statement = fill_in(book.wording or DEFAULT_WORDING, code.title, version.id)
    except WordingError:
        statement = fill_in(DEFAULT_WORDING, code.title, version.id)
    facts = (
        ("Code", code.title),
        ("Aangenomen door", code.authority),
        ("Versie", f"{version.id} ({show_date(version.adopted)})"),
    )
    address = f"{book.url.rstrip('/')}/{version.place.docname}.html" if book.url else ""
    return Acknowledgement(statement, facts, address, version.sha256)
