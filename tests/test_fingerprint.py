"""Fingerprints of words, of a whole, and the seal of a rule where it stands."""

from __future__ import annotations

import hashlib
import re
import subprocess
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from books import REPOSITORY
from factories import make_book, make_rule
from policy_handbook.builders.handbook_data import make_data
from policy_handbook.model.fingerprint import fingerprint, fingerprint_of_lines, seal

if TYPE_CHECKING:
    from policy_handbook.model.handbook import Handbook

WHERE = {
    "code": "a",
    "rule": "art-1",
    "path": ("Artikel 1", "1. Kop"),
    "lead_in": "Regels:",
    "wrap_up": "",
    "text": "Wees mild.",
}
EXAMPLES = REPOSITORY / "docs/ontwikkeling/fingerprint.md"


def test_the_fingerprint_is_of_the_folded_text() -> None:
    assert fingerprint("a b") == hashlib.sha256(b"a b").hexdigest()
    assert fingerprint("  a\n\tb ") == fingerprint("a b")
    assert fingerprint("a é") == hashlib.sha256("a é".encode()).hexdigest()


@pytest.mark.parametrize("other", ["A b", "a b.", "a, b", "a b\u200b", "ab", "a ‘b’", "1. a b"])
def test_any_other_character_gives_another_fingerprint(other: str) -> None:
    assert fingerprint(other) != fingerprint("a b")


def test_the_fingerprint_of_a_whole_is_of_its_lines() -> None:
    assert fingerprint_of_lines(["Kop", "·  een "]) == hashlib.sha256("Kop\n· een".encode()).hexdigest()
    assert fingerprint_of_lines(["Kop een"]) == fingerprint("Kop een")
    assert fingerprint_of_lines(["Kop", "een"]) != fingerprint_of_lines(["Kop een"])


def test_the_seal_is_of_named_fields() -> None:
    words = "code: a\nrule: art-1\npath: Artikel 1\npath: 1. Kop\nlead-in: Regels:\nwrap-up: \ntext: Wees mild.\n"
    assert seal(**WHERE) == hashlib.sha256(words.encode()).hexdigest()


@pytest.mark.parametrize(
    "other",
    [
        {"code": "b"},
        {"rule": "art-2"},
        {"path": ("Artikel 1",)},
        {"path": ("Artikel 1 1. Kop",)},
        {"path": ("1. Kop", "Artikel 1")},
        {"lead_in": "", "wrap_up": "Regels:"},
        {"lead_in": "Bij persoonlijke communicatie:"},
        {"text": "Wees mild"},
    ],
)
def test_whatever_moves_has_another_seal(other: dict[str, Any]) -> None:
    assert seal(**{**WHERE, **other}) != seal(**WHERE)


def test_no_field_can_pass_for_another() -> None:
    assert seal(**{**WHERE, "lead_in": "Regels:\nwrap-up: x"}) != seal(
        **{**WHERE, "lead_in": "Regels:", "wrap_up": "x"}
    )


def test_version_and_label_do_not_count() -> None:
    rule = make_rule("a/art-1", text="Wees mild.")
    other = replace(rule, version="v2", label="art. 9", mark="9.")
    assert make_book(rule).seal_of(rule) == make_book(other).seal_of(other)


def test_rules_with_the_same_words_have_seals_of_their_own(handbook: Handbook) -> None:
    rules = [rule for code in handbook.codes for rule in handbook.rules_of(code)]
    assert len({handbook.seal_of(rule) for rule in rules}) == len(rules)
    assert len({fingerprint(rule.text) for rule in rules}) < len(rules)


def test_the_shell_lines_of_the_page_give_what_they_say(handbook: Handbook) -> None:
    """And what they say is in the data."""
    rules = {rule["id"]: rule for rule in make_data(handbook)["rules"]}
    found = re.findall(
        r"```sh\n(.*?)```\n\ngives `(\w{64})`, the `([\w.]+)` of `([\w./-]+)`", EXAMPLES.read_text("utf-8"), re.DOTALL
    )
    assert [key for _, _, key, _ in found] == ["fingerprint", "whole.fingerprint", "seal"]
    for command, digest, key, id in found:
        done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=True)
        assert done.stdout.split()[0] == digest
        value = rules[id]
        for name in key.split("."):
            value = value[name]
        assert value == digest


def test_a_reader_can_check_every_digest_of_the_data(handbook: Handbook) -> None:
    rules = make_data(handbook)["rules"]
    for rule in rules:
        assert rule["fingerprint"] == hashlib.sha256(rule["text"].encode()).hexdigest()
        if rule["whole"]:
            assert (
                rule["whole"]["fingerprint"] == hashlib.sha256("\n".join(rule["whole"]["lines"]).encode()).hexdigest()
            )
    assert sum(rule["whole"] is not None for rule in rules) > 60


def test_every_review_of_the_book_bears_seals(handbook: Handbook) -> None:
    for record in handbook.reviewed:
        rules = [handbook.get_rule(id.partition("#")[0]) for id in (record.a, record.b)]
        assert list(record.against) == [handbook.seal_of(rule)[:8] for rule in rules if rule], record.place
