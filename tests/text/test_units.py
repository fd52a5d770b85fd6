"""The registry of units: dimensions and factors."""

from decimal import Decimal

import pytest

from groundwire.text.units import comparable, to_base, unit, units


@pytest.mark.parametrize(
    ("value", "unit_id", "base"),
    [
        ("5", "t", (5000, "kg")),
        ("3", "GW", (3_000_000_000, "W")),
        ("3", "GWh", (3_000_000_000, "Wh")),
        ("12", "months", (31_557_600, "seconds")),
        ("7", "nm", ("0.000000007", "m")),
        ("2", "chips", (2, "chips")),
        ("20", "°C", (20, "°C")),
        ("4", "no such unit", (4, "no such unit")),
    ],
)
def test_to_base_gives_the_value_in_the_base_unit(value: str, unit_id: str, base: tuple[str, str]) -> None:
    assert to_base(Decimal(value), unit_id) == (Decimal(base[0]), base[1])


def test_a_year_is_twelve_months_and_four_quarters() -> None:
    year = to_base(Decimal(1), "years")
    assert year == to_base(Decimal(12), "months") == to_base(Decimal(4), "quarters")


def test_a_unit_says_its_dimension() -> None:
    found = unit("MWh")
    assert found is not None
    assert (found.dimension, found.base, found.factor) == ("energy", "Wh", Decimal(1_000_000))
    assert unit("no such unit") is None


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("kg", "t", True),
        ("GW", "GWh", False),
        ("chips", "wafers", False),
        ("chips", "chips", True),
        (None, None, True),
        (None, "t", False),
    ],
)
def test_only_units_of_one_base_are_comparable(left: str | None, right: str | None, same: bool) -> None:
    assert comparable(left, right) is same


def test_every_factor_is_positive_and_every_base_is_a_unit() -> None:
    for one in units().values():
        assert one.base in units()
        assert one.factor is None or one.factor > 0


def test_every_base_unit_is_one_of_itself() -> None:
    assert all(one.factor == 1 for one in units().values() if one.id == one.base and one.factor is not None)
