"""Extraction in an expendable process: captures in, documents or failures out, whatever a page does to a parser."""

import contextlib
import logging
import multiprocessing
import resource
import signal
import threading
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import TracebackType
from typing import Self

from groundwire.models.capture import Capture
from groundwire.models.document import Document
from groundwire.models.errors import GroundwireError
from groundwire.models.failure import Failure, FailureKind

Extract = Callable[[Capture], Document | Failure]

_LOG = logging.getLogger(__name__)

RECYCLED_AFTER = 500  # captures: trafilatura's process-wide caches grow
_START = 60.0  # seconds for a new process to import its libraries on a busy machine; not counted as the page's time
_READY = "ready"
_FULL = "full"  # sent instead of a result by a process that ran out of memory and lived to say so


def extract(capture: Capture) -> Document | Failure:
    """``groundwire.extract.extract``, imported in the process that runs it."""
    from groundwire.extract.assemble import extract as assemble

    return assemble(capture)


def _serve(pipe: Connection, function: Extract, memory: int) -> None:
    """The child: answers captures until the pipe closes. It leaves Ctrl-C to its parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if function is extract:
        import groundwire.extract.assemble  # noqa: F401 - loaded before the limits and the clock start
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (_mapped() + memory, resource.RLIM_INFINITY))
    with contextlib.suppress(EOFError, OSError):  # the parent is gone, or no longer wants the answer
        pipe.send(_READY)
        while True:
            pipe.send(_answer(function, pipe.recv()))


def _answer(function: Extract, capture: Capture) -> Document | Failure | str:
    try:
        return function(capture)
    except MemoryError:
        return _FULL
    except Exception as error:  # noqa: BLE001 - the job runner: a parser that breaks costs this page only
        _LOG.exception("%r broke the extraction", capture.url)
        return _failure(capture, "malformed", f"the page broke the extraction ({type(error).__name__})")


def _mapped() -> int:
    """Bytes of address space that the libraries alone have taken; they are not the page's."""
    try:
        return int(Path("/proc/self/statm").read_text("ascii").split()[0]) * resource.getpagesize()
    except OSError:  # not Linux
        return 1_000_000_000


class ExtractWorker:
    """Runs ``extract`` in a child process with limits of time (seconds) and memory (bytes a page may take).

    A child that hangs, eats memory or dies costs one Failure; the next capture gets a new one. One worker serves one
    capture at a time, and threads take turns.
    """

    def __init__(
        self,
        seconds: float = 20,
        memory: int = 1_500_000_000,
        *,
        function: Extract = extract,
        recycled_after: int = RECYCLED_AFTER,
    ) -> None:
        self._seconds = seconds
        self._memory = memory
        self._function = function
        self._recycled_after = recycled_after
        # A fork of this process would copy its threads' locks; a fork of a bare server that has the libraries loaded
        # does not, and a new child is there in milliseconds.
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload(["groundwire.extract.assemble"])
        self._child: BaseProcess | None = None
        self._pipe: Connection | None = None
        self._served = 0
        self._lock = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Ends the child. The worker may be used again; it then starts another."""
        with self._lock:
            self._end()

    def extract(self, capture: Capture) -> Document | Failure:
        """The document, or one Failure."""
        with self._lock:
            try:
                return self._ask(capture)
            except BaseException:  # Ctrl-C amid an answer: the next capture must not get this one's
                self._end()
                raise

    def _ask(self, capture: Capture) -> Document | Failure:
        pipe = self._ready_pipe()
        if pipe is None:
            return _failure(capture, "resource-limit", "the extraction process could not be started")
        try:
            pipe.send(capture)
            answer = pipe.recv() if pipe.poll(self._seconds) else None
        except (EOFError, OSError):
            reason = f"the page ended the extraction process{self._cause()}"
            self._end()
            return _failure(capture, "resource-limit", reason)
        if answer is None:
            self._end()
            return _failure(capture, "timeout", f"the page was not read within {self._seconds:g} seconds")
        if answer == _FULL:
            self._end()  # what it holds is not given back
            return _failure(capture, "resource-limit", f"the page took more than {self._memory // 1_000_000} MB")
        self._served += 1
        if not isinstance(answer, Document | Failure):
            raise GroundwireError(f"extraction gave {type(answer).__name__}, not a document")
        return answer

    def _ready_pipe(self) -> Connection | None:
        """The pipe to a living child, started anew where there is none; None where it will not start."""
        if self._child is not None and (not self._child.is_alive() or self._served >= self._recycled_after):
            self._end()
        if self._pipe is not None:
            return self._pipe
        mine, theirs = self._context.Pipe()
        child = self._context.Process(
            target=_serve, args=(theirs, self._function, self._memory), daemon=True, name="groundwire-extract"
        )
        child.start()
        self._child = child  # only now: what was not started cannot be ended
        theirs.close()  # else the child's death would not end the pipe
        self._pipe, self._served = mine, 0
        try:
            started = mine.poll(_START) and mine.recv() == _READY
        except (EOFError, OSError):
            started = False
        if not started:
            self._end()
        return self._pipe

    def _cause(self) -> str:
        if self._child is None:
            return ""
        self._child.join(1)
        code = self._child.exitcode
        return f" ({signal.Signals(-code).name})" if code is not None and code < 0 else ""

    def _end(self) -> None:
        if self._pipe is not None:
            self._pipe.close()
        if self._child is not None:
            self._child.kill()
            self._child.join(5)
            with contextlib.suppress(ValueError):  # still dying: the system will reap it
                self._child.close()
        self._child = self._pipe = None


def _failure(capture: Capture, kind: FailureKind, reason: str) -> Failure:
    return Failure(
        item=capture.url, stage="extract", kind=kind, reason=reason, at=capture.fetched_at, capture=capture.id
    )
