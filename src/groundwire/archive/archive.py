"""Captures in, WARC files out, in a folder or an object store, and back: the system of record.

A capture is there for good when `Archive.append` returns. What went bad later is found by its checksum and digest,
reported, and passed over.
"""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import TracebackType

from groundwire.archive.folder import Folder
from groundwire.archive.members import Gap, member_at, members
from groundwire.archive.place import Damage as Damage
from groundwire.archive.place import Place as Place
from groundwire.archive.place import log_damage as log_damage
from groundwire.archive.record import decode, read_record
from groundwire.archive.storage import NAME, Storage
from groundwire.models import ArchiveError, Capture


class Archive:
    """The WARC files of one folder, or of one `Storage`, with one writer at a time and any number of readers.

    Raises:
        DeskLockedError: another process is writing (only where ``writable``).
        ArchiveError: the folder cannot be used.
    """

    def __init__(
        self,
        place: Path | Storage,
        *,
        max_bytes: int = 1_000_000_000,
        writable: bool = True,
        software: str = "Groundwire",
        report: Callable[[Damage], None] = log_damage,
    ) -> None:
        self._storage: Storage = (
            Folder(place, max_bytes=max_bytes, software=software, report=report) if isinstance(place, Path) else place
        )
        self._report = report
        self._writable = writable
        if writable:
            self._storage.begin()

    def append(self, capture: Capture) -> Place:
        """Write a capture; it is there for good when this returns."""
        return self.append_many([capture])[0]

    def append_many(self, captures: Iterable[Capture]) -> list[Place]:
        """Write captures with one wait; all of them are there for good when this returns."""
        if not self._writable:
            raise ArchiveError("The archive was opened for reading.")
        return self._storage.append(list(captures))

    def read(self, place: Place) -> Capture:
        """The capture at a place.

        Raises:
            ArchiveError: there is none, or it is damaged.
        """
        member = None
        if NAME.fullmatch(place.file):
            with self._storage.open(place.file) as file:
                member = member_at(file, place.offset)
        capture = decode(read_record(member.content)[1]) if member else None
        if capture is None:
            raise ArchiveError(f"There is no capture at byte {place.offset} of {place.file!r}.")
        return capture

    def captures(self, after: Place | None = None) -> Iterator[tuple[Place, Capture]]:
        """Every capture in the order of writing, from behind ``after`` on; damaged ones are reported."""
        for name in self._storage.names(after.file if after else ""):
            start = after.offset if after and name == after.file else 0
            yield from ((p, c) for p, c in self._captures_of(name, start) if after is None or p > after)

    def _captures_of(self, name: str, start: int) -> Iterator[tuple[Place, Capture]]:
        with self._storage.open(name) as file:
            for found in members(file, name, start):
                place = Place(name, found.start)
                try:
                    if isinstance(found, Gap):
                        if not (found.at_end and name == self.files()[-1]):  # it is being written, or will be cut
                            self._report(Damage(place, "The record is damaged."))
                        continue
                    capture = decode(read_record(found.content)[1])
                except ArchiveError as error:
                    self._report(Damage(place, str(error)))
                    continue
                if capture:
                    yield place, capture

    def files(self) -> list[str]:
        """The names of the files in the order of writing."""
        return self._storage.names()

    def close(self) -> None:
        """Let another process write."""
        if self._writable:
            self._writable = False
            self._storage.end()

    def __enter__(self) -> "Archive":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
