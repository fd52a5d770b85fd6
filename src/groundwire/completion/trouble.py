"""What comes back from a model, and what went wrong where nothing does: errors of libraries in, ours out."""

import asyncio
from dataclasses import dataclass
from typing import Literal

TroubleKind = Literal[
    "busy", "quota", "unavailable", "timeout", "network", "key", "model", "rejected", "too-long", "malformed", "empty"
]

_AGAIN: frozenset[TroubleKind] = frozenset({"busy", "unavailable", "timeout", "network", "malformed"})
_SENTENCES: dict[TroubleKind, str] = {
    "busy": "{title} takes no more questions now; try again later or lower per_minute.",
    "unavailable": "{title} has an error of its own; try again later.",
    "timeout": "{title} did not answer in time; try again later or raise its timeout.",
    "network": "{title} cannot be reached; look at its base_url and whether it runs.",
    "quota": "{title} has no credit left; pay, or use another endpoint.",
    "key": "{title} refuses the key; look at key_env or key_file.",
    "model": "{title} does not know the model or the address; look at model and base_url.",
    "rejected": "{title} refuses the question.",
    "too-long": "The question is too long for {title}; lower its context.",
    "malformed": "{title} answers with something that is not an answer; look at its base_url.",
    "empty": "{title} answers with nothing; raise its max_output, or use another model.",
}
_STATUS: dict[int, TroubleKind] = {
    401: "key",
    402: "quota",
    403: "key",
    404: "model",
    408: "timeout",
    409: "unavailable",
    413: "too-long",
    425: "unavailable",
    429: "busy",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What came back. ``text`` may be empty: a model that only thought."""

    text: str
    thoughts: str
    input_tokens: int
    output_tokens: int
    whole: bool


@dataclass(slots=True, eq=False)
class Trouble(Exception):
    """One question that went wrong. ``detail`` is for the log and has no key in it."""

    kind: TroubleKind
    status: int = 0
    retry_after: float | None = None  # seconds, as the server asks
    detail: str = ""
    partial: Reply | None = None  # what had come before it went wrong

    @property
    def again(self) -> bool:
        """Whether the same question may go better later."""
        return self.kind in _AGAIN

    def sentence(self, title: str) -> str:
        """What a person reads."""
        return _SENTENCES[self.kind].format(title=title)


def of_status(status: int) -> TroubleKind:
    """What an HTTP status means."""
    return _STATUS.get(status, "unavailable" if status >= 500 else "rejected")


def read_trouble(error: BaseException) -> Trouble | None:
    """What this error of pydantic-ai, openai or the network means; None where it is a bug."""
    from openai import APIConnectionError, APIError, APITimeoutError
    from pydantic_ai import exceptions

    match error:
        case exceptions.ModelContextWindowExceededError():
            return Trouble("too-long", detail=str(error))
        case exceptions.ModelQuotaExceededError():
            return Trouble("quota", detail=str(error))
        case exceptions.ModelHTTPError():
            return Trouble(of_status(error.status_code), error.status_code, error.retry_after, str(error))
        case exceptions.ModelTimeoutError() | APITimeoutError() | asyncio.TimeoutError():
            return Trouble("timeout", detail=str(error))
        case exceptions.ModelConnectionError() | APIConnectionError():
            return Trouble("network", detail=str(error))
        case exceptions.AgentRunError() | APIError():
            return Trouble("malformed", detail=str(error))
    return None
