"""Which pages to read again.

Sphinx goes by times, and does not see a file that was put back with an older one, nor a change to the extension or to what
conf.py does; contents are compared here. What must be written again is known from what a page shows (:mod:`.shown`).
"""

from __future__ import annotations

import glob
import os
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.util._files import FilenameUniqDict

from ..digest import digest, digest_files
from ..domain import get_domain
from ..model.addresses import is_remote

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

# Libraries that change what is read or written without a word of the configuration.
_MADE_WITH = (
    "sphinx",
    "docutils",
    "myst-parser",
    "sphinx-design",
    "sphinx-copybutton",
    "pygments",
    "jinja2",
    "typst",
    "fonttools",
    "segno",
    "babel",
)
# Among the links of a page: what some of its references show may come from anywhere.
EVERYTHING = "*"
# References of which all that they can lead to is looked up by name; what others show is known only of all of them together.
_BY_NAME = {
    ("std", "ref"),
    ("std", "doc"),
    ("std", "any"),
    ("", "any"),
    ("", "doc"),
    ("", "myst"),
    ("", "ref"),
    (None, "myst"),
    ("doc", "myst"),
}


def note_programs(app: Sphinx, config: Config) -> None:
    """Make the programs of a build a configuration value, so that a change reads every page again.

    These are the extension's own code, ``conf.py`` with what it does in ``setup``, the modules beside it that are used, and
    the libraries.
    """
    extension, confdir = Path(__file__).parents[1], Path(app.confdir)
    own = [confdir / "conf.py", confdir / "docutils.conf", *_modules_below(confdir, extension)]
    config.policy_extension_digest = digest(
        digest_programs(extension),
        digest_files(own, confdir),
        *map(_version_of, _MADE_WITH),
    )


def digest_programs(extension: Path) -> str:
    """The digest of the extension's own code and words."""
    return digest_files([*extension.rglob("*.py"), *extension.rglob("*.json")], extension)


def _modules_below(confdir: Path, extension: Path) -> set[Path]:
    """The files of the modules that conf.py brought in from the project itself."""
    # Thousands of names, nearly all of other places: they are compared as they are.
    below, others = f"{confdir}{os.sep}", (f"{extension}{os.sep}", f"{Path(sys.prefix)}{os.sep}")
    files = (getattr(module, "__file__", None) for module in list(sys.modules.values()))
    return {Path(file) for file in files if file and file.startswith(below) and not file.startswith(others)}


def _version_of(library: str) -> str:
    try:
        return f"{library} {version(library)}"
    except PackageNotFoundError:  # a project need not have them all
        return library


def _files_of(env: BuildEnvironment, docname: str) -> list[Path]:
    """The files from which a page is made: its own, what it includes and shows, and what may come in place of that."""
    watched = get_domain(env).watched.get(docname, ())
    found = (path for pattern in watched for path in Path(env.srcdir).glob(pattern))
    dependencies = (Path(env.srcdir, path) for path in env.dependencies.get(docname, ()))
    return [env.doc2path(docname), *dependencies, *found]


def find_changed(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> Sequence[str]:
    """Pages of which the file or what it depends on has other contents than when they were read, or that were warned of."""
    domain = get_domain(env)
    # What a link to a page becomes is settled when it is read: whether that page is there.
    moved = {_stem(docname) for docname in added | removed}

    def is_stale(docname: str) -> bool:
        return (
            docname in domain.warned
            or domain.digests.get(docname) != digest_files(_files_of(env, docname), env.srcdir)
            or bool(moved and docname in domain.pages and moved.intersection(map(_stem, domain.pages[docname].links)))
        )

    return [docname for docname in sorted(env.found_docs - added - changed) if is_stale(docname)]


def _stem(link: str) -> str:
    """The name of a page in a link to it, whichever way it is written."""
    return link.partition("#")[0].rpartition("/")[2].removesuffix(".md")


def note_read(app: Sphinx, doctree: object) -> None:
    """Keep the digest of a page that was just read, and where its references lead that are none of ours."""
    assert isinstance(doctree, nodes.document)
    env, domain = app.env, get_domain(app.env)
    docname = env.docname
    references = [node for node in doctree.findall(addnodes.pending_xref) if node.get("refdomain") != "policy"]
    watched = {pattern for node in doctree.findall(nodes.image) for pattern in _stand_ins(env, node["uri"])}
    watched.update(pattern for node in references for pattern in _files_to_come(env, node))
    if watched:
        domain.watched[docname] = sorted(watched)
    domain.digests[docname] = digest_files(_files_of(env, docname), env.srcdir)
    targets = {
        target
        for node in references
        for target in (node.get("reftarget"), node.get("reftargetid"), _place_named(node))
        if target
    }
    if targets:
        domain.page.links.extend(sorted(targets))
    if any((node.get("refdomain"), node.get("reftype")) not in _BY_NAME for node in references):
        domain.page.links.append(EVERYTHING)


def _place_named(node: nodes.Element) -> str:
    """The place on a page that MyST's link to it names, as ``page#anchor``; "" for another reference."""
    is_place = node.get("refdomain") == "doc" and node.get("reftargetid")
    return f"{node['reftarget']}#{node['reftargetid']}" if is_place else ""


def _stand_ins(env: BuildEnvironment, uri: str) -> list[str]:
    """The files that Sphinx may take for an image, now or once they are there: of any type, or of the language."""
    if is_remote(uri) or uri.startswith("/"):
        return []
    stem, _, suffix = uri.rpartition(".")
    stems = [glob.escape(stem), glob.escape(f"{stem}.{env.config.language}")]
    if suffix == "*":
        return [f"{name}.*" for name in stems]
    return [f"{stems[1]}.{glob.escape(suffix)}"] if stem else []


def _files_to_come(env: BuildEnvironment, node: addnodes.pending_xref) -> list[str]:
    """The file that MyST would make a download of, were it there."""
    target = str(node.get("reftarget") or "")
    if node.get("reftype") != "myst" or "#" in target or "." not in target or is_remote(target):
        return []
    path, _ = env.relfn2path(target, env.docname)
    return [] if path.startswith("..") else [glob.escape(path)]


def forget_numbers(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Take the numbers of sections away before Sphinx gives them anew: it leaves those of what is numbered no more.

    Returns no pages to write again, which is what Sphinx asks for at that moment.
    """
    if any(any(numbers.values()) for numbers in env.toc_secnumbers.values()):
        for title in (*env.titles.values(), *env.longtitles.values()):
            title.attributes.pop("secnumber", None)
        for toc in env.tocs.values():
            for reference in toc.findall(nodes.reference):
                reference.attributes.pop("secnumber", None)
    return []


def name_images(app: Sphinx, env: BuildEnvironment) -> None:
    """Give each image its name in the output by its path alone, whichever page was read first and whatever was there before."""
    images = FilenameUniqDict()
    for path, (docnames, _) in sorted(env.images.items()):
        for docname in sorted(docnames):
            images.add_file(docname, path)
    env.images = images


def setup(app: Sphinx) -> None:
    """Look at contents, not only at times."""
    app.add_config_value("policy_extension_digest", "", "env", str, "digest of the programs of a build; set by itself")
    app.connect("config-inited", note_programs)
    app.connect("env-get-outdated", find_changed)
    app.connect("doctree-read", note_read)
    app.connect("env-get-updated", forget_numbers, priority=100)
    # Before what is stale is looked for, for which names count.
    app.connect("env-updated", name_images, priority=580)
