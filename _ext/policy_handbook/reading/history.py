"""When a line of a page was written: from the repository's history, where there is one."""

from __future__ import annotations

import re
import subprocess
from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING

from ..domain import get_domain

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

_HEADER = re.compile(r"(?P<commit>[0-9a-f]{40,64}) \d+ (?P<line>\d+)(?: \d+)?")
_OFFSET = re.compile(r"(?P<sign>[+-])(?P<hours>\d\d)(?P<minutes>\d\d)")


def _ask_git(folder: Path, *arguments: str) -> str:
    """What git says; "" where there is no git, no repository, or no such file in it."""
    command = ["git", "-C", str(folder), "--no-optional-locks", *arguments]
    try:
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", errors="replace", check=False)
    except OSError:
        return ""
    return done.stdout if done.returncode == 0 else ""


def find_head(folder: Path) -> str:
    """The commit that *folder* is at; "" outside a repository, and in one whose history was cut off: its dates are not true."""
    if _ask_git(folder, "rev-parse", "--is-shallow-repository").strip() != "false":
        return ""
    return _ask_git(folder, "rev-parse", "HEAD").strip()


def dates_of_lines(path: Path) -> dict[int, str]:
    """For each line (from 1) of a file the ISO date on which its author wrote it; none for a line that is not committed."""
    found: dict[int, str] = {}
    line, time, committed = 0, 0, False
    for row in _ask_git(path.parent, "blame", "--line-porcelain", "--", path.name).split("\n"):
        if match := _HEADER.fullmatch(row):
            line, committed = int(match["line"]), set(match["commit"]) != {"0"}
        elif row.startswith("author-time "):
            time = int(row.removeprefix("author-time "))
        elif committed and row.startswith("author-tz "):
            # A commit can bear any time; one that is none gives no date.
            with suppress(ValueError, OverflowError, OSError):
                found[line] = datetime.fromtimestamp(time, _zone(row.removeprefix("author-tz "))).date().isoformat()
    return found


def _zone(offset: str) -> timezone:
    match = _OFFSET.fullmatch(offset.strip())
    if match is None:
        return UTC
    distance = timedelta(hours=int(match["hours"]), minutes=int(match["minutes"]))
    return timezone(-distance if match["sign"] == "-" else distance)


def note_dates(app: Sphinx, env: BuildEnvironment) -> None:
    """Note since when each question on the law stands there; what was found is kept as long as page and history are the same."""
    domain = get_domain(env)
    asking = {docname: page for docname, page in domain.pages.items() if any(note.law for note in page.notes)}
    head = find_head(env.srcdir) if asking else ""
    for docname, page in asking.items():
        key = f"{head} {domain.digests.get(docname, '')}"
        if domain.asked_on.get(docname, ("",))[0] == key:
            continue
        dates = dates_of_lines(env.doc2path(docname)) if head else {}
        asked = {}
        for note in page.notes:
            written = [dates[line] for line in range(note.lines[0], note.lines[1] + 1) if line in dates]
            if note.law and note.lines[0] and len(written) == note.lines[1] - note.lines[0] + 1:
                asked[note.place.line] = max(written)
        domain.note_asked_on(docname, key, asked)


def setup(app: Sphinx) -> None:
    """Look before anything shows a date."""
    app.connect("env-updated", note_dates, priority=100)
