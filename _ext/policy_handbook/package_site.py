"""Pack the built site for an intranet: one zip with the settings for IIS, Apache and nginx and a page that explains them.

Run as ``python -m policy_handbook.package_site _build/html _build/handboek.zip``. The same site gives the same bytes.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from .archive import time_of_content, write_zip

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

DEPLOY = Path(__file__).with_name("deploy")
USAGE = "gebruik: python -m policy_handbook.package_site <map van de site> <zipbestand>"


class SiteError(Exception):
    """A folder that cannot be packed; the message (Dutch) says what to do."""


def package_site(site: Path, target: Path) -> int:
    """Pack the folder *site* and the files of ``deploy/`` into the zip *target*, and give the number of files in it.

    A file of the site goes before one of ours with the same name, so that a deployment can bring its own settings. Raises
    SiteError where there is no built site. *target* is replaced only once the new zip is whole.
    """
    if not (site / "index.html").is_file():
        raise SiteError(f"{site} bevat geen index.html: bouw het handboek eerst met “make”")
    target = target.absolute()
    unfinished = target.with_name(target.name + ".new")
    files = find_files(DEPLOY) | find_files(site)
    chosen = {name: path for name, path in files.items() if path.absolute() not in (target, unfinished)}
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        with unfinished.open("wb") as stream:
            write_zip(stream, _read(chosen), time_of_content)
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)
    return len(chosen)


def find_files(folder: Path) -> dict[str, Path]:
    """Every file below *folder* by its POSIX path from it, without hidden ones (``.buildinfo``, ``.doctrees``)."""
    found = {}
    for root, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            if not name.startswith("."):
                path = Path(root, name)
                found[path.relative_to(folder).as_posix()] = path
    return found


def _read(files: dict[str, Path]) -> Iterator[tuple[str, bytes]]:
    for name in sorted(files):
        yield name, files[name].read_bytes()


def main(arguments: Sequence[str]) -> int:
    """Run as a command; gives its exit status (2 for wrong use)."""
    if len(arguments) != 2:
        print(USAGE, file=sys.stderr)
        return 2
    site, target = map(Path, arguments)
    try:
        count = package_site(site, target)
    except (SiteError, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    print(f"{target}: {count} bestanden")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
