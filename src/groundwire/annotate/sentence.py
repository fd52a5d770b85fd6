"""Paragraphs with what was found in them in, sentences out: what facts are understood from."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from groundwire.annotate.passage import Passage
from groundwire.models import Annotations, Code, DateMention, Figure, Mention, Span
from groundwire.text.sentences import split_sentences


class _Placed(Protocol):
    @property
    def span(self) -> Span: ...


P = TypeVar("P", bound=_Placed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """Characters ``start`` to ``end`` of a paragraph; all offsets, also of what it holds, count in the paragraph."""

    paragraph: int
    start: int
    end: int
    passage: Passage  # the whole paragraph; ``passage.wide`` and ``passage.folded`` have its length
    mentions: tuple[Mention, ...]
    figures: tuple[Figure, ...]
    dates: tuple[DateMention, ...]
    codes: tuple[Code, ...]

    @property
    def folded(self) -> str:
        """The folded text of this sentence alone."""
        return self.passage.folded[self.start : self.end]

    def span(self, start: int, end: int) -> Span:
        """A span of this sentence's paragraph."""
        return Span(paragraph=self.paragraph, start=start, end=end)


def read_sentences(passages: Sequence[Passage], found: Annotations) -> list[Sentence]:
    """The sentences of paragraphs 1, 2, … in order, each with what ``found`` has inside it."""
    mentions, figures = _by_paragraph(found.mentions), _by_paragraph(found.figures)
    dates, codes = _by_paragraph(found.dates), _by_paragraph(found.codes)
    return [
        Sentence(
            paragraph=number,
            start=start,
            end=end,
            passage=passage,
            mentions=_inside(mentions, number, start, end),
            figures=_inside(figures, number, start, end),
            dates=_inside(dates, number, start, end),
            codes=_inside(codes, number, start, end),
        )
        for number, passage in enumerate(passages, 1)
        for start, end in split_sentences(passage.text, passage.language)
    ]


def _by_paragraph(items: Sequence[P]) -> dict[int, list[P]]:
    grouped: dict[int, list[P]] = {}
    for item in items:
        grouped.setdefault(item.span.paragraph, []).append(item)
    return grouped


def _inside(items: Mapping[int, Sequence[P]], paragraph: int, start: int, end: int) -> tuple[P, ...]:
    placed = items.get(paragraph, ())
    first = bisect_left(placed, start, key=lambda item: item.span.start)
    last = bisect_left(placed, end, lo=first, key=lambda item: item.span.start)
    return tuple(item for item in placed[first:last] if item.span.end <= end)
