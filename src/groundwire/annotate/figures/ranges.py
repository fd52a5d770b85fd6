"""Numbers with what stands beside them in, the same with ranges and sums of two made one out."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from groundwire.annotate.figures.numbers import Candidate, plain
from groundwire.annotate.figures.words import FigureWords
from groundwire.annotate.passage import Passage
from groundwire.text.numeral_values import divide

_LONGEST_GAP = 10  # characters between the ends of a range
_FAR_APART = 10
_MINUS = ("-", "−")
_CLAUSE_ENDS = ("", ".", "!", "?", ";", ",", "\n")


class RangeReader:
    """Joins the numbers of one passage."""

    def __init__(self, passage: Passage, words: FigureWords) -> None:
        self._folded = passage.folded
        self._words = words

    def merged(self, candidates: Sequence[Candidate]) -> Iterator[Candidate]:
        """The candidates with those that are the two ends of one range made one."""
        held: Candidate | None = None
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

    def _joined(self, left: Candidate, right: Candidate) -> tuple[Candidate, ...]:
        """The two as one, or as two."""
        gap = self._folded[left.end : right.start]
        if len(gap) > _LONGEST_GAP or left.low != left.high:
            return left, right
        if not gap and self._next_digit(left, right):
            return (_of_next_digits(left, right),)
        word = gap.strip()
        if left.low < 0 and word[-1:] in _MINUS and word[:-1].strip() in self._words.ranges:
            right = replace(right, start=right.start - 1, low=-right.high, high=-right.low)
            gap = word = word[:-1].strip()  # -9.5亿元到-7.8亿元
        between = self._preceded(left.start, self._words.between)
        added = self._added(left, right, word, between=between)
        if added is not None:
            low, high = left.low + added.low, left.high + added.high
            return (replace(right, start=left.start, low=low, high=high, tail=left.tail),)
        if word not in self._words.ranges and gap not in self._words.ranges:
            return left, right
        if word in self._words.between_ranges and not between:
            return left, right
        return self._ranged(left, right)

    def _added(self, left: Candidate, right: Candidate, word: str, *, between: bool) -> Candidate | None:
        """The right one in the unit of the left, if it is a part of the same amount: 5 feet 2 inches."""
        joins = word in self._words.sum_words
        if (not word or joins) and (times := self._part_of(left, right)):
            part = plain(divide(right.low, times))
            return replace(right, low=part, high=part)
        if joins and self._is_part(left, right):
            return right
        if joins and not between and self._is_hundredths(left, right):
            part = plain(right.low / 100)
            return replace(right, low=part, high=part)
        return None

    def _ranged(self, left: Candidate, right: Candidate) -> tuple[Candidate, ...]:
        """The two ends as one, unless a from … to shows that they are two values."""
        first, second = _shared(left, right)
        if first.tail is None or first.tail != second.tail:
            return left, right
        if first.low > second.high or second.low < 0 <= first.low or self._preceded(first.start, self._words.origin):
            return (left if left.article else first), second
        if left.tail and right.tail and (self._is_change(first, second) or left.tail.name == "points"):
            return first, second  # rose 120 points to 4,300 points
        valid = first.valid and second.valid
        marked = self._words.qualifiers_before.ends(self._folded, second.start)  # the ~ of the range itself
        qualifier = first.qualifier or (None if marked else second.qualifier)
        return (replace(second, start=first.start, low=first.low, qualifier=qualifier, valid=valid, article=False),)

    def _is_part(self, left: Candidate, right: Candidate) -> bool:
        """3 dollars 50 cents, 五元三毛."""
        if left.tail is None or right.tail is None or left.tail.type != "money" or right.tail.type != "money":
            return False
        return left.tail.factor == 1 and right.tail.factor < 1 and left.numeral.scale == 1 and right.high < 1

    def _is_change(self, first: Candidate, second: Candidate) -> bool:
        """Fell by Rs 190 to Rs 46,521: a change and the value after it, too far apart for a range."""
        return second.high > _FAR_APART * first.low and self._preceded(first.start, self._words.change_by)

    def _is_hundredths(self, left: Candidate, right: Candidate) -> bool:
        """Thirteen dollars forty-five, 15 dólares con 50: the smaller unit is not said, and the clause ends."""
        if left.tail is None or left.tail.type != "money" or left.tail.factor != 1 or right.tail is not None:
            return False
        if (left.prefixed and right.numeral.digits) or self._folded[left.end : left.end + 1] != " ":
            return False  # $5 and 10; 五元三 is another thing
        whole = left.numeral.scale == 1 and left.low == int(left.low) and right.numeral.plain and 0 < right.low < 100
        after = self._folded[right.end : right.end + 6]
        ends = after[:1] in _CLAUSE_ENDS or after[1:].partition(" ")[0] in self._words.sum_words
        return whole and ends and not after[1:2].isdigit() and self._folded[left.end : right.start].strip() != ","

    def _part_of(self, left: Candidate, right: Candidate) -> Decimal | None:
        """5 feet 2 inches, 12 ft 2 in: how many of the second unit make one of the first."""
        if left.tail is None or left.tail.type != "unit" or right.tail is None or right.tail.type != "unit":
            return None
        times = self._words.parts.get(left.tail.name, {}).get(right.tail.name)
        return Decimal(times) if times and right.low == right.high < times else None

    def _next_digit(self, left: Candidate, right: Candidate) -> bool:
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


def _of_next_digits(left: Candidate, right: Candidate) -> Candidate:
    """三四千: from three to four thousand."""
    digit, tail = left.numeral.value, right.tail or left.tail
    high = right.high if right.tail or left.tail is None else right.high * left.tail.factor
    low = plain(high * digit / (digit + 1))
    return replace(
        right, start=left.start, low=low, high=plain(high), tail=tail, qualifier=left.qualifier or right.qualifier
    )


def _power_of_ten(value: Decimal) -> bool:
    return value >= 1 and value.normalize().as_tuple().digits == (1,)


def _shared(left: Candidate, right: Candidate) -> tuple[Candidate, Candidate]:
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
