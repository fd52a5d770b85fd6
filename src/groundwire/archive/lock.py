"""A path in, the right to be its only writer out; the operating system takes it back when the process dies."""

import fcntl
import os
from pathlib import Path
from types import TracebackType

from groundwire.models import ArchiveError, DeskLockedError


class WriterLock:
    """A lock file with the process id of its holder.

    Raises:
        DeskLockedError: another process (or another lock in this one) holds it.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file: int | None = None

    def acquire(self) -> None:
        """Take the lock at once or raise."""
        if self._file is not None:
            return
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            file = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        except OSError as error:
            raise ArchiveError(f"The lock {str(self.path)!r} cannot be made: {error.strerror}.") from error
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            holder = os.pread(file, 32, 0).decode("ascii", "replace").strip() or "unknown"
            os.close(file)
            raise DeskLockedError(
                f"Process {holder} is writing here ({str(self.path)!r}); wait until it is done, or end it."
            ) from error
        os.ftruncate(file, 0)
        os.pwrite(file, f"{os.getpid()}\n".encode(), 0)
        self._file = file

    def release(self) -> None:
        """Give the lock back; the file stays, because removing it would let two writers hold two files."""
        if self._file is not None:
            os.close(self._file)
            self._file = None

    def __enter__(self) -> "WriterLock":
        self.acquire()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()
