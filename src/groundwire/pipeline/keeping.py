"""A desk's folder in; how much there is, what is wrong with it, upkeep, repair and backup out."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from groundwire.archive.audit import ArchiveAudit, cut_torn
from groundwire.archive.audited import Kind
from groundwire.archive.lock import WriterLock
from groundwire.library.library import Library
from groundwire.library.table import Upkeep
from groundwire.models import DeskError, LibraryError, NotFoundError
from groundwire.pipeline import rebuilding
from groundwire.pipeline.backup import BackupReport, back_up
from groundwire.pipeline.desk_vectors import DeskVectors
from groundwire.pipeline.doctor import Doctor, Finding
from groundwire.pipeline.home import Home, ObjectHome, home_of
from groundwire.pipeline.stats import DeskStats, desk_stats, object_stats


class Keeper:
    """Keeps one desk. ``finish`` opens its writers, which finish what an interrupted run left."""

    def __init__(
        self, desk: Path, *, upkeep: Upkeep, finish: Callable[[], None], vectors: DeskVectors | None = None
    ) -> None:
        self._vectors = vectors
        self._desk = desk
        self._upkeep = upkeep
        self._finish = finish

    def stats(self) -> DeskStats:
        """How much there is of everything."""
        home = home_of(self._desk, self._desk)
        if isinstance(home, ObjectHome):
            return object_stats(home, self._desk)
        found = desk_stats(self._desk)
        if self._vectors is None or not found.tables:
            return found
        own = self._vectors.table()
        return replace(found, tables=(*found.tables, *([own] if own else [])), vectors=self._vectors.backlog())

    def doctor(self, *, quick: bool = False) -> Iterator[Finding]:
        """What is wrong, check by check; ``quick`` leaves out what reads every record and row."""
        return Doctor(self._desk, home_of(self._desk, self._desk), quick=quick)()

    def backup(self, target: Path, *, with_library: bool = False) -> BackupReport:
        """A copy of what cannot be made anew, verified. Raises InputError and DeskError."""
        return back_up(self._desk, home_of(self._desk, self._desk), target, with_library=with_library)

    def optimize(self) -> None:
        """Brings the indexes up to date and into one piece, and removes old versions.

        Raises NotFoundError where there is no library, DeskLockedError while another process writes.
        """
        home = home_of(self._desk, self._desk)
        if isinstance(home, ObjectHome):
            self._optimize_objects(home)
            return
        if not Library.is_whole(self._desk / "library"):
            raise NotFoundError(f"There is no library in {self._desk} to optimize.")
        with WriterLock(self._desk / "lock"):
            library = Library(self._desk / "library", writable=True, upkeep=self._upkeep)
            library.optimize()
            library.close()
        if self._vectors:
            self._vectors.optimize()

    def _optimize_objects(self, home: ObjectHome) -> None:
        """The tables only: the archive's objects stay as they are, because places in them are noted."""
        if not home.exists():
            raise NotFoundError(f"There is no library in {home.name} to optimize.")
        home.make(anew=False)
        with home.writing(anew=False):
            library = Library(home.tables(), writable=True, upkeep=self._upkeep)
            library.optimize()
            library.close()

    def repair(self) -> None:
        """Does what is safe: nothing that was read is lost by it. What it cannot mend, `doctor` says afterwards.

        Raises DeskLockedError while another process writes.
        """
        if not self._desk.is_dir():
            return
        home = home_of(self._desk, self._desk)
        if isinstance(home, ObjectHome):
            if not home.may_go_on():
                return
            with home.writing(anew=False):
                self._mend(home)
        else:
            with WriterLock(self._desk / "lock"):
                rebuilding.finish(self._desk)
                self._cut_torn_tails()
                self._mend(home)
        with suppress(DeskError):  # nor does this where library or state are lost
            self._finish()

    def _cut_torn_tails(self) -> None:
        archive = self._desk / "archive"
        kinds: tuple[tuple[Kind, str], ...] = (("groundwire", "writer.lock"), ("answers", "answers.lock"))
        for kind, lock in kinds:
            if ArchiveAudit(archive).torn(kind):
                with WriterLock(archive / lock):
                    cut_torn(archive, kind)

    def _mend(self, home: Home) -> None:
        """The indexes. A library that does not open is made anew by `rebuild`."""
        with suppress(LibraryError):
            if home.whole_tables() is None:
                return
            library = Library(home.tables(), writable=True, upkeep=self._upkeep)
            if library.index_gaps():
                library.reindex()
            library.close()
