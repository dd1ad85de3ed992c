"""Every kind of table that an editor can ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .comparison import make_comparison, make_coverage
from .listing import make_differences, make_gaps, make_rules

if TYPE_CHECKING:
    from ..model.handbook import Handbook
    from ..model.records import TableSpec
    from .spans import Table

MAKERS = {
    "comparison": make_comparison,
    "coverage": make_coverage,
    "differences": make_differences,
    "gaps": make_gaps,
    "rules": make_rules,
}


def make_table(book: Handbook, spec: TableSpec) -> Table:
    """The table for *spec*; unknown ids in it are passed over (the checks name them)."""
    return MAKERS[spec.kind](book, spec)
