"""A paragraph's text cut into pieces, each with the marks that cover it, so that overlapping marks can be shown."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

MarkStyle = Literal["name", "figure", "event", "hit", "statement-span"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Something to show on characters ``start`` to ``end`` (exclusive): its class, and what to say on hover."""

    start: int
    end: int
    style: MarkStyle
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A run of text under the same marks; ``styles`` is empty for plain text."""

    text: str
    styles: str
    note: str


def cut(text: str, marks: Iterable[Mark]) -> tuple[Piece, ...]:
    """The whole text, in order, cut wherever a mark begins or ends."""
    inside = [mark for mark in marks if 0 <= mark.start < mark.end <= len(text)]
    starts: dict[int, list[Mark]] = {}
    ends: dict[int, list[Mark]] = {}
    for mark in inside:
        starts.setdefault(mark.start, []).append(mark)
        ends.setdefault(mark.end, []).append(mark)
    pieces: list[Piece] = []
    open_marks: list[Mark] = []
    edges = sorted({0, len(text), *starts, *ends})
    for start, end in pairwise(edges):
        open_marks = [mark for mark in open_marks if mark not in ends.get(start, ())] + starts.get(start, [])
        pieces.append(
            Piece(
                text=text[start:end],
                styles=" ".join(sorted({mark.style for mark in open_marks})),
                note=" · ".join(dict.fromkeys(mark.note for mark in open_marks if mark.note)),
            )
        )
    return tuple(pieces)
