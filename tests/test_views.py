"""The registry: every view says all that it must, and every component brings the files that it names."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from policy_handbook.views import registry
from policy_handbook.views.assets import STATIC
from policy_handbook.views.base import View
from policy_handbook.views.component import Component, folder_of
from policy_handbook.views.pen import DrawnView
from policy_handbook.views.registry import COMPONENTS, VIEWS


def give_none(self: object, *arguments: object) -> None:
    """Stands for any method of a view."""


WHOLE: dict[type, dict[str, Any]] = {
    View: dict.fromkeys(("draws_on", "present", "render"), give_none),
    DrawnView: dict.fromkeys(("draws_on", "present", "draw"), give_none),
}


@pytest.mark.parametrize(("kind", "name"), [(kind, name) for kind, methods in WHOLE.items() for name in methods])
def test_a_view_that_does_not_say_all_it_must_cannot_be_made(kind: type, name: str) -> None:
    assert isinstance(type("Whole", (kind,), WHOLE[kind])(), View)
    lacking = type("Lacking", (kind,), {other: method for other, method in WHOLE[kind].items() if other != name})
    with pytest.raises(TypeError, match=f"abstract method '?{name}"):
        lacking()


def test_every_view_of_the_registry_is_one() -> None:
    assert [name for name, view in VIEWS.items() if not isinstance(view, View)] == []


@pytest.mark.parametrize("name", COMPONENTS)
def test_a_component_brings_what_it_names_and_names_what_it_brings(name: str) -> None:
    component, folder = COMPONENTS[name], folder_of(name)
    named = {*component.styles, *component.scripts, *component.later, *component.templates}
    # The types are for the check of the scripts.
    held = {path.name for path in folder.iterdir() if path.suffix not in ("", ".py", ".ts")}
    assert held <= named
    shared = named - held
    assert all((STATIC / file).is_file() for file in shared)
    # By that the site tells its own files from those of others.
    assert all(file.startswith("policy-") for file in named)


def test_every_folder_of_views_is_a_component() -> None:
    found = {path.parent.name for path in Path(registry.__file__).parent.glob("*/__init__.py")}
    assert found == set(COMPONENTS)
    assert all(isinstance(component, Component) for component in COMPONENTS.values())
