"""A document with its annotations in, what statements are looked up in out: paragraphs read once, when first cited."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol, TypeVar

from groundwire.brief.check.reading import Reading, Word, read_text
from groundwire.models import Annotations, Document, Event, Figure, Mention, Span


class _Placed(Protocol):
    @property
    def span(self) -> Span: ...


P = TypeVar("P", bound=_Placed)


class Source:
    """A document, indexed once for all statements of a brief."""

    def __init__(self, document: Document, annotations: Annotations) -> None:
        self.document = document
        self._mentions = _by_paragraph(annotations.mentions)
        self._figures = _by_paragraph(annotations.figures)
        self._dates = _by_paragraph(annotations.dates)
        self._events = _by_paragraph(annotations.events)
        self._codes = _by_paragraph(annotations.codes)
        self._readings: dict[int, Reading] = {}
        self._passages: dict[tuple[int, ...], Passage] = {}
        self.kept: dict[object, object] = {}  # what checks worked out of the whole document, once

    def reading(self, number: int) -> Reading:
        """The paragraph with this number."""
        if number not in self._readings:
            self._readings[number] = read_text(
                self.document.paragraph(number).text,
                self.document.language,
                Annotations(
                    mentions=tuple(self._mentions.get(number, ())),
                    figures=tuple(self._figures.get(number, ())),
                    dates=tuple(self._dates.get(number, ())),
                    events=tuple(self._events.get(number, ())),
                    codes=tuple(self._codes.get(number, ())),
                ),
                number=number,
            )
        return self._readings[number]

    def passage(self, numbers: tuple[int, ...]) -> "Passage":
        """The cited paragraphs together."""
        if numbers not in self._passages:
            self._passages[numbers] = Passage([self.reading(number) for number in numbers], self)
        return self._passages[numbers]

    def numbers(self) -> Sequence[int]:
        """The numbers of all paragraphs."""
        return range(1, len(self.document.paragraphs) + 1)


class Place(NamedTuple):
    """A word of a paragraph."""

    reading: Reading
    word: Word


@dataclass(slots=True, eq=False)
class Passage:
    """The paragraphs that a statement cites, as one thing to look in."""

    readings: list[Reading]
    source: Source
    senses: dict[str, list[Place]] = field(default_factory=dict)
    kept: dict[object, object] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for reading in self.readings:
            for word in reading.words:
                for sense in word.senses:
                    self.senses.setdefault(sense, []).append(Place(reading, word))

    @property
    def figures(self) -> list[tuple[Reading, Figure]]:
        """Every figure with the paragraph it stands in."""
        return [(reading, figure) for reading in self.readings for figure in reading.figures]

    @property
    def mentions(self) -> list[tuple[Reading, Mention]]:
        """Every name with the paragraph it stands in."""
        return [(reading, mention) for reading in self.readings for mention in reading.mentions]

    @property
    def events(self) -> list[tuple[Reading, Event]]:
        """Every event with the paragraph it stands in."""
        return [(reading, event) for reading in self.readings for event in reading.events]

    def places(self, word: Word) -> list[Place]:
        """Where a word of the statement may be said."""
        found: list[Place] = []
        for sense in word.senses:
            found += self.senses.get(sense, ())
        return found


def _by_paragraph(items: Sequence[P]) -> dict[int, list[P]]:
    grouped: dict[int, list[P]] = {}
    for item in items:
        grouped.setdefault(item.span.paragraph, []).append(item)
    return grouped
