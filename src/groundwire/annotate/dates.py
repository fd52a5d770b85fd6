"""Dates and periods of a text, resolved against the day of its document: first and last day, both inclusive."""

import functools
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

from groundwire.annotate.language_data import language_data
from groundwire.annotate.passage import Found, Overlap, Passage
from groundwire.text.alternatives import NEVER, behind_first, one_of, search_one_of
from groundwire.text.scripts import fold

_EARLIEST, _LATEST = 1800, 2100
_MOST_DATES = 5_000  # as for figures: a hostile text must not cost minutes
_BIAS = 5  # a date without a year lies behind its document unless what lies ahead is that many times nearer: 12月1日起
_BEGUN = 50  # for quarters and halves, which are not reported before they begin
_CLAUSE = 60  # how far a word that points to the future may stand from the date
_LONE = 12  # a clause with less beside its date is an opening or an insertion (In March, …): its neighbour counts
_CLAUSE_END = re.compile(r"[,，。；;!?！？:：()（）\n]|\.(?=\s|$)")
_ANY_DAY = date(2024, 7, 1)  # of a leap year: tells whether words make a date, where it cannot be told which
_SENTENCE_END = re.compile(r"[。；;!?！？\n]|\.(?=\s|$)")


@dataclass(slots=True, kw_only=True)
class FoundDate(Found):
    """A date or period with its place in the passage."""

    first: date
    last: date


@dataclass(slots=True)
class _Period:
    first: date
    last: date


class DateLanguage:
    """The date patterns of one language, made into one expression."""

    def __init__(self, language: str) -> None:
        data = language_data("dates", language)
        self.months = {fold(name): int(number) for name, number in data.get("months", {}).items()}
        self.weekdays = {fold(name): int(number) for name, number in data.get("weekdays", {}).items()}
        self.numbers = {fold(str(word)): int(number) for word, number in data.get("numbers", {}).items()}
        self.relative = {fold(word): str(rule) for word, rule in data.get("relative", {}).items()}
        self.parts = {fold(word): str(rule) for word, rule in data.get("parts", {}).items()}
        self.past = _words_pattern(data.get("past", []), [])
        self.future = _words_pattern(data.get("future", []), data.get("not_future", []))
        said = behind_first([*self.relative, *self.parts])
        starts = _folded(str(data["starts"])).replace("{words}", f"(?:{said})")
        self.starts = re.compile(starts.replace("{months}", f"(?:{behind_first(self.months)})"))
        self.pattern = self._compile([str(pattern) for pattern in data.get("patterns", [])])
        self.names = {at: name.rsplit("_", 1)[0] for name, at in self.pattern.groupindex.items()}

    def _compile(self, patterns: list[str]) -> re.Pattern[str]:
        pieces = {
            "month": one_of(self.months),
            "month2": one_of(self.months),
            "weekday": one_of(self.weekdays),
            "relative": one_of(self.relative),
            "part": one_of(self.parts),
            "number": one_of(self.numbers),
        }
        branches: list[str] = []
        for number, written in enumerate(patterns):
            pattern = _folded(written)
            pattern = pattern.replace("<N>", rf"(?:\d{{1,2}}|{pieces['number']})")
            for name, alternatives in pieces.items():
                pattern = pattern.replace("{" + name + "}", f"(?P<{name}>{alternatives})")
            branches.append(re.sub(r"\(\?P<([a-z]\w*)>", rf"(?P<\1_{number}>", pattern))
        return re.compile("|".join(f"(?:{branch})" for branch in branches))

    def find(self, text: str) -> Iterator[re.Match[str]]:
        """What looks like a date, in order: the whole expression is tried only where one can begin."""
        end = 0
        for start in self.starts.finditer(text):
            if start.start() >= end and (match := self.pattern.match(text, start.start())):
                end = match.end()
                yield match


def _folded(pattern: str) -> str:
    """The pattern for folded text; its own letters (``\\W``, ``?P``) stay as they are."""
    return "".join(character if character.isascii() else fold(character) for character in pattern)


def _words_pattern(words: list[str], never: list[str]) -> re.Pattern[str]:
    """Words as whole words where they are of letters, outside the longer words in ``never`` (拟 in 模拟)."""
    longer = "".join(
        f"(?<!{before}.)" if before else f"(?!(?<={word[:1]}){after})"
        for word in words
        for whole in never
        for before, found, after in [whole.partition(word)]
        if found
    )
    written = search_one_of([fold(word) for word in words], rf"(?<![a-zà-ÿ].){longer}")
    return re.compile(rf"{written}(?![a-zà-ÿ])" if words else NEVER)


@functools.cache
def _language(base: str) -> DateLanguage:
    return DateLanguage(base)


def find_dates(passage: Passage, day: date | None, taken: Overlap) -> list[FoundDate]:
    """Every date, in order; ``taken`` are places that belong to something else.

    Without a ``day`` (an undated document) only dates that need none: the places of the others are taken, no more.
    """
    language = _language(passage.base)
    found: list[FoundDate] = []
    dated: _Dated | None = None
    names = language.names
    for match in islice(language.find(passage.folded), _MOST_DATES):
        if taken(*match.span()):
            continue
        parts = {names[at]: value for at, value in enumerate(match.groups(), 1) if value is not None and at in names}
        clear = "relative" in parts or ("year" in parts and "weekday" not in parts)
        ahead = not clear and _points_ahead(language, passage.folded, match)
        resolver = Resolver(language, day or _ANY_DAY, ahead=ahead)
        before = dated.first if dated and dated.governs(passage.folded, match.start()) else None
        period = resolver.resolve(parts, before)
        if period is None:
            continue
        if day is None and not resolver.stands_alone(parts, before):
            taken.take(*match.span())  # 3月4日 is no figure either
            continue
        found.append(FoundDate(start=match.start(), end=match.end(), first=period.first, last=period.last))
        if "year" in parts and parts.keys() & {"m", "month"}:
            dated = _Dated(match.end(), period.first)
    return found


@dataclass(frozen=True, slots=True)
class _Dated:
    """A date written with its year: a month after it in the same sentence is of that year (2024年10月、11月)."""

    end: int
    first: date

    def governs(self, text: str, at: int) -> bool:
        return at - self.end <= _CLAUSE and not _SENTENCE_END.search(text, self.end, at)


def _points_ahead(language: DateLanguage, text: str, match: re.Match[str]) -> bool:
    """Whether the clause of a date says that it lies ahead: will open in March, 将于6月投产."""
    low, high = max(0, match.start() - _CLAUSE), min(len(text), match.end() + _CLAUSE)
    before = list(_CLAUSE_END.finditer(text, low, match.start()))
    after = list(islice(_CLAUSE_END.finditer(text, match.end(), high), 2))
    begin = before[-1].end() if before else low
    end = after[0].start() if after else high
    if (match.start() - begin) + (end - match.end()) < _LONE:
        if before and before[-1][0] in ",，":
            begin = before[-2].end() if len(before) > 1 else low
        if after and after[0][0] in ",，":
            end = after[1].start() if len(after) > 1 else high
    if language.past.search(text, begin, match.start()):
        return False
    return language.future.search(text, begin, end) is not None


class Resolver:
    """Turns the named parts of one written date into days; ``ahead``: its clause speaks of the future."""

    def __init__(self, language: DateLanguage, day: date, *, ahead: bool = False) -> None:
        self._language = language
        self._day = day
        self._ahead = ahead

    def resolve(self, parts: dict[str, str], dated: date | None = None) -> _Period | None:
        """The period, None where the parts are no date (month 13, year 3000); ``dated`` stands before with a year."""
        if "relative" in parts:
            rule = self._language.relative.get(parts["relative"])
            return self._within(_relative(self._day, rule), parts) if rule else None
        if "weekday" in parts and "day" not in parts:
            return self._near_weekday(parts["weekday"])
        if "year" in parts:
            year = self._year(parts["year"])
            return self._dated(year, parts) if year is not None else None
        return self._yearless(parts, dated)

    def stands_alone(self, parts: dict[str, str], dated: date | None = None) -> bool:
        """Whether the parts say which days they are, whatever the document's day."""
        if "relative" in parts or ("weekday" in parts and "day" not in parts):
            return False
        return "year" in parts or self._follows(parts, dated)

    def _follows(self, parts: dict[str, str], dated: date | None) -> bool:
        month = self._month(parts)
        return month is not None and dated is not None and month >= dated.month

    def _near_weekday(self, written: str) -> _Period | None:
        weekday = self._language.weekdays.get(written)
        if weekday is None:
            return None
        back = (self._day.weekday() - weekday + 1) % 7
        return _relative_day(self._day, (7 - back) % 7 if self._ahead else -back)

    def _yearless(self, parts: dict[str, str], dated: date | None) -> _Period | None:
        """A date without a year: of the year before it in the sentence, else by what lies nearest."""
        month = self._month(parts)
        if month is None and "day" in parts:
            return self._near_day(self._number(parts["day"]))
        if dated is not None and self._follows(parts, dated):
            return self._dated(dated.year, parts)
        if month is None and not {"q", "half", "part"} & parts.keys():
            return None
        years = (self._day.year - 1, self._day.year, self._day.year + 1)
        begun = _BIAS if month is not None or self._ahead else _BEGUN
        return self._nearest([self._dated(year, parts) for year in years], begun)

    def _nearest(self, periods: Sequence[_Period | None], bias: int = _BIAS) -> _Period | None:
        """The nearest; behind the document's day counts for nearer unless the clause points ahead, then the reverse."""

        def distance(period: _Period) -> int:
            behind, ahead = (self._day - period.last).days, (period.first - self._day).days
            against = behind if self._ahead else ahead
            return max(behind, ahead, 0) * (bias if against > 0 else 1)

        return min((period for period in periods if period is not None), key=distance, default=None)

    def _within(self, period: _Period, parts: dict[str, str]) -> _Period | None:
        """今年3月, 去年上半年, last March, 下周三: a part of a relative period."""
        if "weekday" in parts:
            day = self._language.weekdays.get(parts["weekday"], 1) - 1
            monday = period.first - timedelta(days=period.first.weekday())
            return _Period(monday + timedelta(days=day), monday + timedelta(days=day))
        if "day" in parts and "month" not in parts and "m" not in parts:
            return _day(period.first.year, period.first.month, int(parts["day"]))
        rest = {name: value for name, value in parts.items() if name != "relative"}
        return self._dated(period.first.year, rest) if rest else period

    def _year(self, written: str) -> int | None:
        year = int(written) if written.isdigit() else self._spelled(written)
        if year < 100 and len(written) == 2:
            year += 2000 if year < 70 else 1900
        return year if _EARLIEST <= year <= _LATEST else None

    def _spelled(self, written: str) -> int:
        digits = "".join(str(self._language.numbers.get(character, "")) for character in written)
        return int(digits or 0)

    def _near_day(self, day: int) -> _Period | None:
        """A bare 4日: of this month, the one before or the one after."""
        months = (_relative_month(self._day, by).first for by in (-1, 0, 1))
        return self._nearest([_day(month.year, month.month, day) for month in months])

    def _month(self, parts: dict[str, str]) -> int | None:
        if "month" in parts:
            return self._language.months.get(parts["month"])
        month = self._number(parts["m"]) if "m" in parts else None
        return month if month is not None and 1 <= month <= 12 else None

    def _number(self, written: str) -> int:
        return int(written) if written.isdigit() else self._language.numbers.get(written, 0)

    def _dated(self, year: int, parts: dict[str, str]) -> _Period | None:
        if "part" in parts:
            rule = self._language.parts.get(parts["part"])
            return _part(year, self._month(parts), rule) if rule else None
        if "q" in parts:
            return _quarter(year, self._number(parts["q"]))
        if "half" in parts:
            return _half(year, self._number(parts["half"]))
        return self._calendar(year, parts)

    def _calendar(self, year: int, parts: dict[str, str]) -> _Period | None:
        if "m" not in parts and "month" not in parts:
            last = parts.get("year2")
            end = int(last if len(last) == 4 else f"{year // 100}{last}") if last else year
            return _Period(date(year, 1, 1), date(end, 12, 31)) if year <= end <= _LATEST else None
        month = self._month(parts)
        if month is None:
            return None
        last_month = self._number(parts["m2"]) if "m2" in parts else self._language.months.get(parts.get("month2", ""))
        if "day" not in parts:
            return _months(year, month, last_month or month)
        begin = _day(year, month, self._number(parts["day"]))
        finish = _day(year, last_month or month, self._number(parts["day2"])) if "day2" in parts else begin
        return _Period(begin.first, finish.last) if begin and finish and begin.first <= finish.last else None


def _day(year: int, month: int, day: int) -> _Period | None:
    try:
        only = date(year, month, day)
    except ValueError:
        return None
    return _Period(only, only)


def _months(year: int, first: int, last: int) -> _Period | None:
    return _Period(date(year, first, 1), _month_end(year, last)) if 1 <= first <= last <= 12 else None


def _month_end(year: int, month: int) -> date:
    return (date(year + month // 12, month % 12 + 1, 1)) - timedelta(days=1)


def _quarter(year: int, quarter: int) -> _Period | None:
    return _months(year, 3 * quarter - 2, 3 * quarter) if 1 <= quarter <= 4 else None


def _half(year: int, half: int) -> _Period | None:
    return _months(year, 6 * half - 5, 6 * half) if 1 <= half <= 2 else None


def _part(year: int, month: int | None, rule: str) -> _Period | None:
    """``months 1 6`` of a year, ``days 1 10`` of a month; day 0 is the last."""
    unit, first, last = rule.split()
    if unit == "months":
        return _months(year, int(first), int(last)) if month is None else None
    if month is None:  # 2019年初, 2019年底: the first or last two months
        begin = 1 if first == "1" else 11 if last == "0" else 6
        return _months(year, begin, begin + 1)
    end = _month_end(year, month)
    return _Period(date(year, month, int(first)), end if last == "0" else date(year, month, int(last)))


def _relative(day: date, rule: str) -> _Period:
    """``day -1``, ``week 0``, ``month 1``, ``year -1``, ``quarter -1``, ``days -7 0`` from the document's day."""
    unit, *numbers = rule.split()
    by = int(numbers[0])
    if unit == "days":
        return _Period(day + timedelta(days=by), day + timedelta(days=int(numbers[1])))
    return _UNITS[unit](day, by)


def _relative_day(day: date, by: int) -> _Period:
    return _Period(day + timedelta(days=by), day + timedelta(days=by))


def _relative_week(day: date, by: int) -> _Period:
    monday = day - timedelta(days=day.weekday()) + timedelta(weeks=by)
    return _Period(monday, monday + timedelta(days=6))


def _relative_month(day: date, by: int) -> _Period:
    months = day.year * 12 + day.month - 1 + by
    year, month = divmod(months, 12)
    return _Period(date(year, month + 1, 1), _month_end(year, month + 1))


def _relative_quarter(day: date, by: int) -> _Period:
    quarters = day.year * 4 + (day.month - 1) // 3 + by
    year, quarter = divmod(quarters, 4)
    return _Period(date(year, 3 * quarter + 1, 1), _month_end(year, 3 * quarter + 3))


def _relative_half(day: date, by: int) -> _Period:
    year, half = divmod(day.year * 2 + (0 if day.month <= 6 else 1) + by, 2)
    return _Period(date(year, 6 * half + 1, 1), _month_end(year, 6 * half + 6))


def _relative_year(day: date, by: int) -> _Period:
    return _Period(date(day.year + by, 1, 1), date(day.year + by, 12, 31))


_UNITS: dict[str, Callable[[date, int], _Period]] = {
    "day": _relative_day,
    "week": _relative_week,
    "month": _relative_month,
    "quarter": _relative_quarter,
    "half": _relative_half,
    "year": _relative_year,
}
