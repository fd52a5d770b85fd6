"""A statement and its cited paragraphs in, which places of the two say the same and which clauses out."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from groundwire.brief.check.align import Clause
from groundwire.brief.check.marks import marks_for
from groundwire.brief.check.reading import Reading
from groundwire.brief.check.source import Passage
from groundwire.brief.check.values import compare
from groundwire.models import Figure

_COMMON = 6  # places of a word above which it shows nothing about where something is said
_STOPS = " ,，:："  # what ends a clause
_SURE = 2  # things said of a stretch that make sure that it is this which the statement tells
_MUCH = 0.6  # of what the nearest clause has in common with one that another must have to be meant as well
_CLEARLY = 1.3  # how much more than any other clause the one must have that surely says the same
_LEAST = 1.4  # what two clauses have in common that surely say the same
_NAMED = 1.5  # what a name, a number or a date counts that both sides have, against a word


class Link(NamedTuple):
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
    found += _figure_links(statement, passage)
    statement.kept["links"] = passage, found
    return found


def _word_links(statement: Reading, passage: Passage) -> Iterator[Link]:
    named = _named(statement, passage)
    for word in statement.words:
        if not word.content or any(start <= word.start < end for start, end in named):
            continue
        places = {(p.reading.number, p.word.start): p for p in passage.places(word) if p.word.content}
        if len(places) <= _COMMON:
            for place in places.values():
                low, high = place.word.start, place.word.end
                yield Link(word.start, place.reading, low, high, 1 / len(places) ** 0.5, word.text)


def _named(statement: Reading, passage: Passage) -> list[tuple[int, int]]:
    """Names of the statement that are linked as such, so that their words need not be."""
    known = {mention.entity for _reading, mention in passage.mentions if mention.entity}
    return [(m.span.start, m.span.end) for m in statement.mentions if m.entity in known]


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


def _figure_links(statement: Reading, passage: Passage) -> Iterator[Link]:
    for mine in statement.figures:
        for reading, other in same_figures(mine, statement, passage):
            low, high = other.span.start, other.span.end
            yield Link(mine.span.start, reading, low, high, _NAMED / 2, f"figure {mine.span.start}")


def same_figures(figure: Figure, statement: Reading, passage: Passage) -> list[tuple[Reading, Figure]]:
    """The paragraphs' figures that say the statement's, worked out once."""
    kept = statement.kept.get("same figures")
    if not isinstance(kept, tuple) or kept[0] is not passage:
        kept = passage, dict[int, list[tuple[Reading, Figure]]]()
        statement.kept["same figures"] = kept
    table: dict[int, list[tuple[Reading, Figure]]] = kept[1]
    key = id(figure)
    if key not in table:
        table[key] = [(r, f) for r, f in passage.figures if not compare(figure, statement, f, r).reason]
    return table[key]


@dataclass(frozen=True, slots=True)
class Counterpart:
    """A clause of the source with how much of the statement's it has."""

    clause: Clause
    score: float


def best_clauses(statement: Reading, passage: Passage, start: int, end: int) -> list[Counterpart]:
    """The source's clauses by how much they have of the statement's words from ``start`` to ``end``, the best first."""
    kept = statement.kept.get("best clauses")
    if not isinstance(kept, tuple) or kept[0] is not passage:
        kept = statement.kept["best clauses"] = (passage, {})
    found: dict[tuple[int, int], list[Counterpart]] = kept[1]
    if (start, end) not in found:
        found[start, end] = _best_clauses(statement, passage, start, end)
    return found[start, end]


def _best_clauses(statement: Reading, passage: Passage, start: int, end: int) -> list[Counterpart]:
    scores: dict[tuple[Reading, tuple[int, int]], dict[str, float]] = {}
    for link in links(statement, passage):
        if start <= link.start < end:
            one = scores.setdefault((link.reading, link.reading.clause_at(link.low)), {})
            one[link.key] = max(link.weight, one.get(link.key, 0.0))
    found = [
        Counterpart(Clause(reading, *place), sum(weights.values()))
        for (reading, place), weights in scores.items()
        if not is_frame(reading, place[0])
    ]
    return sorted(found, key=lambda counterpart: -counterpart.score)


def surely_told(statement: Reading, passage: Passage, start: int, end: int) -> list[Clause]:
    """The clause that holds the one number of the statement's, else the one that clearly has most of its words."""
    for figure in statement.figures:
        if start <= figure.span.start < end:
            same = same_figures(figure, statement, passage)
            if len(same) == 1:
                reading, other = same[0]
                return [Clause(reading, *reading.clause_at(other.span.start))]
            return []
    ranked = best_clauses(statement, passage, start, end)
    if not ranked or ranked[0].score < _LEAST:
        return []
    return [ranked[0].clause] if len(ranked) < 2 or ranked[0].score >= ranked[1].score * _CLEARLY else []


def likely_told(statement: Reading, passage: Passage, start: int, end: int) -> list[Clause]:
    """The clause that has most of the statement's words, and after it those that have nearly as many."""
    ranked = best_clauses(statement, passage, start, end)
    if not ranked or ranked[0].score < _LEAST:
        return []
    return [one.clause for one in ranked if one.score * _CLEARLY >= ranked[0].score]


def is_frame(reading: Reading, place: int) -> bool:
    """Whether the clause there only tells who says what follows."""
    kept = reading.kept.get("frames")
    if not isinstance(kept, dict):
        kept = reading.kept["frames"] = {}
    clause = reading.clause_at(place)
    if clause not in kept:
        words = reading.folded[slice(*clause)].rstrip(_STOPS)
        kept[clause] = marks_for(reading.language).frame.search(words) is not None
    found: bool = kept[clause]
    return found


@dataclass(frozen=True, slots=True)
class Covered:
    """A stretch of the source that the statement tells: by which of its clauses, and how much of it."""

    clause: tuple[int, int]
    said: frozenset[str]  # keys of the links into the stretch
    best: bool  # whether no other clause of the source is nearer to that clause of the statement
    near: bool  # whether none is much nearer
    places: int  # of the source that the links go to
    score: float  # what the stretch's clause has in common with the statement's
    sentence: bool  # whether none is much nearer than one in the same sentence

    def sure(self, words: int) -> bool:
        """Whether the statement tells this of all the source, if the stretch has so many words that say something."""
        said = min(len(self.said), self.places)
        if self.best and (said >= min(_SURE, max(1, words - 1)) or (said and self.score >= _SURE)):
            return True
        return (self.near and said >= _SURE) or (self.sentence and said >= max(1, words))


def covered(statement: Reading, passage: Passage, reading: Reading, start: int, end: int) -> Covered | None:
    """What of a stretch of one source clause the statement tells; None where it tells nothing of it."""
    inside = [
        link for link in links(statement, passage) if link.reading is reading and link.low < end and start < link.high
    ]
    whole = reading.clause_at(start)
    mine = inside or [
        link for link in links(statement, passage) if link.reading is reading and whole[0] <= link.low < whole[1]
    ]
    if not mine:
        return None
    heaviest = max(mine, key=lambda link: link.weight)
    clause = statement.clause_at(heaviest.start)
    ranked = best_clauses(statement, passage, *clause)
    here = next((c.score for c in ranked if c.clause.reading is reading and c.clause.start == whole[0]), 0.0)
    top = ranked[0].score if ranked else 0.0
    bounds = sentence_bounds(reading, start)
    around = [c.score for c in ranked if c.clause.reading is reading and bounds[0] <= c.clause.start < bounds[1]]
    return Covered(
        clause=clause,
        said=frozenset(link.key for link in inside),
        best=here >= top - 0.01,
        near=here >= top * _MUCH,
        places=len({link.low for link in inside}),
        score=here,
        sentence=max(around, default=0.0) >= top * _MUCH,
    )


def sentence_bounds(reading: Reading, place: int) -> tuple[int, int]:
    """The sentence that holds this place, by full stops that end one."""
    ends = sentence_ends(reading)
    start = max((end for end in ends if end <= place), default=0)
    return start, min((end for end in ends if end > place), default=len(reading.text))


def sentence_ends(reading: Reading) -> list[int]:
    """Where sentences end, worked out once."""
    kept = reading.kept.get("ends")
    if not isinstance(kept, list):
        kept = [m.end() for m in marks_for(reading.language).sentence_end.finditer(reading.folded)]
        reading.kept["ends"] = kept
    return kept
