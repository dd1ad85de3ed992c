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
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from .model.handbook import Handbook
    from .model.records import Rule

# The ids that docutils gives where it can make none of a heading.
_SHA256 = re.compile(r"[0-9a-f]{64}")
_MADE_UP = re.compile(r"id\d+")


def check_sources(env: BuildEnvironment, book: Handbook, flawed: set[str]) -> None:
    """Warn of each text that is not its source, character for character; *flawed* pages have had their warning."""
    flawed |= {duplicate.place.docname for duplicate in book.duplicates if duplicate.kind in ("rule", "version")}
    for (code, version_id), rules in book.texts.items():
        version = book.versions.get(code, {}).get(version_id)
        if version is None or not version.source or not version.sha256:
            continue
        name = f"{code}@{version_id}"
        files = [Path(env.srcdir, path) for path in (version.source, version.residue) if path]
        if missing := next((path for path in files if not path.is_file()), None):
            warn("source_missing", version.place, path=missing.relative_to(env.srcdir).as_posix(), id=name)
            continue
        data, *residue_data = (path.read_bytes() for path in files)
        if not _SHA256.fullmatch(version.sha256):
            warn("source_unsealed", version.place, id=name, now=verbatim.sha256(data))
        elif verbatim.sha256(data) != version.sha256:
            warn("source_changed", version.place, path=version.source, id=name, now=verbatim.sha256(data))
            continue
        # What is not UTF-8 is shown as such where it differs.
        residue_text = "".join(part.decode("utf-8-sig", "backslashreplace") for part in residue_data)
        try:
            residue = verbatim.parse_residue(residue_text)
            source = verbatim.remove_residue(data.decode("utf-8-sig", "backslashreplace"), residue)
        except verbatim.ResidueError as error:
            warn("source_residue", version.place, path=version.residue, id=name, fault=error)
            continue
        if version.place.docname in flawed:
            continue
        owners: list[Rule | None] = [None]
        pieces = [version.title]
        for rule in rules.values():
            for words in (rule.mark, rule.text):
                if words:
                    owners.append(rule)
                    pieces.append(words)
        mismatch = verbatim.compare(source, pieces)
        if mismatch is not None:
            owner = owners[mismatch.piece] if mismatch.piece is not None else None
            place = owner.place if owner is not None else version.place
            where = f" bij “{owner.id}”" if owner is not None else ""
            warn(
                "source_differs",
                place,
                id=name,
                rule=where,
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
            domain.flawed[docname] = True
            _warn_made_up(section, "een {article} met een id onder")
        elif not is_text and all(_MADE_UP.fullmatch(id) for id in section["ids"]):
            _warn_made_up(section, "een regel “(eigen-naam)=” boven")
    if not is_text:
        return
    for parent in (doctree, *sections):
        for child in parent.children:
            if not isinstance(child, nodes.section | nodes.title) and (words := _words_outside(child)):
                warn("text_outside_rule", child, text=words[:80])
    rules = [node for node in doctree.findall(nodes.container) if _is_rule(node)]
    nested = any(_is_rule(inner) for outer in rules for inner in outer.findall(nodes.container) if inner is not outer)
    if nested or not all(rule.text for rule in domain.pages[docname].rules):
        domain.flawed[docname] = True


def _is_rule(node: nodes.container) -> bool:
    return "policy-rule" in node["classes"]


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
