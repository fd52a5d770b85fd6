"""`embed`: progress while vectors are made, then what came of it; and the process that makes them in the background."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from groundwire.app.cli.output import complain, err, say, say_json
from groundwire.desk import Desk
from groundwire.models import DeskLockedError
from groundwire.pipeline.vectors import EmbedReport

OK, INTERRUPTED = 0, 130
_LOOK_AGAIN = 10.0  # seconds after which what has come in is seen


def embed(desk: Desk, *, limit: int | None, workers: int | None, as_json: bool) -> int:
    """Makes what is missing, showing progress; gives the exit status."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(bar_width=20),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as progress:
        task = progress.add_task("Embedding", total=None)
        try:
            report = desk.embed(
                limit=limit,
                workers=workers,
                report=lambda done, total: progress.update(task, completed=done, total=total),
            )
        except KeyboardInterrupt:
            complain("Stopped. The vectors made so far are kept; run the same command again to go on.")
            return INTERRUPTED
    _tell(report, as_json=as_json)
    return OK


def _tell(report: EmbedReport, *, as_json: bool) -> None:
    if as_json:
        say_json(asdict(report))
    elif not report.documents and not report.waiting:
        say("Every document has its vector.")
    else:
        left = f"; {report.waiting:,} documents wait" if report.waiting else ""
        say(f"{report.vectors:,} vectors of {report.documents:,} documents{left}.")


def follow(desk: Desk, *, workers: int | None) -> int:
    """Makes what is missing, and what comes to be, until whoever started this is gone; quiet."""
    parent = os.getppid()
    while os.getppid() == parent:
        with suppress(DeskLockedError):  # another makes them meanwhile
            while desk.embed(limit=256, workers=workers).waiting and os.getppid() == parent:
                pass
        time.sleep(_LOOK_AGAIN)
    return OK


@contextmanager
def followed(folder: Path, *, on: bool) -> Iterator[None]:
    """A process that makes the vectors of this desk for as long as the block runs, where they are ``on``."""
    process = _started(folder, "--follow") if on else None
    try:
        yield
    finally:
        if process:
            process.terminate()
            process.wait()


def leave_behind(folder: Path) -> None:
    """A process that makes the missing vectors of this desk and ends; another that does so already is left alone."""
    _started(folder)


def _started(folder: Path, *more: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(  # noqa: S603 - this program
        [sys.executable, "-m", "groundwire", "--desk", str(folder), "embed", *more],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=not more,
    )
