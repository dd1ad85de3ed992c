"""Measures the handbook against plain Sphinx and MyST and against sphinx-needs, interleaved in one run.

Each round builds every variant in fresh folders, one process a build: from nothing, with nothing changed, with the text of
one rule changed, with the statement of one norm changed. What counts is the ratio to the plain book in the same run: CPU
seconds alone say more about the machine than about the code.
"""

from __future__ import annotations

import argparse
import filecmp
import json
import math
import platform
import pstats
import shutil
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path
from statistics import median

from flavours import EDITS_FILE, ROOT, write_flavour
from generate import FLAVOURS, make_flavours

BUILDERS = {"handbook": "handbook", "plain": "html", "needs": "html"}
EDITS = ("rule", "norm")
STEPS = ("clean", "no-op", *EDITS)
MIB_IN_KIB = 1024
# What we aim for, as ratios to the plain book in the same run.
CLEAN_GOALS = {10: 0.8, 100: 0.5}
MEMORY_GOAL = 0.5
NO_OP_GOAL = 1.1
EDIT_GOAL = 1.3
GROWTH_GOAL = 1.0
# And to the one with sphinx-needs, at this scale.
NEEDS_SCALE, NEEDS_GOAL = 10, 1.0
# From this scale on one round is enough, and a second clean build to compare with is left out.
LARGE = 100


_WATCH = """
import json, resource, subprocess, sys
code = subprocess.call(sys.argv[2:])
usage = resource.getrusage(resource.RUSAGE_CHILDREN)
with open(sys.argv[1], "w") as file:
    json.dump([usage.ru_utime + usage.ru_stime, usage.ru_maxrss], file)
sys.exit(code)
"""


@dataclass(frozen=True, slots=True)
class Sample:
    """One build: CPU seconds (user and system, with child processes), peak memory in MiB, and the pages that it wrote."""

    variant: str
    scale: int
    step: str
    round: int
    cpu: float
    memory: float
    pages: int
    rule_pages: int


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the report: the medians of one variant at one scale and step, and their ratios to plain."""

    scale: int
    step: str
    variant: str
    cpu: float
    memory: float
    cpu_ratio: float | None
    memory_ratio: float | None
    pages: int
    rule_pages: int


@dataclass(frozen=True, slots=True)
class Growth:
    """How the CPU of a variant grows from one scale to the next."""

    variant: str
    first: int
    last: int
    exponent: float


class Bench:
    """The variants of one scale, each in its own folder below *work*."""

    def __init__(self, work: Path, source: Path, scale: int, variants: list[str], jobs: str) -> None:
        self.scale = scale
        self.variants = variants
        self._work = work
        self._jobs = jobs
        self._books = make_flavours(variants, source)

    def folder(self, variant: str) -> Path:
        """Where the book and the builds of a variant are."""
        return self._work / f"{variant}-{self.scale}"

    def write(self, variant: str) -> None:
        """The book anew, and nothing built."""
        shutil.rmtree(self.folder(variant), ignore_errors=True)
        write_flavour(self._books[variant], self.scale, self.folder(variant) / "source")

    def command(self, variant: str, out: str = "html") -> list[str]:
        """The build of a variant, without Python itself."""
        folder = self.folder(variant)
        doctrees = folder / f"doctrees-{out}"
        return [
            "-b",
            BUILDERS[variant],
            "-q",
            "-j",
            self._jobs,
            "-d",
            str(doctrees),
            str(folder / "source"),
            str(folder / out),
        ]

    def build(self, variant: str, step: str, round: int) -> Sample:
        """Run one build and measure it."""
        folder = self.folder(variant)
        start = time.time_ns()
        cpu, memory = run([sys.executable, "-m", "sphinx", *self.command(variant)], folder / "log.txt")
        written = [path for path in (folder / "html").rglob("*.html") if path.stat().st_mtime_ns >= start]
        rule_pages = sum("regels" in path.relative_to(folder / "html").parts for path in written)
        return Sample(variant, self.scale, step, round, cpu, memory, len(written) - rule_pages, rule_pages)

    def edit(self, variant: str, step: str) -> None:
        """Make the edit of a step."""
        source = self.folder(variant) / "source"
        edit = json.loads((source / EDITS_FILE).read_text("utf-8"))[step]
        path = source / edit["file"]
        path.write_text(path.read_text("utf-8").replace(edit["old"], edit["new"], 1), "utf-8")

    def run_round(self, round: int) -> list[Sample]:
        """Every step of every variant, the variants taking turns at each step."""
        for variant in self.variants:
            self.write(variant)
        samples = []
        for step in STEPS:
            for variant in self.variants:
                if step in EDITS:
                    self.edit(variant, step)
                sample = self.build(variant, step, round)
                samples.append(sample)
                print(f"  {self.scale}x {step} {variant}: {sample.cpu:.2f} s, {sample.memory:.0f} MiB", file=sys.stderr)
        return samples

    def find_stale(self, variant: str = "handbook") -> list[str]:
        """Files in which the output after the edits is not what a clean build of the same book gives."""
        folder = self.folder(variant)
        for left in ("clean", "doctrees-clean"):
            shutil.rmtree(folder / left, ignore_errors=True)
        run([sys.executable, "-m", "sphinx", *self.command(variant, "clean")], folder / "log.txt")
        left, right = (
            {path.relative_to(folder / out) for path in (folder / out).rglob("*") if path.is_file()}
            for out in ("html", "clean")
        )
        same = {
            path for path in left & right if filecmp.cmp(folder / "html" / path, folder / "clean" / path, shallow=False)
        }
        return sorted(str(path) for path in (left | right) - same)

    def smoke(self) -> list[str]:
        """What is wrong with builds of the handbook: warnings, pages written though nothing changed, stale files.

        The other books are only written: who adds a directive learns here that they lack it.
        """
        for variant in self.variants:
            self.write(variant)
        variant = "handbook"
        log = self.folder(variant) / "log.txt"
        faults = []
        for step in STEPS:
            if step in EDITS:
                self.edit(variant, step)
            sample = self.build(variant, step, 0)
            print(
                f"  {step}: {sample.cpu:.2f} s, {sample.pages} pages, {sample.rule_pages} rule pages", file=sys.stderr
            )
            if step == "clean":
                faults += log.read_text("utf-8").splitlines()
            elif step == "no-op" and (sample.pages or sample.rule_pages):
                faults.append(
                    f"nothing changed, but {sample.pages} pages and {sample.rule_pages} rule pages were written"
                )
            elif step in EDITS:
                if not sample.pages:
                    faults.append(f"{step} changed, but no page was written")
                faults += [f"stale after a change of {step}: {name}" for name in self.find_stale()]
        return faults

    def profile(self, variant: str, step: str, lines: int) -> None:
        """Print where a build spends its time."""
        self.write(variant)
        folder = self.folder(variant)
        if step != "clean":
            run([sys.executable, "-m", "sphinx", *self.command(variant)], folder / "log.txt")
            if step in EDITS:
                self.edit(variant, step)
        result = folder / "profile"
        run(
            [sys.executable, "-m", "cProfile", "-o", str(result), "-m", "sphinx", *self.command(variant)],
            folder / "log.txt",
        )
        stats = pstats.Stats(str(result))
        stats.sort_stats("tottime").print_stats(lines)
        stats.sort_stats("cumulative").print_stats("policy_handbook", lines)


def run(command: list[str], log: Path) -> tuple[float, float]:
    """CPU seconds and peak memory (MiB) of a process that must succeed; what it says goes to *log*.

    A small program starts it: on Linux the peak of a process counts from that of the program which it branched off from.
    """
    usage = log.with_name("usage.json")
    watched = [sys.executable, "-I", "-c", _WATCH, str(usage), *command]
    with log.open("ab") as output:
        if subprocess.run(watched, stdout=output, stderr=subprocess.STDOUT, check=False).returncode:
            raise SystemExit(f"{' '.join(command)} failed: see {log}")
    cpu, peak = json.loads(usage.read_text())
    return cpu, (peak if platform.system() == "Linux" else peak / MIB_IN_KIB) / MIB_IN_KIB


# -- the report


def summarise(samples: list[Sample]) -> list[Row]:
    """One row for each scale, step and variant: medians, and ratios to the plain book of the same round."""
    rows = []
    for scale in sorted({sample.scale for sample in samples}):
        for step in STEPS:
            of_step = [sample for sample in samples if (sample.scale, sample.step) == (scale, step)]
            plain = {sample.round: sample for sample in of_step if sample.variant == "plain"}
            for variant in dict.fromkeys(sample.variant for sample in of_step):
                own = [sample for sample in of_step if sample.variant == variant]
                paired = [(sample, plain[sample.round]) for sample in own if sample.round in plain]
                rows.append(
                    Row(
                        scale,
                        step,
                        variant,
                        median(sample.cpu for sample in own),
                        median(sample.memory for sample in own),
                        median(one.cpu / other.cpu for one, other in paired) if paired else None,
                        median(one.memory / other.memory for one, other in paired) if paired else None,
                        own[-1].pages,
                        own[-1].rule_pages,
                    )
                )
    return rows


def growth(rows: list[Row]) -> list[Growth]:
    """For clean builds, the exponent by which CPU grows with the size of the book, between successive scales."""
    found = []
    for variant in FLAVOURS:
        clean = [row for row in rows if row.variant == variant and row.step == "clean"]
        for one, two in pairwise(clean):
            exponent = math.log(two.cpu / one.cpu) / math.log(two.scale / one.scale)
            found.append(Growth(variant, one.scale, two.scale, exponent))
    return found


def judge(rows: list[Row], exponents: list[Growth]) -> list[str]:
    """The goals that these measurements can tell of, each met or not."""
    by_key = {(row.scale, row.step): row for row in rows if row.variant == "handbook" and row.cpu_ratio is not None}
    by_needs = {(row.scale, row.step): row.cpu for row in rows if row.variant == "needs"}
    found = []

    def say(words: str, value: float, goal: float) -> None:
        found.append(f"{'met' if value <= goal else 'NOT MET':<8}{words}: {value:.2f}, goal {goal:.2f}")

    for (scale, step), row in by_key.items():
        assert row.cpu_ratio is not None and row.memory_ratio is not None
        if step == "clean":
            if scale in CLEAN_GOALS:
                say(f"{scale}x clean build, CPU to plain", row.cpu_ratio, CLEAN_GOALS[scale])
                say(f"{scale}x clean build, memory to plain", row.memory_ratio, MEMORY_GOAL)
            if scale == NEEDS_SCALE and (scale, step) in by_needs:
                say(f"{scale}x clean build, CPU to sphinx-needs", row.cpu / by_needs[scale, step], NEEDS_GOAL)
        elif step == "no-op":
            say(f"{scale}x nothing changed, CPU to plain", row.cpu_ratio, NO_OP_GOAL)
        elif clean := by_key.get((scale, "clean")):
            # What a page costs in a clean build, its reading included: somewhat more than its writing alone.
            writing = row.pages * clean.cpu / clean.pages
            ratio = row.cpu_ratio * (row.cpu - writing) / row.cpu
            say(f"{scale}x one {step} changed, CPU to plain without the writing of {row.pages} pages", ratio, EDIT_GOAL)
    for growth in exponents:
        if growth.variant == "handbook":
            say(f"growth from {growth.first}x to {growth.last}x, exponent", growth.exponent, GROWTH_GOAL)
    return found


def show(rows: list[Row], exponents: list[Growth]) -> str:
    """The report: a table in Markdown, as ``docs/ontwikkeling/metingen.md`` has it, and how each variant grows."""
    heads = ("Books", "Step", "Variant", "CPU s", "to plain", "MiB", "to plain", "pages written", "rule pages")
    lines = [f"| {' | '.join(heads)} |", f"|{' --- |' * len(heads)}"]
    for row in rows:
        cpu, memory = (f"{ratio:.2f}" if ratio is not None else "-" for ratio in (row.cpu_ratio, row.memory_ratio))
        lines.append(
            f"| {row.scale}x | {row.step} | {row.variant} | {row.cpu:.2f} | {cpu} | {row.memory:.0f} | {memory} "
            f"| {row.pages} | {row.rule_pages} |"
        )
    lines += [
        f"growth of {one.variant} from {one.first}x to {one.last}x: exponent {one.exponent:.2f}" for one in exponents
    ]
    return "\n".join(lines)


def main(arguments: list[str] | None = None) -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument(
        "--scales", nargs="+", type=int, default=[1, 10], metavar="N", help="copies of the five codes (1 10)"
    )
    parser.add_argument("--rounds", type=int, help="rounds of each scale (3, and 1 from 100 copies on)")
    parser.add_argument("--variants", nargs="+", choices=FLAVOURS, default=["plain", "needs", "handbook"])
    parser.add_argument("-j", "--jobs", default="1", help="Sphinx's own -j (1)")
    parser.add_argument("--source", type=Path, default=ROOT, help="where codes/ and docs/ are")
    parser.add_argument(
        "--work", type=Path, default=ROOT / "_build" / "bench", help="where books and results go (_build/bench)"
    )
    parser.add_argument(
        "--verify",
        action=argparse.BooleanOptionalAction,
        help="compare the handbook after the edits with a clean build of it (unless large)",
    )
    parser.add_argument(
        "--profile", choices=STEPS, help="profile this step instead, of the first variant at the first scale"
    )
    parser.add_argument(
        "--smoke",
        action="store_true",
        help="build the handbook at the smallest size instead; fail where a page is stale",
    )
    parser.add_argument("--lines", type=int, default=40, help="lines of the profile (40)")
    options = parser.parse_args(arguments)
    work: Path = options.work
    if options.smoke:
        faults = Bench(work, options.source, 1, list(FLAVOURS), options.jobs).smoke()
        print("\n".join(faults) or "byte for byte a clean build after each edit")
        return 1 if faults else 0
    if options.profile:
        variant = options.variants[0] if len(options.variants) == 1 else "handbook"
        Bench(work, options.source, options.scales[0], [variant], options.jobs).profile(
            variant, options.profile, options.lines
        )
        return 0
    samples: list[Sample] = []
    stale: list[str] = []
    verified: list[int] = []
    for scale in options.scales:
        bench = Bench(work, options.source, scale, options.variants, options.jobs)
        for round in range(options.rounds or (1 if scale >= LARGE else 3)):
            samples += bench.run_round(round)
        verify = options.verify if options.verify is not None else scale < LARGE
        if verify and "handbook" in options.variants:
            verified.append(scale)
            stale += [f"{scale}x: {name}" for name in bench.find_stale()]
    rows = summarise(samples)
    exponents = growth(rows)
    goals = judge(rows, exponents)
    print(show(rows, exponents))
    for scale in verified:
        found = [name for name in stale if name.startswith(f"{scale}x: ")]
        print(
            f"{scale}x after the edits: "
            + (f"STALE {', '.join(found[:20])}" if found else "byte for byte a clean build")
        )
    print("\n".join(goals))
    packages = {name: version(name) for name in ("sphinx", "myst-parser", "sphinx-needs", "docutils")}
    result = {
        "python": platform.python_version(),
        "jobs": options.jobs,
        "packages": packages,
        "summary": [asdict(row) for row in rows],
        "growth": [asdict(one) for one in exponents],
        "goals": goals,
        "verified": verified,
        "stale": stale,
        "samples": [asdict(sample) for sample in samples],
    }
    (work / "results.json").write_text(json.dumps(result, indent=1) + "\n", "utf-8")
    return 1 if stale else 0


if __name__ == "__main__":
    raise SystemExit(main())
