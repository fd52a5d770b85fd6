"""Figures of a text: its numbers and what stands beside them in, amounts with unit, currency and qualifier out."""

import functools
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import islice, pairwise

from groundwire.annotate.figure_numbers import Candidate, NumberReader, is_letter
from groundwire.annotate.figure_per import TIMES, Per, PerReader
from groundwire.annotate.figure_ranges import RangeReader
from groundwire.annotate.figure_ranks import FoundRank, find_ranks
from groundwire.annotate.figure_tables import CELLS, CellUnit, TableUnits
from groundwire.annotate.figure_tails import Phrase, Tail, TailClass
from groundwire.annotate.figure_words import FigureWords
from groundwire.annotate.passage import Found, Overlap, Passage
from groundwire.models import FigureKind, Qualifier
from groundwire.text.numerals import Numeral, read_numerals
from groundwire.text.scripts import is_cjk

_CLAUSE = 20  # characters of a clause on each side
_COMMA = re.compile(r"[,.;:，。；：、!?\n]")
_WORD = re.compile(r"[^\W\d_]+")
_YEARS = 1800, 2100
_GENERIC_LEAST = 10  # 三个方面 is a phrase, 12个 and 三十个 are counts
_MOST_NUMBERS = 5_000  # more than any article's tables have; a dump of digits must not cost minutes
_MOST_PARTS = 10  # the greatest denominator of a share; greater ones are dates, scores and tolerances
_SLASH = re.compile(r"(?P<top>\d{1,4}) ?/ ?(?P<under>\d{1,4})")
_COMMON_PARTS = (2, 3, 4, 8, 16)  # denominators of fractions of a unit
_CAPITALISED = re.compile(r"(?<=\s)[A-ZÀ-Þ][\w-]*[ ]$")


_SIGN = re.compile(r"^([a-z]{0,2}[^\w\s])(?=\w)")  # the $ of $bn


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundFigure(Found):
    """A figure with its place in the passage."""

    kind: FigureKind
    low: Decimal
    high: Decimal
    unit: str | None = None
    currency: str | None = None
    qualifier: Qualifier | None = None
    per: str | None = None


@functools.cache
def _words(language: str) -> FigureWords:
    return FigureWords(language)


@functools.cache
def _phrase_pattern(language: str) -> re.Pattern[str]:
    phrases = sorted(_words(language).phrases, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, phrases)) or "(?!)")


def find_figures(passage: Passage, taken: Overlap) -> list[FoundFigure]:
    """Every figure, in order; ``taken`` are the places of something else (a date, a version, a telephone number)."""
    words = _words(passage.base)
    reader, judge = NumberReader(passage, words), _Judge(passage, words)
    every = read_numerals(passage.wide, passage.folded, passage.language)
    numerals = [numeral for numeral in islice(every, _MOST_NUMBERS) if not taken(numeral.start, numeral.end)]
    candidates: list[Candidate] = []
    table = CELLS in passage.folded  # where a number can have its unit from elsewhere
    for numeral in numerals:
        if table or not reader.is_idle(numeral):
            candidates.append(reader.candidate(numeral, candidates[-1].end if candidates else 0))
    figures = [judge.figure(c) for c in RangeReader(passage, words).merged(candidates)]
    found = [figure for figure in figures if figure is not None and not judge.names_unit(figure)]
    ranks = [_rank(rank) for rank in find_ranks(passage) if not taken(rank.start, rank.end)]
    return _with_rates(_without_overlaps([*found, *_phrases(passage, words), *ranks]), passage.folded)


def _with_rates(figures: list[FoundFigure], folded: str) -> list[FoundFigure]:
    """A rate told before the first of two values is that of the second too: 月产能从3万片增至10万片."""
    for at, (left, right) in enumerate(pairwise(figures), 1):
        if left.per and not right.per and (left.kind, left.unit, left.currency) in _same_kind(right):
            between = folded[left.end : right.start]
            if len(between) <= _CLAUSE and not _COMMA.search(between):
                figures[at] = replace(right, per=left.per, kind=left.kind)
    return figures


def _same_kind(figure: FoundFigure) -> set[tuple[FigureKind, str | None, str | None]]:
    kinds: set[FigureKind] = {"price", "money"} if figure.kind == "money" else {figure.kind}
    return {(kind, figure.unit, figure.currency) for kind in kinds}


def _rank(rank: FoundRank) -> FoundFigure:
    return FoundFigure(start=rank.start, end=rank.end, kind="rank", low=rank.place, high=rank.place)


def _read_unit(written: str, language: str) -> CellUnit | None:
    """What ``亿元`` or ``EUR million`` says of the bare numbers of a table: one of it is read as a figure."""
    if any(character.isdigit() for character in written):
        return None  # (2024年)
    words = written.replace("millions of", "million").replace("thousands of", "thousand")
    first, rest = (_SIGN.sub(r"\1 ", words) + " ").split(" ", 1)
    for text in (f"1{written}", f"1 {first} {rest}", f"{first} 1 {rest}", f"{first}1{rest}"):
        passage = Passage(text.strip(), language)
        found = find_figures(passage, passage.overlap())
        if len(found) == 1 and found[0].end == len(passage.text):
            return _cell_unit(found[0])
    return None


def _cell_unit(figure: FoundFigure) -> CellUnit | None:
    types: dict[FigureKind, TailClass] = {"money": "money", "percent": "percent", "quantity": "unit", "count": "count"}
    if figure.kind not in types or figure.low != figure.high:
        return None
    return CellUnit(Tail(types[figure.kind], figure.currency or figure.unit or ""), figure.low)


def _without_overlaps(figures: list[FoundFigure]) -> list[FoundFigure]:
    kept: list[FoundFigure] = []
    for figure in sorted(figures, key=lambda f: (f.start, -f.end)):
        if not kept or figure.start >= kept[-1].end:
            kept.append(figure)
    return kept


def _phrases(passage: Passage, words: FigureWords) -> Iterator[FoundFigure]:
    for match in _phrase_pattern(passage.base).finditer(passage.folded):
        start, end = match.span()
        if is_letter(passage.folded, start - 1) and is_letter(passage.folded, start):
            continue
        if is_letter(passage.folded, end) and is_letter(passage.folded, end - 1):
            continue
        if passage.folded.startswith(words.not_followed.get(match[0], "\0"), end):
            continue
        yield _phrase_figure(start, end, words.phrases[match[0]])


def _phrase_figure(start: int, end: int, phrase: Phrase) -> FoundFigure:
    unit = "%" if phrase.kind == "percent" else "times"
    return FoundFigure(
        start=start,
        end=end,
        kind=phrase.kind,
        low=phrase.value,
        high=phrase.value,
        unit=unit,
        qualifier=phrase.qualifier,
    )


class _Judge:
    """Says which numbers of one passage are figures."""

    def __init__(self, passage: Passage, words: FigureWords) -> None:
        self._wide = passage.wide
        self._folded = passage.folded
        self._words = words
        self._per = PerReader(passage)
        self._units: list[tuple[int, int]] = []  # words before figures that say what these are for one of
        self._table = TableUnits(passage.folded, lambda written: _read_unit(written, passage.language))

    def figure(self, candidate: Candidate) -> FoundFigure | None:
        """The figure, or None where the number is none."""
        if candidate.tail is None and (cell := self._table.of(candidate.start, candidate.end)):
            candidate = candidate.in_cell(cell.tail, cell.factor)
        tail = candidate.tail or self._fraction_tail(candidate)
        if not candidate.valid:
            return None
        if tail is None:
            return self._bare(candidate)
        tail, end = self._thing(self._occasions(tail, candidate), candidate.end)
        if self._is_none(candidate, tail):
            return None
        unit, _, own = tail.name.partition(" per ")
        per = Per(own, end) if own else self._per.read(candidate.start, end, tail.type)
        if per and per.words[1]:
            self._units.append(per.words)
        money = tail.type == "money"
        return FoundFigure(
            start=candidate.start,
            end=per.end if per else end,
            kind="price" if money and per and per.per not in TIMES else tail.kind,
            low=candidate.low,
            high=candidate.high,
            unit=None if money else unit,
            currency=unit if money else None,
            qualifier=candidate.qualifier,
            per=per.per if per else None,
        )

    def _occasions(self, tail: Tail, candidate: Candidate) -> Tail:
        """Three times: a multiple only where it is three times as much."""
        written = self._folded[candidate.numeral.end : candidate.end].strip()
        if tail.type != "multiple" or written not in self._words.occasions:
            return tail
        before, after = self._around(candidate)
        multiple = after in self._words.multiple_after or before in self._words.multiple_before
        return tail if multiple else Tail("count", tail.name)

    def _around(self, candidate: Candidate) -> tuple[str, str]:
        """The words before and behind, in a language that has spaces."""
        before = _WORD.findall(self._folded, max(0, candidate.start - 20), candidate.start)
        after = _WORD.search(self._folded, candidate.end, candidate.end + 20)
        return before[-1] if before else "", after[0] if after else ""

    def _is_clock(self, candidate: Candidate, tail: Tail) -> bool:
        """À 17 heures is a time of the day; à 2 heures de route is a distance."""
        if tail.name != "hours" or candidate.high > 24 or not self._words.clock_before:
            return False
        before, after = self._around(candidate)
        return before in self._words.clock_before and after not in self._words.clock_not_after

    def names_unit(self, figure: FoundFigure) -> bool:
        """Whether the figure is the 10股 of another that is a price for 10 shares."""
        return any(start <= figure.start and figure.end <= end for start, end in self._units)

    def _thing(self, tail: Tail, end: int) -> tuple[Tail, int]:
        """What is counted, where a word that counts anything says less than the noun behind it: 家 + 门店."""
        found = self._words.things.begins(self._folded, end) if tail.name in self._words.open_counts else None
        if found:
            return Tail("count", found[0], tail.factor), end + found[1]
        near = self._words.near.get(self._folded[end - 1 : end]) if tail.type in ("count", "generic") else None
        clause = self._clause(end) if near else ""
        unit = next((unit for word, unit in (near or {}).items() if word in clause), None)
        return (Tail("count", unit, tail.factor) if unit else tail), end

    def _clause(self, at: int) -> str:
        """What stands around a place, up to the next comma on both sides."""
        before, after = self._folded[max(0, at - _CLAUSE) : at], self._folded[at : at + _CLAUSE]
        return _COMMA.split(before)[-1] + _COMMA.split(after, maxsplit=1)[0]

    def _is_none(self, candidate: Candidate, tail: Tail) -> bool:
        written = self._folded[candidate.numeral.end : candidate.end]
        if _YEARS[0] <= candidate.high <= _YEARS[1] and (tail.name == "years" or written in self._words.year_words):
            return True  # a year that no pattern for dates knew
        most = None if candidate.numeral.digits else self._words.weak_counts.get(written)
        if most is not None and candidate.high <= most:
            return True
        if not candidate.numeral.digits and candidate.low == candidate.high and self._weak(tail, candidate.high):
            return True
        if tail.type != "percent" and not self._is_share(candidate.numeral):
            return True
        return (tail.type == "count" and self._is_model(candidate)) or self._is_clock(candidate, tail)

    def _weak(self, tail: Tail, value: Decimal) -> bool:
        """One company, 一年, 三个方面: words that count nothing."""
        if tail.type == "generic":
            return value < _GENERIC_LEAST
        return tail.type in ("count", "duration") and value <= 1

    def _is_share(self, numeral: Numeral) -> bool:
        """Whether a number with a slash is a fraction of its unit (1/2 mile) and not two sizes of it (16/12 nm)."""
        slash = _SLASH.search(self._wide, numeral.start, numeral.end)
        if slash is None:
            return True
        top, under = int(slash["top"]), int(slash["under"])
        return top < under and under in _COMMON_PARTS and math.gcd(top, under) == 1

    def _is_model(self, candidate: Candidate) -> bool:
        """Ascend 950 processors, Boeing 737 jets: the number belongs to the name before it."""
        numeral, start = candidate.numeral, candidate.start
        plain = numeral.digits and not numeral.grouped and numeral.scale == 1 and start == numeral.start
        if not (self._words.model_names and plain and self._wide[start - 1 : start] == " "):
            return False
        name = _CAPITALISED.search(self._wide, max(0, start - 40), start)
        return name is not None and name.start() > 0 and self._wide[name.start() - 2] not in '.!?:;\n”"»'

    def _fraction_tail(self, candidate: Candidate) -> Tail | None:
        numeral = candidate.numeral
        if numeral.denominator is None or self._folded[numeral.start : numeral.end] in self._words.not_fractions:
            return None
        most = _MOST_PARTS if numeral.digits else 2 * _MOST_PARTS
        hundredths = numeral.denominator in (100, 1000) and (numeral.digits or is_cjk(self._wide[numeral.start]))
        if not hundredths and (numeral.denominator > most or not 0 < numeral.value < 1):
            return None  # 9/11, 2023/2024, two hundredths of a second
        after = candidate.end + 1 if self._folded[candidate.end : candidate.end + 1] == " " else candidate.end
        if not self._words.fraction_after or self._folded.startswith(self._words.fraction_after, after):
            return Tail("percent", "%")
        return None

    def _bare(self, candidate: Candidate) -> FoundFigure | None:
        """A number without a unit counts if its size is written out (1.2 million, 12,500), whatever it counts."""
        numeral = candidate.numeral
        large = (numeral.scale >= 1000 and not numeral.letter) or (numeral.grouped and abs(numeral.value) >= 1000)
        if not (self._words.bare_counts and large and numeral.digits) or numeral.denominator is not None:
            return None
        return FoundFigure(
            start=candidate.start,
            end=candidate.end,
            kind="count",
            low=candidate.low,
            high=candidate.high,
            qualifier=candidate.qualifier,
        )
