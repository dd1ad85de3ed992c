"""Every sentence stands once: what is said of it in Python and in the browser, and where no sentence may stand."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from books import REPOSITORY
from policy_handbook.freshness import reread
from policy_handbook.model.records import MODALITIES, RELATIONS, Modality
from policy_handbook.model.why import Why
from policy_handbook.presentation.say import (
    SENTENCES,
    SLOTS,
    SlotError,
    listed,
    plain,
    say,
    tell,
    tell_why,
    words_listed,
)
from policy_handbook.presentation.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

PACKAGE = REPOSITORY / "_ext" / "policy_handbook"
PYTHON = sorted(PACKAGE.rglob("*.py"))
TEMPLATES = sorted([*PACKAGE.rglob("*.html"), *PACKAGE.rglob("*.typ")])
#: Without the library of others.
SCRIPTS = sorted(path for path in PACKAGE.rglob("*.js") if path.name != "policy-minisearch.js")
#: What is asked for by the beginning of its key, and filled elsewhere: in print templates, and in scripts that stand alone.
WHOLE = ("paper.", "checklist.", "comparison.", "copybutton.", "who.")
#: What may follow a key that is put together: the variants.
VARIANT = r"(\.(curable|against|tip))*"

# -- saying


def test_slots_take_words_numbers_and_lines() -> None:
    rule = Span("art. 1", "rule:a/art-1", "source")
    line = say("answer.clause", opening="“Wij”", rule=rule)
    assert line == (Span("“Wij” ("), rule, Span(")"))
    assert say("answer.unless", clause=line) == (Span("tenzij dit in orde is: “Wij” ("), rule, Span(")"))
    assert tell("answer.open", n=1) == "Dat hangt af van één vraag"
    assert tell("answer.open", n=2) == "Dat hangt af van 2 vragen"


@pytest.mark.parametrize("slots", [{}, {"opening": "a"}, {"opening": "a", "rule": "b", "words": "c"}])
def test_a_sentence_takes_all_of_its_slots_and_no_others(slots: dict[str, str]) -> None:
    with pytest.raises(SlotError, match=re.escape("answer.clause")):
        say("answer.clause", **slots)


def test_a_sentence_that_there_is_not_cannot_be_said() -> None:
    with pytest.raises(KeyError):
        say("answer.maan")


@pytest.mark.parametrize(
    ("items", "joint", "words"),
    [
        ([], "and", ""),
        (["a"], "and", "a"),
        (["a", "b"], "and", "a en b"),
        (["a", "b"], "or", "a of b"),
        (["a", "b", "c"], "and", "a, b en c"),
        (["a", "b", "c"], "each_and", "a en b en c"),
    ],
)
def test_lists_are_joined(items: list[str], joint: str, words: str) -> None:
    assert plain(listed(items, joint)) == words
    assert joint != "and" or words_listed(items) == words


def test_several_names_in_a_reason_are_listed() -> None:
    assert "a, b en c" in tell_why(Why("unprovable.unread", (("pages", ("a", "b", "c")),)))


def test_the_words_of_a_source_stand_in_quotation_marks() -> None:
    assert plain((Span("art. 1: "), Span("Wij zwijgen.", role="quote"))) == "art. 1: “Wij zwijgen.”"


def test_a_sentence_that_changes_has_every_page_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The programs of a build are part of its configuration, and their words with them."""
    files: list[Path] = []

    def note(found: Iterable[Path], root: Path) -> str:
        files.extend(found)
        return ""

    monkeypatch.setattr(reread, "digest_files", note)
    monkeypatch.setattr(reread, "digest_programs", reread.digest_programs.__wrapped__)  # type: ignore[attr-defined]
    reread.note_programs(SimpleNamespace(confdir=tmp_path), SimpleNamespace())  # type: ignore[arg-type]
    assert PACKAGE / "presentation" / "sentences.json" in files


# -- each sentence is said, and filled


def literals(tree: ast.AST) -> Iterator[str]:
    """The strings of a program as patterns: what is put in stands for anything that can be in a key."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield re.escape(node.value)
        elif isinstance(node, ast.JoinedStr):
            parts = (re.escape(str(p.value)) if isinstance(p, ast.Constant) else r"[\w.-]+" for p in node.values)
            yield "".join(parts)


def in_scripts(text: str) -> Iterator[str]:
    """The same of a script or a template, where keys are all that has such a form."""
    yield from map(re.escape, re.findall(r"""["'`]([a-z_]+(?:\.[\w-]+)+)["'`]""", text))
    for key in re.findall(r"`([a-z]+(?:\.[a-z_]+)*\.)\$\{", text):
        yield re.escape(key) + r"[\w.-]+"


def test_every_sentence_is_said() -> None:
    found = {pattern for path in PYTHON for pattern in literals(ast.parse(path.read_text("utf-8")))}
    # What may be any answer tells nothing; nor does a name of one word, but for that of a citation.
    said = [re.compile(key + VARIANT) for key in found if r"\." in key[:-1] and key != r"answer\.[\w.-]+"]
    said += [re.compile(key) for path in (*SCRIPTS, *TEMPLATES) for key in in_scripts(path.read_text("utf-8"))]
    said = [pattern for pattern in said if not pattern.pattern.startswith(("[", r"answer\.[", r"page\.["))]
    unsaid = [key for key in SENTENCES if not (key.startswith(WHOLE) or any(p.fullmatch(key) for p in said))]
    assert unsaid == ["citation"]
    assert "citation" in found


@pytest.mark.parametrize("family", ["why.", "overlap."])
def test_every_reason_is_given(family: str) -> None:
    """These keys are put together: what they end with stands where the reason is found."""
    words = {pattern.replace("\\", "") for path in PYTHON for pattern in literals(ast.parse(path.read_text("utf-8")))}
    ends = {word.rpartition(".")[2] for word in words} | {modality.value for modality in Modality}
    keys = [key for key in SENTENCES if key.startswith(family)]
    assert keys
    assert [key for key in keys if key.rpartition(".")[2] not in ends] == []


def test_what_is_asked_for_whole_is_named_where_it_is_filled() -> None:
    everything = "".join(path.read_text("utf-8") for path in (*SCRIPTS, *TEMPLATES, *PYTHON, REPOSITORY / "conf.py"))
    unnamed = []
    for key in SENTENCES:
        if key.startswith(WHOLE) and not key.startswith("copybutton."):  # those names are the other extension's
            name = key.partition(".")[2]
            if not re.search(rf"\.{re.escape(name)}\b|\"{re.escape(name)}\"", everything):
                unnamed.append(key)
    assert unnamed == []


def said_in_python() -> Iterator[tuple[str, str, set[str]]]:
    """Each sentence that Python says by its whole key: where, the key, and the slots it fills."""
    for path in PYTHON:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in ("say", "tell", "_entry")
                and node.args
                and isinstance(node.args[0], ast.Constant)
                and all(keyword.arg for keyword in node.keywords)
            ):
                where = f"{path.name}:{node.lineno}"
                yield where, str(node.args[0].value), {str(keyword.arg) for keyword in node.keywords}


def said_in_scripts() -> Iterator[tuple[str, str, set[str]]]:
    """The same of the scripts."""
    for path in SCRIPTS:
        text = path.read_text("utf-8")
        for match in re.finditer(r"\b(say|tell|entry)\(\s*\"([\w.-]+)\"(?:\)|(,\s*\{))", text):
            prefix = "answer." if match[1] == "entry" else ""
            slots = set(names_in(text[match.end() :])) if match[3] else set()
            if "..." not in slots:
                yield path.name, prefix + match[2], slots


def names_in(rest: str) -> Iterator[str]:
    """The names of the object that goes on in *rest*, after its first brace; "..." where another is spread in it."""
    depth, piece = 0, ""
    for character in rest:
        if depth == 0 and character in ",}":
            if piece.strip():
                yield "..." if piece.strip().startswith("...") else piece.partition(":")[0].strip()
            piece = ""
            if character == "}":
                return
            continue
        depth += (character in "([{") - (character in ")]}")
        piece += character


def test_every_slot_is_filled() -> None:
    found = [*said_in_python(), *said_in_scripts()]
    assert len(found) > 150
    wrong = [(where, key, slots) for where, key, slots in found if key not in SLOTS or slots != SLOTS[key]]
    assert wrong == []


#: Sentences with the same words, and why they are apart.
TWICE = {
    frozenset({"list.and", "list.each_and"}): "between the last two, and between all",
    frozenset({"answer.wanted", "answer.assumed"}): "what is wanted, and what is assumed",
    frozenset({"context.private", "scope.context.private"}): "a capacity, and the answer to a question",
    frozenset({"answer.status.met", "page.wanted.screen"}): "how it stands, and how it would",
    frozenset({"modality.obligation", "overlap.does.obligation"}): "what is, and what a code does",
}


def test_no_sentence_stands_twice() -> None:
    by_words: dict[str, set[str]] = defaultdict(set)
    for key, sentence in SENTENCES.items():
        if not key.startswith("character."):  # several have the same name
            by_words[str(sentence).casefold()].add(key)
    assert {frozenset(keys) for keys in by_words.values() if len(keys) > 1} == set(TWICE)


# -- where no sentence stands

BETWEEN_WORDS = re.compile(r"[^\W\d_]{2,}[,.:;?!]? [^\W\d_]{2,}")


def outside_docstrings(path: Path) -> Iterator[str]:
    tree = ast.parse(path.read_text("utf-8"))
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.value


#: How editors write the status of a code, what a position does and how rules relate, and what they call a rule.
NOTATION = {"in opbouw", "bepaling", *MODALITIES, *RELATIONS}


@pytest.mark.parametrize("room", ["model", "decision"])
def test_no_sentence_stands_in_the_rooms_of_what_texts_say(room: str) -> None:
    paths = list((PACKAGE / room).rglob("*.py"))
    assert paths
    found = [
        (path.name, words)
        for path in paths
        for words in outside_docstrings(path)
        if words not in NOTATION and (BETWEEN_WORDS.search(words) or words.casefold() in SINGLE)
    ]
    assert found == []


def bare(words: str) -> str:
    """Words as they are compared: without the signs at their ends, and without capitals."""
    return words.strip(" .,:;?!").casefold()


#: Sentences of two words or more, each form of its own.
SEVERAL = {
    bare(form)
    for sentence in SENTENCES.values()
    for form in ([sentence] if isinstance(sentence, str) else sentence.values())
    if len(bare(form).split()) > 1
}


@pytest.mark.parametrize("room", ["presentation", "views", "builders", "cli.py"])
def test_no_sentence_of_the_set_stands_in_python_as_well(room: str) -> None:
    paths = [path for path in PYTHON if path.relative_to(PACKAGE).parts[0] == room]
    assert paths
    assert [(path.name, words) for path in paths for words in outside_docstrings(path) if bare(words) in SEVERAL] == []


#: Sentences of one word, without ids of verdicts and of places on a page, what editors write, and what is English as well.
SINGLE = {
    str(sentence).strip(" ,;.:").casefold()
    for sentence in SENTENCES.values()
    if isinstance(sentence, str) and re.fullmatch(r"\W*[^\W\d_]{2,}\W*", sentence)
} - {"norm", "procedure", "en", "of", "als", "mag", "moet", "altijd", "ja", "nee"}
#: Names of keys and of forms of Unicode that begin with a capital, and what a script says to the browser.
NAMES = {"Enter", "Escape", "NFD", "use strict"}
COMMENT = re.compile(r"/\*.*?\*/|(?<!:)//[^\n]*", re.DOTALL)
LITERAL = re.compile(r"""(?P<call>[\w.]*\(\s*)?(?:"(?P<double>[^"\n]*)"|'(?P<single>[^'\n]*)'|`(?P<back>[^`]*)`)""")
#: What takes a selector or a query of a style sheet.
SELECTS = re.compile(r"(querySelector(All)?|closest|matches|matchMedia)\(\s*$")


def words_in(script: str) -> Iterator[str]:
    """The strings of a script that a reader could see."""
    for match in LITERAL.finditer(COMMENT.sub("", script)):
        if match["call"] and SELECTS.search(match["call"]):
            continue
        words = re.sub(
            r"\$\{[^}]*\}+",
            "…",
            next(part for part in (match["double"], match["single"], match["back"]) if part is not None),
        )
        # A list of classes or a selector: each of its words has a sign that words of a sentence have not.
        if not all(re.search(r"[-_\[=#]|^[.:]", word) for word in words.split()):
            yield words


def is_sentence(words: str) -> bool:
    return words not in NAMES and bool(
        BETWEEN_WORDS.search(words)
        or re.search(r"[…\d] [^\W\d_]{2,}|[^\W\d_]{2,}[,:;]? …", words)
        or re.fullmatch(r"[^\W\d_]{2,}[,.:;]? +| +[^\W\d_]{2,}[,.:;]?", words)
        or re.fullmatch(r"[A-Z][a-zà-ü]+\W*", words)
        or words.strip().casefold() in SINGLE
    )


@pytest.mark.parametrize("path", SCRIPTS, ids=[path.name for path in SCRIPTS])
def test_no_sentence_stands_in_a_script(path: Path) -> None:
    assert [words for words in words_in(path.read_text("utf-8")) if is_sentence(words)] == []


@pytest.mark.parametrize(
    "script",
    [
        'make("p", {}, "Er klopt iets niet");',
        "button(`Lees ${code} helemaal`);",
        "const label = 'Verder';",
        'link.append("wijzig ", question);',
        "announce(`Nog ${n} te gaan`);",
        "announce(`${n} handelingen.`);",
    ],
)
def test_a_sentence_in_a_script_is_found(script: str) -> None:
    assert any(map(is_sentence, words_in(script)))
