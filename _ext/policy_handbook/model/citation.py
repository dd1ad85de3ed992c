"""How a rule is cited: formal words, the verbatim text with its lead-in, the address and the fingerprint."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .dates import show_date
from .records import UNKNOWN_DATE
from .text import fingerprint

if TYPE_CHECKING:
    from .handbook import Handbook
    from .records import Rule, Version


def rule_path(rule: Rule) -> str:
    """Address of the rule's page of today, relative to the site's root."""
    return f"regels/{rule.code}/{rule.id}.html"


def version_path(rule: Rule) -> str:
    """Address of the rule's page in its version, for ever."""
    return f"regels/{rule.code}/{rule.id}/{rule.version}.html"


def text_path(rule: Rule) -> str:
    """Address of the rule in the running text."""
    return f"codes/{rule.code}/{rule.version}.html#{rule.id}"


@dataclass(frozen=True, slots=True)
class Citation:
    """The parts of a citation, ready to be written in a format."""

    authority: str
    title: str
    version: str
    dated: str
    label: str
    path: tuple[str, ...]
    lead_in: str
    wrap_up: str
    mark: str
    text: str
    address: str
    fingerprint: str

    def as_text(self) -> str:
        """One paragraph to paste into a document."""
        lead_in = f"met als aanhef “{self.lead_in}”: " if self.lead_in else ""
        wrap_up = f", met als slot “{self.wrap_up}”" if self.wrap_up else ""
        under = f" (onder “{' › '.join(self.path)}”)" if self.path else ""
        return (
            f"{self.authority}, {self.title}, versie {self.version} ({self.dated}), {self.label}{under}: {lead_in}"
            f"“{self.text}”{wrap_up} <{self.address}> (SHA-256 van de tekst: {self.fingerprint})"
        )


def cite(book: Handbook, rule: Rule, base: str = "") -> Citation:
    """The citation of *rule*; *base* is the handbook's own address, with or without a closing slash, or ""."""
    code = book.codes.get(rule.code)
    version: Version | None = book.versions.get(rule.code, {}).get(rule.version)
    address = version_path(rule)
    return Citation(
        authority=code.authority if code else rule.code,
        title=code.title if code else rule.code,
        version=rule.version,
        dated=show_date(version.adopted if version else UNKNOWN_DATE),
        label=rule.label,
        path=book.path_of(rule),
        lead_in=book.lead_in(rule),
        wrap_up=book.wrap_up(rule),
        mark=rule.mark,
        text=rule.text,
        address=f"{base.rstrip('/')}/{address}" if base else address,
        fingerprint=fingerprint(rule.text),
    )
