"""The registry of units: an id such as "t" or "GWh" in, its dimension and its size in the base unit out."""

import functools
from dataclasses import dataclass
from decimal import Decimal
from importlib import resources
from types import MappingProxyType
from typing import Any, NamedTuple

from groundwire.text.data_files import read_yaml


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A unit. ``factor`` is how many ``base`` units it is; None where no factor always holds (°C, a counted thing)."""

    id: str
    dimension: str  # "mass", "length", …, "count" for things that are only counted
    base: str  # the id of the unit that this converts to; its own id where ``factor`` is None
    factor: Decimal | None


class BaseValue(NamedTuple):
    """A value in a base unit."""

    value: Decimal
    unit: str


def unit(unit_id: str) -> Unit | None:
    """The unit with this id."""
    return units().get(unit_id)


def to_base(value: Decimal, unit_id: str) -> BaseValue:
    """``value`` in the base unit of its dimension; unchanged where the unit is unknown or has no factor."""
    found = unit(unit_id)
    if found is None or found.factor is None:
        return BaseValue(value, unit_id)
    return BaseValue(value * found.factor, found.base)


@functools.lru_cache(maxsize=2_000)
def factor_of(unit_id: str) -> Decimal | None:
    """What a value is multiplied with to be in the base unit; None where the unit is unknown or has no factor."""
    found = unit(unit_id)
    return found.factor if found else None


def comparable(left: str | None, right: str | None) -> bool:
    """Whether values in these two units can be compared: the same unit, or two of one base."""
    if left == right or left is None or right is None:
        return left == right
    one, other = unit(left), unit(right)
    return one is not None and other is not None and one.base == other.base


@functools.cache
def units() -> MappingProxyType[str, Unit]:
    """All units by id."""
    data: dict[str, dict[str, Any]] = read_yaml(resources.files("groundwire.text") / "data" / "units.yaml")
    found = [_read(dimension, entry) for dimension, entry in data.items()]
    return MappingProxyType({one.id: one for several in found for one in several})


def _read(dimension: str, entry: dict[str, Any]) -> list[Unit]:
    things = [Unit(id=name, dimension=dimension, base=name, factor=None) for name in entry.get("things", [])]
    measured = [_unit(dimension, entry["base"], name, factor) for name, factor in entry.get("units", {}).items()]
    return [*measured, *things]


def _unit(dimension: str, base: str, name: str, factor: float | None) -> Unit:
    if factor is None:
        return Unit(id=name, dimension=dimension, base=name, factor=None)
    return Unit(id=name, dimension=dimension, base=base, factor=Decimal(str(factor)))
