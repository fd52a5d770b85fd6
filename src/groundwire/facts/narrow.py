"""Facts of many documents and what was asked for in; only the rows of that kind and of that entity out.

A figure is asked for by its kind, or by a type of event: then it stands in a sentence that tells of one. An event is
asked for by its type, or by a kind of figure: then its amount is of that kind.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from typing import TypeVar, get_args

from groundwire.facts.names import sentence_around
from groundwire.models import (
    DependencyMap,
    Disagreement,
    Disagreements,
    DocumentId,
    EdgeChange,
    Event,
    Figure,
    FigureKind,
    Ledger,
    LedgerPoint,
    LedgerSeries,
    MapEdge,
    Measured,
    Name,
    News,
    Only,
    Quote,
    Record,
    Span,
    Timeline,
    TimelineEvent,
)

T = TypeVar("T", Timeline, Ledger, Disagreements, DependencyMap, News)
CHANGE, SHARE = "change", "share"
FIGURES = frozenset({*get_args(FigureKind), CHANGE, SHARE})  # the other kinds are types of events
_Place = tuple[DocumentId, Span]


def narrowed(found: T, only: Only, records: Iterable[Record]) -> T:
    """The answer with only the rows asked for; ``records`` are those that it was read from."""
    rows = _Rows(only, records)
    match found:
        case Timeline():
            return replace(found, events=tuple(filter(rows.has_event, found.events)), only=only)
        case Ledger():
            return replace(found, series=tuple(rows.series(found.series)), only=only)
        case Disagreements():
            return replace(found, found=tuple(filter(rows.has_disagreement, found.found)), only=only)
        case DependencyMap():
            return _map(found, rows.has_edge, only)
        case News():
            return _news(found, rows, only)


def part(whole: DependencyMap, wanted: Callable[[MapEdge], bool]) -> DependencyMap:
    """A map with these edges only, their changes, and how concentrated the things are that they are shares of."""
    return _map(whole, wanted, whole.only)


def _map(whole: DependencyMap, wanted: Callable[[MapEdge], bool], only: Only | None) -> DependencyMap:
    edges = tuple(filter(wanted, whole.edges))
    things = set(map(_thing, edges))
    return replace(
        whole,
        edges=edges,
        concentrations=tuple(
            each for each in whole.concentrations if any(_thing(edge) in things for edge in each.edges)
        ),
        changes=tuple(change for change in whole.changes if wanted(change.edge)),
        only=only,
    )


def _thing(edge: MapEdge) -> tuple[str, str, str | None]:
    return edge.of.key, edge.shared, edge.scope.key if edge.scope else None


def _news(found: News, rows: "_Rows", only: Only) -> News:
    series = tuple(rows.series(found.series))
    return replace(
        found,
        figures=tuple(point for each in series for point in each.points),
        series=series,
        states=tuple(filter(rows.has_event, found.states)),
        edges=tuple(filter(rows.has_change, found.edges)),
        reversed=tuple(filter(rows.has_disagreement, found.reversed)),
        only=only,
    )


class _Rows:
    """Tells which rows are asked for."""

    def __init__(self, only: Only, records: Iterable[Record]) -> None:
        self._only = only
        self._places = frozenset(_places(only.kind, records)) if only.kind else None

    def series(self, every: Iterable[LedgerSeries]) -> Iterator[LedgerSeries]:
        """The series with the points that are asked for, and who tells of these."""
        for series in every:
            points = tuple(filter(self._has_point, series.points))
            if points and self._names(_names_of(series.measured)):
                voices = {(p.quote.origin, p.quote.document if p.quote.origin < 0 else "") for p in points}
                yield (
                    series if len(points) == len(series.points) else replace(series, points=points, origins=len(voices))
                )

    def has_disagreement(self, found: Disagreement) -> bool:
        return any(map(self._has_point, found.points)) and self._names(_names_of(found.measured))

    def has_edge(self, edge: MapEdge) -> bool:
        return any(map(self._has_place, edge.quotes)) and self._names((edge.holder, edge.of, edge.scope))

    def has_change(self, change: EdgeChange) -> bool:
        return self.has_edge(change.edge)

    def has_event(self, event: TimelineEvent) -> bool:
        named = (*(party.name for party in event.parties), event.object, event.place, *event.items)
        return self._is_kind(event) and self._names(named)

    def _is_kind(self, event: TimelineEvent) -> bool:
        kind = self._only.kind
        if kind is None or kind not in FIGURES:
            return kind in (None, event.type)
        return event.amount is not None and _is(event.amount, kind)

    def _has_point(self, point: LedgerPoint) -> bool:
        return self._has_place(point.quote)

    def _has_place(self, quote: Quote) -> bool:
        return self._places is None or (quote.document, quote.span) in self._places

    def _names(self, names: Iterable[Name | None]) -> bool:
        wanted = self._only.entity
        return wanted is None or any(name is not None and name.entity == wanted for name in names)


def _names_of(measured: Measured) -> Collection[Name | None]:
    return measured.owner, measured.thing, measured.scope


def _is(figure: Figure, kind: str) -> bool:
    if kind == CHANGE:
        return figure.change is not None and figure.change.difference
    return figure.kind == kind


def _places(kind: str, records: Iterable[Record]) -> Iterator[_Place]:
    """Where the figures of this kind stand, or those that are told with an event of this type."""
    for record in records:
        document = record.document.id
        for span in _shares(record) if kind == SHARE else _figures(kind, record):
            yield document, span


def _shares(record: Record) -> Iterator[Span]:
    return (share.figure.span for share in record.annotations.shares)


def _figures(kind: str, record: Record) -> Iterator[Span]:
    if kind in FIGURES:
        yield from (figure.span for figure in record.annotations.figures if _is(figure, kind))
        return
    told = [event for event in record.annotations.events if event.type == kind]
    yield from (event.amount.span for event in told if event.amount)
    around = {_sentence(event, record) for event in told}
    for figure in record.annotations.figures:
        span = figure.span
        if any(each.paragraph == span.paragraph and each.start <= span.start < each.end for each in around):
            yield span


def _sentence(event: Event, record: Record) -> Span:
    document, number = record.document, event.span.paragraph
    start, end = sentence_around(document.paragraph(number).text, document.language, event.span.start)
    return Span(paragraph=number, start=start, end=end)
