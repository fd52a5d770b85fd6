"""Files that hold many documents: JSONL, sitemaps, WARC; broken parts cost themselves and nothing else."""

import gzip
import io
import json
import random
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundwire.models import Capture, ExtractError, Failure
from groundwire.sources.containers import item_captures, warc_captures
from groundwire.sources.sitemaps import parse_sitemap
from tests.sources.local_site import NOW


def items(body: bytes, max_bytes: int = 1000) -> list[Capture | Failure]:
    return list(item_captures(io.BytesIO(body), name="a.jsonl", url="file:///a.jsonl", at=NOW, max_bytes=max_bytes))


def test_lines_become_captures() -> None:
    line = {
        "url": "https://e.org/1",
        "title": " A  title ",
        "text": "镓\u2028and germanium\u2029",
        "authors": ["Ann", {"name": "Bo"}, 3],
        "published": "2025-03-04T06:10:00+08:00",
        "language": "zh_CN",
        "source_name": "Ledger",
    }
    raw = json.dumps(line, ensure_ascii=False).encode()
    (capture,) = items(raw + b"\r\n\n")
    assert isinstance(capture, Capture)
    assert (capture.kind, capture.media_type, capture.url, capture.source) == (
        "item",
        "application/json",
        "https://e.org/1",
        "a.jsonl",
    )
    assert capture.body == raw
    hints = capture.hints
    assert (hints.title, hints.authors, hints.language, hints.source_name) == (
        "A title",
        ("Ann", "Bo"),
        "zh-CN",
        "Ledger",
    )
    assert hints.published == datetime(2025, 3, 3, 22, 10, tzinfo=UTC)


def test_other_names_of_fields_are_known() -> None:
    (capture,) = items(
        b'\xef\xbb\xbf{"headline":"H","content":"x","date":"2025-03-04","author":"Ann","link":"ftp://x"}'
    )
    assert isinstance(capture, Capture)
    assert capture.url == "file:///a.jsonl#1"
    assert (capture.hints.title, capture.hints.authors) == ("H", ("Ann",))
    assert (capture.hints.published, capture.hints.published_as_written) == (None, "2025-03-04")


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        (b"not json", "malformed"),
        (b"[1]", "malformed"),
        (b"[" * 900, "malformed"),
        (b"{}", "empty"),
        (b'{"text": "  "}', "empty"),
        (b'{"text": 3, "html": null, "paragraphs": [null, ""]}', "empty"),
        (b'{"text": "' + b"x" * 1000 + b'"}', "too-large"),
        (b"\xff\xfe\x00", "malformed"),
    ],
)
def test_a_broken_line_costs_itself(line: bytes, kind: str) -> None:
    good = b'{"paragraphs": ["x"]}'
    first, failure, last = items(good + b"\n" + line + b"\n" + good)
    assert isinstance(failure, Failure)
    assert (failure.item, failure.kind, failure.stage) == ("a.jsonl#2", kind, "read")
    assert isinstance(first, Capture)
    assert isinstance(last, Capture)
    assert last.url == "file:///a.jsonl#3"


@given(
    body=st.lists(
        st.sampled_from([b"{", b"}", b'"text"', b":", b'"x"', b"\n", b",", b"[", b"]", b"\xe2\x80\xa8", b"\xff"])
    ).map(b"".join)
)
def test_any_lines_can_be_read(body: bytes) -> None:
    for result in items(body):
        assert isinstance(result, (Capture, Failure))


SITEMAP = b"""<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
 xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc> https://e.org/1 </loc><lastmod>2025-03-05T00:00:00Z</lastmod>
 <image:image><image:loc>https://e.org/1.png</image:loc><image:title>picture</image:title></image:image>
 <news:news><news:publication><news:name>Ledger</news:name><news:language>en</news:language></news:publication>
 <news:publication_date>2025-03-04T06:10:00+08:00</news:publication_date>
 <news:title>One &amp; two</news:title></news:news></url>
<url><loc>https://e.org/2</loc><lastmod>2025-03-05</lastmod></url>
<url><lastmod>2025-03-05</lastmod></url>
</urlset>"""


def test_a_news_sitemap() -> None:
    one, two = parse_sitemap(SITEMAP, url="x")
    assert (one.address, one.is_sitemap) == ("https://e.org/1", False)
    assert (one.hints.title, one.hints.source_name, one.hints.language) == ("One & two", "Ledger", "en")
    assert one.hints.published == datetime(2025, 3, 3, 22, 10, tzinfo=UTC)
    assert (two.address, two.hints.published_as_written) == ("https://e.org/2", "2025-03-05")


def test_an_index_and_a_broken_sitemap() -> None:
    (link,) = parse_sitemap(b"<sitemapindex><sitemap><loc>https://e.org/s.xml</loc></sitemap></sitemapindex>", url="x")
    assert link.is_sitemap
    assert len(parse_sitemap(SITEMAP[: SITEMAP.index(b"<url><lastmod>")], url="x")) == 2
    assert parse_sitemap(b"<urlset></urlset>", url="x") == ()


def test_entities_of_a_sitemap_are_not_followed() -> None:
    body = b"""<!DOCTYPE u [<!ENTITY a SYSTEM "file:///etc/hostname"><!ENTITY b "&c;&c;"><!ENTITY c "&d;&d;">]>
    <urlset><url><loc>https://e.org/&a;&b;</loc></url></urlset>"""
    (link,) = parse_sitemap(body, url="x")
    assert link.address == "https://e.org/"


@given(
    body=st.one_of(
        st.binary(max_size=60),
        st.tuples(st.integers(0, len(SITEMAP)), st.binary(max_size=8)).map(
            lambda cut: SITEMAP[: cut[0]] + cut[1] + SITEMAP[cut[0] :]
        ),
    )
)
def test_any_sitemap_is_read_or_refused(body: bytes) -> None:
    try:
        links = parse_sitemap(body, url="x")
    except ExtractError as error:
        assert error.kind == "malformed"  # noqa: PT017 - raising is one of two right outcomes
        return
    assert all(link.address for link in links)


def record(
    body: bytes,
    *,
    url: str = "https://e.org/1",
    kind: str = "response",
    status: str = "200 OK",
    head: str = "Content-Type: text/html; charset=gbk",
    length: int | None = None,
) -> bytes:
    block = f"HTTP/1.1 {status}\r\n{head}\r\n\r\n".encode() + body if kind == "response" else body
    content = "application/http; msgtype=response" if kind == "response" else "text/html"
    return (
        (
            f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2025-03-04T06:10:00Z\r\n"
            f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>\r\nContent-Type: {content}\r\n"
            f"Content-Length: {len(block) if length is None else length}\r\n\r\n"
        ).encode()
        + block
        + b"\r\n\r\n"
    )


PAGE = b"<!doctype html><p>page"


def warc(data: bytes, max_bytes: int = 100_000) -> list[Capture | Failure]:
    return list(warc_captures(io.BytesIO(data), name="a.warc", at=NOW, max_bytes=max_bytes))


def bodies(results: list[Capture | Failure]) -> list[bytes]:
    return [result.body for result in results if isinstance(result, Capture)]


@pytest.mark.parametrize("packed", [False, True], ids=["plain", "gzip"])
def test_pages_of_an_archive(packed: bool) -> None:
    parts = [
        record(b"software: x", kind="warcinfo"),
        record(PAGE, head="Content-Type: text/html; charset=gbk\r\nX-Kept: 1\r\nSet-Cookie: a"),
        record(PAGE, kind="resource", url="http://e.org/2"),
        record(b"GET / HTTP/1.1\r\n\r\n", kind="request"),
        record(PAGE, kind="revisit"),
        record(b"User-agent: *", url="https://e.org/robots.txt", head="Content-Type: text/plain"),
        record(b"e.org. A 1.2.3.4", kind="resource", url="dns:e.org"),
        record(PAGE, status="404 Not Found"),
        record(b"\x89PNG\r\n\x1a\n\0\0\0", head="Content-Type: image/png"),
        record(b"%PDF-1.7\n", url="<https://e.org/3>", head="Content-Type: application/pdf"),
    ]
    results = warc(b"".join(gzip.compress(part) if packed else part for part in parts))
    captures = [result for result in results if isinstance(result, Capture)]
    assert len(captures) == len(results) == 3
    first = captures[0]
    assert (first.url, first.media_type, first.charset, first.kind) == ("https://e.org/1", "text/html", "gbk", "page")
    assert first.fetched_at == datetime(2025, 3, 4, 6, 10, tzinfo=UTC)
    assert first.headers == (("Content-Type", "text/html; charset=gbk"), ("X-Kept", "1"))
    assert [capture.url for capture in captures[1:]] == ["http://e.org/2", "https://e.org/3"]
    assert captures[2].media_type == "application/pdf"


def chunked(body: bytes) -> bytes:
    return (
        b"".join(b"%x\r\n%s\r\n" % (len(body[n : n + 7]), body[n : n + 7]) for n in range(0, len(body), 7))
        + b"0\r\n\r\n"
    )


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("Content-Encoding: gzip", gzip.compress(PAGE)),
        ("Content-Encoding: gzip", PAGE),
        ("Transfer-Encoding: chunked", chunked(PAGE)),
        ("Transfer-Encoding: chunked", PAGE),
        ("Transfer-Encoding: chunked\r\nContent-Encoding: gzip", chunked(gzip.compress(PAGE))),
        ("Content-Encoding: br", b"\x8b\x0a\x80<!doctype html><p>page\x03"),
        ("Content-Encoding: br", PAGE),
        ("Content-Encoding: unknown", PAGE),
    ],
)
def test_bodies_are_unpacked_or_left_where_they_were_unpacked_before(head: str, body: bytes) -> None:
    assert bodies(warc(record(body, head=f"Content-Type: text/html\r\n{head}"))) == [PAGE]


def test_limits_and_cuts() -> None:
    big, bomb, good = record(PAGE + b"x" * 200_000), gzip.compress(PAGE + b"x" * 5_000_000), record(PAGE)
    packed = record(bomb, head="Content-Encoding: gzip", url="https://e.org/bomb")
    results = warc(big + packed + good)
    assert [result.kind for result in results] == ["too-large", "too-large", "page"]
    cut = warc(good + good[:-12])
    assert [result.kind for result in cut] == ["page", "malformed"]
    nothing = warc(record(b"", status="2"))
    assert [result.kind for result in nothing] == ["malformed"]


@pytest.mark.parametrize("packed", [False, True], ids=["plain", "gzip"])
def test_after_damage_the_rest_is_used(packed: bool) -> None:
    pages = [record(PAGE + str(n).encode(), url=f"https://e.org/{n}") for n in range(6)]
    parts = [gzip.compress(page) if packed else page for page in pages]
    parts[2] = b"\x00garbage\x1f\x8b\x08" * 40 if packed else pages[2].replace(b"WARC/1.1", b"W@RC/9")
    results = warc(b"".join(parts))
    assert bodies(results) == [PAGE + str(n).encode() for n in (0, 1, 3, 4, 5)]
    assert [result.kind for result in results if isinstance(result, Failure)] == ["malformed"]


def test_a_length_that_is_wrong_costs_one_record() -> None:
    data = record(PAGE + b"0") + record(PAGE + b"1", length=10_000) + record(PAGE + b"2") + record(PAGE + b"3")
    results = warc(data)
    assert PAGE + b"0" in bodies(results)
    assert any(isinstance(result, Failure) for result in results)
    short = warc(record(PAGE + b"0") + record(PAGE + b"1", length=60) + record(PAGE + b"2"))
    assert PAGE + b"2" in bodies(short)


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 2**32), packed=st.booleans(), hits=st.integers(1, 6))
def test_any_damage_is_survived(seed: int, packed: bool, hits: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - damage, not secrets
    parts = [record(PAGE + str(n).encode(), url=f"https://e.org/{n}") for n in range(4)]
    data = bytearray(b"".join(gzip.compress(part, mtime=0) if packed else part for part in parts))
    for _ in range(hits):
        data[chance.randrange(len(data))] = chance.randrange(256)
    del data[chance.randrange(len(data)) + 1 :]
    for result in warc(bytes(data)):
        assert isinstance(result, (Capture, Failure))
