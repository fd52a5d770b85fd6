"""A document: what was extracted from a capture, in numbered paragraphs, which are the unit of citation."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from groundwire.models.ids import CaptureId, DocumentId, RevisionId

Role = Literal["text", "heading", "item", "quote", "row", "caption"]
Precision = Literal["second", "minute", "day"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """One block of the body. ``text`` is a single line, NFC, with white space folded."""

    number: int  # counted from 1
    role: Role
    text: str
    page: int | None = None  # of the PDF it came from, counted from 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A time as far as it is known.

    A day without a time of day stands at 00:00 UTC of that day, with precision ``day``.
    """

    at: datetime  # aware UTC
    precision: Precision = "second"
    assumed_zone: str | None = None  # the IANA zone a naive time was read in; None where the offset was given
    offset: int = 0  # minutes east of UTC of the source's clock at that time; 0 for a day and where it is not known

    @property
    def day(self) -> date:
        """The day on the source's clock, which its "today" means."""
        return (self.at + timedelta(minutes=self.offset)).date()


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What a reader would read of one capture.

    ``confidence`` is the agreement of the extractors, 0 to 1 (1 where there was nothing to disagree about).
    ``paragraphs`` is empty for an entry of a digest, which brings a brief without its source text.
    """

    id: DocumentId
    revision: RevisionId
    capture: CaptureId
    url: str | None  # canonical, None where the capture has no address of its own
    title: str
    source_name: str
    authors: tuple[str, ...]
    published: Moment | None
    fetched_at: datetime  # aware UTC
    language: str  # BCP-47, e.g. "en", "zh-Hans", "und"
    image: str | None
    paragraphs: tuple[Paragraph, ...]
    confidence: float = 1.0
    excerpt: bool = False  # a feed entry's own content, because its page could not be had

    @property
    def time(self) -> datetime:
        """When the document stands in a list: published where known, else fetched."""
        return self.published.at if self.published else self.fetched_at

    @property
    def day(self) -> date | None:
        """The day its words are counted from: published, on the source's clock. None where that is not known."""
        return self.published.day if self.published else None

    def paragraph(self, number: int) -> Paragraph:
        """The paragraph with this number. Raises IndexError where there is none."""
        if not 1 <= number <= len(self.paragraphs):
            raise IndexError(f"document {self.id!r} has {len(self.paragraphs)} paragraphs, not {number}")
        return self.paragraphs[number - 1]
