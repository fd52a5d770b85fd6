"""Where answers are kept, so that none is bought twice: a port, and one that ends with the process."""

from typing import Protocol

from groundwire.models import Completion, Request


class Answers(Protocol):
    """Answers by the hash of their request. What was put is there for good when `put` returns."""

    def get(self, name: str) -> Completion | None:
        """The answer kept under this hash."""

    def about(self, model: str, subject: str) -> Completion | None:
        """The newest answer of this model to a request with this subject."""

    def put(self, name: str, request: Request, answer: Completion) -> None:
        """Keep the answer of a request under its hash."""


class MemoryAnswers:
    """Answers that end with the process."""

    def __init__(self) -> None:
        self._answers: dict[str, Completion] = {}
        self._about: dict[tuple[str, str], Completion] = {}

    def get(self, name: str) -> Completion | None:
        """The answer kept under this hash."""
        return self._answers.get(name)

    def about(self, model: str, subject: str) -> Completion | None:
        """The newest answer of this model to a request with this subject."""
        return self._about.get((model, subject))

    def put(self, name: str, request: Request, answer: Completion) -> None:
        """Keep the answer."""
        self._answers[name] = answer
        if request.subject:
            self._about[answer.model, request.subject] = answer
