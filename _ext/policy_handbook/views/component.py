"""A part of pages with files of its own, which stand in one folder: its view, scripts, style sheets and print template."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Component:
    """What the folder of a component holds beside its view, each file by its name; all names begin with ``policy-``.

    One of ``markers`` stands in the HTML of each page that shows the component: those pages load its ``styles`` and
    ``scripts``, in this order (a script that other pages load too may be among those of every page), and have no contents
    beside the text where it is ``wide``. Every booklet has its ``templates``. ``early`` puts its style sheets before those
    for print, not after. Its scripts find the sentences whose keys begin with ``words`` in the ``data-words`` of their
    elements. No page loads what comes ``later``: its scripts ask for it.
    """

    markers: tuple[str, ...]
    styles: tuple[str, ...] = ()
    scripts: tuple[str, ...] = ()
    templates: tuple[str, ...] = ()
    early: bool = False
    wide: bool = False
    words: str = ""
    later: tuple[str, ...] = ()

    @property
    def files(self) -> tuple[str, ...]:
        """What its pages load."""
        return (*self.styles, *self.scripts)

    def is_on(self, body: str) -> bool:
        """Whether the page with this HTML shows the component."""
        return any(marker in body for marker in self.markers)


def folder_of(name: str) -> Path:
    """The folder of a component by its name."""
    return Path(__file__).with_name(name)
