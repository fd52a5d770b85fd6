"""Which hosts may be asked what, and when: robots.txt, one request at a time per host, a pause between two."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from protego import Protego

from groundwire.models import FetchError


@dataclass(slots=True)
class _Gate:
    lock: threading.Lock = field(default_factory=threading.Lock)
    free_at: float = 0.0
    closed_until: float = 0.0


class Gates:
    """Lets one request at a time through to each host, with a pause after each."""

    def __init__(self, *, clock: Callable[[], float], sleep: Callable[[float], None]) -> None:
        self._clock = clock
        self._sleep = sleep
        self._gates: dict[str, _Gate] = {}
        self._lock = threading.Lock()

    def _gate(self, host: str) -> _Gate:
        with self._lock:
            return self._gates.setdefault(host, _Gate())

    @contextmanager
    def turn(self, host: str, pause: float) -> Iterator[None]:
        """Wait for this host's turn; afterwards nobody asks it for ``pause`` seconds."""
        gate = self._gate(host)
        with gate.lock:
            wait = gate.free_at - self._clock()
            if wait > 0:
                self._sleep(wait)
            try:
                yield
            finally:
                gate.free_at = self._clock() + pause

    def close(self, host: str, seconds: float) -> None:
        """The host asked to be left alone for so long."""
        self._gate(host).closed_until = self._clock() + seconds

    def closed_for(self, host: str) -> float:
        """How many seconds the host still wants to be left alone."""
        return max(0.0, self._gate(host).closed_until - self._clock())


@dataclass(frozen=True, slots=True)
class RobotRules:
    """What one host's robots.txt allows. ``problem`` forbids all; no rules and no problem allow all."""

    rules: Protego | None
    problem: FetchError | None
    expires_at: float

    def allows(self, url: str, agent: str) -> bool:
        """Whether the page may be asked for."""
        return self.problem is None and (self.rules is None or bool(self.rules.can_fetch(url, agent)))

    def delay(self, agent: str) -> float:
        """The pause between two requests that the host asks for."""
        return float((self.rules.crawl_delay(agent) if self.rules else None) or 0.0)


class Robots:
    """robots.txt of every host asked so far. ``fetch`` brings (status, text) of one."""

    KEEP = 6 * 3600.0  # RFC 9309 allows up to 24 h
    KEEP_UNREACHABLE = 300.0

    def __init__(self, fetch: Callable[[str], tuple[int, str]], *, clock: Callable[[], float]) -> None:
        self._fetch = fetch
        self._clock = clock
        self._known: dict[str, RobotRules] = {}
        self._locks: dict[str, threading.Lock] = {}
        self._lock = threading.Lock()

    def rules(self, origin: str) -> RobotRules:
        """The rules of ``scheme://host:port``, from memory or from the host."""
        with self._lock:
            lock = self._locks.setdefault(origin, threading.Lock())
        with lock:
            known = self._known.get(origin)
            if known is None or known.expires_at <= self._clock():
                known = self._known[origin] = self._read(origin)
            return known

    def _read(self, origin: str) -> RobotRules:
        url = f"{origin}/robots.txt"
        try:
            status, text = self._fetch(url)
        except FetchError as error:  # remembered, so that sixty pages of a dead host do not wait sixty times
            return RobotRules(None, error, self._clock() + self.KEEP_UNREACHABLE)
        if status >= 500 or status == 429:  # RFC 9309 2.3.1.4: unreachable means disallowed, for now
            problem = FetchError(url, "robots", "The site's robots.txt cannot be read just now; try again later.")
            return RobotRules(None, problem, self._clock() + self.KEEP_UNREACHABLE)
        rules = _parse(text) if 200 <= status < 300 else None
        return RobotRules(rules, None, self._clock() + self.KEEP)


def _parse(text: str) -> Protego | None:
    try:
        return Protego.parse(text)
    except Exception:  # noqa: BLE001 - a third-party parser of outside bytes; unreadable rules forbid nothing
        return None
