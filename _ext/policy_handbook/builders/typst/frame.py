"""What stands around the parts of a booklet: the settings of the document, the cover, the contents, the edition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...presentation.booklet_contents import codes_of
from ...presentation.dates import show_date, show_day
from ...presentation.say import tell
from .source import array, dictionary, literal

if TYPE_CHECKING:
    from datetime import datetime

    from ...model.handbook import Handbook
    from ...model.records import BookletSpec

# Where the words of an edition come: its mark, which is known only when all else is, and its day, if it has one.
EDITION = "@uitgave@"


def frame(book: Handbook, spec: BookletSpec, project: str, language: str, logo: str, body: str) -> str:
    """The whole source of a booklet, with :data:`EDITION` where the words of its edition come.

    *logo* and *body* are Typst source: the picture on the cover or ``none``, and the parts.
    """
    codes = codes_of(book, spec)
    lines: list[tuple[str, str]] = [("Voor", spec.subtitle)] if spec.subtitle else []
    for code in codes:
        version = book.current_version(code.id)
        if version is not None:
            lines.append(("Tekst", f"{code.title}, versie {version.id} ({show_date(version.adopted)})"))
    lines.append(("Uitgave", EDITION))
    facts = dictionary(
        [
            ("title", literal(spec.title)),
            (
                "author",
                array(literal(name) for name in dict.fromkeys(code.authority for code in codes if code.is_named)),
            ),
            ("description", literal(spec.subtitle or spec.title)),
            ("keywords", array(literal(code.short) for code in codes)),
            ("language", literal(language.partition("_")[0])),
            ("region", literal("be")),
            ("edition", literal(f"{project} · uitgave {EDITION}")),
        ]
    )
    statement = tell("disclaimer.cover", disclaimer=tell("disclaimer.booklet"))
    depth = 4 if len(codes) == 1 else 2
    pairs = array(array(map(literal, line)) for line in lines)
    return (
        '#import "/booklet.typ": *\n'
        f"#show: booklet.with({facts})\n"
        f"#cover({literal(spec.title)}, {literal(project)}, {pairs}, {literal(statement)}, logo: {logo})\n"
        f"#contents({literal('Inhoud')}, {depth})\n"
        f"#{{\n{body}}}\n"
        "#list-places()\n"
    )


def edition_words(mark: str, moment: datetime | None) -> str:
    """How an edition is named: by the mark of its contents, and by its day where the build was told one."""
    return f"{show_day(moment)}, kenmerk {mark}" if moment else f"kenmerk {mark}"
