"""A statement whose cited paragraphs do not say it in, other paragraphs that may say it out, the likeliest first."""

from collections import Counter

from groundwire.brief.check.reading import Reading
from groundwire.brief.check.source import Passage, Source

_TRIED = 3  # paragraphs that are checked in full: the right one is among the first three or is not there
_LONGEST = 400  # paragraphs of a document that are looked through; the index of more costs seconds
_SPREAD = 0.3  # of the paragraphs that a word may stand in and still tell them apart
_ENOUGH = 0.6  # share of the words that it must have: it must not pass for lack of anything to compare
_ABOUT = 0.35  # share of the words above which a paragraph speaks of the same thing
_BETTER = 0.15  # by how much that must be more than the cited ones have


def likely(statement: Reading, source: Source, cited: tuple[int, ...]) -> list[int]:
    """Other paragraphs that share most of the statement's words, numbers and names."""
    index = _index(source)
    votes: Counter[int] = Counter()
    widest = max(2, int(len(source.numbers()) * _SPREAD))
    for key in _keys(statement):
        places = index.get(key, ())
        if len(places) <= widest:
            votes.update(places)
    for number in cited:
        votes.pop(number, None)
    return [number for number, _count in sorted(votes.items(), key=lambda item: (-item[1], item[0]))[:_TRIED]]


def says_it_better(statement: Reading, other: Passage, cited: Passage) -> bool:
    """Whether a paragraph that nobody cited has enough of the words, and clearly more than the cited ones."""
    share = _share(statement, other)
    return share >= _ENOUGH and share >= _share(statement, cited) + _BETTER


def speaks_of_it(statement: Reading, cited: Passage) -> bool:
    """Whether the cited paragraphs are about what the statement says, be it that they say otherwise."""
    return _share(statement, cited) >= _ABOUT


def _share(statement: Reading, passage: Passage) -> float:
    """The share of the words that are said there; numbers and dates have checks of their own."""
    spans = [item.span for items in (statement.figures, statement.dates) for item in items]
    words = [
        word
        for word in statement.words
        if word.content and not any(span.start <= word.start < span.end for span in spans)
    ]
    return sum(bool(passage.places(word)) for word in words) / len(words) if words else 0.0


def _index(source: Source) -> dict[object, set[int]]:
    kept = source.kept.get("index")
    if not isinstance(kept, dict):
        kept = dict[object, set[int]]()
        for number in source.numbers()[:_LONGEST]:
            for key in _keys(source.reading(number)):
                kept.setdefault(key, set()).add(number)
        source.kept["index"] = kept
    return kept


def _keys(reading: Reading) -> set[object]:
    """What two texts that say the same have in common in any pair of languages."""
    keys: set[object] = {sense for word in reading.words if word.content for sense in word.senses}
    keys |= {mention.entity for mention in reading.mentions if mention.entity}
    keys |= {number.value for number in reading.numbers if number.digits}
    keys |= {(date.first, date.last) for date in reading.dates}
    return keys
