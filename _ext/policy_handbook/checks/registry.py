"""Every check of the whole book, in the order in which they are made: a new one is a function, and its name here.

Each finding is one warning with file and line; the book is built all the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..digest import digest
from ..domain import get_domain
from ..reading.records_alone import TAG
from .base import Whole
from .booklets import check_booklets
from .decisions import check_cases, check_clashes, check_proof
from .deployment import check_deployment
from .exceptions import check_exceptions
from .ids import check_duplicates, check_labels, check_references, check_twins, check_versions
from .lists import check_checklists, check_tables
from .norms import check_norms, check_relations, check_reviewed
from .notes import check_notes
from .rules import check_rules
from .search import check_synonyms
from .sources import check_sources
from .vocabulary import check_terms

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

CHECKS: tuple[Callable[[Whole], None], ...] = (
    check_twins,
    check_duplicates,
    check_versions,
    check_rules,
    check_labels,
    check_exceptions,
    check_norms,
    check_reviewed,
    check_relations,
    check_terms,
    check_synonyms,
    check_tables,
    check_cases,
    check_checklists,
    check_booklets,
    check_deployment,
    check_notes,
    check_references,
    check_clashes,
    check_proof,
    check_sources,
)


def check_handbook(app: Sphinx, env: BuildEnvironment) -> None:
    """Check everything, unless nothing was read since the last time; runs after reading, whichever builder writes.

    A book of which some pages are left out is not checked.
    """
    if app.tags.has(TAG):
        return
    domain = get_domain(env)
    config = app.config
    settings = (
        config.policy_home,
        config.policy_contacts,
        config.policy_acknowledgement,
        config.policy_extension_digest,
    )
    inputs = digest(domain.inputs_digest(), repr(settings))
    if domain.checked == inputs:
        return
    domain.note_checked(inputs)
    whole = Whole(domain.handbook, domain, env)
    for check in CHECKS:
        check(whole)


def setup(app: Sphinx) -> None:
    """Check the book when all of it has been read."""
    app.connect("env-updated", check_handbook)
