"""What people type for a time: `2025-03-04`, `2025-03-04T06:10+08:00`, `7d`, `24h`, `2w` → aware UTC."""

import re
from datetime import UTC, datetime, timedelta

from groundwire.models import InputError

_AGO = re.compile(r"(\d{1,5})([hdwm])")
_UNITS = {"h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1), "m": timedelta(days=30)}


def parse_when(text: str, *, now: datetime) -> datetime:
    """The time meant; a time without an offset is UTC. Raises InputError."""
    ago = _AGO.fullmatch(text.strip().lower())
    if ago:
        return now - int(ago[1]) * _UNITS[ago[2]]
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        raise InputError(f"{text!r} is not a time: write 7d, 24h, 2w, 2025-03-04 or 2025-03-04T06:10.") from None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
