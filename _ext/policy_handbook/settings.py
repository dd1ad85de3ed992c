"""What the settings of conf.py may be: one of another shape is named and passed over, so that the book is still built."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from .diagnostics import shorten, warn
from .hosting import FRAMES
from .model.addresses import is_remote, is_safe_address

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx
    from sphinx.config import Config

_ADDRESS = re.compile(r"https?://\S+")
_CONTACT = frozenset({"name", "address", "phone", "mail"})


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_address(value: object) -> bool:
    return isinstance(value, str) and (not value or bool(_ADDRESS.fullmatch(value) and is_safe_address(value)))


def _is_link(value: object) -> bool:
    """Nothing, a file beside conf.py or an address that may stand on a page."""
    return value is None or (isinstance(value, str) and is_safe_address(value))


def _is_home(value: object) -> bool:
    return isinstance(value, dict) and all(map(_is_text, (*value, *value.values())))


def _is_contacts(value: object) -> bool:
    return (
        isinstance(value, dict)
        and all(map(_is_text, value))
        and all(_is_contact(contact) for contact in value.values())
    )


def _is_frames(value: object) -> bool:
    return isinstance(value, str) and bool(FRAMES.fullmatch(value))


def _is_function(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_contact(value: object) -> bool:
    if isinstance(value, dict):
        return _CONTACT.issuperset(value) and all(map(_is_text, value.values()))
    return _is_text(value)


_LINK = (_is_link, "noem een bestand naast conf.py, of schrijf een adres dat met https:// begint")
_TEXT = (_is_text, "schrijf tekst tussen aanhalingstekens, zonder komma erachter")
# For each setting whether a value will do, and what to write.
_SHAPES: dict[str, tuple[Callable[[object], bool], str]] = {
    "policy_handbook_url": (_is_address, "schrijf een adres dat met https:// begint, tussen aanhalingstekens"),
    "policy_home": (_is_home, 'schrijf {"doelgroep": "code"}'),
    "policy_contacts": (
        _is_contacts,
        'schrijf {"instantie": "naam"} of {"instantie": {"name": "…", "phone": "…", "mail": "…", "address": "…"}}',
    ),
    "policy_acknowledgement": _TEXT,
    "policy_acknowledgement_to": _TEXT,
    "policy_editors": (
        _is_function,
        "schrijf de functie die de vragen stelt, zoals “de redactie”, tussen aanhalingstekens",
    ),
    "policy_frame_ancestors": (
        _is_frames,
        "schrijf \"'self'\", \"'none'\" of adressen met een spatie ertussen, zoals \"'self' https://intranet.voorbeeld.be\"",
    ),
    "policy_print_fonts": _TEXT,
    "policy_print_tokens": _TEXT,
    "html_logo": _LINK,
    "html_favicon": _LINK,
    "html_baseurl": _LINK,
}
# What a theme takes for an address.
_LINK_OPTIONS = re.compile(r"(?:.*_)?(?:url|link|href)")


def check_settings(app: Sphinx, config: Config) -> None:
    """Give every setting that cannot be read its default, and say so."""
    for name, (is_sound, mend) in _SHAPES.items():
        value = config[name]
        if not is_sound(value):
            warn("setting_value", _place_of(app, name), name=name, value=repr(value), mend=mend)
            setattr(config, name, config.values[name].default)


def check_theme_options(app: Sphinx, config: Config) -> None:
    """Give every address among the options of the theme that may not stand on a page the empty one, and say so."""
    todo: list[object] = [config.html_theme_options]
    while todo:
        part = todo.pop()
        if isinstance(part, list | tuple):
            todo += part
        elif isinstance(part, dict):
            todo += part.values()
            for name, value in part.items():
                if isinstance(value, str) and _LINK_OPTIONS.fullmatch(str(name)) and not is_safe_address(value):
                    part[name] = ""
                    words = {"name": f"html_theme_options (“{name}”)", "value": repr(value), "mend": _LINK[1]}
                    warn("setting_value", _place_of(app, "html_theme_options"), **words)


def check_assets(app: Sphinx) -> None:
    """Name the scripts and style sheets of another host, whoever asks for them: no page has them (see :mod:`.reading.markup`)."""
    for name, own in (("html_js_files", app.registry.js_files), ("html_css_files", app.registry.css_files)):
        for filename, _ in [*own, *app.config[name]]:
            if filename and is_remote(filename):
                warn("remote_asset", _place_of(app, name), address=shorten(filename))


def _place_of(app: Sphinx, name: str) -> str:
    """File and line where conf.py gives a setting; its first line where that cannot be told."""
    path = Path(app.confdir, "conf.py")
    lines = path.read_text("utf-8", errors="replace").splitlines() if path.is_file() else []
    found = (number for number, line in enumerate(lines, 1) if re.match(rf"{name}\b", line))
    return f"{path}:{next(found, 1)}"


def setup(app: Sphinx) -> None:
    """Check the settings before anything reads them."""
    app.connect("config-inited", check_settings, priority=100)
    app.connect("config-inited", check_theme_options, priority=100)
    app.connect("builder-inited", check_assets)
