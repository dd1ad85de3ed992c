"""The signs in a browser: each a shape beside its word, in the colour of the word, and without colours too."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

LEGEND = "docs/over/tekens.html"
# Of each word with a sign: its class and words, the shape, how large and in which colour it is, and its own colour.
SIGNS = """() => [...document.querySelectorAll(".policy-legend > li > p > span:first-child")].map(word => {
  const sign = getComputedStyle(word, "::before"), own = getComputedStyle(word);
  return {name: word.className, words: word.innerText.trim(), mask: sign.maskImage, width: parseFloat(sign.width),
    height: parseFloat(sign.height), ink: sign.backgroundColor, colour: own.color, ground: own.backgroundColor,
    border: own.borderTopStyle, content: sign.content};
})"""
SILENT = "policy-verdict-niet_geregeld"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_each_sign_is_drawn_beside_its_word(open_page: Callable[..., Page], scheme: str) -> None:
    page = open_page(LEGEND)
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    signs = page.evaluate(SIGNS)
    assert len(signs) > 15
    for sign in signs:
        assert sign["words"]
        assert sign["mask"].startswith('url("data:image/svg+xml'), sign
        assert min(sign["width"], sign["height"]) >= 12, sign
        assert sign["ink"] == sign["colour"] != sign["ground"], sign
    # No two words of one list are told apart by their colour alone.
    shapes = {sign["name"]: sign["mask"] for sign in signs}
    verdicts = ("mag_niet", "mag_niet-tip", "eerst_overleg", "moet", "moet-tip", "mag_onder_voorwaarden", "mag")
    assert len({shapes[f"policy-verdict-{verdict}"] for verdict in (*verdicts, "niet_geregeld")}) == 8
    modalities = ("obligation", "prohibition", "prohibition-tip", "permission", "recommendation", "statement")
    assert len({shapes[f"policy-modality-{modality}"] for modality in modalities}) == 6
    borders = {sign["words"]: sign["border"] for sign in signs if "weight" in sign["name"]}
    assert borders == {"bindend": "solid", "richtlijn": "solid", "tip": "dashed"}


def test_without_colours_of_ours_every_sign_is_still_seen_and_silence_is_a_dash(open_page: Callable[..., Page]) -> None:
    page = open_page(LEGEND)
    page.emulate_media(forced_colors="active")
    signs = page.evaluate(SIGNS)
    for sign in signs:
        if sign["name"] == SILENT:
            assert (sign["content"], sign["mask"]) == ('"–"', "none")
        else:
            assert sign["mask"].startswith("url("), sign
            assert sign["ink"] == "rgb(0, 0, 0)", sign


def test_silence_is_hatched_and_has_no_tint(open_page: Callable[..., Page]) -> None:
    page = open_page("docs/themas/privacy.html")
    look = page.locator("td.policy-cell-gap").first.evaluate(
        "cell => [getComputedStyle(cell).backgroundImage, getComputedStyle(cell).backgroundColor]"
    )
    assert look[0].startswith("repeating-linear-gradient(135deg")
    assert look[1] == page.locator("body").evaluate("body => getComputedStyle(body).backgroundColor")


def test_the_weight_stands_beside_the_name_of_each_code(open_page: Callable[..., Page]) -> None:
    page = open_page("docs/themas/privacy.html")
    heads = page.locator("table.policy-generated thead th:not(:first-child)")
    assert heads.count() > 2
    for head in heads.all():
        weight = head.locator("[class^=policy-weight-]").inner_text()
        assert weight in ("bindend", "richtlijn", "tip")
        assert head.inner_text().split()[-1] == weight
    boxes = page.locator(".policy-table-controls fieldset label").all_inner_texts()
    assert len(boxes) == heads.count()
    case = open_page("docs/casussen/personeel.html")
    title = case.locator(".policy-verdict-title").first
    assert title.locator("[class^=policy-weight-]").count() == 1
    assert title.locator("[class^=policy-verdict-]").count() == 1
