"""Figures of a text: its numbers and what stands beside them in, amounts with unit, currency and qualifier out."""

import functools
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import islice

from groundwire.annotate.figure_tails import FigureWords, Lookup, Phrase, Tail
from groundwire.annotate.passage import Found, Overlap, Passage
from groundwire.models import FigureKind, Qualifier
from groundwire.text.numeral_values import divide
from groundwire.text.numerals import Numeral, read_numerals
from groundwire.text.scripts import is_cjk

_SPACES = " \u00a0\u202f\u2009"
_GENERIC_LEAST = 10  # 三个方面 is a phrase, 12个 and 三十个 are counts
_MOST_NUMBERS = 5_000  # more than any article's tables have; a dump of digits must not cost minutes
_MOST_PARTS = 10  # the greatest denominator of a share; greater ones are dates, scores and tolerances
_SLASH = re.compile(r"(?P<top>\d{1,4}) ?/ ?(?P<under>\d{1,4})")
_COMMON_PARTS = (2, 3, 4, 8, 16)  # denominators of fractions of a unit
_BRACKETED_UNIT = re.compile(
    r" ?(?:\((?P<round>[^()\s]{1,6})\)|\[(?P<square>[^][\s]{1,6})\]|[{<](?P<other>[^{}<>\s]{1,6})[}>])"
)
_CAPITALISED = re.compile(r"(?<=\s)[A-ZÀ-Þ][\w-]*[ ]$")
_HYPHENS = "-‐‑"


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundFigure(Found):
    """A figure with its place in the passage."""

    kind: FigureKind
    low: Decimal
    high: Decimal
    unit: str | None = None
    currency: str | None = None
    qualifier: Qualifier | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Candidate:
    """A number with what was found beside it; without a tail it can still be one end of a range."""

    start: int
    end: int
    numeral: Numeral
    low: Decimal
    high: Decimal
    tail: Tail | None
    qualifier: Qualifier | None
    valid: bool = True  # False for a number glued to letters: only a range with a unit saves it
    article: bool = False  # un, eine, una: a number only where its own unit follows
    prefixed: bool = False  # its currency stands before it, where one writing serves both ends: $30 to 70


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
    reader = _Reader(passage, words)
    every = read_numerals(passage.wide, passage.folded, passage.language)
    numerals = [numeral for numeral in islice(every, _MOST_NUMBERS) if not taken(numeral.start, numeral.end)]
    candidates: list[_Candidate] = []
    for numeral in numerals:
        candidates.append(reader.candidate(numeral, candidates[-1].end if candidates else 0))
    figures = [reader.figure(c) for c in reader.merged(candidates)]
    found = [figure for figure in figures if figure is not None]
    return _without_overlaps([*found, *_phrases(passage, words)])


def _without_overlaps(figures: list[FoundFigure]) -> list[FoundFigure]:
    kept: list[FoundFigure] = []
    for figure in sorted(figures, key=lambda f: (f.start, -f.end)):
        if not kept or figure.start >= kept[-1].end:
            kept.append(figure)
    return kept


def _phrases(passage: Passage, words: FigureWords) -> Iterator[FoundFigure]:
    for match in _phrase_pattern(passage.base).finditer(passage.folded):
        start, end = match.span()
        if _letter(passage.folded, start - 1) and _letter(passage.folded, start):
            continue
        if _letter(passage.folded, end) and _letter(passage.folded, end - 1):
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


def _letter(text: str, at: int) -> bool:
    return 0 <= at < len(text) and text[at].isalpha() and not is_cjk(text[at])


def _digit(text: str, at: int) -> bool:
    return 0 <= at < len(text) and text[at].isdigit()


class _Reader:
    """Reads what stands beside the numbers of one passage."""

    def __init__(self, passage: Passage, words: FigureWords) -> None:
        self._wide = passage.wide
        self._folded = passage.folded
        self._words = words

    # one number

    def candidate(self, numeral: Numeral, floor: int) -> _Candidate:
        """The number with currency, unit and qualifier, if there are any, none of them before ``floor``."""
        start, currency = self._currency_before(numeral.start, floor)
        numeral, after, letters = self._with_letters(numeral, money=currency is not None)
        after, between = self._between(numeral, after)
        tail, end = self._tail(numeral, after)
        if currency is None and (percent := self._percent_before(numeral)):
            start, tail, end = percent[0], percent[1], numeral.end
        if currency and (tail is None or tail.type != "money"):
            tail, end = Tail("money", currency), after
        if letters and (tail is None or tail.type not in ("money", "count")):
            tail, end = None, numeral.end
        value = self._value(numeral, tail, end)
        end += self._extra(numeral, tail, end)[1] if tail else 0
        qualifier = self._qualifier(start, end) or between or ("over" if numeral.more else None)
        valid = self._stands_alone(numeral, end, currency is not None)
        return _Candidate(
            start=start,
            end=end,
            numeral=numeral,
            low=value,
            high=value,
            tail=tail,
            qualifier=qualifier,
            valid=valid,
            article=self._folded[numeral.start : numeral.end] in self._words.articles,
            prefixed=currency is not None,
        )

    def _currency_before(self, start: int, floor: int) -> tuple[int, str | None]:
        at = start - 1 if start and self._wide[start - 1] in _SPACES else start
        found = self._words.exact_before.ends(self._wide, at), self._words.before.ends(self._folded, at)
        longest = max((one for one in found if one), key=lambda one: one[1], default=None)
        if longest is None or at - longest[1] < floor:
            return start, None
        return at - longest[1], longest[0]

    def _percent_before(self, numeral: Numeral) -> tuple[int, Tail] | None:
        """百分之五, 千分之三."""
        found = self._words.percent_before.ends(self._folded, numeral.start)
        if found is None or numeral.denominator is not None:
            return None
        start = numeral.start - found[1]
        return start, Tail("percent", "%", found[0])

    def _with_letters(self, numeral: Numeral, *, money: bool) -> tuple[Numeral, int, bool]:
        """The number times bn, m or k right behind it; those letters are units unless money or things are counted."""
        at = numeral.end
        if money and self._wide[at : at + 1] in _SPACES and self._wide[at : at + 1]:
            at += 1
        for length in (3, 2, 1):
            written = self._wide[at : at + length]
            scale = self._words.letters.get(written)
            if scale is None or _letter(self._wide, at + length) or _digit(self._wide, at + length):
                continue
            scaled = replace(numeral, end=at + length, value=numeral.value * scale, scale=scale, letter=True)
            tail = None if money else self._tail(scaled, scaled.end)[0]
            if money or (tail is not None and tail.type in ("money", "count")):
                return scaled, scaled.end, not money
        return numeral, numeral.end, False

    def _between(self, numeral: Numeral, at: int) -> tuple[int, Qualifier | None]:
        """余 and 多 between number and unit."""
        found = self._words.qualifiers_between.begins(self._folded, at)
        if found and self._tail(numeral, at + found[1])[0]:
            return at + found[1], found[0]
        return at, None

    def _tail(self, numeral: Numeral, at: int) -> tuple[Tail | None, int]:
        """The unit or currency behind the number: at once, behind a space, a hyphen or a word like ``de``."""
        spaced = self._words.spaced_tails.begins(self._folded, at) if self._wide[at : at + 1] == " " else None
        if spaced:
            return spaced[0], at + spaced[1]
        for begin in self._begins(at):
            found = self._words.exact_tails.begins(self._wide, begin) or self._words.tails.begins(self._folded, begin)
            longer = self._words.tails.begins(self._folded, begin)
            if found and longer and longer[1] > found[1]:
                found = longer
            if found:
                tail, length = found
                word = self._folded[begin : begin + length]
                if self._refused(word, begin + length) or self._colloquial(numeral, word, begin + length):
                    continue
                if tail.type == "money" and word in self._words.both and numeral.scale < 1_000_000:
                    tail = self._words.both[word]
                return tail, begin + length
        return self._bracketed_tail(numeral, at)

    def _bracketed_tail(self, numeral: Numeral, at: int) -> tuple[Tail | None, int]:
        """20 (kg), 20 [kg]."""
        match = _BRACKETED_UNIT.match(self._wide, at)
        if match is None:
            return None, numeral.end
        begin, end = match.span(match.lastgroup or 0)
        found = self._words.exact_tails.begins(self._wide, begin) or self._words.tails.begins(self._folded, begin)
        if found is None or found[1] != end - begin or found[0].type != "unit":
            return None, numeral.end
        return found[0], match.end()

    def _begins(self, at: int) -> Iterator[int]:
        yield at
        here = self._wide[at : at + 1]
        if here in _SPACES and here:
            yield at + 1
            for word in self._words.of:
                if self._folded.startswith(word, at + 1):
                    yield at + 1 + len(word)
            if self._wide[at + 1 : at + 2] in _HYPHENS and self._wide[at + 2 : at + 3] == " ":
                yield at + 3
            elif self._wide[at + 1 : at + 2] == " ":
                yield at + 2
        elif here in _HYPHENS and here:
            yield at + 1

    def _refused(self, word: str, end: int) -> bool:
        """Whether what follows shows that the word is not the unit it looks like (台 in 台湾)."""
        if not word[-1].isalnum() and word in "$€£¥₹₩" and _digit(self._folded, end):
            return True  # 1 $10
        if len(word) == 1 and self._folded[end : end + 1] in _HYPHENS and _digit(self._folded, end + 1):
            return True  # 24703 L-202
        nexts = self._words.not_followed.get(word)
        return bool(nexts) and self._folded.startswith(nexts or (), end)

    def _colloquial(self, numeral: Numeral, word: str, end: int) -> bool:
        """Whether a word that is money only in speech is none here: 三块屏幕, 长三角, but 5角 and 三元五角."""
        if word not in self._words.colloquial:
            return False
        after = self._folded[end : end + 1]
        before = self._folded[max(0, numeral.start - 1) : numeral.start]
        small = numeral.digits or (bool(before) and before in self._words.colloquial_after)
        return not small or is_cjk(after or " ") or after.isalpha()

    def _value(self, numeral: Numeral, tail: Tail | None, end: int) -> Decimal:
        if numeral.denominator is not None and tail is None:
            return _plain(numeral.value * 100)
        if tail is None:
            return _plain(numeral.value)
        factor = tail.factor
        if tail.type == "percent" and factor == 10 and numeral.value > 10:
            factor = Decimal(1)  # 75折
        extra = self._extra(numeral, tail, end)[0]
        if factor == 1 and numeral.scale == 1 and not extra:
            return numeral.value  # as written: 12.50 stays 12.50
        return _plain(numeral.value * factor + extra)

    def _extra(self, numeral: Numeral, tail: Tail, end: int) -> tuple[Decimal, int]:
        """What is added behind the unit, and its length: 三成半, 七成五, 一吨半."""
        table: Mapping[str, Decimal] = {}
        if tail.type == "percent" and tail.factor == 10:
            table = self._words.percent_tail
        elif tail.type in ("unit", "duration") and numeral.scale == 1:
            table = self._words.unit_tail
        begin = end + 1 if table is self._words.percent_tail and self._folded[end : end + 1] == " " else end
        word = next((word for word in table if self._folded.startswith(word, begin)), None)
        if word is None:
            return Decimal(0), 0
        length = begin - end + len(word)
        if self._folded.startswith(self._words.unit_tail_not_followed, end + length):
            return Decimal(0), 0  # 三年半导体
        follows = self._folded[end + length : end + length + 1]
        if (
            word not in self._words.unit_tail
            and is_cjk(follows or " ")
            and follows not in self._words.percent_tail_before
        ):
            return Decimal(0), 0
        return table[word], length

    def _qualifier(self, start: int, end: int) -> Qualifier | None:
        at = start - 1 if start and self._wide[start - 1] in _SPACES else start
        before = self._words.qualifiers_before.ends(self._folded, at)
        if before and before[0]:
            return before[0]
        begin = end + 1 if self._wide[end : end + 1] in _SPACES and self._wide[end : end + 1] else end
        after = self._words.qualifiers_after.begins(self._folded, begin)
        return after[0] if after else None

    def _stands_alone(self, numeral: Numeral, end: int, money: bool) -> bool:
        """Not H100, F-35, v1.2, 10:30, 3rd, 第三, No. 5."""
        text, start = self._folded, numeral.start
        if not money and numeral.digits and self._glued_before(start) and numeral.scale == 1:
            return False
        if (_letter(text, end) and _letter(text, end - 1)) or (
            end == numeral.end and numeral.digits and _letter(text, end)
        ):
            return False
        if text[start - 1 : start] in ".:/" and _digit(text, start - 2):
            return False
        if text[end : end + 1] in (".", ":", "/") and _digit(text, end + 1):
            return text[end : end + 1] == "/" and end > numeral.end
        if not money and text[start - 1 : start] in self._words.vague_before and not numeral.digits:
            return False
        return not self._ordinal(start, end)

    def _glued_before(self, start: int) -> bool:
        text = self._wide
        return _letter(text, start - 1) or (
            text[start - 1 : start] in _HYPHENS and start > 0 and _letter(text, start - 2)
        )

    def _ordinal(self, start: int, end: int) -> bool:
        text = self._folded
        before = text[max(0, start - 12) : start].rstrip(" ")
        for word in self._words.ordinal_before:
            at = len(before) - len(word)
            if before.endswith(word) and not (_letter(before, at) and _letter(before, at - 1)):
                return True
        return bool(self._words.ordinal_after) and text.startswith(self._words.ordinal_after, end)

    # ranges

    def merged(self, candidates: Sequence[_Candidate]) -> Iterator[_Candidate]:
        """The candidates with those that are the two ends of one range made one."""
        held: _Candidate | None = None
        for candidate in candidates:
            if held is None:
                held = candidate
                continue
            joined = self._joined(held, candidate)
            if len(joined) == 2:
                yield joined[0]
            held = joined[-1]
        if held is not None:
            yield held

    def _joined(self, left: _Candidate, right: _Candidate) -> tuple[_Candidate, ...]:
        gap = self._folded[left.end : right.start]
        if len(gap) > 10 or left.low != left.high:
            return left, right
        if not gap and self._next_digit(left, right):
            digit, tail = left.numeral.value, right.tail or left.tail
            high = right.high if right.tail or left.tail is None else right.high * left.tail.factor
            low = _plain(high * digit / (digit + 1))
            qualifier = left.qualifier or right.qualifier
            return (replace(right, start=left.start, low=low, high=_plain(high), tail=tail, qualifier=qualifier),)
        word = gap.strip()
        if (not word or word in self._words.sum_words) and (times := self._part_of(left, right)):
            value = left.low + _plain(divide(right.low, times))
            return (replace(right, start=left.start, low=value, high=value, tail=left.tail),)
        if word in self._words.sum_words and self._is_part(left, right):
            return (
                replace(right, start=left.start, low=left.low + right.low, high=left.high + right.high, tail=left.tail),
            )
        between = self._preceded(left.start, self._words.between)
        if word not in self._words.ranges and gap not in self._words.ranges:
            return left, right
        if word in self._words.between_ranges and not between:
            return left, right
        first, second = _shared(left, right)
        if first.tail is None or first.tail != second.tail:
            return left, right
        if first.low > second.high or second.low < 0 or self._preceded(first.start, self._words.origin):
            return (left if left.article else first), second
        valid = first.valid and second.valid
        marked = self._words.qualifiers_before.ends(self._folded, second.start)  # the ~ of the range itself
        qualifier = first.qualifier or (None if marked else second.qualifier)
        return (replace(second, start=first.start, low=first.low, qualifier=qualifier, valid=valid, article=False),)

    def _is_part(self, left: _Candidate, right: _Candidate) -> bool:
        """3 dollars 50 cents, 五元三毛."""
        if left.tail is None or right.tail is None or left.tail.type != "money" or right.tail.type != "money":
            return False
        return left.tail.factor == 1 and right.tail.factor < 1 and left.numeral.scale == 1 and right.high < 1

    def _part_of(self, left: _Candidate, right: _Candidate) -> Decimal | None:
        """5 feet 2 inches, 12 ft 2 in: how many of the second unit make one of the first."""
        if left.tail is None or left.tail.type != "unit" or right.tail is None or right.tail.type != "unit":
            return None
        times = self._words.parts.get(left.tail.name, {}).get(right.tail.name)
        return Decimal(times) if times and right.low == right.high < times else None

    def _next_digit(self, left: _Candidate, right: _Candidate) -> bool:
        """三四千: two digits one after the other mean from three to four thousand."""
        digit = left.numeral.value
        if left.numeral.digits or right.numeral.digits or not 1 <= digit <= 8:
            return False
        if left.tail is not None and (left.end != left.numeral.end or right.tail is not None):
            return False  # 三成四千; but 百分之二三十 has its tail before
        return _power_of_ten(right.numeral.value / (digit + 1))

    def _preceded(self, start: int, words: Sequence[str]) -> bool:
        before = self._folded[max(0, start - 14) : start].rstrip(" ")
        return before.endswith(tuple(words)) if words else False

    # the figure

    def figure(self, candidate: _Candidate) -> FoundFigure | None:
        """The figure, or None where the number is none."""
        tail = candidate.tail or self._fraction_tail(candidate)
        numeral = candidate.numeral
        if not candidate.valid:
            return None
        if tail is None:
            return self._bare(candidate)
        if tail.name == "years" and 1800 <= candidate.high <= 2100:
            return None  # a year that no pattern for dates knew
        if not numeral.digits and candidate.low == candidate.high and self._weak(tail, candidate.high):
            return None
        if tail.type != "percent" and not self._is_share(numeral):
            return None
        if tail.type == "count" and self._is_model(candidate):
            return None
        unit = None if tail.type == "money" else tail.name
        return FoundFigure(
            start=candidate.start,
            end=candidate.end,
            kind=tail.kind,
            low=candidate.low,
            high=candidate.high,
            unit=unit,
            currency=tail.name if tail.type == "money" else None,
            qualifier=candidate.qualifier,
        )

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

    def _is_model(self, candidate: _Candidate) -> bool:
        """Ascend 950 processors, Boeing 737 jets: the number belongs to the name before it."""
        numeral, start = candidate.numeral, candidate.start
        plain = numeral.digits and not numeral.grouped and numeral.scale == 1 and start == numeral.start
        if not (self._words.model_names and plain and self._wide[start - 1 : start] == " "):
            return False
        name = _CAPITALISED.search(self._wide, max(0, start - 40), start)
        return name is not None and name.start() > 0 and self._wide[name.start() - 2] not in '.!?:;\n”"»'

    def _fraction_tail(self, candidate: _Candidate) -> Tail | None:
        numeral = candidate.numeral
        if numeral.denominator is None or not 0 < numeral.value < 1:
            return None
        most = _MOST_PARTS if numeral.digits else 2 * _MOST_PARTS
        hundredths = numeral.denominator in (100, 1000) and (numeral.digits or is_cjk(self._wide[numeral.start]))
        if numeral.denominator > most and not hundredths:
            return None  # 9/11, 2023/2024, two hundredths of a second
        after = candidate.end + 1 if self._folded[candidate.end : candidate.end + 1] == " " else candidate.end
        if not self._words.fraction_after or self._folded.startswith(self._words.fraction_after, after):
            return Tail("percent", "%")
        return None

    def _bare(self, candidate: _Candidate) -> FoundFigure | None:
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


def _power_of_ten(value: Decimal) -> bool:
    return value >= 1 and value.normalize().as_tuple().digits == (1,)


def _shared(left: _Candidate, right: _Candidate) -> tuple[_Candidate, _Candidate]:
    """Unit and scale written once for both ends of a range; a unit that follows the first belongs to it alone."""
    if left.tail is None and right.tail is not None:
        factor = right.tail.factor
        left = replace(left, tail=right.tail, low=left.low * factor, high=left.high * factor)
    elif right.tail is None and left.prefixed and not right.article:
        right = replace(right, tail=left.tail)
    scale = right.numeral.scale
    if left.numeral.scale == 1 and scale > 1 and left.low * scale <= right.high:
        left = replace(left, low=left.low * scale, high=left.high * scale)
    return left, right


def _plain(value: Decimal) -> Decimal:
    """Without trailing zeros and without an exponent."""
    normal = value.normalize()
    return normal.quantize(Decimal(1)) if normal == normal.to_integral() and abs(normal) < Decimal(10) ** 20 else normal


__all__ = ["FoundFigure", "Lookup", "find_figures"]
