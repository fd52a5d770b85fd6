"""How many questions an endpoint takes at once and in a minute in, a turn out."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class Turns:
    """The turns at one endpoint; safe for threads. A wait that the endpoint asked for holds for everybody."""

    def __init__(
        self, *, at_once: int, per_minute: int, clock: Callable[[], float], sleep: Callable[[float], None]
    ) -> None:
        self._places = threading.BoundedSemaphore(max(1, at_once))
        self._interval = 60 / per_minute if per_minute > 0 else 0.0
        self._clock = clock
        self._sleep = sleep
        self._lock = threading.Lock()
        self._next = 0.0

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for a place and for the time; hold the place for as long as the block runs."""
        with self._places:
            with self._lock:
                now = self._clock()
                begin = max(now, self._next)
                self._next = begin + self._interval
            if begin > now:
                self._sleep(begin - now)
            yield

    def hold(self, seconds: float) -> None:
        """Begin nothing for that long."""
        with self._lock:
            self._next = max(self._next, self._clock() + seconds)
