"""Rows in, one Lance table with its indexes out; writes keep the indexes fresh at a cost that follows the new rows.

Rows are added and deleted, never updated: an index that was merged after an update found the old words again
(pylance 14.0, stable row ids). New rows are indexed in segments of their own, and a segment is merged with those before
it only when there are several of its size, so that each row is merged a few times in its life.
"""

import itertools
import threading
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import lance
import pyarrow as pa

from groundwire.library.errors import translated_lance

_WORDS = "words_idx"
# No stemming, stop words or folding: `text.words` has done all that, and a query must meet the same words.
_WORDS_INDEX = {
    "with_position": True,
    "base_tokenizer": "whitespace",
    "max_token_length": 64,
    "lower_case": False,
    "stem": False,
    "remove_stop_words": False,
    "ascii_folding": False,
}
_FANOUT = 8  # segments, or files, of about one size that are merged into one


class Table:
    """One table of the library. Safe for several threads; readers see every commit of other processes."""

    def __init__(
        self, path: Path, schema: pa.Schema, *, indexes: Mapping[str, str], flat_rows: int, keep: timedelta
    ) -> None:
        self._path = str(path)
        self._schema = schema
        self._flat_rows = flat_rows
        self._keep = keep
        self._lock = threading.Lock()
        self._newest: Any = None
        self._folder = 0  # the inode, so that a table that was made anew under this path is opened anew
        with translated_lance("The library cannot be opened"):
            if not path.exists():
                self._create(indexes)
        self.snapshot()

    def _create(self, indexes: Mapping[str, str]) -> None:
        dataset: Any = lance.write_dataset(self._schema.empty_table(), self._path, enable_stable_row_ids=True)
        for column, kind in indexes.items():
            dataset.create_scalar_index(column, kind)
        dataset.create_scalar_index("words", "INVERTED", **_WORDS_INDEX)

    def snapshot(self, version: int | None = None) -> Any:
        """The table as it is now (or was, where that version is still kept), unmoved by what is written meanwhile."""
        with self._lock, translated_lance("The library cannot be read"):
            folder = Path(self._path).stat().st_ino
            if self._newest is None or folder != self._folder:
                self._newest, self._folder = lance.dataset(self._path), folder
            self._newest.checkout_latest()
            now = self._newest.version
            if version is not None and version < now and self._has(version):
                now = version
            return self._newest.checkout_version(now)

    def version(self) -> tuple[int, int]:
        """Which table this is, and how often it was written; no other content ever has both the same."""
        version = int(self.snapshot().version)
        return self._folder, version

    def close(self) -> None:
        """Let go of the files; the next use opens them again."""
        with self._lock:
            self._newest = None

    def _has(self, version: int) -> bool:
        return any(kept["version"] == version for kept in self._newest.versions())

    def replace(self, rows: Sequence[Mapping[str, Any]], *, documents: Sequence[str]) -> None:
        """Put these rows in the place of all rows of these documents, then see to the indexes."""
        table = pa.Table.from_pylist(list(rows), schema=self._schema)
        with translated_lance("The library cannot be written"):
            dataset = self.snapshot()
            for part in batches(documents, 500):
                dataset.delete(f"document_id IN ({', '.join(map(quoted, part))})")
            if rows:
                lance.write_dataset(table, self._path, mode="append")
        self.tidy()

    def tidy(self, *, at_once: bool = False) -> None:
        """Index what is not indexed where that has become much, merge small files, and let old versions go."""
        with translated_lance("The library's indexes cannot be brought up to date"):
            dataset = self.snapshot()
            statistics = dataset.stats.index_stats(_WORDS)
            fresh = statistics["num_unindexed_rows"]
            if fresh > (0 if at_once else self._flat_rows) or statistics["num_unindexed_fragments"] > 20:
                segments = statistics["num_indexed_rows_per_delta"]
                dataset.optimize.optimize_indices(num_indices_to_merge=_to_merge(segments, fresh), index_names=[_WORDS])
                others = [index.name for index in dataset.describe_indices() if index.name != _WORDS]
                dataset.optimize.optimize_indices(index_names=others)
                self._compact(self.snapshot())
                self.snapshot().cleanup_old_versions(older_than=self._keep)

    def _compact(self, dataset: Any) -> None:
        """Merge small files the same way, so that a growing file is not copied at every step."""
        sizes = sorted(
            ((fragment.count_rows(), fragment.fragment_id) for fragment in dataset.get_fragments()), reverse=True
        )
        count = _to_merge([rows for rows, _ in sizes[:-1]], sizes[-1][0]) if sizes else 0
        if count:
            large = [fragment for _, fragment in sizes[: -count - 1]]
            dataset.optimize.compact_files(excluded_fragment_ids=large)


def _to_merge(segments: Sequence[int], fresh: int) -> int:
    """How many of the newest segments the fresh rows are merged with.

    Segments of about one size wait until there are enough of them to make one of the next size, so a row is merged once
    for each size there is, and there are never many segments. Merging eagerly took 5 times as long for the same rows.
    """
    count, size = 0, fresh
    while True:
        older = _run_up_to(_level(size), segments[: len(segments) - count])
        if len(older) < _FANOUT - 1:
            return count
        count, size = count + len(older), size + sum(older)


def _run_up_to(level: int, segments: Sequence[int]) -> list[int]:
    """The newest segments that are all of this level or below."""
    return list(itertools.takewhile(lambda rows: _level(rows) <= level, reversed(segments)))


def _level(rows: int) -> int:
    return max(rows, 1).bit_length() // 3  # powers of _FANOUT


def batches(items: Iterable[str], size: int) -> Iterable[list[str]]:
    """The items in lists of at most this many, so that no filter grows without bounds."""
    part: list[str] = []
    for item in items:
        part.append(item)
        if len(part) == size:
            yield part
            part = []
    if part:
        yield part


def quoted(value: str) -> str:
    """A string as SQL writes it; nothing in it can end it."""
    return "'" + value.replace("'", "''") + "'"
