"""Whatever is edited, in whatever order, a build leaves what a clean one gives (see :mod:`edits`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from edits import KINDS, walk_real, walk_small

if TYPE_CHECKING:
    from pathlib import Path

SEED = 20261130


@pytest.mark.slow
def test_a_hundred_random_edits_of_a_small_book(tmp_path: Path) -> None:
    done = walk_small(tmp_path, SEED, 100)
    made = {edit.split()[0] for edit in done}
    assert made >= {kind.__name__ for kind in KINDS}, "a kind of edit was never made: take another seed"
    assert "held" in made


@pytest.mark.slow
def test_random_edits_of_the_real_book(tmp_path: Path) -> None:
    """A few, since each takes two builds of it; test_freshness.py makes named ones."""
    assert len(walk_real(tmp_path, SEED, 2)) == 2
