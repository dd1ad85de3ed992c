"""Writing files of the site: only when they change, and never half."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from ..diagnostics import warn
from ..model.file_names import check_path

if TYPE_CHECKING:
    from collections.abc import Callable

    from docutils import nodes

    from ..model.records import Place


def write_if_changed(folder: Path, name: str, data: bytes) -> bool:
    """Write *data* to the file *name* (a POSIX path) below *folder*, unless it holds it already; says whether it wrote.

    Raises OSError where it cannot be written: the old file stays then, and the new one leaves nothing. Raises UnsafePathError
    where the path leads out of the folder.
    """
    path = folder / check_path(name)
    with suppress(OSError):
        if path.read_bytes() == data:
            return False
    path.parent.mkdir(parents=True, exist_ok=True)
    # Two builds at once each have their own.
    temporary = path.with_name(f"{path.name}.{os.getpid()}.new")
    try:
        temporary.write_bytes(data)
        temporary.replace(path)
    except OSError:
        # The file is open elsewhere, or the disk is full.
        with suppress(OSError):
            temporary.unlink()
        raise
    return True


def put(folder: Path, path: str, data: bytes, location: Place | nodes.Node | tuple[str, int] | str = "") -> bool:
    """Write *data* to *path* below the output *folder*, if it changed; False, with a warning, where it cannot be written."""
    try:
        write_if_changed(folder, path, data)
    except OSError as error:
        warn("unwritable", location, path=path, fault=fault_of(error))
        return False
    return True


def remove(folder: Path, path: str) -> bool:
    """Remove a file of the output *folder*; False, with a warning, where it cannot be removed."""
    try:
        (folder / path).unlink(missing_ok=True)
    except OSError as error:
        warn("unremovable", "", path=path, fault=fault_of(error))
        return False
    return True


def fault_of(error: OSError) -> str:
    """What is wrong, in the words of the operating system."""
    return error.strerror or str(error)


class PageFile(type(Path())):  # type: ignore[misc]
    """The path of a page, which Sphinx writes as text: written whole or not at all, and a failure is the page's own.

    Sphinx writes straight into the file, so that a full disk leaves a page cut short, and it does not say which page failed.
    """

    def of_page(self, folder: Path, docname: str, finish: Callable[[str], str] = str) -> PageFile:
        """The same path, knowing the output folder and the page, and what is still to be done to its words."""
        self._folder, self._docname, self._finish = folder, docname, finish
        return self

    def write_text(
        self, data: str, encoding: str | None = None, errors: str | None = None, newline: str | None = None
    ) -> int:
        """Write the page; where it cannot be written it stays as it was, with a warning."""
        path = self.relative_to(self._folder).as_posix()
        put(self._folder, path, self._finish(data).encode(encoding or "utf-8", errors or "strict"), (self._docname, 1))
        return len(data)


def files_below(folder: Path) -> set[str]:
    """Every file below a folder, as POSIX paths from it."""
    found: set[str] = set()
    start = len(str(folder)) + 1
    for root, _, names in os.walk(folder):
        below = root[start:].replace(os.sep, "/")
        found.update([f"{below}/{name}" for name in names] if below else names)
    return found


def remove_empty_folders(folder: Path) -> None:
    """Remove the folders below *folder* that hold nothing."""
    for root, _, _ in os.walk(folder, topdown=False):
        path = Path(root)
        if path != folder and not any(path.iterdir()):
            path.rmdir()
