"""What a book for measurements is: pages of one copy, pages of the whole, settings and edits."""

from __future__ import annotations

import json
import re
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parent.parent
# The extension itself reads the sources; the modules that use it are imported after this one.
sys.path.insert(0, str(ROOT / "_ext"))
# The copy from which the others are made; neither form of its number may stand in the sources.
FIRST = "001"
EDITED = "gewijzigd"
EDITS_FILE = "bench-edits.json"
# Against which texts a relation was reviewed.
_SEALS = re.compile(r"(?m)^against: .*$")


@dataclass(slots=True)
class Edit:
    """A change for the measurements: the one place where *old* stands in a file becomes *new*."""

    file: str
    old: str
    new: str


@dataclass(slots=True)
class Copy:
    """The pages of the first copy and its other files, both by their path.

    A seal covers the id of its code: ``seals`` gives for each in the real book what it is in a copy, by its suffix.
    """

    pages: dict[str, str] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    seals: dict[str, Callable[[str], str]] = field(default_factory=dict)

    def renamed(self, suffix: str) -> Copy:
        """The same for another copy."""

        def rename(text: str) -> str:
            return text.replace(f"-{FIRST}", f"-{suffix}").replace(f" {FIRST}", f" {suffix}")

        def reseal(match: re.Match[str]) -> str:
            return " ".join(self.seals[word](suffix) if word in self.seals else word for word in match[0].split(" "))

        return Copy(
            {rename(path): _SEALS.sub(reseal, rename(text)) for path, text in self.pages.items()},
            {rename(path): data for path, data in self.files.items()},
        )


@dataclass(slots=True)
class Flavour:
    """How a book is written: its settings, the first copy, the pages of the whole for N copies, and the two edits."""

    conf: str
    copy: Copy
    shared: Callable[[list[str]], dict[str, str]]
    edits: dict[str, Edit]


def toctree(entries: list[str], *, hidden: bool = True) -> str:
    """A table of contents, of pages alone: in a book without the handbook a norm is a heading."""
    return "\n".join(["```{toctree}", ":hidden:" if hidden else ":maxdepth: 1", "", *entries, "```", ""])


def page(title: str, *parts: str) -> str:
    """A page of these parts."""
    return "\n\n".join([f"# {title}", *parts]) + "\n"


def find_edit(copy: Copy, file: str, old: str) -> Edit:
    """The edit that adds a word to the first line of *old*."""
    first, newline, rest = old.partition("\n")
    if old not in copy.pages[file]:
        raise SystemExit(f"{file} has no {old!r}")
    return Edit(file, old, f"{first} {EDITED}{newline}{rest}")


def write_flavour(flavour: Flavour, scale: int, out: Path) -> None:
    """Write the book of *scale* copies to the empty folder *out*."""
    suffixes = [f"{number:03d}" for number in range(1, scale + 1)]
    files: dict[str, bytes] = {"conf.py": flavour.conf.encode()}
    for path, text in flavour.shared(suffixes).items():
        files[path] = text.encode()
    for suffix in suffixes:
        copy = flavour.copy.renamed(suffix)
        files.update(copy.files)
        files.update((path, text.encode()) for path, text in copy.pages.items())
    edits = {name: {"file": edit.file, "old": edit.old, "new": edit.new} for name, edit in flavour.edits.items()}
    files[EDITS_FILE] = json.dumps(edits, ensure_ascii=False, indent=1).encode()
    for name, data in files.items():
        target = out / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
