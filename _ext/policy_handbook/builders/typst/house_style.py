"""The house style on paper: the colours and typefaces of the site's own style sheet, and the fonts in which they are set.

Colours and families are read from the custom properties of ``policy-tokens.css`` (the ones for a light screen), so that
they stand in one place, and the signs beside words from ``policy-signs.css``. The font files lie in a folder of their own:
Typst reads no web fonts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

import typst
from fontTools.ttLib import TTFont, TTLibError

from ...digest import digest_files
from ...views.assets import STATIC
from .source import array, dictionary, literal

if TYPE_CHECKING:
    from sphinx.config import Config

#: The fonts of the booklets, where a book names no others.
FONTS = Path(__file__).parents[2] / "print" / "fonts"
_TOKENS = "policy-tokens.css"
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_ROOT = re.compile(r":root\s*\{(?P<body>[^}]*)\}")
# Of the last one of a block the semicolon may be left out.
_PROPERTY = re.compile(r"--policy-(?P<name>[\w-]+)\s*:\s*(?P<value>[^;]+)(?:;|\Z)")
# As in CSS: short or whole, with or without the opacity.
_COLOUR = re.compile(r"#(?:[0-9a-fA-F]{3,4}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})")
_FAMILY = re.compile(r'"([^"]+)"|([\w -]+)')
# The typefaces that the templates set words in.
ROLES = ("sans", "serif", "mono")
# The colours that the templates name; with those of the last line, and “editorial”, they tell rules and verdicts apart.
COLOURS = (
    *("ink", "ink-soft", "ground", "line", "line-strong", "accent", "accent-strong"),
    *("editorial-line", "editorial-wash"),
    *("obligation", "prohibition", "permission", "recommendation", "statement", "conditions", "consult", "silence"),
)
# The signs: their shapes, and by the class of a word or a box its shape and its colour.
_SIGNS = STATIC / "policy-signs.css"
_SHAPE = re.compile(r'--policy-sign-(?P<name>[\w-]+): url\("data:image/svg\+xml,(?P<svg>[^"]+)"\)')
_STROKE = "red"
_SIGNED = re.compile(
    r"(?P<classes>[^{}]+)\{\s*--policy-sign: var\(--policy-sign-(?P<shape>[\w-]+)\);"
    r"(?:\s*--policy-hue: var\(--policy-(?P<hue>[\w-]+)\);)?"
)


class StyleError(Exception):
    """The house style cannot be used; ``subtype`` is a key of ``MESSAGES`` and ``words`` fill its message."""

    def __init__(self, subtype: str, **words: str) -> None:
        super().__init__(subtype)
        self.subtype = subtype
        self.words = words


@dataclass(frozen=True)
class HouseStyle:
    """Colours by name (``accent`` to ``#0c5a6b``), for each role the families in order of preference, and the fonts.

    ``shapes`` are the signs by name, each an SVG with its strokes in red; ``signs`` says for each class of words which it has, and
    in which colour. ``glyphs`` is every character for which some font of the folder has a glyph, ``digest`` that of the fonts.
    """

    colours: dict[str, str]
    families: dict[str, tuple[str, ...]]
    shapes: dict[str, str]
    signs: dict[str, tuple[str, str]]
    folder: Path
    glyphs: frozenset[str]
    digest: str

    @cached_property
    def fonts(self) -> typst.Fonts:
        """The fonts of the folder, and no others."""
        return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[self.folder])

    def as_source(self) -> str:
        """The style as a Typst dictionary: ``colours``, ``fonts`` and ``signs`` (the picture and the name of its colour)."""
        colours = dictionary((name, f"rgb({literal(value)})") for name, value in self.colours.items())
        fonts = dictionary((role, array(map(literal, names))) for role, names in self.families.items())
        drawn = {
            name: self.shapes[shape].replace(_STROKE, self.colours[hue]) for name, (shape, hue) in self.signs.items()
        }
        signs = dictionary((name, array(map(literal, (drawn[name], hue)))) for name, (_, hue) in self.signs.items())
        return dictionary([("colours", colours), ("fonts", fonts), ("signs", signs)])


def find_tokens(config: Config, confdir: Path) -> Path:
    """The style sheet of ``policy_print_tokens``; without that setting the one of the site, which is the last of that name."""
    if config.policy_print_tokens:
        return Path(confdir, config.policy_print_tokens)
    *_, found = (path for folder in config.html_static_path if (path := Path(confdir, folder, _TOKENS)).is_file())
    return found


def read_style(tokens: Path, folder: Path) -> HouseStyle:
    """The style of the style sheet *tokens* with the fonts in *folder*.

    Raises :exc:`StyleError` where either is not there, a colour is missing or cannot be read, a font cannot be read, or no
    family of a role has a font.
    """
    try:
        style_sheet = tokens.read_text("utf-8")
    except (OSError, UnicodeError):
        raise StyleError("print_tokens", path=tokens.name) from None
    root = _ROOT.search(_COMMENT.sub("", style_sheet))
    if root is None:
        raise StyleError("print_tokens", path=tokens.name)
    properties = {match["name"]: match["value"].strip() for match in _PROPERTY.finditer(root["body"])}
    colours = {name: value for name, value in properties.items() if _COLOUR.fullmatch(value)}
    if missing := [f"--policy-{name}" for name in COLOURS if name not in colours]:
        raise StyleError("print_colour", names=", ".join(missing), path=tokens.name)
    present = _present_families(folder)
    families = {}
    for role in ROLES:
        wanted = [quoted or bare.strip() for quoted, bare in _FAMILY.findall(properties.get(role, ""))]
        chosen = [name for name in wanted if name in present]
        if not chosen:
            names = ", ".join(name for name in wanted if name) or "geen enkel"
            raise StyleError("print_font", role=role, wanted=names, folder=folder.name)
        # Whatever else lies in the folder has the glyphs that these lack.
        families[role] = (*chosen, *(name for name in present if name not in chosen))
    glyphs = frozenset[str]().union(*map(_glyphs_of, _font_files(folder)))
    return HouseStyle(colours, families, *_read_signs(), folder, glyphs, digest_files(_font_files(folder), folder))


def _read_signs() -> tuple[dict[str, str], dict[str, tuple[str, str]]]:
    """The shapes of the signs, and which shape and colour each class has."""
    style_sheet = _COMMENT.sub("", _SIGNS.read_text("utf-8"))
    shapes = {match["name"]: unquote(match["svg"]) for match in _SHAPE.finditer(style_sheet)}
    signs = {
        name: (match["shape"], match["hue"] or "ink")
        for match in _SIGNED.finditer(style_sheet)
        for name in re.findall(r"\.([\w-]+)", match["classes"])
    }
    return shapes, signs


def _glyphs_of(path: Path) -> frozenset[str]:
    try:
        with path.open("rb") as file, TTFont(file, lazy=True) as font:
            return frozenset(map(chr, font.getBestCmap() or ()))
    except (TTLibError, OSError, KeyError, AssertionError):
        raise StyleError("print_font_file", file=path.name) from None


def _font_files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("*") if path.suffix.lower() in (".ttf", ".otf"))


def _present_families(folder: Path) -> list[str]:
    """The families in a folder, sorted."""
    if not _font_files(folder):
        raise StyleError("print_fonts", folder=folder.name)
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])
    return sorted(fonts.families())
