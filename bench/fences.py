"""Reads the handbook's sources as directives and lines, and gives copies of them ids of their own."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_OPEN = re.compile(r"(?P<fence>:{3,})\{(?P<name>[a-z-]+)\}[ \t]*(?P<argument>.*)")
_OPTION = re.compile(r"(?P<name>[A-Za-z][A-Za-z0-9-]*):(?:[ \t]+(?P<value>.*))?")
_POSITION = re.compile(r"(?P<indent>[ \t]*)(?P<norm>[a-z0-9.-]+)(?P<rest>[ \t]*:[ \t]*[a-z]+[ \t]*\".*)")
_ROLE = re.compile(
    r"\{(?P<role>code|article|rule|norm|topic|case)\}`(?P<title>[^`<]*<)?(?P<target>[^`<>]+)(?P<end>>?)`"
)
_EXPECTED = re.compile(r"(?P<indent>[ \t]+)(?P<code>[a-z0-9.-]+)(?P<rest>[ \t]*:.*)")
# What stands for a list of topics on a checklist without naming any.
_ALL_OR_NONE = ("yes", "no", "ja", "nee")
TABLES = ("comparison", "coverage", "differences", "gaps", "rules")
# The options whose value is an id of the copy, or several.
_OF_IDS = ("norm", "norms", "related", "general", "near", "formerly", "topic", "code", "codes", "standing", "acts")
# The directives whose argument is one.
_NAMED = ("code", "topic", "norm", "checklist", "case", "assistant", "decision-tables", "decision-coverage", *TABLES)


@dataclass(slots=True)
class Directive:
    """A colon fence: its name, its argument, the lines of its option block and those of its body."""

    fence: str
    name: str
    argument: str
    options: list[str] = field(default_factory=list)
    body: list[str] = field(default_factory=list)

    def get(self, option: str) -> str:
        """The value of an option of one line, "" where there is none."""
        for line in self.options:
            match = _OPTION.fullmatch(line)
            if match and match["name"] == option:
                return (match["value"] or "").strip().strip('"')
        return ""

    def set(self, option: str, value: str) -> None:
        """Give an option of one line a value, added at the end where it is missing."""
        line = f"{option}: {value}"
        for index, old in enumerate(self.options):
            match = _OPTION.fullmatch(old)
            if match and match["name"] == option:
                self.options[index] = line
                return
        self.options.append(line)

    def text(self) -> str:
        """The directive as an editor writes it."""
        head = f"{self.fence}{{{self.name}}} {self.argument}".rstrip()
        options = ["---", *self.options, "---"] if self.options else []
        return "\n".join([head, *options, *self.body, self.fence])


def parse(text: str) -> list[str | Directive]:
    """The lines and the colon fences of a page, in their order."""
    lines = text.split("\n")
    parts: list[str | Directive] = []
    index = 0
    while index < len(lines):
        match = _OPEN.fullmatch(lines[index])
        if match is None:
            parts.append(lines[index])
            index += 1
            continue
        end = next(i for i in range(index + 1, len(lines)) if lines[i].rstrip() == match["fence"])
        content = lines[index + 1 : end]
        options: list[str] = []
        if content and content[0].rstrip() == "---":
            close = content.index("---", 1)
            options, content = content[1:close], content[close + 1 :]
        parts.append(Directive(match["fence"], match["name"], match["argument"].strip(), options, content))
        index = end + 1
    return parts


def write(parts: Iterable[str | Directive]) -> str:
    """The page that these parts make."""
    return "\n".join(part if isinstance(part, str) else part.text() for part in parts)


def directives(parts: Iterable[str | Directive], *names: str) -> list[Directive]:
    """The directives of these names."""
    return [part for part in parts if isinstance(part, Directive) and part.name in names]


@dataclass(frozen=True, slots=True)
class Renamer:
    """Gives codes, topics, norms, tables, checklists and cases the suffix of a copy; the vocabulary is shared."""

    suffix: str

    def id(self, id: str) -> str:
        """``beersel`` to ``beersel-001``."""
        return f"{id}-{self.suffix}"

    def ids(self, value: str) -> str:
        """A comma-separated list of ids."""
        return ", ".join(self.id(part.strip()) for part in value.split(",") if part.strip())

    def rule(self, name: str) -> str:
        """``beersel/art-1#name`` to ``beersel-001/art-1#name``; a rule of the same code stays as it is."""
        code, slash, rest = name.partition("/")
        return f"{self.id(code)}/{rest}" if slash else name

    def rules(self, value: str) -> str:
        """A comma-separated list of rules or positions."""
        return ", ".join(self.rule(part.strip()) for part in value.split(",") if part.strip())

    def roles(self, line: str) -> str:
        """The references in running text."""

        def rename(match: re.Match[str]) -> str:
            target = match["target"].strip()
            target = self.rule(target) if match["role"] in ("rule", "article") else self.id(target)
            return f"{{{match['role']}}}`{match['title'] or ''}{target}{match['end']}`"

        return _ROLE.sub(rename, line)

    def directive(self, directive: Directive) -> None:
        """All that a directive names."""
        name, argument = directive.name, directive.argument
        if name in _NAMED:
            directive.argument = self.id(argument)
        elif name == "version":
            code, _, version = argument.partition(" ")
            directive.argument = f"{self.id(code)} {version}"
        elif name == "overlap":
            directive.argument = " ".join(self.rule(rule) for rule in argument.split())
        elif name == "clash":
            directive.argument = self.rules(argument)
        option = self._expected if name == "case" else self._option
        directive.options = [option(line) for line in directive.options]
        directive.body = [self.roles(line) for line in directive.body]

    def _expected(self, line: str) -> str:
        """An option of a case: only its verdicts name a code."""
        match = _EXPECTED.fullmatch(line)
        return f"{match['indent']}{self.id(match['code'])}{match['rest']}" if match else line

    def _option(self, line: str) -> str:
        if line.startswith((" ", "\t")):
            match = _POSITION.fullmatch(line)
            if match and match["norm"] != "quote":
                return f"{match['indent']}{self.id(match['norm'])}{match['rest']}"
            return line
        match = _OPTION.fullmatch(line)
        if match is None or not match["value"]:
            return line
        name, value = match["name"], match["value"].strip()
        if name in _OF_IDS and value not in _ALL_OR_NONE:
            return f"{name}: {self.ids(value)}"
        if name == "law" and any(map(str.isdigit, value)):  # the number of a question on the law, no word of a norm's
            return f"{name}: {value}-{self.suffix}"
        if name == "bans":
            return f"{name}: {self.rules(value)}"
        if name == "stricter":
            return f"{name}: {self.rule(value)}"
        if name == "short":
            return f'{name}: "{value.strip(chr(34))} {self.suffix}"'
        return line
