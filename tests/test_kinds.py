"""The kinds of record: a page and the book hold what the table says, and its words stand for each."""

from __future__ import annotations

from collections import abc
from dataclasses import fields
from typing import get_args, get_type_hints

import pytest
from policy_handbook.domain import OBJECT_TYPES, PolicyDomain
from policy_handbook.model import handbook, records
from policy_handbook.model.handbook import Handbook
from policy_handbook.model.kinds import RECORD_KINDS, Holding, RecordKind
from policy_handbook.model.records import Page

GIVEN = get_type_hints(Page, vars(records))
HELD = get_type_hints(Handbook, {**vars(abc), **vars(records), **vars(handbook)})
# What a page gives that is no record, or of which the book makes nothing.
OF_A_PAGE = {"references", "views", "links"}


@pytest.mark.parametrize("kind", RECORD_KINDS, ids=lambda kind: kind.name)
def test_a_page_and_the_book_hold_the_records_of_a_kind(kind: RecordKind) -> None:
    assert get_args(GIVEN[kind.given]) == (kind.record,)
    held = get_args(HELD[kind.store])
    if kind.holding is Holding.BY_TEXT:
        held = get_args(held[1])
    assert held == ((kind.record, ...) if kind.holding is Holding.LISTED else (str, kind.record))
    assert not kind.title or kind.title in {field.name for field in fields(kind.record)}  # type: ignore[arg-type]


def test_every_list_of_a_page_is_of_a_kind() -> None:
    assert {field.name for field in fields(Page)} - OF_A_PAGE == {kind.given for kind in RECORD_KINDS}


def test_names_and_stores_are_told_apart() -> None:
    for names in ([kind.name for kind in RECORD_KINDS], [kind.store for kind in RECORD_KINDS]):
        assert len(set(names)) == len(names)


def test_what_has_a_title_can_be_referred_to() -> None:
    linked = {kind.name for kind in RECORD_KINDS if kind.title}
    assert linked | {"article"} == OBJECT_TYPES.keys() == PolicyDomain.object_types.keys()
    assert OBJECT_TYPES.keys() <= PolicyDomain.roles.keys()
