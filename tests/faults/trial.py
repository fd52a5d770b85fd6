"""A desk that is written to by processes that are killed, and what must hold afterwards."""

import contextlib
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, Self

from warcio.archiveiterator import ArchiveIterator

from groundwire.archive.archive import Archive
from groundwire.desk import Desk, open_desk
from groundwire.models import Query, Record
from groundwire.pipeline.doctor import is_clean
from tests.conftest import OPTIONS
from tests.faults.writer import ACKNOWLEDGED, SAID
from tests.test_desk import article

ITEMS = 12
PATIENCE = 240.0  # seconds for a run on a busy machine


def the_items() -> list[str]:
    """Documents, a revision, a copy and what cannot be read, spread over the whole."""
    items = [article(number) for number in range(ITEMS)]
    items.insert(5, article(1, figure="77.7"))
    items.insert(8, article(2, url="https://copy.example/2"))
    items.insert(10, "{broken")
    return items


class Writer:
    """The program of `writer`, and how it is told what to do."""

    def __init__(self, folder: Path) -> None:
        self._program = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.writer", str(folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._says() == "ready"

    def _says(self) -> str:
        assert self._program.stdout
        return self._program.stdout.readline().strip()

    def begin(self, folder: Path, driver: str, inputs: Sequence[str]) -> int:
        """Starts a run; gives the number of its process."""
        order = {"folder": str(folder), "driver": driver, "inputs": list(inputs)}
        assert self._program.stdin
        self._program.stdin.write(json.dumps(order) + "\n")
        self._program.stdin.flush()
        return int(self._says())

    def end(self) -> int:
        """Waits for the end of the run; gives its status, negative for a signal."""
        return int(self._says())

    def run(self, folder: Path, driver: str, inputs: Sequence[str]) -> str:
        """A run to its end; gives what stopped it, or nothing."""
        (folder / SAID).unlink(missing_ok=True)
        self.begin(folder, driver, inputs)
        status = self.end()
        said = (folder / SAID).read_text("utf-8") if (folder / SAID).exists() else ""
        assert bool(status) == bool(said), (status, said)
        return said

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        assert self._program.stdin
        assert self._program.stdout
        self._program.stdin.close()
        self._program.wait(60)
        self._program.stdout.close()


class Trial:
    """One desk in a folder of its own."""

    def __init__(self, writer: Writer, folder: Path, driver: str, inputs: Sequence[str]) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.writer = writer
        self.folder = folder
        self.driver = driver
        self.inputs = list(inputs)

    def desk(self) -> Desk:
        """To be looked at."""
        return open_desk(self.folder / "desk", options=OPTIONS)

    def acknowledged(self) -> list[dict[str, Any]]:
        """Everything that was, by all runs."""
        path = self.folder / ACKNOWLEDGED
        return [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.exists() else []

    def finish(self) -> None:
        """The same command to its end."""
        assert self.writer.run(self.folder, self.driver, self.inputs) == ""

    def kill(self, chance: random.Random, *, worker: bool = False) -> bool:
        """Starts the command and kills it, or a worker of it, at some moment; gives whether there was one."""
        behind = chance.choice((0, 1, 1, 4))  # arrivals; workers take seconds to start, and then it goes fast
        awaited = len(self.acknowledged()) + behind
        delay = chance.uniform(0, 0.5 if behind or self.driver == "add" else 5)
        pid = self.writer.begin(self.folder, self.driver, self.inputs)
        end = time.monotonic() + PATIENCE
        while len(self.acknowledged()) < awaited and _is_alive(pid) and time.monotonic() < end:
            time.sleep(0.002)
        time.sleep(delay)
        workers = workers_of(pid) if worker else [pid]
        killed = False
        with contextlib.suppress(ProcessLookupError):
            if workers and _is_alive(pid):
                os.kill(chance.choice(workers), signal.SIGKILL)
                killed = True
        status = self.writer.end()
        if worker:
            assert status == 0, (self.folder / SAID).read_text("utf-8")
            return killed
        left = _group(pid)
        assert not left, f"processes outlive their writer: {left}"
        return status == -signal.SIGKILL


def _is_alive(pid: int) -> bool:
    """Not one that only waits to be asked for its status."""
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text("ascii", "replace").rpartition(")")[2].split()[0] != "Z"
    return False


def workers_of(pid: int) -> list[int]:
    """The worker processes of a pool."""
    return [each for each in _children(pid) if "pipeline.worker" in _command(each)]


def _children(pid: int) -> list[int]:
    with contextlib.suppress(OSError):
        tasks = Path(f"/proc/{pid}/task").iterdir()
        return [int(each) for task in tasks for each in (task / "children").read_text("ascii").split()]
    return []


def _command(pid: int) -> str:
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_text("utf-8", "replace").replace("\0", " ")
    return ""


def _group(pid: int, seconds: float = 30.0) -> list[str]:
    """Processes of the killed one's session that are still there after some time."""
    end = time.monotonic() + seconds
    while left := [each for each in _session(pid) if _is_alive(each)]:
        if time.monotonic() > end:
            return [_command(each) for each in left]
        time.sleep(0.02)
    return []


def _session(pid: int) -> list[int]:
    found = []
    for folder in Path("/proc").iterdir():
        with contextlib.suppress(OSError, ValueError):
            if int((folder / "stat").read_text("ascii", "replace").rpartition(")")[2].split()[3]) == pid:
                found.append(int(folder.name))
    return found


# --- what is there ---------------------------------------------------------------------------------------------------


def everything(desk: Desk) -> list[Record]:
    """Every revision of every document, in a fixed order."""
    items = desk.search(Query(limit=1000), fold=False).items
    records = [record for found in items for record in desk.revisions(found.record.document.id)]
    return sorted(records, key=lambda record: (record.document.id, record.revision_number))


def noted(desk: Desk) -> list[tuple[Any, ...]]:
    """What the state says of revisions and copies."""
    with closing(sqlite3.connect(f"file:{desk.path / 'state.db'}?mode=ro", uri=True)) as state:
        return sorted(state.execute("SELECT document, revision, number, text_hash, copy_of FROM revisions"))


def failed(desk: Desk) -> set[tuple[str, str, str]]:
    """What could not be read."""
    return {(each.item, each.kind, each.reason) for each in desk.failures(limit=1000).items}


def archived(desk: Desk) -> Counter[str]:
    """How often each capture is in the archive, read as it is."""
    path = desk.path / "archive"
    if not path.exists():
        return Counter()
    with Archive(path, writable=False) as archive:
        return Counter(capture.url for _, capture in archive.captures())


def doctor(desk: Desk, *, quick: bool = False) -> dict[str, tuple[str, str]]:
    """What is not in order: check → status, what is said of it."""
    return {each.check: (each.status, each.says) for each in desk.keeper.doctor(quick=quick) if not is_clean([each])}


def opens_in_warcio(desk: Desk) -> int:
    """Reads every record with the reader that others use; gives how many responses and resources there are."""
    count = 0
    for path in sorted((desk.path / "archive").glob("groundwire-*.warc.gz")):
        with path.open("rb") as file:
            for record in ArchiveIterator(file, check_digests="raise"):
                record.content_stream().read()
                count += record.rec_type in {"response", "resource", "revisit"}
    return count


def is_acknowledged(trial: Trial, desk: Desk) -> None:
    """Nothing acknowledged is missing."""
    documents = {record.document.id for record in everything(desk)}
    failures = {item for item, _, _ in failed(desk)}
    captures = archived(desk)
    for each in trial.acknowledged():
        if each["document"] is None:
            assert each["item"] in failures
        else:
            assert each["document"] in documents
            assert captures[each["item"]]


def is_equal(desk: Desk, undisturbed: Desk) -> None:
    """Nothing missing, nothing twice, nothing else."""
    assert everything(desk) == everything(undisturbed)
    assert noted(desk) == noted(undisturbed)
    assert failed(desk) == failed(undisturbed)
    for record in everything(undisturbed):
        assert desk.copies(record) == undisturbed.copies(record)
    for text in ("gallium", '"stockpile critical minerals"', "77.7"):
        assert desk.search(text).total == undisturbed.search(text).total
