"""A file that cannot be written, without rights or mounts: what others hold open, as on Windows."""

from __future__ import annotations

import builtins
import io
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest


class Held:
    """A file that others hold open, as on Windows: nothing can write into it or take its place."""

    def __init__(self, patch: pytest.MonkeyPatch, path: Path) -> None:
        self.refused = 0
        self._path = os.path.realpath(path)
        for module, name in ((builtins, "open"), (io, "open")):
            patch.setattr(module, name, self._opening(getattr(module, name)))
        patch.setattr(os, "replace", self._taking_its_place(os.replace))
        patch.setattr(os, "unlink", self._removing(os.unlink))

    def _check(self, path: Any) -> None:
        if not isinstance(path, int) and os.path.realpath(path) == self._path:
            self.refused += 1
            raise PermissionError(13, "in gebruik", str(path))

    def _opening(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def opens(file: Any, mode: str = "r", *args: Any, **kwargs: Any) -> Any:
            if set(mode) & set("wax+"):
                self._check(file)
            return real(file, mode, *args, **kwargs)

        return opens

    def _taking_its_place(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def replaces(source: Any, target: Any, **kwargs: Any) -> Any:
            self._check(target)
            return real(source, target, **kwargs)

        return replaces

    def _removing(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def removes(path: Any, *, dir_fd: int | None = None) -> Any:
            # As rmtree does it: a name within an open folder.
            self._check(path if dir_fd is None else Path(f"/proc/self/fd/{dir_fd}", path))
            return real(path, dir_fd=dir_fd)

        return removes
