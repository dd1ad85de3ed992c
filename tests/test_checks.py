"""Every check is made: what is written as one stands in the registry, once."""

from __future__ import annotations

import pkgutil
from importlib import import_module
from inspect import isfunction, signature

from policy_handbook import checks
from policy_handbook.checks.registry import CHECKS


def test_every_check_of_the_whole_book_is_in_the_registry_once() -> None:
    written = {
        function
        for module in pkgutil.iter_modules(checks.__path__)
        for name, function in vars(import_module(f"{checks.__name__}.{module.name}")).items()
        if name.startswith("check_") and isfunction(function) and list(signature(function).parameters) == ["whole"]
    }
    assert len(written) > 10
    assert set(CHECKS) == written
    assert len(set(CHECKS)) == len(CHECKS)
