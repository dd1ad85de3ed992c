"""What Sphinx, docutils, MyST and sphinx-design say of a page, in the words of our own messages.

Their warnings of what an editor can do wrong are recognised by their text, and said again as one of ours at the same place. What
is not in the list, or is said in another language, stays as it was.
"""

from __future__ import annotations

import logging
import posixpath
import re
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util.logging import NAMESPACE, WarningStreamHandler, is_suppressed_warning

from ..diagnostics import message, nearest
from ..domain import get_domain

if TYPE_CHECKING:
    from sphinx.application import Sphinx

# Directives and roles of others that an editor can want, beside the many that are ours.
_DIRECTIVES = {
    "admonition", "code-block", "csv-table", "dropdown", "figure", "glossary", "grid", "image", "include", "list-table",
    "literalinclude", "note", "only", "seealso", "tab-item", "tab-set", "table", "tip", "toctree", "warning",
}  # fmt: skip
_ROLES = {"any", "doc", "download", "ref", "term"}
# An error of the operating system, as words or as Python writes it.
_FAULT = r"(?:\w+\(|\[Errno )\d+[,\]] ?'?(?P<fault>[^':]*)'?.*"
# Their text, our message, and the words of ours that theirs does not have.
_FOREIGN: tuple[tuple[str, str, dict[str, str]], ...] = (
    # tables of contents
    (r"toctree contains reference to nonexisting document '(?P<id>.*)'", "toc_missing", {}),
    (r"toctree contains reference to excluded document '(?P<id>.*)'", "toc_excluded", {}),
    (r"toctree contains reference to document '(?P<id>.*)' that doesn't have a title.*", "toc_no_title", {}),
    (r"toctree glob pattern '(?P<id>.*)' didn't match any documents", "toc_empty", {}),
    (r"duplicated entry found in toctree: (?P<id>.*)", "toc_twice", {}),
    (r"document isn't included in any toctree", "toc_not_included", {}),
    # files
    (r"image file not readable: (?P<path>.*)", "image_missing", {}),
    (r"download file not readable: (?P<path>.*)", "file_missing", {}),
    (r'Directive "(?:include|literalinclude)": file not found: \'(?P<path>.*)\'', "file_missing", {}),
    (r"Include file '(?P<path>.*)' not found or reading it failed", "file_missing", {}),
    (r"""Problems with "[\w-]+" directive path:.*?: '(?P<path>.*?)'\..*""", "file_missing", {}),
    # files of the site
    (r"Failed to copy a file in (?:html_static_file|the theme's 'static' directory): (?P<path>.*): " + _FAULT, "uncopied", {}),
    (r"cannot copy (?:image|downloadable) file '(?P<path>.*)': " + _FAULT, "uncopied", {}),
    (r"cannot copy downloadable file .*'(?P<path>.*)'\)?: " + _FAULT, "uncopied", {}),
    (r"(?:cannot copy (?:static|extra) file|Failed to write build info file:) " + _FAULT, "uncopied", {"path": "_static"}),
    # directives and roles
    (r"""Unknown directive type:? ['"](?P<id>.*?)['"].*""", "unknown_directive", {}),
    (r"""(?:No role entry for|Unknown interpreted text role) ['"](?P<id>.*?)['"].*""", "unknown_role", {}),
    (r"'(?P<id>[\w:-]+)': Unknown option key: '(?P<option>.*?)' \(allowed: (?P<choices>.*)\)", "foreign_option", {}),
    (r"'(?P<id>[\w:-]+)': Invalid option value for '(?P<option>.*?)': (?P<value>.*?): .*", "foreign_value", {}),
    (r"'(?P<id>[\w:-]+)': (?:Invalid options format|Directive options has # comments|Duplicate).*", "foreign_options", {}),
    (r"Directive '(?P<id>.*?)': (?P<count>\d+) argument\(s\) required, \d+ supplied", "foreign_argument", {}),
    (r"'(?P<id>[\w:-]+)': Has content, but none permitted", "foreign_content", {}),
    (r'Content block expected for the "(?P<id>.*?)" directive; none found\..*', "foreign_empty", {}),
    (r'Error parsing content block for the "(?P<id>list-table)" directive.*', "foreign_rows", {}),
    (r'Error parsing content block for the "(?P<id>.*?)" directive.*', "foreign_body", {}),
    (r'Error with CSV data in "(?P<id>.*?)" directive.*', "foreign_body", {}),
    (r"(?:Figure caption must be a paragraph|content should be one image).*", "foreign_body", {"id": "figure"}),
    (r"All children of a '(?P<outer>.*?)' should be '(?P<inner>.*?)'.*", "foreign_child", {}),
    (r"exception while evaluating only directive expression: .*", "foreign_body", {"id": "only"}),
    (r"Invalid \w+ content: '.*: (?P<id>.*)'", "unknown_icon", {}),
    # headings, labels, footnotes, code
    (r"Non-consecutive header level increase; H(?P<above>\d) to H(?P<level>\d)", "heading_level", {}),
    (r"Document headings start at H(?P<level>\d), not H1", "heading_first", {}),
    (r"(?:At least one body element must separate transitions|Document .*may not .* with a transition).*", "rule_line", {}),
    (r'Duplicate explicit target name: "(?P<id>.*)"\..*', "duplicate_name", {"other": "op deze pagina"}),
    (r"duplicate (?:label|term description)(?: of)?(?: equation)? (?P<id>.*), other.* in (?P<other>.*)", "duplicate_name", {}),
    (r"Duplicate reference definition: (?P<id>.*)", "duplicate_name", {"other": "op deze pagina"}),
    (r'Unknown target name: "(?P<id>.*)"\..*', "footnote_unknown", {}),
    (r"Footnote \[(?P<id>.*)\] is not referenced\.", "footnote_idle", {}),
    (r"Duplicate footnote definition found for label: '(?P<id>.*)'", "footnote_twice", {}),
    (r"Pygments lexer name '(?P<id>.*)' is not known", "code_language", {}),
    (r'Lexing literal_block .* as "(?P<id>.*?)" resulted in an error.*', "code_unread", {}),
    # references
    (r"undefined label: '(?P<id>.*)'", "unknown_reference", {"kind": "plaats"}),
    (r"unknown document: '(?P<id>.*)'", "unknown_reference", {"kind": "pagina"}),
    (r"term not in glossary: '(?P<id>.*)'", "unknown_reference", {"kind": "woord"}),
    (r"(?:'any'|[\w:-]+) reference target not found: (?P<id>.*)", "unknown_reference", {"kind": "adres"}),
    (r"No matches for '(?P<id>.*)'", "unknown_reference", {"kind": "adres"}),
    (r"more than one target found for .*?cross-reference '?(?P<id>.*?)'?: could be (?P<others>.*)", "ambiguous_reference", {}),
)  # fmt: skip
_PATTERNS = tuple((re.compile(text, re.DOTALL), key, words) for text, key, words in _FOREIGN)


class Translator(logging.Filter):
    """Puts what others say into our words; always lets the record through."""

    def __init__(self, app: Sphinx) -> None:
        super().__init__()
        self._app = app

    def filter(self, record: logging.LogRecord) -> bool:
        kind, subtype = getattr(record, "type", ""), getattr(record, "subtype", "")
        if kind == "policy" or not hasattr(self._app, "env"):
            return True
        if is_suppressed_warning(kind, subtype, self._app.config.suppress_warnings):
            return True  # whoever does not want it named it by its own type
        found = self._translate(record.getMessage())
        if found is not None:
            record.type, record.subtype = "policy", found[0]
            record.msg, record.args = "%s", (found[1],)
        return True

    def _translate(self, text: str) -> tuple[str, str] | None:
        """The key and the words of our message for a text of theirs."""
        for pattern, key, constant in _PATTERNS:
            if match := pattern.fullmatch(text.strip()):
                words = match.groupdict() | constant
                for name in words.keys() & {"path", "other"}:
                    words[name] = self._from_the_root(words[name])
                if key == "toc_missing" and words["id"] in self._app.env.found_docs:
                    key, words["page"], words["entry"] = "toctree_circle", words["id"], words["id"]
                words["nearest"] = self._find_nearest(key, words)
                return key, message(key, **words)
        return None

    def _find_nearest(self, key: str, words: dict[str, str]) -> str:
        """Which name can be meant, of those of its kind."""
        env = self._app.env
        match key, words.get("kind"):
            case ("toc_missing", _) | (_, "pagina"):
                return nearest(words["id"], sorted(env.found_docs))
            case "unknown_directive", _:
                return nearest(words["id"], sorted(_DIRECTIVES.union(get_domain(env).directives)))
            case "unknown_role", _:
                return nearest(words["id"], sorted(_ROLES.union(get_domain(env).roles)))
            case "foreign_option", _:
                return nearest(words["option"], re.findall(r"'(.*?)'", words["choices"]))
            case "unknown_reference", _:
                return nearest(words["id"], sorted(env.domains.standard_domain.anonlabels))
            case _:
                return ""

    def _from_the_root(self, path: str) -> str:
        """A path as an editor knows it: from the root of the book."""
        source = self._app.srcdir
        place = Path(posixpath.normpath(path))
        return place.relative_to(source).as_posix() if place.is_absolute() and place.is_relative_to(source) else path


def setup(app: Sphinx) -> None:
    """Stand before Sphinx's own filters of warnings, which add the type to the text."""
    for handler in logging.getLogger(NAMESPACE).handlers:
        if isinstance(handler, WarningStreamHandler):
            handler.filters.insert(0, Translator(app))
