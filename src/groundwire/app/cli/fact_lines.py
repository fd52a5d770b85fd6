"""Facts in, lines for a pipe or a file out: one for each place that says something."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from groundwire.app.fact_words import Facts, FactWords, place
from groundwire.models import DependencyMap, Disagreements, EdgeChange, Ledger, Name, News, Quote, Timeline

Line = Sequence[object]


@dataclass(frozen=True, slots=True)
class FactLines:
    """Ids of columns, and cells."""

    columns: Sequence[str]
    rows: Iterator[Line]


def fact_lines(found: Facts, words: FactWords) -> FactLines:
    """The lines of any facts."""
    ends = ("source", "place", "quote")
    match found:
        case Timeline():
            columns = ("date", "event", "state", "who", "what", "amount", "origins")
            return FactLines((*columns, *ends), _event_lines(found, words))
        case Ledger():
            return FactLines(("measure", "of", "period", "value", "origins", *ends), _ledger_lines(found, words))
        case Disagreements():
            return FactLines(
                ("verdict", "measure", "of", "period", "value", "why", *ends), _disagreement_lines(found, words)
            )
        case DependencyMap():
            columns = ("holder", "of", "share", "what", "period", "hhi", "origins")
            return FactLines((*columns, *ends), _edge_lines(found, words))
        case News():
            return FactLines(("new", "what", "value", "date", *ends), _news_lines(found, words))


def _at(quote: Quote) -> tuple[str, str, str]:
    return quote.source_name, place(quote), quote.text


def _event_lines(found: Timeline, s: FactWords) -> Iterator[Line]:
    for event in found.events:
        state = " ".join(filter(None, [s.states(event), s.planned(event)]))
        told = (s.type(event), state, s.parties(event), s.what(event), s.amount(event), event.origins)
        for quote in event.reports:
            yield (s.days(event), *told, *_at(quote))


def _ledger_lines(found: Ledger, s: FactWords) -> Iterator[Line]:
    for series in found.series:
        head = (s.measure(series.measured), s.measured_of(series.measured))
        for point in series.points:
            yield (*head, s.period(point), s.value(point), series.origins, *_at(point.quote))


def _disagreement_lines(found: Disagreements, s: FactWords) -> Iterator[Line]:
    for each in found.found:
        head = (s.verdict(each), s.measure(each.measured), s.measured_of(each.measured))
        for point in each.points:
            yield (*head, s.period(point), s.value(point), s.why(each), *_at(point.quote))


def _edge_lines(found: DependencyMap, s: FactWords) -> Iterator[Line]:
    hhi = {_market(each.of, each.shared, each.scope): f"{each.low}–{each.high}" for each in found.concentrations}
    for edge in found.edges:
        head = (s.name(edge.holder), s.name(edge.of), s.percent(edge), s.shared(edge), s.between(edge))
        for quote in edge.quotes:
            yield (*head, hhi.get(_market(edge.of, edge.shared, edge.scope)), edge.origins, *_at(quote))


def _market(of: Name, shared: str, scope: Name | None) -> tuple[str, str, str | None]:
    return of.key, shared, scope.key if scope else None


def _news_lines(found: News, s: FactWords) -> Iterator[Line]:
    for each in found.reversed:
        for point in each.points:
            what = f"{s.measure(each.measured)} · {s.measured_of(each.measured)}"
            yield (s.t("new.reversed"), what, s.value(point), s.period(point), *_at(point.quote))
    for event in found.states:
        what = " · ".join(filter(None, [s.type(event), s.parties(event), s.what(event)]))
        for quote in event.reports or [change.quote for change in event.states]:
            yield (s.t("new.event"), what, s.states(event), s.days(event), *_at(quote))
    for change in found.edges:
        for quote in change.edge.quotes:
            yield (s.t("new.edge"), _edge_words(change, s), s.percent(change.edge), change.day, *_at(quote))
    for series in found.series:
        what = f"{s.measure(series.measured)} · {s.measured_of(series.measured)}"
        for point in series.points:
            yield (s.t("new.figure"), what, s.value(point), s.period(point), *_at(point.quote))


def _edge_words(change: EdgeChange, s: FactWords) -> str:
    edge = change.edge
    before = s.t("before-value", value=s.percent(change.before)) if change.before else ""
    return " · ".join(filter(None, [f"{s.name(edge.holder)} → {s.name(edge.of)}", s.shared(edge), before]))
