"""Money in dollars at the rate of a day."""

from datetime import date
from decimal import Decimal

import pytest

from groundwire.annotate.figures.rates import to_usd


def test_money_is_converted_at_the_rate_of_the_day() -> None:
    # The ECB's rate of 6 March 2025: 1 EUR = 1.0796 USD.
    assert to_usd(Decimal(1_000_000), "EUR", date(2025, 3, 6)) == Decimal(1_079_600)
    found = to_usd(Decimal(100_000_000), "CNY", date(2025, 3, 6))
    assert found is not None
    assert abs(found - Decimal("13807000")) < 20_000


@pytest.mark.parametrize("day", [date(2025, 3, 8), date(2025, 3, 9)])
def test_a_day_without_rates_has_those_of_the_day_before(day: date) -> None:
    assert to_usd(Decimal(100), "EUR", day) == to_usd(Decimal(100), "EUR", date(2025, 3, 7))


@pytest.mark.parametrize(
    ("currency", "day"),
    [
        ("CNY", None),  # undated
        ("CNY", date(1998, 1, 1)),  # before the history
        ("CNY", date(9999, 1, 1)),  # after it
        ("CNY", date.min),
        ("CNY", date(2003, 1, 1)),  # before this currency's
        ("RUB", date(2022, 6, 1)),  # suspended
        ("XBT", date(2025, 3, 6)),  # not among them
    ],
)
def test_no_rate_is_ever_invented(currency: str, day: date | None) -> None:
    assert to_usd(Decimal(5), currency, day) is None


def test_dollars_are_themselves() -> None:
    assert to_usd(Decimal("0.123456"), "USD", None) == Decimal("0.123456")


@pytest.mark.parametrize(
    ("value", "digits"), [("12.3456", 2), ("0.012345678", 6), ("123456789.12", 0), ("12345.678", 1)]
)
def test_small_amounts_have_cents_and_large_ones_six_digits(value: str, digits: int) -> None:
    found = to_usd(Decimal(value), "EUR", date(2025, 3, 6))
    assert found is not None
    assert -int(found.as_tuple().exponent) in (digits, digits - 1, digits + 1)
    exact = Decimal(value) * Decimal("1.0796")
    assert abs(found - exact) <= abs(exact) * Decimal("0.005")
