"""The zip for the intranet: complete, the same each time, and with settings that can be read."""

from __future__ import annotations

import os
import re
import threading
from datetime import datetime
from functools import partial
from html.parser import HTMLParser
from http.client import HTTPConnection
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from policy_handbook.builders.manifest import Manifest
from policy_handbook.hosting import Hosting, root_of
from policy_handbook.package_site import DEPLOY, SiteError, fill_in, main, package_site

if TYPE_CHECKING:
    from collections.abc import Mapping

SETTINGS = {"web.config", "nginx.conf", "apache.htaccess", "LEESMIJ.html", "LEESMIJ.css"}
# At the root of a host, as where a book names no address.
PLAIN = Hosting()
TYPES = {
    "html": "text/html",
    "css": "text/css",
    "js": "text/javascript",
    "json": "application/json",
    "svg": "image/svg+xml",
    "woff2": "font/woff2",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "inv": "application/octet-stream",
    "wasm": "application/wasm",
    "pf_meta": "application/octet-stream",
}


def read(name: str, hosting: Hosting = PLAIN) -> str:
    return fill_in((DEPLOY / name).read_text("utf-8"), hosting)


def write(folder: Path, **files: str) -> None:
    for name, text in files.items():
        folder.joinpath(name).parent.mkdir(parents=True, exist_ok=True)
        folder.joinpath(name).write_text(text, "utf-8")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "html"
    write(
        folder,
        **{
            "index.html": "<p>Handboek</p>",
            "objects.inv": "x",
            "regels/a/art-3.5.html": "é",
            "regels/a/art-3.5/v1.html": "é",
            "_static/policy.css": "p {}",
            ".buildinfo": "x",
            ".doctrees/index.doctree": "x",
        },
    )
    return folder


# -- the zip


def test_zip_holds_the_site_and_the_settings(site: Path, tmp_path: Path) -> None:
    target = tmp_path / "handboek.zip"
    count = package_site(site, target)
    with ZipFile(target) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert archive.read("regels/a/art-3.5/v1.html") == "é".encode()
        assert archive.read("web.config").decode() == read("web.config")
    pages = {"index.html", "objects.inv", "regels/a/art-3.5.html", "regels/a/art-3.5/v1.html", "_static/policy.css"}
    assert set(names) == pages | SETTINGS
    assert names == sorted(names)
    assert count == len(names)


def test_same_site_gives_same_bytes(site: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "een.zip", tmp_path / "twee.zip"
    package_site(site, first)
    for path in site.rglob("*"):
        os.utime(path, (1_000_000_000, 1_000_000_000))
    (site / "index.html").chmod(0o600)
    package_site(site, second)
    assert first.read_bytes() == second.read_bytes()


def test_changed_site_gives_other_bytes(site: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "een.zip", tmp_path / "twee.zip"
    package_site(site, first)
    write(site, **{"index.html": "<p>Handboek!</p>"})
    package_site(site, second)
    assert first.read_bytes() != second.read_bytes()


def test_unpacked_files_can_be_read_by_a_web_server(site: Path, tmp_path: Path) -> None:
    package_site(site, tmp_path / "handboek.zip")
    with ZipFile(tmp_path / "handboek.zip") as archive:
        assert {info.external_attr >> 16 for info in archive.infolist()} == {0o100644}


class Nginx(SimpleHTTPRequestHandler):
    """Condition by nginx's rule: the ETag of a file is its time and its size, both hexadecimal, and the time says the same."""

    def send_head(self) -> BytesIO | None:
        data = Path(self.translate_path(self.path)).read_bytes()
        time = Path(self.translate_path(self.path)).stat().st_mtime
        tag, modified = f'"{int(time):x}-{len(data):x}"', self.date_time_string(int(time))
        same = self.headers["If-None-Match"] == tag and self.headers["If-Modified-Since"] == modified
        self.send_response(304 if same else 200)
        self.send_header("ETag", tag)
        self.send_header("Last-Modified", modified)
        self.send_header("Content-Length", "0" if same else str(len(data)))
        self.end_headers()
        return None if same else BytesIO(data)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


def unpack(target: Path, folder: Path) -> None:
    """As a server's administrator does: with the times of the zip, which Python's own unpacking leaves out."""
    with ZipFile(target) as archive:
        for info in archive.infolist():
            path = Path(archive.extract(info, folder))
            moment = datetime(*info.date_time).timestamp()
            os.utime(path, (moment, moment))


def test_a_reader_gets_the_new_edition_where_a_word_became_one_of_equal_length(site: Path, tmp_path: Path) -> None:
    published, target = tmp_path / "srv", tmp_path / "handboek.zip"
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Nginx, directory=str(published)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    reader = HTTPConnection("127.0.0.1", server.server_port)

    def ask(path: str, known: Mapping[str, str]) -> tuple[int, str, dict[str, str]]:
        reader.request("GET", f"/{path}", headers=dict(known))
        answer = reader.getresponse()
        words = answer.read().decode()
        return (
            answer.status,
            words,
            {"If-None-Match": answer.headers["ETag"], "If-Modified-Since": answer.headers["Last-Modified"]},
        )

    try:
        write(site, **{"regels/a/art-3.5.html": "de dienst mag afwijken"})
        package_site(site, target)
        unpack(target, published)
        status, words, known = ask("regels/a/art-3.5.html", {})
        index = ask("index.html", {})[2]
        assert (status, words) == (200, "de dienst mag afwijken")
        assert ask("regels/a/art-3.5.html", known)[0] == 304
        write(site, **{"regels/a/art-3.5.html": "de dienst mag ingrijpt"})
        package_site(site, target)
        unpack(target, published)
        assert ask("regels/a/art-3.5.html", known)[:2] == (200, "de dienst mag ingrijpt")
        assert ask("index.html", index)[0] == 304, "what did not change need not be sent again"
    finally:
        reader.close()
        server.shutdown()
        server.server_close()


def test_the_time_of_a_packed_file_is_in_the_past_and_its_own(site: Path, tmp_path: Path) -> None:
    write(site, **{f"{number}.html": f"{number:04}" for number in range(1000)})
    package_site(site, tmp_path / "handboek.zip")
    with ZipFile(tmp_path / "handboek.zip") as archive:
        times = [info.date_time for info in archive.infolist() if info.filename.split(".")[0].isdigit()]
    assert len(set(times)) == 1000
    assert max(times) < (2020, 1, 1)


def test_zip_inside_the_site_does_not_hold_itself(site: Path) -> None:
    target = site / "downloads" / "handboek.zip"
    package_site(site, target)
    first = target.read_bytes()
    package_site(site, target)
    assert target.read_bytes() == first
    with ZipFile(target) as archive:
        assert "downloads/handboek.zip" not in archive.namelist()


def test_settings_of_the_site_itself_go_first(site: Path, tmp_path: Path) -> None:
    write(site, **{"web.config": "<configuration />"})
    package_site(site, tmp_path / "handboek.zip")
    with ZipFile(tmp_path / "handboek.zip") as archive:
        assert archive.read("web.config") == b"<configuration />"
        assert archive.namelist().count("web.config") == 1


def test_folder_that_was_not_built_is_refused_and_an_older_zip_stays(tmp_path: Path) -> None:
    target = tmp_path / "handboek.zip"
    target.write_bytes(b"ouder")
    with pytest.raises(SiteError, match=r"index\.html"):
        package_site(tmp_path / "html", target)
    assert target.read_bytes() == b"ouder"
    assert list(tmp_path.iterdir()) == [target]


# -- the command


def test_command_packs(site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "nieuw" / "handboek.zip"
    assert main([str(site), str(target)]) == 0
    assert "10 bestanden" in capsys.readouterr().out
    assert target.is_file()


@pytest.mark.parametrize("arguments", [[], ["html"], ["html", "a.zip", "b.zip"], ["bestaat-niet", "a.zip"]])
def test_wrong_use_is_one_line_and_status_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.count("\n") == 1


# -- the settings


@pytest.mark.parametrize(("extension", "type"), TYPES.items())
def test_each_server_knows_each_type(extension: str, type: str) -> None:
    iis = ElementTree.fromstring(read("web.config"))
    maps = {m.get("fileExtension"): m.get("mimeType", "") for m in iis.iter("mimeMap")}
    assert maps[f".{extension}"].partition(";")[0] == type
    assert re.search(rf"^\s+{re.escape(type)}\s[^;]*\b{extension}\b[^;]*;$", read("nginx.conf"), re.MULTILINE)
    assert re.search(rf"^\s+AddType {re.escape(type)}\s.*\.{extension}\b", read("apache.htaccess"), re.MULTILINE)


def test_iis_type_is_removed_before_it_is_set() -> None:
    content = next(ElementTree.fromstring(read("web.config")).iter("staticContent"))
    steps = [(child.tag, child.get("fileExtension")) for child in content if child.get("fileExtension")]
    expected = [(tag, extension) for _, extension in steps[::2] for tag in ("remove", "mimeMap")]
    assert steps == expected
    assert len(set(steps)) == len(steps)


def find_policies(hosting: Hosting) -> list[str]:
    iis = ElementTree.fromstring(read("web.config", hosting))
    return [
        *(h.get("value", "") for h in iis.iter("add") if h.get("name") == "Content-Security-Policy"),
        *re.findall(
            r'^\s+add_header Content-Security-Policy "(.*)" always;$', read("nginx.conf", hosting), re.MULTILINE
        ),
        *re.findall(
            r'^\s+Header always set Content-Security-Policy "(.*)"$', read("apache.htaccess", hosting), re.MULTILINE
        ),
    ]


POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors {frames}"
)


@pytest.mark.parametrize("frames", ["'self'", "'none'", "'self' https://intranet.example"])
def test_security_policy_is_the_same_everywhere(frames: str) -> None:
    assert find_policies(Hosting(frames=frames)) == [POLICY.format(frames=frames)] * 3


@pytest.mark.parametrize(
    ("address", "root"), [("", "/"), ("https://a.example", "/"), ("https://a.example/b/c/", "/b/c/")]
)
def test_the_page_for_an_unknown_address_is_found_from_every_address(address: str, root: str) -> None:
    hosting = Hosting(root_of(address))
    assert f"\nErrorDocument 404 {root}404.html\n" in read("apache.htaccess", hosting)
    nginx = read("nginx.conf", hosting)
    assert f"error_page 404 {root}404.html;" in nginx
    assert re.findall(r"^ *location (?:= )?(/\S*)", nginx, re.MULTILINE) == [
        *([root[:-1]] if root != "/" else []), root, f"{root}_static/",
    ]  # fmt: skip
    assert ("return 301" in nginx) == (root != "/")
    (error,) = ElementTree.fromstring(read("web.config", hosting)).iter("error")
    assert error.attrib == {"statusCode": "404", "path": "404.html", "responseMode": "File"}
    assert f"<code>{root}</code>" in read("LEESMIJ.html", hosting)


def test_the_zip_is_for_the_place_that_the_build_noted(site: Path, tmp_path: Path) -> None:
    Manifest(hosting=Hosting("/b/", "'none'")).save(Manifest.path_of(site))
    package_site(site, tmp_path / "handboek.zip")
    with ZipFile(tmp_path / "handboek.zip") as archive:
        text = archive.read("nginx.conf").decode()
    assert "location /b/ {" in text
    assert "frame-ancestors 'none'" in text


@pytest.mark.parametrize("name", sorted(SETTINGS))
def test_no_place_is_left_open(name: str) -> None:
    assert not re.search(r"@[\w-]+@", read(name))


@pytest.mark.parametrize("name", ["web.config", "nginx.conf", "apache.htaccess"])
def test_sniffing_is_off(name: str) -> None:
    assert re.search(r'X-Content-Type-Options"?( value=)? ?"nosniff"', read(name))


@pytest.mark.parametrize(
    ("name", "listing", "page", "asset"),
    [
        ("web.config", '<directoryBrowse enabled="false" />', '"00:05:00"', '"1.00:00:00"'),
        ("nginx.conf", "autoindex off;", "expires 5m;", "expires 1d;"),
        ("apache.htaccess", "Options -Indexes", '"max-age=300"', '"max-age=86400"'),
    ],
)
def test_no_listing_and_pages_are_kept_shorter_than_assets(name: str, listing: str, page: str, asset: str) -> None:
    text = read(name)
    assert listing in text
    assert -1 < text.index(page) < text.index("_static", text.index(page)) < text.index(asset)


# -- the page


class Page(HTMLParser):
    """The elements, with their attributes, and the ids."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))


@pytest.fixture
def page() -> Page:
    return Page(read("LEESMIJ.html"))


def test_page_has_no_script_and_asks_for_nothing(page: Page) -> None:
    tags = {tag for tag, _ in page.elements}
    assert not tags & {"script", "style", "img", "iframe", "object", "base", "form"}
    assert not [a for _, attributes in page.elements for a in attributes if a.startswith("on") or a in ("src", "style")]
    assert [attributes["href"] for tag, attributes in page.elements if tag == "link"] == ["LEESMIJ.css"]
    links = [attributes["href"] for tag, attributes in page.elements if tag == "a"]
    assert links == ["index.html", "#webserver"]


def test_page_is_accessible(page: Page) -> None:
    tags = [tag for tag, _ in page.elements]
    assert ("html", {"lang": "nl"}) in page.elements
    assert (tags.count("h1"), tags.count("main"), tags.count("title"), tags.count("caption")) == (1, 1, 1, 1)
    assert all(attributes.get("scope") in ("col", "row") for tag, attributes in page.elements if tag == "th")
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert {"webserver", "werkt-waar"} <= set(ids)


@pytest.mark.parametrize("name", sorted(SETTINGS - {"LEESMIJ.html", "LEESMIJ.css"}))
def test_page_explains_each_file(name: str) -> None:
    assert f"<code>{name}</code>" in read("LEESMIJ.html")


@pytest.mark.parametrize("words", ["subpad", "http://", "https", "file://", "gedeelde schijf"])
def test_page_names_each_place(words: str) -> None:
    assert words.casefold() in read("LEESMIJ.html").casefold()
