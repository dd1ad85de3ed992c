"""What every directive of ours shares: reading its options, naming its object, warning its editor."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from ..diagnostics import name_character, nearest, shorten, warn
from ..domain import PolicyDomain, anchor_of, get_domain
from ..model.characters import find_unseen, leave_out
from ..model.file_names import fault_of_name
from ..model.positions import split_ids
from ..model.records import Place
from .encoding import clean_words
from .options import Option, read_options

if TYPE_CHECKING:
    from docutils.statemachine import StringList

    from .options import OptionFault

_FENCE = re.compile(r"\s*(:{3,})\{([a-z:-]+)\}")
# What the source of a text may have of what nobody sees; of everything else it is left out.
_OF_THE_SOURCE = frozenset({"mark", "sic"})
_CLOSING = re.compile(r"\s*:{3,}\s*")
# How many lines a warning names.
_NAMED = 5
_ID = re.compile(r"[a-z][a-z0-9]*(?:[.-][a-z0-9]+)*")


@dataclass(slots=True)
class _Swallowed:
    """Lines that a directive took of the next ones because nobody closed it, and the number of the first on the page."""

    lines: StringList
    first: int

    @property
    def last(self) -> int:
        """The number of the last line that holds more than the end of a block."""
        filled = [index for index, line in enumerate(self.lines) if line.strip() and not _CLOSING.fullmatch(line)]
        return self.first + (filled[-1] if filled else 0)


@dataclass(slots=True)
class _Chain:
    """Directives that nobody closed, each taken by the one before it.

    They are read one after another: read within one another, as they stand, some hundred are deeper than Python goes.
    """

    #: Where what is being read is put, and the last line of it.
    holder: nodes.Element = field(default_factory=nodes.Element)
    last: int = 0
    #: What the last of them took.
    rest: _Swallowed | None = None
    #: Before which lines a closing line is missing.
    missing: list[int] = field(default_factory=list)


class PolicyDirective(SphinxDirective):
    """A directive with one argument, its id, and an option block that we read ourselves (see :mod:`.options`)."""

    optional_arguments = 1
    final_argument_whitespace = True
    has_content = True
    option_spec = None

    kind: ClassVar[str] = ""
    known: ClassVar[frozenset[str]] = frozenset()
    needs_id: ClassVar[bool] = True
    #: The kind of record of which the site keeps files under its id; "" where it keeps none.
    keeps: ClassVar[str] = ""

    #: Whether its body is the words of a source.
    is_verbatim: ClassVar[bool] = False

    id: str
    given: dict[str, Option]
    #: What could not be read of its option block, and was reported.
    faults: list[OptionFault]
    body: StringList
    body_offset: int

    def run(self) -> list[nodes.Node]:
        self.id = self._read_id(self.arguments[0]) if self.arguments else ""
        # MyST counts the content from the directive's own line.
        first_line = self.lineno + self.content_offset + 1
        block = read_options(list(self.content), first_line, self.known)
        name = self.id or self.short_name
        if block.faults:
            self.domain.misread[self.env.docname] = True
        self.faults = block.faults
        for fault in block.faults:
            warn(fault.subtype, self.place(fault.line), id=name, **fault.words)
        self.given = {}
        for option, value in block.options.items():
            if option in self.known:
                self.given[option] = value
            else:
                warn(
                    "unknown_option",
                    self.place(value.line),
                    id=name,
                    option=option,
                    nearest=nearest(option, self.known),
                )
        self.body = self.content[block.length :]
        self.body_offset = self.content_offset + block.length
        swallowed = self._cut_swallowed()
        if self.needs_id and not self.id:
            warn("id_missing", self.place(), kind=self.kind, directive=self.short_name)
        elif self.needs_id and not _ID.fullmatch(self.id):
            warn("id_syntax", self.place(), id=shorten(self.id))
        elif self.keeps and (why := fault_of_name(self.id, self.keeps)):
            warn("unsafe_name", self.place(), id=shorten(self.id), kind=self.kind, fault=why)
        made = self.build()
        if swallowed is None:
            return made
        chain: _Chain | None = self.env.temp_data.get("policy:chain")
        if chain is not None and self.state_machine.node is chain.holder and self._last_line >= chain.last:
            chain.rest = swallowed
            return made
        return [*made, *self._parse_swallowed(swallowed, name)]

    def _read_id(self, argument: str) -> str:
        """The id that is given, without what nobody sees and without any other space than the ordinary one."""
        odd = dict.fromkeys(one for one in argument if one.isspace() and one not in " \t\n")
        if odd:
            warn("odd_space", self.place(), name=name_character(next(iter(odd))), near=shorten(argument))
        for space in odd:
            # Between two ids it can only be meant as a space.
            argument = argument.replace(space, "" if self.needs_id else " ")
        return " ".join(leave_out(argument, find_unseen(argument)).split())

    @property
    def _last_line(self) -> int:
        return self.lineno + self.content_offset + len(self.content)

    def _cut_swallowed(self) -> _Swallowed | None:
        """Cut off the body what this directive took of the next ones because nobody closed it.

        An inner directive that was meant has its own closing line within the body; one whose closing line ended this
        directive has none.
        """
        lines = list(self.body)
        for index, line in enumerate(lines):
            match = _FENCE.match(line)
            if match is None or (match[2] == self.short_name == "rule"):
                continue  # a rule in a rule has a warning of its own
            closing = re.compile(rf"\s*:{{{len(match[1])},}}\s*")
            if any(closing.fullmatch(later) for later in lines[index + 1 :]):
                continue
            rest = self.body[index:]
            rest.append(match[1], rest.source(len(rest) - 1), 0)
            self.body = self.body[:index]
            return _Swallowed(rest, self.lineno + self.body_offset + index + 1)
        return None

    def _parse_swallowed(self, swallowed: _Swallowed, name: str) -> list[nodes.Node]:
        """Parse what was cut off, and what those directives took in their turn; all of it is one mistake, of one kind."""
        outer = self.env.temp_data.get("policy:chain")
        chain = self.env.temp_data["policy:chain"] = _Chain()
        read: list[nodes.Node] = []
        rest: _Swallowed | None = swallowed
        while rest is not None:
            chain.holder, chain.last, chain.rest = nodes.Element(), rest.last, None
            chain.missing.append(rest.first)
            self.state.nested_parse(rest.lines, rest.first - self.lineno - 1, chain.holder)
            read += chain.holder.children
            rest = chain.rest
        self.env.temp_data["policy:chain"] = outer
        first, *others = chain.missing
        more = f" en {len(others) - _NAMED} andere" if len(others) > _NAMED else ""
        also = f"; zo ook voor regel {', '.join(map(str, others[:_NAMED]))}{more}" if others else ""
        warn("fence_unclosed", self.place(), id=name, line=first, others=also)
        return read

    def build(self) -> list[nodes.Node]:
        """Note the record and return the nodes."""
        raise NotImplementedError

    @property
    def short_name(self) -> str:
        """The directive as an editor writes it, without its domain."""
        return self.name.rpartition(":")[2]

    @property
    def domain(self) -> PolicyDomain:
        return get_domain(self.env)

    @property
    def text(self) -> tuple[str, str]:
        """Code and version whose text this page holds; empty strings where it holds none."""
        return self.env.ref_context.get("policy:text", ("", ""))  # type: ignore[no-any-return]

    def place(self, line: int | None = None) -> Place:
        """A line of this page; the directive's own where none is given."""
        return Place(self.env.docname, line or self.lineno)

    def option(self, name: str, default: str = "", *, required: bool = False) -> str:
        """The value of an option."""
        option = self.given.get(name)
        if option is None or not option.value:
            if required:
                warn("option_missing", self.place(), id=self.id or self.short_name, option=name)
            return default
        return option.value if name in _OF_THE_SOURCE else leave_out(option.value, find_unseen(option.value))

    def choice(
        self, name: str, choices: tuple[str, ...] | dict[str, str], default: str, *, required: bool = False
    ) -> str:
        """The value of an option that is one of a few."""
        value = self.option(name, required=required)
        if value and value not in choices:
            line = self.given[name].line
            warn(
                "option_value",
                self.place(line),
                id=self.id or self.short_name,
                option=name,
                value=value,
                choices=", ".join(choices),
            )
            return default
        return value or default

    def ids(self, name: str) -> tuple[str, ...]:
        """The ids of a comma-separated option."""
        return split_ids(self.option(name))

    def flag(self, name: str, *, default: bool = False) -> bool:
        """Whether a yes-or-no option says yes."""
        return self.choice(name, ("yes", "no", "ja", "nee"), "yes" if default else "no") in ("yes", "ja")

    def parse_body(self, node: nodes.Element) -> None:
        """Parse what follows the options into *node*, without what nobody sees but in the words of a source."""
        self.state.nested_parse(self.body, self.body_offset, node)
        if not self.is_verbatim:
            clean_words(self.env.docname, node)

    def plain_body(self) -> str:
        """The body as the editor typed it, white space folded: for words that take no markup."""
        return " ".join(" ".join(self.body).split())

    def give_anchor(self, node: nodes.Element, kind: str, id: str) -> None:
        """Give *node* its address; a second one with the same id on a page gets none (the checks name it)."""
        anchor = anchor_of(kind, id)
        ids = self.state.document.ids
        holder = ids.get(anchor, node)
        if not id or (holder is not node and not _is_made_up(holder, anchor)):
            return
        # What docutils made of a heading's words gives way to an id that an editor wrote.
        if anchor in holder["ids"]:
            holder["ids"].remove(anchor)
            if holder is not node and not holder["ids"]:
                spare = f"kop-{anchor}"
                holder["ids"].append(spare)
                ids[spare] = holder
        node["ids"].insert(0, anchor)
        ids[anchor] = node


def _is_made_up(holder: nodes.Element, anchor: str) -> bool:
    """Whether *anchor* is no editor's id but one that docutils made of a heading."""
    return holder.tagname == "section" and holder.get("policy:article") != anchor
