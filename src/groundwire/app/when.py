"""What people type for a time: `2025-03-04`, `2025-03-04T06:10+08:00`, `7d`, `24h`, `monday` → aware UTC."""

import re
from datetime import UTC, datetime, timedelta

from groundwire.models import InputError

_SHOWN = 40  # characters of what was typed that the answer repeats
_AGO = re.compile(r"(\d{1,5})([hdwm])")
_UNITS = {"h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1), "m": timedelta(days=30)}
_DAYS = {"today": 0, "yesterday": 1, "今天": 0, "昨天": 1}
_WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAYS = {
    **{name: day for day, whole in enumerate(_WEEK) for name in (whole, whole[:3])},
    **{f"{prefix}{name}": day for day, name in enumerate("一二三四五六日") for prefix in ("周", "星期")},
}


def parse_when(text: str, *, now: datetime) -> datetime:
    """The time meant; a time without an offset is UTC. Raises InputError."""
    named = _named_day(text.strip().lower(), now)
    if named is not None:
        return named
    ago = _AGO.fullmatch(text.strip().lower())
    try:
        return now - int(ago[1]) * _UNITS[ago[2]] if ago else _utc(datetime.fromisoformat(text.strip()))
    except (ValueError, OverflowError):  # OverflowError: before the year 1, or behind the year 9999
        raise InputError(
            f"{text[:_SHOWN]!r} is not a time: write 7d, 24h, 2w, monday, 2025-03-04 or 2025-03-04T06:10."
        ) from None


def _utc(moment: datetime) -> datetime:
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def _named_day(name: str, now: datetime) -> datetime | None:
    """The beginning (UTC) of the day that is called so, the last one that has begun; None for no such name."""
    if name in _WEEKDAYS:
        back = (now.astimezone(UTC).weekday() - _WEEKDAYS[name]) % 7
    elif name in _DAYS:
        back = _DAYS[name]
    else:
        return None
    return now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=back)
