"""What is asked of a language model, and what it answered."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

MessageRole = Literal["system", "user", "assistant"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One turn of what a model is shown."""

    role: MessageRole
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One question to a model. Two requests that are equal have the same completion, which is bought once."""

    task: str  # what it is for: "brief", "revise", "merge", "say", "ask"
    messages: tuple[Message, ...]
    schema: Mapping[str, Any] | None = None  # JSON Schema of the answer; None where plain text is wanted
    plain: str = ""  # how to lay the answer out where the model can be held to no schema
    max_tokens: int = 2000
    temperature: float = 0.0
    stop: tuple[str, ...] = ()  # the answer ends before these
    subject: str = ""  # what it asks of which text: an earlier answer to that does, whatever the wording was


@dataclass(frozen=True, slots=True, kw_only=True)
class Completion:
    """What a model answered, without what it thought aloud."""

    text: str
    model: str
    input_tokens: int = 0
    output_tokens: int = 0
    cached: bool = False  # it was in the archive and cost nothing now
    whole: bool = True  # False where it was cut off at its longest
    usd: Decimal | None = None  # what it cost when it was asked; None where the price is not known
