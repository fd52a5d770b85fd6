"""A file of gzip members in, its members and the gaps between them out.

A record says at which place it was written, so a record is found again behind a gap, and one that only looks like a
record, because it stands in an archive that was archived, is not mistaken for it.
"""

import os
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from groundwire.archive.record import PLACE

_MAGIC = b"\x1f\x8b\x08"
_GZIP = 31  # zlib's window bits for gzip members
_PIECE = 262_144  # bytes read at a time
_HEAD = 65_536  # unpacked bytes in which the place must stand
_TAIL = 4_000_000  # bytes looked at first for the last whole record


@dataclass(frozen=True, slots=True)
class Member:
    """A whole gzip member, unpacked, with ``end`` behind its last byte."""

    start: int
    end: int
    content: bytes


@dataclass(frozen=True, slots=True)
class Gap:
    """Bytes that are no member. ``at_end``: nothing follows them."""

    start: int
    at_end: bool


def member_at(file: BinaryIO, start: int) -> Member | None:
    """The member that starts here; None where there is none, or none that is whole and has a right checksum."""
    file.seek(start)
    unpacker = zlib.decompressobj(_GZIP)
    parts: list[bytes] = []
    position = start
    while not unpacker.eof:
        piece = file.read(_PIECE)
        position += len(piece)
        try:
            parts.append(unpacker.decompress(piece))
        except zlib.error:
            return None
        if not piece:
            return None
    return Member(start, position - len(unpacker.unused_data), b"".join(parts))


def members(file: BinaryIO, name: str, start: int) -> Iterator[Member | Gap]:
    """Everything from ``start``, which must be a member's, to the end of the file called ``name``."""
    size = file.seek(0, os.SEEK_END)
    while start < size:
        member = member_at(file, start)
        if member and member.content.startswith(b"WARC/1."):
            yield member
            start = member.end
        else:
            found = _next_member(file, name, start + 1)
            yield Gap(start, found is None)
            start = size if found is None else found


def _next_member(file: BinaryIO, name: str, start: int) -> int | None:
    """Where the first record at or behind ``start`` begins that says it was written right there."""
    file.seek(start)
    piece = file.read(_PIECE)
    while len(piece) >= len(_MAGIC):
        found = piece.find(_MAGIC)
        while found >= 0:
            if _states_place(file, f"{name}:{start + found}", start + found):
                return start + found
            found = piece.find(_MAGIC, found + 1)
        start += len(piece) - len(_MAGIC) + 1  # the magic may stand across two pieces
        file.seek(start)
        piece = file.read(_PIECE)
    return None


def _states_place(file: BinaryIO, place: str, start: int) -> bool:
    file.seek(start)
    try:
        head = zlib.decompressobj(_GZIP).decompress(file.read(_HEAD), _HEAD)
    except zlib.error:
        return False
    return f"\r\n{PLACE}: {place}\r\n".encode() in head.partition(b"\r\n\r\n")[0] + b"\r\n"


def end_of_last_member(file: BinaryIO, name: str) -> int:
    """Where the last whole member ends; behind it stands only what a killed writer left. Looks at the tail only."""
    size = file.seek(0, os.SEEK_END)
    window = _TAIL
    while window < size:
        start = _next_member(file, name, size - window)
        end = _last_end(file, name, start) if start is not None else 0
        if end:
            return end
        window *= 4
    return _last_end(file, name, 0)


def _last_end(file: BinaryIO, name: str, start: int) -> int:
    return max((found.end for found in members(file, name, start) if isinstance(found, Member)), default=0)
