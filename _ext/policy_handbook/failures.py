"""What ends a build, in one line for an editor: a broken conf.py, a full disk, a folder that cannot be written."""

from __future__ import annotations

import errno
import os
import re
import traceback
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.errors import ConfigError, ExtensionError, SphinxError, SphinxParallelError

from .diagnostics import in_words, message, root_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_NO_FOLDER = (NotADirectoryError, FileExistsError, IsADirectoryError)
_NUMBER = re.compile(r"\[Errno (?P<number>\d+)\] (?P<words>[^:\n]+)(?:: '(?P<path>[^'\n]+)')?")


@dataclass(frozen=True, slots=True)
class Failure:
    """What ended a build: a subtype of the diagnostics, the words for it, and where it is to be mended."""

    subtype: str
    words: dict[str, str]
    place: str = ""

    def __str__(self) -> str:
        said = message(self.subtype, **self.words)
        return " ".join(f"{self.place}{': ' if self.place else ''}{said} [policy.{self.subtype}]".split())


def explain_failure(error: BaseException, source: Path, app: Sphinx | None) -> Failure:
    """What *error* says to whoever builds the book in *source*; *app* is None where not all settings were read."""
    cause = _of_another_process(root_of(error))
    if isinstance(cause, OSError):
        return _of_a_file(cause)
    conf = source / "conf.py"
    if not conf.is_file():
        return Failure("conf_missing", {"path": str(source)})
    if isinstance(cause, ConfigError) and isinstance(cause.__cause__, SyntaxError):
        fault = cause.__cause__
        return Failure("conf_syntax", {"fault": fault.msg}, f"{fault.filename or conf}:{fault.lineno or 1}")
    if isinstance(error, ExtensionError) and isinstance(cause, ImportError) and (name := _extension_in(error)):
        return Failure("extension_missing", {"id": name, "error": in_words(cause)}, str(conf))
    if app is not None and isinstance(cause, SphinxError) and app.config.root_doc not in app.env.all_docs:
        return Failure("root_missing", {"id": app.config.root_doc})
    if isinstance(cause, ConfigError) and cause.__cause__ is not None:
        cause = cause.__cause__
    line = _line_in(conf, cause)
    if line or app is None:
        return Failure("conf_failed", {"error": in_words(cause)}, f"{conf}:{line}" if line else str(conf))
    return Failure("build_failed", {"error": in_words(cause)})


def _of_another_process(error: BaseException) -> BaseException:
    """Of what ended another process only the words are left: an error of a file is made of them again."""
    if isinstance(error, SphinxParallelError) and (found := _NUMBER.search(error.message)):
        return OSError(int(found["number"]), found["words"], found["path"] or "")
    return error


def _of_a_file(error: OSError) -> Failure:
    path = os.fsdecode(error.filename) if isinstance(error.filename, str | bytes | os.PathLike) else ""
    where = f" (“{path}”)" if path else ""
    fault = error.strerror or in_words(error)
    if error.errno in _FULL:
        return Failure("disk_full", {"where": where})
    if isinstance(error, _NO_FOLDER):
        return Failure("not_a_folder", {"path": path})
    return Failure("not_written", {"path": path or fault, "fault": fault})


def _extension_in(error: BaseException) -> str:
    """The extension that Sphinx was loading when *error* was raised; its own words are in the language of the book."""
    names = [frame.f_locals.get("extname") for frame, _ in traceback.walk_tb(error.__traceback__)]
    return next((name for name in names if isinstance(name, str)), "")


def _line_in(conf: Path, error: BaseException) -> int:
    """The line of conf.py that was being run when *error* was raised; 0 where it was not."""
    lines = [line for frame, line in traceback.walk_tb(error.__traceback__) if _is_same(frame.f_code.co_filename, conf)]
    return lines[-1] if lines else 0


def _is_same(name: str, path: Path) -> bool:
    return Path(name).name == path.name and Path(name).resolve() == path.resolve()
