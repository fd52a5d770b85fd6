"""Extraction in an expendable process: captures in, documents or failures out, whatever a page does to a parser."""

from groundwire.models.capture import Capture
from groundwire.models.document import Document
from groundwire.models.failure import Failure


class ExtractWorker:
    """Runs ``extract`` in a child process with limits of time (seconds) and memory (bytes)."""

    def __init__(self, seconds: float = 20, memory: int = 1_500_000_000) -> None:
        self._seconds = seconds
        self._memory = memory

    def extract(self, capture: Capture) -> Document | Failure:
        """The document, or one Failure."""
        raise NotImplementedError
