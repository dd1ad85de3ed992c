"""What can be found, the index of it, and the words of editors by which it is."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from books import Book, differing, tree
from factories import make_book, make_code, make_norm, make_position, make_rule, make_version
from policy_handbook.builders.search_index import INDEX_PATH, dump_index
from policy_handbook.model.records import Place, Topic
from policy_handbook.presentation.search_records import Hit, SearchedPage, make_hits
from policy_handbook.presentation.search_words import Stems, words_in

if TYPE_CHECKING:
    from books import Built
    from policy_handbook.model.handbook import Handbook

SEARCH = "---\norphan: true\n---\n\n# Zoeken\n\n:::{search}\n:::\n"
SITE = {"policy_booklets": False, "html_theme": "policy_handbook"}


def small_book(**over: Any) -> Handbook:
    return make_book(
        make_code("a"),
        make_version("a"),
        make_rule("a/art-1", make_position(question="Vroeg je het?")),
        make_norm(also_sought=("selfie", "groen licht")),
        Topic("beeld", "Beeldmateriaal", "Over beelden.", Place("pagina", 1)),
        **over,
    )


def index_of(book: Handbook, pages: tuple[SearchedPage, ...] = ()) -> tuple[dict[str, Any], dict[str, Any]]:
    """The index as the library reads it, and what stands beside it."""
    lines = dump_index(book, make_hits(book, pages), lambda target: f"x.html#{target}").decode().splitlines()
    found = [re.search(r"'(.*)'", line) for line in lines]
    return tuple(json.loads(re.sub(r"\\(.)", r"\1", match[1])) for match in found if match)  # type: ignore[return-value]


# -- words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Foto’s én video's.", ["foto's", "en", "video's"]),
        ("art. 5.3, e-mail", ["art", "5.3", "e", "mail"]),
        ("", []),
    ],
)
def test_a_text_is_cut_into_words(text: str, words: list[str]) -> None:
    assert words_in(text) == words


def test_words_of_one_stem() -> None:
    stems = Stems()
    assert len({stems.of(word) for word in ("foto", "foto's", "fotos")}) == 1
    assert len({stems.of(word) for word in ("toestemming", "toestemmingen")}) == 1


# -- what can be found


def test_a_rule_is_found_by_its_norms_and_by_what_it_stands_among() -> None:
    rule = next(hit for hit in make_hits(small_book(), ()) if hit.kind == "rule")
    assert rule.words == (
        "We posten niets zonder toestemming. Stelling van toestemming. Vraag over toestemming? Vroeg je het?"
    )
    assert "Artikel 1" in rule.about
    assert "Beeldmateriaal" in rule.about
    assert rule.sought.startswith("selfie groen licht")
    assert (rule.norms, rule.topics, rule.contexts) == (("toestemming",), ("beeld",), ("professional",))
    assert rule.modalities == (("obligation", "verplicht", "verplicht"),)


def test_a_rule_is_found_a_little_by_norms_that_may_have_been_meant() -> None:
    book = make_book(
        make_rule("a/art-1", make_position()),
        make_norm(),
        make_norm("selfies", general=("toestemming",), also_sought=("zelfportret",)),
        make_norm("anders"),
    )
    rule = next(hit for hit in make_hits(book, ()) if hit.kind == "rule")
    assert rule.beside == "Vraag over selfies? zelfportret"


def test_a_rule_of_tips_orders_nothing() -> None:
    book = make_book(
        make_code("a", binding="tip"), make_version("a"), make_rule("a/art-1", make_position()), make_norm()
    )
    rule = next(hit for hit in make_hits(book, ()) if hit.kind == "rule")
    assert rule.modalities == (("obligation", "aangeraden", "aangeraden (tip)"),)


def test_a_page_is_found_by_its_title_and_its_headings() -> None:
    page = [*make_hits(small_book(), (SearchedPage("over.html", "Over dit boek", ("Licentie",)),))][-1]
    assert (page.kind, page.target, page.words, page.about) == ("page", "over.html", "Over dit boek", "Licentie")


def test_every_kind_of_thing_in_the_real_book_is_found(handbook: Handbook) -> None:
    hits: dict[str, list[Hit]] = {}
    for hit in make_hits(handbook, ()):
        hits.setdefault(hit.kind, []).append(hit)
    assert {kind: len(found) for kind, found in hits.items()} == {
        "rule": sum(len(handbook.rules_of(code)) for code in handbook.codes),
        "norm": len(handbook.norms),
        "topic": len(handbook.topics),
        "act": len(handbook.acts),
        "case": len(handbook.cases),
        "checklist": len(handbook.checklists),
    }


def test_every_norm_is_sought_by_words_that_it_does_not_say(handbook: Handbook) -> None:
    for norm in handbook.norms.values():
        said = set(words_in(f"{norm.statement} {norm.question}"))
        assert len(norm.also_sought) >= 3, norm.id
        assert [word for word in norm.also_sought if word.lower() in said] == [], norm.id


# -- the index


def test_the_index_counts_as_the_library_does() -> None:
    index, data = index_of(small_book())
    assert index["documentCount"] == len(data["hits"]) == 3
    assert index["fieldIds"] == {"words": 0, "about": 1, "sought": 2, "beside": 3}
    terms = dict(index["index"])
    assert terms["post"] == {"0": {"0": 1}}
    assert terms["selfie"] == {"2": {"0": 1, "1": 1}}
    assert "zonder" not in terms
    assert data["hits"][0]["u"] == "regels/a/art-1.html"
    assert "selfie" in data["aside"]


def test_what_a_text_holds_stays_within_its_script() -> None:
    book = make_book(make_code("a"), make_version("a"), make_rule("a/art-1", text='l\'été \\ \u2028 </script> "x"'))
    script = dump_index(book, make_hits(book, ()), str).decode()
    assert "</script" not in script
    assert "\u2028" not in script
    assert len(script.splitlines()) == 2


def test_the_real_index_is_the_same_each_time(handbook: Handbook) -> None:
    one, other = (dump_index(handbook, make_hits(handbook, ()), str) for _ in range(2))
    assert one == other


# -- in a book


def test_a_book_without_the_page_has_no_search(book: Book) -> None:
    built = book.build("handbook", **SITE)
    assert "policy-search" not in built.output("docs/woorden.html")
    assert not Path(built.app.outdir, INDEX_PATH).exists()


def build_search(book: Book, builder: str = "handbook", **config: Any) -> Built:
    book.write("zoeken.md", SEARCH)
    return book.build(builder, **SITE, **config)


def test_the_page_shows_all_topics_and_questions_without_script(book: Book) -> None:
    built = build_search(book)
    assert built.warnings == []
    page = built.output("zoeken.html")
    assert "Alle thema’s" in page
    assert all(norm.question in page for norm in built.handbook.norms.values())
    assert 'action="../zoeken.html"' in built.output("docs/woorden.html")
    # From the page itself to itself.
    assert 'action="#"' in page


def test_only_our_builder_has_the_form(book: Book) -> None:
    built = build_search(book, "html")
    assert built.warnings == []
    assert 'role="search"' not in built.output("docs/woorden.html")


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("docs/beeld.md", "question: ", "also-sought: kiekje\nquestion: "),
        ("docs/lezen.md", "# ", "# Anders "),
        ("zoeken.md", ":::{search}\n:::\n", "Niets meer.\n"),
    ],
)
def test_an_incremental_build_leaves_what_a_clean_one_would(book: Book, path: str, old: str, new: str) -> None:
    book.write("zoeken.md", SEARCH)
    before = book.build("handbook", policy_booklets=False).output(INDEX_PATH)
    book.write(path, book.read(path).replace(old, new, 1))
    again = tree(Path(book.build("handbook", fresh=False, policy_booklets=False).app.outdir))
    assert again.get(INDEX_PATH) != before.encode()
    clean = tree(Path(book.build("handbook", out="clean", policy_booklets=False).app.outdir))
    assert differing(again, clean) == []


def test_a_norm_is_found_by_what_it_is_sought_by(book: Book) -> None:
    text = book.read("docs/beeld.md")
    book.write("docs/beeld.md", text.replace("question: ", "also-sought: kiekje, plaatje\nquestion: ", 1))
    built = build_search(book)
    assert built.warnings == []
    assert ("kiekje", "plaatje") in {norm.also_sought for norm in built.handbook.norms.values()}
    assert "kiekje" in built.output(INDEX_PATH)
    assert "kiekje" not in built.output("docs/beeld.html")


# -- synonyms


def test_synonyms_are_groups_and_weak_words(book: Book) -> None:
    book.write("docs/gelijk.md", ":::{synonyms}\n---\nweak: online, bericht\n---\n- foto, kiekje\n:::\n")
    built = build_search(book)
    groups = [(group.words, group.weak) for group in built.handbook.synonyms]
    assert groups == [(("online", "bericht"), True), (("foto", "kiekje"), False)]
    data = json.loads(
        re.sub(r"\\(.)", r"\1", built.output(INDEX_PATH).splitlines()[1].split("'", 1)[1].rsplit("'", 1)[0])
    )
    stems = Stems()
    assert data["synonyms"] == [[stems.of("foto"), stems.of("kiekje")]]
    assert data["weak"] == sorted([stems.of("bericht"), stems.of("online")])
