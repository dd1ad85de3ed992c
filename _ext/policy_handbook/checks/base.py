"""What the checks share: the book that they look at, and how what cannot be found is named."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..diagnostics import nearest, warn

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from sphinx.environment import BuildEnvironment

    from ..domain import PolicyDomain
    from ..model.handbook import Handbook
    from ..model.records import Place


@dataclass(frozen=True, slots=True)
class Whole:
    """All that was read: the book, the domain that keeps it by page, and the environment with the settings and the pages."""

    book: Handbook
    domain: PolicyDomain
    env: BuildEnvironment


def look_up(subtype: str, ids: Iterable[str], known: Collection[str], place: Place, rule: str) -> None:
    """Warn of each of the *ids* that is not *known*, at a place, and propose the nearest that is; *rule* is what names it."""
    for id in ids:
        if id not in known:
            warn(subtype, place, id=id, rule=rule, nearest=nearest(id, known))


def where(env: BuildEnvironment, place: Place) -> str:
    """A place in words: its file, and the line."""
    return f"{env.doc2path(place.docname, base=False)}, regel {place.line}"


def rules_meant(book: Handbook, target: str, *, articles: bool = False) -> list[str]:
    """The rules that can have been meant by ``<code>/<rule-id>[@<version>]``: of that code where there is one, in that version."""
    code, _, rest = target.partition("/")
    version = rest.partition("@")[2]
    rules = [
        rule
        for id in ([code] if code in book.codes else book.codes)
        for rule in book.rules_of(id, version) or book.rules_of(id)
        if rule.is_article or not articles
    ]
    today = {id: version.id for id, version in book.derived.current.items()}
    return [rule.full_id + (f"@{rule.version}" if rule.version != today[rule.code] else "") for rule in rules]
