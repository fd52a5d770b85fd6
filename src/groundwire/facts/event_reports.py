"""Records in, what each of their events says out: its names, its days and its state, ready to be compared."""

import functools
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from importlib import resources
from typing import Any

import yaml

from groundwire.facts.names import name_of
from groundwire.facts.readings import key_of
from groundwire.models import (
    DocumentId,
    Entity,
    EntityId,
    Event,
    EventState,
    Mention,
    Name,
    Party,
    Record,
    Reference,
    Span,
)
from groundwire.text.scripts import fold

_BEFORE = timedelta(days=3)  # an event without a date happened about when it is reported: at most so long before,
_AFTER = timedelta(days=1)  # or so long after
_SHORT = 2  # characters of a name that may stand for anything
_ENOUGH = 2  # what the names of an event must tell together, or nobody knows what is meant
_STATE = 2  # what the state that acts tells
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
    weights: Mapping[str, int]  # key of each name → how much it tells
    roles: tuple[tuple[str, str], ...]  # who has which part, by key; an authority stands for its state
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
        reader = _Reader(record, origin, entities)
        for event in record.annotations.events[:_MOST]:
            report = reader.report(event)
            if _tells_enough(report):
                yield report


def _tells_enough(report: Report) -> bool:
    """Whether one can know what is meant: two names, a thing with a name, or what a state does as states do."""
    return sum(report.weights.values()) >= _ENOUGH or any(_is_thing(report, key) for key in report.weights)


def _is_thing(report: Report, key: str) -> bool:
    return any(thing is not None and thing.key == key for thing in (report.object, *report.items))


class _Reader:
    """Reads the events of one record."""

    def __init__(self, record: Record, origin: int, entities: Mapping[EntityId, Entity]) -> None:
        self._record = record
        self._origin = origin
        self._entities = entities
        self._day = record.document.day or record.document.time.date()
        self._mentions: dict[int, list[Mention]] = {}
        for mention in sorted(record.annotations.mentions, key=lambda each: each.span):
            self._mentions.setdefault(mention.span.paragraph, []).append(mention)

    def report(self, event: Event) -> Report:
        """What the record says of one event."""
        parties = tuple(Party(role=actor.role, name=self._name(actor.who)) for actor in event.actors)
        thing = self._name(event.object) if event.object else None
        place = self._name(event.place) if event.place else None
        items = tuple(self._name(item) for item in event.items)
        states = {id(party): self._state(event.type, party) for party in parties}
        named = [
            (actor.who, party.name) for actor, party in zip(event.actors, parties, strict=True) if not states[id(party)]
        ]
        named += [(event.object, thing)] if event.object and thing else []
        named += zip(event.items, items, strict=True)
        first, last = _period(event, self._day)
        return Report(
            record=self._record,
            event=event,
            origin=self._origin,
            parties=parties,
            object=thing,
            place=place,
            items=items,
            weights=self._weights(named) | {state: _STATE for state in states.values() if state},
            roles=tuple((party.role, states[id(party)] or party.name.key) for party in parties),
            first=first,
            last=last,
            dated=event.when is not None,
            day=self._day,
            states=_states(event, self._day),
        )

    def _state(self, type_: str, party: Party) -> str | None:
        """The state that acts in somebody, where the type is what only states do: 商务部 and China are one there."""
        rules = event_rules()
        if type_ not in rules.acts_of_state or party.role not in rules.acting:
            return None
        entity = self._entities.get(party.name.entity) if party.name.entity is not None else None
        return f"state {entity.country}" if entity is not None and entity.country else None

    def _name(self, reference: Reference) -> Name:
        return name_of(reference, self._record)

    def _weights(self, named: Iterable[tuple[Reference, Name]]) -> dict[str, int]:
        weights: dict[str, int] = {}
        for reference, name in named:
            weight = max(self._weight(reference, name), weights.get(name.key, 0))
            if weight:
                weights[name.key] = weight
        return weights

    def _weight(self, reference: Reference, name: Name) -> int:
        """2 for a name of who or what; 1 for a place, and for words that are no name."""
        if name.entity is not None:
            entity = self._entities.get(name.entity)
            return 1 if entity is not None and entity.kind == "place" else 2
        if key_of(name) is None or len(name.key) <= _SHORT or name.key in event_rules().generic:
            return 0
        mention = self._mention_at(reference.span)
        return 2 if mention is not None and mention.kind != "place" else 1

    def _mention_at(self, span: Span) -> Mention | None:
        """A name that these words are, or have in them."""
        placed = self._mentions.get(span.paragraph, [])
        after = bisect_right(placed, span.start, key=lambda each: each.span.start)
        near = [each for each in placed[max(after - 1, 0) : after + 1] if each.span.end > span.start]
        return next((each for each in near if each.span.start < span.end), None)


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
    rules = event_rules()
    known = {
        each.state: (each.state, each.when.first, True)
        for each in event.dates
        if each.when.first <= day or each.state in rules.ahead
    }
    if event.state not in known:
        known[event.state] = _own_state(event, day)
    if all(each[1] > day for each in known.values()):
        known["announced"] = ("announced", day, False)
    return tuple(sorted(known.values(), key=lambda each: each[1]))


def _own_state(event: Event, day: date) -> tuple[EventState, date, bool]:
    """The state of an event with its day: what the text gives, else the day of the report."""
    when = event.when
    if when is not None and (when.last <= day or event.state == "in force"):
        return event.state, when.first, True
    return event.state, day, False


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRules:
    """The data of ``data/events.yaml``."""

    close: Mapping[str, tuple[str, ...]]  # type → types of what may be the same, itself first
    once: frozenset[str]
    rank: Mapping[str, int]
    ahead: frozenset[str]
    generic: frozenset[str]
    acts_of_state: frozenset[str]
    acting: frozenset[str]
    vague: frozenset[str]

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
    return EventRules(
        close=close,
        once=frozenset(data["once"]),
        rank=data["rank"],
        ahead=frozenset(data["ahead"]),
        generic=generic,
        acts_of_state=frozenset(data["acts_of_state"]),
        acting=frozenset(data["acting"]),
        vague=frozenset(data["vague"]),
    )
