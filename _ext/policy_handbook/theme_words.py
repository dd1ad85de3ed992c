"""The theme's and Sphinx's words that have no Dutch of their own."""

from __future__ import annotations

from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

if TYPE_CHECKING:
    from sphinx.application import Sphinx

LOCALE = Path(__file__).with_name("locale")


def add_words(app: Sphinx) -> None:
    """Add our words, in the language of the book, to those of Sphinx: the book's own (``locale_dirs``) and Sphinx's go before.

    Compiled in memory: the package may stand where nothing can be written.
    """
    path = LOCALE / app.config.language / "LC_MESSAGES" / "sphinx.po"
    if not path.is_file():
        return
    with path.open("rb") as file, BytesIO() as compiled:
        write_mo(compiled, read_po(file))
        compiled.seek(0)
        app.translator.add_fallback(GNUTranslations(compiled))


def setup(app: Sphinx) -> None:
    """Add the words once Sphinx has its own."""
    add_words(app)
