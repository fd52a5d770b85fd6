"""Shards and an engine in, arrivals out: the one writer keeps what workers made, and records which shards are done."""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from groundwire.library.state import KnownShard, State
from groundwire.models import Failure
from groundwire.pipeline.bulk.engine import ShardDone, ShardWork
from groundwire.pipeline.bulk.shards import Shard
from groundwire.pipeline.intake import Arrival, Intake
from groundwire.pipeline.prepared import Worked


@dataclass(frozen=True, slots=True, kw_only=True)
class Passed:
    """How far a run has come, in shards and in bytes of input."""

    shards: int
    all_shards: int
    bytes: int
    all_bytes: int


Works = Callable[[Sequence[ShardWork]], Iterator[ShardDone]]


class BulkRun:
    """One run over these shards. What an earlier run has done is not done again."""

    def __init__(self, shards: Sequence[Shard], *, state: State, now: datetime) -> None:
        self._state = state
        known = state.shards()
        self._begun_before = {id_ for id_, each in known.items() if not each.done}
        self._todo = [
            ShardWork(shard=shard, at=known[shard.id].begun if shard.id in known else now)
            for shard in shards
            if not (shard.id in known and known[shard.id].done)
        ]
        state.put_shards({w.shard.id: KnownShard(begun=now, done=False) for w in self._todo if w.shard.id not in known})
        left = sum(each.shard.bytes for each in self._todo)
        total = sum(shard.bytes for shard in shards)
        self.passed = Passed(
            shards=len(shards) - len(self._todo), all_shards=len(shards), bytes=total - left, all_bytes=total
        )

    def take(self, intake: Intake, works: Works, report: Callable[[Passed], None]) -> Iterator[Arrival]:
        """Does what is left; ``passed`` and ``report`` tell how far it has come."""
        report(self.passed)
        ends: deque[tuple[int, ShardDone]] = deque()  # behind how many arrivals a shard is safe
        arrived = 0
        for arrival in intake.keep(self._results(works(self._todo), ends)):
            arrived += 1
            yield arrival
            self._finish(ends, arrived, report)
        self._finish(ends, arrived, report)

    def _results(self, done: Iterator[ShardDone], ends: deque[tuple[int, ShardDone]]) -> Iterator[Worked | Failure]:
        count = 0
        for each in done:
            for result in self._fresh(each):
                count += 1
                yield result
            ends.append((count, each))

    def _fresh(self, done: ShardDone) -> list[Worked | Failure]:
        """Without what the earlier run had kept of this shard when it was killed."""
        if done.work.shard.id not in self._begun_before:
            return done.results
        worked = [each.capture.id for each in done.results if isinstance(each, Worked)]
        noted = self._state.noted(worked)
        return [each for each in done.results if isinstance(each, Failure) or each.capture.id not in noted]

    def _finish(self, ends: deque[tuple[int, ShardDone]], arrived: int, report: Callable[[Passed], None]) -> None:
        while ends and ends[0][0] <= arrived:
            _, done = ends.popleft()
            shard = done.work.shard
            if not any(isinstance(each, Failure) and each.kind == "network" for each in done.results):
                self._state.put_shards(
                    {shard.id: KnownShard(begun=done.work.at, done=True)}
                )  # else the next run tries it again
            self.passed = Passed(
                shards=self.passed.shards + 1,
                all_shards=self.passed.all_shards,
                bytes=self.passed.bytes + shard.bytes,
                all_bytes=self.passed.all_bytes,
            )
            report(self.passed)
