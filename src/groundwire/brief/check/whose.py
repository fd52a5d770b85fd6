"""A statement and its cited paragraphs in, whether two names have each other's numbers out."""

import itertools
from collections.abc import Iterator

from groundwire.brief.check.finding import differs
from groundwire.brief.check.linked import same_figures, sentence_bounds
from groundwire.brief.check.places import Places
from groundwire.brief.check.reading import Reading
from groundwire.brief.check.source import Passage
from groundwire.models import Check, Figure, Span

_Owned = tuple[Figure, str, Reading, Figure, str]


def exchanged_numbers(places: Places, statement: Reading, passage: Passage) -> Iterator[Check]:
    """Two numbers of two names that the paragraphs give the other way round."""
    if len(places) < 2 or len(statement.figures) < 2:
        return
    for one, other in itertools.combinations(_owned(places, statement, passage), 2):
        if one[1] != other[1] and one[4] == other[1] and other[4] == one[1]:
            wanted = statement.said(one[0].span)
            yield differs("numbers", "of-something-else", wanted=wanted, at=one[2], span=one[3].span)


def _owned(places: Places, statement: Reading, passage: Passage) -> list[_Owned]:
    """Each figure that is one of the paragraphs', with the name that it goes with here and there."""
    here = {name.text: [Span(paragraph=statement.number, start=name.start, end=name.end)] for name in places}
    found: list[_Owned] = []
    for figure in statement.figures:
        same = same_figures(figure, statement, passage)
        if len(same) != 1:
            continue
        reading, other = same[0]
        there = {n.text: [s for s in spans if s.paragraph == reading.number] for n, spans in places.items()}
        mine, theirs = owner_of(figure, statement, here), owner_of(other, reading, there)
        if mine is not None and theirs is not None:
            found.append((figure, mine, reading, other, theirs))
    return found


def owner_of(figure: Figure, reading: Reading, places: dict[str, list[Span]]) -> str | None:
    """The last name before the figure in its sentence."""
    start, _end = sentence_bounds(reading, figure.span.start)
    before = [
        (span.end, name) for name, spans in places.items() for span in spans if start <= span.start < figure.span.start
    ]
    return max(before)[1] if before else None
