"""The book as its editors write it, from the real sources."""

from __future__ import annotations

import re
from pathlib import Path

from fences import TABLES, Directive, Renamer, directives, parse, write
from flavours import FIRST, ROOT, Copy, Flavour, page, toctree

# The pages of the shared vocabulary: those that hold one of these directives.
VOCABULARY = ("act", "fact", "audience", "body")
# The folders of pages that each group of codes has of its own, with the title above them and what makes a page one of those.
FOLDERS = {
    "docs/themas": ("Thema’s", ("topic",)),
    "docs/checklists": ("Checklists", ("checklist",)),
    "docs/beslissen": ("Beslissen", ("decision-tables", "decision-coverage", "assistant", "clash")),
    "docs/casussen": ("Casussen", ("case",)),
}
# Guides that show directives to editors, and the booklets, which have measurements of their own.
_LEFT_OUT = ("docs/redactie/", "docs/ontwikkeling/", "docs/onboarding/")
# The pages of a copy stand in the contents of its group.
_TOCTREE = re.compile(r"^```\{toctree\}\n.*?^```\n", re.DOTALL | re.MULTILINE)
_LINK = re.compile(r"\[(?P<words>[^\]]*)\]\((?P<path>[^():#]+\.md)\)")

HANDBOOK_CONF = '''"""The real settings, for a synthetic book."""
import runpy
from pathlib import Path

_root = Path({root!r})
globals().update({{name: value for name, value in runpy.run_path(str(_root / "conf.py")).items() if name[:2] != "__"}})
policy_home = {{}}
policy_booklets = False
'''


def read_copy(source: Path) -> Copy:
    """The real codes and the pages about them as copy 001, with tables for the group."""
    renamer = Renamer(FIRST)
    copy = Copy()
    pages = _read_pages(source)
    if any(f"-{FIRST}" in text or f" {FIRST}" in text for text in pages.values()):
        raise SystemExit(f"“{FIRST}” stands in the sources: choose another name for the first copy")
    codes = sorted(path.parent.name for path in source.glob("codes/*/index.md"))
    group = [renamer.id(code) for code in codes]
    for code in codes:
        for path in sorted((source / "codes" / code).iterdir()):
            name = f"codes/{renamer.id(code)}/{path.name}"
            if path.suffix == ".md":
                copy.pages[name] = _rename(renamer, parse(path.read_text("utf-8")), set())
            elif path.is_file():
                copy.files[name] = path.read_bytes()
    tables: list[Directive] = []
    topics: list[str] = []
    for name, text in pages.items():
        parts = parse(text)
        folder = next((folder for folder, (_, kinds) in FOLDERS.items() if _is_in(name, folder, parts, kinds)), "")
        if not folder:
            tables += directives(parts, *TABLES)
            continue
        found = directives(parts, "topic")
        topics += [renamer.id(topic.argument) for topic in found]
        if found and not directives(parts, "comparison"):
            parts.append(Directive(":::", "comparison", found[0].argument, [f"topic: {found[0].argument}"]))
        kinds = FOLDERS[folder][1]
        siblings = {
            path.removeprefix(f"{folder}/")
            for path, words in pages.items()
            if _is_in(path, folder, parse(words), kinds)
        }
        words = _rename(renamer, parts, siblings, group)
        copy.pages[f"{folder}/{renamer.id(Path(name).stem)}.md"] = words
    title = f"Groep {FIRST}"
    fronts = [f"{code}/index" for code in group]
    copy.pages[f"codes/groep-{FIRST}.md"] = page(f"Codes, {title}", toctree(fronts, hidden=False))
    for folder, (heading, _) in FOLDERS.items():
        names = [Path(name).stem for name in copy.pages if name.startswith(f"{folder}/")]
        copy.pages[f"{folder}/groep-{FIRST}.md"] = page(f"{heading}, {title}", toctree(names, hidden=False))
    copy.pages[f"docs/vergelijken/groep-{FIRST}.md"] = page(
        f"Vergelijken, {title}", *(_group_table(renamer, table, group, topics).text() for table in tables)
    )
    return copy


def _read_pages(source: Path) -> dict[str, str]:
    """The pages of the real book beside its codes, those that are left out excepted."""
    found = {
        path.relative_to(source).as_posix(): path.read_text("utf-8") for path in sorted(source.glob("docs/**/*.md"))
    }
    return {name: _TOCTREE.sub("", text) for name, text in found.items() if not name.startswith(_LEFT_OUT)}


def _is_in(name: str, folder: str, parts: list[str | Directive], kinds: tuple[str, ...]) -> bool:
    # What stands for all codes is of the whole.
    return name.startswith(f"{folder}/") and any(d.argument not in ("", "all") for d in directives(parts, *kinds))


def _rename(renamer: Renamer, parts: list[str | Directive], siblings: set[str], group: list[str] | None = None) -> str:
    """A page of the copy; links to *siblings* lead to those of the copy, others of its kind become their words.

    Its tables are of the codes of the *group* where they name none.
    """

    def relink(match: re.Match[str]) -> str:
        path = match["path"]
        return f"[{match['words']}]({renamer.id(Path(path).stem)}.md)" if path in siblings else match["words"]

    for index, part in enumerate(parts):
        if isinstance(part, str):
            parts[index] = _LINK.sub(relink, renamer.roles(part))
            continue
        renamer.directive(part)
        part.body = [_LINK.sub(relink, line) for line in part.body]
        if group and part.name in TABLES and not part.get("codes"):
            part.set("codes", ", ".join(group))
    return write(parts)


def _group_table(renamer: Renamer, table: Directive, codes: list[str], topics: list[str]) -> Directive:
    """A table of the whole real book as one of a group."""
    renamer.directive(table)
    if not table.get("codes"):
        table.set("codes", ", ".join(codes))
    if not table.get("topic"):
        table.set("topic", ", ".join(topics))
    return table


def vocabulary_pages(source: Path) -> dict[str, str]:
    """The pages of acts, facts, audiences and bodies, as they are."""
    return {name: text for name, text in _read_pages(source).items() if directives(parse(text), *VOCABULARY)}


def handbook_flavour(source: Path) -> Flavour:
    """The book as its editors write it."""
    copy = read_copy(source)
    vocabulary = vocabulary_pages(source)

    def shared(suffixes: list[str]) -> dict[str, str]:
        groups = toctree([f"groep-{suffix}" for suffix in suffixes])
        terms = [name.removesuffix(".md") for name in vocabulary]
        others = ["docs/vergelijken/index", "docs/vragen", "docs/naast-elkaar", "docs/gebreken"]
        folders = [f"{folder}/index" for folder in FOLDERS]
        return {
            **vocabulary,
            "index.md": page(
                "Handboek",
                "Dit handboek heeft {count}`codes` codes.",
                toctree(["codes/index", *folders, *others, *terms]),
            ),
            "codes/index.md": page("Codes", ":::{overview} codes\n:::", groups),
            **{f"{folder}/index.md": page(title, groups) for folder, (title, _) in FOLDERS.items()},
            "docs/themas/index.md": page("Thema’s", ":::{overview} topics\n:::", groups),
            "docs/beslissen/index.md": page("Beslissen", ":::{assistant}\n:::", groups),
            "docs/vergelijken/index.md": page("Vergelijken", groups),
            "docs/vragen.md": page("Vragen", ":::{overview} questions\n:::"),
            "docs/naast-elkaar.md": page("Wat zeggen de codes?", ":::{assistant} all\n:::"),
            "docs/gebreken.md": page("Opmerkingen", ":::{defects}\n:::", "## Labels", ":::{own-labels}\n:::"),
        }

    return Flavour(HANDBOOK_CONF.format(root=str(ROOT)), copy, shared, {})
