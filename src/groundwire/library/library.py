"""Records in, tables on disk out; queries in, pages of what was found out. One writer, any number of readers."""

import re
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import pyarrow.compute as pc

from groundwire.library.errors import translated_lance
from groundwire.library.location import LibraryPlace, finish, prepare
from groundwire.library.meaning import Meaning
from groundwire.library.rows import Rows, rows_of
from groundwire.library.schema import (
    DOCUMENT_INDEXES,
    DOCUMENTS,
    PASSAGE_INDEXES,
    PASSAGES,
    as_rows,
    document_row,
    passage_rows,
    passage_words,
    with_current,
)
from groundwire.library.search import Sight, newest, search
from groundwire.library.table import INTERACTIVE, Table, TableState, Upkeep, batches, quoted
from groundwire.library.vectors import NAME as VECTORS
from groundwire.library.vectors import Backlog, Embedded, Vectors
from groundwire.models import (
    Copy,
    DocumentId,
    EntityId,
    Found,
    InputError,
    LibraryError,
    NotFoundError,
    Page,
    Query,
    Record,
    RevisionId,
    SourceStatus,
    TopicId,
)
from groundwire.text.words import BREAK

_DOCUMENTS, _PASSAGES = "documents.lance", "passages.lance"
_PAUSE = 0.05  # seconds in which a rebuilt library has taken the place of the old one
_Answer = TypeVar("_Answer")
_HEAD = ["document_id", "title", "source", "time", "language"]
_AT_ONCE = 500  # documents asked for in one filter
_BATCH = 1_000  # records written at a time, so that a large batch does not fill the memory with rows


class Library:
    """The documents of a desk, searchable. Safe for several threads; other processes see each write at once.

    Raises:
        LibraryError: the folder cannot be used.
    """

    def __init__(
        self,
        path: LibraryPlace,
        *,
        writable: bool = False,
        upkeep: Upkeep = INTERACTIVE,
        meaning: Meaning | None = None,
    ) -> None:
        self._writable = writable
        self._sight: Sight | None = None
        if meaning is not None and isinstance(path, Path):  # vectors stand in folders only
            self._sight = Sight(Vectors(path / VECTORS, model=meaning.model, upkeep=upkeep), meaning)
        with translated_lance("The library cannot be opened"):
            prepare(path)
        self._documents = Table(path / _DOCUMENTS, DOCUMENTS, indexes=DOCUMENT_INDEXES, upkeep=upkeep.for_documents())
        self._passages = Table(path / _PASSAGES, PASSAGES, indexes=PASSAGE_INDEXES, upkeep=upkeep)
        finish(path)
        if writable:  # a writer that was killed may have left what it did not come to index
            for table in (self._passages, self._documents):
                table.complete()
                table.tidy()

    def write(self, records: Sequence[Record]) -> None:
        """Keep these revisions; writing one again changes nothing. The highest number of a document is current."""
        self.write_rows([rows_of(record) for record in records])

    def write_rows(self, rows: Sequence[Rows]) -> None:
        """The same of records that were made into rows elsewhere."""
        if not self._writable:
            raise LibraryError("The library was opened for reading.")
        for start in range(0, len(rows), _BATCH):
            self._write_batch(rows[start : start + _BATCH])

    def _write_batch(self, rows: Sequence[Rows]) -> None:
        """Rows of documents that come for the first time are written as they are; other revisions change as well."""
        times = Counter(each.document for each in rows)
        known = self._known(list(times))
        replaced = {record.document.id for record in known}
        first = [each for each in rows if times[each.document] == 1 and each.document not in replaced]
        others = [each.record() for each in rows if times[each.document] > 1 or each.document in replaced]
        revised = list(self._revised(known, others))
        passages = [passage for each in first for passage in each.passages]
        passages += [passage for pair in revised for passage in passage_rows(*pair)]
        rest = [document_row(*pair) for pair in revised]
        # Documents first: after a kill in between they are known, and writing them again finds what to replace.
        self._documents.replace([*(each.row for each in first), *rest], documents=sorted(replaced))
        self._passages.replace(passages, documents=sorted(replaced))

    def _revised(self, known: Sequence[Record], records: Sequence[Record]) -> Iterator[tuple[Record, list[str]]]:
        """All revisions of these documents, each with the words of its passages."""
        revisions: dict[DocumentId, dict[RevisionId, Record]] = defaultdict(dict)
        for record in (*known, *records):
            revisions[record.document.id].pop(record.document.revision, None)  # so that the last written comes last
            revisions[record.document.id][record.document.revision] = record
        for one in revisions.values():
            yield from ((record, passage_words(record)) for record in with_current(one.values()))

    def _known(self, documents: Sequence[DocumentId]) -> list[Record]:
        records: list[Record] = []
        for part in batches(documents, 500):
            records += self._read(f"document_id IN ({', '.join(map(quoted, part))})")
        return sorted(records, key=lambda record: record.revision_number)

    def search(self, query: Query) -> Page[Found]:
        """The documents that answer a query, with the passages that do.

        Raises:
            QueryError: one sentence that says what cannot be understood.
        """
        return self._again(lambda: search(self._documents, self._passages, query, self._sight))

    def newest(self, query: Query) -> Page[Record]:
        """The newest records that answer a query, as many as its limit, and how many there are in all.

        Raises:
            QueryError: one sentence that says what cannot be understood.
        """
        return self._again(lambda: newest(self._documents, self._passages, query))

    def version(self) -> tuple[tuple[int, int], ...]:
        """Another value after every write: what was made from one version holds as long as it is the same."""
        return self._documents.version(), self._passages.version()

    def record(self, document: DocumentId, revision: RevisionId | None = None) -> Record:
        """The current revision of a document, or this one.

        Raises:
            NotFoundError: there is none.
        """
        which = "current" if revision is None else f"revision = {quoted(revision)}"
        found = self._read(f"document_id = {quoted(document)} AND {which}")
        if not found:
            what = f"revision {revision!r} of document {document!r}" if revision else f"document {document!r}"
            raise NotFoundError(f"There is no {what} here.")
        return found[0]

    def revisions(self, document: DocumentId) -> tuple[Record, ...]:
        """All revisions of a document, oldest first; none for an unknown document."""
        return tuple(self._known([document]))

    def records(self, documents: Iterable[DocumentId]) -> dict[DocumentId, Record]:
        """The current revisions of those of these documents that are here."""
        records: list[Record] = []
        for part in batches(sorted(documents), _AT_ONCE):
            records += self._read(f"document_id IN ({', '.join(map(quoted, part))}) AND current")
        return {record.document.id: record for record in records}

    def heads(self, documents: Iterable[DocumentId]) -> dict[DocumentId, Copy]:
        """What a list says of those of these documents that are here, without reading the documents."""
        heads: dict[DocumentId, Copy] = {}
        for part in batches(sorted(documents), _AT_ONCE):
            rows = self._scan(_HEAD, f"document_id IN ({', '.join(map(quoted, part))}) AND current").to_pylist()
            heads |= {DocumentId(row["document_id"]): _head(row) for row in rows}
        return heads

    def resolve(self, text: str) -> DocumentId:
        """The document whose id begins with these hex digits.

        Raises:
            InputError: it is no id, or fits several documents (NotFoundError where it fits none).
        """
        start = text.strip().lower()
        if not re.fullmatch("[0-9a-f]{4,16}", start):
            raise InputError(f"{text!r} is no document id; it takes 4 to 16 hex digits.")
        rows = self._scan(["document_id"], f"current AND starts_with(document_id, {quoted(start)})")
        found = sorted(rows["document_id"].to_pylist())
        if not found:
            raise NotFoundError(f"There is no document {start!r} here.")
        if len(found) > 1:
            raise InputError(f"{start!r} fits {len(found)} documents, among them {found[0]} and {found[1]}.")
        return DocumentId(found[0])

    def sources(self) -> tuple[SourceStatus, ...]:
        """Every source with the number of its documents and the time of the newest, the largest first."""
        groups = (
            self._scan(["source", "time"], "current").group_by("source").aggregate([("time", "max"), ("time", "count")])
        )
        sources = [
            SourceStatus(name=row["source"], documents=row["time_count"], newest=row["time_max"])
            for row in groups.to_pylist()
        ]
        return tuple(sorted(sources, key=lambda source: (-source.documents, source.name)))

    def topic_counts(self) -> dict[TopicId, tuple[int, datetime | None]]:
        """How many documents belong to each topic, and the time of the newest."""
        rows = self._scan(["topics", "time"], "current AND array_length(topics) > 0")
        flat = rows.select(["time"]).take(pc.list_parent_indices(rows["topics"]))
        flat = flat.append_column("topic", pc.list_flatten(rows["topics"]))
        groups = flat.group_by("topic").aggregate([("time", "max"), ("time", "count")]).to_pylist()
        return {TopicId(row["topic"]): (row["time_count"], row["time_max"]) for row in groups}

    def entity_counts(self, topic: TopicId | None) -> dict[EntityId, int]:
        """In how many documents of a topic, or of all, each entity is named, the most often named first."""
        where = "current" if topic is None else f"current AND array_has(topics, {quoted(topic)})"
        named = pc.list_flatten(self._scan(["entities"], where)["entities"])
        counted = pc.value_counts(named).to_pylist()
        ordered = sorted(counted, key=lambda each: (-each["counts"], each["values"]))
        return {EntityId(each["values"]): each["counts"] for each in ordered}

    def without_vectors(self, *, passages: bool = False) -> list[DocumentId]:
        """The documents that have no vector of their current revision under the model, newest first."""
        missing = self._missing(passages)[1].sort_by([("time", "descending"), ("document_id", "ascending")])
        return [DocumentId(name) for name in missing["document_id"].to_pylist()]

    def vector_backlog(self, *, passages: bool = False) -> Backlog:
        """How much is searchable by meaning."""
        documents, missing = self._missing(passages)
        return Backlog(documents=documents.num_rows, waiting=missing.num_rows, model=self._seeing.meaning.model)

    def _missing(self, passages: bool) -> tuple[Any, Any]:
        documents = self._scan(["document_id", "revision", "time"], "current")
        return documents, self._seeing.vectors.missing(documents, passages=passages)

    def write_vectors(self, items: Sequence[Embedded]) -> None:
        """Keep the vectors of these documents; only the writer of vectors may, whoever writes the rest."""
        self._seeing.vectors.write(items)

    def optimize_vectors(self) -> None:
        """Bring their index into one piece; only the writer of vectors may."""
        self._seeing.vectors.optimize()

    @property
    def _seeing(self) -> Sight:
        if self._sight is None:
            raise LibraryError("The library was opened without a model of meanings.")
        return self._sight

    def count(self) -> int:
        """The number of documents."""
        with translated_lance("The library cannot be read"):
            return int(self._documents.snapshot().count_rows("current"))

    def settle(self) -> None:
        """Index everything, and do the merges that single writes do not wait for: the end of a batch calls it."""
        self._passages.settle()
        self._documents.settle()

    def optimize(self) -> None:
        """Bring the indexes into one piece each, put files together and remove old versions; only the writer may."""
        if not self._writable:
            raise LibraryError("The library was opened for reading.")
        self._passages.optimize()
        self._documents.optimize()

    def state(self) -> tuple[TableState, ...]:
        """What the tables hold, and how far their indexes have come."""
        vectors = self._sight.vectors.state() if self._sight else None
        own = self._documents.state("documents"), self._passages.state("passages")
        return (*own, vectors) if vectors else own

    def index_gaps(self) -> list[str]:
        """What the indexes do not know, each as one sentence."""
        return [*self._documents.index_gaps(BREAK, "current"), *self._passages.index_gaps(BREAK, "true")]

    def reindex(self) -> None:
        """Make all indexes anew; only the writer may."""
        self._documents.reindex()
        self._passages.reindex()

    def copy_to(self, folder: Path) -> None:
        """A copy that can be opened, whatever is written meanwhile; what comes in between the tables is written again.

        The documents are copied first: a document of the copy may have too many passages, never too few.
        """
        self._documents.copy_to(folder / _DOCUMENTS)
        self._passages.copy_to(folder / _PASSAGES)

    def told(self) -> Iterator[tuple[str, str, bool]]:
        """Document, revision and whether it is current, of every row of the documents."""
        rows = self._scan(["document_id", "revision", "current"], "true")
        return zip(*(rows[name].to_pylist() for name in ("document_id", "revision", "current")), strict=True)

    def passage_counts(self) -> dict[tuple[str, str], tuple[int, int]]:
        """How many passages each revision has, and how many different ones."""
        with translated_lance("The library cannot be read"):
            rows = self._passages.snapshot().scanner(columns=["document_id", "revision", "paragraph"]).to_table()
        counts = rows.group_by(["document_id", "revision"])
        found = counts.aggregate([("paragraph", "count"), ("paragraph", "count_distinct")]).to_pylist()
        return {
            (row["document_id"], row["revision"]): (row["paragraph_count"], row["paragraph_count_distinct"])
            for row in found
        }

    def unreadable(self) -> list[str]:
        """What cannot be read, each as one sentence; looks at every value."""
        return [*self._documents.unreadable(), *self._passages.unreadable()]

    @staticmethod
    def is_whole(path: Path) -> bool:
        """Whether both tables are in this folder."""
        return all((path / name).is_dir() for name in (_DOCUMENTS, _PASSAGES))

    def close(self) -> None:
        """Let go of the tables."""
        if self._sight:
            self._sight.vectors.close()
        self._passages.close()
        self._documents.close()

    def _read(self, where: str) -> list[Record]:
        return as_rows(self._scan(["record"], where)["record"].to_pylist())

    def _scan(self, columns: list[str], where: str) -> Any:
        def scan() -> Any:
            with translated_lance("The library cannot be read"):
                return self._documents.snapshot().scanner(columns=columns, filter=where).to_table()

        return self._again(scan)

    def _again(self, ask: Callable[[], _Answer]) -> _Answer:
        """Asks, and where that fails once more of the newest tables: what was being read may have been tidied away."""
        try:
            return ask()
        except LibraryError:
            self.close()
            time.sleep(_PAUSE)
            return ask()


def _head(row: Mapping[str, Any]) -> Copy:
    return Copy(
        document=DocumentId(row["document_id"]),
        title=row["title"],
        source_name=row["source"],
        time=row["time"].astimezone(UTC),
        language=row["language"],
        likeness=None,
    )
