"""A figure and how it is written in, the values that it may mean out: rounding, qualifiers, ranges."""

import re
from dataclasses import dataclass
from decimal import Decimal

from groundwire.models import Figure

_LITERAL = re.compile(r"\d+(?:[.,' \u00a0\u202f]?\d+)*")
_ROUND = Decimal("0.02")  # of a value with zeros at its end (3000): it may be as rough as this, but hardly rougher
_ROUGHEST = Decimal("0.1")  # nobody rounds 1.4 to 1 without saying "about"
_ABOUT = Decimal("0.1")  # "about 100" is not said of 80
_OVER = Decimal("0.25")  # "over 70" is not said of 95; "over a million" is, of 1.9 million: see `bounds`
_NEARLY = Decimal("0.15")
_UNBOUNDED = Decimal("1e30")


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """The least and the most that is meant."""

    low: Decimal
    high: Decimal

    def meets(self, other: "Bounds") -> bool:
        """Whether one value can be meant by both; two that only touch do not meet."""
        if self == other:
            return True
        return self.low < other.high and other.low < self.high


def step(figure: Figure, written: str) -> Decimal:
    """What the last written digit stands for: 0.1 billion of "1.2bn", 1 of "1,234"."""
    value = abs(figure.high)
    literals = _LITERAL.findall(written)
    digits = re.sub(r"\D", "", literals[-1]).lstrip("0") if literals else ""
    if not value or not digits:
        return _last_digit(value)
    unit = value / int(digits)
    if unit.normalize().as_tuple().digits != (1,):  # a compound such as 9亿5000万, a third, an inch
        return _last_digit(value)
    zeros = len(digits) - len(digits.rstrip("0"))
    rough = min(unit.scaleb(zeros), value * _ROUND) if zeros > 1 and not re.search(r"[.,]\d*0$", literals[-1]) else unit
    return max(rough, unit)


def _last_digit(value: Decimal) -> Decimal:
    return Decimal(1).scaleb(int(value.normalize().as_tuple().exponent)) if value else Decimal(1)


def rounded(figure: Figure, written: str) -> Bounds:
    """What the figure may have been rounded from."""
    half = min(step(figure, written) / 2, abs(figure.high) * _ROUGHEST)
    return Bounds(low=figure.low - half, high=figure.high + half)


def truncated(figure: Figure, written: str) -> Bounds:
    """What it may have been cut from, as 1.18 is to 1.1."""
    whole = step(figure, written)
    return Bounds(low=figure.low - whole / 2, high=figure.high + whole)


def bounds(figure: Figure, around: Bounds) -> Bounds:
    """What its qualifier allows, ``around`` being what its digits do."""
    low, high = min(abs(figure.low), abs(figure.high)), max(abs(figure.low), abs(figure.high))
    match figure.qualifier:
        case "about":
            return Bounds(
                low=min(around.low, figure.low - low * _ABOUT), high=max(around.high, figure.high + high * _ABOUT)
            )
        case "over":
            return Bounds(low=around.low, high=figure.high + max(high * _OVER, _first_digit(high)))
        case "at least":
            return Bounds(low=around.low, high=_UNBOUNDED)
        case "nearly":
            return Bounds(low=figure.low - low * _NEARLY, high=around.high)
        case "up to" if figure.role == "actual":  # "as much as": the value itself, with emphasis
            return Bounds(low=figure.low - low * _NEARLY, high=around.high)
        case "up to" | "under":
            return Bounds(low=-_UNBOUNDED, high=around.high)
        case _:
            return around


def _first_digit(value: Decimal) -> Decimal:
    return Decimal(1).scaleb(value.adjusted()) if value else Decimal(1)
