"""Pages that cannot be read as they are: not UTF-8, characters that nobody sees, front matter that does not parse, no name.

Sphinx aborts on bytes that are no UTF-8, and MyST speaks English of front matter. All is looked at before; the page is read
all the same, with what cannot be read shown for what it is.
"""

from __future__ import annotations

import codecs
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
from docutils import nodes

from ..diagnostics import name_character, warn
from ..domain import get_domain
from ..model.characters import Original, find_unseen, leave_out, words_near
from ..model.excerpts import line_at
from ..model.file_names import fault_of_name
from ..model.why import Why
from .doctree_text import OWN, ancestors, line_of
from .inclusion import leave_out_pages, path_of

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer as Buffer
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

CODEC = "policy-utf-8"
FRONT_MATTER = re.compile(r"---[ \t]*\n(?P<yaml>.*?)^(?:---|\.\.\.)[ \t]*$\n?", re.DOTALL | re.MULTILINE)
_OPEN_FRONT_MATTER = re.compile(
    r"---[ \t]*\n(?P<yaml>(?:[ \t]*\n)*[A-Za-z_-]+:(?:[ \t].*)?\n(?:(?:[A-Za-z_-]+:|[ \t]).*\n)*)"
)
# A page break counts as a space; other control characters as nothing.
_BREAKS = re.compile(r"[\x0b\x0c]")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
# The source of the text that a page holds, by the option of its {version}.
_SOURCE = re.compile(
    r"^[ \t]*[:`]{3,}\{(?:policy:)?version\}.*\n(?:.*\n){0,20}?[ \t]*source:[ \t]*(?P<name>\S+)", re.MULTILINE
)
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


def leave_out_unnameable(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> list[str]:
    """Warn of each file whose name no page can have, and leave it out of the book."""
    for docname in sorted(env.found_docs):
        fault = _fault_of_name(docname)
        if not fault and not env.doc2path(docname).is_file():
            fault = Why("name.special")  # to read a pipe is to wait for ever
        if fault:
            warn("page_name", "", name=docname.encode("utf-8", "backslashreplace").decode(), fault=fault)
            leave_out_pages(env, [docname], added, changed, removed)
    return []


def _fault_of_name(docname: str) -> Why | None:
    try:
        docname.encode()
    except UnicodeEncodeError:
        return Why("name.encoding")
    return next(filter(None, map(fault_of_name, docname.split("/"))), None)


def check_encoding(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Warn of each page to be read that is not clean UTF-8, and have all of them read with a codec that never fails."""
    env.settings["input_encoding"] = CODEC
    for docname in docnames:
        data = env.doc2path(docname).read_bytes()
        if line := _first_bad_line(data):
            warn("not_utf8", (docname, line), line=line)
        elif match := _CONTROLS.search(text := data.decode()):
            line = line_at(text, match.start())
            warn("control_character", (docname, line), line=line, name=f"U+{ord(match[0]):04X}")


def check_characters(app: Sphinx, docname: str, source: list[str]) -> None:
    """Leave out of a page what nobody sees, each kind of character named once; but the source of a text may have its own."""
    match = _SOURCE.search(source[0])
    places = find_unseen(source[0])
    if places and match and (path := path_of(app.env, match["name"])) and (file := Path(app.srcdir, path)).is_file():
        original = Original(file.read_bytes().decode("utf-8-sig", "backslashreplace"))
        places = [place for place in places if not original.has(source[0], place)]
    _name_unseen(docname, source[0], places)
    source[0] = leave_out(source[0], places)


def check_included(app: Sphinx, path: Path, docname: str, content: list[str]) -> None:
    """The same of what a page takes in."""
    places = find_unseen(content[0])
    _name_unseen(app.env.docname, content[0], places, path.as_posix())
    content[0] = leave_out(content[0], places)


def _name_unseen(docname: str, text: str, places: list[int], path: str = "") -> None:
    """One warning for each character that nobody sees, at its first place in a page or in a file that it takes in."""
    lines: dict[str, list[int]] = {}
    first: dict[str, int] = {}
    for place in places:
        first.setdefault(text[place], place)
        lines.setdefault(text[place], []).append(line_at(text, place))
    for character, found in lines.items():
        others = [str(line) for line in dict.fromkeys(found) if line != found[0]]
        more = f" (ook op regel {', '.join(others[:5])}{' …' if len(others) > 5 else ''})" if others else ""
        where = f"op regel {found[0]}{f' van {path}' if path else ''}{more}"
        near = words_near(text, first[character])
        warn(
            "unseen_character",
            (docname, 1 if path else found[0]),
            where=where,
            name=name_character(character),
            near=near,
        )


def clean_words(docname: str, node: nodes.Element, *, is_text: bool = False) -> None:
    """Leave out of what was parsed what nobody sees: Markdown has names for characters (``&shy;``) that no file shows.

    On the page of a text the words of its source stay: they are compared with it.
    """
    for text in list(node.findall(nodes.Text)):
        words = text.astext()  # docutils keeps signs of its own in a text, which it does not show
        if not (places := find_unseen(words)):
            continue
        name, near = name_character(words[places[0]]), words_near(words, places[0])
        holders = list(ancestors(text))
        if is_text and any(OWN in holder or isinstance(holder, nodes.title) for holder in holders):
            continue
        line = line_of(text)
        warn("unseen_character", (docname, line), where=f"op regel {line}", name=name, near=near)
        text.parent.replace(text, nodes.Text(leave_out(words, places)))
    for element in node.findall(nodes.Element):
        for key in ("alt", "reftitle", "content", "title"):
            value = element.get(key)
            if isinstance(value, str) and (places := find_unseen(value)):
                name, near, line = name_character(value[places[0]]), words_near(value, places[0]), line_of(element)
                warn("unseen_character", (docname, line), where=f"op regel {line}", name=name, near=near)
                element[key] = leave_out(value, places)


def check_words(app: Sphinx, doctree: object) -> None:
    """Look through a page that was just read, before Sphinx takes its headings."""
    assert isinstance(doctree, nodes.document)
    docname = app.env.docname
    clean_words(docname, doctree, is_text=get_domain(app.env).text_of(docname) is not None)


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
    match = FRONT_MATTER.match(source[0])
    if match is None:
        match = _OPEN_FRONT_MATTER.match(source[0])
        line, fault = 1, "zet een regel met --- na de laatste" if match else ""
    else:
        line, fault = _read_front_matter(match["yaml"])
    if match and fault:
        warn("front_matter", (docname, line), fault=fault)
    if match and (fault or not match["yaml"].strip()):
        source[0] = "\n" * match[0].count("\n") + source[0][match.end() :]


class _FrontMatterLoader(yaml.SafeLoader):
    """A loader that knows the line of every fault, and takes no value that stands for another.

    PyYAML's constructors raise whatever Python does on a value that they cannot make, without a place. A value that is named
    once and repeated by its name can, in ten lines, be larger than any memory.
    """

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            event = self.peek_event()  # type: ignore[no-untyped-call]
            raise yaml.composer.ComposerError(None, None, "alias", event.start_mark)
        return super().compose_node(parent, index)

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:
        try:
            return super().construct_object(node, deep)
        except yaml.YAMLError:
            raise
        except Exception as error:
            raise yaml.constructor.ConstructorError(None, None, str(error), node.start_mark) from error


def _read_front_matter(text: str) -> tuple[int, str]:
    """What is wrong with front matter, and on which line of the page; "" where nothing is."""
    try:
        data = yaml.load(text, _FrontMatterLoader)
        # MyST writes every value out, and Python no number of more than 4300 digits.
        repr(data)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        line = min(mark.line, text.count("\n") - 1) + 2 if mark else 2
        return line, f"er klopt iets niet op regel {line}; schrijf elke regel als “naam: waarde”"
    if data is not None and not (isinstance(data, dict) and all(isinstance(name, str) for name in data)):
        return 2, "schrijf elke regel als “naam: waarde”"
    myst = (data or {}).get("myst", {})
    if not isinstance(myst, dict) or set(myst) - {"html_meta"} or {"html_meta", "substitutions"} & set(data or {}):
        # A page could switch HTML on again, for itself.
        return 2, "instellingen van MyST staan in conf.py; hier kan enkel “html_meta”, ingesprongen onder “myst”"
    meta = myst.get("html_meta", {})
    if not isinstance(meta, dict) or not all(isinstance(word, str) for word in (*meta, *meta.values())):
        return 2, "schrijf onder “html_meta” elke regel als “naam: tekst”, ingesprongen"
    return 0, ""


def setup(app: Sphinx) -> None:
    """Install the codec and the looks."""
    codecs.register(_search)
    app.connect("env-get-outdated", leave_out_unnameable, priority=100)
    app.connect("env-before-read-docs", check_encoding)
    app.connect("source-read", check_characters)
    app.connect("source-read", check_front_matter)
    app.connect("include-read", check_included)
    app.connect("doctree-read", check_words, priority=430)
