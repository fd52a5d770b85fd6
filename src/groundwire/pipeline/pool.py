"""The batch driver: captures in, worked on by several processes, results out in order, with bounded memory.

A thread supervises the workers. One that hangs on a document, eats memory or dies costs that document at most: it is
killed, another takes its place, and what else it had is given to the others. Nothing is read while the window is full.
"""

import logging
import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator
from multiprocessing import Pipe
from multiprocessing.connection import wait
from types import TracebackType
from typing import Self

from groundwire.models import Capture, Failure, FailureKind, GroundwireError
from groundwire.pipeline.hand import Hand, Task
from groundwire.pipeline.prepared import Prepared, Worked, broken
from groundwire.pipeline.recipe import Limits
from groundwire.pipeline.worker import EXTRACTED, FULL, READY, MakesWork

WINDOW_ITEMS = 128  # for each worker: read, and not yet taken by the writer; a commit takes about as long as these
WINDOW_BYTES = 64_000_000  # of all bodies among them
_STARTS = 3  # workers in a row that die before they are ready
_DEATHS = 2  # of workers, before the document is to blame: one may have been killed from outside
_LOG = logging.getLogger(__name__)


class WorkerPool:
    """Some worker processes; they start with the first work and end with `close`. For one run at a time."""

    def __init__(self, maker: MakesWork, *, workers: int, limits: Limits | None = None) -> None:
        self._maker = maker
        self._limits = limits or Limits()
        self._workers = workers
        self._hands: list[Hand] = []
        self._pending: deque[Task] = deque()
        self._changed = threading.Condition()
        self._bell, self._ring = Pipe(duplex=False)
        self._thread: threading.Thread | None = None
        self._closing = False
        self._misses = 0
        self._error: Exception | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Ends the workers, whatever they are doing."""
        self._closing = True
        if self._thread is not None:
            self._wake()
            self._thread.join()
            self._thread = None
        self._bell.close()
        self._ring.close()

    def derive(self, items: Iterable[Capture | Failure]) -> Iterator[Worked | Failure]:
        """One result for each item, in order. A Failure among the items is passed on."""
        line: deque[Task | Failure] = deque()
        size = 0
        for item in items:
            entry = item if isinstance(item, Failure) else Task(item)
            line.append(entry)
            if isinstance(entry, Task):
                size += len(entry.capture.body)
                self._submit(entry)
            while line and (self._is_full(len(line), size) or _is_done(line[0])):
                result = self._await(line.popleft())
                size -= len(result.capture.body) if isinstance(result, Worked) else 0
                yield result
        while line:
            yield self._await(line.popleft())

    def _is_full(self, items: int, size: int) -> bool:
        return items > self._workers * WINDOW_ITEMS or (items > 1 and size > WINDOW_BYTES)

    def _submit(self, task: Task) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._supervise, name="groundwire-pool", daemon=True)
            self._thread.start()
        with self._changed:
            self._pending.append(task)
        self._wake()

    def _await(self, entry: Task | Failure) -> Worked | Failure:
        if isinstance(entry, Failure):
            return entry
        with self._changed:
            while entry.result is None:
                if self._error is not None:
                    raise self._error
                self._changed.wait()
        return Worked(capture=entry.capture, result=entry.result)

    def _wake(self) -> None:
        self._ring.send_bytes(b".")

    # --- in the supervisor's thread ------------------------------------------------------------------------------

    def _supervise(self) -> None:
        try:
            self._hands = [self._new_hand() for _ in range(self._workers)]
            while not self._closing:
                self._feed()
                self._listen()
                self._expire()
        except Exception as error:  # noqa: BLE001 - the job runner: whoever waits for results is told
            with self._changed:
                self._error = error
                self._changed.notify_all()
        finally:
            for hand in self._hands:
                hand.kill()
            self._hands = []

    def _new_hand(self) -> Hand:
        return Hand(self._maker, self._limits)

    def _feed(self) -> None:
        """Give each worker what it can take, the least busy one first."""
        while self._pending:
            with_room = [hand for hand in self._hands if hand.has_room(self._pending[0].capture)]
            if not with_room:
                return
            hand = min(with_room, key=lambda each: len(each.tasks))
            with self._changed:
                task = self._pending.popleft()
            try:
                hand.give(task)
            except OSError:
                self._died(hand)

    def _listen(self) -> None:
        """Wait for the first message, or the first deadline."""
        now = time.monotonic()
        times = [left for hand in self._hands if (left := hand.left(now)) is not None]
        hands = {hand.pipe: hand for hand in self._hands}
        for pipe in wait([self._bell, *hands], timeout=max(0.0, min(times, default=60.0))):
            if pipe is self._bell:
                self._silence()
            else:
                self._hear(hands[pipe])  # type: ignore[index]  # all but the bell are pipes of hands

    def _silence(self) -> None:
        while self._bell.poll():
            self._bell.recv_bytes()

    def _hear(self, hand: Hand) -> None:
        try:
            message = hand.pipe.recv()
        except (EOFError, OSError):
            self._died(hand)
            return
        if message == READY:
            hand.ready, self._misses = True, 0
        elif message == EXTRACTED:
            hand.beat()
        elif message == FULL:
            self._refuse(hand, f"took more than {self._limits.memory // 1_000_000} MB", "resource-limit")
        elif isinstance(message, Prepared | Failure):
            self._settle(hand.done(), message)
            if hand.is_worn:
                self._replace(hand)
        else:
            raise message if isinstance(message, Exception) else GroundwireError(f"A worker sent {message!r}.")

    def _settle(self, task: Task, result: Prepared | Failure) -> None:
        with self._changed:
            task.result = result
            self._changed.notify_all()

    def _expire(self) -> None:
        now = time.monotonic()
        for hand in [hand for hand in self._hands if (left := hand.left(now)) is not None and left <= 0]:
            if hand.ready:
                self._refuse(hand, f"was not {_done_with(hand)} within {self._limits.seconds:g} seconds", "timeout")
            else:
                self._died(hand)

    def _refuse(self, hand: Hand, verdict: str, kind: FailureKind) -> None:
        """The task in work has overstepped a limit: it fails, and its worker ends."""
        task = hand.tasks.popleft()
        self._settle(task, _failure(task.capture, hand.extracted, verdict, kind))
        self._replace(hand)

    def _died(self, hand: Hand) -> None:
        cause = hand.end()
        if not hand.ready:
            self._misses += 1
            if self._misses >= _STARTS:
                raise GroundwireError(f"No worker process can be started ({cause or 'it takes too long'}).")
        elif hand.tasks:
            _LOG.warning("a worker ended (%s) at %r", cause, hand.tasks[0].capture.url)
            hand.tasks[0].deaths += 1
            if hand.tasks[0].deaths >= _DEATHS:
                task = hand.tasks.popleft()
                verdict = f"ended the worker process{f' ({cause})' if cause else ''}"
                self._settle(task, _failure(task.capture, hand.extracted, verdict, "resource-limit"))
        self._replace(hand)

    def _replace(self, hand: Hand) -> None:
        """Another worker in the place of this one, and what it had back to the front of the line."""
        with self._changed:
            self._pending.extendleft(reversed(hand.tasks))
        self._hands.remove(hand)
        hand.kill()
        self._hands.append(self._new_hand())


def _is_done(entry: Task | Failure) -> bool:
    return isinstance(entry, Failure) or entry.result is not None


def _done_with(hand: Hand) -> str:
    return "worked through" if hand.extracted else "read"


def _failure(capture: Capture, extracted: bool, verdict: str, kind: FailureKind) -> Failure:
    what = "the document" if extracted else "the page"
    return broken(capture, "annotate" if extracted else "extract", f"{what} {verdict}", kind=kind)
