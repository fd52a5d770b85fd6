"""Shards in, what came of their captures out, in order: worked on by Daft, on this machine's cores or on Ray.

Daft moves shards to workers and results back. In each worker a supervised process does the work, as in the batch
driver: a document that hangs, grows or crashes costs itself only, on every engine.
"""

import pickle
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from groundwire.models import Failure
from groundwire.pipeline.bulk.extras import need_daft, need_ray
from groundwire.pipeline.bulk.reading import read_shard
from groundwire.pipeline.bulk.shards import Shard
from groundwire.pipeline.pool import WorkerPool
from groundwire.pipeline.prepared import Worked
from groundwire.pipeline.recipe import Limits
from groundwire.pipeline.worker import MakesWork
from groundwire.sources import FetchOptions

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


class ShardWorker:
    """What one worker of the engine holds: its process, with the stages built once."""

    def __init__(self, maker: MakesWork, limits: Limits, max_bytes: int) -> None:
        self._pool = WorkerPool(maker, workers=1, limits=limits)
        self._max_bytes = max_bytes

    def __del__(self) -> None:
        self._pool.close()

    def work(self, packed: bytes) -> bytes:
        """A packed `ShardWork` in, the packed results out."""
        each: ShardWork = pickle.loads(packed)  # noqa: S301 - our own bytes
        items = read_shard(each.shard, at=each.at, max_bytes=self._max_bytes)
        return pickle.dumps(list(self._pool.derive(items)), protocol=5)


class Engine:
    """Daft on this machine, or on the Ray cluster at an address (a new one on this machine where there is none).

    Raises InputError where the optional libraries are missing.
    """

    def __init__(self, name: EngineName = "native", address: str | None = None) -> None:
        self._daft = need_daft()
        self._name = name
        if name == "ray":
            need_ray()
            self._daft.set_runner_ray(address, noop_if_initialized=True)
        else:
            self._daft.set_runner_native()

    def run(
        self, work: Sequence[ShardWork], *, maker: MakesWork, limits: Limits, options: FetchOptions
    ) -> Iterator[ShardDone]:
        """Every shard once, in order; those that are done before their turn wait for it."""
        for start in range(0, len(work), _AT_ONCE):
            part = work[start : start + _AT_ONCE]
            waiting: dict[int, bytes] = {}
            turn = 0
            for number, packed in self._results(part, ShardWorker, (maker, limits, options.max_bytes)):
                waiting.setdefault(number, packed)
                while turn in waiting:
                    results = pickle.loads(waiting.pop(turn))  # noqa: S301 - our own bytes
                    yield ShardDone(work=part[turn], results=results)
                    turn += 1

    def _results(
        self, part: Sequence[ShardWork], worker: type, arguments: tuple[Any, ...]
    ) -> Iterator[tuple[int, bytes]]:
        daft = self._daft
        rows = {"number": list(range(len(part))), "work": [pickle.dumps(each, protocol=5) for each in part]}
        frame = daft.from_pydict(rows)
        if self._name == "ray":  # each shard is a task of its own, for whichever node is free
            frame = frame.into_partitions(len(part))
        working = _remote_class(daft, worker)(*arguments)
        frame = frame.select(frame["number"], working.run(frame["work"]).alias("results"))
        for batch in frame.to_arrow_iter():
            yield from zip(*(batch.column(name).to_pylist() for name in ("number", "results")), strict=True)


def _remote_class(daft: Any, worker: type) -> Any:
    """The worker as Daft wants it: in a thread for each core, since it only waits for its process."""

    @daft.cls(use_process=False)
    class Remote:
        def __init__(self, *arguments: Any) -> None:
            self.worker = worker(*arguments)

        @daft.method.batch(return_dtype=daft.DataType.binary(), batch_size=1)  # type: ignore[untyped-decorator]
        def run(self, packed: Any) -> list[bytes]:
            return [self.worker.work(each) for each in packed.to_pylist()]

    return Remote
