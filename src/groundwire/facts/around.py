"""A reading and its record in, what stands around its figure out: the figures, days, hours and words beside it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import chain, combinations, islice

from groundwire.facts.ledger import base_unit, in_base
from groundwire.facts.names import words_of
from groundwire.facts.precision import Bounds
from groundwire.facts.readings import Reading, content, counted_as, hours_of, is_generic, nature_of
from groundwire.models import Figure, Record
from groundwire.text.scripts import fold, is_cjk

_LABEL_BEFORE, _LABEL_AFTER = 60, 40  # characters of a spaced script that name what a figure is
_LABEL_DENSE_BEFORE, _LABEL_DENSE_AFTER = 18, 8
_BREAK = re.compile(r"[,，、;；。！？!?()（）:：]|\.\s")
_DAY = re.compile(r"(?<![\d.])(\d{1,2})[日号]")
_CURRENCY = re.compile(r"[A-Z]{3}$")
_TOLERANCE = 3  # days between the day of a deal and that of its announcement
_LOOSE_DAYS = frozenset({"deal", "property"})  # natures of measures that are told with either
_MOST = 12  # other figures read of a sentence: beyond it is a table
_FEWEST_DIGITS = 2  # a shared 5 tells nothing

_Kind = tuple[str, str, bool]  # dimension, measure, whether a change


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What the sentence of a figure says beside it."""

    others: tuple[tuple[_Kind, Decimal], ...]
    days: frozenset[date]
    numbers: frozenset[int]  # days of a month, though the month is not said
    hours: frozenset[str]
    label: frozenset[str]  # the words of content close to the figure
    organisations: frozenset[str]  # by entity, or by folded words
    beside: tuple[Decimal, ...]  # figures of the whole document of its dimension
    lone: bool  # the document's only figure of its dimension and measure

    @property
    def values(self) -> frozenset[tuple[str, Decimal]]:
        """The other figures that tell something, whatever they measure."""
        return frozenset(
            (kind[0], abs(value))
            for kind, value in self.others
            if len(value.normalize().as_tuple().digits) >= _FEWEST_DIGITS
        )


def around(reading: Reading, record: Record) -> Around:
    """Reads the sentence of a figure."""
    quote, span = reading.point.quote, reading.point.figure.span
    begin, end = quote.start, quote.start + len(quote.text)
    here = [
        figure
        for figure in record.annotations.figures
        if figure.span.paragraph == span.paragraph and begin <= figure.span.start < end
    ]
    days = frozenset(
        day.first
        for day in record.annotations.dates
        if day.first == day.last and day.span.paragraph == span.paragraph and begin <= day.span.start < end
    )
    folded = fold(quote.text)
    return Around(
        others=tuple((_kind(one), _value(one)) for one in here if one.span != span)[:_MOST],
        days=days,
        numbers=frozenset(int(number) for number in _DAY.findall(folded)) | {day.day for day in days},
        hours=hours_of(quote.text),
        label=_label(reading, folded),
        organisations=frozenset(
            mention.entity or fold(words_of(mention.span, record))
            for mention in record.annotations.mentions
            if mention.kind == "organisation"
            and mention.span.paragraph == span.paragraph
            and begin <= mention.span.start < end
        ),
        beside=tuple(_beside(reading.point.figure, record)),
        lone=sum(_kind(one) == _kind(reading.point.figure) for one in record.annotations.figures) == 1,
    )


def _beside(figure: Figure, record: Record) -> Iterator[Decimal]:
    dimension = _kind(figure)[0]
    alike = (one for one in record.annotations.figures if one.span != figure.span and _kind(one)[0] == dimension)
    yield from (abs(in_base(one.high, one)) for one in islice(alike, _MOST) if one.high)


def _kind(figure: Figure) -> _Kind:
    dimension = figure.currency or counted_as(base_unit(figure.unit) or "") or figure.kind
    return dimension, figure.measure or "", bool(figure.change and figure.change.difference)


def _value(figure: Figure) -> Decimal:
    fell = figure.change is not None and figure.change.difference and figure.change.direction == "down"
    return in_base(figure.high, figure) * (-1 if fell else 1)


def _label(reading: Reading, folded: str) -> frozenset[str]:
    quote, span = reading.point.quote, reading.point.figure.span
    start, end = max(span.start - quote.start, 0), span.end - quote.start
    dense = any(map(is_cjk, folded[max(start - 4, 0) : end + 4]))
    before, after = (_LABEL_DENSE_BEFORE, _LABEL_DENSE_AFTER) if dense else (_LABEL_BEFORE, _LABEL_AFTER)
    left = max([max(start - before, 0), *(m.end() for m in _BREAK.finditer(folded, 0, start))])
    stop = _BREAK.search(folded, end)
    right = min(end + after, stop.start() if stop else len(folded))
    return content(f"{quote.text[left:start]} {quote.text[end:right]}", quote.language)


def label_likeness(left: Around, right: Around) -> float:
    """The share of the words close to the one figure that are close to the other too."""
    fewest = min(len(left.label), len(right.label))
    return len(left.label & right.label) / fewest if fewest else 0.0


def other_time(left: Around, right: Around, measure: str) -> bool:
    """Whether the sentences give days or hours, and no day or hour in common."""
    nature = nature_of(measure)
    if left.hours and right.hours and left.hours.isdisjoint(right.hours):
        return True
    if not (left.days and right.days):
        loose = nature in _LOOSE_DAYS
        return bool(not loose and left.numbers and right.numbers and left.numbers.isdisjoint(right.numbers))
    apart = min(abs((one - other).days) for one in left.days for other in right.days)
    return apart > (_TOLERANCE if nature in _LOOSE_DAYS else 0)


def other_case(left: Around, right: Around) -> bool:
    """Whether the sentences also differ in what stands beside the figures, and hardly agree: it is of another case.

    Two reports of one thing differ in one number. "39 planes, 13 ships" and "45 planes, 10 ships" are of two days.
    """
    mine, others = _by_kind(left), _by_kind(right)
    apart = sum(mine[kind].isdisjoint(others[kind]) for kind in mine.keys() & others.keys())
    shared = len(left.values & right.values)
    return apart >= (2 if shared else 1) and apart >= shared


def _by_kind(one: Around) -> dict[_Kind, set[Decimal]]:
    """The other figures by what they are, without those of which only the currency or the % is known."""
    found: dict[_Kind, set[Decimal]] = {}
    for kind, value in one.others:
        dimension, measure, _ = kind
        bare = not measure or is_generic(measure)
        if not (bare and (dimension == "%" or _CURRENCY.match(dimension))):
            found.setdefault(kind, set()).add(value)
    return found


def of_others(left: Around, right: Around) -> bool:
    """Whether both sentences name organisations, and none that may be the other's."""
    if not (left.organisations and right.organisations):
        return False
    pairs = ((one, other) for one in left.organisations for other in right.organisations)
    return not any(one in other or other in one or _is_latin(one) != _is_latin(other) for one, other in pairs)


def _is_latin(name: str) -> bool:
    return "/" in name or not any(map(is_cjk, name))


def is_part(left: Reading, right: Reading, one: Around, other: Around) -> bool:
    """Whether one figure and others of its sentence make up the other figure: a part, and the whole."""
    return _adds_up(left, one, right.rounded) or _adds_up(right, other, left.rounded)


def _adds_up(part: Reading, beside: Around, whole: Bounds) -> bool:
    dimension = _kind(part.point.figure)[0]
    near = [abs(value) for kind, value in beside.others if kind[0] == dimension and not kind[2] and value]
    sums = chain(beside.beside, (one + two for one, two in combinations(near, 2)))
    least, most = sorted((abs(whole.low), abs(whole.high)))
    return any(least <= abs(abs(part.high) + way * one) <= most for one in sums for way in (1, -1))
