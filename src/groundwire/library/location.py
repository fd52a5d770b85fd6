"""Where the tables of a library stand, in a folder or in an object store, and which of its makings counts.

A folder is replaced by renaming another. In an object store nothing can be renamed: each making of the library has a
number and a prefix of its own, and one small object says which counts.
"""

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from groundwire.models import LibraryError

_POINTER = "library.json"
_LOOK_AGAIN = 5.0  # seconds in which a reader sees that the library was made anew


class TablePlace(Protocol):
    """Where one table stands."""

    @property
    def uri(self) -> str:
        """Its address."""

    @property
    def options(self) -> dict[str, str] | None:
        """What Lance must be told to get there."""

    def exists(self) -> bool:
        """Whether it is there. Raises LibraryError where it is not and may not be made."""

    def making(self) -> int:
        """Another number after it was made anew."""

    def bytes(self) -> int:
        """What it takes, with all that is kept of old versions."""

    def check(self) -> None:
        """Raises DeskLockedError where this process may not write any longer."""


class FolderTable:
    """A table on a disk."""

    options = None

    def __init__(self, path: Path) -> None:
        self._path = path
        self.uri = str(path)

    def exists(self) -> bool:
        """Whether its folder holds anything; a writer that is killed while it makes the table leaves it empty."""
        return any(path.is_file() for part in ("_versions/*.manifest", "data/*") for path in self._path.glob(part))

    def making(self) -> int:
        """The inode of its folder."""
        return self._path.stat().st_ino

    def bytes(self) -> int:
        """The sizes of all files."""
        return sum(file.stat().st_size for file in self._path.rglob("*") if file.is_file())

    def check(self) -> None:
        """The lock of a folder is not lost while its holder lives."""


class HeldObject(Protocol):
    """An object as it was read."""

    @property
    def data(self) -> bytes:
        """Its content."""


class ObjectStore(Protocol):
    """What is asked of an object store."""

    url: str

    def get(self, name: str) -> HeldObject | None:
        """An object; None where there is none."""

    def put(self, name: str, data: bytes) -> None:
        """An object, in the place of one that is there."""

    def sizes(self, prefix: str, start: str = "") -> dict[str, int]:
        """The objects under a prefix, each with its size."""

    def holds(self, prefix: str) -> bool:
        """Whether there is any object under a prefix."""

    def remove(self, names: Sequence[str]) -> None:
        """Remove objects."""

    def lance_options(self) -> dict[str, str]:
        """What Lance must be told to find the same store."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Making:
    """One making of a library: ``number`` is 0 where there is none, ``token`` tells by whom it was published."""

    number: int = 0
    token: str = ""


class Makings:
    """Which making of a library counts."""

    def __init__(self, objects: ObjectStore) -> None:
        self._objects = objects
        self._known = 0
        self._looked = 0.0

    def current(self) -> Making:
        """The one that counts."""
        held = self._objects.get(_POINTER)
        if held is None:
            return Making()
        try:
            found = json.loads(held.data)
            making = Making(number=int(found["making"]), token=str(found["token"]))
        except (ValueError, KeyError, TypeError):
            making = Making()
        if making.number < 1:
            raise LibraryError(
                f"{self._objects.url}/{_POINTER} cannot be read: remove it and run `groundwire rebuild`."
            )
        return making

    def seen(self) -> int:
        """The number of the one that counts, as it was some seconds ago."""
        now = time.monotonic()
        if not self._known or now - self._looked > _LOOK_AGAIN:
            self._known, self._looked = self.current().number, now
        return self._known

    def publish(self, number: int, token: str) -> None:
        """Let this making count."""
        self._objects.put(_POINTER, json.dumps({"making": number, "token": token}).encode("ascii"))
        self._known, self._looked = number, time.monotonic()

    def unpublished(self) -> list[int]:
        """The numbers of makings behind the one that counts: of a rebuild that goes on, or was cut off."""
        current = self.current().number or 1
        numbers = {int(name[:8]) for name in self._objects.sizes("library") if name[:8].isdigit()}
        return sorted(number for number in numbers if number > current)

    def clear(self, keep: int) -> None:
        """Remove all makings but this; for the only writer."""
        mine = f"{keep:08}/"
        names = [name for name in self._objects.sizes("library") if not name.startswith(mine)]
        self._objects.remove([f"library/{name}" for name in names])


class ObjectTables:
    """The tables of a library in an object store: of the making that counts, or of ``number``.

    Only with ``check``, which raises where this process may not write, tables are made and written.
    """

    def __init__(
        self, objects: ObjectStore, makings: Makings, *, number: int = 0, check: Callable[[], None] | None = None
    ) -> None:
        self.objects = objects
        self._makings = makings
        self._number = number
        self._check = check

    def __truediv__(self, table: str) -> "ObjectTable":
        return ObjectTable(self, table)

    def now(self) -> int:
        """The number of the making that is read or written."""
        return self._number or self._makings.seen() or 1

    def finish(self) -> None:
        """Say that the first tables are there; later makings are published when they are whole."""
        if self._check and not self._number and not self._makings.seen():
            self._makings.publish(1, "first")

    @property
    def may_write(self) -> bool:
        """Whether they were opened for writing."""
        return self._check is not None

    def check(self) -> None:
        """Raises DeskLockedError where this process may not write any longer."""
        if self._check is None:
            raise LibraryError("The library was opened for reading.")
        self._check()


class ObjectTable:
    """A table in an object store."""

    def __init__(self, tables: ObjectTables, name: str) -> None:
        self._tables = tables
        self._objects = tables.objects
        self._name = name
        self.options: dict[str, str] | None = self._objects.lance_options()
        self.check = tables.check

    @property
    def _prefix(self) -> str:
        return f"library/{self._tables.now():08}/{self._name}"

    @property
    def uri(self) -> str:
        """Its address."""
        return f"{self._objects.url}/{self._prefix}"

    def exists(self) -> bool:
        """Whether any version of it was written."""
        found = self._objects.holds(f"{self._prefix}/_versions")
        if not found and not self._tables.may_write:
            raise LibraryError(f"There is no library under {self._objects.url}: fill it with `groundwire add`.")
        return found

    def making(self) -> int:
        """The number of the making."""
        return self._tables.now()

    def bytes(self) -> int:
        """The sizes of all objects."""
        return sum(self._objects.sizes(self._prefix).values())


LibraryPlace = Path | ObjectTables


def prepare(place: LibraryPlace) -> None:
    """Make what must be there before tables are."""
    if isinstance(place, Path):
        place.mkdir(parents=True, exist_ok=True)


def finish(place: LibraryPlace) -> None:
    """Say that the tables are there; a folder says it by itself."""
    if isinstance(place, ObjectTables):
        place.finish()


def table_at(place: Path | TablePlace) -> TablePlace:
    """Where the table in this folder, or at this place, stands."""
    return FolderTable(place) if isinstance(place, Path) else place
