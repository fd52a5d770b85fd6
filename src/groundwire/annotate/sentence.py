"""Paragraphs with what was found in them in, sentences out: what facts are understood from."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from groundwire.annotate.passage import Passage
from groundwire.models import Annotations, Code, DateMention, Figure, Mention, Span
from groundwire.text.sentences import split_sentences


class _Placed(Protocol):
    @property
    def span(self) -> Span: ...


P = TypeVar("P", bound=_Placed)


@dataclass(slots=True, kw_only=True)  # not frozen: never changed, but made by the dozen, and thrice as fast so
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
            mentions=mentions[number].inside(start, end) if number in mentions else (),
            figures=figures[number].inside(start, end) if number in figures else (),
            dates=dates[number].inside(start, end) if number in dates else (),
            codes=codes[number].inside(start, end) if number in codes else (),
        )
        for number, passage in enumerate(passages, 1)
        for start, end in split_sentences(passage.text, passage.language)
    ]


class _Row(Generic[P]):
    """What one paragraph has, in order."""

    def __init__(self) -> None:
        self._items: list[P] = []
        self._starts: list[int] = []

    def append(self, item: P) -> None:
        self._items.append(item)
        self._starts.append(item.span.start)

    def inside(self, start: int, end: int) -> tuple[P, ...]:
        first = bisect_left(self._starts, start)
        last = bisect_left(self._starts, end, lo=first)
        if first == last:
            return ()
        return tuple([item for item in self._items[first:last] if item.span.end <= end])


def _by_paragraph(items: Sequence[P]) -> dict[int, _Row[P]]:
    grouped: dict[int, _Row[P]] = {}
    for item in items:
        paragraph = item.span.paragraph
        if paragraph not in grouped:
            grouped[paragraph] = _Row()
        grouped[paragraph].append(item)
    return grouped
