"""The vector of a question in, the documents nearest to it out; two ranked lists in, one out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import pyarrow as pa

from groundwire.library.errors import translated_lance
from groundwire.library.table import quoted

NEAREST = 100  # documents that a meaning finds at most: every document is at some distance, and nobody wants the rest
_PROBES = 12  # partitions looked into: recall .992 at 200,000 vectors in 25 ms of a core; 24 take 34, 6 find .946
_REFINE = 2  # times as many are compared in full
_FEW = 2_000  # documents that a filter leaves: all of them are compared
_MOST = 12_800  # rows asked for, before a filter is taken to leave no more of them
_RANKS = 10  # added to each rank: of 298 XQuAD questions 10 puts .909 first (words alone .926), the published 60 .903


class Meaning(Protocol):
    """What makes the vector of a question, and under which name its vectors are kept."""

    @property
    def model(self) -> str: ...

    def __call__(self, question: str) -> Sequence[float]: ...


@dataclass(frozen=True, slots=True)
class Near:
    """One document, by the paragraph of it that is nearest: 0 for its lead. ``score`` is the cosine."""

    document: str
    paragraph: int
    score: float


Kept = Callable[[Sequence[str]], dict[str, str]]  # of these documents those that a filter leaves, with their revision


def nearest(dataset: Any, vector: Sequence[float], *, among: Sequence[str] | None, kept: Kept) -> list[Near]:
    """The documents nearest to a vector, in order, of those that ``kept`` leaves (``among`` names them, where few)."""
    wanted = NEAREST * 2
    while True:
        rows = _rows(dataset, vector, wanted, among)
        found = _best(rows, kept)
        if len(found) >= NEAREST or rows.num_rows < wanted or wanted >= _MOST:
            return found[:NEAREST]
        wanted *= 8


def _rows(dataset: Any, vector: Sequence[float], count: int, among: Sequence[str] | None) -> pa.Table:
    asked = {
        "column": "vector",
        "q": pa.array(vector, pa.float32()),
        "k": count,
        "metric": "cosine",
        "nprobes": _PROBES,
        "refine_factor": _REFINE,
    }
    where = None if among is None else f"document_id IN ({', '.join(map(quoted, among))})"
    columns = ["document_id", "revision", "paragraph", "_distance"]
    with translated_lance("The vectors cannot be searched"):
        return dataset.scanner(columns=columns, nearest=asked, filter=where, prefilter=True).to_table()


def _best(rows: pa.Table, kept: Kept) -> list[Near]:
    """The nearest row of each document that is left, and is of its current revision."""
    ordered = sorted(rows.to_pylist(), key=lambda row: (row["_distance"], row["document_id"], row["paragraph"]))
    revisions = kept(list(dict.fromkeys(row["document_id"] for row in ordered)))
    found: dict[str, Near] = {}
    for row in ordered:
        name = row["document_id"]
        if name not in found and revisions.get(name) == row["revision"]:
            found[name] = Near(name, row["paragraph"], 1.0 - row["_distance"])
    return list(found.values())


def few(documents: Any, where: str) -> list[str] | None:
    """The documents that a filter leaves, where they are few enough to be compared one by one; else None."""
    with translated_lance("The library cannot be searched"):
        if documents.count_rows(where) > _FEW:
            return None
        return list(documents.scanner(columns=["document_id"], filter=where).to_table()["document_id"].to_pylist())


def fused(words: Sequence[str], meanings: Sequence[str]) -> dict[str, float]:
    """The score of each document of two lists, best first: the sum of the reciprocals of its ranks (Cormack 2009)."""
    scores: dict[str, float] = {}
    for ranked in (words, meanings):
        for rank, document in enumerate(ranked, 1):
            scores[document] = scores.get(document, 0.0) + 1 / (_RANKS + rank)
    return scores
