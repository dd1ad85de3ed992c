"""What every test shares: Sphinx's own fixtures, and where the test roots are."""

from __future__ import annotations

import gc
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from books import REPOSITORY, SUB_PATH, Book, build_once, copy_real_book
from policy_handbook.domain import get_domain
from quick import quick_builds
from sphinx.testing.util import SphinxTestApp
from xdist.scheduler import LoadScopeScheduling

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policy_handbook.model.handbook import Handbook

pytest_plugins = ("sphinx.testing.fixtures", "browsing")
collect_ignore = ["roots"]

# MyST-Parser 5.2 asks a transform for its ``app``, and ours, which refines its resolver, does so with it; its include asks the
# environment, and Sphinx's builders of JSON and pickles ask for theirs.
DEPRECATED_BY_SPHINX = (
    r"ignore:'[\w.]+(Resolver|BuildEnvironment|HTMLBuilder)\.app' is deprecated:"
    r"sphinx.deprecation.RemovedInSphinx11Warning"
)
# From Python 3.12 on: a worker of pytest-xdist has a thread that listens, and the builds in it branch off.
FORKED = r"ignore:This process \(pid=\d+\) is multi-threaded, use of fork:DeprecationWarning"

ROOTS = Path(__file__).with_name("roots")


def pytest_configure(config: pytest.Config) -> None:
    for ignored in (DEPRECATED_BY_SPHINX, FORKED):
        config.addinivalue_line("filterwarnings", ignored)


class ByFile(LoadScopeScheduling):
    """Hands out the tests of a file together, whose fixtures cost much, and as one all that drive a browser.

    Two browsers side by side make each other slower; one waits much of the time, in which another process has the machine.
    """

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return "browser" if drives_browser(self.config.rootpath / file) else file


@cache
def drives_browser(file: Path) -> bool:
    """Whether the tests of a file are of a browser."""
    return "pytest.mark.browser" in file.read_text("utf-8")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByFile:
    return ByFile(config, log)


# -- what hundreds of builds in one process have in common


def pytest_collection_finish() -> None:
    """What is there by now stays: it need not be gone through again and again for what is no longer used."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 100)


@pytest.fixture(scope="session", autouse=True)
def quickened() -> Iterator[None]:
    """Spares each build what is the same for all."""
    with quick_builds():
        yield


@pytest.fixture(scope="session")
def rootdir() -> Path:
    """The folder of the test roots (``@pytest.mark.sphinx(testroot=…)``)."""
    return ROOTS


@pytest.fixture
def book(tmp_path: Path) -> Book:
    """A copy of the small good book, to be edited and built."""
    return Book("test-book", tmp_path)


# -- what is built once


@pytest.fixture(scope="session")
def real_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a copy of the real book (``source``), of what was read of it and what was warned of."""
    return build_once(tmp_path_factory, "real_book", read_real_book)


@pytest.fixture(scope="session")
def real_app(real_book: Path, tmp_path_factory: pytest.TempPathFactory) -> SphinxTestApp:
    """The real book, read; with what was warned of."""
    own = tmp_path_factory.mktemp("read")
    shutil.copytree(real_book / "read", own, dirs_exist_ok=True)
    app = read_again(real_book / "source", own)
    app.warning.write((real_book / "warnings.txt").read_text("utf-8"))
    return app


def read_real_book(folder: Path) -> None:
    source = folder / "source"
    source.mkdir()
    app = read_again(copy_real_book(source), folder / "read")
    (folder / "warnings.txt").write_text(app.warning.getvalue(), "utf-8")


def read_again(source: Path, out: Path) -> SphinxTestApp:
    """An application that has read what changed since the last time, and wrote nothing."""
    app = SphinxTestApp("dummy", srcdir=source, builddir=out, freshenv=False)
    try:
        app.builder.build([], method="specific")
    finally:
        app.cleanup()
    return app


@pytest.fixture(scope="session")
def real_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder, under a sub-path, of the site of the real book, built as ``make check`` does: every warning is an error."""
    return build_once(tmp_path_factory, "site", build_real_site) / SUB_PATH


def build_real_site(folder: Path) -> None:
    command = [sys.executable, "-m", "sphinx", "-q", "-b", "handbook", "-n", "-W", "--keep-going", "-j", "auto"]
    done = subprocess.run(
        [*command, "-d", str(folder / "doctrees"), str(REPOSITORY), str(folder / SUB_PATH)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert not done.stderr.strip(), done.stderr


@pytest.fixture(scope="session")
def handbook(real_app: SphinxTestApp) -> Handbook:
    """The records of the real book."""
    return get_domain(real_app.env).handbook
