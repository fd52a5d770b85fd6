"""A measured figure in its clause in, what is measured or counted and where out."""

import functools
import re
from dataclasses import dataclass

from groundwire.annotate.language_data import language_data
from groundwire.annotate.meaning.clauses import Clause, Spot
from groundwire.annotate.meaning.cues import Cue
from groundwire.annotate.meaning.focus import refer, refold
from groundwire.annotate.meaning.measures import Measured, measure_data
from groundwire.models import EntityKind, Mention, Reference

_THINGS: frozenset[EntityKind] = frozenset({"material", "product", "technology"})
_REACH = 30  # characters between a measure and the name of what it measures


@dataclass(frozen=True, slots=True)
class _Words:
    before: re.Pattern[str]  # words right before a measure that say of what
    behind: re.Pattern[str]  # words right behind a measure that say of what
    counted: re.Pattern[str]  # the noun at the end of, or right behind, a counted figure
    ahead: re.Pattern[str]  # the noun right before a counted figure: 专利3000件
    inside: re.Pattern[str]  # the noun inside a counted figure: 3,000 engineers
    between: re.Pattern[str]  # the noun between a measure and its figure: 进口集成电路4795亿块
    near: re.Pattern[str]  # what may stand between a measure or figure and the name of a thing
    scope_before: re.Pattern[str]
    market: re.Pattern[str]


@functools.cache
def _words(base: str) -> _Words:
    data = language_data("owners", base)
    heads = refold(data.get("heads", []))
    pattern = {
        name: re.compile(str(data.get(name, "(?!)")).replace("HEADS", heads))
        for name in (
            "thing_before",
            "thing_behind",
            "counted_behind",
            "counted_inside",
            "thing_near",
            "thing_between",
            "counted_ahead",
        )
    }
    return _Words(
        before=pattern["thing_before"],
        behind=pattern["thing_behind"],
        counted=pattern["counted_behind"],
        inside=pattern["counted_inside"],
        near=pattern["thing_near"],
        ahead=pattern["counted_ahead"],
        between=pattern["thing_between"],
        scope_before=re.compile(rf"(?:{refold(data.get('scope_before', []))})\s*(?:the\s)?$"),
        market=re.compile(rf"\s?(?:{refold(data.get('market_after', []))})"),
    )


def find_thing(spot: Spot, measured: Measured | None) -> Reference | None:
    """What is counted, where the figure counts; else what the measure is of."""
    words = _words(spot.clause.base)
    if measured is not None and measured.measure in _OWN:
        return None
    counted = _counted(spot, words)
    if counted is not None and (measured is None or measured.measure not in _MONEY_ONLY):
        return counted
    data = measure_data(spot.clause.base)
    if measured is not None and measured.measure in data.parts:
        return _whole(spot, measured, words, data.goods)
    if measured is None or measured.cue is None:
        company = measured is not None and measured.measure in data.of_companies
        return None if company else _nearest(spot)
    if measured.measure not in data.goods and measured.measure not in ("revenue", "cost", "investment"):
        return None if measured.measure in data.of_companies else _nearest(spot)
    named = _named(spot, measured.cue, words)
    if named is not None or measured.measure not in data.goods:
        return refer(named) if named else None
    return _between(spot, measured.cue, words) or _noun(spot.clause, measured.cue, words)


def _whole(spot: Spot, measured: Measured, words: _Words, goods: frozenset[str]) -> Reference | None:
    """What the figure is a part of: 占全球镓产量的98%, 98% of global gallium production, 60% of the market for HBM."""
    cues = [*spot.before[-3:], *spot.after[:3]]
    for cue in cues:
        if cue.word.measure in goods and cue.word.measure not in ("share", "market-share"):
            found = _named(spot, cue, words)
            if found is not None:
                return refer(found)
    behind = words.behind.match(spot.clause.text, spot.end, spot.ceiling)
    whole = next((cue for cue in cues if cue.word.measure in _WHOLES and not cue.word.direction), None)
    if whole is not None and measured.measure == "share":  # 占主营业务收入的25.4%, 59% of the vote
        return Reference(span=spot.clause.sentence.span(whole.start, whole.end))
    named = _nearest(spot)
    if named is not None:
        return named
    for cue in cues:
        if cue.word.measure in goods and (noun := _noun(spot.clause, cue, words)):
            return noun
    if behind and behind["thing"]:
        return Reference(span=spot.clause.sentence.span(*behind.span("thing")))
    return None


def _nearest(spot: Spot) -> Reference | None:
    """The goods named nearest before the figure in its clause, else right behind it."""
    clause = spot.clause
    named = [mention for mention in clause.mentions if mention.kind in _THINGS]
    before = [mention for mention in named if mention.span.end <= spot.start]
    if before:
        return refer(before[-1])
    after = next((mention for mention in named if spot.start <= mention.span.start < spot.ceiling), None)
    return refer(after) if after and after.span.start - spot.end <= _REACH else None


_UNITS = frozenset({"units", "pieces", "items", "tonnes", "tons", "times", "sets", "million", "billion", "trillion"})
_WHOLES = frozenset(
    {"revenue", "net-profit", "headcount", "votes", "assets", "cost", "investment", "gdp", "debt", "tax", "stake"}
)  # measures that are no goods, whose shares are of them
_OWN = frozenset({"headcount", "layoffs", "stores"})  # the measure says what is counted
_MONEY_ONLY = frozenset({"revenue", "net-profit", "investment"})


def _counted(spot: Spot, words: _Words) -> Reference | None:
    figure, clause = spot.figure, spot.clause
    if figure.kind == "quantity" and figure.unit not in ("t", "kg", "g"):
        return None
    if figure.kind not in ("count", "quantity"):
        return None
    named = next((m for m in clause.mentions if m.span.start >= spot.start), None)
    if (
        named is not None
        and named.kind in _THINGS
        and words.near.fullmatch(clause.text, min(spot.end, named.span.start), named.span.start)
    ):
        return refer(named)
    inside = words.inside.search(clause.text, spot.start, spot.end)
    if figure.kind == "count" and inside and inside.end() == spot.end and inside["thing"] not in _UNITS:
        return Reference(span=clause.sentence.span(*inside.span("thing")))
    of = words.behind.match(clause.text, spot.end, spot.ceiling) if figure.kind == "quantity" else None
    if of:
        return Reference(span=clause.sentence.span(*of.span("thing")))
    ahead = words.ahead.search(clause.text[spot.floor : spot.start]) if figure.kind == "count" else None
    if ahead:
        start, end = ahead.span("thing")
        return Reference(span=clause.sentence.span(spot.floor + start, spot.floor + end))
    behind = words.counted.match(clause.text, spot.end, spot.ceiling)
    if figure.kind == "count" and behind and behind["thing"]:
        return Reference(span=clause.sentence.span(*behind.span("thing")))
    return None


def _named(spot: Spot, measure: Cue, words: _Words) -> Mention | None:
    """The name of goods nearest before the measure, else right behind it."""
    clause = spot.clause
    for mention in reversed(clause.mentions):
        if mention.kind in _THINGS and mention.span.end <= measure.start:
            gap = clause.text[mention.span.end : measure.start]
            if len(gap) <= _REACH and words.near.fullmatch(gap):
                return mention
    for mention in clause.mentions:
        if mention.kind in _THINGS and mention.span.start >= measure.end:
            gap = clause.text[measure.end : mention.span.start]
            if len(gap) <= _REACH and words.near.fullmatch(gap):
                return mention
    return None


def _between(spot: Spot, measure: Cue, words: _Words) -> Reference | None:
    """The goods between the measure and its figure."""
    start = max([measure.end, *(cue.end for cue in spot.before)])
    if measure.end > spot.start or start > spot.start:
        return None
    found = words.between.match(spot.clause.text, start, spot.start)
    return Reference(span=spot.clause.sentence.span(*found.span("thing"))) if found else None


def _noun(clause: Clause, measure: Cue, words: _Words) -> Reference | None:
    """The words right before or behind the measure that name goods in no list."""
    floor = _floor(clause, measure)
    before = words.before.search(clause.text[floor : measure.start])
    if before and before["thing"]:
        start, end = before.span("thing")
        return Reference(span=clause.sentence.span(floor + start, floor + end))
    behind = words.behind.match(clause.text, measure.end, clause.end)
    if behind and behind["thing"]:
        return Reference(span=clause.sentence.span(*behind.span("thing")))
    return None


def _floor(clause: Clause, measure: Cue) -> int:
    """Where the last understood thing before the measure ends."""
    floor = max(clause.start, measure.start - _REACH)
    for date in clause.dates:
        if date.span.end <= measure.start:
            floor = max(floor, date.span.end)
    for figure in clause.figures:
        if figure.span.end <= measure.start:
            floor = max(floor, figure.span.end)
    for mention in clause.mentions:
        if mention.span.end <= measure.start:
            floor = max(floor, mention.span.end)
    for cue in clause.cues:
        if cue.end <= measure.start:
            floor = max(floor, cue.end)
    return floor


def find_scope(spot: Spot, owner: Reference | None, measure: str | None) -> Reference | None:
    """Where or in what market: worldwide, in China, 在中国市场; the nearest before the figure, else behind it."""
    clause = spot.clause
    words = _words(clause.base)
    data = measure_data(clause.base)
    if measure in data.of_companies and measure != "revenue":
        return None
    found = [Reference(span=clause.sentence.span(cue.start, cue.end)) for cue in clause.cues if cue.word.scope]
    for mention in clause.mentions:
        if mention.kind == "place" and (owner is None or owner.span != mention.span):
            start, end = mention.span.start, mention.span.end
            before = clause.text[max(clause.start, start - 12) : start]
            part = measure in data.parts or measure == "tariff-rate"
            if words.scope_before.search(before) or words.market.match(clause.text, end) or part:
                found.append(refer(mention))
    found = [
        one for one in found if owner is None or one.span.end <= owner.span.start or one.span.start >= owner.span.end
    ]
    ahead = [one for one in found if one.span.end <= spot.start]
    return ahead[-1] if ahead else next((one for one in found if one.span.start <= spot.ceiling), None)
