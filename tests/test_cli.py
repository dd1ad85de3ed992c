"""``handboek decide``: an answer from the sources, and one line for whoever uses it wrongly."""

from __future__ import annotations

import gc
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import jsonschema
import pytest
from books import REPOSITORY, copy_real_book
from policy_handbook.checks.published_list import names_of
from policy_handbook.cli import load_book, main
from policy_handbook.decision.bases import bases_of, table_of
from policy_handbook.decision.walk import decide
from policy_handbook.presentation.decision_data import make_decision
from policy_handbook.reading.bad_pages import PageReader
from policy_handbook.views.transform import ResolveViews

if TYPE_CHECKING:
    from policy_handbook.model.handbook import Handbook

SCHEMA = json.loads((REPOSITORY / "_ext/policy_handbook/builders/handbook.schema.json").read_text("utf-8"))
DECIDE = ["decide", "--code", "turnhout", "--act", "taggen"]


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A copy of the real book: the command line keeps what it read below it."""
    return str(copy_real_book(tmp_path_factory.mktemp("handboek")))


def run(source: str, *arguments: str) -> int:
    return main(["--source", source, *arguments])


def test_it_decides_in_words(source: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(source, *DECIDE, "--fact", "wie-vermeld=mediabedrijf") == 0
    out = capsys.readouterr().out
    assert "mag niet" in out
    assert "commerciële organisaties uit de mediasector" in out
    assert "Dit is geen uitspraak" in out


def test_of_silence_it_says_where_the_code_speaks_and_what_always_holds(
    source: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(source, "decide", "--code", "turnhout", "--act", "bezoeker-blokkeren") == 0
    out = capsys.readouterr().out
    assert "\nKijk ook bij:\n  - een bericht van een bezoeker verwijderen\n" in out
    assert "\nGeldt altijd (6):\n  - art. " in out
    assert run(source, "decide", "--code", "turnhout", "--act", "kanaal-verwijderen") == 0
    out = capsys.readouterr().out
    assert "\nGa ook na:\n  - een stil of afgelopen kanaal online laten staan\n" in out
    assert "Geldt altijd" not in out


def test_it_decides_as_data(source: str, capsys: pytest.CaptureFixture[str]) -> None:
    facts = ["--fact", "wie-vermeld=journalist", "--fact", "hoedanigheid-journalist=?", "--json"]
    assert run(source, *DECIDE, *facts) == 0
    decision = json.loads(capsys.readouterr().out)
    assert decision["verdict"] == "mag_niet"
    assert decision["depends_on"] == ["hoedanigheid-journalist"]
    assert "turnhout/art-3.1" in decision["rules"]
    assert {"reason", "rules", "conditions", "depends_on"} <= decision.keys()
    jsonschema.validate(decision, {**SCHEMA["$defs"]["decision"], "$defs": SCHEMA["$defs"]})


def test_a_fact_with_several_answers_is_repeated(source: str, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["decide", "--code", "turnhout", "--act", "beeld-plaatsen", "--json"]
    assert run(source, *arguments, "--fact", "beeld-personen=collega", "--fact", "beeld-personen=politicus") == 0
    assert json.loads(capsys.readouterr().out)["verdict"] == "mag_niet"


def test_it_says_which_facts_do_not_count(source: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(source, *DECIDE, "--fact", "wie-vermeld=journalist", "--fact", "kanaal-stil=?") == 0
    assert "Niet van belang bij deze handeling: kanaal-stil." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "handboek --help"),
        (["decide"], "--code"),
        (["decide", "--code", "turnhoud", "--act", "taggen"], "bedoel je “turnhout”?"),
        (["decide", "--code", "turnhout", "--act", "tagen"], "bedoel je “taggen”?"),
        ([*DECIDE, "--fact", "wie-vermeldt=journalist"], "bedoel je “wie-vermeld”?"),
        ([*DECIDE, "--fact", "wie-vermeld=journaliste"], "bedoel je “journalist”?"),
        ([*DECIDE, "--fact", "wie-vermeld"], "vraag=antwoord"),
        ([*DECIDE, "--fact", "wie-vermeld="], "heeft geen antwoord"),
        ([*DECIDE, "--fact", "wie-vermeld=journalist,commercieel"], "past één antwoord"),
        ([*DECIDE, "--fact", "aard-bericht=geen,politiek"], "sluit elk ander antwoord uit"),
        ([*DECIDE, "--fact", "context=thuis"], "kies uit professional, private"),
        (["--source", "/bestaat/niet", *DECIDE], "--source"),
        (["beslis"], "beslis"),
    ],
)
def test_wrong_use_is_one_line_on_what_to_do(
    source: str, capsys: pytest.CaptureFixture[str], arguments: list[str], words: str
) -> None:
    assert run(source, *arguments) == 2
    captured = capsys.readouterr()
    assert not captured.out
    assert captured.err.startswith("handboek: ")
    assert captured.err.count("\n") == 1
    assert words in captured.err


def test_a_book_that_cannot_be_read_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "conf.py").write_text("extensions = ['bestaat_niet']\n", "utf-8")
    assert run(str(tmp_path), *DECIDE) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_it_makes_no_page(source: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for tables that are not shown."""
    monkeypatch.delattr(ResolveViews, "run")
    assert run(source, *DECIDE, "--fact", "wie-vermeld=journalist") == 0
    assert "mag niet" in capsys.readouterr().out


def test_it_reads_only_what_an_answer_rests_on(source: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page that holds a record by way of another file is not passed over.

    The second time nothing is read but tables of contents, which miss the pages that were left out.
    """
    read: list[str] = []

    def note(reader: PageReader, docname: str, *arguments: object) -> None:
        read.append(docname)
        read_doc(reader, docname, *arguments)

    read_doc = PageReader.read_doc
    monkeypatch.setattr(PageReader, "read_doc", note)
    page = Path(source, "docs", "over", "elders.md")
    page.write_text("# Elders\n\n```{include} ../../begrippen.txt\n```\n", "utf-8")
    Path(source, "begrippen.txt").write_text(":::{audience} elders\n---\nlabel: wie elders werkt\n---\n:::\n", "utf-8")
    shutil.rmtree(Path(source, "_build"), ignore_errors=True)
    assert "elders" in load_book(Path(source)).audiences
    assert {"codes/turnhout/v1", "docs/beslissen/vragen", "docs/over/elders", "index"} <= set(read)
    assert not [name for name in read if name.startswith(("docs/hr/", "docs/casussen/", "docs/onboarding/"))]
    read.clear()
    load_book(Path(source))
    page.unlink()
    assert [name for name in read if not name.endswith("index")] == []


def test_it_looks_for_garbage_after_it_has_read(source: str) -> None:
    """And leaves that as it was: who imports it goes on."""
    looks: list[str] = []

    def note(phase: str, found: dict[str, int]) -> None:

        looks.append(phase)

    shutil.rmtree(Path(source, "_build"), ignore_errors=True)
    gc.collect()
    gc.callbacks.append(note)
    try:
        load_book(Path(source))
    finally:
        gc.callbacks.remove(note)
    assert gc.isenabled()
    assert len(looks) < 10
    gc.disable()
    try:
        load_book(Path(source))
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_its_answer_is_that_of_the_whole_book(source: str, handbook: Handbook) -> None:
    """Pages that are left out take nothing from what decides."""
    book = load_book(Path(source))
    assert names_of(book) == names_of(handbook)
    for code, base in bases_of(handbook).items():
        other = bases_of(book)[code]
        for act in handbook.acts:
            one, same = (make_decision(each, decide(table_of(each), act, {})) for each in (base, other))
            assert same == one


def test_what_is_open_is_not_settled_by_its_second_line(source: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(source, *DECIDE) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[1:4] == ["iemand of een organisatie taggen", "", "Dat hangt af van 2 vragen"]


def test_it_ends_quietly_where_nobody_reads_on(source: str) -> None:
    command = f"{sys.executable} -m policy_handbook --source {source} lees-terug | head -1"
    env = {"PYTHONPATH": str(REPOSITORY / "_ext"), "PATH": os.environ["PATH"]}
    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=False, env=env)
    assert done.stdout.count("\n") == 1
    assert done.stderr == ""


def test_it_runs_as_a_module(source: str) -> None:
    command = [sys.executable, "-m", "policy_handbook", "--source", source, *DECIDE, "--fact", "wie-vermeld=journalist"]
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, env={"PYTHONPATH": str(REPOSITORY / "_ext")}
    )
    assert done.returncode == 0, done.stderr
    assert "mag niet" in done.stdout
