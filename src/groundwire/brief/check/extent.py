"""A statement and its cited paragraphs in, whether it tells of all what they tell of a part out."""

from collections.abc import Iterator

from groundwire.brief.check.finding import differs, passed
from groundwire.brief.check.linked import likely_told, sentence_bounds
from groundwire.brief.check.marks import marks_for
from groundwire.brief.check.reading import Reading
from groundwire.brief.check.source import Passage
from groundwire.models import Check, Span


def check_extent(statement: Reading, passage: Passage) -> Iterator[Check]:
    """A check that fails for "all" of what is so of some; one that passed where none is.

    Positive evidence is asked for: a word for the whole in the statement and none in the paragraphs, and a word for a
    part in the sentence that says most of the statement's clause, and none in the statement.
    """
    yield next(_widened(statement, passage), None) or passed("coverage")


def _widened(statement: Reading, passage: Passage) -> Iterator[Check]:
    mine = marks_for(statement.language)
    if mine.part.search(statement.folded):
        return
    if any(marks_for(reading.language).whole.search(reading.folded) for reading in passage.readings):
        return
    for match in mine.whole.finditer(statement.folded):
        for clause in likely_told(statement, passage, *statement.clause_at(match.start())):
            reading = clause.reading
            start, end = sentence_bounds(reading, clause.start)
            found = marks_for(reading.language).part.search(reading.folded, start, end)
            if found is not None:
                span = Span(paragraph=reading.number, start=found.start(), end=found.end())
                wanted = match.group()
                yield differs("coverage", "more-than-said", wanted=wanted, at=reading, span=span, contradicts=False)
