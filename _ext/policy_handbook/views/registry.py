"""Every directive, role, view and component there is, each by its name in one line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import assistant, case, checklist, decision_table, missing, search, table
from .apparatus import ApparatusView
from .assistant import AssistantDirective, AssistantView
from .booklet import BookletDirective, BookletsDirective, BookletsView, BookletView
from .booklet_parts import AcknowledgementView, ContactsView, KeyPointsView
from .case import CaseDirective, CaseView
from .checklist import ChecklistCoverageDirective, ChecklistCoverageView, ChecklistDirective, ChecklistView
from .code import CodeDirective, CodeView, VersionDirective, VersionView
from .count import CountRole, CountView
from .decision_table import DecisionTablesDirective, DecisionTablesView
from .legend import LegendDirective, LegendView
from .norm import NormDirective, NormView, OverlapDirective, ReviewedView, TopicDirective
from .note import DefectsDirective, DefectsView, EditorialDirective, LawView
from .overview import OverviewDirective, OverviewView
from .own_labels import OwnLabelsDirective, OwnLabelsView
from .proof import ClashDirective, ClashView, DecisionCoverageDirective, DecisionCoverageView
from .read_back import ReadBackDirective, ReadBackView
from .rule import ArticleDirective, RuleDirective
from .search import SearchDirective, SearchView, SynonymsDirective
from .table import (
    ComparisonDirective,
    CoverageDirective,
    DifferencesDirective,
    GapsDirective,
    RulesDirective,
    TableView,
)
from .vocabulary import ActDirective, AudienceDirective, BodyDirective, FactDirective

if TYPE_CHECKING:
    from sphinx.util.docutils import SphinxRole

    from ..reading.directive_base import PolicyDirective
    from .base import View
    from .component import Component

DIRECTIVES: dict[str, type[PolicyDirective]] = {
    "code": CodeDirective,
    "version": VersionDirective,
    "article": ArticleDirective,
    "rule": RuleDirective,
    "editorial": EditorialDirective,
    "topic": TopicDirective,
    "norm": NormDirective,
    "overlap": OverlapDirective,
    "act": ActDirective,
    "fact": FactDirective,
    "case": CaseDirective,
    "audience": AudienceDirective,
    "body": BodyDirective,
    "comparison": ComparisonDirective,
    "coverage": CoverageDirective,
    "differences": DifferencesDirective,
    "gaps": GapsDirective,
    "rules": RulesDirective,
    "checklist": ChecklistDirective,
    "checklist-coverage": ChecklistCoverageDirective,
    "booklet": BookletDirective,
    "booklets": BookletsDirective,
    "assistant": AssistantDirective,
    "decision-tables": DecisionTablesDirective,
    "defects": DefectsDirective,
    "clash": ClashDirective,
    "decision-coverage": DecisionCoverageDirective,
    "read-back": ReadBackDirective,
    "overview": OverviewDirective,
    "own-labels": OwnLabelsDirective,
    "search": SearchDirective,
    "synonyms": SynonymsDirective,
    "legend": LegendDirective,
}

ROLES: dict[str, SphinxRole] = {"count": CountRole()}

VIEWS: dict[str, View] = {
    "count": CountView(),
    "apparatus": ApparatusView(),
    "code": CodeView(),
    "version": VersionView(),
    "norm": NormView(),
    "reviewed": ReviewedView(),
    "table": TableView(),
    "checklist": ChecklistView(),
    "checklist-coverage": ChecklistCoverageView(),
    "assistant": AssistantView(),
    "decision-tables": DecisionTablesView(),
    "defects": DefectsView(),
    "law": LawView(),
    "clash": ClashView(),
    "decision-coverage": DecisionCoverageView(),
    "read-back": ReadBackView(),
    "overview": OverviewView(),
    "own-labels": OwnLabelsView(),
    "search": SearchView(),
    "legend": LegendView(),
    "case": CaseView(),
    "booklet": BookletView(),
    "booklets": BookletsView(),
    "key-points": KeyPointsView(),
    "contacts": ContactsView(),
    "acknowledgement": AcknowledgementView(),
}

#: By the names of their folders, in the order in which a page loads their files.
COMPONENTS: dict[str, Component] = {
    "table": table.COMPONENT,
    "case": case.COMPONENT,
    "checklist": checklist.COMPONENT,
    "decision_table": decision_table.COMPONENT,
    "assistant": assistant.COMPONENT,
    "missing": missing.COMPONENT,
    "search": search.COMPONENT,
}
