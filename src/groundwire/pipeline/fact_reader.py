"""A query in, what the documents that answer it say together out: timeline, ledger, disagreements, map, news."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar, cast

from groundwire import facts
from groundwire.library import Library
from groundwire.models import (
    DependencyMap,
    Disagreements,
    DocumentId,
    Entity,
    EntityId,
    Ledger,
    News,
    Page,
    Query,
    Record,
    Timeline,
)
from groundwire.stories import origins

T = TypeVar("T")
_ANSWERS = 64  # kept until the library is written; a page asks for several of one query


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """The newest records that answer a query, and how many there are in all."""

    records: tuple[Record, ...]
    origins: Mapping[DocumentId, int]
    total: int


class FactReader:
    """Reads many records for one answer. Safe for several threads; what was read serves the next question too.

    Every answer says how many documents it was read from and how many match; it is never cut without saying so.
    """

    def __init__(self, library: Library | None, entities: Mapping[EntityId, Entity]) -> None:
        self._library = library  # None for a desk that has nothing yet
        self._entities = entities
        self._lock = threading.Lock()
        self._answers: OrderedDict[tuple[object, ...], object] = OrderedDict()
        self._last: tuple[tuple[object, ...], _Reading] | None = None  # one only: a thousand records are 60 MB

    def timeline(self, query: Query, documents: int) -> Timeline:
        """What happened."""
        return self._answer("timeline", query, documents, facts.timeline)

    def ledger(self, query: Query, documents: int) -> Ledger:
        """The same measures of the same things, over time and sources."""
        return self._answer("ledger", query, documents, facts.ledger)

    def disagreements(self, query: Query, documents: int) -> Disagreements:
        """Where figures cannot all hold, and what only looks so."""
        return self._answer("disagreements", query, documents, facts.disagreements)

    def map(self, query: Query, documents: int) -> DependencyMap:
        """Who holds what share of what."""
        return self._answer("map", query, documents, facts.dependency_map)

    def news(self, query: Query, since: datetime, documents: int) -> News:
        """What documents of this time and later say that those before did not."""
        key = ("news", query, since, documents, self._version())
        return self._held(key, lambda: self._news(query, since, documents))

    def _news(self, query: Query, since: datetime, documents: int) -> News:
        earlier = replace(query, until=since if query.until is None else min(since, query.until))
        before = self._read(earlier, documents)
        after = self._read(replace(query, since=since if query.since is None else max(since, query.since)), documents)
        every = origins([*before.records, *after.records])
        return facts.news(before.records, after.records, since, every, self._entities, total=after.total)

    def _answer(self, name: str, query: Query, documents: int, compute: Callable[..., T]) -> T:
        def answer() -> T:
            reading = self._read(query, documents)
            return compute(reading.records, reading.origins, self._entities, total=reading.total)

        return self._held((name, query, documents, self._version()), answer)

    def _held(self, key: tuple[object, ...], compute: Callable[[], T]) -> T:
        with self._lock:
            if key in self._answers:
                self._answers.move_to_end(key)
                return cast(T, self._answers[key])
        answer = compute()
        with self._lock:
            self._answers[key] = answer
            while len(self._answers) > _ANSWERS:
                self._answers.popitem(last=False)
        return answer

    def _version(self) -> tuple[object, ...]:
        return self._library.version() if self._library else ()

    def _read(self, query: Query, documents: int) -> _Reading:
        key = (query, documents, self._version())
        with self._lock:
            if self._last is not None and self._last[0] == key:
                return self._last[1]
        asked = replace(query, limit=documents, cursor=None)
        page = self._library.newest(asked) if self._library else Page[Record](items=(), cursor=None, total=0)
        reading = _Reading(records=page.items, origins=origins(page.items), total=page.total)
        with self._lock:
            self._last = key, reading
        return reading
