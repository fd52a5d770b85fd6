"""A sentence with "respectively" in, its figures out, each with the measure, name, goods or date at its place."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from groundwire.annotate.meaning.clauses import Clause
from groundwire.annotate.meaning.cues import Cue
from groundwire.annotate.meaning.focus import refer
from groundwire.models import DateMention, Figure, Mention, Span

_JOINS = re.compile(
    r"[\s”\"’」]*(?:、|,|，|/|和|及|以及|与|或|and|or|et|ou|und|oder|y|e|と|,\s?and|as well as)\s?"
    r"(?:the |its |le |la |les |der |die |das |el |los |las )?[“\"「\s]*"
)
_MOST = 12  # enumerations of a sentence that are read
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
    names = _run(mentions, [(m.span.start, m.span.end) for m in mentions], text, count)
    if names:
        return [_name_setter(mention) for mention in names]
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


def _measure_setter(measure: str | None, words: Span) -> Callable[[Figure], Figure]:
    return lambda figure: replace(figure, measure=measure, measure_words=words)


def _name_setter(mention: Mention) -> Callable[[Figure], Figure]:
    if mention.kind in ("material", "product", "technology"):
        return lambda figure: replace(figure, thing=refer(mention))
    return lambda figure: replace(figure, owner=refer(mention))


def _date_setter(found: DateMention) -> Callable[[Figure], Figure]:
    return lambda figure: replace(figure, period=found)
