"""Records in, their rows in both tables out, ready to be written and to travel between processes."""

import dataclasses
from dataclasses import dataclass
from typing import Any, Self

from groundwire.library.codec import unpack
from groundwire.library.schema import document_row, passage_rows, passage_words
from groundwire.models import DocumentId, NearCopy, Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """One record, current, as its rows. Nothing in them but ``row`` depends on other documents of the desk."""

    document: DocumentId
    row: dict[str, Any]
    passages: list[dict[str, Any]]

    def numbered(self, number: int, copy_of: DocumentId | None, near: NearCopy | None) -> Self:
        """The rows of the same record as this revision, and as a copy, of this text or nearly of it."""
        if self.row["number"] == number and self.row["copy_of"] == copy_of and near is None:
            return self
        record = dataclasses.replace(self.record(), revision_number=number, copy_of=copy_of, near=near)
        row = document_row(record, [passage["words"] for passage in self.passages])
        return dataclasses.replace(self, row=row)

    def record(self) -> Record:
        """The record."""
        return unpack(Record, self.row["record"])


def rows_of(record: Record) -> Rows:
    """The rows of a record as the current revision: tokenised and packed."""
    record = dataclasses.replace(record, current=True)
    words = passage_words(record)
    return Rows(document=record.document.id, row=document_row(record, words), passages=passage_rows(record, words))
