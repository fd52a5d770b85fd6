"""A folder or an object store in, the files of an archive and its answers out, as they are looked at: read only."""

import re
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import BinaryIO, Literal, Protocol

from groundwire.archive.objects import Objects
from groundwire.archive.output import translated
from groundwire.archive.storage import NAME
from groundwire.models import ArchiveError

Kind = Literal["groundwire", "answers"]
_NUMBERED = re.compile(r"(groundwire|answers)-(\d{8})\.warc\.gz")
_ANSWER = re.compile(r"[0-9a-f]{64}\.warc\.gz")
_BESIDE = frozenset({"writer.lock", "answers.lock"})
_OBJECTS: dict[Kind, tuple[str, re.Pattern[str]]] = {"groundwire": ("archive", NAME), "answers": ("answers", _ANSWER)}
_PIECE = 4_000_000  # bytes of one request


class AuditedFiles(Protocol):
    """The files of one archive."""

    grows: bool  # whether the last file may end with a record that is not whole yet

    def sizes(self, kind: Kind) -> dict[str, int]:
        """The files of captures, or of answers, in the order of writing, each with its bytes."""

    def strangers(self) -> list[str]:
        """Files that are not ours."""

    def open(self, kind: Kind, name: str) -> AbstractContextManager[BinaryIO]:
        """One file for reading. Raises ArchiveError."""


class FolderFiles:
    """Those of a folder."""

    grows = True

    def __init__(self, path: Path) -> None:
        self.path = path

    def sizes(self, kind: Kind) -> dict[str, int]:
        """The files of this kind."""
        with translated("The archive cannot be read"):
            named = ((path, _NUMBERED.fullmatch(path.name)) for path in self._paths())
            return {path.name: path.stat().st_size for path, name in named if name and name[1] == kind}

    def strangers(self) -> list[str]:
        """Files that are not ours."""
        with translated("The archive cannot be read"):
            names = [path.name for path in self._paths()]
        return [name for name in names if not _NUMBERED.fullmatch(name) and name not in _BESIDE]

    def _paths(self) -> list[Path]:
        return sorted(self.path.iterdir()) if self.path.is_dir() else []

    @contextmanager
    def open(self, kind: Kind, name: str) -> Iterator[BinaryIO]:
        """One file for reading."""
        with translated(f"{name} cannot be read"), (self.path / name).open("rb") as file:
            yield file


class ObjectFiles:
    """Those of an object store, each of which was written at once: one for a batch, one for an answer."""

    grows = False

    def __init__(self, objects: Objects) -> None:
        self._objects = objects

    def sizes(self, kind: Kind) -> dict[str, int]:
        """The objects of this kind."""
        prefix, named = _OBJECTS[kind]
        return {name: size for name, size in self._objects.sizes(prefix).items() if named.fullmatch(name)}

    def strangers(self) -> list[str]:
        """Objects that are not ours."""
        found = ((prefix, named, self._objects.sizes(prefix)) for prefix, named in _OBJECTS.values())
        return [f"{prefix}/{name}" for prefix, named, names in found for name in names if not named.fullmatch(name)]

    @contextmanager
    def open(self, kind: Kind, name: str) -> Iterator[BinaryIO]:
        """One object for reading."""
        file = self._objects.open(f"{_OBJECTS[kind][0]}/{name}", whole=_PIECE, piece=_PIECE)
        if file is None:
            raise ArchiveError(f"The archive has no file {name!r}.")
        with file:
            yield file
