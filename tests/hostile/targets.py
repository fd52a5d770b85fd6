"""Every parser of outside bytes, by name, with real files to change; each takes bytes and must read or refuse them."""
# ruff: noqa: E501  tables of cases read better unbroken

import dataclasses
import functools
import gzip
import io
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from groundwire.annotate.annotator import Annotator
from groundwire.annotate.names.entity_files import load_entities
from groundwire.annotate.names.entity_import import import_entities
from groundwire.app.settings import read_settings
from groundwire.app.when import parse_when
from groundwire.archive import record as archived
from groundwire.brief.check.checker import Checker
from groundwire.brief.lines import parse_brief, render_brief
from groundwire.extract.assemble import extract
from groundwire.library.cursor import read_cursor
from groundwire.library.language import parse_query
from groundwire.models import Capture, Document, Entity, EntityId, Failure, GroundwireError, TopicId
from groundwire.pipeline.checking import check_against
from groundwire.pipeline.stages import Stages
from groundwire.samples import samples_path
from groundwire.sources.blobs import Blob
from groundwire.sources.capture import make_capture
from groundwire.sources.containers import digest_captures, item_captures, warc_captures
from groundwire.sources.digests import looks_like_digest
from groundwire.sources.feeds import parse_feed, parse_json_feed
from groundwire.sources.fetch import content_type, decoded
from groundwire.sources.formats import decode_text, identify
from groundwire.sources.politeness import RobotRules, _parse
from groundwire.sources.sitemaps import parse_sitemap
from groundwire.topics.load import load_topics, parse_topic, shipped_topics

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
LONGEST_REASON = 600  # characters; a sentence, with the start of what it is about


@dataclass(frozen=True, slots=True)
class Target:
    """One parser. ``read`` returns what came of the bytes; errors of ours are results too."""

    read: Callable[[bytes], object]
    samples: Callable[[], Sequence[bytes]]


def outcome(target: Target, data: bytes) -> object:
    """What came of the bytes, with everything in it checked: one sentence a refusal, no text that cannot be stored."""
    try:
        value = target.read(data)
    except GroundwireError as error:
        assert_sentence(getattr(error, "reason", str(error)))
        return error
    for text in texts(value):
        text.encode()  # a lone surrogate would break the archive, the tables and every page
    return value


def assert_sentence(reason: str) -> None:
    """A reason is one line that a person can read."""
    assert reason.strip()
    assert "\n" not in reason
    assert "Traceback" not in reason
    assert len(reason) <= LONGEST_REASON, reason[:2000]


def texts(value: object) -> Iterator[str]:
    """Every text in a value of ours."""
    if isinstance(value, Failure):
        assert_sentence(value.reason)
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple | list | frozenset):
        for each in value:
            yield from texts(each)
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for field in dataclasses.fields(value):
            yield from texts(getattr(value, field.name))


# -- samples --------------------------------------------------------------------------------------------------------


def files(*endings: str) -> Sequence[bytes]:
    """The bundled sample files with these endings."""
    return [
        path.read_bytes()
        for path in sorted(samples_path().rglob("*"))
        if path.is_file() and path.name.endswith(endings)
    ]


PAGE = b"<!doctype html><html lang=en><title>Gallium</title><article><p>The ministry said exports fell 12%.</p>"
ATOM = b"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>News</title><entry><title>One</title>
<link href="https://e.org/1"/><id>1</id><updated>2025-03-04T06:10:00+08:00</updated><content type="html">&lt;p&gt;Text
</content></entry></feed>"""
RDF = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
<channel><title>News</title></channel><item><title>One</title><link>https://e.org/1</link></item></rdf:RDF>"""
JSON_FEED = b"""{"version":"https://jsonfeed.org/version/1.1","title":"News","items":[{"id":"1","url":"https://e.org/1",
"title":"One","content_html":"<p>Text","date_published":"2025-03-04T06:10:00+08:00","authors":[{"name":"A"}]}]}"""
SITEMAP = b"""<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>https://e.org/1</loc><lastmod>2025-03-04</lastmod>
<news:news><news:title>One</news:title><news:publication_date>2025-03-04T06:10:00Z</news:publication_date></news:news>
</url></urlset>"""
INDEX = b"<sitemapindex><sitemap><loc>https://e.org/a.xml</loc></sitemap></sitemapindex>"
DIGEST = """技术主权

Search documents
稀土出口管制升级
新华社· 2025-03-04 06:10
Core Viewpoint - 商务部宣布管制 [2][8] Group 1: 措施 - 自4月起需要许可证 [2] - 覆盖七类元素 [3][5]
"""
BRIEF = "Core Viewpoint - Exports fell 12% [1]\nGroup 1: Trade - Licences rose by 5 percent [1][2] - 出口下降12% [2-3]"
ROBOTS = b"User-agent: *\nDisallow: /private/*a*.html$\nCrawl-delay: 5\nAllow: /\nSitemap: https://e.org/s.xml\n"
ENTITIES = b"""kind: organisation
entities:
  org/x: {labels: {en: X Corp, zh-Hans: "X\xe5\x85\xac\xe5\x8f\xb8"}, aliases: [XC], tickers: [688981.SH], country: CN}
  org/y: {labels: {en: Y}, needs: {Y: [chips]}}
"""
CSV = "id,label.en,label.zh-Hans,aliases,tickers,country\norg/x,X Corp,X公司,XC|X,688981.SH,CN\n,Y,,,,\n".encode()
SETTINGS = b"""language = "zh"\ntimeout = 20.5\nrobots = true\n[model]\nroles = {brief = "local"}
[model.endpoints.local]\nurl = "http://127.0.0.1:8080/v1"\nmodel = "qwen"\n"""


def warc_record(block: bytes, *, length: int | None = None, url: str = "https://e.org/1", extra: bytes = b"") -> bytes:
    """A response record."""
    head = (
        f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2025-03-04T06:10:00Z\r\n"
        "WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block) if length is None else length}\r\n"
    )
    return head.encode() + extra + b"\r\n" + block + b"\r\n\r\n"


def http(body: bytes, head: str = "Content-Type: text/html; charset=utf-8") -> bytes:
    """An answer as a server sends it."""
    return f"HTTP/1.1 200 OK\r\n{head}\r\n\r\n".encode() + body


def _warcs() -> Sequence[bytes]:
    packed = http(gzip.compress(PAGE), "Content-Type: text/html\r\nContent-Encoding: gzip")
    chunked = http(b"5\r\n<p>on\r\n3\r\ne  \r\n0\r\n\r\n", "Content-Type: text/html\r\nTransfer-Encoding: chunked")
    records = [warc_record(http(PAGE)), warc_record(packed), warc_record(chunked)]
    return [b"".join(records), b"".join(map(gzip.compress, records)), gzip.compress(records[0]) + records[1]]


def _mails() -> Sequence[bytes]:
    nested = (
        b"From: A <a@e.org>\nDate: Tue, 4 Mar 2025 06:10:00 +0800\nSubject: =?utf-8?b?5Lit5paH?=\nMIME-Version: 1.0\n"
        b'Content-Type: multipart/mixed; boundary="b"\n\n--b\nContent-Type: multipart/alternative; boundary="c"\n\n--c\n'
        b"Content-Type: text/plain; charset=gbk\nContent-Transfer-Encoding: base64\n\nRXhwb3J0cyBmZWxs\n--c\n"
        b"Content-Type: text/html\nContent-Transfer-Encoding: quoted-printable\n\n<p>Exports fell =3D 12%</p>\n--c--\n"
        b"--b\nContent-Type: application/zip\nContent-Disposition: attachment\n\nPK\n--b--\n"
    )
    return [*files(".eml"), nested]


def _queries() -> Sequence[bytes]:
    return ['稀土 出口管制 OR (gallium -germanium) NOT "rare earth"'.encode(), "“中芯国际” AND (5nm OR 7nm)".encode()]


# -- readers --------------------------------------------------------------------------------------------------------


def capture_of(body: bytes, media_type: str, url: str = "https://e.org/news/1", charset: str | None = None) -> Capture:
    """A page with this body."""
    return make_capture(
        url=url, fetched_at=NOW, kind="page", media_type=media_type, body=body, charset=charset, source="e.org"
    )


def _page(media_type: str, url: str = "https://e.org/news/1") -> Callable[[bytes], object]:
    def read(body: bytes) -> object:
        charset = ("utf-7", "punycode", "gb18030", "utf-16", None)[len(body) % 5]
        return extract(capture_of(body, media_type, url, charset))

    return read


def _kept(captures: Iterator[Capture | Failure]) -> list[Capture | Failure]:
    """What was read, each capture through the archive and extracted."""
    results: list[Capture | Failure] = []
    for each in captures:
        results.append(each)
        if isinstance(each, Capture):
            member = gzip.decompress(archived.encode(each, "a.warc"))
            back = archived.decode(archived.read_record(gzip.compress(member))[1])
            assert back == each
        if len(results) > 2000:
            break
    return results


def _warc(data: bytes) -> object:
    return _kept(warc_captures(io.BytesIO(data), name="a.warc", at=NOW, max_bytes=1_000_000))


def _jsonl(data: bytes) -> object:
    found = _kept(item_captures(io.BytesIO(data), name="a.jsonl", url="file:///a.jsonl", at=NOW, max_bytes=100_000))
    return [extract(each) if isinstance(each, Capture) else each for each in found[:20]]


def _digest(data: bytes) -> object:
    text = decode_text(data)
    looks_like_digest(text)
    blob = Blob(url="file:///a.txt", name="a.txt", body=data, at=NOW, source="a.txt")
    found = _kept(digest_captures(text, blob))
    return [extract(each) if isinstance(each, Capture) else each for each in found[:20]]


def _feed(data: bytes) -> object:
    return parse_feed(data, url="https://e.org/feed", charset=("utf-7", "punycode", "x", None)[len(data) % 4])


def _identified(data: bytes) -> object:
    media_type, charset = content_type(data[:200].decode("latin-1"))
    return identify(data, name=data[:20].decode("latin-1"), media_type=media_type), decode_text(data, charset)


def _unpacked(data: bytes) -> object:
    size = 0
    for piece in decoded([data[:10], data[10:]], "gzip, deflate" if len(data) % 2 else "gzip", "https://e.org"):
        size += len(piece)
        if size > 10_000_000:
            break
    return size


def _robots(data: bytes) -> object:
    rules = RobotRules(_parse(data.decode("utf-8", "replace")), None, 0.0)
    allowed = rules.allows("https://e.org/private/" + "a" * 200 + ".htm?x=" + "b" * 200, "Groundwire")
    return allowed, rules.delay("Groundwire")


def _topic(data: bytes) -> object:
    return parse_topic(data.decode("utf-8", "replace"), TopicId("x"), "x.yaml")


def _in_file(name: str, read: Callable[[Path], object]) -> Callable[[bytes], object]:
    def run(data: bytes) -> object:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / name
            path.write_bytes(data)
            return read(path)

    return run


def _entity_file(path: Path) -> object:
    return tuple(load_entities(path))[-1]


def _imported(path: Path) -> object:
    report = import_entities(path, path.parent / "entities")
    for problem in report.problems:
        assert_sentence(problem.reason)
    if report.imported:
        load_entities(report.path)  # what is written must be readable
    return None


def _settings(path: Path) -> object:
    return read_settings(path.parent, {})


@functools.cache
def known_entities() -> Mapping[EntityId, Entity]:
    """The shipped names."""
    return load_entities()


@functools.cache
def stages() -> Stages:
    """All stages, in this process."""
    annotator = Annotator(known_entities().values())
    return Stages(extract=extract, annotator=annotator, checker=checker(annotator), topics=load_topics().values())


@functools.cache
def checker(annotator: Annotator) -> Checker:
    """The checker of the stages."""
    return Checker(annotate=annotator.annotate, entities=known_entities())


def _derived(data: bytes) -> object:
    return stages()(capture_of(data, "text/plain", "file:///a.txt"))


@functools.cache
def _checked_against() -> object:
    derived = stages()(capture_of(files(".md")[0], "text/markdown", "file:///a.md"))
    assert not isinstance(derived, Failure)
    return derived.as_record()


def _brief(data: bytes) -> object:
    text = data.decode("utf-8", "replace")[:20_000]
    parsed = parse_brief(text, "en")
    parse_brief(render_brief(parsed), "en")
    annotator = stages()._annotator
    return check_against(text, _checked_against(), checker(annotator)).brief  # type: ignore[arg-type]


def _query(data: bytes) -> object:
    parse_query(data.decode("utf-8", "replace"))
    return None


def _cursor(data: bytes) -> object:
    return read_cursor("newest", data.decode("utf-8", "replace"), (int, str))


def _when(data: bytes) -> object:
    parse_when(data.decode("utf-8", "replace"), now=NOW)
    return None


def _document(body: bytes) -> Document | Failure:
    return extract(capture_of(body, "application/pdf"))


TARGETS: dict[str, Target] = {
    "html": Target(_page("text/html"), lambda: files(".html")),
    "text": Target(_page("text/plain", "https://e.org/a.txt"), lambda: files(".md", ".html")),
    "markdown": Target(_page("text/markdown", "https://e.org/a.md"), lambda: files(".md")),
    "mail": Target(_page("message/rfc822"), _mails),
    "pdf": Target(_document, lambda: files(".pdf")),
    "feed": Target(_feed, lambda: [*files("feed.xml"), ATOM, RDF]),
    "json feed": Target(lambda data: parse_json_feed(data, url="https://e.org"), lambda: [JSON_FEED]),
    "sitemap": Target(lambda data: parse_sitemap(data, url="https://e.org/s.xml"), lambda: [SITEMAP, INDEX]),
    "warc": Target(_warc, _warcs),
    "jsonl": Target(_jsonl, lambda: files(".jsonl")),
    "digest": Target(_digest, lambda: [DIGEST.encode(), (DIGEST * 3).encode("gb18030")]),
    "format": Target(_identified, lambda: [*files(""), *_mails(), *_warcs(), SITEMAP, JSON_FEED]),
    "packed": Target(_unpacked, lambda: [gzip.compress(PAGE), gzip.compress(gzip.compress(PAGE))]),
    "robots": Target(_robots, lambda: [ROBOTS]),
    "topic": Target(_topic, lambda: [path.read_bytes() for path in sorted(shipped_topics().glob("*.yaml"))]),
    "entities": Target(_in_file("x.yaml", _entity_file), lambda: [ENTITIES]),
    "entity yaml": Target(_in_file("x.yaml", _imported), lambda: [ENTITIES]),
    "entity csv": Target(_in_file("x.csv", _imported), lambda: [CSV]),
    "entity jsonl": Target(_in_file("x.jsonl", _imported), lambda: [b'{"id":"org/x","labels":{"en":"X"},"tickers":"688981.SH"}']),
    "settings": Target(_in_file("settings.toml", _settings), lambda: [SETTINGS]),
    "query": Target(_query, _queries),
    "cursor": Target(_cursor, lambda: [b"WyJuZXdlc3QiLDE3NDEwNjg2MDAsImFiYyJd"]),
    "time": Target(_when, lambda: [b"2025-03-04T06:10+08:00", b"7d", "周一".encode()]),
    "brief": Target(_brief, lambda: [BRIEF.encode(), DIGEST.encode()]),
    "stages": Target(_derived, lambda: [*files(".md"), BRIEF.encode(), DIGEST.encode()]),
}  # fmt: skip
