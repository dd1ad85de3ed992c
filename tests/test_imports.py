"""Imports within the package run one way: each room knows those below it only, and no modules go round in a circle."""

import ast
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "_ext" / "policy_handbook"
#: The rooms, and what stands beside them, from the ground up: each may import from its own line and from those before it.
FLOORS = (
    ("version", "digest", "archive", "hosting", "model"),
    ("decision",),
    ("presentation",),
    ("diagnostics", "theme_words"),
    ("domain",),
    ("reading",),
    ("views",),
    ("freshness",),
    ("checks",),
    ("other_builders", "settings", "builders"),
    ("failures", "preview", "launcher", "package_site", "cli"),
    ("extension",),
    ("__init__", "__main__"),
)
#: What nothing of Sphinx, docutils or MyST may come into.
PLAIN = ("model", "decision", "presentation")


def find_modules(package: Path) -> dict[str, Path]:
    """Every module of a package, by its name without that of the package."""
    return {".".join(path.relative_to(package).with_suffix("").parts): path for path in package.rglob("*.py")}


def find_imports(name: str, path: Path, modules: dict[str, Path]) -> Iterator[str]:
    """The modules of the package that one of them imports, for types too."""
    folder = name.split(".")[:-1]
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not isinstance(node, ast.ImportFrom) or not node.level:
            names = (
                [alias.name for alias in node.names] if isinstance(node, ast.Import) else [getattr(node, "module", "")]
            )
            assert not any((name or "").startswith("policy_handbook") for name in names), f"{path}: write it relatively"
            continue
        start = [*folder[: len(folder) - node.level + 1], *(node.module or "").split(".")]
        base = ".".join(part for part in start if part)
        for alias in node.names:
            named = f"{base}.{alias.name}"
            candidates = (named, f"{named}.__init__", base, f"{base}.__init__")
            yield next(name for candidate in candidates if (name := candidate.lstrip(".")) in modules)


def graph_of(package: Path) -> dict[str, set[str]]:
    """For each module those that it imports."""
    modules = find_modules(package)
    return {name: set(find_imports(name, path, modules)) for name, path in modules.items()}


def find_upward(graph: dict[str, set[str]]) -> list[str]:
    """The imports that lead up to a room above."""
    floors = {room: floor for floor, rooms in enumerate(FLOORS) for room in rooms}
    return [
        f"{name} imports {target}"
        for name, targets in graph.items()
        for target in targets
        if floors[target.partition(".")[0]] > floors[name.partition(".")[0]]
    ]


def test_every_room_has_a_floor() -> None:
    rooms = {name.partition(".")[0] for name in find_modules(PACKAGE)}
    assert rooms == {room for rooms in FLOORS for room in rooms}


def test_no_room_imports_from_one_above() -> None:
    assert find_upward(graph_of(PACKAGE)) == []


def test_no_modules_go_round_in_a_circle() -> None:
    try:
        TopologicalSorter(graph_of(PACKAGE)).prepare()
    except CycleError as error:
        pytest.fail(" -> ".join(error.args[1]))


@pytest.mark.parametrize("room", PLAIN)
def test_the_plain_rooms_know_no_sphinx(room: str) -> None:
    for path in (PACKAGE / room).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and not node.level:
                names.append(node.module or "")
            found = {name.partition(".")[0] for name in names} & {"sphinx", "docutils", "myst_parser"}
            assert not found, f"{path.relative_to(PACKAGE)} imports {found}"


def test_the_test_finds_what_it_looks_for(tmp_path: Path) -> None:
    for name, text in {
        "model/a.py": "from ..decision.b import B\n",
        "decision/b.py": "from ..model import a\n",
        "model/__init__.py": "",
        "decision/__init__.py": "",
    }.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
    graph = graph_of(tmp_path)
    assert graph["model.a"] == {"decision.b"}
    assert find_upward(graph) == ["model.a imports decision.b"]
    with pytest.raises(CycleError):
        TopologicalSorter(graph).prepare()
