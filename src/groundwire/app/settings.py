"""Every setting, declared once: its type, default and one line of help; read from TOML and the environment.

Later wins: the defaults, `settings.toml` in the desk's folder, variables named GROUNDWIRE_<KEY>, the command line.
"""

import math
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path

from groundwire.models import SettingsError

PREFIX = "GROUNDWIRE_"
# Variables with this prefix that are not settings: where the desk is, and where the benchmarks find their data.
NOT_SETTINGS = frozenset({"GROUNDWIRE_DESK", "GROUNDWIRE_DATA"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What can be set."""

    language: str = field(
        default="", metadata={"help": "Reader's language, zh or en; empty: the system's", "one_of": ("", "zh", "en")}
    )
    user_agent: str = field(default="", metadata={"help": "How Groundwire names itself to sites; empty: its own name"})
    timeout: float = field(default=20.0, metadata={"help": "Seconds a site may take to answer", "range": (0.1, 3600)})
    max_bytes: int = field(
        default=10_000_000, metadata={"help": "Largest page or file fetched from the network, bytes"}
    )
    delay: float = field(
        default=1.0, metadata={"help": "Seconds between two fetches from one host", "range": (0, 3600)}
    )
    connections: int = field(default=8, metadata={"help": "Hosts fetched from at the same time", "range": (1, 256)})
    robots: bool = field(default=True, metadata={"help": "Whether robots.txt is obeyed"})
    private_addresses: bool = field(default=False, metadata={"help": "Whether private addresses may be fetched"})
    archive_file_bytes: int = field(
        default=1_000_000_000,
        metadata={"help": "Size at which a WARC file is closed", "range": (1000000, 10000000000000)},
    )
    extract_seconds: float = field(
        default=20.0, metadata={"help": "Seconds one page may take to be extracted", "range": (0.1, 3600)}
    )
    extract_memory: int = field(
        default=1_500_000_000,
        metadata={"help": "Bytes one page may take to be extracted", "range": (100000000, 10000000000000)},
    )
    spacy_models: str = field(
        default="",
        metadata={"help": "spaCy models that add names, by language: en=en_core_web_sm zh=zh_core_web_sm"},
    )


def read_settings(folder: Path, environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings of the desk in this folder. Raises SettingsError for an unknown key or a wrong value."""
    values = _from_file(folder / "settings.toml") | _from_environment(environment)
    return Settings(**values)  # type: ignore[arg-type]  # each value was checked against its field's type


def _from_file(path: Path) -> dict[str, object]:
    if not path.is_file():
        return {}
    try:
        table = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path} cannot be read as TOML: {error}. Mend or remove it.") from error
    return {key: _checked(key, value, str(path)) for key, value in table.items()}


def _from_environment(environment: Mapping[str, str]) -> dict[str, object]:
    named = {name: text for name, text in environment.items() if name.startswith(PREFIX) and name not in NOT_SETTINGS}
    return {
        name.removeprefix(PREFIX).lower(): _checked(
            name.removeprefix(PREFIX).lower(), _parsed(name.removeprefix(PREFIX).lower(), text), f"variable {name}"
        )
        for name, text in named.items()
    }


def _parsed(key: str, text: str) -> object:
    """The text as the type of this key's default; the text itself where it cannot be, for the check to refuse."""
    default = next((each.default for each in fields(Settings) if each.name == key), None)
    if isinstance(default, bool):
        return {"true": True, "1": True, "false": False, "0": False}.get(text.lower(), text)
    if isinstance(default, int | float):
        try:
            return type(default)(text)
        except ValueError:
            return text
    return text


def _checked(key: str, value: object, place: str) -> object:
    known = {each.name: each for each in fields(Settings)}
    if key not in known:
        raise SettingsError(f"{place} has no setting {key!r}. The settings are: {', '.join(known)}.")
    wanted = type(known[key].default)
    if wanted is float and type(value) is int:
        value = float(value)
    if type(value) is not wanted:
        raise SettingsError(f"{place}: {key} must be a {wanted.__name__}, not {value!r}.")
    low, high = known[key].metadata.get("range", (-math.inf, math.inf))
    if isinstance(value, int | float) and not low <= value <= high:  # what is no number is in no range
        raise SettingsError(f"{place}: {key} must be from {low} to {high}, and {value!r} is not.")
    allowed = known[key].metadata.get("one_of")
    if allowed and value not in allowed:
        raise SettingsError(f"{place}: {key} must be one of {', '.join(map(repr, allowed))}, not {value!r}.")
    return value
