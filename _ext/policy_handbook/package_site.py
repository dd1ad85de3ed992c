"""Pack the built site for an intranet: one zip with the settings for IIS, Apache and nginx and a page that explains them.

Run as ``python -m policy_handbook.package_site _build/html _build/handboek.zip``. The same site gives the same bytes.
"""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from .archive import time_of_content, write_zip
from .builders.manifest import Manifest

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .hosting import Hosting

DEPLOY = Path(__file__).with_name("deploy")
# A place in a file of settings, by the name of what :func:`fill_in` puts there.
_PLACE = re.compile(r"@([A-Za-z-]+)@")
USAGE = "gebruik: python -m policy_handbook.package_site <map van de site> <zipbestand>"


class SiteError(Exception):
    """A folder that cannot be packed; the message (Dutch) says what to do."""


def package_site(site: Path, target: Path) -> int:
    """Pack the folder *site* and the files of ``deploy/`` into the zip *target*, and give the number of files in it.

    A file of the site goes before one of ours with the same name, so that a deployment can bring its own settings; ours are
    filled in by what the build noted beside the site (:class:`.Manifest`). Raises SiteError where there is no built site.
    *target* is replaced only once the new zip is whole.
    """
    if not (site / "index.html").is_file():
        raise SiteError(f"{site} bevat geen index.html: bouw het handboek eerst met “make”")
    target = target.absolute()
    unfinished = target.with_name(target.name + ".new")
    hosting = Manifest.load(Manifest.path_of(site)).hosting
    files = find_files(DEPLOY) | find_files(site)
    chosen = {name: path for name, path in files.items() if path.absolute() not in (target, unfinished)}
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        with unfinished.open("wb") as stream:
            write_zip(stream, _read(chosen, hosting), time_of_content)
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


def _read(files: dict[str, Path], hosting: Hosting) -> Iterator[tuple[str, bytes]]:
    for name in sorted(files):
        path = files[name]
        yield name, fill_in(path.read_text("utf-8"), hosting).encode() if path.parent == DEPLOY else path.read_bytes()


def fill_in(settings: str, hosting: Hosting) -> str:
    """The words of a file of ``deploy/`` for the place and the headers of a site; raises KeyError for a place that has no name."""
    root = hosting.root
    # An address without its last slash leads nowhere else at the root of a server.
    redirection = f"location = {root[:-1]} {{\n    return 301 {root};\n}}\n\n" if root != "/" else ""
    words = {"root": root, "redirection": redirection, **hosting.headers}
    return _PLACE.sub(lambda match: words[match[1]], settings)


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
