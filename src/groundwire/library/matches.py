"""What is asked of a snapshot in; the rows that answer out, as arrays, of which only what stands on a page is named.

A common word stands in a third of all documents. Their row ids and scores come from the index; every value more that
is read of each of them costs as much again, so ids are read for the rows of one page, and of those that tie with them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pyarrow as pa
from lance.query import FullTextQuery
from numpy.typing import NDArray

from groundwire.library.errors import translated_lance
from groundwire.library.table import batches
from groundwire.models import LibraryError

_AT_ONCE = 2_000  # rows asked for in one filter


@dataclass(frozen=True, slots=True)
class Answer:
    """One document that answers, before anything more of it is read."""

    document: str
    score: float
    time: int = 0  # microseconds since 1970
    row: int | None = None  # of the documents, where it is known


@dataclass(frozen=True, slots=True, kw_only=True)
class Matches:
    """Rows of one snapshot that answer; of passages the best of each document, which are named at once."""

    source: Any
    rows: NDArray[np.uint64]
    scores: NDArray[np.float64]
    times: NDArray[np.int64]  # zeros where nobody asked for them
    names: NDArray[np.object_] | None = None

    def __len__(self) -> int:
        return len(self.rows)

    def ordered(self, keys: NDArray[Any], first: int, count: int) -> list[Answer]:
        """So many from the first on, by key from the highest down; of those with the same key by document."""
        last = min(first + count, len(self)) - 1
        if last < first:
            return []
        order = np.argsort(-keys, kind="stable")
        rising = -keys[order]
        begin = int(np.searchsorted(rising, rising[first], "left"))
        end = int(np.searchsorted(rising, rising[last], "right"))
        places = order[begin:end]
        named = sorted(zip((-keys[places]).tolist(), self.named(places), places.tolist(), strict=True))
        return [self._answer(name, place) for _, name, place in named[first - begin : last + 1 - begin]]

    def before(self, time: int, document: str) -> int:
        """How many stand before the one behind this document of this time, where the newest come first."""
        same = np.flatnonzero(self.times == time)
        return int(np.count_nonzero(self.times > time)) + sum(name <= document for name in self.named(same))

    def named(self, places: NDArray[np.intp]) -> list[str]:
        """The documents of the rows at these places."""
        if self.names is not None:
            return list(self.names[places])
        wanted = self.rows[places].tolist()
        known: dict[int, str] = {}
        for part in batches(wanted, _AT_ONCE):
            with translated_lance("The library cannot be searched"):
                filtered = self.source.scanner(columns=["document_id"], filter=among_rows(part), with_row_id=True)
                rows = filtered.to_table()
            known |= zip(rows["_rowid"].to_pylist(), rows["document_id"].to_pylist(), strict=True)
        if len(known) < len(set(wanted)):
            raise LibraryError("The library's index knows documents that are gone: run `groundwire doctor --repair`.")
        return [known[row] for row in wanted]

    def without(self, others: "Matches") -> "Matches":
        """Those of documents that are not among the others."""
        if self.names is not None and others.names is not None:
            kept = ~np.isin(self.names.astype(str), others.names.astype(str))
        else:
            kept = ~np.isin(self.rows, others.rows)
        return self.kept(kept)

    def kept(self, which: NDArray[np.bool_]) -> "Matches":
        """Those at the places that are true."""
        names = None if self.names is None else self.names[which]
        return replace(self, rows=self.rows[which], scores=self.scores[which], times=self.times[which], names=names)

    def joined(self, others: "Matches") -> "Matches":
        """These and the others, of the same snapshot."""
        names = None
        if self.names is not None and others.names is not None:
            names = np.concatenate([self.names, others.names])
        return replace(
            self,
            rows=np.concatenate([self.rows, others.rows]),
            scores=np.concatenate([self.scores, others.scores]),
            times=np.concatenate([self.times, others.times]),
            names=names,
        )

    def _answer(self, name: str, place: int) -> Answer:
        row = int(self.rows[place]) if self.names is None else None
        return Answer(name, float(self.scores[place]), int(self.times[place]), row)


def among_rows(rows: Sequence[int]) -> str:
    """The filter that leaves these rows."""
    return f"_rowid IN ({', '.join(map(str, rows))})"


def nothing(source: Any) -> Matches:
    """No rows, of documents."""
    return Matches(source=source, rows=np.empty(0, np.uint64), scores=np.empty(0), times=np.empty(0, np.int64))


def documents_of(source: Any, wanted: FullTextQuery | None, where: str, *, timed: bool, most: int | None) -> Matches:
    """The documents that answer, at most so many of the best; with their times where they are wanted."""
    rows = _scanned(source, wanted, where, ["time"] if timed else [], most)
    return Matches(source=source, rows=rows["_rowid"].to_numpy(), scores=_scores(rows), times=_times(rows))


def passages_of(source: Any, wanted: FullTextQuery, where: str, *, timed: bool, most: int | None) -> Matches:
    """The best passage of each document that has one that answers."""
    rows = _scanned(source, wanted, where, ["document_id", *(["time"] if timed else [])], most)
    scores, names = _scores(rows), rows["document_id"].to_numpy(zero_copy_only=False)
    order = np.argsort(-scores, kind="stable")
    _, first = np.unique(names[order].astype(str), return_index=True)
    found = Matches(source=source, rows=rows["_rowid"].to_numpy(), scores=scores, times=_times(rows), names=names)
    best = np.zeros(len(found), np.bool_)
    best[order[first]] = True
    return found.kept(best)


def _scanned(source: Any, wanted: FullTextQuery | None, where: str, columns: list[str], most: int | None) -> pa.Table:
    asked = {} if wanted is None else {"full_text_query": wanted, "prefilter": True}
    with translated_lance("The library cannot be searched"):
        return source.scanner(
            columns=columns if wanted is None else [*columns, "_score"],
            filter=where or None,
            limit=most,
            with_row_id=True,
            **asked,
        ).to_table()


def _scores(rows: pa.Table) -> NDArray[np.float64]:
    known = "_score" in rows.column_names
    return rows["_score"].to_numpy().astype(np.float64) if known else np.zeros(rows.num_rows)


def _times(rows: pa.Table) -> NDArray[np.int64]:
    known = "time" in rows.column_names
    return rows["time"].cast("int64").to_numpy() if known else np.zeros(rows.num_rows, np.int64)
