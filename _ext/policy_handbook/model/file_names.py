"""What may be the name of a file of the site: one that Linux, Windows and macOS all keep as it is, in its own folder."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, TypeVar

from .why import Why

if TYPE_CHECKING:
    from collections.abc import Mapping

Record = TypeVar("Record")

# Windows gives NTFS 255 units, Linux 255 bytes; an ending and ".new" are to come, and a path has room for several names.
LONGEST = 100
_LONGEST_BYTES = 200
# What Windows keeps for itself, and what would end or bend an address.
_RESERVED = frozenset('<>:"/\\|?*#%')
# Devices of Windows: with any ending, and spaces before it, they are still the device.
_DEVICE = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])[ ]*(?:\..*)?", re.IGNORECASE)
_ENDS_AN_ATTRIBUTE = re.compile(r"[\s\"'<>&`]")
# Beside the page of a rule stands the folder of its versions, which has its name without this.
_PAGE = ".html"
# The files of the assistant's words and of the format of its data, beside those of the codes.
_TAKEN = {"code": frozenset({"schema", "wording"})}


class UnsafePathError(ValueError):
    """A path that leads out of the folder in which it is to be."""


def fault_of_name(name: str, kind: str = "") -> Why | None:
    """Why an id (of a record of this *kind*) cannot name a file or folder; None where it can."""
    if not name:
        return Why("name.empty")
    if len(name) > LONGEST or len(name.encode("utf-8", "surrogatepass")) > _LONGEST_BYTES:
        return Why("name.long", (("most", LONGEST),))
    if found := next((character for character in name if character in _RESERVED), None):
        return Why("name.reserved", (("character", found),))
    if found := next((character for character in name if _is_unseen(character)), None):
        return Why("name.unseen", (("number", f"{ord(found):04X}"),))
    if name.startswith((".", " ")) or name.endswith((".", " ")):
        return Why("name.edge")
    if _DEVICE.fullmatch(name):
        return Why("name.device")
    if name.casefold() in _TAKEN.get(kind, ()):
        return Why("name.taken")
    if name.lower().endswith(_PAGE):
        return Why("name.page", (("ending", _PAGE),))
    return None


def _is_unseen(character: str) -> bool:
    """Control and format characters, halves of one, those that nobody assigned, and every space but the ordinary one."""
    category = unicodedata.category(character)
    return category[0] == "C" or (category[0] == "Z" and character != " ")


def anchor_name(id: str) -> str:
    """An id as the name of a place on a page: without what would end an attribute or a fragment.

    Sphinx writes the names of places into some of its links as they are.
    """
    return _ENDS_AN_ATTRIBUTE.sub("-", id)


def nameable(records: Mapping[str, Record], kind: str) -> dict[str, Record]:
    """Those of the records, by id, whose id can name a file."""
    return {id: record for id, record in records.items() if not fault_of_name(id, kind)}


def twin_key(name: str) -> str:
    """The same for two names that are one file where the case of a letter, or how it is composed, does not count."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKC", name).casefold())


def check_path(path: str) -> str:
    """*path* again, a POSIX path within a folder; raises :exc:`UnsafePathError` where a name in it is none or leads out."""
    names = path.split("/")
    if any(name in ("", ".", "..") or "\\" in name or "\0" in name or ":" in name for name in names):
        raise UnsafePathError(path)
    return path
