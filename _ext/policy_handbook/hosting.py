"""How the site is served: where it stands on its host, and what a web server sends along with every file."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

#: Only the handbook's own pages may show it in a frame.
OWN_FRAMES = "'self'"
#: What may stand in ``frame-ancestors``: nobody, or this host and others. Nothing in it ends a header, an attribute or a policy.
FRAMES = re.compile(
    r"'none'|(?:'self'|https?://[\w.*-]+(?::(?:\d+|\*))?)(?: (?:'self'|https?://[\w.*-]+(?::(?:\d+|\*))?))*"
)


@dataclass(frozen=True, slots=True)
class Hosting:
    """``root`` is the path of the site on its host, with a slash at both ends; ``frames`` who may show it in a frame."""

    root: str = "/"
    frames: str = OWN_FRAMES

    @property
    def headers(self) -> dict[str, str]:
        """What a server sends with every file: nothing comes from elsewhere, and nothing runs that is not a file of the site."""
        policy = {
            "default-src": "'none'",
            "script-src": "'self'",
            "style-src": "'self'",
            "img-src": "'self' data:",
            "font-src": "'self'",
            "connect-src": "'self'",
            "base-uri": "'none'",
            "form-action": "'self'",
            "frame-ancestors": self.frames,
        }
        return {
            "Content-Security-Policy": "; ".join(map(" ".join, policy.items())),
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "same-origin",
        }


def root_of(address: str) -> str:
    """The path of the site on its host by the *address* of the handbook: ``/`` at the root of a host, and where there is none."""
    path = urlsplit(address).path.strip("/")
    return f"/{path}/" if path else "/"
