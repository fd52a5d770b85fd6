"""Two readings of one measure in, why they differ out: explanations that make both right, or how one went wrong."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from groundwire.facts.names import is_worldwide
from groundwire.facts.precision import Bounds
from groundwire.facts.readings import (
    Contrast,
    Reading,
    days_of,
    hours_of,
    is_apart,
    is_counting,
    is_done_when_announced,
    is_generic,
    is_of_levels,
    is_vague,
    likeness,
    nature_of,
    one_hand,
    plain,
    unsaid,
    why_of,
)
from groundwire.models import Explanation, Name, Why
from groundwire.text.scripts import fold

_RATE = Decimal("0.12")  # a sum converted at another day's rate, or at a rounded one
_SLIPS = tuple(Decimal(10) ** power for power in (1, 2, 3, 4, 6, 8))  # a digit, thousand, 万, million, 亿
_FACTOR = 10  # figures that differ by more, and not by a slip, are hardly of one thing
_CONVERTED = 2  # and money in two currencies, though it was not converted well
_FIXED = frozenset({"open", "close", "halted"})  # moments at which a price is one; in trading and after it moves
_MONTH = 31  # days
NOTHING = "–"
_SAME_REPORT = 0.6  # of the words: then the figure without a period is of the other's


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What comparing two readings found. ``agree``: they say the same, and there is nothing to explain."""

    agree: bool
    conflict: bool
    explanations: tuple[Explanation, ...] = ()


_AGREE = Comparison(agree=True, conflict=False)
_UNCLEAR = Comparison(agree=True, conflict=False)


def compare(left: Reading, right: Reading, *, story: bool = False) -> Comparison:
    """Compares two readings of one measure of one thing, ``left`` the earlier said.

    ``story``: their documents tell one story, so that a period that only one gives is the other's too.
    """
    apart = tuple(_apart(left, right, story=story))
    if apart:
        return Comparison(agree=_equal(left, right), conflict=False, explanations=apart)
    if left.point.figure.currency != right.point.figure.currency:
        return _currencies(left, right)
    kinds = left.point.figure.kind, right.point.figure.kind
    if kinds in (("percent", "points"), ("points", "percent")):
        return _percent_and_points(left, right)
    if _equal(left, right):
        return _AGREE
    near = _near(left, right)
    if near:
        return Comparison(agree=False, conflict=False, explanations=(near,))
    return _wrong(left, right)


def _percent_and_points(left: Reading, right: Reading) -> Comparison:
    """Of the same number, one took the one for the other; other numbers are of two ways to count."""
    same = left.low == right.low and left.high == right.high
    why: Why = "unit slip" if same else "change"
    explanation = Explanation(why=why, left=left.written, right=right.written)
    return Comparison(agree=False, conflict=same, explanations=(explanation,))


def _equal(left: Reading, right: Reading) -> bool:
    same = left.point.figure.currency == right.point.figure.currency
    return same and left.low <= right.high and right.low <= left.high


def _near(left: Reading, right: Reading) -> Explanation | None:
    """Rounding, or a qualifier that leaves room for the other value."""
    shown = (left.written, right.written)
    if left.rounded.meets(right.rounded) or _last_place(left, right) or _cut(left, right) or _cut(right, left):
        return Explanation(why="rounding", left=shown[0], right=shown[1])
    if (left.point.figure.qualifier or right.point.figure.qualifier) and left.meant.meets(right.meant):
        return Explanation(
            why="qualifier",
            left=_qualified(left),
            right=_qualified(right),
            left_key=_key_in("qualifier", left.point.figure.qualifier),
            right_key=_key_in("qualifier", right.point.figure.qualifier),
        )
    return None


def _key_in(vocabulary: str, word: str | None) -> str:
    """A word of the vocabulary; nothing for none."""
    return f"{vocabulary}.{word}" if word else ""


def _last_place(left: Reading, right: Reading) -> bool:
    """Whether they differ by one in the last of four places or more: one was rounded and one was cut."""
    widths = left.rounded.high - left.rounded.low, right.rounded.high - right.rounded.low
    return widths[0] == widths[1] == abs(left.high - right.high) <= abs(left.high) / 1000


def _cut(coarse: Reading, fine: Reading) -> bool:
    """Whether the coarse one may be the fine one without its last digits: 1.1 of 1.18, but not 5 of 5.9."""
    width = coarse.rounded.high - coarse.rounded.low
    finer = fine.rounded.high - fine.rounded.low < width
    rough = width > abs(coarse.high) / 10
    return finer and not rough and coarse.truncated.low <= fine.low and fine.high < coarse.truncated.high


def _qualified(reading: Reading) -> str:
    qualifier = reading.point.figure.qualifier
    return f"{qualifier} {reading.written}" if qualifier else reading.written


def _wrong(left: Reading, right: Reading) -> Comparison:
    """No explanation makes both right. Says how one may have gone wrong."""
    explanations: list[Explanation] = []
    if _corrects(left, right):
        why = Explanation(why="revised", left=left.written, right=right.written)
        return Comparison(agree=False, conflict=False, explanations=(why,))
    if _slip(left, right):
        explanations.append(Explanation(why="unit slip", left=left.written, right=right.written))
    elif _too_far(left, right):
        return _UNCLEAR
    if (left.high < 0) != (right.high < 0):
        signs = _sign(left), _sign(right)
        explanations.append(
            Explanation(why="change", left=_turned(left), right=_turned(right), left_key=signs[0], right_key=signs[1])
        )
    if left.voice == right.voice:
        explanations.append(Explanation(why="same origin", left=left.written, right=right.written))
    return Comparison(agree=False, conflict=True, explanations=tuple(explanations))


def _turned(reading: Reading) -> str:
    """The value with what tells its sign: the way it went, or that it is a loss."""
    change = reading.point.figure.change
    return f"{change.direction if change else reading.measured.measure} {reading.written}"


def _sign(reading: Reading) -> str:
    """The same, as a word of the vocabulary."""
    change = reading.point.figure.change
    return f"direction.{change.direction}" if change else f"measure.{reading.measured.measure}"


def _corrects(left: Reading, right: Reading) -> bool:
    """Whether the later one stands in place of the earlier: the same source again, a word that says so, a toll."""
    later = right.point.quote.time > left.point.quote.time
    if _nature(left, right) == "toll" and not (_of_one_hour(left, right) or _is_long_ago(left, right)):
        return True  # of two tolls of one day nobody can tell which is the older; and some are corrected downwards
    source = fold(left.point.quote.source_name)
    same_source = source == fold(right.point.quote.source_name) and one_hand(source)
    return later and (same_source or "correction" in right.contrasts)


def _is_long_ago(left: Reading, right: Reading) -> bool:
    """Whether the toll is of a time that was over long before both reports."""
    timed = any(hours_of(one.point.quote.text) for one in (left, right))
    return not timed and all(one.period and (one.said - one.period[1]).days > _LONG_AGO for one in (left, right))


def _of_one_hour(left: Reading, right: Reading) -> bool:
    """Whether both reports of one day give the same hour."""
    one, other = hours_of(left.point.quote.text), hours_of(right.point.quote.text)
    return bool(one) and one == other and left.said == right.said


def _slip(left: Reading, right: Reading) -> bool:
    small, large = sorted((abs(left.high), abs(right.high)))
    if not small:
        return False
    ratio = large / small
    few = len(left.point.figure.high.normalize().as_tuple().digits) < 2  # 5 against 50 happens without a slip
    return ratio in _SLIPS and not few


def _too_far(left: Reading, right: Reading) -> bool:
    small, large = sorted((abs(left.high), abs(right.high)))
    return not small or large / small > _FACTOR


def _currencies(left: Reading, right: Reading) -> Comparison:
    """Money in two currencies: converted, mistaken for one another, or unlike."""
    if not (left.usd and right.usd):
        return _UNCLEAR
    why = Explanation(why="currency", left=left.written, right=right.written)
    if _widened(left).meets(_widened(right)):
        return Comparison(agree=False, conflict=False, explanations=(why,))
    if left.low == right.low and left.high == right.high:
        return Comparison(agree=False, conflict=True, explanations=(why,))
    small, large = sorted((left.usd.high, right.usd.high))
    if small <= 0 or large / small > _CONVERTED:
        return _UNCLEAR
    return Comparison(agree=False, conflict=True, explanations=(why,))


def _widened(reading: Reading) -> Bounds:
    """In dollars, with room for the day, the rounding and the qualifier."""
    assert reading.usd is not None  # noqa: S101 the caller has seen to it
    share = (reading.usd.high / reading.high) if reading.high else Decimal(1)
    low, high = reading.meant.low * share, reading.meant.high * share
    return Bounds(low=low - abs(low) * _RATE / 2, high=high + abs(high) * _RATE / 2)


def _apart(left: Reading, right: Reading, *, story: bool) -> Iterator[Explanation]:
    """Why the two are not of one thing, though of one measure."""
    if left.measured.change != right.measured.change and not (story and _is_count(left) and _is_count(right)):
        yield Explanation(why="change", left=left.written, right=right.written)
    yield from _bases(left, right)
    yield from _roles(left, right, story=story)
    yield from _scopes(left, right, story=story)
    yield from _periods(left, right, story=story)
    changes = left.measured.change or right.measured.change
    for kind in sorted({"cadence", *left.contrasts, *right.contrasts}):
        if changes and is_of_levels(kind):
            continue
        if kind != "correction" and not _same_class(left, right, kind):
            one, other = left.contrasts.get(kind), right.contrasts.get(kind)
            yield Explanation(
                why=why_of(kind),
                left=_said(one, kind, left),
                right=_said(other, kind, right),
                left_key=_key_in(f"contrast.{kind}", one.value if one else None),
                right_key=_key_in(f"contrast.{kind}", other.value if other else None),
            )


def _is_count(reading: Reading) -> bool:
    """Whether it is a bare number of somebody: those who were added to a list are those on a new list."""
    change = reading.point.figure.change
    return is_counting(reading.measured.measure) and not (change and (change.base or change.start))


def _same_class(left: Reading, right: Reading, kind: str) -> bool:
    if is_apart(kind):
        return False
    if kind == "cadence":
        return _same_cadence(left, right)
    return _class(left, kind) == _class(right, kind)


def _class(reading: Reading, kind: str) -> str | None:
    contrast = reading.contrasts.get(kind)
    measured = reading.measured
    if contrast is None or (
        (kind, contrast.value) == ("market", "home") and any(map(_is_place, (measured.owner, measured.scope)))
    ):
        return unsaid(kind)  # "the whole country", said of a country, narrows nothing
    return contrast.value


def _is_place(name: Name | None) -> bool:
    return name is not None and name.entity is not None and name.entity.startswith("place/")


_RATES = frozenset({"day", "week", "month"})
_LENGTHS = ((45, "month"), (100, "quarter"), (190, "half"), (280, "nine months"), (370, "year"))  # days at most


def _same_cadence(left: Reading, right: Reading) -> bool:
    """Whether both are of as long a time; two that give their periods are compared by these, but for rates."""
    one, other = _cadence(left), _cadence(right)
    if one == other:
        return True
    if _RATES & {_word(left), _word(right)}:
        return False
    if left.period and right.period:
        return True
    plain_one, plain_other = (reading.period or _word(reading) in (None, "year") for reading in (left, right))
    return bool(plain_one and plain_other)


def _word(reading: Reading) -> str | None:
    contrast = reading.contrasts.get("cadence")
    return contrast.value if contrast else None


def _cadence(reading: Reading) -> str | None:
    """A rate that is said; else how long the period is, where only the other's words tell; else what is said."""
    word = _word(reading)
    if word not in _RATES and reading.period:
        days = (reading.period[1] - reading.period[0]).days
        return next((length for most, length in _LENGTHS if days <= most), None)
    return word


def _said(contrast: Contrast | None, kind: str, reading: Reading) -> str:
    """The words that narrow the figure, else the figure; nothing for a class that is often left unsaid."""
    if contrast:
        return contrast.words
    return reading.written if plain(kind) else NOTHING


def _bases(left: Reading, right: Reading) -> Iterator[Explanation]:
    one, other = left.point.figure.change, right.point.figure.change
    if one and other and one.difference and other.difference and one.base != other.base:
        yield Explanation(
            why="change",
            left=one.base or NOTHING,
            right=other.base or NOTHING,
            left_key=_key_in("base", one.base),
            right_key=_key_in("base", other.base),
        )


_HAPPENED = frozenset({"actual", "announced"})  # a deal is announced, and told as done
_TO_COME = frozenset({"actual", "announced", "estimate"})  # words for one deal that is not done yet
_PLANNED = frozenset({"announced", "target", "estimate"})  # words for one plan
_SOON = 10  # days


def _roles(left: Reading, right: Reading, *, story: bool) -> Iterator[Explanation]:
    one, other = left.point.figure.role, right.point.figure.role
    soon = _apart_days(left, right) <= _SOON
    if soon and _nature(left, right) == "deal" and {one, other} <= _TO_COME:
        return
    if soon and story and one != other and any({one, other} <= words for words in (_HAPPENED, _PLANNED)):
        return
    alike = one == other or (is_done_when_announced(left.measured.measure) and {one, other} <= _HAPPENED)
    if not alike or one == "estimate":  # two who estimate may differ
        if one == other:
            yield Explanation(why="role", left=left.written, right=right.written)
        else:
            yield Explanation(why="role", left=one, right=other, left_key=f"role.{one}", right_key=f"role.{other}")


def _apart_days(left: Reading, right: Reading) -> int:
    """How many days lie between the two reports."""
    return abs((left.said - right.said).days)


def _nature(left: Reading, right: Reading) -> str:
    """How what both measure moves; where one says no more than how much, the other tells."""
    one, other = left.measured.measure, right.measured.measure
    return nature_of(other if is_generic(one) else one)


def _scopes(left: Reading, right: Reading, *, story: bool) -> Iterator[Explanation]:
    one, other = left.measured.scope, right.measured.scope
    keys = _key(one, left), _key(other, right)
    if story and None in keys and _nature(left, right) == "deal":
        return  # one report of a deal says where it is, the other does not
    if keys[0] != keys[1]:
        yield Explanation(
            why="scope",
            left=one.words if one else left.written,
            right=other.words if other else right.written,
            left_key=(one and one.entity) or "",
            right_key=(other and other.entity) or "",
        )


def _key(scope: Name | None, reading: Reading) -> str | None:
    """The scope, but for what says nothing: the whole world, and the owner's own place, or the owner itself."""
    if reading.measured.owner is None:  # it stands for the owner, and is that of the other
        return None
    own = {name.key for name in (reading.measured.owner, reading.measured.thing) if name}
    return None if scope is None or is_worldwide(scope.key) or scope.key in own else scope.key


def _periods(left: Reading, right: Reading, *, story: bool) -> Iterator[Explanation]:
    if not _same_time(left, right, story=story):
        yield Explanation(
            why="period",
            left=_period(left),
            right=_period(right),
            left_key="" if left.period else "day.document",
            right_key="" if right.period else "day.document",
        )


def _same_time(left: Reading, right: Reading, *, story: bool) -> bool:
    nature = _nature(left, right)
    if left.period and right.period:
        return _one_period(left, right, nature)
    if nature == "quick" and not _one_moment(left, right):
        return False  # it may have moved between the two
    if not (left.period or right.period):
        told = story and not any(is_vague(one.measured.measure) or _moves(one) for one in (left, right))
        return _apart_days(left, right) <= max(_days(left, right, nature), _IN_STORY[nature] if told else 0)
    if is_vague(left.measured.measure) or not (story or likeness(left, right) >= _SAME_REPORT):
        return False
    if _apart_days(left, right) > _REPORTED[nature]:
        return False
    period = left.period or right.period
    assert period is not None  # noqa: S101 one of them has one
    timeless = right if left.period else left
    if nature in ("flow", "deal") and "sum" in timeless.contrasts and abs((period[1] - timeless.said).days) > _ENDS:
        return False  # so much to this day, and so much in a time that was over before
    if nature == "flow" and 0 < (period[1] - period[0]).days < _SHORTEST:
        return False  # sales of a week are not those of the report that names no time
    planned = nature == "deal" and all(one.point.figure.role in _PLANNED for one in (left, right))
    return planned or _just_over(period, left, right)


_SHORTEST = 27  # days of a period that reports go without naming
_LONG_AGO = 14  # days in which a toll still grows
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
        return nature in ("deal", "property") or _apart_days(left, right) <= 1
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


def _period(reading: Reading) -> str:
    if reading.period is None:
        return reading.said.isoformat()
    first, last = reading.period
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return str(first.year) if first.year == last.year else f"{first.year}–{last.year}"
    return first.isoformat() if first == last else f"{first.isoformat()}–{last.isoformat()}"
