"""The state of a desk in, what of it no archive can bring back out: to be put into the next one.

Failures that left no capture, what language models cost, which documents they wrote about, and which parts of bulk
inputs are done.
"""

import logging
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path

from groundwire.library.state import KnownShard, State
from groundwire.models import Brief, DeskError, DocumentId, Failure, RevisionId

log = logging.getLogger(__name__)
_AT_ONCE = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptBrief:
    """What a language model wrote about one revision, for readers of one language."""

    document: DocumentId
    revision: RevisionId
    language: str
    brief: Brief


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """What goes over. ``written`` is None where it cannot be known: then every document may have been written about."""

    failures: tuple[Failure, ...] = ()
    spending: tuple[tuple[date, int, Decimal], ...] = ()
    written: tuple[KeptBrief, ...] | None = None
    shards: Mapping[str, KnownShard] = field(default_factory=dict)

    def put_into(self, state: State) -> None:
        """Into a new state."""
        state.add_failures(self.failures)
        for day, tokens, usd in self.spending:
            state.add_spent(day, tokens=tokens, usd=usd)
        state.put_shards(self.shards)


def carry(desk: Path, state: Callable[[], State]) -> Carried:
    """As much of the desk's state as can be read."""
    if not (desk / "state.db").exists():
        return Carried()
    try:
        return Carried(
            failures=tuple(_failures_without_capture(state())),
            spending=state().spending(),
            written=tuple(_briefs(state())),
            shards=state().shards(),
        )
    except DeskError:
        log.error("The state of %s cannot be read: failures that left no capture and past costs are forgotten", desk)
        return Carried()


def _briefs(state: State) -> Iterator[KeptBrief]:
    for document, revision, language in state.briefs():
        brief = state.brief(document, revision, language)
        if brief:
            yield KeptBrief(document=document, revision=revision, language=language, brief=brief)


def _failures_without_capture(state: State) -> list[Failure]:
    carried: list[Failure] = []
    cursor: str | None = None
    while True:
        page = state.failures(limit=_AT_ONCE, cursor=cursor)
        carried += [failure for failure in page.items if failure.capture is None]
        if page.cursor is None:
            return carried
        cursor = page.cursor
