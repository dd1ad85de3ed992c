"""The option block of our directives, read by ourselves.

MyST reads options so that a mistake can cost an editor text without a word: a line becomes body, a value is cut at `` #``,
a duplicate wins. Our directives declare no options to MyST, which then leaves the whole content to this reader; it keeps the
line of everything and gives back a fault for what it cannot read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

FENCE = re.compile(r"-{3,}\s*$")
_OPTION = re.compile(r"(?P<name>[A-Za-z][A-Za-z0-9-]*)\s*:(?:\s+(?P<value>.*)|\s*)$")
# What opens a block of indented lines; without a bar too, since nothing else can be meant.
_BLOCK = ("|", "|-", ">", "")
_COLON_OPTION = re.compile(r":(?P<name>[A-Za-z][A-Za-z0-9-]*):(?:\s+(?P<value>.*)|\s*)$")


@dataclass(frozen=True, slots=True)
class Option:
    """One option: its value, the line of its name, and its lines with their numbers: those of a block, or the value alone."""

    value: str
    line: int
    lines: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class OptionFault:
    """What cannot be read: the line, the subtype of the warning, and the words for it."""

    line: int
    subtype: str
    words: dict[str, str]


@dataclass(slots=True)
class OptionBlock:
    """The options, the faults and how many lines of the content they took."""

    options: dict[str, Option] = field(default_factory=dict)
    faults: list[OptionFault] = field(default_factory=list)
    length: int = 0


def read_options(lines: list[str], first_line: int, known: frozenset[str]) -> OptionBlock:
    """Read the options at the head of a directive's content, whose first line is number *first_line* of the page.

    An option that stands outside the block is a fault, and is read all the same: it is no text.
    """
    block = OptionBlock()
    start = _skip_blank(lines, 0)
    if start < len(lines) and (match := _match(lines[start])) and (match["name"] in known or lines[start][0] == ":"):
        block.faults.append(OptionFault(first_line + start, "option_colon", {"text": lines[start].strip()}))
        block.length = _end_of_options(lines, start, known)
        _read_lines(block, lines, start, block.length, first_line, known)
        start = _skip_blank(lines, block.length)
    if start < len(lines) and FENCE.fullmatch(lines[start].strip()):
        _read_fenced(block, lines, start, first_line, known)
        _read_strays(block, lines, first_line, known)
    return block


def _skip_blank(lines: list[str], index: int) -> int:
    while index < len(lines) and not lines[index].strip():
        index += 1
    return index


def _match(line: str) -> re.Match[str] | None:
    return _OPTION.fullmatch(line.rstrip()) or _COLON_OPTION.fullmatch(line.strip())


def _end_of_options(lines: list[str], index: int, known: frozenset[str]) -> int:
    """Where the run of options of a known name ends that starts at *index*, with what is indented below them."""
    start = index
    while index < len(lines):
        match = _match(lines[index])
        if not (match and match["name"] in known) and not (index > start and lines[index].startswith(("  ", "\t"))):
            break
        index += 1
    return index


def _read_fenced(block: OptionBlock, lines: list[str], start: int, first_line: int, known: frozenset[str]) -> None:
    end = next((i for i in range(start + 1, len(lines)) if FENCE.fullmatch(lines[i])), None)
    if end is None:
        block.faults.append(OptionFault(first_line + start, "option_unclosed", {}))
        # Read what is an option; the rest is text, so that nothing is lost.
        end = _end_of_options(lines, start + 1, known)
        block.length = end
    else:
        block.length = end + 1
    _read_lines(block, lines, start + 1, end, first_line, known)


def _read_strays(block: OptionBlock, lines: list[str], first_line: int, known: frozenset[str]) -> None:
    """Options below the closing fence, where they open the body and have a known name."""
    start = _skip_blank(lines, block.length)
    end = _end_of_options(lines, start, known)
    if end > start:
        block.faults.append(OptionFault(first_line + start, "option_after_blank", {"text": lines[start].strip()}))
        strays = OptionBlock()
        _read_lines(strays, lines, start, end, first_line, known)
        block.options = strays.options | block.options
        block.length = end


def _read_lines(
    block: OptionBlock, lines: list[str], start: int, end: int, first_line: int, known: frozenset[str]
) -> None:
    """Read the lines from *start* to *end* as options, each with the lines of its block."""
    name: str | None = None
    collected: list[tuple[int, str]] = []
    for index in range(start, end):
        raw, line = lines[index], first_line + index
        if name is not None and (raw.startswith((" ", "\t")) or not raw.strip()):
            collected.append((line, raw))
            continue
        if name is not None and _match(raw) is None and "".join(lines[index + 1 : end][:1]).startswith((" ", "\t")):
            # One line of a block that is not indented does not end it.
            block.faults.append(OptionFault(line, "option_syntax", {"text": raw.strip()}))
            collected.append((line, f"{_margin_of(collected)}{raw}"))
            continue
        _store_block(block, name, collected)
        name, collected = None, []
        if not raw.strip():
            continue
        match = _match(raw)
        if match is None or (raw.lstrip().startswith(":") and match["name"] not in known):
            block.faults.append(OptionFault(line, "option_syntax", {"text": raw.strip()}))
            continue
        if raw.lstrip().startswith(":") and not block.faults:
            block.faults.append(OptionFault(line, "option_syntax", {"text": raw.strip()}))
        value = (match["value"] or "").strip()
        if match["name"] in block.options:
            block.faults.append(OptionFault(line, "option_duplicate", {"option": match["name"]}))
            name = "" if value in _BLOCK else None
        elif value in _BLOCK:
            name = match["name"]
            block.options[name] = Option("", line)
        else:
            block.options[match["name"]] = Option(_unquote(value), line, ((line, value),))
    _store_block(block, name, collected)


def _margin_of(collected: list[tuple[int, str]]) -> str:
    """The indentation of the last line of a block."""
    words = next((text for _, text in reversed(collected) if text.strip()), "  ")
    return words[: len(words) - len(words.lstrip())]


def _store_block(block: OptionBlock, name: str | None, collected: list[tuple[int, str]]) -> None:
    if name:
        line = block.options[name].line
        block.options[name] = Option("\n".join(text.strip() for _, text in collected).strip(), line, tuple(collected))


def _unquote(value: str) -> str:
    if len(value) >= 2 and value[0] == value[-1] and value[0] in "\"'" and value[0] not in value[1:-1]:
        return value[1:-1]
    return value
