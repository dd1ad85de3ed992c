"""Whatever is edited, in whatever order, a build leaves what a clean one gives (see :mod:`edits`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from edits import KINDS, walk_real, walk_small

if TYPE_CHECKING:
    from pathlib import Path

SEEDS = (5, 6, 7, 8)


@pytest.mark.slow
@pytest.mark.parametrize("seed", SEEDS)
def test_random_edits_of_a_small_book(tmp_path: Path, seed: int) -> None:
    """A hundred steps in all."""
    done = walk_small(tmp_path, seed, 100 // len(SEEDS))
    made = {edit.split()[0] for edit in done}
    assert made >= {kind.__name__ for kind in KINDS}, "a kind of edit was never made: take another seed"
    assert "held" in made


@pytest.mark.slow
def test_random_edits_of_the_real_book(tmp_path: Path) -> None:
    """A few, since each takes two builds of it; test_freshness.py makes named ones."""
    assert len(walk_real(tmp_path, SEEDS[0], 2)) == 2
