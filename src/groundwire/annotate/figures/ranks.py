"""A passage in, the ranks in it out: third-largest, 排名第五, zweitgrößter, 3位; not what an ordinal only counts."""

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from groundwire.annotate.language_data import language_data
from groundwire.annotate.passage import Passage
from groundwire.text.alternatives import one_of
from groundwire.text.numerals import parse_number
from groundwire.text.scripts import fold

_BEFORE = 24  # characters before a rank in which the words stand that make it one
_LOWEST = 1000  # a place further down is a number of something else


@dataclass(frozen=True, slots=True)
class FoundRank:
    """The words of a rank, and the place."""

    start: int
    end: int
    place: Decimal


@dataclass(frozen=True, slots=True)
class _Rule:
    """``pattern`` has two groups: the rank, and in it the number; ``before`` must end where the rank begins."""

    pattern: re.Pattern[str]
    before: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class _RankWords:
    rules: list[_Rule]
    ordinals: dict[str, int]


@functools.cache
def _words(language: str) -> _RankWords:
    data = language_data("figures", language)
    ordinals = {fold(word): int(place) for word, place in data["ordinals"].items()}
    either = one_of(ordinals)
    named = {name: re.compile(f"(?:{fold(pattern)})$") for name, pattern in data["ranks_before"].items()}
    rules = [
        _Rule(
            re.compile(fold(entry["pattern"]).replace("ordinal_word", f"(?:{either})")),
            named[entry["before"]] if "before" in entry else None,
        )
        for entry in data["ranks"]
    ]
    return _RankWords(rules, ordinals)


def find_ranks(passage: Passage) -> Iterator[FoundRank]:
    """Every rank; where rules overlap, both."""
    words = _words(passage.base)
    for rule in words.rules:
        for match in rule.pattern.finditer(passage.folded):
            start, end = match.span(1)
            written = match[2]
            if rule.before and not rule.before.search(passage.folded, max(0, start - _BEFORE), start):
                continue
            place = words.ordinals.get(written) or parse_number(written, passage.language)
            if place is not None and 1 <= place <= _LOWEST and place == int(place):
                yield FoundRank(start, end, Decimal(int(place)))
