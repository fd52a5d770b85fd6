"""A WARC file, plain or gzip → every web page in it as it was received, and an error for each place that is damaged."""

import io
import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import BinaryIO
from urllib.parse import urlsplit

from fastwarc.stream_io import BrotliReader, WarcReader, ZstdReader
from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from groundwire.models import ExtractError, FetchError
from groundwire.sources.fetch import NOT_KEPT, content_type, decoded

_WANTED = int(WarcRecordType.response | WarcRecordType.resource)
_MAX_DAMAGED = 1000  # places in one file; a file made of nothing else must come to an end
_SCAN = 1 << 20
_Opens = Callable[[BinaryIO], WarcReader]
_READERS: dict[str, _Opens] = {"br": BrotliReader, "zstd": ZstdReader}
_NEXT = {True: re.compile(rb"\x1f\x8b\x08"), False: re.compile(rb"(?<=\n)WARC/[01]\.\d+\r?\n")}
_STATUS = re.compile(rb"HTTP/\d(?:\.\d)?[ \t]+(\d{3})")
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_CHUNK = re.compile(rb"\s*([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]*)?\r?\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchivedPage:
    """One record: a response with status 200, or a resource, of an http or https address."""

    url: str
    at: datetime | None
    media_type: str
    charset: str | None
    headers: tuple[tuple[str, str], ...]
    body: bytes


def read_warc(
    stream: BinaryIO, *, name: str, max_bytes: int, start: int = 0, end: int | None = None
) -> Iterator[ArchivedPage | ExtractError]:
    """Every page; after damage, reading goes on at the next record that can be found.

    ``start`` and ``end`` are where two records begin (see `record_starts`); only what lies between is read.
    """
    packed = stream.read(2) == b"\x1f\x8b"
    position: int | None = start
    damaged = 0
    while position is not None and (end is None or position < end):
        walk = _Walk(stream, position, name=name, max_bytes=max_bytes, first=position == start, end=end)
        yield from walk.pages()
        if not walk.broken:
            return
        damaged += walk.read > 0  # places at which nothing could be read are parts of the same damage
        if damaged > _MAX_DAMAGED:
            yield ExtractError(name, "resource-limit", "This archive is damaged in too many places to be read further.")
            return
        position = _next_record(stream, walk.position + 1, packed=packed)


class _Walk:
    """Reads records from one position until the end or until one is broken."""

    def __init__(
        self, stream: BinaryIO, position: int, *, name: str, max_bytes: int, first: bool, end: int | None
    ) -> None:
        self._stream = stream
        self._name = name
        self._max_bytes = max_bytes
        self._first = first
        self._end = end
        self.position = position  # of the last record that was begun
        self.read = 0
        self.broken = False

    def pages(self) -> Iterator[ArchivedPage | ExtractError]:
        """The pages, and an error at the end if it came too early."""
        self._stream.seek(self.position)
        while not self.broken:
            result = self._next()
            if result is None:
                return
            if isinstance(result, (ArchivedPage, ExtractError)):
                yield result

    def _next(self) -> ArchivedPage | ExtractError | bool | None:
        """One record; True for one that is no page, None at the end."""
        try:
            if self.read == 0:
                self._records = ArchiveIterator(self._stream, parse_http=False, strict_mode=False)
            record = next(self._records, None)
            if record is None:
                return self._broken() if self.read == 0 else None  # a mark of a record, and nothing behind it
            if self._end is not None and record.stream_pos >= self._end:
                return None
            self.position, self.read = record.stream_pos, self.read + 1
            return _page(record, self._name, self._max_bytes)
        except ExtractError as error:
            return error
        except Exception:  # noqa: BLE001 - a third-party parser of outside bytes
            return self._broken()

    def _broken(self) -> ExtractError | bool:
        self.broken = True
        if self.read == 0 and not self._first:
            return True  # still inside the damage that was told already
        item = f"{self._name}#offset-{self.position}"
        return ExtractError(item, "malformed", "The archive is damaged here; what can be found after it is used.")


def record_starts(stream: BinaryIO, *, every: int, size: int) -> Iterator[int]:
    """Places in the file, about so many bytes apart, at which a record surely begins; 0 is the first.

    Three bytes that look like the beginning of a record occur inside compressed data, so the record is looked into.
    """
    yield 0
    packed = stream.read(2) == b"\x1f\x8b"
    position: int | None = every
    while position is not None and position < size:
        position = _next_record(stream, position, packed=packed)
        if position is not None and (not packed or _is_member_of_warc(stream, position)):
            yield position
            position += every
        elif position is not None:
            position += 1


def _is_member_of_warc(stream: BinaryIO, position: int) -> bool:
    stream.seek(position)
    try:
        return zlib.decompressobj(31).decompress(stream.read(4096), 5) == b"WARC/"
    except zlib.error:
        return False


def _next_record(stream: BinaryIO, position: int, *, packed: bool) -> int | None:
    """Where the next record begins, at or after ``position``."""
    start = max(0, position - 1)
    overlap = 16  # a mark may lie across the border of two pieces
    stream.seek(start)
    piece = stream.read(_SCAN)
    while piece:
        for match in _NEXT[packed].finditer(piece):
            if start + match.start() >= position:
                return start + match.start()
        if len(piece) < _SCAN:
            return None
        start += len(piece) - overlap
        stream.seek(start)
        piece = stream.read(_SCAN)
    return None


def _page(record: WarcRecord, name: str, max_bytes: int) -> ArchivedPage | bool:
    """The page in a record; True where it holds none. Raises ExtractError for one that is of no use."""
    if record.headers.get("WARC-Type") is None:
        raise ExtractError(f"{name}#offset-{record.stream_pos}", "malformed", "This record of the archive has no type.")
    # wget writes the address in angle brackets, as an early draft of the standard had it.
    url = (record.headers.get("WARC-Target-URI") or "").strip().strip("<>")
    if not int(record.record_type) & _WANTED or not _is_page_address(url):
        return True
    item = f"{name}#{url}"
    if record.content_length > max_bytes + 65536:
        raise ExtractError(item, "too-large", f"This record is larger than {max_bytes / 1e6:g} MB.")
    block = record.reader.read(record.content_length)
    if len(block) < record.content_length:
        raise ExtractError(item, "malformed", "This record is cut off: the archive ends inside of it.")
    if record.is_http:
        return _response(block, record, url=url, item=item, max_bytes=max_bytes)
    media_type, charset = content_type(record.headers.get("Content-Type") or "")
    return ArchivedPage(url=url, at=_date(record), media_type=media_type, charset=charset, headers=(), body=block)


def _is_page_address(url: str) -> bool:
    if not url.lower().startswith(("http://", "https://")):
        return False
    try:
        return urlsplit(url).path != "/robots.txt"
    except ValueError:
        return False


def _date(record: WarcRecord) -> datetime | None:
    moment: datetime | None = record.record_date
    return moment.astimezone(UTC) if moment else None


def _response(block: bytes, record: WarcRecord, *, url: str, item: str, max_bytes: int) -> ArchivedPage | bool:
    status = _STATUS.match(block)
    end = _HEAD_END.search(block)
    if status is None or end is None:
        raise ExtractError(item, "malformed", "This record holds no valid HTTP answer.")
    if status[1] != b"200":
        return True
    headers = _headers(block[: end.start()])
    named = {key.lower(): value for key, value in headers}
    body = block[end.end() :]
    if "chunked" in named.get("transfer-encoding", "").lower():
        body = _unchunked(body)
    body = _decoded(body, named.get("content-encoding", ""), item=item, max_bytes=max_bytes)
    media_type, charset = content_type(named.get("content-type", ""))
    kept = tuple((key, value) for key, value in headers if key.lower() not in NOT_KEPT)
    return ArchivedPage(url=url, at=_date(record), media_type=media_type, charset=charset, headers=kept, body=body)


def _headers(head: bytes) -> tuple[tuple[str, str], ...]:
    lines = re.sub(rb"\r?\n[ \t]+", b" ", head).decode("latin-1").splitlines()[1:]
    pairs = (line.partition(":") for line in lines)
    return tuple((key.strip(), value.strip()) for key, colon, value in pairs if colon and key.strip())


def _unchunked(body: bytes) -> bytes:
    """The chunks joined; a body that only claims to be chunked as it is."""
    parts: list[bytes] = []
    position = 0
    while match := _CHUNK.match(body, position):
        size = int(match[1], 16)
        if size == 0:
            return b"".join(parts)
        parts.append(body[match.end() : match.end() + size])
        position = match.end() + size
    return b"".join(parts) if parts else body


def _decoded(body: bytes, encoding: str, *, item: str, max_bytes: int) -> bytes:
    """The body unpacked; as it is where the writer of the archive unpacked it and left the header."""
    name = encoding.strip().lower()
    reader = _READERS.get(name)
    whole = _by_reader(reader, body, max_bytes) if reader else _by_pieces(body, name, item, max_bytes)
    if len(whole) > max_bytes:
        raise ExtractError(item, "too-large", f"Unpacked, this record is larger than {max_bytes / 1e6:g} MB.")
    return whole


def _by_reader(reader: _Opens, body: bytes, max_bytes: int) -> bytes:
    try:
        return bytes(reader(io.BytesIO(body)).read(max_bytes + 1)) or body
    except Exception:  # noqa: BLE001 - a third-party parser of outside bytes
        return body


def _by_pieces(body: bytes, encoding: str, item: str, max_bytes: int) -> bytes:
    whole = bytearray()
    try:
        for piece in decoded([body], encoding, item):
            whole += piece
            if len(whole) > max_bytes:
                break
    except FetchError:
        return bytes(whole) or body
    return bytes(whole)
