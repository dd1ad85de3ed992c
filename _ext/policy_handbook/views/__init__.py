"""What the handbook looks like: directives, and the generated parts of pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .apparatus import ApparatusView
from .code import CodeDirective, CodeView, VersionDirective, VersionView
from .norm import NormDirective, NormView, OverlapDirective, ReviewedView, TopicDirective
from .note import DefectsDirective, DefectsView, EditorialDirective
from .overview import OverviewDirective, OverviewView
from .rule import ArticleDirective, RuleDirective
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
    from ..directives import PolicyDirective
    from .base import View

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
    "audience": AudienceDirective,
    "body": BodyDirective,
    "comparison": ComparisonDirective,
    "coverage": CoverageDirective,
    "differences": DifferencesDirective,
    "gaps": GapsDirective,
    "rules": RulesDirective,
    "defects": DefectsDirective,
    "overview": OverviewDirective,
}

VIEWS: dict[str, View] = {
    "apparatus": ApparatusView(),
    "code": CodeView(),
    "version": VersionView(),
    "norm": NormView(),
    "reviewed": ReviewedView(),
    "table": TableView(),
    "defects": DefectsView(),
    "overview": OverviewView(),
}
