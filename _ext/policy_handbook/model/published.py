"""The list of rules that were published: each is cited somewhere, and keeps its id for ever.

One ``<code>/<rule-id>@<version>`` a line; what follows it after white space, empty lines and lines that begin with ``#`` are
passed over.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .likeness import find_nearest

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .handbook import Handbook

_NAME = re.compile(r"(?P<code>[^\s/@]+)/(?P<rule>[^\s/@]+)@(?P<version>[^\s/@]+)")
_HEAD = """\
# Bepalingen die gepubliceerd zijn, met hun versie: mensen halen ze aan, dus ze houden hun id.
# Gemaakt door “handboek publish”, dat bijschrijft en nooit iets weghaalt.
"""


@dataclass(frozen=True, slots=True)
class Lost:
    """A line of the list that leads nowhere: a rule, a whole text (``rule`` is "", ``count`` its rules), or what names none.

    ``nearest`` is the rule of that text that is likely the same under another id.
    """

    line: int
    text: str
    rule: str = ""
    count: int = 1
    nearest: str = ""


def find_lost(book: Handbook, listed: str) -> list[Lost]:
    """What the list has and the book has not, by line; a text that is gone as a whole is one."""
    names = [(number, line.split()[0]) for number, line in enumerate(listed.splitlines(), 1) if _is_entry(line)]
    known = {name for _, name in names}
    lost: list[Lost] = []
    gone: dict[tuple[str, str], list[int]] = {}
    for number, name in names:
        match = _NAME.fullmatch(name)
        if match is None:
            lost.append(Lost(number, name))
        elif (match["code"], match["version"]) not in book.texts:
            gone.setdefault((match["code"], match["version"]), []).append(number)
        elif match["rule"] not in book.texts[match["code"], match["version"]]:
            fresh = [
                id
                for id in book.texts[match["code"], match["version"]]
                if f"{match['code']}/{id}@{match['version']}" not in known
            ]
            near = fresh[0] if len(fresh) == 1 else find_nearest(match["rule"], fresh)
            lost.append(Lost(number, f"{match['code']}@{match['version']}", match["rule"], nearest=near))
    lost += [Lost(lines[0], f"{code}@{version}", count=len(lines)) for (code, version), lines in gone.items()]
    return sorted(lost, key=lambda entry: entry.line)


def _is_entry(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#")


def add_published(listed: str, names: Iterable[str]) -> tuple[str, int]:
    """The list with these rules at its end, and how many were new; what it had stays as it is."""
    known = {line.split()[0] for line in listed.splitlines() if _is_entry(line)}
    new = [name for name in names if name not in known]
    before = listed or _HEAD
    return before + "\n" * (not before.endswith("\n")) + "".join(f"{name}\n" for name in new), len(new)
