"""Document in, annotations out: names, figures, dates and events as offsets into its paragraphs."""

import functools
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TypeVar

from groundwire.annotate.dates import find_dates
from groundwire.annotate.events.find import find_events
from groundwire.annotate.figures.codes import find_codes
from groundwire.annotate.figures.find import FoundFigure, find_figures
from groundwire.annotate.figures.rates import to_usd
from groundwire.annotate.meaning.focus import About, ReadAbout
from groundwire.annotate.meaning.understand import understand_figures
from groundwire.annotate.names.mentions import FoundMention, MentionFinder
from groundwire.annotate.names.tagger import Tagger
from groundwire.annotate.passage import Found, Passage
from groundwire.annotate.sentence import read_sentences
from groundwire.annotate.shares.find import find_shares
from groundwire.annotate.shares.told import tell_shares
from groundwire.models import (
    Annotations,
    Code,
    DateMention,
    Document,
    Entity,
    Figure,
    Mention,
    Span,
)

F = TypeVar("F", bound=Found)
_LONGEST_TITLE = 300  # characters of a title that are looked at
_LONGEST_PARAGRAPH = 100_000  # no prose is longer; what lies beyond is not annotated, so that a dump costs no minutes


class Annotator:
    """Annotates documents; built once, then pure, and picklable for other processes."""

    def __init__(self, entities: Iterable[Entity], tagger: Tagger | None = None) -> None:
        self._mentions = MentionFinder(entities, tagger)

    def annotate(self, document: Document) -> Annotations:
        """Everything found in the paragraphs of ``document``; its title only tells whom "the company" means."""
        texts = [paragraph.text for paragraph in document.paragraphs]
        about = functools.cache(lambda: self._organisation(document.title, document.language))  # few texts ask for it
        return self._annotate(_Places(texts), document.language, document.day, about)

    def annotate_text(self, text: str, language: str, day: date | None) -> Annotations:
        """The same for one piece of text, taken as paragraph 1 of a document of that day; None: undated."""
        return self._annotate(_Places([text]), language, day)

    def _organisation(self, title: str, language: str) -> About | None:
        """The organisation that a title begins with."""
        if not title.strip():
            return None
        passage = Passage(title[:_LONGEST_TITLE], language)
        found = min(self._mentions.find(passage), key=lambda mention: mention.start, default=None)
        if found is None or found.kind != "organisation" or passage.folded[: found.start].strip(" “\"'「《【"):
            return None
        return About(words=passage.folded[found.start : found.end], entity=found.entity)

    def _annotate(
        self, places: "_Places", language: str, day: date | None, about: ReadAbout = lambda: None
    ) -> Annotations:
        passage = Passage(places.text, language)
        found = self._find(places, passage, day)
        sentences = understand_figures(read_sentences(places.parts(passage), found), day, about)
        shares = tuple(find_shares(sentences, day))
        sentences = tell_shares(sentences, shares)
        return replace(
            found,
            figures=tuple(figure for sentence in sentences for figure in sentence.figures),
            events=tuple(find_events(sentences, day)),
            shares=shares,
        )

    def _find(self, places: "_Places", passage: Passage, day: date | None) -> Annotations:
        """What the words themselves tell: names, dates, values."""
        mentions = self._mentions.find(passage)
        taken = passage.overlap()
        for mention in mentions:
            taken.take(mention.start, mention.end)
        codes = find_codes(passage, taken)
        dates = find_dates(passage, day, taken)
        for found in dates:
            taken.take(found.start, found.end)
        return Annotations(
            mentions=tuple(_mention(f, span) for f, span in places.placed(mentions)),
            figures=tuple(_figure(f, span, day) for f, span in places.placed(find_figures(passage, taken))),
            codes=tuple(Code(span=s, kind=c.kind, value=c.value) for c, s in places.placed(codes) if c.kind),
            dates=tuple(DateMention(span=span, first=f.first, last=f.last) for f, span in places.placed(dates)),
        )


class _Places:
    """The paragraphs as one text, and the way back from its offsets to theirs."""

    def __init__(self, texts: list[str]) -> None:
        self.text = "\n".join(text[:_LONGEST_PARAGRAPH] for text in texts)
        self._lengths = [min(len(text), _LONGEST_PARAGRAPH) for text in texts]
        self._starts: list[int] = []
        start = 0
        for length in self._lengths:
            self._starts.append(start)
            start += length + 1

    def parts(self, passage: Passage) -> list[Passage]:
        """The passage of each paragraph, cut from that of the whole text."""
        return [passage.part(start, start + length) for start, length in zip(self._starts, self._lengths, strict=True)]

    def placed(self, found: Iterable[F]) -> Iterator[tuple[F, Span]]:
        """Each with its span; what would reach into the next paragraph is dropped."""
        index, first, length = 0, 0, self._lengths[0] if self._lengths else 0
        for item in sorted(found, key=_place):
            if item.start > first + length:
                index = bisect_right(self._starts, item.start) - 1
                first, length = self._starts[index], self._lengths[index]
            start, end = item.start - first, item.end - first
            if start < end <= length:
                yield item, Span(paragraph=index + 1, start=start, end=end)


def _place(item: Found) -> tuple[int, int]:
    return item.start, -item.end


def _mention(found: FoundMention, span: Span) -> Mention:
    return Mention(span=span, entity=found.entity, kind=found.kind, ticker=found.ticker)


def _figure(found: FoundFigure, span: Span, day: date | None) -> Figure:
    return Figure(
        span=span,
        kind=found.kind,
        low=found.low,
        high=found.high,
        unit=found.unit,
        currency=found.currency,
        qualifier=found.qualifier,
        usd=_usd(found, day),
        per=found.per,
    )


def _usd(found: FoundFigure, day: date | None) -> tuple[Decimal, Decimal] | None:
    """Low and high in dollars; both or none have a rate, for both are of one currency."""
    if found.currency is None:
        return None
    low = to_usd(found.low, found.currency, day)
    high = low if found.high == found.low else to_usd(found.high, found.currency, day)
    return None if low is None or high is None else (low, high)
