"""Measured values in, rows of the table of scale out, and what a process with its children takes."""

import math
import os
import statistics
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_PAGE = os.sysconf("SC_PAGE_SIZE")
_EVERY = 0.1  # seconds between two looks at memory


@dataclass(frozen=True, slots=True)
class Row:
    """One measured value with what it should be: at most ``aim`` where ``most``, else at least."""

    what: str
    value: float
    unit: str
    aim: float | None = None
    most: bool = True

    @property
    def met(self) -> str:
        """Whether the aim is met, for the table."""
        if self.aim is None:
            return ""
        return "yes" if (self.value <= self.aim if self.most else self.value >= self.aim) else "**no**"


def percentile(times: Sequence[float], share: float) -> float:
    """The smallest value that at least this share of all does not exceed."""
    return sorted(times)[max(math.ceil(len(times) * share) - 1, 0)]


def spread(what: str, seconds: Sequence[float], *, aim: float | None = None) -> Iterator[Row]:
    """p50, p95 and p99 in milliseconds; the aim is of p95."""
    yield Row(f"{what} p50", statistics.median(seconds) * 1_000, "ms")
    yield Row(f"{what} p95", percentile(seconds, 0.95) * 1_000, "ms", aim)
    yield Row(f"{what} p99", percentile(seconds, 0.99) * 1_000, "ms")


def disk(path: Path) -> int:
    """Bytes of a file, or of all files below a folder."""
    files = path.rglob("*") if path.is_dir() else [path]
    return sum(file.stat().st_size for file in files if file.is_file())


class Peak:
    """The most memory that a process and its descendants had at one time, by resident pages that are not shared."""

    def __init__(self) -> None:
        self.bytes = 0


@contextmanager
def watched(process: int) -> Iterator[Peak]:
    """Looks again and again while the body runs."""
    peak, done = Peak(), threading.Event()

    def look() -> None:
        while not done.wait(_EVERY):
            peak.bytes = max(peak.bytes, _resident(process))

    thread = threading.Thread(target=look)
    thread.start()
    try:
        yield peak
    finally:
        done.set()
        thread.join()


def _resident(process: int) -> int:
    """Shared pages are counted once, with the first process."""
    total, shared = 0, 0
    waiting = [process]
    while waiting:
        one = waiting.pop()
        try:
            statm = Path(f"/proc/{one}/statm").read_text("ascii").split()
            children = [Path(f"/proc/{one}/task/{task}/children") for task in os.listdir(f"/proc/{one}/task")]  # noqa: PTH208
            waiting += [int(child) for path in children for child in path.read_text("ascii").split()]
        except OSError:  # it ended meanwhile
            continue
        total += (int(statm[1]) - int(statm[2])) * _PAGE
        shared = max(shared, int(statm[2]) * _PAGE)
    return total + shared
