"""A statement and its cited paragraphs in, whether it turns something of theirs round out: rise and fall, buy and sell."""

import functools
from collections.abc import Iterator

from groundwire.brief.check.align import Clause, counterparts, sentence_of, shared
from groundwire.brief.check.cues import cues_for
from groundwire.brief.check.finding import differs, passed
from groundwire.brief.check.negation import is_denied
from groundwire.brief.check.reading import Reading, Word, full_stem, gloss_stems
from groundwire.brief.check.source import Passage
from groundwire.models import Check, Span

Side = tuple[str, int]


def check_direction(statement: Reading, passage: Passage) -> Iterator[Check]:
    """One check for every word whose opposite stands in its place; one that passed where none does."""
    failures = [check for word in statement.words if (check := _turned(word, statement, passage))]
    yield from failures or [passed("direction")]


def _turned(word: Word, statement: Reading, passage: Passage) -> Check | None:
    said = frozenset(s for other in statement.words for s in sides_of(other, statement.language))
    sides = [side for side in sides_of(word, statement.language) if (side[0], -side[1]) not in said]
    if not sides or not word.content:
        return None
    clause = Clause(statement, *statement.clause_at(word.start))
    met = counterparts(clause, passage) or counterparts(Clause(statement, 0, len(statement.text)), passage)
    if not met or is_denied(word, statement):
        return None
    for name, side in sides:
        around = {s for part in met for s in _sides_in(sentence_of(part.reading, part.start))}
        if (name, side) in around or shared(word, passage):
            return None
        for part in met:
            other = _word_with((name, -side), part)
            if other is not None and not is_denied(other, part.reading):
                span = Span(paragraph=part.reading.number, start=other.start, end=other.end)
                wanted = statement.text[word.start : word.end]
                return differs("direction", "direction-reversed", wanted=wanted, at=part.reading, span=span)
    return None


def _word_with(side: Side, clause: Clause) -> Word | None:
    return next(
        (word for word in clause.words if word.content and side in sides_of(word, clause.reading.language)), None
    )


def _sides_in(clause: Clause) -> frozenset[Side]:
    return frozenset(side for word in clause.words if word.content for side in sides_of(word, clause.reading.language))


def sides_of(word: Word, language: str) -> frozenset[Side]:
    """Which side of which pairs of opposites the word is on; none where it is on both sides of a pair."""
    return _sides(word.text, word.glosses, language.split("-")[0].lower())


@functools.lru_cache(maxsize=50_000)
def _sides(text: str, glosses: tuple[str, ...], base: str) -> frozenset[Side]:
    if "-" in text:  # non-violent
        return frozenset()
    own = _index(base)
    found = set(own.get(text, ())) or set(own.get(full_stem(text, base), ()))
    if not found:
        found = {side for sense in gloss_stems(glosses) for side in _index("en").get(sense, ())}
    return frozenset(side for side in found if (side[0], -side[1]) not in found)


@functools.cache
def _index(base: str) -> dict[str, tuple[Side, ...]]:
    """Each word, and its stem where words have endings, with its sides."""
    cues = cues_for(base)
    found: dict[str, set[Side]] = {}
    for name, both in cues.sides.items():
        for sign, words in zip((1, -1), both, strict=True):
            for word in words:
                found.setdefault(full_stem(word, base) if cues.spaced else word, set()).add((name, sign))
    return {word: tuple(sorted(sides)) for word, sides in found.items()}
