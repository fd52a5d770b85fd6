"""How language models are reached and what they may cost: the values that settings are read into."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal
from urllib.parse import urlsplit

from groundwire.models import SettingsError

OutputMode = Literal["auto", "json", "tool", "text"]


@dataclass(frozen=True, slots=True, kw_only=True)
class EndpointOptions:
    """One model behind an OpenAI-compatible address. The key is named here and never held."""

    base_url: str
    model: str
    name: str = ""  # what messages call it; the host and the model where empty
    key_env: str = ""  # the environment variable that holds the key
    key_file: str = ""  # or the file
    output: OutputMode = "auto"  # JSON by schema, a tool call, or lines of text; auto finds out
    context: int = 16_000  # tokens of question and answer together
    max_output: int = 4_000  # tokens of one answer, thinking included
    timeout: float = 300.0  # seconds for one answer
    stream: bool = False  # take the answer as it is written: for slow models behind what cuts quiet connections
    attempts: int = 4  # until the next endpoint is asked
    concurrency: int = 2  # questions at the same time
    per_minute: int = 0  # questions a minute; 0 for no limit
    price_input: Decimal | None = None  # US dollars per million tokens; else the published price where it is known
    price_output: Decimal | None = None

    def __post_init__(self) -> None:
        try:
            address = urlsplit(self.base_url)
        except ValueError:
            address = urlsplit("")
        if address.scheme not in ("http", "https") or not address.hostname:
            raise SettingsError(f"{self.base_url!r} is no address of a language model; write http(s)://host/v1.")
        if address.username or address.password or address.query:
            # Libraries write addresses into logs.
            raise SettingsError(
                "base_url must not carry a key or a password; name a variable in key_env, or a key_file."
            )
        if not self.model:
            raise SettingsError(f"The model behind {self.base_url!r} has no name; write model.")

    @property
    def title(self) -> str:
        """What people call this endpoint."""
        return self.name or f"{self.model} at {urlsplit(self.base_url).hostname or self.base_url}"


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskOptions:
    """What is different for one task."""

    endpoints: tuple[str, ...] = ()  # names of endpoints in the order they are asked; all in theirs where empty
    output: OutputMode | None = None
    max_output: int | None = None
    temperature: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetOptions:
    """What may be spent. None for no limit. A day is a day of UTC."""

    usd_per_day: Decimal | None = None
    usd_per_run: Decimal | None = None
    tokens_per_day: int | None = None
    tokens_per_run: int | None = None

    @property
    def in_money(self) -> bool:
        """Whether a price must be known to keep to it."""
        return self.usd_per_day is not None or self.usd_per_run is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class CompletionOptions:
    """The endpoints in the order they are asked, what tasks change, and the budget."""

    endpoints: tuple[EndpointOptions, ...] = ()
    tasks: Mapping[str, TaskOptions] = field(default_factory=dict)
    budget: BudgetOptions = BudgetOptions()

    def __post_init__(self) -> None:
        names = [endpoint.name for endpoint in self.endpoints if endpoint.name]
        if len(set(names)) < len(names):
            raise SettingsError("Two endpoints have the same name; give each its own.")
        for task, options in self.tasks.items():
            unknown = [name for name in options.endpoints if name not in names]
            if unknown:
                raise SettingsError(f"The task {task!r} names an endpoint {unknown[0]!r} that does not exist.")
