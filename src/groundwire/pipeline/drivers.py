"""How many captures come decides who works on them: this process, or a pool of workers."""

import os
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from types import TracebackType
from typing import Self

from groundwire.models import Capture, Failure
from groundwire.pipeline.pool import WorkerPool
from groundwire.pipeline.prepared import Stage, Worked, derive_here

FEW = 48  # captures: fewer are done here before a pool has started


def usable_cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Driver:
    """Works on captures in order: ``derive`` is a `Derive`.

    With ``workers`` unset the first few captures are worked on here, and what comes behind them in a pool with as many
    workers as there are cores, which is only started then. 0 is never a pool, a number is one from the start.
    """

    def __init__(self, workers: int | None, *, stages: Callable[[], Stage], pool: Callable[[int], WorkerPool]) -> None:
        cores = usable_cores()
        self._few = FEW if workers is None and cores > 1 else 0 if workers else None
        self._workers = workers or cores
        self._stages = stages
        self._make_pool = pool
        self._pool: WorkerPool | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Ends the workers, whatever they are doing."""
        if self._pool is not None:
            self._pool.close()
            self._pool = None

    def derive(self, items: Iterable[Capture | Failure]) -> Iterator[Worked | Failure]:
        """One result for each item, in order."""
        line = iter(items)
        if self._few != 0:
            yield from self._here(islice(line, self._few))
        for first in line:
            self.close()
            self._pool = self._make_pool(self._workers)
            yield from self._pool.derive(chain([first], line))

    def _here(self, items: Iterator[Capture | Failure]) -> Iterator[Worked | Failure]:
        """The stages are built with the first item: often there is nothing to do."""
        for first in items:
            yield from derive_here(self._stages())(chain([first], items))
