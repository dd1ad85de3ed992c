"""What hundreds of builds in one process have in common, made once."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
from docutils.frontend import OptionParser
from jinja2 import BytecodeCache
from policy_handbook.builders import site
from policy_handbook.freshness import reread
from sphinx.jinja2glue import BuiltinTemplateLoader

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from docutils import SettingsSpec
    from jinja2.bccache import Bucket


class CompiledTemplates(BytecodeCache):
    """The templates of Sphinx, its themes and ours, which Jinja would compile anew for every build, while they stay the same."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if (bucket.key, bucket.checksum) in self._kept:
            bucket.bytecode_from_string(self._kept[bucket.key, bucket.checksum])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept[bucket.key, bucket.checksum] = bucket.bytecode_to_string()


class KnownOptions:
    """The options of docutils' components, of which it makes some 150 objects anew, twice for every page."""

    def __init__(self) -> None:
        self._kept: dict[tuple[type, ...], dict[str, Any]] = {}
        self._populate = OptionParser.populate_from_components

    def populate(self, parser: OptionParser, components: Iterable[SettingsSpec]) -> None:
        """In place of the method of the same name of an option parser; values are its own, options are shared."""
        key = tuple(each if isinstance(each, type) else type(each) for each in components)
        if key not in self._kept:
            self._populate(parser, components)
            self._kept[key] = dict(vars(parser))
        for name, value in self._kept[key].items():
            if name != "components":
                setattr(parser, name, value.copy() if isinstance(value, (dict, list)) else value)


@contextmanager
def quick_builds() -> Iterator[None]:
    """Spares each build what is the same for all: templates, options, digests of our own programs, messages of ``-vv``."""
    templates, init, known = CompiledTemplates(), BuiltinTemplateLoader.init, KnownOptions()

    def init_and_keep(loader: BuiltinTemplateLoader, *arguments: object, **options: object) -> None:
        init(loader, *arguments, **options)
        loader.environment.bytecode_cache = templates

    logging.disable(logging.DEBUG)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(BuiltinTemplateLoader, "init", init_and_keep)
        # One for each kind of environment, as the builder has them.
        kept = {"": templates}
        patch.setattr(
            site, "FileSystemBytecodeCache", lambda folder, names="": kept.setdefault(names, type(templates)())
        )
        patch.setattr(OptionParser, "populate_from_components", lambda parser, given: known.populate(parser, given))
        patch.setattr(reread, "version", cache(reread.version))
        patch.setattr(reread, "digest_programs", cache(reread.digest_programs))
        yield
    logging.disable(logging.NOTSET)
