"""A statement and its cited paragraphs in, whether it tells as so what they deny out: by all that a "not" reaches."""

from collections.abc import Iterator

from groundwire.brief.check.acts import tells_another
from groundwire.brief.check.align import Clause
from groundwire.brief.check.denial import denials
from groundwire.brief.check.finding import differs, passed
from groundwire.brief.check.firm import firm_stems
from groundwire.brief.check.linked import covered, sentence_bounds
from groundwire.brief.check.negation import is_negative
from groundwire.brief.check.reading import Reading, Word
from groundwire.brief.check.source import Passage
from groundwire.models import Check, Span

_MANY = 3  # things told of what a "not" reaches that tell it without the word right after the "not"
_REACH = 5  # content words that a "not" reaches in its clause


def check_polarity(statement: Reading, passage: Passage) -> Iterator[Check]:
    """A check that fails for something denied that the statement tells as so; one that passed where nothing is."""
    failure = next((check for reading in passage.readings for check in _dropped(statement, passage, reading)), None)
    yield failure or passed("negation")


def _dropped(statement: Reading, passage: Passage, reading: Reading) -> Iterator[Check]:
    for start, end in denials(reading):
        reach = _reach(reading, end)
        if reach <= end:
            continue
        told = covered(statement, passage, reading, end, reach)
        words = sum(word.content and end <= word.start < reach for word in reading.words)
        if told is None or not told.sure(words):
            continue
        head = next((word for word in reading.words if word.content and end <= word.start < reach), None)
        if head is not None and tells_another(head, reading, statement):
            continue
        beside = [] if head is None else _meaning(head, reading, statement)
        if not beside and len(told.said) < _MANY:
            continue
        if not is_negative(Clause(statement, *sentence_bounds(statement, told.clause[0])), beside=beside):
            span = Span(paragraph=reading.number, start=start, end=reach)
            wanted = statement.text[told.clause[0] : told.clause[1]].strip()
            yield differs("negation", "not-negated", wanted=wanted, at=reading, span=span)


def _meaning(word: Word, reading: Reading, statement: Reading) -> list[tuple[int, int]]:
    """Where the statement says the word."""
    stems = firm_stems(word, reading)
    return [(one.start, one.end) for one in statement.words if not stems.isdisjoint(firm_stems(one, statement))]


def _reach(reading: Reading, place: int) -> int:
    """Where the words that a "not" may deny end."""
    if place >= len(reading.text):
        return place
    stop = reading.clause_at(place)[1]
    words = [word for word in reading.words if word.content and place <= word.start < stop]
    return words[_REACH - 1].end if len(words) >= _REACH else stop
