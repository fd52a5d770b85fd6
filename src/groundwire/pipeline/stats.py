"""A desk's folder in, how much there is of everything out."""

from dataclasses import dataclass
from pathlib import Path

from groundwire.archive.audit import ArchiveAudit
from groundwire.library.audit import StateAudit, StateCounts
from groundwire.library.library import Library
from groundwire.library.table import TableState
from groundwire.library.vectors import Backlog
from groundwire.pipeline.home import ObjectHome
from groundwire.pipeline.rebuilding import STATE_FILES


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskStats:
    """What a desk holds and costs. ``unfinished``: bytes of the archive that no writer has come to."""

    archive_bytes: int
    archive_files: int
    answer_bytes: int
    library_bytes: int
    state_bytes: int
    unfinished: int
    state: StateCounts | None
    tables: tuple[TableState, ...]
    vectors: Backlog | None = None  # where documents are found by meaning as well


def desk_stats(desk: Path) -> DeskStats:
    """How much there is of everything; reads no record and writes nothing."""
    archive, audit = ArchiveAudit(desk / "archive"), StateAudit(desk / "state.db")
    files = archive.sizes()
    counts = audit.counts() if (desk / "state.db").exists() else None
    tables: tuple[TableState, ...] = ()
    if Library.is_whole(desk / "library"):
        library = Library(desk / "library")
        tables = library.state()
        library.close()
    return DeskStats(
        archive_bytes=sum(files.values()),
        archive_files=len(files),
        answer_bytes=sum(archive.sizes("answers").values()),
        library_bytes=_size(desk / "library"),
        state_bytes=sum((desk / name).stat().st_size for name in STATE_FILES if (desk / name).exists()),
        unfinished=archive.bytes_behind(counts.mark if counts else None),
        state=counts,
        tables=tables,
    )


def object_stats(home: ObjectHome, folder: Path) -> DeskStats:
    """The same of a desk in an object store, whose state is in a folder of the machine that writes."""
    sizes, state = home.sizes("archive"), folder / "state.db"
    counts = StateAudit(state).counts() if state.exists() else None
    tables: tuple[TableState, ...] = ()
    if home.exists():
        library = Library(home.tables())
        tables = library.state()
        library.close()
    noted = counts.mark[0] if counts and counts.mark else ""
    return DeskStats(
        archive_bytes=sum(sizes.values()),
        archive_files=len(sizes),
        answer_bytes=sum(home.sizes("answers").values()),
        library_bytes=sum(home.sizes("library").values()),
        state_bytes=sum((folder / name).stat().st_size for name in STATE_FILES if (folder / name).exists()),
        unfinished=sum(size for name, size in sizes.items() if name > noted) if counts else 0,
        state=counts,
        tables=tables,
    )


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
