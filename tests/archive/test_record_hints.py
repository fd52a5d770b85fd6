"""What a source said about an item comes back from the archive as it was, so that a rebuild reads what `add` read."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from groundwire.archive.record import decode, encode, read_record
from groundwire.models import Hints
from groundwire.sources.capture import make_capture

CAPTURE = make_capture(
    url="https://www.example.org/a",
    fetched_at=datetime(2025, 3, 5, tzinfo=UTC),
    kind="page",
    media_type="text/plain",
    body=b"text",
)


@pytest.mark.parametrize(
    "hints",
    [
        Hints(),
        Hints(title="标题", authors=("甲", "B"), published=datetime(2025, 3, 4, 6, 10, tzinfo=UTC), language="zh"),
        Hints(source_name="The Ledger", published_as_written="2025-10-17"),
        Hints(published_as_written="2025-10-17T13:40:00+00800"),
    ],
)
def test_hints_come_back(hints: Hints) -> None:
    capture = replace(CAPTURE, hints=hints)
    assert decode(read_record(encode(capture, "a.warc"))[1]) == capture
