"""A worker process: captures in through a socket, prepared documents or failures out; `pool` starts it as a program.

A program of its own, not a fork and not a child of `multiprocessing`: it must run under a test, in a script without a
main guard and inside another engine's worker alike, and must not share locks with threads of whoever started it.
"""

import logging
import resource
import signal
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Protocol

from groundwire.models import Capture, Document, Failure, GroundwireError
from groundwire.pipeline.prepared import Prepared, broken, work_on
from groundwire.pipeline.recipe import Limits, Recipe

READY = "ready"
EXTRACTED = "extracted"  # the clock starts anew, for the stages behind the extraction
FULL = "full"  # out of memory, and lived to say so; what it holds is not given back
_LOG = logging.getLogger(__name__)

Work = Callable[[Capture], Prepared | Failure]


class MakesWork(Protocol):
    """A value that is sent to a worker and makes there what it is to do."""

    def make(self, beat: Callable[[], None]) -> Work:
        """``beat`` is to be called when a capture has become a document. Raises GroundwireError."""


class DeriveWork:
    """All stages, and the rows of what they give."""

    def __init__(self, recipe: Recipe) -> None:
        self._recipe = recipe

    def make(self, beat: Callable[[], None]) -> Work:
        """Builds the stages."""
        from groundwire.extract.assemble import extract

        def extract_and_tell(capture: Capture) -> Document | Failure:
            try:
                return extract(capture)
            except MemoryError:
                raise
            except Exception as error:  # noqa: BLE001 - a parser of outside bytes
                _LOG.exception("%r broke the extraction", capture.url)
                return broken(capture, "extract", f"the page broke the extraction ({type(error).__name__})")
            finally:
                beat()

        stages = self._recipe.build(extract_and_tell)
        return lambda capture: work_on(stages, capture)


def main(descriptor: int) -> None:
    """Serves the socket with this file descriptor."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for whoever started this
    serve(Connection(descriptor))


def serve(pipe: Connection) -> None:
    """Answers captures until the pipe closes. Raises SystemExit where nobody is there any more to be told something."""

    def tell(message: object) -> None:
        try:
            pipe.send(message)
        except OSError:
            raise SystemExit from None  # an end, and no failure of the document in work

    try:
        maker, limits = pipe.recv()
    except (EOFError, OSError):  # who started this is gone already
        return
    try:
        work = maker.make(lambda: tell(EXTRACTED))
    except GroundwireError as error:
        tell(error)
        return
    _limit_memory(limits)
    tell(READY)
    while True:
        try:
            capture = pipe.recv()
        except (EOFError, OSError):
            return
        tell(_answer(work, capture))


def _answer(work: Work, capture: Capture) -> Prepared | Failure | str:
    try:
        return work(capture)
    except MemoryError:
        return FULL


def _limit_memory(limits: Limits) -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
    except OSError:  # not Linux: what the libraries took is guessed
        pages = 250_000
    most = pages * resource.getpagesize() + limits.memory
    resource.setrlimit(resource.RLIMIT_AS, (most, resource.RLIM_INFINITY))
