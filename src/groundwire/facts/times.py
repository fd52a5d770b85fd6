"""Two readings of one measure in, whether they are of one time out, as far as their periods and days tell."""

from datetime import date

from groundwire.facts.readings import Reading, days_of, is_generic, is_vague, likeness, nature_of

_MONTH = 31  # days
_FIXED = frozenset({"open", "close", "halted"})  # moments at which a price is one; in trading and after it moves
_SAME_REPORT = 0.6  # of the words: then the figure without a period is of the other's
PLANNED = frozenset({"announced", "target", "estimate"})  # words for one plan


def days_apart(left: Reading, right: Reading) -> int:
    """How many days lie between the two reports."""
    return abs((left.said - right.said).days)


def nature_of_both(left: Reading, right: Reading) -> str:
    """How what both measure moves; where one says no more than how much, the other tells.

    A price that was set belongs to what is sold, and moves no more than its size.
    """
    if all("asking" in reading.contrasts for reading in (left, right)):
        return "property"
    one, other = left.measured.measure, right.measured.measure
    return nature_of(other if is_generic(one) else one)


def same_time(left: Reading, right: Reading, *, story: bool, alike: bool) -> bool:
    """Whether both may be of one time; a period that only one gives is the other's too in one story."""
    nature = nature_of_both(left, right)
    if left.period and right.period:
        return _one_period(left, right, nature)
    if nature == "quick" and not _one_moment(left, right):
        return False  # it may have moved between the two
    if not (left.period or right.period):
        moving = any(is_vague(one.measured.measure) or _moves(one) for one in (left, right))
        told = (_MOVING if alike else 0) if moving else _IN_STORY[nature]
        return days_apart(left, right) <= max(_days(left, right, nature), told if story else 0)
    if (
        story
        and nature == "deal"
        and _is_ahead(left, right)
        and not any("sum" in one.contrasts for one in (left, right))
    ):
        return True  # "by the end of 2026" says when it is done, and the deal is one
    if (is_vague(left.measured.measure) and not (alike and days_apart(left, right) <= _MOVING)) or not (
        story or likeness(left, right) >= _SAME_REPORT
    ):
        return False
    if days_apart(left, right) > _REPORTED[nature]:
        return False
    period = left.period or right.period
    assert period is not None  # noqa: S101 one of them has one
    timeless = right if left.period else left
    if nature in ("flow", "deal") and "sum" in timeless.contrasts and abs((period[1] - timeless.said).days) > _ENDS:
        return False  # so much to this day, and so much in a time that was over before
    if nature == "flow" and 0 < (period[1] - period[0]).days < _SHORTEST:
        return False  # sales of a week are not those of the report that names no time
    planned = nature == "deal" and all(one.point.figure.role in PLANNED for one in (left, right))
    return planned or _just_over(period, left, right)


def _is_ahead(left: Reading, right: Reading) -> bool:
    """Whether the time that one gives is not over, or was over but lately."""
    period = left.period or right.period
    return period is not None and (min(left.said, right.said) - period[1]).days <= _SOON_AFTER


_SOON_AFTER = 10  # days
_MOVING = 2  # days for which a number that moves may be told alike
_SHORTEST = 27  # days of a period that reports go without naming
_ENDS = 3  # days between the ends of two times that are one: "at the end of the year" and 31 December
_REPORTED = {"flow": 30, "deal": 30, "stock": 15, "property": 60, "toll": 1, "quick": 0}  # days between two reports
_IN_STORY = {"flow": 10, "deal": 30, "stock": 10, "property": 60, "toll": 1, "quick": 0}  # the same of one story
_FRESH = 150  # days after its end that a period is still reported on without naming it


def _just_over(period: tuple[date, date] | None, left: Reading, right: Reading) -> bool:
    """Whether a report that gives no period can be of this one: it ended lately, or goes on."""
    assert period is not None  # noqa: S101 the caller has seen to it
    return -_MONTH <= (min(left.said, right.said) - period[1]).days <= _FRESH or period[0] <= left.said <= period[1]


def _one_period(left: Reading, right: Reading, nature: str) -> bool:
    assert left.period is not None  # noqa: S101 the caller has seen to it
    assert right.period is not None  # noqa: S101
    same = left.period == right.period
    if nature == "quick" and same and not _long(left):
        return _one_moment(left, right)
    if same and left.period[1] >= max(left.said, right.said):  # it is not over: both count to the day they are told
        return nature in ("deal", "property") or days_apart(left, right) <= 1
    if nature == "stock":
        return same or (not (_whole(left) or _whole(right)) and abs((_day(left) - _day(right)).days) <= _ENDS)
    if nature == "flow" and left.period[1] == right.period[1] and _is_moment(left) != _is_moment(right):
        return True  # "in the six months", and "as of 30 June"
    if same or nature == "flow" or _long(left) or _long(right):
        return same
    return left.period[0] <= right.period[1] and right.period[0] <= left.period[1]


def _one_moment(left: Reading, right: Reading) -> bool:
    moments = {reading.contrasts["moment"].value for reading in (left, right) if "moment" in reading.contrasts}
    return len(moments) == 1 and moments <= _FIXED and all("moment" in reading.contrasts for reading in (left, right))


def _moves(reading: Reading) -> bool:
    """Whether it may be another one the day after: what is only counted, or counted so far."""
    return is_generic(reading.measured.measure) or "sum" in reading.contrasts


def _is_moment(reading: Reading) -> bool:
    return reading.period is not None and (reading.period[1] - reading.period[0]).days <= _ENDS


def _whole(reading: Reading) -> bool:
    """Whether the time is so long that a stock may have moved in it: "at the end of 2024" is not."""
    return reading.period is not None and (reading.period[1] - reading.period[0]).days > 2 * _MONTH


def _long(reading: Reading) -> bool:
    return reading.period is not None and (reading.period[1] - reading.period[0]).days > _MONTH


def _days(left: Reading, right: Reading, nature: str) -> int:
    """How far apart the two may be said and be of one moment."""
    running = "sum" in left.contrasts or "sum" in right.contrasts  # "so far" is of the day
    return min(days_of(nature), 0 if running else 1 if is_vague(left.measured.measure) else days_of(nature))


def _day(reading: Reading) -> date:
    """The day that a figure is of; a period of the future says when a plan ends, not when it was told."""
    period = reading.period
    return min(period[1], reading.said) if period else reading.said


def period_text(reading: Reading) -> str:
    """The time of a figure, or else the day of its document."""
    if reading.period is None:
        return reading.said.isoformat()
    first, last = reading.period
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return str(first.year) if first.year == last.year else f"{first.year}–{last.year}"
    return first.isoformat() if first == last else f"{first.isoformat()}–{last.isoformat()}"
