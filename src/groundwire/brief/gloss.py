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
    for figure in annotations.figures:
        if _within(figure.span, spans):
            yield GlossPart(text=_figure(figure, words), span=figure.span)
    for mentioned in annotations.dates:
        if _within(mentioned.span, spans):
            yield GlossPart(text=_period(mentioned, words), span=mentioned.span)
    for mention in annotations.mentions:
        text = _name(mention, entities, language) if _within(mention.span, spans) else ""
        if text:
            yield GlossPart(text=text, span=mention.span, entity=mention.entity, kind=mention.kind)


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
    unit = figure.unit or ""
    return str(words["quantity"].format(number=number, unit=words["units"].get(unit, unit))).strip()


def _number(value: Decimal, words: dict[str, Any]) -> str:
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
    if first.day == 1 and first.month == 1 and (last.month, last.day) == (12, 31) and first.year == last.year:
        return _date("year", first, words)
    if first.day == 1 and (first.year, first.month) == (last.year, last.month) and _ends_month(last):
        return _date("month", first, words)
    return str(words["range"].format(low=_date("day", first, words), high=_date("day", last, words)))


def _ends_month(day: date) -> bool:
    return day == date.max or (day + timedelta(days=1)).day == 1


def _date(form: str, day: date, words: dict[str, Any]) -> str:
    return str(words[form].format(year=day.year, month=day.month, day=day.day))
