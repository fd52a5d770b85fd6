"""`add` and `rebuild`: progress while it runs, then what came of it."""

from collections.abc import Callable, Sequence
from dataclasses import asdict

from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from groundwire.app.cli.output import complain, err, say, say_json
from groundwire.desk import AddReport, Desk
from groundwire.models import Failure
from groundwire.pipeline import Arrival

SHOWN_FAILURES = 5  # more are counted; `groundwire failures` shows them all
OK, FAILED, SOME_FAILED, INTERRUPTED = 0, 1, 3, 130


def add(desk: Desk, inputs: Sequence[str], *, as_json: bool) -> int:
    """Adds, showing progress; gives the exit status."""
    return _run(lambda report: desk.add(*inputs, report=report), as_json=as_json, verb="Reading")


def rebuild(desk: Desk, *, as_json: bool) -> int:
    """Rebuilds, showing progress; gives the exit status. Captures that fail again are no fault of the rebuild."""
    status = _run(lambda report: desk.rebuild(report=report), as_json=as_json, verb="Rebuilding")
    return INTERRUPTED if status == INTERRUPTED else OK


def _run(work: Callable[[Callable[[Arrival], None]], AddReport], *, as_json: bool, verb: str) -> int:
    failed: list[Failure] = []
    items: list[dict[str, object]] = []  # filled for --json only: a table of a million items is no use to a person
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(bar_width=20),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as progress:
        task = progress.add_task(verb, total=None)

        def report(arrival: Arrival) -> None:
            progress.advance(task)
            if arrival.failure and len(failed) < SHOWN_FAILURES:
                failed.append(arrival.failure)
            if as_json:
                items.append(_summary(arrival))

        try:
            total = work(report)
        except KeyboardInterrupt:
            complain("Stopped. What was added so far is kept; run the same command again to go on.")
            return INTERRUPTED
    if as_json:
        say_json(asdict(total) | {"items": items})
    else:
        _tell(total, failed)
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
        (total.copies, "copies"),
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
