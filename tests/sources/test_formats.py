"""What a file is: told by its content first, then by its name and media type."""

import codecs
import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundwire.sources.formats import decode_text, identify, suffix_of

HTML = b"<!DOCTYPE html><html><body>x</body></html>"
RSS = b'<?xml version="1.0"?>\n<rss version="2.0"><channel><title>x</title></channel></rss>'
MHTML = (
    b"From: <Saved by Blink>\r\nSubject: x\r\nDate: Tue, 4 Mar 2025 06:10:00 -0000\r\nMIME-Version: 1.0\r\n"
    b'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="b"\r\n\r\n--b\r\n'
)
EML = b"From: a@e.org\r\nTo: b@e.org\r\nSubject: x\r\nDate: Tue, 4 Mar 2025 06:10:00 +0800\r\n\r\nbody\r\n"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (HTML, "html"),
        (b"\xef\xbb\xbf  <!-- c --><html>", "html"),
        (b'<?xml version="1.0"?><!DOCTYPE html PUBLIC "-//W3C" "x"><html xmlns="x">', "html"),
        (b"<div>fragment</div>", "html"),
        (codecs.BOM_UTF16_LE + HTML.decode().encode("utf-16-le"), "html"),
        (HTML.decode().encode("utf-16-be"), "html"),
        (RSS, "feed"),
        (b"\n\n<!-- served by x -->" + RSS, "feed"),
        (b"<br />\n<b>Warning</b>: x in y on line 3<br />\n" + RSS, "feed"),
        (RSS.decode().encode("utf-16"), "feed"),
        (b'<feed xmlns="http://www.w3.org/2005/Atom"></feed>', "feed"),
        (b'<atom:feed xmlns:atom="http://www.w3.org/2005/Atom"></atom:feed>', "feed"),
        (b'<rdf:RDF xmlns="http://purl.org/rss/1.0/" xmlns:rdf="x"></rdf:RDF>', "feed"),
        (b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"></rdf:RDF>', None),
        (b'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"></urlset>', "sitemap"),
        (b'<sitemapindex xmlns="x"></sitemapindex>', "sitemap"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"></svg>', None),
        (b'{"version": "https:\\/\\/jsonfeed.org\\/version\\/1.1", "items": []}', "jsonfeed"),
        (b'{"version": "https://jsonfeed.org/version/1", "items": []', None),
        (b'{"text": "about jsonfeed.org/version"}', None),
        (b"%PDF-1.7\n\x00\x01\x02", "pdf"),
        (b"junk\n%PDF-1.4", "pdf"),
        (b"WARC/1.1\r\nWARC-Type: warcinfo\r\n", "warc"),
        (MHTML, "mhtml"),
        (EML, "eml"),
        (b"Subject: only one header\n\nNot a mail.", None),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00", None),
        (b"plain words", None),
        (b"", None),
    ],
)
def test_by_content_alone(body: bytes, expected: str | None) -> None:
    assert identify(body) == expected


@pytest.mark.parametrize(
    ("name", "media_type", "expected"),
    [
        ("a.txt", "", "text"),
        ("a.TXT", "", "text"),
        ("a.md", "", "markdown"),
        ("a.md", "text/plain", "markdown"),
        ("a.eml", "", "eml"),
        ("a.html", "", "html"),
        ("a.jsonl", "", "jsonl"),
        ("a.ndjson.gz", "", "jsonl"),
        ("a", "application/x-ndjson", "jsonl"),
        ("a", "text/plain", "text"),
        ("/news/2025", "text/html", "html"),
        ("a.css", "text/plain", None),
        ("a.json", "application/json", None),
        ("a.csv", "", None),
        ("a.docx", "", None),
        ("v1.2", "text/plain", "text"),
        ("", "", None),
    ],
)
def test_plain_words_are_what_they_are_called(name: str, media_type: str, expected: str | None) -> None:
    assert identify("plain words 和文字".encode(), name=name, media_type=media_type) == expected


def test_prose_may_begin_with_an_element_or_show_one() -> None:
    assert identify(b'<p align="center">Badge</p>\n\n# Title', name="README.md") == "markdown"
    assert identify(b"# Feeds\n\nWrite <rss version='2.0'> first.", name="README.md") == "markdown"
    assert identify(b"<p is an element", name="a.txt") == "text"


def test_a_json_feed_may_say_so_at_its_end() -> None:
    body = b'{"items": [' + b'{"id": "1"},' * 9000 + b'{"id": "2"}], "version": "https://jsonfeed.org/version/1"}'
    assert identify(body) == "jsonfeed"


def test_content_outweighs_name_and_media_type() -> None:
    assert identify(RSS, name="index.html", media_type="text/html") == "feed"
    assert identify(HTML, name="feed.xml", media_type="application/rss+xml") == "html"
    assert identify(HTML, name="a.txt", media_type="text/plain") == "html"
    assert identify(b"\x00\x01\x02" * 50, name="a.txt", media_type="text/plain") is None


@pytest.mark.parametrize(
    ("name", "suffix"),
    [("a.jsonl.gz", ".jsonl"), ("a.gz", ""), ("http://x/a.HTML?b=c.pdf#d.md", ".html"), ("a", ""), (".hidden", "")],
)
def test_suffixes(name: str, suffix: str) -> None:
    assert suffix_of(name) == suffix


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "big5", "shift_jis", "euc-kr", "windows-1251"]
)
def test_texts_are_decoded(encoding: str) -> None:
    samples = {
        "gb18030": "商务部宣布对镓和锗实施出口管制，这些措施将影响全球半导体供应链。" * 5,
        "big5": "經濟部宣布對關鍵礦物實施出口管制，這些措施將影響全球半導體供應鏈。" * 5,
        "shift_jis": "経済産業省は半導体製造装置の輸出管理を強化すると発表した。これは重要な措置です。" * 5,
        "euc-kr": "산업부는 반도체 장비의 수출 통제를 강화한다고 발표했다. 이 조치는 중요하다." * 5,
        "windows-1251": "Министерство объявило о новых ограничениях на экспорт редкоземельных металлов." * 5,
    }
    text = samples.get(encoding, "稀土 rare earths")
    assert decode_text(text.encode(encoding)) == text


def test_a_wrong_charset_is_not_believed_over_utf8() -> None:
    assert decode_text("稀土".encode(), "gbk") == "稀土"
    assert decode_text("稀土".encode("gbk"), "gbk") == "稀土"
    assert decode_text("稀土".encode("gbk"), "no-such-charset")
    assert decode_text(b"\xff\xfe\xfa\x80\x81", "ascii")


@given(body=st.binary(max_size=400), name=st.text(max_size=20), media_type=st.text(max_size=20))
def test_any_bytes_can_be_asked_about(body: bytes, name: str, media_type: str) -> None:
    identify(body, name=name, media_type=media_type)
    identify(gzip.compress(body), name=name, media_type=media_type)
    assert isinstance(decode_text(body, media_type), str)


PIECES = st.sampled_from(
    [
        b"<?xml ",
        b"?>",
        b"<!--",
        b"-->",
        b"<!DOCTYPE ",
        b"[",
        b"]>",
        b"<rss ",
        b"<html",
        b"\n",
        b"From: x\n",
        b"{",
        b"\xff",
    ]
)


@given(body=st.lists(PIECES, max_size=40).map(b"".join))
def test_broken_beginnings_can_be_asked_about(body: bytes) -> None:
    identify(body)
