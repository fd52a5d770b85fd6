"""The bytes of a feed (RSS 0.9x–2.0, Atom, JSON Feed) → its entries, with what each says of its page."""

import calendar
import html
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urljoin

import cchardet
import feedparser

from groundwire.models import ExtractError, Hints
from groundwire.sources.formats import decodes, wide_codec
from groundwire.sources.moments import parse_zoned, says_its_zone
from groundwire.text.strangers_json import read_strangers_json

_TAG = re.compile(r"</?[A-Za-z][^<>]*>")  # and not the "<" of "5 < 6"
_HIDDEN = re.compile(r"<!--.*?(?:-->|$)|<(script|style)\b.*?(?:</\1>|$)", re.IGNORECASE | re.DOTALL)
_DECLARED = re.compile(rb"^\s*<\?xml[^>]*\sencoding\s*=\s*[\"']([A-Za-z0-9_.:-]{1,40})[\"']")
_FIRST_ELEMENT = re.compile(rb"<[A-Za-z]")
_ENTITY = re.compile(rb"<!ENTITY\s+([^\s%\"']{1,200})\s+[\"']([^\"']*)")
_MAX_GROWTH = 1_000_000  # bytes that entities may add
# feedparser works in the writer's process: a second for each MB of a feed, 20 to 100 microseconds for each of its tags.
MAX_FEED = 20_000_000  # bytes, unpacked
MAX_TAGS = 500_000  # a plain feed of 10 MB with 15,901 entries has 190,000
_WIDER = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "big5hkscs",
    "shift-jis": "cp932",
    "euc-kr": "cp949",
    "ks-c-5601-1987": "cp949",
    "iso-8859-1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
}
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEntry:
    """One entry. ``link`` is absolute where the feed's own address is known, and empty where there is none."""

    number: int  # counted from 1
    key: str  # the entry's own id, else its link, else empty
    link: str
    content: str  # the longest of what the entry brings itself
    content_type: str  # text/html or text/plain
    hints: Hints


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed with all of its entries."""

    title: str
    entries: tuple[FeedEntry, ...]


def parse_feed(body: bytes, *, url: str, charset: str | None = None) -> Feed:
    """Read RSS or Atom, well-formed or not. ``url`` makes links absolute and may be empty. Raises ExtractError."""
    _require_readable(body, url)
    text = _utf8(body, charset)
    _require_harmless(text, url)
    if (tags := text.count(b"<")) > MAX_TAGS:
        raise ExtractError(url, "resource-limit", f"This feed has {tags} tags, more than are read; split it.")
    headers = {
        "content-location": url,
        "content-type": "application/xml; charset=utf-8",
    }
    try:
        # Not sanitised: the content is kept as received, and extraction lets no markup through.
        parsed = feedparser.parse(io.BytesIO(text), response_headers=headers, sanitize_html=False)
    except Exception as error:  # a third-party parser of outside bytes
        raise ExtractError(url, "malformed", "This feed cannot be read; check it with a feed validator.") from error
    if not parsed.entries and not (parsed.get("version") and (parsed.feed or not parsed.bozo)):
        raise ExtractError(url, "malformed", "This XML is not a feed that can be read; check it with a feed validator.")
    channel = _Channel(parsed)
    return Feed(
        title=channel.title, entries=tuple(channel.entry(n, entry) for n, entry in enumerate(parsed.entries, 1))
    )


def _require_readable(body: bytes, url: str) -> None:
    if len(body) > MAX_FEED:
        raise ExtractError(url, "too-large", f"This is larger than {MAX_FEED / 1e6:g} MB; split it.")


def _utf8(body: bytes, charset: str | None) -> bytes:
    """The feed in UTF-8, from the encoding that all of it is valid in: its own word, the server's, or a guess."""
    wide = wide_codec(body)
    declared = _DECLARED.search(body[:1024])
    said = [_wider(name) for name in (charset, declared[1].decode() if declared else None) if name]
    # UTF-8 is hard to hit by accident; ASCII is not, and may be the outside of ISO-2022-JP.
    names = [*said, "utf-8"] if body.isascii() and not wide else [wide or "utf-8", *said]
    codec = next((name for name in names if decodes(body, name)), None) or _wider(cchardet.detect(body).get("encoding"))
    return body.decode(codec if decodes(body, codec) else wide or "utf-8", "replace").lstrip("\ufeff").encode()


def _wider(codec: str | None) -> str:
    """The encoding that pages labelled with this one are really in, by the practice of browsers."""
    name = codec or "utf-8"
    return _WIDER.get(name.lower().replace("_", "-"), name)


def _require_harmless(body: bytes, url: str) -> None:
    """Refuse entity bombs: a document type whose entities would blow the feed up. Raises ExtractError."""
    root = _FIRST_ELEMENT.search(body)
    head = body[: root.start()] if root else body
    grown = sum(body.count(b"&%b;" % name) * len(value) for name, value in _ENTITY.findall(head))
    if grown > _MAX_GROWTH:
        raise ExtractError(url, "resource-limit", "This feed defines entities that would blow it up; it is not read.")


class _Channel:
    """What a feed says for all of its entries."""

    def __init__(self, parsed: Any) -> None:
        self.title = _plain(parsed.feed, "title")
        self.language = clean_language(parsed.feed.get("language") or parsed.headers.get("content-language"))
        self.authors = _authors(parsed.feed) if str(parsed.get("version", "")).startswith("atom") else ()

    def entry(self, number: int, entry: Any) -> FeedEntry:
        content, content_type, language = _content(entry)
        link = str(entry.get("feedburner_origlink") or entry.get("link") or "").strip()
        written, published = _published(entry)
        source = entry.get("source")
        return FeedEntry(
            number=number,
            key=str(entry.get("id") or link),
            link=link,
            content=content,
            content_type=content_type,
            hints=Hints(
                title=_plain(entry, "title") or None,
                authors=_authors(entry) or self.authors,
                published=published,
                published_as_written=written if published is None else None,
                language=clean_language(language) or self.language,
                source_name=(_plain(source, "title") if isinstance(source, Mapping) else "") or self.title or None,
            ),
        )


def _plain(owner: Any, key: str) -> str:
    """A text of the feed without markup, on one line."""
    text = str(owner.get(key) or "")
    detail = owner.get(f"{key}_detail")
    if isinstance(detail, Mapping) and detail.get("type") != "text/plain":
        text = html.unescape(_TAG.sub(" ", _HIDDEN.sub(" ", text)) if "<" in text else text)
    return " ".join(text.split())


def _authors(owner: Any) -> tuple[str, ...]:
    people = owner.get("authors") or []
    names = [" ".join(str(person.get("name") or "").split()) for person in people if isinstance(person, Mapping)]
    if not any(names):
        detail = owner.get("author_detail")
        names = [
            str((detail.get("name") if isinstance(detail, Mapping) else None) or owner.get("author") or "").strip()
        ]
    return tuple(dict.fromkeys(name for name in names if name))


def _published(entry: Any) -> tuple[str | None, datetime | None]:
    """The time as written, and in UTC where it was written with its zone."""
    for key in ("published", "updated", "created"):
        written = str(dict.get(entry, key) or "").strip()
        if written:
            return written, parse_zoned(written) or _from_parts(written, dict.get(entry, f"{key}_parsed"))
    return None, None


def _from_parts(written: str, parts: Any) -> datetime | None:
    """feedparser's reading, in UTC, of forms that only it knows; it takes a time without a zone for UTC, we do not."""
    if parts is None or not says_its_zone(written):
        return None
    try:
        return datetime.fromtimestamp(calendar.timegm(parts), UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _content(entry: Any) -> tuple[str, str, str | None]:
    """The longest of contents and summary, its media type and its language."""
    found = [part for part in (*(entry.get("content") or ()), entry.get("summary_detail")) if isinstance(part, Mapping)]
    best = max(found, key=lambda part: len(str(part.get("value") or "")), default=None)
    if best is None:
        return str(entry.get("summary") or "").strip(), "text/html", None
    plain = best.get("type") == "text/plain"
    return str(best.get("value") or "").strip(), "text/plain" if plain else "text/html", best.get("language")


def clean_language(tag: object) -> str | None:
    """A language tag as BCP-47 writes it (``zh_cn`` → ``zh-CN``); None where it is none."""
    text = str(tag or "").strip().replace("_", "-")
    if not _LANGUAGE.fullmatch(text):
        return None
    first, *rest = text.lower().split("-")
    return "-".join(
        [first, *(part.title() if len(part) == 4 else part.upper() if len(part) == 2 else part for part in rest)]
    )


def parse_json_feed(body: bytes, *, url: str) -> Feed:
    """Read a JSON Feed 1.0 or 1.1. Raises ExtractError."""
    _require_readable(body, url)
    try:
        feed = read_strangers_json(body)
    except (ValueError, RecursionError) as error:
        raise ExtractError(url, "malformed", "This JSON Feed is not valid JSON.") from error
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list):
        raise ExtractError(url, "malformed", "This JSON Feed has no list of items.")
    entries = (_json_entry(number, item, feed, url) for number, item in enumerate(items, 1) if isinstance(item, dict))
    return Feed(title=_text(feed, "title"), entries=tuple(entries))


def _text(owner: dict[str, Any], key: str) -> str:
    value = owner.get(key)
    return value.strip() if isinstance(value, str) else ""


def _json_entry(number: int, item: dict[str, Any], feed: dict[str, Any], url: str) -> FeedEntry:
    markup, plain = _text(item, "content_html"), _text(item, "content_text") or _text(item, "summary")
    written = _text(item, "date_published") or _text(item, "date_modified")
    published = parse_zoned(written)
    link = _text(item, "url") or _text(item, "external_url")
    return FeedEntry(
        number=number,
        key=str(item.get("id") or link),
        link=urljoin(url, link) if link and url else link,
        content=markup or plain,
        content_type="text/html" if markup else "text/plain",
        hints=Hints(
            title=" ".join(_text(item, "title").split()) or None,
            authors=_json_authors(item) or _json_authors(feed),
            published=published,
            published_as_written=written if written and published is None else None,
            language=clean_language(item.get("language") or feed.get("language")),
            source_name=" ".join(_text(feed, "title").split()) or None,
        ),
    )


def _json_authors(owner: dict[str, Any]) -> tuple[str, ...]:
    listed = owner.get("authors")
    people = listed if isinstance(listed, list) else [owner.get("author")]
    return tuple(
        dict.fromkeys(name for person in people if isinstance(person, dict) and (name := _text(person, "name")))
    )
