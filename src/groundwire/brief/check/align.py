"""A statement and its cited paragraphs in, which of their clauses say what its clauses say out."""

import re
from typing import NamedTuple

from groundwire.brief.check.reading import Reading, Word
from groundwire.brief.check.source import Passage, Place

_COMMON = 5  # places of a word in the paragraphs above which it shows nothing about where something is said
_CLOSE = 0.6  # of the shared words of the best clause that another must have to be looked at as well


class Clause(NamedTuple):
    """Characters ``start`` to ``end`` of a paragraph or statement."""

    reading: Reading
    start: int
    end: int

    @property
    def text(self) -> str:
        """Its folded words."""
        return self.reading.folded[self.start : self.end]

    @property
    def words(self) -> list[Word]:
        """The words in it."""
        return [word for word in self.reading.words if self.start <= word.start < self.end]


def clause_of(reading: Reading, place: int) -> Clause:
    """The clause that holds this place."""
    start, end = reading.clause_at(place)
    return Clause(reading, start, end)


def sentence_of(reading: Reading, place: int) -> Clause:
    """The sentence that holds this place: the clauses between full stops."""
    text = reading.folded
    start = max((text.rfind(stop, 0, place) + 1 for stop in "。！？!?\n"), default=0)
    start = max(start, text.rfind(". ", 0, place) + 1)
    ends = [end for stop in ("。", "！", "？", "!", "?", "\n", ". ") if (end := text.find(stop, place)) >= 0]
    return Clause(reading, start, min(ends, default=len(text)))


def shared(word: Word, passage: Passage) -> list[Place]:
    """Where a content word of the statement is said; none for one that is said everywhere."""
    if not word.content:
        return []
    found = [place for place in passage.places(word) if place.word.content]
    return found if len({(p.reading.number, p.word.start) for p in found}) <= _COMMON else []


def counterparts(clause: Clause, passage: Passage) -> list[Clause]:
    """The clauses of the paragraphs that share most words with this one."""
    kept = clause.reading.kept.get("counterparts")
    if not isinstance(kept, tuple) or kept[0] is not passage:
        kept = clause.reading.kept["counterparts"] = (passage, {})
    found: dict[tuple[int, int], list[Clause]] = kept[1]
    place = clause.start, clause.end
    if place not in found:
        found[place] = _counterparts(clause, passage)
    return found[place]


def _counterparts(clause: Clause, passage: Passage) -> list[Clause]:
    shares: dict[tuple[int, int, int], set[str]] = {}
    for word in clause.words:
        for place in shared(word, passage):
            start, end = place.reading.clause_at(place.word.start)
            shares.setdefault((place.reading.number, start, end), set()).add(word.text)
    best = max((len(words) for words in shares.values()), default=0)
    readings = {reading.number: reading for reading in passage.readings}
    return [
        Clause(readings[number], start, end)
        for (number, start, end), words in shares.items()
        if len(words) >= best * _CLOSE
    ]


def following(reading: Reading, place: int, count: int) -> list[Word]:
    """The next content words of the clause after this place."""
    _start, end = reading.clause_at(place)
    return [word for word in reading.words if place <= word.start < end and word.content][:count]


def has_word(clause: Clause, pattern: re.Pattern[str]) -> bool:
    """Whether a word of the clause is one of the pattern's: 会 only as a whole word, for 会议 is another.

    Two characters or more are taken as they stand, for the segmenter cuts 推迟到 wrongly.
    """
    if clause.reading.cues.spaced:
        return pattern.search(clause.text) is not None
    if any(len(match.group()) > 1 for match in pattern.finditer(clause.text)):
        return True
    return any(pattern.fullmatch(word.text) for word in clause.words)
