"""Chinese news from JSONL into an empty desk, by each driver: how fast, how large, and where the time goes.

The part runs itself once for each driver in a process of its own, and watches that process and its children.
"""

import argparse
import json
import lzma
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from typing import Any

from benchmarks.scale_desk import CORPUS
from benchmarks.scale_rows import Row, disk, watched
from groundwire.archive.archive import Archive
from groundwire.brief.extractive.writer import write_brief
from groundwire.desk import Desk, open_desk
from groundwire.extract.worker import extract
from groundwire.library.library import Library
from groundwire.library.rows import rows_of
from groundwire.models import Capture, Document
from groundwire.pipeline.recipe import Recipe
from groundwire.pipeline.stages import Derived
from groundwire.sources.fetch import Fetcher
from groundwire.sources.read import read_inputs
from groundwire.stories.signature import signature_of
from groundwire.topics.match import TopicMatcher

DRIVERS = ("in-process", "pool", "native", "ray")
_AIMS = {"pool": 150.0}
_PART = 1_000  # documents of the first and of the last part that are compared
_SAMPLE = 400  # documents of which every stage is timed


@dataclass(frozen=True, slots=True)
class Ran:
    """What one driver did, by its own clock."""

    documents: int
    seconds: float
    cpu: float
    first: float  # seconds for each document of the first part
    last: float


def bulk(folder: Path, documents: int) -> Iterator[Row]:
    """All rows of this part."""
    path = folder / "news.jsonl"
    path.write_text("".join(_lines(documents)), "utf-8")
    speeds: dict[str, float] = {}
    for driver in DRIVERS:
        if driver in ("native", "ray") and find_spec("daft" if driver == "native" else "ray") is None:
            continue
        desk = folder / driver
        command = [sys.executable, "-m", "benchmarks.scale_bulk", driver, str(desk), str(path)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process, watched(process.pid) as peak:
            printed, _ = process.communicate()
        if process.returncode:
            raise SystemExit(f"the run of {driver} ended with {process.returncode}")
        ran = Ran(**json.loads(printed.splitlines()[-1]))
        speeds[driver] = ran.documents / ran.seconds
        yield from _rows(driver, ran, peak.bytes)
        yield from _sizes(driver, desk, ran.documents)
    if "native" in speeds:
        yield Row("native against the pool", speeds["native"] / speeds["pool"], "times", 0.9, most=False)
    if "ray" in speeds:
        yield Row("Ray against native", speeds["ray"] / speeds["native"], "times", 0.7, most=False)
    yield from _shares(folder / "shares", path)


def _lines(documents: int) -> Iterator[str]:
    with lzma.open(CORPUS, "rt", encoding="utf-8") as file:
        yield from islice(file, documents)


def _rows(driver: str, ran: Ran, peak: int) -> Iterator[Row]:
    yield Row(f"{driver}: documents", ran.documents, "")
    yield Row(f"{driver}: speed", ran.documents / ran.seconds, "documents/s", _AIMS.get(driver), most=False)
    yield Row(f"{driver}: processor time", ran.cpu / ran.documents * 1_000, "ms/document")
    yield Row(f"{driver}: peak memory of all processes", peak / 1e9, "GB", 1.5)
    yield Row(f"{driver}: last thousand against first", ran.last / ran.first, "times", 1.2)


def _sizes(driver: str, desk: Path, documents: int) -> Iterator[Row]:
    if driver == "pool":
        for name in ("archive", "library", "state.db"):
            yield Row(f"{driver}: {name}", disk(desk / name) / documents, "bytes/document")


def _shares(folder: Path, path: Path) -> Iterator[Row]:
    """Every stage on its own, in this process, on the same documents."""
    spent: dict[str, float] = {}

    def timed(stage: str, work: Callable[[], Any]) -> Any:
        began = time.process_time()
        result = work()
        spent[stage] = spent.get(stage, 0.0) + time.process_time() - began
        return result

    captures = timed("read", lambda: _captures(path))
    desk = open_desk(folder)
    recipe = Recipe(entities=tuple(desk.entities.values()), topics=tuple(desk.definitions.values()))
    annotator = recipe.annotator()
    checker, matcher = recipe.checker(annotator, nearness=None), TopicMatcher(recipe.topics)

    def derive(capture: Capture) -> Any:
        document = timed("extract", lambda: extract(capture))
        if not isinstance(document, Document):
            return None
        found = timed("annotate", lambda: annotator.annotate(document))
        matches = timed("match topics", lambda: matcher.match(document, found))
        brief = timed("brief", lambda: write_brief(document, found))
        brief = brief and timed("check", lambda: checker.check_brief(brief, checker.source(document, found)))
        signature = timed("signature", lambda: signature_of(document))
        derived = Derived(document=document, annotations=found, matches=matches, brief=brief, signature=signature)
        return timed("rows", lambda: rows_of(derived.as_record()))

    for capture in captures[:10]:  # data files and dictionaries are read on first use
        derive(capture)
    spent = {"read": spent["read"]}
    rows = [made for capture in captures if (made := derive(capture)) is not None]
    with ExitStack() as stack:
        archive, library = Archive(folder / "archive"), Library(folder / "library", writable=True)
        stack.callback(archive.close)
        stack.callback(library.close)
        timed("archive", lambda: archive.append_many(captures))
        timed("write the library", lambda: library.write_rows(rows))
        timed("index", library.settle)
    total = sum(spent.values())
    yield Row("all stages, one process", total / len(captures) * 1_000, "ms/document", 13.0)
    yield from (Row(f"share of {stage}", 100 * seconds / total, "%") for stage, seconds in spent.items())


def _captures(path: Path) -> list[Capture]:
    with Fetcher() as fetcher:
        items = read_inputs([str(path)], fetcher=fetcher, now=open_desk(path.parent)._options.now)
        return [item for item in islice(items, _SAMPLE) if isinstance(item, Capture)]


def _run(driver: str, desk: Desk, path: Path) -> Ran:
    times: list[float] = []
    began = time.perf_counter()

    def report(_: object) -> None:
        times.append(time.perf_counter() - began)

    match driver:
        case "in-process" | "pool":
            desk.add(str(path), report=report, workers=0 if driver == "in-process" else None)
        case "native" | "ray":
            desk.bulk(str(path), engine=driver, report=report)
    seconds = time.perf_counter() - began
    cpu = sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    part = min(_PART, len(times) // 3)
    return Ran(len(times), seconds, cpu, *_parts(times, part))


def _parts(times: Sequence[float], part: int) -> tuple[float, float]:
    """Seconds for each document of the first part behind the start, and of the last: each from commit to commit."""
    return (times[2 * part - 1] - times[part - 1]) / part, (times[-1] - times[-1 - part]) / part


def main() -> None:
    """Runs one driver and prints what it took, as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("driver", choices=DRIVERS)
    parser.add_argument("desk", type=Path)
    parser.add_argument("path", type=Path)
    options = parser.parse_args()
    with open_desk(options.desk) as desk:
        print(json.dumps(asdict(_run(options.driver, desk, options.path))), flush=True)


if __name__ == "__main__":
    main()
