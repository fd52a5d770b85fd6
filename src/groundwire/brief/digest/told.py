"""A span of a record in, what it tells out: values, events, names and days, so that documents can be compared."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Protocol, TypeVar

from groundwire.models import DocumentId, EntityId, EntityKind, Figure, Record, Span, Timeline
from groundwire.text.scripts import fold
from groundwire.text.units import to_base

_DIGITS = 4  # of a value that are compared: 34.1 thousand and 34,100 are one, and so are 12.7 and 12.70
_TELLING: frozenset[EntityKind] = frozenset({"organisation", "person", "product", "law"})

Value = tuple[str, Decimal]
EventKey = tuple[str, str, bool]  # the event's id, its state, whether it is said not to have happened
Places = Mapping[tuple[DocumentId, Span], str]


class _Placed(Protocol):
    @property
    def span(self) -> Span: ...


P = TypeVar("P", bound=_Placed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a piece of a document tells. Two pieces that tell the same need not share a word."""

    values: frozenset[Value]
    events: frozenset[EventKey]
    names: frozenset[EntityId]  # of who and what, not of places: those are in any sentence
    days: tuple[tuple[date, date], ...]

    @classmethod
    def of(cls, parts: Sequence["Told"]) -> "Told":
        """What several pieces tell together."""
        return cls(
            values=frozenset().union(*(part.values for part in parts)),
            events=frozenset().union(*(part.events for part in parts)),
            names=frozenset().union(*(part.names for part in parts)),
            days=tuple(day for part in parts for day in part.days),
        )


def event_places(timeline: Timeline) -> Places:
    """Which event of the timeline each of its places reports."""
    places: dict[tuple[DocumentId, Span], str] = {}
    for event in timeline.events:
        for quote in (*event.reports, *(change.quote for change in event.states)):
            places.setdefault((quote.document, quote.span), event.id)
    return places


def told_by(record: Record, span: Span, places: Places) -> Told:
    """What the annotations inside a span tell."""
    found = record.annotations
    events = ((places.get((record.document.id, each.span)), each) for each in within(found.events, span))
    return Told(
        values=frozenset(value for figure in within(found.figures, span) for value in values_of(figure)),
        events=frozenset((known, each.state, each.negated) for known, each in events if known),
        names=frozenset(each.entity for each in within(found.mentions, span) if each.entity and each.kind in _TELLING),
        days=tuple((each.first, each.last) for each in within(found.dates, span)),
    )


def values_of(figure: Figure) -> tuple[Value, ...]:
    """The ends of a figure in base units; what fell is below nothing."""
    fell = figure.change is not None and figure.change.difference and figure.change.direction == "down"
    ends = (figure.low,) if figure.low == figure.high else (figure.low, figure.high)
    return tuple(_value(-end if fell else end, figure) for end in ends)


def _value(number: Decimal, figure: Figure) -> Value:
    if figure.currency:
        return figure.currency, _rounded(number)
    if figure.unit is None:
        return figure.kind, _rounded(number)
    base = to_base(number, figure.unit)
    return base.unit, _rounded(base.value)


def _rounded(value: Decimal) -> Decimal:
    return round(value, _DIGITS - 1 - value.adjusted()).normalize() if value else Decimal(0)


def is_telling(value: Value) -> bool:
    """Whether two texts that have this value hardly have it by chance: 3 % and 2 people are in any."""
    return len(value[1].as_tuple().digits) > 1


def within(items: Sequence[P], span: Span) -> Sequence[P]:
    """Those inside the span; ``items`` are in the order of the text."""
    first = bisect_left(items, (span.paragraph, span.start), key=_place)
    last = bisect_right(items, (span.paragraph, span.end), lo=first, key=_place)
    return [item for item in items[first:last] if item.span.end <= span.end]


def _place(item: _Placed) -> tuple[int, int]:
    return item.span.paragraph, item.span.start


def paragraph_span(record: Record, number: int) -> Span:
    """The whole of a paragraph."""
    return Span(paragraph=number, start=0, end=len(record.document.paragraph(number).text))


def days_agree(days: Iterable[tuple[date, date]], told: Told, day: date) -> bool:
    """Whether each of the days is one that the other tells too, or the day of its report."""
    return all(
        first <= day <= last or any(first <= high and low <= last for low, high in told.days) for first, last in days
    )


def titled(record: Record) -> frozenset[EntityId]:
    """The known names that the text writes as its title does."""
    title = fold(record.document.title)
    return frozenset(
        mention.entity
        for mention in record.annotations.mentions
        if mention.entity and _words(record, mention.span) in title
    )


def _words(record: Record, span: Span) -> str:
    return fold(record.document.paragraph(span.paragraph).text[span.start : span.end])
