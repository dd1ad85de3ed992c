"""What every test shares: Sphinx's own fixtures, and where the test roots are."""

from __future__ import annotations

from pathlib import Path

import pytest
from books import Book

pytest_plugins = "sphinx.testing.fixtures"
collect_ignore = ["roots"]

# MyST-Parser 5.2 asks a transform for its ``app``; ours, which refines its resolver, does so with it.
DEPRECATED_BY_SPHINX = r"ignore:'[\w.]+Resolver\.app' is deprecated:sphinx.deprecation.RemovedInSphinx11Warning"

ROOTS = Path(__file__).with_name("roots")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("filterwarnings", DEPRECATED_BY_SPHINX)


@pytest.fixture(scope="session")
def rootdir() -> Path:
    """The folder of the test roots (``@pytest.mark.sphinx(testroot=…)``)."""
    return ROOTS


@pytest.fixture
def book(tmp_path: Path) -> Book:
    """A copy of the small good book, to be edited and built."""
    return Book("test-book", tmp_path)
