"""One worker process as its supervisor sees it: tasks in, messages out; it can hang, grow or die at any moment."""

import os
import signal
import subprocess
import sys
import time
from collections import deque
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import Pipe

from groundwire.models import Capture, Failure
from groundwire.pipeline.prepared import Prepared
from groundwire.pipeline.recipe import Limits
from groundwire.pipeline.worker import MakesWork

START = 120.0  # seconds to import and build everything on a busy machine; no document's time
RECYCLED_AFTER = 5_000  # captures: caches of the libraries grow; starting anew takes as long as some sixty documents
AHEAD = 3  # captures sent before their turn, so that no worker waits for its supervisor
_AHEAD_BYTES = 100_000  # of them: what a socket takes in while nobody reads it, so that sending never waits
_PROGRAM = "import sys; from groundwire.pipeline.worker import main; main(int(sys.argv[1]))"


@dataclass(slots=True, eq=False)
class Task:
    """One capture on its way through a worker."""

    capture: Capture
    result: Prepared | Failure | None = None
    deaths: int = 0  # of workers that had it


class Hand:
    """A process that works on one capture at a time. ``tasks`` are those it has, the one in work first."""

    def __init__(self, maker: MakesWork, limits: Limits) -> None:
        self._limits = limits
        self.tasks: deque[Task] = deque()
        self.ready = False
        self.served = 0
        self.extracted = False  # whether the task in work is through the extraction
        self.since = time.monotonic()  # of the task in work, or of the start
        self.pipe, theirs = Pipe()
        self._process = subprocess.Popen(  # noqa: S603 - this interpreter, and nothing that came from outside
            [sys.executable, "-P", "-c", _PROGRAM, str(theirs.fileno())],
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
        )
        theirs.close()  # else the worker's death would not end the pipe
        with suppress(OSError):  # it was killed already: its end of the pipe says so to whoever listens
            self.pipe.send((maker, limits))

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid

    @property
    def is_worn(self) -> bool:
        """Whether it has done its share, and nothing is left to do."""
        return self.served >= RECYCLED_AFTER and not self.tasks

    def has_room(self, capture: Capture) -> bool:
        """Whether this capture can be sent without waiting."""
        if not self.ready or self.served + len(self.tasks) >= RECYCLED_AFTER:
            return False
        if not self.tasks:
            return True
        waiting = sum(len(task.capture.body) for task in list(self.tasks)[1:])
        return len(self.tasks) < AHEAD and waiting + len(capture.body) < _AHEAD_BYTES

    def give(self, task: Task) -> None:
        """Send it. Raises OSError where the process is gone."""
        if not self.tasks:
            self._begin()
        self.tasks.append(task)
        self.pipe.send(task.capture)

    def done(self) -> Task:
        """The task that was in work has its answer; the next one begins."""
        self.served += 1
        self._begin()
        return self.tasks.popleft()

    def beat(self) -> None:
        """The task in work has become a document."""
        self._begin()
        self.extracted = True

    def _begin(self) -> None:
        self.since, self.extracted = time.monotonic(), False

    def left(self, now: float) -> float | None:
        """Seconds until it is out of time; None where it is idle."""
        if not self.ready:
            return self.since + START - now
        return self.since + self._limits.seconds - now if self.tasks else None

    def end(self) -> str:
        """Kill it, and say what had ended it if it was dead already: ``SIGKILL``, ``status 1``."""
        self.pipe.close()
        cause = self._process.poll()
        if cause is None:
            try:
                cause = self._process.wait(0.2)  # it closed its pipe a moment ago
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
                return ""
        return signal.Signals(-cause).name if cause < 0 else f"status {cause}"

    def kill(self) -> None:
        """Kill it."""
        self._process.kill()
        self._process.wait()
        self.pipe.close()
