"""The same text for Sphinx and MyST alone: what the handbook generates is written out, as an editor would have to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fences import Directive, parse
from flavours import Copy, Flavour
from policy_handbook.domain import OBJECT_TYPES
from policy_handbook.presentation.notes import NOTE
from written_out import Writer, escape, escape_marker, label

if TYPE_CHECKING:
    from policy_handbook.domain import PolicyDomain

PLAIN_CONF = '''"""Plain Sphinx and MyST."""
project = "Handboek"
language = "nl"
extensions = ["myst_parser"]
exclude_patterns = ["_build"]
smartquotes = False
myst_enable_extensions = ["colon_fence"]
html_theme = "alabaster"
'''
_ROLE = re.compile(
    rf"\{{(?P<role>noteref|count|{'|'.join(OBJECT_TYPES)})\}}`(?:(?P<title>[^`<]*)<)?(?P<target>[^`<>]+)>?`"
)
# The directives that show the whole book.
_WHOLE = ("overview", "defects", "own-labels", "assistant")
_TEXTS = ("rule", "article")


def plain_flavour(handbook: Flavour, domain: PolicyDomain) -> Flavour:
    """Plain pages for each page of *handbook*, whose one copy *domain* holds."""
    return write_with(PlainWriter(domain), PLAIN_CONF, handbook)


def write_with(writer: PlainWriter, conf: str, handbook: Flavour) -> Flavour:
    """The pages of *handbook* as *writer* writes them."""
    pages = {path: writer.write(text) for path, text in handbook.copy.pages.items()}

    def shared(suffixes: list[str]) -> dict[str, str]:
        """The pages of the whole; what shows the whole book is that of the first copy, over and over."""
        whole = {}
        for path, text in handbook.shared(suffixes).items():
            parts: list[str] = []
            for part in parse(text.replace("{count}`codes`", str(len(suffixes) * len(writer.book.codes)))):
                if not isinstance(part, Directive) or part.name not in _WHOLE:
                    parts.append(part if isinstance(part, str) else part.text())
                    continue
                first = Copy({path: "\n".join(writer.view(part.name, part.argument))})
                parts.extend(first.renamed(suffix).pages[path] for suffix in suffixes)
            whole[path] = writer.write("\n".join(parts))
        return whole

    return Flavour(conf, Copy(pages), shared, {})


class PlainWriter:
    """Writes the pages of one copy."""

    def __init__(self, domain: PolicyDomain) -> None:
        self.domain = domain
        self.book = domain.handbook
        self.view = Writer(self.book, lambda target, words: self.reference(*target.split(":", 1), words)).view
        self._text = ("", "")
        self._has_rule = False

    def write(self, text: str) -> str:
        """A page of the handbook in plain MyST."""
        self._text = ("", "")
        self._has_rule = False
        parts: list[str] = []
        for part in parse(text):
            if isinstance(part, str):
                parts.append(self.roles(part))
                continue
            if part.name in ("article", "topic", "code"):
                self._label_heading(parts, self._label(part))
            parts.extend(getattr(self, f"_{part.name.replace('-', '_')}")(part))
        return "\n".join(parts) + "\n"

    def _label(self, directive: Directive) -> str:
        """The label of what a directive names."""
        id = f"{self._text[0]}/{directive.argument}" if directive.name in _TEXTS else directive.argument
        return label(f"{directive.name}:{id}")

    def roles(self, line: str) -> str:
        """The references in running text."""

        def rename(match: re.Match[str]) -> str:
            role, target = match["role"], match["target"].strip()
            if role == "count":
                return "".join(self.view("count", target))
            kind = "rule" if role in ("noteref", "article") else role
            if kind == "rule" and "/" not in target:
                target = f"{self._text[0]}/{target}"
            title = (match["title"] or self.domain.title_of(kind, target, self._text)).strip()
            return self.reference(kind, target, title)

        return _ROLE.sub(rename, line)

    def reference(self, kind: str, target: str, title: str) -> str:
        """A link in running text."""
        return f"{{ref}}`{title} <{label(f'{kind}:{target}')}>`"

    @staticmethod
    def _label_heading(parts: list[str], name: str) -> None:
        """Put a label above the last heading."""
        index = max(i for i, part in enumerate(parts) if part.startswith("#"))
        parts[index] = f"({name})=\n{parts[index]}"

    def _words(self, directive: Directive) -> list[str]:
        return [*map(self.roles, directive.body), ""]

    # -- one method for each directive

    def _code(self, directive: Directive) -> list[str]:
        return [*self.view("code", directive.argument), *self._words(directive)]

    def _version(self, directive: Directive) -> list[str]:
        code, _, version = directive.argument.partition(" ")
        self._text = (code, version)
        return self.view("version", directive.argument)

    def _article(self, directive: Directive) -> list[str]:
        self._has_rule = True
        return self.apparatus(directive)

    def _rule(self, directive: Directive) -> list[str]:
        self._has_rule = True
        body = [self.roles(line) for line in directive.body]
        if mark := directive.get("mark"):
            body[0] = escape_marker(f"{escape(mark)} {body[0]}")
        return [f"({self._label(directive)})=", *body, "", *self.apparatus(directive)]

    def apparatus(self, directive: Directive) -> list[str]:
        """What stands below a rule, the notes that the handbook folds away included."""
        code, version = self._text
        return self.view("apparatus", f"{code}/{directive.argument}@{version}")

    def _editorial(self, directive: Directive) -> list[str]:
        if directive.get("fold") == "yes" and self._has_rule:
            return []  # among what stands below the rule
        if law := directive.get("law"):
            return self.view("law", f"{'@'.join(self._text)} {law}")
        return [f":::{{admonition}} {NOTE}", *directive.body, ":::"]

    def _topic(self, directive: Directive) -> list[str]:
        return self._words(directive)

    def _norm(self, directive: Directive) -> list[str]:
        norm = self.book.norms[directive.argument]
        heading = [f"({self._label(directive)})=", f"### {norm.statement}", ""]
        return [*heading, escape(norm.question), "", *self.view("norm", norm.id)]

    def _overlap(self, directive: Directive) -> list[str]:
        return self.view("reviewed", f"{directive.get('norm').replace(' ', '')} {directive.argument}")

    def _clash(self, directive: Directive) -> list[str]:
        code, _, _ = directive.argument.partition("/")
        duties, bans = (
            " ".join(id if "/" in id else f"{code}/{id}" for id in value.split(", "))
            for value in (directive.argument, directive.get("bans"))
        )
        return self.view("clash", f"{duties} | {bans}")

    def _case(self, directive: Directive) -> list[str]:
        heading = [f"({self._label(directive)})=", f"### Casus: {directive.get('title')}", ""]
        return [*heading, *self._words(directive), *self.view("case", directive.argument)]

    def table(self, directive: Directive) -> list[str]:
        """A generated table, written out."""
        return self.view("table", directive.argument)

    _comparison = _coverage = _differences = _gaps = _rules = table

    def _named_view(self, directive: Directive) -> list[str]:
        return self.view(directive.name, directive.argument)

    _checklist = _assistant = _decision_tables = _named_view

    def _decision_coverage(self, directive: Directive) -> list[str]:
        return self.view(directive.name, f"{directive.argument} {directive.get('by')}")

    def _term(self, directive: Directive) -> list[str]:
        words = directive.get("label") or directive.argument
        return [f"({self._label(directive)})=", f"**{escape(words)}**", "", *self._words(directive)]

    _act = _audience = _body = _term

    def _fact(self, directive: Directive) -> list[str]:
        fact = self.book.facts[directive.argument]
        return [
            f"({self._label(directive)})=",
            f"**{escape(fact.question)}**",
            "",
            escape(fact.why),
            "",
            *(f"- {escape(words)}" for _, words in fact.options),
        ]
