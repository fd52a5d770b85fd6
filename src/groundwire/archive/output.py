"""Bytes in, on the disk when `Output.sync` returns; what could not be written whole is taken back."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from groundwire.models import ArchiveError


@contextmanager
def translated(what: str) -> Iterator[None]:
    """Say in one sentence what an error of the operating system stopped."""
    try:
        yield
    except OSError as error:
        raise ArchiveError(f"{what}: {error.strerror or error}.") from error


def sync_folder(path: Path) -> None:
    """Make the names of new files durable; without this a power cut can leave a synced file without a name."""
    with translated(f"{str(path)!r} cannot be synced"):
        folder = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def cut(path: Path, size: int) -> None:
    """Shorten a file for good."""
    with translated(f"{path.name} cannot be repaired"), path.open("r+b") as file:
        file.truncate(size)
        os.fsync(file.fileno())


def remove(path: Path) -> None:
    """Remove a file for good."""
    with translated(f"{path.name} cannot be removed"):
        path.unlink()
    sync_folder(path.parent)


class Output:
    """One file that only grows. ``size`` is where the next byte goes.

    Raises:
        ArchiveError: the disk is full, read-only or broken; what was not synced yet is gone.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        with translated(f"{path.name} cannot be opened for writing"):
            path.parent.mkdir(parents=True, exist_ok=True)
            self._file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o644)
        self.size = self._synced = os.fstat(self._file).st_size
        self._open = True

    def write(self, data: bytes) -> None:
        """Write all of it; durable only after `sync`."""
        with self._undone(), translated(f"{self.path.name} cannot be written"):
            rest = memoryview(data)
            while rest:
                rest = rest[os.write(self._file, rest) :]
        self.size += len(data)

    def sync(self) -> None:
        """Wait for the disk."""
        if self.size > self._synced:
            with self._undone(), translated(f"{self.path.name} cannot be synced"):
                os.fsync(self._file)
            self._synced = self.size

    @contextmanager
    def _undone(self) -> Iterator[None]:
        try:
            yield
        except ArchiveError:
            with suppress(OSError):  # where even this fails, the next writer cuts the tail off
                os.ftruncate(self._file, self._synced)
            self.size = self._synced
            raise

    def close(self) -> None:
        """Sync and close."""
        if self._open:
            self._open = False
            try:
                self.sync()
            finally:
                os.close(self._file)
