"""Bytes and where they came from → Capture, with an id that follows from them alone."""

from datetime import UTC, datetime
from pathlib import Path

from groundwire.models import Capture, CaptureId, CaptureKind, Hints
from groundwire.text.hashing import bytes_uuid

FALLBACK_HEADER = "X-Groundwire-Fallback"
"""Names the header of an ``entry`` capture that says why the entry's page could not be had."""

PAGE_HEADER = "X-Groundwire-Page"
"""Names the header of a ``digest`` capture that holds the title of the topic page its entry was on."""


def make_capture(
    *,
    url: str,
    fetched_at: datetime,
    kind: CaptureKind,
    media_type: str,
    body: bytes,
    charset: str | None = None,
    status: int = 200,
    headers: tuple[tuple[str, str], ...] = (),
    source: str = "",
    hints: Hints | None = None,
) -> Capture:
    """A capture whose id follows from its address, time and body: the same three give the same id."""
    at = fetched_at.astimezone(UTC)
    return Capture(
        id=CaptureId(bytes_uuid((url.encode("utf-8", "surrogatepass"), at.isoformat().encode(), body))),
        url=url,
        fetched_at=at,
        kind=kind,
        media_type=media_type,
        body=body,
        charset=charset,
        status=status,
        headers=headers,
        source=source,
        hints=hints or Hints(),
    )


def file_url(path: Path) -> str:
    """The ``file:`` address of a path on this machine."""
    return path.absolute().as_uri()
