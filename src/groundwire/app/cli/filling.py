"""`add`, `bulk` and `rebuild`: progress while it runs, then what came of it."""

import time
from collections.abc import Callable, Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path

from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from groundwire.app.cli.embedding import leave_behind
from groundwire.app.cli.output import complain, err, say, say_json
from groundwire.app.settings import read_settings
from groundwire.desk import Desk
from groundwire.models import Failure
from groundwire.pipeline.add_report import AddReport
from groundwire.pipeline.bulk.engine import EngineName
from groundwire.pipeline.bulk.run import Passed
from groundwire.pipeline.intake import Arrival
from groundwire.sources.counting import count_items

SHOWN_FAILURES = 5  # more are counted; `groundwire failures` shows them all
OK, FAILED, SOME_FAILED, INTERRUPTED = 0, 1, 3, 130


def add(desk: Desk, inputs: Sequence[str], *, workers: int | None, as_json: bool) -> int:
    """Adds, showing progress; gives the exit status."""
    total = count_items(inputs) if err.is_terminal else None
    work = partial(desk.add, *inputs, workers=workers)
    return _run(lambda shown: work(report=shown.arrived), _Shown("Reading", total=total), as_json=as_json)


def bulk(desk: Desk, inputs: Sequence[str], *, engine: EngineName, address: str | None, as_json: bool) -> int:
    """Adds in bulk, showing progress; gives the exit status."""
    work = partial(desk.bulk, *inputs, engine=engine, address=address)
    shown = _Shown("Reading")
    return _run(lambda shown: work(report=shown.arrived, passed=shown.passed), shown, as_json=as_json)


def go_on_with_vectors(desk: Desk, folder: Path) -> None:
    """Leaves a process behind that makes the vectors of what was added, where the settings say so."""
    if desk.has_meanings and read_settings(folder).vectors.after_add:
        leave_behind(folder)


def rebuild(desk: Desk, *, as_json: bool) -> int:
    """Rebuilds, showing progress; gives the exit status. Captures that fail again are no fault of the rebuild."""
    status = _run(lambda shown: desk.rebuild(report=shown.arrived), _Shown("Rebuilding"), as_json=as_json)
    return INTERRUPTED if status == INTERRUPTED else OK


class _Shown:
    """What is shown while it runs, and kept to be told behind it."""

    def __init__(self, verb: str, *, total: int | None = None) -> None:
        columns = (
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(bar_width=20),
            TextColumn("{task.fields[documents]} {task.fields[rate]}"),
            TimeElapsedColumn(),
            TextColumn("left:"),
            TimeRemainingColumn(),
        )
        self.progress = Progress(*columns, console=err, transient=True, disable=not err.is_terminal)
        self._task = self.progress.add_task(verb, total=total, documents="", rate="")
        self._by_bytes = False
        self._begun: float | None = None
        self._arrived = 0
        self.failed: list[Failure] = []
        self.items: list[dict[str, object]] | None = None  # for --json only: a million items are no use to a person

    def arrived(self, arrival: Arrival) -> None:
        """One item is safe, or has failed."""
        self._arrived += 1
        self._begun = self._begun or time.monotonic()
        seconds = time.monotonic() - self._begun
        rate = f"({self._arrived / seconds:.0f}/s)" if seconds > 1 else ""
        self.progress.update(self._task, advance=0 if self._by_bytes else 1, documents=f"{self._arrived:,}", rate=rate)
        if arrival.failure and len(self.failed) < SHOWN_FAILURES:
            self.failed.append(arrival.failure)
        if self.items is not None:
            self.items.append(_summary(arrival))

    def passed(self, passed: Passed) -> None:
        """So much of the input is done."""
        self._by_bytes = True
        self.progress.update(self._task, completed=passed.bytes, total=passed.all_bytes)


def _run(work: Callable[[_Shown], AddReport], shown: _Shown, *, as_json: bool) -> int:
    shown.items = [] if as_json else None
    try:
        with shown.progress:
            total = work(shown)
    except KeyboardInterrupt:
        complain("Stopped. What was added so far is kept; run the same command again to go on.")
        return INTERRUPTED
    if as_json:
        say_json(asdict(total) | {"items": shown.items})
    else:
        _tell(total, shown.failed)
    return _status(total)


def _summary(arrival: Arrival) -> dict[str, object]:
    return {
        "item": arrival.item,
        "status": arrival.status,
        "document": arrival.document,
        "reason": arrival.failure.reason if arrival.failure else None,
    }


def _tell(total: AddReport, failed: Sequence[Failure]) -> None:
    parts = (
        (total.new, "new"),
        (total.revisions, "revised"),
        (total.copies, "copy" if total.copies == 1 else "copies"),
        (total.same, "already there"),
        (total.failed, "could not be read"),
    )
    say(", ".join(f"{number} {name}" for number, name in parts if number) or "Nothing new.")
    for failure in failed:
        complain(f"{failure.item}: {failure.reason}")
    if total.failed > len(failed):
        complain(f"… and {total.failed - len(failed)} more: groundwire failures")


def _status(total: AddReport) -> int:
    if not total.failed:
        return OK
    done = total.new + total.revisions + total.copies + total.same
    return SOME_FAILED if done else FAILED
