"""Earlier and later records in, what the later say that was not said before out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import chain

from groundwire.facts.disagreements import disagreements
from groundwire.facts.ledger import base_values, ledger
from groundwire.facts.map import dependency_map
from groundwire.facts.timeline import timeline
from groundwire.models import (
    DependencyMap,
    Disagreement,
    DocumentId,
    EdgeChange,
    Entity,
    EntityId,
    Ledger,
    LedgerPoint,
    LedgerSeries,
    MapEdge,
    News,
    Quote,
    Record,
    TimelineEvent,
)

_BACKGROUND = timedelta(days=14)  # what had happened so long before is not news to whom it was not told
_Claim = tuple[Decimal, Decimal, str, str | None]


def news(
    before: Sequence[Record],
    after: Sequence[Record],
    since: datetime,
    origins: Mapping[DocumentId, int],
    entities: Mapping[EntityId, Entity],
    *,
    total: int,
) -> News:
    """New figures, events and states, shares, and claims turned round. ``total``: how many later documents match."""
    fresh = {record.document.id for record in after}
    records = [*before, *after]
    together = ledger(records, origins, entities, total=len(records))
    happened = timeline(records, origins, entities, total=len(records))
    earlier = dependency_map(before, origins, entities, total=len(before))
    everything = dependency_map(records, origins, entities, total=len(records))
    differing = disagreements(records, origins, entities, total=len(records))
    series = tuple(_new_series(together, fresh))
    return News(
        since=since,
        figures=tuple(chain.from_iterable(each.points for each in series)),
        states=tuple(event for event in happened.events if _has_news(event, fresh, since.date())),
        edges=tuple(_new_edges(earlier, everything, fresh)),
        reversed=tuple(each for each in differing.found if _turned(each, fresh)),
        documents=len(after),
        total=total,
        earlier=len(before),
        series=series,
    )


def _new_series(together: Ledger, fresh: set[DocumentId]) -> Iterator[LedgerSeries]:
    for series in together.series:
        points = list(_new_points(series, fresh))
        if points:
            origins = len({(point.quote.origin, _own(point.quote)) for point in points})
            yield replace(series, points=tuple(points), origins=origins)


def _own(quote: Quote) -> str:
    """Documents whose origin is not known speak for themselves."""
    return quote.document if quote.origin < 0 else ""


def _new_points(series: LedgerSeries, fresh: set[DocumentId]) -> Iterator[LedgerPoint]:
    """The first point of each claim that no earlier document makes."""
    said = {_claim(point) for point in series.points if point.quote.document not in fresh}
    for point in sorted(series.points, key=lambda point: (point.quote.time, point.quote.document, point.quote.span)):
        claim = _claim(point)
        if claim not in said:
            said.add(claim)
            yield point


def _claim(point: LedgerPoint) -> _Claim:
    """What is claimed, however often and in whatever unit of the same kind it is said."""
    figure, _ = base_values(point.figure)
    return figure.low.normalize(), figure.high.normalize(), figure.role, figure.currency


def _has_news(event: TimelineEvent, fresh: set[DocumentId], since: date) -> bool:
    """Came to a state that only later documents tell of, and not long ago: the rest looks back."""
    recent = max(event.last, *(change.day for change in event.states)) >= _looking_back(since)
    return recent and any(change.quote.document in fresh for change in event.states)


def _looking_back(since: date) -> date:
    return since - _BACKGROUND if since - date.min > _BACKGROUND else date.min


def _new_edges(earlier: DependencyMap, everything: DependencyMap, fresh: set[DocumentId]) -> Iterator[EdgeChange]:
    """Edges that later documents give for the first time, or give another value than earlier ones did."""
    known = {_relation(edge): edge for edge in earlier.edges}
    said = {(quote.document, quote.span): edge for edge in earlier.edges for quote in edge.quotes}
    for edge in everything.edges:
        later = [quote for quote in edge.quotes if quote.document in fresh]
        if not later:
            continue
        same = [said[quote.document, quote.span] for quote in edge.quotes if (quote.document, quote.span) in said]
        before = same[0] if same else known.get(_relation(edge))
        if before is None or (before.low, before.high) != (edge.low, edge.high):
            yield EdgeChange(edge=edge, before=before, day=min(quote.time for quote in later).date())


def _relation(edge: MapEdge) -> tuple[str | None, ...]:
    return (edge.holder.key, edge.of.key, edge.shared, edge.stage, edge.scope.key if edge.scope else None)


def _turned(found: Disagreement, fresh: set[DocumentId]) -> bool:
    """A conflict between what was said and what is said now."""
    new = [point.quote.document in fresh for point in found.points]
    return found.conflict and any(new) and not all(new)
