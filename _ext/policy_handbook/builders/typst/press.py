"""The press: translates booklets to Typst source, and prints that source as PDF/UA-1 and PDF/A-2a in one file."""

from __future__ import annotations

import gc
import json
import os
import re
import shutil
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

import typst

from ...diagnostics import in_words, warn
from ...digest import digest, digest_files
from ...domain import get_domain
from ...model.file_names import fault_of_name
from ...presentation.booklet_contents import PARTS, codes_of, key_points, parts_of
from ...presentation.edition import Edition
from ...views.component import folder_of
from ...views.registry import COMPONENTS
from .assemble import Assembler
from .frame import EDITION, edition_words, frame
from .house_style import HouseStyle, StyleError, find_tokens, read_style
from .phrases import phrases_as_source
from .pictures import STANDARDS, Pictures
from .pieces import Target
from .source import dictionary, literal
from .translator import TypstTranslator

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx

    from ...model.records import BookletSpec
    from .paper import Paper

TEMPLATES = Path(__file__).parents[2] / "print" / "templates"
_COUNT = re.compile(rb"/Type\s*/Pages\b[^>]*?/Count\s+(\d+)|/Count\s+(\d+)[^>]*?/Type\s*/Pages\b")
# Page numbers are set, then read, until they no longer change: twice, or now and then three times.
_MOST_ROUNDS = 5
# For each anchor its page, and on it the distance from the left and from the top in points.
Places = dict[str, tuple[int, float, float]]


@dataclass(frozen=True, slots=True)
class Source:
    """A booklet as Typst source, the mark of its contents, and the digest of all that its PDF is made from."""

    text: str
    mark: str
    digest: str


@dataclass(frozen=True, slots=True)
class Printed:
    """A booklet as PDF."""

    pdf: bytes
    edition: Edition


def template_files() -> list[Path]:
    """The templates of every booklet, sorted, and those of the components."""
    return [*sorted(TEMPLATES.glob("*.typ")), *_component_templates()]


def _component_templates() -> list[Path]:
    return [folder_of(name) / file for name, component in COMPONENTS.items() for file in component.templates]


class Press:
    """Prints booklets in a work folder. See :func:`open_press`."""

    def __init__(self, builder: Paper, work: Path, style: HouseStyle) -> None:
        self._builder = builder
        self._env = builder.env
        self._config = builder.config
        self._book = get_domain(builder.env).handbook
        self._work = work
        self._style = style
        for path in template_files():
            shutil.copy(path, work)
        components = "".join(f"#import {literal(path.name)}: *\n" for path in _component_templates())
        (work / "components.typ").write_text(components, "utf-8")
        # Apart from the templates: a booklet may have the name of one.
        (work / "booklets").mkdir()
        self._pictures = Pictures(work, style)
        (work / "style.typ").write_text(f"#let style = {style.as_source()}\n", "utf-8")
        (work / "phrases.typ").write_text(f"#let phrases = {phrases_as_source()}\n", "utf-8")
        # What was reported for one booklet need not be again for the next that holds the same page.
        self._reported: set[tuple[object, ...]] = set()

    def translate(self, spec: BookletSpec) -> Source | None:
        """The source of a booklet; None, with the reason reported, where it cannot be made."""
        if fault_of_name(spec.id, "booklet") or not self._is_sound(spec):
            return None
        self._pictures.start()
        try:
            with _without_collecting():
                return self._translate(spec)
        except OSError:
            raise  # of the work folder, not of the booklet
        except Exception as error:
            warn("print_failed", spec.place, id=spec.id, fault=in_words(error))
            return None

    def _is_sound(self, spec: BookletSpec) -> bool:
        """Whether all that a booklet is made of is there. What is not the checks have named; the PDF of before is better."""
        book, parts = self._book, parts_of(self._book, spec)
        return (
            not spec.untitled
            and all(code in book.codes and book.current_version(code) for code in spec.codes)
            and book.audiences.keys() >= set(spec.audience)
            and book.checklists.keys() >= set(spec.checklists)
            and book.cases.keys() >= set(spec.cases)
            and self._can_remember(spec)
            and all(part in PARTS or part in self._env.found_docs for part in parts)
            and self._env.found_docs >= set(spec.without)
            and (bool(spec.codes) or any(part not in PARTS for part in parts))
        )

    def _can_remember(self, spec: BookletSpec) -> bool:
        """Whether all that the editor wants remembered can be; without codes nothing is."""
        if not (spec.remember and spec.codes):
            return True
        found = {point.id for code in codes_of(self._book, spec) for point in key_points(self._book, spec, code)}
        return found >= set(spec.remember)

    def _translate(self, spec: BookletSpec) -> Source | None:
        document = Assembler(self._builder, self._book).assemble(spec)
        target = Target(
            title=spec.title,
            place=spec.place,
            glyphs=self._style.glyphs,
            address_of=self._address_of,
            image_path=self._place_image,
            qr_path=self._pictures.place_qr,
            reported=self._reported,
        )
        translator = TypstTranslator(document, self._builder, target)
        document.walkabout(translator)
        if target.faults:
            return None
        translator.check_words(spec.title, spec.subtitle, self._config.project, self._book.url)
        if target.faults:
            return None
        text = frame(self._book, spec, self._config.project, self._config.language, self._logo(), translator.astext())
        made_from = digest(
            text,
            self._style.as_source(),
            self._style.digest,
            phrases_as_source(),
            digest_files(template_files(), TEMPLATES),
            self._pictures.digest,
        )
        mark = f"{made_from[:4]} {made_from[4:8]}"
        moment = _edition_moment()
        words = edition_words(mark, moment)
        # What it is printed with counts too, but not for its mark: the contents are the same.
        made_with = self._config.policy_extension_digest
        return Source(text.replace(EDITION, words), mark, digest(made_from, words, made_with))

    def print(self, spec: BookletSpec, source: Source) -> Printed | None:
        """The PDF of a booklet; None, with the reason reported, where Typst cannot make it."""
        main = self._work / "booklets" / f"{spec.id}.typ"
        main.write_text(source.text, "utf-8")
        places: Places | None = None
        try:
            for _ in range(_MOST_ROUNDS):
                self._write_places(places)
                compiler = typst.Compiler(main, root=self._work, font_paths=self._style.fonts, ignore_system_fonts=True)
                before, places = places, _read_places(compiler)
                if places == before:
                    break
            else:
                fault = f"de paginanummers staan na {_MOST_ROUNDS} keer zetten nog niet vast"
                warn("print_failed", spec.place, id=spec.id, fault=fault)
                return None
            pdf, warnings = compiler.compile_with_warnings(
                format="pdf", pdf_standards=STANDARDS, timestamp=_timestamp()
            )
        except RuntimeError as error:  # a query raises no TypstError of its own
            warn("print_failed", spec.place, id=spec.id, fault=" ".join(str(error).split()))
            return None
        for warning in warnings:
            warn("print_failed", spec.place, id=spec.id, fault=" ".join(str(warning.message).split()))
        assert isinstance(pdf, bytes)
        if warnings:
            return None
        return Printed(pdf, Edition(_count_pages(pdf), len(pdf), source.mark))

    def _write_places(self, places: Places | None) -> None:
        """Tell the templates where references lead; None, and they all lead to page 100, before that is known."""
        known = "none"
        if places is not None:
            known = dictionary(
                (id, f"(page: {page}, x: {x:.1f}pt, y: {y:.1f}pt)") for id, (page, x, y) in sorted(places.items())
            )
        (self._work / "places.typ").write_text(f"#let places = {known}\n", "utf-8")

    # -- what the parts ask for

    def _logo(self) -> str:
        name = self._config.html_logo
        path = self._pictures.place(Path(self._builder.confdir, name)) if name else ""
        fault = ("print_image", name)
        if name and not path and fault not in self._reported:
            self._reported.add(fault)
            warn("print_image", (self._config.root_doc, 1), path=name)
        return f"(path: {literal(path)}, alt: {literal(self._config.project)})" if path else "none"

    def _address_of(self, docname: str, id: str) -> str:
        """The address on the site of a place that is not in the booklet; "" where the site has no address of its own."""
        base = self._book.url.rstrip("/")
        if not base or docname not in self._env.found_docs:
            return ""
        return f"{base}/{docname}.html" + (f"#{id}" if id else "")

    def _place_image(self, uri: str) -> str:
        return self._pictures.place(Path(self._env.srcdir, unquote(uri)))


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Hundreds of thousands of nodes are made, and none is garbage before the end: looking for it doubles the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


@contextmanager
def open_press(app: Sphinx, builder: Paper) -> Iterator[Press | None]:
    """A press that prints for *builder*; None, reported, where the house style fails."""
    config = app.config
    tokens = find_tokens(config, Path(app.confdir))
    folder = Path(app.confdir, config.policy_print_fonts)
    try:
        style = read_style(tokens, folder)
    except StyleError as error:
        warn(error.subtype, (config.root_doc, 1), **error.words)
        yield None
        return
    # A folder of its own: two builds may run at once.
    with tempfile.TemporaryDirectory(prefix="boekjes-") as work:
        yield Press(builder, Path(work), style)


def _read_places(compiler: typst.Compiler) -> Places:
    """Where the anchors stand. The words of a heading stand in the contents too, which come first: the last place counts."""
    found = json.loads(compiler.query("<places>", field="value", one=True))
    return {id: (page, round(x, 1), round(y, 1)) for id, page, x, y in found}


def _count_pages(pdf: bytes) -> int:
    """The number of pages: the largest count among the nodes of the page tree."""
    return max((int(one or other) for one, other in _COUNT.findall(pdf)), default=0)


def _edition_moment() -> datetime | None:
    """The day of an edition, where the build was told one (``SOURCE_DATE_EPOCH``); else a booklet bears no date."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    try:
        return datetime.fromtimestamp(int(epoch), UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _timestamp() -> int:
    """The moment that the PDF bears inside, in seconds since 1970, which PDF/A asks for: when that day began, or today."""
    day = _edition_moment() or datetime.now(UTC)
    return int(datetime.combine(day, time.min, UTC).timestamp())
