"""Feeds of every kind → entries: links, times with their zones, authors, languages, encodings; hostile ones refused."""

import json
import time
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundwire.models import ExtractError
from groundwire.sources.feeds import MAX_FEED, MAX_TAGS, Feed, FeedEntry, clean_language, parse_feed, parse_json_feed
from groundwire.sources.moments import parse_zoned, says_its_zone

URL = "https://news.example/feed.xml"


def rss(items: str, channel: str = "<title>环城财经</title><language>zh_cn</language>") -> bytes:
    return f'<?xml version="1.0"?>\n<rss version="2.0"><channel>{channel}{items}</channel></rss>'.encode()


def only(body: bytes, url: str = URL) -> FeedEntry:
    (entry,) = parse_feed(body, url=url).entries
    return entry


def test_an_rss_item() -> None:
    entry = only(
        b"""<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
        xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Ledger &amp; Co</title>
        <language>en</language><item>
        <title>SMIC &lt;b&gt;wins&lt;/b&gt; a &amp;amp; b</title><link>/a?x=1&amp;y=2</link>
        <guid isPermaLink="false">7</guid>
        <dc:creator>Ann Wu</dc:creator><pubDate>Tue, 04 Mar 2025 06:10:00 +0800</pubDate>
        <description>short</description>
        <content:encoded><![CDATA[<p>The long <a href="/b">content</a>.</p>]]>
        </content:encoded></item></channel></rss>"""
    )
    assert entry.link == "https://news.example/a?x=1&y=2"
    assert entry.key == "7"
    assert entry.content == '<p>The long <a href="https://news.example/b">content</a>.</p>'
    assert entry.content_type == "text/html"
    assert entry.hints.title == "SMIC wins a & b"
    assert entry.hints.authors == ("Ann Wu",)
    assert entry.hints.published == datetime(2025, 3, 3, 22, 10, tzinfo=UTC)
    assert entry.hints.language == "en"
    assert entry.hints.source_name == "Ledger & Co"


def test_an_atom_entry() -> None:
    entry = only(
        b"""<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de-DE"><title>Hafenblatt</title>
        <author><name>Redaktion</name></author><entry><id>urn:1</id><title type="html">A &amp;lt; B</title>
        <link rel="self" href="https://news.example/atom/1"/><link rel="alternate" href="https://news.example/1"/>
        <updated>2025-03-04T06:10:00+01:00</updated><summary>kurz</summary>
        <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Gallium wird knapp.</p></div></content>
        <source><title>Quelle</title></source></entry></feed>"""
    )
    assert entry.link == "https://news.example/1"
    assert "Gallium wird knapp." in entry.content
    assert entry.hints.title == "A < B"
    assert entry.hints.authors == ("Redaktion",)
    assert entry.hints.published == datetime(2025, 3, 4, 5, 10, tzinfo=UTC)
    assert entry.hints.language == "de-DE"
    assert entry.hints.source_name == "Quelle"


def test_rss_1_and_0_91() -> None:
    one = only(
        b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
        xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>T</title></channel><item rdf:about="https://e.org/1">
        <title>One</title><link>https://e.org/1</link><dc:date>2025-03-04T06:10:00Z</dc:date></item></rdf:RDF>"""
    )
    assert (one.link, one.hints.published) == ("https://e.org/1", datetime(2025, 3, 4, 6, 10, tzinfo=UTC))
    old = only(
        b'<rss version="0.91"><channel><item><title>Old</title><link>https://e.org/2</link></item></channel></rss>'
    )
    assert (old.link, old.hints.title, old.hints.published) == ("https://e.org/2", "Old", None)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Tue, 04 Mar 2025 06:10:00 +0800", "2025-03-03T22:10:00+00:00"),
        ("Tue, 04 Mar 2025 06:10:00 GMT", "2025-03-04T06:10:00+00:00"),
        ("Tue, 04 Mar 2025 06:10:00 EST", "2025-03-04T11:10:00+00:00"),
        ("2025-03-04T06:10:00+08:00", "2025-03-03T22:10:00+00:00"),
        ("2025-03-04 06:10:00 +0800", "2025-03-03T22:10:00+00:00"),
        ("2025-03-04T06:10Z", "2025-03-04T06:10:00+00:00"),
        ("2027-03-04T06:10:00Z", "2027-03-04T06:10:00+00:00"),
        ("Tue, 04 Mar 2025 06:10:00", None),
        ("Tue, 04 Mar 2025 06:10:00 CST", None),
        ("2025-03-04", None),
        ("2025-03-04 06:10:00", None),
        ("04-03-2025", None),
        ("2025年3月4日", None),
        ("yesterday", None),
    ],
)
def test_a_time_is_taken_only_with_its_zone(written: str, expected: str | None) -> None:
    hints = only(rss(f"<item><title>x</title><pubDate>{written}</pubDate></item>")).hints
    assert (hints.published.isoformat() if hints.published else None) == expected
    assert hints.published_as_written == (None if expected else written)


def test_an_undated_entry_stays_undated() -> None:
    hints = only(rss("<item><title>x</title></item>")).hints
    assert (hints.published, hints.published_as_written) == (None, None)


@settings(max_examples=40)
@given(moment=st.datetimes(min_value=datetime(1970, 1, 1), max_value=datetime(2100, 1, 1), timezones=st.timezones()))  # noqa: DTZ001 - hypothesis wants naive limits
def test_any_zoned_iso_time_is_read(moment: datetime) -> None:
    whole = moment.replace(microsecond=0)
    offset = whole.utcoffset()
    assert offset is not None
    if offset.seconds % 60 == 0:
        assert parse_zoned(whole.isoformat()) == whole.astimezone(UTC)
        assert not says_its_zone(whole.replace(tzinfo=None).isoformat())


@given(text=st.text(max_size=40))
def test_any_text_may_stand_for_a_time(text: str) -> None:
    moment = parse_zoned(text)
    assert moment is None or moment.utcoffset() is not None


def test_sixty_entries_are_sixty_entries() -> None:
    items = "".join(f"<item><title>{n}</title><link>https://e.org/{n}</link></item>" for n in range(600))
    assert [entry.number for entry in parse_feed(rss(items), url=URL).entries] == list(range(1, 601))


def test_a_permalink_guid_is_a_link_and_no_link_is_none() -> None:
    assert only(rss("<item><guid>https://e.org/1</guid></item>")).link == "https://e.org/1"
    assert only(rss('<item><guid isPermaLink="false">x</guid><title>t</title></item>')).link == ""


def test_a_file_keeps_relative_links() -> None:
    assert only(rss("<item><link>pages/a.html</link></item>"), url="").link == "pages/a.html"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-32", "gb18030", "big5", "shift_jis"])
@pytest.mark.parametrize("declared", [True, False], ids=["declared", "undeclared"])
def test_encodings(encoding: str, declared: bool) -> None:
    titles = {"big5": "經濟部宣布對關鍵礦物實施出口管制", "shift_jis": "経済産業省は半導体装置の輸出管理を強化する"}
    title = titles.get(encoding, "商务部宣布对镓和锗实施出口管制，自12月1日起执行。专家认为影响全球供应链。")
    label = f' encoding="{encoding}"' if declared else ""
    text = f'<?xml version="1.0"{label}?><rss version="2.0"><channel><title>{title * 4}</title></channel></rss>'
    assert parse_feed(text.encode(encoding), url=URL).title == title * 4


def test_the_charset_of_the_header_counts_unless_it_is_wrong() -> None:
    gbk = rss("<item><title>商务部</title></item>", "").decode().encode("gbk")
    (entry,) = parse_feed(gbk, url=URL, charset="GB2312").entries
    assert entry.hints.title == "商务部"
    for wrong in ("iso-8859-1", "no-such", "punycode", "hex"):
        assert parse_feed(rss(""), url=URL, charset=wrong).title == "环城财经"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"not xml",
        b"<note><to>x</to></note>",
        b"<html><body>x</body></html>",
        b'<?xml version="1.0"?>',
        b"\xff\xfe\x00",
    ],
)
def test_what_is_no_feed_is_refused(body: bytes) -> None:
    with pytest.raises(ExtractError):
        parse_feed(body, url=URL)


def test_broken_xml_is_read_as_far_as_it_goes() -> None:
    entries = parse_feed(
        rss("<item><title>a & b</title><link>https://e.org/1</link></item><item><title>c").decode().encode()[:-30],
        url=URL,
    ).entries
    assert entries[0].hints.title == "a & b"


def bomb(declarations: str, use: str) -> bytes:
    item = f"<item><title>{use}</title></item>"
    prolog = f'<?xml version="1.0"?>\n<!DOCTYPE rss [\n{declarations}\n]>\n'
    return f'{prolog}<rss version="2.0"><channel>{item}</channel></rss>'.encode()


def test_entity_bombs_do_not_go_off() -> None:
    nested = '<!ENTITY a "aaaaaaaaaa">\n' + "\n".join(
        f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(12)
    )
    began = time.process_time()
    for body in (bomb(nested, "&m;"), bomb(nested.replace("\n", ""), "&m;")):
        (entry,) = parse_feed(body, url=URL).entries
        assert len(entry.hints.title or "") < 100
    wide = bomb('<!ENTITY a "' + "A" * 20_000 + '">', "&a;" * 20_000)
    for body in (wide, wide.decode().encode("utf-16"), wide.decode().encode("utf-16-le"), wide.replace(b'"', b"'")):
        with pytest.raises(ExtractError) as caught:
            parse_feed(body, url=URL)
        assert caught.value.kind == "resource-limit"
    assert time.process_time() - began < 3


def test_external_entities_are_not_read(tmp_path: object) -> None:
    body = bomb('<!ENTITY a SYSTEM "file:///etc/hostname">', "x&a;y")
    assert (only(body).hints.title or "").replace("&a;", "") == "xy"
    body = body.replace(b"]>\n<rss", b"]><rss").replace(b"\n", b"")
    assert (only(body).hints.title or "").replace("&a;", "") == "xy"


@pytest.mark.parametrize("text", ["<", "&", "<a>", "<![CDATA[", "<item><title>"])
def test_repetition_costs_linear_time(text: str) -> None:
    began = time.process_time()
    parse_feed(b'<rss version="2.0"><channel><item><title>x' + text.encode() * 2_000, url=URL)
    assert time.process_time() - began < 8  # it takes a fraction of a second; quadratic would take minutes


FRAGMENTS = st.one_of(
    st.sampled_from(["<rss version='2.0'>", "<channel>", "<item>", "</item>", "<title>", "</title>", "<link>", "<!--"]),
    st.sampled_from(
        ["<![CDATA[", "]]>", "\x00", "镓", "<pubDate>", "2025-13-41T99:00:00Z", "<author>", "&", "http://e.org/"]
    ),
    st.sampled_from(["<!DOCTYPE x [", "<!ENTITY a 'b'>", "&a;"]),
)


@settings(max_examples=60)
@given(parts=st.lists(FRAGMENTS, max_size=30), tail=st.binary(max_size=20))
def test_any_bytes_are_read_or_refused(parts: list[str], tail: bytes) -> None:
    try:
        feed = parse_feed("".join(parts).encode() + tail, url=URL)
    except ExtractError as error:
        assert error.reason.endswith(".")  # noqa: PT017 - raising is one of two right outcomes
        return
    for entry in feed.entries:
        assert entry.hints.published is None or entry.hints.published.utcoffset() is not None


def json_feed(**changes: object) -> bytes:
    item: dict[str, object] = {
        "id": "1",
        "url": "/1",
        "title": " One ",
        "content_html": "<p>x</p>",
        "date_published": "2025-03-04T06:10:00+08:00",
        "authors": [{"name": "Ann"}, {"name": ""}, "odd"],
    }
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "T",
        "language": "fr",
        "items": [{**item, **changes}],
    }
    return json.dumps(feed).encode()


@pytest.mark.parametrize("parse", [parse_feed, parse_json_feed])
def test_a_feed_that_would_take_minutes_is_refused_at_once(parse: Callable[..., Feed]) -> None:
    begun = time.process_time()
    with pytest.raises(ExtractError, match=r"^'.*': This is larger than 20 MB; split it\.$") as caught:
        parse(b" " * MAX_FEED + b"x", url=URL)
    assert caught.value.kind == "too-large"
    assert time.process_time() - begun < 1


def test_a_feed_of_nothing_but_tags_is_refused_at_once() -> None:
    begun = time.process_time()
    with pytest.raises(ExtractError, match="more than are read; split it") as caught:
        parse_feed(rss("<item>" * (MAX_TAGS + 1)), url=URL)
    assert caught.value.kind == "resource-limit"
    assert time.process_time() - begun < 1


def test_a_json_feed() -> None:
    (entry,) = parse_json_feed(json_feed(), url=URL).entries
    assert (entry.link, entry.key, entry.content, entry.content_type) == (
        "https://news.example/1",
        "1",
        "<p>x</p>",
        "text/html",
    )
    assert (entry.hints.title, entry.hints.authors, entry.hints.language) == ("One", ("Ann",), "fr")
    assert entry.hints.published == datetime(2025, 3, 3, 22, 10, tzinfo=UTC)
    (entry,) = parse_json_feed(
        json_feed(content_html=None, content_text="plain", url=None, author={"name": "B"}), url=URL
    ).entries
    assert (entry.content, entry.content_type, entry.link) == ("plain", "text/plain", "")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["items", "title", "url", "authors", "author", "name", "id", "content_html", "language"]),
            inner,
        )
    ),
    max_leaves=12,
)


@settings(max_examples=40)
@given(value=JSON)
def test_any_json_is_read_or_refused(value: object) -> None:
    for body in (
        json.dumps(value).encode(),
        json.dumps({"items": value}).encode(),
        json.dumps({"items": [value]}).encode(),
    ):
        try:
            feed = parse_json_feed(body, url=URL)
        except ExtractError:
            continue
        assert all(isinstance(entry.link, str) for entry in feed.entries)


@pytest.mark.parametrize("body", [b"{", b"[]", b"{}", b'{"items": 3}', b"[" * 100_000])
def test_other_json_is_refused(body: bytes) -> None:
    with pytest.raises(ExtractError):
        parse_json_feed(body, url=URL)


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("zh_cn", "zh-CN"),
        ("ZH-hans-cn", "zh-Hans-CN"),
        ("en", "en"),
        ("pt-br", "pt-BR"),
        ("", None),
        (None, None),
        ("English language", None),
        (3, None),
    ],
)
def test_language_tags(tag: object, expected: str | None) -> None:
    assert clean_language(tag) == expected
