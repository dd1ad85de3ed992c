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
import os
import platform
import pstats
import shutil
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from statistics import median

from flavours import EDITS_FILE, ROOT, write_flavour
from generate import FLAVOURS, make_flavour

BUILDERS = {"handbook": "handbook", "plain": "html", "needs": "html"}
STEPS = ("clean", "no-op", "rule", "norm")
MIB_IN_KIB = 1024


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


class Bench:
    """The variants of one scale, each in its own folder below *work*."""

    def __init__(self, work: Path, source: Path, scale: int, variants: list[str], jobs: str) -> None:
        self.scale = scale
        self.variants = variants
        self._work = work
        self._jobs = jobs
        self._books = {variant: make_flavour(variant, source) for variant in variants}

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
        return ["-b", BUILDERS[variant], "-q", "-j", self._jobs, "-d", str(doctrees), str(folder / "source"), str(folder / out)]

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
                if step in ("rule", "norm"):
                    self.edit(variant, step)
                sample = self.build(variant, step, round)
                samples.append(sample)
                print(f"  {self.scale}x {step} {variant}: {sample.cpu:.2f} s, {sample.memory:.0f} MiB", file=sys.stderr)
        return samples

    def find_stale(self, variant: str = "handbook") -> list[str]:
        """Files in which the output after the edits is not what a clean build of the same book gives."""
        folder = self.folder(variant)
        run([sys.executable, "-m", "sphinx", *self.command(variant, "clean")], folder / "log.txt")
        left, right = ({path.relative_to(folder / out) for path in (folder / out).rglob("*") if path.is_file()} for out in ("html", "clean"))
        same = {path for path in left & right if filecmp.cmp(folder / "html" / path, folder / "clean" / path, shallow=False)}
        return sorted(str(path) for path in (left | right) - same)

    def profile(self, variant: str, step: str, lines: int) -> None:
        """Print where a build spends its time."""
        self.write(variant)
        folder = self.folder(variant)
        if step != "clean":
            run([sys.executable, "-m", "sphinx", *self.command(variant)], folder / "log.txt")
            if step in ("rule", "norm"):
                self.edit(variant, step)
        result = folder / "profile"
        run([sys.executable, "-m", "cProfile", "-o", str(result), "-m", "sphinx", *self.command(variant)], folder / "log.txt")
        stats = pstats.Stats(str(result))
        stats.sort_stats("tottime").print_stats(lines)
        stats.sort_stats("cumulative").print_stats("policy_handbook", lines)


def run(command: list[str], log: Path) -> tuple[float, float]:
    """CPU seconds and peak memory (MiB) of a process that must succeed; what it says goes to *log*."""
    with log.open("ab") as output:
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} failed: see {log}")
    peak = usage.ru_maxrss if platform.system() == "Linux" else usage.ru_maxrss / MIB_IN_KIB
    return usage.ru_utime + usage.ru_stime, peak / MIB_IN_KIB


# -- the report


def summarise(samples: list[Sample]) -> list[dict[str, object]]:
    """One row for each scale, step and variant: medians, and ratios to the plain book of the same round."""
    rows: list[dict[str, object]] = []
    for scale in sorted({sample.scale for sample in samples}):
        for step in STEPS:
            of_step = [sample for sample in samples if (sample.scale, sample.step) == (scale, step)]
            plain = {sample.round: sample for sample in of_step if sample.variant == "plain"}
            for variant in dict.fromkeys(sample.variant for sample in of_step):
                own = [sample for sample in of_step if sample.variant == variant]
                paired = [(sample, plain[sample.round]) for sample in own if sample.round in plain]
                rows.append(
                    {
                        "scale": scale,
                        "step": step,
                        "variant": variant,
                        "cpu": median(sample.cpu for sample in own),
                        "memory": median(sample.memory for sample in own),
                        "cpu_ratio": median(one.cpu / other.cpu for one, other in paired) if paired else None,
                        "memory_ratio": median(one.memory / other.memory for one, other in paired) if paired else None,
                        "pages": own[-1].pages,
                        "rule_pages": own[-1].rule_pages,
                    }
                )
    return rows


def growth(rows: list[dict[str, object]]) -> list[dict[str, object]]:
    """For clean builds, the exponent by which CPU grows with the size of the book, between successive scales."""
    found: list[dict[str, object]] = []
    for variant in FLAVOURS:
        clean = [row for row in rows if row["variant"] == variant and row["step"] == "clean"]
        for one, two in zip(clean, clean[1:], strict=False):
            ratio = float(str(two["cpu"])) / float(str(one["cpu"]))
            exponent = math.log(ratio) / math.log(int(str(two["scale"])) / int(str(one["scale"])))
            found.append({"variant": variant, "from": one["scale"], "to": two["scale"], "exponent": exponent})
    return found


def show(rows: list[dict[str, object]], exponents: list[dict[str, object]]) -> str:
    """The report as a table of text."""
    lines = [f"{'scale':>6} {'step':<6} {'variant':<9} {'CPU s':>8} {'ratio':>6} {'MiB':>7} {'ratio':>6} {'pages':>6} {'rule pages':>10}"]
    for row in rows:
        cpu, memory = (f"{ratio:.2f}" if ratio is not None else "-" for ratio in (row["cpu_ratio"], row["memory_ratio"]))
        lines.append(
            f"{row['scale']:>5}x {row['step']:<6} {row['variant']:<9} {row['cpu']:>8.2f} {cpu:>6} {row['memory']:>7.0f} {memory:>6} "
            f"{row['pages']:>6} {row['rule_pages']:>10}"
        )
    lines += [f"growth {row['variant']} {row['from']}x to {row['to']}x: exponent {row['exponent']:.2f}" for row in exponents]
    return "\n".join(lines)


def main(arguments: list[str] | None = None) -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--scales", nargs="+", type=int, default=[1, 10], metavar="N", help="copies of the five codes (1 10)")
    parser.add_argument("--rounds", type=int, help="rounds of each scale (3, and 1 from 100 copies on)")
    parser.add_argument("--variants", nargs="+", choices=FLAVOURS, default=["plain", "needs", "handbook"])
    parser.add_argument("-j", "--jobs", default="1", help="Sphinx's own -j (1)")
    parser.add_argument("--source", type=Path, default=ROOT, help="where codes/ and docs/ are")
    parser.add_argument("--work", type=Path, default=ROOT / "_build" / "bench", help="where books and results go (_build/bench)")
    parser.add_argument("--verify", action="store_true", help="compare the handbook after the edits with a clean build of it")
    parser.add_argument("--profile", choices=STEPS, help="profile this step instead, of the first variant at the first scale")
    parser.add_argument("--lines", type=int, default=40, help="lines of the profile (40)")
    options = parser.parse_args(arguments)
    work: Path = options.work
    if options.profile:
        variant = options.variants[0] if len(options.variants) == 1 else "handbook"
        Bench(work, options.source, options.scales[0], [variant], options.jobs).profile(variant, options.profile, options.lines)
        return 0
    samples: list[Sample] = []
    stale: list[str] = []
    for scale in options.scales:
        bench = Bench(work, options.source, scale, options.variants, options.jobs)
        for round in range(options.rounds or (1 if scale >= 100 else 3)):
            samples += bench.run_round(round)
        if options.verify and "handbook" in options.variants:
            stale += [f"{scale}x: {name}" for name in bench.find_stale()]
    rows = summarise(samples)
    exponents = growth(rows)
    print(show(rows, exponents))
    if options.verify:
        print("none stale: byte for byte a clean build" if not stale else "stale: " + ", ".join(stale[:20]))
    packages = {name: version(name) for name in ("sphinx", "myst-parser", "sphinx-needs", "pydata-sphinx-theme", "docutils")}
    result = {
        "python": platform.python_version(),
        "jobs": options.jobs,
        "packages": packages,
        "summary": rows,
        "growth": exponents,
        "samples": [asdict(sample) for sample in samples],
        "stale": stale if options.verify else None,
    }
    (work / "results.json").write_text(json.dumps(result, indent=1) + "\n", "utf-8")
    return 1 if stale else 0


if __name__ == "__main__":
    raise SystemExit(main())
