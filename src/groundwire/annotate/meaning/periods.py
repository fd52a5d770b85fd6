"""A figure in its clause in, the date or period that it is of out."""

import functools
import re

from groundwire.annotate.language_data import language_data
from groundwire.annotate.meaning.changes import change_words
from groundwire.annotate.meaning.clauses import Clause, Spot
from groundwire.annotate.meaning.focus import refold
from groundwire.models import DateMention, Figure

_BESIDE = 3  # characters between a date and the value behind it that it is of
_BEHIND = 40  # characters between a figure and the date that follows it


@functools.cache
def _behind(base: str) -> re.Pattern[str]:
    """What stands between a figure and a date behind it that is its own: in, at the end of, for."""
    words = language_data("owners", base).get("date_behind", [])
    return re.compile(rf"[\s(（]*(?:(?:{refold(words)})\s*)?")


@functools.cache
def _compared(base: str) -> re.Pattern[str]:
    """What stands before a date that a value is only compared with: compared with, than, 较, 比."""
    data = language_data("changes", base)
    return re.compile(rf"(?:{refold(data.get('than', []))})\s*(?:the\s)?$")


def own_period(spot: Spot) -> DateMention | None:
    """The date right behind the figure (from $4bn in 2020), else the nearest one before it in the clause."""
    clause, base = spot.clause, spot.clause.base
    behind = next((d for d in clause.dates if d.span.start >= spot.end), None)
    near = behind is not None and behind.span.end <= spot.ceiling and behind.span.start - spot.end <= _BEHIND
    if behind is not None and near and _behind(base).fullmatch(clause.text, spot.end, behind.span.start):
        return behind
    return nearest_before(clause, spot.start)


def compared_period(spot: Spot) -> DateMention | None:
    """The date right beside a value that another is compared with: 较6月的7742.2吨, from 29% in 2017."""
    clause = spot.clause
    for date in clause.dates:
        start, end = date.span.start, date.span.end
        if spot.floor <= start and 0 <= spot.start - end <= _BESIDE:
            return date
        if spot.end <= start <= spot.end + _BEHIND and end <= spot.ceiling:
            return date if _behind(clause.base).fullmatch(clause.text, spot.end, start) else None
    return None


def nearest_before(clause: Clause, at: int) -> DateMention | None:
    """The last date of the clause before ``at`` that is not only compared with."""
    base = clause.base
    for date in reversed(clause.dates):
        if date.span.end <= at:
            start = max(clause.start, date.span.start - 16)
            if not _compared(base).search(clause.text[start : date.span.start]):
                return date
    return None


def later_in_clause(spot: Spot) -> DateMention | None:
    """A date behind the figure in its clause, where nothing is between but words: sold 5m cars worldwide in 2024."""
    clause, base = spot.clause, spot.clause.base
    origin = next((f for f in clause.figures if f.span.start >= spot.end and _is_origin(clause, f)), None)
    for date in clause.dates:
        if spot.end <= date.span.start < clause.end:
            if origin is not None and date.span.start >= origin.span.end:
                return None
            start = max(spot.end, date.span.start - 16)
            if not _compared(base).search(clause.text[start : date.span.start]):
                return date
    return None


def _is_origin(clause: Clause, figure: Figure) -> bool:
    """Whether it is the value that another came from: shrunk to 15% from 29% in 2017."""
    before = clause.text[max(clause.start, figure.span.start - 16) : figure.span.start]
    words = change_words(clause.base)
    return not words.by_too and words.origin.search(before) is not None


def is_day(date: DateMention) -> bool:
    """Whether it is a single day."""
    return date.first == date.last


def is_limit(spot: Spot, found: DateMention) -> bool:
    """Whether the date is one up to which the figure counts: 截至6月30日, by July 1."""
    base = spot.clause.base
    text = spot.clause.text[max(0, found.span.start - 12) : found.span.start].rstrip()
    return found.span.paragraph == spot.figure.span.paragraph and text.endswith(_limits(base))


@functools.cache
def _limits(base: str) -> tuple[str, ...]:
    return tuple(str(word) for word in language_data("owners", base).get("as_of", []))
