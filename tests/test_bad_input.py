"""What an editor gets wrong costs one warning, in Dutch, at the right place, and never the rest of the book."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2 as pdfium
import pytest
from factories import make_fact
from policy_handbook.builders.typst import house_style
from policy_handbook.builders.typst.house_style import COLOURS, FONTS
from policy_handbook.builders.typst.press import template_files
from policy_handbook.decision.answers import AnswerError, read_answers
from policy_handbook.diagnostics import INFORMATION, MESSAGES
from policy_handbook.views.assets import STATIC

if TYPE_CHECKING:
    from books import Book, Built

PROEF = "codes/proef/v1.md"
PROEF_FRONT = "codes/proef/index.md"
ANDER = "codes/ander/v1.md"
THEMA = "docs/beeld.md"
WOORDEN = "docs/woorden.md"
LEZEN = "docs/lezen.md"
# What a mistake can entail beside its own warning: a text with lost words differs from its source, a code that was not
# read whole cannot be proved (see test_text_guards.py), and what was reviewed is no longer the same; a mark whose bytes
# cannot be read is none; what follows a block that was closed too late stands in it, and its closing line closes nothing.
CONSEQUENCES = (
    "policy.source_differs",
    "policy.proof_skipped",
    "policy.review_outdated",
    "policy.rule_mark",
    "policy.rule_within",
    "policy.fence_stray",
)


@dataclass(frozen=True, slots=True)
class Edit:
    """One mistake: in *file* the words *old* become *new*; the warning is expected at the line that then holds *at*."""

    file: str
    old: str
    new: str
    at: str
    subtype: str
    says: tuple[str, ...]
    nth: int = 1


def edit(name: str, file: str, old: str, new: str, at: str, subtype: str, *says: str, nth: int = 1) -> object:
    return pytest.param(Edit(file, old, new, at, subtype, says, nth), id=name)


def assert_one_warning(built: Built, file: str, line: int, subtype: str, *says: str) -> None:
    """One mistake is one warning; what could not be checked because of it may be said beside it."""
    found = [w for w in built.warnings if w.type == f"policy.{subtype}" or w.type not in CONSEQUENCES]
    assert [(w.file, w.line, w.type) for w in found] == [(file, line, f"policy.{subtype}")], built.warnings
    for words in says:
        assert words in found[0].text


def assert_rest_is_built(built: Built, broken: str) -> None:
    """Every page but the broken one shows what it did, and the broken one is there."""
    shows = {
        "codes/proef/v1": "Blijf rustig.",
        "codes/ander/v1": "Vraag het even.",
        "docs/beeld": "Wie in beeld komt, geeft toestemming.",
        "docs/woorden": "een foto weglaten",
    }
    for page, words in shows.items():
        shown = built.shown(page)
        assert f"{page}.md" == broken or words in shown
    assert built.shown(broken.removesuffix(".md"))


def test_the_good_book_gives_no_warning(book: Book) -> None:
    built = book.build()
    assert built.warnings == []
    assert_rest_is_built(built, LEZEN)


UNKNOWN = [
    edit(
        "code in a table",
        THEMA,
        "topic: beeld\n",
        "codes: proeff\n",
        "{comparison}",
        "unknown_code",
        "“proeff”",
        "bedoel je “proef”?",
    ),
    edit(
        "topic in a table",
        THEMA,
        "topic: beeld\n",
        "topic: beld\n",
        "{comparison}",
        "unknown_topic",
        "“beld”",
        "bedoel je “beeld”?",
    ),
    edit(
        "norm in a table",
        THEMA,
        "topic: beeld\n",
        "norms: toesteming\n",
        "{comparison}",
        "unknown_norm",
        "“toesteming”",
        "bedoel je “toestemming”?",
    ),
    edit(
        "audience in a table",
        THEMA,
        "topic: beeld\n",
        "audience: personel\n",
        "{comparison}",
        "unknown_audience",
        "bedoel je “personeel”?",
    ),
    edit(
        "context in a table",
        THEMA,
        "topic: beeld\n",
        "context: privaat\n",
        "{comparison}",
        "unknown_context",
        "bedoel je “private”?",
    ),
    edit(
        "modality in a table",
        THEMA,
        "topic: beeld\n",
        "modality: verplciht\n",
        "{comparison}",
        "unknown_modality",
        "bedoel je “verplicht”?",
        "kies uit verplicht, verboden, toegelaten, aanbevolen, toelichtend",
    ),
    edit(
        "kind in a table",
        THEMA,
        ":::{comparison}",
        ":::{rules} lijst\n---\nkind: nrom\n---\n:::\n\n:::{comparison}",
        "{rules}",
        "unknown_kind",
        "“nrom”",
        "bedoel je “norm”?",
    ),
    edit(
        "filter of another table",
        THEMA,
        "topic: beeld\n",
        "topic: beeld\nkind: norm\n",
        "kind: norm",
        "unknown_option",
        "“kind”",
        "“beeld-per-code”",
    ),
    edit(
        "gaps of no code",
        THEMA,
        ":::{comparison}",
        ":::{gaps} hiaten\n:::\n\n:::{comparison}",
        "{gaps}",
        "gaps_code",
        "“hiaten”",
        "codes: …",
    ),
    edit(
        "gaps of two codes",
        THEMA,
        ":::{comparison}",
        ":::{gaps} hiaten\n---\ncodes: proef, ander\n---\n:::\n\n:::{comparison}",
        "{gaps}",
        "gaps_code",
        "juist één code",
    ),
    edit(
        "footnote of nothing",
        PROEF,
        "note-of: art-1-a\n",
        "",
        "{rule} noot-1",
        "footnote_call",
        "“noot-1”",
        "note-of: …",
    ),
    edit(
        "filter of a table",
        THEMA,
        "topic: beeld\n",
        "topics: beeld\n",
        "topics:",
        "unknown_option",
        "“topics”",
        "bedoel je “topic”?",
    ),
    edit(
        "topic of a norm",
        THEMA,
        "question: Blijf",
        "topic: bleed\nquestion: Blijf",
        "{norm} rustig-blijven",
        "unknown_topic",
        "“bleed”",
        "bedoel je “beeld”?",
    ),
    edit(
        "related norm",
        THEMA,
        "related: rustig-blijven",
        "related: rustig-blyven",
        "{norm} toestemming",
        "unknown_norm",
        "bedoel je “rustig-blijven”?",
    ),
    edit(
        "near norm",
        THEMA,
        "related: rustig-blijven",
        "near: rustig-blyven",
        "{norm} toestemming",
        "unknown_norm",
        "bedoel je “rustig-blijven”?",
    ),
    edit(
        "norm of a position",
        PROEF,
        "rustig-blijven:",
        "rustigblijven:",
        "rustigblijven:",
        "unknown_norm",
        "“proef/art-2-tekst”",
        "bedoel je “rustig-blijven”?",
    ),
    edit(
        "modality",
        PROEF,
        'aanbevolen "Blijf',
        'aanbevoolen "Blijf',
        "aanbevoolen",
        "unknown_modality",
        "“aanbevoolen”",
        "“art-2-tekst”",
        "bedoel je “aanbevolen”?",
        "kies uit verplicht, verboden, toegelaten, aanbevolen, toelichtend",
    ),
    edit(
        "act",
        PROEF,
        "act: foto-plaatsen\n    when",
        "act: foto-plaatsn\n    when",
        "toestemming: verplicht",
        "unknown_act",
        "“foto-plaatsn”",
        "bedoel je “foto-plaatsen”?",
    ),
    edit(
        "act of a complement",
        WOORDEN,
        "complement: foto-weglaten",
        "complement: foto-weg",
        "{act} foto-plaatsen",
        "unknown_act",
        "bedoel je “foto-weglaten”?",
    ),
    edit(
        "act that another names",
        WOORDEN,
        "complement: foto-weglaten",
        "complement: foto-weglaten\nrelated: foto-weg",
        "{act} foto-plaatsen",
        "unknown_act",
        "bedoel je “foto-weglaten”?",
    ),
    edit(
        "act that answers lead to",
        WOORDEN,
        "complement: foto-weglaten",
        "complement: foto-weglaten\nleads-to: |\n  foto-weg: akkoord = ja",
        "{act} foto-plaatsen",
        "unknown_act",
        "bedoel je “foto-weglaten”?",
    ),
    edit(
        "answer that leads to an act",
        WOORDEN,
        "complement: foto-weglaten",
        "complement: foto-weglaten\nleads-to: |\n  foto-weglaten: akkoord = jaa",
        "{act} foto-plaatsen",
        "unknown_answer",
        "bedoel je “ja”?",
    ),
    edit(
        "where an act leads cannot be read",
        WOORDEN,
        "complement: foto-weglaten",
        "complement: foto-weglaten\nleads-to: |\n  foto-weglaten",
        "  foto-weglaten",
        "leads_syntax",
        "“foto-plaatsen”",
        "handeling: vraag = antwoord",
    ),
    edit(
        "fact in when",
        PROEF,
        "when: wie =",
        "when: wei =",
        "toestemming: verplicht",
        "unknown_fact",
        "“wei”",
        "bedoel je “wie”?",
    ),
    edit(
        "fact in requires",
        PROEF,
        "akkoord = ja; by: third",
        "akoord = ja; by: third",
        "toestemming: verplicht",
        "unknown_fact",
        "bedoel je “akkoord”?",
    ),
    edit(
        "answer in when",
        PROEF,
        "wie = inwoner",
        "wie = inwonr",
        "toestemming: verplicht",
        "unknown_answer",
        "“inwonr”",
        "“wie”",
        "bedoel je “inwoner”?",
        "kies uit niemand, inwoner, politicus",
    ),
    edit(
        "answer in requires",
        PROEF,
        "akkoord = ja; by: third",
        "akkoord = jaa; by: third",
        "toestemming: verplicht",
        "unknown_answer",
        "bedoel je “ja”?",
    ),
    edit(
        "assumed answer",
        WOORDEN,
        "assume: niemand",
        "assume: iemand",
        "{fact} wie",
        "unknown_answer",
        "“iemand”",
        "bedoel je “niemand”?",
        "kies uit niemand, inwoner, politicus",
    ),
    edit(
        "body",
        PROEF,
        "by: dienst\n",
        "by: diensst\n",
        "toestemming: toegelaten",
        "unknown_body",
        "“diensst”",
        "bedoel je “dienst”?",
    ),
    edit(
        "audience of a code",
        PROEF_FRONT,
        "audience: personeel",
        "audience: personel",
        "{code} proef",
        "unknown_audience",
        "“personel”",
        "bedoel je “personeel”?",
    ),
    edit(
        "audience of a rule",
        PROEF,
        "label: art. 2, tekst",
        "audience: personel\nlabel: art. 2, tekst",
        "{rule} art-2-tekst",
        "unknown_audience",
        "bedoel je “personeel”?",
    ),
    edit(
        "audience of a position",
        PROEF,
        "standing: yes",
        "binds: personel",
        "rustig-blijven:",
        "unknown_audience",
        "bedoel je “personeel”?",
    ),
    edit(
        "wider audience",
        WOORDEN,
        "part-of: personeel",
        "part-of: personel",
        "{audience} onderwijs",
        "unknown_audience",
        "bedoel je “personeel”?",
    ),
    edit(
        "body that an audience asks",
        WOORDEN,
        "part-of: personeel",
        "part-of: personeel\nasks: diensst",
        "{audience} onderwijs",
        "unknown_body",
        "bedoel je “dienst”?",
    ),
    edit(
        "context of a code",
        PROEF_FRONT,
        "context: professional",
        "context: profesional",
        "{code} proef",
        "unknown_context",
        "bedoel je “professional”?",
    ),
    edit(
        "context of a rule",
        PROEF,
        "label: art. 2, tekst",
        "context: prive\nlabel: art. 2, tekst",
        "{rule} art-2-tekst",
        "unknown_context",
        "bedoel je “private”?",
    ),
    edit(
        "context of a position",
        PROEF,
        "standing: yes",
        "context: prive",
        "rustig-blijven:",
        "unknown_context",
        "bedoel je “private”?",
    ),
    edit(
        "kind",
        PROEF,
        "kind: scope",
        "kind: scoop",
        "kind: scoop",
        "unknown_kind",
        "“scoop”",
        "“art-1-aanhef”",
        "bedoel je “scope”?",
    ),
    edit(
        "option of a rule",
        PROEF,
        "kind: scope",
        "kind: scope\nlabl: x",
        "labl: x",
        "unknown_option",
        "“labl”",
        "“art-1-aanhef”",
        "bedoel je “label”?",
    ),
    edit(
        "option of a code",
        PROEF_FRONT,
        "binding: bindend",
        "binding: bindend\nautority: x",
        "autority",
        "unknown_option",
        "bedoel je “authority”?",
    ),
    edit(
        "option of a topic",
        THEMA,
        "label: Beeld",
        "label: Beeld\nlabels: x",
        "labels: x",
        "unknown_option",
        "bedoel je “label”?",
    ),
    edit(
        "field of a position",
        PROEF,
        "standing: yes",
        "standin: yes",
        "standin: yes",
        "unknown_field",
        "“standin”",
        "bedoel je “standing”?",
    ),
    edit(
        "binding",
        PROEF_FRONT,
        "binding: bindend",
        "binding: binded",
        "binding: binded",
        "option_value",
        "“binded”",
        "bindend, richtlijn, tip",
    ),
    edit(
        "status",
        PROEF_FRONT,
        "status: ontleed",
        "status: klaar",
        "status: klaar",
        "option_value",
        "“klaar”",
        "ontleed, in opbouw",
    ),
    edit(
        "relation",
        THEMA,
        "relation: strenger",
        "relation: streng",
        "relation: streng",
        "option_value",
        "“streng”",
        "gelijk, strenger, aanvullend, strijdig",
    ),
    edit("depth", PROEF, "kind: scope", "kind: scope\ndepth: diep", "depth: diep", "option_value", "“diep”"),
    edit("depth that is no decimal", PROEF, "kind: scope", "kind: scope\ndepth: ²", "depth: ²", "option_value", "“²”"),
    edit(
        "law of an act",
        WOORDEN,
        "complement: foto-weglaten",
        "complement: foto-weglaten\nlaw: avg",
        "law: avg",
        "law_syntax",
        "“avg”",
        "beeld, werk, gegevens",
    ),
    edit(
        "law of an act: its question",
        WOORDEN,
        "complement: foto-weglaten",
        "complement: foto-weglaten\nlaw: |\n  beeld: wie-staat-erop = niemand",
        ":::{act} foto-plaatsen",
        "unknown_fact",
        "wie-staat-erop",
    ),
    edit(
        "law of an act: its condition",
        WOORDEN,
        "complement: foto-weglaten",
        "complement: foto-weglaten\nlaw: |\n  beeld: wie",
        "beeld: wie",
        "law_syntax",
        "beeld: wie",
    ),
    edit("multiple", WOORDEN, "assume: niemand", "multiple: soms", "multiple: soms", "option_value", "“soms”"),
    edit(
        "rule in a lead-in",
        PROEF,
        'mark: "·"\nlead-in: art-1-aanhef\npositions: |\n  toestemming: verplicht',
        'mark: "·"\nlead-in: art-1-aanheff\npositions: |\n  toestemming: verplicht',
        "{rule} art-1-a",
        "unknown_rule",
        "“art-1-aanheff”",
        "bedoel je “art-1-aanhef”?",
        nth=2,
    ),
    edit(
        "rule of a footnote",
        PROEF,
        "note-of: art-1-a",
        "note-of: art-1-c",
        "{rule} noot-1",
        "unknown_rule",
        "“art-1-c”",
        "bedoel je “art-1-",
    ),
    edit(
        "rule of a note",
        PROEF,
        "defect: P01",
        "defect: P01\nrule: art-9",
        "{editorial}",
        "unknown_rule",
        "“art-9”",
        "bedoel je “art-",
    ),
    edit(
        "rule of an overlap",
        THEMA,
        "#vragen ander/tip-1\n",
        "#vragen ander/tip-2\n",
        "{overlap}",
        "unknown_rule",
        "“ander/tip-2”",
        "bedoel je “ander/tip-1”?",
    ),
    edit(
        "norm of an overlap",
        THEMA,
        "norm: toestemming\nrelation",
        "norm: toestemmin\nrelation",
        "{overlap}",
        "unknown_norm",
        "bedoel je “toestemming”?",
    ),
    edit(
        "position of an overlap",
        THEMA,
        "proef/art-1-a#vragen ander",
        "proef/art-1-a#vraagen ander",
        "{overlap}",
        "unknown_rule",
        "“proef/art-1-a#vraagen”",
        "bedoel je “proef/art-1-a#vragen”?",
    ),
]

OPTIONS = [
    edit(
        "colon option",
        PROEF,
        "---\nlabel: art. 2, tekst\nkind: norm\npositions: |\n"
        '  rustig-blijven: aanbevolen "Blijf rustig."\n    standing: yes\n---\n',
        ":label: art. 2, tekst\n---\nkind: definition\n---\n",
        ":label:",
        "option_colon",
        "“:label: art. 2, tekst”",
    ),
    edit(
        "unclosed block",
        ANDER,
        "    act: foto-plaatsen\n---\n",
        "    act: foto-plaatsen\n",
        "---",
        "option_unclosed",
        "“tip-1”",
        "---",
        nth=3,
    ),
    edit(
        "option after a blank line below the block",
        PROEF,
        "label: art. 1, aanhef\nkind: scope\n---\n",
        "label: art. 1, aanhef\n---\n\nkind: scope\n",
        "kind: scope",
        "option_after_blank",
        "“kind: scope”",
        "“art-1-aanhef”",
    ),
    edit(
        "option right below the block",
        PROEF,
        "label: art. 1, aanhef\nkind: scope\n---\n",
        "kind: scope\n---\nlabel: art. 1, aanhef\n",
        "label: art. 1, aanhef",
        "option_after_blank",
        "“label: art. 1, aanhef”",
    ),
    edit(
        "option twice",
        PROEF,
        "kind: scope",
        "kind: scope\nkind: norm",
        "kind: norm",
        "option_duplicate",
        "“kind”",
        "“art-1-aanhef”",
    ),
    edit(
        "block option twice",
        PROEF,
        "    standing: yes\n",
        '    standing: yes\npositions: |\n  toestemming: verboden "Blijf rustig."\n',
        "positions: |",
        "option_duplicate",
        "“positions”",
        nth=4,
    ),
    edit(
        "line that is no option",
        PROEF,
        "kind: scope",
        "kind: scope\nzomaar woorden",
        "zomaar woorden",
        "option_syntax",
        "“zomaar woorden”",
        "“art-1-aanhef”",
    ),
    edit(
        "option without a space", PROEF, "kind: scope", "kind: scope\ndepth:2", "depth:2", "option_syntax", "“depth:2”"
    ),
    edit(
        "option in a body without a block",
        PROEF,
        ":::{editorial}\n---\nversion: v1\ndefect: P01\nshort: iets\n---\n",
        ":::{editorial}\n:version: v1\n:short: iets\n",
        ":version:",
        "option_colon",
        "“:version: v1”",
    ),
    edit(
        "answers without a colon",
        WOORDEN,
        "  politicus: een politicus",
        "  politicus een politicus",
        "politicus een",
        "option_syntax",
        "“politicus een politicus”",
        "“wie”",
    ),
    edit(
        "fact without answers",
        WOORDEN,
        "options: |\n  ja: ja\n  nee: nee\n",
        "",
        "{fact} akkoord",
        "option_missing",
        "“akkoord”",
        "“options”",
    ),
]

# What MyST would have cut or dropped is kept to the letter: no warning.
KEPT = [
    pytest.param("label: art. 2 # tekst", "art. 2 # tekst", id="hash"),
    pytest.param("label: 's avonds", "'s avonds", id="leading apostrophe"),
    pytest.param('label: "open', '"open', id="leading quote"),
    pytest.param("label: art. 2: tekst", "art. 2: tekst", id="colon and space"),
    pytest.param('label: "art. 2: # tekst"', "art. 2: # tekst", id="quoted"),
    pytest.param("label: [1]", "[1]", id="bracket"),
    pytest.param("label: {rule}", "{rule}", id="brace"),
    pytest.param("label: @ % & ! | > -", "@ % & ! | > -", id="other characters of YAML"),
    pytest.param("label: null", "null", id="word of YAML"),
    pytest.param("label: 5.10", "5.10", id="number"),
    pytest.param("label: <b>vet</b>", "<b>vet</b>", id="markup"),
]

RULES = [
    edit(
        "no label",
        PROEF,
        "label: art. 1, aanhef\n",
        "",
        "{rule} art-1-aanhef",
        "rule_missing_label",
        "“art-1-aanhef”",
        "label: art. …",
    ),
    edit(
        "empty label",
        PROEF,
        "label: art. 1, aanhef\n",
        "label:\n",
        "{rule} art-1-aanhef",
        "rule_missing_label",
        "“art-1-aanhef”",
    ),
    edit("no label of an article", PROEF, "label: art. 2\n", "", "{article} art-2", "rule_missing_label", "“art-2”"),
    edit(
        "no norm",
        PROEF,
        "kind: scope",
        "kind: norm",
        "{rule} art-1-aanhef",
        "rule_missing_norm",
        "“art-1-aanhef”",
        "positions: |",
    ),
    edit(
        "empty positions",
        PROEF,
        '  rustig-blijven: aanbevolen "Blijf rustig."\n    standing: yes\n',
        "",
        "{rule} art-2-tekst",
        "rule_missing_norm",
        "“art-2-tekst”",
    ),
    edit(
        "no kind",
        PROEF,
        "kind: scope\n",
        "",
        "{rule} art-1-aanhef",
        "rule_missing_kind",
        "“art-1-aanhef”",
        "kind: norm",
    ),
    edit(
        "empty rule",
        PROEF,
        "---\nBij foto’s van anderen:\n:::",
        "---\n:::",
        "{rule} art-1-aanhef",
        "rule_empty",
        "“art-1-aanhef”",
    ),
    edit(
        "empty rule at the end", PROEF, "---\nOp papier.\n:::", "---\n\n:::", "{rule} noot-1", "rule_empty", "“noot-1”"
    ),
    edit("no id", PROEF, "{rule} art-2-tekst", "{rule}", ":::{rule}", "id_missing", "{rule}", "kleine letters", nth=4),
    edit(
        "id with a capital",
        PROEF,
        "{rule} art-2-tekst",
        "{rule} Art-2-tekst",
        "{rule} Art-2",
        "id_syntax",
        "“Art-2-tekst”",
    ),
    edit(
        "id of two words",
        PROEF,
        "{rule} art-2-tekst",
        "{rule} art 2 tekst",
        "{rule} art 2",
        "id_syntax",
        "“art 2 tekst”",
    ),
    edit(
        "id with an accent", PROEF, "{rule} art-2-tekst", "{rule} art-2-ëtekst", "ëtekst", "id_syntax", "“art-2-ëtekst”"
    ),
    edit("id with a slash", PROEF, "{rule} art-2-tekst", "{rule} art/2", "art/2", "id_syntax", "“art/2”"),
    edit("id with markup", PROEF, "{rule} art-2-tekst", "{rule} <script>", "<script>", "id_syntax", "“<script>”"),
    edit(
        "id of a body",
        WOORDEN,
        ":::{body} dienst",
        ":::{body} een_dienst\n---\nlabel: X\n---\n:::\n\n:::{body} dienst",
        "een_dienst",
        "id_syntax",
        "“een_dienst”",
    ),
    edit(
        "quote that is not there",
        PROEF,
        '"Blijf rustig."',
        '"Blijf kalm."',
        "Blijf kalm",
        "unknown_quote",
        "“Blijf kalm.”",
        "“proef/art-2-tekst”",
        "bedoel je “Blijf rustig.”?",
    ),
    edit(
        "quote that is nowhere near",
        PROEF,
        '"Blijf rustig."',
        '"xxx"',
        "xxx",
        "unknown_quote",
        "neem de woorden van de bepaling letterlijk over",
    ),
    edit(
        "second quote",
        PROEF,
        "    standing: yes",
        '    quote: "Blijf rustiger"\n    standing: yes',
        "rustig-blijven: aanb",
        "unknown_quote",
        "“Blijf rustiger”",
        "bedoel je “Blijf rustig.”?",
    ),
    edit("no quote", PROEF, ' "Blijf rustig."', "", "rustig-blijven: aanbevolen", "quote_missing", "“art-2-tekst”"),
    edit(
        "position that is none",
        PROEF,
        "    standing: yes",
        "    standing: yes\n  zomaar",
        "zomaar",
        "position_syntax",
        "“zomaar”",
        "“art-2-tekst”",
    ),
    edit(
        "value of a field",
        PROEF,
        "standing: yes",
        "standing: misschien",
        "misschien",
        "field_value",
        "“standing”",
        "“misschien”",
    ),
    edit(
        "position name twice",
        PROEF,
        "    standing: yes",
        '    name: rust\n  toestemming: toelichtend "rustig"\n    name: rust',
        "toestemming: toelichtend",
        "duplicate_position",
        "“rust”",
        "“proef/art-2-tekst”",
    ),
    edit(
        "norm without a topic",
        LEZEN,
        "Zie ook",
        ":::{norm} los\n---\nquestion: Los?\n---\nLos.\n:::\n\nZie ook",
        "{norm} los",
        "norm_without_topic",
        "“los”",
        "{topic}",
    ),
    edit(
        "norm without a question",
        THEMA,
        "---\nquestion: Blijf je rustig?\n---\n",
        "",
        "{norm} rustig-blijven",
        "option_missing",
        "“question”",
    ),
    edit("heading mark", PROEF, 'mark: "1."', 'mark: "3."', 'mark: "3."', "heading_mark", "“3.”", "“1. Foto’s”"),
    edit(
        "heading without an article",
        PROEF,
        ':::{article} art-2\n---\nlabel: art. 2\nmark: "2."\n---\n:::\n\n',
        "",
        "## 2. Slot",
        "made_up_id",
        "“2. Slot”",
        "{article}",
    ),
    edit(
        "heading that Sphinx numbers",
        PROEF,
        '## 2. Slot\n\n:::{article} art-2\n---\nlabel: art. 2\nmark: "2."\n---\n:::\n',
        "## 2\\.\n",
        "## 2\\.",
        "made_up_id",
        "“2.”",
        "“id1”",
        "{article}",
    ),
    edit(
        "heading elsewhere that Sphinx numbers",
        LEZEN,
        "Zie ook",
        "## 2024\n\nZie ook",
        "## 2024",
        "made_up_id",
        "“2024”",
        "“id1”",
    ),
    edit(
        "text outside every rule",
        PROEF,
        ":::{editorial}",
        "Zomaar tekst.\n\n:::{editorial}",
        "Zomaar",
        "text_outside_rule",
        "“Zomaar tekst.”",
        "{rule}",
        "{editorial}",
    ),
    edit(
        "list outside every rule",
        PROEF,
        ":::{editorial}",
        "- Zomaar een lijst.\n\n:::{editorial}",
        "Zomaar",
        "text_outside_rule",
        "“Zomaar een lijst.”",
    ),
    edit(
        "code outside every rule",
        PROEF,
        ":::{editorial}",
        "```\nZomaar code.\n```\n\n:::{editorial}",
        "```",
        "text_outside_rule",
        "“Zomaar code.”",
    ),
    edit(
        "rule outside a text",
        LEZEN,
        "Zie ook",
        ":::{rule} los\n---\nlabel: los\nkind: preamble\n---\nLos.\n:::\n\nZie ook",
        "{rule} los",
        "rule_outside_version",
        "“los”",
        "{version}",
    ),
    edit(
        "article outside a text",
        LEZEN,
        "Zie ook",
        "## Kop\n\n:::{article} los\n---\nlabel: los\n---\n:::\n\nZie ook",
        "{article} los",
        "rule_outside_version",
        "“los”",
        "{version}",
    ),
    edit(
        "overview of nothing",
        LEZEN,
        "Zie ook",
        ":::{overview} kodes\n:::\n\nZie ook",
        "{overview}",
        "option_value",
        "“kodes”",
        "codes, topics, acts, questions",
    ),
]

DUPLICATES = [
    edit(
        "code",
        PROEF_FRONT,
        "Voor wie er werkt.\n:::\n",
        "Voor wie er werkt.\n:::\n\n:::{code} ander\n---\ntitle: X\nauthority: X\nbinding: tip\n---\n:::\n",
        "{code} ander",
        "duplicate_id",
        "“ander”",
        "codes/ander/index.md, regel 3",
    ),
    edit(
        "rule",
        PROEF,
        "{rule} art-2-tekst",
        "{rule} art-1-b",
        "{rule} art-1-b",
        "duplicate_id",
        "“proef/art-1-b”",
        f"{PROEF}, regel ",
        nth=2,
    ),
    edit(
        "rule and article",
        PROEF,
        "{rule} art-2-tekst",
        "{rule} art-2",
        "{rule} art-2",
        "duplicate_id",
        "“proef/art-2”",
        f"{PROEF}, regel ",
    ),
    edit(
        "norm on one page",
        THEMA,
        ":::{overlap}",
        ":::{norm} toestemming\n---\nquestion: X?\n---\nX.\n:::\n\n:::{overlap}",
        "{norm} toestemming",
        "duplicate_id",
        "“toestemming”",
        f"{THEMA}, regel 10",
        nth=2,
    ),
    edit(
        "norm on two pages",
        WOORDEN,
        "# Woorden\n",
        "# Woorden\n\n:::{norm} rustig-blijven\n---\ntopic: beeld\nquestion: X?\n---\nX.\n:::\n",
        "{norm} rustig-blijven",
        "duplicate_id",
        "“rustig-blijven”",
        f"{THEMA}, regel 18",
    ),
    edit(
        "topic on two pages",
        WOORDEN,
        "# Woorden\n",
        "# Woorden\n\n:::{topic} beeld\n---\nlabel: X\n---\n:::\n",
        "{topic} beeld",
        "duplicate_id",
        "“beeld”",
        f"{THEMA}, regel 3",
    ),
    edit(
        "audience",
        WOORDEN,
        "{audience} onderwijs",
        "{audience} personeel",
        "{audience} personeel",
        "duplicate_id",
        "“personeel”",
        nth=2,
    ),
    edit(
        "table on two pages",
        WOORDEN,
        "# Woorden\n",
        "# Woorden\n\n:::{coverage} beeld-per-code\n:::\n",
        "{coverage}",
        "duplicate_id",
        "“beeld-per-code”",
        f"{THEMA}, regel ",
    ),
]

REFERENCES = [
    edit(
        "rule",
        LEZEN,
        "{rule}`proef/art-1-a`",
        "{rule}`proef/art-1-x`",
        "proef/art-1-x",
        "unknown_reference",
        "bepaling “proef/art-1-x”",
        "bedoel je “proef/art-1-",
    ),
    edit(
        "rule without its code",
        LEZEN,
        "{rule}`proef/art-1-a`",
        "{rule}`art-2-tekst`",
        "art-2-tekst",
        "unknown_reference",
        "bedoel je “proef/art-2-tekst”?",
    ),
    edit(
        "version of a rule",
        LEZEN,
        "{rule}`proef/art-1-a`",
        "{rule}`proef/art-1-a@v2`",
        "art-1-a@v2",
        "unknown_reference",
        "“proef/art-1-a@v2”",
        "bedoel je “proef/art-1-a”?",
    ),
    edit(
        "rule of the same text",
        PROEF,
        "Blijf rustig.\n:::",
        "{rule}`Blijf <art-1-c>` rustig.\n:::",
        "art-1-c",
        "unknown_reference",
        "“proef/art-1-c@v1”",
        "bedoel je “proef/art-1-",
    ),
    edit(
        "article that is a rule",
        LEZEN,
        "{article}`proef/art-1`",
        "{article}`proef/art-1-a`",
        "{article}",
        "unknown_reference",
        "artikel “proef/art-1-a”",
        "bedoel je “proef/art-1”?",
    ),
    edit(
        "norm",
        LEZEN,
        "{norm}`toestemming`",
        "{norm}`toesteming`",
        "toesteming`",
        "unknown_reference",
        "norm “toesteming”",
        "bedoel je “toestemming”?",
    ),
    edit(
        "topic",
        LEZEN,
        "{topic}`beeld`",
        "{topic}`beelden`",
        "beelden",
        "unknown_reference",
        "thema “beelden”",
        "bedoel je “beeld”?",
    ),
    edit(
        "code",
        LEZEN,
        "{code}`proef`",
        "{code}`proeff`",
        "proeff",
        "unknown_reference",
        "code “proeff”",
        "bedoel je “proef”?",
    ),
    edit(
        "MyST",
        LEZEN,
        "(#toestemming)",
        "(#toesteming)",
        "(#toest",
        "unknown_reference",
        "“toesteming”",
        "bedoel je “toestemming”?",
    ),
    edit("MyST, nothing near", LEZEN, "(#toestemming)", "(#qqqq)", "(#qqqq)", "unknown_reference", "“qqqq”"),
    edit("MyST, a page", LEZEN, "(#toestemming)", "(weg.md)", "(weg.md)", "unknown_reference", "pagina “weg.md”"),
    edit(
        "MyST, a page that is near",
        LEZEN,
        "(#toestemming)",
        "(beld.md#norm-toestemming)",
        "(beld.md",
        "unknown_reference",
        "pagina “beld.md”",
        "bedoel je “beeld.md”?",
    ),
    edit(
        "MyST, a page of another folder",
        PROEF,
        "Blijf rustig.\n:::",
        "[Blijf](beeld.md) rustig.\n:::",
        "[Blijf]",
        "unknown_reference",
        "pagina “beeld.md”",
        "bedoel je “../../docs/beeld.md”?",
    ),
    edit(
        "MyST, an address on a page",
        LEZEN,
        "(#toestemming)",
        "(beeld.md#norm-toesteming)",
        "(beeld.md#norm-toesteming)",
        "unknown_anchor",
        "pagina “docs/beeld.md”",
        "“norm-toesteming”",
        "bedoel je “norm-toestemming”?",
    ),
    edit(
        "MyST, an address that is on another page",
        LEZEN,
        "(#toestemming)",
        "(../codes/ander/v1.md#art-1-a)",
        "#art-1-a)",
        "unknown_anchor",
        "pagina “codes/ander/v1.md”",
        "“art-1-a”",
    ),
    edit(
        "rule of a code of which another has the id",
        LEZEN,
        "{rule}`proef/art-1-a`",
        "{rule}`proef/tip-1`",
        "proef/tip-1",
        "unknown_reference",
        "bepaling “proef/tip-1” bestaat niet",
    ),
    edit(
        "footnote",
        PROEF,
        "`[1] <noot-1>`",
        "`[1] <noot-2>`",
        "noot-2",
        "unknown_reference",
        "“proef/noot-2@v1”",
        "bedoel je “proef/noot-1”?",
    ),
    edit(
        "exception",
        PROEF,
        "overrides: art-1-a#vragen",
        "overrides: art-1-a#vraag",
        "toestemming: toegelaten",
        "exception_target",
        "“art-1-a#vraag”",
        "bedoel je “art-1-a#vragen”?",
    ),
    edit(
        "exception to a rule",
        PROEF,
        "overrides: art-1-a#vragen",
        "overrides: art-1-a",
        "toestemming: toegelaten",
        "exception_target",
        "“art-1-a”",
        "bedoel je “art-1-a#vragen”?",
    ),
    edit(
        "exception without effect",
        PROEF,
        "    effect: dispensation\n",
        "",
        "toestemming: toegelaten",
        "exception_effect",
        "“proef/art-1-b#afwijken”",
        "effect: permits",
    ),
    edit(
        "exception to itself",
        PROEF,
        "overrides: art-1-a#vragen",
        "overrides: art-1-b#afwijken",
        "toestemming: toegelaten",
        "exception_circle",
        "proef/art-1-b#afwijken → proef/art-1-b#afwijken",
    ),
    edit(
        "circle of exceptions",
        PROEF,
        "    act: foto-plaatsen\n    when",
        "    act: foto-plaatsen\n    effect: permits\n    overrides: art-1-b#afwijken\n    when",
        "toestemming: verplicht",
        "exception_circle",
        "proef/art-1-a#vragen → proef/art-1-b#afwijken → proef/art-1-a#vragen",
    ),
    edit(
        "overlap with itself",
        THEMA,
        "#vragen ander/tip-1\n",
        "#vragen proef/art-1-b\n",
        "{overlap}",
        "overlap_same_code",
        "proef/art-1-b",
    ),
    edit("overlap of one rule", THEMA, "#vragen ander/tip-1\n", "#vragen\n", "{overlap}", "unknown_rule"),
    edit(
        "overlap on another norm",
        THEMA,
        "norm: toestemming\nrelation: strenger",
        "norm: rustig-blijven\nrelation: strenger",
        "{overlap}",
        "overlap_norm",
        "“rustig-blijven”",
        "proef/art-1-a en ander/tip-1",
    ),
    edit(
        "overlap, stricter of another",
        THEMA,
        "stricter: proef/art-1-a",
        "stricter: proef/art-2",
        "{overlap}",
        "overlap_stricter",
        "“proef/art-2”",
        "“proef/art-1-a” of “ander/tip-1”",
    ),
    edit("overlap without the stricter", THEMA, "stricter: proef/art-1-a\n", "", "{overlap}", "overlap_stricter"),
    edit(
        "overlap without a norm",
        THEMA,
        "norm: toestemming\nrelation",
        "relation",
        "{overlap}",
        "option_missing",
        "“norm”",
    ),
    edit(
        "overlap twice",
        THEMA,
        ":::{comparison}",
        ":::{overlap} ander/tip-1 proef/art-1-a#vragen\n---\nnorm: toestemming\nrelation: gelijk\nagainst: 6b3515d1 e805f9af\n---\nX.\n:::\n\n:::{comparison}",
        "{overlap} ander",
        "duplicate_review",
        "toestemming",
        f"{THEMA}, regel 25",
    ),
    edit(
        "overlap reviewed against another text",
        THEMA,
        "against: e805f9af 6b3515d1",
        "against: 00000000 11111111",
        "{overlap}",
        "review_outdated",
        "opnieuw",
        "against: e805f9af 6b3515d1",
    ),
    edit(
        "overlap reviewed against no text",
        THEMA,
        "against: e805f9af 6b3515d1\n",
        "",
        "{overlap}",
        "review_unsealed",
        "against: e805f9af 6b3515d1",
    ),
    edit("footnote of nothing", PROEF, "note-of: art-1-a\n", "", "{rule} noot-1", "footnote_call", "noot-1"),
    edit(
        "gaps of every code",
        THEMA,
        ":::{comparison}",
        ":::{gaps} hiaten\n---\n---\n:::\n\n:::{comparison}",
        "{gaps}",
        "gaps_code",
        "hiaten",
    ),
]

LAST = "Zie ook [de toestemming](#toestemming)."


def checklist(options: str, id: str = "lijst") -> str:
    return f"{LAST}\n\n:::{{checklist}} {id}\n---\n{options}\n---\n:::\n"


CHECKLISTS = [
    edit(
        f"{kind} in a checklist",
        LEZEN,
        LAST,
        checklist(option),
        "{checklist}",
        f"unknown_{kind}",
        f"in “lijst”; bedoel je “{meant}”?" if kind not in ("code", "topic") else f"bij “lijst”; bedoel je “{meant}”?",
    )
    for kind, option, meant in (
        ("act", "act: foto-plaatse", "foto-plaatsen"),
        ("topic", "topic: beld", "beeld"),
        ("topic", "standing: beld", "beeld"),
        ("norm", "norm: toesteming", "toestemming"),
        ("code", "code: proeff", "proef"),
        ("audience", "audience: personel", "personeel"),
        ("context", "context: privat", "private"),
    )
] + [
    edit(
        "checklist without an item, for one option",
        LEZEN,
        LAST,
        checklist("act: foto-plaatsen\ncode: proef\ncontext: private"),
        "{checklist}",
        "checklist_empty",
        "“lijst” is leeg",
        "kies iets anders bij “code” of “context”, of laat die optie weg",
    ),
    edit(
        "checklist without an item, for several options together",
        LEZEN,
        LAST,
        checklist("act: foto-weglaten\ncode: proef\ncontext: private"),
        "{checklist}",
        "checklist_empty",
        "haal opties weg",
    ),
    edit(
        "checklist twice",
        LEZEN,
        LAST,
        checklist("code: proef") + checklist("code: ander").removeprefix(LAST),
        "{checklist}",
        "duplicate_id",
        "“lijst” (checklist)",
        nth=2,
    ),
    edit(
        "checklist without an id", LEZEN, LAST, checklist("code: proef", ""), "{checklist}", "id_missing", "checklist"
    ),
    edit(
        "phase of a norm",
        THEMA,
        "question: Blijf je rustig?\n",
        "question: Blijf je rustig?\nphase: later\n",
        "phase: later",
        "option_value",
        "vooraf",
    ),
]


def worked_case(facts: str = "  wie = inwoner", expected: str = "  proef: mag_onder_voorwaarden", **over: str) -> str:
    options = {"title": "Een foto", "act": "foto-plaatsen"} | over
    block = "\n".join(f"{name}: {value}" for name, value in options.items() if value)
    facts = f"\nfacts: |\n{facts}" if facts else ""
    expected = f"\nexpected: |\n{expected}" if expected else ""
    return f"{LAST}\n\n:::{{case}} geval\n---\n{block}{facts}{expected}\n---\nMag de foto?\n:::\n"


CASES = [
    edit(
        "case without facts",
        LEZEN,
        LAST,
        worked_case(""),
        "{case}",
        "case_without_facts",
        "“geval”",
        "vraag = antwoord",
    ),
    edit("case without an act", LEZEN, LAST, worked_case(act=""), "{case}", "option_missing", "“act”"),
    edit("case without a title", LEZEN, LAST, worked_case(title=""), "{case}", "option_missing", "“title”"),
    edit("case that expects nothing", LEZEN, LAST, worked_case(expected=""), "{case}", "option_missing", "“expected”"),
    edit(
        "unknown act in a case",
        LEZEN,
        LAST,
        worked_case(act="foto-plaatse"),
        "{case}",
        "unknown_act",
        "“foto-plaatsen”?",
    ),
    edit(
        "fact that is no fact",
        LEZEN,
        LAST,
        worked_case("  een inwoner"),
        "een inwoner",
        "fact_syntax",
        "vraag = antwoord",
    ),
    edit(
        "fact twice",
        LEZEN,
        LAST,
        worked_case("  wie = inwoner\n  wie = niemand"),
        "wie = niemand",
        "answer_twice",
        "“wie”",
    ),
    edit(
        "unknown fact in a case",
        LEZEN,
        LAST,
        worked_case("  wier = inwoner"),
        "proef: mag",
        "case_answer",
        "onbekende vraag “wier”",
        "bedoel je “wie”?",
    ),
    edit(
        "unknown answer in a case",
        LEZEN,
        LAST,
        worked_case("  wie = inwonr"),
        "proef: mag",
        "case_answer",
        "“inwonr” is geen antwoord op vraag “wie”",
        "bedoel je “inwoner”?",
    ),
    edit(
        "two answers to a question with one",
        LEZEN,
        LAST,
        worked_case("  wie = inwoner, niemand"),
        "proef: mag",
        "case_answer",
        "op vraag “wie” past één antwoord",
    ),
    edit(
        "verdict that is none",
        LEZEN,
        LAST,
        worked_case(expected="  proef: misschien"),
        "misschien",
        "expected_syntax",
        "mag_onder_voorwaarden",
    ),
    edit(
        "unknown code in a case",
        LEZEN,
        LAST,
        worked_case(expected="  proeff: mag"),
        "proeff",
        "unknown_code",
        "bedoel je “proef”?",
    ),
    edit(
        "unknown position in a case",
        LEZEN,
        LAST,
        worked_case(expected="  proef: mag_onder_voorwaarden; art-1-a#vrage"),
        "vrage",
        "unknown_position",
        "bedoel je “art-1-a#vragen”?",
    ),
    edit(
        "facts of one code that cannot be read",
        LEZEN,
        LAST,
        worked_case(expected="  proef: mag_onder_voorwaarden; akkoord ="),
        "akkoord =",
        "fact_syntax",
    ),
    edit(
        "another verdict than expected",
        LEZEN,
        LAST,
        worked_case(expected="  proef: mag; art-1-a#vragen"),
        "proef: mag",
        "case_verdict",
        "verwacht van proef “mag”, maar de uitkomst is “mag_onder_voorwaarden”",
        "door proef/art-1-a#vragen",
    ),
    edit(
        "the verdict rests on another position",
        LEZEN,
        LAST,
        worked_case(expected="  proef: mag_onder_voorwaarden; art-1-b#afwijken"),
        "proef: mag",
        "case_verdict",
        "en niet door proef/art-1-b#afwijken",
    ),
    edit(
        "when a question is worth asking cannot be read",
        WOORDEN,
        "question: Is er een akkoord?\n",
        "question: Is er een akkoord?\nask: |\n  altijd\n",
        "altijd",
        "ask_syntax",
        "“akkoord”",
    ),
    edit(
        "question that the handbook asks itself",
        WOORDEN,
        ":::{fact} akkoord\n",
        ":::{fact} context\n---\nquestion: Waar?\noptions: |\n  hier: hier\n---\n:::\n\n:::{fact} akkoord\n",
        "{fact} context",
        "reserved_fact",
        "“context”",
    ),
    edit(
        "unknown answer that excludes the rest",
        WOORDEN,
        "assume: niemand\n",
        "assume: niemand\nnone: nimand\n",
        "{fact} wie",
        "unknown_answer",
        "bedoel je “niemand”?",
    ),
    edit(
        "unknown answer that refuses",
        WOORDEN,
        "question: Is er een akkoord?\n",
        "question: Is er een akkoord?\nrefused: nein\n",
        "{fact} akkoord",
        "unknown_answer",
        "“nein”",
    ),
    edit(
        "unknown fact in when to ask",
        WOORDEN,
        "question: Is er een akkoord?\n",
        "question: Is er een akkoord?\nask: |\n  wi = inwoner\n",
        "{fact} akkoord",
        "unknown_fact",
        "bedoel je “wie”?",
    ),
]

RUST = 'rustig-blijven: aanbevolen "Blijf rustig."\n    standing: yes\n'


def rust(*fields: str, modality: str = "verplicht") -> str:
    return "\n    ".join([f'rustig-blijven: {modality} "Blijf rustig."', *fields]) + "\n"


def clash(bans: str = "art-1-b#afwijken", reason: str = "Dat gaat samen.") -> str:
    return f"{LAST}\n\n:::{{clash}} proef/art-1-a#vragen\n---\nbans: {bans}\n---\n{reason}\n:::\n"


PROOF = [
    edit(
        "condition that no answer fulfils",
        PROEF,
        RUST,
        rust("act: foto-plaatsen", "when: wie = all: inwoner, politicus"),
        "rustig-blijven: verplicht",
        "proof_never",
        "“wie = all: inwoner, politicus”",
    ),
    edit(
        "position without an act",
        PROEF,
        RUST,
        rust(),
        "rustig-blijven: verplicht",
        "proof_unreachable",
        "“proef/art-2-tekst”",
        "“standing: yes”",
    ),
    edit(
        "exception that takes nothing away",
        PROEF,
        "    act: foto-plaatsen\n    requires: akkoord = ja; by: dienst\n",
        "    act: foto-plaatsen\n    when: wie = politicus\n    requires: akkoord = ja; by: dienst\n",
        "toestemming: toegelaten",
        "proof_exception",
        "“art-1-a#vragen”",
    ),
    edit(
        "two positions that contradict",
        PROEF,
        RUST,
        rust("act: foto-plaatsen", "name: doen", "when: always")
        + "  "
        + rust("act: foto-plaatsen", "name: laten", "when: always", modality="verboden"),
        "rustig-blijven: verboden",
        "proof_contradiction",
        "“art-2-tekst#doen”",
        "“overrides: …”",
    ),
    edit(
        "duty and ban on one act",
        PROEF,
        RUST,
        rust("act: foto-plaatsen", "name: doen", "when: always")
        + '  toestemming: verboden "Blijf rustig."\n    act: foto-plaatsen\n    when: always\n    name: laten\n',
        "rustig-blijven: verplicht",
        "proof_clash",
        "art-2-tekst#laten",
        "{clash}",
    ),
    edit(
        "duty that nothing limits",
        PROEF,
        RUST,
        rust("act: foto-plaatsen"),
        "rustig-blijven: verplicht",
        "duty_always",
        "“foto-plaatsen” altijd moet",
        "“when: always”",
        "“proef/art-2-tekst#1”",
    ),
    edit(
        "ban that nothing limits",
        PROEF,
        RUST,
        rust("act: foto-plaatsen, foto-weglaten", "requires: akkoord = ja; timing: after", modality="verboden"),
        "rustig-blijven: verboden",
        "ban_always",
        "verbiedt “foto-plaatsen” en “foto-weglaten” helemaal",
        "“when: always”",
    ),
    edit("clash that is none", LEZEN, LAST, clash(), "{clash}", "clash_gone", "“art-1-b#afwijken”"),
]

SOURCES = [
    edit(
        "source that is not there",
        PROEF,
        "source: v1.bron.txt",
        "source: weg.txt",
        "{version}",
        "source_missing",
        "“codes/proef/weg.txt”",
        "proef@v1",
    ),
    edit("no source", PROEF, "source: v1.bron.txt\n", "", "{version}", "option_missing", "“source”"),
    edit(
        "residue that is not there",
        PROEF,
        "residue: v1.residu.tsv",
        "residue: weg.tsv",
        "{version}",
        "source_missing",
        "“codes/proef/weg.tsv”",
    ),
    edit(
        "version without its id",
        ANDER,
        "{version} ander v1",
        "{version} ander",
        "{version}",
        "version_id",
        "“ander”",
        "v1",
    ),
    edit(
        "version with a date",
        ANDER,
        "{version} ander v1",
        "{version} ander 2024-01-01",
        "{version}",
        "version_id",
        "“ander 2024-01-01”",
        "v1",
    ),
    edit(
        "word left out",
        PROEF,
        "Bij foto’s van anderen:",
        "Bij foto’s van:",
        "{rule} art-1-aanhef",
        "source_differs",
        "“art-1-aanhef”",
        "Bij foto’s van anderen:",
        "Bij foto’s van:",
    ),
    edit(
        "quotation mark changed",
        PROEF,
        "Bij foto’s van anderen:",
        "Bij foto's van anderen:",
        "{rule} art-1-aanhef",
        "source_differs",
        "Bij foto’s van",
    ),
    edit("mark changed", PROEF, 'mark: "[1]"', 'mark: "[2]"', "{rule} noot-1", "source_differs", "“noot-1”", "“[2]”"),
    edit(
        "title changed",
        PROEF,
        "# Gedragscode van Proefstad",
        "# Code van Proefstad",
        "{version}",
        "source_differs",
        "Gedragscode van Proefstad",
    ),
]


@pytest.mark.parametrize(
    "case", [*UNKNOWN, *OPTIONS, *RULES, *DUPLICATES, *REFERENCES, *CHECKLISTS, *CASES, *PROOF, *SOURCES]
)
def test_a_mistake_is_one_warning(book: Book, case: Edit) -> None:
    book.replace(case.file, case.old, case.new)
    built = book.build("dummy")
    line = book.line_of(case.file, case.at.rstrip("\n"), case.nth)
    assert_one_warning(built, case.file, line, case.subtype, *case.says)
    assert_rest_is_built(built, case.file)


@pytest.mark.parametrize(("line", "label"), KEPT)
def test_a_value_that_myst_would_cut_is_kept(book: Book, line: str, label: str) -> None:
    book.replace(PROEF, "label: art. 2, tekst", line)
    built = book.build("dummy")
    assert built.warnings == []
    rule = built.handbook.get_rule("proef/art-2-tekst")
    assert rule is not None
    assert (rule.label, rule.text) == (label, "Blijf rustig.")


@pytest.mark.parametrize(
    "words", [": Blijf rustig.", ":: Blijf rustig.", ":-) Blijf rustig.", "\\- Blijf rustig.", "1\\. Blijf rustig."]
)
def test_a_body_may_start_with_any_character(book: Book, words: str) -> None:
    book.replace(PROEF, "Blijf rustig.\n:::", f"{words}\n:::")
    book.set_source("proef", book.read("codes/proef/v1.bron.txt").replace("Blijf rustig.", words.replace("\\", "")))
    built = book.build("dummy")
    assert built.warnings == []
    rule = built.handbook.get_rule("proef/art-2-tekst")
    assert rule is not None
    assert rule.text == words.replace("\\", "")


def test_a_quote_may_hold_every_character_of_the_text(book: Book) -> None:
    words = "Zeg: \"blijf rustig\" # of 'ga' … weg & <b>wacht</b> | 100 %."
    book.replace(PROEF, '"Blijf rustig."', f'"{words}"')
    book.replace(PROEF, "Blijf rustig.\n:::", words.replace("<", "\\<") + "\n:::")
    book.set_source("proef", book.read("codes/proef/v1.bron.txt").replace("Blijf rustig.", words))
    built = book.build()
    assert built.warnings == []
    assert "&lt;b&gt;wacht&lt;/b&gt;" in built.output("codes/proef/v1.html")
    assert "&lt;b&gt;wacht&lt;/b&gt;" in built.output("docs/beeld.html")


# -- duplicates that no reader sees alone


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_id_on_two_pages_is_one_warning_whoever_reads_them(book: Book, jobs: int) -> None:
    norm = "# {0}\n\n:::{{norm}} dubbel\n---\nquestion: X?\ntopic: beeld\n---\nDe norm van {0}.\n:::\n"
    for page in "abcdefgh":
        book.write(f"docs/{page}.md", norm.format(page) if page in "bg" else f"# {page}\n")
    built = book.build(jobs=jobs)
    assert_one_warning(
        built, "docs/g.md", 3, "duplicate_id", "“dubbel” (norm)", "docs/b.md, regel 3", "de eerste blijft gelden"
    )
    assert built.handbook.norms["dubbel"].statement == "De norm van b."
    assert "De norm van g." in built.output("docs/g.html")


def test_a_text_that_stands_twice_is_one_warning(book: Book) -> None:
    """A new version begins as a copy; its {version} still names the old one."""
    book.write("codes/proef/v2.md", book.read(PROEF))
    built = book.build("dummy")
    assert_one_warning(built, "codes/proef/v2.md", 3, "duplicate_id", "“proef/v1” (versie)", f"{PROEF}, regel 3")
    assert_rest_is_built(built, PROEF)


def test_a_version_of_an_unknown_code(book: Book) -> None:
    book.write("codes/derde/v1.md", book.read(ANDER).replace("ander v1", "andr v1"))
    book.write("codes/derde/v1.bron.txt", book.read("codes/ander/v1.bron.txt"))
    built = book.build()
    assert_one_warning(built, "codes/derde/v1.md", 3, "unknown_code", "“andr”", "bedoel je “ander”?")
    assert "Vraag het even." in built.output("codes/derde/v1.html")


# -- rules in rules


@pytest.mark.parametrize("fence", ["same", "longer"])
def test_a_rule_in_a_rule_is_one_warning(book: Book, fence: str) -> None:
    inner = "{0}{{rule}} binnen\n---\nlabel: x\nkind: preamble\n---\nBinnen.\n{0}\n"
    if fence == "longer":
        book.replace(PROEF, ":::{rule} art-2-tekst", "::::{rule} art-2-tekst")
        book.replace(PROEF, "Blijf rustig.\n:::\n", "Blijf rustig.\n\n" + inner.format(":::") + "::::\n")
    else:
        book.replace(PROEF, "Blijf rustig.\n:::\n", "Blijf rustig.\n\n" + inner.format("::::") + ":::\n")
    built = book.build()
    assert_one_warning(
        built, PROEF, book.line_of(PROEF, "{rule} binnen"), "nested_rule", "“binnen”", "“art-2-tekst”", ":::"
    )
    assert "Binnen." in built.output("codes/proef/v1.html")


def test_a_rule_that_is_not_closed_is_one_warning(book: Book) -> None:
    book.replace(PROEF, "Blijf rustig.\n:::\n", "Blijf rustig.\n")
    built = book.build()
    assert_one_warning(built, PROEF, book.line_of(PROEF, "{rule} art-2-tekst"), "fence_unclosed", "“art-2-tekst”")
    assert "Op papier." in built.output("codes/proef/v1.html")


@pytest.mark.parametrize(
    ("name", "closed", "open", "directive"),
    [
        (
            THEMA,
            "Blijf je rustig?\n---\nWie post, blijft rustig.\n:::\n",
            "Blijf je rustig?\n---\nWie post, blijft rustig.\n",
            "{norm} rustig-blijven",
        ),
        (THEMA, "De ene moet, de andere is een tip.\n:::\n", "De ene moet, de andere is een tip.\n", "{overlap}"),
    ],
)
def test_a_block_that_is_not_closed_loses_nothing(
    book: Book, name: str, closed: str, open: str, directive: str
) -> None:
    """The next block is read all the same: one warning, at the one that is open, with the line of the next."""
    book.replace(name, closed, open)
    built = book.build("dummy")
    line = book.line_of(name, directive)
    following = next(i for i, text in enumerate(book.read(name).split("\n"), 1) if i > line and text.startswith(":::{"))
    assert_one_warning(built, name, line, "fence_unclosed", f"regel {following}")


# -- sources


def test_a_source_without_a_fingerprint(book: Book) -> None:
    """A first build: the warning gives the line to paste, and the text is compared all the same."""
    found = re.search(r"sha256: ([0-9a-f]{64})", book.read(PROEF))
    assert found is not None
    book.replace(PROEF, found[0], "sha256: onbekend")
    assert_one_warning(book.build("dummy"), PROEF, 3, "source_unsealed", f"sha256: {found[1]}")


def test_a_source_that_changed(book: Book) -> None:
    book.write("codes/proef/v1.bron.txt", book.read("codes/proef/v1.bron.txt") + "Nog iets.\n")
    built = book.build("dummy")
    assert_one_warning(
        built,
        PROEF,
        3,
        "source_changed",
        "“codes/proef/v1.bron.txt”",
        "SHA-256 is nu ",
        "zet het oorspronkelijke bestand terug",
    )
    assert_rest_is_built(built, PROEF)


def test_every_rule_that_differs_is_named(book: Book) -> None:
    """One difference does not hide the next; see test_verbatim.py for more of them."""
    book.replace(PROEF, "\nBij foto’s van anderen:", "\nBij foto's van anderen:")
    book.replace(PROEF, "---\nde dienst mag afwijken", "---\nde dienst mag niet afwijken")
    book.replace(PROEF, "Op papier.", "Op  perkament.")
    found = [(w.line, w.text) for w in book.build("dummy").warnings if w.type == "policy.source_differs"]
    assert [line for line, _ in found] == [
        book.line_of(PROEF, f"{{rule}} {id}") for id in ("art-1-aanhef", "art-1-b", "noot-1")
    ]
    assert "de bron heeft “Bij foto’s van anderen:" in found[0][1]
    assert "de pagina “de dienst mag niet afwijken”" in found[1][1]


def test_a_flood_of_differences_is_counted(book: Book) -> None:
    rules = "".join(
        f"\n:::{{rule}} extra-{n}\n---\nlabel: {n}\nkind: scope\n---\nExtra bepaling {n}.\n:::\n" for n in range(30)
    )
    book.write(PROEF, book.read(PROEF) + rules)
    found = [w for w in book.build("dummy").warnings if w.type.startswith("policy.source_")]
    assert [w.type for w in found] == ["policy.source_differs"] * 20 + ["policy.source_more"]
    assert "nog op 10 andere plaatsen" in found[-1].text


def test_text_left_in_the_source(book: Book) -> None:
    book.set_source("proef", book.read("codes/proef/v1.bron.txt") + "Nog iets.\n")
    built = book.build("dummy")
    assert_one_warning(built, PROEF, 3, "source_differs", "“Nog iets.”", "“niets meer”")


@pytest.mark.parametrize(
    ("residue", "subtype", "line", "says"),
    [
        ("3 [image: ] rest\n", "source_residue", 3, "regel 1 van de residulijst"),
        ("4\t[image: ]\trest\n", "source_residue", 3, "“[image: ]” staat niet (meer) in regel 4"),
        ("3\t[image: ]\trest\n3\t[image: ]\trest\n", "source_residue", 3, "staat niet (meer) in regel 3"),
        ("99\t[image: ]\trest\n", "source_residue", 3, "regel 99"),
        ("0\t[image: ]\trest\n", "source_residue", 3, "regel 0"),
        ("8\tBlijf\trest\n", "source_residue", 3, "“Blijf” in regel 1 van de residulijst kan tekst zijn"),
        ("3\t[image: ]\t \n", "source_residue", 3, "“regel, tekst, uitleg”"),
        ("", "source_differs", 13, "“[image: ]1.”"),
        ("3\t[image: \trest\n", "source_residue", 3, "“[image: ” in regel 1 van de residulijst kan tekst zijn"),
    ],
)
def test_a_residue_list_that_is_wrong(book: Book, residue: str, subtype: str, line: int, says: str) -> None:
    book.write("codes/proef/v1.residu.tsv", residue)
    built = book.build("dummy")
    assert_one_warning(built, PROEF, line, subtype, says, "proef@v1")


def test_a_source_in_another_encoding_is_compared_all_the_same(book: Book) -> None:
    source = (
        book.read("codes/proef/v1.bron.txt").replace("’", "'").replace("·", "-").replace("Blijf rustig", "Blijf één")
    )
    book.set_source("proef", source.encode("latin-1"))
    built = book.build("dummy")
    assert {warning.type for warning in built.warnings} == {"policy.source_differs"}


@pytest.mark.parametrize("change", ["BOM", "CRLF"])
def test_a_source_from_another_editor_is_the_same(book: Book, change: str) -> None:
    data = (book.source / "codes/proef/v1.bron.txt").read_bytes()
    book.set_source("proef", b"\xef\xbb\xbf" + data if change == "BOM" else data.replace(b"\n", b"\r\n"))
    assert book.build("dummy").warnings == []


# -- files that are no clean UTF-8


def test_a_page_that_is_latin_1_is_shown_with_one_warning(book: Book) -> None:
    book.write(LEZEN, book.read(LEZEN).replace("Zie ook", "Zie één").encode("latin-1"))
    built = book.build()
    assert_one_warning(built, LEZEN, 5, "not_utf8", "regel 5", "bewaar ze opnieuw als UTF-8")
    assert "Zie \\xe9\\xe9n <a" in built.output("docs/lezen.html")
    assert_rest_is_built(built, LEZEN)


def test_a_text_that_is_latin_1_is_one_warning(book: Book) -> None:
    page = book.read(PROEF).replace("’", "'").replace("Blijf rustig", "Blijf één")
    book.write(PROEF, page.encode("latin-1"))
    built = book.build()
    assert_one_warning(built, PROEF, book.line_of(PROEF, 'mark: "\ufffd"'), "not_utf8")
    assert "<p>Blijf \\xe9\\xe9n.</p>" in built.output("codes/proef/v1.html")


def test_a_page_in_utf_16_is_read_with_one_warning(book: Book) -> None:
    book.write(LEZEN, book.read(LEZEN).encode("utf-16"))
    built = book.build()
    assert_one_warning(built, LEZEN, 1, "not_utf8")
    assert "Zie ook <a" in built.output("docs/lezen.html")


@pytest.mark.parametrize("character", ["\0", "\x08", "\x0c", "\x1b", "\x7f"])
@pytest.mark.parametrize("file", [PROEF, LEZEN])
def test_a_control_character_is_left_out_with_one_warning(book: Book, file: str, character: str) -> None:
    old, shown = ("Blijf rustig.\n:::", "Blijf rustig.") if file == PROEF else ("Zie ook", "Zie ook <a")
    book.replace(file, old, old.replace(" ", " " + character))
    built = book.build()
    assert_one_warning(built, file, book.line_of(file, character), "control_character", f"U+{ord(character):04X}")
    assert shown in built.output(file.replace(".md", ".html")).replace("  ", " ")


def test_a_byte_order_mark_is_no_text(book: Book) -> None:
    for file in (PROEF, LEZEN, THEMA):
        book.write(file, b"\xef\xbb\xbf" + book.read(file).encode())
    built = book.build()
    assert built.warnings == []
    assert "\ufeff" not in built.output("codes/proef/v1.html")


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_ends_of_other_systems_are_line_ends(book: Book, end: str) -> None:
    for file in (PROEF, PROEF_FRONT, THEMA, WOORDEN, LEZEN):
        book.write(file, book.read(file).replace("\n", end).encode())
    built = book.build("dummy")
    assert built.warnings == []
    rule = built.handbook.get_rule("proef/art-1-a")
    assert rule is not None
    assert rule.positions[0].requires[0].by == "third"


def test_positions_may_be_indented_with_tabs(book: Book) -> None:
    page = "\n".join(
        line.replace("    ", "\t\t", 1)
        if line.startswith("    ")
        else line.replace("  ", "\t", 1)
        if line.startswith("  ")
        else line
        for line in book.read(PROEF).split("\n")
    )
    assert "\t\trequires" in page
    book.write(PROEF, page)
    built = book.build("dummy")
    assert built.warnings == []
    rule = built.handbook.get_rule("proef/art-1-b")
    assert rule is not None
    assert rule.positions[0].overrides == ("art-1-a#vragen",)


def test_a_very_long_line(book: Book) -> None:
    words = " ".join(["woord"] * 50_000)
    book.replace(PROEF, "Op papier.", words)
    book.set_source("proef", book.read("codes/proef/v1.bron.txt").replace("Op papier.", words))
    built = book.build("dummy")
    assert built.warnings == []
    rule = built.handbook.get_rule("proef/noot-1")
    assert rule is not None
    assert len(rule.text) == len(words)


# -- front matter


@pytest.mark.parametrize(
    ("front", "line", "says"),
    [
        ("---\na: b: c\n---\n", 2, "regel 2"),
        ("---\ntitel: x\n\tmet: tab\n---\n", 3, "regel 3"),
        ("---\n- een lijst\n---\n", 2, "naam: waarde"),
        ("---\ndatum: 2021-99-99\n---\n", 2, "regel 2"),
        ("---\nx: !!python/object/apply:os.system [ls]\n---\n", 2, "regel 2"),
        ("---\ntitel: [open\n---\n", 2, "regel 2"),
        ("---\ntitel: x\n", 1, "regel met ---"),
        ("---\nmyst:\n  disable_syntax: []\n---\n", 2, "conf.py"),
        ("---\nmyst:\n  enable_extensions: [attrs_block]\n---\n", 2, "conf.py"),
        ("---\nmyst: ja\n---\n", 2, "conf.py"),
        ("---\nhtml_meta: ja\n---\n", 2, "onder “myst”"),
        ("---\nmyst:\n  html_meta: ja\n---\n", 2, "onder “html_meta”"),
        ("---\nmyst:\n  html_meta:\n    description: [a]\n---\n", 2, "onder “html_meta”"),
        ("---\na: b\nfoo: !!bool x\n---\n", 3, "naam: waarde"),
        ("---\nfoo: !!timestamp x\n---\n", 2, "naam: waarde"),
        ('---\nfoo: !!int ""\n---\n', 2, "naam: waarde"),
        ('---\nfoo: !!float ""\n---\n', 2, "naam: waarde"),
        ("---\nfoo: 2001-99-99\n---\n", 2, "naam: waarde"),
        ("---\na: &a b\nfoo: *a\nc: d\n---\n", 3, "naam: waarde"),
        (f"---\nfoo: {'9' * 5000}\n---\n", 2, "naam: waarde"),
        (f"---\nfoo: {'[' * 5000}\n---\n", 2, "naam: waarde"),
        ("---\n1: a\n---\n", 2, "naam: waarde"),
    ],
)
def test_front_matter_that_cannot_be_read_is_left_out(book: Book, front: str, line: int, says: str) -> None:
    book.write(LEZEN, front + book.read(LEZEN) + "\n<script>alert(1)</script>\n")
    built = book.build()
    assert_one_warning(built, LEZEN, line, "front_matter", says, "overgeslagen")
    html = built.output("docs/lezen.html")
    assert "Zie ook <a" in html
    assert "<script>alert" not in html
    assert_rest_is_built(built, LEZEN)


def test_a_few_lines_of_front_matter_cannot_fill_the_memory(book: Book) -> None:
    """Nine lines that each repeat the one before ten times are a thousand million values."""
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 10)]
    book.write(LEZEN, "---\n" + "\n".join(lines) + "\n---\n" + book.read(LEZEN))
    assert_one_warning(book.build("dummy", jobs=2), LEZEN, 3, "front_matter", "naam: waarde")


@pytest.mark.parametrize(
    "front", ["---\ntitel: x\n---\n", "---\n---\n", "---\nmyst:\n  html_meta:\n    description: Lezen\n---\n"]
)
def test_good_front_matter_stays(book: Book, front: str) -> None:
    book.write(LEZEN, front + book.read(LEZEN))
    built = book.build()
    assert built.warnings == []
    assert ('content="Lezen"' in built.output("docs/lezen.html")) == ("description" in front)


# -- markup


SCRIPT = "<script>alert(1)</script>"


@pytest.mark.parametrize(
    "words",
    [
        SCRIPT,
        "<img src=x onerror=alert(1)>",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "&#60;script&#62;alert(1)&#60;/script&#62;",
        "[klik](javascript:alert(1))",
        "[klik](JaVaScRiPt:alert%281%29)",
        "[klik](&#106;avascript:alert(1))",
        "<javascript:alert(1)>",
        "[klik](data:text/html;base64,PHNjcmlwdD4=)",
        "![beeld](javascript:alert(1))",
        "[klik]{onclick=alert(1)}",
        '{onclick="alert(1)"}\nAlinea',
        "    <script>alert(1)</script>",
        "```html\n<script>alert(1)</script>\n```",
        "<!-- alert(1) -->",
        "% alert(1)",
        "{{ env }}",
    ],
)
def test_what_is_typed_is_shown_and_never_run(book: Book, words: str) -> None:
    book.write(LEZEN, book.read(LEZEN) + f"\n{words}\n")
    built = book.build()
    assert built.warnings == []
    html = built.output("docs/lezen.html").replace(' src="', "")
    for markup in (
        "<script>alert",
        "onerror=alert(1)>",
        'href="javascript',
        'href="JaVa',
        'href="data:',
        'onclick="',
        "<!-- alert",
    ):
        assert markup not in html


@pytest.mark.parametrize(
    "words", [SCRIPT, "&lt;script&gt;alert(1)&lt;/script&gt;", '" onclick="alert(1)', "'><script>alert(1)</script>"]
)
def test_no_option_reaches_a_page_as_markup(book: Book, words: str) -> None:
    for file, old in (
        (PROEF, "label: art. 2, tekst"),
        (PROEF_FRONT, "title: Gedragscode van Proefstad"),
        (PROEF_FRONT, "short: Proef"),
        (PROEF_FRONT, "authority: Proefstad"),
        (THEMA, "label: Beeld"),
        (THEMA, "question: Heb je toestemming?"),
        (WOORDEN, "label: een foto plaatsen"),
        (WOORDEN, "question: Wie staat erop?"),
        (WOORDEN, "  niemand: niemand"),
        (WOORDEN, "label: personeel"),
    ):
        book.replace(file, f"{old}\n", f"{old.partition(': ')[0]}: {words}\n")
    book.replace(THEMA, "Wie in beeld komt", f"{words} Wie in beeld komt")
    built = book.build("handbook", extensions=["myst_parser", "policy_handbook"])
    assert built.warnings == []
    for page in built.app.outdir.rglob("*.html"):
        html = page.read_text("utf-8")
        assert "<script>alert" not in html, page
        assert ' onclick="alert' not in html, page


@pytest.mark.parametrize(
    ("file", "words", "at"),
    [
        (LEZEN, f"```{{raw}} html\n{SCRIPT}\n```", "{raw}"),
        (LEZEN, f":::{{raw}} html\n{SCRIPT}\n:::", "{raw}"),
        (LEZEN, f"```{{eval-rst}}\n.. raw:: html\n\n   {SCRIPT}\n```", ".. raw::"),
        (LEZEN, f"```{{role}} vrij(raw)\n:format: html\n```\n\nVoor {{vrij}}`{SCRIPT}` na", "Voor"),
        (PROEF, f"```{{raw}} html\n{SCRIPT}\n```", "{raw}"),
        (PROEF, f"```{{eval-rst}}\n.. raw:: html\n\n   {SCRIPT}\n```", ".. raw::"),
    ],
)
def test_raw_output_is_taken_out_with_one_warning(book: Book, file: str, words: str, at: str) -> None:
    if file == PROEF:
        book.replace(PROEF, "Blijf rustig.\n:::\n", f"Blijf rustig.\n\n{words}\n:::\n")
    else:
        book.replace(LEZEN, "Zie ook", f"{words}\n\nZie ook")
    built = book.build()
    assert_one_warning(built, file, book.line_of(file, at), "raw_markup", SCRIPT, "Markdown")
    assert "<script>alert" not in built.output(file.replace(".md", ".html"))
    assert_rest_is_built(built, LEZEN)


@pytest.mark.parametrize(
    ("words", "at"),
    [
        ("```{eval-rst}\n`klik <javascript:alert(1)>`_\n```", "klik"),
        ("```{image} /_static/x.png\n:target: JavaScript:alert(1)\n:alt: x\n```", "{image}"),
        ("```{button-link} vbscript:alert(1)\nklik\n```", "{button-link}"),
    ],
)
def test_a_link_that_runs_something_is_taken_out_with_one_warning(book: Book, words: str, at: str) -> None:
    book.write("_static/x.png", b"")
    book.replace(LEZEN, "Zie ook", f"{words}\n\nZie ook")
    built = book.build(extensions=["myst_parser", "sphinx_design", "policy_handbook"])
    assert_one_warning(built, LEZEN, book.line_of(LEZEN, at), "unsafe_link", "cript:alert(1)", "de link is weggehaald")
    assert "script:alert" not in built.output("docs/lezen.html")
    assert_rest_is_built(built, LEZEN)


# -- booklets

BOOKLET = ":::{booklet} boekje\n---\ntitle: Boekje\ncodes: proef\n---\nWelkom.\n:::\n"


@pytest.fixture
def booklet(book: Book) -> Book:
    """The small book with a booklet of one code."""
    book.replace(LEZEN, LAST, f"{LAST}\n\n{BOOKLET}")
    return book


@pytest.mark.parametrize(
    ("old", "new", "subtype", "says"),
    [
        ("codes: proef", "codes: proev", "unknown_code", "bedoel je “proef”"),
        ("codes: proef", "codes: proef\naudience: personel", "unknown_audience", "bedoel je “personeel”"),
        ("codes: proef", "codes: proef\norder: standing, txt", "unknown_part", "bedoel je “text”"),
        ("codes: proef", "codes: proef\norder: docs/beelt", "unknown_part", "bedoel je “docs/beeld”"),
        ("codes: proef", "codes: proef\nwithout: docs/beelt", "unknown_page", "bedoel je “docs/beeld”"),
        ("codes: proef", "codes: proef\nwithout: docs/niets-hiervan", "unknown_page", "noem een pagina"),
        ("codes: proef", "codes: proef\nwithout: text", "unknown_page", "noem je niet bij “order”"),
        ("codes: proef", "codes: proef\nchecklists: lijst", "unknown_checklist", "“lijst”"),
        ("codes: proef", "codes: proef\ncases: geval", "unknown_case", "“geval”"),
        ("codes: proef", "codes: proef\nremember: proef/art-9#1", "unknown_position", "“proef/art-9#1”"),
        ("codes: proef", "codes: proef\nremember: ander/regel-1#1", "unknown_position", "“ander/regel-1#1”"),
        ("codes: proef\n", "", "booklet_empty", "codes: …"),
        ("codes: proef\n", "order: standing\n", "booklet_empty", "order: …"),
        ("title: Boekje\n", "", "option_missing", "“title”"),
        ("{booklet} boekje", "{booklet}", "id_missing", "boekje"),
        ("codes: proef", "kodes: proef", "unknown_option", "bedoel je “codes”"),
    ],
)
def test_a_booklet_names_what_it_cannot_find(booklet: Book, old: str, new: str, subtype: str, says: str) -> None:
    booklet.replace(LEZEN, old, new)
    found = [w for w in booklet.build("dummy").warnings if w.type == f"policy.{subtype}"]
    assert [w.file for w in found] == [LEZEN]
    assert booklet.read(LEZEN).splitlines()[found[0].line - 1].startswith((":::{booklet}", "kodes"))
    assert says in found[0].text


@pytest.mark.parametrize(
    ("builder", "jobs", "setting"),
    [
        ("handbook", 0, {}),
        ("handbook", 2, {}),
        ("handbook", 2, {"policy_booklets": False}),
        ("html", 0, {}),
        ("typst", 0, {}),
    ],
    ids=["site", "site by more processes", "site without booklets", "html", "booklets"],
)
def test_a_bad_link_on_a_page_of_two_booklets_is_one_warning(
    booklet: Book, builder: str, jobs: int, setting: dict[str, bool]
) -> None:
    both = BOOKLET + BOOKLET.replace("boekje", "boekje-twee")
    booklet.replace(LEZEN, BOOKLET, both.replace("codes: proef", "codes: proef\norder: standing, docs/beeld"))
    booklet.replace(LEZEN, LAST, f"{LAST}\n\nZie [hier](#toestemmin) en [daar](weg.md).")
    booklet.write(THEMA, booklet.read(THEMA) + "\nZie [hier](#toestemmin).\n")
    here, there = (THEMA, booklet.line_of(THEMA, "[hier]")), (LEZEN, booklet.line_of(LEZEN, "[hier]"))
    built = booklet.build(builder, jobs=jobs, **setting)
    found = sorted((w.file, w.line) for w in built.warnings if w.type == "policy.unknown_reference")
    assert found == ([here] if builder == "typst" else [here, there, there])


def test_what_a_booklet_names_twice_stands_in_it_once(booklet: Book) -> None:
    named = checklist("act: foto-plaatsen\ncode: proef") + worked_case()
    booklet.replace(LEZEN, BOOKLET, f"{named.replace(LAST, '')}\n{BOOKLET}")
    twice = {"checklists": "lijst", "cases": "geval", "remember": "proef/art-1-a#vragen"}
    options = "".join(f"\n{option}: {id}, {id}" for option, id in twice.items())
    booklet.replace(LEZEN, "title: Boekje\ncodes: proef", f"title: Boekje\ncodes: proef{options}")
    built, pdf = print_booklet(booklet)
    assert built.warnings == []
    spec = built.handbook.booklets["boekje"]
    assert (spec.checklists, spec.cases, spec.remember) == tuple((id,) for id in twice.values())
    assert "2. verplicht" not in words_of(pdf)


@pytest.mark.parametrize(
    ("chosen", "says"),
    [("remember: proef/art-1-a#vragen\n", "Een keuze van de redactie"), ("", "Een automatische keuze")],
)
def test_a_booklet_says_who_chose_what_is_to_be_remembered(booklet: Book, chosen: str, says: str) -> None:
    booklet.replace(LEZEN, "codes: proef\n", f"codes: proef\n{chosen}")
    _, pdf = print_booklet(booklet)
    assert f"{says} uit wat de tekst verplicht en verbiedt" in words_of(pdf)


def test_a_booklet_with_the_list_of_booklets_says_nothing_of_their_files(booklet: Book) -> None:
    booklet.replace(LEZEN, "codes: proef\n", "codes: proef\norder: standing, docs/alle\n")
    booklet.write("docs/alle.md", "# Alle boekjes\n\n:::{booklets}\n:::\n")
    for builder in ("typst", "handbook"):
        built = booklet.build(builder)
        assert built.warnings == []
        words = words_of(next(Path(built.app.outdir).rglob("boekje.pdf")))
        assert "Proef: versie v1" in words
        assert [word for word in ("Bestand", "niet gemaakt", "download “") if word in words] == []


def test_what_is_to_be_remembered_binds(booklet: Book) -> None:
    booklet.replace(PROEF, "toestemming: verplicht", "toestemming: aanbevolen")
    rule = next(rule for rule in booklet.build("dummy").handbook.rules_of("proef") if rule.positions)
    id = rule.position_id(rule.positions[0])
    booklet.replace(LEZEN, "codes: proef\n", f"codes: proef\nremember: {id}\n")
    assert_one_warning(booklet.build("dummy"), LEZEN, booklet.line_of(LEZEN, "{booklet}"), "booklet_remember", id)


@pytest.mark.parametrize(
    "wording",
    [
        "ontvangen: {boek}",
        "ontvangen: {code",
        "ontvangen: {}",
        "{code.place.nergens}",
        "{code.upper}",
        "{booklet[a]}",
        "{booklet[0]}",
        "{version:99}",
        "{version!r}",
    ],
)
def test_a_wording_that_cannot_be_filled_in_gives_way(booklet: Book, wording: str) -> None:
    built = booklet.build("dummy", policy_acknowledgement=wording)
    assert_one_warning(built, "index.md", 1, "acknowledgement_wording", wording)


@pytest.mark.parametrize(
    ("name", "value", "mend"),
    [
        ("policy_handbook_url", ("https://handboek.example",), "met https:// begint"),
        ("policy_handbook_url", None, "met https:// begint"),
        ("policy_handbook_url", "handboek.example", "met https:// begint"),
        ("policy_home", ["proef"], '{"doelgroep": "code"}'),
        ("policy_home", {"personeel": None}, '{"doelgroep": "code"}'),
        ("policy_contacts", ["dienst"], '{"instantie": "naam"}'),
        ("policy_contacts", {5: "Team"}, '{"instantie": "naam"}'),
        ("policy_contacts", {"dienst": {"naam": "Team"}}, '"address": "…"'),
        ("policy_acknowledgement", None, "tussen aanhalingstekens"),
        ("policy_acknowledgement_to", ["a@b.be"], "tussen aanhalingstekens"),
        ("policy_frame_ancestors", "'self'; script-src *", "https://intranet.voorbeeld.be"),
        ("policy_frame_ancestors", "'self' \"", "'none'"),
        ("policy_print_fonts", None, "tussen aanhalingstekens"),
        ("policy_print_tokens", ["stijl.css"], "tussen aanhalingstekens"),
    ],
)
def test_a_setting_of_another_shape_is_passed_over(booklet: Book, name: str, value: object, mend: str) -> None:
    conf = booklet.read("conf.py")
    booklet.write("conf.py", f"{conf.rstrip()}\n{name} = {value!r}\n")
    built = booklet.build("dummy")
    subtype = "setting_value"
    own = [w for w in built.warnings if w.type.startswith("policy.")]
    assert [(w.type, w.file, w.line) for w in own] == [(f"policy.{subtype}", "conf.py", conf.count("\n") + 1)]
    assert name in own[0].text
    assert mend in own[0].text


def print_booklet(book: Book, **config: object) -> tuple[Built, Path]:
    built = book.build("typst", **config)
    return built, Path(built.app.outdir, "boekje.pdf")


def assert_stays(book: Book, subtype: str, line: int, *says: str, file: str = LEZEN, **config: object) -> None:
    """One warning, and the last good PDF is still there."""
    built, pdf = print_booklet(book, **config)
    assert_one_warning(built, file, line, subtype, *says)
    assert pdf.read_bytes() == b"%PDF the last good one"


@pytest.fixture
def printed(booklet: Book) -> Book:
    """The same, with a booklet that was printed before."""
    built, pdf = print_booklet(booklet)
    assert built.warnings == []
    assert pdf.read_bytes().startswith(b"%PDF-1.7")
    pdf.write_bytes(b"%PDF the last good one")
    return booklet


def test_a_node_that_cannot_be_printed_is_named(printed: Book) -> None:
    printed.replace(LEZEN, "Welkom.", "Welkom.\n\n```{productionlist} a: b\n```")
    line = printed.line_of(LEZEN, "{productionlist}")
    assert_stays(printed, "print_node", line, "“production”", "blijft het vorige boekje staan")


def test_a_character_without_a_glyph_is_named(printed: Book) -> None:
    printed.replace(LEZEN, "Welkom.", "Welkom.\n\nGoed zo 🐘.")
    line = printed.line_of(LEZEN, "🐘")
    assert_stays(printed, "print_glyph", line, "🐘", "U+1F418", "elephant", "policy_print_fonts")


def test_a_missing_font_is_named(printed: Book, tmp_path: Path) -> None:
    folder = tmp_path / "letters"
    folder.mkdir()
    says = ("“letters”", "TTF of OTF")
    assert_stays(printed, "print_fonts", 1, *says, file="index.md", policy_print_fonts=str(folder))
    shutil.copy(FONTS / "SourceCodePro-Regular.ttf", folder)
    assert_stays(
        printed, "print_font", 1, "--policy-sans", "Source Sans 3", file="index.md", policy_print_fonts=str(folder)
    )
    (folder / "kapot.ttf").write_bytes(b"geen lettertype")
    for name in ("SourceSans3-Regular.ttf", "SourceSerif4-Regular.ttf"):
        shutil.copy(FONTS / name, folder)
    assert_stays(printed, "print_font_file", 1, "kapot.ttf", file="index.md", policy_print_fonts=str(folder))


def test_a_missing_style_sheet_is_named(printed: Book) -> None:
    assert_stays(printed, "print_tokens", 1, "“weg.css”", file="index.md", policy_print_tokens="weg.css")


FAMILIES = '--policy-sans: "Source Sans 3"; --policy-serif: "Source Serif 4"; --policy-mono: "Source Code Pro";'


def style_sheet(**colours: str) -> str:
    """A style sheet with every colour as black, but for these; the last one has no semicolon, one as "" is left out."""
    values = {**dict.fromkeys(COLOURS, "#000000"), **{name.replace("_", "-"): value for name, value in colours.items()}}
    return f":root {{ {FAMILIES} {'; '.join(f'--policy-{name}: {value}' for name, value in values.items() if value)} }}"


@pytest.mark.parametrize("value", ["", "black", "#12345", "rgb(0 0 0)"])
def test_a_style_sheet_without_a_colour_names_it(printed: Book, value: str) -> None:
    printed.write("stijl.css", style_sheet(line_strong=value))
    says = ("“stijl.css”", "voor --policy-line-strong:", "#0c5a6b")
    assert_stays(printed, "print_colour", 1, *says, file="index.md", policy_print_tokens="stijl.css")


@pytest.mark.parametrize("value", ["#06b", "#06bf", "#0066bbcc", "#0066BB"])
def test_a_colour_may_be_short_or_have_an_opacity(booklet: Book, value: str) -> None:
    booklet.write("stijl.css", style_sheet(ink=value, statement=value))  # the last one among them
    built, pdf = print_booklet(booklet, policy_print_tokens="stijl.css")
    assert built.warnings == []
    assert pdf.is_file()


def test_every_colour_of_the_templates_is_asked_of_the_style_sheet() -> None:
    templates = "".join(path.read_text("utf-8") for path in template_files())
    # Those of the signs are named where the signs are.
    signs = (STATIC / "policy-signs.css").read_text("utf-8")
    hues = re.findall(r"--policy-hue: var\(--policy-([a-z-]+)\)", signs)
    assert hues
    assert {*re.findall(r'colour\("([a-z-]+)"\)', templates), *hues} == set(COLOURS)


def test_what_typst_cannot_print_is_told_in_its_words(printed: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(house_style, "COLOURS", ())
    printed.write("stijl.css", style_sheet(accent_strong=""))
    line = printed.line_of(LEZEN, "{booklet}")
    assert_stays(printed, "print_failed", line, "boekje", "does not contain key", policy_print_tokens="stijl.css")


@pytest.mark.parametrize("data", [None, b"geen foto", b""])
def test_an_image_that_cannot_be_shown_is_told_on_the_page(booklet: Book, data: bytes | None) -> None:
    missing = "print_image"
    if data is not None:
        booklet.write("docs/foto.png", data)
    booklet.replace(LEZEN, "Welkom.", "Welkom.\n\n![Een foto](foto.png)")
    built, pdf = print_booklet(booklet)
    own = [w for w in built.warnings if w.type == f"policy.{missing}"]
    assert [(w.file, w.line) for w in own] == [(LEZEN, booklet.line_of(LEZEN, "foto.png"))]
    assert "Afbeelding ontbreekt: Een foto" in words_of(pdf)


def test_a_missing_logo_is_left_out(booklet: Book) -> None:
    built, pdf = print_booklet(booklet, html_logo="weg.svg")
    assert [w.text for w in built.warnings] == ["logo file 'weg.svg' does not exist"]  # Sphinx's own words
    assert pdf.is_file()


def test_a_table_wider_than_paper_is_printed_row_by_row(booklet: Book) -> None:
    head = "|".join(f" kolom{number} " for number in range(40))
    rows = "\n".join("|" + "|".join(f" waarde{row}.{number} " for number in range(40)) + "|" for row in range(3))
    booklet.replace(LEZEN, "Welkom.", f"Welkom.\n\n|{head}|\n|{'---|' * 40}\n{rows}")
    built, pdf = print_booklet(booklet)
    assert built.warnings == []
    words = words_of(pdf)
    assert "kolom39: waarde2.39" in words
    assert_within_page(pdf)


def test_a_rule_of_three_pages_goes_on(booklet: Book) -> None:
    source = booklet.read("codes/proef/v1.bron.txt")
    long = "Blijf rustig." + " Wie rustig blijft, leest eerst, denkt dan na en antwoordt daarna." * 150
    booklet.set_source("proef", source.replace("Blijf rustig.", long))
    text = booklet.read(PROEF)
    booklet.write(PROEF, re.sub(r"^(.*)Blijf rustig\.$", rf"\1{long}", text, count=1, flags=re.MULTILINE))
    built, pdf = print_booklet(booklet)
    assert built.warnings == []
    assert words_of(pdf).count("daarna.") == 150  # a page may end between two words
    assert_within_page(pdf)


def test_an_item_of_a_checklist_that_is_taller_than_a_page_goes_on(booklet: Book) -> None:
    source = booklet.read("codes/proef/v1.bron.txt")
    long = "Blijf rustig." + " Wie rustig blijft, leest eerst, denkt dan na en antwoordt daarna." * 90
    booklet.set_source("proef", source.replace("Blijf rustig.", long))
    text = re.sub(r"^(.*)Blijf rustig\.$", rf"\1{long}", booklet.read(PROEF), count=1, flags=re.MULTILINE)
    booklet.write(PROEF, re.sub(r'(rustig-blijven: )\w+ ".*"', rf'\1verplicht "{long}"', text))
    booklet.write(LEZEN, booklet.read(LEZEN) + "\n## Lijst\n\n:::{checklist} lijst\n---\ncode: proef\n---\n:::\n")
    built, pdf = print_booklet(booklet)
    assert built.warnings == []
    assert words_of(pdf).count("antwoordt daarna.") >= 180
    assert_within_page(pdf)


def foreword(book: Book, words: str) -> tuple[Built, Path]:
    """The booklet with these words as its foreword."""
    book.replace(LEZEN, "Welkom.", words)
    return print_booklet(book)


def test_a_pdf_that_cannot_be_written_is_named(printed: Book) -> None:
    built, pdf = print_booklet(printed)
    pdf.unlink()
    pdf.mkdir()
    (pdf / "iets").write_text("in de weg")
    built, _ = print_booklet(printed)
    assert_one_warning(built, LEZEN, printed.line_of(LEZEN, "{booklet}"), "unwritable", "boekje.pdf", "sluit")


@pytest.mark.parametrize(
    ("old", "new"),
    [("codes: proef", "codes: proev"), ("codes: proef", "codes: proef\norder: txt"), ("title: Boekje\n", "")],
)
def test_a_mistake_in_an_option_does_not_overwrite_a_good_booklet(printed: Book, old: str, new: str) -> None:
    printed.replace(LEZEN, old, new)
    built, pdf = print_booklet(printed)
    assert len(built.warnings) == 1
    assert pdf.read_bytes() == b"%PDF the last good one"


@pytest.mark.parametrize("id", ["style", "booklet", "places", "words"])
def test_a_booklet_may_have_the_name_of_a_template(booklet: Book, id: str) -> None:
    booklet.replace(LEZEN, "{booklet} boekje", f"{{booklet}} {id}")
    built, pdf = print_booklet(booklet)
    assert built.warnings == []
    assert pdf.with_name(f"{id}.pdf").is_file()


def test_an_id_that_is_a_path_writes_nothing(booklet: Book) -> None:
    booklet.replace(LEZEN, "{booklet} boekje", "{booklet} ../boekje")
    built, pdf = print_booklet(booklet)
    assert [w.type for w in built.warnings] == ["policy.id_syntax"]
    assert not list(pdf.parent.parent.rglob("boekje.*"))


def test_a_footnote_of_the_foreword_comes_along(booklet: Book) -> None:
    _, pdf = foreword(booklet, "Zie hier[^noot].\n\n[^noot]: De noot zelf.")
    assert "De noot zelf." in words_of(pdf)


def test_a_hard_line_break_keeps_words_apart(booklet: Book) -> None:
    built, pdf = foreword(booklet, "regel een\\\nregel twee  \nregel drie")
    assert built.warnings == []
    assert "regel een regel twee regel drie" in words_of(pdf)


def test_a_word_longer_than_a_line_stays_on_the_paper(booklet: Book) -> None:
    long = "Samenstelling" * 20
    _, pdf = foreword(booklet, f"Zie {long} en https://voorbeeld.be/{'pad' * 60}.")
    assert long in words_of(pdf).replace(" ", "")
    assert_within_page(pdf)


def test_an_address_takes_no_hyphen(booklet: Book) -> None:
    address = "communicatieverantwoordelijken@gemeentebestuur.example"
    words = " ".join(["Schrijf naar", address] * 12)
    _, pdf = foreword(booklet, words)
    assert words_of(pdf).count(address) == 12


def test_a_table_in_a_cell_keeps_its_own_columns(booklet: Book) -> None:
    inner = "````{list-table}\n    * - binnen een\n      - binnen twee\n    ````"
    built, pdf = foreword(booklet, f"`````{{list-table}}\n* - eerste\n  - tweede\n* - {inner}\n  - laatste\n`````")
    assert built.warnings == []
    words = words_of(pdf)
    assert re.search(r"eerste\s+tweede\s+binnen een\s+binnen twee\s+laatste", words)
    assert_within_page(pdf)


TABLE = "| Kanaal | Wie |\n|---|---|\n| Instagram | de dienst |"
BOXES = {
    "card": f"::::{{card}} Een kaart\n{TABLE}\n::::",
    "note": f"::::{{note}}\n{TABLE}\n::::",
    "quote": "\n".join(f"> {line}" for line in TABLE.splitlines()),
}


@pytest.mark.parametrize("box", BOXES)
def test_a_table_in_a_box_stays_in_it(booklet: Book, box: str) -> None:
    booklet.replace(LEZEN, BOOKLET, BOOKLET.replace(":::", ":::::").replace("Welkom.", f"Welkom.\n\n{BOXES[box]}"))
    built, pdf = print_booklet(booklet, extensions=["myst_parser", "sphinx_design", "policy_handbook"])
    assert built.warnings == []
    margin = left_of(pdf, "Welkom.")[0]
    assert left_of(pdf, "Instagram")[0] > margin


def test_a_table_of_its_own_reaches_into_the_margin(booklet: Book) -> None:
    _, pdf = foreword(booklet, f"Welkom.\n\n{TABLE}")
    assert left_of(pdf, "Instagram")[0] < left_of(pdf, "Welkom.")[0]


@pytest.mark.parametrize("columns", [2, 9, 40], ids=["upright", "across", "row by row"])
def test_a_table_in_a_rule_stands_beside_its_label_in_the_typeface_of_sources(booklet: Book, columns: int) -> None:
    cells = [f"Instagram{number}" for number in range(columns)]
    heads = [f"Kanaal{number}" for number in range(columns)]
    table = "\n".join(f"|{'|'.join(row)}|" for row in (heads, ["---"] * columns, cells))
    source = booklet.read("codes/proef/v1.bron.txt")
    lines = "\n".join(["Blijf rustig.", "\t".join(heads), "\t".join(cells)])
    booklet.set_source("proef", source.replace("Blijf rustig.", lines))
    booklet.replace(PROEF, "Blijf rustig.\n:::", f"Blijf rustig.\n\n{table}\n:::")
    built, pdf = print_booklet(booklet)
    assert built.warnings == []
    margin, typeface = left_of(pdf, "Blijf rustig.")
    left, own = left_of(pdf, "Instagram0")
    assert left >= margin
    assert "Serif" in typeface
    assert own == typeface
    assert_within_page(pdf)


def test_a_column_that_is_under_a_wide_head_has_its_name(booklet: Book) -> None:
    names = "|".join(f" kolom{number} " for number in range(30))
    head = f"|{names}|\n|{'---|' * 30}\n|{'|'.join(f' w{number} ' for number in range(30))}|"
    _, pdf = foreword(booklet, head)
    assert "kolom29: w29" in words_of(pdf)


# What takes no hyphen, of more characters than a narrow column has.
WHOLE = {
    "address": "communicatie@gemeentebestuur.be",
    "account": "BE68539007547034",
    "hashtag": "#SamenVoorTurnhoutEnOmstreken",
    "digits": "12345678901234567890",
    "code": "`communicatieverantwoordelijke`",
    "link": "[hier](mailto:communicatie@gemeentebestuur.be)",
}
PROSE = ("Wie een vraag krijgt, leest die eerst en denkt dan na. " * 5)[:260]


def as_table(*rows: list[str]) -> str:
    """Rows of cells, the first of which is the head, as a table of Markdown."""
    head, *body = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([head, f"|{'---|' * len(rows[0])}", *body])


def as_list_table(*rows: tuple[str, str]) -> str:
    """The same of two columns, the cells of which may hold blocks."""
    cells = [(first, second.replace("\n", "\n    ")) for first, second in rows]
    return "\n".join(["`````{list-table}", ":header-rows: 1", "", *(f"* - {a}\n  - {b}" for a, b in cells), "`````"])


@pytest.mark.parametrize("word", WHOLE.values(), ids=WHOLE)
def test_a_column_is_as_wide_as_a_word_that_takes_no_hyphen(booklet: Book, word: str) -> None:
    built, pdf = foreword(booklet, as_table(["Een", "Twee", "Drie"], [word, word, PROSE]))
    assert built.warnings == []
    shown = word.strip("`").removeprefix("[hier](mailto:").removesuffix(")")
    assert words_of(pdf).count(shown) == 2
    assert_no_overlap(pdf)


@pytest.mark.parametrize("columns", [6, 10])
def test_a_word_that_is_wider_than_its_column_is_cut_without_a_hyphen(booklet: Book, columns: int) -> None:
    rows = [[word] * columns for word in WHOLE.values()]
    built, pdf = foreword(booklet, as_table([f"Kop{number}" for number in range(columns)], *rows))
    assert built.warnings == []
    for column in columns_of(pdf, columns):
        for word in ("address", "account", "hashtag", "digits"):
            assert WHOLE[word] in column
        assert f"hier({WHOLE['address']})" in column
        assert WHOLE["code"].strip("`") in column
    assert_no_overlap(pdf)


def test_a_word_that_is_wider_than_a_column_of_a_table_in_a_cell_is_cut(booklet: Book) -> None:
    inner = "\n".join(["````{list-table}", *(f"* - {word}\n  - {word}" for word in WHOLE.values()), "````"])
    built, pdf = foreword(booklet, as_list_table(("Een", "Twee"), (PROSE * 40, inner)))
    assert built.warnings == []
    assert_no_overlap(pdf)


def test_a_cell_beside_one_that_reaches_down_is_in_its_own_column(booklet: Book) -> None:
    wide, narrow, empty = "-" * 31, "-" * 5, " " * 5
    grid = [
        f"+{narrow}+{wide}+{'-' * 260}+",
        f"| een |{'twee'.center(31)}|{PROSE}|",
        f"|{empty}+{wide}+{' ' * 260}|",
        f"|{empty}|{WHOLE['address']}|{' ' * 260}|",
        f"+{narrow}+{wide}+{'-' * 260}+",
    ]
    built, pdf = foreword(booklet, "\n".join(["```{eval-rst}", *grid, "```"]))
    assert built.warnings == []
    assert WHOLE["address"] in words_of(pdf)
    assert_no_overlap(pdf)


TALL = {
    "code": "```text\n{}\n```",
    "lines": "```{{eval-rst}}\n{}\n```",
    "items": "{}",
    "numbers": "{}",
    "notes": "{}",
}
TALL_LINE = {
    "code": "nr{}",
    "lines": "| nr{}",
    "items": "- nr{}",
    "numbers": "1. nr{}",
    "notes": ":::{{note}}\nnr{}\n:::",
}


@pytest.mark.parametrize("kind", TALL)
@pytest.mark.parametrize("count", [24, 120], ids=["low", "tall"])
def test_a_row_that_is_taller_than_a_page_goes_on(booklet: Book, kind: str, count: int) -> None:
    """Whatever its height is made of; one that is not stays whole."""
    tall = TALL[kind].format("\n".join(TALL_LINE[kind].format(number) for number in range(count)))
    booklet.replace(LEZEN, BOOKLET, BOOKLET.replace(":::", "::::::"))
    built, pdf = foreword(booklet, as_list_table(("Een", "Twee"), *(("cel", tall) for _ in range(4))))
    assert built.warnings == []
    words = words_of(pdf)
    assert words.count("nr0 ") == words.count(f"nr{count - 1} ") == 4
    assert_within_page(pdf)
    if kind != "notes" and count == 24:
        assert all(page.count("nr0 ") == page.count("nr23 ") for page in pages_of(pdf))


@pytest.mark.parametrize(("count", "repeated"), [(5, True), (40, False), (120, False)])
def test_a_head_of_half_a_page_is_not_repeated(booklet: Book, count: int, repeated: bool) -> None:
    head = "\n".join(f"- kop{number}" for number in range(count))
    rows = [(f"rij{number}", "\n".join(["- nog"] * 20)) for number in range(8)]
    built, pdf = foreword(booklet, as_list_table(("Een", head), *rows))
    assert built.warnings == []
    words = words_of(pdf)
    assert (words.count("kop0 ") > 1) == (words.count(f"kop{count - 1} ") > 1) == repeated
    assert "rij7" in words
    assert_within_page(pdf)


PLAN = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"><rect width="40" height="30"/></svg>'


@pytest.mark.parametrize(
    "words",
    [
        "[![plan](plan.svg)](https://voorbeeld.be)",
        "Zie [![plan](plan.svg)](https://voorbeeld.be) of *![plan](plan.svg)*.",
        "*![plan](plan.svg)*",
        "- **![plan](plan.svg)**",
        "| a |\n|---|\n| [![plan](plan.svg)](https://voorbeeld.be) |",
        "```{eval-rst}\n.. image:: plan.svg\n   :target: https://voorbeeld.be\n   :alt: plan\n```",
    ],
)
def test_a_picture_within_words_is_printed_among_them(booklet: Book, words: str) -> None:
    booklet.write("docs/plan.svg", PLAN)
    built, pdf = foreword(booklet, f"Welkom.\n\n{words}")
    assert built.warnings == []
    assert pictures_of(pdf)
    assert ("https://voorbeeld.be" in words_of(pdf)) == ("https" in words)


def test_a_picture_at_a_scale_of_nothing_has_its_own_size(booklet: Book) -> None:
    booklet.write("docs/plan.svg", PLAN)
    built, pdf = foreword(booklet, "```{image} plan.svg\n:alt: plan\n:scale: 0\n```")
    assert built.warnings == []
    assert pictures_of(pdf)


@pytest.mark.parametrize("words", ["## ", "Met \u200d en \u2060 ertussen."])
def test_what_says_nothing_keeps_no_booklet(booklet: Book, words: str) -> None:
    built, pdf = foreword(booklet, words)
    assert [w for w in built.warnings if w.type.startswith("policy.print")] == []
    assert pdf.is_file()


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (LEZEN, "Welkom.", "Welkom.\n\n![Een 🐘](olifant.png)"),
        (PROEF, "label: art. 1\n", 'label: art. 🐘\npositions: |\n  toestemming: verplicht "Foto’s"\n'),
    ],
    ids=["missing image", "article"],
)
def test_a_character_that_only_print_shows_is_named(printed: Book, file: str, old: str, new: str) -> None:
    printed.replace(file, old, new)
    built, pdf = print_booklet(printed)
    found = [w for w in built.warnings if w.type == "policy.print_glyph" and "🐘" in w.text]
    assert file in [w.file for w in found]
    assert pdf.read_bytes() == b"%PDF the last good one"


def test_a_private_character_is_named(printed: Book) -> None:
    printed.replace(LEZEN, "Welkom.", "Een \ue0a0 uit Word.")
    assert_stays(printed, "print_glyph", printed.line_of(LEZEN, "uit Word"), "U+E0A0")


def test_a_character_of_the_title_is_looked_at_too(printed: Book) -> None:
    printed.replace(LEZEN, "title: Boekje", "title: Boekje 🐘")
    assert_stays(printed, "print_glyph", printed.line_of(LEZEN, "{booklet}"), "🐘")


@pytest.mark.parametrize("data", [b"geen logo", b"\x00\x00\x01\x00"])
def test_a_logo_that_cannot_be_printed_is_left_out(booklet: Book, data: bytes) -> None:
    booklet.write("logo.png", data)
    built, pdf = print_booklet(booklet, html_logo="logo.png")
    assert_one_warning(built, "index.md", 1, "print_image", "logo.png")
    assert pdf.is_file()


@pytest.mark.parametrize("sheet", [b"\xff\xfe:root", b"body { color: red }", b"/* :root { --policy-sans: x; } */"])
def test_a_style_sheet_that_cannot_be_read_is_named(printed: Book, sheet: bytes) -> None:
    printed.write("stijl.css", sheet)
    assert_stays(printed, "print_tokens", 1, "stijl.css", file="index.md", policy_print_tokens="stijl.css")


def words_of(pdf: Path) -> str:
    """The words of a PDF, white space folded."""
    with pdfium.PdfDocument(pdf) as document:
        pages = [page.get_textpage().get_text_range() for page in document]
    return " ".join(" ".join(pages).replace("\ufffe", "").split())


def pages_of(pdf: Path) -> list[str]:
    """The words of each page, white space folded."""
    with pdfium.PdfDocument(pdf) as document:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


def left_of(pdf: Path, words: str) -> tuple[float, str]:
    """How far from the left of the page the last line that begins with these words stands, and its typeface."""
    found = []
    with pdfium.PdfDocument(pdf) as document:
        for page in document:
            text = page.get_textpage()
            for item in page.get_objects(filter=[pdfium.raw.FPDF_PAGEOBJ_TEXT], max_depth=5, textpage=text):
                if item.extract().startswith(words):
                    found.append((item.get_bounds()[0], item.get_font().get_base_name().partition("+")[2]))
    return found[-1]


def columns_of(pdf: Path, count: int) -> list[str]:
    """The words below each of the heads Kop0, Kop1 …, without white space."""
    with pdfium.PdfDocument(pdf) as document:
        pages = [lines_of(page) for page in document]
    lines = next(page for page in pages if any(line[-1] == "Kop0" for line in page))
    heads = [next(left for left, *_, words in lines if words == f"Kop{number}") for number in range(count)]
    columns = [""] * count
    for left, _, _, _, words in lines:
        if left >= heads[0] - 1:
            columns[sum(head <= left + 1 for head in heads) - 1] += words
    return columns


def lines_of(page: pdfium.PdfPage) -> list[tuple[float, float, float, float, str]]:
    """Each piece of a line of words: its left, bottom, right and top, and its characters without white space."""
    text = page.get_textpage()
    found = page.get_objects(filter=[pdfium.raw.FPDF_PAGEOBJ_TEXT], max_depth=5, textpage=text)
    return [(*item.get_bounds(), "".join(item.extract().split())) for item in found]


def pictures_of(pdf: Path) -> int:
    """How many drawings of 40 by 30 pixels are printed at that size."""
    with pdfium.PdfDocument(pdf) as document:
        drawn = [item.get_bounds() for page in document for item in page.get_objects(max_depth=5)]
    return sum((round(right - left, 1), round(top - bottom, 1)) == (30, 22.5) for left, bottom, right, top in drawn)


def assert_no_overlap(pdf: Path) -> None:
    """No word is printed over another one."""
    with pdfium.PdfDocument(pdf) as document:
        for page in document:
            lines = [line for line in lines_of(page) if line[-1]]
            for place, (left, bottom, right, top, words) in enumerate(lines):
                for other_left, other_bottom, other_right, other_top, other in lines[place + 1 :]:
                    beside = min(right, other_right) - max(left, other_left) < 1
                    below = min(top, other_top) - max(bottom, other_bottom) < 1
                    assert beside or below, (words, other)


def assert_within_page(pdf: Path) -> None:
    """No word stands outside the paper."""
    with pdfium.PdfDocument(pdf) as document:
        for page in document:
            width, height = page.get_size()
            text = page.get_textpage()
            for index in range(text.count_rects()):
                left, bottom, right, top = text.get_rect(index)
                assert 0 <= left <= right <= width
                assert 0 <= bottom <= top <= height


# -- the words


def test_every_message_is_whole_and_under_its_own_subtype(book: Book) -> None:
    """No placeholder is left unfilled in any message that this module provokes, and each names a mend."""
    for subtype, message in MESSAGES.items():
        assert re.fullmatch(r"[a-z0-9_]+", subtype)
        assert re.search(r":|;|\{nearest\}|\{mend\}|\{passage\}", message), subtype


def test_a_list_that_nobody_runs_through_is_named(book: Book) -> None:
    """Nine things can be done; of ten the editor hears."""
    book.replace(LEZEN, LAST, checklist("act: foto-plaatsen\ncode: proef"))
    ids = [f"norm-{number}" for number in range(9)]
    norms = "".join(f":::{{norm}} {id}\n---\nquestion: Is {id} in orde?\n---\nMen let op {id}.\n:::\n\n" for id in ids)
    book.replace(THEMA, ":::{norm} rustig-blijven", f"{norms}:::{{norm}} rustig-blijven")
    duties = [f'  {id}: verplicht "vraag toestemming"\n    act: foto-plaatsen\n    when: always\n' for id in ids]
    first = '  toestemming: verplicht "vraag toestemming"\n'
    book.replace(PROEF, first, "".join([*duties[:8], first]))
    assert book.build("dummy").warnings == []
    book.replace(PROEF, first, "".join([duties[8], first]))
    line = book.line_of(LEZEN, "{checklist} lijst")
    assert_one_warning(
        book.build("dummy"), LEZEN, line, "checklist_long", "op checklist “lijst” staan 10 punten", "“act”"
    )


def test_a_question_that_changes_nothing_is_named_once_every_code_was_worked_through(book: Book) -> None:
    idle = ":::{fact} weer\n---\nquestion: Regent het?\noptions: |\n  ja: ja\n  nee: nee\n---\n:::\n\n"
    book.replace(WOORDEN, ":::{audience} personeel\n", f"{idle}:::{{audience}} personeel\n")
    assert book.build("dummy").warnings == []
    for code in ("proef", "ander"):
        front = book.read(f"codes/{code}/index.md")
        book.write(f"codes/{code}/index.md", front.replace("status: in opbouw", "status: ontleed"))
    assert_one_warning(book.build("dummy"), WOORDEN, book.line_of(WOORDEN, "{fact} weer"), "proof_fact", "“weer”")


def test_a_reviewed_clash_has_a_reason(book: Book) -> None:
    ban = '  toestemming: verboden "Blijf rustig."\n    act: foto-plaatsen\n    when: always\n    name: laten\n'
    book.replace(PROEF, RUST, rust("act: foto-plaatsen", "name: doen", "when: always") + ban)
    review = ":::{clash} proef/art-2-tekst#doen\n---\nbans: art-2-tekst#laten\n---\n:::\n"
    book.replace(LEZEN, LAST, f"{LAST}\n\n{review}")
    assert_one_warning(book.build("dummy"), LEZEN, book.line_of(LEZEN, "{clash}"), "clash_reason", "in één zin")


@pytest.mark.parametrize(
    ("subtype", "fact", "words", "says"),
    [
        ("answer_fact", "wier", ["inwoner"], "onbekende vraag “wier”"),
        ("answer_unknown", "wie", ["inwonr"], "kies uit niemand, inwoner"),
        ("answer_missing", "wie", [], "heeft geen antwoord"),
        ("answer_single", "wie", ["niemand", "inwoner"], "past één antwoord"),
        ("answer_none", "wat", ["geen", "kind"], "sluit elk ander antwoord uit"),
    ],
)
def test_an_answer_that_cannot_be_says_why(subtype: str, fact: str, words: list[str], says: str) -> None:
    facts = {
        "wie": make_fact("wie", "niemand, inwoner"),
        "wat": make_fact("wat", "geen, kind, hond", multiple=True, none="geen"),
    }
    with pytest.raises(AnswerError) as caught:
        read_answers(facts, {fact: words})
    assert caught.value.subtype == subtype
    assert says in MESSAGES[subtype].format(**{"nearest": "", **caught.value.words})


@pytest.mark.parametrize(
    ("line", "type"), [("- paard", "policy.synonyms_alone"), ("- zebra, giraf", "policy.synonyms_unused")]
)
def test_a_group_that_leads_nowhere_is_named(book: Book, line: str, type: str) -> None:
    book.write("docs/gelijk.md", f"---\norphan: true\n---\n# Gelijk\n\n:::{{synonyms}}\n- foto, kiekje\n{line}\n:::\n")
    warned = [(warning.file, warning.line, warning.type) for warning in book.build().warnings]
    assert warned == [("docs/gelijk.md", book.line_of("docs/gelijk.md", line), type)]


def test_the_list_of_mistakes_covers_the_messages() -> None:
    """A message that no test provokes is a message that nobody has read."""
    text = "".join(path.read_text("utf-8") for path in Path(__file__).parent.glob("test_*.py"))
    assert [subtype for subtype in MESSAGES if not re.search(rf'"\[?(policy\.)?{subtype}\]?"', text)] == []


def test_every_line_of_information_is_provoked_too() -> None:
    said = {"no_address": "test_site.py", "proof_in_progress": "test_text_guards.py"}
    assert said.keys() == INFORMATION.keys()
    for subject, name in said.items():
        words = INFORMATION[subject].partition(":")[0]
        assert words in Path(__file__).with_name(name).read_text("utf-8"), subject


VRAGEN = 'toestemming: verplicht "vraag toestemming"\n    name: vragen\n'
SPLITS = {
    "quotation": (VRAGEN, VRAGEN.replace("vraag toe", "vraag\n    toe"), 'toestemming"'),
    "quotation, at the margin": (VRAGEN, VRAGEN.replace("vraag toe", "vraag\n  toe"), 'toestemming"'),
    "before the quotation": (VRAGEN, VRAGEN.replace('verplicht "', 'verplicht\n    "'), '"vraag toestemming"'),
    "before the modality": (VRAGEN, VRAGEN.replace(": verplicht", ":\n    verplicht"), 'verplicht "'),
    "more quotation": (VRAGEN, f'{VRAGEN}    quote: "vraag\n      toestemming"\n', '      toestemming"'),
    "acts": (VRAGEN, f"{VRAGEN}    act: foto-weglaten,\n      foto-plaatsen\n", "      foto-plaatsen"),
    "answers": ("wie = inwoner", "wie = inwoner,\n    politicus", "    politicus"),
    "requirement": ("akkoord = ja; by: third", "akkoord = ja;\n      by: third", "      by: third"),
    "question": (VRAGEN, f"{VRAGEN}    question: Vraag\n      dit: nu?\n", "dit: nu?"),
}


@pytest.mark.parametrize(("old", "new", "at"), SPLITS.values(), ids=SPLITS)
def test_a_position_that_is_broken_in_two_is_read_and_costs_one_warning(
    book: Book, old: str, new: str, at: str
) -> None:
    book.replace(PROEF, old, new)
    built = book.build("dummy")
    assert [(w.file, w.line, w.type) for w in built.warnings] == [
        (PROEF, book.line_of(PROEF, at), "policy.position_split")
    ]
    rule = built.handbook.get_rule("proef/art-1-a")
    assert rule is not None
    (position,) = rule.positions
    assert (position.name, position.quotes[0]) == ("vragen", "vraag toestemming")
    assert "\n" in new
    assert len(position.requires) == 1


def test_a_line_of_a_block_that_is_not_indented_costs_one_warning(book: Book) -> None:
    """What comes after it in the block is read."""
    book.replace(PROEF, VRAGEN, VRAGEN.replace("vraag toe", "vraag\ntoe"))
    built = book.build("dummy")
    assert_one_warning(built, PROEF, book.line_of(PROEF, 'toestemming"'), "option_syntax", "spring in")


def test_what_is_no_rest_of_the_line_above_is_no_split(book: Book) -> None:
    book.replace(PROEF, VRAGEN, VRAGEN + "    nmae: x\n")
    assert_one_warning(book.build("dummy"), PROEF, book.line_of(PROEF, "nmae"), "unknown_field", "bedoel je “name”?")


def test_a_fence_that_closes_nothing_is_named(book: Book) -> None:
    """Nothing said so on another page; on that of a text what stood in it was."""
    book.replace(LEZEN, LAST, f"{LAST}\n\n:::\n\nEn dit.")
    assert_one_warning(book.build("dummy"), LEZEN, book.line_of(LEZEN, ":::"), "fence_stray", "sluit niets af")
    book.replace(PROEF, "vraag toestemming {noteref}", "vraag\n:::\n\ntoestemming {noteref}")
    found = {w.type for w in book.build("dummy").warnings if w.file == PROEF}
    assert "policy.fence_stray" in found
    assert "policy.rule_within" not in found


CONFLICT = "<<<<<<< HEAD\nBlijf rustig.\n=======\nBlijf kalm.\n>>>>>>> voorstel\n"


def test_a_merge_that_was_left_undone_is_named(book: Book) -> None:
    """Both sides stay on the page, the marks do not."""
    book.write(
        LEZEN,
        f"{book.read(LEZEN)}\n{CONFLICT}\nKop\n=======\n\n{CONFLICT.replace('=======', '||||||| abc' + chr(10) + 'Wat was.' + chr(10) + '=======')}",
    )
    built = book.build()
    lines = [book.line_of(LEZEN, "<<<<<<<", nth) for nth in (1, 2)]
    assert [(w.file, w.line, w.type) for w in built.warnings] == [(LEZEN, line, "policy.conflict") for line in lines]
    assert f"voor en na regel {lines[0] + 2} staat" in built.warnings[0].text
    assert f"(tot regel {lines[0] + 4})" in built.warnings[0].text
    html = built.output("docs/lezen.html")
    assert "Blijf rustig." in html
    assert "Blijf kalm." in html
    assert "Wat was." in html
    assert "<h1>Kop" in html
    assert not re.search(r"&lt;{7}|&gt;{7}|={7}|\|{7}|HEAD|voorstel", html)


def test_a_mark_of_a_merge_that_stands_alone_is_named(book: Book) -> None:
    book.replace(LEZEN, LAST, f"{LAST}\n>>>>>>> voorstel")
    built = book.build()
    assert_one_warning(built, LEZEN, book.line_of(LEZEN, ">>>>>>>"), "conflict_mark", "“>>>>>>> voorstel”")
    assert "voorstel" not in built.output("docs/lezen.html")


def test_a_merge_in_a_text_is_named_first(book: Book) -> None:
    book.replace(PROEF, "\nBlijf rustig.\n", f"\n{CONFLICT}")
    assert_one_warning(book.build("dummy"), PROEF, book.line_of(PROEF, "<<<<<<<"), "conflict")


@pytest.mark.parametrize(
    ("pasted", "number"),
    [("1. Blijf rustig.", "1."), ("3. Blijf rustig.\n4. Altijd.", "3."), ("1) Blijf rustig.", "1)")],
)
def test_numbers_that_became_a_list_are_named(book: Book, pasted: str, number: str) -> None:
    source = book.read("codes/proef/v1.bron.txt").replace("Blijf rustig.", pasted)
    book.set_source("proef", source)
    book.replace(PROEF, "\nBlijf rustig.\n", f"\n{pasted}\n")
    built = book.build("dummy")
    mend = f"{number[0]}\\{number[1]}"
    assert_one_warning(built, PROEF, book.line_of(PROEF, pasted[:5]), "text_list", f"“{number}”", f"“{mend}”")
    book.write(
        PROEF,
        book.read(PROEF)
        .replace("3. B", "3\\. B")
        .replace("4. A", "4\\. A")
        .replace("\n1. ", "\n1\\. ")
        .replace("1) ", "1\\) "),
    )
    assert {w.type for w in book.build("dummy").warnings} <= {"policy.review_outdated"}


@pytest.mark.parametrize("dots", [" ... ", "...", "… ", " […] ", " (...) "])
def test_dots_in_a_shortened_quotation_are_named(book: Book, dots: str) -> None:
    book.replace(PROEF, '"de dienst mag afwijken"', f'"de dienst{dots}afwijken"')
    says = ("spatie, beletselteken (…), spatie", "dus “de dienst … afwijken”")
    assert_one_warning(book.build("dummy"), PROEF, book.line_of(PROEF, "toestemming: toegelaten"), "quote_dots", *says)


@pytest.mark.parametrize("character", ["\u200b", "\u00ad", "\u202e", "\ufeff", "\u2060"])
def test_an_invisible_character_in_a_quotation_is_named_and_left_out(book: Book, character: str) -> None:
    book.replace(PROEF, '"de dienst mag afwijken"', f'"de die{character}nst mag afwijken"')
    line = book.line_of(PROEF, "toestemming: toegelaten")
    assert_one_warning(book.build("dummy"), PROEF, line, "unseen_character", f"U+{ord(character):04X}", "haal het weg")


def test_an_invisible_character_of_the_source_belongs_in_the_quotation(book: Book) -> None:
    book.replace(PROEF, "\nde dienst mag afwijken\n", "\nde die\u00adnst mag afwijken\n")
    book.set_source("proef", book.read("codes/proef/v1.bron.txt").replace("de dienst mag", "de die\u00adnst mag"))
    line = book.line_of(PROEF, "toestemming: toegelaten")
    says = ("U+00AD, zacht afbreekteken", "kopieer het citaat uit de bepaling")
    assert_one_warning(book.build("dummy"), PROEF, line, "quote_invisible", *says)
    book.replace(PROEF, '"de dienst mag afwijken"', '"de die\u00adnst mag afwijken"')
    assert {w.type for w in book.build("dummy").warnings} <= {"policy.review_outdated"}


# What Sphinx, docutils, MyST and sphinx-design say of, put on a page of prose: the slip, what is expected, and at which line of it.
FOREIGN: list[tuple[str, str, int, str]] = [
    (
        "```{toctree}\nbeld\n```",
        "toc_missing",
        1,
        "“docs/beld”, en die is er niet: verbeter de naam, of maak de pagina; bedoel je “docs/beeld”?",
    ),
    ("```{toctree}\nbeeld\n/docs/weg\n```", "toc_missing", 1, "“docs/weg”"),
    ("```{toctree}\nlezen\n```", "toctree_circle", 1, "“docs/lezen”"),
    ("```{toctree}\n:glob:\n\nweg/*\n```", "toc_empty", 1, "“weg/*”"),
    ("```{toctree}\nbeeld\nbeeld\n```", "toc_twice", 1, "“docs/beeld”"),
    (
        "```{toctree}\n:maxdeph: 1\nbeeld\n```",
        "foreign_option",
        2,
        "“toctree” kent geen optie “maxdeph”: verbeter de naam, of haal ze weg; bedoel je “maxdepth”?",
    ),
    ("```{toctree}\n:maxdepth: een\nbeeld\n```", "foreign_value", 2, "“maxdepth” van “toctree” kan niet “een” zijn"),
    ("![foto](weg.png)", "image_missing", 1, "afbeelding “docs/weg.png”"),
    ("```{image} weg.png\n```", "image_missing", 1, "afbeelding “docs/weg.png”"),
    ("```{figure} weg.png\nOnderschrift.\n```", "image_missing", 1, "afbeelding “docs/weg.png”"),
    ("```{include} weg.md\n```", "file_missing", 1, "bestand “docs/weg.md”"),
    ("```{literalinclude} weg.txt\n```", "file_missing", 1, "bestand “docs/weg.txt”"),
    ("```{csv-table}\n:file: weg.csv\n```", "file_missing", 1, "weg.csv”"),
    ("{download}`weg.pdf`", "file_missing", 1, "bestand “docs/weg.pdf”"),
    ("```{nte}\nTekst.\n```", "unknown_directive", 1, "bedoel je “note”?"),
    (":::{nrom} x\nTekst.\n:::", "unknown_directive", 1, "bedoel je “norm”?"),
    ("{nrm}`toestemming`", "unknown_role", 1, "bedoel je “norm”?"),
    ("```{dropdown} Titel\n:opne:\n\nTekst.\n```", "foreign_option", 2, "bedoel je “open”?"),
    (
        "```{dropdown} Titel\n:color: paars\n\nTekst.\n```",
        "foreign_value",
        2,
        "“color” van “dropdown” kan niet “paars” zijn",
    ),
    ("```{note}\n---\nclass x\n---\nTekst.\n```", "foreign_options", 3, "“note”"),
    ("```{dropdown} T\n:open: # ja\n\nTekst.\n```", "foreign_options", 2, "zonder # erachter"),
    ("```{admonition}\nTekst.\n```", "foreign_argument", 1, "“admonition”"),
    ("```{note}\n```", "foreign_empty", 1, "“note”"),
    ("```{image} http://a.be/x.png\n:alt: x\n\nTekst.\n```", "foreign_content", 1, "“image” kan geen tekst bevatten"),
    ("```{toctree-x}\n```", "unknown_directive", 1, "“toctree-x”"),
    ("```{list-table}\n* - a\n  - b\n* - c\n```", "foreign_rows", 1, "evenveel cellen"),
    ("```{table}\nGeen tabel.\n```", "foreign_body", 1, "“table”"),
    ('```{csv-table}\n"a, b\nc"d\n```', "foreign_body", 1, "“csv-table”"),
    ("```{only} (html\nTekst.\n```", "foreign_body", 1, "“only”"),
    (":::{tab-set}\nTekst.\n:::", "foreign_child", 2, "“tab-set”"),
    ("::::{grid} 2\nTekst.\n::::", "foreign_child", 2, "“grid-row”"),
    ("{octicon}`weg`", "unknown_icon", 1, "“weg”"),
    ("### Diep\n\nTekst.", "heading_level", 1, "na niveau 1 komt 3"),
    ("Tekst.\n\n---\n\n---\n\nTekst.", "rule_line", 5, "scheidingslijn"),
    ("(eigen)=\n## A\n\n(eigen)=\n## B", "duplicate_name", 4, "“eigen” bestaat al (op deze pagina)"),
    ("(elders)=\n## A", "duplicate_name", 2, "(docs/beeld.md)"),
    ("[x]\n\n[x]: http://a.be\n[x]: http://b.be", "duplicate_name", 4, "“X”"),
    ("Tekst[^9].", "footnote_unknown", 1, "voetnoot “9”"),
    ("Tekst.\n\n[^1]: Voet.", "footnote_idle", 3, "voetnoot “1”"),
    ("Tekst[^1].\n\n[^1]: Voet.\n[^1]: Nog.", "footnote_twice", 4, "voetnoot “1”"),
    ("```pyhton\nx\n```", "code_language", 1, "“pyhton”"),
    ("```json\n{a:\n```", "code_unread", 1, "“json”"),
    ("{ref}`elder`", "unknown_reference", 1, "plaats “elder” bestaat niet; bedoel je “elders”?"),
    ("{doc}`beeldd`", "unknown_reference", 1, "pagina “beeldd” bestaat niet"),
    ("{term}`weg`", "unknown_reference", 1, "woord “weg”"),
    ("{any}`weg`", "unknown_reference", 1, "adres “weg”"),
    ("{numref}`weg`", "unknown_reference", 1, "plaats “weg”"),
    ("[x](inv:foo#bar)", "unknown_reference", 1, "adres “foo"),
    ("[x](#akkoord)", "ambiguous_reference", 1, "“akkoord” kan verschillende dingen betekenen"),
]
DESIGN = ["myst_parser", "sphinx_design", "policy_handbook"]


@pytest.mark.parametrize(("slip", "subtype", "at", "says"), FOREIGN, ids=[slip for slip, *_ in FOREIGN])
def test_what_others_say_is_said_in_our_words(book: Book, slip: str, subtype: str, at: int, says: str) -> None:
    book.write(THEMA, book.read(THEMA).replace("# Beeld\n", "# Beeld\n\n(elders)=\n(akkoord)=\n## Elders\n", 1))
    before = book.read(LEZEN).rstrip("\n")
    book.write(LEZEN, f"{before}\n\n{slip}\n")
    built = book.build("html", extensions=DESIGN, nitpicky=True)
    line = before.count("\n") + 2 + at
    others = [w for w in built.warnings if w.file != LEZEN or w.type != f"policy.{subtype}" or w.line != line]
    found = [w for w in built.warnings if w not in others]
    assert found, built.warnings
    assert says in found[0].text
    assert [w for w in others if not w.type.startswith("policy.")] == []
    assert_rest_is_built(built, LEZEN)


@pytest.mark.parametrize("jobs", [0, 2])
def test_a_page_that_no_list_names_is_named(book: Book, jobs: int) -> None:
    book.write("los/blad.md", "## Los blad\n")
    book.write("docs/naamloos.md", "Zonder titel.\n")
    found = [(w.file, w.type) for w in book.build("html", jobs=jobs).warnings]
    assert sorted(found) == [
        ("index.md", "policy.toc_no_title"),
        ("los/blad.md", "policy.heading_first"),
        ("los/blad.md", "policy.toc_not_included"),
    ]


def test_a_page_that_does_not_take_part_is_named(book: Book) -> None:
    book.replace("index.md", "docs/*", "docs/*\nuit/blad")
    book.write("uit/blad.md", "# Uit\n")
    built = book.build("html", exclude_patterns=["uit/**"])
    assert [(w.file, w.type) for w in built.warnings] == [("index.md", "policy.toc_excluded")]


def test_whoever_does_not_want_a_warning_names_it_by_either_type(book: Book) -> None:
    book.write("los/blad.md", "# Los blad\n")
    for type in ("toc.not_included", "policy.toc_not_included"):
        assert book.build("html", suppress_warnings=[type]).warnings == []


def test_what_is_not_known_stays_as_it_was(book: Book) -> None:
    book.replace(
        "conf.py",
        "language =",
        "import logging\n\ndef setup(app):\n    app.connect('env-updated', lambda app, env: logging.getLogger('sphinx.x').warning('Something else %s', 1))\n\nlanguage =",
    )
    assert [(w.type, w.text) for w in book.build("html").warnings] == [("", "Something else 1")]


@pytest.mark.parametrize(
    "fields",
    [
        ["act: foto-plaatsen", "when: always"],
        ["act: foto-plaatsen", "when: altijd"],
        ["act: foto-plaatsen", "when: wie = inwoner"],
        ["act: foto-plaatsen", "requires: akkoord = ja"],
        ["act: foto-plaatsen", "standing: yes"],
        ["standing: yes"],
    ],
    ids=", ".join,
)
@pytest.mark.parametrize("modality", ["verplicht", "verboden"])
def test_a_duty_or_ban_that_something_limits_or_that_is_meant_so_is_none_to_ask_about(
    book: Book, fields: list[str], modality: str
) -> None:
    book.replace(PROEF, RUST, rust(*fields, modality=modality))
    subtypes = {warning.type for warning in book.build("dummy").warnings}
    assert subtypes.isdisjoint({"policy.duty_always", "policy.ban_always"})


def test_nothing_is_said_twice_to_the_same_line(book: Book) -> None:
    """Many mistakes in one book are as many warnings, each with its own line."""
    book.replace(PROEF, "act: foto-plaatsen\n    when", "act: foto\n    when")
    book.replace(PROEF, "by: dienst\n", "by: diens\n")
    book.replace(PROEF, "rustig-blijven:", "rustig:")
    book.replace(LEZEN, "{topic}`beeld`", "{topic}`belden`")
    book.replace(WOORDEN, "assume: niemand", "assume: iemand")
    warnings = [warning for warning in book.build("dummy").warnings if warning.type not in CONSEQUENCES]
    assert sorted(warning.type for warning in warnings) == [
        "policy.unknown_act",
        "policy.unknown_answer",
        "policy.unknown_body",
        "policy.unknown_norm",
        "policy.unknown_reference",
    ]
    assert len({(warning.file, warning.line) for warning in warnings}) == 5
