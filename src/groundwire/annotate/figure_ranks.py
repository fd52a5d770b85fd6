"""A passage in, the ranks in it out: third-largest, 排名第五, zweitgrößter, 3位; not what an ordinal only counts."""

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from groundwire.annotate.language_data import language_data
from groundwire.annotate.passage import Passage
from groundwire.text.numerals import parse_number
from groundwire.text.scripts import fold

_LOWEST = 1000  # a place further down is a number of something else


@dataclass(frozen=True, slots=True)
class FoundRank:
    """The words of a rank, and the place."""

    start: int
    end: int
    place: Decimal


@dataclass(frozen=True, slots=True)
class _RankWords:
    pattern: re.Pattern[str]
    ordinals: dict[str, int]


@functools.cache
def _words(language: str) -> _RankWords:
    data = language_data("figures", language)
    ordinals = {fold(word): int(place) for word, place in data["ordinals"].items()}
    either = "|".join(re.escape(word) for word in sorted(ordinals, key=len, reverse=True)) or "(?!)"
    patterns = [fold(p).replace("ordinal_word", f"(?:{either})") for p in data["ranks"]]
    return _RankWords(re.compile("|".join(patterns) or "(?!)"), ordinals)


def find_ranks(passage: Passage) -> Iterator[FoundRank]:
    """Every rank, in order: of the two groups of each pattern the outer is the rank, the inner the number in it."""
    words = _words(passage.base)
    for match in words.pattern.finditer(passage.folded):
        outer = match.lastindex or 0  # the group that closed last
        written = match[outer + 1]
        place = words.ordinals.get(written) or parse_number(written, passage.language)
        if place is not None and 1 <= place <= _LOWEST and place == int(place):
            yield FoundRank(*match.span(outer), Decimal(int(place)))
