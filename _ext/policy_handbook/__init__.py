"""A Sphinx extension for handbooks of policy codes: rules, norms, overlaps, comparison tables and citations."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def setup(app: Sphinx) -> ExtensionMetadata:
    """Hand on to :mod:`policy_handbook.extension`, so that the model can be used without Sphinx."""
    from .extension import setup

    return setup(app)
