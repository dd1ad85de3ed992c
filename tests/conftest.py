"""What every test shares: Sphinx's own fixtures, and where the test roots are."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from books import REPOSITORY, SUB_PATH, Book, copy_real_book
from policy_handbook.domain import get_domain
from sphinx.testing.util import SphinxTestApp

if TYPE_CHECKING:
    from policy_handbook.model.handbook import Handbook

pytest_plugins = ("sphinx.testing.fixtures", "browsing")
collect_ignore = ["roots"]

# MyST-Parser 5.2 asks a transform for its ``app``, and ours, which refines its resolver, does so with it; its include asks the
# environment, and Sphinx's builders of JSON and pickles ask for theirs.
DEPRECATED_BY_SPHINX = (
    r"ignore:'[\w.]+(Resolver|BuildEnvironment|HTMLBuilder)\.app' is deprecated:"
    r"sphinx.deprecation.RemovedInSphinx11Warning"
)

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


@pytest.fixture(scope="session")
def real_app(tmp_path_factory: pytest.TempPathFactory) -> SphinxTestApp:
    """The real book, read."""
    source = copy_real_book(tmp_path_factory.mktemp("boek"))
    app = SphinxTestApp("dummy", srcdir=source, builddir=tmp_path_factory.mktemp("uit"), freshenv=True)
    try:
        app.builder.build([], method="specific")  # and nothing is written
    finally:
        app.cleanup()
    return app


@pytest.fixture(scope="session")
def real_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder, under a sub-path, of the site of the real book, built as ``make check`` does: every warning is an error."""
    folder = tmp_path_factory.mktemp("site")
    out = folder / SUB_PATH
    command = [sys.executable, "-m", "sphinx", "-q", "-b", "handbook", "-n", "-W", "--keep-going", "-j", "auto"]
    done = subprocess.run(
        [*command, "-d", str(folder / "doctrees"), str(REPOSITORY), str(out)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert not done.stderr.strip(), done.stderr
    return out


@pytest.fixture(scope="session")
def handbook(real_app: SphinxTestApp) -> Handbook:
    """The records of the real book."""
    return get_domain(real_app.env).handbook
