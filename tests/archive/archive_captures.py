"""Captures to archive."""

from datetime import UTC, datetime

from hypothesis import strategies as st

from groundwire.models import Capture, CaptureId, Hints

_TEXT = st.text(max_size=40)
_TIME = st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - Hypothesis wants naive bounds
HINTS = st.builds(
    Hints,
    title=st.none() | _TEXT,
    authors=st.lists(_TEXT, max_size=3).map(tuple),
    published=st.none() | _TIME,
    language=st.none() | _TEXT,
    source_name=st.none() | _TEXT,
)
CAPTURES = st.builds(
    Capture,
    id=st.uuids().map(lambda uuid: CaptureId(uuid.urn)) | _TEXT.map(CaptureId),
    url=st.sampled_from(["https://example.org/", "http://example.org/", "file:///tmp/"]).flatmap(
        lambda start: _TEXT.map(lambda end: start + end)
    ),
    fetched_at=_TIME,
    kind=st.sampled_from(["page", "entry", "item", "digest"]),
    media_type=st.sampled_from(["text/html", "application/json"]) | _TEXT,
    body=st.binary(max_size=300),
    charset=st.none() | _TEXT,
    status=st.integers(100, 599),
    headers=st.lists(st.tuples(_TEXT, _TEXT), max_size=4).map(tuple),
    source=_TEXT,
    hints=HINTS,
)


def make_capture(number: int = 1, *, body: bytes = b"<p>body", url: str | None = None) -> Capture:
    return Capture(
        id=CaptureId(f"urn:uuid:00000000-0000-5000-8000-{number:012}"),
        url=url or f"https://example.org/{number}",
        fetched_at=datetime(2025, 3, 4, 6, 10, tzinfo=UTC),
        kind="page",
        media_type="text/html",
        body=body,
        headers=(("Content-Type", "text/html; charset=utf-8"),),
        source="https://example.org/feed.xml",
        hints=Hints(title="标题", authors=("甲",)),
    )
