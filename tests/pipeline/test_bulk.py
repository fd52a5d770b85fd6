"""Shards are parts of files that do not overlap; a run that was cut off goes on where it was; extras are named."""

import gzip
import io
import sys
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import ClassVar

import pytest

from groundwire.desk import Desk
from groundwire.models import Capture, Failure, InputError
from groundwire.pipeline.add_report import AddReport
from groundwire.pipeline.bulk import extras, shards
from groundwire.pipeline.bulk.engine import ShardDone, ShardWork
from groundwire.pipeline.bulk.reading import read_shard
from groundwire.pipeline.bulk.shards import Shard, plan
from groundwire.pipeline.intake import Arrival
from groundwire.pipeline.prepared import Worked
from groundwire.pipeline.recipe import Limits
from groundwire.pipeline.worker import DeriveWork
from groundwire.sources.fetch_options import FetchOptions
from groundwire.sources.warcs import record_starts
from tests.conftest import NOW
from tests.pipeline.test_three_drivers import warc_of_pages
from tests.test_desk import article, jsonl


def read(planned: Sequence[Shard]) -> list[str]:
    """The items of these shards."""
    items = (item for shard in planned for item in read_shard(shard, at=NOW, max_bytes=1_000_000))
    return [item.url if isinstance(item, Capture) else item.item for item in items]


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("size", [1, 300, 2_000, 10**9])
def test_parts_of_a_file_of_lines_are_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int, packed: bool
) -> None:
    lines = [article(n) if n % 3 else "" if n % 2 else '{"text": "no address"}' for n in range(30)]
    data = "\n".join(lines).encode()
    path = tmp_path / ("items.jsonl.gz" if packed else "items.jsonl")
    path.write_bytes(gzip.compress(data) if packed else data)
    whole = read(list(plan([str(path)])))
    monkeypatch.setattr(shards, "LINES_BYTES", size)
    parts = list(plan([str(path)]))
    assert read(parts) == whole
    assert len(whole) == 25
    assert (len(parts) > 1) == (size < 10**9)
    assert len({part.id for part in parts}) == len(parts)


def test_parts_of_a_web_archive_are_the_archive() -> None:
    data = warc_of_pages(6)
    starts = list(record_starts(io.BytesIO(data), every=900, size=len(data)))
    assert len(starts) > 3
    assert all(data[start : start + 2] == b"\x1f\x8b" for start in starts)


def test_a_file_that_changed_is_another_shard(tmp_path: Path) -> None:
    path = jsonl(tmp_path, article(1))
    (before,) = plan([path])
    assert [shard.id for shard in plan([path, path])] == [before.id]
    Path(path).write_text(article(2) + "\n", "utf-8")
    (after,) = plan([path])
    assert after.id != before.id


def test_what_is_not_there_is_said() -> None:
    with pytest.raises(InputError, match="no file, folder or s3"):
        list(plan(["nothing/here"]))


@pytest.mark.parametrize(("name", "extra"), [("daft", "bulk"), ("ray", "ray")])
def test_a_missing_library_is_named_with_its_extra(monkeypatch: pytest.MonkeyPatch, name: str, extra: str) -> None:
    monkeypatch.setitem(sys.modules, name, None)
    need = extras.need_daft if name == "daft" else extras.need_ray
    with pytest.raises(InputError, match=rf"groundwire\[{extra}\]"):
        need()


class FakeEngine:
    """Does the work in this process; behind so many shards as ``stop_behind`` says, Ctrl-C is pressed."""

    done: ClassVar[list[str]] = []
    stop_behind: int | None = None

    def __init__(self, name: str, address: str | None) -> None: ...

    def run(
        self, work: Sequence[ShardWork], *, maker: DeriveWork, limits: Limits, options: FetchOptions
    ) -> Iterator[ShardDone]:
        derive = maker.make(lambda: None)
        for each in islice(work, self.stop_behind):
            items = read_shard(each.shard, at=each.at, max_bytes=options.max_bytes)
            self.done.append(each.shard.id)
            results = [
                item if isinstance(item, Failure) else Worked(capture=item, result=derive(item)) for item in items
            ]
            yield ShardDone(work=each, results=results)
        if self.stop_behind is not None:
            raise KeyboardInterrupt


def test_a_run_that_was_cut_off_goes_on(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Finished shards are not done again; a half-done one is finished without keeping anything twice."""
    monkeypatch.setattr(shards, "LINES_BYTES", 1_500)
    monkeypatch.setattr("groundwire.pipeline.bulk.engine.Engine", FakeEngine)
    monkeypatch.setattr(FakeEngine, "done", [])
    monkeypatch.setattr("groundwire.pipeline.intake.BATCH_ITEMS", 2)
    path = jsonl(tmp_path, *(article(number) for number in range(12)))
    planned = list(plan([path]))
    assert len(planned) >= 4
    arrivals: list[Arrival] = []
    monkeypatch.setattr(FakeEngine, "stop_behind", 2)
    with pytest.raises(KeyboardInterrupt):
        desk.bulk(path, report=arrivals.append)
    monkeypatch.setattr(FakeEngine, "stop_behind", None)
    first = list(FakeEngine.done)
    report = desk.bulk(path, report=arrivals.append)
    again = FakeEngine.done[len(first) :]
    assert planned[0].id not in again
    assert {arrival.item for arrival in arrivals} == {f"https://www.ledger.example/{number}" for number in range(12)}
    assert len(arrivals) == 12
    assert report.new < 12
    assert desk.search("gallium").total == 12
    assert desk.bulk(path) == AddReport()
