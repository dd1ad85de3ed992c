"""Paper, as a builder: for whom references and post-transforms resolve what stands in a booklet."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from sphinx.builders import Builder
from sphinx.util.tags import Tags

from ...presentation.medium import Medium
from .anchors import IN_BOOK
from .translator import TypstTranslator

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


class Paper(Builder):
    """What the press asks of a builder. It writes nothing itself; see :class:`.builder.TypstBuilder`."""

    name = "typst"
    format = "typst"
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
    #: While a booklet is put together its own; see :func:`.assemble.resolving_for`.
    medium = Medium(on_paper=True)

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

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        return IN_BOOK + docname

    def get_relative_uri(self, from_: str, to: str, typ: str | None = None) -> str:
        return self.get_target_uri(to, typ)
