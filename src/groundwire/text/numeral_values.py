"""A number found in a text: where it stands, what it is worth, and how it was written."""

from decimal import Context, Decimal
from typing import NamedTuple

_FRACTION = Context(prec=15)  # thirds do not end; 15 digits are more than any text means


def divide(numerator: Decimal, denominator: Decimal) -> Decimal:
    """The quotient to 15 digits."""
    return _FRACTION.divide(numerator, denominator)


class Numeral(NamedTuple):
    """A number in a text. ``end`` is exclusive. A tuple, for a news article has dozens and most are no figures."""

    start: int
    end: int
    value: Decimal
    digits: bool  # written with digits, at least in part
    grouped: bool = False  # thousands were marked: 1,234
    scale: Decimal = Decimal(1)  # the scale word in it, 1000000 in "3 million"
    letter: bool = False  # the scale was a letter: 10k
    more: bool = False  # "and some" stood inside: 十余万
    denominator: Decimal | None = None  # of a fraction

    @property
    def plain(self) -> bool:
        """A whole number without a scale: what can stand above or under the line of a fraction."""
        return self.scale == 1 and self.denominator is None and self.value == int(self.value)

    def negated(self, start: int) -> "Numeral":
        """The same with its sign, which begins at ``start``."""
        return self._replace(start=start, value=-self.value)

    def over(self, denominator: "Numeral") -> "Numeral":
        """This as the numerator of a fraction whose denominator is written first (五分之一)."""
        value = divide(self.value, denominator.value)
        return self._replace(start=denominator.start, value=value, denominator=denominator.value, scale=Decimal(1))

    def by(self, denominator: "Numeral") -> "Numeral":
        """This as the numerator of a fraction whose denominator is written second (1/5)."""
        value = divide(self.value, denominator.value)
        return self._replace(end=denominator.end, value=value, denominator=denominator.value)

    def plus(self, fraction: "Numeral") -> "Numeral":
        """This and a fraction that follows it (三又五分之一)."""
        sign = -1 if self.value < 0 else 1
        return fraction._replace(start=self.start, value=self.value + sign * fraction.value)


def power(base: Decimal, written: str) -> Decimal:
    """``base`` with an exponent as written behind it: e10, ^-1. Fifteen digits of it."""
    exponent = int(written.lstrip("e^").replace("--", "-").replace("+-", "-").replace("++", "").replace("-+", "-"))
    if written.startswith("e"):
        return _FRACTION.plus(base.scaleb(exponent))
    return _FRACTION.power(base, exponent) if base else Decimal(0)
