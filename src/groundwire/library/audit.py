"""A state file in, what a check of the desk asks of it out; nothing is written, and no form of the tables is required.

It reads SQLite itself, so that a damaged or older state can be looked at as it is.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from groundwire.library.migrations import MIGRATIONS
from groundwire.models import LibraryError

_AT_ONCE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class StateCounts:
    """What the state knows, in numbers."""

    captures: int
    documents: int
    revisions: int
    copies: int
    failures: int
    mark: tuple[str, int] | None


class StateAudit:
    """A look at one state file."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def damage(self) -> str:
        """What SQLite finds wrong with the file; empty where nothing is."""
        found = [row[0] for row in self._rows("PRAGMA integrity_check(10)")]
        return "" if found == ["ok"] else "; ".join(map(str, found))

    def steps(self) -> tuple[int, int]:
        """How many steps of the tables' form it has, and how many there are now."""
        return int(self._rows("SELECT COALESCE(MAX(number), 0) FROM migrations")[0][0]), len(MIGRATIONS)

    def counts(self) -> StateCounts:
        """What the state knows, in numbers."""
        one = {
            name: int(self._rows(f"SELECT COUNT(*) FROM {table}")[0][0])  # noqa: S608 - names of ours
            for name, table in (
                ("captures", "captures"),
                ("revisions", "revisions"),
                ("documents", "(SELECT DISTINCT document FROM revisions)"),
                ("copies", "(SELECT DISTINCT document FROM revisions WHERE copy_of IS NOT NULL)"),
                ("failures", "failures"),
            )
        }
        return StateCounts(mark=self.mark(), **one)

    def mark(self) -> tuple[str, int] | None:
        """The place in the archive up to which everything is noted."""
        rows = self._rows("SELECT value FROM meta WHERE key = 'mark'")
        file, _, offset = (rows[0][0] if rows else "").rpartition(":")
        return (file, int(offset)) if file else None

    def meta(self, key: str) -> str | None:
        """A value that was noted under a key."""
        rows = self._rows("SELECT value FROM meta WHERE key = ?", (key,))
        return rows[0][0] if rows else None

    def unfinished_shards(self) -> int:
        """How many parts of bulk inputs were taken up and not done."""
        return int(self._rows("SELECT COUNT(*) FROM shards WHERE done = 0")[0][0])

    def unnoted(self, captures: Sequence[str]) -> set[str]:
        """Those of these captures of which it does not know what became."""
        unknown = set(captures)
        for start in range(0, len(captures), _AT_ONCE):
            part = captures[start : start + _AT_ONCE]
            marks = ", ".join("?" * len(part))
            unknown -= {row[0] for row in self._rows(f"SELECT capture FROM captures WHERE capture IN ({marks})", part)}  # noqa: S608 - question marks
        return unknown

    def places(self) -> Iterator[tuple[str, str, int]]:
        """Each capture with where it was noted to stand."""
        yield from self._rows("SELECT capture, file, position FROM captures")

    def revisions(self) -> set[tuple[str, str]]:
        """Every document with each of its revisions."""
        return set(self._rows("SELECT document, revision FROM revisions"))

    def lost_originals(self) -> list[str]:
        """Documents that are told to be copies of one that is not known."""
        rows = self._rows(
            "SELECT DISTINCT document FROM revisions WHERE copy_of IS NOT NULL"
            " AND copy_of NOT IN (SELECT document FROM revisions)"
        )
        return [row[0] for row in rows]

    def lost_failures(self) -> list[str]:
        """Items that failed with a capture that is not known."""
        rows = self._rows(
            "SELECT item FROM failures WHERE capture IS NOT NULL AND capture NOT IN (SELECT capture FROM captures)"
        )
        return [row[0] for row in rows]

    def copy_to(self, target: Path) -> None:
        """A copy as of one moment, whatever is written meanwhile."""
        with self._open() as source, closing(sqlite3.connect(target)) as copy:
            source.backup(copy, pages=4_096, sleep=0.01)

    def _rows(self, sql: str, values: Sequence[object] = ()) -> list[Any]:
        with self._open() as connection:
            return connection.execute(sql, values).fetchall()

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        try:
            with closing(sqlite3.connect(f"file:{quote(str(self._path))}?mode=ro", uri=True, timeout=30)) as opened:
                yield opened
        except sqlite3.Error as error:
            raise LibraryError(f"The state cannot be read: {error}.") from error
