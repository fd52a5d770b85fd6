"""A statement's annotations in, what they know said in the reader's language out; no word of it is a translation."""

import functools
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from importlib import resources
from typing import Any

import yaml

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

_DECIMALS = 4  # a number is scaled (万, million) only if that many decimals hold it exactly
_MOST_DECIMALS = 6  # more than any text writes: the value of a fraction


def gloss(
    statement: Statement, annotations: Annotations, entities: Mapping[EntityId, Entity], language: str
) -> tuple[GlossPart, ...]:
    """What is known of a statement: its figures in normal units, its dates, its names with their tickers.

    Each part leads to the span it comes from, and none is said twice. A statement without spans has no gloss. Whether
    to show it (the statement may be in the reader's language already) is for the page to decide.
    """
    words = _words(language.split("-")[0].lower())
    parts: dict[str, GlossPart] = {}
    for part in _parts(statement.spans, annotations, entities, language=language, words=words):
        parts.setdefault(part.text.casefold(), part)
    return tuple(parts.values())


@functools.cache
def _words(base: str) -> dict[str, Any]:
    folder = resources.files("groundwire.brief") / "data" / "gloss"
    file = folder / f"{base}.yaml"
    loaded: dict[str, Any] = yaml.safe_load((file if file.is_file() else folder / "en.yaml").read_text("utf-8"))
    return loaded


def _parts(
    spans: Sequence[Span],
    annotations: Annotations,
    entities: Mapping[EntityId, Entity],
    *,
    language: str,
    words: dict[str, Any],
) -> Iterator[GlossPart]:
    for figure in _once([each for each in annotations.figures if _within(each.span, spans)]):
        yield GlossPart(text=_figure(figure, words), span=figure.span)
    for mentioned in _fuller([each for each in annotations.dates if _within(each.span, spans)]):
        yield GlossPart(text=_period(mentioned, words), span=mentioned.span)
    for mention in annotations.mentions:
        text = _name(mention, entities, language) if _within(mention.span, spans) else ""
        if text:
            yield GlossPart(text=text, span=mention.span, entity=mention.entity, kind=mention.kind)


def _once(figures: Sequence[Figure]) -> Iterator[Figure]:
    """Each quantity once, whatever is said around it; a bare number only where no other figure has its value."""
    named = {(each.low, each.high) for each in figures if each.kind != "count" or each.unit}
    seen: set[tuple[object, ...]] = set()
    for figure in figures:
        quantity = (figure.kind, figure.low, figure.high, figure.unit, figure.currency)
        bare = figure.kind == "count" and figure.unit is None and (figure.low, figure.high) in named
        if quantity not in seen and not bare:
            seen.add(quantity)
            yield figure


def _fuller(dates: Sequence[DateMention]) -> Iterator[DateMention]:
    """The dates without the bare years that a fuller date of the same year makes idle."""
    years = {each.first.year for each in dates if not _is_year(each)}
    return (each for each in dates if not (_is_year(each) and each.first.year in years))


def _is_year(mentioned: DateMention) -> bool:
    first, last = mentioned.first, mentioned.last
    return (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year


def _within(span: Span, spans: Sequence[Span]) -> bool:
    return any(each.paragraph == span.paragraph and each.start <= span.start and span.end <= each.end for each in spans)


def _name(mention: Mention, entities: Mapping[EntityId, Entity], language: str) -> str:
    entity = entities.get(mention.entity) if mention.entity else None
    if entity is None:
        return mention.ticker or ""
    ticker = mention.ticker or next(iter(entity.tickers), "")
    return f"{entity.label(language)} ({ticker})" if ticker else entity.label(language)


def _figure(figure: Figure, words: dict[str, Any]) -> str:
    low, high = _number(figure.low, words), _number(figure.high, words)
    number = low if figure.low == figure.high else words["range"].format(low=low, high=high)
    qualified = words["qualifiers"].get(figure.qualifier, "{}")
    return str(qualified.format(_with_unit(figure, number, words)))


def _with_unit(figure: Figure, number: str, words: dict[str, Any]) -> str:
    if figure.kind == "money":
        currency = figure.currency or ""
        return str(words["money"].format(number=number, currency=words["currencies"].get(currency, currency))).strip()
    if figure.kind in ("percent", "points", "multiple"):
        return str(words[figure.kind].format(number=number))
    return str(words["quantity"].format(number=number, unit=_unit(figure, words))).strip()


def _unit(figure: Figure, words: dict[str, Any]) -> str:
    """The name of the unit, "" where this language has none for it: a number alone is better than a wrong label."""
    unit = figure.unit or ""
    if figure.low == figure.high == 1 and unit in words.get("one", {}):
        return str(words["one"][unit])
    is_word = figure.kind == "count" and not words["english"]
    return str(words["units"].get(unit, "" if is_word else unit))


def _number(value: Decimal, words: dict[str, Any]) -> str:
    if value != round(value, _MOST_DECIMALS):
        value = round(value, 1)  # two thirds are 66.7 %
    for scale, size in words["scales"].items():
        scaled = value / Decimal(size)
        if abs(scaled) >= 1 and scaled == round(scaled, _DECIMALS):
            return str(words["scaled"].format(number=_digits(scaled, words), scale=scale))
    return _digits(value, words)


def _digits(value: Decimal, words: dict[str, Any]) -> str:
    plain = f"{value:,f}"
    whole, _, fraction = plain.partition(".")
    fraction = fraction.rstrip("0")
    whole = whole.replace(",", words["thousands"])
    return f"{whole}{words['decimal']}{fraction}" if fraction else whole


def _period(mentioned: DateMention, words: dict[str, Any]) -> str:
    first, last = mentioned.first, mentioned.last
    if first == last:
        return _date("day", first, words)
    if _is_year(mentioned):
        return _date("year", first, words)
    if first.day == 1 and (first.year, first.month) == (last.year, last.month) and _ends_month(last):
        return _date("month", first, words)
    return str(words["range"].format(low=_date("day", first, words), high=_date("day", last, words)))


def _ends_month(day: date) -> bool:
    return day == date.max or (day + timedelta(days=1)).day == 1


def _date(form: str, day: date, words: dict[str, Any]) -> str:
    return str(words[form].format(year=day.year, month=day.month, day=day.day))
