"""A reading and its record in, what stands around its figure out: the figures, days, hours and words beside it."""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import chain, combinations, islice

from groundwire.facts.ledger import base_unit, in_base
from groundwire.facts.precision import Bounds
from groundwire.facts.readings import Reading, content, counted_as, hours_of, is_generic, nature_of
from groundwire.models import Figure, Record, Span
from groundwire.text.scripts import fold, is_cjk

_LABEL_BEFORE, _LABEL_AFTER = 60, 40  # characters of a spaced script that name what a figure is
_LABEL_DENSE_BEFORE, _LABEL_DENSE_AFTER = 18, 8
_BREAK = re.compile(r"[,，、;；。！？!?()（）:：]|\.\s")
_DAY = re.compile(r"(?<![\d.])(\d{1,2})[日号]")
_CURRENCY = re.compile(r"[A-Z]{3}$")
_LONG_AGO = 60  # days
_TOLERANCE = 3  # days between the day of a deal and that of its announcement
_LOOSE_DAYS = frozenset({"deal", "property"})  # natures of measures that are told with either
_MOST = 12  # other figures read of a sentence: beyond it is a table
_FEWEST_WORDS = 2  # of content: "reached 21 tonnes" does not say of what
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
    beside: tuple[Decimal, ...]  # figures of the whole document of its dimension
    values: frozenset[tuple[str, Decimal]]  # the other figures that tell something, whatever they measure
    lone: bool  # the document's only figure of its dimension and measure


class Beside:
    """What a document gives, by paragraph: worked out once for all its figures."""

    def __init__(self, record: Record) -> None:
        self._language = record.document.language
        self._figures: defaultdict[int, list[tuple[_Kind, Figure]]] = defaultdict(list)
        self._days: defaultdict[int, list[tuple[int, date]]] = defaultdict(list)
        self._kinds: Counter[_Kind] = Counter()
        self._values: defaultdict[str, list[tuple[Span, Decimal]]] = defaultdict(list)
        for figure in record.annotations.figures:
            kind = _kind(figure)
            self._kinds[kind] += 1
            self._figures[figure.span.paragraph].append((kind, figure))
            if len(self._values[kind[0]]) <= _MOST:
                self._values[kind[0]].append((figure.span, abs(in_base(figure.high, figure))))
        for day in record.annotations.dates:
            if day.first == day.last:
                self._days[day.span.paragraph].append((day.span.start, day.first))

    def around(self, reading: Reading) -> Around:
        """Reads the sentence of a figure."""
        quote, figure = reading.point.quote, reading.point.figure
        at, begin, end = figure.span.paragraph, quote.start, quote.start + len(quote.text)
        here = [(kind, one) for kind, one in self._figures[at] if begin <= one.span.start < end]
        days = frozenset(day for start, day in self._days[at] if begin <= start < end)
        folded = fold(quote.text)
        kind = _kind(figure)
        beside = (value for span, value in self._values[kind[0]] if span != figure.span and value)
        others = tuple((of, _value(one)) for of, one in here if one.span != figure.span)[:_MOST]
        return Around(
            others=others,
            values=frozenset((of[0], abs(value)) for of, value in others if _tells(value)),
            days=days,
            numbers=frozenset(int(number) for number in _DAY.findall(folded)) | {day.day for day in days},
            hours=hours_of(quote.text),
            label=_label(reading, folded),
            beside=tuple(islice(beside, _MOST)),
            lone=self._kinds[kind] == 1,
        )


def _tells(value: Decimal) -> bool:
    return len(value.normalize().as_tuple().digits) >= _FEWEST_DIGITS


def _kind(figure: Figure) -> _Kind:
    dimension = figure.currency or counted_as(base_unit(figure.unit) or "") or figure.kind
    return dimension, figure.measure or "", bool(figure.change and figure.change.difference)


def _value(figure: Figure) -> Decimal:
    fell = figure.change is not None and figure.change.difference and figure.change.direction == "down"
    return in_base(figure.high, figure) * (-1 if fell else 1)


def _label(reading: Reading, folded: str) -> frozenset[str]:
    """The words of content close to the figure; of the clause before it too, where its own has hardly any."""
    quote, span = reading.point.quote, reading.point.figure.span
    start, end = max(span.start - quote.start, 0), span.end - quote.start
    dense = any(map(is_cjk, folded[max(start - 4, 0) : end + 4]))
    before, after = (_LABEL_DENSE_BEFORE, _LABEL_DENSE_AFTER) if dense else (_LABEL_BEFORE, _LABEL_AFTER)
    clauses = [0, *(match.end() for match in _BREAK.finditer(folded, 0, start))]
    stop = _BREAK.search(folded, end)
    right = folded[end : min(end + after, stop.start() if stop else len(folded))]
    label = content(f"{folded[max(start - before, clauses[-1]) : start]} {right}", quote.language)
    if len(label) >= _FEWEST_WORDS or len(clauses) < 2:
        return label
    return content(f"{folded[max(start - before, clauses[-2]) : start]} {right}", quote.language)


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


def is_of_old(reading: Reading, beside: Around) -> bool:
    """Whether the sentence gives a day that is not the figure's, and all long before its document: it looks back."""
    return (
        not reading.period and bool(beside.days) and all((reading.said - day).days > _LONG_AGO for day in beside.days)
    )


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


def is_part(left: Reading, right: Reading, one: Around, other: Around) -> bool:
    """Whether one figure and others of its sentence make up the other figure: a part, and the whole."""
    return _adds_up(left, one, right.rounded) or _adds_up(right, other, left.rounded)


def _adds_up(part: Reading, beside: Around, whole: Bounds) -> bool:
    dimension = _kind(part.point.figure)[0]
    near = [abs(value) for kind, value in beside.others if kind[0] == dimension and not kind[2] and value]
    sums = chain(beside.beside, (one + two for one, two in combinations(near, 2)))
    least, most = sorted((abs(whole.low), abs(whole.high)))
    return any(least <= abs(abs(part.high) + way * one) <= most for one in sums for way in (1, -1))
