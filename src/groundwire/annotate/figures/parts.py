"""A passage in, the parts of a number in it out as per cent: four in five, nueve de cada diez, every third."""

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from groundwire.annotate.language_data import language_data
from groundwire.annotate.passage import Passage
from groundwire.text.numeral_values import divide
from groundwire.text.numerals import parse_number
from groundwire.text.scripts import fold

_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
_MOST = 100  # of how many; three in 2025 is something else
_SMALL = 10  # beyond it proportions are told of round numbers: eine von 19 is one among nineteen, or 19 of a unit


@dataclass(frozen=True, slots=True)
class FoundPart:
    """The words of a part, and how many of a hundred it is."""

    start: int
    end: int
    percent: Decimal


@functools.cache
def _pattern(language: str) -> tuple[re.Pattern[str], dict[str, int]] | None:
    data = language_data("figures", language)
    if not data["parts_of"]:
        return None
    ordinals = {fold(word): int(place) for word, place in data["part_ordinals"].items()}
    either = "|".join(map(re.escape, ordinals)) or "(?!)"
    return re.compile(
        _NOT_ASCII.sub(lambda match: fold(match[0]), data["parts_of"]).replace("ordinal_word", f"(?:{either})")
    ), ordinals


def find_parts(passage: Passage) -> Iterator[FoundPart]:
    """Every part that is said as so many of so many."""
    found = _pattern(passage.base)
    if found is None:
        return
    pattern, ordinals = found
    for match in pattern.finditer(passage.folded):
        groups = match.groupdict()
        top = _number(groups.get("top") or "1", passage.language)
        if nth := groups.get("nth"):
            under: Decimal | None = Decimal(ordinals[nth])
        else:
            under = _number(groups["under"], passage.language)
        if top is not None and under is not None and 0 < top < under <= _MOST and (under <= _SMALL or under % 10 == 0):
            yield FoundPart(*match.span(), divide(top * 100, under))


def _number(written: str, language: str) -> Decimal | None:
    return Decimal(1) if written == "1" else parse_number(written, language)
