"""MyST's parser, without the bound beyond which it leaves text out.

Its Markdown reader stops at twenty blocks within one another, as in a list of ten levels, and drops the rest without a word.
Here nothing is dropped: what is nested more deeply than Python goes is an error of the page (see :mod:`.bad_pages`).
"""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from myst_parser.config.main import TopmatterReadError, merge_file_level, read_topmatter
from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer
from myst_parser.parsers.mdit import create_md_parser
from myst_parser.parsers.sphinx_ import MystParser
from myst_parser.warnings_ import MystWarnings, create_warning

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx


class DeepParser(MystParser):
    """Reads a page as MyST does, however deeply it is nested."""

    def parse(self, inputstring: str, document: nodes.document) -> None:
        def report(subtype: MystWarnings, message: str) -> None:
            create_warning(document, message, subtype, line=1, append_to=document)

        config = document.settings.env.myst_config
        with suppress(TopmatterReadError):
            config = merge_file_level(config, read_topmatter(inputstring) or {}, report)
        parser = create_md_parser(config, SphinxRenderer)
        parser.options["maxNesting"] = sys.maxsize
        parser.options["document"] = document
        parser.render(inputstring)


def setup(app: Sphinx) -> None:
    """Put it in the place of MyST's own."""
    app.setup_extension("myst_parser")
    app.add_source_parser(DeepParser, override=True)
