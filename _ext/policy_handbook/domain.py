"""The ``policy`` domain: the only store of the handbook's records, and the links to them."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from sphinx.domains import Domain, ObjType
from sphinx.roles import XRefRole
from sphinx.util.nodes import make_refnode

from .digest import digest
from .model.file_names import anchor_name
from .model.handbook import Handbook
from .model.kinds import BY_ID, RECORD_KINDS
from .model.records import Contact, Page, Place, Reference

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Set

    from sphinx.addnodes import pending_xref
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

# An article is a rule too: one with a heading of its own.
OBJECT_TYPES = {kind.name: kind.label for kind in RECORD_KINDS if kind.title} | {"article": "artikel"}
#: The view that reads back the positions of a code.
READ_BACK = "read-back"
# The anchors of everything but rules and articles carry their kind, since a norm and a topic may share a name.
_PREFIXED = tuple(name for name in OBJECT_TYPES if name in BY_ID)


def anchor_of(kind: str, id: str) -> str:
    """The anchor of an object on its page: a rule's own id, otherwise the kind and the id."""
    name = anchor_name(id)
    return f"{kind}-{name}" if kind in _PREFIXED else name


def position_anchor(id: str) -> str:
    """The anchor of a position, by its whole id, on the page that reads it back; no other part of an id has a colon."""
    return f"position-{anchor_name(id.replace('#', ':'))}"


class PolicyXRefRole(XRefRole):
    """A reference to an object; a rule or article of the same text may be named without its code."""

    def create_xref_node(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        # Sphinx would give the words the class "policy-rule", which is that of a rule: a block, where this is part of a line.
        self.classes = ["xref"]
        return super().create_xref_node()

    def process_link(
        self, env: BuildEnvironment, refnode: nodes.Element, has_explicit_title: bool, title: str, target: str
    ) -> tuple[str, str]:
        kind = refnode["reftype"]
        target = " ".join(target.split())
        text = env.ref_context.get("policy:text")
        if kind in ("rule", "article") and "/" not in target and text:
            code, version = text
            target = f"{code}/{target}@{version}" if "@" not in target else f"{code}/{target}"
        domain = env.domains["policy"]
        assert isinstance(domain, PolicyDomain)
        domain.page.references.append(Reference(kind, target, Place(env.docname, self.lineno)))
        return title, target


class NoteCallRole(PolicyXRefRole):
    """A footnote's call in a text: prints the source's own mark and leads to the footnote, which is a rule."""

    def process_link(
        self, env: BuildEnvironment, refnode: nodes.Element, has_explicit_title: bool, title: str, target: str
    ) -> tuple[str, str]:
        refnode["reftype"] = "rule"
        refnode["refexplicit"] = True
        refnode["classes"].append("policy-note-call")
        return super().process_link(env, refnode, has_explicit_title, title, target)


class PolicyDomain(Domain):
    """Codes, articles, rules, norms, topics, acts, facts, cases, audiences, bodies and booklets.

    What a page gives is kept by page, whole; everything else is computed from all pages together. So purging and merging
    are exact, and an id that stands twice is the same finding whichever page was read first.
    """

    name = "policy"
    label = "Policy handbook"
    data_version = 11
    object_types: ClassVar[dict[str, ObjType]] = {kind: ObjType(label, kind) for kind, label in OBJECT_TYPES.items()}
    roles: ClassVar[dict[str, Any]] = {
        **{kind: PolicyXRefRole(warn_dangling=False, innernodeclass=nodes.inline) for kind in OBJECT_TYPES},
        "noteref": NoteCallRole(warn_dangling=False, innernodeclass=nodes.inline),
    }
    initial_data: ClassVar[dict[str, Any]] = {
        "pages": {},
        "digests": {},
        "misread": {},
        "watched": {},
        "unread": {},
        "circles": {},
        "asked_on": {},
        "warned": set(),
        "checked": "",
    }
    _handbook: Handbook | None = None

    @property
    def pages(self) -> Mapping[str, Page]:
        """What each page gave, to be looked at."""
        return MappingProxyType(self.data["pages"])

    @property
    def digests(self) -> dict[str, str]:
        """For each page read, the digest of its file and of the files it depends on."""
        return self.data["digests"]  # type: ignore[no-any-return]

    @property
    def misread(self) -> dict[str, bool]:
        """The pages of which options, positions or bytes could not be read whole, each with a warning of its own.

        What would be proved of the rest does not hold for the book: the checks say that the proof was not made.
        """
        return self.data["misread"]  # type: ignore[no-any-return]

    @property
    def watched(self) -> dict[str, list[str]]:
        """For each page, patterns of files (from the source folder) that may come in place of its images or links."""
        return self.data["watched"]  # type: ignore[no-any-return]

    @property
    def warned(self) -> set[str]:
        """The pages that were warned of when they were read: they are read again until that is mended."""
        return self.data["warned"]  # type: ignore[no-any-return]

    @property
    def unread(self) -> dict[str, tuple[int, str, str]]:
        """The pages that a process which branched off could not keep, each with the number, words and path of its OSError."""
        return self.data["unread"]  # type: ignore[no-any-return]

    @property
    def circles(self) -> dict[str, list[str]]:
        """For each page those that its tables of contents name and that are left out: they lead back to it, or too deep."""
        return self.data["circles"]  # type: ignore[no-any-return]

    def note_warned(self, docnames: set[str]) -> None:
        """Keep which pages were warned of."""
        self.data["warned"] = docnames

    @property
    def checked(self) -> str:
        """The digest of what was checked and found sound; "" where the checks must be made again."""
        return self.data["checked"]  # type: ignore[no-any-return]

    def note_checked(self, inputs: str) -> None:
        """Keep what was checked."""
        self.data["checked"] = inputs

    @property
    def asked_on(self) -> dict[str, tuple[str, dict[int, str]]]:
        """For each page with questions on the law what its dates depend on, and the dates by the line of the question."""
        return self.data["asked_on"]  # type: ignore[no-any-return]

    def dates_on(self, docname: str) -> str:
        """The dates of the questions on a page, for a digest; "" where it has none."""
        return repr(sorted(self.asked_on[docname][1].items())) if docname in self.asked_on else ""

    def note_asked_on(self, docname: str, key: str, dates: dict[int, str]) -> None:
        """Keep since when the questions on a page stand there."""
        self._handbook = None
        self.asked_on[docname] = (key, dates)

    def inputs_digest(self) -> str:
        """The digest of everything that was read, and of what the repository's history says of it."""
        dates = [f"{docname} {self.dates_on(docname)}" for docname in sorted(self.asked_on)]
        return digest(*dates, *(part for item in sorted(self.digests.items()) for part in item))

    @property
    def page(self) -> Page:
        """What the page that is being read has given so far."""
        self._handbook = None
        return self.data["pages"].setdefault(self.env.docname, Page())  # type: ignore[no-any-return]

    @property
    def handbook(self) -> Handbook:
        """The whole book, as it was read. Not for use while reading."""
        if self._handbook is None:
            config = self.env.config
            contacts = {
                body: Contact(str(value.get("name", "")), str(value.get("address", "")))
                if isinstance(value, dict)
                else Contact(str(value))
                for body, value in config.policy_contacts.items()
            }
            self._handbook = Handbook.from_pages(
                self.pages,
                config.policy_home,
                contacts,
                url=config.policy_handbook_url,
                wording=config.policy_acknowledgement,
                mail_to=config.policy_acknowledgement_to,
                editors=config.policy_editors,
                asked_on={
                    (docname, line): date
                    for docname, (_, dates) in self.asked_on.items()
                    for line, date in dates.items()
                },
            )
        return self._handbook

    def close_page(self, docname: str) -> None:
        """Let nothing be added any more to what a page gave: it was read."""
        if docname in self.pages:
            self.pages[docname].close()

    def clear_doc(self, docname: str) -> None:
        self._handbook = None
        self.data["pages"].pop(docname, None)
        self.digests.pop(docname, None)
        self.misread.pop(docname, None)
        self.watched.pop(docname, None)
        self.unread.pop(docname, None)
        self.asked_on.pop(docname, None)

    def merge_domaindata(self, docnames: Set[str], otherdata: dict[str, Any]) -> None:
        self._handbook = None
        for store in ("pages", "digests", "misread", "watched", "unread"):
            for docname in docnames:
                if docname in otherdata[store]:
                    self.data[store][docname] = otherdata[store][docname]

    # -- links

    def _records(self, kind: str) -> Mapping[str, Any]:
        """The records of a kind by their id; rules are found by :meth:`Handbook.get_rule`."""
        store: Mapping[str, Any] = getattr(self.handbook, BY_ID[kind].store)
        return store

    def _record(self, kind: str, id: str) -> Any:
        """The record of that id, or the norm that took the place of one that is no more; None where there is neither."""
        records = self._records(kind)
        return records.get(id) or (records.get(self.handbook.derived.heirs.get(id, "")) if kind == "norm" else None)

    def find(self, kind: str, target: str) -> tuple[str, str] | None:
        """Page and anchor of an object, or None."""
        book = self.handbook
        if kind in ("rule", "article"):
            rule = book.get_rule(target)
            if rule is None or (kind == "article" and not rule.is_article):
                return None
            return rule.place.docname, anchor_of(kind, rule.id)
        record = self._record(kind, target)
        return (record.place.docname, anchor_of(kind, record.id)) if record else None

    def kinds_of(self, target: str) -> list[str]:
        """The kinds of object that a name can stand for, as in a reference to any of them."""
        return [kind for kind in OBJECT_TYPES if kind != "article" and self.find(kind, target)]

    def title_at(self, docname: str, anchor: str) -> str | None:
        """The words that stand for what has an address on a page: an object, a table or list, or a heading; None where nothing."""
        kind, _, id = anchor.partition("-")
        if kind in _PREFIXED and self.find(kind, id) == (docname, anchor):
            return self.title_of(kind, id)
        page = self.pages.get(docname)
        for version in page.versions if page else ():
            name = f"{version.code}/{anchor}@{version.id}"
            if self.find("rule", name) == (docname, anchor):
                return self.title_of("rule", name)
        return self._other_places(docname).get(anchor)

    def anchors_on(self, docname: str) -> list[str]:
        """Every address on a page, in alphabetical order."""
        found = {anchor for _, _, _, place, anchor, _ in self.get_objects() if place == docname}
        labels = self.env.domains.standard_domain.anonlabels.values()
        found.update(anchor for place, anchor in labels if place == docname)
        return sorted(found.union(self._other_places(docname)))

    def _other_places(self, docname: str) -> dict[str, str]:
        """What has an address on a page and is no object, with its words.

        Its tables and checklists, the norms that its own took the place of, what it reads back, and its headings.
        """
        page = self.pages.get(docname)
        found = {}
        for reference in self.env.tocs[docname].findall(nodes.reference) if docname in self.env.tocs else ():
            found[reference["anchorname"].removeprefix("#")] = reference.astext()
        for spec in page.tables if page else ():
            found[f"tabel-{spec.id}"] = spec.caption or spec.id
        for checklist in page.checklists if page else ():
            found[f"checklist-{checklist.id}"] = checklist.title or checklist.id
        for norm in page.norms if page else ():
            found.update((anchor_of("norm", former), norm.statement) for former in norm.formerly)
        for view, code in page.views if page else ():
            if view == READ_BACK and code in self.handbook.codes:
                for rule in self.handbook.rules_of(code):
                    found.update((position_anchor(id), id) for id in rule.former_ids())
                    for position in rule.positions:
                        id = rule.position_id(position)
                        found.update((position_anchor(name), id) for name in (id, *rule.former_ids(position)))
        found.pop("", None)
        return found

    def known(self, kind: str) -> list[str]:
        """The ids of every object of a kind."""
        book = self.handbook
        if kind in ("rule", "article"):
            return [
                rule.full_id for code in book.codes for rule in book.rules_of(code) if kind == "rule" or rule.is_article
            ]
        return list(self._records(kind))

    def title_of(self, kind: str, target: str, text: tuple[str, str] | None = None) -> str:
        """The words that stand for an object where the editor gave none; within its own text a rule needs no code."""
        book = self.handbook
        if kind in ("rule", "article"):
            rule = book.get_rule(target)
            if rule is None:
                return target
            code = book.codes.get(rule.code)
            if text == (rule.code, rule.version) or code is None:
                return rule.label
            return f"{code.short}, {rule.label}"
        return str(getattr(self._record(kind, target), BY_ID[kind].title))

    def text_of(self, docname: str) -> tuple[str, str] | None:
        """Code and version whose text a page holds, or None."""
        page = self.pages.get(docname)
        return (page.versions[0].code, page.versions[0].id) if page and page.versions else None

    def resolve_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: pending_xref,
        contnode: nodes.Element,
    ) -> nodes.reference | None:
        found = self.find(typ, target)
        if found is None:
            return None
        if not node.get("refexplicit"):
            title = self.title_of(typ, target, self.text_of(node.get("refdoc", fromdocname)))
            contnode = nodes.inline(title, title, classes=contnode["classes"])
        return make_refnode(builder, fromdocname, found[0], found[1], contnode)

    def resolve_any_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        target: str,
        node: pending_xref,
        contnode: nodes.Element,
    ) -> list[tuple[str, nodes.reference]]:
        # An article is a rule too: one answer, or the reference would be ambiguous.
        for kind in self.kinds_of(target):
            reference = self.resolve_xref(env, fromdocname, builder, kind, target, node, contnode)
            if reference is not None:
                return [(f"policy:{kind}", reference)]
        return []

    def get_objects(self) -> Iterable[tuple[str, str, str, str, str, int]]:
        book = self.handbook
        for (code, version), rules in sorted(book.texts.items()):
            current = book.current_version(code)
            for rule in rules.values():
                names = [f"{rule.full_id}@{version}"]
                if current is not None and current.id == version:
                    names.append(rule.full_id)
                for name in names:
                    title = self.title_of("rule", name)
                    yield name, title, "rule", rule.place.docname, anchor_of("rule", rule.id), 1
                    if rule.is_article:
                        yield name, title, "article", rule.place.docname, anchor_of("article", rule.id), 1
        for kind in _PREFIXED:
            for id in sorted(self.known(kind)):
                found = self.find(kind, id)
                assert found is not None
                yield id, self.title_of(kind, id), kind, found[0], found[1], 1
        for former, heir in sorted(book.derived.heirs.items()):
            yield (
                former,
                self.title_of("norm", heir),
                "norm",
                book.norms[heir].place.docname,
                anchor_of("norm", former),
                -1,
            )

    def get_full_qualified_name(self, node: nodes.Element) -> str | None:
        return None


def show_unresolved(
    app: Sphinx, env: BuildEnvironment, node: pending_xref, contnode: nodes.Element
) -> nodes.Element | None:
    """A reference of ours that leads nowhere shows its words; the checks have named it, so Sphinx need not."""
    return contnode if node.get("refdomain") == "policy" else None


def close_page(app: Sphinx, doctree: object) -> None:
    """Freeze what a page gave, once all who look at its doctree have."""
    get_domain(app.env).close_page(app.env.docname)


def get_domain(env: BuildEnvironment) -> PolicyDomain:
    """The domain of this build."""
    domain = env.domains["policy"]
    assert isinstance(domain, PolicyDomain)
    return domain
