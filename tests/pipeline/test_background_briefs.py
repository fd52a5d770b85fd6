"""Briefs in the background: joined, bounded, told of, and nothing left of them."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date

import pytest

from groundwire.models import Brief, CompletionError, Group, LibraryError, Record, Statement, Verdict
from groundwire.pipeline.background_briefs import MOST_AT_ONCE, BackgroundBriefs
from tests.facts.event_records import record

RECORD = record("1", "Gallium exports fell.", day=date(2026, 1, 5))


def said(text: str, *, stands_in: bool = False) -> Statement:
    return Statement(text=text, citations=(1,), verdict=Verdict(outcome="supported"), stands_in=stands_in)


HALF = Brief(
    kind="insights", core=(said("A."), said("原文。", stands_in=True)),
    groups=(
        Group(heading="G", statements=(said("原文。", stands_in=True),)), Group(heading="H", statements=(said("B."),)),
    ),
    language="en", engine="model",
)  # fmt: skip


class Writer:
    """Writes half, and the rest when it is let."""

    def __init__(self, error: Exception | None = None) -> None:
        self.calls, self.let, self.half = 0, threading.Event(), threading.Event()
        self._error = error

    def __call__(self, record: Record, language: str, *, watch: Callable[[Brief], None]) -> Brief:
        self.calls += 1
        watch(HALF)
        self.half.set()
        self.let.wait(10)
        if self._error:
            raise self._error
        return HALF


@contextmanager
def running(writer: Writer, **more: Callable[[], float]) -> Iterator[BackgroundBriefs]:
    background = BackgroundBriefs(writer, **more)
    yield background
    writer.let.set()


def wait(background: BackgroundBriefs, language: str = "en") -> None:
    deadline = time.monotonic() + 10
    while background.progress(RECORD, language) and time.monotonic() < deadline:
        time.sleep(0.005)
    assert background.progress(RECORD, language) is None


def test_only_what_holds_of_the_models_own_is_told() -> None:
    with running(writer := Writer()) as background:
        assert background.start(RECORD, "en").holding == 0
        writer.half.wait(10)
        progress = background.progress(RECORD, "en-GB")
        assert progress
        assert progress.partial
        assert (progress.step, progress.holding) == (1, 2)
        assert [each.text for each in progress.partial.statements()] == ["A.", "B."]
        assert [group.heading for group in progress.partial.groups] == ["H"]


def test_a_second_click_joins_and_another_language_does_not() -> None:
    with running(writer := Writer()) as background:
        background.start(RECORD, "en")
        writer.half.wait(10)
        assert background.start(RECORD, "en").step == 1
        assert writer.calls == 1
        assert background.progress(RECORD, "zh") is None
        assert all(each.daemon for each in threading.enumerate() if each.name == "groundwire-brief")
        writer.let.set()
        wait(background)
        assert background.take_failure(RECORD, "en") == ""


def test_too_many_are_refused() -> None:
    with running(Writer()) as background:
        for number in range(MOST_AT_ONCE):
            background.start(RECORD, f"x{number}")
        with pytest.raises(CompletionError, match="try again"):
            background.start(RECORD, "en")
        background.start(RECORD, "x0")  # joins


@pytest.mark.parametrize(
    ("error", "told"),
    [(LibraryError("No room."), "No room."), (ZeroDivisionError("by zero"), "Something went wrong")],
)
def test_a_failure_is_told_once_and_forgotten_in_time(error: Exception, told: str) -> None:
    clock = [0.0]
    with running(writer := Writer(error), now=lambda: clock[0]) as background:
        writer.let.set()
        for age in (0, 200, 400):
            background.start(RECORD, "en")
            wait(background)
            clock[0] += age
            assert background.take_failure(RECORD, "en").startswith(told) == (age < 300)
            assert background.take_failure(RECORD, "en") == ""
