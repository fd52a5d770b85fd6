"""A program that opens a desk and adds to it in processes that may be killed: orders in a line each, numbers out.

The stages are built once; each order is done by a fork, which begins to write within milliseconds. What it acknowledged
stands in a file, a line for each arrival, written before the next one is worked on.
"""

import json
import os
import sys
import traceback
from multiprocessing import forkserver
from pathlib import Path
from typing import Any

from groundwire.desk import Desk, open_desk
from groundwire.models import GroundwireError
from groundwire.pipeline import intake
from groundwire.pipeline.bulk import shards
from groundwire.pipeline.intake import Arrival
from tests.conftest import OPTIONS
from tests.test_desk import article

ACKNOWLEDGED = "acknowledged"  # file beside the desk
UNEXPECTED = "not one of our errors"
SAID = "said"  # what ended the process, where it was no signal
BATCH = 3  # so that a small run has many commits


def main() -> None:
    """Serves orders until the input ends."""
    intake.BATCH_ITEMS = BATCH
    shards.LINES_BYTES = 2_500
    warm = Path(sys.argv[1]) / "warm.jsonl"
    warm.write_text(article(999), "utf-8")
    desk = open_desk("desk", options=OPTIONS)  # of the folder that the fork goes to
    list(desk.brief(str(warm)))
    print("ready", flush=True)
    for line in sys.stdin:
        order = json.loads(line)
        pid = os.fork()
        if pid == 0:
            _obey(desk, order)
        print(pid, flush=True)
        print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), flush=True)


def _obey(desk: Desk, order: dict[str, Any]) -> None:
    """In the fork; never returns."""
    status = 1
    try:
        os.setsid()
        # Its server of extraction processes is this program's, whose end it cannot ask for.
        forkserver._forkserver.ensure_running = lambda: None  # type: ignore[method-assign]
        os.chdir(order["folder"])
        _add(desk, order["driver"], order["inputs"])
        status = 0
    except BaseException as error:  # noqa: BLE001 - the end of the process
        sentence = str(error) if isinstance(error, GroundwireError) else f"{UNEXPECTED}: {error}"
        Path(SAID).write_text(f"{sentence}\n{traceback.format_exc()}", "utf-8")
    finally:
        os._exit(status)


def _add(desk: Desk, driver: str, inputs: list[str]) -> None:
    file = os.open(ACKNOWLEDGED, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)

    def acknowledge(arrival: Arrival) -> None:
        told = {"item": arrival.item, "status": arrival.status, "document": arrival.document}
        os.write(file, (json.dumps(told) + "\n").encode())

    match driver:
        case "bulk":
            desk.bulk(*inputs, engine="native", report=acknowledge)
        case "pool":
            desk.add(*inputs, report=acknowledge, workers=2)
        case _:
            desk.add(*inputs, report=acknowledge, workers=0)


if __name__ == "__main__":
    main()
