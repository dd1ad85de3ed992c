"""Random edits of a book, by a seed: after each, what a build leaves must be what a clean build gives.

Run it for longer than the tests do, or again for a seed that failed::

    python tests/edits.py --seed 7 --count 500
    python tests/edits.py --seed 7 --count 5 --real
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "_ext"))

import pytest
from books import Book, copy_real_book, differing, tree
from held import Held

if TYPE_CHECKING:
    from collections.abc import Callable

Edit = tuple[str, "Callable[[], None]"]

MODALITIES = ("verplicht", "verboden", "toegelaten", "aanbevolen", "toelichtend")
WORDS = ("bericht", "foto", "collega", "kanaal", "*altijd*", "`nooit`", "naam", "vraag")
OLD = 1_500_000_000
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001"
    "a5f645400000000049454e44ae426082"
)


class Editor:
    """Edits the book in a folder, at random; every edit keeps it a book that can be built."""

    def __init__(self, source: Path, random: Random) -> None:
        self._source = source
        self._random = random
        self._earlier: list[tuple[Path, bytes]] = []
        self._count = 0
        self._to_come: list[Callable[[Editor], str]] = []

    def edit(self) -> str:
        """Make one edit, of each kind in turn in a random order; what it was, for whoever reads why a test failed."""
        while True:
            if not self._to_come:
                self._to_come = self._random.sample(KINDS, len(KINDS))
            if what := (kind := self._to_come.pop())(self):
                return f"{kind.__name__} {what}"

    # -- what there is

    def _pages(self, *folders: str) -> list[Path]:
        return sorted(path for folder in folders or ("codes", "docs") for path in (self._source / folder).rglob("*.md"))

    def _name(self, path: Path) -> str:
        return path.relative_to(self._source).as_posix()

    def _write(self, path: Path, text: str | bytes) -> str:
        """Write a file, keeping what it was."""
        if path.exists():
            self._earlier.append((path, path.read_bytes()))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return self._name(path)

    def _new(self) -> str:
        self._count += 1
        return f"nieuw-{self._count}"

    def _change(self, pages: list[Path], pattern: str, new: Callable[[re.Match[str]], str]) -> str:
        """Replace one match of *pattern*, on a page that has one."""
        places = [
            (page, match) for page in pages for match in re.finditer(pattern, page.read_text("utf-8"), re.MULTILINE)
        ]
        if not places:
            return ""
        page, match = self._random.choice(places)
        text = page.read_text("utf-8")
        return self._write(page, text[: match.start()] + new(match) + text[match.end() :])

    # -- kinds of edit

    def words(self) -> str:
        """A word more or less in a line of words."""
        word = self._random.choice(WORDS)
        return self._change(self._pages(), r"^[A-Z][^:{}\n]{20,}$", lambda match: f"{match[0]} {word}")

    def fewer_words(self) -> str:
        """A line of words is gone."""
        return self._change(self._pages("docs"), r"^[A-Z][^:{}\n|]{30,}\n", lambda match: "Minder.\n")

    def modality(self) -> str:
        """Another modality in a position."""
        return self._change(
            self._pages("codes"),
            rf": (?:{'|'.join(MODALITIES)}) (?=\")",
            lambda match: f": {self._random.choice(MODALITIES)} ",
        )

    def label(self) -> str:
        """Another label of a rule, topic, norm or term."""
        return self._change(self._pages(), r"^label: .+$", lambda match: f"{match[0]} {self._random.choice(WORDS)}")

    def question(self) -> str:
        """Another question."""
        return self._change(self._pages(), r"^question: .+\?$", lambda match: f"{match[0][:-1]} nu?")

    def norm(self) -> str:
        """Another norm, on which nobody has a position."""
        topics = [page for page in self._pages("docs") if ":::{topic}" in page.read_text("utf-8")]
        if not topics:
            return ""
        page = self._random.choice(topics)
        name = self._new()
        return self._write(
            page,
            f"{page.read_text('utf-8').rstrip()}\n\n:::{{norm}} {name}\n---\nquestion: Klopt {name}?\n---\nDit is {name}.\n:::\n",
        )

    def rule(self) -> str:
        """Another rule, which its source does not have: a warning, and a page all the same."""
        page = self._random.choice([page for page in self._pages("codes") if page.name != "index.md"])
        name = self._new()
        return self._write(
            page,
            f"{page.read_text('utf-8').rstrip()}\n\n"
            f":::{{rule}} {name}\n---\nlabel: {name}\nkind: preamble\n---\nEen {name}.\n:::\n",
        )

    def heading(self) -> str:
        """A heading has other words, or markup."""
        return self._change(
            self._pages("docs"), r"^(#{1,3} .+)$", lambda match: f"{match[1]} {self._random.choice(WORDS)}"
        )

    def more_headings(self) -> str:
        """A page has another heading."""
        page = self._random.choice(self._pages("docs"))
        return self._write(page, f"{page.read_text('utf-8').rstrip()}\n\n## Kop {self._new()}\n\nWoord.\n")

    def add_page(self) -> str:
        """A page that another may come to name, by its title, a label, a figure, a term."""
        name = self._new()
        text = (
            f"({name})=\n# Pagina {name}\n\nZie [](../index.md).\n\n```{{figure}} {name}.png\n:name: fig-{name}\n\nBeeld.\n```\n\n"
            f"```{{glossary}}\n{name}\n  Wat het is.\n```\n"
        )
        self._write(self._source / "docs" / f"{name}.png", PNG)
        return self._write(self._source / "docs" / f"{name}.md", text)

    def remove_page(self) -> str:
        """A page that was added is gone."""
        added = [page for page in self._pages("docs") if page.name.startswith("nieuw-")]
        if not added:
            return ""
        page = self._random.choice(added)
        page.unlink()
        return self._name(page)

    def rename_page(self) -> str:
        """A page has another place."""
        added = [page for page in self._pages("docs") if page.name.startswith("nieuw-")]
        if not added:
            return ""
        page = self._random.choice(added)
        page.rename(page.with_name(f"{self._new()}.md"))
        return self._name(page)

    def link(self) -> str:
        """A link to a page that was added, in one of the ways that there are."""
        added = [page for page in self._pages("docs") if re.fullmatch(r"nieuw-\d+", page.stem)]
        if not added:
            return ""
        name = self._random.choice(added).stem
        way = self._random.choice(
            (
                "{{doc}}`/docs/{0}`",
                "{{ref}}`{0}`",
                "{{numref}}`fig-{0}`",
                "{{term}}`{0}`",
                "[](#{0})",
                "[](/docs/{0}.md)",
                "![x](/docs/{0}.png)",
            )
        )
        page = self._random.choice(self._pages("docs"))
        return self._write(page, f"{page.read_text('utf-8').rstrip()}\n\n{way.format(name)}\n")

    def toctree(self) -> str:
        """A table of contents is hidden or shown, numbered, or goes less deep."""
        option = self._random.choice((":hidden:", ":numbered:", ":maxdepth: 1", ":titlesonly:", ":reversed:"))

        def turn(match: re.Match[str]) -> str:
            options = match[2].splitlines()
            options = [line for line in options if line != option] if option in options else [option, *options]
            return match[1] + "".join(f"{line}\n" for line in options)

        return self._change([self._source / "index.md", *self._pages()], r"^(`{3,}\{toctree\}\n)((?::.*\n)*)", turn)

    def setting(self) -> str:
        """A setting of conf.py."""
        line = self._random.choice(
            (
                f'html_title = "Handboek {self._new()}"',
                f'policy_handbook_url = "https://intranet.example/{self._new()}"',
                f"numfig = {self._random.choice((True, False))}",
                f"html_show_copyright = {self._random.choice((True, False))}",
                f'html_context = {{"eigen": "{self._new()}"}}',
                f'policy_editors = "de dienst {self._new()}"',
                f"# {self._new()}",
            )
        )
        path = self._source / "conf.py"
        return f"{self._write(path, path.read_text('utf-8') + line + chr(10))}: {line}"

    def template(self) -> str:
        """What stands around every page."""
        text = '{% extends "!layout.html" %}\n{% block footer %}{{ super() }}<p>NAAM</p>{% endblock %}\n'
        if (self._source / "_templates/layout.html").exists():
            text = (self._source / "_templates/layout.html").read_text("utf-8") + "<!-- NAAM -->\n"
        return self._write(self._source / "_templates/layout.html", text.replace("NAAM", self._new()))

    def static(self) -> str:
        """A static file is added, changed, moved or removed."""
        folder = self._source / "_static"
        files = sorted(path for path in folder.rglob("*") if path.is_file() and path.name.startswith("nieuw-"))
        how = self._random.choice(("add", "change", "move", "remove"))
        if how == "add" or not files:
            return self._write(folder / f"{self._new()}.css", f"p {{ order: {self._count} }}\n")
        path = self._random.choice(files)
        if how == "change":
            return self._write(path, path.read_bytes() + b"/* anders */\n")
        if how == "move":
            target = folder / self._new() / path.name
            target.parent.mkdir()
            path.rename(target)
        else:
            path.unlink()
        return f"{how} {self._name(path)}"

    def image(self) -> str:
        """An image becomes another, or one of the same name comes or goes."""
        images = sorted((self._source / "docs").rglob("nieuw-*.png"))
        if not images:
            return ""
        path = self._random.choice(images)
        twin = self._source / "docs" / "beelden" / path.name
        if self._random.random() < 0.4:
            return self._write(path, path.read_bytes() + b"\0")
        if twin.exists():
            twin.unlink()
            return f"remove {self._name(twin)}"
        self._write(twin, PNG)
        page = self._random.choice(self._pages("docs"))
        return self._write(page, f"{page.read_text('utf-8').rstrip()}\n\n![y](/docs/beelden/{twin.name})\n")

    def put_back(self) -> str:
        """A file as it was before, with a time of long ago: restored from elsewhere."""
        if not self._earlier:
            return ""
        path, data = self._random.choice(self._earlier)
        if not path.exists():
            return ""
        path.write_bytes(data)
        os.utime(path, (OLD, OLD))
        return self._name(path)

    def touch(self) -> str:
        """A file with another time and the same content."""
        page = self._random.choice(self._pages())
        moment = self._random.choice((OLD, None))
        os.utime(page, None if moment is None else (moment, moment))
        return self._name(page)


KINDS: list[Callable[[Editor], str]] = [
    Editor.words,
    Editor.fewer_words,
    Editor.modality,
    Editor.label,
    Editor.question,
    Editor.norm,
    Editor.rule,
    Editor.heading,
    Editor.more_headings,
    Editor.add_page,
    Editor.add_page,
    Editor.remove_page,
    Editor.rename_page,
    Editor.link,
    Editor.link,
    Editor.toctree,
    Editor.setting,
    Editor.template,
    Editor.static,
    Editor.image,
    Editor.put_back,
    Editor.touch,
]


def walk_small(folder: Path, seed: int, count: int) -> list[str]:
    """Edit the small book *count* times and compare; the edits made. Fails with those that led to a difference.

    One build in five cannot write some file, at random; the next one must.
    """
    random = Random(seed)
    book = Book("test-book", folder)
    (book.source / "_static").mkdir()
    book.write("conf.py", book.read("conf.py") + 'html_static_path = ["_static"]\ntemplates_path = ["_templates"]\n')
    (book.source / "_templates").mkdir()
    # A sequence of its own, since what is random besides depends on the output.
    editor = Editor(book.source, Random(f"edits {seed}"))
    out = Path(book.build("handbook").app.outdir)
    done: list[str] = []
    for step in range(count):
        before = len(done)
        done += [editor.edit() for _ in range(random.choice((1, 1, 1, 2, 3)))]
        if random.random() < 0.2:
            with pytest.MonkeyPatch.context() as patch:
                path = random.choice(sorted(path for path in out.rglob("*") if path.is_file()))
                Held(patch, path)
                done.append(f"held {path.relative_to(out)}")
                book.build("handbook", fresh=False, jobs=random.choice((0, 2)))
        built = book.build("handbook", fresh=False, jobs=random.choice((0, 2)))
        shutil.rmtree(folder / "clean", ignore_errors=True)
        clean = book.build("handbook", out="clean")
        found = differing(tree(out), tree(Path(clean.app.outdir)))
        assert not found, f"seed {seed}, step {step}: {found} after {done[before:]}"
        assert sorted(map(repr, built.warnings)) == sorted(map(repr, clean.warnings)), (
            f"seed {seed}, step {step}: other warnings after {done[before:]}"
        )
        if step % 10 == 0:
            times = {path: path.stat().st_mtime_ns for path in out.rglob("*.html")}
            book.build("handbook", fresh=False)
            changed = [path for path, time in times.items() if path.stat().st_mtime_ns != time]
            assert not changed, f"seed {seed}, step {step}: a build without a change wrote {changed}"
    return done


def walk_real(folder: Path, seed: int, count: int) -> list[str]:
    """The same on a copy of the real book, each build in a process of its own."""
    random = Random(seed)
    source = folder / "source"
    source.mkdir()
    copy_real_book(source)
    editor = Editor(source, random)
    out, clean = folder / "out" / "html", folder / "clean" / "html"
    run_build(source, out)
    done: list[str] = []
    for step in range(count):
        done.append(editor.edit())
        run_build(source, out, random.choice(("1", "auto")))
        shutil.rmtree(clean.parent, ignore_errors=True)
        run_build(source, clean, "auto")
        found = differing(tree(out), tree(clean))
        assert not found, f"seed {seed}, step {step}: {found} after {done[-1]}"
    return done


def build_command(jobs: str) -> list[str]:
    """The build of the site without booklets, which have tests of their own, on a book that prints in no time."""
    return [sys.executable, "-m", "sphinx", "-q", "-b", "handbook", "-D", "policy_booklets=0", "-j", jobs]


def run_build(source: Path, out: Path, jobs: str = "auto") -> None:
    """Build the site of a source folder, with its doctrees beside the output and without booklets."""
    done = subprocess.run(
        [*build_command(jobs), "-d", str(out.with_name("doctrees")), str(source), str(out)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--real", action="store_true", help="the real book, which takes seconds an edit")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        walk = walk_real if options.real else walk_small
        for edit in walk(Path(folder), options.seed, options.count):
            print(edit)


if __name__ == "__main__":
    main()
