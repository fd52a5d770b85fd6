"""A pool gives what one process would, in order, whatever documents do to its workers."""

import os
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from groundwire.models import Capture, Failure, GroundwireError
from groundwire.pipeline import pool as pool_module
from groundwire.pipeline.pool import WorkerPool
from groundwire.pipeline.prepared import Prepared, Worked
from groundwire.pipeline.recipe import Limits
from groundwire.sources.capture import make_capture
from tests.pipeline.odd_work import OddWork

NOW = datetime(2025, 3, 5, tzinfo=UTC)


def capture(number: int, body: bytes = b"") -> Capture:
    return make_capture(url=f"file:///{number}", fetched_at=NOW, kind="page", media_type="text/plain", body=body)


def pool(*, workers: int = 2, seconds: float = 20.0, work: OddWork | None = None) -> WorkerPool:
    return WorkerPool(work or OddWork(), workers=workers, limits=Limits(seconds=seconds, memory=1_000_000_000))


def test_results_come_in_order_with_failures_in_their_places() -> None:
    bad = Failure(item="x", stage="read", kind="empty", reason="It is empty.", at=NOW)
    items: list[Capture | Failure] = [capture(0, b"slow"), bad, *(capture(number) for number in range(1, 40)), bad]
    with pool() as workers:
        results = list(workers.derive(items))
        again = list(workers.derive(items[:3]))
    assert [result.capture if isinstance(result, Worked) else result for result in results] == items
    assert [result.capture if isinstance(result, Worked) else result for result in again] == items[:3]
    processes = {
        result.result.text_hash
        for result in results
        if isinstance(result, Worked) and isinstance(result.result, Prepared)
    }
    assert 1 <= len(processes) <= 2  # on a busy machine one may be through before the other has started
    assert str(os.getpid()) not in processes


@pytest.mark.parametrize(
    ("body", "kind", "stage", "words"),
    [
        (b"hang", "timeout", "extract", "not read within 1 seconds"),
        (b"hang-later", "timeout", "annotate", "not worked through within 1 seconds"),
        (b"grow", "resource-limit", "extract", "more than 1000 MB"),
        (b"die", "resource-limit", "extract", "ended the worker process (SIGKILL)"),
    ],
)
def test_a_document_that_oversteps_costs_itself_only(body: bytes, kind: str, stage: str, words: str) -> None:
    items = [capture(1), capture(2), capture(3, body), capture(4), capture(5), capture(6)]
    with pool(workers=1, seconds=1.0) as workers:
        results = list(workers.derive(items))
    failures = [each.result for each in results if isinstance(each, Worked) and isinstance(each.result, Failure)]
    assert len(results) == 6
    (failure,) = failures
    assert (failure.kind, failure.stage, failure.item, failure.capture) == (kind, stage, "file:///3", items[2].id)
    assert words in failure.reason


def test_a_document_whose_worker_was_killed_from_outside_is_tried_again(tmp_path: Path) -> None:
    items = [capture(1), capture(2, b"die-once " + bytes(tmp_path / "x")), capture(3)]
    with pool(workers=1) as workers:
        results = list(workers.derive(items))
    assert all(isinstance(each, Worked) and isinstance(each.result, Prepared) for each in results)


def test_nothing_is_read_while_the_window_is_full(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool_module, "WINDOW_ITEMS", 4)
    read = 0

    def items() -> Iterator[Capture]:
        nonlocal read
        for number in range(100):
            read += 1
            yield capture(number)

    with pool(workers=2) as workers:
        results = workers.derive(items())
        next(results)
        time.sleep(0.3)
        assert read <= 10
        assert len(list(results)) == 99


def test_large_bodies_fill_the_window_and_come_through(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool_module, "WINDOW_BYTES", 3_000_000)
    items = [capture(number, b"x" * 2_000_000) for number in range(6)]
    with pool(workers=2) as workers:
        assert len(list(workers.derive(items))) == 6


def test_what_cannot_be_built_is_said_once() -> None:
    refused = OddWork(refused="There is no such model.")
    with pool(work=refused) as workers, pytest.raises(GroundwireError, match=r"There is no such model\."):
        list(workers.derive([capture(1)]))


def test_workers_that_never_start_are_given_up() -> None:
    killed = OddWork(killed=True)
    with pool(work=killed) as workers, pytest.raises(GroundwireError, match=r"can be started \(SIGKILL\)"):
        list(workers.derive([capture(1)]))


def test_a_run_can_be_left_in_the_middle() -> None:
    with pool() as workers:
        results = workers.derive(capture(number, b"slow") for number in range(50))
        next(results)
        begun = time.monotonic()
    assert time.monotonic() - begun < 10
