"""Work for worker processes whose documents hang, grow, die and break: the body says which."""

import os
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass

from groundwire.library.rows import Rows
from groundwire.models import Capture, DocumentId, Failure, GroundwireError, RevisionId
from groundwire.pipeline.prepared import Prepared
from groundwire.pipeline.worker import Work


@dataclass(frozen=True)
class OddWork:
    """What is sent to the worker."""

    refused: str = ""  # why it cannot be built
    killed: bool = False  # whether it dies while it is built

    def make(self, beat: Callable[[], None]) -> Work:
        """Builds nothing."""
        if self.refused:
            raise GroundwireError(self.refused)
        if self.killed:
            os.kill(os.getpid(), signal.SIGKILL)
        return lambda capture: _work(capture, beat)


def _work(capture: Capture, beat: Callable[[], None]) -> Prepared | Failure:
    match capture.body.split():
        case [b"hang"]:
            time.sleep(600)
        case [b"hang-later"]:
            beat()
            time.sleep(600)
        case [b"grow"]:
            _ = bytearray(4_000_000_000)
        case [b"die"]:
            os.kill(os.getpid(), signal.SIGKILL)
        case [b"die-once", path]:
            with open(path, "ab") as file:  # noqa: PTH123 (bytes)
                file.write(b"x")
                file.flush()
                if file.tell() == 1:
                    os.kill(os.getpid(), signal.SIGKILL)
        case [b"slow"]:
            time.sleep(0.2)
    return prepared(capture)


def prepared(capture: Capture) -> Prepared:
    """A document as empty as can be."""
    document = DocumentId(capture.id)
    return Prepared(
        document=document,
        revision=RevisionId(""),
        excerpt=False,
        text_hash=str(os.getpid()),
        signature=None,
        rows=Rows(document=document, row={}, passages=[]),
    )
