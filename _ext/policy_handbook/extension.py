"""Registration of the extension with Sphinx, nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import other_builders, settings, theme_words
from .builders import site as handbook
from .builders.typst import builder as typst_builder
from .builders.typst.house_style import FONTS
from .checks import published, sources
from .checks import registry as checks
from .domain import PolicyDomain, close_page, show_unresolved
from .freshness import findings
from .freshness import reread as freshness
from .hosting import OWN_FRAMES
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
    records_alone,
    toctree_circles,
)
from .version import VERSION
from .views import assets, assistant, count, description, rule, shell, table_nodes, transform
from .views.registry import DIRECTIVES, ROLES

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
    app.add_config_value(
        "policy_frame_ancestors", OWN_FRAMES, "html", str, "which hosts may show the handbook in a frame"
    )
    app.add_config_value("policy_print_fonts", str(FONTS), "", str, "folder of the fonts of the booklets")
    app.add_config_value("policy_print_tokens", "", "", str, "style sheet with the house style, if not the site's")
    app.add_domain(PolicyDomain)
    for name, directive in DIRECTIVES.items():
        app.add_directive_to_domain("policy", name, directive)
    for name, role in ROLES.items():
        app.add_role_to_domain("policy", name, role)
    app.connect("missing-reference", show_unresolved)
    # After the others upon the same event, who still add to the page.
    app.connect("doctree-read", close_page, priority=900)
    foreign.setup(app)
    settings.setup(app)
    records_alone.setup(app)
    theme_words.setup(app)
    shell.setup(app)
    assets.setup(app)
    bad_pages.setup(app)
    transform.setup(app)
    table_nodes.setup(app)
    assistant.setup(app)
    count.setup(app)
    description.setup(app)
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
    other_builders.setup(app)
    handbook.setup(app)
    typst_builder.setup(app)
    return {
        "version": VERSION,
        "env_version": 1,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
