"""Registration of the extension with Sphinx, nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import settings, views, writers
from .builders import site as handbook
from .builders.typst import builder as typst_builder
from .checks import book as checks
from .checks import published, sources
from .domain import PolicyDomain, show_unresolved
from .freshness import findings
from .freshness import reread as freshness
from .presentation.say import tell
from .reading import (
    bad_pages,
    conflicts,
    crossrefs,
    encoding,
    foreign,
    history,
    inclusion,
    markup,
    parser,
    toctree_circles,
)
from .version import VERSION
from .views import assistant, count, rule, transform

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def setup(app: Sphinx) -> ExtensionMetadata:
    """Add the domain, its directives, the views, the checks and the builder."""
    app.add_config_value("policy_handbook_url", "", "env", str, "address of the handbook, for citations")
    app.add_config_value("policy_home", {}, "env", dict, "which code is home for which audience")
    app.add_config_value("policy_contacts", {}, "env", dict, "for each body its local name and address")
    app.add_config_value("policy_acknowledgement", "", "env", str, "what a colleague signs for a booklet")
    app.add_config_value("policy_acknowledgement_to", "", "env", str, "to whom a colleague mails that it was received")
    app.add_config_value(
        "policy_editors", tell("note.editors"), "env", str, "by which function questions on the law are asked"
    )
    app.add_config_value(
        "policy_booklets", True, "", bool, "whether the site's booklets are made; else they stay as they were"
    )
    app.add_config_value("policy_print_fonts", "_print/fonts", "", str, "folder of the fonts of the booklets")
    app.add_config_value(
        "policy_print_tokens", "_static/policy-tokens.css", "", str, "style sheet with the house style"
    )
    app.add_domain(PolicyDomain)
    for name, directive in views.DIRECTIVES.items():
        app.add_directive_to_domain("policy", name, directive)
    for name, role in views.ROLES.items():
        app.add_role_to_domain("policy", name, role)
    app.connect("missing-reference", show_unresolved)
    foreign.setup(app)
    settings.setup(app)
    bad_pages.setup(app)
    transform.setup(app)
    assistant.setup(app)
    count.setup(app)
    rule.setup(app)
    parser.setup(app)
    encoding.setup(app)
    conflicts.setup(app)
    crossrefs.setup(app)
    inclusion.setup(app)
    toctree_circles.setup(app)
    markup.setup(app)
    sources.setup(app)
    checks.setup(app)
    published.setup(app)
    history.setup(app)
    findings.setup(app)
    freshness.setup(app)
    writers.setup(app)
    handbook.setup(app)
    typst_builder.setup(app)
    return {
        "version": VERSION,
        "env_version": 1,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
