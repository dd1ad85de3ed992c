"""An incremental build leaves the site as a clean one would, byte for byte, and writes no page that does not change.

Every kind of edit is made in the small book; in the real one, which takes seconds a build, a walk through a few.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from books import CASE, copy_real_book, differing, tree
from edits import build_command

if TYPE_CHECKING:
    from collections.abc import Callable

    from books import Book

RULE = "codes/beersel/v1.md"
TOPIC = "docs/themas"


@dataclass(frozen=True, slots=True)
class Base:
    """A copy of the real book, and what a clean build of it left. A test that edits it takes its edits back."""

    source: Path
    folder: Path
    site: dict[str, bytes]

    def copy_to(self, folder: Path) -> tuple[Path, Path]:
        """Put what was built in *folder*, as if it had been built there; gives the output and the doctrees."""
        shutil.copytree(self.folder, folder, dirs_exist_ok=True)
        return folder / "html", folder / "doctrees"


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Base:
    source, folder = copy_real_book(tmp_path_factory.mktemp("book")), tmp_path_factory.mktemp("base")
    build(source, folder / "html", folder / "doctrees")
    return Base(source, folder, tree(folder / "html"))


def command(source: Path, out: Path, doctrees: Path, jobs: str) -> list[str]:
    return [*build_command(jobs), "-d", str(doctrees), str(source), str(out)]


def build(source: Path, out: Path, doctrees: Path, jobs: str = "1") -> str:
    done = subprocess.run(command(source, out, doctrees, jobs), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stderr


def times(out: Path) -> dict[str, int]:
    """When each file was written; not the theme's ``pygments.css``, which it writes at the end of every build."""
    files = (path for path in out.rglob("*") if path.is_file() and path.name != "pygments.css")
    return {path.relative_to(out).as_posix(): path.stat().st_mtime_ns for path in files}


def pages_only(times: dict[str, int]) -> dict[str, int]:
    """Without what Sphinx copies, and its own notes."""
    return {path: time for path, time in times.items() if not path.startswith(("_", "."))}


def clean(source: Path, folder: Path, jobs: str = "1") -> dict[str, bytes]:
    """What a clean build of the sources gives."""
    shutil.rmtree(folder, ignore_errors=True)
    build(source, folder / "html", folder / "doctrees", jobs)
    return tree(folder / "html")


def replace(source: Path, name: str, old: str, new: str) -> None:
    path = source / name
    text = path.read_text("utf-8")
    assert old in text, f"{old!r} is no longer in {name}: mend the test"
    path.write_text(text.replace(old, new, 1), "utf-8")


def a_topic(source: Path) -> Path:
    return next(path for path in sorted((source / TOPIC).glob("*.md")) if ":::{norm}" in path.read_text("utf-8"))


def edit_rule(source: Path) -> None:
    replace(source, RULE, "Durf je vergissingen toegeven", "Durf je fouten toegeven")


def edit_what_decides(source: Path) -> None:
    """A question, shown in tables, cases and the assistant of every code that asks it; and what is known of a case."""
    replace(source, "docs/beslissen/vragen.md", "question: Hoelang is er niets", "question: Hoe lang is er al niets")
    known = "  onderwerp-bericht = eigen-communicatie\n"
    replace(source, "docs/casussen/kanalen-en-vermelden.md", known, f"{known}  toon = respectvol\n")


NEW_TOPIC = """# Proefthema

:::{topic} proefthema
---
label: Proefthema
---
Een thema om mee te proberen.
:::

:::{norm} proefnorm
---
question: Klopt dit?
---
Dit is een proefnorm.
:::

:::{comparison} proeftabel
---
topic: proefthema
---
:::
"""


def add_page(source: Path) -> None:
    (source / TOPIC / "proef.md").write_text(NEW_TOPIC, "utf-8")
    replace(source, RULE, "kind: norm\npositions: |\n", 'kind: norm\npositions: |\n  proefnorm: toelichtend "e"\n')


def edit_style(source: Path) -> None:
    path = source / "_ext/policy_handbook/page/static/policy.css"
    path.write_text(path.read_text("utf-8") + "\n/* gewijzigd */\n", "utf-8")


def edit_translation(source: Path) -> None:
    path = source / "_ext/policy_handbook/locale/nl/LC_MESSAGES/sphinx.po"
    text = path.read_text("utf-8")
    assert 'msgstr "Op deze pagina"' in text
    path.write_text(text.replace('msgstr "Op deze pagina"', 'msgstr "Hier te lezen"'), "utf-8")


def edit_extension(source: Path) -> None:
    replace(
        source,
        "_ext/policy_handbook/presentation/comparison.py",
        '"answer.verdict.niet_geregeld"',
        '"answer.reason.silent"',
    )


# -- every kind of edit, in the small book

PROEF, BEELD, WOORDEN, VRAGEN = "codes/proef/v1.md", "docs/beeld.md", "docs/woorden.md", "docs/vragen.md"
SETTINGS = 'html_static_path = ["_static"]\npolicy_handbook_url = ""\n'
# So that every kind of page is there to become stale.
QUESTIONS = (
    """# Vragen

:::{checklist} lijst
---
code: proef
---
:::

:::{assistant} proef
:::

:::{decision-tables} proef
:::

"""
    + CASE
)


def change_rule(book: Book) -> None:
    book.replace(PROEF, "\nBlijf rustig.\n", "\nBlijf rustig. Altijd.\n")


def change_label(book: Book) -> None:
    book.replace(PROEF, "label: art. 2, tekst\n", "label: art. 2, enige zin\n")


def change_norm(book: Book) -> None:
    book.replace(BEELD, "Wie post, blijft rustig.\n", "Wie post, blijft rustig. Zo luidt de norm nu.\n")


def change_question(book: Book) -> None:
    """Shown on checklists, in the order of its phase."""
    book.replace(BEELD, "question: Heb je toestemming?\n", "question: Stemde iedereen in?\nphase: achteraf\n")


def change_what_decides(book: Book) -> None:
    """A question, shown in tables, cases and the assistant of every code that asks it; and what is known of a case."""
    book.replace(WOORDEN, "question: Wie staat erop?\n", "question: Wie staat er op de foto?\n")
    book.replace(VRAGEN, "  akkoord = nee\n", "  akkoord = ja\n")


def change_position(book: Book) -> None:
    book.replace(PROEF, "rustig-blijven: aanbevolen", "rustig-blijven: verplicht")


def change_note(book: Book) -> None:
    book.replace(PROEF, "short: iets\n", "short: iets\nfold: yes\n")


def change_topic(book: Book) -> None:
    book.replace(BEELD, "# Beeld\n", "# Beeld (hernoemd)\n")
    book.replace(BEELD, "label: Beeld\n", "label: Hernoemd: beeld\n")


def change_audience(book: Book) -> None:
    book.replace(WOORDEN, "label: personeel\n", "label: alle personeel\n")


def new_rule(book: Book) -> None:
    book.write(PROEF, book.read(PROEF) + "\n:::{rule} slot\n---\nlabel: slot\nkind: preamble\n---\nSlot.\n:::\n")


def rename_rule(book: Book) -> None:
    book.replace(PROEF, "{rule} slot\n", "{rule} slotwoord\n")


def remove_rule(book: Book) -> None:
    book.write(PROEF, book.read(PROEF).split("\n:::{rule} slot")[0] + "\n")


def new_page(book: Book) -> None:
    book.write("docs/proef.md", NEW_TOPIC)
    book.replace(
        PROEF, "  rustig-blijven: aanbevolen", '  proefnorm: toelichtend "Blijf rustig."\n  rustig-blijven: aanbevolen'
    )


def rename_page(book: Book) -> None:
    (book.source / "docs/proef.md").rename(book.source / "docs/aaproef.md")


def remove_page(book: Book) -> None:
    (book.source / "docs/proef.md").unlink()
    book.replace(PROEF, '  proefnorm: toelichtend "Blijf rustig."\n', "")


def put_back_older(book: Book) -> None:
    """A file restored from elsewhere, with the time that it had there."""
    book.replace(PROEF, "\nBlijf rustig. Altijd.\n", "\nBlijf rustig.\n")
    os.utime(book.source / PROEF, (1_500_000_000, 1_500_000_000))


def change_style(book: Book) -> None:
    book.write("_static/eigen.css", "p { color: navy }\n")


def change_navigation(book: Book) -> None:
    book.replace("index.md", "\ncodes/*/*\n", "\nDe code <codes/proef/index>\ncodes/*/*\n")


def change_setting(book: Book) -> None:
    book.replace("conf.py", 'policy_handbook_url = ""', 'policy_handbook_url = "https://intranet.example/handboek"')


def remove_table(book: Book) -> None:
    book.write(BEELD, book.read(BEELD).split("\n:::{comparison}")[0] + "\n")


# What is edited before, and the edit.
CHANGES: list[tuple[list[Callable[[Book], None]], Callable[[Book], None]]] = [
    ([], change_rule),
    ([], change_label),
    ([], change_norm),
    ([], change_question),
    ([], change_what_decides),
    ([], change_position),
    ([], change_note),
    ([], change_topic),
    ([], change_audience),
    ([], new_rule),
    ([new_rule], rename_rule),
    ([new_rule], remove_rule),
    ([], new_page),
    ([new_page], rename_page),
    ([new_page], remove_page),
    ([change_rule], put_back_older),
    ([], change_style),
    ([], change_navigation),
    ([], change_setting),
    ([], remove_table),
]
# These change what is around every page: configuration, assets, the table of contents.
AROUND_ALL = (change_style, change_navigation, change_setting, new_page, rename_page, remove_page)


# With one reader and with several, in turn.
@pytest.mark.parametrize(
    ("first", "change", "jobs"),
    [(*change, (0, 2)[number % 2]) for number, change in enumerate(CHANGES)],
    ids=[change.__name__ for _, change in CHANGES],
)
def test_after_any_edit_the_output_is_that_of_a_clean_build(
    book: Book, first: list[Callable[[Book], None]], change: Callable[[Book], None], jobs: int
) -> None:
    book.write("conf.py", book.read("conf.py") + SETTINGS)
    book.write("_static/eigen.css", "p { color: black }\n")
    book.write(VRAGEN, QUESTIONS)
    for edit in first:
        edit(book)
    out = Path(book.build("handbook").app.outdir)
    before, written_before, sources = tree(out), times(out), tree(book.source)
    change(book)
    edited = {Path(path).with_suffix(".html").as_posix() for path in differing(sources, tree(book.source))}
    book.build("handbook", fresh=False, jobs=jobs)
    after, written = tree(out), times(out)
    changed = set(differing(before, after))
    assert changed, "the edit changed nothing"
    rewritten = {path for path in written if written_before.get(path) != written[path] and path in before}
    assert change in AROUND_ALL or not idle_of(rewritten - changed - edited), "pages were written that did not change"
    book.build("handbook", fresh=False)
    assert pages_only(times(out)) == pages_only(written), "a build without a change wrote a page"
    clean = book.build("handbook", out="clean")
    assert not differing(after, tree(Path(clean.app.outdir)))


# -- the real book

# These change what is around every page: the language, the programs, the table of contents.
EVERYWHERE = (edit_translation, edit_extension, add_page)


@pytest.mark.slow
def test_incremental_equals_clean(base: Base, tmp_path: Path) -> None:
    """A walk with one reader and with several in turn, writing only what changes; what one edit left stale, none mends."""
    out, doctrees = base.copy_to(tmp_path)
    kept = tree(base.source)
    for number, edit in enumerate((edit_rule, edit_what_decides, add_page, edit_translation, edit_extension), 1):
        before, written_before, sources = tree(out), times(out), tree(base.source)
        edit(base.source)
        edited = {Path(path).with_suffix(".html").as_posix() for path in differing(sources, tree(base.source))}
        build(base.source, out, doctrees, ("1", "auto")[number % 2])
        after, written = tree(out), times(out)
        changed = set(differing(before, after))
        assert changed, f"{edit.__name__} changed nothing"
        rewritten = {path for path in written if written_before.get(path) != written[path] and path in before}
        if edit not in EVERYWHERE:
            assert not idle_of(rewritten - changed - edited), f"{edit.__name__} wrote pages that did not change"
    # What an edit made wrong is looked at again, and Sphinx then copies its assets.
    build(base.source, out, doctrees)
    assert pages_only(times(out)) == pages_only(written), "a build without a change wrote a page"
    assert not differing(after, clean(base.source, tmp_path / "clean", "auto"))
    restore(base.source, kept)


def idle_of(paths: set[str]) -> set[str]:
    """The pages among files that were written; not what Sphinx copies, its own notes and its inventory."""
    return {path for path in paths if not path.startswith(("_", ".")) and path != "objects.inv"}


def restore(source: Path, files: dict[str, bytes]) -> None:
    """Make a folder hold these files again, and no others."""
    for path in differing(tree(source), files):
        if path in files:
            (source / path).write_bytes(files[path])
        else:
            (source / path).unlink()


@pytest.mark.slow
def test_two_outputs_on_one_doctree_folder(base: Base, tmp_path: Path) -> None:
    book, (one, doctrees), two = base.source, base.copy_to(tmp_path), tmp_path / "two"
    build(book, two, doctrees)
    replace(book, RULE, "en verontschuldig je", "en verontschuldig jezelf")
    build(book, one, doctrees)
    build(book, two, doctrees)
    expected = clean(book, tmp_path / "clean")
    assert not differing(tree(one), expected)
    assert not differing(tree(two), expected)
    replace(book, RULE, "en verontschuldig jezelf", "en verontschuldig je")
    build(book, two, doctrees, "auto")
    build(book, one, doctrees)
    assert not differing(tree(one), base.site)
    assert not differing(tree(two), base.site)


@pytest.mark.slow
@pytest.mark.parametrize("delay", [0.0, 0.3])
def test_interrupted_while_writing(base: Base, tmp_path: Path, delay: float) -> None:
    """Killed while it writes, and the edits taken back: nothing of them stays."""
    book, (out, doctrees) = base.source, base.copy_to(tmp_path)
    kept = tree(book)
    manifest = out.with_name("html.manifest.json")
    before = manifest.stat().st_mtime_ns
    edit_style(book)
    replace(book, RULE, "Geef vergissingen toe", "Geef fouten toe")
    process = subprocess.Popen(command(book, out, doctrees, "1"), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 120
    while manifest.stat().st_mtime_ns == before and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.002)
    time.sleep(delay)
    process.send_signal(signal.SIGKILL)
    process.wait()
    restore(book, kept)
    build(book, out, doctrees)
    assert not differing(tree(out), base.site)


@pytest.mark.slow
def test_damaged_output_is_mended(base: Base, tmp_path: Path) -> None:
    """A page that is gone comes back, a file that does not belong goes, and a manifest that cannot be read costs only time."""
    out, doctrees = base.copy_to(tmp_path)
    (out / "codes/beersel/v1.html").unlink()
    (out / "regels/turnhout/art-3.5.html").unlink()
    (out / "regels/turnhout/verdwaald.html").write_text("weg hiermee", "utf-8")
    build(base.source, out, doctrees)
    assert not differing(tree(out), base.site)
    out.with_name("html.manifest.json").write_text("{", "utf-8")
    build(base.source, out, doctrees)
    assert not differing(tree(out), base.site)


@pytest.mark.slow
def test_two_clean_builds_are_identical_and_a_third_writes_nothing(base: Base, tmp_path: Path) -> None:
    out, doctrees = base.copy_to(tmp_path)
    written = times(out)
    build(base.source, out, doctrees)
    assert times(out) == written, "a build without a change wrote something"
    time.sleep(2.1)  # the times in a zip have a grain of two seconds
    assert not differing(base.site, clean(base.source, tmp_path / "second", "auto"))
