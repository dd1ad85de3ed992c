"""What of a label the source has, and what the handbook made."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from policy_handbook.presentation.labels import mark_own_parts, own_words, parts_of_label, split_label

if TYPE_CHECKING:
    from policy_handbook.model.handbook import Handbook

HEADINGS = (
    "Samenstelling",
    "Aanwezig:",
    "Art. 5. - Privé- en/of professioneel gebruik",
    "5.2. Do’s",
    "5.3. Belangrijkste don’ts",
    "Artikel 3 Inhoud",
    "2. Partners",
    "Artikel 3bis",
    "8. Ga de conversatie aan",
    "Art. 6. Sancties",
    "Hoofdstuk III. Slot",
    "§ 2. Begrippen",
)


@pytest.mark.parametrize(
    ("label", "mark", "shown"),
    [
        ("art. 5.3, persoonlijk, 1ste streepje", "·", "art. 5.3, [persoonlijk, 1ste streepje]"),
        ("art. 5.3 (zonder kop), 2de streepje", "·", "art. 5.3 [(zonder kop), 2de streepje]"),
        # A word of a heading is not that heading.
        ("art. 5.2, professioneel", "", "art. 5.2, [professioneel]"),
        ("art. 3, punt 2, tweede lid, 3de streepje", "-", "art. 3, punt 2, tweede lid, 3de streepje"),
        ("art. 3, punt 2, tweede lid, 3de streepje", "•", "art. 3, punt 2, tweede lid, [3de streepje]"),
        ("art. 6, enig lid", "", "art. 6, enig lid"),
        ("art. 3, vijfde lid, aanhef", "", "art. 3, vijfde lid, [aanhef]"),
        # A number that the source does not print there, however right it looks.
        ("art. 9, eerste lid", "", "[art. 9], eerste lid"),
        ("punt 7", "7.", "punt 7"),
        ("punt 7", "8.", "[punt 7]"),
        ("subsidie-x", "", "[subsidie-x]"),
        ("gebod 8, tekst", "", "gebod 8, [tekst]"),
        ("inleiding, eerste lid", "", "[inleiding], eerste lid"),
        ("Samenstelling, aanwezig", "", "Samenstelling, aanwezig"),
        ("Samenstelling, aanwezigen", "", "Samenstelling, [aanwezigen]"),
        ("art. 3bis, a", "a)", "art. 3bis, a"),
        ("art. 3bis, b", "a)", "art. 3bis, [b]"),
        ("hoofdstuk III, § 2", "", "hoofdstuk III, § 2"),
        ("art. 3, punt 2, voetnoot [1]", "[1]", "art. 3, punt 2, voetnoot [1]"),
        ("bijlage", "", "[bijlage]"),
    ],
)
def test_what_the_source_does_not_have_stands_in_brackets(label: str, mark: str, shown: str) -> None:
    parts = split_label(label, mark=mark, printed=HEADINGS)
    assert "".join(part for part, _ in parts) == label
    assert mark_own_parts(parts) == shown


def test_the_labels_of_the_five_codes(handbook: Handbook) -> None:
    shown = {
        rule.full_id: mark_own_parts(parts_of_label(handbook, rule))
        for code in handbook.codes
        for rule in handbook.rules_of(code)
    }
    assert shown["bijlage13/art-5.3-persoonlijk-1"] == "art. 5.3, [persoonlijk, 1ste streepje]"
    assert shown["bijlage13/art-5.3-zonder-kop-1"] == "art. 5.3 [(zonder kop), 1ste streepje]"
    assert shown["turnhout/art-3.2-b-1"] == "art. 3, punt 2, tweede lid, 1ste streepje"
    assert shown["turnhout/samenvatting"] == "Beknopte samenvatting"
    assert shown["mandatarissen/punt-7"] == "punt 7"


def test_each_word_of_the_handbook_is_told_once(handbook: Handbook) -> None:
    words = own_words(handbook, "bijlage13")
    assert len(words) == len(set(words))
    assert {
        "persoonlijk",
        "professioneel",
        "zonder kop",
        "aanhef",
        "inleiding",
        "streepje, waar de bron “·” heeft",
    } == set(words)
