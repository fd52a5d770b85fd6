"""A statement and its cited paragraphs in, whether it turns round what they say of the same thing out.

Opposites are looked for only where both sides surely speak of one thing: the clauses that hold the same number, or the
clause that has clearly most of the statement's words. There, a word of one side with none of the other is enough.
"""

import functools
import re
from collections.abc import Iterator

from groundwire.brief.check.align import Clause
from groundwire.brief.check.denial import denials
from groundwire.brief.check.finding import differs, passed
from groundwire.brief.check.linked import same_figures, surely_told
from groundwire.brief.check.marks import marks_for
from groundwire.brief.check.reading import Reading, full_stem
from groundwire.brief.check.source import Passage
from groundwire.models import Check, Span

_MEASURES = (("loss", "net-profit"), ("loss", "operating-profit"), ("exports", "imports"), ("supply", "demand"))
_OPPOSITE = frozenset(pair for one, other in _MEASURES for pair in ((one, other), (other, one)))


def check_turned(statement: Reading, passage: Passage) -> Iterator[Check]:
    """A check that fails for something turned round; one that passed where nothing is."""
    found = [*_measures(statement, passage), *_clauses(statement, passage)]
    yield from found[:1] or [passed("direction")]


def _measures(statement: Reading, passage: Passage) -> Iterator[Check]:
    """A loss of so much that the source tells as a profit of so much."""
    for figure in statement.figures:
        same = same_figures(figure, statement, passage)
        turned = [(r, f) for r, f in same if (figure.measure, f.measure) in _OPPOSITE]
        if turned and len(turned) == len(same):
            reading, other = turned[0]
            mine = _sides(Clause(statement, *statement.clause_at(figure.span.start)))
            theirs = _sides(Clause(reading, *reading.clause_at(other.span.start)))
            if any(name in theirs and theirs[name][0] == sign for name, (sign, _span) in mine.items()):
                continue  # both tell a loss, whatever measure was read
            wanted = statement.said(figure.span)
            yield differs("direction", "direction-reversed", wanted=wanted, at=reading, span=other.span)


def _clauses(statement: Reading, passage: Passage) -> Iterator[Check]:
    for start, end in statement.clauses:
        mine = _sides(Clause(statement, start, end))
        if not mine:
            continue
        for clause in surely_told(statement, passage, start, end):
            theirs = _sides(clause)
            for name, (sign, word) in mine.items():
                if name in theirs and theirs[name][0] == -sign and not _denied(statement, start, end, clause):
                    span = theirs[name][1]
                    wanted = statement.text[word.start : word.end]
                    yield differs("direction", "direction-reversed", wanted=wanted, at=clause.reading, span=span)


def _denied(statement: Reading, start: int, end: int, clause: Clause) -> bool:
    """Whether either clause denies: then what is opposite may be the same."""
    return any(start <= place < end for place, _end in denials(statement)) or any(
        clause.start <= place < clause.end for place, _end in denials(clause.reading)
    )


def _sides(clause: Clause) -> dict[str, tuple[int, Span]]:
    """The pairs of opposites of which the clause has one side and not the other, with the word that is on it."""
    found: dict[str, tuple[int, Span]] = {}
    both: set[str] = set()
    for span, name, sign in _all_sides(clause.reading):
        if clause.start <= span.start < clause.end:
            if name in found and found[name][0] != sign:
                both.add(name)
            found[name] = sign, span
    return {name: side for name, side in found.items() if name not in both}


def _all_sides(reading: Reading) -> list[tuple[Span, str, int]]:
    """The words that are themselves listed as one of two opposites: what their meanings may be is not enough here."""
    kept = reading.kept.get("turns")
    if not isinstance(kept, list):
        base = reading.language.split("-")[0].lower()
        kept = list(_by_stem(reading, base) if reading.cues.spaced else _by_pattern(reading, base))
        reading.kept["turns"] = kept
    return kept


def _by_stem(reading: Reading, base: str) -> Iterator[tuple[Span, str, int]]:
    for word in reading.words:
        for name, sign in _turns(word.text, base):
            yield Span(paragraph=reading.number, start=word.start, end=word.end), name, sign


@functools.lru_cache(maxsize=50_000)
def _turns(word: str, base: str) -> tuple[tuple[str, int], ...]:
    index, stem = _index(base), full_stem(word, base)
    return index.get(stem) or index.get(full_stem(stem, base), ())  # lowered: lower: low


def _by_pattern(reading: Reading, base: str) -> Iterator[tuple[Span, str, int]]:
    for pattern, name, sign in _patterns(base):
        for match in pattern.finditer(reading.folded):
            yield Span(paragraph=reading.number, start=match.start(), end=match.end()), name, sign


@functools.cache
def _index(base: str) -> dict[str, tuple[tuple[str, int], ...]]:
    found: dict[str, list[tuple[str, int]]] = {}
    for name, both in marks_for(base).turns.items():
        for sign, words in zip((1, -1), both, strict=True):
            for word in words.split():
                found.setdefault(full_stem(word, base), []).append((name, sign))
    return {word: tuple(sides) for word, sides in found.items()}


@functools.cache
def _patterns(base: str) -> tuple[tuple[re.Pattern[str], str, int], ...]:
    return tuple(
        (re.compile(words), name, sign)
        for name, both in marks_for(base).turns.items()
        for sign, words in zip((1, -1), both, strict=True)
        if words
    )
