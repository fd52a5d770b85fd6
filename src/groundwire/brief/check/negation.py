"""A statement and its cited paragraphs in, whether what the one denies the other denies as well out."""

import itertools
import re
from collections.abc import Iterable, Iterator

from groundwire.brief.check.act_words import acts_in
from groundwire.brief.check.acts import tells_another
from groundwire.brief.check.align import Clause, clause_of, following, shared
from groundwire.brief.check.coverage import comparable
from groundwire.brief.check.denial import denials
from groundwire.brief.check.finding import differs, failed, passed
from groundwire.brief.check.linked import best_clauses, is_frame, sentence_bounds
from groundwire.brief.check.marks import marks_for
from groundwire.brief.check.reading import Reading, Word
from groundwire.brief.check.source import Passage, Place
from groundwire.models import Check, Span

_AHEAD = 3  # content words after a "not" that it may deny
_SURE = 2.0  # what two clauses have in common that surely say the same


def check_negation(statement: Reading, passage: Passage) -> Iterator[Check]:
    """One check for every "not" that the other side lacks; one that passed where there is none."""
    failures = [check for place in negations(statement) if (check := _added(place, statement, passage))]
    if not failures:
        failures = [
            check
            for reading in passage.readings
            for place in negations(reading)
            if (check := _dropped(place, reading, statement, passage))
        ]
    if not failures:
        failures = [check for reading in passage.readings if (check := _undenied(reading, statement, passage))]
    yield from failures or [passed("negation")]


def negations(reading: Reading) -> list[tuple[int, int]]:
    """Where the text says that something is not so, without what only looks like it."""
    kept = reading.kept.get("negations")
    if not isinstance(kept, list):
        looks = [match.span() for match in reading.cues.not_negation.finditer(reading.folded)]
        kept = [
            match.span()
            for match in reading.cues.negation.finditer(reading.folded)
            if not any(start <= match.start() < end for start, end in looks)
        ]
        reading.kept["negations"] = kept
    return kept


def is_negative(clause: Clause, *, beside: Iterable[tuple[int, int]] = ()) -> bool:
    """Whether the clause denies anything, be it only by a word with a "not" inside, other than the words ``beside``.

    What is denied may itself have a "not" inside: "has stopped" does not deny the stopping.
    """
    return any(
        clause.start <= start < clause.end and not any(low < end and start < high for low, high in beside)
        for start, end in _denials(clause.reading)
    )


def _denials(reading: Reading) -> list[tuple[int, int]]:
    """Negations, and words with a "not" inside."""
    kept = reading.kept.get("denials")
    if not isinstance(kept, list):
        looks = [match.span() for match in reading.cues.not_negation.finditer(reading.folded)]
        inside = [m.span() for m in reading.cues.negative.finditer(reading.folded)]
        kept = negations(reading) + [
            span for span in inside if not any(start < span[1] and span[0] < end for start, end in looks)
        ]
        reading.kept["denials"] = kept
    return kept


def is_denied(word: Word, reading: Reading) -> bool:
    """Whether a "not" stands before the word and may be meant for it."""
    return any(word in following(reading, end, _AHEAD) for _start, end in negations(reading) if end <= word.start)


def _added(place: tuple[int, int], statement: Reading, passage: Passage) -> Check | None:
    """The statement's "not": what it denies must stand in a clause that denies something."""
    if not all(reading.cues.knows(reading.cues.negation) for reading in passage.readings):
        return None
    if any(m.start() <= place[0] < m.end() for m in marks_for(statement.language).until.finditer(statement.folded)):
        return None  # not until then is then
    if marks_for(statement.language).ceases.match(statement.folded, place[0]) and _changes(place, statement, passage):
        return None
    denied = following(statement, place[1], _AHEAD)
    found = [places for word in denied if (places := shared(word, passage))]
    if any(_denies(one) for one in (found[0] if found else ())):
        return None
    if not _surely(found, denied, statement) and _denied_nearby(place, statement, passage):
        return None
    met = found[0] if found else []
    if not met and any(is_negative(Clause(r, 0, len(r.text))) for r in passage.readings):
        return None
    wanted = statement.text[place[0] : (denied[0].end if denied else place[1])]
    if not met:
        return _without_words(place, wanted, statement, passage)
    clause = clause_of(met[0].reading, met[0].word.start)
    span = Span(paragraph=clause.reading.number, start=clause.start, end=clause.end)
    return differs("negation", "negated", wanted=wanted, at=clause.reading, span=span)


def _without_words(place: tuple[int, int], wanted: str, statement: Reading, passage: Passage) -> Check | None:
    """A "not" of words that the source has in no form: it fails where one clause surely says the rest of it.

    Without a dictionary no word is looked for, and that nothing denies anything is all there is to go by.
    """
    if not comparable(statement, passage):
        return failed("negation", "negated", wanted=wanted, contradicts=True)
    ranked = best_clauses(statement, passage, *statement.clause_at(place[0]))
    if not ranked or ranked[0].score < _SURE:
        return None
    return failed("negation", "negated", wanted=wanted)


def _changes(place: tuple[int, int], statement: Reading, passage: Passage) -> bool:
    """Whether the clause that says most of the statement's tells that something changes."""
    ranked = best_clauses(statement, passage, *statement.clause_at(place[0]))[:1]
    return any(
        one.clause.start <= said.word.start < one.clause.end for one in ranked for said in acts_in(one.clause.reading)
    )


def _surely(found: list[list[Place]], denied: list[Word], statement: Reading) -> bool:
    """Whether the word right after the "not" is said in one place only, and is none of the many words for saying."""
    first = found[0] if found else []
    return (
        len(first) == 1
        and not is_frame(first[0].reading, first[0].word.start)
        and bool(denied[0].senses & first[0].word.senses)
        and marks_for(statement.language).saying.fullmatch(denied[0].text) is None
    )


def _denied_nearby(place: tuple[int, int], statement: Reading, passage: Passage) -> bool:
    """Whether the clause that says most of the statement's denies something; its sentence where it says little."""
    ranked = best_clauses(statement, passage, *statement.clause_at(place[0]))
    if not ranked:
        return False
    best = ranked[0].clause
    if ranked[0].score < _SURE:
        best = Clause(best.reading, *sentence_bounds(best.reading, best.start))
    return any(best.start <= start < best.end for start, _end in denials(best.reading))


def _denies(place: Place) -> bool:
    """Whether something in the word's clause denies it: another word, or its own "not"."""
    reading, word = place.reading, place.word
    clause = clause_of(reading, word.start)
    named = any(m.span.start <= word.start < m.span.end for m in reading.mentions)
    if named and is_frame(reading, word.start):  # a name before "said": what it says comes after
        clause = Clause(reading, clause.start, sentence_bounds(reading, word.start)[1])
    own = [span for span in negations(reading) if word.start <= span[0] < word.end]
    return bool(own) or any(
        clause.start <= start < clause.end and not (start < word.end and word.start < end)
        for start, end in _denials(reading)
    )


def _dropped(place: tuple[int, int], reading: Reading, statement: Reading, passage: Passage) -> Check | None:
    """A "not" of the source: where the statement says the word after it, it must deny something there."""
    for word in _denied_words(place, reading):
        said = [other for other in statement.words if other.content and other.senses & word.senses]
        if not _is_one(said, statement) or not all(len(shared(one, passage)) == 1 for one in said):
            continue
        clause = Clause(statement, *sentence_bounds(statement, said[0].start))
        beside = [(one.start, one.end) for one in said]
        if is_negative(clause, beside=beside) or statement.cues.denied.search(clause.text):
            continue
        if not tells_another(word, reading, statement):
            span = Span(paragraph=reading.number, start=place[0], end=word.end)
            return differs(
                "negation", "not-negated", wanted=statement.text[said[0].start : said[-1].end], at=reading, span=span
            )
    return None


def _is_one(said: list[Word], statement: Reading) -> bool:
    """Whether the words stand together: 停产 is "stopped production"."""
    return bool(said) and all(
        not statement.folded[one.end : other.start].strip() for one, other in itertools.pairwise(said)
    )


def _said_untrue(reading: Reading) -> list[re.Match[str]]:
    kept = reading.kept.get("untrue")
    if not isinstance(kept, list):
        kept = list(reading.cues.denial.finditer(reading.folded))
        reading.kept["untrue"] = kept
    return kept


def _undenied(reading: Reading, statement: Reading, passage: Passage) -> Check | None:
    """What the source says that somebody denies, the statement must not say as so."""
    for match in _said_untrue(reading):
        if statement.cues.denied.search(statement.folded):
            return None
        for word in following(reading, match.end(), _AHEAD):
            said = [other for other in statement.words if other.content and other.senses & word.senses]
            if len(said) == 1 and len(shared(said[0], passage)) == 1:
                span = Span(paragraph=reading.number, start=match.start(), end=word.end)
                wanted = statement.text[said[0].start : said[0].end]
                return differs("negation", "not-negated", wanted=wanted, at=reading, span=span)
    return None


def _denied_words(place: tuple[int, int], reading: Reading) -> list[Word]:
    """Words after a "not" that is a word of its own: inside a word it is part of what the word means."""
    inside = next((word for word in reading.words if word.start <= place[0] < word.end), None)
    if inside is None or inside.text in reading.cues.negators:
        return following(reading, inside.end if inside else place[1], 1)
    return [] if (inside.start, inside.end) != place else following(reading, place[1], 1)
