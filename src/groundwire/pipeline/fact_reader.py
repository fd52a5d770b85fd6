"""A query in, what the documents that answer it say together out: timeline, ledger, disagreements, map, news."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import TypeVar, cast

from groundwire.brief.digest.digest import Known
from groundwire.facts.alike import alike
from groundwire.facts.disagreements import disagreements
from groundwire.facts.ledger import ledger
from groundwire.facts.map import dependency_map
from groundwire.facts.narrow import narrowed
from groundwire.facts.news import news
from groundwire.facts.timeline import timeline
from groundwire.library.library import Library
from groundwire.models import (
    DependencyMap,
    Disagreements,
    Entity,
    EntityId,
    Ledger,
    News,
    Only,
    Page,
    Query,
    Record,
    Timeline,
)
from groundwire.stories.origins import origins

T = TypeVar("T")
A = TypeVar("A", Timeline, Ledger, Disagreements, DependencyMap)
_ANSWERS = 64  # kept; a page asks for several of one query


class FactReader:
    """Reads many records for one answer. Safe for several threads; what was read serves the next question too.

    Every answer says how many documents it was read from and how many match; it is never cut without saying so.
    """

    def __init__(self, library: Library | None, entities: Mapping[EntityId, Entity]) -> None:
        self._library = library  # None for a desk that has nothing yet
        self._entities = entities
        self._lock = threading.Lock()
        self._answers: OrderedDict[tuple[object, ...], object] = OrderedDict()
        self._last: tuple[tuple[object, ...], Page[Record]] | None = None  # one only: a thousand records are 60 MB

    def timeline(self, query: Query, documents: int) -> Timeline:
        """What happened."""
        return self._answer("timeline", query, documents, timeline)

    def ledger(self, query: Query, documents: int) -> Ledger:
        """The same measures of the same things, over time and sources."""
        return self._answer("ledger", query, documents, ledger)

    def disagreements(self, query: Query, documents: int) -> Disagreements:
        """Where figures cannot all hold, and what only looks so."""
        return self._answer("disagreements", query, documents, disagreements)

    def map(self, query: Query, documents: int) -> DependencyMap:
        """Who holds what share of what."""
        return self._answer("map", query, documents, dependency_map)

    def news(self, query: Query, since: datetime, documents: int) -> News:
        """What documents of this time and later say that those before did not."""
        return self._held(("news", query, since, documents), lambda: self._news(query, since, documents))

    def _news(self, query: Query, since: datetime, documents: int) -> News:
        earlier = replace(query, until=since if query.until is None else min(since, query.until))
        later = replace(query, since=since if query.since is None else max(since, query.since))
        before, after = self._read(earlier, documents).items, self._read(later, documents)
        records = [*before, *after.items]
        found = news(before, after.items, since, origins(records), self._entities, total=after.total)
        only = _only(query)
        return narrowed(found, only, records) if only else found

    def together(self, query: Query, documents: int) -> tuple[Page[Record], Known]:
        """The records themselves, and what they say together."""
        page = self._read(query, documents)
        records = {record.document.id: record for record in page.items}
        known = Known(
            origins=self._held(("origins", query, documents), lambda: origins(page.items)),
            timeline=self.timeline(query, documents),
            disagreements=self.disagreements(query, documents).found,
            alike=self._held(("alike", query, documents), lambda: alike(records)),
            entities=self._entities,
        )
        return page, known

    def _answer(self, name: str, query: Query, documents: int, compute: Callable[..., A]) -> A:
        def answer() -> A:
            page = self._read(query, documents)
            numbers = self._held(("origins", query, documents), lambda: origins(page.items))
            found, only = compute(page.items, numbers, self._entities, total=page.total), _only(query)
            return narrowed(found, only, page.items) if only else found

        return self._held((name, query, documents), answer)

    def _held(self, asked: tuple[object, ...], compute: Callable[[], T]) -> T:
        """The answer to what was asked, kept until the library is written."""
        key = (*asked, self._version())
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

    def _read(self, query: Query, documents: int) -> Page[Record]:
        key = (query, documents, self._version())
        with self._lock:
            if self._last is not None and self._last[0] == key:
                return self._last[1]
        asked = replace(query, limit=documents, cursor=None)
        nothing: Page[Record] = Page(items=(), cursor=None, total=0)
        page = self._library.newest(asked) if self._library else nothing
        with self._lock:
            self._last = key, page
        return page


def _only(query: Query) -> Only | None:
    """What the rows are narrowed to: a document that answers also tells of other things."""
    return Only(kind=query.kind, entity=query.entity) if query.kind or query.entity else None
