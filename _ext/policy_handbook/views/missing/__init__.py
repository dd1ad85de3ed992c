"""The page for an address that there is not: its script, which looks for the nearest ones."""

from __future__ import annotations

from ..component import Component

COMPONENT = Component(markers=('data-module="policy-missing"',), scripts=("policy-missing.js",))
