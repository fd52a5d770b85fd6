"""Two figures in, whether one can be said for the other out: value, unit, currency and how exactly each is meant."""

import functools
from dataclasses import dataclass, replace
from decimal import Decimal

from groundwire.brief.check.reading import Reading
from groundwire.models import Figure, FigureKind
from groundwire.text.units import factor_of, unit

_ABOUT = Decimal("0.06")  # "about 70" is said of 66 to 74
_NEARLY = Decimal("0.12")  # "nearly 2,600" of 2,300 and more
_OVER = Decimal("0.25")  # "over 70" of up to 88: above it another number would have been named
_LOW, _HIGH = ("under", "up to", "nearly"), ("over", "at least")
_IN_WORDS, _IN_WORDS_COARSE = Decimal(2), Decimal(10)  # points: "a fifth" is said of 19 to 21 %, "over a fifth" of 28
_CLEAR = Decimal("0.03")  # "about 9.6" is surely under 10, and not surely under 9.7
_LONGEST = 20  # digits of a number that anybody rounds
_SCALES = tuple(Decimal(10) ** n for n in (1, 2, 3, 4, 6, 8, 9))
_GROUPS = {
    "money": "money",
    "price": "money",
    "percent": "percent",
    "points": "points",
    "multiple": "multiple",
    "rank": "rank",
}
_MEASURED = frozenset({"mass", "length", "area", "volume", "time", "energy", "power", "temperature", "data", "speed"})


@dataclass(frozen=True, slots=True)
class Match:
    """How a figure of the source stands to one of the statement; ``reason`` is empty where it carries it."""

    reason: str = ""
    closeness: int = 0  # the higher, the more the two have in common, to name the best of what did not fit


_OTHER, _DIFFERENT, _SCALED = Match("no"), Match("value-differs", 1), Match("scale-differs", 2)


def compare(wanted: Figure, reading: Reading, found: Figure, at: Reading) -> Match:
    """Whether ``found`` says ``wanted``, and if not, what keeps it from doing so; several checks ask it of two."""
    kept = reading.kept.get("matches")
    if not isinstance(kept, dict):
        kept = reading.kept["matches"] = {}
    pair = id(wanted), id(found)
    if pair not in kept:  # the figures are kept with their match, so that no other ones can have their numbers
        kept[pair] = _compare(wanted, reading, found, at), wanted, found
    match: Match = kept[pair][0]
    return match


def _compare(wanted: Figure, reading: Reading, found: Figure, at: Reading) -> Match:
    found = _unsigned(wanted, found)
    same = same_value(wanted, reading, found)
    dimension = _dimension(wanted, found)
    if not same:
        if dimension:
            return _OTHER
        return _SCALED if _scaled(wanted, found) else _DIFFERENT
    if dimension:
        return Match(dimension, 3)
    reason = _qualified(wanted, found)
    return Match("" if reason and found.qualifier is None and _rough(found, at) else reason, 4)


def _unsigned(wanted: Figure, found: Figure) -> Figure:
    """A table's -21.4 % is said as a fall by 21.4 %."""
    falls = wanted.change is not None and wanted.change.direction == "down"
    if not falls or found.high >= 0 or wanted.low < 0:
        return found
    return replace(found, low=-found.high, high=-found.low)


def _rough(found: Figure, at: Reading) -> bool:
    """Whether words around the figure make it rough or a bound, though annotation took them for something else."""
    around = at.folded[max(0, found.span.start - 6) : found.span.end + 4]
    return at.cues.rough.search(around) is not None


def dimension_of(figure: Figure) -> str:
    """What kind of quantity it is, in one word; counted things are one kind, whatever they are called."""
    return _dimension_of(figure.kind, figure.unit)


@functools.lru_cache(maxsize=2_000)
def _dimension_of(kind: FigureKind, unit_id: str | None) -> str:
    if kind in _GROUPS:
        return _GROUPS[kind]
    known = unit(unit_id) if unit_id else None
    if known is None or known.dimension not in _MEASURED:
        return "count"
    return known.dimension


def _dimension(wanted: Figure, found: Figure) -> str:
    one, other = dimension_of(wanted), dimension_of(found)
    if {one, other} == {"percent", "points"}:
        return "points-for-percent"
    if one != other:
        return "unit-differs"
    if one == "money" and wanted.currency and found.currency and wanted.currency != found.currency:
        return "currency-differs"
    return ""


def same_value(wanted: Figure, reading: Reading, found: Figure) -> bool:
    """Whether the values agree as far as the statement shows digits and as exactly as both are meant."""
    low, high = in_base_unit(wanted, wanted.low), in_base_unit(wanted, wanted.high)
    other_low, other_high = in_base_unit(found, found.low), in_base_unit(found, found.high)
    if low != high and other_low != other_high:
        return _near(low, other_low, step(wanted, reading)) and _near(high, other_high, step(wanted, reading))
    if wanted.kind == found.kind == "multiple" and low == high and _multiplied(wanted, other_low + 1, reading):
        return True
    if (
        wanted.kind == found.kind == "multiple"
        and _added(wanted, reading)
        and _times_as_much(wanted, reading, other_low)
    ):
        return True
    if low != high:  # a range in the statement for one value of the source: said of something else
        return False
    margin = step(wanted, reading) / 2
    if other_low - margin <= low <= other_high + margin:
        return other_low == other_high or _in_range(wanted, low, other_low, other_high)
    if wanted.qualifier is None or found.qualifier not in (None, "about") or other_low != other_high:
        return False  # what is rough itself carries no other number than its own
    return _approximately(wanted, low, other_low, coarse_step(wanted, reading))


def _added(wanted: Figure, reading: Reading) -> bool:
    """Whether a multiple tells what is added, as in Chinese."""
    return (
        wanted.low == wanted.high and wanted.change is not None and wanted.change.difference and not reading.cues.spaced
    )


def _times_as_much(wanted: Figure, reading: Reading, times: Decimal) -> bool:
    """Whether 增加一倍 is what another language tells as doubled."""
    more = replace(wanted, low=wanted.low + 1, high=wanted.high + 1)
    return more.low == times or _approximately(wanted, more.low, times, coarse_step(wanted, reading))


def _multiplied(wanted: Figure, times: Decimal, reading: Reading) -> bool:
    """上涨一倍 is doubled: Chinese counts what is added."""
    low = wanted.low
    return low == times or _approximately(wanted, low, times, coarse_step(wanted, reading))


def _in_range(wanted: Figure, value: Decimal, low: Decimal, high: Decimal) -> bool:
    """Whether one number can be said for a range: one of its ends, or a bound that all of it keeps."""
    match wanted.qualifier:
        case "over" | "at least":
            return value <= low
        case "under" | "up to" | "nearly":
            return value >= high
        case None:
            return value in (low, high)
        case _:
            return True


def _near(one: Decimal, other: Decimal, width: Decimal) -> bool:
    return abs(one - other) <= width / 2


def _approximately(wanted: Figure, value: Decimal, other: Decimal, width: Decimal) -> bool:
    """Whether the source's exact value is what a writer would round so: the next number of as few digits is too far."""
    match wanted.qualifier:
        case "about":
            return abs(other - value) <= min(width / 2, abs(value) * _ABOUT)
        case "over" | "at least":
            return value <= other <= value + min(width, value * _OVER)
        case "nearly" | "under" | "up to":
            return value - min(width, value * _NEARLY) <= other <= value
        case _:
            return False


def in_base_unit(figure: Figure, value: Decimal) -> Decimal:
    """A value of the figure in the unit that all of its kind are compared in: square metres for 3,850 km²."""
    if figure.unit is None or figure.kind in ("money", "price", "percent", "points"):
        return value
    factor = factor_of(figure.unit)
    return value if factor is None else value * factor


def step(figure: Figure, reading: Reading) -> Decimal:
    """What the last digit shown is worth: 0.01 million for "4.18 million", 1 for "4,178,027"."""
    kept = reading.kept.setdefault("steps", {})
    if not isinstance(kept, dict):
        return _step(figure, reading)
    place = figure.span.start, figure.span.end
    if place not in kept:
        kept[place] = _step(figure, reading)
    found: Decimal = kept[place]
    return found


def _step(figure: Figure, reading: Reading) -> Decimal:
    value = figure.high
    if value.adjusted() > _LONGEST:
        return Decimal(0)
    text = "".join(c for c in reading.said(figure.span) if c.isdigit() or c in ".,")
    digits = text.replace(",", "").rstrip(".").lstrip(".")
    if not digits or value == 0:
        return _IN_WORDS if figure.kind == "percent" else Decimal(1)
    try:
        shown = Decimal(digits.split("..")[0]) if digits.count(".") <= 1 else Decimal(0)
    except ArithmeticError:
        return Decimal(0)
    if shown == 0:
        return Decimal(0)
    scale = abs(value) / shown
    if scale < 1 and scale != Decimal("0.01"):
        return Decimal(0)
    places = len(digits.partition(".")[2])
    return _in_base(figure, scale * Decimal(10) ** -places)


def coarse_step(figure: Figure, reading: Reading) -> Decimal:
    """What the last digit that is not a nought is worth: 100 for "2,600", which is said for 2,550 to 2,650."""
    fine = step(figure, reading)
    if fine == _IN_WORDS and figure.kind == "percent" and not any(map(str.isdigit, reading.said(figure.span))):
        return _IN_WORDS_COARSE
    if fine == 0 or figure.high.adjusted() > _LONGEST:
        return fine
    digits = (abs(in_base_unit(figure, figure.high)) / fine).to_integral_value()
    while digits and digits % 10 == 0:
        digits, fine = digits / 10, fine * 10
    return fine


def _in_base(figure: Figure, width: Decimal) -> Decimal:
    return in_base_unit(figure, width)


def _scaled(wanted: Figure, found: Figure) -> bool:
    """Whether one is the other times a power that scale words stand for: 万 for 亿, million for billion."""
    one, other = sorted((abs(in_base_unit(wanted, wanted.high)), abs(in_base_unit(found, found.high))))
    return one > 0 and one * _SCALES[0] <= other and any(other == one * scale for scale in _SCALES)


def _qualified(wanted: Figure, found: Figure) -> str:
    """The reason where the statement is surer, or leans to the other side, than the source."""
    if wanted.qualifier == found.qualifier or wanted.low != wanted.high or found.low != found.high:
        return ""
    if found.qualifier in _HIGH:
        return "qualifier-stronger" if wanted.qualifier in _LOW else ""
    if found.qualifier in _LOW:
        return "qualifier-stronger" if wanted.qualifier in _HIGH else ""
    if found.qualifier == "about" and wanted.qualifier in ("over", "at least", "under", "up to"):
        one, other = in_base_unit(wanted, wanted.low), in_base_unit(found, found.low)
        return "" if abs(one - other) >= abs(other) * _CLEAR else "qualifier-stronger"
    if (
        found.qualifier is None
        and wanted.qualifier in ("over", "under", "nearly")
        and in_base_unit(wanted, wanted.low) == in_base_unit(found, found.low)
    ):
        return "qualifier-stronger"
    return ""
