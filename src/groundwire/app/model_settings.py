"""The settings of language models, under ``[model]``: each declared once, with type, default and help."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

_OUTPUTS = ("auto", "json", "tool", "text")
TASKS = ("brief", "revise", "merge", "say", "digest", "answer", "judge")


def _optional(kind: type, help_: str, low: float, high: float) -> Any:
    return field(default=None, metadata={"help": help_, "type": kind, "range": (low, high)})


@dataclass(frozen=True, slots=True, kw_only=True)
class EndpointSettings:
    """One model behind an OpenAI-compatible address."""

    base_url: str = field(
        default="",
        metadata={
            "help": "Address of the server, such as http://127.0.0.1:11434/v1",
            "pattern": r"https?://[^\s@]+|",  # no name and password before the host: they would be a key
            "written": "an address that begins with http:// or https:// and holds no password",
        },
    )
    model: str = field(default="", metadata={"help": "The model's name at that server"})
    name: str = field(default="", metadata={"help": "What messages and tasks call this endpoint"})
    key_env: str = field(
        default="",
        metadata={
            "help": "Variable that holds the key",
            "pattern": r"[A-Z_][A-Z0-9_]{0,63}|",  # narrower than systems allow, so that a key is not taken for a name
            "written": "the name of a variable in capitals, never a key",
        },
    )
    key_file: str = field(default="", metadata={"help": "File that holds the key"})
    output: str = field(
        default="auto", metadata={"help": "How answers are laid out: auto, json, tool or text", "one_of": _OUTPUTS}
    )
    context: int = field(
        default=16_000, metadata={"help": "Tokens of question and answer together", "range": (500, 10_000_000)}
    )
    max_output: int = field(default=4_000, metadata={"help": "Tokens of one answer", "range": (50, 1_000_000)})
    timeout: float = field(default=300.0, metadata={"help": "Seconds for one answer", "range": (0.1, 7200)})
    attempts: int = field(default=4, metadata={"help": "Attempts until the next endpoint is asked", "range": (1, 20)})
    concurrency: int = field(default=2, metadata={"help": "Questions at the same time", "range": (1, 256)})
    per_minute: int = field(default=0, metadata={"help": "Questions a minute; 0: no limit", "range": (0, 100_000)})
    price_input: float | None = _optional(float, "Dollars for a million tokens of questions", 0, 100_000)
    price_output: float | None = _optional(float, "Dollars for a million tokens of answers", 0, 100_000)


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskSettings:
    """What is different for one task."""

    endpoints: tuple[str, ...] = field(default=(), metadata={"help": "Names of endpoints, in the order they are asked"})
    output: str = field(default="", metadata={"help": "How answers are laid out", "one_of": ("", *_OUTPUTS)})
    max_output: int | None = _optional(int, "Tokens of one answer", 50, 1_000_000)
    temperature: float | None = _optional(float, "Temperature", 0, 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelSettings(EndpointSettings):
    """The first endpoint, further ones, what tasks change, how briefs are written, and what may be spent."""

    endpoints: tuple[EndpointSettings, ...] = field(
        default=(), metadata={"help": "Further endpoints, asked in turn", "table": EndpointSettings, "shape": "list"}
    )
    tasks: Mapping[str, TaskSettings] = field(
        default_factory=dict,
        metadata={"help": f"By task: {', '.join(TASKS)}", "table": TaskSettings, "shape": "names"},
    )
    method: str = field(
        default="brief",
        metadata={
            "help": "brief: the whole brief at once; sentences: one by one, for small models",
            "one_of": ("brief", "sentences"),
        },
    )
    judge: bool = field(
        default=False, metadata={"help": "Whether a model gives a second opinion on every statement of a model"}
    )
    rounds: int = field(default=2, metadata={"help": "How often failed statements go back", "range": (0, 5)})
    temperature: float = field(default=0.0, metadata={"help": "Temperature", "range": (0, 2)})
    usd_per_day: float | None = _optional(float, "Dollars that may be spent on a day (UTC)", 0, 1_000_000)
    usd_per_run: float | None = _optional(float, "Dollars that may be spent in one run", 0, 1_000_000)
    tokens_per_day: int | None = _optional(int, "Tokens that may be spent on a day (UTC)", 0, 10**12)
    tokens_per_run: int | None = _optional(int, "Tokens that may be spent in one run", 0, 10**12)
