"""Facts in, tables out: one row for each place that says something, as CSV or Parquet for other programs.

Types, states, measures and units are ids, names are in the reader's language with their id beside them. Amounts are
exact in CSV and decimal(38, 10) in Parquet; days are date32, times UTC.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, localcontext
from typing import Any

import pyarrow as pa
from pyarrow import parquet

from groundwire.app.fact_words import Facts, said_name
from groundwire.app.locale import load_locale
from groundwire.app.plain import plain
from groundwire.models import (
    Concentration,
    DependencyMap,
    Disagreements,
    EdgeChange,
    Entity,
    EntityId,
    Figure,
    Ledger,
    LedgerPoint,
    MapEdge,
    Measured,
    Name,
    News,
    Quote,
    StateChange,
    Timeline,
    TimelineEvent,
)

Row = dict[str, Any]

_TEXT, _COUNT, _FLAG, _DAY = pa.string(), pa.int32(), pa.bool_(), pa.date32()
_AMOUNT = pa.decimal128(38, 10)
_PLACES = Decimal("1E-10")
_LARGEST = Decimal(10) ** 28  # decimal(38, 10) holds less; nothing that is measured is more
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # what a spreadsheet takes for a formula

_PLACE = {
    "document": _TEXT, "revision": _TEXT, "title": _TEXT, "source": _TEXT, "time": pa.timestamp("us", "UTC"),
    "language": _TEXT, "paragraph": _COUNT, "start": _COUNT, "end": _COUNT, "quote": _TEXT, "origin": _COUNT,
}  # fmt: skip
_MEASURED = {
    "measure": _TEXT, "change": _FLAG, "owner": _TEXT, "owner_id": _TEXT, "thing": _TEXT, "thing_id": _TEXT,
    "scope": _TEXT, "scope_id": _TEXT,
}  # fmt: skip
_FIGURE = {
    "day": _DAY, "day_of": _TEXT, "period_first": _DAY, "period_last": _DAY, "kind": _TEXT, "low": _AMOUNT,
    "high": _AMOUNT, "unit": _TEXT, "currency": _TEXT, "per": _TEXT, "usd_low": _AMOUNT, "usd_high": _AMOUNT,
    "qualifier": _TEXT, "role": _TEXT, "direction": _TEXT, "base": _TEXT,
}  # fmt: skip
_EDGE = {
    "holder": _TEXT, "holder_id": _TEXT, "of": _TEXT, "of_id": _TEXT, "shared": _TEXT, "stage": _TEXT, "scope": _TEXT,
    "scope_id": _TEXT, "low": _AMOUNT, "high": _AMOUNT, "qualifier": _TEXT, "first": _DAY, "last": _DAY,
    "day_of": _TEXT, "joint": _FLAG, "origins": _COUNT,
}  # fmt: skip
_EVENT = {
    "event": _TEXT, "type": _TEXT, "state": _TEXT, "negated": _FLAG, "first": _DAY, "last": _DAY, "dated": _FLAG,
    "planned_first": _DAY, "planned_last": _DAY, "who": _TEXT, "who_ids": _TEXT, "what": _TEXT, "what_id": _TEXT,
    "goods": _TEXT, "where": _TEXT, "amount_low": _AMOUNT, "amount_high": _AMOUNT, "amount_unit": _TEXT,
    "amount_currency": _TEXT, "origins": _COUNT, "said_state": _TEXT, "said_day": _DAY, "said_dated": _FLAG,
}  # fmt: skip
_SCHEMAS: dict[type, dict[str, pa.DataType]] = {
    Timeline: {**_EVENT, **_PLACE},
    Ledger: {"series": _COUNT, **_MEASURED, **_FIGURE, "origins": _COUNT, **_PLACE},
    Disagreements: {
        "disagreement": _COUNT, "conflict": _FLAG, "explanations": _TEXT, **_MEASURED, **_FIGURE, "origins": _COUNT,
        **_PLACE,
    },
    DependencyMap: {**_EDGE, "hhi_low": _COUNT, "hhi_high": _COUNT, "covered": _AMOUNT, **_PLACE},
    News: {
        "new": _TEXT, "type": _TEXT, "state": _TEXT, "what": _TEXT, "day": _DAY, "low": _AMOUNT, "high": _AMOUNT,
        "unit": _TEXT, "currency": _TEXT, "role": _TEXT, "low_before": _AMOUNT, "high_before": _AMOUNT, **_PLACE,
    },
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class FactTable:
    """Rows with the columns and types that facts of this kind always have, also where there are none."""

    columns: Mapping[str, pa.DataType]
    rows: Sequence[Row]


def fact_table(facts: Facts, entities: Mapping[EntityId, Entity], language: str) -> FactTable:
    """The table of any facts, names in this language."""
    return FactTable(columns=_SCHEMAS[type(facts)], rows=list(_Rows(entities, language).rows(facts)))


def csv_text(table: FactTable) -> str:
    """RFC 4180 in UTF-8 without a mark; no cell that came from a page can be a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(table.columns)
    for row in table.rows:
        writer.writerow([_cell(row.get(name)) for name in table.columns])
    return out.getvalue()


def parquet_bytes(table: FactTable) -> bytes:
    """One Parquet file. An amount that decimal(38, 10) cannot hold is null; its quote is there."""
    schema = pa.schema(list(table.columns.items()))
    rows = [{name: _held(row.get(name), kind) for name, kind in table.columns.items()} for row in table.rows]
    out = pa.BufferOutputStream()
    parquet.write_table(pa.Table.from_pylist(rows, schema=schema), out, compression="zstd")
    return bytes(out.getvalue())


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return _harmless(value)
    return str(plain(value))


def _harmless(text: str) -> str:
    """The text on one line, nothing in it that acts on a terminal; an apostrophe before what would be computed."""
    line = " ".join(_UNSEEN.sub(" ", text).encode("utf-8", "replace").decode().split())
    return f"'{line}" if line.startswith(_FORMULA) else line


def _held(value: Any, kind: pa.DataType) -> Any:
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    if isinstance(value, Decimal) and kind == _AMOUNT:
        with localcontext(prec=60):
            return value.quantize(_PLACES) if value.is_finite() and abs(value) < _LARGEST else None
    return value


class _Rows:
    """Turns facts into rows."""

    def __init__(self, entities: Mapping[EntityId, Entity], language: str) -> None:
        self._entities = entities
        self._language = language

    def rows(self, facts: Facts) -> Iterator[Row]:
        match facts:
            case Timeline():
                for event in facts.events:
                    yield from self._event(event)
            case Ledger():
                for number, series in enumerate(facts.series, 1):
                    shared = {"series": number, **self._measured(series.measured), "origins": series.origins}
                    yield from ({**shared, **self._point(point)} for point in series.points)
            case Disagreements():
                yield from self._disagreements(facts)
            case DependencyMap():
                concentrations = {self._market(each): each for each in facts.concentrations}
                for edge in facts.edges:
                    yield from self._edge(edge, concentrations.get(self._market(edge)))
            case News():
                yield from self._news(facts)

    # names

    def label(self, name: Name | None) -> str | None:
        return said_name(name, self._entities, load_locale(self._language)) if name else None

    def _named(self, column: str, name: Name | None) -> Row:
        return {column: self.label(name), f"{column}_id": name.entity if name else None}

    def _list(self, names: Sequence[Name]) -> str | None:
        return "; ".join(dict.fromkeys(self.label(name) or "" for name in names)) or None

    # rows

    def _event(self, event: TimelineEvent) -> Iterator[Row]:
        planned = event.planned or (None, None)
        shared = {
            "event": event.id,
            "type": event.type,
            "state": event.state,
            "negated": event.negated,
            "first": event.first,
            "last": event.last,
            "dated": event.dated,
            "planned_first": planned[0],
            "planned_last": planned[1],
            "who": "; ".join(f"{party.role}: {self.label(party.name)}" for party in event.parties) or None,
            "who_ids": "; ".join(party.name.entity for party in event.parties if party.name.entity) or None,
            **self._named("what", event.object),
            "goods": self._list(event.items),
            "where": self.label(event.place),
            **_amount(event.amount),
            "origins": event.origins,
        }
        for quote, change in _told(event):
            said = {"said_state": change.state, "said_day": change.day, "said_dated": change.dated} if change else {}
            yield {**shared, **said, **_place(quote)}

    def _measured(self, measured: Measured) -> Row:
        return {
            "measure": measured.measure,
            "change": measured.change,
            **self._named("owner", measured.owner),
            **self._named("thing", measured.thing),
            **self._named("scope", measured.scope),
        }

    def _point(self, point: LedgerPoint) -> Row:
        figure = point.figure
        usd = figure.usd or (None, None)
        return {
            "day": point.day,
            "day_of": point.day_of,
            "period_first": figure.period.first if figure.period else None,
            "period_last": figure.period.last if figure.period else None,
            "kind": figure.kind,
            "low": figure.low,
            "high": figure.high,
            "unit": figure.unit,
            "currency": figure.currency,
            "per": figure.per,
            "usd_low": usd[0],
            "usd_high": usd[1],
            "qualifier": figure.qualifier,
            "role": figure.role,
            "direction": figure.change.direction if figure.change else None,
            "base": figure.change.base if figure.change else None,
            **_place(point.quote),
        }

    def _disagreements(self, facts: Disagreements) -> Iterator[Row]:
        for number, found in enumerate(facts.found, 1):
            shared = {
                "disagreement": number,
                "conflict": found.conflict,
                "explanations": "; ".join(f"{e.why}: {e.left} / {e.right}" for e in found.explanations) or None,
                **self._measured(found.measured),
                "origins": found.origins,
            }
            yield from ({**shared, **self._point(point)} for point in found.points)

    def _market(self, of: MapEdge | Concentration) -> tuple[str, str, str | None]:
        return of.of.key, of.shared, of.scope.key if of.scope else None

    def _edge(self, edge: MapEdge, concentration: Concentration | None) -> Iterator[Row]:
        shared = {
            **self._named("holder", edge.holder),
            **self._named("of", edge.of),
            "shared": edge.shared,
            "stage": edge.stage,
            **self._named("scope", edge.scope),
            "low": edge.low,
            "high": edge.high,
            "qualifier": edge.qualifier,
            "first": edge.first,
            "last": edge.last,
            "day_of": edge.day_of,
            "joint": edge.joint,
            "origins": edge.origins,
            "hhi_low": concentration.low if concentration else None,
            "hhi_high": concentration.high if concentration else None,
            "covered": concentration.covered if concentration else None,
        }
        yield from ({**shared, **_place(quote)} for quote in edge.quotes)

    def _news(self, news: News) -> Iterator[Row]:
        for found in news.reversed:
            yield from self._new_figures("reversed", found.points, found.measured)
        for event in news.states:
            what = [*(party.name for party in event.parties), *([event.object] if event.object else []), *event.items]
            for quote, told in _told(event):
                state, day = (told.state, told.day) if told else (event.state, event.first)
                head = {"new": "event", "type": event.type, "state": state, "what": self._list(what)}
                yield {**head, "day": day, **_place(quote)}
        for change in news.edges:
            yield from self._new_edge(change)
        for series in news.series:
            yield from self._new_figures("figure", series.points, series.measured)

    def _new_figures(self, new: str, points: Sequence[LedgerPoint], measured: Measured) -> Iterator[Row]:
        what = self._list([name for name in (measured.owner, measured.thing, measured.scope) if name])
        for point in points:
            yield {"new": new, "type": measured.measure, "what": what, **self._point(point)}

    def _new_edge(self, change: EdgeChange) -> Iterator[Row]:
        edge, before = change.edge, change.before
        for quote in edge.quotes:
            yield {
                "new": "edge",
                "type": edge.shared,
                "what": f"{self.label(edge.holder)} → {self.label(edge.of)}",
                "day": change.day,
                "low": edge.low,
                "high": edge.high,
                "unit": "%",
                "low_before": before.low if before else None,
                "high_before": before.high if before else None,
                **_place(quote),
            }


def _told(event: TimelineEvent) -> Iterator[tuple[Quote, StateChange | None]]:
    """The places that tell of an event, those that tell of a new state with it."""
    changes = {(change.quote.document, change.quote.span): change for change in event.states}
    for quote in event.reports:
        yield quote, changes.pop((quote.document, quote.span), None)
    for change in changes.values():
        yield change.quote, change


def _amount(figure: Figure | None) -> Row:
    if figure is None:
        return {}
    return {
        "amount_low": figure.low,
        "amount_high": figure.high,
        "amount_unit": figure.unit,
        "amount_currency": figure.currency,
    }


def _place(quote: Quote) -> Row:
    time: datetime = quote.time
    return {
        "document": quote.document,
        "revision": quote.revision,
        "title": quote.title,
        "source": quote.source_name,
        "time": time,
        "language": quote.language,
        "paragraph": quote.span.paragraph,
        "start": quote.span.start,
        "end": quote.span.end,
        "quote": quote.text,
        "origin": quote.origin,
    }
