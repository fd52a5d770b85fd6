"""Where the files of an archive stand: a port, with a folder and an object store behind it."""

import re
from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import BinaryIO, Protocol

from groundwire.archive.place import Place
from groundwire.models import Capture

NAME = re.compile(r"groundwire-(\d{8})\.warc\.gz")


class Storage(Protocol):
    """Files that are read, and that one writer at a time adds to between `begin` and `end`."""

    def names(self, start: str = "") -> list[str]:
        """The names of the files, from ``start`` on, in the order of writing."""

    def open(self, name: str) -> AbstractContextManager[BinaryIO]:
        """One file for reading. Raises ArchiveError."""

    def begin(self) -> None:
        """Become the writer, and put right what a killed one left. Raises DeskLockedError."""

    def append(self, captures: Sequence[Capture]) -> list[Place]:
        """Write captures; all of them are there for good when this returns. Raises ArchiveError."""

    def end(self) -> None:
        """Let another process write."""


def file_name(number: int) -> str:
    """The name of the file with this number."""
    return f"groundwire-{number:08}.warc.gz"


def next_number(names: Sequence[str]) -> int:
    """The number of the file behind these."""
    last = NAME.fullmatch(names[-1]) if names else None
    return int(last[1]) + 1 if last else 1
