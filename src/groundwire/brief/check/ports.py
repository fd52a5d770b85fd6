"""What the checker asks of others: annotating a text, vectors of texts, a second opinion."""

from collections.abc import Callable, Sequence
from typing import Any, Literal, Protocol

from groundwire.models import Annotations, Document

Annotate = Callable[[Document], Annotations]
Judgement = Literal["entailed", "neutral", "contradicted"]


class Nearness(Protocol):
    """Vectors of texts in any language: an array of n rows, each of length 1."""

    def __call__(self, texts: Sequence[str]) -> Any: ...


class Judge(Protocol):
    """What a model holds of a statement; it can lower a verdict and never raise one."""

    def __call__(self, premise: str, hypothesis: str) -> Judgement: ...
