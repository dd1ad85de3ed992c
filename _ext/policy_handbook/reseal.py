"""Gives reviews that were sealed with fingerprints, as they once were, the seals of today, where the texts are still the same."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .model.fingerprint import SHORT, fingerprint

if TYPE_CHECKING:
    from pathlib import Path

    from .model.handbook import Handbook
    from .model.records import Place, ReviewedOverlap, Rule

_AGAINST = re.compile(r"(?P<before>\s*against:\s*)(?P<digests>[0-9a-f ]+?)(?P<after>\s*)")


@dataclass(frozen=True, slots=True)
class Resealed:
    """How many reviews have new seals, and where those stand of which a text changed since."""

    renewed: int
    changed: tuple[Place, ...]


def reseal(book: Handbook, source: Path) -> Resealed:
    """Rewrite ``against`` in the pages below *source*; a review of which a text changed is left as it is."""
    renewed = 0
    changed: list[Place] = []
    for record in book.reviewed:
        rules = [rule for rule in _rules_of(book, record) if rule is not None]
        if not record.against or len(rules) < 2:
            continue
        given, seals = set(record.against), [book.seal_of(rule)[:SHORT] for rule in rules]
        if given == set(seals):
            continue
        if given != {fingerprint(rule.text)[:SHORT] for rule in rules}:
            changed.append(record.place)
            continue
        _rewrite(source / f"{record.place.docname}.md", record.place.line, " ".join(seals))
        renewed += 1
    return Resealed(renewed, tuple(changed))


def _rules_of(book: Handbook, record: ReviewedOverlap) -> list[Rule | None]:
    return [book.get_rule(id.partition("#")[0]) for id in (record.a, record.b)]


def _rewrite(page: Path, line: int, seals: str) -> None:
    """Put *seals* into the first ``against`` from a line (from 1) on; everything else on the page stays, byte for byte."""
    lines = page.read_bytes().decode("utf-8").split("\n")
    for index in range(line - 1, len(lines)):
        if match := _AGAINST.fullmatch(lines[index]):
            lines[index] = f"{match['before']}{seals}{match['after']}"
            break
    page.write_bytes("\n".join(lines).encode())
