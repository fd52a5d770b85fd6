"""One process writes, another reads; a writer that is killed leaves a library that opens and goes on."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from groundwire.library.library import Library
from groundwire.library.table import Upkeep
from groundwire.models import Query
from tests.library.library_records import make_record

_WRITER = """
import sys, pathlib
from tests.library.library_records import make_record
from groundwire.library.library import Library
from groundwire.library.table import Upkeep
library = Library(pathlib.Path(sys.argv[1]), writable=True, upkeep=Upkeep(flat_rows=16))
for n in range(int(sys.argv[2])):
    library.write([make_record(f"d{n}", "芯片", "稀土")])
    print(n, flush=True)
"""


def start_writer(path: Path, count: int) -> "subprocess.Popen[bytes]":
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    command = [sys.executable, "-c", _WRITER, str(path), str(count)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, env=environment)


def test_a_reader_follows_a_writer(tmp_path: Path) -> None:
    writer = start_writer(tmp_path / "library", 12)
    assert writer.stdout
    reader: Library | None = None
    for line in writer.stdout:
        reader = reader or Library(tmp_path / "library")
        page = reader.search(Query(text="芯片 稀土", limit=100))
        assert page.total >= int(line) + 1
        ids = [found.record.document.id for found in page.items]
        assert len(ids) == len(set(ids))
    writer.stdout.close()
    assert writer.wait() == 0
    assert reader
    assert reader.count() == 12


@pytest.mark.parametrize("seconds", [0.02, 0.15])
def test_a_killed_writer_leaves_a_library_that_goes_on(tmp_path: Path, seconds: float) -> None:
    writer = start_writer(tmp_path / "library", 10_000)
    assert writer.stdout
    writer.stdout.readline()
    time.sleep(seconds)
    writer.send_signal(signal.SIGKILL)
    written = 1 + len(writer.stdout.read().splitlines())
    writer.stdout.close()
    writer.wait()
    library = Library(tmp_path / "library", writable=True, upkeep=Upkeep(flat_rows=16))
    assert library.count() in (written, written + 1)
    library.write([make_record(f"d{n}", "芯片", "稀土") for n in range(written + 5)])
    page = library.search(Query(text="芯片", limit=written + 9))
    assert page.total == library.count() == written + 5
    assert all(found.hits for found in page.items)
