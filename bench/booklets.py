"""Measures the booklets: ours with Typst against the same contents as HTML with WeasyPrint, and how the time grows.

    .venv/bin/python bench/booklets.py

Each job is a fork of a process that has opened the book as it was read to disk, so that its CPU seconds and peak memory are
those of one booklet, from doctrees to PDF. The two tools take turns; only ratios within a run mean something.
"""

from __future__ import annotations

import argparse
import gc
import json
import logging
import math
import os
import re
import resource
import shutil
import sys
import traceback
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from time import process_time, time
from typing import TYPE_CHECKING, Any

from booklet_html import HtmlWriter
from flavours import FIRST, ROOT, page, write_flavour
from handbook import handbook_flavour
from measure import MIB_IN_KIB
from policy_handbook.builders.typst.assemble import Assembler
from policy_handbook.builders.typst.builder import TypstBuilder
from policy_handbook.builders.typst.press import open_press
from policy_handbook.domain import get_domain
from policy_handbook.presentation.booklet_contents import codes_of
from sphinx.application import Sphinx

if TYPE_CHECKING:
    from collections.abc import Callable

    from policy_handbook.model.records import BookletSpec

WORK = ROOT / "_build" / "bench" / "booklets"
LOG = WORK / "log.txt"
SCALES = (1, 10)
WHOLE = "het-hele-boek"
# On this one WeasyPrint takes minutes.
LARGEST = "handboek-sociale-media"


@dataclass(frozen=True, slots=True)
class Sample:
    """A job: CPU seconds, those of them before the printing, wall seconds; the peak memory in MiB, above that of the
    process with the book open and in all; the pages."""

    booklet: str
    tool: str
    cpu: float
    before: float
    wall: float
    memory: float
    peak: float
    pages: int


def measure(booklet: str, tool: str, opening: Callable[[], Any], job: Callable[[Any], tuple[float, int]]) -> Sample:
    """Run a job, which gives its CPU seconds before the printing and its pages, in a fork; opening does not count."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        try:
            book = opening()
            gc.freeze()  # neither tool is to look for garbage in the book
            own = resource.getrusage(resource.RUSAGE_SELF)
            os.write(writing, json.dumps([_cpu(own), own.ru_maxrss, time(), *job(book), time()]).encode())
            os._exit(0)
        except BaseException:
            traceback.print_exc()
            os._exit(1)
    os.close(writing)
    _, status, usage = os.wait4(child, 0)
    with os.fdopen(reading) as pipe:
        answer = pipe.read()
    if status:
        raise SystemExit(f"{tool} failed on {booklet}: see {LOG}")
    cpu, memory, start, before, pages, end = json.loads(answer)
    peak = usage.ru_maxrss / MIB_IN_KIB
    sample = Sample(booklet, tool, _cpu(usage) - cpu, before, end - start, peak - memory / MIB_IN_KIB, peak, pages)
    print(f"  {booklet}, {tool}: {sample.cpu:.2f} s, {sample.memory:.0f} MiB", file=sys.stderr)
    return sample


def _cpu(usage: resource.struct_rusage) -> float:
    return usage.ru_utime + usage.ru_stime


def open_book(source: Path, work: Path, builder: str = "typst") -> Sphinx:
    """The book in *source*, whose doctrees stand below *work*."""
    log = LOG.open("a", buffering=1, encoding="utf-8")
    return Sphinx(source, source, work / "out", work / "doctrees", builder, status=None, warning=log)


def read_book(source: Path, work: Path) -> tuple[float, int]:
    """Read the book, and nothing else."""
    shutil.rmtree(work, ignore_errors=True)
    app = open_book(source, work, "dummy")
    app.builder.build([], method="specific")
    return process_time(), len(app.env.found_docs)


# -- ours


def print_ours(specs: list[BookletSpec] | None, app: Sphinx) -> tuple[float, int]:
    """Make booklets, all that the book has where none are given, as the builder does."""
    before, pages = 0.0, 0
    assert isinstance(app.builder, TypstBuilder)
    with open_press(app, app.builder) as press:
        assert press is not None
        for spec in specs or get_domain(app.env).handbook.booklets.values():
            start = process_time()
            source = press.translate(spec)
            before += process_time() - start
            printed = press.print(spec, source) if source is not None else None
            assert printed is not None, f"{spec.id} cannot be made"
            (WORK / f"{spec.id}-typst.pdf").write_bytes(printed.pdf)
            pages += printed.edition.pages
    return before, pages


# -- WeasyPrint


def print_weasyprint(spec: BookletSpec, app: Sphinx) -> tuple[float, int]:
    """Make a booklet with the same contents as ours, by way of HTML."""
    import weasyprint

    start = process_time()
    book = get_domain(app.env).handbook
    assert isinstance(app.builder, TypstBuilder)
    gc.disable()  # as our press does while there are doctrees to make
    one_code = len(codes_of(book, spec)) == 1
    document = Assembler(app.builder, book).assemble(spec)
    text = HtmlWriter(spec, document, 3 if one_code else 2).write()
    gc.enable()
    (WORK / f"{spec.id}.html").write_text(text, "utf-8")
    before = process_time() - start
    options: dict[str, Any] = {"pdf_variant": "pdf/ua-1"}
    printed = weasyprint.HTML(string=text, base_url=str(app.srcdir)).render(**options)
    printed.write_pdf(WORK / f"{spec.id}-weasyprint.pdf", **options)
    return before, len(printed.pages)


def has_weasyprint() -> bool:
    """Whether WeasyPrint can be used; it is loaded before the jobs, as Typst is."""
    try:
        import weasyprint
    except (ImportError, OSError) as error:
        print(f"no WeasyPrint (it needs libpango-1.0-0, libpangoft2-1.0-0 and libharfbuzz-subset0), only ours: {error}")
        return False
    for name in ("weasyprint", "fontTools"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    print(f"WeasyPrint {weasyprint.__version__}")
    return True


# -- the report


def write_book(scale: int) -> Path:
    """A book of so many times the codes, with a booklet of all its pages; where its source is."""
    source = WORK / f"source-{scale}"
    shutil.rmtree(source, ignore_errors=True)
    flavour = handbook_flavour(ROOT)
    write_flavour(flavour, scale, source)
    # The texts come along below their codes' front pages; the lists of codes and topics are left out.
    shown = re.compile(r"codes/(?!groep)[^/]+/index\.md|docs/themas/(?!groep)|docs/vergelijken/")
    texts = [name for name in flavour.copy.pages if shown.match(name)]
    names = [name.removesuffix(".md").replace(FIRST, f"{n:03d}") for n in range(1, scale + 1) for name in texts]
    booklet = f":::{{booklet}} {WHOLE}\n---\ntitle: Het hele boek\norder: {', '.join(names)}\n---\n:::"
    (source / "docs" / "onboarding").mkdir()
    (source / "docs" / "onboarding" / "boek.md").write_text(page("Boekje", booklet), "utf-8")
    return source


def measure_book(rounds: int, weasyprint: bool, every: bool, quick: bool) -> list[Sample]:
    """The booklets of the real book: ours, those to compare with WeasyPrint too, and ours in one go."""
    work = WORK / "read"
    measure("the book", "reading", lambda: work, partial(read_book, ROOT))
    app = open_book(ROOT, work)
    specs = list(get_domain(app.env).handbook.booklets.values())
    compared = [spec for spec in specs if len(spec.codes) == 1 or (every and spec.id != LARGEST)]
    if quick:
        specs = compared = compared[:1]
    found = []
    for _ in range(rounds):
        for spec in specs:
            found.append(measure(spec.id, "typst", lambda: app, partial(print_ours, [spec])))
            if weasyprint and spec in compared:
                found.append(measure(spec.id, "weasyprint", lambda: app, partial(print_weasyprint, spec)))
        if not quick:
            found.append(measure("all in one go", "typst", lambda: app, partial(print_ours, specs)))
    return found


def measure_growth() -> list[Sample]:
    """The booklet of all pages of a book, and of one so many times as large."""
    found = []
    for scale in SCALES:
        source, work, name = write_book(scale), WORK / f"read-{scale}", f"{WHOLE} {scale}x"
        measure(name, "reading", partial(Path, work), partial(read_book, source))
        found.append(measure(name, "typst", partial(open_book, source, work), partial(print_ours, None)))
        shutil.rmtree(source)
    return found


def middle(samples: list[Sample]) -> list[Sample]:
    """Of each booklet and tool the sample with the median CPU."""
    keys = dict.fromkeys((sample.booklet, sample.tool) for sample in samples)
    of = {key: [sample for sample in samples if (sample.booklet, sample.tool) == key] for key in keys}
    return [sorted(own, key=lambda sample: sample.cpu)[len(own) // 2] for own in of.values()]


def together(name: str, samples: list[Sample]) -> list[Sample]:
    """For each tool the sum over the booklets that both made, and of the memory the most."""
    both = {sample.booklet for sample in samples if sample.tool == "weasyprint"}
    found = []
    for tool in ("typst", "weasyprint"):
        own = [sample for sample in samples if sample.tool == tool and sample.booklet in both]
        sums = {field: sum(getattr(sample, field) for sample in own) for field in ("cpu", "before", "wall", "pages")}
        most = {field: max(getattr(sample, field) for sample in own) for field in ("memory", "peak")}
        found.append(Sample(name, tool, **sums, **most))
    return found


def show(samples: list[Sample]) -> str:
    """The table; the ratios are ours to WeasyPrint."""
    heads = ("booklet", "tool", "CPU s", "of it before", "wall s", "MiB more", "peak MiB", "pages", "CPU", "MiB")
    other = {sample.booklet: sample for sample in samples if sample.tool == "weasyprint"}
    lines = [("{:<24}{:<12}" + "{:>10}{:>14}" + "{:>10}" * 6).format(*heads)]
    for one in samples:
        line = f"{one.booklet:<24}{one.tool:<12}{one.cpu:>10.2f}{one.before:>14.2f}{one.wall:>10.2f}"
        line += f"{one.memory:>10.0f}{one.peak:>10.0f}{one.pages:>10}"
        if one.tool == "typst" and (two := other.get(one.booklet)):
            line += f"{one.cpu / two.cpu:>10.2f}{one.memory / two.memory:>10.2f}"
        lines.append(line)
    return "\n".join(lines)


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("--rounds", type=int, default=3, help="how often each booklet is made; the median counts")
    parser.add_argument("--all", action="store_true", help=f"compare every booklet but {LARGEST} with WeasyPrint")
    parser.add_argument("--quick", action="store_true", help="one booklet, and no growth")
    options = parser.parse_args()
    WORK.mkdir(parents=True, exist_ok=True)
    LOG.unlink(missing_ok=True)
    samples = measure_book(options.rounds, has_weasyprint(), options.all, options.quick)
    rows = middle(samples)
    if any(sample.tool == "weasyprint" for sample in rows):
        rows += together("those compared", rows)
    if not options.quick:
        grown = measure_growth()
        samples += grown
        rows += grown
    print(show(rows))
    if not options.quick:
        small, large = grown
        exponent = math.log10(large.cpu / small.cpu) / math.log10(large.pages / small.pages)
        print(f"CPU grows as the number of pages to the power {exponent:.2f}")
    result = {"rows": [asdict(row) for row in rows], "samples": [asdict(sample) for sample in samples]}
    (WORK.parent / "booklets.json").write_text(json.dumps(result, indent=1) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
