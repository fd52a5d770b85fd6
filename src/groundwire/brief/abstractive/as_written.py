"""An answer that is still being written in, what holds of it so far out; read and checked in a thread of its own.

So a slow check does not keep the answer from coming in, and a judge may ask the endpoint that is still answering.
"""

import threading
from collections.abc import Callable
from types import TracebackType
from typing import Self

from groundwire.models import GroundwireError

_PAUSE = 0.1  # seconds between two readings: nobody sees more, and each goes over all that is there


class AsWritten:
    """Gives the newest text to ``show`` whenever there is more of it; what came meanwhile is skipped.

    Used as a context: at its end nothing is shown any more. An error of ours ends the showing, and whoever asks for
    the whole answer meets it again; a half-written brief is no place to tell of it.
    """

    def __init__(self, show: Callable[[str], None]) -> None:
        self._show = show
        self._news = threading.Condition()
        self._text = ""
        self._ended = False
        self._thread = threading.Thread(target=self._run, name="groundwire-as-written", daemon=True)

    def __call__(self, text: str) -> None:
        """There is this much of the answer."""
        with self._news:
            self._text = text
            self._news.notify()

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._news:
            self._ended = True
            self._news.notify()
        self._thread.join()

    def _run(self) -> None:
        shown = ""
        while (text := self._next(shown)) is not None:
            shown = text
            try:
                self._show(text)
            except GroundwireError:
                return
            with self._news:
                self._news.wait_for(lambda: self._ended, _PAUSE)

    def _next(self, shown: str) -> str | None:
        """Another text than was shown, as soon as there is one; None at the end."""
        with self._news:
            self._news.wait_for(lambda: self._ended or self._text != shown)
            return None if self._ended else self._text
