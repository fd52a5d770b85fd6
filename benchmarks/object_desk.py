"""How many requests a desk in an object store makes: python -m benchmarks.object_desk

Needs moto's server (the dependency group `wide`) and the extra `s3`, so `python -m benchmarks` leaves it out. The
server runs on this machine, keeps everything in memory, and its log is counted: PUT, LIST, and GET with HEAD. Documents
are of three paragraphs. Every row but "again" opens the desk anew. A claim is renewed every 15 seconds, so a slow
machine counts some PUT and GET more.
"""

import argparse
import importlib.util
import json
import os
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import groundwire
from benchmarks.search import Gate
from tests.object_store.local_store import BUCKET, UNSET, environment, local_store

KINDS = ("PUT", "LIST", "GET, HEAD")
TOPIC = "technology-sovereignty"
_LOG = "requests.log"
_REQUEST = re.compile(r'"(?:\x1b\[[\d;]*m)*(PUT|GET|HEAD|POST|DELETE) (\S+) HTTP')  # what was refused stands in colours
_SETTLED = 0.3  # seconds in which the server's log is written


@dataclass(frozen=True, slots=True)
class Store:
    """A store, by the log of what it was asked."""

    log: Path

    def counted(self, work: Callable[[], object]) -> Counter[str]:
        """The requests that some work makes."""
        before = len(self.log.read_bytes())
        work()
        time.sleep(_SETTLED)
        told = self.log.read_bytes()[before:].decode("utf-8", "replace")
        return Counter(_kind(method, target) for method, target in _REQUEST.findall(told))


def _kind(method: str, target: str) -> str:
    if method == "GET" and "list-type=2" in target:
        return "LIST"
    return "GET, HEAD" if method in ("GET", "HEAD") else method


def measure(store: Store, folder: Path) -> Iterator[tuple[str, Counter[str]]]:
    """Each thing that is done to the desk, and its requests."""
    desk = f"s3://{BUCKET}/desk"
    one, other, many = (_documents(folder, name, count) for name, count in (("a", 1), ("b", 1), ("c", 40)))
    yield "add of one document into a new desk", store.counted(lambda: _add(desk, one))
    yield "add of one more", store.counted(lambda: _add(desk, other))
    yield "add of 40 in one run", store.counted(lambda: _add(desk, many))
    with groundwire.open(desk) as reader:
        yield "first search of a process", store.counted(lambda: reader.search("oxide"))
        yield "search again", store.counted(lambda: reader.search("licences"))
    with groundwire.open(desk) as reader:
        yield "first topic page of a process", store.counted(lambda: reader.topic(TOPIC))
        yield "topic page again", store.counted(lambda: reader.topic(TOPIC))


def _add(desk: str, source: Path) -> None:
    with groundwire.open(desk) as writer:
        report = writer.add(str(source))
    assert report.new, report


def _documents(folder: Path, name: str, count: int) -> Path:
    rows = [
        {
            "url": f"https://example.org/{name}/{number}",
            "title": f"Export controls on rare earths, case {name}{number}",
            "paragraphs": [
                f"China put export controls on rare earths in case {name}{number}, the ministry said.",
                f"Prices of oxide rose by {number + 3} percent after it, according to traders in city {name}{number}.",
                f"Licences for {number + 5} firms of group {name} will be looked at in the order of their requests.",
            ],
            "published": f"2026-01-{number % 28 + 1:02}T08:00:00Z",
            "language": "en",
        }
        for number in range(count)
    ]
    path = folder / f"{name}.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    return path


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", type=Path, help="write the values here")
    options = parser.parse_args()
    for name, package in (("moto", "moto[server]"), ("obstore", "groundwire[s3]")):
        if importlib.util.find_spec(name) is None:
            sys.exit(f"This needs {name}: pip install '{package}'.")
    gates: list[Gate] = []
    print(f"| | {' | '.join(KINDS)} | others |\n|---|---:|---:|---:|---:|")
    with tempfile.TemporaryDirectory() as folder, local_store(Path(folder) / _LOG) as address:
        os.environ |= environment(address, Path(folder) / "machine")
        for name in UNSET:
            os.environ.pop(name, None)
        for name, asked in measure(Store(Path(folder) / _LOG), Path(folder)):
            others = asked.total() - sum(asked[kind] for kind in KINDS)
            print(f"| {name} | {' | '.join(str(asked[kind]) for kind in KINDS)} | {others} |", flush=True)
            gates += [Gate(f"object desk, {name}, {kind}", asked[kind], None, "requests") for kind in KINDS]
    if options.json:
        rows = [{"gate": g.gate, "value": g.value, "floor": g.floor, "unit": g.unit} for g in gates]
        options.json.write_text(json.dumps(rows, ensure_ascii=False, indent=1), "utf-8")


if __name__ == "__main__":
    main()
