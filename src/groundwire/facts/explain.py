"""Two readings of one measure in, why they differ out: explanations that make both right, or how one went wrong."""

from dataclasses import dataclass
from decimal import Decimal

from groundwire.facts.apart import apart, key_in
from groundwire.facts.precision import Bounds
from groundwire.facts.readings import Reading, hours_of, one_hand
from groundwire.facts.times import nature_of_both
from groundwire.models import Explanation, Why
from groundwire.text.scripts import fold

_RATE = Decimal("0.12")  # a sum converted at another day's rate, or at a rounded one
_SLIPS = tuple(Decimal(10) ** power for power in (1, 2, 3, 4, 6, 8))  # a digit, thousand, 万, million, 亿
_FACTOR = 10  # figures that differ by more, and not by a slip, are hardly of one thing
_CONVERTED = 2  # and money in two currencies, though it was not converted well
_LONG_AGO = 14  # days in which a toll still grows


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What comparing two readings found. ``agree``: they say the same, and there is nothing to explain."""

    agree: bool
    conflict: bool
    explanations: tuple[Explanation, ...] = ()


_AGREE = Comparison(agree=True, conflict=False)
_UNCLEAR = Comparison(agree=True, conflict=False)


def compare(left: Reading, right: Reading, *, story: bool = False, alike: bool = False) -> Comparison:
    """Compares two readings of one measure of one thing, ``left`` the earlier said.

    ``story``: their documents tell one story, so that a period that only one gives is the other's too. ``alike``:
    what stands close to both figures is plainly the same, so that a passing word that only one has narrows nothing.
    """
    why = tuple(apart(left, right, story=story, alike=alike))
    if why:
        return Comparison(agree=_equal(left, right), conflict=False, explanations=why)
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


def may_differ(left: Reading, right: Reading) -> bool:
    """Whether comparing can find more than that both say the same, or are too far apart to be of one thing."""
    one, other = left.point.figure, right.point.figure
    if one.currency != other.currency or one.kind != other.kind:
        return True
    return not _equal(left, right) and (not _too_far(left, right) or _slip(left, right))


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
            left_key=key_in("qualifier", left.point.figure.qualifier),
            right_key=key_in("qualifier", right.point.figure.qualifier),
        )
    return None


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
    if nature_of_both(left, right) == "toll" and not (_of_one_hour(left, right) or _is_long_ago(left, right)):
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
