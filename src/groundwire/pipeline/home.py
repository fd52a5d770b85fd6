"""Where the parts of a desk stand: all in one folder, or archive and library in an object store.

A desk in an object store has a folder on each machine as well, for its settings, topics and state: the one that writes
has the state, and one that only reads does without.
"""

from __future__ import annotations

import os
import re
import secrets
import shutil
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from groundwire.archive.answers import AnswerArchive
from groundwire.archive.audit import ArchiveAudit
from groundwire.archive.lease import Lease, who_writes
from groundwire.archive.lock import WriterLock
from groundwire.archive.object_answers import ObjectAnswers
from groundwire.archive.objects import Objects, endpoint_of, object_url
from groundwire.archive.segments import Segments
from groundwire.archive.storage import Storage
from groundwire.library.library import Library
from groundwire.library.location import LibraryPlace, Makings, ObjectTables
from groundwire.models import DeskError, DeskLockedError, LibraryError
from groundwire.pipeline import rebuilding

if TYPE_CHECKING:
    from groundwire.library.state import State

_WHERE = "object-store"  # the file that says where the rest of a desk stands
_MADE = "making"  # of the library that the new state belongs to
_DAMAGED = ("malformed", "not a database")  # what SQLite says of a file whose bytes are wrong
_ROOM = 1_000_000  # bytes that SQLite wants for what it keeps beside a small state, and some
_READER = "reader.db"  # what is kept where there is no state: what models cost and wrote here


class Home(Protocol):
    """Where the parts of one desk stand."""

    @property
    def name(self) -> str:
        """How a person knows it."""

    @property
    def state_url(self) -> str:
        """The state's database."""

    def exists(self) -> bool:
        """Whether anything was ever added. Raises DeskError where what was added cannot be asked for."""

    def captures(self) -> Path | Storage:
        """Where the archive stands."""

    def audit(self) -> ArchiveAudit:
        """A look at archive and answers."""

    def who_writes(self) -> str:
        """A sentence where a process writes; else empty."""

    def is_cut_off(self) -> bool:
        """Whether a rebuild goes on, or left something."""

    def whole_tables(self) -> LibraryPlace | None:
        """Where the library stands, for reading; None where there is none."""

    def belongs(self) -> bool:
        """Whether the state here is that of the library there."""

    def answers(self, *, max_bytes: int) -> AnswerArchive | ObjectAnswers:
        """The answers of language models."""

    def tables(self) -> LibraryPlace:
        """Where the library stands."""

    def make(self, *, anew: bool) -> None:
        """What must be there before anything is kept. Raises DeskError where adding would hide what there is."""

    def writing(self, *, anew: bool) -> AbstractContextManager[None]:
        """Become the only writer, of library and state ``anew`` or as they are. Raises DeskLockedError."""

    def swap(self) -> None:
        """Put library and state that were made anew, and are whole and closed, in the place of the old ones."""


class FolderHome:
    """All in one folder."""

    def __init__(self, path: Path, derived: Path) -> None:
        self._path = path
        self._derived = derived
        self.name = str(path)
        self.state_url = f"sqlite:///{derived / 'state.db'}"

    def exists(self) -> bool:
        """Whether library and state are there."""
        if self._path.exists() and not self._path.is_dir():
            raise DeskError(f"{self._path} is a file, and a desk is a folder: name another with --desk.")
        rebuilding.wait_for_change(self._path)
        parts = [(self._derived / name).exists() for name in ("library", "state.db")]
        if not all(parts) and any((self._path / "archive").glob("groundwire-*.warc*")):
            raise DeskError(
                f"The archive of {self._path} is there, but its library or state is missing: run `groundwire rebuild`."
            )
        return all(parts)

    def captures(self) -> Path:
        """Its folder."""
        return self._path / "archive"

    def audit(self) -> ArchiveAudit:
        """Of its folder."""
        return ArchiveAudit(self._path / "archive")

    def who_writes(self) -> str:
        """By the lock of the folder, which is held for a moment."""
        if not self._path.is_dir():
            return ""
        try:
            with WriterLock(self._path / "lock"):
                return ""
        except DeskLockedError as error:
            return str(error)

    def is_cut_off(self) -> bool:
        """By the folder in which the new ones are made."""
        return rebuilding.is_begun(self._path)

    def whole_tables(self) -> Path | None:
        """Its folder."""
        folder = self._derived / "library"
        return folder if Library.is_whole(folder) else None

    def belongs(self) -> bool:
        """Both are in one folder."""
        return True

    def answers(self, *, max_bytes: int) -> AnswerArchive:
        """Beside the captures."""
        return AnswerArchive(self._path / "archive", max_bytes=max_bytes)

    def tables(self) -> Path:
        """Its folder."""
        return self._derived / "library"

    def make(self, *, anew: bool) -> None:
        """The folder."""
        if not (anew or rebuilding.is_changing(self._path)):
            self.exists()  # raises
        make_folder(self._path)

    @contextmanager
    def writing(self, *, anew: bool) -> Iterator[None]:
        """Holds the lock of the folder."""
        with WriterLock(self._path / "lock"):
            (rebuilding.begin if anew else rebuilding.finish)(self._path)
            yield

    def swap(self) -> None:
        """By renaming."""
        rebuilding.swap(self._path)


class ObjectHome:
    """Archive and library under a prefix of an object store, the rest in a folder here."""

    def __init__(self, path: Path, derived: Path, url: str) -> None:
        self._path = path
        self._derived = derived
        self.name = url
        self._url = url
        self._lease: Lease | None = None
        self._number = 0  # of the library that is being made anew

    @cached_property
    def _objects(self) -> Objects:
        return Objects(self._url)

    @cached_property
    def _makings(self) -> Makings:
        return Makings(self._objects)

    @property
    def state_url(self) -> str:
        """That of this machine; where it never wrote, one that knows nothing of what is there."""
        path = self._derived / "state.db"
        return f"sqlite:///{path if self._lease or path.exists() else self._path / _READER}"

    def exists(self) -> bool:
        """Whether there is a library."""
        if self._makings.seen():
            return True
        if self._objects.holds("archive"):
            raise DeskError(f"The archive of {self._url} is there, but its library is not: run `groundwire rebuild`.")
        return False

    def captures(self) -> Storage:
        """One object for each batch."""
        return Segments(self._objects, check=self._lease.check if self._lease else None)

    def audit(self) -> ArchiveAudit:
        """Of the objects."""
        return ArchiveAudit(self._objects)

    def who_writes(self) -> str:
        """By the claim in the store, which is only read."""
        return who_writes(self._objects)

    def is_cut_off(self) -> bool:
        """By the folder here, and by tables that do not count yet."""
        return rebuilding.is_begun(self._path) or bool(self._makings.unpublished())

    def whole_tables(self) -> ObjectTables | None:
        """Under the number that counts."""
        return ObjectTables(self._objects, self._makings) if self._makings.current().number else None

    def belongs(self) -> bool:
        """By the number that the state notes."""
        from groundwire.library.audit import StateAudit

        noted = StateAudit(self._path / "state.db").meta(_MADE)
        return noted in (None, str(self._makings.current().number or 1))

    def sizes(self, part: str) -> dict[str, int]:
        """The objects of the ``archive``, the ``answers`` or the ``library``, each with its bytes."""
        return self._objects.sizes(part)

    def answers(self, *, max_bytes: int) -> ObjectAnswers:
        """One object for each."""
        return ObjectAnswers(self._objects)

    def tables(self) -> ObjectTables:
        """Under a number."""
        check = self._lease.check if self._lease else None
        return ObjectTables(self._objects, self._makings, number=self._number, check=check)

    def may_go_on(self) -> bool:
        """Whether this machine has the state of what is there, and so may put right what a writer left."""
        return self._makings.current().number > 0 and (self._path / "state.db").exists()

    def make(self, *, anew: bool) -> None:
        """The folder of this machine."""
        if not anew and self.exists() and not (self._path / "state.db").exists():
            raise DeskError(
                f"This machine has no state of {self._url}: write from the one that has, or run `groundwire rebuild`."
            )
        make_folder(self._path)

    @contextmanager
    def writing(self, *, anew: bool) -> Iterator[None]:
        """Holds the lock of the folder and the lease of the store."""
        with WriterLock(self._path / "lock"), Lease(self._objects) as lease:
            self._lease = lease
            try:
                self._begin_anew() if anew else self._go_on()
                yield
            finally:
                self._lease, self._number = None, 0

    def _begin_anew(self) -> None:
        rebuilding.begin(self._path)
        current = self._makings.current().number
        self._makings.clear(keep=current)
        self._number = current + 1
        self._note_making(self._number)

    def _go_on(self) -> None:
        current = self._makings.current()
        token = rebuilding.folder_of(self._path) / _MADE
        if token.exists() and token.read_text("ascii") == current.token:  # published, and then cut off
            rebuilding.swap(self._path)
        rebuilding.finish(self._path)
        self._note_making(current.number or 1)

    def _note_making(self, number: int) -> None:
        """The state belongs to one making of the library. Raises DeskError where this one belongs to another."""
        state = open_state(self)
        noted = state.meta(_MADE)
        if noted is None:
            state.set_meta(_MADE, str(number))
        state.close()
        if noted not in (None, str(number)):
            raise DeskError(f"The library of {self._url} was made anew elsewhere: run `groundwire rebuild` here first.")

    def swap(self) -> None:
        """By one object that says which counts; the old one stays for readers until the next is made."""
        if self._lease is None:
            raise DeskError("Only the writer may do this.")
        self._lease.check()
        token = secrets.token_hex(8)
        (rebuilding.folder_of(self._path) / _MADE).write_text(token, "ascii")
        self._makings.publish(self._number, token)
        rebuilding.swap(self._path)


def home_of(path: Path, derived: Path) -> Home:
    """Where the parts of the desk in this folder stand."""
    where = path / _WHERE
    if not where.is_file():
        return FolderHome(path, derived)
    return ObjectHome(path, derived, object_url(where.read_text("utf-8", "replace").strip()))


def open_state(home: Home) -> State:
    """The desk's state. Raises LibraryError, saying what to do."""
    from groundwire.library.state import State

    try:
        return State(home.state_url)
    except LibraryError as error:
        file = Path(home.state_url.removeprefix("sqlite:///"))
        raise LibraryError(f"{error} ({file}). {_what_to_do(str(error), file)}") from error


def _what_to_do(said: str, file: Path) -> str:
    """About a state that does not open. SQLite says "disk I/O error" where it has no room for its files beside it."""
    if any(sign in said for sign in _DAMAGED):
        return "It is damaged: run `groundwire rebuild`."
    folder = next(path for path in (file.absolute().parent, *file.absolute().parents) if path.exists())
    if "is full" in said or shutil.disk_usage(folder).free < _ROOM:
        return "Its disk is full: make room, and run the same command again; what was acknowledged is there."
    if not os.access(folder, os.W_OK):
        return "It may not be written to: look at the permissions, or at how its disk is mounted."
    return "If it is damaged, run `groundwire rebuild`."


def folder_of(desk: str, environment: Mapping[str, str] = os.environ) -> Path:
    """The folder of a desk on this machine, given by a path or as ``s3://bucket/prefix``. Raises DeskError."""
    if "://" not in desk:
        return Path(desk)
    url = object_url(desk)
    stem = re.sub(r"[^\w.-]+", "-", url.removeprefix("s3://"))[:60]
    mark = sha256(f"{endpoint_of(environment)} {url}".encode()).hexdigest()[:10]
    state = environment.get("XDG_STATE_HOME") or str(Path.home() / ".local" / "state")
    folder = Path(state) / "groundwire" / f"{stem}-{mark}"
    if not (folder / _WHERE).is_file():
        make_folder(folder)
        (folder / f"{_WHERE}.new").write_text(f"{url}\n", "utf-8")
        (folder / f"{_WHERE}.new").rename(folder / _WHERE)
    return folder


def make_folder(path: Path) -> None:
    """Raises DeskError."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DeskError(f"The folder {path} cannot be made ({error.strerror}).") from error
