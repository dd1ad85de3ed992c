"""The domain: what a text of every shape leaves in the records, links to it, and where they lead."""

from __future__ import annotations

import re
from dataclasses import FrozenInstanceError
from typing import TYPE_CHECKING

import pytest
from books import Book, Built
from docutils import nodes
from policy_handbook.domain import get_domain
from policy_handbook.model.records import Page
from sphinx.util.inventory import InventoryFile

if TYPE_CHECKING:
    from policy_handbook.model.records import Rule

TEXT = "codes/oud/v1"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The site of the text of every shape."""
    return Book("test-text", tmp_path_factory.mktemp("text")).build("handbook")


@pytest.fixture(scope="module")
def page(built: Built) -> str:
    """The page of the older version."""
    return built.output(f"{TEXT}.html")


def rule(built: Built, id: str) -> Rule:
    found = built.handbook.get_rule(f"oud/{id}@v1")
    assert found is not None
    return found


def link_in(html: str, words: str) -> str:
    """The address of the link whose words these are."""
    found = [
        address
        for address, text in re.findall(r'<a [^>]*href="([^"]*)"[^>]*>(.*?)</a>', html)
        if words == re.sub(r"<[^>]*>", "", text)
    ]
    assert found, words
    return found[0]


def test_it_gives_no_warning(built: Built) -> None:
    assert built.warnings == []


# -- records


@pytest.mark.parametrize("jobs", [0, 2])
def test_what_a_page_gave_is_closed_once_it_was_read(book: Book, jobs: int) -> None:
    for fresh in (True, False):
        domain = get_domain(book.build("dummy", jobs=jobs, fresh=fresh).app.env)
        assert domain.pages.keys() >= {"codes/proef/v1", "docs/beeld"}
        with pytest.raises(TypeError):
            domain.pages["docs/beeld"] = Page()  # type: ignore[index]
        for page in domain.pages.values():
            with pytest.raises(AttributeError):
                page.views.append(("overview", ""))
            with pytest.raises(FrozenInstanceError):
                page.rules = []


def test_every_piece_is_a_rule_in_the_order_of_the_text(built: Built) -> None:
    assert [(found.id, found.mark, found.text) for found in built.handbook.rules_of("oud", "v1")] == [
        ("hoofdstuk-1", "Hoofdstuk I.", "Algemeen"),
        ("par-1", "§ 1.", "Begrippen"),
        ("art-1", "", "Artikel 1"),
        ("art-1-lid-1", "", "Kanaal: een plaats op het web, zoals een “pagina” of een ‘groep’."),
        ("art-1-lid-2", "", "Medewerker: wie er werkt, ook wie er maar even werkt."),
        ("art-3bis", "", "Artikel 3bis"),
        ("art-3bis-aanhef", "", "Een medewerker mag niet(*):"),
        ("art-3bis-a", "a)", "schelden;"),
        ("art-3bis-c", "c)", "liegen, namelijk:"),
        ("art-3bis-c-vii", "vii.", "iets verzinnen;"),
        ("art-3bis-a-bis", "a)", "iets verzwijgen."),
        ("hoofdstuk-3", "Hoofdstuk III.", "Slot"),
        ("bijlage", "", "Veld Wat vul je in Naam je naam Datum dag en maand"),
        ("toelichting-1", "", "Zie het eerste lid."),
        ("slot", "", "De burgemeester"),
        ("noot-ster", "(*)", "Behalve in een toneelstuk."),
    ]


def test_headings_above_a_rule_are_its_path(built: Built) -> None:
    assert rule(built, "hoofdstuk-1").path == ()
    assert rule(built, "art-1").path == ("Hoofdstuk I. Algemeen", "§ 1. Begrippen")
    for id in ("art-3bis-aanhef", "art-3bis-a", "art-3bis-c-vii", "art-3bis-a-bis"):
        assert rule(built, id).path == ("Hoofdstuk I. Algemeen", "§ 1. Begrippen", "Artikel 3bis")
        assert rule(built, id).article == "art-3bis"


def test_articles_are_headings_and_may_be_normative(built: Built) -> None:
    articles = [found for found in built.handbook.rules_of("oud", "v1") if found.is_article]
    assert [found.kind for found in articles] == ["heading"] * 5
    assert [found.id for found in articles if found.positions] == ["hoofdstuk-3"]


def test_a_text_of_several_paragraphs_or_a_table_keeps_its_shape(built: Built) -> None:
    assert [block.cells for block in rule(built, "art-1-lid-2").blocks] == [
        ("Medewerker: wie er werkt,",),
        ("ook wie er maar even werkt.",),
    ]
    assert [(block.kind, block.cells) for block in rule(built, "bijlage").blocks] == [
        ("row", ("Veld", "Wat vul je in")),
        ("row", ("Naam", "je naam")),
        ("row", ("Datum", "dag en maand")),
    ]


def test_depth_is_as_the_editor_says(built: Built) -> None:
    assert {id: rule(built, id).depth for id in ("art-3bis-a", "art-3bis-c-vii", "art-3bis-a-bis")} == {
        "art-3bis-a": 1,
        "art-3bis-c-vii": 2,
        "art-3bis-a-bis": 2,
    }


def test_a_call_and_its_footnote_know_each_other(built: Built) -> None:
    assert rule(built, "art-3bis-aanhef").calls == ("noot-ster",)
    assert rule(built, "noot-ster").note_of == "art-3bis-aanhef"
    assert built.handbook.path_of(rule(built, "noot-ster"))[-1] == "Artikel 3bis"


def test_two_versions_are_two_texts(built: Built) -> None:
    book = built.handbook
    current = book.current_version("oud")
    assert current is not None
    assert (current.id, current.adopted, current.in_force_until) == ("v2", "2019-12-01", "unknown")
    assert [found.text for name in ("oud/art-3bis-a", "oud/art-3bis-a@v1") if (found := book.get_rule(name))] == [
        "schelden of vloeken.",
        "schelden;",
    ]


@pytest.mark.parametrize("extensions", [["colon_fence"], ["colon_fence", "deflist"]])
def test_a_definition_list_in_a_rule(tmp_path_factory: pytest.TempPathFactory, extensions: list[str]) -> None:
    book = Book("test-text", tmp_path_factory.mktemp("definitions"))
    book.replace(
        f"{TEXT}.md",
        "Medewerker: wie er werkt,\n\nook wie er maar even werkt.\n",
        "Medewerker\n: wie er werkt\n\nKanaal\n: een plaats\n",
    )
    built = book.build("dummy", myst_enable_extensions=extensions)
    words = (
        "Medewerker wie er werkt Kanaal een plaats"
        if "deflist" in extensions
        else "Medewerker : wie er werkt Kanaal : een plaats"
    )
    assert rule(built, "art-1-lid-2").text == words
    assert [warning.type for warning in built.warnings] == ["policy.source_differs"]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("een\\\ntwee", "een twee"),
        ("een  \ntwee", "een twee"),
        ("- een\n- twee", "een twee"),
        ("- een\n  - twee\n- drie", "een twee drie"),
        ("een **vet** en `code` en [link](https://example.org)", "een vet en code en link"),
        ("> een\n> twee", "een twee"),
        ("een\n\n```\ntwee  drie\n```", "een twee drie"),
        ("% verborgen\neen", "een"),
        ("één – ‘twee’ … drie\u00a0vier", "één – ‘twee’ … drie vier"),
        ("een \\* \\# \\[twee\\] \\_drie\\_", "een * # [twee] _drie_"),
        ("een -- twee --- drie ...", "een -- twee --- drie ..."),
        ("'een' \"twee\"", "'een' \"twee\""),
        ("(c) (tm) +-", "(c) (tm) +-"),
        ("www.example.org en info@example.org", "www.example.org en info@example.org"),
    ],
)
def test_the_words_of_a_body_are_what_is_read(tmp_path_factory: pytest.TempPathFactory, body: str, text: str) -> None:
    book = Book("test-text", tmp_path_factory.mktemp("words"))
    book.replace(f"{TEXT}.md", "\nDe burgemeester\n", f"\n{body}\n")
    assert rule(book.build("dummy"), "slot").text == text


# -- links


@pytest.mark.parametrize(
    ("words", "address"),
    [
        ("Oud", "../codes/oud/index.html#code-oud"),
        ("Oud, art. 3bis", "../codes/oud/v2.html#art-3bis"),
        ("Oud, art. 3bis, a", "../codes/oud/v2.html#art-3bis-a"),
        ("zo staat het er", "../codes/oud/v2.html#art-3bis-a"),
        ("Wie post, scheldt niet.", "thema.html#norm-niet-schelden"),
        ("Taal", "thema.html#topic-taal"),
        ("posten", "thema.html#act-posten"),
        ("Wie ben je?", "thema.html#fact-wie"),
        ("personeel", "thema.html#audience-personeel"),
        ("de dienst", "thema.html#body-dienst"),
        ("Wie post, liegt niet.", "thema.html#norm-niet-liegen"),
        ("Oud, art. 1, eerste lid", "../codes/oud/v1.html#art-1-lid-1"),
        ("met eigen woorden", "../codes/oud/v2.html#art-3bis-a"),
        ("vet gezegd", "thema.html#norm-niet-schelden"),
    ],
)
def test_a_reference_leads_to_its_object(built: Built, words: str, address: str) -> None:
    html = built.output("docs/verwijzen.html")
    main = html[html.index("<h1>") :]
    assert link_in(main, words) == address
    path, _, anchor = address.partition("#")
    assert f'id="{anchor}"' in built.output(path.removeprefix("../") if path.startswith("..") else f"docs/{path}")


def test_a_reference_to_a_version_leads_to_that_version(built: Built) -> None:
    html = built.output("docs/verwijzen.html")
    assert 'href="../codes/oud/v1.html#art-3bis-a"' in html


def test_within_a_text_a_reference_needs_no_code_and_stays_in_its_version(page: str) -> None:
    assert link_in(page, "het eerste lid") == "#art-1-lid-1"


def test_a_footnote_is_linked_both_ways_with_its_printed_mark(page: str) -> None:
    assert re.search(r'niet<a class="[^"]*policy-note-call[^"]*" href="#noot-ster"><span[^>]*>\(\*\)</span></a>:', page)
    footnote = page[page.index('id="noot-ster"') :]
    assert '<span class="policy-mark">(*)</span> Behalve in een toneelstuk.' in footnote
    assert link_in(footnote, "art. 3bis, aanhef") == "#art-3bis-aanhef"


def test_marks_are_printed_as_given_and_never_counted(page: str) -> None:
    marks = re.findall(r'<span class="policy-mark">([^<]*)</span>', page)
    assert marks == ["a)", "c)", "vii.", "a)", "(*)"]
    assert "<ol" not in page


def test_labels_are_printed_as_given(page: str) -> None:
    for label in ("hoofdstuk I, § 1", "art. 3bis", "art. 3bis, c, vii", "art. 3bis, tweede a", "bijlage, formulier"):
        assert f"<summary>{label}" in page


def test_a_rule_in_a_list_stands_in_that_list(page: str) -> None:
    assert re.search(r'<li>\s*<div class="policy-rule[^"]*" id="art-3bis-a">', page)
    assert re.search(r'<ul[^>]*>\s*<li>\s*<div class="policy-rule[^"]*policy-depth-2[^"]*" id="art-3bis-c-vii">', page)


def test_the_lead_in_goes_along_wherever_a_rule_is_quoted(built: Built) -> None:
    # The comparison, the list of rules, the norm's list, the rule's own page and the data.
    thema = re.sub(r"<[^>]*>", "", built.output("docs/thema.html"))
    assert thema.count("Niemand mag: schelden of vloeken") >= 3
    assert "Niemand mag:" in built.output("regels/oud/art-3bis-a.html")
    assert "Een medewerker mag niet(*): […] c) liegen, namelijk:" in re.sub(
        r"<[^>]*>", "", built.output("regels/oud/art-3bis-c-vii/v1.html")
    )


def test_an_editorial_note_stands_apart_from_the_text(built: Built, page: str) -> None:
    assert "De bron gebruikt de letter a) twee keer." in page[page.index("policy-editorial") :]
    assert all("De bron gebruikt" not in found.text for found in built.handbook.rules_of("oud", "v1"))
    (note,) = built.handbook.notes
    assert (note.rule, note.defect) == ("art-3bis-a-bis", "P99")


# -- the inventory


def test_every_object_is_in_the_inventory_at_a_stable_address(built: Built) -> None:
    inventory = InventoryFile.loads((built.app.outdir / "objects.inv").read_bytes(), uri="")
    found = {
        kind.removeprefix("policy:"): {name: item.uri for name, item in items.items()}
        for kind, items in inventory.data.items()
    }
    assert found["code"] == {"oud": "codes/oud/index.html#code-oud"}
    assert found["topic"] == {"taal": "docs/thema.html#topic-taal"}
    assert found["norm"] == {
        "niet-liegen": "docs/thema.html#norm-niet-liegen",
        "niet-schelden": "docs/thema.html#norm-niet-schelden",
    }
    assert found["article"] == {
        "oud/art-3bis": "codes/oud/v2.html#art-3bis",
        "oud/art-3bis@v2": "codes/oud/v2.html#art-3bis",
        **{
            f"oud/{id}@v1": f"codes/oud/v1.html#{id}"
            for id in ("hoofdstuk-1", "par-1", "art-1", "art-3bis", "hoofdstuk-3")
        },
    }
    assert found["rule"]["oud/art-3bis-a"] == "codes/oud/v2.html#art-3bis-a"
    assert found["rule"]["oud/art-3bis-a@v1"] == "codes/oud/v1.html#art-3bis-a"
    assert set(found["article"]) <= set(found["rule"])
    assert {"act", "fact", "audience", "body"} <= set(found)
    for items in found.values():
        for uri in items.values():
            path, _, anchor = uri.partition("#")
            if anchor:
                assert built.output(path).count(f'id="{anchor}"') == 1, uri


def test_no_object_has_two_entries_of_one_name_and_kind(built: Built) -> None:
    objects = [(kind, name) for name, _, kind, *_ in get_domain(built.app.env).get_objects()]
    assert len(objects) == len(set(objects))


def test_no_anchor_stands_twice_on_a_page(built: Built) -> None:
    for path in built.app.outdir.rglob("*.html"):
        ids = re.findall(r'\sid="([^"]*)"', path.read_text("utf-8"))
        assert len(ids) == len(set(ids)), path


@pytest.mark.parametrize("id", ["hoofdstuk-iii-slot", "artikel-1", "reglement-van-oudstad"])
@pytest.mark.parametrize("of", ["rule", "article"])
def test_an_id_goes_before_the_address_that_sphinx_made_of_a_heading(
    tmp_path_factory: pytest.TempPathFactory, id: str, of: str
) -> None:
    """Of the heading itself, of another heading, of the title."""
    book = Book("test-text", tmp_path_factory.mktemp("ids"))
    if of == "rule":
        book.replace(f"{TEXT}.md", "{rule} slot\n", f"{{rule}} {id}\n")
    else:
        book.replace(f"{TEXT}.md", "{article} hoofdstuk-3\n", f"{{article}} {id}\n")
    built = book.build()
    assert built.warnings == []
    html = built.output(f"{TEXT}.html")
    ids = re.findall(r'\sid="([^"]*)"', html)
    assert len(ids) == len(set(ids))
    element = rf'<div class="policy-rule[^"]*" id="{id}">' if of == "rule" else rf'<section id="{id}">'
    assert re.search(element, html)


def test_no_link_of_the_site_is_dead(built: Built) -> None:
    """Each link within the site leads to a file that is there, and to an anchor in it."""
    out = built.app.outdir
    pages = {path: path.read_text("utf-8") for path in out.rglob("*.html")}
    for path, html in pages.items():
        for address in re.findall(r'<a [^>]*href="([^"]*)"', html):
            if re.match(r"[a-z]+:|//", address):
                continue
            file, _, anchor = address.partition("#")
            # 404.html leads from the root of the host, which the site is where it has no address.
            start = out if file.startswith("/") else path.parent
            target = (start / file.lstrip("/")).resolve() if file else path.resolve()
            target = target / "index.html" if target.is_dir() else target
            assert target.is_file(), f"{path}: {address}"
            if anchor and target.suffix == ".html" and anchor != "main-content":
                assert f'id="{anchor}"' in target.read_text("utf-8"), f"{path}: {address}"


# -- reading


def test_parallel_reading_gives_the_same_book(tmp_path_factory: pytest.TempPathFactory) -> None:
    def records(jobs: int) -> str:
        book = Book("test-text", tmp_path_factory.mktemp("jobs"))
        for number in range(8):
            book.write(f"docs/leeg{number}.md", f"# Leeg {number}\n")
        built = book.build("dummy", jobs=jobs)
        return repr(built.handbook.texts) + repr(built.handbook.norms) + repr(built.handbook.notes)

    assert records(1) == records(2)


def test_stored_doctrees_hold_words_and_placeholders_only(built: Built) -> None:
    """What depends on other pages is not frozen into the page that was read."""
    doctree = built.app.env.get_doctree("docs/thema")
    assert not list(doctree.findall(nodes.table))
    assert "schelden of vloeken" not in doctree.astext()
