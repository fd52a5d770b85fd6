"""A sentence with "respectively" in, its figures out, each with the measure, name, goods or date at its place."""

import functools
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from groundwire.annotate.language_data import language_data
from groundwire.annotate.meaning.clauses import Clause
from groundwire.annotate.meaning.cues import Cue
from groundwire.annotate.meaning.focus import refer, refold
from groundwire.models import DateMention, Figure, Mention, Reference, Span
from groundwire.text.scripts import fold

_JOINS = re.compile(
    r"[\s”\"’」]*(?:、|,|，|/|和|及|以及|与|或|and|or|et|ou|und|oder|y|e|と|,\s?and|as well as)\s?"
    r"(?:the |its |le |la |les |der |die |das |el |los |las )?[“\"「\s]*"
)
_MOST = 12  # enumerations of a sentence that are read
_LONGEST = 8  # characters of a name in a list that is not known
_NEAR = 12  # characters at most between "respectively" and the figures it speaks of

T = TypeVar("T")
_Place = tuple[int, int]


def pair_in_order(clauses: Sequence[Clause], figures: Sequence[Figure]) -> list[Figure]:
    """The figures, those of an enumeration with what they are of by their order."""
    cues = [cue for clause in clauses for cue in clause.cues]
    words = [cue for cue in cues if cue.word.respectively][:_MOST]
    paired = list(figures)
    floor = clauses[0].start if clauses else 0
    listed: Sequence[Callable[[Figure], Figure]] = ()
    for word in words:
        group = _group(clauses[0].text, paired, word, floor)
        if len(group) < 2:
            continue
        setters = _setters(clauses, cues, paired, group, floor) or (listed if len(listed) == len(group) else ())
        for index, setter in zip(group, setters, strict=False):
            paired[index] = setter(paired[index])
        listed = setters or listed
        _fill(paired, group)
        floor = paired[group[-1]].span.end
    return paired


def _fill(figures: list[Figure], group: Sequence[int]) -> None:
    """Give those of a group that have no measure the one of the others: 42%, 30% and 20% of the market."""
    measured = next((figures[at] for at in group if figures[at].measure), None)
    if measured is None:
        return
    for at in group:
        if figures[at].measure is None:
            figures[at] = replace(figures[at], measure=measured.measure, measure_words=measured.measure_words)


def _group(text: str, figures: Sequence[Figure], word: Cue, floor: int) -> list[int]:
    """The indexes of the figures right behind the word, else right before it, that only marks of a list part."""
    ahead = next((at for at, figure in enumerate(figures) if figure.span.start >= word.end), None)
    if ahead is not None and figures[ahead].span.start - word.end <= _NEAR:
        group = [ahead]
        while group[-1] + 1 < len(figures) and _joined(text, figures[group[-1]].span, figures[group[-1] + 1].span):
            group.append(group[-1] + 1)
        return group
    behind = [at for at, figure in enumerate(figures) if floor <= figure.span.start and figure.span.end <= word.start]
    group = behind[-1:]
    while group and group[0] and group[0] - 1 in behind:
        if not _joined(text, figures[group[0] - 1].span, figures[group[0]].span):
            break
        group.insert(0, group[0] - 1)
    return group


def _joined(text: str, one: Span, other: Span) -> bool:
    return _JOINS.fullmatch(text, one.end, other.start) is not None


def _setters(
    clauses: Sequence[Clause], cues: Sequence[Cue], figures: Sequence[Figure], group: Sequence[int], floor: int
) -> list[Callable[[Figure], Figure]]:
    """One for each figure of the group: what gives it the measure, owner, thing or period of its place in the list."""
    text, limit, count = clauses[0].text, figures[group[0]].span.start, len(group)
    measures = [cue for cue in cues if cue.word.measure and floor <= cue.start and cue.end <= limit]
    found = _run(measures, [(cue.start, cue.end) for cue in measures], text, count)
    if found:
        span = clauses[0].sentence.span
        return [_measure_setter(cue.word.measure, span(cue.start, cue.end)) for cue in found]
    mentions = [m for clause in clauses for m in clause.mentions if floor <= m.span.start and m.span.end <= limit]
    if count == 2 and (both := _double(clauses[0], floor, limit)):
        return both
    names = _run(mentions, [(m.span.start, m.span.end) for m in mentions], text, count)
    if names:
        return [_name_setter(mention) for mention in names]
    if mentions and (listed := _listed(clauses, mentions, floor, count)):
        return listed
    dates = [d for clause in clauses for d in clause.dates if floor <= d.span.start and d.span.end <= limit]
    return [_date_setter(found) for found in _run(dates, [(d.span.start, d.span.end) for d in dates], text, count)]


def _run(items: Sequence[T], places: Sequence[_Place], text: str, count: int) -> list[T]:
    """The last run of exactly ``count`` items that only marks of a list part."""
    end = len(items)
    while end:
        start = end - 1
        while start and _JOINS.fullmatch(text, places[start - 1][1], places[start][0]):
            start -= 1
        if end - start == count:
            return list(items[start:end])
        end = start
    return []


def _double(clause: Clause, start: int, end: int) -> list[Callable[[Figure], Figure]]:
    """One word for two measures: 产销分别完成696.8万辆和693.7万辆."""
    words, pattern = _doubles(clause.base)
    found = list(pattern.finditer(clause.text, start, end))
    if not found:
        return []
    place = clause.sentence.span(found[-1].start(), found[-1].end())
    return [_measure_setter(measure, place) for measure in words[found[-1][0]]]


@functools.cache
def _doubles(base: str) -> tuple[dict[str, list[str]], re.Pattern[str]]:
    words = {fold(str(word)): list(both) for word, both in language_data("measures", base).get("doubles", {}).items()}
    return words, re.compile(refold(list(words)))


def _listed(
    clauses: Sequence[Clause], mentions: Sequence[Mention], floor: int, count: int
) -> list[Callable[[Figure], Figure]]:
    """The same for names of which some are in no list: 理想、蔚来、小鹏; Hunan Yuneng, Defang Nano and Wanrun."""
    last = mentions[-1]
    opening = next((c.start for c in clauses if c.start <= mentions[0].span.start < c.end), floor)
    places = _names(clauses[0], max(floor, opening), last.span.end)
    if len(places) != count:
        return []
    known = {(m.span.start, m.span.end): m for m in mentions}
    span = clauses[0].sentence.span
    return [
        _name_setter(known[place]) if place in known else _owner_setter(Reference(span=span(*place)))
        for place in places
    ]


def _names(clause: Clause, start: int, end: int) -> list[_Place]:
    """The places of what a list joins, if each is short enough for a name."""
    places, at = [], start
    for join in _JOINS.finditer(clause.text, start, end):
        if join.end() > join.start():
            places.append((at, join.start()))
            at = join.end()
    places.append((at, end))
    trimmed = [(_skip(clause.text, a, b), b) for a, b in places]
    return trimmed if all(0 < b - a <= _LONGEST for a, b in trimmed) else []


def _skip(text: str, start: int, end: int) -> int:
    while start < end and not text[start].isalnum():
        start += 1
    return start


def _owner_setter(owner: Reference) -> Callable[[Figure], Figure]:
    return lambda figure: replace(figure, owner=owner)


def _measure_setter(measure: str | None, words: Span) -> Callable[[Figure], Figure]:
    return lambda figure: replace(figure, measure=measure, measure_words=words)


def _name_setter(mention: Mention) -> Callable[[Figure], Figure]:
    if mention.kind in ("material", "product", "technology"):
        return lambda figure: replace(figure, thing=refer(mention))
    return lambda figure: replace(figure, owner=refer(mention))


def _date_setter(found: DateMention) -> Callable[[Figure], Figure]:
    return lambda figure: replace(figure, period=found)
