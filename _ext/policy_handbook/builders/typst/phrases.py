"""The words of ours that the templates set: all of them stand here, and come to the templates as a dictionary."""

from __future__ import annotations

from .source import dictionary, literal

#: Each phrase by the name that the templates call it; what stands between braces they fill in.
PHRASES = {
    "foot": "pagina {page} van {pages}",
    "full-text": "De tekst in deze versie, met de volledige vingerafdruk:",
    "missing-image": "[Afbeelding ontbreekt: {words}]",
    "notes": "Ruimte voor je notities",
    "qr": "QR-code met het adres {address}",
    "see": "(zie p.\u00a0{page})",
    "see-brief": "(p.\u00a0{page})",
    "see-page": "Zie p.\u00a0{page}",
}


def phrases_as_source() -> str:
    """The phrases as a Typst dictionary."""
    return dictionary((name, literal(words)) for name, words in PHRASES.items())
