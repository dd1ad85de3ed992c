"""The pictures of a booklet, copied to or drawn in the work folder, each once it is known that it can be printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import segno
import typst

from ...digest import digest, digest_files
from .source import literal

if TYPE_CHECKING:
    from pathlib import Path

    from .house_style import HouseStyle

STANDARDS: list[typst.PDFStandard] = ["ua-1", "a-2a"]


class Pictures:
    """The pictures in *work*. What the booklet of the moment shows is gathered, for its digest."""

    def __init__(self, work: Path, style: HouseStyle) -> None:
        self._work = work
        self._style = style
        self._known: dict[str, str] = {}
        self._used: set[str] = set()
        (work / "images").mkdir()

    def start(self) -> None:
        """Begin another booklet."""
        self._used.clear()

    @property
    def digest(self) -> str:
        """The digest of the pictures of this booklet."""
        return digest_files((self._work / name for name in self._used), self._work / "images")

    def place(self, path: Path) -> str:
        """Copy a picture; its path below the work folder, or "" where it is not there or cannot be printed."""
        key = str(path)
        if key not in self._known:
            self._known[key] = self._copy(path)
        return self._use(self._known[key])

    def _copy(self, path: Path) -> str:
        try:
            data = path.read_bytes()
        except OSError:
            return ""
        # Typst looks at the contents, and believes a name: a PNG that is called photo.jpg would be none.
        suffix = ".svg" if path.suffix.lower() in (".svg", ".svgz") else ""
        # Named by its contents: a number would tell which booklets were made before this one.
        name = f"images/{digest(data)}{suffix}"
        (self._work / name).write_bytes(data)
        return name if self._can_print(name) else ""

    def place_qr(self, address: str) -> str:
        """Draw the QR code of an address; its path below the work folder, or "" where the address is too long for one."""
        if address not in self._known:
            name = f"images/qr-{digest(address)[:8]}.svg"
            try:
                code = segno.make(address, error="m", micro=False)
            except segno.DataOverflowError:
                name = ""
            else:
                code.save(str(self._work / name), border=4, xmldecl=False)
            self._known[address] = name
        return self._use(self._known[address])

    def _use(self, name: str) -> str:
        if name:
            self._used.add(name)
        return name

    def _can_print(self, name: str) -> bool:
        """Whether Typst can print a picture as the standards ask: in a whole booklet it would not say which one it cannot."""
        source = f'#set document(title: "x")\n#set text(lang: "nl")\n#image({literal(name)}, alt: "x")'
        try:
            compiler = typst.Compiler(
                source.encode(), root=self._work, font_paths=self._style.fonts, ignore_system_fonts=True
            )
            compiler.compile(format="pdf", pdf_standards=STANDARDS, timestamp=0)
        except RuntimeError:
            return False
        return True
