"""Pages that cannot be read as they are: not UTF-8, with control characters, or front matter that does not parse.

Sphinx aborts on the first and MyST speaks English of the last. All are looked at before; the page is read all the same,
with what cannot be read shown for what it is.
"""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

import yaml

from .diagnostics import warn
from .domain import get_domain

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer as Buffer
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

CODEC = "policy-utf-8"
_FRONT_MATTER = re.compile(r"---[ \t]*\n(?P<yaml>.*?)^(?:---|\.\.\.)[ \t]*$\n?", re.DOTALL | re.MULTILINE)
_OPEN_FRONT_MATTER = re.compile(
    r"---[ \t]*\n(?P<yaml>(?:[ \t]*\n)*[A-Za-z_-]+:(?:[ \t].*)?\n(?:(?:[A-Za-z_-]+:|[ \t]).*\n)*)"
)
# A page break counts as a space; other control characters as nothing.
_BREAKS = re.compile(r"[\x0b\x0c]")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def _decode(data: Buffer, errors: str = "strict", /) -> tuple[str, int]:
    """UTF-8 with or without a byte order mark; bytes that are not UTF-8 become ``\\xNN``. UTF-16 by its mark."""
    raw = bytes(data)
    if raw.startswith(_UTF16):
        text = raw.decode("utf-16", "backslashreplace")
    else:
        text = raw.removeprefix(codecs.BOM_UTF8).decode("utf-8", "backslashreplace")
    return _CONTROLS.sub("", _BREAKS.sub(" ", text)), len(raw)


class _IncrementalDecoder(codecs.BufferedIncrementalDecoder):
    def _buffer_decode(self, data: Buffer, errors: str, final: bool) -> tuple[str, int]:
        return _decode(data) if final else ("", 0)


def _search(name: str) -> codecs.CodecInfo | None:
    if name.replace("_", "-") != CODEC:
        return None
    return codecs.CodecInfo(
        lambda text, errors="strict": codecs.utf_8_encode(text, errors),
        _decode,
        incrementaldecoder=_IncrementalDecoder,
        name=CODEC,
    )


def check_encoding(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Warn of each page to be read that is not clean UTF-8, and have all of them read with a codec that never fails."""
    env.settings["input_encoding"] = CODEC
    for docname in docnames:
        data = env.doc2path(docname).read_bytes()
        if line := _first_bad_line(data):
            warn("not_utf8", (docname, line), line=line)
        elif match := _CONTROLS.search(text := data.decode()):
            line = text.count("\n", 0, match.start()) + 1
            warn("control_character", (docname, line), line=line, name=f"U+{ord(match[0]):04X}")


def _first_bad_line(data: bytes) -> int:
    """The number of the first line that is not UTF-8, 0 where all are."""
    try:
        data.decode()
    except UnicodeDecodeError as error:
        return data.count(b"\n", 0, error.start) + 1
    return 0


def check_front_matter(app: Sphinx, docname: str, source: list[str]) -> None:
    """Warn of front matter that does not parse, and leave it out; its lines stay, empty, so that line numbers hold."""
    if _first_bad_line(app.env.doc2path(docname).read_bytes()):
        get_domain(app.env).misread[docname] = True
    match = _FRONT_MATTER.match(source[0])
    if match is None:
        match = _OPEN_FRONT_MATTER.match(source[0])
        line, fault = 1, "zet een regel met --- na de laatste" if match else ""
    else:
        line, fault = _read_front_matter(match["yaml"])
    if match and fault:
        warn("front_matter", (docname, line), fault=fault)
    if match and (fault or not match["yaml"].strip()):
        source[0] = "\n" * match[0].count("\n") + source[0][match.end() :]


def _read_front_matter(text: str) -> tuple[int, str]:
    """What is wrong with front matter, and on which line of the page; "" where nothing is."""
    try:
        data = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        line = min(mark.line, text.count("\n") - 1) + 2 if mark else 2
        return line, f"er klopt iets niet op regel {line}; schrijf elke regel als “naam: waarde”"
    if data is not None and not isinstance(data, dict):
        return 2, "schrijf elke regel als “naam: waarde”"
    myst = (data or {}).get("myst", {})
    if not isinstance(myst, dict) or set(myst) - {"html_meta"}:
        # A page could switch HTML on again, for itself.
        return 2, "instellingen van MyST staan in conf.py; hier kan enkel “html_meta”"
    return 0, ""


def setup(app: Sphinx) -> None:
    """Install the codec and the two looks."""
    codecs.register(_search)
    app.connect("env-before-read-docs", check_encoding)
    app.connect("source-read", check_front_matter)
