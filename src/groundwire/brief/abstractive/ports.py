"""What the writer needs of the world: somebody to ask."""

from typing import Protocol

from groundwire.models import Completion, Request


class Complete(Protocol):
    """A language model, however it is reached."""

    def __call__(self, request: Request) -> Completion:
        """What the model answers. Raises CompletionError where none does, BudgetError where it may not be asked."""
