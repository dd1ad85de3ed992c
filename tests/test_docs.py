"""The guide for editors tells the truth: its examples build without a warning, its lists name what the code knows.

An example is a ``{code-block}`` whose caption is the path of a file of the book. Blocks with the same caption on one page are
one file, in their order. What does not open with a title is put below a text of a code that is made up for it.
"""

from __future__ import annotations

import hashlib
import re
import shutil
from pathlib import Path

import pytest
from policy_handbook.diagnostics import MESSAGES
from policy_handbook.model.positions import FIELDS
from policy_handbook.model.records import KINDS
from policy_handbook.views.registry import DIRECTIVES
from sphinx.testing.util import SphinxTestApp

ROOT = Path(__file__).parent.with_name("docs")
GUIDE = sorted((ROOT / "redactie").rglob("*.md"))
EXAMPLE = re.compile(
    r"^(?P<fence>`{3,})\{code-block\}[^\n]*\n:caption: (?P<path>(?:codes|docs)/\S+)\n\n(?P<text>.*?)^(?P=fence)$",
    re.DOTALL | re.MULTILINE,
)
FIRST_CELL = re.compile(r"^\| `([^`]+)` \|", re.MULTILINE)

FRONT = """# Code {code}

:::{{code}} {code}
---
title: Voorbeeld
authority: Voorbeeldstad
binding: richtlijn
status: ontleed
audience: personeel
context: professional
---
:::
"""
SOURCE = "Tekst van de code\n"
TEXT = """# Tekst van de code

:::{{version}} {code} v1
---
source: v1.bron.txt
sha256: {sha256}
---
:::
"""


def examples_of(page: Path) -> dict[str, str]:
    """The files that the examples of a page make together, by path."""
    files: dict[str, str] = {}
    for match in EXAMPLE.finditer(page.read_text("utf-8")):
        before = files.get(match["path"])
        files[match["path"]] = f"{before}\n{match['text']}" if before else match["text"]
    return files


def section(page: Path, title: str) -> str:
    """The part of a page below the heading *title*, up to the next heading."""
    text = page.read_text("utf-8")
    match = re.search(rf"^#+ {re.escape(title)}\n(.*?)(?=^#+ |\Z)", text, re.DOTALL | re.MULTILINE)
    assert match, f"{page.name} has no section “{title}”"
    return match[1]


def make_root(folder: Path, files: dict[str, str]) -> bool:
    """Write the examples with what they need around them; says whether a source was made up."""
    made_up = False
    for code in sorted({"beersel", "turnhout"} | {path.split("/")[1] for path in files if path.startswith("codes/")}):
        sha256 = hashlib.sha256(SOURCE.encode()).hexdigest()
        folder.joinpath("codes", code).mkdir(parents=True)
        if f"codes/{code}/index.md" not in files:
            files[f"codes/{code}/index.md"] = FRONT.format(code=code)
        text = f"codes/{code}/v1.md"
        if not files.get(text, "").startswith("# "):
            made_up = True
            files[text] = TEXT.format(code=code, sha256=sha256) + "\n" + files.get(text, "")
            files[f"codes/{code}/v1.bron.txt"] = SOURCE
    for path, text in files.items():
        folder.joinpath(path).parent.mkdir(parents=True, exist_ok=True)
        folder.joinpath(path).write_text(text, "utf-8")
    return made_up


@pytest.mark.parametrize("page", [page for page in GUIDE if examples_of(page)], ids=lambda page: page.stem)
def test_examples_build_without_a_warning(page: Path, tmp_path: Path, rootdir: Path) -> None:
    folder = tmp_path / "root"
    shutil.copytree(rootdir / "test-guide", folder)
    # An example is a part of a book: what follows from the whole of it does not hold.
    suppressed = ["policy.proof_fact", "policy.proof_unreachable"]
    if make_root(folder, examples_of(page)):
        suppressed.append("policy.source_differs")  # nor is it a part of the text that is made up for it
    app = SphinxTestApp("dummy", srcdir=folder, confoverrides={"suppress_warnings": suppressed})
    try:
        app.build()
        assert app.warning.getvalue() == ""
    finally:
        app.cleanup()


def test_there_are_examples() -> None:
    assert sum(len(examples_of(page)) for page in GUIDE) >= 10


def test_every_warning_is_explained() -> None:
    page = ROOT / "redactie" / "fouten.md"
    assert sorted(name for name in FIRST_CELL.findall(page.read_text("utf-8")) if "." not in name) == sorted(MESSAGES)


# For each directive the page and the title above the table of its options; some share one.
OPTION_TABLES = {
    name: (page, title)
    for page in GUIDE
    for title in re.findall(r"^#+ (Opties van .*)$", page.read_text("utf-8"), re.MULTILINE)
    for name in re.findall(r"`\{([a-z-]+)\}`", title)
}


def test_every_directive_is_explained() -> None:
    without = {name for name, directive in DIRECTIVES.items() if not directive.known}
    assert sorted(OPTION_TABLES) == sorted(set(DIRECTIVES) - without)
    text = "".join(page.read_text("utf-8") for page in GUIDE)
    assert not [name for name in without if f"`{{{name}}}`" not in text]


@pytest.mark.parametrize("name", sorted(OPTION_TABLES))
def test_every_option_is_explained(name: str) -> None:
    page, title = OPTION_TABLES[name]
    assert sorted(FIRST_CELL.findall(section(page, title))) == sorted(DIRECTIVES[name].known)


def test_every_field_of_a_position_is_explained() -> None:
    page = ROOT / "redactie" / "standpunt.md"
    assert sorted(FIRST_CELL.findall(section(page, "Velden van een standpunt"))) == sorted(FIELDS)


def test_every_kind_of_rule_is_explained() -> None:
    page = ROOT / "redactie" / "bepaling.md"
    assert sorted(FIRST_CELL.findall(section(page, "Soorten"))) == sorted(KINDS)


def test_the_fingerprints_of_the_sources_are_those_of_the_files() -> None:
    rows = re.findall(
        r"^\| \{code\}`(\w+)` \| `([0-9a-f]{64})` \|$", (ROOT / "over" / "bronnen.md").read_text("utf-8"), re.M
    )
    codes = ROOT.with_name("codes")
    found = {path.parent.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in codes.glob("*/v1.bron.txt")}
    assert dict(rows) == found
