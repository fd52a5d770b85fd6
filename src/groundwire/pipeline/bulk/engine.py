"""Shards in, what came of their captures out, in order: worked on by Daft, on this machine's cores or on Ray.

Daft moves shards to workers and results back. In each worker a supervised process does the work, as in the batch
driver: a document that hangs, grows or crashes costs itself only, on every engine.
"""

import logging
import pickle
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from groundwire.models import DeskError, Failure, InputError
from groundwire.pipeline.bulk.extras import need_daft, need_ray
from groundwire.pipeline.bulk.reading import read_shard
from groundwire.pipeline.bulk.shards import Shard
from groundwire.pipeline.pool import WorkerPool
from groundwire.pipeline.prepared import Worked
from groundwire.pipeline.recipe import Limits
from groundwire.pipeline.worker import MakesWork
from groundwire.sources.fetch_options import FetchOptions

_LOG = logging.getLogger(__name__)
_LOSSES = 3  # in a row, without a single result between them

EngineName = Literal["native", "ray"]
_AT_ONCE = 4_000  # shards in one query: a plan of bounded size; workers build their stages once for each


@dataclass(frozen=True, slots=True, kw_only=True)
class ShardWork:
    """A shard, and when its captures are to have been fetched."""

    shard: Shard
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ShardDone:
    """What came of every item of a shard, in order."""

    work: ShardWork
    results: list[Worked | Failure]


class ShardWorkers:
    """The worker processes of one process of the engine, kept from task to task: the stages are built once.

    Daft makes the object that it calls anew for each task (on Ray, for each shard), so what is kept is kept here.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._idle: dict[bytes, list[WorkerPool]] = {}

    def work(self, packed: bytes, *, maker: bytes, max_bytes: int) -> bytes:
        """A packed `ShardWork` in, the packed results out; ``maker`` is what to do and the limits, packed."""
        each: ShardWork = pickle.loads(packed)  # noqa: S301 - our own bytes
        pool = self._take(maker)
        items = read_shard(each.shard, at=each.at, max_bytes=max_bytes)
        results = list(pool.derive(items))
        with self._lock:
            self._idle.setdefault(maker, []).append(pool)
        return pickle.dumps(results, protocol=5)

    def _take(self, maker: bytes) -> WorkerPool:
        with self._lock:
            for other in [key for key in self._idle if key != maker]:  # of a run with other entities or topics
                for pool in self._idle.pop(other):
                    pool.close()
            if self._idle.get(maker):
                return self._idle[maker].pop()
        work, limits = pickle.loads(maker)  # noqa: S301 - our own bytes
        return WorkerPool(work, workers=1, limits=limits)

    def close(self) -> None:
        """Ends those that are idle."""
        with self._lock:
            for pool in (pool for pools in self._idle.values() for pool in pools):
                pool.close()
            self._idle.clear()


WORKERS = ShardWorkers()


class Engine:
    """Daft on this machine, or on the Ray cluster at an address (a new one on this machine where there is none).

    Raises InputError where the optional libraries are missing.
    """

    def __init__(self, name: EngineName = "native", address: str | None = None) -> None:
        self._daft = need_daft()
        self._name = name
        if name == "ray":
            need_ray()
        self._choose_runner(address)

    def _choose_runner(self, address: str | None) -> None:
        """Daft can be told once in the life of a process where to run."""
        try:
            if self._name == "ray":
                self._daft.set_runner_ray(address, noop_if_initialized=True)
            else:
                self._daft.set_runner_native()
        except self._daft.exceptions.DaftCoreException as error:
            if self._daft.get_or_create_runner().name != self._name:
                raise InputError(
                    f"This process has used Daft otherwise before; start another for {self._name}."
                ) from error

    def run(
        self, work: Sequence[ShardWork], *, maker: MakesWork, limits: Limits, options: FetchOptions
    ) -> Iterator[ShardDone]:
        """Every shard once, in order; those that are done before their turn wait for it."""
        packed_maker = pickle.dumps((maker, limits), protocol=5)
        try:
            for start in range(0, len(work), _AT_ONCE):
                part = work[start : start + _AT_ONCE]
                yield from _in_order(part, self._received(part, packed_maker, options.max_bytes))
        finally:
            WORKERS.close()

    def _received(self, part: Sequence[ShardWork], maker: bytes, max_bytes: int) -> Iterator[tuple[int, bytes]]:
        """The results as they come. What a lost node had done and not handed over is done again by the others.

        Ray does not make again what an actor made, so the query fails then; the next one does what is left.
        """
        left = dict(enumerate(part))
        losses = 0
        while left:
            try:
                for number, packed in self._results(left, maker, max_bytes):
                    if left.pop(number, None) is not None:
                        losses = 0
                        yield number, packed
                if left:
                    raise DeskError(f"The engine gave no result for {len(left)} shards.")
            except Exception as error:
                losses += 1
                if self._name == "native" or losses > _LOSSES:
                    raise
                _LOG.warning(
                    "%d shards are given out again, for results were lost (%s)", len(left), type(error).__name__
                )

    def _results(self, part: Mapping[int, ShardWork], maker: bytes, max_bytes: int) -> Iterator[tuple[int, bytes]]:
        daft = self._daft
        rows = {"number": list(part), "work": [pickle.dumps(each, protocol=5) for each in part.values()]}
        frame = daft.from_pydict(rows)
        if self._name == "ray":  # each shard is a task of its own, for whichever node is free
            frame = frame.into_partitions(len(part))
        working = _remote_class(daft)(maker, max_bytes)
        frame = frame.select(frame["number"], working.run(frame["work"]).alias("results"))
        for batch in frame.to_arrow_iter():
            yield from zip(*(batch.column(name).to_pylist() for name in ("number", "results")), strict=True)


def _in_order(part: Sequence[ShardWork], results: Iterator[tuple[int, bytes]]) -> Iterator[ShardDone]:
    waiting: dict[int, bytes] = {}
    turn = 0
    for number, packed in results:
        waiting.setdefault(number, packed)
        while turn in waiting:
            yield ShardDone(work=part[turn], results=pickle.loads(waiting.pop(turn)))  # noqa: S301 - our own bytes
            turn += 1


def _remote_class(daft: Any) -> Any:
    """What Daft calls, in a thread for each core, since it only waits for a worker process."""

    @daft.cls(use_process=False)
    class Remote:
        def __init__(self, maker: bytes, max_bytes: int) -> None:
            self.maker = maker
            self.max_bytes = max_bytes

        @daft.method.batch(return_dtype=daft.DataType.binary(), batch_size=1)  # type: ignore[untyped-decorator]
        def run(self, packed: Any) -> list[bytes]:
            from groundwire.pipeline.bulk.engine import WORKERS  # those of the process that runs this

            return [WORKERS.work(each, maker=self.maker, max_bytes=self.max_bytes) for each in packed.to_pylist()]

    return Remote
