"""A statement and its cited paragraphs in, whether it turns something round out: rise and fall, new and old."""

import functools
from collections.abc import Iterator

from groundwire.brief.check.align import Clause, counterparts, sentence_of, shared
from groundwire.brief.check.cues import cues_for
from groundwire.brief.check.finding import differs, passed
from groundwire.brief.check.negation import is_denied
from groundwire.brief.check.reading import Reading, Word, full_stem, gloss_stems
from groundwire.brief.check.said_names import said_names
from groundwire.brief.check.source import Passage
from groundwire.models import Check, Span

Side = tuple[str, int]
_TWO_ENDS = frozenset({"buy", "give", "win", "trade", "borrow", "teach"})  # pairs that tell one act from its two ends


def check_direction(statement: Reading, passage: Passage) -> Iterator[Check]:
    """One check for every word whose opposite stands in its place; one that passed where none does."""
    sides = _all_sides(statement)
    said = frozenset(side for _word, found in sides for side in found)
    failures = [
        check
        for word, found in sides
        if (own := [side for side in found if (side[0], -side[1]) not in said])
        and (check := _turned(word, own, statement, passage))
    ]
    yield from failures or [passed("direction")]


def _turned(word: Word, sides: list[Side], statement: Reading, passage: Passage) -> Check | None:
    if len(said_names(statement)) > 1:  # what one sells the other buys: who does what is another check's
        sides = [side for side in sides if side[0] not in _TWO_ENDS]
    if not sides:
        return None
    if is_denied(word, statement) or shared(word, passage):
        return None
    clause = Clause(statement, *statement.clause_at(word.start))
    met = counterparts(clause, passage) or counterparts(Clause(statement, 0, len(statement.text)), passage)
    around = {s for part in met for _w, found in _inside(sentence_of(part.reading, part.start)) for s in found}
    if any(side in around for side in sides):
        return None
    for name, side in sides:
        for part in met:
            other = next((w for w, found in _inside(part) if (name, -side) in found), None)
            if other is not None and not is_denied(other, part.reading):
                span = Span(paragraph=part.reading.number, start=other.start, end=other.end)
                wanted = statement.text[word.start : word.end]
                return differs("direction", "direction-reversed", wanted=wanted, at=part.reading, span=span)
    return None


def _inside(clause: Clause) -> list[tuple[Word, frozenset[Side]]]:
    return [(w, found) for w, found in _all_sides(clause.reading) if clause.start <= w.start < clause.end]


def _all_sides(reading: Reading) -> list[tuple[Word, frozenset[Side]]]:
    """The words of a text that are on some side, worked out once."""
    kept = reading.kept.get("sides")
    if not isinstance(kept, list):
        ranks = [figure.span for figure in reading.figures if figure.kind == "rank"]  # the second largest is not large
        base = reading.language.split("-")[0].lower()
        kept = [
            (w, found)
            for w in reading.words
            if w.content
            and (found := _sides(w.text, w.glosses, base))
            and not any(span.start <= w.start < span.end for span in ranks)
            and not _rough(w, reading)
        ]
        reading.kept["sides"] = kept
    return kept


def _rough(word: Word, reading: Reading) -> bool:
    """Whether it only tells how exact a number is: 不到8%, 8%以上."""
    return reading.cues.rough.fullmatch(word.text) is not None and any(
        figure.span.start - 1 <= word.end and word.start <= figure.span.end + 1 for figure in reading.figures
    )


@functools.lru_cache(maxsize=50_000)
def _sides(text: str, glosses: tuple[str, ...], base: str) -> frozenset[Side]:
    """Which side of which pairs of opposites the word is on; none where it is on both sides of a pair."""
    if "-" in text:  # non-violent
        return frozenset()
    own = _index(base)
    found = set(own.get(text, ())) or set(own.get(full_stem(text, base), ()))
    if not found and len(text) > 1:  # one character means too much: 晚 is late, later and evening
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
