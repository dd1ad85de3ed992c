"""The data of the site: each file of ``data/`` by its address. A new export is a line in :func:`make_exports`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ..decision.bases import bases_of
from ..model.file_names import nameable
from .decision_files import (
    SCHEMA,
    SCHEMA_PATH,
    WORDING_PATH,
    as_script,
    data_path,
    dump_base,
    dump_wording,
    script_path,
)
from .handbook_data import dump_data

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..model.handbook import Handbook

_HANDBOOK_SCHEMA = Path(__file__).with_name("handbook.schema.json")


def make_exports(book: Handbook, address: str = "") -> Iterator[tuple[str, bytes]]:
    """Every file of data as (address from the root of the site, bytes); *address* is the handbook's own, "" for none."""
    yield "data/handbook.json", dump_data(book, address)
    yield "data/handbook.schema.json", _HANDBOOK_SCHEMA.read_bytes()
    yield SCHEMA_PATH, SCHEMA.read_bytes()
    yield WORDING_PATH, dump_wording(book)
    for code, base in nameable(bases_of(book), "code").items():
        decides = dump_base(base, address)
        yield data_path(code), decides
        yield script_path(code), as_script(code, decides)
