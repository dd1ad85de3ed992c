"""Which addresses may stand on a page: those that lead somewhere, and none that a browser would do something else with."""

from __future__ import annotations

import re

from .characters import find_unseen

#: How an address may begin; every other scheme (javascript:, data:, file: …) is refused.
SCHEMES = ("http", "https", "mailto", "tel")
_SCHEME = re.compile(r"([^/?#:]*):")
# What a browser leaves out before it looks at an address: these at either end, tabs and line ends anywhere.
_AT_THE_ENDS = "".join(map(chr, range(0x21)))
_ANYWHERE = re.compile(r"[\t\n\r]")
# Digits as people write them, with at least six.
_PHONE = re.compile(r"\+?(?:[ ./()-]*[0-9]){6,}")
_MAIL = re.compile(r"[^\s@<>()\",;:?&]+@[^\s@<>()\",;:?&]+\.[^\s@<>()\",;:?&]+")


def _as_browsers_read(address: str) -> str:
    # To a browser a backslash is a slash.
    return _ANYWHERE.sub("", address.strip(_AT_THE_ENDS)).replace("\\", "/")


def is_safe_address(address: str) -> bool:
    """Whether an address is relative, or one of :data:`SCHEMES`; not one in which stands what nobody sees."""
    plain = _as_browsers_read(address)
    if find_unseen(plain):
        return False
    if plain.startswith("//"):  # of another host, by the scheme of the page: from a folder that would be file:
        return False
    match = _SCHEME.match(plain)
    if match is None:
        return True
    scheme = match[1].lower()
    if scheme in ("http", "https"):
        return re.match(r"//[^/?#]", plain[match.end() :]) is not None
    return scheme in SCHEMES


def is_remote(address: str) -> bool:
    """Whether an address is none of a file beside the page: it has a scheme, or names a host."""
    plain = _as_browsers_read(address)
    return plain.startswith("//") or _SCHEME.match(plain) is not None


def link_to(address: str) -> str:
    """Where a contact's address leads: itself where it is one of the web, one for e-mail or for the telephone, or ""."""
    if _MAIL.fullmatch(address):
        return f"mailto:{address}"
    if _PHONE.fullmatch(address):
        return f"tel:{re.sub(r'[^+0-9]', '', address)}"
    return address if is_remote(address) and is_safe_address(address) else ""
