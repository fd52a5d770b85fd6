"""Captures in, WARC files on disk out, and back: the system of record.

A capture is on the disk when `Archive.append` returns. What a killed writer left unfinished at the end is cut off when
the next one opens; what went bad in the middle is found by its checksum and digest, reported, and passed over.
"""

import logging
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from groundwire.archive.lock import WriterLock
from groundwire.archive.members import Gap, end_of_last_member, member_at, members
from groundwire.archive.output import Output, cut, remove, sync_folder, translated
from groundwire.archive.record import decode, encode, read_record, warcinfo
from groundwire.models import ArchiveError, Capture

_LOG = logging.getLogger(__name__)
_NAME = re.compile(r"groundwire-(\d{8})\.warc\.gz")


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a capture stands: in the order of writing."""

    file: str
    offset: int


@dataclass(frozen=True, slots=True)
class Damage:
    """A record that cannot be used, and why."""

    place: Place
    reason: str


def log_damage(damage: Damage) -> None:
    """What is done with damage where nobody asked for it: a line in the log."""
    _LOG.warning("%s, byte %d: %s It is passed over.", damage.place.file, damage.place.offset, damage.reason)


class Archive:
    """The WARC files of one folder, with one writer at a time and any number of readers.

    Raises:
        DeskLockedError: another process is writing (only where ``writable``).
        ArchiveError: the folder cannot be used.
    """

    def __init__(
        self,
        path: Path,
        *,
        max_bytes: int = 1_000_000_000,
        writable: bool = True,
        software: str = "Groundwire",
        report: Callable[[Damage], None] = log_damage,
    ) -> None:
        self.path = path
        self._max_bytes = max_bytes
        self._software = software
        self._report = report
        self._writable = writable
        self._output: Output | None = None
        self._lock = WriterLock(path / "writer.lock")
        if writable:
            self._open_for_writing()

    def _open_for_writing(self) -> None:
        self._lock.acquire()
        try:
            if names := self.files():
                self._cut_torn_tail(self.path / names[-1])
            if names := self.files():
                self._output = Output(self.path / names[-1])
        except BaseException:
            self._lock.release()
            raise

    def _cut_torn_tail(self, path: Path) -> None:
        with translated(f"{path.name} cannot be read"), path.open("rb") as file:
            end, size = end_of_last_member(file, path.name), path.stat().st_size
        if end == size:
            return
        self._report(Damage(Place(path.name, end), f"The last {size - end} bytes are no whole record and are cut off."))
        if end == 0:  # killed before its first record: nothing was acknowledged from it
            remove(path)
        else:
            cut(path, end)

    def append(self, capture: Capture) -> Place:
        """Write a capture; it is on the disk when this returns."""
        return self.append_many([capture])[0]

    def append_many(self, captures: Iterable[Capture]) -> list[Place]:
        """Write captures with one wait for the disk; all of them are there when this returns."""
        if not self._writable:
            raise ArchiveError("The archive was opened for reading.")
        places: list[Place] = []
        for capture in captures:
            output = self._roomy_output(capture)
            place = Place(output.path.name, output.size)
            output.write(encode(capture, f"{place.file}:{place.offset}"))
            places.append(place)
        if self._output:
            self._output.sync()
        return places

    def _roomy_output(self, capture: Capture) -> Output:
        if self._output and self._output.size < self._max_bytes:
            return self._output
        if self._output:
            self._output.close()
        names = self.files()
        number = int(_NAME.fullmatch(names[-1])[1]) + 1 if names else 1  # type: ignore[index]  # files() gives only such names
        path = self.path / f"groundwire-{number:08}.warc.gz"
        self._output = Output(path)
        self._output.write(warcinfo(path.name, self._software, capture.fetched_at))
        sync_folder(self.path)
        sync_folder(self.path.parent)  # the folder may be new, too
        return self._output

    def read(self, place: Place) -> Capture:
        """The capture at a place.

        Raises:
            ArchiveError: there is none, or it is damaged.
        """
        member = None
        if _NAME.fullmatch(place.file) and (self.path / place.file).is_file():
            with translated(f"{place.file} cannot be read"), (self.path / place.file).open("rb") as file:
                member = member_at(file, place.offset)
        capture = decode(read_record(member.content)[1]) if member else None
        if capture is None:
            raise ArchiveError(f"There is no capture at byte {place.offset} of {place.file!r}.")
        return capture

    def captures(self, after: Place | None = None) -> Iterator[tuple[Place, Capture]]:
        """Every capture in the order of writing, from behind ``after`` on; damaged ones are reported."""
        for name in self.files():
            if after is None or name >= after.file:
                start = after.offset if after and name == after.file else 0
                yield from ((p, c) for p, c in self._captures_of(name, start) if after is None or p > after)

    def _captures_of(self, name: str, start: int) -> Iterator[tuple[Place, Capture]]:
        last = name == self.files()[-1]
        with translated(f"{name} cannot be read"), (self.path / name).open("rb") as file:
            for found in members(file, name, start):
                place = Place(name, found.start)
                try:
                    if isinstance(found, Gap):
                        if not (last and found.at_end):  # an unfinished end is being written, or will be cut
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
        with translated("The archive cannot be read"):
            return sorted(p.name for p in self.path.iterdir() if _NAME.fullmatch(p.name)) if self.path.is_dir() else []

    def close(self) -> None:
        """Let another process write."""
        if self._output:
            self._output.close()
            self._output = None
        self._writable = False
        self._lock.release()

    def __enter__(self) -> "Archive":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
