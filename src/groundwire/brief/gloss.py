"""A statement's annotations in, what they know said in the reader's language out; no word of it is a translation."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol, TypeVar

from groundwire.brief.say import is_year, say_figure, say_period, wording
from groundwire.models import (
    Annotations,
    DateMention,
    Entity,
    EntityId,
    Figure,
    GlossPart,
    Mention,
    Span,
    Statement,
)
from groundwire.text.labels import labels


class _Placed(Protocol):
    @property
    def span(self) -> Span: ...


P = TypeVar("P", bound=_Placed)


def gloss(
    statement: Statement, annotations: Annotations, entities: Mapping[EntityId, Entity], language: str
) -> tuple[GlossPart, ...]:
    """What is known of a statement: its figures in normal units, its dates, its names with their tickers.

    Each part leads to the span it comes from, and none is said twice. A statement without spans has no gloss. Whether
    to show it (the statement may be in the reader's language already) is for the page to decide.
    """
    parts: dict[str, GlossPart] = {}
    for part in _parts(statement.spans, annotations, entities, language):
        parts.setdefault(part.text.casefold(), part)
    return tuple(parts.values())


def say_measured(figure: Figure, entities: Mapping[EntityId, Entity], language: str, *, owned: bool = True) -> str:
    """A figure with the name of what it measures and, where asked for and known, whose it is."""
    said = say_figure(figure, language)
    measure = labels(language.split("-")[0].lower()).get(f"measure.{figure.measure}")
    if measure is None:
        return said
    owner = entities.get(figure.owner.entity) if owned and figure.owner and figure.owner.entity else None
    form = wording(language)["owned" if owner else "measured"]
    return str(form.format(measure=measure, figure=said, owner=owner.label(language) if owner else ""))


def say_mention(mention: Mention, entities: Mapping[EntityId, Entity], language: str) -> str:
    """The name of a known entity with its ticker; the ticker alone, or nothing, of an unknown one."""
    entity = entities.get(mention.entity) if mention.entity else None
    if entity is None:
        return mention.ticker or ""
    ticker = mention.ticker or next(iter(entity.tickers), "")
    return f"{entity.label(language)} ({ticker})" if ticker else entity.label(language)


def _parts(
    spans: Sequence[Span], annotations: Annotations, entities: Mapping[EntityId, Entity], language: str
) -> Iterator[GlossPart]:
    figures = list(_once(_within(annotations.figures, spans)))
    several = len({figure.owner.entity for figure in figures if figure.owner and figure.owner.entity}) > 1
    for figure in figures:
        yield GlossPart(text=say_measured(figure, entities, language, owned=several), span=figure.span)
    for mentioned in _fuller(_within(annotations.dates, spans)):
        yield GlossPart(text=say_period(mentioned, language), span=mentioned.span)
    for mention in _within(annotations.mentions, spans):
        text = say_mention(mention, entities, language)
        if text:
            yield GlossPart(text=text, span=mention.span, entity=mention.entity, kind=mention.kind)


def _once(figures: Sequence[Figure]) -> Iterator[Figure]:
    """Each quantity once, whatever is said around it; a bare number only where no other figure has its value."""
    named = {(each.low, each.high) for each in figures if each.kind != "count" or each.unit}
    seen: set[tuple[object, ...]] = set()
    for figure in figures:
        owner = figure.owner.entity if figure.owner else None
        quantity = (figure.kind, figure.low, figure.high, figure.unit, figure.currency, figure.measure, owner)
        bare = figure.kind == "count" and figure.unit is None and (figure.low, figure.high) in named
        if quantity not in seen and not bare:
            seen.add(quantity)
            yield figure


def _fuller(dates: Sequence[DateMention]) -> Iterator[DateMention]:
    """The dates without the bare years that a fuller date of the same year makes idle."""
    years = {each.first.year for each in dates if not is_year(each)}
    return (each for each in dates if not (is_year(each) and each.first.year in years))


def _within(items: Sequence[P], spans: Sequence[Span]) -> list[P]:
    """Those inside one of the spans; ``items`` are in the order of the text."""
    found: list[P] = []
    for span in spans:
        first = bisect_left(items, (span.paragraph, span.start), key=_place)
        last = bisect_left(items, (span.paragraph, span.end), lo=first, key=_place)
        found += (item for item in items[first:last] if item.span.end <= span.end)
    return found


def _place(item: _Placed) -> tuple[int, int]:
    return item.span.paragraph, item.span.start
