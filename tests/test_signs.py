"""One language of signs: what a booklet reads of the style sheet, how dark a word is on its tint, one word for one thing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from policy_handbook.builders.typst.house_style import FONTS, read_style
from policy_handbook.decision.verdicts import VERDICTS
from policy_handbook.model.records import BINDINGS, Modality
from policy_handbook.presentation.say import SENTENCES, plain
from policy_handbook.presentation.signs import make_legend, weight_of
from policy_handbook.presentation.spans import Span
from policy_handbook.views.assets import STATIC

ROOT = Path(__file__).parents[1]
TOKENS = (STATIC / "policy-tokens.css").read_text("utf-8")
PROPERTY = re.compile(r"--policy-([\w-]+): (#[0-9a-f]{6}|\d+%)")
HUES = (
    *("obligation", "prohibition", "permission", "recommendation"),
    *("statement", "conditions", "consult", "silence"),
)


def tokens_of(selector: str) -> dict[str, str]:
    """The colours of a block of the style sheet, those of the light one below them."""
    light = TOKENS[TOKENS.index("color-scheme: light") :]
    block = TOKENS[TOKENS.index(selector) :]
    return {**dict(PROPERTY.findall(light[: light.index("}")])), **dict(PROPERTY.findall(block[: block.index("}")]))}


def parts_of(colour: str) -> list[float]:
    return [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]


def luminance(parts: list[float]) -> float:
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(a: list[float], b: list[float]) -> float:
    """As WCAG 2 counts it."""
    low, high = sorted((luminance(a), luminance(b)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", ["color-scheme: light", ':root[data-theme="dark"]', ":root:not([data-theme"])
@pytest.mark.parametrize("hue", HUES)
def test_each_word_is_read_on_its_tint_by_day_and_by_night(theme: str, hue: str) -> None:
    tokens = tokens_of(theme)
    paper, colour = parts_of(tokens["paper"]), parts_of(tokens[hue])
    share = int(tokens["tint"].removesuffix("%")) / 100
    tint = [share * one + (1 - share) * other for one, other in zip(colour, paper, strict=True)]
    assert contrast(colour, tint) >= 4.5
    assert contrast(colour, paper) >= 4.5
    assert contrast(parts_of(tokens["ink"]), tint) >= 4.5


def test_each_verdict_each_thing_a_rule_does_and_each_weight_has_a_shape_on_paper_too() -> None:
    style = read_style(STATIC / "policy-tokens.css", FONTS)
    classes = [f"policy-modality-{modality}" for modality in Modality]
    classes += [f"policy-modality-{key}" for key in ("permission-only", "obligation-tip", "prohibition-tip")]
    keys = [*VERDICTS, "mag_niet-tip", "moet-tip", "mag-against", "open"]
    classes += [f"policy-verdict{dash}{key}" for key in keys for dash in ("-", "--")]
    classes += [f"policy-weight-{binding}" for binding in BINDINGS]
    assert [name for name in classes if name not in style.signs] == []
    assert {shape for shape, _ in style.signs.values()} == style.shapes.keys()
    assert {hue for _, hue in style.signs.values()} <= style.colours.keys()
    assert all(svg.startswith("<svg ") and svg.endswith("</svg>") for svg in style.shapes.values())
    # What a text of tips advises has no shape of what another orders or forbids; what is silent none of what is allowed.
    shapes = {name: shape for name, (shape, _) in style.signs.items()}
    assert shapes["policy-verdict-mag_niet-tip"] != shapes["policy-verdict-mag_niet"]
    assert shapes["policy-verdict-moet-tip"] != shapes["policy-verdict-moet"]
    assert len({shapes[f"policy-verdict-{verdict}"] for verdict in VERDICTS}) == len(VERDICTS)
    assert len({shapes[f"policy-weight-{binding}"] for binding in BINDINGS}) == len(BINDINGS)


def test_the_legend_names_every_sign_by_the_word_that_stands_beside_it() -> None:
    (_, modalities), (_, verdicts), (_, weights) = make_legend()
    first = [[line[0] for line in group] for group in (modalities, verdicts, weights)]
    roles = {span.role for spans in first for span in spans}
    assert {f"modality-{modality}" for modality in Modality} <= roles
    assert {f"verdict-{verdict}" for verdict in VERDICTS} <= roles
    assert {f"weight-{binding}" for binding in BINDINGS} <= roles
    assert Span("afgeraden (tip)", role="modality-prohibition-tip") in first[0]
    assert Span("afgeraden (tip)", role="verdict-mag_niet-tip") in first[1]
    # Each meaning is that of a word that there is.
    meant = [key for key in SENTENCES if key.startswith("legend.meaning.")]
    assert len(meant) == len([span for spans in first for span in spans])


def test_a_weight_in_plain_words_is_in_brackets() -> None:
    assert plain((Span("Beersel "), weight_of("richtlijn"))) == "Beersel (richtlijn)"


ANOTHER_WORD = re.compile(r"\b(?:aanhaal|aanhaalt|aangehaald|aanhalen|haal(?:t|en)? \S+(?: \S+)? aan)\b", re.IGNORECASE)


@pytest.mark.parametrize("words", ["zoals je ze aanhaalt", "Haal het aan.", "Alleen dit haal je aan."])
def test_another_word_for_citing_is_found(words: str) -> None:
    assert ANOTHER_WORD.search(words)


def test_words_are_cited_and_no_other_word_is_used_for_that() -> None:
    told = {"zinnen": "\n".join(map(str, SENTENCES.values()))}
    told |= {
        str(path.relative_to(ROOT)): "\n".join(
            line for line in path.read_text("utf-8").splitlines() if not line.startswith("also-sought:")
        )
        for path in (ROOT / "docs").rglob("*.md")
        if path.name != "synoniemen.md"  # what people type
    }
    assert [(name, found) for name, text in told.items() for found in ANOTHER_WORD.findall(text)] == []
