"""The nearest thing with sphinx-needs: each rule a need, its norms and topics as tags, its overlaps as links."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flavours import Copy, Flavour
from plain import PLAIN_CONF, ROLE, PlainWriter, escape, plain_flavour

if TYPE_CHECKING:
    import re

    from fences import Directive
    from policy_handbook.model.handbook import Handbook
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


def needs_flavour(handbook: Flavour, book: Handbook) -> Flavour:
    """Pages with needs for each page of *handbook*, whose one copy *book* is."""
    writer = NeedsWriter(book)
    pages = {path: writer.write(text) for path, text in handbook.copy.pages.items()}
    return Flavour(NEEDS_CONF, Copy(pages), plain_flavour(handbook, book).shared, {})


class NeedsWriter(PlainWriter):
    """Rules as needs and tables by tag; the rest as in the plain book."""

    def roles(self, line: str) -> str:
        """The references in running text: to needs, unless a heading without positions is meant, which is none."""
        code = self._text[0]

        def rename(match: re.Match[str]) -> str:
            rule = self.book.get_rule(f"{code}/{match[2].strip()}")
            if rule is None or (rule.is_article and not rule.positions):
                return f"{{ref}}`{match[1].strip()} <{code}--{match[2].strip()}>`"
            return f"{{need}}`{match[1].strip()} <{need_id(rule.full_id)}>`"

        return ROLE.sub(rename, line)

    def _rule(self, directive: Directive) -> list[str]:
        rule = self.book.get_rule(f"{self._text[0]}/{directive.argument}")
        assert rule is not None
        return self._need(rule, [self.roles(line) for line in directive.body])

    def _article(self, directive: Directive) -> list[str]:
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

    def _norm(self, directive: Directive) -> list[str]:
        norm = self.book.norms[directive.argument]
        return [f"(norm--{norm.id})=", f"### {norm.statement}", "", escape(norm.question)]

    def table(self, directive: Directive) -> list[str]:
        """The rules of a topic, by its tag: an index answers that, no expression is evaluated."""
        if directive.name not in ("comparison", "rules"):
            return []
        topics = directive.get("topic").split(", ")
        return [
            "```{needtable}",
            f":tags: {'; '.join(f'thema-{topic}' for topic in topics)}",
            ":columns: id, title, tags, outgoing",
            ":style: table",
            "```",
        ]

    _comparison = _coverage = _differences = _gaps = _rules = table
