"""One entry of a digest: its three lines of text in, a draft without paragraphs out."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime

from groundwire.extract.charset import decode
from groundwire.extract.draft import one_line
from groundwire.models.capture import Capture
from groundwire.models.document import Moment
from groundwire.models.errors import ExtractError

_SOURCE = re.compile(
    r"^(?P<source>.*?)\s*[·•]\s*(?P<day>\d{4}-\d{2}-\d{2})[ T](?P<time>\d{2}:\d{2})(?P<second>:\d{2})?\s*$"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A digest's entry: ``text`` is all of it, the brief included, and makes the revision."""

    title: str
    source_name: str
    published: Moment
    text: str


def read_digest(capture: Capture) -> Entry:
    """The entry in a capture of kind ``digest``. Raises ExtractError (malformed)."""
    text = decode(capture.body, capture.charset).strip()
    lines = [one_line(line) for line in text.split("\n")]
    match = _SOURCE.match(lines[1]) if len(lines) > 1 else None
    if not lines[0] or match is None:
        reason = "An entry of a digest needs a title, then a line like 'Source· 2025-03-04 06:10', then its brief."
        raise ExtractError(capture.url, "malformed", reason)
    return Entry(title=lines[0], source_name=match["source"], published=_moment(capture, match), text=text)


def _moment(capture: Capture, match: re.Match[str]) -> Moment:
    try:
        at = datetime.fromisoformat(f"{match['day']}T{match['time']}").replace(tzinfo=UTC)
    except ValueError as error:
        reason = f"{match['day']} {match['time']} is not a time; write it like 2025-03-04 06:10."
        raise ExtractError(capture.url, "malformed", reason) from error
    return Moment(at=at, precision="minute")  # offset 0: a topic page keeps UTC
