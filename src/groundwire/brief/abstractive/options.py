"""How a model is made to write briefs: the values that settings are read into."""

from dataclasses import dataclass
from typing import Literal

Method = Literal["brief", "sentences"]
Purpose = Literal["brief", "digest", "answer"]


@dataclass(frozen=True, slots=True, kw_only=True)
class WriterOptions:
    """``context`` and ``max_output`` are those of the smallest endpoint that is asked."""

    method: Method = "brief"  # the whole brief at once, or the extractive brief's sentences one by one (small models)
    context: int = 16_000  # tokens of question and answer together
    max_output: int = 3_000  # tokens of one answer
    rounds: int = 2  # how often failed statements go back to the model
    temperature: float = 0.0
