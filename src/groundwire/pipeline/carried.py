"""The failures of a desk in, those that no archive can bring back out: nothing was captured of them."""

import logging
from typing import Protocol

from groundwire.models import DeskError, Failure, Page

log = logging.getLogger(__name__)
_AT_ONCE = 1_000


class Failures(Protocol):
    """Failures, page by page."""

    def __call__(self, *, limit: int, cursor: str | None) -> Page[Failure]: ...


def failures_without_capture(failures: Failures, desk: str) -> list[Failure]:
    """As many as can be read of those that left no capture."""
    carried: list[Failure] = []
    cursor: str | None = None
    try:
        while True:
            page = failures(limit=_AT_ONCE, cursor=cursor)
            carried += [failure for failure in page.items if failure.capture is None]
            if page.cursor is None:
                return carried
            cursor = page.cursor
    except DeskError:
        log.error("The state of %s cannot be read: failures that left no capture are forgotten", desk)
        return carried
