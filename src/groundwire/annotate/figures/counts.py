"""A number without a unit and the words around it in, what it counts out: 12 critical *minerals*, drei *Partner*."""

import functools
import re
from dataclasses import dataclass
from typing import NamedTuple

from groundwire.annotate.figures.numbers import Candidate
from groundwire.annotate.language_data import language_data
from groundwire.annotate.passage import Passage

_YEARS = 1800, 2100
_REACH = 60  # characters behind a number in which its noun stands
_BEFORE = 40  # characters before it in which stands what makes it a name or a further number of the same
_NAME = re.compile(r"(?<![\w-])[\w-]*[A-ZÀ-Þ][\w-]*[ ]$")  # iPhone 15 users, Windows 11
_BEGINS = re.compile(r"(?:^|[.!?:;\n”\"»])\s*$")


class Counted(NamedTuple):
    """Where the words end that belong to a count, and the noun; None where it is not told (two of its …)."""

    end: int
    noun: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class _CountWords:
    noun: re.Pattern[str]
    of: re.Pattern[str]
    further: re.Pattern[str]
    group: re.Pattern[str]
    common: frozenset[str]


@functools.cache
def _words(language: str) -> _CountWords:
    data = language_data("figures", language)
    stop = "|".join(map(re.escape, data["no_nouns"])) or "(?!)"
    noun = data["noun"].replace("STOP", f"(?!(?i:{stop})(?![\\w-]))") or "(?!)"
    return _CountWords(
        noun=re.compile(noun),
        of=re.compile(data["part_of"] or "(?!)"),
        further=re.compile(f"(?:{data['further'] or '(?!)'}) $"),
        group=re.compile(f"(?:{data['group_of'] or '(?!)'}) $"),
        common=frozenset(map(str.casefold, data["no_nouns"])),
    )


class CountReader:
    """Reads what the numbers of one passage count, in languages that set no counting words behind them."""

    def __init__(self, passage: Passage) -> None:
        self._wide = passage.wide
        self._folded = passage.folded
        self._words = _words(passage.base)

    def read(self, candidate: Candidate) -> Counted | None:
        """What follows the number and is counted: a noun, or ``of the …``."""
        if not self._can_count(candidate):
            return None
        end = candidate.end
        noun = self._words.noun.match(self._wide, end, end + _REACH)
        if noun is not None:
            head = noun.span("second") if noun["second"] else noun.span("noun")
            return Counted(head[1] if head[0] == end + 1 else end, head)
        if self._words.of.match(self._wide, end, end + _REACH):
            return Counted(end, None)
        before = self._folded[max(0, candidate.start - _BEFORE) : candidate.start]
        return Counted(end, None) if self._words.group.search(before) else None

    def further(self, candidate: Candidate, since: int) -> bool:
        """Whether this counts the same as the figure that ends at ``since``: 12 minerals and a further 28."""
        before = self._folded[max(since, candidate.start - _BEFORE) : candidate.start]
        found = self._words.further.search(before) if self._can_count(candidate) else None
        return found is not None and not re.search(r"[.!?。！？]\s|\n", self._folded[since : candidate.start])

    def _can_count(self, candidate: Candidate) -> bool:
        numeral = candidate.numeral
        if numeral.letter and not self._wide[numeral.end - 1].islower():
            return False  # 5G smartphones
        if candidate.low <= 1 or candidate.low != int(candidate.low) or numeral.denominator is not None:
            return False
        if numeral.digits and numeral.scale == 1 and not numeral.grouped:
            return not (_YEARS[0] <= candidate.high <= _YEARS[1] or self._is_name(candidate.start))
        return not self._is_title(candidate.start)

    def _is_name(self, start: int) -> bool:
        """Mate 60 phones, Windows 11 users."""
        name = _NAME.search(self._wide, max(0, start - _BEFORE), start)
        return name is not None and name[0].strip().casefold() not in self._words.common

    def _is_title(self, start: int) -> bool:
        """Group of Seven nations: a number word with a capital inside a sentence."""
        return self._wide[start].isupper() and not _BEGINS.search(self._wide, max(0, start - 3), start)
