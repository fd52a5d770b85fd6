"""What the writer needs of the world: somebody to ask."""

from collections.abc import Callable
from typing import Protocol

from groundwire.models import Completion, Request


class Complete(Protocol):
    """A language model, however it is reached."""

    def __call__(self, request: Request, told: Callable[[str], None] | None = None) -> Completion:
        """What the model answers; ``told`` is given what there is of it while it is written, where that can be had.

        Raises CompletionError where none does, BudgetError where it may not be asked.
        """
