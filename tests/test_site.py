"""The real book as a site: strict build, addresses, links, rule pages, data, worksheets."""

from __future__ import annotations

import hashlib
import html.parser
import json
import re
from fnmatch import fnmatch
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, unquote, urlsplit

import jsonschema
import openpyxl
import pytest
from policy_handbook.builders.decision_files import as_script
from policy_handbook.views.registry import COMPONENTS

if TYPE_CHECKING:
    from books import Book

CODES = ("beersel", "bijlage13", "handreiking", "mandatarissen", "turnhout")


class Page(html.parser.HTMLParser):
    """The ids, links and loaded files of an HTML page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.loads: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if id := values.get("id"):
            self.ids.append(id)
        if tag == "a" and (href := values.get("href")):
            self.links.append(href)
        for name in ("src", "srcset", "data", "poster", "action"):
            if value := values.get(name):
                self.loads.append(value)
        if tag == "link" and values.get("rel") != "canonical" and (href := values.get("href")):
            self.loads.append(href)


@pytest.fixture(scope="session")
def site(real_site: Path) -> Path:
    """The real book, built as ``make check`` does."""
    return real_site


@pytest.fixture(scope="session")
def data(site: Path) -> dict:
    return json.loads((site / "data/handbook.json").read_text("utf-8"))


@pytest.fixture(scope="session")
def pages(site: Path) -> dict[Path, Page]:
    return {path: Page(path.read_text("utf-8")) for path in sorted(site.rglob("*.html"))}


def test_every_link_leads_somewhere(site: Path, pages: dict[Path, Page], data: dict) -> None:
    known = {fact["id"] for fact in data["facts"]} | {"act", "audience", "context", "show"}
    broken = []
    for path, page in pages.items():
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            # From the root of the host, as on the page for an unknown address.
            start = site if parts.path.startswith("/") else path.parent
            target = (start / unquote(parts.path).lstrip("/")).resolve() if parts.path else path
            if "=" in parts.fragment:  # answers, for the assistant
                found = "docs/beslissen" in str(target) and parse_qs(parts.fragment).keys() <= known
            else:
                found = not parts.fragment or target not in pages or unquote(parts.fragment) in pages[target].ids
            if not target.is_file() or not found:
                broken.append(f"{path.relative_to(site)}: {link}")
    assert not broken, broken[:20]


def test_ids_are_unique_on_each_page(site: Path, pages: dict[Path, Page]) -> None:
    for path, page in pages.items():
        assert len(page.ids) == len(set(page.ids)), path.relative_to(site)


def test_nothing_is_loaded_from_another_host(site: Path, pages: dict[Path, Page]) -> None:
    for path, page in pages.items():
        for address in page.loads:
            assert not urlsplit(address).netloc, f"{path.relative_to(site)}: {address}"
    for path in site.rglob("*.css"):
        assert "url(http" not in path.read_text("utf-8").replace('"', "").replace("'", ""), path


def test_every_script_of_ours_is_loaded_by_some_page(site: Path, pages: dict[Path, Page]) -> None:
    loaded = {urlsplit(address).path.rpartition("/")[2] for page in pages.values() for address in page.loads}
    # What a page asks for once it is needed; a test of the component drives it.
    loaded.update(name for component in COMPONENTS.values() for name in component.later)
    assert [path.name for path in site.glob("_static/policy*.[jt]s") if path.name not in loaded] == []


#: Of a page as it is sent, unpacked.
MOST_BYTES = 250 * 1024


def test_no_page_is_large_but_the_longest_text_and_the_tables_of_the_assistant(site: Path) -> None:
    texts = {path.relative_to(site).as_posix(): path.stat().st_size for path in site.glob("codes/*/v*.html")}
    large = {
        name
        for path in site.rglob("*.html")
        if path.stat().st_size > MOST_BYTES
        and not fnmatch(name := path.relative_to(site).as_posix(), "docs/beslissen/*-uitkomsten.html")
    }
    assert large <= {max(texts, key=texts.__getitem__)}
    for path in site.glob("docs/beslissen/*-uitkomsten.html"):
        assert 'data-module="policy-assistant"' not in path.read_text("utf-8")


def test_addresses_that_others_rely_on(site: Path, pages: dict[Path, Page], data: dict) -> None:
    for code in CODES:
        assert (site / f"codes/{code}/index.html").is_file()
    for rule in data["rules"]:
        code, id = rule["id"].split("/")
        assert id in pages[site / f"codes/{code}/{rule['version']}.html"].ids
        assert (site / f"regels/{code}/{id}.html").is_file()
        assert (site / f"regels/{code}/{id}/{rule['version']}.html").is_file()
    assert (site / "objects.inv").is_file()
    assert (site / "data/handbook.schema.json").is_file()


def test_data_follows_its_schema(site: Path, data: dict) -> None:
    schema = json.loads((site / "data/handbook.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(data)


def test_what_decides_follows_its_schema_and_is_the_same_as_a_script(site: Path, data: dict) -> None:
    schema = json.loads((site / "data/decisions/schema.json").read_text("utf-8"))
    for code in (code["id"] for code in data["codes"]):
        words = (site / f"data/decisions/{code}.json").read_bytes()
        jsonschema.Draft202012Validator(schema).validate(json.loads(words))
        assert (site / f"data/decisions/{code}.js").read_bytes() == as_script(code, words)


def test_fingerprints_and_quotes_are_of_the_text(data: dict) -> None:
    for rule in data["rules"]:
        assert rule["fingerprint"] == hashlib.sha256(rule["text"].encode()).hexdigest()
        assert rule["text"] == " ".join(rule["text"].split())
        for position in rule["positions"]:
            for quote in position["quotes"]:
                assert quote in rule["text"], (rule["id"], quote)


def test_every_sentence_takes_a_position(data: dict) -> None:
    """Names and signatures are no sentences; a bare heading says nothing by itself."""
    silent = [
        rule["id"]
        for rule in data["rules"]
        if not rule["positions"]
        and rule["kind"] not in ("heading", "signature")
        and rule["text"].endswith((".", "?", "!"))
    ]
    assert not silent


def test_overlaps_lead_both_ways(site: Path, data: dict) -> None:
    for overlap in data["overlaps"]:
        assert overlap["a"].split("/")[0] != overlap["b"].split("/")[0]
        for here, there in ((overlap["a"], overlap["b"]), (overlap["b"], overlap["a"])):
            text = (site / f"regels/{here}.html").read_text("utf-8")
            code, id = there.split("/")
            assert f'codes/{code}/v1.html#{id}"' in text, (here, there)


def test_a_rule_page_has_what_hr_needs(site: Path, data: dict) -> None:
    rule = next(rule for rule in data["rules"] if rule["id"] == "bijlage13/art-5.2-persoonlijk-5")
    page = (site / "regels/bijlage13/art-5.2-persoonlijk-5/v1.html").read_text("utf-8")
    assert rule["text"] in page
    assert "bij persoonlijke communicatie" in page
    assert rule["fingerprint"] in page
    assert "datum niet vermeld in de bron" in page
    assert "niet de authentieke bekendmaking" in page
    assert rule["lead_in"] in rule["citation"] and rule["text"] in rule["citation"]


def test_every_table_downloads_as_a_worksheet_that_names_its_provisions(site: Path, data: dict) -> None:
    """A handbook without an address of its own gives ids: a path would lead nowhere from a folder of downloads."""
    known = {f"{rule['id']}@{rule['version']}" for rule in data["rules"]}
    known |= {f"norm {norm['id']}" for norm in data["norms"]} | {f"thema {topic['id']}" for topic in data["topics"]}
    sheets = sorted((site / "downloads").glob("*.xlsx"))
    assert len(sheets) >= 20
    for path in sheets:
        sheet = openpyxl.load_workbook(path).active
        assert sheet is not None
        assert sheet.max_row > 1, path.name
        for row in sheet.iter_rows(min_row=2):
            assert row[-1].hyperlink is None, (path.name, row[0].row)
            assert row[-1].value in known, (path.name, row[0].row, row[-1].value)


def test_with_an_address_every_row_of_a_worksheet_has_a_link(book: Book) -> None:
    built = book.build("handbook", policy_handbook_url="https://intranet.example/handboek/")
    out = Path(built.app.outdir)
    sheets = sorted((out / "downloads").glob("*.xlsx"))
    assert sheets
    for path in sheets:
        sheet = openpyxl.load_workbook(path).active
        assert sheet is not None
        for row in sheet.iter_rows(min_row=2):
            link = row[-1].hyperlink
            assert link is not None and link.target.startswith("https://intranet.example/handboek/"), link
            assert (out / unquote(urlsplit(link.target).path).removeprefix("/handboek/")).is_file(), link.target


@pytest.mark.parametrize(("url", "said"), [("", 1), ("https://intranet.example", 0)])
def test_the_build_says_in_one_line_that_there_is_no_address(book: Book, url: str, said: int) -> None:
    built = book.build("handbook", policy_handbook_url=url)
    assert built.warnings == []
    assert built.app.status.getvalue().count("policy_handbook_url is niet ingesteld") == said


def test_a_lead_in_in_parts_says_everywhere_that_words_are_left_out(site: Path) -> None:
    """Two bullets stand between them in the source: on pages, in data and on worksheets."""
    apart, joined = "gelden volgende regels: […] Er gelden twee uitzonderingen:", "gelden volgende regels: Er gelden"
    shown = {}
    for path in sorted(site.rglob("*")):
        if path.suffix in (".html", ".json", ".js"):
            words = re.sub(r"<[^>]*>", "", path.read_text("utf-8"))
        elif path.suffix == ".xlsx":
            sheet = openpyxl.load_workbook(path).active
            assert sheet is not None
            words = "\n".join(str(value) for row in sheet.iter_rows(values_only=True) for value in row)
        else:
            continue
        words = " ".join(html.unescape(words).split())
        assert joined not in words, path
        shown[path.suffix] = shown.get(path.suffix, 0) + (apart in words)
    assert shown[".html"] > 10
    assert min(shown[suffix] for suffix in (".json", ".js", ".xlsx")) >= 1


def test_silence_is_never_permission(site: Path) -> None:
    text = (site / "docs/vergelijken/hiaten/beersel.html").read_text("utf-8")
    assert "niet geregeld" in text


def test_a_weight_never_stands_in_brackets_within_brackets(site: Path) -> None:
    for path in sorted(site.rglob("*.html")):
        shown = re.sub(r"<[^>]*>", "", re.sub(r"<script.*?</script>", "", path.read_text("utf-8"), flags=re.DOTALL))
        nested = re.search(r"\([^()\n]*\((?:richtlijn|tip|bindend)\)", shown)
        assert nested is None, f"{path.relative_to(site)}: {nested and nested[0]}"


def test_what_is_near_is_found_from_the_page_on_it(site: Path) -> None:
    """A code's rule on photos from the page on images, and what is left standing from where removing is compared."""
    images = (site / "docs/themas/beeldmateriaal.html").read_text("utf-8")
    removing = (site / "docs/themas/spelregels-en-klachten.html").read_text("utf-8")
    (cell,) = re.findall(r'<td[^>]*policy-col-bijlage13"[^>]*>(?:(?!</td>).)*norm-profielfoto', images, re.DOTALL)
    assert "niet geregeld" in cell
    assert re.search(r'<td[^>]*policy-col-turnhout"[^>]*>(?:(?!</td>).)*norm-omgaan-met-kritiek', removing, re.DOTALL)
    assert "Over dit hele thema is niets geregeld in: Handreiking." in images
