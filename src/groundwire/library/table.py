"""Rows in, one Lance table with its indexes out; writes keep the indexes fresh at a cost that follows the new rows.

Rows are added and deleted, never updated: an index that was merged after an update found the old words again
(pylance 14.0, stable row ids). New rows are indexed in segments of their own, and a segment is merged with those before
it only when there are several of its size, so that each row is merged a few times in its life. A write never waits for
a merge of more than `Upkeep.merge_rows`; larger ones are left to `settle` and `optimize`.
"""

import itertools
import os
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar

import lance
import pyarrow as pa
from lance.query import MatchQuery

from groundwire.library.errors import translated_lance
from groundwire.library.location import TablePlace, table_at
from groundwire.models import LibraryError

_Item = TypeVar("_Item")
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
# Where a filter leaves fewer rows than this share (in percent; Lance says 10), Lance looks at each of them, however
# rare the words are. With 18,000 passages with an amount, a word that stands in 100 took 9 ms; by its own list it is 2.
os.environ.setdefault("LANCE_FLAT_SEARCH_PERCENT_THRESHOLD", "1")
_FANOUT = 8  # segments, or files, of about one size that are merged into one
# Filters that read an index: all of a tree, and the beginning of a list of labels.
_PROBES = {
    "BTREE": "{column} >= ''",
    "time": "{column} >= TIMESTAMP '1000-01-01 00:00:00'",
    "LABEL_LIST": "array_has({column}, 'none')",
    "BITMAP": "{column} = ''",
}
_ALL = 2**62  # rows: no bound
_MANY = 20  # writes after which even the smallest are indexed and put together


@dataclass(frozen=True, slots=True, kw_only=True)
class Upkeep:
    """What a table's indexes may cost, and who pays: the next query, or the next write.

    No query scans more than ``flat_rows + append_rows`` rows (or one document more) outside the index, however the
    rows came and wherever the writer was killed.
    """

    flat_rows: int = 64  # rows left outside the index before a write sees to it
    append_rows: int = 8_192  # rows added in one commit, so that a kill behind it leaves no more outside the index
    merge_rows: int = 20_000  # rows of the largest segment, or file, that a write waits for: about two seconds
    keep: timedelta = timedelta(minutes=30)  # old versions: for readers that are at them, and the next page of a search

    def for_documents(self) -> "Upkeep":
        """The same for rows that hold whole documents, of which each has about sixteen passages."""
        return replace(
            self,
            flat_rows=self.flat_rows // 16,
            append_rows=max(self.append_rows // 16, 1),
            merge_rows=self.merge_rows // 16,
        )


INTERACTIVE = Upkeep()


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexState:
    """How far one index has come."""

    name: str
    rows: int  # rows in the index
    unindexed: int  # rows that queries scan
    segments: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TableState:
    """What one table holds and costs."""

    name: str
    rows: int
    files: int
    bytes: int  # with all that is kept of old versions
    versions: int
    indexes: tuple[IndexState, ...]


class Table:
    """One table of the library. Safe for several threads; readers see every commit of other processes."""

    def __init__(
        self, place: Path | TablePlace, schema: pa.Schema, *, indexes: Mapping[str, str], upkeep: Upkeep
    ) -> None:
        self._place = table_at(place)
        self._schema = schema
        self._indexes = indexes
        self._upkeep = upkeep
        self._lock = threading.Lock()
        self._newest: Any = None
        self._making = 0  # so that a table that was made anew under this path is opened anew
        with translated_lance("The library cannot be opened"):
            if not self._place.exists():
                self._create()
        self.snapshot()

    def _create(self) -> None:
        self._place.check()
        dataset: Any = lance.write_dataset(
            self._schema.empty_table(), self._place.uri, enable_stable_row_ids=True, storage_options=self._place.options
        )
        self._make_indexes(dataset)

    def _make_indexes(self, dataset: Any) -> None:
        """Those that it does not have."""
        known = set(self._index_names(dataset))
        for column, kind in self._indexes.items():
            if f"{column}_idx" not in known:
                dataset.create_scalar_index(column, kind)
        if _WORDS not in known:
            dataset.create_scalar_index("words", "INVERTED", **_WORDS_INDEX)

    def complete(self) -> None:
        """Make the indexes that a writer was killed before it came to, while it made the table; for the only writer."""
        with translated_lance("The library's indexes cannot be made"):
            self._make_indexes(self.snapshot())

    def snapshot(self, version: int | None = None) -> Any:
        """The table as it is now (or was, where that version is still kept), unmoved by what is written meanwhile."""
        with self._lock, translated_lance("The library cannot be read"):
            making = self._place.making()
            if self._newest is None or making != self._making:
                place = self._place
                self._newest, self._making = lance.dataset(place.uri, storage_options=place.options), making
            self._newest.checkout_latest()
            now = self._newest.version
            if version is not None and version < now and self._has(version):
                now = version
            return self._newest.checkout_version(now)

    def version(self) -> tuple[int, int]:
        """Which table this is, and how often it was written; no other content ever has both the same."""
        version = int(self.snapshot().version)
        return self._making, version

    def close(self) -> None:
        """Let go of the files; the next use opens them again."""
        with self._lock:
            self._newest = None

    def _has(self, version: int) -> bool:
        return any(kept["version"] == version for kept in self._newest.versions())

    def replace(self, rows: Sequence[Mapping[str, Any]], *, documents: Sequence[str]) -> None:
        """Put these rows in the place of all rows of these documents, and see to the indexes.

        The new rows come before the old ones go: a kill in between leaves both, and writing again puts that right.
        The rows of a document stand together in ``rows``, and are added in one commit.
        """
        old = self._row_ids(documents)
        for group in _whole_documents(rows, self._upkeep.append_rows):
            table = pa.Table.from_pylist(group, schema=self._schema)
            with translated_lance("The library cannot be written"):
                place = self._place
                place.check()
                lance.write_dataset(table, place.uri, mode="append", storage_options=place.options)
            self.tidy()
        for where in old:
            with translated_lance("The library cannot be written"):
                self.snapshot().delete(where)

    def _row_ids(self, documents: Sequence[str]) -> list[str]:
        """Filters that fit the rows that these documents have now."""
        found: list[str] = []
        for part in batches(documents, 500):
            among = f"document_id IN ({', '.join(map(quoted, part))})"
            with translated_lance("The library cannot be read"):
                rows = self.snapshot().scanner(columns=[], filter=among, with_row_id=True).to_table()
            ids = ", ".join(map(str, rows["_rowid"].to_pylist()))
            found += [f"{among} AND _rowid IN ({ids})"] if ids else []
        return found

    def tidy(self) -> None:
        """Index what is not indexed where that has become much; what a write can wait for."""
        with translated_lance("The library's indexes cannot be brought up to date"):
            # No index knows more than that of the words, which comes first, and it takes longest to say what it knows.
            statistics = self.snapshot().stats.index_stats(f"{next(iter(self._indexes))}_idx")
            fresh = statistics["num_unindexed_rows"]
            if fresh > self._upkeep.flat_rows or statistics["num_unindexed_fragments"] > _MANY:
                self._index(most=self._upkeep.merge_rows)

    def settle(self) -> None:
        """Index everything, and do the merges that writes did not wait for: at the end of many writes."""
        with translated_lance("The library's indexes cannot be brought up to date"):
            self._index(most=_ALL)

    def optimize(self) -> None:
        """Index everything in one segment, put files together, remove what no version needs; for the only writer."""
        with translated_lance("The library's indexes cannot be brought up to date"):
            dataset = self.snapshot()
            words = dataset.stats.index_stats(_WORDS)
            in_one = words["num_indices"] == 1 and not words["num_unindexed_rows"]
            if in_one and _with_dead_rows(dataset):  # no merge comes that would forget them
                self._index_words(replace=True)
            self._index(most=_ALL, together=True)
            self.snapshot().optimize.compact_files()
            self.snapshot().cleanup_old_versions(older_than=self._upkeep.keep, delete_unverified=True)

    def state(self, name: str) -> TableState:
        """What there is and how far the indexes have come."""
        with translated_lance("The library cannot be read"):
            dataset = self.snapshot()
            return TableState(
                name=name,
                rows=dataset.count_rows(),
                files=len(dataset.get_fragments()),
                bytes=self._place.bytes(),
                versions=len(dataset.versions()),
                indexes=tuple(self._index_of(each) for each in self._index_names(dataset)),
            )

    def unreadable(self) -> list[str]:
        """What of the table cannot be read, each as one sentence: every value of every file is looked at."""
        found: list[str] = []
        for fragment in self.snapshot().get_fragments():
            try:
                with translated_lance(f"File {fragment.fragment_id} cannot be read"):
                    for _ in fragment.to_batches(batch_size=1024):
                        pass
            except LibraryError as error:
                found.append(str(error))
        return found

    def index_gaps(self, word: str, where: str) -> list[str]:
        """What the indexes do not know, each as one sentence; ``word`` stands in every row that fits ``where``."""
        gaps: list[str] = []
        state = self.state("")
        gaps += [
            f"{each.name} knows {each.rows + each.unindexed} of {state.rows} rows"
            for each in state.indexes
            if each.rows + each.unindexed != state.rows
        ]
        with translated_lance("The words cannot be searched"):
            dataset = self.snapshot()
            wanted = MatchQuery(word, "words")
            # Nothing but the score: a value that is read hides rows that only the index still has.
            rows = dataset.scanner(columns=["_score"], full_text_query=wanted, with_row_id=True).to_table()
            expected = dataset.count_rows(where)
            for column, kind in self._indexes.items():  # what a power cut tore fails here
                dataset.count_rows(_PROBES[column if column == "time" else kind].format(column=column))
        return gaps if rows.num_rows == expected else [*gaps, f"{_WORDS} finds {rows.num_rows} of {expected} rows"]

    def reindex(self) -> None:
        """Make all indexes anew; for the only writer."""
        with translated_lance("The library's indexes cannot be made anew"):
            for column, kind in self._indexes.items():
                self.snapshot().create_scalar_index(column, kind, replace=True)
            self._index_words(replace=True)

    def _index_words(self, *, replace: bool) -> None:
        self.snapshot().create_scalar_index("words", "INVERTED", replace=replace, **_WORDS_INDEX)

    def copy_to(self, target: Path) -> None:
        """A copy of the newest version, whatever is written meanwhile."""
        with translated_lance("The library cannot be copied"):
            dataset = self.snapshot()
            dataset.deep_clone(str(target), dataset.version)

    def _index_names(self, dataset: Any) -> list[str]:
        return [index.name for index in dataset.describe_indices()]

    def _index_of(self, name: str) -> IndexState:
        statistics = self.snapshot().stats.index_stats(name)
        return IndexState(
            name=name,
            rows=statistics["num_indexed_rows"],
            unindexed=statistics["num_unindexed_rows"],
            segments=statistics["num_indices"],
        )

    def _index(self, *, most: int, together: bool = False) -> None:
        """New rows of every index in a segment of their own, merged with as many before it as is worth it."""
        dataset = self.snapshot()
        merges: dict[int, list[str]] = {}  # in one commit those that merge as many; that of the words comes first
        for name in sorted(self._index_names(dataset), key=lambda name: name != _WORDS):
            statistics = dataset.stats.index_stats(name)
            fresh, segments = statistics["num_unindexed_rows"], statistics["num_indexed_rows_per_delta"]
            merge = len(segments) if together else _to_merge(segments, fresh, most)
            if fresh or merge > together:  # one segment alone is in one piece
                merges.setdefault(merge, []).append(name)
        for merge, names in merges.items():
            dataset.optimize.optimize_indices(num_indices_to_merge=merge, index_names=names)
        self._compact(self.snapshot(), most)
        self.snapshot().cleanup_old_versions(older_than=self._upkeep.keep)

    def _compact(self, dataset: Any, most: int) -> None:
        """Merge small files the same way, so that a growing file is not copied at every step.

        Files with rows that are gone stay as they are: Lance leaves such rows out of what the words find for as long as
        the file says that they are gone, and only a merge of the segments that know them forgets them.
        """
        gone = _with_dead_rows(dataset)
        sizes = sorted(
            (
                (fragment.count_rows(), fragment.fragment_id)
                for fragment in dataset.get_fragments()
                if fragment.fragment_id not in gone
            ),
            reverse=True,
        )
        count = _to_merge([rows for rows, _ in sizes[:-1]], sizes[-1][0], most) if sizes else 0
        if count:
            large = [fragment for _, fragment in sizes[: -count - 1]]
            dataset.optimize.compact_files(excluded_fragment_ids=[*large, *gone])


def _with_dead_rows(dataset: Any) -> set[int]:
    """The files with rows that were replaced or removed."""
    return {fragment.fragment_id for fragment in dataset.get_fragments() if fragment.metadata.deletion_file}


def _whole_documents(rows: Sequence[Mapping[str, Any]], most: int) -> Iterator[list[Mapping[str, Any]]]:
    """The rows in groups of at most so many, but never half a document."""
    group: list[Mapping[str, Any]] = []
    for _, document in itertools.groupby(rows, key=lambda row: row["document_id"]):
        one = list(document)
        if group and len(group) + len(one) > most:
            yield group
            group = []
        group += one
    if group:
        yield group


def _to_merge(segments: Sequence[int], fresh: int, most: int) -> int:
    """How many of the newest segments the fresh rows are merged with."""
    return _all_to_merge(segments, fresh) if most == _ALL else _some_to_merge(segments, fresh, most)


def _some_to_merge(segments: Sequence[int], fresh: int, most: int) -> int:
    """The same, so that no more than ``most`` rows are merged.

    Segments of about one size wait until there are enough of them to make one of the next size, so a row is merged once
    for each size there is, and there are never many segments. Merging eagerly took 5 times as long for the same rows.
    """
    count, size = 0, fresh
    while True:
        older = _run_up_to(_level(size), segments[: len(segments) - count])
        if len(older) < _FANOUT - 1:
            return count
        fitting = sum(1 for total in itertools.accumulate(older, initial=size) if total <= most) - 1
        fitting = max(fitting, 0)  # where the fresh rows alone are more
        count, size = count + fitting, size + sum(older[:fitting])
        if fitting < len(older):
            return count


def _all_to_merge(segments: Sequence[int], fresh: int) -> int:
    """The same where merges were put off: as many as make a larger segment of several of one size, or of smaller."""
    runs = (len(_run_up_to(level, [*segments, fresh])) for level in range(_level(_ALL)))
    return max((run - 1 for run in runs if run >= _FANOUT), default=0)


def _run_up_to(level: int, segments: Sequence[int]) -> list[int]:
    """The newest segments that are all of this level or below."""
    return list(itertools.takewhile(lambda rows: _level(rows) <= level, reversed(segments)))


def _level(rows: int) -> int:
    return max(rows, 1).bit_length() // 3  # powers of _FANOUT


def batches(items: Iterable[_Item], size: int) -> Iterable[list[_Item]]:
    """The items in lists of at most this many, so that no filter grows without bounds."""
    part: list[_Item] = []
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
