"""The booklets of the site: which are stale, what each was made from, and the new ones as PDF."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from ..digest import digest, digest_files
from ..domain import get_domain
from ..model.edition import Edition, booklet_path
from .typst.builder import TypstBuilder
from .typst.press import open_press, template_files

if TYPE_CHECKING:
    from collections.abc import Mapping, Set

    from sphinx.application import Sphinx

    from ..model.records import BookletSpec

# As the manifest keeps it: the digest of all that it can draw on and that of what it was made from; its mark, pages, bytes.
Entry = tuple[str, str, str, int, int]


@dataclass(slots=True)
class Batch:
    """The booklets of a build: an entry for each that is there, and the PDF of each that is new, by its path."""

    entries: dict[str, Entry] = field(default_factory=dict)
    pdfs: dict[str, bytes] = field(default_factory=dict)

    @property
    def editions(self) -> dict[str, Edition]:
        return {id: Edition(pages, size, mark) for id, (_, _, mark, pages, size) in self.entries.items()}

    def keep(self, id: str, before: Mapping[str, Entry]) -> None:
        """Take a booklet for what it was before, to be made again: its new PDF cannot be written."""
        del self.entries[id]
        if id in before:
            self.entries[id] = ("", "", *before[id][2:])

    @property
    def failed(self) -> bool:
        """Whether some booklet could not be made again; its entry then has no basis."""
        return not all(basis for basis, *_ in self.entries.values())


def print_surroundings(app: Sphinx) -> str:
    """The digest of what is around every booklet: templates, fonts, house style, settings, and the day of the edition."""
    config = app.config
    files = [*template_files(), Path(app.confdir, config.policy_print_tokens)]
    fonts = Path(app.confdir, config.policy_print_fonts)
    if config.html_logo:
        files.append(Path(app.confdir, config.html_logo))
    settings = (config.project, config.language, config.policy_booklets, os.environ.get("SOURCE_DATE_EPOCH", ""))
    return digest(digest_files(files), digest_files(fonts.glob("*")), repr(settings))


def find_damaged(out: Path, entries: Mapping[str, Entry], present: Set[str]) -> set[str]:
    """The booklets in the output folder that are not as large as they were written."""
    paths = {id: booklet_path(id) for id in entries}
    return {id for id, path in paths.items() if path in present and (out / path).stat().st_size != entries[id][4]}


def make_booklets(app: Sphinx, before: Mapping[str, Entry], present: Set[str], surroundings: str) -> Batch:
    """Make the booklets that are stale, given the entries of the last build and the files of the output.

    One that cannot be made stays as it was. With ``policy_booklets`` off all do.
    """
    domain = get_domain(app.env)
    damaged = find_damaged(Path(app.outdir), before, present)
    kept = {
        id: ("", "", *entry[2:]) if id in damaged else entry
        for id, entry in before.items()
        if booklet_path(id) in present
    }
    specs = domain.handbook.booklets
    if not app.config.policy_booklets:
        return Batch({id: ("", *kept[id][1:]) for id in specs if id in kept})
    basis = digest(surroundings, domain.inputs_digest())
    batch = Batch({id: kept[id] for id in specs if id in kept and kept[id][0] == basis})
    stale = [spec for id, spec in specs.items() if id not in batch.entries]
    if stale:
        _print(app, stale, kept, basis, batch)
    batch.entries = dict(sorted(batch.entries.items()))
    return batch


def _print(app: Sphinx, stale: list[BookletSpec], kept: Mapping[str, Entry], basis: str, batch: Batch) -> None:
    with open_press(app, TypstBuilder(app, app.env)) as press:
        for spec in stale:
            known = kept.get(spec.id)
            source = press.translate(spec) if press is not None else None
            if source is not None and known is not None and known[1] == source.digest:
                batch.entries[spec.id] = (basis, *known[1:])
                continue
            printed = press.print(spec, source) if press is not None and source is not None else None
            if source is not None and printed is not None:
                edition = printed.edition
                batch.entries[spec.id] = (basis, source.digest, edition.mark, edition.pages, edition.bytes)
                batch.pdfs[booklet_path(spec.id)] = printed.pdf
            elif known is not None:
                batch.entries[spec.id] = ("", *known[1:])
