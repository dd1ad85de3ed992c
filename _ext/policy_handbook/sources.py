"""Whether the page of a text is its source: every word in a rule or heading, in its place, and nothing beside it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes

from .diagnostics import warn
from .domain import get_domain
from .model import verbatim

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from .model.records import Page, Rule, Version

# The ids that docutils gives where it can make none of a heading.
_SHA256 = re.compile(r"[0-9a-f]{64}")
_MADE_UP = re.compile(r"id\d+")


def check_sources(env: BuildEnvironment, pages: Mapping[str, Page]) -> None:
    """Warn of each text that is not its source, character for character.

    Every page with a text is compared, whatever else was reported of it: a comparison that is passed over would let a lost
    rule through without a word. What keeps it from being made (no source, no seal, other bytes) is a warning of its own.
    """
    for _, page in sorted(pages.items()):
        for version in page.versions:
            rules = [rule for rule in page.rules if (rule.code, rule.version) == (version.code, version.id)]
            if (source := _read_source(env, version)) is not None:
                _compare(version, rules, source)


def _read_source(env: BuildEnvironment, version: Version) -> str | None:
    """The source of a version without its residue; None, with a warning, where it cannot be had."""
    name = f"{version.code}@{version.id}"
    if not version.source:
        return None  # the directive warned that the option is missing
    files = [Path(env.srcdir, path) for path in (version.source, version.residue) if path]
    if missing := next((path for path in files if not path.is_file()), None):
        warn("source_missing", version.place, path=missing.relative_to(env.srcdir).as_posix(), id=name)
        return None
    data, *residue_data = (path.read_bytes() for path in files)
    if version.sha256 and not _SHA256.fullmatch(version.sha256):
        warn("source_unsealed", version.place, id=name, now=verbatim.sha256(data))
    elif version.sha256 and verbatim.sha256(data) != version.sha256:
        warn("source_changed", version.place, path=version.source, id=name, now=verbatim.sha256(data))
        return None
    # What is not UTF-8 is shown as such where it differs.
    residue_text = "".join(part.decode("utf-8-sig", "backslashreplace") for part in residue_data)
    try:
        residue = verbatim.parse_residue(residue_text)
        return verbatim.remove_residue(data.decode("utf-8-sig", "backslashreplace"), residue)
    except verbatim.ResidueError as error:
        warn("source_residue", version.place, path=version.residue, id=name, fault=error)
        return None


def _compare(version: Version, rules: Iterable[Rule], source: str) -> None:
    """Walk the source along the title and every rule's mark and words; one without words (a heading that is its mark) is normal."""
    owners: list[Rule | None] = [None]
    pieces = [version.title]
    for rule in rules:
        for words in (rule.mark, rule.text):
            if words:
                owners.append(rule)
                pieces.append(words)
    mismatch = verbatim.compare(source, pieces)
    if mismatch is None:
        return
    owner = owners[mismatch.piece] if mismatch.piece is not None else None
    warn(
        "source_differs",
        owner.place if owner is not None else version.place,
        id=f"{version.code}@{version.id}",
        rule=f" bij “{owner.id}”" if owner is not None else "",
        expected=mismatch.expected,
        found=mismatch.found or "niets meer",
    )


def check_pages(app: Sphinx, doctree: object) -> None:
    """On the page of a text: words outside every rule, and headings without an address; elsewhere, made-up addresses."""
    assert isinstance(doctree, nodes.document)
    domain, docname = get_domain(app.env), app.env.docname
    is_text = domain.text_of(docname) is not None
    sections = list(doctree.findall(nodes.section))
    for section in sections[1:]:
        if is_text and "policy:article" not in section:
            _warn_made_up(section, "een {article} met een id onder")
        elif not is_text and all(_MADE_UP.fullmatch(id) for id in section["ids"]):
            _warn_made_up(section, "een regel “(eigen-naam)=” boven")
    if not is_text:
        return
    for parent in (doctree, *sections):
        for child in parent.children:
            if not isinstance(child, nodes.section | nodes.title) and (words := _words_outside(child)):
                warn("text_outside_rule", child, text=words[:80])


def _warn_made_up(section: nodes.section, mend: str) -> None:
    id = section["ids"][0] if section["ids"] else ""
    warn("made_up_id", section, text=section[0].astext(), id=id, mend=mend)


def _words_outside(node: nodes.Node) -> str:
    """The words within *node* that stand in no part of ours (a rule, a note, a generated part)."""
    if isinstance(node, nodes.Text):
        return " ".join(node.astext().split())
    if not isinstance(node, nodes.Element) or isinstance(node, nodes.comment | nodes.system_message | nodes.target):
        return ""
    classes: list[str] = node.get("classes", [])
    if "view" in node or any(name.startswith("policy-") for name in classes):
        return ""
    if isinstance(node, nodes.image):
        return str(node.get("alt") or node.get("uri", ""))
    return " ".join(words for child in node.children if (words := _words_outside(child)))


def setup(app: Sphinx) -> None:
    """Look at each text when it is read."""
    app.connect("doctree-read", check_pages)
