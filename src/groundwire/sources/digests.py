"""The text of a digest (a topic page as text) → its entries; other text → none.

An entry is a title line, a ``source· YYYY-MM-DD HH:MM`` line, and a brief that may be wrapped over several lines.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

_ENTRY_LINE = re.compile(
    r"(?P<source>[^·•・‧]{1,120}?)\s*[·•・‧]\s*"
    r"(?P<day>\d{4}-\d{2}-\d{2})[ T](?P<time>\d{2}:\d{2})(?::\d{2})?(?:\s*(?:UTC|Z))?"
)
_CORE = re.compile(r"(?:Core (?:Viewpoints?|Insights?)|核心观点|核心洞察)\s*[-–—:：]", re.IGNORECASE)
_GROUP = re.compile(r"Group \d+\s*[:：]", re.IGNORECASE)
_DASH = re.compile(r"\s[-–—]\s+(?=\S)")
_CITED = re.compile(r"[\[［【]\d{1,4}(?:[,，、\s-]+\d{1,4})*[\]］】][.。]?\s*(?:Group \d+\s*[:：].*)?$")
_SEARCH_LINE = re.compile(r"search documents", re.IGNORECASE)
_LONGEST_PAGE_TITLE = 120  # characters; what is longer is a text about the page and not its name


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestEntry:
    """One document of a digest. ``published`` is None where the written date does not exist."""

    number: int  # counted from 1
    title: str
    source_name: str
    stamp: str  # YYYY-MM-DD HH:MM as written
    published: datetime | None  # aware UTC: a topic page's times are
    brief: str  # on one line; empty where the page had none

    @property
    def body(self) -> str:
        """The entry in the one layout that extraction reads."""
        return f"{self.title}\n{self.source_name}· {self.stamp}\n{self.brief}"


def looks_like_digest(text: str) -> bool:
    """Whether the text is a digest: entry lines alone do not make one, the page's layout must follow them."""
    entries = list(parse_digest(text))
    if not entries:
        return False
    if any(_is_brief(entry.brief) for entry in entries) or _has_search_line(text):
        return True
    headed = sum(bool(_DASH.search(entry.brief)) for entry in entries)
    return headed >= 2 and headed * 2 >= len(entries)


def _is_brief(text: str) -> bool:
    """Whether this can be nothing but a brief; an article may have a dateline with a dash, and footnotes."""
    if _CORE.match(text) or _GROUP.match(text):
        return True
    statements = _DASH.split(text)[1:]
    cited = sum(bool(_CITED.search(statement)) for statement in statements)
    return len(statements) >= 2 and cited * 2 >= len(statements)


def _has_search_line(text: str) -> bool:
    head = (line.strip() for line in text[:2000].splitlines())
    return any(_SEARCH_LINE.fullmatch(line) for line in head)


def _lines(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.lstrip("\ufeff").split("\n")]


def page_title(text: str) -> str:
    """The name of the page: the line above ``Search documents``, else the first line that is no entry's; or empty."""
    lines = _lines(text)
    first = next((row for row, line in enumerate(lines) if _ENTRY_LINE.fullmatch(line)), 0)
    head = [line for line in lines[: _title_row(lines, first, -1)] if line]
    search = next((at for at, line in enumerate(head) if _SEARCH_LINE.fullmatch(line)), None)
    named = head[:1] if search is None else head[:search][-1:]
    return next((line for line in named if len(line) <= _LONGEST_PAGE_TITLE), "")


def parse_digest(text: str) -> Iterator[DigestEntry]:
    """Every entry, in order. An entry without a title line has an empty title."""
    lines = _lines(text)
    marks = [(row, match) for row, line in enumerate(lines) if (match := _ENTRY_LINE.fullmatch(line))]
    titles = [_title_row(lines, row, marks[n - 1][0] if n else -1) for n, (row, _) in enumerate(marks)]
    ends = [*titles, len(lines)][1:]
    for number, ((row, match), title_row, end) in enumerate(zip(marks, titles, ends, strict=True), 1):
        yield DigestEntry(
            number=number,
            title=lines[title_row] if title_row < row else "",
            source_name=match["source"],
            stamp=f"{match['day']} {match['time']}",
            published=_moment(match["day"], match["time"]),
            brief=" ".join(line for line in lines[row + 1 : end] if line),
        )


def _title_row(lines: list[str], row: int, floor: int) -> int:
    """The last line with words between the entry line before (``floor``) and this one; ``row`` where there is none."""
    for candidate in range(row - 1, floor, -1):
        if lines[candidate]:
            return row if _SEARCH_LINE.fullmatch(lines[candidate]) else candidate
    return row


def _moment(day: str, time: str) -> datetime | None:
    try:
        return datetime.fromisoformat(f"{day}T{time}").replace(tzinfo=UTC)
    except ValueError:
        return None
