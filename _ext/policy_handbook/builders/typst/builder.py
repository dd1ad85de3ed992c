"""The ``typst`` builder: the booklets as PDF, and nothing else."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from ...digest import digest
from ...domain import get_domain
from ...model.file_names import nameable
from ..files import put, write_if_changed
from .paper import Paper
from .press import open_press

if TYPE_CHECKING:
    from collections.abc import Set

    from sphinx.application import Sphinx


class TypstBuilder(Paper):
    """Booklets in the output folder, each as ``<id>.pdf``; one that this builder wrote goes when its booklet does."""

    epilog = "De boekjes staan in %(outdir)s."

    def get_outdated_docs(self) -> str:
        return "de boekjes"

    def prepare_writing(self, docnames: Set[str]) -> None:
        pass

    def write_documents(self, docnames: Set[str]) -> None:
        book = get_domain(self.env).handbook
        ours = Ours(Path(self.outdir), Path(self.doctreedir))
        ours.prune(book.booklets.keys())
        with open_press(self._app, self) as press:
            if press is None:
                return
            for spec in nameable(book.booklets, "booklet").values():
                source = press.translate(spec)
                printed = press.print(spec, source) if source is not None else None
                if printed is not None:
                    path = ours.path(spec.id)
                    if put(path.parent, path.name, printed.pdf, spec.place):
                        ours.note(spec.id, printed.pdf)

    def write_doc(self, docname: str, doctree: object) -> None:
        """Nothing: a booklet is written whole."""


class Ours:
    """Which PDFs in the output are ours: an editor may have chosen a folder that holds others.

    Noted beside the doctrees, so that nothing but booklets comes into that folder: for each output the digest of each PDF
    as it was written. One that someone put in its place is not ours.
    """

    def __init__(self, out: Path, doctrees: Path) -> None:
        self._out = out.resolve()
        self._notes = doctrees / "booklets.json"
        try:
            notes = json.loads(self._notes.read_text("utf-8"))
            self._all = {
                str(folder): {str(id): str(mark) for id, mark in pdfs.items()} for folder, pdfs in notes.items()
            }
        except (OSError, ValueError, AttributeError):
            self._all = {}
        self._written = self._all.setdefault(str(self._out), {})

    def path(self, id: str) -> Path:
        """Where the PDF of a booklet stands."""
        return self._out / f"{id}.pdf"

    def note(self, id: str, pdf: bytes) -> None:
        """Note a PDF that was written whole."""
        self._written[id] = digest(pdf)
        self._save()

    def prune(self, booklets: Set[str]) -> None:
        """Remove the PDFs that are ours and no booklet's."""
        for id in sorted(self._written.keys() - booklets):
            path = self.path(id)
            try:
                if digest(path.read_bytes()) == self._written[id]:
                    path.unlink()
            except FileNotFoundError:
                pass
            except OSError:
                continue  # open elsewhere: the next build tries again
            del self._written[id]
        self._save()

    def _save(self) -> None:
        write_if_changed(self._notes.parent, self._notes.name, json.dumps(self._all, indent=1, sort_keys=True).encode())


def setup(app: Sphinx) -> None:
    """Register the builder."""
    app.add_builder(TypstBuilder)
