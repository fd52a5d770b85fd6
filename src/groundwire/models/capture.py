"""What one fetch brought: the bytes exactly as received, and what the place they came from said of them."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from groundwire.models.ids import CaptureId

CaptureKind = Literal["page", "entry", "item", "digest"]
"""``page``: a file or web page. ``entry``: a feed entry's own content, used where its page could not be had.
``item``: one JSON object of a JSONL file. ``digest``: one entry of a digest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hints:
    """What a feed, a sitemap or a JSONL file said about a page; extraction prefers the page's own word."""

    title: str | None = None
    authors: tuple[str, ...] = ()
    published: datetime | None = None  # aware UTC
    published_as_written: str | None = None  # instead of ``published``, where the writing has no zone or no time of day
    language: str | None = None  # BCP-47
    source_name: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """One fetch. ``url`` is ``https:``, ``http:`` or ``file:``; ``media_type`` is lower case without parameters."""

    id: CaptureId
    url: str
    fetched_at: datetime  # aware UTC
    kind: CaptureKind
    media_type: str
    body: bytes
    charset: str | None = None  # as the HTTP header or the container gave it, unchecked
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    source: str = ""  # the input that led here: a feed's URL, a folder's path
    hints: Hints = field(default_factory=Hints)
