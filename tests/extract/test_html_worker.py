import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from groundwire.extract.worker import ExtractWorker
from groundwire.models.capture import Capture
from groundwire.models.document import Document
from groundwire.models.failure import Failure
from groundwire.models.ids import CaptureId, DocumentId, RevisionId

AT = datetime(2026, 3, 1, tzinfo=UTC)


def capture(body: str) -> Capture:
    return Capture(
        id=CaptureId(f"urn:uuid:{body}"),
        url=f"https://example.org/{body}",
        fetched_at=AT,
        kind="page",
        media_type="text/html",
        body=body.encode(),
    )


def obedient(given: Capture) -> Document | Failure:
    """Does to its process what the capture's body says."""
    match given.body.decode():
        case "hang":
            time.sleep(600)
        case "eat":
            return document(given, str(len(bytearray(8_000_000_000))))
        case "die":
            os.kill(os.getpid(), signal.SIGSEGV)
        case "leave":
            os._exit(3)
        case "break":
            raise ValueError("a bug")
        case "refuse":
            return Failure(item=given.url, stage="extract", kind="empty", reason="nothing", at=AT, capture=given.id)
    return document(given, str(os.getpid()))


def refuse_to_load() -> "Unloadable":
    raise SystemExit(1)


class Unloadable:
    """Pickles well and ends the process that loads it."""

    def __call__(self, given: Capture) -> Document | Failure:
        raise AssertionError("never called")

    def __reduce__(self) -> tuple[object, ...]:
        return refuse_to_load, ()


def document(given: Capture, title: str) -> Document:
    return Document(
        id=DocumentId("0" * 16),
        revision=RevisionId("1" * 16),
        capture=given.id,
        url=given.url,
        title=title,
        source_name="Example",
        authors=(),
        published=None,
        fetched_at=AT,
        language="en",
        image=None,
        paragraphs=(),
    )


@pytest.fixture(scope="module")
def worker() -> Iterator[ExtractWorker]:
    with ExtractWorker(seconds=1.5, memory=300_000_000, function=obedient) as started:
        yield started


def title_of(worker: ExtractWorker) -> str:
    answer = worker.extract(capture("good"))
    assert isinstance(answer, Document)
    return answer.title


def test_runs_in_another_process_that_is_used_again(worker: ExtractWorker) -> None:
    first = title_of(worker)
    assert first != str(os.getpid())
    assert title_of(worker) == first


@pytest.mark.parametrize(
    ("order", "kind", "reason"),
    [
        ("hang", "timeout", "1.5 seconds"),
        ("eat", "resource-limit", "300 MB"),
        ("die", "resource-limit", "SIGSEGV"),
        ("leave", "resource-limit", "ended the extraction process"),
    ],
)
def test_a_lost_process_costs_one_failure(worker: ExtractWorker, order: str, kind: str, reason: str) -> None:
    before = title_of(worker)
    given = capture(order)
    answer = worker.extract(given)
    assert isinstance(answer, Failure)
    assert (answer.item, answer.stage, answer.kind, answer.at) == (given.url, "extract", kind, AT)
    assert answer.capture == given.id
    assert reason in answer.reason
    assert title_of(worker) != before


def test_a_bug_costs_one_failure_and_no_process(worker: ExtractWorker, caplog: pytest.LogCaptureFixture) -> None:
    before = title_of(worker)
    answer = worker.extract(capture("break"))
    assert isinstance(answer, Failure)
    assert (answer.kind, "ValueError" in answer.reason) == ("malformed", True)
    assert title_of(worker) == before


def test_a_failure_of_the_function_passes_through(worker: ExtractWorker) -> None:
    answer = worker.extract(capture("refuse"))
    assert isinstance(answer, Failure)
    assert (answer.kind, answer.reason) == ("empty", "nothing")


def test_threads_get_their_own_answers(worker: ExtractWorker) -> None:
    found: dict[int, str] = {}

    def ask(number: int) -> None:
        answer = worker.extract(capture(f"page{number}"))
        found[number] = answer.capture or "" if isinstance(answer, Failure) else answer.capture

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == {number: f"urn:uuid:page{number}" for number in range(8)}


def test_an_interrupt_leaves_no_answer_behind(worker: ExtractWorker) -> None:
    title_of(worker)
    timer = threading.Timer(0.3, lambda: os.kill(os.getpid(), signal.SIGINT))
    timer.start()
    with pytest.raises(KeyboardInterrupt):
        worker.extract(capture("hang"))
    answer = worker.extract(capture("next"))
    assert isinstance(answer, Document)
    assert answer.capture == "urn:uuid:next"


def test_is_recycled_and_works_after_close() -> None:
    with ExtractWorker(seconds=5, function=obedient, recycled_after=2) as worker:
        first, second, third = title_of(worker), title_of(worker), title_of(worker)
        assert first == second != third
        worker.close()
        assert title_of(worker) not in (first, third)


def test_a_function_that_cannot_be_loaded_costs_one_failure_a_capture() -> None:
    with ExtractWorker(seconds=1, function=Unloadable()) as worker:
        answer = worker.extract(capture("good"))
        assert isinstance(answer, Failure)
        assert "could not be started" in answer.reason


def test_close_before_use_does_nothing() -> None:
    ExtractWorker(function=obedient).close()


def test_a_child_whose_parent_is_gone_ends_in_silence(tmp_path: Path) -> None:
    script = (
        "from multiprocessing import Pipe\n"
        "from groundwire.extract.worker import _serve\n"
        "here, there = Pipe()\n"
        "here.close()\n"
        "_serve(there, str, 1_000_000_000)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, b"")
