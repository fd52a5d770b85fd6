"""A bulk run on a local Ray cluster that loses a node half-way: python -m benchmarks.ray_kill_node articles.jsonl

Starts a cluster of several node processes, runs `Desk.bulk` on it, kills one worker node when a third of the documents
have arrived, and compares the library with what `add` makes of the same file in one process. Ends with 0 where they are
equal: everything there, nothing twice.
"""

import argparse
import logging
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from groundwire.desk import Desk, open_desk
from groundwire.models import Query, Record
from groundwire.pipeline.bulk import shards
from groundwire.pipeline.intake import Arrival
from groundwire.pipeline.options import DeskOptions

_NOW = datetime(2026, 1, 15, 12, tzinfo=UTC)
_PAGE = 500


def main() -> int:
    """Runs it; 0 where the library is whole."""
    given = _arguments()
    os.environ |= {"RAY_USAGE_STATS_ENABLED": "0", "DAFT_PROGRESS_BAR": "0"}
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "articles.jsonl"
        with Path(given.articles).open(encoding="utf-8") as lines:
            source.write_text("".join(islice(lines, given.documents)), "utf-8")
        shards.LINES_BYTES = given.shard_bytes
        options = DeskOptions(now=lambda: _NOW)
        with open_desk(Path(folder) / "bulk", options=options) as desk:
            arrivals = _bulk(desk, source, nodes=given.nodes, kill_at=given.documents // 3 if given.kill else None)
            found = list(_everything(desk))
        if given.compare:
            with open_desk(Path(folder) / "add", options=options) as desk:
                expected_arrivals: list[Arrival] = []
                desk.add(str(source), report=expected_arrivals.append)
                return _verdict(found, list(_everything(desk)), arrivals, expected_arrivals)
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles")
    parser.add_argument("--documents", type=int, default=600)
    parser.add_argument("--nodes", type=int, default=2, help="worker nodes of one core, beside the head")
    parser.add_argument("--shard-bytes", type=int, default=60_000)
    parser.add_argument("--no-kill", dest="kill", action="store_false")
    parser.add_argument("--no-compare", dest="compare", action="store_false")
    return parser.parse_args()


def _bulk(desk: Desk, source: Path, *, nodes: int, kill_at: int | None) -> list[Arrival]:
    import ray
    from ray.cluster_utils import Cluster

    head = {"num_cpus": 0, "include_dashboard": False}
    cluster: Any = Cluster(initialize_head=True, connect=False, head_node_args=head)
    workers = [cluster.add_node(num_cpus=1) for _ in range(nodes)]
    cluster.wait_for_nodes()
    arrivals: list[Arrival] = []
    begun = time.monotonic()

    def arrived(arrival: Arrival) -> None:
        arrivals.append(arrival)
        if len(arrivals) == kill_at:
            print(f"{time.monotonic() - begun:.1f} s: {len(arrivals)} have arrived; a node is killed", flush=True)
            cluster.remove_node(workers[-1], allow_graceful=False)

    try:
        report = desk.bulk(str(source), engine="ray", address=cluster.address, report=arrived)
    finally:
        ray.shutdown()
        cluster.shutdown()
    seconds = time.monotonic() - begun
    print(f"{seconds:.1f} s: {report}; {len(arrivals) / seconds:.1f} documents/s with start-up", flush=True)
    return arrivals


def _everything(desk: Desk) -> Iterator[Record]:
    cursor: str | None = None
    while True:
        page = desk.search(Query(limit=_PAGE, cursor=cursor, newest_first=True))
        yield from (found.record for found in page.items)
        cursor = page.cursor
        if cursor is None:
            return


def _verdict(found: list[Record], expected: list[Record], arrivals: list[Arrival], wanted: list[Arrival]) -> int:
    by_id = {record.document.id: record for record in found}
    wanted_by_id = {record.document.id: record for record in expected}
    twice = len(found) - len(by_id)
    missing, further = wanted_by_id.keys() - by_id.keys(), by_id.keys() - wanted_by_id.keys()
    other = [id_ for id_ in by_id.keys() & wanted_by_id.keys() if by_id[id_] != wanted_by_id[id_]]
    statuses = Counter(a.status for a in arrivals) == Counter(a.status for a in wanted)
    print(f"documents {len(by_id)}, missing {len(missing)}, too many {len(further)}, twice {twice}, other {len(other)}")
    return 0 if statuses and not (missing or further or twice or other) else 1


if __name__ == "__main__":
    logging.basicConfig(level=logging.WARNING)
    sys.exit(main())
