"""Records in, rows of the two tables out, and back.

``documents`` has one row per revision; only the current one has words, so that a search never meets the others.
``passages`` has one row per paragraph of current revisions, number 0 being the title.
"""

import dataclasses
import re
from collections.abc import Iterable, Sequence
from typing import Any

import pyarrow as pa

from groundwire.library.codec import pack, unpack
from groundwire.models import Document, Record
from groundwire.text.words import BREAK, further_words, pieces, sequence

_STRINGS = pa.list_(pa.string())
_FILTERS = [
    ("time", pa.timestamp("us", "UTC")),
    ("source", pa.string()),
    ("language", pa.string()),
    ("topics", _STRINGS),
    ("entities", _STRINGS),  # of the whole document
    ("kinds", _STRINGS),  # of figures and events, "change" and "share": of the document, or of the passage
]
DOCUMENTS = pa.schema(
    [
        ("document_id", pa.string()),
        ("revision", pa.string()),
        ("number", pa.int32()),
        ("current", pa.bool_()),
        *_FILTERS,
        ("title", pa.string()),
        ("copy_of", pa.string()),
        ("words", pa.string()),
        ("record", pa.binary()),
    ]
)
PASSAGES = pa.schema(
    [
        ("document_id", pa.string()),
        ("revision", pa.string()),
        ("paragraph", pa.int32()),
        *_FILTERS,
        ("words", pa.string()),
    ]
)
# A filter without an index reads its column for every row, and of lists that takes longest. A writer that opens a
# library makes those that it does not have.
_FILTER_INDEXES = {
    "time": "BTREE",
    "source": "BITMAP",
    "language": "BITMAP",
    "topics": "LABEL_LIST",
    "entities": "LABEL_LIST",
    "kinds": "LABEL_LIST",
}
DOCUMENT_INDEXES = {"document_id": "BTREE", **_FILTER_INDEXES}
PASSAGE_INDEXES = {"document_id": "BTREE", **_FILTER_INDEXES}
_LIKE_PAIRS = re.compile(r" (?<=(\S) )(?=\1\S)")  # it begins with a space, so that the search skips to these
_END = f"{BREAK} {BREAK}"  # of a passage; no phrase has two, so none reaches over it


def indexed_words(text: str) -> str:
    """A text as the index takes it: its words in order, and behind them what stands inside them.

    Words one behind the other that would look like the pairs of one run (国片 片片) are kept apart.
    """
    found = list(pieces(text))
    inside = _LIKE_PAIRS.sub(f" {BREAK} ", " ".join(further_words(found)))
    return " ".join([*sequence(found), _END, *([inside] if inside else []), _END])


def passage_texts(record: Record) -> list[str]:
    """What is indexed, by paragraph number: 0 is the title (with the statements, where there is nothing else)."""
    document = record.document
    said = [statement.text for statement in record.brief.statements()] if record.brief else []
    opening = document.title if document.paragraphs else "\n".join([document.title, *said])
    return [opening, *(paragraph.text for paragraph in document.paragraphs)]


def passage_words(record: Record) -> list[str]:
    """The words of each passage of a current revision; none of an older one."""
    return [indexed_words(text) for text in passage_texts(record)] if record.current else []


def document_row(record: Record, words: Sequence[str]) -> dict[str, Any]:
    """The row of one revision with the words of its passages. The title counts twice."""
    document = record.document
    return {
        "document_id": document.id,
        "revision": document.revision,
        "number": record.revision_number,
        "current": record.current,
        "title": document.title,
        "copy_of": record.copy_of,
        "words": " ".join([*words[:1], *words]),
        "record": pack(record),
        "kinds": sorted({kind for _, kind in _kinds(record)}),
        **_filters(record),
    }


def passage_rows(record: Record, words: Sequence[str]) -> list[dict[str, Any]]:
    """The rows of the passages with these words."""
    kinds: dict[int, set[str]] = {}
    for paragraph, kind in _kinds(record):
        kinds.setdefault(paragraph, set()).add(kind)
    filters = _filters(record)
    return [
        {
            "document_id": record.document.id,
            "revision": record.document.revision,
            "paragraph": number,
            "kinds": sorted(kinds.get(number, ())),
            "words": passage,
            **filters,
        }
        for number, passage in enumerate(words)
    ]


def _filters(record: Record) -> dict[str, Any]:
    document: Document = record.document
    mentions = record.annotations.mentions
    return {
        "time": document.time,
        "source": document.source_name,
        "language": document.language,
        "topics": sorted({match.topic for match in record.matches if match.matched}),
        "entities": sorted({mention.entity for mention in mentions if mention.entity is not None}),
    }


def _kinds(record: Record) -> Iterable[tuple[int, str]]:
    for figure in record.annotations.figures:
        yield figure.span.paragraph, figure.kind
        if figure.change is not None and figure.change.difference:
            yield figure.span.paragraph, "change"
    yield from ((share.figure.span.paragraph, "share") for share in record.annotations.shares)
    yield from ((event.span.paragraph, event.type) for event in record.annotations.events)


def as_rows(records: Iterable[bytes]) -> list[Record]:
    """The records of stored rows."""
    return [unpack(Record, packed) for packed in records]


def with_current(records: Iterable[Record]) -> list[Record]:
    """Revisions of one document, the one with the highest number (of equals the last) marked as current."""
    ordered = sorted(records, key=lambda record: record.revision_number)
    return [dataclasses.replace(r, current=number == len(ordered)) for number, r in enumerate(ordered, 1)]
