"""A topic page as text: label and records in, the layout of docs/user-guide's "text page" out."""

import re
from collections.abc import Sequence
from datetime import UTC

from groundwire.brief.lines import JOINER, harmless, render_brief
from groundwire.models import Record

SEARCH_LINE = "Search documents"
_LONGEST_SOURCE = 120  # readers of digests take a longer line for text
_SOURCE_LINE = re.compile(r"·(?=\s*\d{4}-\d{2}-\d{2})")


def render_page(label: str, records: Sequence[Record]) -> str:
    """The whole page: label, blank line, search line, then title, source and time (UTC), and brief of each record."""
    return "\n".join([_one_line(label), "", SEARCH_LINE, *map(render_entry, records)]) + "\n"


def render_entry(record: Record) -> str:
    """One document of a page, without a line break at its end."""
    document = record.document
    at = document.time.astimezone(UTC)
    head = [_title(document.title), f"{_source(document.source_name)}· {at:%Y-%m-%d %H:%M}"]
    return "\n".join([*head, render_brief(record.brief)] if record.brief else head)


def _source(text: str) -> str:
    """One line without the dot that ends the source's name: ``橙柿互动·都市快报`` gets the operator ∙ in its place."""
    return _one_line(text).replace("·", "∙")[:_LONGEST_SOURCE].strip() or "–"


def _title(text: str) -> str:
    """One line that is read as a title: neither a source line nor the search line nor empty."""
    title = _SOURCE_LINE.sub(f"{JOINER}·{JOINER}", harmless(text)) or "–"
    return JOINER + title if title.casefold() == SEARCH_LINE.casefold() else title


def _one_line(text: str) -> str:
    return " ".join(text.split())
