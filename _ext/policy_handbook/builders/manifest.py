"""What was written to an output folder, and from what: kept beside it, so that two outputs of one source never mix."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

from ..hosting import Hosting
from .booklets import Entry
from .files import write_if_changed

if TYPE_CHECKING:
    from pathlib import Path

FORMAT = 6


@dataclass(slots=True)
class Manifest:
    """Digests of what was written.

    ``inputs`` covers everything that was read and configured; ``surroundings`` what is around every page; ``pages`` and
    ``worksheets`` what each of them shows; ``bases`` what each page was made from, and ``rule_pages`` what those of each code
    were; ``images`` which images each page shows; ``booklets`` holds what is known of each PDF (see :mod:`.booklets`). An
    entry is there only once its file was written whole. ``hosting`` is how the site is to be served.
    """

    inputs: str = ""
    surroundings: str = ""
    pages: dict[str, str] = field(default_factory=dict)
    worksheets: dict[str, str] = field(default_factory=dict)
    bases: dict[str, str] = field(default_factory=dict)
    rule_pages: dict[str, str] = field(default_factory=dict)
    images: dict[str, list[str]] = field(default_factory=dict)
    booklets: dict[str, Entry] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)
    hosting: Hosting = field(default_factory=Hosting)

    @staticmethod
    def path_of(folder: Path) -> Path:
        """Where the manifest of an output folder is: beside it, since the output is what is published."""
        return folder.with_name(f"{folder.name}.manifest.json")

    @classmethod
    def load(cls, path: Path) -> Manifest:
        """The manifest at *path*; an empty one, so that all is written, where there is none that can be read."""
        try:
            data = json.loads(path.read_text("utf-8"))
            if data.pop("format") != FORMAT:
                return cls()
            manifest = cls(**data)
            manifest.hosting = Hosting(**data["hosting"])
            manifest.booklets = {id: Entry(*entry) for id, entry in manifest.booklets.items()}
            return manifest
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return cls()

    def save(self, path: Path) -> None:
        """Write it in one stroke: the old one stands until the new one is whole."""
        data = {name: getattr(self, name) for name in self.__slots__}
        data |= {"format": FORMAT, "hosting": asdict(self.hosting)}
        write_if_changed(path.parent, path.name, json.dumps(data, sort_keys=True).encode())
