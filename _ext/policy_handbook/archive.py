"""Zip files that come out the same, byte for byte, whenever and wherever they are made."""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import sha256
from typing import IO, TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

# The oldest time that a zip can hold, and the grain of its times.
_OLDEST = datetime(1980, 1, 1)
_GRAIN = timedelta(seconds=2)
# Times stay well in the past: a web server that gives a later one than now is wrong.
_MOMENTS = (datetime(2020, 1, 1) - _OLDEST) // _GRAIN


def no_time(content: bytes) -> datetime:
    """The same time for every file."""
    return _OLDEST


def time_of_content(content: bytes) -> datetime:
    """A time that follows from the content, one of some 630 million between 1980 and 2020.

    Web servers tell editions of a file apart by its time and size (nginx's ``ETag`` is nothing else), so that what replaces
    words by others of the same length must have another time, whatever the unpacking does with the clock.
    """
    return _OLDEST + int.from_bytes(sha256(content).digest()) % _MOMENTS * _GRAIN


def write_zip(
    stream: IO[bytes], files: Iterable[tuple[str, bytes]], time_of: Callable[[bytes], datetime] = no_time
) -> None:
    """Write (name, content) pairs to *stream* as a zip, in the order given, without owners, rights or clock of this machine.

    *time_of* gives the time of a file from its content.
    """
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        for name, content in files:
            moment = time_of(content)
            info = ZipInfo(name, (moment.year, moment.month, moment.day, moment.hour, moment.minute, moment.second))
            info.compress_type = ZIP_DEFLATED
            # As if on Unix, whatever the platform: readable by all once unpacked, since a web server has to read it.
            info.create_system = 3
            info.external_attr = 0o100644 << 16
            archive.writestr(info, content, compresslevel=9)
