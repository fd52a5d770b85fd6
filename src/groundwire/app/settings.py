"""Every setting, declared once: its type, default and one line of help; read from TOML and the environment.

Later wins: the defaults, `settings.toml` in the desk's folder, variables named GROUNDWIRE_<KEY> (GROUNDWIRE_MODEL_<KEY>
for what stands under ``[model]``, GROUNDWIRE_VECTORS_<KEY> for ``[vectors]``), the command line.
"""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any, cast

from groundwire.app.model_settings import ModelSettings
from groundwire.app.setting_values import is_plain, parsed, read_table
from groundwire.app.vector_settings import VectorSettings
from groundwire.models import SettingsError

_LARGEST = 100_000  # bytes of settings.toml; the parser's time grows with the square of some lines
PREFIX = "GROUNDWIRE_"
# Of what stands in tables of its own: [model], [vectors].
TABLES: Mapping[str, type[Any]] = {"GROUNDWIRE_MODEL_": ModelSettings, "GROUNDWIRE_VECTORS_": VectorSettings}
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
        default=10_000_000,
        metadata={"help": "Largest page or file fetched from the network, bytes", "range": (1000, 1000000000)},
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
    keep_minutes: int = field(
        default=30,
        metadata={"help": "Minutes for which old versions of the library are kept for readers", "range": (0, 100000)},
    )
    spacy_models: str = field(
        default="",
        metadata={"help": "spaCy models that add names, by language: en=en_core_web_sm zh=zh_core_web_sm"},
    )
    vectors: VectorSettings = field(
        default=VectorSettings(),
        metadata={"help": "Finding and checking by meaning", "table": VectorSettings, "switch": ("on", "check")},
    )
    model: ModelSettings = field(
        default=ModelSettings(), metadata={"help": "Language models that write briefs", "table": ModelSettings}
    )


def read_settings(folder: Path, environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings of the desk in this folder. Raises SettingsError for an unknown key or a wrong value."""
    place = folder / "settings.toml"
    values = _from_file(place) | _from_environment(environment, Settings, PREFIX)
    for prefix, kind in TABLES.items():
        if changes := _from_environment(environment, kind, prefix):
            name = prefix.removeprefix(PREFIX).rstrip("_").lower()
            values[name] = replace(cast(Any, values.get(name, kind())), **changes)
    return Settings(**values)  # type: ignore[arg-type]  # each value was checked against its field's type


def _from_file(path: Path) -> dict[str, object]:
    if not path.is_file():
        return {}
    try:
        if path.stat().st_size > _LARGEST:
            raise SettingsError(f"{path} is larger than {_LARGEST:,} bytes, which no settings are. Mend or remove it.")
        table = tomllib.loads(path.read_text("utf-8"))
    except (ValueError, RecursionError) as error:  # ValueError: no TOML, no UTF-8, or a number of thousands of digits
        raise SettingsError(f"{path} cannot be read as TOML: {str(error)[:200]}. Mend or remove it.") from error
    except OSError as error:
        raise SettingsError(f"{path} cannot be read ({error.strerror}). Mend its permissions.") from error
    return read_table(Settings, table, str(path))


def _from_environment(environment: Mapping[str, str], kind: type[Any], prefix: str) -> dict[str, object]:
    """The variables with this prefix that are settings of this kind, and of no narrower one."""
    plain = {each.name: each for each in fields(kind) if is_plain(each)}
    values: dict[str, object] = {}
    for name, text in environment.items():
        if not name.startswith(prefix) or name in NOT_SETTINGS:
            continue
        if prefix == PREFIX and name.startswith(tuple(TABLES)):
            continue
        key = name.removeprefix(prefix).lower()
        value = parsed(plain[key], text) if key in plain else text
        values |= read_table(kind, {key: value}, f"variable {name}")
    return values
