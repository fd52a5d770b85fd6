"""What documents say together: the timeline, ledger, disagreements, map and news of a topic or of a search."""

import json
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response

from groundwire.app.fact_words import Facts, FactWords
from groundwire.app.locale import Locale
from groundwire.app.plain import plain
from groundwire.app.rendering import span_path
from groundwire.app.tables import csv_text, fact_table, parquet_bytes
from groundwire.app.web.charts import events_chart, series_chart, shares_chart
from groundwire.app.web.marks import Mark, Piece, cut
from groundwire.app.web.page import DeskDependency, LocaleDependency, render, wanted_block
from groundwire.app.web.topics import LANGUAGES, Asked, AskedDependency
from groundwire.desk import Desk
from groundwire.models import EntityId, LedgerSeries, MapEdge, Query, Quote, TimelineEvent, Topic

router = APIRouter()

_SERIES_SHOWN = 40  # a page that loads fast; all of them are one link away
_NEWS_DAYS = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Which documents are asked about: a topic's, or those a search finds."""

    topic: Topic | None
    base: str
    asked: Asked

    @property
    def query(self) -> Query:
        """The query for them."""
        return self.asked.query(topic=self.topic.id if self.topic else None, cursor=None)


def _subject(request: Request, desk: DeskDependency, asked: AskedDependency) -> Subject:
    name = request.path_params.get("name")
    if name is None:
        return Subject(topic=None, base="/search", asked=asked)
    topic = desk.find_topic(name)
    return Subject(topic=topic, base=f"/topics/{topic.id}", asked=asked)


SubjectDependency = Annotated[Subject, Depends(_subject)]


def _every(every: str = "") -> bool:
    return every == "1"


EveryDependency = Annotated[bool, Depends(_every)]  # all series, not only the first


def place(quote: Quote) -> str:
    """The address of a quote: its document with the span highlighted."""
    return span_path(quote.document, quote.span)


def pieces(quote: Quote) -> tuple[Piece, ...]:
    """The sentence with its span marked."""
    start = quote.span.start - quote.start
    return cut(quote.text, [Mark(start=start, end=start + quote.span.end - quote.span.start, style="figure")])


def headline(event: TimelineEvent, words: FactWords) -> str:
    """Who and what, in names; the type where neither is known."""
    named = (*(party.name for party in event.parties), event.object, *event.items)
    return words.names(named) or words.t(f"type.{event.type}")


def _edge(edge: MapEdge, words: FactWords) -> str:
    return f"{words.name(edge.holder)} → {words.name(edge.of)}: {words.percent(edge)} ({words.shared(edge)})"


def page_of(request: Request, desk: Desk, locale: Locale, subject: Subject, *, view: str, **values: Any) -> Response:
    """A view of one set of documents: what its template says of them, and ``values`` of its own."""
    sources = desk.sources()
    return render(
        request,
        f"{view}.html",
        block=wanted_block(request, "facts"),
        view=view,
        topic=subject.topic,
        asked=subject.asked,
        base=subject.base,
        path=f"{subject.base}/{view}",
        sources=sources,
        kinds=desk.kinds,
        entity=desk.entities.get(EntityId(subject.asked.entity)),
        named=desk.named(subject.topic.id if subject.topic else None),
        language_names=LANGUAGES,
        exists=bool(sources),
        s=FactWords(desk, locale),
        place=place,
        pieces=pieces,
        headline=headline,
        **values,
    )


def _page(request: Request, desk: Desk, locale: Locale, subject: Subject, *, view: str, **values: Any) -> Response:
    """The view, or what it shows as a file."""
    download = _download(request, desk, locale, values["facts"], name=view)
    return download or page_of(request, desk, locale, subject, view=view, **values)


def _download(request: Request, desk: Desk, locale: Locale, found: Facts, *, name: str) -> Response | None:
    """The same as a file, where the address asks for one."""
    named = {"Content-Disposition": f'attachment; filename="{name}.{request.query_params.get("format")}"'}
    match request.query_params.get("format"):
        case "csv":
            text = csv_text(fact_table(found, desk.entities, locale.language))
            return Response(text, media_type="text/csv; charset=utf-8", headers=named)
        case "json":
            return Response(json.dumps(plain(found), ensure_ascii=False), media_type="application/json", headers=named)
        case "parquet":
            content = parquet_bytes(fact_table(found, desk.entities, locale.language))
            return Response(content, media_type="application/vnd.apache.parquet", headers=named)
        case _:
            return None


@router.get("/topics/{name}/timeline")
@router.get("/search/timeline")
def timeline(request: Request, desk: DeskDependency, locale: LocaleDependency, subject: SubjectDependency) -> Response:
    """The events that documents report."""
    found = desk.timeline(subject.query)
    chart = events_chart(found.events, label=lambda type_: locale(f"type.{type_}"))
    return _page(request, desk, locale, subject, view="timeline", facts=found, chart=chart)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownSeries:
    """A series with its chart, if it has one."""

    series: LedgerSeries
    chart: str | None


@router.get("/topics/{name}/figures")
@router.get("/search/figures")
def figures(
    request: Request, desk: DeskDependency, locale: LocaleDependency, subject: SubjectDependency, every: EveryDependency
) -> Response:
    """The figures of documents, the same measure of the same thing together."""
    ledger, words = desk.ledger(subject.query), FactWords(desk, locale)
    shown = ledger.series if every else ledger.series[:_SERIES_SHOWN]
    series = [ShownSeries(series=each, chart=series_chart(each, say=words.value, place=place)) for each in shown]
    return _page(request, desk, locale, subject, view="figures", facts=ledger, series=series)


@router.get("/topics/{name}/disagreements")
@router.get("/search/disagreements")
def disagreements(
    request: Request, desk: DeskDependency, locale: LocaleDependency, subject: SubjectDependency
) -> Response:
    """Where documents contradict one another."""
    return _page(request, desk, locale, subject, view="disagreements", facts=desk.disagreements(subject.query))


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """The part of a map that is shown: keys of a thing and of a holder, empty for any."""

    of: str = ""
    holder: str = ""

    def __contains__(self, edge: MapEdge) -> bool:
        return self.of in ("", edge.of.key) and self.holder in ("", edge.holder.key)


def _part(of: str = "", holder: str = "") -> Part:
    return Part(of=of, holder=holder)


PartDependency = Annotated[Part, Depends(_part)]


@router.get("/topics/{name}/map")
@router.get("/search/map")
def dependency_map(
    request: Request, desk: DeskDependency, locale: LocaleDependency, subject: SubjectDependency, part: PartDependency
) -> Response:
    """Who holds what share of what."""
    whole = desk.map(subject.query)
    shown = desk.part_of_map(whole, part.__contains__)
    words = FactWords(desk, locale)
    things = {edge.of.key: edge.of for edge in whole.edges}
    holders = {edge.holder.key: edge.holder for edge in whole.edges}
    return _page(
        request,
        desk,
        locale,
        subject,
        view="map",
        facts=shown,
        chart=shares_chart(shown.edges, named=words.name, label=lambda edge: _edge(edge, words)),
        many=max(len({edge.holder.key for edge in shown.edges}), len({edge.of.key for edge in shown.edges})),
        things=sorted(things.values(), key=words.name),
        holders=sorted(holders.values(), key=words.name),
        part=part,
    )


@router.get("/topics/{name}/new")
@router.get("/search/new")
def new(request: Request, desk: DeskDependency, locale: LocaleDependency, subject: SubjectDependency) -> Response:
    """What documents say that was not said before a day; a week before the newest unless one is given."""
    query = subject.query
    since = query.since or _week_before_newest(desk, query)
    return _page(request, desk, locale, subject, view="new", facts=desk.news(replace(query, since=None), since))


def _week_before_newest(desk: Desk, query: Query) -> datetime:
    newest = desk.search(replace(query, newest_first=True, limit=1), fold=False).items
    return (newest[0].record.document.time if newest else datetime.now(UTC)) - timedelta(days=_NEWS_DAYS)
