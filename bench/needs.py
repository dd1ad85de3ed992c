"""The nearest thing with sphinx-needs: each rule a need, its norms and topics as tags, its overlaps as links.

What sphinx-needs has no word for (decisions, cases, checklists, differences, gaps) is written out as in the plain book.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from plain import PLAIN_CONF, PlainWriter, write_with
from written_out import escape

if TYPE_CHECKING:
    from fences import Directive
    from flavours import Flavour
    from policy_handbook.domain import PolicyDomain
    from policy_handbook.model.records import Rule

NEEDS_CONF = (
    PLAIN_CONF.replace('["myst_parser"]', '["myst_parser", "sphinx_needs"]')
    + """needs_id_regex = "^[A-Za-z0-9_-]+$"
needs_types = [{"directive": "bepaling", "title": "Bepaling", "prefix": "", "color": "#FFFFFF", "style": "node"}]
"""
)


def need_id(full_id: str) -> str:
    """A rule's id as a need's: a dot would mean a part of a need."""
    return full_id.replace("/", "--").replace(".", "_")


def needs_flavour(handbook: Flavour, domain: PolicyDomain) -> Flavour:
    """Pages with needs for each page of *handbook*, whose one copy *domain* holds."""
    return write_with(NeedsWriter(domain), NEEDS_CONF, handbook)


class NeedsWriter(PlainWriter):
    """Rules as needs and tables of rules by tag; the rest as in the plain book."""

    def reference(self, kind: str, target: str, title: str) -> str:
        """A link in running text: to a need, unless a heading without positions is meant, which is none."""
        rule = self.book.get_rule(target) if kind == "rule" else None
        if rule is None or (rule.is_article and not rule.positions):
            return super().reference(kind, target, title)
        return f"{{need}}`{title} <{need_id(rule.full_id)}>`"

    def _rule(self, directive: Directive) -> list[str]:
        self._has_rule = True
        rule = self.book.get_rule(f"{self._text[0]}/{directive.argument}")
        assert rule is not None
        return self._need(rule, [self.roles(line) for line in directive.body])

    def _article(self, directive: Directive) -> list[str]:
        self._has_rule = True
        rule = self.book.get_rule(f"{self._text[0]}/{directive.argument}")
        assert rule is not None
        return self._need(rule, [escape(rule.text)]) if rule.positions else []

    def _need(self, rule: Rule, body: list[str]) -> list[str]:
        norms = dict.fromkeys(position.norm for position in rule.positions)
        topics = dict.fromkeys(f"thema-{self.book.norms[norm].topic}" for norm in norms if norm in self.book.norms)
        overlaps = self.book.derived.overlaps_of.get(rule.full_id, ())
        others = dict.fromkeys(need_id(overlap.b) for overlap in overlaps if overlap.a == rule.full_id)
        return [
            f":::{{bepaling}} {rule.label}",
            f":id: {need_id(rule.full_id)}",
            *([f":tags: {', '.join([rule.code, *norms, *topics])}"] if norms else [f":tags: {rule.code}"]),
            *([f":links: {', '.join(others)}"] if others else []),
            "",
            *body,
            ":::",
        ]

    def _by_tag(self, directive: Directive) -> list[str]:
        """The rules of a topic, by its tag: an index answers that, no expression is evaluated."""
        topics = directive.get("topic").split(", ")
        return [
            "```{needtable}",
            f":tags: {'; '.join(f'thema-{topic}' for topic in topics)}",
            ":columns: id, title, tags, outgoing",
            ":style: table",
            "```",
        ]

    _comparison = _rules = _by_tag
