"""What a capture really is: bytes and the claimed media type in, the format to read them as out."""

import re
from typing import Literal

from groundwire.models.capture import Capture
from groundwire.models.errors import ExtractError

Format = Literal["html", "pdf", "text", "markdown", "mail"]

# Magic numbers of what has no text to read, with the name a person knows it by.
_FOREIGN = (
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"BM", "a bitmap image"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"\x00\x00\x01\x00", "an icon"),
    (b"PK\x03\x04", "a ZIP archive or an Office file"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
    (b"{\\rtf", "an RTF file"),
    (b"%!PS", "a PostScript file"),
    (b"ID3", "a sound file"),
    (b"OggS", "a sound file"),
    (b"fLaC", "a sound file"),
    (b"\x1aE\xdf\xa3", "a video"),
    (b"wOFF", "a font"),
    (b"wOF2", "a font"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"SQLite format 3", "a database"),
)
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|article|title|meta|div|p|h1|table|script)\b", re.IGNORECASE)
_FEED = re.compile(rb"<(?:rss|feed|rdf:RDF|urlset|sitemapindex)[\s>]")
_SVG = re.compile(rb"^\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)?(?:<!DOCTYPE svg[^>]*>\s*)?<svg\b", re.DOTALL)
_HEADER = re.compile(rb"^(?:From |[A-Z][A-Za-z-]{1,40}: ?)")
_MAIL_FIELDS = re.compile(
    rb"^(?:From|To|Subject|Date|Received|Return-Path|Message-ID|MIME-Version|Content-Type|Delivered-To):",
    re.IGNORECASE | re.MULTILINE,
)
_MAIL_TYPES = {"message/rfc822", "multipart/related", "application/x-mimearchive", "multipart/alternative"}
_MARKDOWN_TYPES = {"text/markdown", "text/x-markdown"}
_MARKDOWN_PATH = re.compile(r"\.(?:md|markdown|mdown|mkd)(?:[?#]|$)", re.IGNORECASE)
_HEAD = 2048  # bytes that say what a file is
_BINARY = 0.02  # share of control bytes that no text has


def sniff(capture: Capture) -> Format:
    """The format of the bytes. Raises ExtractError (unsupported) for what has no text to read."""
    head = capture.body[:_HEAD]
    if b"%PDF-" in head[:1024]:
        return "pdf"
    _refuse_foreign(capture, head)
    if _is_mail(capture, head):
        return "mail"
    _refuse_feed(capture, head)
    if _HTML.search(head) or capture.media_type in {"text/html", "application/xhtml+xml"}:
        return _html_or_text(capture, head)
    if capture.media_type in _MARKDOWN_TYPES or _MARKDOWN_PATH.search(capture.url):
        return "markdown"
    return "text"


def _html_or_text(capture: Capture, head: bytes) -> Format:
    """Markdown and plain text may hold tags; only a claim of HTML or a page's own opening makes a page."""
    if capture.media_type in _MARKDOWN_TYPES or _MARKDOWN_PATH.search(capture.url):
        return "markdown"
    if capture.media_type == "text/plain" and not re.match(rb"\s*(?:\xef\xbb\xbf)?\s*<", head):
        return "text"
    return "html"


def _refuse(capture: Capture, what: str) -> ExtractError:
    claim = f", though it was served as {capture.media_type}" if capture.media_type else ""
    return ExtractError(capture.url, "unsupported", f"This is {what}{claim}; there is no text in it to read.")


def _refuse_foreign(capture: Capture, head: bytes) -> None:
    for magic, name in _FOREIGN:
        if head.startswith(magic) and (len(magic) > 3 or b"\x00" in head):
            raise _refuse(capture, name)
    if head[:4] == b"RIFF" and head[8:12] in (b"WEBP", b"WAVE", b"AVI "):
        raise _refuse(capture, "an image, sound or video file")
    if head[4:8] == b"ftyp":
        raise _refuse(capture, "a video or image file")
    if _SVG.match(head):
        raise _refuse(capture, "an SVG image")
    if _is_binary(head):
        raise _refuse(capture, "a binary file of no known kind")


def _is_binary(head: bytes) -> bool:
    """Whether control bytes abound; UTF-16 and UTF-32 text starts with a mark that says so."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")):
        return False
    controls = sum(byte < 32 and byte not in b"\t\n\r\f\x1b\x08\x1a" for byte in head)
    return controls > _BINARY * max(50, len(head))


def _is_mail(capture: Capture, head: bytes) -> bool:
    start = head.lstrip(b"\xef\xbb\xbf\r\n")
    if not _HEADER.match(start):
        return False
    return capture.media_type in _MAIL_TYPES or len(set(_MAIL_FIELDS.findall(start.split(b"\n\n")[0]))) >= 2


def _refuse_feed(capture: Capture, head: bytes) -> None:
    if _FEED.search(head) and not re.search(rb"<(?:!doctype\s+)?html\b", head, re.IGNORECASE):
        reason = "This is a feed or a sitemap, not a page; add its address as a source to read its entries."
        raise ExtractError(capture.url, "unsupported", reason)
