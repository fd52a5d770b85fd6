"""A statement and its cited paragraphs in, which figures are in the order of theirs and of which model out."""

import re
from collections.abc import Callable, Sequence

from groundwire.brief.check.reading import Reading
from groundwire.brief.check.source import Passage
from groundwire.brief.check.values import dimension_of, same_value
from groundwire.models import Figure

_MODEL = re.compile(r"(?<![a-z0-9])(?:[a-z][a-z-]*[ -]?\d+(?:\.\d+)?[a-z]*|\d{2,}[a-z]{1,4}(?![a-z]))")
_FEW = 2  # figures of one kind in a row of which order means something


Bare = Callable[[Reading], Sequence[Figure]]


def _of_kind(reading: Reading, kind: str, bare: Bare) -> list[Figure]:
    """The figures of one kind in their order, those without a word for what they count among them."""
    figures = [figure for figure in (*reading.figures, *bare(reading)) if dimension_of(figure) == kind]
    return sorted(figures, key=lambda figure: figure.span.start)


def in_order(figure: Figure, statement: Reading, passage: Passage, bare: Bare) -> bool:
    """Whether the statement's figures of this kind are so many of one paragraph's in a row, in the same order.

    Things told one after the other keep their numbers: where all of them are in their order, none is another's.
    """
    kind = dimension_of(figure)
    mine = _of_kind(statement, kind, bare)
    if len(mine) < _FEW:
        return False
    for reading in passage.readings:
        theirs = _of_kind(reading, kind, bare)
        for first in range(len(theirs) - len(mine) + 1):
            row = zip(mine, theirs[first:], strict=False)
            if all(same_value(one, statement, other) for one, other in row):
                return True
    return False


def model_of(reading: Reading, figure: Figure, start: int, end: int) -> str | None:
    """The last model named before the figure in its part of the sentence, else the first after it: Atlas 960."""
    before: str | None = None
    for match in _MODEL.finditer(reading.folded, start, end):
        if match.start() < figure.span.end and figure.span.start < match.end():
            continue
        name = re.sub(r"[\s-]", "", match.group())
        if match.start() > figure.span.start:
            return before or name
        before = name
    return before
