"""Zip files that come out the same, byte for byte, whenever and wherever they are made."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

if TYPE_CHECKING:
    from collections.abc import Iterable

# The oldest time that a zip can hold.
FIXED_TIME = (1980, 1, 1, 0, 0, 0)


def write_zip(stream: IO[bytes], files: Iterable[tuple[str, bytes]]) -> None:
    """Write (name, content) pairs to *stream* as a zip, in the order given, without times, owners or rights of this machine."""
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        for name, content in files:
            info = ZipInfo(name, FIXED_TIME)
            info.compress_type = ZIP_DEFLATED
            # As if on Unix, whatever the platform: readable by all once unpacked, since a web server has to read it.
            info.create_system = 3
            info.external_attr = 0o100644 << 16
            archive.writestr(info, content, compresslevel=9)
