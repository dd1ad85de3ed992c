"""How often a property test came to its point: one that hardly ever does can hardly fail."""

from __future__ import annotations

from collections import Counter

from hypothesis import event


class Tally:
    """Counts the examples of one property, and those of which something is true; says what it counted."""

    def __init__(self) -> None:
        self._examples = 0
        self._counts: Counter[str] = Counter()

    def example(self) -> None:
        """Another example."""
        self._examples += 1

    def note(self, what: str, is_so: object = True) -> None:
        """Of this example *what* is true; pytest shows it too with ``--hypothesis-show-statistics``."""
        if is_so:
            self._counts[what] += 1
            event(what)

    def demand(self, **shares: float) -> None:
        """Fail unless each of these was true of at least that share of the examples (``reached=0.6``); print what was."""
        counts = ", ".join(f"{what} {self._counts[what]} (at least {share:.0%})" for what, share in shares.items())
        print(f"of {self._examples} examples: {counts}")
        assert self._examples
        for what, share in shares.items():
            assert self._counts[what] >= share * self._examples, what
