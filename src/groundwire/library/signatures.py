"""Signatures of first reports in, found again by their bands; which revisions are folded under which first report.

Every question is one query for a whole batch, and reads an index: it costs the same at a thousand documents and at a
million.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, text

from groundwire.library.many import read_many, write_many
from groundwire.models import DocumentId, RevisionId, Signature


@dataclass(frozen=True, slots=True, kw_only=True)
class First:
    """A first report, which is to be found again by its bands."""

    document: DocumentId
    revision: RevisionId
    signature: Signature
    bands: tuple[int, ...]


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


def put_signatures(connection: Connection, firsts: Sequence[First]) -> None:
    """Keep the signatures of first reports behind all others, in this order."""
    if not firsts:
        return
    number = connection.execute(text("SELECT COALESCE(MAX(number), 0) + 1 FROM signatures")).scalar_one()
    numbered = list(enumerate(firsts, number))
    sql = (
        "INSERT INTO signatures (number, document, revision, signature)"
        " VALUES (:number, :document, :revision, :signature)"
    )
    write_many(connection, sql, [(n, each.document, each.revision, bytes(each.signature)) for n, each in numbered])
    keys = sorted((band, n) for n, each in numbered for band in set(each.bands))  # as the tree has them: a page once
    write_many(connection, "INSERT INTO bands (band, number) VALUES (:band, :number)", keys)


def kept_under(connection: Connection, bands: Iterable[int]) -> tuple[dict[int, list[int]], dict[int, Kept]]:
    """The numbers that have each of these bands, in order, and what is kept under each number."""
    numbers: dict[int, list[int]] = {}
    for band, number in read_many(
        connection, "SELECT band, number FROM bands WHERE band IN :values", sorted(set(bands))
    ):
        numbers.setdefault(band, []).append(number)
    wanted = sorted({number for found in numbers.values() for number in found})
    sql = "SELECT number, document, signature FROM signatures WHERE number IN :values"
    kept = {
        row.number: Kept(
            number=row.number, document=DocumentId(row.document), signature=Signature(bytes(row.signature))
        )
        for row in read_many(connection, sql, wanted)
    }
    return {band: sorted(found) for band, found in numbers.items()}, kept


def revisions_of(
    connection: Connection, documents: Iterable[DocumentId]
) -> dict[DocumentId, list[tuple[RevisionId, int]]]:
    """The revisions of those of these documents that have any, with their numbers, in order."""
    sql = "SELECT document, revision, number FROM revisions WHERE document IN :values ORDER BY document, number"
    found: dict[DocumentId, list[tuple[RevisionId, int]]] = {}
    for row in read_many(connection, sql, sorted(set(documents))):
        found.setdefault(DocumentId(row.document), []).append((RevisionId(row.revision), row.number))
    return found


def known_texts(connection: Connection, text_hashes: Iterable[str]) -> set[str]:
    """Those of these texts that any document has."""
    sql = "SELECT DISTINCT text_hash FROM revisions WHERE text_hash IN :values"
    return {row.text_hash for row in read_many(connection, sql, sorted(set(text_hashes)))}


def first_reports(connection: Connection, documents: Iterable[DocumentId]) -> set[DocumentId]:
    """Those of these documents that are kept as first reports."""
    sql = "SELECT DISTINCT document FROM signatures WHERE document IN :values"
    return {DocumentId(row.document) for row in read_many(connection, sql, sorted(set(documents)))}


def folded_under(connection: Connection, firsts: Iterable[DocumentId]) -> list[Folded]:
    """The documents whose newest revision is folded under one of these, in the order of the archive."""
    sql = (
        "SELECT document, revision, first, likeness, copy_of, file, position FROM revisions WHERE first IN :values"
        " AND NOT EXISTS (SELECT 1 FROM revisions AS later"
        " WHERE later.document = revisions.document AND later.number > revisions.number)"
    )
    rows = sorted(read_many(connection, sql, sorted(set(firsts))), key=lambda row: (row.file, row.position))
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
