"""A statement and its cited paragraphs in, whether it is no surer and no further on than they are out."""

from collections.abc import Iterator

from groundwire.brief.check.align import Clause, counterparts, following, has_word, sentence_of, shared
from groundwire.brief.check.coverage import comparable
from groundwire.brief.check.finding import differs, failed, passed
from groundwire.brief.check.linked import best_clauses
from groundwire.brief.check.negation import negations
from groundwire.brief.check.reading import Reading
from groundwire.brief.check.source import Passage
from groundwire.models import Check, Span

_SURE = 1.4  # what a clause of the source has in common with one of the statement that it surely says


def check_modality(statement: Reading, passage: Passage) -> Iterator[Check]:
    """Checks for what is only planned, possible or asked, and for what is over; one that passed where nothing is."""
    failures = [*_to_come(statement, passage), *_surer(statement, passage), *_asked(statement, passage)]
    yield from failures or [passed("modality")]


def _to_come(statement: Reading, passage: Passage) -> Iterator[Check]:
    """A "will" needs something in the source that looks ahead."""
    if not comparable(statement, passage):
        return
    for match in statement.cues.future.finditer(statement.folded):
        words = following(statement, match.end(), 3)
        if any(start < match.end() + 8 and match.start() < end for start, end in negations(statement)):
            continue  # "will not" is of now as often as of later, and Chinese marks neither
        met = [sentence_of(p.reading, p.word.start) for word in words for p in shared(word, passage)]
        told = best_clauses(statement, passage, *statement.clause_at(match.start()))
        if told and told[0].score >= _SURE:
            met = [sentence_of(told[0].clause.reading, told[0].clause.start)]
        met = met or [Clause(reading, 0, len(reading.text)) for reading in passage.readings]
        if any(has_word(clause, clause.reading.cues.prospect) or _dated_ahead(clause) for clause in met):
            continue
        if any(has_word(clause, clause.reading.cues.done) for clause in met):
            wanted = statement.text[match.start() : words[0].end if words else match.end()]
            yield failed("modality", "other-time", wanted=wanted)


def _dated_ahead(clause: Clause) -> bool:
    return any(key in clause.text for key, value in clause.reading.cues.days.items() if value.endswith(" 1"))


def _surer(statement: Reading, passage: Passage) -> Iterator[Check]:
    """What the source only plans, or only thinks possible, the statement must not say as done."""
    for reading in passage.readings:
        for place in _hedges(reading):
            for word in following(reading, place[1], 1):
                said = [other for other in statement.words if other.content and other.senses & word.senses]
                if len(said) != 1 or len(shared(said[0], passage)) != 1:
                    continue
                clause = _main(statement, said[0].start)
                cues = statement.cues
                if not has_word(clause, cues.planned) and not has_word(clause, cues.possible):
                    span = Span(paragraph=reading.number, start=place[0], end=word.end)
                    wanted = statement.text[said[0].start : said[0].end]
                    yield differs("modality", "more-certain", wanted=wanted, at=reading, span=span, contradicts=False)


def _main(statement: Reading, place: int) -> Clause:
    return sentence_of(statement, place)


def _hedges(reading: Reading) -> list[tuple[int, int]]:
    kept = reading.kept.get("hedges")
    if not isinstance(kept, list):
        if reading.cues.spaced:
            kept = [match.span() for match in reading.cues.hedge.finditer(reading.folded)]
        else:
            kept = [(w.start, w.end) for w in reading.words if reading.cues.hedge.fullmatch(w.text)]
        reading.kept["hedges"] = kept
    return kept


def _asked(statement: Reading, passage: Passage) -> Iterator[Check]:
    """A question says nothing, unless the source asks it too."""
    if statement.cues.question.search(statement.folded) is None:
        return
    met = counterparts(Clause(statement, 0, len(statement.text)), passage)
    texts = [sentence_of(clause.reading, clause.start).reading.folded for clause in met]
    texts = texts or [reading.folded for reading in passage.readings]
    asks = passage.readings[0].cues.asks
    if not any(asks.search(text) for text in texts):
        yield failed("modality", "other-time", wanted=statement.text[-1:])
