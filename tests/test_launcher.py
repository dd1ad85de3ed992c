"""What ends a build is one line in Dutch that says what to do, wherever it happens."""

from __future__ import annotations

import asyncio
import os
import re
import resource
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from books import REPOSITORY
from policy_handbook import launcher, preview
from policy_handbook.builders.manifest import Manifest
from policy_handbook.checks import registry as checks
from policy_handbook.hosting import Hosting
from sphinx_autobuild import __main__ as autobuild
from sphinx_autobuild.filter import IgnoreFilter
from test_bad_input import LEZEN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from books import Book

SERIAL_AND_PARALLEL = pytest.mark.parametrize("jobs", ["1", "2"])
LINE = re.compile(r"handboek: (?P<words>.+) \[policy\.(?P<subtype>\w+)\]\n")


def arguments(book: Book, *more: str) -> list[str]:
    folder = book.source.parent
    quick = ["-q", "-b", "handbook", "-D", "html_theme=basic", "-D", "policy_booklets=0"]
    return [*quick, *more, "-d", str(folder / "doctrees"), str(book.source), str(folder / "out")]


def assert_one_line(err: str, subtype: str, *says: str) -> None:
    """One line on what ended the build; what was said of pages before stands above it."""
    match = LINE.fullmatch(err.splitlines(keepends=True)[-1])
    assert match, err
    assert match["subtype"] == subtype, err
    assert err.count("handboek: ") == 1
    assert "Traceback" not in err
    for words in says:
        assert words in match["words"]


def run(book: Book, *more: str, environ: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY / "_ext"), **(environ or {})}
    command = [sys.executable, "-m", "policy_handbook", "build", *arguments(book, *more)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False, env=environment)


# -- conf.py


@pytest.mark.parametrize(
    ("line", "subtype", "says"),
    [
        ("x = (", "conf_syntax", "never closed"),
        ("title = “Handboek”", "conf_syntax", "U+201C"),
        ("x = y", "conf_failed", "NameError: name 'y' is not defined"),
        ("import bestaat_niet", "conf_failed", "ModuleNotFoundError"),
        ("raise SystemExit(3)", "conf_failed", "SystemExit: 3"),
        ("setup = lambda app: 1 / 0", "conf_failed", "ZeroDivisionError"),
    ],
)
def test_a_broken_conf_py_is_one_line_with_its_place(
    book: Book, capsys: pytest.CaptureFixture[str], line: str, subtype: str, says: str
) -> None:
    book.write("conf.py", book.read("conf.py") + f"\n{line}\n")
    assert launcher.build(arguments(book)) == 2
    place = f"{book.source / 'conf.py'}:{book.line_of('conf.py', line)}: "
    assert_one_line(capsys.readouterr().err, subtype, place, says, ": ")


@pytest.mark.parametrize(
    ("line", "subtype", "says"),
    [
        ("extensions += ['bestaat_niet']", "extension_missing", "uitbreiding “bestaat_niet”"),
        ("extensions = None", "conf_failed", "TypeError"),
        ("exclude_patterns = None", "conf_failed", "TypeError"),
        ("html_static_path = None", "conf_failed", "TypeError"),
        ("root_doc = 'begin'", "root_missing", "“begin”"),
        ("include_patterns = []", "root_missing", "“index”"),
    ],
)
def test_a_setting_that_cannot_be_is_one_line(
    book: Book, capsys: pytest.CaptureFixture[str], line: str, subtype: str, says: str
) -> None:
    book.write("conf.py", book.read("conf.py") + f"\n{line}\n")
    assert launcher.build(arguments(book)) == 2
    assert_one_line(capsys.readouterr().err, subtype, says)


def test_a_folder_without_a_book_is_one_line(book: Book, capsys: pytest.CaptureFixture[str]) -> None:
    (book.source / "conf.py").unlink()
    assert launcher.build(arguments(book)) == 2
    assert_one_line(capsys.readouterr().err, "conf_missing", str(book.source))


# -- files


@pytest.mark.parametrize("name", ["out", "doctrees"])
def test_a_file_where_a_folder_must_be_is_one_line(book: Book, capsys: pytest.CaptureFixture[str], name: str) -> None:
    path = book.source.parent / name
    path.write_text("x", "utf-8")
    assert launcher.build(arguments(book)) == 2
    assert_one_line(capsys.readouterr().err, "not_a_folder", str(path))


def test_a_file_in_use_is_one_line(
    book: Book, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    replace = Path.replace

    def refuse(self: Path, target: Path) -> Path:
        if target.name == "out.manifest.json":
            raise PermissionError(13, "Permission denied", str(target))
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", refuse)
    assert launcher.build(arguments(book)) == 2
    assert_one_line(capsys.readouterr().err, "not_written", "out.manifest.json", "sluit het bestand")


@contextmanager
def mounted(folder: Path, options: str) -> Iterator[None]:
    """A small file system at *folder*; skips where this machine lets nobody make one."""
    folder.mkdir()
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", folder], capture_output=True, check=False)
    if made.returncode:
        pytest.skip(f"no file system can be mounted here: {made.stderr.decode().strip()}")
    try:
        yield
    finally:
        subprocess.run(["umount", folder], check=True)


@SERIAL_AND_PARALLEL
def test_a_full_disk_is_one_line_and_the_next_build_is_whole(book: Book, jobs: str) -> None:
    folder = book.source.parent / "doctrees"
    with mounted(folder, "size=40k"):
        done = run(book, "-j", jobs)
        assert done.returncode == 2
        assert_one_line(done.stderr, "disk_full", "maak plaats vrij")
        subprocess.run(["mount", "-o", "remount,size=8m", folder], check=True)
        done = run(book, "-j", jobs)
        assert (done.returncode, done.stderr) == (0, "")
    assert "Zie ook" in (book.source.parent / "out" / LEZEN).with_suffix(".html").read_text("utf-8")


@SERIAL_AND_PARALLEL
@pytest.mark.parametrize("name", ["out", "doctrees"])
def test_a_read_only_folder_is_one_line(book: Book, name: str, jobs: str) -> None:
    folder = book.source.parent / name
    with mounted(folder, "ro,size=8k"):
        done = run(book, "-j", jobs)
    assert done.returncode == 2
    assert_one_line(done.stderr, "not_written", str(folder), "geef schrijfrecht")


@SERIAL_AND_PARALLEL
def test_files_that_may_not_grow_are_one_line(book: Book, jobs: str) -> None:
    """As on a disk of which one's share is used up; this needs no rights."""
    command = [sys.executable, "-m", "policy_handbook", "build", *arguments(book, "-j", jobs)]
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY / "_ext"), "PYTHONDONTWRITEBYTECODE": "1"}

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))

    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment, preexec_fn=limit)
    assert done.returncode == 2
    assert_one_line(done.stderr, "disk_full", "maak plaats vrij")


# -- what nobody foresaw


def test_an_error_that_is_no_page_s_is_one_line_with_its_name(
    book: Book, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*arguments: object) -> None:
        raise ZeroDivisionError("iets Engels")

    monkeypatch.setattr(checks, "check_handbook", fail)
    assert launcher.build(arguments(book)) == 2
    assert_one_line(capsys.readouterr().err, "build_failed", "ZeroDivisionError: iets Engels", "OPTIONS=-T")
    assert launcher.build(arguments(book, "-T")) == 2
    assert "in fail" in capsys.readouterr().err


# -- what goes well


def test_it_builds_what_sphinx_builds_and_returns_its_status(book: Book, capsys: pytest.CaptureFixture[str]) -> None:
    assert launcher.build(arguments(book, "-W", "-n", "-t", "x", "-A", "a=1")) == 0
    assert capsys.readouterr().err == ""
    book.replace(LEZEN, "{topic}`beeld`", "{topic}`belden`")
    assert launcher.build(arguments(book)) == 0
    assert "policy.unknown_reference" in capsys.readouterr().err
    log = book.source.parent / "meldingen.txt"
    assert launcher.build(arguments(book, "-E", "-W", "--keep-going", "-w", str(log))) == 1
    assert "policy.unknown_reference" in log.read_text("utf-8")


def test_a_folder_with_an_accent_is_built_where_python_reads_names_as_ascii(book: Book) -> None:
    book.write("docs/privé.md", "---\norphan: true\n---\n# Privé\n")
    source = book.source.rename(book.source.with_name("privé"))
    book.source = source
    posix = {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    done = run(book, "-j", "2", environ=posix)
    assert (done.returncode, done.stderr) == (0, "")
    assert (source.parent / "out/docs/privé.html").is_file()


# -- make


def make(*words: str) -> str:
    done = subprocess.run(["make", "-n", *words], cwd=REPOSITORY, capture_output=True, text=True, check=True)
    return done.stdout


def test_make_builds_through_it() -> None:
    assert "policy_handbook build  -b handbook" in make("handbook")
    assert "policy_handbook build -T -b handbook" in make("handbook", "OPTIONS=-T")
    assert "policy_handbook build  -b handbook -n -W" in make("check")
    assert "policy_handbook build  -b typst" in make("pdf")
    assert "policy_handbook serve --port 8001 " in make("serve", "PORT=8001")


def test_a_taken_port_is_one_line_before_anything_is_built(book: Book, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert launcher.serve(["--port", str(port), *arguments(book)]) == 2
    assert_one_line(capsys.readouterr().err, "port_taken", f"poort {port} ", "make serve PORT=")
    assert not (book.source.parent / "out").exists()


def test_a_port_that_cannot_be_is_one_line(book: Book, capsys: pytest.CaptureFixture[str]) -> None:
    assert launcher.serve(["--port", "70000", *arguments(book)]) == 2
    assert_one_line(capsys.readouterr().err, "port_taken", "PORT=8001")


def test_the_preview_builds_through_it_too(book: Book) -> None:
    """A conf.py that breaks while someone looks is one line, and the preview goes on with what there was."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    book.write("conf.py", book.read("conf.py") + "\nx = (\n")
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY / "_ext"), "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", "policy_handbook", "serve", "--port", str(port), *arguments(book)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8", env=environment
    ) as server:
        assert server.stdout is not None
        said = []
        for line in server.stdout:
            said.append(line)
            if "Het handboek staat op" in line:
                break
        server.terminate()
        server.stdout.read()
    text = "".join(said)
    assert "[policy.conf_syntax]" in text
    assert "Traceback" not in text
    assert f"http://127.0.0.1:{port}" in text


def test_the_preview_sends_what_a_web_server_sends_and_reloads_by_a_file_of_its_own(tmp_path: Path) -> None:
    site = tmp_path / "html"
    site.mkdir()
    site.joinpath("index.html").write_text("<p>Handboek</p>", "utf-8")
    site.joinpath("404.html").write_text("<p>Niet gevonden</p>", "utf-8")
    hosting = Hosting("/intranet/", "'none'")
    Manifest(hosting=hosting).save(Manifest.path_of(site))
    app = preview.create_app([], IgnoreFilter([], []), lambda *, changed_paths: None, site, "127.0.0.1:8000")
    # In a thread of its own: one that drives a browser has a loop already.
    with ThreadPoolExecutor(1) as thread:
        asked = thread.submit(
            lambda: asyncio.run(ask_all(app, ["/", "/intranet/", "/intranet/x", "/-/policy-reload.js"]))
        )
    served = asked.result()
    for (status, headers, body), (expected, words) in zip(
        served, [(200, "Handboek"), (200, "Handboek"), (404, "Niet"), (200, "location.reload()")], strict=True
    ):
        assert (status, words in body) == (expected, True)
        assert {name: headers.get(name.lower()) for name in hosting.headers} == hosting.headers
        assert int(headers["content-length"]) == len(body.encode())
    for _, _, page in served[:3]:
        assert re.findall("<script([^>]*)>([^<]*)", page) == [
            (' src="/-/policy-reload.js" data-socket="/-/policy-reload"', "")
        ]
    assert served[3][1]["content-type"].startswith("text/javascript")


async def ask_all(app: Any, paths: list[str]) -> list[tuple[int, dict[str, str], str]]:
    """Status, headers and text of what an application answers to each path."""
    return [await ask(app, path) for path in paths]


async def ask(app: Any, path: str) -> tuple[int, dict[str, str], str]:
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        await asyncio.Event().wait()  # whoever asked, stays and says nothing more
        raise AssertionError

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    scope = {"type": "http", "method": "GET", "path": path, "root_path": "", "headers": [], "query_string": b""}
    await app(scope, receive, send)
    headers = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return sent[0]["status"], headers, b"".join(message.get("body", b"") for message in sent[1:]).decode()


def test_serve_puts_its_server_in_the_place_of_the_other(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("Builder", "_create_app"):
        monkeypatch.setattr(autobuild, name, getattr(autobuild, name))
    monkeypatch.setattr(autobuild, "main", lambda arguments: None)
    assert launcher.serve(arguments(book)) == 0
    assert autobuild._create_app is preview.create_app
