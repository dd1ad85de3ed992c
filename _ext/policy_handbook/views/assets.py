"""What the pages of the site bring along: the theme, one style sheet, scripts, pictures and typefaces.

All of it is in the package: in ``page/`` for every page, and for a component in its folder. What a book has of its own comes
on top of that: its templates go before ours, its static files replace those of the same name, and its style sheets
(``html_css_files``) have the last word. The style sheets of the package stand where they belong and are joined into one when
the book is built: a page asks for one, and has it already when it shows the next component.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.builders.html import StandaloneHTMLBuilder
from sphinxcontrib.serializinghtml import SerializingHTMLBuilder

from ..presentation.say import words_of
from .component import folder_of
from .registry import COMPONENTS
from .search import STEMMERS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.config import Config

#: The name of our theme.
THEME = "policy_handbook"
PAGE = Path(__file__).parents[1] / "page"
STATIC = PAGE / "static"
TEMPLATES = PAGE / "templates"
_FAVICON = STATIC / "policy-favicon.svg"
# Sphinx sorts by number: those of extensions have 500, those of a book 800.
_FIRST, _PAGE, _LAST = 100, 600, 700
#: The one style sheet of every page, and what it is joined from, in this order; those of components stand before or after
#: the one for paper.
SHEET = "policy-handbook.css"
_BEFORE = (
    "policy-tokens.css",
    "policy-shell.css",
    "policy-search.css",
    "policy.css",
    "policy-signs.css",
    "policy-front.css",
    "policy-rule-page.css",
)
_PAPER = "policy-print.css"
_TOC = "policy-toc.js"
_WHO = "policy-who.js"
_SCRIPTS: tuple[tuple[str, dict[str, Any]], ...] = (
    # These two before the page is painted.
    ("policy-theme.js", {"priority": _FIRST}),
    (_WHO, {"priority": _FIRST, "data-words": words_of("who")}),
    ("policy-fold.js", {"priority": _PAGE, "defer": "defer"}),
    (_TOC, {"priority": _PAGE, "defer": "defer"}),
    ("policy-search.js", {"priority": _PAGE - 1, "defer": "defer"}),  # before that of its page
)
_SEARCH = "policy-search.js"
_COPYBUTTON = "policy-copybutton.js"
_OF_COMPONENTS = frozenset(file for component in COMPONENTS.values() for file in component.scripts)
# What a page of any theme has and ours does not need, or only where something stands on it.
_NEVER = ("doctools.js", "sphinx_highlight.js", "translations.js", "basic.css")
_OF_OTHERS = {
    "copybutton": 'class="highlight',
    "clipboard": 'class="highlight',
    "pygments": 'class="highlight',
    "documentation_options": 'class="highlight',
    "design-tabs": "sd-tab-set",
    "sphinx-design": "sd-",
}
# Comments, and the space around what needs none.
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SPACE = re.compile(r"\s*\n\s*")


def add_files(app: Sphinx, config: Config) -> None:
    """Give the book the files of the package, its own before them, and the pages what they load of those."""
    own = [STATIC, *_files_of_components(), *STEMMERS]
    config.html_static_path = [*(_name(app, path) for path in own), *config.html_static_path]
    config.html_favicon = config.html_favicon or _name(app, _FAVICON)
    app.add_css_file(SHEET, priority=_PAGE)
    for name, attributes in _SCRIPTS:
        app.add_js_file(name, **attributes)
    if "sphinx_copybutton" in app.extensions:
        app.add_js_file(_COPYBUTTON, priority=_LAST, **_words("copybutton"))  # after its own
    for component in COMPONENTS.values():
        for name in component.scripts:
            # Before the page is painted, where the browser can wait: what a script adds moves nothing then.
            app.add_js_file(name, priority=_PAGE, defer="defer", blocking="render", **_words(component.words))


def join_sheets(app: Sphinx) -> None:
    """Write the one style sheet beside the doctrees, among the static files of the book."""
    if app.builder.format != "html":
        return
    path = Path(app.doctreedir, "style", SHEET)
    path.parent.mkdir(parents=True, exist_ok=True)
    joined = join(Path(app.confdir), app.config.html_static_path)
    if not path.is_file() or path.read_text("utf-8") != joined:
        path.write_text(joined, "utf-8", newline="\n")
    app.config.html_static_path.insert(0, _name(app, path))


def join(confdir: Path, static: list[str]) -> str:
    """The style sheets of the package as one: of each the last of its name among the *static* files of the book."""
    components = list(COMPONENTS.values())
    early = [name for component in components if component.early for name in component.styles]
    late = [name for component in components if not component.early for name in component.styles]
    parts = [_shrink(_read(name, confdir, static)) for name in (*_BEFORE, *early)]
    parts.append(f"@media print {{\n{_shrink(_read(_PAPER, confdir, static))}\n}}")
    parts += [_shrink(_read(name, confdir, static)) for name in late]
    return "\n".join(parts) + "\n"


def _read(name: str, confdir: Path, static: list[str]) -> str:
    for entry in reversed(static):
        path = confdir / entry
        if path.name != name:
            path /= name
        if path.is_file():
            return path.read_text("utf-8")
    return ""


def _shrink(sheet: str) -> str:
    """Without comments and indents: a third less to send."""
    return _SPACE.sub("\n", _COMMENT.sub("", sheet)).strip()


def _words(prefix: str) -> dict[str, str]:
    """The attribute of a script's element with the sentences that it says; none where it says nothing."""
    return {"data-words": words_of(prefix)} if prefix else {}


def _files_of_components() -> Iterator[Path]:
    """Their style sheets and scripts; what is not in the folder of a component is among the files of every page."""
    for name, component in COMPONENTS.items():
        for file in (*component.files, *component.later):
            if (path := folder_of(name) / file).is_file():
                yield path


def _name(app: Sphinx, path: Path) -> str:
    """The path as a setting: from conf.py where it is below it, so that a book has the same settings wherever it is built."""
    return str(path.relative_to(app.confdir) if path.is_relative_to(app.confdir) else path)


def unused_files() -> Iterator[str]:
    """The names of the static files that no page of our theme asks for: what was joined, and what Sphinx's own themes have."""
    yield from (*_BEFORE, _PAPER)
    for component in COMPONENTS.values():
        yield from component.styles
    yield from (*_NEVER, "searchtools.js", "language_data.js", "file.png", "minus.png", "plus.png")


def is_ours(app: Sphinx) -> bool:
    """Whether pages are made with our templates: a book may have another theme, and a builder no pages to look at."""
    builder = app.builder
    if not isinstance(builder, StandaloneHTMLBuilder) or isinstance(builder, SerializingHTMLBuilder):
        return False
    return builder.theme.name == THEME


def choose_files(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object) -> None:
    """Leave out what a page does not show: the scripts of components, and on our own page the files that it has no use for.

    Say in ``policy_is_wide`` whether what it shows takes the width of the page, where the contents beside it would be.
    """
    body = context.get("body") or ""
    shown = [component for component in COMPONENTS.values() if component.is_on(body)]
    context["policy_is_wide"] = any(component.wide for component in shown)
    left_out = _OF_COMPONENTS.difference(*(component.scripts for component in shown))
    # Another theme may need all that it brings.
    ours = is_ours(app)
    for kind in ("css_files", "script_files"):
        if kind in context:
            context[kind] = [
                file
                for file in context[kind]
                if (name := str(file.filename or "").rpartition("/")[2]) not in left_out
                and (name in _OF_COMPONENTS or _is_wanted(name, body, context, ours))
            ]


def _is_wanted(name: str, body: str, context: dict[str, Any], ours: bool) -> bool:
    if name == _SEARCH:
        return ours and bool(context["policy_shell"].search)
    if name == _TOC:
        return (
            ours
            and bool(context.get("policy_headings"))
            and not (context["policy_is_wide"] or context["policy_is_text"])
        )
    if not ours:
        return name != _WHO  # which has no panel elsewhere
    needed = [marker for part, marker in _OF_OTHERS.items() if part in name]
    return bool(name) and not name.endswith(_NEVER) and all(marker in body for marker in needed)


def setup(app: Sphinx) -> None:
    """Add the files before anything looks for them, and choose among them after every other handler has added its own."""
    app.add_html_theme(THEME, str(TEMPLATES))
    app.connect("config-inited", add_files)
    app.connect("builder-inited", join_sheets)
    app.connect("html-page-context", choose_files, priority=900)
