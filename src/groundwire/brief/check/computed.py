"""A number that the cited paragraphs do not show in, how it follows from numbers or a list that they do show out.

Only what a reader does in the head: the difference, sum or ratio of two figures of one kind, the total of a sentence,
the length of a list. A word of the statement must call for it: more, together, a third, times.
"""

import itertools
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from groundwire.brief.check.linked import sentence_bounds
from groundwire.brief.check.marks import marks_for
from groundwire.brief.check.reading import Number, Reading
from groundwire.brief.check.source import Passage
from groundwire.brief.check.values import dimension_of, step
from groundwire.models import Figure

_MOST = 24  # figures of the paragraphs above which some two give any number
_JUST_BEFORE = 16
_AROUND = 40  # characters on either side of a number in which the word that calls for reckoning stands
_LOOSE = Decimal("0.04")  # of the number itself: "two thirds" is said of 0.65
_ROUGHLY = Decimal("0.03")  # "about 800" of 804
_LOOSER = Decimal("0.15")  # "more than halved" of 0.45, "nearly four times" of 3.7
_LONGEST_LIST = 20


def reckoned(figure: Figure, statement: Reading, passage: Passage) -> str:
    """How the figure follows from others, in words; empty where it does not."""
    if figure.low != figure.high:
        return ""
    start, end = figure.span.start, figure.span.end
    around = statement.folded[max(0, start - _AROUND) : end + _AROUND]
    marks = marks_for(statement.language)
    kind = dimension_of(figure)
    found = passage.figures if len(passage.figures) <= _MOST else []
    if kind in ("percent", "multiple") and (kind == "multiple" or marks.fraction.search(statement.folded[start:end])):
        before = statement.folded[max(0, start - _JUST_BEFORE) : start]
        how = _ratio(figure, found, rough=statement.cues.rough.search(before) is not None)
        if how:
            return how
    if kind == "points" or (kind != "percent" and marks.difference.search(around)):
        how = _difference(figure, statement, found)
        if how:
            return how
    if marks.total.search(around):
        return _total(figure, statement, found)
    return listed(Number(start, end, figure.low, digits=False), passage) if kind == "count" else ""


def listed(number: Number, passage: Passage) -> str:
    """Whether the number is how many things a list of the paragraphs names."""
    if not 2 <= number.value <= _LONGEST_LIST:
        return ""
    for reading in passage.readings:
        for length, place in _lists(reading):
            if length == number.value:
                return f"{length} things are listed in paragraph {reading.number} at character {place}"
    return ""


def _ratio(figure: Figure, found: list[tuple[Reading, Figure]], *, rough: bool) -> str:
    loose = _LOOSER if figure.qualifier or rough else _LOOSE
    wanted = figure.low / (1 if dimension_of(figure) == "multiple" else 100)
    for (one_at, one), (other_at, other) in itertools.permutations(found, 2):
        alike = dimension_of(one) == dimension_of(other) and one.currency == other.currency
        if alike and other.high and abs(one.high / other.high - wanted) <= wanted * loose:
            return f"{one_at.said(one.span)} is that part of {other_at.said(other.span)}"
    return ""


def _difference(figure: Figure, statement: Reading, found: list[tuple[Reading, Figure]]) -> str:
    kind = dimension_of(figure)
    width = max(step(figure, statement) / 2, figure.low * _ROUGHLY if figure.qualifier else 0)
    if kind == "count":
        found = [*found, *_counts(found)]
    found = [*found, *((at, replace(other, high=other.low)) for at, other in found if other.low != other.high)]
    for (one_at, one), (other_at, other) in itertools.combinations(found, 2):
        alike = dimension_of(one) == dimension_of(other) and one.currency == other.currency
        wanted = "percent" if kind == "points" else kind
        if alike and dimension_of(one) == wanted and abs(abs(one.high - other.high) - figure.low) <= width:
            return f"it is the difference of {one_at.said(one.span)} and {other_at.said(other.span)}"
    return ""


def _counts(found: list[tuple[Reading, Figure]]) -> list[tuple[Reading, Figure]]:
    """The numbers without a unit beside such figures: 41 votes to 29."""
    return [
        (reading, replace(figure, span=replace(figure.span, start=n.start, end=n.end), low=n.value, high=n.value))
        for reading, figure in {id(reading): (reading, figure) for reading, figure in found}.values()
        if dimension_of(figure) == "count"
        for n in reading.numbers
        if n.digits
    ]


def _total(figure: Figure, statement: Reading, found: list[tuple[Reading, Figure]]) -> str:
    kind, width = dimension_of(figure), step(figure, statement) / 2
    alike = [(r, f) for r, f in found if dimension_of(f) == kind and f.currency in (None, figure.currency)]
    for (one_at, one), (other_at, other) in itertools.combinations(alike, 2):
        if abs(one.high + other.high - figure.low) <= width:
            return f"it is the sum of {one_at.said(one.span)} and {other_at.said(other.span)}"
    for sentence, group in itertools.groupby(alike, lambda item: sentence_bounds(item[0], item[1].span.start)):
        figures = [item[1] for item in group]
        if len(figures) > 2 and abs(sum(f.high for f in figures) - figure.low) <= width:
            return f"it is the sum of the figures from character {sentence[0]}"
    return ""


def _lists(reading: Reading) -> list[tuple[int, int]]:
    kept = reading.kept.get("lists")
    if not isinstance(kept, list):
        kept = list(_find_lists(reading))
        reading.kept["lists"] = kept
    return kept


def _find_lists(reading: Reading) -> Iterator[tuple[int, int]]:
    """Things in a row in one clause: how many, and where they begin."""
    marks = marks_for(reading.language)
    for match in marks.stretch.finditer(reading.folded):
        items = marks.between.findall(match.group())
        if items:
            yield len(items) + 1, match.start()
