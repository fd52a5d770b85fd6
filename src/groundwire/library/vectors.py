"""Vectors of documents and passages in, one Lance table with its index out.

A row holds ids and a vector and nothing that a filter needs: filters are asked of the documents, so vectors stay true
when topics or annotations are made anew, and a rebuild keeps them. The table is of one model; another begins it anew.
"""

import os
import shutil
import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import lance
import pyarrow as pa

from groundwire.library.errors import translated_lance
from groundwire.library.table import INTERACTIVE, IndexState, TableState, Upkeep, _to_merge, batches, quoted
from groundwire.models import DocumentId, LibraryError, RevisionId

os.environ.setdefault("LANCE_INCLUDE_VECTOR_CENTROIDS", "false")  # else each look at an index reads, and warns of, them

NAME = "vectors.lance"
INDEX_FROM = 8_192  # rows: fewer are scanned in a few milliseconds, and give an index too little to learn from
FLAT_ROWS = 2_048  # rows beside the index that queries scan
_RETRAIN = 8  # times as many rows as the partitions were made for
_PARTITION = 8_192  # rows of one that Lance makes
_MODEL = b"groundwire:model"
_INDEX = "vector_idx"
_MERGE_ROWS = 200_000  # rows of the largest segment that one write merges: seconds, where embedding them took hours


@dataclass(frozen=True, slots=True, kw_only=True)
class Embedded:
    """The vectors of one document: by the number of their paragraph, 0 for its lead."""

    document: DocumentId
    revision: RevisionId
    time: datetime
    passages: bool  # whether the passages are there as well
    vectors: Sequence[tuple[int, Sequence[float]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Backlog:
    """How many documents there are, and how many have no vector of their current revision under this model."""

    documents: int
    waiting: int
    model: str


class Vectors:
    """The vectors of one model. Safe for several threads; other processes see each write at once."""

    def __init__(self, path: Path, *, model: str, upkeep: Upkeep = INTERACTIVE) -> None:
        self._path = path
        self._model = model
        self._upkeep = upkeep
        self._lock = threading.Lock()
        self._newest: Any = None
        self._folder = 0  # the inode, so that a table that was made anew under this path is opened anew

    def snapshot(self, version: int | None = None) -> Any:
        """The table as it is now (or was, where that version is kept); None where this model has none."""
        with self._lock, translated_lance("The vectors cannot be read"):
            if not self._path.is_dir():
                return None
            folder = self._path.stat().st_ino
            if self._newest is None or folder != self._folder:
                self._newest, self._folder = lance.dataset(str(self._path)), folder
            self._newest.checkout_latest()
            if (self._newest.schema.metadata or {}).get(_MODEL) != self._model.encode():
                return None
            now = self._newest.version
            if version is not None and version < now and any(v["version"] == version for v in self._newest.versions()):
                now = version
            return self._newest.checkout_version(now)

    def close(self) -> None:
        """Let go of the files; the next use opens them again."""
        with self._lock:
            self._newest = None

    def write(self, items: Sequence[Embedded]) -> None:
        """Put these in the place of what these documents have; for the only writer.

        Raises LibraryError where the vectors are not as long as those that are there.
        """
        if not items:
            return
        dimension = len(items[0].vectors[0][1])
        rows = _table(items, dimension, self._model)
        dataset = self.snapshot()
        if dataset is None:
            dataset = self._create(rows.schema)
        elif dataset.schema.field("vector").type != rows.schema.field("vector").type:
            raise LibraryError(
                f"The model {self._model!r} gives vectors of {dimension} numbers now, and gave others before: "
                "give it another name, or remove library/vectors.lance and embed again."
            )
        old = _row_ids(dataset, [item.document for item in items])
        with translated_lance("The vectors cannot be written"):
            lance.write_dataset(rows, str(self._path), mode="append")
            for where in old:
                self.snapshot().delete(where)
        self.tidy()

    def _create(self, schema: pa.Schema) -> Any:
        """An empty table, in the place of one of another model."""
        self.close()
        with translated_lance("The vectors cannot be written"):
            shutil.rmtree(self._path, ignore_errors=True)
            made: Any = lance.write_dataset(schema.empty_table(), str(self._path), enable_stable_row_ids=True)
            made.create_scalar_index("document_id", "BTREE")
        return self.snapshot()

    def tidy(self) -> None:
        """Index what is not indexed where that has become much, put files together, remove old versions."""
        with translated_lance("The vectors' index cannot be brought up to date"):
            dataset = self.snapshot()
            if dataset is None:
                return
            names = {index.name for index in dataset.describe_indices()}
            rows = dataset.count_rows()
            if _INDEX in names:
                self._index(dataset, rows)
            elif rows >= INDEX_FROM:
                dataset.create_index("vector", "IVF_SQ", name=_INDEX, metric="cosine")
            for name in names - {_INDEX}:
                if dataset.stats.index_stats(name)["num_unindexed_rows"] > FLAT_ROWS:
                    dataset.optimize.optimize_indices(index_names=[name])
            self._compact(self.snapshot())

    def _index(self, dataset: Any, rows: int) -> None:
        statistics = dataset.stats.index_stats(_INDEX)
        if statistics["num_unindexed_rows"] <= FLAT_ROWS:
            return
        partitions = max(segment["num_partitions"] for segment in statistics["segments"])
        if rows >= _RETRAIN * partitions * _PARTITION:
            dataset.optimize.optimize_indices(index_names=[_INDEX], retrain=True)
            return
        segments, fresh = statistics["num_indexed_rows_per_delta"], statistics["num_unindexed_rows"]
        count = _to_merge(segments, fresh, _MERGE_ROWS)
        dataset.optimize.optimize_indices(num_indices_to_merge=count, index_names=[_INDEX])

    def _compact(self, dataset: Any) -> None:
        """Merge small files as the index's segments are, so that each row is copied a few times in its life."""
        sizes = sorted(((each.count_rows(), each.fragment_id) for each in dataset.get_fragments()), reverse=True)
        count = _to_merge([rows for rows, _ in sizes[:-1]], sizes[-1][0], _MERGE_ROWS) if sizes else 0
        if count:
            large = [fragment for _, fragment in sizes[: -count - 1]]
            dataset.optimize.compact_files(excluded_fragment_ids=large)
            self.snapshot().cleanup_old_versions(older_than=self._upkeep.keep)

    def optimize(self) -> None:
        """Index everything in one segment, put files together, remove old versions; for the only writer."""
        with translated_lance("The vectors' index cannot be brought up to date"):
            dataset = self.snapshot()
            if dataset is None:
                return
            segments = len(dataset.get_fragments())
            for index in dataset.describe_indices():
                many = dataset.stats.index_stats(index.name)["num_indices"]
                dataset.optimize.optimize_indices(index_names=[index.name], num_indices_to_merge=many)
            if segments > 1:
                self.snapshot().optimize.compact_files()
            self.snapshot().cleanup_old_versions(older_than=self._upkeep.keep)

    def missing(self, documents: pa.Table, *, passages: bool) -> pa.Table:
        """Those of these documents (``document_id``, ``revision``, …) that have no vector of that revision."""
        dataset = self.snapshot()
        if dataset is None:
            return documents
        where = "paragraph = 0 AND passages" if passages else "paragraph = 0"
        with translated_lance("The vectors cannot be read"):
            known = dataset.scanner(columns=["document_id", "revision"], filter=where).to_table()
        return documents.join(known, keys=["document_id", "revision"], join_type="left anti")

    def state(self) -> TableState | None:
        """What the table holds; None where there is none."""
        with translated_lance("The vectors cannot be read"):
            dataset = self.snapshot()
            if dataset is None:
                return None
            return TableState(
                name="vectors",
                rows=dataset.count_rows(),
                files=len(dataset.get_fragments()),
                bytes=sum(file.stat().st_size for file in self._path.rglob("*") if file.is_file()),
                versions=len(dataset.versions()),
                indexes=tuple(_index_state(dataset, index.name) for index in dataset.describe_indices()),
            )


def copy_vectors(library: Path, target: Path) -> None:
    """The vectors of one library into another, whatever is written meanwhile: files are written once, and versions
    name only files that are there already, so the versions are copied first.
    """
    source, target = library / NAME, target / NAME
    if not source.is_dir() or target.exists():
        return
    half = target.with_name(f"{NAME}.part")
    shutil.rmtree(half, ignore_errors=True)
    for folder in sorted(source.iterdir(), key=lambda each: each.name != "_versions"):
        shutil.copytree(folder, half / folder.name, copy_function=_linked, ignore_dangling_symlinks=True)
    half.rename(target)


def _linked(source: str, target: str) -> str:
    """The same file under another name; a copy where the file system has no such thing."""
    try:
        os.link(source, target)
    except FileNotFoundError:
        return target  # it went with an old version
    except OSError:
        shutil.copy2(source, target)
    return target


def _index_state(dataset: Any, name: str) -> IndexState:
    statistics = dataset.stats.index_stats(name)
    return IndexState(
        name=name,
        rows=statistics["num_indexed_rows"],
        unindexed=statistics["num_unindexed_rows"],
        segments=statistics["num_indices"],
    )


def _table(items: Iterable[Embedded], dimension: int, model: str) -> pa.Table:
    rows = [
        {
            "document_id": item.document,
            "revision": item.revision,
            "paragraph": paragraph,
            "passages": item.passages,
            "time": item.time,
            "vector": [float(number) for number in vector],
        }
        for item in items
        for paragraph, vector in item.vectors
    ]
    schema = pa.schema(
        [
            ("document_id", pa.string()),
            ("revision", pa.string()),
            ("paragraph", pa.int32()),
            ("passages", pa.bool_()),
            ("time", pa.timestamp("us", "UTC")),
            ("vector", pa.list_(pa.float32(), dimension)),
        ],
        metadata={_MODEL: model.encode()},
    )
    try:
        return pa.Table.from_pylist(rows, schema=schema)
    except pa.ArrowException as error:
        raise LibraryError(f"The vectors of {model!r} are not all of {dimension} numbers.") from error


def _row_ids(dataset: Any, documents: Sequence[str]) -> list[str]:
    """Filters that fit the rows that these documents have now."""
    found: list[str] = []
    for part in batches(documents, 500):
        among = f"document_id IN ({', '.join(map(quoted, part))})"
        with translated_lance("The vectors cannot be read"):
            rows = dataset.scanner(columns=[], filter=among, with_row_id=True).to_table()
        ids = ", ".join(map(str, rows["_rowid"].to_pylist()))
        found += [f"{among} AND _rowid IN ({ids})"] if ids else []
    return found
