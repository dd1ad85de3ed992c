"""The words of ours that the templates set, by the names that they call them; what stands between braces they fill in."""

from __future__ import annotations

from ...presentation.say import sentences_of
from .source import dictionary, literal


def phrases_as_source() -> str:
    """The sentences ``paper.…`` as a Typst dictionary."""
    return dictionary((name, literal(str(words))) for name, words in sentences_of("paper.").items())
