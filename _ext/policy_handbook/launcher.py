"""``python -m policy_handbook build`` and ``serve``: Sphinx's own command lines, where what ends a build is one line in Dutch.

The extension cannot see to that: much of it happens before Sphinx loads an extension, and what Sphinx prints of an error that
goes through is for programmers.
"""

from __future__ import annotations

import errno
import os
import socket
import subprocess
import sys
import traceback
from contextlib import ExitStack
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from sphinx._cli.util.colour import disable_colour, terminal_supports_colour
from sphinx.application import Sphinx
from sphinx.cmd.build import get_parser
from sphinx.util._io import TeeStripANSI
from sphinx.util.docutils import docutils_namespace, patch_docutils

from .failures import Failure, explain_failure

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

# Of Sphinx's own command line: warnings in a strict build, and what ended it.
FAILED = 2
_INTERRUPTED = 130
_UTF8 = "utf-8"


def build(arguments: Sequence[str]) -> int:
    """Build with the arguments of ``sphinx-build``; returns its exit status."""
    _insist_on_utf8("build", arguments)
    options = get_parser().parse_args(list(arguments))
    source = Path(options.sourcedir)
    app: Sphinx | None = None
    if options.color == "no" or (options.color == "auto" and not terminal_supports_colour()):
        disable_colour()
    try:
        if Path(options.outputdir).is_file():
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), options.outputdir)
        with ExitStack() as stack:
            log = stack.enter_context(Path(options.warnfile).open("w", encoding=_UTF8)) if options.warnfile else None
            stack.enter_context(patch_docutils(options.confdir or source))
            stack.enter_context(docutils_namespace())
            app = _make_app(options, log)
            app.build(options.force_all, options.filenames)
            return app.statuscode
    except KeyboardInterrupt:
        return _INTERRUPTED
    except Exception as error:
        if options.traceback:
            traceback.print_exc()
        _say(explain_failure(error, Path(options.confdir or source), app))
        return FAILED


def serve(arguments: Sequence[str]) -> int:
    """Preview with the arguments of ``sphinx-autobuild``, built as :func:`build` does."""
    _insist_on_utf8("serve", arguments)
    from sphinx_autobuild import __main__ as autobuild

    options, _ = autobuild._get_parser().parse_known_args(list(arguments))
    if fault := _fault_of_port(options.host, options.port):
        words = {
            "host": options.host,
            "port": str(options.port),
            "fault": fault,
            "other": str(_other_port(options.port)),
        }
        _say(Failure("port_taken", words))
        return FAILED
    from . import preview

    # Its command line cannot name another builder, nor another server.
    autobuild.Builder = _Rebuild
    autobuild._create_app = preview.create_app
    autobuild.main(list(arguments))
    return 0


class _Rebuild:
    """Builds in a process of its own whenever a file changes; in the place of sphinx-autobuild's builder."""

    def __init__(self, sphinx_args: Sequence[str], *, url_host: str, **commands: object) -> None:
        self._command = [sys.executable, "-m", "policy_handbook", "build", *sphinx_args]
        self._address = f"http://{url_host}"

    def __call__(self, *, changed_paths: Sequence[Path]) -> None:
        status = subprocess.run(self._command, check=False).returncode
        if status:
            print("Tot dat verbeterd is, blijft de vorige versie te zien.")
        print(f"Het handboek staat op {self._address}.")


def _make_app(options: argparse.Namespace, log: IO[str] | None) -> Sphinx:
    """The application that ``sphinx-build`` makes of its options; warnings go to *log* too."""
    warnings: Any = sys.stderr if log is None else TeeStripANSI(sys.stderr, log)
    return Sphinx(
        srcdir=options.sourcedir,
        confdir=None if options.noconfig else options.confdir or options.sourcedir,
        outdir=options.outputdir,
        doctreedir=options.doctreedir or Path(options.outputdir, ".doctrees"),
        buildername=options.builder,
        confoverrides=_read_overrides(options),
        status=None if options.quiet or options.really_quiet else sys.stdout,
        warning=None if options.really_quiet else warnings,
        freshenv=options.freshenv,
        warningiserror=options.warningiserror,
        tags=options.tags,
        verbosity=options.verbosity,
        parallel=options.jobs,
        pdb=options.pdb,
        exception_on_warning=options.exception_on_warning,
    )


def _read_overrides(options: argparse.Namespace) -> dict[str, Any]:
    overrides: dict[str, Any] = {name: value for name, _, value in (word.partition("=") for word in options.define)}
    context = (word.partition("=") for word in options.htmldefine)
    overrides |= {f"html_context.{name}": int(value) if value.isdecimal() else value for name, _, value in context}
    if options.nitpicky:
        overrides["nitpicky"] = True
    return overrides


def _insist_on_utf8(command: str, arguments: Sequence[str]) -> None:
    """Start anew where Python takes the names of files for something else than UTF-8: it could not write them down."""
    if sys.getfilesystemencoding() != _UTF8:
        sys.stdout.flush()
        os.execv(sys.executable, [sys.executable, "-X", "utf8", "-m", "policy_handbook", command, *arguments])


def _fault_of_port(host: str, port: int) -> str:
    """Why nothing can listen on a port; "" where it can."""
    try:
        with socket.socket() as listener:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind((host, port))
    except (OSError, OverflowError) as error:
        return getattr(error, "strerror", None) or str(error)
    return ""


def _other_port(port: int) -> int:
    return port + 1 if 1024 <= port < 65535 else 8001


def _say(failure: Failure) -> None:
    # A terminal that has no “ must not make a second error of it.
    encoding = sys.stderr.encoding or _UTF8
    line = f"handboek: {failure}".encode(encoding, "backslashreplace").decode(encoding)
    print(line, file=sys.stderr)
