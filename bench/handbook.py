"""The book as its editors write it, from the real sources."""

from __future__ import annotations

from pathlib import Path

from fences import Directive, Renamer, directives, parse, write
from flavours import FIRST, ROOT, Copy, Flavour, page, toctree

# The pages of the shared vocabulary: those that hold one of these directives.
VOCABULARY = ("act", "fact", "audience", "body")

HANDBOOK_CONF = '''"""The real settings, for a synthetic book."""
import runpy
from pathlib import Path

_root = Path({root!r})
globals().update({{name: value for name, value in runpy.run_path(str(_root / "conf.py")).items() if name[:2] != "__"}})
templates_path = [str(_root / path) for path in templates_path]
html_static_path = [str(_root / path) for path in html_static_path]
locale_dirs = [str(_root / path) for path in locale_dirs]
policy_home = {{}}
'''


def read_copy(source: Path) -> Copy:
    """The real codes and topic pages as copy 001, with tables for the group."""
    renamer = Renamer(FIRST)
    copy = Copy()
    texts = [path.read_text("utf-8") for path in (*source.glob("codes/*/*.md"), *source.glob("docs/themas/*.md"))]
    if any(f"-{FIRST}" in text or f" {FIRST}" in text for text in texts):
        raise SystemExit(f"“{FIRST}” stands in the sources: choose another name for the first copy")
    codes = sorted(path.parent.name for path in source.glob("codes/*/index.md"))
    group = [renamer.id(code) for code in codes]
    for code in codes:
        for path in sorted((source / "codes" / code).iterdir()):
            name = f"codes/{renamer.id(code)}/{path.name}"
            if path.suffix == ".md":
                copy.pages[name] = _rename(renamer, path.read_text("utf-8"))
            elif path.is_file():
                copy.files[name] = path.read_bytes()
    topics = []
    for path in sorted(source.glob("docs/themas/*.md")):
        parts = parse(path.read_text("utf-8"))
        if not (found := directives(parts, "topic")):
            continue
        topics.append(renamer.id(found[0].argument))
        if not directives(parts, "comparison"):
            parts.append(Directive(":::", "comparison", found[0].argument, [f"topic: {found[0].argument}"]))
        _rename_parts(renamer, parts)
        for table in directives(parts, "comparison", "coverage", "differences", "gaps", "rules"):
            if not table.get("codes"):
                table.set("codes", ", ".join(group))
        copy.pages[f"docs/themas/{renamer.id(path.stem)}.md"] = write(parts)
    title = f"Groep {FIRST}"
    fronts = [f"{code}/index" for code in group]
    copy.pages[f"codes/groep-{FIRST}.md"] = page(f"Codes, {title}", toctree(fronts, hidden=False))
    pages = [Path(name).stem for name in copy.pages if name.startswith("docs/themas/")]
    copy.pages[f"docs/themas/groep-{FIRST}.md"] = page(f"Thema’s, {title}", toctree(pages, hidden=False))
    copy.pages[f"docs/vergelijken/groep-{FIRST}.md"] = page(
        f"Vergelijken, {title}", *(table.text() for table in _group_tables(group, topics))
    )
    return copy


def _rename(renamer: Renamer, text: str) -> str:
    parts = parse(text)
    _rename_parts(renamer, parts)
    return write(parts)


def _rename_parts(renamer: Renamer, parts: list[str | Directive]) -> None:
    for index, part in enumerate(parts):
        if isinstance(part, str):
            parts[index] = renamer.roles(part)
        else:
            renamer.directive(part)


def _group_tables(codes: list[str], topics: list[str]) -> list[Directive]:
    every = [f"topic: {', '.join(topics)}", f"codes: {', '.join(codes)}"]
    return [
        Directive(":::", "coverage", f"dekking-{FIRST}", [*every, "caption: Bepalingen per thema en per code"]),
        Directive(":::", "differences", f"verschillen-{FIRST}", [*every, "caption: Strengere en strijdige bepalingen"]),
        *(Directive(":::", "gaps", f"hiaten-{code}", [every[0], f"codes: {code}"]) for code in codes),
    ]


def vocabulary_pages(source: Path) -> dict[str, str]:
    """The pages of acts, facts, audiences and bodies, as they are."""
    found = {}
    for path in sorted(source.glob("docs/**/*.md")):
        text = path.read_text("utf-8")
        if directives(parse(text), *VOCABULARY):
            found[path.relative_to(source).as_posix()] = text
    return found


def handbook_flavour(source: Path) -> Flavour:
    """The book as its editors write it."""
    copy = read_copy(source)
    vocabulary = vocabulary_pages(source)

    def shared(suffixes: list[str]) -> dict[str, str]:
        groups = toctree([f"groep-{suffix}" for suffix in suffixes])
        terms = [name.removesuffix(".md") for name in vocabulary]
        return {
            **vocabulary,
            "index.md": page(
                "Handboek",
                toctree(["codes/index", "docs/themas/index", "docs/vergelijken/index", "docs/vragen", *terms]),
            ),
            "codes/index.md": page("Codes", ":::{overview} codes\n:::", groups),
            "docs/themas/index.md": page("Thema’s", ":::{overview} topics\n:::", groups),
            "docs/vergelijken/index.md": page("Vergelijken", groups),
            "docs/vragen.md": page("Vragen", ":::{overview} questions\n:::"),
        }

    return Flavour(HANDBOOK_CONF.format(root=str(ROOT)), copy, shared, {})
