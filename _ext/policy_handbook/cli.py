"""``handboek``: the handbook on the command line.

Exit status 0 for an answer, whatever it is, or a list that was kept, and 2 for wrong use, with one line on what to do. The book
is read from its sources, so that an answer is never older than the text. ``build`` and ``serve`` are those of :mod:`.launcher`.
"""

from __future__ import annotations

import argparse
import gc
import io
import json
import os
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from . import launcher
from .builders.files import write_if_changed
from .checks.published import LIST
from .checks.published_list import add_published, names_of
from .decision.answers import AnswerError, read_answers, scope_facts
from .decision.bases import bases_of, tables_of
from .decision.clauses import AUDIENCE, CONTEXT
from .decision.remedies import find_remedies
from .decision.table import facts_of
from .decision.walk import decide
from .diagnostics import MESSAGES, nearest
from .domain import get_domain
from .failures import explain_failure
from .model.positions import split_ids
from .model.records import Place
from .presentation.decision_data import make_decision
from .presentation.explanation import explain
from .presentation.read_back import ReadBack, read_back, read_back_gone, tell_read_back
from .presentation.say import listed, plain, tell
from .reading.records_alone import TAG

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from .decision.table import CodeTable
    from .model.handbook import Handbook
    from .presentation.explanation import Explanation

# The repository that this extension stands in: <root>/_ext/policy_handbook.
ROOT = Path(__file__).parents[2]


# What takes the arguments of a command line of Sphinx's, and what it does.
_OF_SPHINX = {
    "build": (launcher.build, "bouw het handboek, met de opties van sphinx-build"),
    "serve": (launcher.serve, "toon het handboek terwijl je eraan werkt, met de opties van sphinx-autobuild"),
}


class UsageError(Exception):
    """Wrong use; the message says what to do."""


class Parser(argparse.ArgumentParser):
    """A parser whose mistakes are one line, like every other one of ours."""

    def error(self, message: str) -> NoReturn:
        raise UsageError(f"verkeerd gebruik ({message}); zie {self.prog} --help")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    if words[:1] and words[0] in _OF_SPHINX:
        return _OF_SPHINX[words[0]][0](words[1:])
    try:
        options = _make_parser().parse_args(words)
        status = int(options.run(options))
        sys.stdout.flush()
        return status
    except BrokenPipeError:
        # Whoever reads on has seen enough (``| head``); what is left goes nowhere, also when Python ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except UsageError as error:
        print(f"handboek: {' '.join(str(error).split())}", file=sys.stderr)
        return 2


def _make_parser() -> Parser:
    parser = Parser(prog="handboek", description="Vraag het handboek sociale media.")
    parser.add_argument("--source", type=Path, default=ROOT, metavar="MAP", help="map met conf.py van het handboek")
    commands = parser.add_subparsers(required=True, metavar="OPDRACHT", parser_class=Parser)
    command = commands.add_parser("decide", help="zeg wat een code van een handeling vindt")
    command.add_argument("--code", required=True, help="de code, bijvoorbeeld turnhout")
    command.add_argument("--act", required=True, metavar="HANDELING", help="de handeling, bijvoorbeeld taggen")
    command.add_argument(
        "--fact",
        action="append",
        default=[],
        metavar="VRAAG=ANTWOORD",
        help="wat bekend is; herhaal voor meer, ? betekent “weet ik niet”; ook audience=… (rol) en context=professional of private",
    )
    command.add_argument("--json", action="store_true", help="als JSON, zoals in data/handbook.json")
    command.set_defaults(run=_decide)
    command = commands.add_parser(
        "lees-terug", help="zeg elk standpunt terug in één zin, naast de woorden van de tekst"
    )
    command.add_argument(
        "code", nargs="?", metavar="CODE", help="de code, bijvoorbeeld turnhout; zonder deze alle codes"
    )
    command.add_argument("--json", action="store_true", help="als JSON")
    command.set_defaults(run=_read_back)
    command = commands.add_parser(
        "publish", help=f"schrijf elke bepaling en elk antwoord bij in {LIST}, zodat de bouw merkt wat verandert"
    )
    command.set_defaults(run=_publish)
    for name, (_, purpose) in _OF_SPHINX.items():
        commands.add_parser(name, help=purpose, add_help=False)
    return parser


def _decide(options: argparse.Namespace) -> int:
    book = load_book(options.source)
    base = bases_of(book).get(options.code)
    if base is None:
        raise UsageError(f"onbekende code “{options.code}”{nearest(options.code, book.codes) or _among(book.codes)}")
    if options.act not in book.acts:
        raise UsageError(
            f"onbekende handeling “{options.act}”{nearest(options.act, book.acts)}; alle staan op docs/beslissen"
        )
    try:
        table = tables_of(book)[options.code]
        facts = {**book.facts, **scope_facts(book, Place("", 1))}
        answers = read_answers(facts, _read_facts(options.fact))
        decision = decide(table, options.act, answers)
    except AnswerError as error:
        words = {**error.words, "nearest": nearest(error.words.get("id", ""), error.known)}
        raise UsageError(MESSAGES[error.subtype].format(**words)) from error
    if options.json:
        print(json.dumps(make_decision(base, decision), ensure_ascii=False, indent=2, sort_keys=True))
    else:
        remedies = find_remedies(table, decision)
        print(_in_words(book, options.act, explain(base, decision, remedies)))
        idle = [id for id in answers if id not in _facts_that_count(table, options.act)]
        if idle:
            # Otherwise a fact that belongs to another act would seem to have been weighed.
            print(f"\n{tell('command.idle', facts=listed(idle, 'comma'))}")
    return 0


def _read_back(options: argparse.Namespace) -> int:
    book = load_book(options.source)
    bases = bases_of(book)
    if options.code is not None and options.code not in bases:
        raise UsageError(f"onbekende code “{options.code}”{nearest(options.code, book.codes) or _among(book.codes)}")
    codes = [options.code] if options.code is not None else list(bases)
    found = {code: read_back(bases[code]) for code in codes}
    if options.json:
        data = {code: [_read_back_data(each) for each in positions] for code, positions in found.items()}
        print(json.dumps(data, ensure_ascii=False, indent=2))
        return 0
    for code, positions in found.items():
        print(f"{book.codes[code].title}\n")
        for each in positions:
            print("\n".join([each.id, *(f"  {line}" for line in tell_read_back(each)), ""]))
        for id, line in read_back_gone(book, code):
            print(f"{id}\n  {plain(line)}\n")
    return 0


def _read_back_data(found: ReadBack) -> dict[str, str | bool | list[str]]:
    return {
        "position": found.id,
        "formerly": list(found.formerly),
        "sentence": plain(found.sentence),
        "quoted": plain(found.quoted),
        "signed": found.signed,
        "changed": found.changed,
        "seal": found.seal,
    }


def _publish(options: argparse.Namespace) -> int:
    book = load_book(options.source)
    path = options.source / LIST
    try:
        text, new = add_published(
            path.read_text("utf-8-sig") if path.is_file() else "", names_of(book), tell("published.head")
        )
        write_if_changed(path.parent, path.name, text.encode())
    except (OSError, UnicodeError) as error:
        raise UsageError(
            f"{path} is niet te lezen of te schrijven ({error}): geef schrijfrecht, of zet het bestand terug"
        ) from error
    print(
        f"{LIST}: {new} {'regel' if new == 1 else 'regels'} bijgeschreven. Bewaar het bestand in het archief (commit)."
    )
    return 0


def _facts_that_count(table: CodeTable, act: str) -> set[str]:
    """The facts that some row on an act asks for."""
    return {AUDIENCE, CONTEXT} | facts_of(entry.row for entry in (*table.acts.get(act, ()), *table.always))


def _among(ids: Iterable[str]) -> str:
    return f"; kies uit {', '.join(ids)}"


def _read_facts(words: Sequence[str]) -> dict[str, list[str]]:
    given: dict[str, list[str]] = {}
    for word in words:
        fact, equals, answers = word.partition("=")
        if not equals or not fact.strip():
            raise UsageError(f"“{word}” is niet te lezen: schrijf --fact vraag=antwoord")
        given.setdefault(fact.strip(), []).extend(split_ids(answers))
    return given


@contextmanager
def _no_collection() -> Iterator[None]:
    """Look for no garbage meanwhile: reading makes little of it, and looking takes an eighth of a first call."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


def load_book(source: Path) -> Handbook:
    """Read the book in *source*, only what changed since the last time; raises UsageError where there is none."""
    from sphinx.application import Sphinx
    from sphinx.util.docutils import docutils_namespace, patch_docutils

    if not (source / "conf.py").is_file():
        raise UsageError(f"in {source} staat geen handboek (geen conf.py): noem de map met --source")
    folder = source / "_build" / "handboek"
    app: Sphinx | None = None
    try:
        with _no_collection(), patch_docutils(source), docutils_namespace():
            app = Sphinx(
                source,
                source,
                folder / "out",
                folder / "doctrees",
                "dummy",
                status=None,
                warning=io.StringIO(),
                tags=[TAG],
            )
            # Reads, and writes no page: a build would make all that is generated, which nobody looks at here.
            app.builder.build([], method="specific")
    except Exception as error:
        failure = explain_failure(error, source, app)
        raise UsageError(f"het handboek in {source} is niet te lezen: {failure}") from error
    return get_domain(app.env).handbook


def _in_words(book: Handbook, act: str, explanation: Explanation) -> str:
    code = book.codes[explanation.code]
    lines = [
        f"{code.title} ({explanation.weight})",
        # Two words would settle what the headline leaves open.
        book.acts[act].label if explanation.until else f"{book.acts[act].label}: {explanation.label}",
        "",
        explanation.headline,
        *map(plain, explanation.until),
    ]
    for part in explanation.parts:
        lines += ["", f"{part.heading}:", *(f"  - {plain(line)}" for line in part.lines)]
    if explanation.verdict == "niet_geregeld":
        # Elsewhere it would be too much; of an act that is not regulated it is what the code has to say.
        near, standing = explanation.near, explanation.standing
        for entries, title in (
            (near, tell("page.standing.near", count=len(near))),
            (standing, tell("page.standing", count=len(standing))),
        ):
            lines += ["", f"{title}:", *(f"  - {plain(entry.line)}" for entry in entries)] if entries else []
    return "\n".join([*lines, "", tell("answer.no_ruling")])
