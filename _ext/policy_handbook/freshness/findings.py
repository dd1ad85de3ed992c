"""What was warned of stays to be said: what it is about counts as unfinished, so that the next build looks again."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util.logging import NAMESPACE, get_node_location, is_suppressed_warning

from ..domain import get_domain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment


class Listener(logging.Handler):
    """Hears every warning of a build, whoever gives it and in whichever process, and notes which pages it is about."""

    def __init__(self, app: Sphinx) -> None:
        """Listen from now on; Sphinx lets go of its handlers when another application starts."""
        super().__init__(logging.WARNING)
        self._app = app
        self._about: set[str] = set()
        self._is_general = False
        logging.getLogger(NAMESPACE).addHandler(self)

    def emit(self, record: logging.LogRecord) -> None:
        kind, subtype = getattr(record, "type", None) or "", getattr(record, "subtype", None)
        if is_suppressed_warning(kind, subtype or "", self._app.config.suppress_warnings):
            return
        pages = self._pages_at(getattr(record, "location", None))
        self._about |= pages
        self._is_general |= not pages

    def heard(self) -> bool:
        """Whether anything was said since it was last taken."""
        return bool(self._about) or self._is_general

    def take(self) -> tuple[set[str], bool]:
        """The pages that were warned of since the last call, and whether something was said that is about no page."""
        taken = self._about, self._is_general
        self._about, self._is_general = set(), False
        return taken

    def _pages_at(self, location: object) -> set[str]:
        """The pages at a location as Sphinx logs it: a node, a page with or without a line, or a file with a line."""
        env = self._app.env
        if isinstance(location, nodes.Node):
            location = get_node_location(location)
        if isinstance(location, tuple):
            return {location[0]} & env.found_docs
        if not isinstance(location, str) or not location:
            return set()
        if ":" not in location:
            return {location} & env.found_docs
        file = Path(location.rpartition(":")[0])
        if (docname := env.path2doc(file)) in env.found_docs:
            return {docname}
        # A file that pages include.
        name = file.relative_to(env.srcdir).as_posix() if file.is_relative_to(env.srcdir) else str(file)
        return {page for page, files in env.dependencies.items() if name in files} & env.found_docs


class Reading:
    """What was said while the pages were read and checked: until it is mended every build says it again."""

    _listener: Listener
    _docnames: Iterable[str] = ()
    _is_consistent = False

    def listen(self, app: Sphinx) -> None:
        """Begin, once there is an environment."""
        self._listener = Listener(app)

    def begin(self, app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
        """Hear what is said of the pages to be read."""
        self._docnames = docnames
        self._listener.take()

    def keep_warned(self, app: Sphinx, env: BuildEnvironment) -> None:
        """Keep the pages that were warned of: all that were read, where it is not known of which."""
        warned, is_general = self._listener.take()
        get_domain(env).note_warned(warned.union(self._docnames if is_general else ()))

    def keep_checked(self, app: Sphinx, env: BuildEnvironment) -> None:
        """The checks count as made once they find nothing."""
        if self._listener.heard():
            get_domain(env).note_checked("")

    def note_consistency(self, app: Sphinx, env: BuildEnvironment) -> None:
        """Sphinx has looked for pages that no table of contents lists."""
        self._is_consistent = True

    def check_consistency(self, app: Sphinx, builder: Builder) -> None:
        """Have Sphinx look, which it does not when nothing was read."""
        if not self._is_consistent:
            app.env.check_consistency()


def setup(app: Sphinx) -> None:
    """Listen around reading and checking."""
    reading = Reading()
    app.connect("builder-inited", reading.listen)
    app.connect("env-before-read-docs", reading.begin, priority=0)
    # After what is read late, and after circles of contents were looked for (50).
    app.connect("env-updated", reading.keep_warned, priority=60)
    # After the checks, before the builder looks for what is stale.
    app.connect("env-updated", reading.keep_checked, priority=590)
    app.connect("env-check-consistency", reading.note_consistency)
    app.connect("write-started", reading.check_consistency)
