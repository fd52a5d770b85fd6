"""Written times in the forms that sites write."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundwire.extract.dates import Stamp, find_stamps, parse_stamp, plausible, to_moment
from groundwire.models import Moment, Precision


def stamp(text: str, *, month_first: bool = False) -> Stamp:
    found = parse_stamp(text, month_first=month_first)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "expected", "precision", "offset"),
    [
        ("2025-03-04T10:20:33+08:00", "2025-03-04T02:20:33+00:00", "second", 480),
        ("2025-03-04T10:20:33.123+0000", "2025-03-04T10:20:33+00:00", "second", 0),
        ("2025-03-04T10:20Z", "2025-03-04T10:20:00+00:00", "minute", 0),
        ("Tue, 04 Mar 2025 10:20:33 +0100", "2025-03-04T09:20:33+00:00", "second", 60),
        ("2025-03-04T10:20:33-03:30", "2025-03-04T13:50:33+00:00", "second", -210),
        ("1741083633", "2025-03-04T10:20:33+00:00", "second", 540),  # counted, on no clock: the source's
        ("1741083633000", "2025-03-04T10:20:33+00:00", "second", 540),
        ("March 4, 2025 10:20 AM EST", "2025-03-04T15:20:00+00:00", "minute", -300),
        ("Updated 1:23 p.m. ET March 4, 2025", "2025-03-04T18:23:00+00:00", "minute", -300),
        ("Updated 1:23 p.m. ET July 4, 2025", "2025-07-04T17:23:00+00:00", "minute", -240),
        ("4. März 2025, 10.20 Uhr MEZ", "2025-03-04T09:20:00+00:00", "minute", 60),
        ("2025年3月4日 10:20 北京时间", "2025-03-04T02:20:00+00:00", "minute", 480),
        ("2025-03-04T00:00:00Z", "2025-03-04T00:00:00+00:00", "day", 0),
    ],
)
def test_times_with_an_offset(text: str, expected: str, precision: Precision, offset: int) -> None:
    moment = to_moment(stamp(text), "Asia/Tokyo")
    assert moment == Moment(at=datetime.fromisoformat(expected), precision=precision, offset=offset)


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("2025-03-04T06:10:00+08:00", "America/New_York"),
        ("2025-03-04T00:00:00+08:00", "UTC"),
        ("2025-03-04T23:10:00-05:00", "Asia/Tokyo"),
        ("2025-03-04 06:10", "Asia/Shanghai"),
        ("2025-03-04 23:10", "America/New_York"),
        ("1741039800", "Asia/Shanghai"),
        ("2025-03-04", "Asia/Shanghai"),
        ("2025-03-04", "America/New_York"),
    ],
)
def test_the_day_is_that_of_the_sources_clock(text: str, zone: str) -> None:
    assert to_moment(stamp(text), zone).day == date(2025, 3, 4)


@pytest.mark.parametrize(("text", "offset"), [("2025-03-04 10:20", 60), ("2025-07-04 10:20", 120)])
def test_the_offset_of_a_zone_is_that_of_the_time(text: str, offset: int) -> None:
    assert to_moment(stamp(text), "Europe/Berlin").offset == offset


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025-03-04 10:20", "2025-03-04T10:20"),
        ("20250304102000", "2025-03-04T10:20"),
        ("2025年3月4日 上午10:20", "2025-03-04T10:20"),
        ("2025年3月4日 下午3时20分", "2025-03-04T15:20"),
        ("发布时间：2025/03/04 10:20", "2025-03-04T10:20"),
        ("2025年03月04日（火） 10:20", "2025-03-04T10:20"),
        ("2025. 3. 4. 오후 3:10", "2025-03-04T15:10"),
        ("04.03.2025 | 10:20 Uhr", "2025-03-04T10:20"),
        ("Publié le 4 mars 2025 à 10h20", "2025-03-04T10:20"),
        ("4 de marzo de 2025 10:20", "2025-03-04T10:20"),
        ("Mar. 4th, 2025 at 10:20pm", "2025-03-04T22:20"),
        ("Tue Mar 4 10:20:00 CST 2025", "2025-03-04T10:20"),
    ],
)
def test_times_without_an_offset(text: str, expected: str) -> None:
    found = stamp(text)
    assert found.at == datetime.fromisoformat(expected)
    assert not found.aware


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025-03-04", "2025-03-04"),
        ("20250304", "2025-03-04"),
        ("04.03.25", "2025-03-04"),
        ("令和7年3月4日", "2025-03-04"),
        ("民國114年3月4日", "2025-03-04"),
        ("1er janvier 2020", "2020-01-01"),
        ("31/12/2024", "2024-12-31"),
        ("3/4/2025", "2025-04-03"),
        ("2025-03-04T00:00:00", "2025-03-04"),  # a date that went through a date-time type
    ],
)
def test_days(text: str, expected: str) -> None:
    assert to_moment(stamp(text), "Asia/Tokyo") == Moment(
        at=datetime.fromisoformat(expected).replace(tzinfo=UTC), precision="day"
    )


def test_the_month_stands_first_only_where_told() -> None:
    assert stamp("3/4/2025", month_first=True).at.month == 3
    assert stamp("13/4/2025", month_first=True).at.month == 4
    assert stamp("03.04.2025", month_first=True).at.month == 4


@pytest.mark.parametrize(
    "text", ["", "Copyright 2021", "2025-13-45", "99999999", "call 030 123456", "20251399", "v1.2.3"]
)
def test_what_is_no_date(text: str) -> None:
    assert parse_stamp(text) is None


def test_a_naive_time_is_read_in_the_zone_and_says_so() -> None:
    moment = to_moment(stamp("2025-03-04 10:20"), "Asia/Shanghai")
    assert moment.at == datetime(2025, 3, 4, 2, 20, tzinfo=UTC)
    assert moment.assumed_zone == "Asia/Shanghai"


def test_the_future_and_the_time_before_the_web_are_distrusted() -> None:
    now = datetime(2025, 3, 4, tzinfo=UTC)
    assert plausible(Moment(at=now + timedelta(hours=20)), now)
    assert not plausible(Moment(at=now + timedelta(days=2)), now)
    assert not plausible(Moment(at=datetime(1970, 1, 1, tzinfo=UTC)), now)


@given(st.text(max_size=80))
def test_any_text_is_survived(text: str) -> None:
    list(find_stamps(text))
    parse_stamp(text)


@given(st.datetimes(min_value=datetime(1991, 1, 1), max_value=datetime(2090, 1, 1)))  # noqa: DTZ001  hypothesis wants naive ones
def test_iso_times_come_back(at: datetime) -> None:
    at = at.replace(microsecond=0)
    assert stamp(at.isoformat()).at == at
