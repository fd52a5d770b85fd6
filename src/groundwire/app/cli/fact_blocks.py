"""Facts in, blocks for a terminal out: a head, what is known, and the places that say so."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rich.padding import Padding
from rich.text import Text

from groundwire.app.cli.output import out, safe
from groundwire.app.fact_words import Facts, FactWords, place
from groundwire.models import (
    DependencyMap,
    Disagreement,
    Disagreements,
    Ledger,
    LedgerPoint,
    MapEdge,
    Measured,
    News,
    Quote,
    Timeline,
    TimelineEvent,
)

_QUOTES = 3  # shown under one event or edge; a pipe and a file have all


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A head, what is known under it, and the places that say so."""

    head: str
    facts: Sequence[str] = ()
    quotes: Sequence[tuple[str, Quote]] = ()  # what each says, and where
    warn: bool = False


def fact_blocks(found: Facts, s: FactWords) -> Iterator[Block]:
    match found:
        case Timeline():
            yield from (_event_block(event, s) for event in found.events)
        case Ledger():
            for series in found.series:
                counted = s.counted(series.origins, len(series.points))
                yield _figures_block(series.measured, series.points, s, head=counted)
        case Disagreements():
            yield from (_disagreement_block(each, s) for each in found.found)
        case DependencyMap():
            yield from (_edge_block(edge, s) for edge in found.edges)
            for each in found.concentrations:
                market = " · ".join(filter(None, [s.name(each.of), s.t(f"shared.{each.shared}"), s.name(each.scope)]))
                yield Block(head=f"{s.t('concentration')}: {market}  HHI {each.low}–{each.high} ({each.covered:f}%)")
        case News():
            yield from _news_blocks(found, s)


def _event_block(event: TimelineEvent, s: FactWords) -> Block:
    who = " · ".join(filter(None, [s.names(party.name for party in event.parties), s.what(event), s.amount(event)]))
    return Block(
        head=f"{s.days(event)}  {s.type(event)}  {who}",
        facts=[each for each in (s.states(event), s.planned(event)) if each]
        + [s.counted(event.origins, len(event.reports))],
        quotes=[("", quote) for quote in event.reports or [change.quote for change in event.states]],
        warn=event.negated or event.state == "denied",
    )


def _figures_block(measured: Measured, points: Sequence[LedgerPoint], s: FactWords, *, head: str) -> Block:
    return Block(
        head=f"{s.measure(measured)}  {s.measured_of(measured)}",
        facts=[head],
        quotes=[(f"{s.period(point)}  {s.value(point)}", point.quote) for point in points],
    )


def _disagreement_block(found: Disagreement, s: FactWords) -> Block:
    block = _figures_block(found.measured, found.points, s, head=s.verdict(found))
    why = s.why(found)
    return replace(block, facts=[*block.facts, why] if why else block.facts, warn=found.conflict)


def _edge_block(edge: MapEdge, s: FactWords) -> Block:
    return Block(
        head=f"{s.name(edge.holder)} → {s.name(edge.of)}  {s.percent(edge)}",
        facts=[s.shared(edge), s.between(edge), s.counted(edge.origins, len(edge.quotes))],
        quotes=[("", quote) for quote in edge.quotes],
    )


def _news_blocks(found: News, s: FactWords) -> Iterator[Block]:
    for each in found.reversed:
        yield _marked(s.t("new.reversed"), _disagreement_block(each, s))
    for event in found.states:
        yield _marked(s.t("new.event"), _event_block(event, s))
    for change in found.edges:
        block = _edge_block(change.edge, s)
        before = [s.t("before-value", value=s.percent(change.before))] if change.before else []
        yield _marked(s.t("new.edge"), replace(block, facts=[*before, *block.facts]))
    for series in found.series:
        counted = s.counted(series.origins, len(series.points))
        yield _marked(s.t("new.figure"), _figures_block(series.measured, series.points, s, head=counted))


def _marked(mark: str, block: Block) -> Block:
    return replace(block, head=f"{mark}: {block.head}")


def print_block(block: Block) -> None:
    out.print(Text(safe(block.head), style="bold red" if block.warn else "bold"), soft_wrap=False)
    if block.facts:
        out.print(Padding(Text(safe(" · ".join(block.facts)), style="cyan"), (0, 0, 0, 2)), soft_wrap=False)
    for said, quote in block.quotes[: None if any(said for said, _ in block.quotes) else _QUOTES]:
        line = Text(safe(f"{said}  ") if said else "", style="green")
        line.append(safe(f"{quote.source_name} · {quote.time:%Y-%m-%d} · {place(quote)}"), style="dim")
        out.print(Padding(line, (0, 0, 0, 2)), soft_wrap=False)
        out.print(Padding(_marked_quote(quote), (0, 0, 0, 4)), soft_wrap=False)
    out.print("")


def _marked_quote(quote: Quote) -> Text:
    """The sentence with the words that say it marked. Control characters become spaces, so that places stay right."""
    text = Text("".join(each if safe(each) else " " for each in quote.text))
    start = quote.span.start - quote.start
    text.stylize("underline", max(start, 0), start + quote.span.end - quote.span.start)
    return text
