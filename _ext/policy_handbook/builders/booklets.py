"""The booklets of the site: which are stale, what each was made from, and the new ones as PDF."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from ..digest import digest, digest_files
from ..domain import get_domain
from ..freshness.findings import Listener
from ..model.file_names import nameable
from ..presentation.edition import Edition, booklet_path
from .files import put
from .typst.house_style import find_tokens
from .typst.paper import Paper
from .typst.press import open_press, template_files

if TYPE_CHECKING:
    from collections.abc import Mapping, Set

    from sphinx.application import Sphinx

    from ..model.records import BookletSpec


class Entry(NamedTuple):
    """What the manifest keeps of a PDF that is there.

    ``basis`` is the digest of all that it can draw on, "" where it must be looked at again; ``made_from`` that of what it was
    made from, "" where it must be made again whatever it is made from. The others are those of its edition.
    """

    basis: str
    made_from: str
    mark: str
    pages: int
    bytes: int


@dataclass(slots=True)
class Batch:
    """The booklets of a build: those that there should be, an entry for each that is there, and those yet to be written."""

    wanted: Set[str] = frozenset()
    entries: dict[str, Entry] = field(default_factory=dict)
    new: dict[str, tuple[Entry, bytes]] = field(default_factory=dict)

    @property
    def editions(self) -> Mapping[str, Edition]:
        """Those that are there, by the ids of their booklets."""
        return MappingProxyType(
            {id: Edition(entry.pages, entry.bytes, entry.mark) for id, entry in self.entries.items()}
        )

    def write(self, out: Path, specs: Mapping[str, BookletSpec]) -> None:
        """Write the PDFs that are new; where one cannot be written, the one of before stays, with its figures."""
        for id, (entry, pdf) in self.new.items():
            if put(out, booklet_path(id), pdf, specs[id].place):
                self.entries[id] = entry

    @property
    def failed(self) -> bool:
        """Whether some booklet is not there, or could not be made again: the next build must try."""
        return any(id not in self.entries or not self.entries[id].basis for id in self.wanted)


def print_surroundings(app: Sphinx) -> str:
    """The digest of what is around every booklet: templates, fonts, house style, settings, and the day of the edition."""
    config, confdir = app.config, Path(app.confdir)
    files = [*template_files(), find_tokens(config, confdir)]
    fonts = confdir / config.policy_print_fonts
    if config.html_logo:
        files.append(confdir / config.html_logo)
    settings = (config.project, config.language, config.policy_booklets, os.environ.get("SOURCE_DATE_EPOCH", ""))
    return digest(digest_files(files, confdir), digest_files(fonts.glob("*"), fonts), repr(settings))


def find_damaged(out: Path, entries: Mapping[str, Entry], present: Set[str]) -> set[str]:
    """The booklets in the output folder that are not as large as they were written."""
    paths = {id: booklet_path(id) for id in entries}
    return {id for id, path in paths.items() if path in present and (out / path).stat().st_size != entries[id].bytes}


def make_booklets(
    app: Sphinx, before: Mapping[str, Entry], present: Set[str], damaged: Set[str], surroundings: str
) -> Batch:
    """Make the booklets that are stale, given the entries of the last build, the files of the output, and which booklets
    among those are damaged; nothing is written.

    One that cannot be made stays as it was. With ``policy_booklets`` off all do.
    """
    domain = get_domain(app.env)
    kept = {
        id: _unknown(entry) if id in damaged else entry for id, entry in before.items() if booklet_path(id) in present
    }
    specs = nameable(domain.handbook.booklets, "booklet")
    if not app.config.policy_booklets:
        return Batch(entries={id: kept[id]._replace(basis="") for id in specs if id in kept})
    basis = digest(surroundings, domain.inputs_digest())
    batch = Batch(specs.keys(), {id: kept[id] for id in specs if id in kept})
    stale = [spec for id, spec in specs.items() if id not in kept or kept[id].basis != basis]
    if stale:
        _print(app, stale, basis, batch)
    return batch


def _unknown(entry: Entry) -> Entry:
    """The entry of a PDF of which it is not known what it was made from."""
    return entry._replace(basis="", made_from="")


def _print(app: Sphinx, stale: list[BookletSpec], basis: str, batch: Batch) -> None:
    listener = Listener(app)
    with open_press(app, Paper(app, app.env)) as press:
        for spec in stale:
            listener.take()
            known = batch.entries.get(spec.id)
            source = press.translate(spec) if press is not None else None
            if source is not None and known is not None and known.made_from == source.digest:
                # What was warned of is to be said again: it is made, or at least looked at, until that is mended.
                batch.entries[spec.id] = known._replace(basis="" if listener.heard() else basis)
                continue
            printed = press.print(spec, source) if press is not None and source is not None else None
            if source is not None and printed is not None:
                edition = printed.edition
                entry = Entry(basis, source.digest, edition.mark, edition.pages, edition.bytes)
                if listener.heard():
                    entry = _unknown(entry)
                batch.new[spec.id] = entry, printed.pdf
                if known is not None:
                    # Until the new one is whole.
                    batch.entries[spec.id] = _unknown(known)
            elif known is not None:
                batch.entries[spec.id] = known._replace(basis="")
