"""Writes a synthetic book of N times the five codes, for measurements.

``handbook`` is the book as its editors write it. ``plain`` is the same text for Sphinx and MyST alone: headings, labels,
``{ref}`` links and tables written out. ``needs`` is the nearest thing with sphinx-needs: each rule a need, its norms as
tags, its overlaps as links, tables by tag. Each copy has its own codes, topics, norms and tables, so that overlaps grow
as the text does.
"""

from __future__ import annotations

import argparse
import os
import shutil
import tempfile
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

from fences import directives, parse
from flavours import EDITS_FILE, FIRST, ROOT, Copy, Flavour, find_edit, write_flavour
from handbook import handbook_flavour

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from policy_handbook.domain import PolicyDomain
    from policy_handbook.model.handbook import Handbook
    from policy_handbook.model.records import Rule

FLAVOURS = ("handbook", "plain", "needs")


def make_flavours(names: Iterable[str], source: Path) -> dict[str, Flavour]:
    """The flavours of these names, with the edits that the measurements make."""
    handbook = handbook_flavour(source)
    domain = load_book(handbook)
    book = domain.handbook
    handbook.copy.seals = find_seals(book)
    rule, norm = choose_edits(book)
    words = edited_line(handbook.copy, rule)
    statement = book.norms[norm].statement
    flavours = {}
    for name in names:
        flavour = write_as(name, handbook, domain)
        # The handbook's norm is a directive; the others state it in a heading.
        stated = f"{statement}\n:::" if name == "handbook" else f"## {statement}"
        flavour.edits = {
            "rule": find_edit(flavour.copy, f"codes/{rule.code}/{rule.version}.md", words),
            "norm": find_edit(flavour.copy, f"{book.norms[norm].place.docname}.md", stated),
        }
        flavours[name] = flavour
    return flavours


def write_as(name: str, handbook: Flavour, domain: PolicyDomain) -> Flavour:
    """The handbook, or its text in the way of another flavour."""
    if name == "plain":
        from plain import plain_flavour

        return plain_flavour(handbook, domain)
    if name == "needs":
        from needs import needs_flavour

        return needs_flavour(handbook, domain)
    return handbook


def load_book(handbook: Flavour) -> PolicyDomain:
    """The model of one copy, read by the extension itself."""
    from policy_handbook.domain import get_domain
    from sphinx.application import Sphinx

    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "source")
        write_flavour(handbook, 1, source)
        out, doctrees = Path(folder, "out"), Path(folder, "doctrees")
        app = Sphinx(source, source, out, doctrees, "dummy", status=None, warning=StringIO(), freshenv=True)
        app.builder.read()
        return get_domain(app.env)


def find_seals(book: Handbook) -> dict[str, Callable[[str], str]]:
    """For the seal of each rule in the real book, how to make that of a copy by its suffix: only the code's id differs."""
    from policy_handbook.model.fingerprint import SHORT, seal

    def make(rule: Rule, code: str) -> str:
        fields = {"lead_in": book.lead_in(rule), "wrap_up": book.wrap_up(rule), "text": rule.text}
        return seal(code=code, rule=rule.id, path=book.path_of(rule), **fields)[:SHORT]

    def maker(rule: Rule, code: str) -> Callable[[str], str]:
        return lambda suffix: make(rule, f"{code}-{suffix}")

    rules = [(rule, rule.code.removesuffix(f"-{FIRST}")) for code in book.codes for rule in book.rules_of(code)]
    return {make(rule, code): maker(rule, code) for rule, code in rules}


def choose_edits(book: Handbook) -> tuple[Rule, str]:
    """The rule and the norm to edit: each the median of its kind by the number of overlaps."""
    of_rule = book.derived.overlaps_of
    rules = [
        rule for code in book.codes for rule in book.rules_of(code) if rule.full_id in of_rule and not rule.is_article
    ]
    rules = [rule for rule in rules if len(rule.blocks) == 1 and len(rule.text) > 40]
    rules.sort(key=lambda rule: (len(of_rule[rule.full_id]), rule.full_id))
    norms = sorted((len(overlaps), norm) for norm, overlaps in book.derived.overlaps_by_norm.items())
    return rules[len(rules) // 2], norms[len(norms) // 2][1]


def edited_line(copy: Copy, rule: Rule) -> str:
    """The words of a rule as they stand in its page: the last line of its body."""
    parts = parse(copy.pages[f"codes/{rule.code}/{rule.version}.md"])
    return next(part.body[-1] for part in directives(parts, "rule") if part.argument == rule.id)


def main(arguments: list[str] | None = None) -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("--scale", type=int, default=1, help="how many copies of the five codes")
    parser.add_argument("--flavour", choices=FLAVOURS, default="handbook")
    parser.add_argument("--source", type=Path, default=ROOT, help="where codes/ and docs/ are")
    parser.add_argument("out", type=Path, help="the folder to write; what is in it is removed")
    options = parser.parse_args(arguments)
    out: Path = options.out
    if out.exists() and any(out.iterdir()) and not (out / EDITS_FILE).is_file():
        parser.error(f"{out} holds something else")
    shutil.rmtree(out, ignore_errors=True)
    write_flavour(make_flavours([options.flavour], options.source)[options.flavour], options.scale, out)
    count = sum(len(names) for _, _, names in os.walk(out))
    print(f"{options.flavour} {options.scale}x: {count} files in {out}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
