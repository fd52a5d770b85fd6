"""A worker whose starter is gone ends in silence, whatever it was about to say."""

from collections.abc import Callable
from multiprocessing import Pipe

import pytest

from groundwire.models import Capture
from groundwire.pipeline.recipe import Limits
from groundwire.pipeline.worker import MakesWork, Work, serve
from tests.pipeline.odd_work import OddWork, prepared
from tests.pipeline.test_pool import capture

LIMITS = Limits(seconds=1.0, memory=1_000_000_000)


@pytest.fixture(autouse=True)
def unlimited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("groundwire.pipeline.worker._limit_memory", lambda _: None)  # of this process


def serve_somebody(maker: MakesWork, *captures: Capture, gone: Callable[[Callable[[], None]], None]) -> None:
    """``gone`` decides when the starter goes: it is given what makes it go."""
    ours, theirs = Pipe()
    for message in ((maker, LIMITS), *captures):
        ours.send(message)
    gone(ours.close)
    serve(theirs)


class _Leaves:
    """Work during which the starter goes."""

    leave: Callable[[], None] = staticmethod(lambda: None)

    def make(self, beat: Callable[[], None]) -> Work:
        def work(capture: Capture) -> object:
            _Leaves.leave()
            beat()
            return prepared(capture)

        return work  # type: ignore[return-value]  # it never comes to its end


@pytest.mark.parametrize("maker", [OddWork(), OddWork(refused="It cannot be built.")])
def test_it_has_nobody_to_tell_that_it_is_ready_or_cannot_be(maker: OddWork) -> None:
    with pytest.raises(SystemExit) as ended:
        serve_somebody(maker, gone=lambda close: close())
    assert ended.value.code is None


def test_a_document_in_work_is_no_failure_where_nobody_waits_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SystemExit):
        serve_somebody(_Leaves(), capture(1), gone=lambda close: monkeypatch.setattr(_Leaves, "leave", close))
