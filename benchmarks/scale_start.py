"""Nothing in; what it costs to import the package and to be told how the command is used: the best of several runs.

Processor time is told beside the time that passes, which on a busy machine says more about the others.
"""

import resource
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from benchmarks.scale_rows import Row

_RUNS = 5


@dataclass(frozen=True, slots=True)
class _Cost:
    """Milliseconds."""

    passed: float
    worked: float


def start() -> Iterator[Row]:
    """All rows of this part. A bare interpreter is taken off the imports, and part of the command."""
    bare = _best([sys.executable, "-c", "pass"])
    yield Row("a bare interpreter", bare.passed, "ms")
    for what, aim in (("groundwire", 150.0), ("groundwire.desk", None)):
        cost = _best([sys.executable, "-c", f"import {what}"])
        yield Row(f"import {what}", cost.passed - bare.passed, "ms", aim)
        yield Row(f"import {what}, processor time", cost.worked - bare.worked, "ms")
    told = _best([sys.executable, "-c", "from groundwire.app.cli import main; main()", "--help"])
    yield Row("groundwire --help", told.passed, "ms", 300.0)
    yield Row("groundwire --help, processor time", told.worked, "ms")


def _best(command: Sequence[str]) -> _Cost:
    """The least of each; the first run, which may have to compile, counts for nothing."""
    costs = [_cost(command) for _ in range(_RUNS + 1)][1:]
    return _Cost(min(each.passed for each in costs), min(each.worked for each in costs))


def _cost(command: Sequence[str]) -> _Cost:
    began, worked = time.perf_counter(), _worked()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return _Cost((time.perf_counter() - began) * 1_000, (_worked() - worked) * 1_000)


def _worked() -> float:
    """Processor time of all children that have ended."""
    return sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2])
