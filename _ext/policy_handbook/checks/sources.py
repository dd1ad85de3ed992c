"""Whether the page of a text is its source: every word in a rule or heading, in its place, and nothing beside it."""

from __future__ import annotations

import re
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from ..diagnostics import warn
from ..domain import get_domain
from ..model import source_match as verbatim
from ..reading.doctree_text import INDEX, MARK_CLASS, OWN, RULES_CLASS, ancestors, blocks_of, text_of_blocks

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from ..model.records import Rule, Version
    from .base import Whole

#: How many differences of one text are named; of the others there is one warning that counts them.
MOST_DIFFERENCES = 20
# What the handbook itself shows on the page of a text.
_VIEWS_OF_A_TEXT = frozenset({"version", "apparatus", "law"})
# The markup that shows no more and no less than the words in it.
_IN_A_LINE = (
    nodes.emphasis,
    nodes.strong,
    nodes.inline,
    nodes.literal,
    nodes.superscript,
    nodes.subscript,
    nodes.reference,
    addnodes.pending_xref,
)
_IN_A_RULE = (
    *_IN_A_LINE,
    nodes.paragraph,
    nodes.line_block,
    nodes.line,
    nodes.block_quote,
    nodes.bullet_list,
    nodes.enumerated_list,
    nodes.list_item,
    nodes.definition_list,
    nodes.definition_list_item,
    nodes.term,
    nodes.definition,
    nodes.table,
    nodes.tgroup,
    nodes.colspec,
    nodes.thead,
    nodes.tbody,
    nodes.row,
    nodes.entry,
)
# The classes that the markup of a text can have: ours, Sphinx's of a link, MyST's of a table and its columns.
_CLASSES = frozenset(
    f"{MARK_CLASS} policy-note-call xref myst simple std std-ref std-doc colwidths-auto text-left text-center text-right".split()
)
# The ids that docutils gives where it can make none of a heading.
_SHA256 = re.compile(r"[0-9a-f]{64}")
_MADE_UP = re.compile(r"id\d+")


def check_sources(whole: Whole) -> None:
    """Warn of each text that is not its source, character for character.

    Every page with a text is compared, whatever else was reported of it: a comparison that is passed over would let a lost
    rule through without a word. What keeps it from being made (no source, no seal, other bytes) is a warning of its own.
    """
    for _, page in sorted(whole.domain.pages.items()):
        for version in page.versions:
            rules = [rule for rule in page.rules if (rule.code, rule.version) == (version.code, version.id)]
            if (source := _read_source(whole.env, version)) is not None:
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
        return verbatim.remove_residue(data.decode("utf-8-sig", "backslashreplace"), residue, verbatim.SEAM)
    except verbatim.ResidueError as error:
        warn("source_residue", version.place, path=version.residue, id=name, fault=error.why)
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
    name = f"{version.code}@{version.id}"
    mismatches = verbatim.compare(source, pieces)
    for mismatch in mismatches[:MOST_DIFFERENCES]:
        owner = owners[mismatch.piece] if mismatch.piece is not None else None
        warn(
            "source_cut" if mismatch.cuts_word else "source_differs",
            owner.place if owner is not None else version.place,
            id=name,
            rule=f" bij “{owner.id}”" if owner is not None else "",
            expected=mismatch.expected,
            found=mismatch.found or "niets meer",
        )
    if (more := len(mismatches) - MOST_DIFFERENCES) > 0:
        warn("source_more", version.place, id=name, count=more)


def check_pages(app: Sphinx, doctree: object) -> None:
    """On the page of a text: words outside every rule, and headings without an address; elsewhere, made-up addresses."""
    assert isinstance(doctree, nodes.document)
    domain, docname = get_domain(app.env), app.env.docname
    is_text = domain.text_of(docname) is not None
    for container in doctree.findall(nodes.container):
        if _is_stray(container):
            warn("fence_stray", container)
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
    for section in sections:
        assert isinstance(section[0], nodes.Element)
        _check_markup(section[0], section.get("policy:article", "") or section[0].astext(), _IN_A_LINE)
    rules = domain.pages[docname].rules
    for node in doctree.findall(nodes.Element):
        if OWN in node:
            _check_place(node)
        if INDEX in node and not rules[node[INDEX]].is_article:
            rule = rules[node[INDEX]]
            _check_markup(node, rule.id, _IN_A_RULE)
            _check_lists(node, rule.id)
            if (shown := text_of_blocks(tuple(blocks_of(node)))) != rule.text:
                warn("text_changed", rule.place, id=rule.id, text=rule.text, shown=shown)


def _is_stray(node: nodes.Element) -> bool:
    """Whether *node* is what MyST makes of ``:::`` without a name: it closed nothing, and took what follows up to the next one."""
    return isinstance(node, nodes.container) and set(node.non_default_attributes()) == {"is_div"}


def _check_place(node: nodes.Element) -> None:
    """What stands in a block of something else could be hidden with it, or show its words."""
    for parent in ancestors(node):
        if isinstance(parent, nodes.section | nodes.document):
            return
        # A rule in a rule has a warning of its own, and a note in one goes with it.
        if _is_stray(parent):
            return  # that was reported
        if OWN in parent and ("policy-rule" in parent["classes"] or "policy-rule" not in node["classes"]):
            return
        if RULES_CLASS not in parent["classes"] and not isinstance(parent, nodes.list_item):
            warn("rule_within", node, id=node[OWN], kind=parent.tagname)
            return


def _check_markup(node: nodes.Element, id: str, allowed: tuple[type[nodes.Node], ...]) -> None:
    """Within the words of a source only what shows just those words: nothing that brings words of its own, or hides some."""
    for inner in node.findall(nodes.Element):
        within = takewhile(lambda parent: parent is not node, ancestors(inner))
        if (
            inner is node
            or isinstance(inner, nodes.Invisible | nodes.system_message)
            or inner.get("view") == "apparatus"
        ):
            continue
        if OWN in inner or any(OWN in parent for parent in within):
            continue  # a rule or a note in a rule: see above
        if isinstance(inner, addnodes.pending_xref):
            known = bool(inner.get("refexplicit"))
        else:
            known = isinstance(inner, allowed) and set(inner["classes"]) <= _CLASSES
        if not known:
            kind = f"{{{inner['view']}}}" if "view" in inner else inner.tagname
            warn("text_markup", inner, id=id, kind=kind)
            return


def _check_lists(node: nodes.Element, id: str) -> None:
    """A number that Markdown made a list of is counted by the page, and no word of the text any more."""
    for numbered in node.findall(nodes.enumerated_list):
        number = f"{numbered.get('prefix', '')}{numbered.get('start', 1)}{numbered.get('suffix', '.')}"
        warn("text_list", numbered, id=id, number=number, mend=f"{number[:-1]}\\{number[-1]}")
        return


def check_numbers(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """A table of contents can number the headings of the pages below it: the numbers of a source are its own.

    Returns no pages to write again, which is what Sphinx asks for at that moment.
    """
    domain = get_domain(env)
    for docname, page in domain.pages.items():
        if page.versions and any(env.toc_secnumbers.get(docname, {}).values()):
            warn("text_numbered", page.versions[0].place, id=f"{page.versions[0].code}@{page.versions[0].id}")
    return []


def _warn_made_up(section: nodes.section, mend: str) -> None:
    id = section["ids"][0] if section["ids"] else ""
    warn("made_up_id", section, text=section[0].astext(), id=id, mend=mend)


def _words_outside(node: nodes.Node) -> str:
    """The words within *node* that stand in no part of ours (a rule, a note, what is said of both)."""
    if isinstance(node, nodes.Text):
        return " ".join(node.astext().split())
    if not isinstance(node, nodes.Element) or isinstance(node, nodes.comment | nodes.system_message | nodes.target):
        return ""
    if OWN in node:
        return ""
    if "view" in node:
        return "" if node["view"] in _VIEWS_OF_A_TEXT else f"{{{node['view']}}}"
    if isinstance(node, addnodes.toctree):
        return "{toctree}"
    if isinstance(node, nodes.image):
        return str(node.get("alt") or node.get("uri", ""))
    if isinstance(node, addnodes.pending_xref) and not node.astext():
        return str(node.get("reftarget", ""))
    return " ".join(words for child in node.children if (words := _words_outside(child)))


def setup(app: Sphinx) -> None:
    """Look at each text when it is read, and at the numbers of its headings when all are."""
    app.connect("doctree-read", check_pages)
    # After Sphinx gave its numbers, upon the same event.
    app.connect("env-get-updated", check_numbers, priority=900)
