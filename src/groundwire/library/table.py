"""Rows in, one Lance table with its indexes out; writes keep the indexes fresh at a cost that follows the new rows.

Rows are added and deleted, never updated: an index that was merged after an update found the old words again
(pylance 14.0, stable row ids). New rows are indexed in segments of their own, and a segment is merged with those before
it only when it has grown to a fair part of their size, so that each row is merged a few times in its life.
"""

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
_GROWTH = 4  # a segment is merged when what comes before it is at most this many times as large


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
        with translated_lance("The library cannot be opened"):
            if not path.exists():
                self._create(indexes)
            self._newest: Any = lance.dataset(self._path)

    def _create(self, indexes: Mapping[str, str]) -> None:
        dataset: Any = lance.write_dataset(self._schema.empty_table(), self._path, enable_stable_row_ids=True)
        for column, kind in indexes.items():
            dataset.create_scalar_index(column, kind)
        dataset.create_scalar_index("words", "INVERTED", **_WORDS_INDEX)

    def snapshot(self, version: int | None = None) -> Any:
        """The table as it is now (or was, where that version is still kept), unmoved by what is written meanwhile."""
        with self._lock, translated_lance("The library cannot be read"):
            self._newest.checkout_latest()
            now = self._newest.version
            if version is not None and version < now and self._has(version):
                now = version
            return self._newest.checkout_version(now)

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
        """Merge small files the same way: a file grows in steps, and is not copied at each of them."""
        sizes = sorted((fragment.count_rows(), fragment.fragment_id) for fragment in dataset.get_fragments())
        merged = 0
        large: list[int] = []
        for number, (rows, fragment) in enumerate(sizes):
            if large or (number >= 8 and rows > _GROWTH * merged):
                large.append(fragment)
            merged += rows
        if len(sizes) - len(large) >= 8:
            dataset.optimize.compact_files(excluded_fragment_ids=large)


def _to_merge(segments: Sequence[int], fresh: int) -> int:
    """How many of the newest segments the fresh rows are merged with, where segments grow with age."""
    count, size = 0, fresh
    for rows in reversed(segments):
        if rows > _GROWTH * size:
            break
        count, size = count + 1, size + rows
    return count


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
