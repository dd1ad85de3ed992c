"""How long deciding takes on the real book: the tables, the proof, the cases, and the slowest act with nothing known.

    .venv/bin/python bench/decide.py

Times are processor seconds of one run, the median of some; the browser's, where Chromium is found, are by the clock and the
shortest of many. What it loads is given as it travels, compressed.
"""

from __future__ import annotations

import gzip
import io
import shutil
import sys
import tempfile
from functools import partial
from pathlib import Path
from statistics import median
from time import process_time
from typing import TYPE_CHECKING

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "_ext"))

from policy_handbook.builders.decision_files import as_script, dump_base, dump_wording  # noqa: E402
from policy_handbook.decision.bases import bases_of, tables_of  # noqa: E402
from policy_handbook.decision.cases import answers_of  # noqa: E402
from policy_handbook.decision.compile import compile_table  # noqa: E402
from policy_handbook.decision.proof import prove_book  # noqa: E402
from policy_handbook.decision.walk import decide  # noqa: E402
from policy_handbook.domain import get_domain  # noqa: E402
from policy_handbook.views.component import folder_of  # noqa: E402
from sphinx.application import Sphinx  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable

ROUNDS = 5
SCRIPTS = ("walk", "ask", "say", "explanation", "assistant*")
SLOWEST = """([acts, rounds]) => acts.map(act => {
    const given = Object.fromEntries(base.facts.map(fact => [fact.id, null]));
    const times = Array.from({ length: rounds }, () => {
        const start = performance.now();
        policyWalk.decide(base, act, given);
        return performance.now() - start;
    });
    return [Math.min(...times), act];
}).sort(([a], [b]) => b - a)[0]"""


def seconds(work: Callable[[], object]) -> float:
    """The median processor time of a call, over some rounds."""
    times = []
    for _ in range(ROUNDS):
        start = process_time()
        work()
        times.append(process_time() - start)
    return median(times)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        app = Sphinx(ROOT, ROOT, f"{folder}/out", f"{folder}/doctrees", "dummy", status=None, warning=io.StringIO())
        app.build()
    book = get_domain(app.env).handbook
    bases, tables = bases_of(book), tables_of(book)
    expected = [
        (tables[expectation.code], case.act, answers_of(book, case, expectation))
        for case in book.cases.values()
        for expectation in case.expected
    ]
    print(f"positions of the codes: {sum(len(base.clauses) for base in bases.values())}")
    print(f"their tables: {seconds(lambda: [compile_table(base) for base in bases.values()]):.3f} s")
    print(f"proof of all codes: {seconds(lambda: prove_book(book)):.3f} s")
    every = seconds(lambda: [decide(*situation) for situation in expected])
    print(f"{len(book.cases)} cases, {len(expected)} verdicts: {every:.3f} s")
    for code, table in tables.items():
        unknown = dict.fromkeys(table.facts)
        slowest, act = max((seconds(partial(decide, table, act, unknown)), act) for act in table.acts)
        print(f"{code}: {len(table.acts)} acts, slowest with nothing known {1000 * slowest:.1f} ms ({act})")
    scripts = [path.read_bytes() for name in SCRIPTS for path in folder_of("assistant").glob(f"policy-{name}.js")]
    shared = sum(map(weight, [*scripts, dump_wording(book)]))
    for code, base in bases.items():
        own = weight(as_script(code, dump_base(base)))
        print(f"{code}: the browser loads {own:.1f} kB, with scripts and words {own + shared:.1f} kB")
    measure_browser(bases)


def weight(data: bytes) -> float:
    """How much travels, in kB."""
    return len(gzip.compress(data)) / 1000


def measure_browser(bases: dict) -> None:
    """The same in the browser."""
    chromium = shutil.which("chromium")
    if chromium is None:
        return
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()
        page.add_script_tag(path=folder_of("assistant") / "policy-walk.js")
        for code, base in bases.items():
            page.add_script_tag(content=as_script(code, dump_base(base)).decode())
            page.evaluate("code => { window.base = policyDecisions[code]; }", code)
            slowest, act = page.evaluate(SLOWEST, [list(base.by_act), 5 * ROUNDS])
            print(f"{code}: slowest in the browser {slowest:.1f} ms ({act})")
        browser.close()


if __name__ == "__main__":
    main()
