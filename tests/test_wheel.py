"""The package is whole: a wheel of it, installed anywhere, builds the same site as the checkout does."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest
from books import COMPONENTS, REPOSITORY, ROOTS, differing, tree

if TYPE_CHECKING:
    from pathlib import Path

PACKAGE = REPOSITORY / "_ext"
# What running the code leaves beside it.
_LEFT = ("__pycache__", "*.egg-info")


def run(*command: str | Path, path: Path | None = None) -> str:
    """What a Python module says, which must succeed; where *path* is given it is the only place with our package."""
    env = {**os.environ, "PYTHONPATH": str(path)} if path else None
    done = subprocess.run(
        [sys.executable, "-m", *map(str, command)], env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of the package, built offline from a copy."""
    source, folder = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("wheel")
    shutil.copy(REPOSITORY / "pyproject.toml", source)
    shutil.copytree(PACKAGE, source / "_ext", ignore=shutil.ignore_patterns(*_LEFT))
    offline = ("--disable-pip-version-check", "--no-index", "--no-deps")
    run("pip", "wheel", *offline, "--no-build-isolation", "--wheel-dir", folder, source)
    return next(folder.glob("*.whl"))


def test_a_wheel_holds_every_file_of_the_package(wheel: Path) -> None:
    files = {path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*") if path.is_file()}
    ours = {name for name in files if "__pycache__" not in name and not name.partition("/")[0].endswith(".egg-info")}
    held = {name for name in ZipFile(wheel).namelist() if not name.partition("/")[0].endswith(".dist-info")}
    assert held == ours


def test_an_installed_wheel_builds_the_same_site(wheel: Path, tmp_path: Path) -> None:
    installed, source = tmp_path / "installed", tmp_path / "source"
    run("pip", "install", "--disable-pip-version-check", "--no-index", "--no-deps", "--target", installed, wheel)
    shutil.copytree(ROOTS / "test-book", source)
    shutil.copy(REPOSITORY / "conf.py", source)
    (source / "docs" / "delen.md").write_text(COMPONENTS, "utf-8")
    sites = {}
    for name, path in (("wheel", installed), ("checkout", PACKAGE)):
        out = tmp_path / name / "html"
        options = ("-q", "-b", "handbook", "-d", tmp_path / name / "doctrees")
        run("policy_handbook", "build", *options, source, out, path=path)
        sites[name] = tree(out)
        # Where the package is counts among the settings.
        del sites[name][".buildinfo"]
    assert differing(sites["wheel"], sites["checkout"]) == []
    page = sites["wheel"]["docs/delen.html"].decode()
    for asset in (
        "policy-handbook.css",
        "policy-table.js",
        "policy-assistant.js",
        "Naar de inhoud",
    ):
        assert asset in page
    assert "downloads/boekje.pdf" in sites["wheel"]
