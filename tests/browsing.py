"""The real site, built once and served under a sub-path, and pages of Debian's Chromium that watch what they load."""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import subprocess
import sys
import threading
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from books import AROUND, ROOTS, SUB_PATH, build_once, copy_parts
from policy_handbook.hosting import Hosting
from watching import watch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

# Names that lead to this machine, of which one is that of no machine, and one says that it is this one.
NAMED_HOST, LOCAL_HOST = "handboek.example", "handboek.localhost"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    f"--host-resolver-rules=MAP {NAMED_HOST} 127.0.0.1, MAP {LOCAL_HOST} 127.0.0.1",
]


class QuietHandler(http.server.SimpleHTTPRequestHandler):
    """Serves files without a line for each, with the headers that a web server is set to send, and the site's own page for 404."""

    def end_headers(self) -> None:
        for name, value in Hosting().headers.items():
            self.send_header(name, value)
        super().end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = next(
            (page for at in (SUB_PATH, "") if (page := Path(self.directory, at, f"{code}.html")).is_file()), None
        )
        if page is None:
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(code, message)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        pass


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    # The first is the same browser without its windows, of which the other opens one for each page: a fifth of the time.
    path = shutil.which("chromium-headless-shell") or shutil.which("chromium")
    if path is None:
        message = "the browser tests need Debian's Chromium (apt-get install chromium-headless-shell, or chromium)"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def site(browser: Browser, request: pytest.FixtureRequest) -> Path:
    """The folder of the site. It asks for the browser first: without one there is no need to build."""
    return request.getfixturevalue("real_site")


@pytest.fixture(scope="session")
def small_site(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a site of a text of every shape (``roots/test-text``: levels, two versions), that looks as the real one."""
    return build_once(tmp_path_factory, "small_site", build_small_site) / SUB_PATH


def build_small_site(folder: Path) -> None:
    source = folder / "source"
    shutil.copytree(ROOTS / "test-text", source)
    (source / "conf.py").unlink()
    copy_parts(source, AROUND)
    build_site(source, folder, "-D", "policy_booklets=0")


def build_site(source: Path, folder: Path, *options: str) -> Path:
    """The folder, under *folder* and a sub-path, of the site that Sphinx makes of *source*."""
    out = folder / SUB_PATH
    command = [sys.executable, "-m", "sphinx", "-q", "-b", "handbook", "-d", str(folder / "doctrees")]
    done = subprocess.run([*command, *options, str(source), str(out)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return out


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """The address of the site over http, ending in a slash."""
    with serve(site) as address:
        yield address


@contextmanager
def serve(site: Path, at: str = f"{SUB_PATH}/") -> Iterator[str]:
    """Serves a site under its sub-path, or with *at* "" at the root of a host; gives its address, ending in a slash."""
    root = site.parents[at.count("/") - 1] if at else site
    handler = functools.partial(QuietHandler, directory=str(root))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/{at}"
        server.shutdown()
        thread.join()


@pytest.fixture
def open_page(browser: Browser, address: str) -> Iterator[Callable[..., Page]]:
    """Opens pages of the site; afterwards none of them may have asked another host for anything, nor met an error."""
    contexts = []
    faults: list[str] = []

    def open_one(
        path: str, *, width: int = 1280, scheme: str = "light", script: bool = True, base: str = address, **options: Any
    ) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, java_script_enabled=script, **options
        )
        contexts.append(context)
        page = context.new_page()
        watch(page, base, faults)
        page.goto(base + path)
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert faults == []
