"""Captures in, files of one folder out: each file grows until it is large enough, and is synced before it counts.

What a killed writer left unfinished at the end is cut off when the next one begins.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from groundwire.archive.lock import WriterLock
from groundwire.archive.members import end_of_last_member
from groundwire.archive.output import Output, cut, remove, sync_folder, translated
from groundwire.archive.place import Damage, Place
from groundwire.archive.record import encode, warcinfo
from groundwire.archive.storage import NAME, file_name, next_number
from groundwire.models import ArchiveError, Capture


class Folder:
    """A `Storage` on a disk."""

    def __init__(self, path: Path, *, max_bytes: int, software: str, report: Callable[[Damage], None]) -> None:
        self._path = path
        self._max_bytes = max_bytes
        self._software = software
        self._report = report
        self._output: Output | None = None
        self._lock = WriterLock(path / "writer.lock")

    def names(self, start: str = "") -> list[str]:
        """The names of the files, from ``start`` on, in the order of writing."""
        with translated("The archive cannot be read"):
            found = [path.name for path in self._path.iterdir()] if self._path.is_dir() else []
        return sorted(name for name in found if NAME.fullmatch(name) and name >= start)

    @contextmanager
    def open(self, name: str) -> Iterator[BinaryIO]:
        """One file for reading."""
        if not (self._path / name).is_file():
            raise ArchiveError(f"The archive has no file {name!r}.")
        with translated(f"{name} cannot be read"), (self._path / name).open("rb") as file:
            yield file

    def begin(self) -> None:
        """Become the writer, and cut off what a killed one left."""
        self._lock.acquire()
        try:
            if names := self.names():
                self._cut_torn_tail(self._path / names[-1])
            if names := self.names():
                self._output = Output(self._path / names[-1])
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

    def append(self, captures: Sequence[Capture]) -> list[Place]:
        """Write captures with one wait for the disk."""
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
        path = self._path / file_name(next_number(self.names()))
        self._output = Output(path)
        self._output.write(warcinfo(path.name, self._software, capture.fetched_at))
        sync_folder(self._path)
        sync_folder(self._path.parent)  # the folder may be new, too
        return self._output

    def end(self) -> None:
        """Let another process write."""
        if self._output:
            self._output.close()
            self._output = None
        self._lock.release()
