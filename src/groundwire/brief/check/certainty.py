"""A statement and its cited paragraphs in, whether it tells as surer what they only plan or hold possible out.

Every clause of the source has a level: told as so, to come, planned or asked for, possible, rumoured. Where the
statement tells what stands after a mark of one level, it must carry a mark as doubtful, or nearly: "plans" may be told
as "will", "may" as "plans", but neither as done. What the source tells as so may be told with more doubt.
"""

import re
from collections.abc import Iterator

from groundwire.brief.check.align import Clause, has_word
from groundwire.brief.check.finding import differs, passed
from groundwire.brief.check.linked import Covered, best_clauses, covered, same_figures, sentence_bounds
from groundwire.brief.check.marks import marks_for
from groundwire.brief.check.reading import Reading
from groundwire.brief.check.source import Passage
from groundwire.models import Check, Span

_TO_COME = 1  # the level of a statement with any word that looks ahead
_LEAST = 2  # things said after the mark that make sure that it is this which the statement tells
_MANY = 3  # things told of what a mark bears on that tell it without the first of them
_HEAD = 1  # content words after a mark that are what it is about
_BEARS = 7  # content words behind "would" that it bears on: what stands further on is often so in any case
_POSSIBLE = 2  # the level of what is so on a condition
_NEEDED = (1, 1, 2, 4)  # the least level of the statement by that of the source: coming, planned, possible, rumoured


def check_certainty(statement: Reading, passage: Passage) -> Iterator[Check]:
    """A check that fails for what is told as surer than its source; one that passed where nothing is."""
    failure = next((check for reading in passage.readings for check in _surer(statement, passage, reading)), None)
    failure = failure or next(_forecast(statement, passage), None)
    yield failure or next(_done_already(statement, passage), None) or passed("modality")


def _forecast(statement: Reading, passage: Passage) -> Iterator[Check]:
    """A number that the source only forecasts, the statement must not tell as one that was reached."""
    past = marks_for(statement.language).past
    for figure in statement.figures:
        place = statement.clause_at(figure.span.start)
        if past.search(statement.folded, *place) is None or _level(statement, figure.span.start):
            continue
        same = same_figures(figure, statement, passage)
        if same and all(_is_forecast(reading, other.span.start) for reading, other in same):
            reading, other = same[0]
            wanted = statement.text[place[0] : place[1]].strip()
            yield differs("modality", "more-certain", wanted=wanted, at=reading, span=other.span, contradicts=False)


def _is_forecast(reading: Reading, place: int) -> bool:
    """Whether a word of forecast stands before the number in its sentence, and none that it has come so."""
    marks = marks_for(reading.language)
    start = sentence_bounds(reading, place)[0]
    low, high = reading.clause_at(place)
    return (
        marks.forecast.search(reading.folded, start, place) is not None
        and marks.done.search(reading.folded, low, high) is None
        and not any(pattern.search(reading.folded, low, high) for pattern in marks.shifts.values())
    )


def _done_already(statement: Reading, passage: Passage) -> Iterator[Check]:
    """What the source tells as done, the statement must not tell as still to be."""
    for match in marks_for(statement.language).intends.finditer(statement.folded):
        ranked = best_clauses(statement, passage, match.start(), statement.clause_at(match.start())[1])
        if not ranked or ranked[0].score < _LEAST or (len(ranked) > 1 and ranked[1].score >= ranked[0].score):
            continue
        clause = ranked[0].clause
        start, end = sentence_bounds(clause.reading, clause.start)
        doubted = any(start <= other.start() < end for _level, other in _all_marks(clause.reading))
        done = marks_for(clause.reading.language).done.search(clause.reading.folded, clause.start, clause.end)
        if done and not doubted:
            span = Span(paragraph=clause.reading.number, start=clause.start, end=clause.end)
            wanted = statement.text[match.start() : statement.clause_at(match.start())[1]].strip()
            yield differs("modality", "other-time", wanted=wanted, at=clause.reading, span=span, contradicts=False)


def _surer(statement: Reading, passage: Passage, reading: Reading) -> Iterator[Check]:
    marks = marks_for(reading.language)
    for level, start, end in _hedged(reading):
        stop = _reach(reading, end) if end < len(reading.text) else end
        if marks.talked.fullmatch(reading.folded, start, end) and not _content(reading, end, stop):
            end = reading.clause_at(start)[0]
        told = covered(statement, passage, reading, end, stop)
        if told is None or not told.best or not told.sure(_content(reading, end, stop)):
            continue
        if len(told.said) < _MANY and not _head_told(reading, end, stop, statement):
            continue
        if _level(statement, told.clause[0]) < _NEEDED[level] and _asserts(statement, told, level):
            span = Span(paragraph=reading.number, start=start, end=stop)
            wanted = statement.text[told.clause[0] : told.clause[1]].strip()
            yield differs("modality", "more-certain", wanted=wanted, at=reading, span=span, contradicts=False)


def _head_told(reading: Reading, start: int, end: int, statement: Reading) -> bool:
    """Whether the statement tells the first thing after the mark: of what is considered, the considering itself."""
    words = [word for word in reading.words if word.content and start <= word.start < end][:_HEAD]
    senses = {sense for word in words for sense in word.senses}
    return not words or any(word.content and not senses.isdisjoint(word.senses) for word in statement.words)


def _reach(reading: Reading, place: int) -> int:
    """Where what a mark bears on ends: at its clause's end; where verbs come early, not far behind the mark."""
    stop = reading.clause_at(place)[1]
    if not reading.cues.spaced:
        return stop
    words = [word for word in reading.words if word.content and place <= word.start < stop]
    return words[_BEARS - 1].end if len(words) > _BEARS else stop


def _content(reading: Reading, start: int, end: int) -> int:
    return sum(word.content and start <= word.start < end for word in reading.words)


def _hedged(reading: Reading) -> list[tuple[int, int, int]]:
    """Marks of doubt with their level, the most doubtful of each clause."""
    kept = reading.kept.get("hedged")
    if not isinstance(kept, list):
        worst: dict[tuple[int, int], tuple[int, int, int]] = {}
        for level, match in _all_marks(reading):
            clause = reading.clause_at(match.start())
            if clause not in worst or level > worst[clause][0]:
                worst[clause] = level, match.start(), match.end()
        for match in marks_for(reading.language).conditional.finditer(reading.folded):
            after = reading.clause_at(match.start())[1]
            if after < sentence_bounds(reading, match.start())[1]:
                worst[reading.clause_at(after)] = _POSSIBLE, after, after
        kept = list(worst.values())
        reading.kept["hedged"] = kept
    return kept


def _all_marks(reading: Reading) -> list[tuple[int, re.Match[str]]]:
    """Every mark in order of level, without what only looks like one."""
    marks = marks_for(reading.language)
    looks = [match.span() for match in marks.not_hedge.finditer(reading.folded)]
    return [
        (level, match)
        for level, pattern in enumerate(marks.levels)
        for match in pattern.finditer(reading.folded)
        if not any(start <= match.start() < end for start, end in looks)
    ]


def _level(statement: Reading, place: int) -> int:
    """How doubtful the statement's sentence is: one more than the index of its level, 0 where it has none."""
    start, end = sentence_bounds(statement, place)
    level = max((level + 1 for level, match in _all_marks(statement) if start <= match.start() < end), default=0)
    return max(level, _TO_COME if has_word(Clause(statement, start, end), statement.cues.planned) else 0)


def _asserts(statement: Reading, told: Covered, level: int) -> bool:
    """Whether the statement tells it as done, or as sure to come; Chinese need not mark either."""
    if level and (not statement.cues.spaced or _level(statement, told.clause[0])):
        return True
    return marks_for(statement.language).past.search(statement.folded, *told.clause) is not None
