"""The preview's server: what sphinx-autobuild serves, as a web server with the handbook's settings would send it.

sphinx-autobuild writes its script into every page, where the handbook's own policy forbids it to run; here it is a file.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_autobuild.server import RebuildServer
from starlette.applications import Starlette
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.responses import FileResponse
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles

from ..builders.manifest import Manifest

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sphinx_autobuild.filter import IgnoreFilter
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_SCRIPT = Path(__file__).with_name("policy-reload.js")
# Where no page of the handbook is.
_SCRIPT_PATH = "/-/policy-reload.js"
_SOCKET_PATH = "/-/policy-reload"
_TAG = f'<script src="{_SCRIPT_PATH}" data-socket="{_SOCKET_PATH}"></script>\n'.encode()


def create_app(
    watched: Sequence[Path],
    ignored: IgnoreFilter,
    rebuild: Callable[..., None],
    site: Path,
    host: str,
) -> Starlette:
    """Serves *site*, and calls *rebuild* when a file in the *watched* folders changes; with the arguments of sphinx-autobuild's."""
    watcher = RebuildServer(watched, ignored, change_callback=rebuild)
    return Starlette(
        routes=[
            WebSocketRoute(_SOCKET_PATH, watcher),
            Route(_SCRIPT_PATH, _send_script),
            Mount("/", app=StaticFiles(directory=site, html=True)),
        ],
        middleware=[Middleware(AsServed, site=site)],
        lifespan=watcher.lifespan,
    )


async def _send_script(request: Request) -> Response:
    return FileResponse(_SCRIPT, media_type="text/javascript")


class AsServed:
    """Sends the headers of the handbook with everything, and the script that reloads with every page.

    The site is also served below the path that it is to have, with which the addresses on its 404 page begin.
    """

    def __init__(self, app: ASGIApp, site: Path) -> None:
        self._app = app
        # Made when the first build is done.
        self._hosting = Manifest.load(Manifest.path_of(site)).hosting

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        root = self._hosting.root
        if root != "/" and scope["path"].startswith(root):
            scope = {**scope, "path": scope["path"].removeprefix(root[:-1])}
        is_page = False

        async def send_on(message: Message) -> None:
            nonlocal is_page
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(self._hosting.headers)
                is_page = headers.get("content-type", "").startswith("text/html")
                if is_page and "content-length" in headers:
                    headers["content-length"] = str(int(headers["content-length"]) + len(_TAG))
            elif is_page and not message.get("more_body", False):
                message["body"] = message.get("body", b"") + _TAG
            await send(message)

        await self._app(scope, receive, send_on)
