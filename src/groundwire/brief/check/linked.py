"""A statement and its cited paragraphs in, which places of the two say the same and which clause says each of its clauses."""

from collections.abc import Iterator
from dataclasses import dataclass

from groundwire.brief.check.align import Clause
from groundwire.brief.check.reading import Reading, Word
from groundwire.brief.check.source import Passage

_COMMON = 6  # places of a word above which it shows nothing about where something is said
_NAMED = 1.5  # what a name, a number or a date counts that both sides have, against a word


@dataclass(frozen=True, slots=True)
class Link:
    """Something at ``start`` of the statement that ``reading`` says at ``low`` to ``high``."""

    start: int
    reading: Reading
    low: int
    high: int
    weight: float
    key: str  # links of one key are places of one thing


def links(statement: Reading, passage: Passage) -> list[Link]:
    """Every link, worked out once for a statement and its passage."""
    kept = statement.kept.get("links")
    if isinstance(kept, tuple) and kept[0] is passage:
        found: list[Link] = kept[1]
        return found
    found = [*_word_links(statement, passage), *_name_links(statement, passage), *_date_links(statement, passage)]
    statement.kept["links"] = passage, found
    return found


def _word_links(statement: Reading, passage: Passage) -> Iterator[Link]:
    for word in statement.words:
        if not word.content:
            continue
        places = {(p.reading.number, p.word.start): p for p in passage.places(word) if p.word.content}
        if len(places) <= _COMMON:
            for place in places.values():
                low, high = place.word.start, place.word.end
                yield Link(word.start, place.reading, low, high, 1 / len(places) ** 0.5, word.text)


def _name_links(statement: Reading, passage: Passage) -> Iterator[Link]:
    for mine in statement.mentions:
        if mine.entity is None:
            continue
        places = [(r, m) for r, m in passage.mentions if m.entity == mine.entity]
        for reading, other in places[:_COMMON]:
            weight = _NAMED / len(places) ** 0.5
            yield Link(mine.span.start, reading, other.span.start, other.span.end, weight, mine.entity)


def _date_links(statement: Reading, passage: Passage) -> Iterator[Link]:
    for mine in statement.dates:
        for reading in passage.readings:
            for other in reading.dates:
                if mine.first <= other.first and other.last <= mine.last:
                    span = other.span
                    yield Link(mine.span.start, reading, span.start, span.end, _NAMED / 2, f"date {mine.span.start}")


@dataclass(frozen=True, slots=True)
class Counterpart:
    """A clause of the source with how much of the statement's it has."""

    clause: Clause
    score: float


def best_clauses(statement: Reading, passage: Passage, start: int, end: int) -> list[Counterpart]:
    """The source's clauses by how much they have of the statement's words from ``start`` to ``end``, the best first."""
    scores: dict[tuple[Reading, tuple[int, int]], dict[str, float]] = {}
    for link in links(statement, passage):
        if start <= link.start < end:
            one = scores.setdefault((link.reading, link.reading.clause_at(link.low)), {})
            one[link.key] = max(link.weight, one.get(link.key, 0.0))
    found = [
        Counterpart(Clause(reading, *place), sum(weights.values())) for (reading, place), weights in scores.items()
    ]
    return sorted(found, key=lambda counterpart: -counterpart.score)


def linked_words(statement: Reading, passage: Passage, reading: Reading, words: list[Word]) -> set[int]:
    """Where the statement says any of these words of a paragraph."""
    wanted = {word.start for word in words}
    return {
        link.start for link in links(statement, passage) if link.reading is reading and _covers(link, words, wanted)
    }


def _covers(link: Link, words: list[Word], starts: set[int]) -> bool:
    return link.low in starts or any(link.low <= word.start < link.high for word in words)


def sentence_bounds(reading: Reading, place: int) -> tuple[int, int]:
    """The sentence that holds this place, by full stops that end one."""
    ends = sentence_ends(reading)
    start = max((end for end in ends if end <= place), default=0)
    return start, min((end for end in ends if end > place), default=len(reading.text))


def sentence_ends(reading: Reading) -> list[int]:
    """Where sentences end, worked out once."""
    kept = reading.kept.get("ends")
    if not isinstance(kept, list):
        kept = [m.end() for m in reading.cues.sentence_end.finditer(reading.folded)]
        reading.kept["ends"] = kept
    return kept
