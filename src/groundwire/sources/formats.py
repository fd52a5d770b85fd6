"""Bytes with what is said of them (name, media type) → the format they are in, by their content first."""

import codecs
import json
import re
from pathlib import PurePosixPath
from typing import Literal

import cchardet

Format = Literal["html", "mhtml", "pdf", "text", "markdown", "eml", "feed", "jsonfeed", "sitemap", "jsonl", "warc"]

PAGE_MEDIA_TYPES: dict[Format, str] = {
    "html": "text/html",
    "mhtml": "multipart/related",
    "pdf": "application/pdf",
    "text": "text/plain",
    "markdown": "text/markdown",
    "eml": "message/rfc822",
}
"""Formats that are one document, with the media type their captures carry."""

_BY_SUFFIX: dict[str, Format] = {
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".shtml": "html",
    ".mhtml": "mhtml",
    ".mht": "mhtml",
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".eml": "eml",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".jsonlines": "jsonl",
}
_BY_MEDIA_TYPE: dict[str, Format] = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "multipart/related": "mhtml",
    "application/x-mimearchive": "mhtml",
    "text/plain": "text",
    "text/markdown": "markdown",
    "text/x-markdown": "markdown",
    "message/rfc822": "eml",
    "application/x-ndjson": "jsonl",
    "application/ndjson": "jsonl",
    "application/jsonl": "jsonl",
    "application/x-jsonlines": "jsonl",
    "application/jsonlines": "jsonl",
}
_XML_ROOTS: dict[str, Format] = {
    "rss": "feed",
    "feed": "feed",
    "channel": "feed",  # CDF
    "urlset": "sitemap",
    "sitemapindex": "sitemap",
    "html": "html",
}
_LISTS = frozenset({"rss", "feed", "rdf", "urlset", "sitemapindex"})  # some carry a document type of HTML
_HEAD = 64 * 1024  # some templates put this much comment and script before the first telling element
_PROLOG = re.compile(r"\s+|<\?.*?\?>|<!--.*?-->|<!doctype\s[^>\[]*(?:\[[^\]]*\]\s*)?>", re.IGNORECASE | re.DOTALL)
_ROOT = re.compile(r"<(?:[\w.-]+:)?([A-Za-z][\w.-]*)[\s/>]")
_LATE_ROOT = re.compile(r"<(?:[\w.-]+:)?(rss|feed|urlset|sitemapindex)\s[^<>]*(?:xmlns|version)", re.IGNORECASE)
_HTML_DOCTYPE = re.compile(r"<!doctype\s+html", re.IGNORECASE)
_HTML_ROOTS = frozenset(
    {"html", "head", "body", "title", "meta", "div", "article", "main", "p", "h1", "script", "link"}
)
_MAIL_HEADER = re.compile(rb"[A-Za-z][A-Za-z0-9-]*:[ \t]?\S")
_MAIL_NAMES = re.compile(
    rb"^(?:from|date|mime-version|message-id|received|return-path|subject):", re.IGNORECASE | re.MULTILINE
)
_MHTML = re.compile(rb"^content-type:\s*multipart/related", re.IGNORECASE | re.MULTILINE)
_RSS1 = re.compile(r"purl\.org/(?:rss/1\.|net/rss1)|netscape\.com/rdf", re.IGNORECASE)


# How text in a Unicode encoding begins: with a mark, or with the "<" of markup. Longer ones first.
_WIDE: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (b"<\0\0\0", "utf-32-le"),
    (b"\0\0\0<", "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)


_NOT_FOR_TEXT = frozenset({"idna", "punycode", "raw-unicode-escape", "unicode-escape", "undefined", "utf-7"})


def wide_codec(body: bytes) -> str | None:
    """The Unicode encoding that the first bytes show, by a mark or by markup in UTF-16 or UTF-32."""
    return next((codec for start, codec in _WIDE if body.startswith(start)), None)


def decodes(body: bytes, codec: str | None) -> bool:
    """Whether this is an encoding of text that the whole body is valid in."""
    try:
        # A server may name any codec of Python; some are no encodings of text and take quadratic time.
        usable = bool(codec) and codecs.lookup(codec or "").name.replace("_", "-") not in _NOT_FOR_TEXT
        if usable:
            body.decode(codec or "")
    except (ValueError, LookupError):
        return False
    return usable


def suffix_of(name: str) -> str:
    """The last suffix of a path or URL path in lower case, not counting ``.gz``."""
    path = PurePosixPath(name.split("?")[0].split("#")[0].lower())
    return path.with_suffix("").suffix if path.suffix == ".gz" else path.suffix


def identify(body: bytes, *, name: str = "", media_type: str = "") -> Format | None:
    """The format of ``body``; None where it is none that Groundwire reads."""
    return _by_magic(body) or _by_text(body, name, media_type)


def _by_magic(body: bytes) -> Format | None:
    if b"%PDF-" in body[:1024]:  # readers accept junk before the mark, so pages in the wild have it
        return "pdf"
    return "warc" if body[:5] == b"WARC/" else None


def _by_text(body: bytes, name: str, media_type: str) -> Format | None:
    head = _decode_head(body)
    if head is None:
        return None
    by_name = _BY_SUFFIX.get(suffix_of(name)) or _BY_MEDIA_TYPE.get(media_type)
    if by_name == "jsonl":
        return "jsonl"
    return (
        _by_markup(head, prose=by_name in ("text", "markdown"))
        or _by_mail(body, by_name)
        or _by_json(body, head)
        or _by_name(by_name, name)
    )


def _decode_head(body: bytes) -> str | None:
    """The beginning as text, None where it is no text at all."""
    head = body[:_HEAD]
    codec = wide_codec(head)
    if codec:
        return head.decode(codec, "replace").lstrip("\ufeff")
    controls = sum(head.count(bytes([code])) for code in (*range(9), *range(14, 27), 28, 29, 30, 31))
    if controls > len(head) / 200:  # stray control characters occur in real pages; binaries are full of them
        return None
    return head.decode("latin-1")


def _by_markup(head: str, *, prose: bool) -> Format | None:
    """The format by the first element. ``prose`` may begin with an element or show one, and stays what it is called."""
    position = 0
    html = False
    while match := _PROLOG.match(head, position):
        html = html or bool(_HTML_DOCTYPE.match(match[0]))
        position = match.end()
    root = _ROOT.match(head, position)
    if html and not (root and root[1].lower() in _LISTS):
        return "html"
    found = _by_root(root[1].lower(), head) if root else None
    if prose and root and found == "html" and root[1].lower() != "html":
        return None
    late = (
        None if found or prose else _LATE_ROOT.search(head[:4096])
    )  # a warning of the server's script language before the XML
    return _XML_ROOTS[late[1].lower()] if late else found


def _by_root(root: str, head: str) -> Format | None:
    if root == "rdf":
        return "feed" if _RSS1.search(head) else None
    return _XML_ROOTS.get(root) or ("html" if root in _HTML_ROOTS else None)


def _by_mail(body: bytes, by_name: Format | None) -> Format | None:
    """Mail and saved pages (MHTML) are told by their header lines."""
    block = re.split(rb"\r?\n\r?\n", body.lstrip()[:_HEAD], maxsplit=1)[0]
    if by_name in ("eml", "mhtml") or (_MAIL_HEADER.match(block) and len(set(_MAIL_NAMES.findall(block))) >= 3):
        return "mhtml" if _MHTML.search(block) or by_name == "mhtml" else "eml"
    return None


def _by_json(body: bytes, head: str) -> Format | None:
    # The version may stand behind all the items, where keys are sorted.
    if not head.lstrip().startswith("{") or b"jsonfeed.org" not in body:
        return None
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        return None
    version = value.get("version") if isinstance(value, dict) else None
    return "jsonfeed" if isinstance(version, str) and "jsonfeed.org/version" in version else None


def _by_name(by_name: Format | None, name: str) -> Format | None:
    """Text without telling content: what its name or media type says, and plain text where it has no suffix."""
    suffix = suffix_of(name)
    if by_name == "text" and suffix and suffix not in _BY_SUFFIX and not suffix[1:].isdigit():
        return None if suffix in _NOT_PROSE else "text"
    return by_name


# Served as text/plain by many hosts, and not documents.
_NOT_PROSE = frozenset(
    {".css", ".js", ".json", ".csv", ".tsv", ".py", ".xml", ".yaml", ".yml", ".toml", ".log", ".svg"}
)


def decode_text(body: bytes, charset: str | None = None) -> str:
    """Text in its encoding: byte-order mark, then UTF-8, then what was said, then a guess; never fails."""
    wide = wide_codec(body)
    if wide and not decodes(body, "utf-8"):
        return body.decode(wide, "replace").lstrip("\ufeff")
    if decodes(body, "utf-8"):
        return body.decode("utf-8-sig")
    guess = cchardet.detect(body).get("encoding")
    codec = next((name for name in (charset, guess) if decodes(body, name)), None)
    return body.decode(codec or "utf-8", "replace")
