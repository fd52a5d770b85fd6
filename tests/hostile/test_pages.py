"""Markup and script in every field that a page, feed or table shows: all of it comes out as text and nothing as code."""
# ruff: noqa: E501  tables of cases read better unbroken

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree

import pytest
from lxml import html
from starlette.testclient import TestClient

from groundwire.app.cli import main
from groundwire.app.web.application import create_app
from groundwire.brief.lines import parse_brief
from groundwire.desk import open_desk
from groundwire.library.library import Library
from groundwire.library.state import State
from groundwire.models import Failure, Paragraph, Record, TopicId, TopicMatch
from groundwire.pipeline.options import DeskOptions
from tests.app.fact_desk import fact_records

XSS = "<xss onclick=alert(1)>\"'><script>alert(2)</script><img src=x onerror=alert(3)>{{7*7}}</title></textarea><!--"
SCRIPT_URL = "javascript:alert(4)//https://e.org"
FORMULA = '=HYPERLINK("https://evil.example","x")'
NOW = datetime(2025, 7, 20, tzinfo=UTC)
TOPIC = f"""labels: {{en: {XSS!r}, zh: {XSS!r}}}
description: {{en: {XSS!r}}}
concepts: {{a: {{terms: {{en: [gallium, nvidia]}}}}}}
""".replace("\\'", "''")
ENTITIES = f"""kind: organisation
entities:
  org/nvidia: {{labels: {{en: {XSS!r}, zh: {XSS!r}}}, aliases: [Nvidia]}}
  org/bis: {{labels: {{en: {XSS!r}}}, aliases: [The Commerce Department]}}
""".replace("\\'", "''")
ADDRESSES = frozenset(
    (
        "href",
        "src",
        "action",
        "formaction",
        "xlink:href",
        "data",
        "poster",
        "cite",
        "background",
        "hx-get",
        "hx-post",
        "hx-push-url",
    )
)
NAMES = ("", "/timeline", "/figures", "/disagreements", "/map", "/new?since=2025-01-01", "/digest?since=2025-01-01")


def hostile(record: Record, number: int) -> Record:
    """The record with markup in all that a stranger may have written."""
    document = record.document
    behind = tuple(
        replace(each, text=f"{each.text} {XSS}", role="text" if each.number > 1 else each.role)
        for each in (*document.paragraphs, Paragraph(number=len(document.paragraphs) + 1, role="quote", text=XSS))
    )
    brief = parse_brief(f"Core Viewpoint - {XSS} rose 5% [1] Group 1: {XSS} - {XSS} [2]", "en")
    topic = TopicMatch(topic=TopicId("technology-sovereignty"), version=1, score=2.0, threshold=1.0, reasons=())
    return replace(
        record,
        brief=brief,
        matches=(topic,),
        document=replace(
            document, title=f"{FORMULA} {XSS}", source_name=f"{number} {XSS}", authors=(XSS,), url=SCRIPT_URL, image=SCRIPT_URL,
            paragraphs=behind,
        ),
    )  # fmt: skip


@pytest.fixture(scope="module")
def hostile_desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile") / "desk"
    for name, text in (("topics/technology-sovereignty.yaml", TOPIC), ("entities/x.yaml", ENTITIES)):
        (folder / name).parent.mkdir(parents=True)
        (folder / name).write_text(text)
    library = Library(folder / "library", writable=True)
    library.write([hostile(record, number) for number, record in enumerate(fact_records())])
    library.close()
    state = State(f"sqlite:///{folder / 'state.db'}")
    state.add_failures(
        [Failure(item=item, stage="read", kind="malformed", reason=XSS, at=NOW) for item in (XSS, SCRIPT_URL)]
    )
    state.close()
    return folder  # fmt: skip


@pytest.fixture(scope="module")
def client(hostile_desk: Path) -> Iterator[TestClient]:
    with (
        open_desk(hostile_desk, options=DeskOptions(now=lambda: NOW)) as desk,
        TestClient(create_app(desk, hosts=["testserver"]), raise_server_exceptions=False) as client,
    ):
        yield client


def assert_harmless(text: str) -> None:
    """No element, handler or address of a page does anything that its text says."""
    root = html.fromstring(text)
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        assert str(element.tag).lower() not in ("xss", "iframe", "object", "embed", "base", "applet")
        assert element.tag != "script" or (element.get("src") or "").startswith("/static/")
        assert element.tag != "img" or (element.get("src") or "").startswith("/static/")
        for name, value in element.attrib.items():
            assert not str(name).lower().startswith("on"), (element.tag, name)
            assert str(name).lower() not in ("style", "srcdoc"), (element.tag, name)
            address = re.sub(r"[\x00-\x20]", "", str(value)).lower()
            assert name not in ADDRESSES or not address.startswith(("javascript:", "data:", "vbscript:")), (
                element.tag,
                name,
                value,
            )
    assert "49</title>" not in text
    assert "49&lt;/title" not in text  # a template in a title is not run


def assert_guarded(response: object) -> None:
    """The headers that would hold even what escaping let through."""
    headers = response.headers  # type: ignore[attr-defined]  # of httpx or of starlette
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"


def document_paths(client: TestClient) -> list[str]:
    listed = client.get("/search?q=").text
    return sorted(set(re.findall(r'href="(/documents/[0-9a-z]+)"', listed)))


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("base", ["/topics/technology-sovereignty", "/search"])
@pytest.mark.parametrize("name", NAMES)
def test_every_view_shows_markup_as_text(client: TestClient, base: str, name: str, language: str) -> None:
    for headers in ({}, {"hx-request": "true"}):
        response = client.get(f"{base}{name}", headers={"accept-language": language, **headers})
        assert response.status_code == 200, response.text[:300]
        assert_harmless(response.text)
        assert_guarded(response)
        assert "&lt;xss" in response.text or base == "/search" or "hx-request" in headers


@pytest.mark.parametrize("path", ["/", "/sources", "/failures", "/ask", "/documents"])
def test_every_list_shows_markup_as_text(client: TestClient, path: str) -> None:
    response = client.get(path)
    assert_harmless(response.text)
    assert_guarded(response)


def test_every_document_shows_markup_as_text(client: TestClient) -> None:
    paths = document_paths(client)
    assert len(paths) >= 5
    for path in paths:
        response = client.get(path)
        assert response.status_code == 200
        assert "&lt;xss" in response.text
        assert_harmless(response.text)
        assert_guarded(response)


ASKED = ("q", "source", "lang", "since", "until", "entity", "kind", "cursor", "sort", "every", "of")


@pytest.mark.parametrize("value", [XSS, SCRIPT_URL, "\0\ufffe\u202e", "9" * 5000, "- " * 990, "-1", "[" * 1500, "²"])
def test_what_is_asked_comes_back_as_text(client: TestClient, value: str) -> None:
    asked = [("/search", name) for name in ASKED]
    asked += [("/ask", "q"), ("/failures", "cursor"), ("/search/map", "of"), ("/search/new", "since")]
    for path, name in asked:
        response = client.get(path, params={name: value})
        assert response.status_code < 500, (path, name, response.text[-300:])
        assert_harmless(response.text)
        assert_guarded(response)


@pytest.mark.parametrize(
    "path",
    [
        f"/topics/{XSS}",
        f"/documents/{XSS}",
        f"/{XSS}",
        "/documents/%00",
        "/topics/%ff",
        "/static/%00",
        "/static/..%2f..%2fsettings.py",
    ],
)
def test_odd_addresses_are_told_harmlessly(client: TestClient, path: str) -> None:
    response = client.get(path)
    assert 400 <= response.status_code < 500
    assert_harmless(response.text or "<p>")
    assert_guarded(response)


@pytest.mark.parametrize(
    "span", [XSS, "1.0-99999999999999999999", "99999999999999999999.0-1", "-1.-1--1", "²", "1.0-1," * 3000]
)
def test_odd_spans_highlight_nothing(client: TestClient, span: str) -> None:
    response = client.get(document_paths(client)[0], params={"span": span})
    assert response.status_code < 500
    assert_harmless(response.text)


def test_the_feed_is_xml_with_text_in_it(client: TestClient) -> None:
    response = client.get("/topics/technology-sovereignty/feed.atom")
    assert_guarded(response)
    root = ElementTree.fromstring(response.text)  # noqa: S314 - what we wrote ourselves
    names = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert names <= {"feed", "title", "id", "updated", "link", "author", "name", "entry", "category", "summary"}
    links = [element.get("href", "") for element in root.iter() if element.tag.endswith("}link")]
    assert links
    assert all(link.startswith(("http://", "https://")) for link in links)


def printed(capfdbinary: pytest.CaptureFixture[bytes], folder: Path, *arguments: str) -> str:
    with pytest.raises(SystemExit):
        main(["--desk", str(folder), *arguments])
    return capfdbinary.readouterr().out.decode()


def test_the_exported_page_is_harmless(hostile_desk: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    text = printed(capfdbinary, hostile_desk, "topic", "technology-sovereignty", "--format", "html")
    assert "&lt;xss" in text
    root = html.fromstring(text)
    assert not root.xpath("//script | //xss | //img | //@onclick | //@onerror")
    links = [str(element.get("href")) for element in root.iter() if element.get("href")]
    assert all(link.startswith(("#", "http://", "https://")) for link in links)


def test_markdown_makes_no_links_of_other_kinds(hostile_desk: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    text = printed(capfdbinary, hostile_desk, "topic", "technology-sovereignty", "--format", "markdown")
    assert "](<javascript:" not in text
    assert "](javascript:" not in text


@pytest.mark.parametrize("view", ["timeline", "figures", "disagreements", "map", "new"])
def test_no_cell_of_a_table_is_a_formula(
    hostile_desk: Path, capfdbinary: pytest.CaptureFixture[bytes], view: str
) -> None:
    since = ["--since", "2025-01-01"] if view == "new" else []
    text = printed(capfdbinary, hostile_desk, view, "technology-sovereignty", "--format", "csv", *since)
    rows = list(csv.reader(io.StringIO(text)))
    assert len(rows) > 1
    for row in rows[1:]:
        for cell in row:
            assert not re.match(r"[=+@\t\r]|-\D", cell), cell
