"""Captures in, objects that are WARC files out: one for each batch, because objects cannot grow.

A batch is durable when its object is there. The object is made only where there is none of its number, so that no two
writers can write the same one; where an answer of the store was lost, what stands there tells whose it is.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import BinaryIO

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
        with _as_archive():
            file = self._objects.open(f"{PREFIX}/{name}", whole=_WHOLE, piece=_PIECE)
            if file is None:
                raise ArchiveError(f"The archive has no file {name!r}.")
            yield file

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


@contextmanager
def _as_archive() -> Iterator[None]:
    """What an object store cannot do is what the archive cannot."""
    try:
        yield
    except ArchiveError:
        raise
    except DeskError as error:
        raise ArchiveError(str(error)) from error
