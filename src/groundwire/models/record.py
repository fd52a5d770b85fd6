"""What the library keeps of one revision of a document, and how it answers questions about them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, Literal, TypeVar

from groundwire.models.annotation import Annotations, EntityKind, Span
from groundwire.models.brief import Brief
from groundwire.models.document import Document
from groundwire.models.ids import DocumentId, EntityId, TopicId
from groundwire.models.topic import Topic, TopicMatch

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class NearCopy:
    """The first report whose text this one nearly is; ``likeness`` is the share of runs of words that both have."""

    first: DocumentId
    likeness: float  # 0 to 1, an estimate


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A document with everything that was derived from it.

    ``revision_number`` counts from 1; ``current`` is true for the newest revision only.
    ``copy_of`` is the first document with the same text under another address, ``near`` one with nearly the same.
    """

    document: Document
    annotations: Annotations
    matches: tuple[TopicMatch, ...]
    brief: Brief | None  # None for a document of too little substance
    revision_number: int = 1
    current: bool = True
    copy_of: DocumentId | None = None
    near: NearCopy | None = None

    @property
    def first(self) -> DocumentId | None:
        """The first report of this text, under which this document is folded; None where it is the first itself."""
        return self.near.first if self.near else self.copy_of


def newest(records: Iterable[Record]) -> list[Record]:
    """The newest revision of each document, in an order that depends on nothing but the documents."""
    chosen: dict[DocumentId, Record] = {}
    for record in records:
        known = chosen.get(record.document.id)
        if known is None or record.revision_number > known.revision_number:
            chosen[record.document.id] = record
    return sorted(chosen.values(), key=lambda record: (record.document.time, record.document.id))


By = Literal["words", "meaning", "both"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What is asked of the library. Words take AND, OR, NOT, "phrases" and brackets; filters are joined by AND."""

    text: str = ""
    topic: TopicId | None = None
    source: str | None = None  # source name, as shown
    language: str | None = None  # BCP-47; "zh" finds zh-Hans and zh-Hant
    since: datetime | None = None  # inclusive, aware UTC
    until: datetime | None = None  # exclusive, aware UTC
    entity: EntityId | None = None
    kind: str | None = None  # a figure kind or an event type that must stand in the passage
    by: By | None = None  # how the text is looked for; None: by words, and questions by meaning as well where it can be
    newest_first: bool = False  # else best first; an empty text is always newest first
    limit: int = 20
    cursor: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One passage that answers: paragraph 0 is the title. ``spans`` are the words to highlight."""

    paragraph: int
    score: float
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """A document that has the text, or nearly the text, of another: what a list says of it."""

    document: DocumentId
    title: str
    source_name: str
    time: datetime  # aware UTC
    language: str
    likeness: float | None  # of a near copy; None for exactly the same text


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One document that answers, with its passages, best first (none for a query without words).

    ``copies`` are folded under it, oldest first, whether or not they answer too.
    """

    record: Record
    score: float
    hits: tuple[Hit, ...]
    copies: tuple[Copy, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Generic[T]):
    """Part of a list. ``cursor`` leads to the next part and is None at the end; ``total`` counts all parts."""

    items: tuple[T, ...]
    cursor: str | None
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GlossPart:
    """One thing a gloss says, and the span it comes from."""

    text: str
    span: Span
    entity: EntityId | None = None
    kind: EntityKind | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicPage:
    """A topic with the documents that match it, newest first (or found by words)."""

    topic: Topic
    query: Query
    found: Page[Found]


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicSummary:
    """A topic in the list of topics: how many documents match it, and the time of the newest."""

    topic: Topic
    documents: int
    newest: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceStatus:
    """A source as the desk knows it: how much came from it, and when."""

    name: str
    documents: int
    newest: datetime | None
