"""The settings of vectors, under ``[vectors]``: each declared once, with type, default and help."""

from dataclasses import dataclass, field, fields
from typing import Any

from groundwire.app.model_settings import ModelSettings

_MODEL = {each.name: each for each in fields(ModelSettings)}


def _as_model(name: str, help_: str = "", default: Any = None) -> Any:
    """A field as ``[model]`` has it."""
    known = _MODEL[name]
    metadata = {**known.metadata, "help": help_ or known.metadata["help"]}
    return field(default=known.default if default is None else default, metadata=metadata)


@dataclass(frozen=True, slots=True, kw_only=True)
class VectorSettings:
    """What vectors are for, and what makes them: the model inside the extra, or one behind an address."""

    on: bool = field(default=False, metadata={"help": "Whether documents are found by meaning as well"})
    check: bool = field(default=False, metadata={"help": "Whether the checker also compares meanings by vectors"})
    passages: bool = field(default=False, metadata={"help": "Whether each passage has a vector beside the document's"})
    after_add: bool = field(
        default=False, metadata={"help": "Whether `add` leaves a process behind that makes the vectors"}
    )
    base_url: str = _as_model("base_url")
    model: str = _as_model("model")
    key_env: str = _as_model("key_env")
    key_file: str = _as_model("key_file")
    timeout: float = _as_model("timeout", "Seconds for one answer", 60.0)
    attempts: int = _as_model("attempts", "Attempts until the run ends")
    concurrency: int = _as_model("concurrency")
    per_minute: int = _as_model("per_minute")
    price_input: float | None = _as_model("price_input", "Dollars for a million tokens")
    usd_per_day: float | None = _as_model("usd_per_day")
    usd_per_run: float | None = _as_model("usd_per_run")
    tokens_per_day: int | None = _as_model("tokens_per_day")
    tokens_per_run: int | None = _as_model("tokens_per_run")
