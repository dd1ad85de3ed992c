"""What the pages of the site bring along: templates, style sheets, scripts, pictures and typefaces.

All of it is in the package: in ``page/`` for every page, and for a component in its folder. What a book has of its own comes
on top of that: its templates go before ours, its static files replace those of the same name, and its style sheets
(``html_css_files``) have the last word.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import ChoiceLoader, FileSystemLoader, PrefixLoader
from sphinx.jinja2glue import BuiltinTemplateLoader

from ..presentation.say import tell, words_of
from .component import folder_of
from .registry import COMPONENTS
from .search import STEMMERS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.config import Config

PAGE = Path(__file__).parents[1] / "page"
STATIC = PAGE / "static"
TEMPLATES = PAGE / "templates"
_FAVICON = STATIC / "policy-favicon.svg"
# Sphinx sorts by number: those of extensions have 500, those of a book 800.
_FIRST, _TOKENS, _PAGE, _PRINT, _COMPONENT, _LAST = 100, 600, 601, 602, 603, 700
_STYLES: tuple[tuple[str, dict[str, Any]], ...] = (
    ("policy-tokens.css", {"priority": _TOKENS}),
    ("policy.css", {"priority": _PAGE}),
    ("policy-print.css", {"priority": _PRINT, "media": "print"}),
    ("policy-search.css", {"priority": _PAGE}),
)
_TOC = "policy-toc.js"
_SCRIPTS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("policy-theme.js", {"priority": _FIRST}),  # before the page is painted
    ("policy-menu.js", {"priority": _PAGE, "defer": "defer"}),
    ("policy-fold.js", {"priority": _PAGE, "defer": "defer"}),
    (_TOC, {"priority": _PAGE, "defer": "defer"}),
    ("policy-search.js", {"priority": _TOKENS, "defer": "defer"}),  # before that of its page
)
_SEARCH = ("policy-search.css", "policy-search.js")
_COPYBUTTON = "policy-copybutton.js"
_OF_COMPONENTS = frozenset(file for component in COMPONENTS.values() for file in component.files)
# What a page of any theme has and ours does not need, or only where something stands on it.
_NEVER = ("doctools.js", "sphinx_highlight.js", "translations.js")
_OF_OTHERS = {
    "copybutton": 'class="highlight',
    "clipboard": 'class="highlight',
    "pygments": 'class="highlight',
    "documentation_options": 'class="highlight',
    "design-tabs": "sd-tab-set",
    "sphinx-design": "sd-",
}


def add_files(app: Sphinx, config: Config) -> None:
    """Give the book the files of the package, its own before them, and the pages what they load of those."""
    own = [STATIC, *_files_of_components(), *STEMMERS]
    config.html_static_path = [*(_name(app, path) for path in own), *config.html_static_path]
    config.html_favicon = config.html_favicon or _name(app, _FAVICON)
    for name, attributes in _STYLES:
        app.add_css_file(name, **attributes)
    for name, attributes in _SCRIPTS:
        app.add_js_file(name, **attributes)
    if "sphinx_copybutton" in app.extensions:
        app.add_js_file(_COPYBUTTON, priority=_LAST, **_words("copybutton"))  # after its own
    for component in COMPONENTS.values():
        for name in component.styles:
            app.add_css_file(name, priority=_PAGE if component.early else _COMPONENT)
        for name in component.scripts:
            app.add_js_file(name, priority=_PAGE, defer="defer", **_words(component.words))


def add_templates(app: Sphinx) -> None:
    """Let the templates of the package be found after those of the book (``templates_path``) and before those of the theme.

    Not among those of the book: ``{% extends "!layout.html" %}`` passes over these, and is to find our page. Our own templates
    find the theme's as ``theme:layout.html``.
    """
    templates = getattr(app.builder, "templates", None)
    if isinstance(templates, BuiltinTemplateLoader):  # a builder without pages has none, a book may have another bridge
        own = templates.templatepathlen
        theme = ChoiceLoader(templates.loaders[own:])
        ours = ChoiceLoader([FileSystemLoader(TEMPLATES), PrefixLoader({"theme": theme}, delimiter=":")])
        # Sphinx's annotations name the only class that it puts there itself.
        templates.loaders.insert(own, ours)  # type: ignore[arg-type]
        templates.pathchain.insert(own, TEMPLATES)  # type: ignore[arg-type]  # where it looks for changed templates


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


def choose_files(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object) -> None:
    """Leave out what a page does not show: the files of components, and on our own page those of others that it has no use for.

    Say in ``policy_is_wide`` whether what it shows takes the width of the page, where the contents beside it would be.
    """
    body = context.get("body") or ""
    shown = [component for component in COMPONENTS.values() if component.is_on(body)]
    context["policy_is_wide"] = any(component.wide for component in shown)
    left_out = _OF_COMPONENTS.difference(*(component.files for component in shown))
    # Our page is made upon this theme (see ``layout.html``); any other may need all that it brings.
    ours = "generate_header_nav_html" in context
    for kind in ("css_files", "script_files"):
        if kind in context:
            context[kind] = [
                file
                for file in context[kind]
                if (name := str(file.filename or "").rpartition("/")[2]) not in left_out
                and (name in _OF_COMPONENTS or _is_wanted(name, body, context, ours))
            ]


def _is_wanted(name: str, body: str, context: dict[str, Any], ours: bool) -> bool:
    if name in _SEARCH:
        return bool(context.get("policy_search"))
    if name == _TOC:
        return bool(context.get("display_toc")) and not context["policy_is_wide"]
    if not ours:
        return True
    needed = [marker for part, marker in _OF_OTHERS.items() if part in name]
    return bool(name) and not name.endswith(_NEVER) and all(marker in body for marker in needed)


def give_sentences(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object) -> None:
    """Let the template of a page say sentences."""
    context["tell"] = tell


def setup(app: Sphinx) -> None:
    """Add the files before anything looks for them, and choose among them after every other handler has added its own."""
    app.connect("html-page-context", give_sentences)
    app.connect("config-inited", add_files)
    app.connect("builder-inited", add_templates)
    app.connect("html-page-context", choose_files, priority=900)
