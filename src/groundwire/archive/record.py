"""A capture as the bytes of one WARC record, and back, equal.

A page of the web becomes a ``response`` with its HTTP headers, anything else a ``resource``. The body has lost its
transfer and content encodings on the way, so those headers are not repeated. What WARC has no field for (and what it
cannot hold exactly) stands in one header of our own, as ASCII JSON, so that a capture is one record and never half.
Where that is longer than readers take a header to be, JSON and body are the block of a ``resource`` of our own type.
"""

import base64
import gzip
import hashlib
import io
import json
from datetime import datetime
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from fastwarc.warc import ArchiveIterator, WarcRecord

from groundwire.models import ArchiveError, Capture, CaptureId, Hints
from groundwire.text.hashing import bytes_uuid

FIELD = "WARC-Groundwire-Capture"
PLACE = "WARC-Groundwire-Place"  # tells a record at its place from one that is part of an archived archive
_ENCODINGS = frozenset({"content-encoding", "transfer-encoding", "content-length", "connection"})
_PHRASES = {status.value: status.phrase for status in HTTPStatus}
_OWN_TYPE = "application/vnd.groundwire.capture"
_LONGEST = 8_000  # characters of a header; fastwarc gives up at 32 KiB, other readers earlier
_URL_SAFE = "%/:=&?~#+!$,;'@()*[]"


def warcinfo(filename: str, software: str, at: datetime) -> bytes:
    """The gzip member that opens every file and says who wrote it."""
    block = f"software: {_one_line(software)}\r\nformat: WARC File Format 1.1\r\n".encode("ascii")
    fields = {
        "WARC-Type": "warcinfo",
        "WARC-Record-ID": f"<{bytes_uuid([filename.encode(), block])}>",
        "WARC-Date": _date(at),
        "WARC-Filename": filename,
        "Content-Type": "application/warc-fields",
    }
    return _member(fields, block)


def encode(capture: Capture, place: str) -> bytes:
    """The gzip member of this capture, to stand at ``place``."""
    own = _fields(capture)
    fields = {
        "WARC-Type": "resource",
        "WARC-Record-ID": f"<{quote(capture.id, safe=':-', errors='surrogatepass')}>",
        "WARC-Date": _date(capture.fetched_at),
        "WARC-Target-URI": _target(capture),
        "WARC-Payload-Digest": _digest(capture.body),
        PLACE: place,
    }
    if len(own) > _LONGEST:
        return _member(fields | {"Content-Type": _OWN_TYPE}, own.encode("ascii") + b"\r\n\r\n" + capture.body)
    fields[FIELD] = own
    if capture.kind == "page" and capture.url.startswith(("http:", "https:")):
        fields |= {"WARC-Type": "response", "Content-Type": "application/http; msgtype=response"}
        return _member(fields, _http_head(capture) + capture.body)
    media_type = _one_line(capture.media_type)[:_LONGEST] or "application/octet-stream"
    return _member(fields | {"Content-Type": media_type}, capture.body)


def metadata(
    block: bytes, *, target: str, media_type: str, at: datetime, place: str, further: dict[str, str] | None = None
) -> bytes:
    """The gzip member of something that is no capture, to stand at ``place``; ``further`` fields are ASCII."""
    fields = {
        "WARC-Type": "metadata",
        "WARC-Record-ID": f"<{bytes_uuid([target.encode(), block])}>",
        "WARC-Date": _date(at),
        "WARC-Target-URI": target,
        "Content-Type": media_type,
        PLACE: place,
        **(further or {}),
    }
    return _member(fields, block)


def _member(fields: dict[str, str], block: bytes) -> bytes:
    """One record as one gzip member. Every value in ``fields`` is a single line of ASCII by now."""
    fields = fields | {"WARC-Block-Digest": _digest(block), "Content-Length": str(len(block))}
    head = "WARC/1.1\r\n" + "".join(f"{name}: {value}\r\n" for name, value in fields.items()) + "\r\n"
    return gzip.compress(head.encode("ascii") + block + b"\r\n\r\n", compresslevel=6, mtime=0)


def _digest(data: bytes) -> str:
    """SHA-1, which every reader of WARC knows; it guards against decay, not against forgery."""
    return "sha1:" + base64.b32encode(hashlib.sha1(data, usedforsecurity=False).digest()).decode("ascii")


def _date(at: datetime) -> str:
    return f"{at.replace(tzinfo=None).isoformat(timespec='microseconds')}Z"


def _target(capture: Capture) -> str:
    url = quote(capture.url, safe=_URL_SAFE, errors="surrogatepass")
    return url if len(url) <= _LONGEST else capture.id


def _one_line(text: str) -> str:
    """Latin text without control characters: a line break in a value would start a header of its own."""
    return "".join(c if " " <= c <= "~" else quote(c, errors="surrogatepass") for c in " ".join(text.split())).strip()


def _http_head(capture: Capture) -> bytes:
    kept: list[tuple[str, str]] = []
    room = _LONGEST
    for name, value in ((_one_line(n).replace(":", ""), _one_line(v)) for n, v in capture.headers):
        room -= len(name) + len(value)
        if name and room > 0 and name.lower() not in _ENCODINGS:
            kept.append((name, value))
    if not any(name.lower() == "content-type" for name, _ in kept):
        kept.append(("Content-Type", _one_line(capture.media_type)[:_LONGEST]))
    kept.append(("Content-Length", str(len(capture.body))))
    lines = [f"HTTP/1.1 {capture.status} {_PHRASES.get(capture.status, '')}".rstrip(), *(f"{n}: {v}" for n, v in kept)]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("ascii")


def _fields(capture: Capture) -> str:
    hints = capture.hints
    values = {
        "id": capture.id,
        "url": capture.url,
        "fetched_at": capture.fetched_at.isoformat(),
        "kind": capture.kind,
        "media_type": capture.media_type,
        "charset": capture.charset,
        "status": capture.status,
        "headers": capture.headers,
        "source": capture.source,
        "hints": {
            "title": hints.title,
            "authors": hints.authors,
            "published": hints.published.isoformat() if hints.published else None,
            "language": hints.language,
            "source_name": hints.source_name,
            **({"published_as_written": hints.published_as_written} if hints.published_as_written else {}),
        },
    }
    return json.dumps(values, ensure_ascii=True, separators=(",", ":"))


def read_record(member: bytes) -> tuple[str | None, WarcRecord]:
    """The place that an unpacked member says it stands at, and its record, digest checked.

    Raises:
        ArchiveError: it is no record, or not the record that was written.
    """
    try:
        record = next(ArchiveIterator(io.BytesIO(member), parse_http=False), None)
    except OSError as error:  # what fastwarc says of bytes that are no record
        raise ArchiveError("It is not a WARC record.") from error
    if record is None:
        raise ArchiveError("It is not a WARC record.")
    record.freeze()
    if not record.verify_block_digest():
        raise ArchiveError("Its digest does not fit its content.")
    return record.headers.get(PLACE), record


def decode(record: WarcRecord) -> Capture | None:
    """The capture in this record; None where it holds something else (the warcinfo, a record of another writer)."""
    field = record.headers.get(FIELD)
    own = record.headers.get("Content-Type") == _OWN_TYPE
    if field is None and not own:
        return None
    block = record.reader.read()
    head, _, rest = block.partition(b"\r\n\r\n")
    headed = own or record.headers.get("WARC-Type") == "response"
    try:
        return _capture(json.loads(head if own else field or ""), rest if headed else block)
    except (ValueError, KeyError, TypeError) as error:
        raise ArchiveError("Its capture fields cannot be read.") from error


def _capture(values: dict[str, Any], body: bytes) -> Capture:
    hints = values.pop("hints")
    published = hints.pop("published")
    return Capture(
        id=CaptureId(values.pop("id")),
        fetched_at=datetime.fromisoformat(values.pop("fetched_at")),
        headers=tuple((name, value) for name, value in values.pop("headers")),
        hints=Hints(
            authors=tuple(hints.pop("authors")),
            published=datetime.fromisoformat(published) if published else None,
            **hints,
        ),
        body=body,
        **values,
    )
