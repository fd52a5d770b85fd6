"""A table of settings and the dataclass that declares them in, checked values out.

A field's metadata says what its type does not: ``help``, ``range``, ``one_of``, ``type`` of what may be left out,
``pattern`` of a text that is never repeated in an error, ``table`` for what is a table of its own, ``switch`` for the
fields of that table that a mere true or false in its place means.
"""

import math
import re
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields
from typing import Any

from groundwire.models import SettingsError

_SHOWN = 80  # characters of a wrong value that an error repeats
_SWITCH = {"true": True, "1": True, "false": False, "0": False}
_SECRETS = frozenset({"key", "api_key", "apikey", "token", "secret", "password", "authorization"})


def read_table(kind: type[Any], table: Mapping[str, object], place: str) -> dict[str, object]:
    """The values of a table, by the fields of this dataclass. Raises SettingsError."""
    known = {each.name: each for each in fields(kind)}
    for key in table:
        if key in _SECRETS:
            raise SettingsError(
                f"{place}: no key stands in the settings: name its variable with key_env, or its file with key_file."
            )
        if key not in known:
            raise SettingsError(f"{place} has no setting {key[:_SHOWN]!r}. The settings are: {', '.join(known)}.")
    return {key: _value(known[key], value, place) for key, value in table.items()}


def parsed(each: "Field[Any]", text: str) -> object:
    """The text of a variable as the type of this field; the text itself where it cannot be, for the check to refuse."""
    wanted = _type(each)
    if wanted is bool:
        return _SWITCH.get(text.lower(), text)
    if wanted in (int, float):
        try:
            return wanted(text)
        except ValueError:
            return text
    return text


def is_plain(each: "Field[Any]") -> bool:
    """Whether it is one value, which a variable can hold, and no table or list."""
    return each.default is not MISSING and not isinstance(each.default, tuple) and "table" not in each.metadata


def _type(each: "Field[Any]") -> type:
    kind: type = each.metadata.get("type", type(each.default))
    return kind


def _value(each: "Field[Any]", value: object, place: str) -> object:
    if "table" in each.metadata:
        return _tables(each, value, place)
    if isinstance(each.default, tuple):
        if not isinstance(value, list) or not all(isinstance(name, str) for name in value):
            raise SettingsError(f"{place}: {each.name} must be a list of names.")
        return tuple(value)
    return _checked(each, value, place)


def _tables(each: "Field[Any]", value: object, place: str) -> object:
    """One table, a list of tables, or tables by name, each as its dataclass."""
    kind, shape = each.metadata["table"], each.metadata.get("shape")
    switched = _SWITCH.get(str(value).lower()) if "switch" in each.metadata else None
    if switched is not None:
        return kind(**dict.fromkeys(each.metadata["switch"], switched))
    inside = f"{place} [{each.name}]"
    if shape == "list" and isinstance(value, list) and all(isinstance(row, dict) for row in value):
        return tuple(_made(kind, row, f"{inside} {number}") for number, row in enumerate(value, 1))
    if shape == "names" and isinstance(value, dict) and all(isinstance(row, dict) for row in value.values()):
        return {name: _made(kind, row, f"{place} [{each.name}.{name}]") for name, row in value.items()}
    if shape is None and isinstance(value, dict):
        return _made(kind, value, inside)
    written = {"list": f"tables [[{each.name}]]", "names": f"tables [{each.name}.NAME]"}.get(
        str(shape), f"a table [{each.name}]"
    )
    raise SettingsError(f"{place}: {each.name} must be {written}.")


def _made(kind: type[Any], table: Mapping[str, object], place: str) -> object:
    return kind(**read_table(kind, table, place))


def _checked(each: "Field[Any]", value: object, place: str) -> object:
    wanted, key = _type(each), each.name
    if wanted is float and type(value) is int:
        value = float(value)
    pattern = each.metadata.get("pattern")
    if pattern and isinstance(value, str):
        if not re.fullmatch(pattern, value):
            raise SettingsError(f"{place}: {key} must be {each.metadata['written']}; what stands there is not.")
        return value
    if type(value) is not wanted:
        raise SettingsError(f"{place}: {key} must be a {wanted.__name__}, not {_shown(value)}.")
    low, high = each.metadata.get("range", (-math.inf, math.inf))
    if isinstance(value, int | float) and not low <= value <= high:  # what is no number is in no range
        raise SettingsError(f"{place}: {key} must be from {low} to {high}, and {_shown(value)} is not.")
    allowed = each.metadata.get("one_of")
    if allowed and value not in allowed:
        raise SettingsError(f"{place}: {key} must be one of {', '.join(map(repr, allowed))}, not {_shown(value)}.")
    return value


def _shown(value: object) -> str:
    """A value as an error repeats it: the start of it, whatever it is."""
    if isinstance(value, int) and value.bit_length() > 64:
        return "a number of countless digits"  # Python refuses to write out some that TOML may hold
    text = repr(value)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
