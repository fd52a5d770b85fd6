"""How much work something is, as calls of functions: the same on every machine, however busy it is."""

import sys
from collections.abc import Callable
from types import FrameType


def calls_of(work: Callable[[], object]) -> int:
    """How many functions are called, those written in C too."""
    counted = 0

    def count(_: FrameType, event: str, __: object) -> None:
        nonlocal counted
        counted += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(before)
    return counted


def growth(work: Callable[[int], object], size: int) -> float:
    """How many times the work twice as much takes: 2 where it is linear, 4 where it is quadratic."""
    work(size // 2)  # what is loaded and kept once is no part of it
    return calls_of(lambda: work(2 * size)) / calls_of(lambda: work(size))
