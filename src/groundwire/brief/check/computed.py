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
from groundwire.brief.check.values import dimension_of, in_base_unit, step
from groundwire.models import Figure

_MOST = 24  # figures of the paragraphs above which some two give any number
_JUST_BEFORE = 16
_AROUND = 40  # characters on either side of a number in which the word that calls for reckoning stands
_LOOSE = Decimal("0.04")  # of the number itself: "two thirds" is said of 0.65
_ROUGHLY = Decimal("0.03")  # "about 800" of 804
_LOOSER = Decimal("0.15")  # "more than halved" of 0.45, "nearly four times" of 3.7
_BESIDE = 6  # characters between two numbers of one sign
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
    how = _earlier(figure, statement, found) or _part(figure, statement, found)
    if how:
        return how
    if marks.total.search(around) and (how := _total(figure, statement, found)):
        return how
    return listed(Number(start, end, figure.low, digits=False), passage) if kind == "count" else ""


def _earlier(figure: Figure, statement: Reading, found: list[tuple[Reading, Figure]]) -> str:
    """What it was before, where the text has the later value and the change: nine of 14 次，比去年同期多5次."""
    kind, width, wanted = dimension_of(figure), step(figure, statement) / 2, in_base_unit(figure, figure.low)
    changes = [(r, f) for r, f in found if f.change and f.change.difference and dimension_of(f) == kind]
    for reading, change in changes:
        sign = {"up": -1, "down": 1}.get(change.change.direction if change.change else "", 0)
        for other_at, other in found:
            alike = other_at is reading and dimension_of(other) == kind and other.currency == change.currency
            earlier = in_base_unit(other, other.high) + sign * in_base_unit(change, change.high)
            if sign and alike and _beside(reading, other, change) and abs(earlier - wanted) <= width:
                return f"it follows from {reading.said(other.span)} and {reading.said(change.span)}"
    return ""


def _part(figure: Figure, statement: Reading, found: list[tuple[Reading, Figure]]) -> str:
    """A share of an amount of the same sentence: 16 million, of 32 million and "half of it"."""
    kind, width, wanted = dimension_of(figure), step(figure, statement) / 2, in_base_unit(figure, figure.low)
    wholes = [(r, f) for r, f in found if dimension_of(f) == kind and f.currency == figure.currency]
    for reading, share in found:
        if dimension_of(share) != "percent" or share.change is not None or share.low != share.high:
            continue
        for other_at, whole in wholes:
            before = other_at is reading and whole.span.start < share.span.start
            part = in_base_unit(whole, whole.high) * share.high / 100
            if before and _beside(reading, whole, share) and abs(part - wanted) <= width:
                return f"it is {reading.said(share.span)} of {reading.said(whole.span)}"
    return ""


def _beside(reading: Reading, one: Figure, other: Figure) -> bool:
    """Whether two figures are of one sentence."""
    same = sentence_bounds(reading, one.span.start) == sentence_bounds(reading, other.span.start)
    return one.span != other.span and same


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
    return next((how for at, one in found if (how := _left(wanted, loose, at, one))), "")


def _left(wanted: Decimal, loose: Decimal, at: Reading, one: Figure) -> str:
    """What is left after a fall: half of what it was, where it is 48 % less."""
    fallen = one.change is not None and one.change.difference and one.change.direction == "down"
    if not fallen or dimension_of(one) != "percent" or one.low != one.high:
        return ""
    left = 1 - abs(one.high) / 100
    return f"it is what {at.said(one.span)} less leaves" if abs(left - wanted) <= wanted * loose else ""


def _difference(figure: Figure, statement: Reading, found: list[tuple[Reading, Figure]]) -> str:
    kind = dimension_of(figure)
    width = max(step(figure, statement) / 2, figure.low * _ROUGHLY if figure.qualifier else 0)
    if kind == "count":
        found = [*found, *_counts(found)]
    if kind == "points":
        found = [*found, *_before_percent(found)]
    found = [*found, *((at, replace(other, high=other.low)) for at, other in found if other.low != other.high)]
    for (one_at, one), (other_at, other) in itertools.combinations(found, 2):
        alike = dimension_of(one) == dimension_of(other) and one.currency == other.currency
        wanted = "percent" if kind == "points" else kind
        if alike and dimension_of(one) == wanted and abs(abs(one.high - other.high) - figure.low) <= width:
            return f"it is the difference of {one_at.said(one.span)} and {other_at.said(other.span)}"
    return ""


def _before_percent(found: list[tuple[Reading, Figure]]) -> list[tuple[Reading, Figure]]:
    """The numbers right before a percentage, of which the sign stands for both: from 6.1 to 4.8 percent."""
    return [
        (reading, replace(figure, span=replace(figure.span, start=n.start, end=n.end), low=n.value, high=n.value))
        for reading, figure in found
        if dimension_of(figure) == "percent"
        for n in reading.numbers
        if n.digits and 0 < figure.span.start - n.end <= _BESIDE
    ]


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
