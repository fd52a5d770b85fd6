"""A folder of hostile files through a whole desk: what is good is read, what is not costs a failure each, and no more."""
# ruff: noqa: E501  tables of cases read better unbroken

import gzip
import json
import os
import resource
import time
import zlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from groundwire.desk import Desk, open_desk
from groundwire.models import Query
from groundwire.pipeline.intake import Arrival
from groundwire.pipeline.options import DeskOptions
from tests.extract.test_pdf import Text, pdf
from tests.hostile.targets import assert_sentence, http, warc_record

NOW = datetime(2026, 1, 15, 12, tzinfo=UTC)
GOOD = "The ministry said on Tuesday that exports of gallium fell 12% in March, after licences were required in August."
ARTICLE = f"<!doctype html><html lang=en><title>Gallium exports fall</title><article><p>{GOOD}</p><p>{GOOD[::-1]}</p></article>"
LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a0 "ha">'
    + b"".join(b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 12))
    + b"]>"
)
QUADRATIC = b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "' + b"x" * 50_000 + b'">]>'
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd"><!ENTITY % p SYSTEM "http://127.0.0.1:9/x.dtd">%p;]>'
RSS = b"<rss version='2.0'><channel><title>t</title><item><title>%s</title><link>gone.html</link><description>%s</description></item></channel></rss>"
MAP = b'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>%s</loc></url></urlset>'


def zeros(mebibytes: int) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    return b"".join([packer.compress(bytes(1 << 20)) for _ in range(mebibytes)]) + packer.flush()


def item(**more: object) -> bytes:
    return json.dumps({"url": "https://e.org/a", "title": "Gallium", "text": GOOD, **more}).encode()


def looping_pdf(pages: bytes, outlines: bytes = b"") -> bytes:
    objects = [
        b"<</Type/Catalog/Pages 2 0 R/Outlines 4 0 R>>",
        pages,
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>",
        outlines or b"<<>>",
    ]
    body, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return body + b"xref\n0 5\n0000000000 65535 f \n%strailer<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        table,
        len(body),
    )


def mail(depth: int) -> bytes:
    opened = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(depth))
    return (
        b"From: a@e.org\nTo: b@e.org\nSubject: x\nDate: Tue, 4 Mar 2025 06:10:00 +0000\nMIME-Version: 1.0\n"
        + opened
        + b"\n"
        + GOOD.encode()
    )


CASES: dict[str, tuple[str, Callable[[], bytes]]] = {
    "100k nested tags": ("a.html", lambda: b"<html><body>" + b"<div>" * 100_000 + GOOD.encode()),
    "100k nested lists": ("a.html", lambda: b"<html><body>" + b"<ul><li>" * 100_000 + GOOD.encode()),
    "an attribute of 1 MB": ("a.html", lambda: ARTICLE.replace("<p>", f"<p title='{'x' * 1_000_000}'>", 1).encode()),
    "10k attributes": ("a.html", lambda: ARTICLE.replace("<p>", f"<p {' '.join(f'a{n}=1' for n in range(10_000))}>", 1).encode()),
    "null bytes": ("a.html", lambda: ARTICLE.replace(" ", " \0").encode()),
    "nothing but null bytes": ("a.html", lambda: bytes(1_000_000)),
    "utf-16 without a mark": ("a.html", lambda: ARTICLE.encode("utf-16-le")),
    "gb18030 called utf-8": ("a.html", lambda: "<meta charset=utf-8><title>镓出口</title><p>商务部周二表示，三月份镓出口同比下降百分之十二，此前已于八月实行许可证制度。</p>".encode("gb18030")),
    "utf-7": ("a.html", lambda: b"<meta charset=utf-7>~{ +ADw-script+AD4-alert(1)+ADw-/script+AD4- " + GOOD.encode()),
    "punycode": ("a.html", lambda: b"<meta charset=punycode>\xff" + b"a-" * 500_000 + GOOD.encode()),
    "unclosed comment": ("a.html", lambda: ARTICLE.encode() + b"<!--" + b"<!-- " * 200_000),
    "a million ampersands": ("a.html", lambda: b"<p>" + b"&amp" * 1_000_000),
    "a gzip bomb": ("a.html.gz", lambda: zeros(150)),
    "a gzip bomb in a gzip": ("a.gz", lambda: gzip.compress(zeros(150))),
    "a gzip cut short": ("a.html.gz", lambda: gzip.compress(ARTICLE.encode() * 100)[:50]),
    "jsonl bomb": ("a.jsonl", lambda: zeros(150)),
    "warc bomb": ("a.warc.gz", lambda: zeros(150)),
    "a zip": ("a.zip", lambda: b"PK\x03\x04" + bytes(100)),
    "an epub": ("a.epub", lambda: b"PK\x03\x04\x14\0\0\0\0\0mimetypeapplication/epub+zip"),
    "laughs in a feed": ("a.xml", lambda: LAUGHS + RSS % (b"&a11;", b"&a11;")),
    "quadratic entity in a feed": ("a.xml", lambda: QUADRATIC + RSS % (b"t", b"&a;" * 20_000)),
    "outside entities in a feed": ("a.xml", lambda: OUTSIDE + RSS % (b"&e;", b"&e;")),
    "laughs in a sitemap": ("a.xml", lambda: LAUGHS.replace(b"rss", b"urlset") + MAP % b"https://e.org/&a11;"),
    "quadratic entity in a sitemap": ("a.xml", lambda: QUADRATIC.replace(b"rss", b"urlset") + MAP % (b"&a;" * 20_000)),
    "outside entities in a sitemap": ("a.xml", lambda: OUTSIDE + MAP % b"&e;"),
    "a feed of nested elements": ("a.xml", lambda: b"<rss><channel><item>" + b"<a>" * 100_000),
    "a sitemap of nested elements": ("a.xml", lambda: b"<urlset>" + b"<url>" * 100_000),
    "a sitemap that lists itself": ("a.xml", lambda: b"<sitemapindex><sitemap><loc>a.xml</loc></sitemap><sitemap><loc>none.xml</loc></sitemap></sitemapindex>"),
    "pdf pages in a circle": ("a.pdf", lambda: looping_pdf(b"<</Type/Pages/Count 1/Kids[2 0 R]>>")),
    "pdf pages that are their own parents": ("a.pdf", lambda: looping_pdf(b"<</Type/Pages/Count 9/Kids[2 0 R 3 0 R 2 0 R]/Parent 2 0 R>>")),
    "pdf outlines in a circle": ("a.pdf", lambda: looping_pdf(b"<</Type/Pages/Count 1/Kids[3 0 R]>>", b"<</First 4 0 R/Next 4 0 R/Last 4 0 R/Count 1>>")),
    "pdf of a billion pages": ("a.pdf", lambda: looping_pdf(b"<</Type/Pages/Count 1000000000/Kids[3 0 R]>>")),
    "pdf of a giant box": ("a.pdf", lambda: pdf([Text(50, 700, GOOD)]).replace(b"[0 0 600 800]", b"[0 0 9e9 9e9]")),
    "pdf with entities in its metadata": ("a.pdf", lambda: pdf([Text(50, 700, GOOD)]) + LAUGHS),
    "pdf encrypted": ("a.pdf", lambda: pdf([Text(50, 700, GOOD)]).replace(b"/Root 1 0 R", b"/Root 1 0 R/Encrypt<</Filter/Standard/V 1/R 2/O<00>/U<00>/P -1>>/ID[<00><00>]")),
    "warc of a lying length": ("a.warc", lambda: warc_record(http(ARTICLE.encode()), length=10**15) + warc_record(http(ARTICLE.encode()))),
    "warc of a short length": ("a.warc", lambda: warc_record(http(ARTICLE.encode()), length=10) + warc_record(http(ARTICLE.encode()))),
    "warc of a negative length": ("a.warc", lambda: warc_record(http(ARTICLE.encode()), length=-5) + warc_record(http(ARTICLE.encode()))),
    "warc cut in its member": ("a.warc.gz", lambda: gzip.compress(warc_record(http(ARTICLE.encode())))[:-30]),
    "warc of a wrong digest": ("a.warc", lambda: warc_record(http(ARTICLE.encode()), extra=b"WARC-Payload-Digest: sha1:AAAA\r\n")),
    "warc of a huge header": ("a.warc", lambda: warc_record(http(ARTICLE.encode()), extra=b"X: " + b"a" * 5_000_000 + b"\r\n")),
    "warc of many headers": ("a.warc", lambda: warc_record(http(ARTICLE.encode()), extra=b"X: a\r\n" * 500_000)),
    "warc of a packed bomb": ("a.warc", lambda: warc_record(http(zeros(150), "Content-Type: text/html\r\nContent-Encoding: gzip"))),
    "warc of a chunk of 4 GB": ("a.warc", lambda: warc_record(http(b"ffffffff\r\n" + ARTICLE.encode(), "Content-Type: text/html\r\nTransfer-Encoding: chunked"))),
    "jsonl nested deep": ("a.jsonl", lambda: b'{"text":' + b"[" * 200_000 + b"\n" + item()),
    "jsonl with keys twice": ("a.jsonl", lambda: b'{"text":"","text":"%s","url":"https://e.org/a"}' % GOOD.encode()),
    "jsonl with odd numbers": ("a.jsonl", lambda: item() + b"\n" + b'{"text":"x","date":NaN,"title":1e999,"n":' + b"9" * 10_000 + b"}\n" + b'{"text":NaN}'),
    "jsonl with half characters": ("a.jsonl", lambda: item(title="\ud800", url="https://e.org/\udfff", source="\ud83d", authors=["\ud800"], language="\ud800", text=f"{GOOD}\udc00")),
    "jsonl with bytes that are no text": ("a.jsonl", lambda: item().replace(b"Gallium", b"\xed\xa0\x80\xff")),
    "json feed with half characters": ("a.json", lambda: json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "\ud800", "items": [{"id": "\ud800", "url": "\ud800", "content_text": f"{GOOD}\ud800", "title": "\udfff"}, {"url": "https://\ud800/"}]}).encode()),
    "mail nested deep": ("a.eml", lambda: mail(5000)),
    "mail of many parts": ("a.eml", lambda: mail(1) + b"\n--b0\nContent-Type: text/plain\n\nx" * 5_000),
    "mail with odd encodings": ("a.eml", lambda: b"From: =?x?q?=?= <a@e.org>\nTo: b\nDate: Tue, 99 Foo 99999999 99:99:99 +9999\nSubject: =?utf-7?b?////?=\nContent-Type: text/plain; charset=\"\0\"\nContent-Transfer-Encoding: uuencode\n\nbegin 666 x\n" + GOOD.encode()),
    "a word of a megabyte": ("a.txt", lambda: b"a" * 1_000_000),
    "brackets": ("a.txt", lambda: (GOOD + "\n\n" + "([{" * 30_000).encode()),
    "a digest of one source line": ("a.txt", lambda: ("技术主权\n\nSearch documents\n" + "x· 9999-99-99 99:99\n" * 500).encode()),
    "terminal and direction characters": ("a.txt", lambda: f"\x1b]0;x\x07Title \u202e\n\n{GOOD}\x9b31m\u2066".encode()),
}  # fmt: skip


@pytest.fixture(scope="module")
def busy_desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with open_desk(tmp_path_factory.mktemp("busy") / "desk", options=DeskOptions(now=lambda: NOW)) as desk:
        yield desk


def added(desk: Desk, folder: Path) -> list[Arrival]:
    arrivals: list[Arrival] = []
    desk.add(str(folder), report=arrivals.append)
    for arrival in arrivals:
        if arrival.failure:
            assert_sentence(arrival.failure.reason)
    return arrivals


QUICK = (
    "null bytes",
    "utf-7",
    "laughs in a feed",
    "laughs in a sitemap",
    "pdf pages in a circle",
    "warc of a lying length",
    "jsonl with half characters",
    "mail with odd encodings",
)


def test_a_folder_of_hostile_files_costs_only_those(busy_desk: Desk, tmp_path: Path) -> None:
    for number, name in enumerate(QUICK):
        file, make = CASES[name]
        (tmp_path / f"{number}-{file}").write_bytes(make())
    (tmp_path / "zz-good.txt").write_text(f"Good news\n\n{GOOD} Nothing beside it matters.\n")
    arrivals = added(busy_desk, tmp_path)
    assert arrivals[-1].status == "new", arrivals[-1]
    assert len(arrivals) > len(QUICK)


@pytest.mark.slow
@pytest.mark.parametrize("name", CASES)
def test_a_hostile_file_costs_only_itself(busy_desk: Desk, tmp_path: Path, name: str) -> None:
    file, make = CASES[name]
    (tmp_path / file).write_bytes(make())
    good = f"{GOOD} The paper {abs(hash(name))} has more on this."
    (tmp_path / "zz-good.txt").write_text(f"Good news\n\n{good}\n")
    began, before = time.monotonic(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    arrivals = added(busy_desk, tmp_path)
    took = time.monotonic() - began
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert arrivals[-1].status == "new", arrivals[-1]
    assert len(arrivals) >= 2, "neither a document nor a failure came of it"
    assert took < 60
    assert grown < 500_000, f"{grown} KiB"


def test_file_names_that_are_no_text_are_read(busy_desk: Desk, tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/bad\xff\xfe name\n\x1b[31m.html"
    with Path(os.fsdecode(name)).open("wb") as file:
        file.write(ARTICLE.encode())
    (tmp_path / os.fsdecode(b"empty\xff.html")).touch()
    arrivals = added(busy_desk, tmp_path)
    assert {arrival.status for arrival in arrivals} >= {"failed"}
    assert {arrival.status for arrival in arrivals} & {"new", "copy", "same"}
    assert busy_desk.failures().items
    assert busy_desk.search(Query(text="gallium")).items


@pytest.mark.slow
@pytest.mark.parametrize("name", ["page", "page of one line", "line of JSON", "feed", "sitemap", "csv of names"])
def test_fifty_megabytes(busy_desk: Desk, tmp_path: Path, name: str) -> None:
    made = {
        "page": ("a.html", f"<html><body>{f'<p>{GOOD}</p>' * 500_000}"),
        "page of one line": ("a.html", f"<html><body><p>{GOOD * 500_000}"),
        "line of JSON": ("a.jsonl", json.dumps({"text": GOOD * 1_900_000})),
        "feed": ("a.xml", f"<rss version='2.0'><channel><item><title>{GOOD * 500_000}</title></item></channel></rss>"),
        "sitemap": ("a.xml", f"<urlset>{'<url><loc>none.html</loc></url>' * 1_600_000}</urlset>"),
        "csv of names": ("a.csv", "label.en\n" * 6_000_000),
    }
    file, text = made[name]
    (tmp_path / file).write_text(text)
    (tmp_path / "zz-good.txt").write_text(f"Good news\n\n{GOOD} And {name}.\n")
    began, before = time.monotonic(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    arrivals = added(busy_desk, tmp_path)
    print(
        name,
        round(time.monotonic() - began, 1),
        "s",
        resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before,
        "KiB",
    )
    assert arrivals[-1].status == "new", arrivals[-1]
    assert time.monotonic() - began < 300
