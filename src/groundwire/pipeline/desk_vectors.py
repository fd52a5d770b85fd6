"""A desk's folder and its settings of vectors in; its backlog of vectors, and the working off of it, out."""

from collections.abc import Callable
from contextlib import suppress
from functools import cached_property
from pathlib import Path

from groundwire.archive.lock import WriterLock
from groundwire.library.library import Library
from groundwire.library.state import State
from groundwire.library.table import TableState
from groundwire.library.vectors import Backlog
from groundwire.models import DeskLockedError, SettingsError
from groundwire.pipeline.home import ObjectHome, home_of
from groundwire.pipeline.model_briefs import KeptSpending
from groundwire.pipeline.options import VectorOptions
from groundwire.pipeline.vectors import Asker, Embedding, EmbedReport, Embeds, Workers

LOCK = "vectors.lock"  # beside the lock of the desk's writer: documents come in while vectors are made
_ELSEWHERE = "Vectors are made for desks in a folder only: in an object store a search goes by words."
_OFF = "Vectors are off: write `on = true` under [vectors] in settings.toml, and install groundwire[vectors]."


class DeskVectors:
    """The vectors of a desk, where its settings say that there are any."""

    def __init__(
        self,
        folder: Path,
        options: VectorOptions | None,
        *,
        library: Callable[[], Library],
        state: Callable[[], State],
    ) -> None:
        self._folder = folder
        self._options = options
        self._library = library
        self._state = state

    @cached_property
    def asker(self) -> Asker | None:
        """What makes the vectors of questions; None where vectors are off."""
        return Asker(self._options, lambda: self._embeds) if self._options else None

    @cached_property
    def _embeds(self) -> Embeds:
        return self._known.make(KeptSpending(self._state))

    @property
    def _is_elsewhere(self) -> bool:
        return isinstance(home_of(self._folder, self._folder), ObjectHome)

    @property
    def _known(self) -> VectorOptions:
        if self._options is None:
            raise SettingsError(_OFF)
        return self._options

    def backlog(self) -> Backlog | None:
        """How many documents have no vector yet; None where vectors are off."""
        if self._options is None or self._is_elsewhere:
            return None
        return self._library().vector_backlog(passages=self._options.passages)

    def table(self) -> TableState | None:
        """What the vectors take; None where there are none."""
        return next((each for each in self._library().state() if each.name == "vectors"), None)

    def optimize(self) -> None:
        """Brings the index into one piece; leaves it where vectors are being made, which looks after it itself."""
        if self._options and not self._is_elsewhere:
            with suppress(DeskLockedError), WriterLock(self._folder / LOCK):
                self._library().optimize_vectors()

    def embed(
        self, *, limit: int | None, workers: int | None, report: Callable[[int, int], None] | None
    ) -> EmbedReport:
        """Makes what is missing. Raises SettingsError, CompletionError, and DeskLockedError where another does it."""
        options = self._known
        if self._is_elsewhere:
            raise SettingsError(_ELSEWHERE)
        with WriterLock(self._folder / LOCK), Workers(options, workers, embeds=lambda: self._embeds) as made:
            return Embedding(self._library(), options, made).run(limit=limit, report=report)
