"""A statement and its cited paragraphs in, whether every date of it is one of theirs out."""

import re
from collections.abc import Iterator

from groundwire.brief.check.coverage import comparable
from groundwire.brief.check.finding import differs, failed, passed
from groundwire.brief.check.linked import sentence_bounds
from groundwire.brief.check.marks import marks_for
from groundwire.brief.check.reading import CalendarDay, Reading, calendar_days
from groundwire.brief.check.source import Passage
from groundwire.models import Check, DateMention, Figure
from groundwire.text.words import fold_words

_YEAR = re.compile(r"(?<!\d)(1[5-9]\d\d|20\d\d)(?!\d)")
_DAY = re.compile(r"(?<![\d.])([0-3]?\d)(?:st|nd|rd|th)?(?![\d.%])")
_AROUND = 8  # characters on either side of a date that may belong to "the year before"
_HAN_MONTH = re.compile(r"(?<!\d)(1?\d)月")
_DAYS_OF_MONTH, _DAYS_OF_YEAR = 32, 364
_NO_PERIODS = frozenset({"by", "later"})  # words beside times that are no times themselves
_SHIFTED = {1: "month -1", 3: "quarter -1", 12: "year -1"}  # months → what comparing with them is called
_LETTERS = re.compile(r"[^\W\d_]+")


def check_dates(statement: Reading, passage: Passage) -> Iterator[Check]:
    """One check for every date that is not there; one that passed where all are."""
    failures = [check for date in statement.dates if (check := _date(date, statement, passage))]
    failures += [check for day in calendar_days(statement) if (check := _calendar_day(day, statement, passage))]
    yield from failures or [passed("dates")]


def _date(date: DateMention, statement: Reading, passage: Passage) -> Check | None:
    dates = [(reading, other) for reading in passage.readings for other in reading.dates]
    if any(_within(other, date) for _reading, other in dates) or _parts_occur(date, statement, passage):
        return None
    if _not_comparable(date, statement, passage):
        return None
    if _document_day(date, passage) or _compared_with(date, statement, passage) or _period(date, statement, passage):
        return None
    if _one_before(date, passage) or _same_end(date, statement, passage) or _near_month(date, statement, passage):
        return None
    if _years_on(date, statement, passage) or _this_year(date, passage):
        return None
    wanted = statement.said(date.span)
    same_grain = [(r, other) for r, other in dates if _days(other) == _days(date)]
    if same_grain:
        reading, other = same_grain[0]
        return differs("dates", "date-differs", wanted=wanted, at=reading, span=other.span, contradicts=len(dates) == 1)
    return failed("dates", "date-missing", wanted=wanted)


def _calendar_day(day: CalendarDay, statement: Reading, passage: Passage) -> Check | None:
    """A month and day without a year, where the document is undated: they must stand together there too."""
    if any(date.span.start <= day.span.start < date.span.end for date in statement.dates):
        return None
    found = [(reading, other) for reading in passage.readings for other in calendar_days(reading)]
    if not found or any((other.month, other.day) == (day.month, day.day) for _reading, other in found):
        return None
    wanted, (reading, other) = statement.said(day.span), found[0]
    return differs("dates", "date-differs", wanted=wanted, at=reading, span=other.span, contradicts=len(found) == 1)


def _not_comparable(date: DateMention, statement: Reading, passage: Passage) -> bool:
    """Whether the paragraphs' language lacks the words for it: relative time, the names of months."""
    if all(reading.cues.dictionary or reading.cues.numerals for reading in passage.readings):
        relative = not any(character.isdigit() for character in statement.said(date.span))
        return relative and not comparable(statement, passage)
    known = _parts_of(passage)
    days = _DAY.findall(_YEAR.sub("", fold_words(statement.said(date.span))))
    years = _YEAR.findall(statement.said(date.span))
    months = any(kind == "month" for kind, _value in known)
    return (
        not months and all(("number", int(d)) in known for d in days) and all(("year", int(y)) in known for y in years)
    )


def _days(date: DateMention) -> int:
    return (date.last - date.first).days


def _within(found: DateMention, wanted: DateMention) -> bool:
    """What the source dates more finely may be said more coarsely, and not the other way round."""
    return wanted.first <= found.first and found.last <= wanted.last


def _document_day(date: DateMention, passage: Passage) -> bool:
    """ "Today" of a statement is the document's own day, which its text need not say."""
    day = passage.source.document.day
    return day is not None and date.first <= day <= date.last and _days(date) == 0


def _compared_with(date: DateMention, statement: Reading, passage: Passage) -> bool:
    """ "A year earlier" where the source compares with the year before without naming it: 同比."""
    words = statement.folded[date.span.start : date.span.end]
    around = statement.folded[max(0, date.span.start - _AROUND) : date.span.end + _AROUND]
    keys = [
        key
        for key, pattern in marks_for(statement.language).shifts.items()
        if any(match.group() in words or words in match.group() for match in pattern.finditer(around))
    ]
    return any(
        marks_for(r.language).shifts[key].search(r.folded)
        for key in keys
        for r in passage.readings
        if key in marks_for(r.language).shifts
    )


def _one_before(date: DateMention, passage: Passage) -> bool:
    """The month or year before, where the source compares with it without naming it: July, of 8月 and 环比."""
    for reading in passage.readings:
        shifts = marks_for(reading.language).shifts
        for other in reading.dates:
            apart = (other.first.year - date.first.year) * 12 + other.first.month - date.first.month
            key = _SHIFTED.get(apart) if _days(date) < _DAYS_OF_YEAR else _SHIFTED[12]
            if _days(date) >= _DAYS_OF_YEAR and other.last.year - date.last.year != 1:
                continue
            if key and _days(date) > 0 and key in shifts and shifts[key].search(reading.folded):
                return True
    return False


def _same_end(date: DateMention, statement: Reading, passage: Passage) -> bool:
    """ "By the end of June" for "in the first half": both are over on one day."""
    around = statement.folded[max(0, date.span.start - _AROUND) : date.span.end + _AROUND]
    before = marks_for(statement.language).periods.get("by")
    if before is None or not before.search(around):
        return False
    return any(other.last == date.last for reading in passage.readings for other in reading.dates)


def _near_month(date: DateMention, statement: Reading, passage: Passage) -> bool:
    """A month that the source names without a year, the nearest one to the document's day: 今年9月 for September."""
    day = passage.source.document.day
    if day is None or not 0 < _days(date) < _DAYS_OF_MONTH or abs((date.first - day).days) > _DAYS_OF_YEAR:
        return False
    return any(
        month == date.first.month and not _YEAR.search(reading.folded[max(0, start - _AROUND) : end + _AROUND])
        for reading in passage.readings
        for month, start, end in _months_in(reading)
    )


def _months_in(reading: Reading) -> Iterator[tuple[int, int, int]]:
    """The months that stand there, each with its place."""
    for match in _HAN_MONTH.finditer(reading.folded):
        yield int(match[1]), match.start(), match.end()
    for match in _LETTERS.finditer(fold_words(reading.text)):
        if match.group() in reading.cues.months:
            yield reading.cues.months[match.group()], match.start(), match.end()


def _years_on(date: DateMention, statement: Reading, passage: Passage) -> bool:
    """A year that the source tells as so many after or before another: 2021 for 2019 and "two years later"."""
    wanted = statement.folded[date.span.start : date.span.end]
    if not _YEAR.search(wanted) or _days(date) < _DAYS_OF_YEAR:
        return False
    return any(
        abs(date.first.year - int(year)) == figure.low
        for reading in passage.readings
        for figure in reading.figures
        if figure.unit == "years"
        and "later" in marks_for(reading.language).periods
        and marks_for(reading.language).periods["later"].match(reading.folded[figure.span.end :].lstrip())
        for year in _YEAR.findall(reading.folded)
    )


def _this_year(date: DateMention, passage: Passage) -> bool:
    whole = _DAYS_OF_YEAR <= _days(date) <= _DAYS_OF_YEAR + 1 and (date.first.month, date.first.day) == (1, 1)
    return whole and in_document_year(date.first.year, passage)


def in_document_year(year: int, passage: Passage) -> bool:
    """Whether it is the year of the document and the paragraphs speak of that without its number: 今年, full-year."""
    day = passage.source.document.day
    return (
        day is not None
        and day.year == year
        and any(pattern.search(r.folded) for r in passage.readings for pattern in [marks_for(r.language).this_year])
    )


def spanned(figure: Figure, statement: Reading, passage: Passage) -> bool:
    """Whether it is the time between two months that one sentence names, or since a year that the text names."""
    if figure.low != figure.high:
        return False
    later = marks_for(statement.language).periods.get("later")
    after = statement.folded[figure.span.end :].lstrip()
    day = passage.source.document.day
    if figure.unit == "years" and day is not None and later is not None and _since(after, later):
        return ("year", day.year - int(figure.low)) in _parts_of(passage)
    return figure.unit == "months" and any(_months_apart(r, int(figure.low)) for r in passage.readings)


def _since(after: str, later: re.Pattern[str]) -> bool:
    return later.match(after) is not None or after.startswith("ago")


def _months_apart(reading: Reading, count: int) -> bool:
    places = list(_months_in(reading))
    return any(
        (month - other) % 12 == count and sentence_bounds(reading, start) == sentence_bounds(reading, begin)
        for month, start, _end in places
        for other, begin, _stop in places
        if begin < start
    )


def _period(date: DateMention, statement: Reading, passage: Passage) -> bool:
    """A quarter or half year of which the source only has the name, as in that of a report: 三季报."""
    words = statement.folded[date.span.start : date.span.end]
    keys = {
        key for key, start, end in periods_in(statement) if start < date.span.end and date.span.start < end
    } - _NO_PERIODS
    years = {("year", int(year)) for year in _YEAR.findall(words)}
    day = passage.source.document.day
    known = _parts_of(passage) | ({("year", day.year)} if day else set())
    if years and not any(_may_be_of(year, keys, r) for _kind, year in years for r in passage.readings):
        return False
    return (
        bool(keys)
        and years <= known
        and any(keys & {key for key, _s, _e in periods_in(reading)} for reading in passage.readings)
    )


def _may_be_of(year: int, keys: set[str], reading: Reading) -> bool:
    """Whether the text names one of these parts of a year without a year beside it that is another."""
    for key, start, end in periods_in(reading):
        beside = _YEAR.findall(reading.folded[max(0, start - _AROUND) : end + _AROUND])
        if key in keys and (not beside or str(year) in beside):
            return True
    return False


def periods_in(reading: Reading) -> list[tuple[str, int, int]]:
    """The parts of a year that are named, each with its place: 三季报 is of the first nine months."""
    kept = reading.kept.get("periods")
    if not isinstance(kept, list):
        kept = [
            (key, match.start(), match.end())
            for key, pattern in marks_for(reading.language).periods.items()
            for match in pattern.finditer(reading.folded)
        ]
        reading.kept["periods"] = kept
    return kept


def _parts_occur(date: DateMention, statement: Reading, passage: Passage) -> bool:
    """Whether year, month, day and weekday each stand in the paragraphs, if not together: 7月17和22日."""
    words = fold_words(statement.said(date.span))
    cues = statement.cues
    parts: list[bool] = []
    known = _parts_of(passage)
    parts += [("year", int(year)) in known for year in _YEAR.findall(words)]
    parts += [("number", int(day)) in known for day in _DAY.findall(_YEAR.sub("", words))]
    for letters in _LETTERS.findall(words):
        if letters in cues.months:
            parts.append(("month", cues.months[letters]) in known or ("number", cues.months[letters]) in known)
        if letters in cues.weekdays:
            parts.append(("weekday", cues.weekdays[letters]) in known)
    for name, key in (*cues.days.items(), *cues.weekdays.items()):
        if not name.isascii() and name in words:
            parts.append(("day" if isinstance(key, str) else "weekday", key) in known)
        elif isinstance(key, str) and name in words:
            parts.append(("day", key) in known)
    return bool(parts) and all(parts)


def _parts_of(passage: Passage) -> set[tuple[str, object]]:
    kept = passage.kept.get("dates")
    if not isinstance(kept, set):
        kept = {part for reading in passage.readings for part in _parts_in(reading)}
        passage.kept["dates"] = kept
    return kept


def _loose(reading: Reading) -> Iterator[tuple[str, object]]:
    """Numbers outside dates: a first day of several (7月17和22日), a date that annotation does not know."""
    for number in reading.numbers:
        inside = any(date.span.start <= number.start < date.span.end for date in reading.dates)
        if not inside and number.value == int(number.value):
            yield "number", int(number.value)


def _parts_in(reading: Reading) -> Iterator[tuple[str, object]]:
    yield from _loose(reading)
    for year in _YEAR.findall(reading.folded):
        yield "year", int(year)
    for year in reading.cues.short_year.findall(reading.folded):
        yield "year", 2000 + int(year)
    for date in reading.dates:
        yield "number", date.first.day
        yield "number", date.last.day
        if _days(date) < 32:
            yield "month", date.first.month
        if _days(date) == 0:
            yield "weekday", date.first.isoweekday()
        yield "year", date.first.year
        yield "year", date.last.year
    folded = fold_words(reading.text)
    kinds = (("month", reading.cues.months), ("weekday", reading.cues.weekdays), ("day", reading.cues.days))
    for kind, names in kinds:
        yield from ((kind, key) for name, key in names.items() if name in folded)
