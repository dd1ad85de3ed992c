"""Digests of contents, by which what is stale is known."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def digest(*parts: str | bytes) -> str:
    """A short digest (128 bits, hexadecimal) of the parts, each marked off."""
    state = hashlib.blake2b(digest_size=16)
    for part in parts:
        data = part if isinstance(part, bytes) else part.encode()
        state.update(len(data).to_bytes(8, "big"))
        state.update(data)
    return state.hexdigest()


def digest_files(paths: Iterable[Path], below: Path) -> str:
    """The digest of these files, contents and paths from the folder *below*; a missing one counts as empty.

    Of a file elsewhere its name counts: where a folder of the machine is says nothing of what is in it.
    """
    parts: list[str | bytes] = []
    for path in sorted(paths):
        name = path.relative_to(below).as_posix() if path.is_relative_to(below) else path.name
        parts += [name, path.read_bytes() if path.is_file() else b""]
    return digest(*parts)


def files_of(path: Path) -> list[Path]:
    """The file itself, or every file below the folder."""
    return [file for file in path.rglob("*") if file.is_file()] if path.is_dir() else [path]
