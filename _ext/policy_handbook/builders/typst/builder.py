"""The ``typst`` builder: the booklets as PDF, and nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from sphinx.builders import Builder
from sphinx.util.tags import Tags

from ...diagnostics import warn
from ...domain import get_domain
from ..files import write_if_changed
from .anchors import IN_BOOK
from .press import open_press
from .translator import TypstTranslator

if TYPE_CHECKING:
    from collections.abc import Set

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


class TypstBuilder(Builder):
    """Booklets in the output folder, each as ``<id>.pdf``; the handbook's own builder makes them with it too."""

    name = "typst"
    format = "typst"
    epilog = "De boekjes staan in %(outdir)s."
    default_translator_class = TypstTranslator
    supported_image_types: ClassVar[list[str]] = [
        "image/svg+xml",
        "image/png",
        "image/jpeg",
        "image/webp",
        "image/gif",
    ]
    # One that is elsewhere is not fetched while building; the booklet says that it is missing.
    supported_remote_images = True
    #: Whether the booklet that is being made shows what other codes say.
    shows_overlaps = True

    def __init__(self, app: Sphinx, env: BuildEnvironment) -> None:
        before = list(app.tags)
        super().__init__(app, env)
        # A builder adds its name to the tags of the application; these are kept apart, for both may run in one build.
        host = getattr(app, "builder", None)
        own = {"format_typst", "builder_typst", "typst"}
        foreign = (
            {host.name, host.format, f"builder_{host.name}", f"format_{host.format}"} if host is not None else set()
        )
        self.tags = Tags([*(set(before) - foreign), *own])
        for tag in own - set(before):
            app.tags.remove(tag)

    def get_outdated_docs(self) -> str:
        return "de boekjes"

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        return IN_BOOK + docname

    def get_relative_uri(self, from_: str, to: str, typ: str | None = None) -> str:
        return self.get_target_uri(to, typ)

    def prepare_writing(self, docnames: Set[str]) -> None:
        pass

    def write_documents(self, docnames: Set[str]) -> None:
        book = get_domain(self.env).handbook
        with open_press(self._app, self) as press:
            if press is None:
                return
            for spec in book.booklets.values():
                source = press.translate(spec)
                printed = press.print(spec, source) if source is not None else None
                if printed is not None:
                    path = Path(self.outdir, f"{spec.id}.pdf")
                    try:
                        write_if_changed(path, printed.pdf)
                    except OSError as error:
                        warn("print_unwritable", spec.place, path=path.name, fault=error.strerror or error)

    def write_doc(self, docname: str, doctree: object) -> None:
        """Nothing: a booklet is written whole."""


def setup(app: Sphinx) -> None:
    """Register the builder."""
    app.add_builder(TypstBuilder)
