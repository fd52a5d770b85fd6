"""What a user names → captures and failures: files, feeds with their pages, sitemaps; all in order and once."""

import gzip
import json
import os
import threading
import time
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from groundwire.models import Capture, Failure
from groundwire.sources import blobs, linked
from groundwire.sources.capture import FALLBACK_HEADER, PAGE_HEADER, make_capture
from groundwire.sources.fetch import Fetcher
from groundwire.sources.read import read_inputs
from tests.sources.local_site import HTML, NOW, Answer, Read, Site, options

PAGE = "<!doctype html><title>{0}</title><p>{0}</p>"


def rss(*entries: str, title: str = "Ledger") -> bytes:
    items = "".join(f"<item>{entry}</item>" for entry in entries)
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>{title}</title>{items}</channel></rss>'.encode()


def link(address: str, title: str = "", content: str = "") -> str:
    return f"<link>{address}</link><title>{title}</title><description>{content}</description>"


def show(results: list[Capture | Failure]) -> list[str]:
    """Each result in a word: the kind and the end of its address, or the kind of failure and its item's end."""
    return [
        f"{each.kind} {each.url.rsplit('/', 1)[-1]}"
        if isinstance(each, Capture)
        else f"! {each.kind} {each.item.rsplit('/', 1)[-1]}"
        for each in results
    ]


def write(folder: Path, name: str, body: bytes | str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(body if isinstance(body, bytes) else body.encode())
    return path


# Files and folders


def test_the_formats_of_files(tmp_path: Path, read: Read) -> None:
    write(tmp_path, "a.html", PAGE.format("a"))
    write(tmp_path, "b.md", "# b")
    write(tmp_path, "c.txt", "plain words")
    write(tmp_path, "d.pdf", b"%PDF-1.7\n\0")
    write(tmp_path, "e.eml", "From: a\nTo: b\nSubject: c\nDate: d\n\nbody")
    write(tmp_path, "f.mhtml", "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x")
    write(tmp_path, "g.html.gz", gzip.compress(PAGE.format("g").encode()))
    write(tmp_path, "h.bin", b"\0\1\2" * 99)
    write(tmp_path, "i.jsonl", '{"text":"x"}\n{"text":"y","url":"https://e.org/1"}\n')
    write(tmp_path, "j.ndjson.gz", gzip.compress(b'{"text":"z"}'))
    write(
        tmp_path,
        "k.txt",
        "Page\n\nT\nS· 2025-03-04 06:10\nCore Insights - x [1]\nU\nS· 2025-03-99 06:10\nCore Insights - y\n",
    )
    write(tmp_path, "l.html", PAGE.format("l").encode("utf-16"))
    results = read(tmp_path)
    assert show(results) == [
        "page a.html",
        "page b.md",
        "page c.txt",
        "page d.pdf",
        "page e.eml",
        "page f.mhtml",
        "page g.html.gz",
        "! unsupported h.bin",
        "item i.jsonl#1",
        "item 1",
        "item j.ndjson.gz#1",
        "digest k.txt#entry-1",
        "! malformed k.txt#entry-2",
        "page l.html",
    ]
    types = {each.url.rsplit("/", 1)[-1]: each.media_type for each in results if isinstance(each, Capture)}
    assert types["a.html"] == types["g.html.gz"] == "text/html"
    assert (types["b.md"], types["d.pdf"], types["e.eml"]) == ("text/markdown", "application/pdf", "message/rfc822")
    assert (types["f.mhtml"], types["k.txt#entry-1"]) == ("multipart/related", "text/plain")
    page = results[6]
    assert isinstance(page, Capture)
    assert page.body == PAGE.format("g").encode()
    assert page.source == str(tmp_path)
    assert page.fetched_at == NOW
    (entry,) = (each for each in results if isinstance(each, Capture) and each.kind == "digest")
    assert entry.headers == ((PAGE_HEADER, "Page"),)


def test_folders_are_read_in_order_without_hidden_and_helper_files(tmp_path: Path, read: Read) -> None:
    for name in ("b/2.html", "b/1.html", "a.html", "a_files/ad.html", ".git/x.html", ".hidden.html", "c_files/y.html"):
        write(tmp_path, name, PAGE.format(name))
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "d.html").symlink_to(tmp_path / "a.html")
    assert show(read(tmp_path)) == ["page a.html", "page 1.html", "page 2.html", "page y.html"]
    assert show(read(tmp_path / "b" / "2.html", tmp_path / "b")) == ["page 2.html", "page 1.html"]


def test_paths_that_lead_nowhere(tmp_path: Path, read: Read) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert show(read(tmp_path / "none", "ftp://e.org/x", "a\0b", tmp_path / "pipe", "http://[half")) == [
        "! not-found none",
        "! refused x",
        "! not-found a\0b",
        "! unsupported pipe",
        "! refused [half",
    ]
    assert [each.kind for each in read("", " ")] == ["not-found", "not-found"]
    assert [each.kind for each in read("file://elsewhere/x")] == ["refused"]


def test_file_addresses(tmp_path: Path, read: Read) -> None:
    path = write(tmp_path, "ä b.html", PAGE.format("x"))
    (capture,) = read(path.as_uri())
    assert isinstance(capture, Capture)
    assert capture.url == path.as_uri()


def test_damaged_and_huge_files(tmp_path: Path, read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "a.html.gz", gzip.compress(b"x" * 5000)[:-9] + b"garbage!!")
    write(tmp_path, "b.jsonl.gz", gzip.compress(b'{"text":"x"}\n' * 9)[:-20])
    monkeypatch.setattr(blobs, "MAX_UNPACKED", 50_000)
    write(tmp_path, "c.html.gz", gzip.compress(b"\0" * 1_000_000))
    write(tmp_path, "d.html", b"<p>" + b"x" * 50_000)
    kinds = [each.kind for each in read(tmp_path)]
    assert kinds[0] in ("malformed", "unsupported")
    assert kinds[-3:] == ["malformed", "too-large", "too-large"]


def test_an_unreadable_file(tmp_path: Path, read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path, "a.html", "x")

    def refuse(*_args: object, **_named: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "open", refuse)
    assert show(read(path)) == ["! unreadable a.html"]


def test_a_damaged_archive_is_known_by_its_name(tmp_path: Path, read: Read) -> None:
    write(tmp_path, "a.warc.gz", b"\x1f\x8b\x08broken")
    write(tmp_path, "b.warc", "no archive")
    assert show(read(tmp_path)) == ["! malformed a.warc.gz#offset-0", "! malformed b.warc#offset-0"]


# Captures


def test_a_capture_is_the_same_for_the_same_bytes() -> None:
    def made(**changes: object) -> str:
        values = {"url": "u", "fetched_at": NOW, "kind": "page", "media_type": "text/html", "body": b"x", **changes}
        return make_capture(**values).id  # type: ignore[arg-type]  # the test names the fields

    assert made() == made(media_type="text/plain", source="s")
    assert made().startswith("urn:uuid:")
    assert len({made(), made(url="v"), made(body=b"y"), made(fetched_at=NOW.replace(hour=1))}) == 4


# Feeds


def test_a_feed_of_the_network(site: Site, read: Read) -> None:
    site.html("/1", "one")
    site.routes["/feed"] = Answer(
        body=rss(
            link("/1", "One") + "<pubDate>Tue, 04 Mar 2025 06:10:00 +0800</pubDate>",
            link(site.url("/gone"), "Two", "&lt;p>own&lt;/p>"),
            link("/gone2"),
        ),
        headers={"Content-Type": "text/html"},
    )
    page, entry, failure = read(site.url("/feed"))
    assert isinstance(page, Capture)
    assert (page.kind, page.url, page.source, page.hints.title) == ("page", site.url("/1"), site.url("/feed"), "One")
    assert page.hints.published is not None
    assert page.hints.published.hour == 22
    assert isinstance(entry, Capture)
    assert (entry.kind, entry.url, entry.body, entry.media_type) == (
        "entry",
        site.url("/gone"),
        b"<p>own</p>",
        "text/html",
    )
    assert dict(entry.headers)[FALLBACK_HEADER].startswith("The site has no such page")
    assert isinstance(failure, Failure)
    assert (failure.item, failure.stage, failure.kind) == (site.url("/gone2"), "fetch", "not-found")


def test_a_feed_of_the_network_reads_no_files(site: Site, read: Read, tmp_path: Path) -> None:
    secret = write(tmp_path, "secret.html", PAGE.format("secret"))
    site.routes["/feed"] = Answer(
        body=rss(link(secret.as_uri()), link(str(secret)), link("../../secret.html", "t", "own")),
    )
    results = read(site.url("/feed"))
    assert not any(b"secret" in each.body for each in results if isinstance(each, Capture))
    assert show(results)[0].startswith("! not-found")


def test_a_feed_file_reads_the_files_beside_it_and_no_others(tmp_path: Path, read: Read) -> None:
    write(tmp_path, "outside.html", PAGE.format("outside"))
    folder = tmp_path / "feed"
    inside = write(folder, "pages/a b.html", PAGE.format("inside"))
    write(folder, "pages/c.html", PAGE.format("c"))
    (folder / "escape.html").symlink_to(tmp_path / "outside.html")
    feed = write(
        folder,
        "feed.xml",
        rss(
            link("pages/a%20b.html", "A"),
            link((folder / "pages" / "c.html").as_uri(), "C"),
            link("../outside.html", "O", "own words"),
            link((tmp_path / "outside.html").as_uri(), "P"),
            link("escape.html"),
            link("missing.html", "M", "more own words"),
            link("//e.org/x.html"),
            link("mailto:a@e.org"),
            "<title>no link</title><description>only words</description>",
            "<title>nothing</title>",
        ),
    )
    results = read(feed)
    assert [each.kind for each in results] == [
        "page",
        "page",
        "entry",
        "not-found",
        "not-found",
        "entry",
        "not-found",
        "not-found",
        "entry",
        "not-found",
    ]
    first, third = results[0], results[2]
    assert isinstance(first, Capture)
    assert isinstance(third, Capture)
    assert (first.url, first.hints.title, first.source) == (inside.as_uri(), "A", str(feed))
    assert third.url.startswith(feed.as_uri() + "#")
    assert b"outside" not in b"".join(
        each.body for each in results if isinstance(each, Capture) and each.kind == "page"
    )


def test_a_feed_and_its_folder_bring_each_page_once(tmp_path: Path, read: Read) -> None:
    write(tmp_path, "feed.xml", rss(link("pages/1.html", "One")))
    write(tmp_path, "pages/1.html", PAGE.format(1))
    write(tmp_path, "pages/2.html", PAGE.format(2))
    write(tmp_path, "a.html", PAGE.format("a"))
    first, second, third = read(tmp_path)
    assert isinstance(first, Capture)
    assert first.hints.title == "One"
    assert show([second, third]) == ["page a.html", "page 2.html"]


def test_a_feed_file_with_links_to_the_web(site: Site, tmp_path: Path, read: Read) -> None:
    path = write(tmp_path, "feed.atom", rss(link(site.html("/1", "one"))))
    assert show(read(path)) == ["page 1"]


def test_a_json_feed(site: Site, read: Read) -> None:
    site.html("/1", "one")
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "T",
        "items": [{"id": "1", "url": "/1", "title": "One"}],
    }
    site.routes["/feed"] = Answer(body=json.dumps(feed).encode(), headers={"Content-Type": "application/feed+json"})
    (page,) = read(site.url("/feed"))
    assert isinstance(page, Capture)
    assert page.hints.title == "One"


@pytest.mark.parametrize(
    "answer",
    [
        Answer(body=b"\0\1\2" * 50, headers={"Content-Type": "application/octet-stream"}),
        Answer(body=rss(link("/feed"))),
        Answer(body=b"", headers={"Content-Type": "audio/mpeg"}),
        Answer(body=gzip.compress(b"x" * 100)[:-20] + b"zzzzzz", headers={"Content-Type": "application/gzip"}),
    ],
    ids=["binary", "feed", "audio", "damaged"],
)
def test_a_link_that_is_no_page_falls_back(site: Site, read: Read, answer: Answer) -> None:
    site.routes["/x"] = answer
    site.routes["/feed"] = Answer(body=rss(link("/x", "X", "own words")))
    (entry,) = read(site.url("/feed"))
    assert entry.kind == "entry"


def test_a_page_that_offers_a_feed_is_a_page(site: Site, read: Read) -> None:
    site.routes["/"] = Answer(body=b'<html><link rel="alternate" type="application/rss+xml" href="/feed"><p>x</html>')
    assert [each.kind for each in read(site.url("/"))] == ["page"]
    assert site.asked() == ["/"]


def test_an_address_in_several_feeds_is_fetched_once(site: Site, read: Read) -> None:
    site.html("/1", "one")
    site.routes["/a"] = Answer(body=rss(link("/1", "from a")))
    site.routes["/b"] = Answer(body=rss(link("/1#part", "from b"), link("/2", "two", "own")))
    results = read(site.url("/a"), site.url("/b"), site.url("/1"))
    assert show(results) == ["page 1", "entry 2"]
    assert isinstance(results[0], Capture)
    assert results[0].hints.title == "from a"
    assert sorted(site.asked()) == ["/1", "/2", "/a", "/b"]


def many_hosts() -> Fetcher:
    """A fetcher to which every name is this machine."""
    return Fetcher(options=options(), resolve=lambda _host, _port: ["127.0.0.1"])


def test_results_come_in_order_however_long_each_takes(site: Site) -> None:
    def slow(handler: BaseHTTPRequestHandler) -> None:
        time.sleep(0.15)
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 4\r\n\r\n<p>s")

    for n in range(6):
        if n % 2:
            site.html(f"/{n}", str(n))
        else:
            site.routes[f"/{n}"] = slow
    urls = [f"http://{'abc'[n % 3]}.example:{site.port}/{n}" for n in range(6)]
    with many_hosts() as fetcher:
        results = list(read_inputs(urls, fetcher=fetcher, now=lambda: NOW))
    assert show(results) == [f"page {n}" for n in range(6)]


def test_hosts_are_asked_at_the_same_time_and_each_one_thing_at_a_time(site: Site) -> None:
    lock, together = threading.Lock(), {"hosts": 0}
    busy: list[str] = []

    def slow(handler: BaseHTTPRequestHandler) -> None:
        host = handler.headers["Host"]
        with lock:
            assert host not in busy, "one request to a host at a time"
            busy.append(host)
            together["hosts"] = max(together["hosts"], len(busy))
        time.sleep(0.1)
        with lock:
            busy.remove(host)
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 4\r\n\r\n<p>s")

    paths = [f"/{n}" for n in range(8)]
    site.routes.update(dict.fromkeys(paths, slow))
    urls = [f"http://{'abcd'[n % 4]}.example:{site.port}{path}" for n, path in enumerate(paths)]
    with many_hosts() as fetcher:
        results = list(read_inputs(urls, fetcher=fetcher, now=lambda: NOW))
    assert len(results) == 8
    assert all(isinstance(each, Capture) for each in results)
    assert together["hosts"] >= 3


def test_reading_is_lazy_and_can_be_left(site: Site, fetcher: Fetcher) -> None:
    def endless() -> object:
        n = 0
        while True:
            n += 1
            yield site.html(f"/{n}", str(n))

    results = read_inputs(endless(), fetcher=fetcher, now=lambda: NOW)  # type: ignore[arg-type]  # an iterable of str
    assert isinstance(next(results), Capture)
    assert isinstance(next(results), Capture)
    results.close()  # type: ignore[attr-defined]  # it is a generator
    assert len(site.requests) < 50


# Not changed since


class Kept(dict[str, tuple[str | None, str | None]]):
    def put(self, url: str, validators: tuple[str | None, str | None]) -> None:
        self[url] = validators


def with_tag(body: bytes, tag: str) -> Answer:
    return Answer(body=body, headers={**HTML, "ETag": tag})


def test_validators_are_kept_only_once_everything_is_taken(site: Site) -> None:
    kept = Kept()
    site.routes["/feed"] = with_tag(rss(link("/1"), link("/2")), '"f"')
    site.routes["/1"] = with_tag(PAGE.format(1).encode(), '"1"')
    site.routes["/2"] = with_tag(PAGE.format(2).encode(), '"2"')
    with Fetcher(options=options(), validators=kept) as fetcher:
        results = read_inputs([site.url("/feed")], fetcher=fetcher, now=lambda: NOW)
        next(results)
        assert kept == {}
        next(results)
        assert list(kept) == [site.url("/1")]
        assert next(results, None) is None
    assert sorted(kept) == sorted(map(site.url, ("/1", "/2", "/feed")))


def test_what_has_not_changed_brings_nothing(site: Site) -> None:
    kept = Kept({site.url("/a"): ('"1"', None), site.url("/x"): ('"x"', None)})
    site.routes["/a"] = site.routes["/x"] = Answer(status=304)
    site.routes["/feed"] = Answer(body=rss(link("/x", "X", "own words")))
    with Fetcher(options=options(), validators=kept) as fetcher:
        assert list(read_inputs([site.url("/a"), site.url("/feed")], fetcher=fetcher, now=lambda: NOW)) == []


@pytest.mark.parametrize(("status", "again"), [(503, True), (404, False)], ids=["passing", "lasting"])
def test_a_feed_with_pages_that_may_come_back_is_asked_again(site: Site, status: int, again: bool) -> None:
    kept = Kept()
    site.routes["/feed"] = with_tag(rss(link("/1", "t", "own")), '"f"')
    site.routes["/1"] = Answer(status=status)
    with Fetcher(options=options(), validators=kept) as fetcher:
        list(read_inputs([site.url("/feed")], fetcher=fetcher, now=lambda: NOW))
    assert (kept == {}) is again


# Sitemaps


def urlset(*addresses: str) -> bytes:
    return ("<urlset>" + "".join(f"<url><loc>{each}</loc></url>" for each in addresses) + "</urlset>").encode()


def index(*addresses: str) -> bytes:
    inner = "".join(f"<sitemap><loc>{each}</loc></sitemap>" for each in addresses)
    return f"<sitemapindex>{inner}</sitemapindex>".encode()


def test_a_sitemap_index_with_packed_and_broken_sitemaps(site: Site) -> None:
    kept = Kept()
    site.routes["/index.xml"] = with_tag(
        index(site.url("/a.xml.gz"), site.url("/gone.xml"), site.url("/b.xml"), "nonsense", site.url("/bad.xml.gz")),
        '"i"',
    )
    site.routes["/a.xml.gz"] = Answer(
        body=gzip.compress(urlset(site.html("/1", "1"), site.url("/2"), "/relative")),
        headers={"Content-Type": "application/gzip", "ETag": '"a"'},
    )
    site.routes["/b.xml"] = Answer(body=urlset(site.html("/3", "3")), headers={"Content-Type": "application/xml"})
    site.routes["/bad.xml.gz"] = Answer(body=b"\x1f\x8b\x08broken", headers={"Content-Type": "application/gzip"})
    with Fetcher(options=options(), validators=kept) as fetcher:
        results = list(read_inputs([site.url("/index.xml")], fetcher=fetcher, now=lambda: NOW))
    assert show(results) == [
        "page 1",
        "! not-found 2",
        "! not-found relative",
        "! not-found gone.xml",
        "page 3",
        "! not-found nonsense",
        "! malformed bad.xml.gz",
    ]
    assert list(kept) == [site.url("/a.xml.gz")], "an index says nothing about the sitemaps in it"


def test_sitemaps_that_list_themselves_come_to_an_end(site: Site, read: Read) -> None:
    for n in range(9):
        site.routes[f"/{n}.xml"] = Answer(body=index(site.url(f"/{n}.xml"), site.url(f"/{n + 1}.xml")))
    results = read(site.url("/0.xml"))
    assert show(results) == ["! resource-limit 3.xml", "! resource-limit 4.xml"]


def test_the_limit_of_sitemap_pages_is_told(site: Site, read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(linked, "MAX_SITEMAP_PAGES", 2)
    pages = [site.html(f"/{n}", str(n)) for n in range(5)]
    site.routes["/s.xml"] = Answer(body=urlset(*pages))
    *captures, failure = read(site.url("/s.xml"))
    assert show(captures) == ["page 0", "page 1"]
    assert isinstance(failure, Failure)
    assert failure.kind == "resource-limit"
    assert "3 of this one" in failure.reason


def test_a_sitemap_file(tmp_path: Path, site: Site, read: Read) -> None:
    write(tmp_path, "a/1.html", PAGE.format(1))
    write(tmp_path, "more.xml.gz", gzip.compress(urlset("a/1.html", site.html("/2", "2"))))
    write(tmp_path, "broken.xml.gz", b"\x1f\x8b\x08broken")
    write(tmp_path, "none.xml", "<nothing/>")
    path = write(tmp_path, "index.xml", index("more.xml.gz", "broken.xml.gz", "none.xml", "missing.xml"))
    assert show(read(path)) == [
        "page 1.html",
        "page 2",
        "! unreadable broken.xml.gz",
        "! malformed none.xml",
        "! not-found missing.xml",
    ]


# Other things at web addresses


@pytest.mark.parametrize(
    ("body", "media_type", "shown"),
    [
        (b'{"text":"x"}\n{"text":"y"}', "application/x-ndjson", ["item x#1", "item x#2"]),
        (b"T\nS\xc2\xb7 2025-03-04 06:10\nCore Insights - x [1]", "text/plain", ["digest x#entry-1"]),
        (b"%PDF-1.7", "application/octet-stream", ["page x"]),
        (gzip.compress(b"<html><p>x"), "application/gzip", ["page x"]),
        (b"\0\0\0", "application/zip", ["! unsupported x"]),
        (b"\x1f\x8b\x08broken", "application/gzip", ["! malformed x"]),
        (b"<rss></rss", "application/xml", ["! malformed x"]),
        (b"WARC/1.0\r\nbroken", "application/warc", ["! malformed x#offset-0"]),
    ],
)
def test_whatever_an_address_turns_out_to_be(
    site: Site, read: Read, body: bytes, media_type: str, shown: list[str]
) -> None:
    site.routes["/x"] = Answer(body=body, headers={"Content-Type": media_type})
    assert show(read(site.url("/x"))) == shown


def test_a_failed_fetch_is_a_failure(read: Read) -> None:
    (failure,) = read("http://127.0.0.1:9/x")
    assert isinstance(failure, Failure)
    assert (failure.item, failure.stage, failure.kind, failure.at) == ("http://127.0.0.1:9/x", "fetch", "network", NOW)
