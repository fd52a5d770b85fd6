"""Captures in, objects that are WARC files out: one for each batch, because objects cannot grow.

A batch is durable when its object is there. The object is made only where there is none of its number, so that no two
writers can write the same one; where an answer of the store was lost, what stands there tells whose it is.
"""

import io
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, BinaryIO, cast

from groundwire.archive.objects import ChangedError, Objects
from groundwire.archive.place import Place
from groundwire.archive.record import encode, warcinfo
from groundwire.archive.storage import NAME, file_name, next_number
from groundwire.models import ArchiveError, Capture, DeskError

PREFIX = "archive"
_WHOLE = 16_000_000  # bytes; larger objects are read in parts
_PIECE = 4_000_000  # bytes of one part
_LARGEST = 64_000_000  # bytes of records in one object, unless one record is larger


class Segments:
    """A `Storage` in an object store. ``check`` raises where this process may not write (any longer)."""

    def __init__(
        self, objects: Objects, *, check: Callable[[], None] | None = None, software: str = "Groundwire"
    ) -> None:
        self._objects = objects
        self._check = check
        self._software = software
        self._number = 0

    def names(self, start: str = "") -> list[str]:
        """The names of the objects, from ``start`` on, in the order of writing."""
        with _as_archive():
            return [name for name in self._objects.sizes(PREFIX, start) if NAME.fullmatch(name)]

    @contextmanager
    def open(self, name: str) -> Iterator[BinaryIO]:
        """One object for reading; of a large one only the parts that are looked at."""
        path = f"{PREFIX}/{name}"
        with _as_archive():
            size = self._objects.size(path)
            if size is None:
                raise ArchiveError(f"The archive has no file {name!r}.")
            data = self._objects.part(path, 0, size) if 0 < size <= _WHOLE else b""
            if size <= _WHOLE:
                yield io.BytesIO(data)
            else:
                yield cast(BinaryIO, io.BufferedReader(_Parts(self._objects, path, size), _PIECE))

    def begin(self) -> None:
        """Become the writer: the right to be was taken before."""
        if self._check is None:
            raise ArchiveError("The archive was opened for reading.")
        self._check()
        self._number = next_number(self.names())

    def append(self, captures: Sequence[Capture]) -> list[Place]:
        """Write captures as one object, or as several where they are many bytes."""
        places: list[Place] = []
        parts: list[bytes] = []
        size = 0
        for capture in captures:
            if parts and size >= _LARGEST:
                self._put(parts)
                parts, size = [], 0
            name = file_name(self._number)
            if not parts:
                parts = [warcinfo(name, self._software, capture.fetched_at)]
                size = len(parts[0])
            place = Place(name, size)
            parts.append(encode(capture, f"{name}:{size}"))
            size += len(parts[-1])
            places.append(place)
        if parts:
            self._put(parts)
        return places

    def _put(self, parts: Sequence[bytes]) -> None:
        if self._check is None:
            raise ArchiveError("The archive was opened for reading.")
        path, data = f"{PREFIX}/{file_name(self._number)}", b"".join(parts)
        self._check()
        with _as_archive():
            try:
                self._objects.create(path, data)
            except ChangedError:
                held = self._objects.get(path)
                if held is None or held.data != data:
                    raise ArchiveError(f"{path} was written by another writer; run it again.") from None
        self._check()  # what was written after the right was lost is not acknowledged
        self._number += 1

    def end(self) -> None:
        """Nothing is held here."""


class _Parts(io.RawIOBase):
    """An object as a file that is read in parts."""

    def __init__(self, objects: Objects, path: str, size: int) -> None:
        self._objects = objects
        self._path = path
        self._size = size
        self._at = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        self._at = max(base + offset, 0)
        return self._at

    def readinto(self, buffer: Any) -> int:
        end = min(self._at + len(buffer), self._size)
        if end <= self._at:
            return 0
        data = self._objects.part(self._path, self._at, end)
        buffer[: len(data)] = data
        self._at += len(data)
        return len(data)


@contextmanager
def _as_archive() -> Iterator[None]:
    """What an object store cannot do is what the archive cannot."""
    try:
        yield
    except ArchiveError:
        raise
    except DeskError as error:
        raise ArchiveError(str(error)) from error
