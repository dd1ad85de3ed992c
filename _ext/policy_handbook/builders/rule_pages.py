"""The page of each rule: what HR links to, what a citation carries, at its address for ever."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from ..model.excerpts import OMISSION
from ..model.handbook import version_key
from ..presentation.citation import (
    cite,
    has_pages,
    is_citable,
    is_heading,
    rule_path,
    text_path,
    version_path,
    with_gaps,
)
from ..presentation.dates import show_date
from ..presentation.names import name_audience_of, name_context_of, name_kind
from ..presentation.notes import words_of_note
from ..presentation.say import tell, words_of
from ..views.apparatus import Apparatus, present_apparatus
from ..views.assets import SHEET, TEMPLATES
from ..views.code import BINDING_WORDS
from ..views.description import shorten_description
from ..views.navigation import Way
from ..views.shell import PRELOADED_OF_RULES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from jinja2 import BytecodeCache

    from ..model.handbook import Handbook
    from ..model.records import Rule
    from ..presentation.spans import Span
    from ..views.shell import Shell


#: As many rules as the menu of a rule's page lists at most, where headings part them.
MOST = 25


@dataclass(frozen=True, slots=True)
class RulePage:
    """One rule page: its path from the root of the site and its HTML."""

    path: str
    html: str


class RulePages:
    """Makes the rule pages of a handbook with a light template of our own (the theme's takes 25 times as long)."""

    def __init__(
        self,
        book: Handbook,
        base: str,
        find: Callable[[str], str | None],
        assets: str,
        title: str,
        shell: Shell,
        part: str,
        logo: Callable[[str], str] = str,
        templates: BytecodeCache | None = None,
        own: Iterable[Path] = (),
    ) -> None:
        """*find* gives the address from the root of the site of ``kind:id``; *assets* is a digest to bust caches with.

        *title* is the handbook's; *shell* is what stands around a page that is in no part of the book; *logo* gives the address
        of its logo by the way to the root of the site, or ""; *templates* keeps compiled templates from one build to the next;
        *own* are the folders with templates of the book, which go before ours.
        """
        self._book = book
        self._base = base
        self._title = title
        self._shell = shell
        self._part = part
        self._logo = logo
        self._find = find
        environment = Environment(
            loader=FileSystemLoader([*own, TEMPLATES]),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            bytecode_cache=templates,
        )
        environment.globals.update(tell=tell, words_of=words_of)
        self._template = environment.get_template("rule_page.html")
        self._assets = assets

    def of_code(self, code: str) -> Iterator[RulePage]:
        """The pages of a code's rules: of each rule one for each version, and one for today."""
        versions = self._versions(code)
        shown: dict[str, tuple[Rule, Way]] = {}
        for version in versions:
            rules = [rule for rule in self._book.rules_of(code, version) if has_pages(rule)]
            for group in self._groups(rules):
                dated, today = self._menu(code, group, version_path), self._menu(code, group, rule_path)
                for rule in group:
                    shown[rule.id] = rule, today
                    yield RulePage(version_path(rule), self._render(rule, versions, dated, dated=True))
        for rule, menu in shown.values():
            yield RulePage(rule_path(rule), self._render(rule, versions, menu, dated=False))

    def _menu(self, code: str, rules: list[Rule], path: Callable[[Rule], str]) -> Way:
        """What the menu of the pages of these rules lists: the rules themselves, below their code."""
        front = self._find(f"code:{code}") or ""
        return Way(self._book.codes[code].short, front, tuple(Way(rule.label, path(rule)) for rule in rules))

    def _groups(self, rules: list[Rule]) -> list[list[Rule]]:
        """The rules of a text by the heading under which they stand together in a menu.

        That is the highest under which no more than :data:`MOST` stand: an article, mostly, or a part of a long one.
        """
        lines = [(*self._book.path_of(rule), *([rule.label] if is_heading(rule) else [])) for rule in rules]
        sizes = Counter(line[:depth] for line in lines for depth in range(len(line) + 1))
        keys = [
            next((line[:depth] for depth in range(len(line) + 1) if sizes[line[:depth]] <= MOST), line)
            for line in lines
        ]
        groups: dict[tuple[str, ...], list[Rule]] = {}
        for key, rule in zip(keys, rules, strict=True):
            groups.setdefault(key, []).append(rule)
        return list(groups.values())

    def paths_of_code(self, code: str) -> set[str]:
        """Where those pages are."""
        rules = [
            rule for version in self._versions(code) for rule in self._book.rules_of(code, version) if has_pages(rule)
        ]
        return {path(rule) for rule in rules for path in (version_path, rule_path)}

    def _versions(self, code: str) -> list[str]:
        return sorted(self._book.versions.get(code, {}), key=version_key)

    def _render(self, rule: Rule, versions: list[str], menu: Way, *, dated: bool) -> str:
        book = self._book
        code = book.codes[rule.code]
        version = book.versions[rule.code][rule.version]
        path = version_path(rule) if dated else rule_path(rule)
        root = "../" * path.count("/")
        apparatus: Apparatus = present_apparatus(book, rule)
        division = book.division_of(rule)

        def address(span: Span) -> str | None:
            found = self._find(span.target) if span.target else None
            return root + found if found else None

        return self._template.render(
            root=root,
            to=root.__add__,
            here=path,
            policy_fonts=PRELOADED_OF_RULES,
            policy_title=self._title,
            policy_logo=self._logo(root),
            policy_shell=replace(self._shell, at=self._part, part=menu),
            policy_owner=tell("shell.owner", authority=code.authority)
            if code.is_named
            else tell("shell.owner.unnamed"),
            sheet=SHEET,
            assets=self._assets,
            rule=rule,
            code=code,
            kind=name_kind(rule.kind),
            binding=BINDING_WORDS.get(code.binding, code.binding),
            path=book.path_of(rule),
            lead_in=book.quote_before(rule),
            wrap_up=book.quote_after(rule),
            audience=name_audience_of(book, rule),
            context=name_context_of(book, rule),
            dates=(show_date(version.adopted), show_date(version.in_force_from), show_date(version.in_force_until)),
            description=shorten_description(
                f"{code.short}, {rule.label}{f' ({rule.version})' if dated else ''}: {rule.text}"
            ),
            dated=dated,
            is_current=rule.version == versions[-1],
            gone=rule.id not in book.texts[rule.code, versions[-1]],
            versions=[id for id in reversed(versions) if rule.id in book.texts[rule.code, id]],
            text_address=root + (self._find(f"rule:{rule.full_id}@{rule.version}") or text_path(rule)),
            code_address=root + (self._find(f"code:{rule.code}") or ""),
            today_address=root + rule_path(rule),
            version_address=lambda id: f"{root}regels/{rule.code}/{rule.id}/{id}.html",
            citation=cite(book, rule, self._base) if is_citable(book, rule) else None,
            permalink=version_path(rule),
            division=with_gaps(book, division),
            omission=OMISSION,
            is_heading=is_heading,
            page_of=lambda part: root + (version_path(part) if dated else rule_path(part)),
            apparatus=apparatus,
            address=address,
            notes=[(part, words_of_note(book, note)) for part in division for note in book.notes_beside(part)],
        )
