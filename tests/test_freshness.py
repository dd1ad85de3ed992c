"""An incremental build leaves the site as a clean one would, byte for byte, and writes no page that does not change."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from books import copy_real_book, differing, tree
from edits import build_command

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.slow

RULE = "codes/beersel/v1.md"
TOPIC = "docs/themas"


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the real book that a test may edit."""
    return copy_real_book(tmp_path_factory.mktemp("book"))


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


def edit_label(source: Path) -> None:
    replace(source, RULE, "label: gebod 10, tekst", "label: gebod 10, enige zin")


def edit_norm(source: Path) -> None:
    topic = a_topic(source)
    lines = topic.read_text("utf-8").split("\n")
    start = next(i for i, line in enumerate(lines) if line.startswith(":::{norm}"))
    end = next(i for i in range(start + 1, len(lines)) if lines[i] == ":::")
    lines[end - 1] += " Zo luidt de norm nu."
    topic.write_text("\n".join(lines), "utf-8")


def edit_question(source: Path) -> None:
    """Shown on checklists, in the order of its phase."""
    replace(source, f"{TOPIC}/fouten.md", "question: Heb je je verontschuldigd?\n", "question: Zei je sorry?\n")
    replace(source, f"{TOPIC}/in-gesprek.md", "\nphase: tijdens\n", "\nphase: vooraf\n")


def edit_what_decides(source: Path) -> None:
    """A question, shown in tables, cases and the assistant of every code that asks it; and what is known of a case."""
    replace(source, "docs/beslissen/vragen.md", "question: Hoelang is er niets", "question: Hoe lang is er al niets")
    known = "  onderwerp-bericht = eigen-communicatie\n"
    replace(source, "docs/casussen/kanalen-en-vermelden.md", known, f"{known}  toon = respectvol\n")


def edit_topic(source: Path) -> None:
    topic = a_topic(source)
    text = topic.read_text("utf-8")
    title = text.split("\n", 1)[0]
    topic.write_text(
        text.replace(title, title + " (hernoemd)", 1).replace("\nlabel: ", "\nlabel: Hernoemd: ", 1), "utf-8"
    )


def edit_position(source: Path) -> None:
    path = source / "codes/handreiking/v1.md"
    text = path.read_text("utf-8")
    assert ": aanbevolen " in text
    path.write_text(text.replace(": aanbevolen ", ": verplicht ", 1), "utf-8")


def edit_audience(source: Path) -> None:
    replace(source, "docs/over/doelgroepen.md", "label: ", "label: alle ")


def edit_note(source: Path) -> None:
    replace(source, "codes/turnhout/v1.md", "defect: P13\n", "defect: P13\nfold: yes\n")


def add_rule(source: Path) -> None:
    path = source / RULE
    path.write_text(
        path.read_text("utf-8") + "\n:::{rule} slot\n---\nlabel: slot\nkind: preamble\n---\nSlot.\n:::\n", "utf-8"
    )


def rename_rule(source: Path) -> None:
    replace(source, RULE, "{rule} slot", "{rule} slotwoord")


def remove_rule(source: Path) -> None:
    path = source / RULE
    path.write_text(path.read_text("utf-8").split("\n:::{rule} slotwoord")[0], "utf-8")


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


def rename_page(source: Path) -> None:
    (source / TOPIC / "proef.md").rename(source / TOPIC / "aaproef.md")


def remove_page(source: Path) -> None:
    (source / TOPIC / "aaproef.md").unlink()
    replace(source, RULE, '  proefnorm: toelichtend "e"\n', "")


def put_back_older(source: Path) -> None:
    """A file restored from elsewhere, with the time that it had there."""
    replace(source, RULE, "Durf je fouten toegeven", "Durf je vergissingen toegeven")
    os.utime(source / RULE, (1_500_000_000, 1_500_000_000))


def edit_style(source: Path) -> None:
    path = source / "_ext/policy_handbook/page/static/policy.css"
    path.write_text(path.read_text("utf-8") + "\n/* gewijzigd */\n", "utf-8")


def edit_setting(source: Path) -> None:
    replace(source, "conf.py", 'policy_handbook_url = ""', 'policy_handbook_url = "https://intranet.example/handboek"')


def edit_translation(source: Path) -> None:
    path = source / "_ext/policy_handbook/locale/nl/LC_MESSAGES/sphinx.po"
    text = path.read_text("utf-8")
    assert 'msgstr "Op deze pagina"' in text
    path.write_text(text.replace('msgstr "Op deze pagina"', 'msgstr "Hier te lezen"'), "utf-8")


def edit_navigation(source: Path) -> None:
    replace(source, "index.md", "\ncodes/index\n", "\nAlle codes <codes/index>\n")


def edit_extension(source: Path) -> None:
    replace(source, "_ext/policy_handbook/presentation/comparison.py", 'GAP = "niet geregeld"', 'GAP = "niet bepaald"')


def remove_table(source: Path) -> None:
    (source / "docs/vergelijken/bepalingen.md").write_text("# Bepalingen op een rij\n\nGeen.\n", "utf-8")


EDITS: list[Callable[[Path], None]] = [
    edit_rule,
    edit_label,
    edit_norm,
    edit_question,
    edit_what_decides,
    edit_position,
    edit_note,
    add_rule,
    rename_rule,
    remove_rule,
    add_page,
    rename_page,
    remove_page,
    put_back_older,
    edit_topic,
    edit_audience,
    edit_style,
    edit_translation,
    edit_navigation,
    edit_setting,
    edit_extension,
    remove_table,
]


# These change what is around every page: configuration, templates, the table of contents.
EVERYWHERE = (
    edit_style,
    edit_translation,
    edit_navigation,
    edit_setting,
    edit_extension,
    add_page,
    rename_page,
    remove_page,
)


# After so many edits the output is compared with a clean build: what one edit left stale, the next ones do not mend.
STRETCH = 4


def test_incremental_equals_clean(book: Path, tmp_path: Path) -> None:
    """A walk through every kind of edit, with one reader and with several in turn, writing only what changes."""
    out, doctrees = tmp_path / "html", tmp_path / "doctrees"
    build(book, out, doctrees)
    assert not differing(tree(out), clean(book, tmp_path / "clean", "auto"))
    for number, edit in enumerate(EDITS, 1):
        before, written_before, sources = tree(out), times(out), tree(book)
        edit(book)
        edited = {Path(path).with_suffix(".html").as_posix() for path in differing(sources, tree(book))}
        build(book, out, doctrees, ("1", "auto")[number % 2])
        after, written = tree(out), times(out)
        changed = set(differing(before, after))
        assert changed, f"{edit.__name__} changed nothing"
        rewritten = {path for path in written if written_before.get(path) != written[path] and path in before}
        idle = {
            path for path in rewritten - changed - edited if not path.startswith(("_", ".")) and path != "objects.inv"
        }
        if edit not in EVERYWHERE:
            assert not idle, f"{edit.__name__} wrote pages that did not change"
        if number % STRETCH == 0 or edit is EDITS[-1]:
            # What an edit made wrong is looked at again, and Sphinx then copies its assets.
            build(book, out, doctrees)
            assert pages_only(times(out)) == pages_only(written), "a build without a change wrote a page"
            names = [edit.__name__ for edit in EDITS[:number][-STRETCH:]]
            assert not differing(after, clean(book, tmp_path / "clean", "auto")), f"after {names}"


def test_two_outputs_on_one_doctree_folder(book: Path, tmp_path: Path) -> None:
    doctrees, one, two = tmp_path / "doctrees", tmp_path / "one", tmp_path / "two"
    build(book, one, doctrees)
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
    expected = clean(book, tmp_path / "clean")
    assert not differing(tree(one), expected)
    assert not differing(tree(two), expected)


@pytest.mark.parametrize("delay", [0.0, 0.3])
def test_interrupted_while_writing(book: Path, tmp_path: Path, delay: float) -> None:
    """Killed while it writes, and the edit taken back: nothing of it stays."""
    out, doctrees = tmp_path / "html", tmp_path / "doctrees"
    build(book, out, doctrees)
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
    replace(book, RULE, "Geef fouten toe", "Geef vergissingen toe")
    build(book, out, doctrees)
    assert not differing(tree(out), clean(book, tmp_path / "clean"))


def test_damaged_output_is_mended(book: Path, tmp_path: Path) -> None:
    """A page that is gone comes back, a file that does not belong goes, and a manifest that cannot be read costs only time."""
    out, doctrees = tmp_path / "html", tmp_path / "doctrees"
    build(book, out, doctrees)
    expected = tree(out)
    (out / "codes/beersel/v1.html").unlink()
    (out / "regels/turnhout/art-3.5.html").unlink()
    (out / "regels/turnhout/verdwaald.html").write_text("weg hiermee", "utf-8")
    build(book, out, doctrees)
    assert not differing(tree(out), expected)
    out.with_name("html.manifest.json").write_text("{", "utf-8")
    build(book, out, doctrees)
    assert not differing(tree(out), expected)


def test_two_clean_builds_are_identical_and_a_third_writes_nothing(tmp_path: Path) -> None:
    (tmp_path / "book").mkdir()
    book = copy_real_book(tmp_path / "book")
    first = clean(book, tmp_path / "first")
    written = times(tmp_path / "first/html")
    build(book, tmp_path / "first/html", tmp_path / "first/doctrees")
    assert times(tmp_path / "first/html") == written, "a build without a change wrote something"
    time.sleep(2.1)  # the times in a zip have a grain of two seconds
    assert not differing(first, clean(book, tmp_path / "second", "auto"))
