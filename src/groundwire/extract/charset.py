"""Bytes of a page into text: whatever charset was claimed, the one the bytes are in."""

import codecs
import re

import cchardet

# What the web means by a label (WHATWG's encoding standard): supersets that real pages use.
_ALIASES = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb_2312-80": "gb18030",
    "gb_2312": "gb18030",
    "x-gbk": "gb18030",
    "chinese": "gb18030",
    "hz-gb-2312": "hz",
    "big5": "big5hkscs",
    "big5-hkscs": "big5hkscs",
    "x-x-big5": "big5hkscs",
    "cn-big5": "big5hkscs",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "sjis": "cp932",
    "x-sjis": "cp932",
    "windows-31j": "cp932",
    "ms_kanji": "cp932",
    "latin-1": "cp1252",
    "latin1": "cp1252",
    "iso-8859-1": "cp1252",
    "iso8859-1": "cp1252",
    "iso_8859-1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "iso-8859-9": "cp1254",
    "iso-8859-11": "cp874",
    "tis-620": "cp874",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
    "ksc5601": "cp949",
    "utf8": "utf-8",
    "utf-8": "utf-8",
    "unicode": "utf-8",
    "x-user-defined": "cp1252",
}
# Python's, and no browser's: some take quadratic time, and UTF-7 makes markup of harmless letters.
_NOT_FOR_PAGES = frozenset({"idna", "punycode", "raw-unicode-escape", "unicode-escape", "undefined", "utf-7"})
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_META = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.\-]{2,40})", re.IGNORECASE)
_XML = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9_:.\-]{2,40})[\"']", re.IGNORECASE)
_HEAD = 16384  # some templates put half a script before the meta tag
_ESCAPES = (b"\x1b$", b"~{")  # 7-bit Asian charsets look like ASCII, and so like valid UTF-8
_SINGLE_BYTE = re.compile(r"cp12\d\d|cp874|iso8859|koi8|mac|cp8\d\d|latin", re.IGNORECASE)
_TOLERATED = 0.002  # share of characters that may be broken: a cut at the end, a pasted advertisement
_DETECT = 200_000  # bytes for the detector


def decode(body: bytes, header: str | None = None) -> str:
    """The text of the bytes. Never raises; what no charset explains becomes U+FFFD."""
    for bom, name in _BOMS:
        if body.startswith(bom):
            return body[len(bom) :].decode(name, "replace")
    if not any(mark in body for mark in _ESCAPES):
        try:
            return body.decode("utf-8")
        except UnicodeDecodeError:
            pass
    return _labelled(body, header) or _damaged_utf8(body) or _detected(body)


def _labelled(body: bytes, header: str | None) -> str | None:
    """The text by the first label that decodes nearly clean."""
    for label in (header, *_inner_labels(body)):
        name = _codec(label)
        text = _clean(body, name) if name else None
        if text is not None and name and not _mistaken(body, name):
            return text
    return None


def _inner_labels(body: bytes) -> list[str]:
    head = body[:_HEAD]
    found = [match.group(1) for match in (_XML.search(head), *_META.finditer(head)) if match]
    return [label.decode("ascii") for label in found]


def _codec(label: str | None) -> str | None:
    """The name of Python's codec for a label of the web, None for no or an unknown label."""
    plain = (label or "").strip().strip("\"'").lower()
    try:
        name = codecs.lookup(_ALIASES.get(plain, plain)).name if plain else None
    except (LookupError, ValueError):  # ValueError: a NUL in the label
        return None
    return None if name and name.replace("_", "-") in _NOT_FOR_PAGES else name


def _clean(body: bytes, name: str) -> str | None:
    """The text in this charset where nearly all of it is well-formed."""
    try:
        text = body.decode(name, "replace")
    except (UnicodeError, LookupError, AttributeError, TypeError):  # codecs such as "rot13" are not for bytes
        return None
    if not isinstance(text, str):
        return None
    broken = text.count("\ufffd")
    wide = sum(len(part) for part in re.findall(r"[^\x00-\x7f]+", text[:_DETECT])) or 1
    return text if broken <= max(3, _TOLERATED * len(text)) and broken <= max(3, 0.05 * wide) else None


def _mistaken(body: bytes, name: str) -> bool:
    """Whether a single-byte label, which fits any bytes, hides UTF-8 or a multi-byte charset."""
    if not _SINGLE_BYTE.match(name):
        return False
    if _damaged_utf8(body) is not None:
        return True
    sample = re.sub(rb"<[^>]*>|\s+", b"", body[:_DETECT])
    runs = re.findall(rb"[\x80-\xff]{4,}", sample)  # Latin text has hardly two accents in a row
    dense = sum(len(run) for run in runs) > 0.2 * max(1, len(sample))
    return dense and name in {"cp1252", "cp1250", "cp1254", "iso8859-15"}


def _damaged_utf8(body: bytes) -> str | None:
    """The text as UTF-8 where only a few bytes of it are broken."""
    text = body.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    good = sum(map(len, re.findall(r"[^\x00-\x7f\ufffd]+", text)))
    return text if good and broken <= 0.1 * good else None


def _detected(body: bytes) -> str:
    try:
        label = cchardet.detect(body[:_DETECT]).get("encoding")
    except (ValueError, UnicodeError):  # what a C library makes of bytes made to break it
        label = None
    name = _codec(label)
    text = _clean(body, name) if name else None
    return text if text is not None else body.decode("utf-8", "replace")
