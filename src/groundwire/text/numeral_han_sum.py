"""Chinese numerals as a data file describes them, and the sum that one of them adds up to while it is read."""

from dataclasses import dataclass, field
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class HanNumerals:
    """What one language's data file says of such numerals (see ``data/numerals/zh.yaml``)."""

    digits: dict[str, int]
    places: dict[str, int]
    scales: dict[str, int]
    letters: dict[str, int]
    dozen: dict[str, int]
    fixed: dict[str, int]
    point: str
    more: str
    negative: list[str]
    over: str
    mixed: str
    half: str
    words: list[str]
    not_decimals: str = ""
    financial: str = ""
    tens: dict[str, int] = field(default_factory=dict)
    units: list[str] = field(default_factory=list)
    pairs_before: str = ""  # before these 三八 is 38 and not "three or eight"
    alone: str = ""  # forms that are numbers only where they stand alone: 百三, 半百
    sign_after: str = ""  # behind these a hyphen before digits is a sign: 同比-5%
    bare_places: bool = False
    short_tail: bool = False  # 四百五 is 450, not 405


@dataclass(slots=True)
class HanSum:
    """A number under way: ``total`` of finished scales, ``section`` under 10,000, ``digit`` not yet placed."""

    total: Decimal = Decimal(0)
    section: Decimal = Decimal(0)
    digit: Decimal | None = None
    place: int = 0  # of what the digit before stood at, so that 四百五 is 450
    last_place: int = 0
    last_scale: int = 0
    scale: int = 1
    zero: bool = False
    more: bool = False
    written_digits: bool = False
    grouped: bool = False

    def value(self, short_tail: bool = False) -> Decimal:
        """What the number is worth if it ends here."""
        digit = self.digit if self.digit is not None else Decimal(0)
        if (
            short_tail
            and self.digit is not None
            and self.place >= 100
            and not self.zero
            and 0 < digit < 10
            and digit % 1 == 0
        ):
            digit = digit * self.place / 10
        return self.total + self.section + digit
