"""Writing files of the site: only when they change, and never half."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path


def write_if_changed(path: Path, data: bytes) -> bool:
    """Write *data* unless the file holds it already; says whether it wrote. Where it cannot, the old file stays."""
    try:
        if path.read_bytes() == data:
            return False
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(path.name + ".new")
    try:
        temporary.write_bytes(data)
        temporary.replace(path)
    except OSError:
        # The file is open elsewhere, or the disk is full: the old one stays, the new one leaves nothing.
        with suppress(OSError):
            temporary.unlink()
        raise
    return True


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
