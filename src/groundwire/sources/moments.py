"""A time as a feed, sitemap or JSONL file wrote it → an aware time, where the writing says which zone it is in."""

import email.utils
import re
from datetime import UTC, datetime

# CST is left out on purpose: it is -06:00 in RFC 822 and +08:00 in half of the feeds that write it.
_ZONE = r"Z|[+-]\d{2}(?::?\d{2})?|GMT|UTC?|E[SD]T|CDT|M[SD]T|P[SD]T"
_ZONED = re.compile(rf"\d:\d{{2}}(?::\d{{2}}(?:[.,]\d+)?)?\s*(?:[AP]M\s*)?(?:{_ZONE})\s*(?:\([^)]*\))?$", re.IGNORECASE)


def says_its_zone(text: str) -> bool:
    """Whether a written time has a time of day and an unmistakable zone or offset behind it."""
    return bool(_ZONED.search(text.strip()))


def parse_zoned(text: str) -> datetime | None:
    """The time in UTC; None where it does not say its zone or cannot be read."""
    text = text.strip()
    if not says_its_zone(text):
        return None
    return _parse_iso(text) or _parse_rfc822(text)


def _parse_iso(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text.replace(",", ".").upper())
        return moment.astimezone(UTC) if moment.tzinfo else None
    except (ValueError, OverflowError):
        return None


def _parse_rfc822(text: str) -> datetime | None:
    try:
        moment = email.utils.parsedate_to_datetime(text)
        return moment.astimezone(UTC) if moment.tzinfo else None
    except (ValueError, OverflowError, TypeError):
        return None
