"""``404.html``: what a web server shows at an address that there is not, wherever that is."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from ..domain import get_domain
from ..model.addresses import link_to
from ..presentation.say import tell
from ..views.assets import TEMPLATES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.builders.html import StandaloneHTMLBuilder

#: Its name; a page of the book with that name goes before it.
MISSING = "404"
# An address on the page that is neither whole, nor from the root, nor of the page itself.
_RELATIVE = re.compile(
    r'( (?:href|src|action|data-content_root|data-inventory|data-fonts|data-root)=")(?!#|/|[A-Za-z][A-Za-z0-9+.-]*:)(?:\./)?'
)


def make_missing_page(builder: StandaloneHTMLBuilder) -> Iterator[tuple[str, dict[str, Any], str]]:
    """The page as Sphinx collects pages: its name, context and template; none where the book has one."""
    if MISSING in builder.env.found_docs:
        return
    book = get_domain(builder.env).handbook
    codes = [(f"{code.short}: {code.title}", code.place) for code in book.codes.values()]
    topics = [(topic.label, topic.place) for topic in book.topics.values()]
    contacts = [
        (contact.words, next(filter(None, map(link_to, contact.ways)), "")) for contact in book.contacts.values()
    ]
    title = tell("missing.title")
    own = [Path(builder.confdir, entry) for entry in builder.config.templates_path]
    # Found by itself: a book of another theme has this page too.
    templates = Environment(loader=FileSystemLoader([*own, TEMPLATES]), autoescape=True, undefined=StrictUndefined)
    body = templates.get_template("missing.html").render(
        tell=tell,
        title=title,
        lists=[
            (tell("missing.codes"), [(words, builder.get_target_uri(place.docname)) for words, place in codes]),
            (tell("missing.topics"), [(words, builder.get_target_uri(place.docname)) for words, place in topics]),
            (tell("missing.contacts"), contacts),
        ],
        contacts=contacts,
        front=builder.get_target_uri(builder.config.root_doc),
    )
    yield MISSING, {"title": title, "body": body, "policy_description": tell("missing.why")}, "page.html"


def from_root(page: str, root: str) -> str:
    """A page at the root of the site with its addresses from the root of the host, so that it can be shown at any address."""
    return _RELATIVE.sub(rf"\g<1>{root}", page)
