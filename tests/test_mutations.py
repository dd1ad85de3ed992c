"""Two hundred seeded changes to the pages of the five texts: the build reports each of them, and none of the pages as they are.

Each changed page is a text of its own, with a copy of its source, in one book that is read once; nothing else is in that book,
so what a page names elsewhere (norms, acts) is unknown there and passed over here.
"""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING

import pytest
from books import REPOSITORY, parse_warnings
from sphinx.testing.util import SphinxTestApp

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

CODES = ("beersel", "bijlage13", "handreiking", "mandatarissen", "turnhout")
SEED = 10
#: What says that a text is not its source.
REPORTS = {"source_differs", "text_outside_rule", "made_up_id", "heading_mark", "rule_empty"}
_RULE = re.compile(
    r"(?P<open>^:::\{rule\} (?P<id>\S+)\n---\n(?P<options>.*?)^---\n)(?P<words>.*?)(?P<close>^:::\n)",
    re.MULTILINE | re.DOTALL,
)
_HEADING = re.compile(r"^(#{1,6}) (.+)$", re.MULTILINE)
_MARK = re.compile(r'^mark: "(.+)"$', re.MULTILINE)
_LETTER = re.compile(r"[a-zà-ÿ]")
_WORD = re.compile(r"(?<![\w{`<])[^\W\d_]{3,}(?![\w}`>])")
_BARE = "\n## Artikel 99\n\n:::{article} art-99\n---\nlabel: art. 99\nmark: Artikel 99\n---\n:::\n"


def _in_words(pattern: re.Pattern[str], change: Callable[[str], str], page: str, chance: random.Random) -> str:
    """The page with one match of *pattern* within the words of a rule changed; nothing within a role's markup."""
    spans = []
    for rule in _RULE.finditer(page):
        start = rule.start("words")
        for match in pattern.finditer(rule["words"]):
            before = rule["words"][: match.start()]
            if before.count("`") % 2 == 0 and before.count("{") == before.count("}") and "](" not in rule["words"]:
                spans.append((start + match.start(), start + match.end()))
    start, end = chance.choice(spans)
    return page[:start] + change(page[start:end]) + page[end:]


def change_a_word(page: str, chance: random.Random) -> str:
    return _in_words(_WORD, lambda word: word + "je", page, chance)


def change_a_letter(page: str, chance: random.Random) -> str:
    return _in_words(_LETTER, lambda letter: "x" if letter != "x" else "y", page, chance)


def change_punctuation(page: str, chance: random.Random) -> str:
    return _in_words(re.compile(r"(?<=\w)[.,](?=\s)"), lambda mark: ";", page, chance)


def change_a_mark(page: str, chance: random.Random) -> str:
    found = chance.choice(list(_MARK.finditer(page)))
    return f'{page[: found.start()]}mark: "{"–" if found[1] != "–" else "-"}"{page[found.end() :]}'


def delete_a_rule(page: str, chance: random.Random) -> str:
    rule = chance.choice(list(_RULE.finditer(page)))
    return page[: rule.start()] + page[rule.end() :]


def swap_two_rules(page: str, chance: random.Random) -> str:
    rules = list(_RULE.finditer(page))
    while True:
        first, second = sorted(chance.sample(rules, 2), key=lambda rule: rule.start())
        if first["words"] != second["words"]:
            break
    between = page[first.end() : second.start()]
    return page[: first.start()] + second[0] + between + first[0] + page[second.end() :]


def change_a_heading(page: str, chance: random.Random) -> str:
    heading = chance.choice(list(_HEADING.finditer(page)))
    return f"{page[: heading.end()]} enzovoort{page[heading.end() :]}"


def add_a_sentence(page: str, chance: random.Random) -> str:
    rule = chance.choice(list(_RULE.finditer(page)))
    return f"{page[: rule.end('words')].rstrip()} Dat geldt altijd.\n{page[rule.start('close') :]}"


def add_an_article(page: str, chance: random.Random) -> str:
    """One whose mark is its whole heading, as none of the five has: after any rule."""
    rule = chance.choice(list(_RULE.finditer(page)))
    return f"{page[: rule.end()]}{_BARE}{page[rule.end() :]}"


def change_beside_such_an_article(page: str, chance: random.Random) -> str:
    """The same at the end of the text, where the source has it too (see :func:`write_text`), and a word lost elsewhere."""
    return delete_a_rule(page, chance) + _BARE


MUTATIONS = (
    change_a_word,
    change_a_letter,
    change_punctuation,
    change_a_mark,
    delete_a_rule,
    swap_two_rules,
    change_a_heading,
    add_a_sentence,
    add_an_article,
    change_beside_such_an_article,
)


def write_text(folder: Path, code: str, name: str, page: str, *, bare: bool = False) -> None:
    """A text of the code *name* with the source of *code*, in a folder of its own."""
    target = folder / "codes" / name
    target.mkdir(parents=True)
    for file in (REPOSITORY / "codes" / code).glob("v1.*"):
        if file.suffix != ".md":
            data = file.read_bytes()
            if bare and file.name == "v1.bron.txt":
                data += b"\nArtikel 99\n"
                page = re.sub(r"^sha256: \w+$", "sha256: opnieuw", page, flags=re.MULTILINE)
            (target / file.name).write_bytes(data)
    page = page.replace(f"{{version}} {code} v1", f"{{version}} {name} v1", 1)
    (target / "v1.md").write_text(page, "utf-8")


def build(folder: Path, out: Path) -> dict[str, set[str]]:
    """The reports on each page: the subtypes of :data:`REPORTS`."""
    (folder / "conf.py").write_text(
        'extensions = ["myst_parser", "policy_handbook"]\nlanguage = "nl"\nsmartquotes = False\nprimary_domain = "policy"\n'
        'myst_enable_extensions = ["colon_fence"]\nexclude_patterns = ["**/*.txt", "**/*.tsv"]\n'
        'myst_disable_syntax = ["html_inline", "html_block", "code"]\n',
        "utf-8",
    )
    (folder / "index.md").write_text("# Proef\n\n```{toctree}\n:glob:\n\ncodes/*/v1\n```\n", "utf-8")
    app = SphinxTestApp("dummy", srcdir=folder, builddir=out, freshenv=True)
    try:
        app.builder.build([], method="specific")  # what is reported is so when a page was read; nothing need be written
    finally:
        app.cleanup()
    found: dict[str, set[str]] = {}
    for warning in parse_warnings(app.warning.getvalue(), folder):
        kind = warning.type.removeprefix("policy.")
        if kind in REPORTS:
            found.setdefault(warning.file, set()).add(kind)
    return found


@pytest.mark.slow
def test_every_change_to_a_text_is_reported(tmp_path: Path) -> None:
    chance = random.Random(SEED)
    pages = {code: (REPOSITORY / f"codes/{code}/v1.md").read_text("utf-8") for code in CODES}
    folder, changes = tmp_path / "source", {}
    for code, page in pages.items():
        write_text(folder, code, f"{code}-zelf", page)
        write_text(folder, code, f"{code}-kop", page + _BARE, bare=True)
        for mutate in MUTATIONS:
            for number in range(4):
                changed = mutate(page, chance)
                assert changed != page
                name = f"{code}-{mutate.__name__.replace('_', '-')}-{number}"
                write_text(folder, code, name, changed, bare=mutate is change_beside_such_an_article)
                changes[f"codes/{name}/v1.md"] = name
    assert len(changes) == 200
    found = build(folder, tmp_path / "out")
    assert [name for path, name in changes.items() if path not in found] == []
    assert sorted(set(found) - set(changes)) == []
