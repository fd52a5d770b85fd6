"""Figures of a text: its numbers and what stands beside them in, amounts with unit, currency and qualifier out."""

import functools
import math
import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import islice

from groundwire.annotate.figures.counts import Counted, CountReader
from groundwire.annotate.figures.found import FoundFigure
from groundwire.annotate.figures.money import with_currencies
from groundwire.annotate.figures.numbers import Candidate, NumberReader, is_letter, plain
from groundwire.annotate.figures.parts import FoundPart, find_parts
from groundwire.annotate.figures.per import TIMES, Per, PerReader
from groundwire.annotate.figures.ranges import RangeReader
from groundwire.annotate.figures.ranks import FoundRank, find_ranks
from groundwire.annotate.figures.tables import CELLS, CellUnit, TableUnits
from groundwire.annotate.figures.tails import Phrase, Tail, TailClass
from groundwire.annotate.figures.words import FigureWords
from groundwire.annotate.passage import Overlap, Passage
from groundwire.models import FigureKind, Qualifier
from groundwire.text.alternatives import one_of
from groundwire.text.numerals import Numeral, read_numerals
from groundwire.text.scripts import is_cjk

__all__ = ["FoundFigure", "find_figures"]

_CLAUSE = 20  # characters of a clause on each side
_TO = (" to ", " à ", " auf ", " a ", "到", "至")
_LISTED = ("、", ", ")  # between figures of one list
_COMMA = re.compile(r"[,.;:，。；：、!?\n]")
_WORD = re.compile(r"[^\W\d_]+")
_YEARS = 1800, 2100
_GENERIC_LEAST = 10  # 三个方面 is a phrase, 12个 and 三十个 are counts
_MOST_NUMBERS = 5_000  # more than any article's tables have; a dump of digits must not cost minutes
_MOST_PARTS = 10  # the greatest denominator of a share; greater ones are dates, scores and tolerances
_NAMED = ("months", "quarters", "weeks")  # of which the first ones are a named period
_SLASH = re.compile(r"(?P<top>\d{1,4}) ?/ ?(?P<under>\d{1,4})")
_PRICE_MOST = 10_000_000  # 报价50亿元 is no price of one of something
_MILLION = 1_000_000
_NEAR = 80  # characters on each side in which an index or per cent is spoken of
_HOURS = 24  # up to here 点 is a time of the day
_COMMON_PARTS = (2, 3, 4, 8, 16)  # denominators of fractions of a unit
_CAPITALISED = re.compile(r"(?<=\s)[A-ZÀ-Þ][\w-]*[ ]$")


_SIGN = re.compile(r"^([a-z]{0,2}[^\w\s])(?=\w)")  # the $ of $bn


@functools.cache
def _words(language: str) -> FigureWords:
    return FigureWords(language)


@functools.cache
def _phrase_pattern(language: str) -> re.Pattern[str]:
    return re.compile(one_of(_words(language).phrases))


def find_figures(passage: Passage, taken: Overlap) -> list[FoundFigure]:
    """Every figure, in order; ``taken`` are the places of something else (a date, a version, a telephone number)."""
    words = _words(passage.base)
    reader, judge = NumberReader(passage, words), _Judge(passage, words)
    written = read_numerals(passage.wide, passage.folded, passage.language)
    numerals = [numeral for numeral in islice(written, _MOST_NUMBERS) if not taken(numeral.start, numeral.end)]
    candidates: list[Candidate] = []
    table = CELLS in passage.folded  # where a number can have its unit from elsewhere
    for numeral in numerals:
        if table or not reader.is_idle(numeral):
            candidates.append(reader.candidate(numeral, candidates[-1].end if candidates else 0))
    figures = [judge.figure(c) for c in RangeReader(passage, words).merged(candidates)]
    found = [figure for figure in figures if figure is not None and not judge.names_unit(figure)]
    ranks = [_rank(rank) for rank in find_ranks(passage) if not taken(rank.start, rank.end)]
    parts = [_part(part, reader) for part in find_parts(passage) if not taken(part.start, part.end)]
    every = _without_overlaps([*found, *parts, *_phrases(passage, words, reader), *ranks])
    return _with_rates(with_currencies(every, passage.folded, words, judge.bare), passage.folded)


def _with_rates(figures: list[FoundFigure], folded: str) -> list[FoundFigure]:
    """A rate told before the first of two values is that of the second too: 月产能从3万片增至10万片."""
    for at in range(1, len(figures)):
        left, right = figures[at - 1], figures[at]
        same = right.kind != "price" and (left.kind, left.unit) == (right.kind, right.unit)
        if same and right.per and not left.per and folded[left.end : right.start] in _TO:
            figures[at - 1] = replace(left, per=right.per)  # from 6,000 to 12,000 wafers a week
        if left.per and not right.per and (left.kind, left.unit, left.currency) in _same_kind(right):
            between = folded[left.end : right.start]
            if len(between) <= _CLAUSE and (between in _LISTED or not _COMMA.search(between)):
                figures[at] = replace(right, per=left.per, kind=left.kind)
    return figures


def _same_kind(figure: FoundFigure) -> set[tuple[FigureKind, str | None, str | None]]:
    kinds: set[FigureKind] = {"price", "money"} if figure.kind == "money" else {figure.kind}
    return {(kind, figure.unit, figure.currency) for kind in kinds}


def _rank(rank: FoundRank) -> FoundFigure:
    return FoundFigure(start=rank.start, end=rank.end, kind="rank", low=rank.place, high=rank.place)


@functools.lru_cache(maxsize=1024)  # the columns of all tables have the same few units
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


def _part(part: FoundPart, reader: NumberReader) -> FoundFigure:
    return FoundFigure(
        start=part.start,
        end=part.end,
        kind="percent",
        low=part.percent,
        high=part.percent,
        unit="%",
        qualifier=reader.qualifier(part.start, part.end),
    )


def _phrases(passage: Passage, words: FigureWords, reader: NumberReader) -> Iterator[FoundFigure]:
    for match in _phrase_pattern(passage.base).finditer(passage.folded):
        start, end = match.span()
        if is_letter(passage.folded, start - 1) and is_letter(passage.folded, start):
            continue
        if is_letter(passage.folded, end) and is_letter(passage.folded, end - 1):
            continue
        if passage.folded.startswith(words.not_followed.get(match[0], "\0"), end):
            continue
        if not _is_placed(passage.folded, start, end, words.phrase_needs.get(match[0])):
            continue
        phrase = words.phrases[match[0]]
        yield _phrase_figure(start, end, phrase, phrase.qualifier or reader.qualifier(start, end))


def _is_placed(folded: str, start: int, end: int, needs: tuple[re.Pattern[str], re.Pattern[str]] | None) -> bool:
    """Whether a phrase stands behind or before words that make it a figure (would double, twice the)."""
    if needs is None or needs[1].match(folded, end):
        return True
    return needs[0].search(folded, max(0, start - _CLAUSE), start) is not None


def _phrase_figure(start: int, end: int, phrase: Phrase, qualifier: Qualifier | None) -> FoundFigure:
    unit = "%" if phrase.kind == "percent" else "times"
    return FoundFigure(
        start=start,
        end=end,
        kind=phrase.kind,
        low=phrase.value,
        high=phrase.value,
        unit=unit,
        qualifier=qualifier,
    )


class _Judge:
    """Says which numbers of one passage are figures."""

    def __init__(self, passage: Passage, words: FigureWords) -> None:
        self._wide = passage.wide
        self._folded = passage.folded
        self._words = words
        self._per = PerReader(passage)
        self._counts = CountReader(passage)
        self._last: FoundFigure | None = None  # the count before, for further ones of the same
        self.bare: dict[int, bool] = {}  # starts of large numbers without a noun; True for those that only money is
        self._units: list[tuple[int, int]] = []  # words before figures that say what these are for one of
        self._table = TableUnits(passage.folded, lambda written: _read_unit(written, passage.language))

    def figure(self, candidate: Candidate) -> FoundFigure | None:
        """The figure, or None where the number is none."""
        if candidate.tail is None and (cell := self._table.of(candidate.start, candidate.end)):
            candidate = candidate.in_cell(cell.tail, cell.factor)
        candidate = self._quarters(candidate)
        tail = candidate.tail or self._fraction_tail(candidate)
        if not candidate.valid:
            return None
        if tail is not None and tail.name == "points" and tail.type == "unit":
            tail = self._points(tail, candidate)
        if tail is None:
            return self._bare(candidate)
        tail, end = self._thing(self._occasions(tail, candidate), candidate.end)
        if self._is_none(candidate, tail):
            return None
        unit, _, own = tail.name.partition(" per ")
        per = Per(own, end) if own else self._per.read(candidate.start, end, tail.type)
        if per is None and tail.type == "money":
            per = self._per.price(candidate.start, end, dear=candidate.high >= _PRICE_MOST)
        if per and per.words[1]:
            self._units.append(per.words)
        money = tail.type == "money"
        figure = FoundFigure(
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
        if figure.kind == "count":
            self._last = figure
        return figure

    def _quarters(self, candidate: Candidate) -> Candidate:
        """Six quarters are a time, three quarters of the market a part."""
        numeral = candidate.numeral
        if numeral.denominator != 4 or numeral.digits or candidate.tail is not None:
            return candidate
        if not self._folded.startswith(self._words.quarter_words, candidate.end - len("quarters")):
            return candidate
        if numeral.value < 1 and self._folded.startswith(self._words.fraction_after, candidate.end + 1):
            return candidate
        value = plain(numeral.value * 4)
        return replace(candidate, low=value, high=value, tail=Tail("duration", "quarters"))

    def _points(self, tail: Tail, candidate: Candidate) -> Tail | None:
        """Points of an index, or percentage points where the text speaks of per cent; 三点 is neither."""
        near = self._folded[max(0, candidate.start - _NEAR) : candidate.end + _NEAR]
        decimal = candidate.high != int(candidate.high)
        if is_cjk(self._folded[candidate.end - 1]) and not decimal and candidate.high <= _HOURS:
            return None
        if not candidate.numeral.digits:
            return Tail("count", tail.name)
        share = "%" in near or (decimal and candidate.high < _HOURS)
        if share and candidate.high < 100 and not any(word in near for word in self._words.index_words):
            return Tail("points", "percentage points")
        return tail

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
        if tail.name in _NAMED and self._words.named_before.search(
            self._folded, max(0, candidate.start - 12), candidate.start
        ):
            return True  # 前11个月, the first eight months: the name of a period
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
        """A number without a unit: of a noun behind it, of what was counted before, or large (1.2 million, 12,500)."""
        numeral = candidate.numeral
        if numeral.digits and self._folded.startswith(self._words.index_signs, candidate.start - self._sign(candidate)):
            start = candidate.start - self._sign(candidate)
            figure = self._count(candidate, candidate.end, "points")
            return replace(figure, start=start, kind="quantity", per=None)
        if counted := self._counts.read(candidate):
            return self._of_noun(candidate, counted)
        if self._last is not None and self._counts.further(candidate, self._last.end):
            return self._count(candidate, candidate.end, self._last.unit)
        large = (numeral.scale >= 1000 and not numeral.letter) or (numeral.grouped and abs(numeral.value) >= 1000)
        if not (self._words.bare_counts and large) or numeral.denominator is not None:
            return None
        if not numeral.digits and (numeral.scale < _MILLION or numeral.value <= numeral.scale):
            return None
        self.bare[candidate.start] = not numeral.digits
        return self._count(candidate, candidate.end, None)

    def _sign(self, candidate: Candidate) -> int:
        """The length of the word for plus that stands before a number: プラス14 as the value of an index."""
        signs = (len(word) for word in self._words.index_signs if self._folded.endswith(word, 0, candidate.start))
        return next(signs, 0)

    def _of_noun(self, candidate: Candidate, counted: Counted) -> FoundFigure:
        """Two million *wafers*, six straight *quarters*, 12 critical *minerals*, two of its."""
        if counted.noun is None:
            return self._count(candidate, candidate.end, None)
        noun = self._folded[slice(*counted.noun)]
        found = self._words.tails.begins(self._folded, counted.noun[0])
        tail = found[0] if found and found[1] == len(noun) else None
        if tail is not None and tail.type in ("count", "unit", "duration") and tail.factor == 1:
            figure = self._count(candidate, counted.end, tail.name)
            return figure if tail.type == "count" else replace(figure, kind=tail.kind)
        return self._count(candidate, counted.end, noun if self._words.noun_units else None)

    def _count(self, candidate: Candidate, end: int, unit: str | None) -> FoundFigure:
        per = self._per.read(candidate.start, end, "count")
        figure = FoundFigure(
            start=candidate.start,
            end=per.end if per else end,
            kind="count",
            low=candidate.low,
            high=candidate.high,
            unit=unit,
            qualifier=candidate.qualifier,
            per=per.per if per else None,
        )
        self._last = figure
        return figure
