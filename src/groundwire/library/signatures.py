"""Signatures of first reports in, found again by their bands; which revisions are folded under which first report.

Every question is one query for a whole batch, and reads an index: it costs the same at a thousand documents and at a
million.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, text

from groundwire.models import DocumentId, RevisionId, Signature

_AT_ONCE = 500  # values in one query; SQLite before 3.32 took 999


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """The signature of a first report; numbers follow the order of the archive."""

    number: int
    document: DocumentId
    signature: Signature


@dataclass(frozen=True, slots=True, kw_only=True)
class Folded:
    """A revision that has the text of ``first``, or with a ``likeness`` nearly its text."""

    document: DocumentId
    revision: RevisionId
    first: DocumentId
    likeness: float | None
    copy_of: DocumentId | None  # the first document with exactly this text


def put_signature(
    connection: Connection, document: DocumentId, revision: RevisionId, signature: Signature, bands: Iterable[int]
) -> None:
    """Keep the signature of a first report behind all others."""
    number = connection.execute(text("SELECT COALESCE(MAX(number), 0) + 1 FROM signatures")).scalar_one()
    sql = (
        "INSERT INTO signatures (number, document, revision, signature)"
        " VALUES (:number, :document, :revision, :signature)"
    )
    values = {"number": number, "document": document, "revision": revision, "signature": bytes(signature)}
    connection.execute(text(sql), values)
    rows = [{"band": band, "number": number} for band in sorted(set(bands))]
    if rows:
        connection.execute(text("INSERT INTO bands (band, number) VALUES (:band, :number)"), rows)


def kept_under(connection: Connection, bands: Iterable[int]) -> tuple[dict[int, list[int]], dict[int, Kept]]:
    """The numbers that have each of these bands, in order, and what is kept under each number."""
    numbers: dict[int, list[int]] = {}
    for row in _rows(connection, "SELECT band, number FROM bands WHERE band IN :values", sorted(set(bands))):
        numbers.setdefault(row.band, []).append(row.number)
    wanted = sorted({number for found in numbers.values() for number in found})
    sql = "SELECT number, document, signature FROM signatures WHERE number IN :values"
    kept = {
        row.number: Kept(
            number=row.number, document=DocumentId(row.document), signature=Signature(bytes(row.signature))
        )
        for row in _rows(connection, sql, wanted)
    }
    return {band: sorted(found) for band, found in numbers.items()}, kept


def revisions_of(
    connection: Connection, documents: Iterable[DocumentId]
) -> dict[DocumentId, list[tuple[RevisionId, int]]]:
    """The revisions of those of these documents that have any, with their numbers, in order."""
    sql = "SELECT document, revision, number FROM revisions WHERE document IN :values ORDER BY document, number"
    found: dict[DocumentId, list[tuple[RevisionId, int]]] = {}
    for row in _rows(connection, sql, sorted(set(documents))):
        found.setdefault(DocumentId(row.document), []).append((RevisionId(row.revision), row.number))
    return found


def known_texts(connection: Connection, text_hashes: Iterable[str]) -> set[str]:
    """Those of these texts that any document has."""
    sql = "SELECT DISTINCT text_hash FROM revisions WHERE text_hash IN :values"
    return {row.text_hash for row in _rows(connection, sql, sorted(set(text_hashes)))}


def first_reports(connection: Connection, documents: Iterable[DocumentId]) -> set[DocumentId]:
    """Those of these documents that are kept as first reports."""
    sql = "SELECT DISTINCT document FROM signatures WHERE document IN :values"
    return {DocumentId(row.document) for row in _rows(connection, sql, sorted(set(documents)))}


def folded_under(connection: Connection, firsts: Iterable[DocumentId]) -> list[Folded]:
    """The documents whose newest revision is folded under one of these, in the order of the archive."""
    sql = (
        "SELECT document, revision, first, likeness, copy_of, file, position FROM revisions WHERE first IN :values"
        " AND NOT EXISTS (SELECT 1 FROM revisions AS later"
        " WHERE later.document = revisions.document AND later.number > revisions.number)"
    )
    rows = sorted(_rows(connection, sql, sorted(set(firsts))), key=lambda row: (row.file, row.position))
    return [
        Folded(
            document=DocumentId(row.document),
            revision=RevisionId(row.revision),
            first=DocumentId(row.first),
            likeness=row.likeness,
            copy_of=row.copy_of and DocumentId(row.copy_of),
        )
        for row in rows
    ]


def _rows(connection: Connection, sql: str, values: Sequence[Any]) -> Iterator[Any]:
    statement = text(sql).bindparams(bindparam("values", expanding=True))
    for start in range(0, len(values), _AT_ONCE):
        yield from connection.execute(statement, {"values": values[start : start + _AT_ONCE]})
