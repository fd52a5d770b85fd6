"""Two readings in, how like their words are out: as written, or by meaning where one is Chinese and one English."""

from typing import NamedTuple

from groundwire.facts.around import Around
from groundwire.facts.readings import Reading, likeness
from groundwire.text.dictionary import shared_meanings

_FEWEST = 2  # words: a sentence of so few is like any


class Wording(NamedTuple):
    """The likeness of the sentences and of the words close to the figures, from 0 to 1, and how many of these agree."""

    likeness: float
    label: float
    shared: int


def wording(left: Reading, right: Reading, one: Around, other: Around) -> Wording:
    """Compares the words; of Chinese and English by what the Chinese ones mean."""
    languages = _language(left), _language(right)
    if languages == ("en", "zh"):
        return wording(right, left, other, one)
    if languages != ("zh", "en"):
        shared = len(one.label & other.label)
        return Wording(likeness(left, right), _of_shorter(shared, one.label, other.label), shared)
    alike = shared_meanings(left.words, right.words)
    shared = shared_meanings(one.label, other.label)
    few = min(len(left.words), len(right.words)) <= _FEWEST
    whole = 0.0 if few else _of_shorter(alike, left.words, right.words)
    return Wording(whole, _of_shorter(shared, one.label, other.label), shared)


def _of_shorter(shared: int, left: frozenset[str], right: frozenset[str]) -> float:
    fewest = min(len(left), len(right))
    return min(shared / fewest, 1.0) if fewest else 0.0


def _language(reading: Reading) -> str:
    return reading.point.quote.language.split("-")[0]
