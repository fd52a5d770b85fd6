"""One line of a JSONL file → its object and what it says of the document; see docs/sources.md for the schema."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from groundwire.models import ExtractError, Hints
from groundwire.sources.feeds import clean_language
from groundwire.sources.moments import parse_zoned
from groundwire.text.strangers_json import read_strangers_json

TITLE_KEYS = ("title", "headline")
BODY_KEYS = ("html", "paragraphs", "text", "content", "body", "maintext")
URL_KEYS = ("url", "link")
AUTHOR_KEYS = ("authors", "author", "byline")
TIME_KEYS = ("published", "published_at", "date_published", "date", "date_publish", "time")
LANGUAGE_KEYS = ("language", "lang")
SOURCE_KEYS = ("source_name", "source", "outlet", "site")


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One object: ``url`` is empty where it names none."""

    url: str
    hints: Hints


def split_lines(stream: BinaryIO, *, max_bytes: int) -> Iterator[tuple[int, bytes | None]]:
    r"""Numbered lines, split at ``\n`` alone (U+2028 occurs inside news text); None for a line that is too long."""
    number = 0
    while line := stream.readline(max_bytes + 1):
        number += 1
        whole = len(line) <= max_bytes
        while not line.endswith(b"\n") and (more := stream.readline(max_bytes)):
            whole, line = False, more
        yield number, line.strip(b"\r\n\t ") if whole else None


def parse_item(line: bytes, *, name: str) -> Item:
    """Check one line and read its hints. Raises ExtractError."""
    try:
        value = read_strangers_json(line)
    except (ValueError, RecursionError) as error:
        raise ExtractError(name, "malformed", "This line is not valid JSON; write one object on each line.") from error
    if not isinstance(value, dict):
        raise ExtractError(name, "malformed", "This line is not a JSON object; write one object on each line.")
    if not any(_has_words(value.get(key)) for key in BODY_KEYS):
        raise ExtractError(name, "empty", "This object has no text; give it one of: html, paragraphs, text.")
    return Item(url=_web_address(_first(value, URL_KEYS)), hints=_hints(value))


def _has_words(value: object) -> bool:
    if isinstance(value, list):
        return any(_has_words(part) for part in value if isinstance(part, str))
    return isinstance(value, str) and bool(value.strip())


def _web_address(text: str | None) -> str:
    return text if text and text.lower().startswith(("http://", "https://")) else ""


def _first(value: dict[str, Any], keys: tuple[str, ...]) -> str | None:
    found = (value[key] for key in keys if isinstance(value.get(key), str))
    return next((text for each in found if (text := " ".join(each.split()))), None)


def _hints(value: dict[str, Any]) -> Hints:
    written = _first(value, TIME_KEYS)
    published = parse_zoned(written) if written else None
    return Hints(
        title=_first(value, TITLE_KEYS),
        authors=_authors(next((value[key] for key in AUTHOR_KEYS if value.get(key)), None)),
        published=published,
        published_as_written=written if published is None else None,
        language=clean_language(_first(value, LANGUAGE_KEYS)),
        source_name=_first(value, SOURCE_KEYS),
    )


def _authors(value: object) -> tuple[str, ...]:
    people = value if isinstance(value, list) else [value]
    names = (person.get("name") if isinstance(person, dict) else person for person in people)
    return tuple(dict.fromkeys(clean for name in names if isinstance(name, str) and (clean := " ".join(name.split()))))
