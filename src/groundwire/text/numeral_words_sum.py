"""The arithmetic of number words: words one after the other in, the value so far out."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from groundwire.text.numeral_values import divide

if TYPE_CHECKING:
    from groundwire.text.numeral_words import Kind, WordNumerals


class Sum:
    """A number under way: finished parts from large to small, and ``current``, not yet multiplied by a scale."""

    def __init__(self, data: WordNumerals) -> None:
        self._data = data
        self._parts: list[tuple[Decimal, Decimal]] = []  # (scale, value)
        self._current: Decimal | None = None
        self._added = Decimal(0)
        self.last: Kind | None = None
        self.scale = Decimal(1)
        self.grouped = False
        self.letter = False
        self.denominator: Decimal | None = None

    def value(self) -> Decimal:
        """What the words so far are worth."""
        return sum((value for _, value in self._parts), Decimal(0)) + (self._current or Decimal(0))

    def start(self, value: Decimal) -> None:
        """Begin with a value that is not a plain number word (a, half, anderthalb)."""
        self._current, self._added, self.last = value, value, "value"

    def add_fraction(self, value: Decimal) -> None:
        """``and a half``, ``point five``; behind a scale the half of that scale (three million and a half)."""
        times = self.scale if self.last in ("scale", "letter") else Decimal(1)
        self._current, self.last = (self._current or Decimal(0)) + value * times, "mixed"

    def add(self, value: Decimal) -> None:
        """Add what has a scale of its own; nothing can follow it."""
        self._parts, self._current, self.last = [*self._parts, (Decimal(1), value)], None, "mixed"

    def goes_on(self, value: Decimal) -> bool:
        """Whether this value, behind a word like ``and``, is a part of the same whole number."""
        return self._fits(value, joined=True)

    def divide(self, denominator: Decimal) -> None:
        """``two thirds``: everything so far is the numerator."""
        value = divide(self.value(), denominator)
        self._parts, self._current, self.last, self.scale = [], value, "denominator", Decimal(1)
        self.denominator = denominator

    def take(
        self,
        kinds: Mapping[Kind, Decimal],
        grouped: bool = False,
        *,
        following: Mapping[Kind, Decimal],
        joined: bool = False,
        word: str = "",
    ) -> bool:
        """Add one word if the number can go on with it."""
        if self.last == "denominator":
            return False
        if "digits" in kinds:
            return self._take_digits(kinds["digits"], grouped, following, joined=joined)
        if "value" in kinds:
            return self._take_value(kinds["value"], joined=joined)
        if joined:
            return False
        if "hundred" in kinds:
            return self._take_hundred(kinds["hundred"], bare=word in self._data.bare_scales)
        if "scale" in kinds:
            return self._take_scale(kinds["scale"], bare=word in self._data.bare_scales)
        if "letter" in kinds:
            return self._take_letter(kinds["letter"])
        return "dozen" in kinds and self._take_dozen(kinds["dozen"])

    def _take_digits(self, value: Decimal, grouped: bool, following: Mapping[Kind, Decimal], *, joined: bool) -> bool:
        if self.last is None:
            self._current, self.last, self.grouped = value, "digits", grouped
            return True
        smaller = self._current is None and bool(self._parts) and value < self._parts[-1][0]
        if self.last == "hundred":
            smaller = 0 < value < 100 and "hundred" not in following
        if not smaller or not (joined or {"scale", "hundred"} & following.keys()):
            return False
        if self._parts and following.get("scale", Decimal(0)) >= self._parts[-1][0]:
            return False  # 60 million and 200 million are two numbers
        self._current = (self._current or Decimal(0)) + value
        self.last = "digits"
        return True

    def _take_value(self, value: Decimal, *, joined: bool) -> bool:
        if not self._fits(value, joined=joined):
            return False
        self._current = (self._current or Decimal(0)) + value
        self._added, self.last = value, "value"
        return True

    def _fits(self, value: Decimal, *, joined: bool) -> bool:
        if self.last is None:
            return not joined
        if value == 0:
            return False
        if self.last in ("scale", "hundred"):
            return value < 100 or (self.last == "scale" and value < self.scale)
        if self.last != "value":
            return False
        current = self._current or Decimal(0)
        if self._data.units_before_tens:
            return (
                joined and current % 100 < 10 and current % 10 > 0 and value % 10 == 0 and 20 <= value < 100
            ) or False
        tens = current % 100
        if tens == 0:
            return current >= 100 and value < 100 and not joined
        if joined and not self._data.joins_tens:
            return False
        return (tens >= 20 and tens % 10 == 0 and value < 10) or (int(tens) in self._data.teens_after and value < 20)

    def _take_hundred(self, hundred: Decimal, *, bare: bool) -> bool:
        current = self._current
        if not hundred:
            return False
        if current is None and (bare or self._parts or self._data.compound):
            current = Decimal(1)
        if current is None or not 0 < current < 1000 or self.last == "hundred":
            return False
        if self._data.most_hundreds < 1000 and (current > self._data.most_hundreds or self.last == "digits"):
            return False
        self._current, self.last = current * hundred, "hundred"
        return True

    def _take_scale(self, scale: Decimal, *, bare: bool) -> bool:
        total = self._current or Decimal(0)
        parts = list(self._parts)
        while parts and parts[-1][0] < scale:
            total += parts.pop()[1]
        if not scale or (parts and parts[-1][0] == scale):
            return False
        if total == 0:
            if not bare:
                return False
            total = Decimal(1)
        self._parts = [*parts, (scale, total * scale)]
        self._current, self.last, self.scale = None, "scale", scale
        return True

    def _take_letter(self, scale: Decimal) -> bool:
        if self.last != "digits" or self._parts or self._current is None:
            return False
        self._parts = [(scale, self._current * scale)]
        self._current, self.last, self.scale, self.letter = None, "letter", scale, True
        return True

    def _take_dozen(self, dozen: Decimal) -> bool:
        current = self._current
        if not current:
            return False
        last = self._added if self.last == "value" else current
        self._current, self.last = current - last + last * dozen, "dozen"
        return True
