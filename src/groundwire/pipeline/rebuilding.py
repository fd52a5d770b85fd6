"""Library and state made anew beside the old ones in, the new ones in their place out; readers go on meanwhile.

The new ones stand in a folder of their own until they are whole. A rebuild that is cut off leaves the old ones as they
were; one that is cut off while they change places is finished by the next writer.
"""

import shutil
import sqlite3
import time
from contextlib import closing, suppress
from pathlib import Path

from groundwire.archive.output import sync_folder
from groundwire.models import DeskError

_NEW = "rebuild.new"
_OLD = "library.old"  # inside the folder, until it is removed
_DONE = "complete"
STATE_FILES = ("state.db", "state.db-wal", "state.db-shm")


def folder_of(desk: Path) -> Path:
    """Where the new library and state are made."""
    return desk / _NEW


def is_begun(desk: Path) -> bool:
    """Whether a rebuild is going on, or was cut off."""
    return folder_of(desk).exists()


def is_changing(desk: Path) -> bool:
    """Whether old and new are changing places, or were cut off there."""
    return (folder_of(desk) / _DONE).exists()


def wait_for_change(desk: Path, seconds: float = 5.0) -> None:
    """Wait while old and new change places, which takes milliseconds, for readers."""
    end = time.monotonic() + seconds
    while is_changing(desk) and time.monotonic() < end:
        time.sleep(0.05)


def begin(desk: Path) -> Path:
    """An empty folder for the new ones; for the only writer."""
    finish(desk)
    folder_of(desk).mkdir(parents=True)
    return folder_of(desk)


def finish(desk: Path) -> None:
    """Put in place what a rebuild finished, or remove what it left unfinished; for the only writer."""
    if is_changing(desk):
        _change(desk)
    elif is_begun(desk):
        shutil.rmtree(folder_of(desk))


def swap(desk: Path) -> None:
    """Put the new library and state, which are whole and closed, in the place of the old ones."""
    (folder_of(desk) / _DONE).touch()
    sync_folder(folder_of(desk))
    _change(desk)


def _change(desk: Path) -> None:
    """Each step may be cut off, and is done again then."""
    new = folder_of(desk)
    if (new / "state.db").exists():
        _change_state(new / "state.db", desk)
        for name in STATE_FILES:
            (new / name).unlink(missing_ok=True)
    if (new / "library").exists():
        if (desk / "library").exists():
            shutil.rmtree(new / _OLD, ignore_errors=True)
            (desk / "library").rename(new / _OLD)
        (new / "library").rename(desk / "library")
        sync_folder(desk)
    (new / _DONE).unlink()
    shutil.rmtree(new)


def _change_state(new: Path, desk: Path) -> None:
    """In one transaction where the old state is sound, so that who has it open sees the new one."""
    if (desk / "state.db").exists():
        with suppress(sqlite3.DatabaseError), closing(sqlite3.connect(desk / "state.db", timeout=30)) as old:
            if old.execute("PRAGMA quick_check(1)").fetchone() == ("ok",):
                with closing(sqlite3.connect(new)) as source:
                    source.backup(old)
                return
    for name in STATE_FILES:
        (desk / name).unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(new)) as source, closing(sqlite3.connect(desk / "state.db")) as fresh:
            fresh.execute("PRAGMA journal_mode = WAL")
            source.backup(fresh)
    except sqlite3.Error as error:
        raise DeskError(f"The new state cannot be put in place: {error}.") from error
