"""Times as people type them."""

from datetime import UTC, datetime

import pytest

from groundwire.app.when import parse_when
from groundwire.models import InputError

NOW = datetime(2025, 3, 4, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("7d", datetime(2025, 2, 25, 12, tzinfo=UTC)),
        ("24h", datetime(2025, 3, 3, 12, tzinfo=UTC)),
        ("2W", datetime(2025, 2, 18, 12, tzinfo=UTC)),
        ("monday", datetime(2025, 3, 3, tzinfo=UTC)),
        ("Tue", datetime(2025, 3, 4, tzinfo=UTC)),
        ("周三", datetime(2025, 2, 26, tzinfo=UTC)),
        ("yesterday", datetime(2025, 3, 3, tzinfo=UTC)),
        ("2025-03-01", datetime(2025, 3, 1, tzinfo=UTC)),
        ("2025-03-01T06:10+08:00", datetime(2025, 2, 28, 22, 10, tzinfo=UTC)),
    ],
)
def test_times(typed: str, meant: datetime) -> None:
    assert parse_when(typed, now=NOW) == meant


@pytest.mark.parametrize("typed", ["", "someday", "7", "2025-13-01", "9999999999d"])
def test_what_is_no_time_is_said_to_be_none(typed: str) -> None:
    with pytest.raises(InputError, match="is not a time"):
        parse_when(typed, now=NOW)
