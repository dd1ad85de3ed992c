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
from flavours import EDITS_FILE, ROOT, Copy, Flavour, find_edit, write_flavour
from handbook import handbook_flavour

if TYPE_CHECKING:
    from policy_handbook.model.handbook import Handbook
    from policy_handbook.model.records import Rule

FLAVOURS = ("handbook", "plain", "needs")


def make_flavour(name: str, source: Path) -> Flavour:
    """The flavour of this name, with the edits that the measurements make."""
    handbook = handbook_flavour(source)
    book = load_book(handbook)
    rule, norm = choose_edits(book)
    words = edited_line(handbook.copy, rule)
    statement = book.norms[norm].statement
    flavour = write_as(name, handbook, book)
    # The handbook's norm is a directive; the others state it in a heading.
    stated = f"{statement}\n:::" if name == "handbook" else f"## {statement}"
    flavour.edits = {
        "rule": find_edit(flavour.copy, f"codes/{rule.code}/{rule.version}.md", words),
        "norm": find_edit(flavour.copy, f"{book.norms[norm].place.docname}.md", stated),
    }
    return flavour


def write_as(name: str, handbook: Flavour, book: Handbook) -> Flavour:
    """The handbook, or its text in the way of another flavour."""
    if name == "plain":
        from plain import plain_flavour

        return plain_flavour(handbook, book)
    if name == "needs":
        from needs import needs_flavour

        return needs_flavour(handbook, book)
    return handbook


def load_book(handbook: Flavour) -> Handbook:
    """The model of one copy, read by the extension itself."""
    from policy_handbook.domain import get_domain
    from sphinx.application import Sphinx

    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "source")
        write_flavour(handbook, 1, source)
        out, doctrees = Path(folder, "out"), Path(folder, "doctrees")
        app = Sphinx(source, source, out, doctrees, "dummy", status=None, warning=StringIO(), freshenv=True)
        app.builder.read()
        return get_domain(app.env).handbook


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
    write_flavour(make_flavour(options.flavour, options.source), options.scale, out)
    count = sum(len(names) for _, _, names in os.walk(out))
    print(f"{options.flavour} {options.scale}x: {count} files in {out}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
