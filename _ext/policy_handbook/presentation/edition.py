"""An edition of a booklet: what a build made of it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Edition:
    """A PDF: how many pages and bytes it has, and the mark of its contents (the same contents have the same mark)."""

    pages: int
    bytes: int
    mark: str

    @property
    def size(self) -> str:
        """The size in words, in thousands or millions of bytes."""
        if self.bytes < 1_000_000:
            return f"{max(1, round(self.bytes / 1000))} kB"
        return f"{self.bytes / 1_000_000:.1f} MB".replace(".", ",")


def booklet_path(id: str) -> str:
    """The address of a booklet's PDF, from the root of the site."""
    return f"downloads/{id}.pdf"
