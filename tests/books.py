"""A small whole book (``roots/test-book``) that a test copies, breaks in one place, builds and reads the warnings of."""

from __future__ import annotations

import fcntl
import os
import re
import shutil
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from policy_handbook.domain import get_domain
from sphinx.testing.util import SphinxTestApp
from sphinx.util.console import strip_escape_sequences

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    import pytest
    from policy_handbook.model.handbook import Handbook

ROOTS = Path(__file__).with_name("roots")
REPOSITORY = Path(__file__).parent.parent
# Where below its folder a site that is served stands: no site may count on being at the root.
SUB_PATH = "intranet/handboek"
# What the real book is made of.
AROUND = ("conf.py", "_ext")
PARTS = ("index.md", "zoeken.md", "codes", "docs", *AROUND)
#: A case of the small book.
CASE = """:::{case} foto
---
title: Een foto
act: foto-plaatsen
facts: |
  wie = inwoner
  akkoord = nee
expected: |
  proef: mag_niet; art-1-a#vragen
---
Mag dat?
:::
"""
#: A page, of the small book, with every component of a page; and a booklet.
COMPONENTS = (
    """# Delen

:::{comparison} beeld
---
topic: beeld
---
:::

:::{checklist} lijst
---
act: foto-plaatsen
---
:::

"""
    + CASE
    + """
:::{assistant} proef
:::

:::{decision-tables} proef
:::

:::{booklet} boekje
---
title: Boekje
codes: proef
---
Welkom.
:::
"""
)
_WARNING = re.compile(
    r"(?:(?P<file>[^\n:]+):(?:(?P<line>\d+):)? )?(?P<level>[A-Z]+): (?P<text>.*?)(?: \[(?P<type>[\w.]+)\])?"
)


@dataclass(frozen=True, slots=True)
class Warned:
    """One warning of a build: the file from the root of the sources, the line, the type with its subtype, the words."""

    file: str
    line: int
    type: str
    text: str


@dataclass(frozen=True, slots=True)
class Built:
    """What a build left."""

    app: SphinxTestApp
    warnings: list[Warned]

    @property
    def handbook(self) -> Handbook:
        return get_domain(self.app.env).handbook

    def output(self, path: str) -> str:
        """A file of the output."""
        return Path(self.app.outdir, path).read_text("utf-8")

    def shown(self, docname: str) -> str:
        """What a page shows: as HTML where it was written, otherwise the words that a writer would be handed."""
        if Path(self.app.outdir, f"{docname}.html").is_file():
            return self.output(f"{docname}.html")
        return self.app.env.get_and_resolve_doctree(docname, self.app.builder, tags=self.app.tags).astext()


class Book:
    """A copy of a root that a test may edit."""

    def __init__(self, root: str, folder: Path) -> None:
        self._folder = folder
        self.source = folder / "source"
        shutil.copytree(ROOTS / root, self.source)

    def read(self, path: str) -> str:
        return (self.source / path).read_text("utf-8")

    def write(self, path: str, text: str | bytes) -> None:
        target = self.source / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text if isinstance(text, bytes) else text.encode())

    def replace(self, path: str, old: str, new: str) -> None:
        """Replace the one occurrence of *old*."""
        text = self.read(path)
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path}"
        self.write(path, text.replace(old, new))

    def set_source(self, code: str, text: str | bytes, version: str = "v1") -> None:
        """Make *text* the source of a code, fingerprint included."""
        self.write(f"codes/{code}/{version}.bron.txt", text)
        digest = sha256((self.source / f"codes/{code}/{version}.bron.txt").read_bytes()).hexdigest()
        page = f"codes/{code}/{version}.md"
        self.write(page, re.sub(r"sha256: \w+", f"sha256: {digest}", self.read(page)))

    def line_of(self, path: str, words: str, nth: int = 1) -> int:
        """The number of the *nth* line that holds *words*."""
        data = (self.source / path).read_bytes().decode("utf-8", "replace")
        found = [number for number, line in enumerate(data.split("\n"), 1) if words in line]
        return found[nth - 1]

    def build(
        self, builder: str = "html", *, jobs: int = 0, fresh: bool = True, out: str = "out", **config: Any
    ) -> Built:
        """Build into the folder *out*: everything afresh, or only what changed since the last time."""
        app = SphinxTestApp(
            builder,
            srcdir=self.source,
            builddir=self._folder / out,
            freshenv=fresh,
            parallel=jobs,
            confoverrides={"html_theme": "basic", "html_copy_source": False, **config},
        )
        try:
            app.build()
        finally:
            # Before the next one, which would find everything registered already.
            app.cleanup()
        return Built(app, list(parse_warnings(app.warning.getvalue(), self.source)))


def tree(out: Path) -> dict[str, bytes]:
    """Every file below a folder, by its POSIX path from it."""
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file()}


def differing(a: dict[str, bytes], b: dict[str, bytes]) -> list[str]:
    """The files that are not the same in two trees."""
    return sorted(path for path in a.keys() | b.keys() if a.get(path) != b.get(path))


def copy_real_book(folder: Path) -> Path:
    """Put a copy of the real book in *folder*, which must be empty."""
    return copy_parts(folder, PARTS)


def copy_parts(folder: Path, parts: Iterable[str]) -> Path:
    """Put a copy of some of :data:`PARTS` in *folder*, which has none of them."""
    for part in parts:
        path = REPOSITORY / part
        if path.is_dir():
            shutil.copytree(path, folder / part, ignore=shutil.ignore_patterns("__pycache__", "*.mo"))
        else:
            shutil.copy2(path, folder / part)
    return folder


def build_once(factory: pytest.TempPathFactory, name: str, build: Callable[[Path], None]) -> Path:
    """The folder that *build* filled, for all the processes that run these tests: the first to need it builds, the others wait."""
    root = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        root = root.parent
    folder, done = root / name, root / f"{name}.done"
    with (root / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            build(folder)
            done.touch()
    return folder


def parse_warnings(log: str, source: Path) -> list[Warned]:
    """The warnings in what Sphinx wrote; a line that is none is one without a place or a type."""
    found = []
    for line in strip_escape_sequences(log).splitlines():
        if not line.strip():
            continue
        match = _WARNING.fullmatch(line)
        if match is None:
            found.append(Warned("", 0, "", line))
            continue
        file = (match["file"] or "").removeprefix(f"{source}/")
        found.append(Warned(file, int(match["line"] or 0), match["type"] or "", match["text"]))
    return found
