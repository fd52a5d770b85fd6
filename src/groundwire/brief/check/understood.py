"""The figures of a text in, out what it leaves to be understood: currencies, units, amounts without a numeral."""

import functools
import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from importlib import resources

from groundwire.models import Figure, Qualifier, Span
from groundwire.text.data_files import read_yaml
from groundwire.text.scripts import fold

_BARE_YUAN = re.compile(r"[\d万亿千百十块多余]\s?元$")  # of Hong Kong and Taiwan as well as of the mainland
_NAMED_YUAN = re.compile(r"[^\W\d_]元$")
_JOINED = re.compile(r"\s*(?:and|or|to|versus|against|,|、|和|或|及|与)\s*")
_SENTENCE = re.compile(r"[.!?。！？]\s|[。！？]")
_FRACTION = re.compile(r"\b(?:half|thirds?|quarters?|fourth|fifths?|sixths?|sevenths?|eighths?|ninths?|tenths?)$")
_FROM = re.compile(r"\b(?:from|against|versus|than|to)\s$")
_UP_FROM = re.compile(r",? (?:[a-z ]{1,30},? )?(?:up|down|against|compared with|versus)(?: from)? ")
_AT_LEAST = re.compile("[至最]少$")
_BEFORE = 32  # characters before a number in which its bound may stand
_LEANS = (None, "under", "over")  # "not under" is a bound of its own, and annotation may see only its end
_LARGE = 100_000  # a bare number below it may count anything
_Pattern = tuple[re.Pattern[str], Figure]


def understood(text: str, figures: Sequence[Figure]) -> tuple[Figure, ...]:
    """The figures, with a currency or unit that stands once for several, and none where 元 may be of two places."""
    vague = _vague_yuan(text, figures)
    return tuple(_with_unit(place, figures, text, vague=vague) for place in range(len(figures)))


def _with_unit(place: int, figures: Sequence[Figure], text: str, *, vague: bool) -> Figure:
    figure = _without_fraction(_not_fallen(figures[place], text), text)
    if vague and figure.currency == "CNY" and _BARE_YUAN.search(_said(figure, text)):
        return replace(figure, currency=None)
    if figure.qualifier in _LEANS and figure.low == figure.high == figures[place].low:
        figure = _bounded(figure, text, figures[place - 1].span.end if place else 0)
    if figure.kind != "count" or figure.unit is not None:
        return figure
    following = figures[place + 1] if place + 1 < len(figures) else None
    if following and _JOINED.fullmatch(text, figure.span.end, following.span.start) and following.kind != "count":
        return replace(figure, kind=following.kind, unit=following.unit, currency=following.currency)
    if place and (alike := _as_before(figure, figures[place - 1], text)) is not None:
        return alike
    if figure.low < _LARGE and not _FROM.search(text, 0, figure.span.start):
        return figure
    start, end = _sentence(text, figure.span)
    others = {
        f.currency
        for f in figures
        if start <= f.span.start < end and f.kind in ("money", "price") and figure.measure in (None, f.measure)
    }
    return replace(figure, kind="money", currency=others.pop()) if len(others) == 1 else figure


def _as_before(figure: Figure, before: Figure, text: str) -> Figure | None:
    """What a quantity is compared with has its unit: 1.5 million tonnes, up from 0.4 million."""
    between = text[before.span.end : figure.span.start]
    if before.kind == "count" or before.low != before.high or not _UP_FROM.fullmatch(between):
        return None
    return replace(figure, kind=before.kind, unit=before.unit, currency=before.currency)


def _bounded(figure: Figure, text: str, after: int) -> Figure:
    """A bound that stands a few words before its number: 不到总量的1%."""
    before = text[max(after, figure.span.start - _BEFORE) : figure.span.start].casefold()
    for pattern, qualifier in _bounds():
        if figure.qualifier and qualifier in _LEANS:
            continue
        if pattern.search(before):
            return replace(figure, qualifier=qualifier)
    return figure


@functools.cache
def _bounds() -> list[tuple[re.Pattern[str], Qualifier]]:
    data = read_yaml(resources.files("groundwire.brief.check") / "data" / "amounts.yaml")["bounds"]
    return [(re.compile(pattern), qualifier) for qualifier, pattern in data]


def _not_fallen(figure: Figure, text: str) -> Figure:
    """The 少 of 至少 tells a bound and no fall."""
    before = text[max(0, figure.span.start - 2) : figure.span.start]
    fallen = figure.change is not None and figure.change.direction == "down"
    return replace(figure, change=None) if fallen and _AT_LEAST.search(before) else figure


def _without_fraction(figure: Figure, text: str) -> Figure:
    """A rise "by a fifth to 287 million" is no range."""
    low, to, high = _said(figure, text).partition(" to ")
    in_words = to and not any(map(str.isdigit, low)) and any(map(str.isdigit, high))
    return replace(figure, low=figure.high, qualifier=None) if in_words and _FRACTION.search(low.casefold()) else figure


def _vague_yuan(text: str, figures: Sequence[Figure]) -> bool:
    """Whether the text is in traditional characters, or names another place's 元 that is no US dollar."""
    named = {f.currency for f in figures if _NAMED_YUAN.search(fold(_said(f, text)))} - {None, "CNY", "USD"}
    return bool(named) or fold(text) != text.casefold()


def _said(figure: Figure, text: str) -> str:
    return text[figure.span.start : figure.span.end]


def _sentence(text: str, span: Span) -> tuple[int, int]:
    ends = [match.end() for match in _SENTENCE.finditer(text)]
    start = max((end for end in ends if end <= span.start), default=0)
    return start, min((end for end in ends if end > span.end), default=len(text))


def amounts(folded: str, language: str) -> list[Figure]:
    """The amounts that the words of a text tell without a numeral, as figures."""
    return [
        replace(figure, span=Span(paragraph=1, start=match.start(), end=match.end()))
        for pattern, figure in _patterns(language.split("-")[0].lower())
        if (match := pattern.search(folded))
    ]


def currencies(folded: str, language: str) -> dict[str, re.Match[str]]:
    """The currencies that a text names, each with a place."""
    known = _currencies().get(language.split("-")[0].lower(), {})
    return {code: match for code, pattern in known.items() if (match := pattern.search(folded))}


@functools.cache
def _currencies() -> dict[str, dict[str, re.Pattern[str]]]:
    data = read_yaml(resources.files("groundwire.brief.check") / "data" / "amounts.yaml")["currencies"]
    return {base: {code: re.compile(text) for code, text in found.items()} for base, found in data.items()}


@functools.cache
def _patterns(base: str) -> list[_Pattern]:
    data = read_yaml(resources.files("groundwire.brief.check") / "data" / "amounts.yaml")
    nowhere = Span(paragraph=1, start=0, end=1)
    return [
        (re.compile(pattern), Figure(span=nowhere, kind=kind, low=Decimal(low), high=Decimal(high), unit=unit))
        for pattern, low, high, kind, unit in data.get(base, ())
    ]
