"""Facts in, the data of a chart out, as JSON for the `data-chart` of a page; None where a chart would show nothing."""

import json
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from decimal import Decimal

from groundwire.models import LedgerPoint, LedgerSeries, MapEdge, Name, Quote, TimelineEvent
from groundwire.text.units import to_base

_MOST_WEEKS = 104  # older events are in the list; two years fit on a phone
_MOST_EDGES = 60  # more cannot be told apart; the table has all

Place = Callable[[Quote], str]


def series_chart(series: LedgerSeries, *, say: Callable[[LedgerPoint], str], place: Place) -> str | None:
    """The values of a series over time, in its unit, or the base unit of several; None where nothing moves."""
    days = {point.day for point in series.points}
    values = {(point.figure.low, point.figure.high) for point in series.points}
    if len(days) < 2 or len(values) < 2:
        return None
    units = {point.figure.unit for point in series.points}
    origins = [point.quote.origin for point in series.points]
    points = [
        {
            "day": point.day.isoformat(),
            "low": _plain(point.figure.low, point.figure.unit, units),
            "high": _plain(point.figure.high, point.figure.unit, units),
            "label": say(point),
            "source": point.quote.source_name,
            "href": place(point.quote),
            "copy": point.quote.origin in origins[:index],
        }
        for index, point in enumerate(series.points)
    ]
    return json.dumps({"points": points}, ensure_ascii=False)


def events_chart(events: Sequence[TimelineEvent], *, label: Callable[[str], str]) -> str | None:
    """How many events of each type a week brought; None for fewer than three weeks."""
    counts = Counter((_monday(event.first), event.type) for event in events)
    if not counts:
        return None
    newest = max(week for week, _ in counts)
    first = max(min(week for week, _ in counts), newest - timedelta(weeks=_MOST_WEEKS - 1))
    weeks = [first + timedelta(weeks=number) for number in range((newest - first).days // 7 + 1)]
    if len(weeks) < 3:
        return None
    types = [type_ for type_, _ in Counter(event.type for event in events).most_common()]
    kinds = [{"name": label(type_), "counts": [counts[week, type_] for week in weeks]} for type_ in types]
    return json.dumps({"weeks": [week.isoformat() for week in weeks], "kinds": kinds}, ensure_ascii=False)


def shares_chart(
    edges: Sequence[MapEdge], *, named: Callable[[Name], str], label: Callable[[MapEdge], str]
) -> str | None:
    """Holders on the left, what they hold on the right; each edge leads to its row of the table."""
    shown = edges[:_MOST_EDGES]
    if not shown:
        return None
    holders = {edge.holder.key: named(edge.holder) for edge in shown}
    things = {edge.of.key: named(edge.of) for edge in shown}
    nodes = [{"name": f"holder {key}", "shown": name, "side": "holder"} for key, name in holders.items()]
    nodes += [{"name": f"of {key}", "shown": name, "side": "thing"} for key, name in things.items()]
    links = [
        {
            "source": f"holder {edge.holder.key}",
            "target": f"of {edge.of.key}",
            "value": float((edge.low + edge.high) / 2),
            "label": label(edge),
            "href": f"#edge-{number}",
        }
        for number, edge in enumerate(shown, 1)
    ]
    return json.dumps({"nodes": nodes, "links": links}, ensure_ascii=False)


def _plain(value: Decimal, unit: str | None, units: set[str | None]) -> float:
    return float(to_base(value, unit).value if unit and len(units) > 1 else value)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
