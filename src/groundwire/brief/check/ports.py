"""What the checker asks of others: annotating a text, vectors of texts, a second opinion."""

from collections.abc import Callable, Sequence
from typing import Any, Literal, Protocol, runtime_checkable

from groundwire.models import Annotations, Document

Annotate = Callable[[Document], Annotations]
Judgement = Literal["entailed", "neutral", "contradicted"]


class Nearness(Protocol):
    """Vectors of texts in any language: an array of n rows, each of length 1."""

    def __call__(self, texts: Sequence[str]) -> Any: ...


@runtime_checkable
class Floored(Protocol):
    """Vectors whose maker knows how near is too far: under it a text is about something else entirely."""

    floor: float


class Judge(Protocol):
    """What a model holds of a statement; it can lower a verdict and never raise one.

    Asked only of statements that pass every other check. ``premise``: the cited paragraphs, one a line, in their
    language; ``hypothesis``: the statement in its own.
    """

    def __call__(self, premise: str, hypothesis: str) -> Judgement | None:
        """None where it has no opinion; that lowers nothing."""
