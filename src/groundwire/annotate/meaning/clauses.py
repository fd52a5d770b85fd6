"""A sentence in, its clauses out: what stands between two marks, with the cues, figures, dates and names inside."""

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from groundwire.annotate.language_data import language_data
from groundwire.annotate.meaning.cues import Cue, cue_index
from groundwire.annotate.sentence import Sentence
from groundwire.models import DateMention, Figure, Mention, Span
from groundwire.text.scripts import fold

_MARKS = r"[;；:：。!?！？()（）\[\]【】\n|\t]|，|,(?!(?<=\d,)\d)|(?<=\s)[-–—](?=\s)|——|—"

TIMES = ("years", "months", "weeks", "days", "hours", "quarters", "minutes")
_MOST_CARRIED = 6  # cues before a length of time that tell what the figure behind it means
_LONG_NAME = 8  # characters: no shorter name holds a mark


class _Placed(Protocol):
    @property
    def span(self) -> Span: ...


P = TypeVar("P", bound=_Placed)


@dataclass(slots=True)  # not frozen: they are made by the thousand, and freezing doubles what that costs
class Clause:
    """Characters ``start`` to ``end`` of a sentence's paragraph; ``mark`` is what stands before it."""

    sentence: Sentence
    text: str  # the folded text of the paragraph that its offsets count in
    base: str  # the language without script or region
    start: int
    end: int
    mark: str
    cues: list[Cue]
    figures: list[Figure]
    dates: list[DateMention]
    mentions: list[Mention]


@dataclass(slots=True)
class Spot:
    """A figure in its clause, with the cues between it and the figures on both sides, and inside itself."""

    clause: Clause
    index: int
    figure: Figure
    before: Sequence[Cue]
    inside: Sequence[Cue]
    after: Sequence[Cue]

    @property
    def start(self) -> int:
        """Where the figure begins."""
        return self.figure.span.start

    @property
    def end(self) -> int:
        """Where the figure ends."""
        return self.figure.span.end

    @property
    def floor(self) -> int:
        """Where the figure before it ends, else where the clause begins."""
        return self.clause.figures[self.index - 1].span.end if self.index else self.clause.start

    @property
    def ceiling(self) -> int:
        """Where the next figure begins, else where the clause ends."""
        figures = self.clause.figures
        return figures[self.index + 1].span.start if self.index + 1 < len(figures) else self.clause.end


def read_spots(clause: Clause) -> list[Spot]:
    """The figures of a clause as spots, in order."""
    between: list[list[Cue]] = [[]]
    inside: list[list[Cue]] = []
    at = 0
    for figure in clause.figures:
        own: list[Cue] = []
        while at < len(clause.cues) and clause.cues[at].start < figure.span.end:
            cue = clause.cues[at]
            (between[-1] if cue.end <= figure.span.start else own).append(cue)
            at += 1
        inside.append(own)
        between.append([])
    between[-1] = clause.cues[at:]
    for index, figure in enumerate(clause.figures[:-1]):
        if figure.unit in TIMES and not any(cue.word.measure for cue in between[index + 1]):
            between[index + 1] = [*between[index][-_MOST_CARRIED:], *between[index + 1]]  # 股价三个交易日下跌23%
    return [
        Spot(clause, index, figure, between[index], inside[index], between[index + 1])
        for index, figure in enumerate(clause.figures)
    ]


@functools.cache
def _breaks(base: str) -> re.Pattern[str]:
    words = [re.escape(fold(word)) for word in language_data("owners", base).get("breaks", [])]
    return re.compile("|".join([_MARKS, *(rf"(?<=\s){word}(?=\s)" for word in words)]))


def read_clauses(sentence: Sentence) -> list[Clause]:
    """The clauses of a sentence, in order; a number keeps its commas and a bracket is a clause of its own."""
    passage = sentence.passage
    folded = passage.folded
    cues = cue_index(passage.base).find(folded[sentence.start : sentence.end], sentence.start)
    clauses: list[Clause] = []
    rest = _Rest(sentence, cues)
    start, mark = sentence.start, ""
    names = {place for mention in sentence.mentions for place in _inner(mention)}
    for match in _breaks(passage.base).finditer(folded, sentence.start, sentence.end):
        if match.start() in names or (match[0] in (",", "，") and _about_order(passage.base, folded, match)):
            continue
        if match.start() > start:
            clauses.append(rest.clause(start, match.start(), mark))
        start, mark = match.end(), match[0]
    if start < sentence.end:
        clauses.append(rest.clause(start, sentence.end, mark))
    return clauses


def _about_order(base: str, folded: str, comma: re.Match[str]) -> bool:
    """Whether a comma stands before or behind "respectively", which parts no clauses."""
    words = _orders(base)
    return bool(words) and (
        folded[comma.end() : comma.end() + 16].lstrip().startswith(words)
        or folded[max(0, comma.start() - 16) : comma.start()].endswith(words)
    )


@functools.cache
def _orders(base: str) -> tuple[str, ...]:
    data = language_data("owners", base)
    return () if data.get("no_spaces") else tuple(fold(word) for word in data.get("respectively", []))


def _inner(mention: Mention) -> range:
    """The places inside a name; only long names can hold a bracket."""
    span = mention.span
    return range(span.start, span.end) if span.end - span.start > _LONG_NAME else range(0)


class _Rest:
    """What of a sentence has not gone to a clause yet."""

    def __init__(self, sentence: Sentence, cues: Sequence[Cue]) -> None:
        self._sentence = sentence
        self._text, self._base = sentence.passage.folded, sentence.passage.base
        self._cues = cues
        self._cue = self._figure = self._date = self._mention = 0

    def clause(self, start: int, end: int, mark: str) -> Clause:
        """The next clause; what begins before it belongs to none."""
        sentence = self._sentence
        cue = self._cue
        while cue < len(self._cues) and self._cues[cue].start < end:
            cue += 1
        cues, self._cue = list(self._cues[self._cue : cue]), cue
        figures, self._figure = _until(sentence.figures, self._figure, end)
        dates, self._date = _until(sentence.dates, self._date, end)
        mentions, self._mention = _until(sentence.mentions, self._mention, end)
        return Clause(sentence, self._text, self._base, start, end, mark, cues, figures, dates, mentions)


def _until(items: Sequence[P], at: int, end: int) -> tuple[list[P], int]:
    stop = at
    while stop < len(items) and items[stop].span.start < end:
        stop += 1
    return list(items[at:stop]), stop
