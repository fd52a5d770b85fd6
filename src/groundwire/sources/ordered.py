"""Steps, some of which need the network → their results in the order of the steps, with fetches running ahead."""

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from urllib.parse import urlsplit

from groundwire.models import Capture, Failure, FetchError
from groundwire.sources.fetch import Fetched


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one address: an answer or an error, and when."""

    answer: Fetched | FetchError
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """An address to fetch, and what its outcome leads to. ``again`` fetches it even if it was fetched in this run."""

    url: str
    then: "Callable[[Outcome], Iterator[Step]]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """Everything before this step has been taken by the caller; run ``call``."""

    call: Callable[[], None]


Step = Capture | Failure | Wanted | Done
_Waiting = Step | Iterator[Step]


class Runs(Protocol):
    """Fetches an address; called from several threads."""

    def fetch(self, url: str) -> Fetched:
        """What lies there. Raises FetchError."""


class OrderedRun:
    """One walk over a tree of steps. Each address is fetched once; the first step that wants it gets it."""

    def __init__(self, fetcher: Runs, now: Callable[[], datetime], *, concurrency: int) -> None:
        self._fetcher = fetcher
        self._now = now
        self._concurrency = concurrency
        self._ahead = 4 * concurrency  # steps looked at before their turn: enough hosts to keep the workers busy
        self._futures: dict[str, Future[Outcome]] = {}
        self._taken: set[str] = set()
        self._line: deque[_Waiting] = deque()

    def run(self, steps: Iterator[Step]) -> Iterator[Capture | Failure]:
        """Walk depth first; the results do not depend on which fetch ends first."""
        self._line.append(steps)
        pool = ThreadPoolExecutor(self._concurrency, thread_name_prefix="groundwire-fetch")
        try:
            while self._line:
                yield from self._advance(pool)
        finally:
            pool.shutdown(wait=False, cancel_futures=True)

    def _advance(self, pool: ThreadPoolExecutor) -> Iterator[Capture | Failure]:
        head = self._line.popleft()
        match head:
            case Capture() | Failure():
                yield head
            case Done():
                head.call()
            case Wanted():
                if head.url not in self._taken:
                    self._taken.add(head.url)
                    self._line.appendleft(head.then(self._await(head, pool)))
            case _:
                step = next(head, None)
                if step is not None:
                    self._line.extendleft((head, step))

    def _await(self, wanted: Wanted, pool: ThreadPoolExecutor) -> Outcome:
        """The outcome of the step whose turn it is, with others started meanwhile."""
        self._start(wanted, pool)
        future = self._futures[wanted.url]
        while not future.done():
            self._start_ahead(pool)
            wait([f for f in self._futures.values() if not f.done()], return_when=FIRST_COMPLETED)
        del self._futures[wanted.url]
        return future.result()

    def _start_ahead(self, pool: ThreadPoolExecutor) -> None:
        """Start what the line wants next: as many as there are workers, one for each host."""
        self._fill()
        busy = {_host(url) for url, future in self._futures.items() if not future.done()}
        for step in self._line:
            if len(busy) >= self._concurrency or len(self._futures) >= self._ahead:
                return
            if isinstance(step, Wanted) and self._may_start(step.url) and _host(step.url) not in busy:
                busy.add(_host(step.url))
                self._start(step, pool)

    def _may_start(self, url: str) -> bool:
        return url not in self._taken and url not in self._futures

    def _fill(self) -> None:
        """Draw steps out of the first iterator of the line, as far as it may be looked ahead."""
        room = self._ahead - len(self._line)
        index = next((n for n, step in enumerate(self._line) if isinstance(step, Iterator)), None)
        while index is not None and room > 0:
            source = self._line[index]
            step = next(source, None) if isinstance(source, Iterator) else None
            if step is None:
                del self._line[index]
                index = next((n for n, step in enumerate(self._line) if isinstance(step, Iterator)), None)
                continue
            self._line.insert(index, step)
            index += 1
            room -= 1

    def _start(self, wanted: Wanted, pool: ThreadPoolExecutor) -> None:
        if wanted.url not in self._futures:
            self._futures[wanted.url] = pool.submit(self._fetch, wanted.url)

    def _fetch(self, url: str) -> Outcome:
        try:
            answer: Fetched | FetchError = self._fetcher.fetch(url)
        except FetchError as error:
            answer = error
        return Outcome(answer=answer, at=self._now())


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or url
    except ValueError:
        return url
