"""Staff in the real book: a Dutch civil servant is no staff of a Flemish municipality, and both ask as staff."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from policy_handbook.decision.bases import tables_of
from policy_handbook.decision.verdicts import Verdict
from policy_handbook.decision.walk import decide

if TYPE_CHECKING:
    from policy_handbook.model.handbook import Handbook

FLEMISH = ("beersel", "bijlage13", "turnhout")


def test_a_dutch_civil_servant_is_another_addressee(handbook: Handbook) -> None:
    pairs = [
        overlap
        for overlap in handbook.derived.overlaps
        if {overlap.a.partition("/")[0], overlap.b.partition("/")[0]} in ({"handreiking", code} for code in FLEMISH)
    ]
    assert pairs
    assert [overlap for overlap in pairs if not overlap.other_addressee] == []


def test_flemish_staff_and_who_manages_a_channel_are_one(handbook: Handbook) -> None:
    between = {"beersel", "turnhout"}
    pairs = [o for o in handbook.derived.overlaps if {o.a.partition("/")[0], o.b.partition("/")[0]} == between]
    assert False in {overlap.other_addressee for overlap in pairs}


@pytest.mark.parametrize("code", ["handreiking", *FLEMISH])
def test_who_asks_as_staff_is_answered_by_each_code_for_staff(handbook: Handbook, code: str) -> None:
    table, staff = tables_of(handbook)[code], {"audience": frozenset({"personeelslid"})}
    own = {act: decide(table, act, {}).verdict for act in table.acts}
    asked = {act: decide(table, act, staff).verdict for act in table.acts}
    assert max(own.values()) > Verdict.NIET_GEREGELD
    assert all(asked[act] >= verdict for act, verdict in own.items())
