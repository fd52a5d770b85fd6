"""Records in, what each of their events says out: its names, its days and its state, ready to be compared."""

import functools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from importlib import resources
from typing import Any

import yaml

from groundwire.facts.names import name_of
from groundwire.models import (
    DocumentId,
    Entity,
    EntityId,
    Event,
    EventState,
    Name,
    Party,
    Record,
    Reference,
)
from groundwire.text.scripts import fold

_BEFORE = timedelta(days=3)  # an event without a date happened about when it is reported: at most so long before,
_AFTER = timedelta(days=1)  # or so long after
_SHORT = 2  # characters of a name that may stand for anything
_MOST = 300  # events of one document that are read; a list of thousands is no news


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What one place of one document says of an event."""

    record: Record
    event: Event
    origin: int
    parties: tuple[Party, ...]
    object: Name | None
    place: Name | None
    items: tuple[Name, ...]
    weights: Mapping[str, int]  # key of each name → how much it tells: 2 for who or what, 1 for a place
    first: date  # when it happened: as said, or about the day of the document
    last: date
    dated: bool
    day: date  # of the document
    states: tuple[tuple[EventState, date, bool], ...]  # each with its day, and whether the text gives that day

    @property
    def order(self) -> tuple[Any, ...]:
        """Earlier documents first; the same whatever order records come in."""
        return (self.record.document.time, self.record.document.id, self.event.span)


def read_reports(
    records: Sequence[Record], origins: Mapping[DocumentId, int], entities: Mapping[EntityId, Entity]
) -> Iterator[Report]:
    """Every event that names somebody or something, in the order of the records."""
    for number, record in enumerate(records):
        origin = origins.get(record.document.id, -1 - number)
        for event in record.annotations.events[:_MOST]:
            report = _report(record, event, origin, entities)
            if report.weights:
                yield report


def _report(record: Record, event: Event, origin: int, entities: Mapping[EntityId, Entity]) -> Report:
    day = record.document.day or record.document.time.date()
    parties = tuple(Party(role=actor.role, name=name_of(actor.who, record)) for actor in event.actors)
    thing, place = _named(event.object, record), _named(event.place, record)
    items = tuple(name_of(item, record) for item in event.items)
    names = [*(party.name for party in parties), *([thing] if thing else []), *items]
    first, last = _period(event, day)
    return Report(
        record=record,
        event=event,
        origin=origin,
        parties=parties,
        object=thing,
        place=place,
        items=items,
        weights={name.key: weight for name in names if (weight := _weight(name, entities))},
        first=first,
        last=last,
        dated=event.when is not None,
        day=day,
        states=_states(event, day),
    )


def _named(reference: Reference | None, record: Record) -> Name | None:
    return name_of(reference, record) if reference else None


def _weight(name: Name, entities: Mapping[EntityId, Entity]) -> int:
    if name.entity is not None:
        entity = entities.get(name.entity)
        return 1 if entity is not None and entity.kind == "place" else 2
    return 2 if len(name.key) > _SHORT and name.key not in event_rules().generic else 0


def _period(event: Event, day: date) -> tuple[date, date]:
    if event.when is not None:
        return event.when.first, event.when.last
    return _moved(day, -_BEFORE), _moved(day, _AFTER)


def _moved(day: date, by: timedelta) -> date:
    try:
        return day + by
    except OverflowError:
        return day


def _states(event: Event, day: date) -> tuple[tuple[EventState, date, bool], ...]:
    """The states it came to, oldest first. What is planned for a later day was announced on the document's."""
    if event.negated:
        return (("denied", day, False),)
    known = {each.state: (each.state, each.when.first, True) for each in event.dates}
    if event.state not in known:
        past = event.when is not None and event.when.last <= day
        known[event.state] = (event.state, event.when.first if event.when and past else day, past)
    return tuple(sorted(known.values(), key=lambda each: each[1]))


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRules:
    """The data of ``data/events.yaml``."""

    close: Mapping[str, tuple[str, ...]]  # type → types of what may be the same, itself first
    once: frozenset[str]
    rank: Mapping[str, int]
    generic: frozenset[str]

    def alike(self, type_: str) -> tuple[str, ...]:
        """The types that reports of the same happening may have."""
        return self.close.get(type_, (type_,))


@functools.cache
def event_rules() -> EventRules:
    """What is known of event types and states."""
    file = resources.files("groundwire.facts") / "data" / "events.yaml"
    data: dict[str, Any] = yaml.safe_load(file.read_text("utf-8"))
    close: dict[str, tuple[str, ...]] = {}
    for left, right in data["close"]:
        close[left] = (*close.get(left, (left,)), right)
        close[right] = (*close.get(right, (right,)), left)
    generic = frozenset(fold(str(word)) for words in data["generic"].values() for word in words)
    return EventRules(close=close, once=frozenset(data["once"]), rank=data["rank"], generic=generic)
