"""`add` and `rebuild`: progress while it runs, then what came of it."""

from collections.abc import Callable, Sequence
from dataclasses import asdict

from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from groundwire.app.cli.output import complain, err, say, say_json
from groundwire.desk import AddReport, Desk
from groundwire.models import Failure
from groundwire.pipeline import Arrival

SHOWN_FAILURES = 5  # more are counted; `groundwire failures` shows them all
OK, FAILED, SOME_FAILED = 0, 1, 3


def add(desk: Desk, inputs: Sequence[str], *, as_json: bool) -> int:
    """Adds, showing progress; gives the exit status."""
    return _run(lambda report: desk.add(*inputs, report=report), as_json=as_json, verb="Reading")


def rebuild(desk: Desk, *, as_json: bool) -> int:
    """Rebuilds, showing progress; gives the exit status. Captures that fail again are no fault of the rebuild."""
    _run(lambda report: desk.rebuild(report=report), as_json=as_json, verb="Rebuilding")
    return OK


def _run(work: Callable[[Callable[[Arrival], None]], AddReport], *, as_json: bool, verb: str) -> int:
    failed: list[Failure] = []
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

        total = work(report)
    if as_json:
        say_json(asdict(total))
    else:
        _tell(total, failed)
    return _status(total)


def _tell(total: AddReport, failed: Sequence[Failure]) -> None:
    parts = (
        (total.new, "new"),
        (total.revisions, "revised"),
        (total.copies, "copies"),
        (total.same, "already there"),
        (total.failed, "could not be read"),
    )
    say(", ".join(f"{number} {name}" for number, name in parts if number) or "Nothing to add.")
    for failure in failed:
        complain(f"{failure.item}: {failure.reason}")
    if total.failed > len(failed):
        complain(f"… and {total.failed - len(failed)} more: groundwire failures")


def _status(total: AddReport) -> int:
    if not total.failed:
        return OK
    done = total.new + total.revisions + total.copies + total.same
    return SOME_FAILED if done else FAILED
