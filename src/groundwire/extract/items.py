"""One JSON object of a JSONL file: its bytes in, a draft of the document it describes out."""

import json
import re
from datetime import UTC, datetime
from typing import Any

from groundwire.extract.bylines import clean_authors
from groundwire.extract.charset import decode
from groundwire.extract.dates import instant, parse_stamp, plausible, to_moment
from groundwire.extract.draft import Draft, Piece, one_line
from groundwire.extract.guard import guard
from groundwire.extract.html import extract_body
from groundwire.extract.zones import zone_for
from groundwire.models.capture import Capture
from groundwire.models.document import Moment
from groundwire.models.errors import ExtractError
from groundwire.text.urls import canonical_url, is_web, site_of

ACCEPTED = "title, text (or paragraphs, or html), url, published, source, authors, language, image"
_ALIASES = {
    "text": ("text", "content", "body", "maintext"),
    "published": ("published", "date", "published_at", "date_publish", "time"),
    "source": ("source", "source_name", "outlet", "site"),
    "authors": ("authors", "author"),
    "url": ("url", "link"),
    "language": ("language", "lang"),
    "image": ("image", "image_url"),
    "title": ("title", "headline"),
}


def read_item(capture: Capture) -> Draft:
    """The draft of a capture of kind ``item``. Raises ExtractError (malformed)."""
    item = _object(capture)
    url = _string(item, "url")
    address = canonical_url(url) if is_web(url) else None
    language = _string(item, "language") or capture.hints.language
    body = _pieces(capture, item, address)
    return Draft(
        pieces=body,
        title=one_line(_string(item, "title")),
        source_name=one_line(_string(item, "source")) or (site_of(address) if address else ""),
        authors=_authors(item),
        published=_published(item, capture, zone_for(address, language)),
        url=address,
        language=language,
        image=_string(item, "image") or None,
    )


def _object(capture: Capture) -> dict[str, Any]:
    try:
        item = json.loads(decode(capture.body, capture.charset or "utf-8"), strict=False)
    except (ValueError, RecursionError) as error:
        reason = f"This line is not JSON; each line must be one object with the keys {ACCEPTED}."
        raise ExtractError(capture.url, "malformed", reason) from error
    if not isinstance(item, dict):
        reason = f"This line is JSON but not an object; each line must be one object with the keys {ACCEPTED}."
        raise ExtractError(capture.url, "malformed", reason)
    return item


def _string(item: dict[str, Any], key: str) -> str:
    value = _value(item, key)
    return value.strip() if isinstance(value, str) else ""


def _value(item: dict[str, Any], key: str) -> Any:
    return next((item[name] for name in _ALIASES[key] if item.get(name) not in (None, "", [])), None)


def _pieces(capture: Capture, item: dict[str, Any], url: str | None) -> tuple[Piece, ...]:
    paragraphs = item.get("paragraphs")
    if isinstance(paragraphs, list):
        lines = [text for text in paragraphs if isinstance(text, str)]
    elif isinstance(item.get("html"), str) and item["html"].strip():
        body = extract_body(guard(item["html"]), url=url, title=_string(item, "title") or None, language=None)
        return tuple(Piece(role=block.role, text=block.text) for block in body.blocks)
    else:
        lines = re.split(r"[\r\n\u2028\u2029]+", _string(item, "text"))
    pieces = tuple(Piece(role="text", text=text) for line in lines if (text := one_line(line)))
    if not pieces:
        reason = f"This item has no text; each line must be one object with the keys {ACCEPTED}."
        raise ExtractError(capture.url, "malformed", reason)
    return pieces


def _authors(item: dict[str, Any]) -> tuple[str, ...]:
    value = _value(item, "authors")
    written = value if isinstance(value, list) else [value]
    return clean_authors([name for name in written if isinstance(name, str)])


def _published(item: dict[str, Any], capture: Capture, zone: str) -> Moment | None:
    value = _value(item, "published")
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    moment = _from_number(value, zone) if isinstance(value, int | float) else _from_text(value, zone)
    return moment if moment and plausible(moment, capture.fetched_at) else None


def _from_number(value: float, zone: str) -> Moment | None:
    seconds = value / 1000 if abs(value) >= 1e11 else value
    if not 0 <= seconds < 1e10:
        return None
    return instant(datetime.fromtimestamp(seconds, UTC), zone)


def _from_text(value: str, zone: str) -> Moment | None:
    stamp = parse_stamp(value)
    return to_moment(stamp, zone) if stamp else None
