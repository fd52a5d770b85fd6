"""A statement and its cited paragraphs in, how much of what it says rests on something there out."""

from collections.abc import Iterator
from dataclasses import dataclass

from groundwire.brief.check.finding import failed, passed
from groundwire.brief.check.reading import Reading, Word
from groundwire.brief.check.said_names import said_names
from groundwire.brief.check.source import Passage
from groundwire.models import Check

_LEAST = 4  # content words of a clause that says something of its own
_OFF_TOPIC = 0.15  # share of all content words under which the statement is about something else
_ANCHORED = 0.06  # the same where names or numbers tie it to the paragraph
_FEW = 4  # content words under which a share means nothing


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many of the content words were found, and which were not."""

    found: int
    total: int
    missing: tuple[Word, ...]

    @property
    def share(self) -> float:
        """0 to 1."""
        return self.found / self.total if self.total else 1.0


def cover(statement: Reading, passage: Passage) -> Coverage:
    """The coverage of the statement, worked out once."""
    kept = statement.kept.get("coverage")
    if not isinstance(kept, tuple) or kept[0] is not passage:
        kept = statement.kept["coverage"] = (passage, _cover(statement, passage))
    found: Coverage = kept[1]
    return found


def _cover(statement: Reading, passage: Passage) -> Coverage:
    words = [word for word in statement.words if word.content]
    names, known = said_names(statement), passage.senses.keys()
    missing = tuple(
        word
        for word in words
        if known.isdisjoint(word.senses) and not any(name.start <= word.start < name.end for name in names)
    )
    return Coverage(len(words) - len(missing), len(words), missing)


def check_coverage(statement: Reading, passage: Passage) -> Iterator[Check]:
    """A check that fails for a clause, or a whole statement, that rests on nothing."""
    whole = cover(statement, passage)
    if not whole.total and not statement.figures and not any(m.entity for m in statement.mentions):  # it says nothing
        yield failed("coverage", "clause-uncovered", wanted=statement.text)
        return
    if not comparable(statement, passage):
        yield passed("coverage")
        return
    if _off_topic(whole, anchored=bool(statement.figures or said_names(statement))):
        yield failed("coverage", "off-topic", wanted=statement.text)
        return
    if not whole.missing:
        yield passed("coverage")
        return
    failures = [
        failed("coverage", "clause-uncovered", wanted=statement.text[start:end].strip())
        for start, end in statement.clauses
        if _rests_on_nothing(statement, passage, start, end)
    ]
    yield from failures or [passed("coverage")]


def _off_topic(whole: Coverage, *, anchored: bool) -> bool:
    """Numbers and names are judged on their own, and where they are right, other words may all be other words."""
    if anchored:
        return whole.total >= _FEW and whole.share < _ANCHORED
    return (whole.total > 0 and not whole.found) or (whole.total >= _FEW and whole.share < _OFF_TOPIC)


def _rests_on_nothing(statement: Reading, passage: Passage, start: int, end: int) -> bool:
    total = sum(word.content and start <= word.start < end for word in statement.words)
    spans = [*(figure.span for figure in statement.figures), *(date.span for date in statement.dates)]
    figures = sum(start <= span.start < end for span in spans)
    least = _LEAST + figures  # a number or a date is judged on its own, and ties the clause to the paragraph
    return total >= least and total == sum(start <= word.start < end for word in cover(statement, passage).missing)


def comparable(statement: Reading, passage: Passage) -> bool:
    """Whether there are words for this pair of languages: one language, or a dictionary between them."""
    base = statement.language.split("-")[0]
    return all(
        reading.language.split("-")[0] == base or (reading.cues.dictionary and statement.cues.dictionary)
        for reading in passage.readings
    )
