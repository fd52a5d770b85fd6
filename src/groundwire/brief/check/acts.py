"""A statement and its cited paragraphs in, whether it tells another act of the same thing out: stopped for supplied.

Verbs are sorted into classes that exclude each other when said of one thing (``data/acts.yaml``); a word that is not
listed is sorted by its meanings in the dictionary. Where a clause of the source surely tells what a clause of the
statement does, the statement's verb fails if nothing in the source's sentence means the same or is of its class, and
the source's clause has a verb of another class of that field, which in turn nothing in the statement means.
"""

from collections.abc import Iterator

from groundwire.brief.check.act_words import Said, acts_in
from groundwire.brief.check.align import Clause
from groundwire.brief.check.denial import denials
from groundwire.brief.check.finding import differs, passed
from groundwire.brief.check.firm import firm_stems
from groundwire.brief.check.linked import likely_told, sentence_bounds
from groundwire.brief.check.reading import Reading, Word
from groundwire.brief.check.said_names import said_names
from groundwire.brief.check.source import Passage
from groundwire.models import Check, Span

_NEAR = {"stop", "pause"}  # what has stopped for a time has stopped
_TWO_ENDS = (
    {"buy", "sell"},
    {"lend", "borrow"},
    {"pay", "receive"},
    {"supply", "buy"},
    {"supply", "sell"},
    {"lease", "lend"},
)


def check_acts(statement: Reading, passage: Passage) -> Iterator[Check]:
    """A check that fails for another act told of the same thing; one that passed where none is."""
    found = next(_others(statement, passage), None)
    yield found or passed("direction")


def _others(statement: Reading, passage: Passage) -> Iterator[Check]:
    for start, end in statement.clauses:
        mine = [said for said in _within(statement, start, end) if said.verb]
        clauses = likely_told(statement, passage, start, end) if mine else []
        if clauses and not any(_denies(clause) for clause in (Clause(statement, start, end), *clauses)):
            yield from _compare(mine, statement, clauses)


def _compare(mine: list[Said], statement: Reading, clauses: list[Clause]) -> Iterator[Check]:
    """The statement's verbs against those of the source's clause that nothing in the statement means."""
    reading = clauses[0].reading
    own = {act for said in _within(statement, 0, len(statement.text)) for act in said.acts}
    theirs = [
        said
        for said in _within(reading, clauses[0].start, clauses[0].end)
        if said.verb and own.isdisjoint(said.acts) and not _meant(said.word, reading, statement)
    ]
    if not theirs:
        return
    for said in mine:
        if any(_told(said, statement, clause) for clause in clauses):
            continue
        for other in theirs:
            if _exclude(said, other, ends=len(said_names(statement)) > 1):
                span = Span(paragraph=reading.number, start=other.word.start, end=other.word.end)
                yield differs("direction", "other-act", wanted=_text(said, statement), at=reading, span=span)


def _exclude(mine: Said, theirs: Said, *, ends: bool) -> bool:
    """Whether two classes exclude each other; ``ends``: buying and selling may be one act between two names."""
    return any(
        one[0] == other[0] and {one[1], other[1]} != _NEAR and not (ends and {one[1], other[1]} in _TWO_ENDS)
        for one in mine.acts
        for other in theirs.acts
    )


def _meant(word: Word, reading: Reading, statement: Reading, *, without: Word | None = None) -> bool:
    """Whether a word of the statement, other than one, firmly means the same."""
    stems = firm_stems(word, reading)
    return any(
        mine is not without and mine.content and not stems.isdisjoint(firm_stems(mine, statement))
        for mine in statement.words
    )


def _told(said: Said, statement: Reading, clause: Clause) -> bool:
    """Whether the sentence of the clause has that meaning, or its class in a word that nothing else there means."""
    reading = clause.reading
    around = Clause(reading, *sentence_bounds(reading, clause.start))
    stems = firm_stems(said.word, statement)
    if any(word.content and not stems.isdisjoint(firm_stems(word, reading)) for word in around.words):
        return True
    return any(
        not said.acts.isdisjoint(other.acts) and not _meant(other.word, reading, statement, without=said.word)
        for other in _within(reading, around.start, around.end)
    )


def tells_another(word: Word, reading: Reading, statement: Reading) -> bool:
    """Whether the statement tells an act that excludes this word's: who has not stopped goes on."""
    acts = {act for said in _within(reading, word.start, word.end) for act in said.acts}
    own = {act for said in acts_in(statement) for act in said.acts}
    return own.isdisjoint(acts) and not {field for field, _c in acts}.isdisjoint(field for field, _c in own)


def _text(said: Said, statement: Reading) -> str:
    return statement.text[said.word.start : said.word.end]


def _denies(clause: Clause) -> bool:
    """Whether a "not" stands in the clause that is not itself one of the acts compared: denied, rejected."""
    acts = [(said.word.start, said.word.end) for said in _within(clause.reading, clause.start, clause.end)]
    return any(
        clause.start <= start < clause.end and not any(low <= start < high for low, high in acts)
        for start, _end in denials(clause.reading)
    )


def _within(reading: Reading, start: int, end: int) -> list[Said]:
    return [said for said in acts_in(reading) if start <= said.word.start < end]
