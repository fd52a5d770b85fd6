"""A figure in its clause in, the change it tells out: direction, difference or value after it, base, value before."""

import functools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from groundwire.annotate.language_data import language_data
from groundwire.annotate.meaning.clauses import TIMES, Spot
from groundwire.annotate.meaning.cues import Cue, as_base
from groundwire.annotate.meaning.focus import refold
from groundwire.models import Base, Change, DateMention, Direction, Figure
from groundwire.text.scripts import fold

_RELATIVE = ("percent", "points", "multiple")  # kinds that tell a difference by themselves
_REACH = 48  # characters between a change word and its figure
_NEAR = 14  # the same for an amount, which may be something else
_DAY, _WEEK, _MONTH, _QUARTER, _YEAR = 1, 8, 32, 93, 367  # days that a period has at most


@dataclass(frozen=True, slots=True)
class _Words:
    """The little words of change in one language."""

    to: re.Pattern[str]  # what stands right before the value after a change
    by: re.Pattern[str]  # what may stand between a change word and an amount that is the difference
    origin: re.Pattern[str]  # what stands right before the value before a change
    to_behind: re.Pattern[str]  # between the value after a change and a change word behind it: 15%に引き上げる
    noun: re.Pattern[str]  # what may stand between a figure and the change word behind it
    than: re.Pattern[str]  # what stands before a date that a change counts from
    compared: re.Pattern[str]  # what stands right before a value that another is compared with: versus, below the
    of_date: re.Pattern[str]  # what may stand between the date of a value before a change and the value
    from_behind: re.Pattern[str]  # what stands right behind the value before a change: 85%から58%に
    record: re.Pattern[str]  # what stands behind a time that is no value: 降至25年来最低
    multiples: dict[str, Direction]
    noun_always: bool  # whether any change word may stand behind its figure: 12%増
    by_too: bool  # whether a word for the origin also stands before the difference
    before: bool  # whether the base stands before the change: 同比增长


@functools.cache
def change_words(base: str) -> _Words:
    """The little words of change in a language."""
    data = language_data("changes", base)
    fillers = rf"(?:(?:{refold(data.get('fillers', []))})\s*){{0,2}}"
    return _Words(
        to=re.compile(rf"(?:{refold(data.get('to', []))})\s*{fillers}$"),
        by=re.compile(rf"\s*(?:{refold(data.get('by', []))})?\s*{fillers}$"),
        origin=re.compile(rf"(?:{refold(data.get('from', []))})\s*{fillers}$"),
        to_behind=re.compile(rf"(?:{refold(data.get('to_behind', []))})\s*(?:まで)?"),
        noun=re.compile(rf"[\s\-]*(?:{refold(data.get('noun_between', []))})?\s*$"),
        than=re.compile(rf"(?:{refold([*data.get('than', []), *data.get('from', [])])})\s*(?:the\s)?$"),
        compared=_compared_words(data, fillers),
        of_date=re.compile(rf"\s*[的の]?\s*{fillers}"),
        from_behind=re.compile(refold(data.get("from_behind", []))),
        record=re.compile(rf"[\s\-]*(?:{refold(data.get('record_behind', []))})"),
        multiples=_multiples(data),
        noun_always=bool(data.get("noun_always", False)),
        by_too=bool(set(data.get("from", [])) & set(data.get("by", []))),
        before=bool(data.get("base_before", False)),
    )


def _compared_words(data: Mapping[str, Any], fillers: str) -> re.Pattern[str]:
    direct, of = refold(data.get("compared", [])), refold(data.get("compared_of", []))
    return re.compile(rf"(?:(?:^|(?<=\W))(?:{direct})\s*|(?:{of})[^\s,，0-9]{{1,10}}的){fillers}$")


def _multiples(data: Mapping[str, Any]) -> dict[str, Direction]:
    found: dict[str, Direction] = {fold(word): "up" for word in data.get("multiple_up", [])}
    for word in data.get("multiple_down", []):
        found[fold(word)] = "down"
    return found


@dataclass(slots=True, kw_only=True)
class Told:
    """The change of a figure and the word that tells it; ``before`` if the figure is the value before a change."""

    change: Change | None
    cue: Cue | None = None
    origin: bool = False


def find_change(spot: Spot, last: Told | None, *, measured: bool) -> Told:
    """The change that a figure tells. ``last`` is what the figure before it told.

    ``measured`` says that a measure of percentages stands right before the figure: then 12 % is that, not a change.
    """
    words = change_words(spot.clause.base)
    text = spot.clause.text
    before = text[max(spot.floor, spot.start - _REACH) : spot.start]
    if spot.figure.unit in TIMES and words.record.match(text, spot.end):
        return Told(change=None)
    if words.compared.search(before):
        return Told(change=None, origin=True)
    if _is_origin(spot, before, words):
        return Told(change=None, cue=_direction(spot.before), origin=True)
    if direction := words.multiples.get(text[spot.start : spot.end]):
        return Told(change=Change(direction=direction, difference=True))
    cue = _direction(spot.before)
    if cue is not None:
        return _told_before(spot, cue, words, measured=measured)
    if last is not None and spot.index:
        linked = _linked(spot, last, before, words)
        if linked is not None:
            return linked
    return _told_after(spot, words) or _signed(spot, measured=measured)


def value_after(spot: Spot, last: Told | None) -> Change | None:
    """The change that a clause opens with a value after it, told in the clause before: 上涨12%，至45万元."""
    if last is None or last.change is None or not last.change.difference or spot.index:
        return None
    words = change_words(spot.clause.base)
    opens = words.to.search(spot.clause.text, spot.floor, spot.start) is not None
    if not opens or any(cue.word.measure for cue in spot.before):
        return None
    return replace(last.change, difference=False)


def _direction(cues: Sequence[Cue]) -> Cue | None:
    return next((cue for cue in reversed(cues) if cue.word.direction and cue.word.verb), None)


def _is_origin(spot: Spot, before: str, words: _Words) -> bool:
    """Whether the figure is the value before a change; where one word says from and by (de), another must follow."""
    if not words.origin.search(before):
        return _dated_origin(spot, words) or _marked_behind(spot, words)
    if not words.by_too:
        return True
    figures, text = spot.clause.figures, spot.clause.text
    if spot.index + 1 >= len(figures) or not comparable(figures[spot.index + 1], spot.figure):
        return spot.index > 0 and comparable(figures[spot.index - 1], spot.figure)
    return words.to.search(text[spot.end : figures[spot.index + 1].span.start]) is not None


def _dated_origin(spot: Spot, words: _Words) -> bool:
    """从2019年的3万, from the 3m of 2019: a date between the word and the figure."""
    text = spot.clause.text
    for date in spot.clause.dates:
        if spot.floor <= date.span.start and date.span.end <= spot.start <= date.span.end + 3:
            if not words.of_date.fullmatch(text, date.span.end, spot.start):
                return False
            before = text[max(spot.floor, date.span.start - 16) : date.span.start]
            return words.origin.search(before) is not None or words.than.search(before) is not None
    return False


def _marked_behind(spot: Spot, words: _Words) -> bool:
    """85%から58%に: the word that tells the value before stands behind it, and the value after follows."""
    figures, text = spot.clause.figures, spot.clause.text
    if spot.index + 1 >= len(figures) or not words.from_behind.match(text, spot.end):
        return False
    return comparable(figures[spot.index + 1], spot.figure)


def _told_before(spot: Spot, cue: Cue, words: _Words, *, measured: bool) -> Told:
    text, figure = spot.clause.text, spot.figure
    gap = text[cue.end : spot.start]
    relative = figure.kind in _RELATIVE
    to = cue.word.to or (not cue.word.amount and words.to.search(gap) is not None)
    if _negated(spot, cue) or len(gap) > _REACH or cue.word.direction is None:
        return Told(change=None)
    if not to and (measured or not (relative or (words.by.fullmatch(gap) and not cue.word.measure))):
        return _told_after(spot, words) or Told(change=None)
    if to and not relative and len(gap) > _REACH // 2:
        return Told(change=None)
    return Told(change=Change(direction=cue.word.direction, difference=not to), cue=cue)


def _negated(spot: Spot, cue: Cue) -> bool:
    return any(other.word.negation and other.end <= cue.start <= other.end + 3 for other in spot.before)


def _linked(spot: Spot, last: Told, before: str, words: _Words) -> Told | None:
    """A figure without a change word of its own, joined to the one before it: rose 12 % to 5bn; 3 % and 5 %."""
    direction = last.change.direction if last.change else last.cue.word.direction if last.cue else None
    if direction is None:
        return None
    previous = spot.clause.figures[spot.index - 1]
    if words.to.search(before):
        return Told(change=Change(direction=direction, difference=False), cue=last.cue)
    same = previous.kind == spot.figure.kind and previous.unit == spot.figure.unit
    if same and last.change and last.change.difference and is_list(_without_bases(spot, before)):
        return Told(change=last.change, cue=last.cue)
    return None


def _without_bases(spot: Spot, between: str) -> str:
    """What stands between two figures without what the first counts from: 12 % from the quarter before and 78 %."""
    for cue in spot.before:
        if cue.word.base:
            between = between.replace(spot.clause.text[cue.start : cue.end], "")
    return between


_LIST = re.compile(r"\s*(?:[、,，/]|和|及|以及|与|或|and|or|et|ou|und|oder|y|e|と|,\s?and)\s*(?:[a-z]{1,6}\s)?")


def is_list(between: str) -> bool:
    """Whether what stands between two figures only joins them."""
    return _LIST.fullmatch(between) is not None


def _told_after(spot: Spot, words: _Words) -> Told | None:
    text = spot.clause.text
    if spot.figure.unit in TIMES:
        return None
    for cue in spot.after[:3]:
        if cue.word.direction and not cue.word.to:
            gap = text[spot.end : cue.start]
            bare = _bare(gap, spot, cue)
            if words.to_behind.fullmatch(bare):
                return Told(change=Change(direction=cue.word.direction, difference=False), cue=cue)
            if (words.noun_always or cue.word.noun) and words.noun.fullmatch(bare):
                to = words.to.search(spot.clause.text, spot.floor, spot.start) is not None
                return Told(change=Change(direction=cue.word.direction, difference=not to), cue=cue)
            return None
        if not cue.word.base:
            return None
    return None


def _bare(gap: str, spot: Spot, cue: Cue) -> str:
    """The gap without the base that it may hold: 12 % year-on-year increase."""
    for other in spot.after:
        if other.word.base and other.end <= cue.start:
            gap = gap.replace(spot.clause.text[other.start : other.end], "")
    return gap


def _signed(spot: Spot, *, measured: bool) -> Told:
    """+12 %, -5 %: a change where no measure of percentages stands before it."""
    figure = spot.figure
    if figure.kind not in ("percent", "points") or measured:
        return Told(change=None)
    if figure.high < 0:
        return Told(change=Change(direction="down", difference=True))
    if spot.clause.text[spot.start - 1 : spot.start] == "+" or spot.clause.text[spot.start] == "+":
        return Told(change=Change(direction="up", difference=True))
    return Told(change=None)


def find_base(spot: Spot, told: Told, period: DateMention | None) -> Base | None:
    """What the change counts from, by the words beside it, else by a date that it is compared with."""
    words = change_words(spot.clause.base)
    left = [cue for cue in spot.before if cue.word.base]
    if told.cue is not None and told.cue.word.base:
        left.append(told.cue)
    right = [cue for cue in spot.after if cue.word.base]
    ordered = [*reversed(left), *right] if words.before else [*right, *reversed(left)]
    for cue in ordered:
        if cue.word.base == "sequential":
            return _sequential(period)
        if cue.word.base != "earlier" or not _compared(spot, words):
            return as_base(cue.word.base or "earlier")
    date = _compared(spot, words)
    return _base_of(date, period) if date else None


def _compared(spot: Spot, words: _Words) -> DateMention | None:
    """The date behind from, than, compared with, 较, 比."""
    text = spot.clause.text
    for date in spot.clause.dates:
        ahead = spot.index and date.span.end <= spot.clause.figures[spot.index - 1].span.start <= date.span.end + 3
        if ahead or spot.floor <= date.span.start <= spot.ceiling:
            start = max(spot.clause.start, date.span.start - 16)
            if words.than.search(text[start : date.span.start]):
                return date
    return None


def _sequential(period: DateMention | None) -> Base:
    if period is None:
        return "previous"
    days = (period.last - period.first).days
    return "day" if days < _DAY else "week" if days < _WEEK else "month" if days < _MONTH else "quarter"


def _base_of(date: DateMention, period: DateMention | None) -> Base:
    if period is None:
        return "earlier"
    length, other = (period.last - period.first).days, (date.last - date.first).days
    distance = (period.first - date.first).days
    if abs(length - other) > 3:
        return "earlier"
    if 360 <= distance <= _YEAR:
        return "year"
    if date.last + timedelta(days=1) == period.first:
        return _sequential(period) if length < _QUARTER else "year"
    return "earlier"


def comparable(one: Figure, other: Figure) -> bool:
    """Whether one can be the value before the other."""
    return one.kind == other.kind and one.currency == other.currency and one.unit == other.unit
