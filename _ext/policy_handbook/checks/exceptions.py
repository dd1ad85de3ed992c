"""Exceptions: what each sets aside, and that none leads back to itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..diagnostics import nearest, warn
from ..model.records import Place

if TYPE_CHECKING:
    from .base import Whole


def check_exceptions(whole: Whole) -> None:
    """Each exception: what it sets aside exists, it has an effect, and none leads back to itself."""
    for (code, _), rules in whole.book.texts.items():
        positions = {rule.position_id(p): (rule, p) for rule in rules.values() for p in rule.positions}
        graph: dict[str, list[str]] = {}
        for id, (rule, position) in positions.items():
            place = Place(rule.place.docname, position.line)
            for target in position.overrides:
                full = f"{code}/{target}"
                if full not in positions:
                    known = [other.removeprefix(f"{code}/") for other in positions]
                    warn("exception_target", place, id=id, target=target, nearest=nearest(target, known))
                else:
                    graph.setdefault(id, []).append(full)
            if position.overrides and not position.effect:
                warn("exception_effect", place, id=id)
        for circle in _circles(graph):
            rule, position = positions[circle[0]]
            warn("exception_circle", Place(rule.place.docname, position.line), circle=" → ".join([*circle, circle[0]]))


def _circles(graph: dict[str, list[str]]) -> list[list[str]]:
    """The circles in the graph of exceptions, each once, from its first position by name."""
    found: dict[frozenset[str], list[str]] = {}
    done: set[str] = set()
    for start in sorted(graph):
        path: list[str] = []
        trail: list[tuple[str, int]] = [(start, 0)]
        while trail:
            node, index = trail.pop()
            if index == 0:
                if node in path:
                    circle = path[path.index(node) :]
                    first = circle.index(min(circle))
                    found.setdefault(frozenset(circle), circle[first:] + circle[:first])
                    continue
                if node in done:
                    continue
                path.append(node)
            targets = graph.get(node, [])
            if index < len(targets):
                trail.append((node, index + 1))
                trail.append((targets[index], 0))
            else:
                path.pop()
                done.add(node)
    return list(found.values())
